"""The compiled kernel, where there is one and nobody switched it off."""

from __future__ import annotations

import os

OFF = bool(os.environ.get("POSTMORTEM_PURE"))
"""Set to see that nothing but time depends on the kernel."""

try:
    if OFF:
        raise ImportError("switched off by POSTMORTEM_PURE")
    from postmortem._kernel import Identifier, Kernel, Masker, Namer, Preparer
except ImportError:
    Identifier = None  # type: ignore[assignment, misc]
    Kernel = None  # type: ignore[assignment, misc]
    Masker = Namer = Preparer = None  # type: ignore[assignment, misc]

AVAILABLE = Kernel is not None

__all__ = ["AVAILABLE", "Identifier", "Kernel", "Masker", "Namer", "Preparer"]
