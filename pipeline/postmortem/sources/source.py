"""What a source is, and the cheap facts by which it knows its exports."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from postmortem.sources.delimited.rows import header_rows
from postmortem.sources.objects.facts import json_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from postmortem.model import Posts, Record
    from postmortem.sources.export import Export

Evidence = Literal["real file", "parser", "documentation"]


@dataclass(frozen=True, slots=True)
class Peek:
    """The cheap facts a format is recognised by, read once and shown to every source.

    `members` is filled for an archive (folder or zip) that is looked at as a whole; `head` is
    then empty. Names hold no folder of the machine, and a source may not rely on them.
    """

    name: str
    head: str = ""
    members: tuple[str, ...] = ()
    start: bytes = b""
    """The first bytes, for the few exports that are no text."""

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The first rows, taken as delimited text; empty for JSON."""
        return _rows(self.head)

    @property
    def columns(self) -> tuple[str, ...]:
        r"""The first row, taken as a CSV header.

        >>> Peek("a.csv", head='Post id,"Post text"\n1,x').columns
        ('Post id', 'Post text')
        """
        return next(iter(self.rows), ())

    @property
    def facts(self) -> Mapping[str, str]:
        """JSON paths in the head and the first scalar at each; containers hold ''.

        >>> sorted(Peek("a.json", head='[{"id": "1", "user": {"name": "n"}},').facts.items())
        [('', ''), ('item', ''), ('item.id', '1'), ('item.user', ''), ('item.user.name', 'n')]
        """
        return _facts(self.head)

    @property
    def keys(self) -> frozenset[str]:
        """The JSON paths of `facts`."""
        return frozenset(self.facts)

    def header(self, wanted: Collection[str]) -> tuple[str, ...]:
        """Return the row among the first ones that holds most of `wanted` (ignoring case).

        Preamble lines above a header are common, so the first row is not always the one.
        """
        lowered = {name.lower() for name in wanted}
        return max(
            self.rows,
            key=lambda row: len(lowered & {cell.lower() for cell in row}),
            default=(),
        )


@lru_cache(maxsize=4)
def _rows(head: str) -> tuple[tuple[str, ...], ...]:
    return () if head.lstrip()[:1] in ("{", "[") else header_rows(head)


@lru_cache(maxsize=4)
def _facts(head: str) -> Mapping[str, str]:
    return json_facts(head)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How sure a source is, and why; `missing` is what kept it from being certain."""

    found: int
    missing: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether everything the source looks for is there."""
        return self.found > 0 and not self.missing

    @property
    def share(self) -> float:
        """How much of what the source looks for is there, 0…1."""
        return self.found / (self.found + len(self.missing)) if self.found else 0.0


NO = Recognition(0, ("anything it knows",))
"""Nothing of what the source looks for is there."""


def has_all(wanted: Collection[str], present: Collection[str]) -> Recognition:
    """Recognise by everything in `wanted` being `present`, ignoring case.

    >>> has_all(("Post id", "Date"), ("post id", "text"))
    Recognition(found=1, missing=('Date',))
    """
    there = {name.lower() for name in present}
    missing = tuple(name for name in wanted if name.lower() not in there)
    return Recognition(len(wanted) - len(missing), missing)


def has_columns(peek: Peek, *wanted: str) -> Recognition:
    """Recognise by a header row, below a preamble or not, with all `wanted` columns."""
    return has_all(wanted, peek.header(wanted))


def has_paths(peek: Peek, *wanted: str) -> Recognition:
    """Recognise by JSON paths (`data.item.id`) that all occur in the head."""
    return has_all(wanted, peek.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a person says about an export that the export does not say itself."""

    tz: str | None = None
    """Zone of times without one, when the source proves none."""
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our field → their column, for tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One export format we can read. The docstring of its module is its page for users."""

    name: str
    platform: str
    """`any` when the export itself names the platform of each row."""
    evidence: Evidence
    recognise: Callable[[Peek], Recognition]
    read: Callable[[Export, Options], Iterator[Record]]
    read_columns: Callable[[Export, Options], Iterator[Record | Posts]] | None = None
    """The same as `read`, most posts of it as columns: for formats that come by the million."""
    zone: str | None = None
    """The zone that its times without one are proven to be in."""
    fallback: bool = False
    """Asked only when no other source is certain."""
    page: str = ""
    """The module's docstring; filled in by the registry."""

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.page.split("\n", 1)[0].strip()

    @property
    def get_it(self) -> str:
        """Where the export's button is, and which options to choose."""
        return _section(self.page, "Get it")

    @property
    def holds(self) -> str:
        """What is in the export."""
        return _section(self.page, "Holds")

    @property
    def lacks(self) -> str:
        """What a reviewer may expect in it and will not find."""
        return _section(self.page, "Lacks")

    @property
    def seen(self) -> str:
        """Which versions of the format are known, and how its facts were verified."""
        return _section(self.page, "Seen")


def _section(page: str, word: str) -> str:
    r"""Return what follows a fixed word, continuation lines joined.

    >>> _section("X.\n\nGet it   here,\n         then there\nHolds    posts\n", "Get it")
    'here, then there'
    """
    found: list[str] = []
    for line in page.splitlines():
        if line.startswith(word):
            found.append(line[len(word) :].strip())
        elif found and line.startswith(" "):
            found.append(line.strip())
        elif found:
            break
    return " ".join(found)
