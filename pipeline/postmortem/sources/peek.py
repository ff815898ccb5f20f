"""The cheap facts by which a format knows its exports: the names and the first bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport
from postmortem.sources.container.decode import head_encoding, is_binary
from postmortem.sources.container.legacy import UnknownEncoding, legacy_encoding
from postmortem.sources.container.workbook import is_nested
from postmortem.sources.delimited.header import header_rows
from postmortem.sources.objects.facts import json_facts

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from postmortem.sources.export import Export

_HEAD = 2**16
_START = 128


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

    def header(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the row among the first ones that holds most of `names` (ignoring case).

        Preamble lines above a header are common, so the first row is not always the one.
        """
        lower_names = {name.lower() for name in names}
        return max(
            self.rows,
            key=lambda row: len(lower_names & {cell.lower() for cell in row}),
            default=(),
        )


@lru_cache(maxsize=4)
def _rows(head: str) -> tuple[tuple[str, ...], ...]:
    return () if head.lstrip()[:1] in ("{", "[") else header_rows(head)


@lru_cache(maxsize=4)
def _facts(head: str) -> Mapping[str, str]:
    return json_facts(head)


def peek_at(export: Export) -> Peek:
    """Return the facts that sources recognise an export by."""
    if export.members:
        return Peek(export.name, members=export.members)
    with export.open_binary() as stream:
        head = stream.read(_HEAD)
    if export.is_member and is_nested(head):
        raise MalformedExport(
            f"{export.name}: is an archive or a workbook inside an archive. Take it out, and "
            "ingest it by itself."
        )
    return Peek(export.name, head=decoded_head(head), start=head[:_START])


def decoded_head(head: bytes) -> str:
    """Return the first bytes as text, '' when they are none."""
    if is_binary(head):
        return ""
    # The last three bytes may be a cut-off character.
    encoding = head_encoding(head) or _encoding_in(head[:-3])
    text = head.decode(encoding, "replace")
    return text.rstrip("�") if len(head) == _HEAD else text


def _encoding_in(head: bytes) -> str:
    """Return the encoding of a text without a mark; any, to find its columns by, if none is sure.

    Whoever reads the whole of it is told.
    """
    try:
        head.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        if error.start > len(head) - 4:
            return "utf-8"
        try:
            return legacy_encoding([head])
        except UnknownEncoding:
            return "latin-1"
    return "utf-8"
