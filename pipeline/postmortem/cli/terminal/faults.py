"""What the operating system refuses, in our words and with its exit code."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from postmortem.errors import PostmortemError, TryAgain, UsageError

_NO_PERMISSION = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def in_our_words(error: OSError) -> PostmortemError | None:
    """Return what a person can mend about `error`; None when it is nothing we foresaw.

    >>> print(in_our_words(OSError(errno.ENOSPC, "No space left on device")))
    stdout cannot be written: the disk or device is full. Make room and try again.
    """
    place = _place(error)
    if error.errno in _FULL:
        where = f"{place}:" if place else "stdout cannot be written:"
        return TryAgain(f"{where} the disk or device is full. Make room and try again.")
    if error.errno in _NO_PERMISSION and place:
        readable = os.access(place, os.R_OK)
        doing = "write" if readable else "read"
        other = "folder" if readable else "file"
        return UsageError(
            f"no permission to {doing} {place}: choose another {other} or change its permissions."
        )
    return None


def _place(error: OSError) -> Path | None:
    """Return the file that was refused; the folder above where it was to be made."""
    if not isinstance(error.filename, str | os.PathLike):
        return None
    path = Path(error.filename)
    return next((place for place in (path, *path.parents) if os.path.lexists(place)), None)


def hush_stdout() -> None:
    """Point stdout nowhere, so that the interpreter's last flush cannot fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
