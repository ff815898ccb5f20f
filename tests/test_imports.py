"""Slow libraries load when used, not when named; each library has one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import postmortem

PACKAGE = Path(postmortem.__file__).parent
SLOW = ("duckdb", "matplotlib", "numpy", "polars", "scipy", "vaderSentiment", "py3langid")
ROOMS = {
    "duckdb": "store",
    "vaderSentiment": "score",
    "py3langid": "score",
    "matplotlib": "charts",
    "jinja2": "render",
    "markdown_it": "render",
}


@pytest.mark.parametrize("module", ["postmortem.cli", "postmortem.sources", "postmortem.model"])
def test_import_is_cheap(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {SLOW!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_waits_for_no_slow_library() -> None:
    code = (
        "import sys; from postmortem.cli import app; app(['report', '-h'], standalone_mode=False);"
        f"print([m for m in {(*SLOW, 'rich')!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def imported(path: Path) -> set[str]:
    """Return the top-level names that the module at `path` imports anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("library", ROOMS)
def test_each_library_is_imported_in_one_room_only(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if library in imported(path)
    }
    assert users == {ROOMS[library]}


def test_nothing_imports_the_network() -> None:
    network = {"socket", "http", "urllib", "requests", "httpx", "ftplib", "smtplib"}
    users = {
        path.relative_to(PACKAGE).as_posix(): imported(path) & network
        for path in PACKAGE.rglob("*.py")
    }
    assert {name: found for name, found in users.items() if found - {"urllib"}} == {}
