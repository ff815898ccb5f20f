"""Everything that can go wrong, and the exit code that says so.

PostmortemError             1   our fault
├── UsageError              2   the question cannot be asked like that, or the config is wrong
├── NotEnoughData           3   the measure would be a guess
├── UnrecognisedExport      4   no source, or more than one, reads this file
│   └── PrivateMessages     4   nobody's business: never read
├── MalformedExport         4   a source reads this file, but not this content
├── StoreDamaged            1   the store is not one of ours, or cannot be opened
└── TryAgain               75   another process holds the store, or the disk is full

Messages say what, where (file:line), why, and what to do.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

INTERRUPTION = "interrupted; nothing half-done was kept."


class ExitCode(IntEnum):
    """How a command ends. Every one is in use; `RULE_FAILED` by `doctor` alone, for now."""

    OK = 0
    OUR_FAULT = 1
    WRONG_USE = 2
    NOT_ENOUGH_DATA = 3
    PARTLY_DONE = 4
    """A file was refused or a row rejected; the rest is in."""
    RULE_FAILED = 5
    """Something was checked, and needs a look."""
    TRY_AGAIN = 75
    INTERRUPTED = 130
    TERMINATED = 143


class PostmortemError(Exception):
    """An error with words for the person at the keyboard."""

    exit_code: ClassVar[ExitCode] = ExitCode.OUR_FAULT


class UsageError(PostmortemError):
    """The question cannot be asked like that, or a file the user wrote is wrong."""

    exit_code = ExitCode.WRONG_USE


class NotEnoughData(PostmortemError):
    """The measure would be a guess."""

    exit_code = ExitCode.NOT_ENOUGH_DATA


class UnrecognisedExport(PostmortemError):
    """No source reads this file, or more than one does."""

    exit_code = ExitCode.PARTLY_DONE

    @classmethod
    def nothing_reads(
        cls, path: Path | str, hint: str | None, cure: str = ""
    ) -> UnrecognisedExport:
        """Name the nearest source and what kept it from being certain, and what can be done."""
        near = f" Closest: {hint}." if hint else ""
        return cls(f"{path}: no source reads this.{near} `postmortem sources` lists them.{cure}")

    @classmethod
    def several_read(cls, path: Path | str, names: Iterable[str]) -> UnrecognisedExport:
        """Name the contenders, and the option that settles it."""
        return cls(f"{path}: read by {' and '.join(names)}. Choose one with --source.")


class PrivateMessages(UnrecognisedExport):
    """The file holds what people wrote to each other in private, which is never read."""

    @classmethod
    def at(cls, path: Path | str) -> PrivateMessages:
        """Say what the file is."""
        return cls(f"{path}: holds private messages, which are never read.")


class MalformedExport(PostmortemError):
    """A source reads this file, but its content is broken beyond single rows."""

    exit_code = ExitCode.PARTLY_DONE


class StoreDamaged(PostmortemError):
    """The store is not one of ours, or cannot be opened."""


class TryAgain(PostmortemError):
    """Another process holds the store, or the disk is full: the same command may work later."""

    exit_code = ExitCode.TRY_AGAIN
