#!/usr/bin/env python3
"""Set up and run, from a bare checkout: needs Python 3.11 or newer, and nothing else.

python3 go.py demo    make .venv, install, and report on the made-up crisis in sample_data/
python3 go.py test    make .venv, install the test tools, lint, type-check and test
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    ("pytest", "-q", "-n", "auto", "--dist", "loadfile"),
)


def run(*words: str) -> None:
    """Run one command in the checkout; stop with its exit code when it fails."""
    print("$", " ".join(words), flush=True)
    done = subprocess.run(words, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def install(requirements: str) -> None:
    """Make .venv, and put the pinned, hashed packages and this checkout in it."""
    if not (BIN / "pip").exists() and not (BIN / "pip.exe").exists():
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    pip = (str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", requirements)
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")


def demo() -> None:
    """Install, then run the main job."""
    install("requirements.txt")
    run(str(BIN / "postmortem"), "demo")


def test() -> None:
    """Install, then run every check."""
    install("requirements-test.txt")
    for tool, *words in CHECKS:
        run(str(BIN / tool), *words)


def main() -> None:
    """Read the verb."""
    verbs = {"demo": demo, "test": test}
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one must be told
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:
        sys.exit(__doc__)
    verbs[sys.argv[1]]()


if __name__ == "__main__":
    main()
