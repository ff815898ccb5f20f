"""Where a report is written: whole or not at all, and never over what is not ours.

The folder is written beside its target and takes its place, so that nobody ever sees half a report.
"""

from __future__ import annotations

import errno
import json
import re
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from postmortem.errors import TryAgain, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = "summary.json"
"""The file that tells a report of ours, which may be replaced."""
_OURS = frozenset(
    {"charts", "data", "report.html", "report.md", "report.docx", "report.pptx", "summary.txt"}
    | {MARK}
)


_LITTER = re.compile(r"\.DS_Store|Thumbs\.db|desktop\.ini|\._.*|\.nfs.*|~\$.*|.*~", re.IGNORECASE)
"""What desktops, editors and network drives leave in a folder that somebody looked into."""


def write_text(path: Path, text: str) -> None:
    """Write a text file, with the folder it is in; the same bytes on every system."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Yield an empty folder beside `target` that takes its place when all went well.

    Raises UsageError when `target` is a file, or a folder that holds something else.
    """
    target = target.resolve()
    if target.exists() and not _is_replaceable(target):
        raise UsageError(
            f"{target}: is not an earlier report, so it is left alone. Choose another folder."
        )
    fresh = target.with_name(f".{target.name}.new")
    old = target.with_name(f".{target.name}.old")
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        yield fresh
        if target.exists():
            _keep_litter(target, fresh)
            target.rename(old)
        fresh.rename(target)
    except OSError as error:
        raise unwritable(target, error) from error
    finally:
        if not target.exists() and old.exists():
            old.replace(target)
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)


def _keep_litter(target: Path, fresh: Path) -> None:
    """Take along what is not ours and is in nobody's way."""
    for path in target.iterdir():
        if _LITTER.fullmatch(path.name) and path.is_file():
            shutil.copy2(path, fresh / path.name)


def unwritable(target: Path, error: OSError) -> UsageError | TryAgain:
    """Say why `target` cannot be written; only a full disk mends itself."""
    why = f"{target}: cannot be written ({error.strerror})."
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    return TryAgain(f"{why} Make room and try again.") if full else UsageError(why)


def _is_replaceable(target: Path) -> bool:
    """Whether `target` is an empty folder, or an earlier report and nothing else."""
    if not target.is_dir():
        return False
    names = {path.name for path in target.iterdir() if not _LITTER.fullmatch(path.name)}
    if not names:
        return True
    return names <= _OURS and _is_ours(target / MARK)


def _is_ours(summary: Path) -> bool:
    """Whether `summary` was written by this tool: other tools write a summary.json too."""
    try:
        content = json.loads(summary.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(content, dict) and str(content.get("schema", "")).startswith(
        "postmortem/report/"
    )
