"""A report as a sequence of blocks. Formats differ in how they write blocks, never in what is said.

All text here is plain: whoever writes a block escapes it for the format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "right"]
Tone = Literal["plain", "lead", "care", "quiet"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or a few; `method` names the method note that explains its number."""

    text: str
    tone: Tone = "plain"
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `numbered` when the order counts."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table for reading: figures to the right, words to the left."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]
    caption: str = ""
    methods: tuple[str, ...] = ()
    """For each row the method note that explains it, or an empty string."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody wrote, shown as evidence."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be copied as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A place for a chart, by its name; formats without pictures print the alt text."""

    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below a section's own."""

    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown that a person wrote; each format renders its harmless part."""

    text: str


Block = Paragraph | Bullets | Table | Quote | Code | Figure | Heading | Prose


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the report with its blocks."""

    title: str
    anchor: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report."""

    title: str
    kicker: str
    status: str
    sections: tuple[Section, ...]
