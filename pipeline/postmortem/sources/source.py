"""What a source is: one export format that we can read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.model import Posts, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

Evidence = Literal["real file", "parser", "documentation"]


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
    def versions(self) -> str:
        """Which versions of the format are known, and how its facts were verified."""
        return _section(self.page, "Seen")


def _section(page: str, word: str) -> str:
    r"""Return what follows a fixed word, continuation lines joined.

    >>> _section("X.\n\nGet it   here,\n         then there\nHolds    posts\n", "Get it")
    'here, then there'
    """
    lines: list[str] = []
    for line in page.splitlines():
        if line.startswith(word):
            lines.append(line[len(word) :].strip())
        elif lines and line.startswith(" "):
            lines.append(line.strip())
        elif lines:
            break
    return " ".join(lines)
