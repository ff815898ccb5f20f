"""The compiled kernel, where there is one and nobody switched it off."""

from __future__ import annotations

import os

OFF = bool(os.environ.get("POSTMORTEM_PURE"))
"""Set to see that nothing but time depends on the kernel."""

try:
    if OFF:
        raise ImportError("switched off by POSTMORTEM_PURE")
    from postmortem._kernel import Identifier, Kernel, LineReader, Masker, Namer, Preparer
except ImportError:
    Identifier = None  # type: ignore[assignment, misc]
    Kernel = None  # type: ignore[assignment, misc]
    LineReader = Masker = Namer = Preparer = None  # type: ignore[assignment, misc]

AVAILABLE = Kernel is not None


class Stream:
    """A stream of the kernel's, as Polars asks for one."""

    def __init__(self, capsule: object) -> None:
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._capsule


__all__ = [
    "AVAILABLE",
    "Identifier",
    "Kernel",
    "LineReader",
    "Masker",
    "Namer",
    "Preparer",
    "Stream",
]
