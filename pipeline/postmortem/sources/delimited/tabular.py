"""Rows of a table to posts: each row is a post or a reject, and what was odd is told at the end."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from postmortem.model import Post, Reject
from postmortem.sources.delimited.layout import (
    COUNT_PLACES,
    COUNTS,
    FIELDS,
    VOTING_PLATFORM,
    places_of,
)
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.rules import (
    id_in_cell,
    language_of,
    own_of,
    plain_count,
    platform_of,
    sets_of,
    without_nothing,
)
from postmortem.sources.delimited.time_reader import TimeReader
from postmortem.sources.kinds.relations import X_OR_UNKNOWN, relations_of
from postmortem.sources.notes import Tally
from postmortem.sources.values.cells import (
    CellError,
    count,
    external_score,
    handle,
)
from postmortem.sources.values.ids import (
    id_in_link,
    is_destroyed,
    is_rounded,
    is_rounding_of,
    plain_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from postmortem.model import Kind, Note, Record
    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.delimited.rows import Row
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_new = tuple.__new__
_EMPTY = -1
"""Where the empty cell is that is added to each row."""


def read_table(
    export: Export, options: Options, layout: Layout, zone: str | None = None,
    member: str | None = None,
) -> Iterator[Record]:  # fmt: skip
    """Yield every row of a delimited table as a post or a reject, then notes.

    `zone` is the one the format's times are proven to be in.
    """
    with export.open_text(member, options.encoding) as stream:
        rows = Rows(stream, sorted(layout.columns.values()), export.name, layout.escape)
        yield from read_rows(rows, rows.columns, export, options, layout, zone, member)


def read_rows(
    rows: Iterable[Row | Reject], columns: tuple[str, ...], export: Export, options: Options,
    layout: Layout, zone: str | None = None, member: str | None = None,
) -> Iterator[Record]:  # fmt: skip
    """Yield rows of whatever origin as `read_table` does; `columns` name their cells."""
    tally = Tally()
    places = places_of(columns, layout, options)
    make = RowReader(layout, zone, export.name, tally, options).maker(places, columns)
    yield from records_of(rows, make)
    yield from closing_notes(tally, places, export, layout, member, options)
    if isinstance(rows, Rows):
        yield from rows.notes()


def records_of(
    rows: Iterable[Row | Reject], make: Callable[[int, list[str]], Post | None]
) -> Iterator[Post | Reject]:
    """Yield the post that `make` makes of each row, or a reject that says why not."""
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        line, cells = row
        cells.append("")
        try:
            post = make(line, cells)
        except CellError as error:
            yield Reject(line, str(error), ",".join(cells[:-1]))
            continue
        if post is not None:
            yield post


def closing_notes(
    tally: Tally, places: Mapping[str, int], export: Export, layout: Layout,
    member: str | None, options: Options,
) -> Iterator[Note]:  # fmt: skip
    """Yield what was odd about a table, at its end."""
    note_encoding(tally, export, member, options)
    if "author" not in places and "author_id" not in places and not layout.own:
        tally.add("authors-unknown")
    yield from tally.notes()


def note_encoding(tally: Tally, export: Export, member: str | None, options: Options) -> None:
    """Tell when an encoding had to be guessed."""
    if options.encoding is None and not export.encoding(member).startswith("utf"):
        tally.add("encoding-guessed", detail=export.encoding(member))


class RowReader:
    """Makes posts of picked cells; holds what stays the same for all rows of a file."""

    def __init__(
        self, layout: Layout, zone: str | None, name: str, tally: Tally, options: Options
    ) -> None:
        self._layout = layout
        self._needs_cells = bool(layout.skip or layout.instant or layout.finish)
        self._times = TimeReader(layout, zone, name, tally, options)
        self._tally = tally

    def maker(
        self, places: Mapping[str, int], columns: tuple[str, ...]
    ) -> Callable[[int, list[str]], Post | None]:
        """Return what makes a post of a line and its cells, None of a row that is none.

        It raises CellError. Most layouts need no second look at the cells, which takes its time.
        """
        place_by_name = {name.lower(): at for at, name in reversed(list(enumerate(columns)))}
        extras = {name: place_by_name.get(name.lower(), _EMPTY) for name in self._layout.extras}
        at = [places.get(name, _EMPTY) for name in FIELDS]
        self._texts, self._counts = (
            itemgetter(*at[: COUNT_PLACES.start]),
            itemgetter(*at[COUNT_PLACES]),
        )
        self._places = {**dict(zip(FIELDS, at, strict=True)), **extras}
        return self._post_by_rules if self._needs_cells else self._post

    def _post_by_rules(self, line: int, row: list[str]) -> Post | None:
        """Return the post of one row as the layout's own rules have it."""
        layout = self._layout
        cells = {name: row[at] for name, at in self._places.items()}
        if layout.skip and (code := layout.skip(cells)):
            self._tally.add(code)
            return None
        instant = layout.instant(cells) if layout.instant else None
        post = self._post(line, row, instant)
        final = layout.finish(post, cells) if layout.finish else post
        if final is not None and final.post_id is None and not cells["post_id"]:
            self._tally.add("ids-unknown")
        return final

    def _post(self, line: int, row: list[str], instant: datetime | None = None) -> Post:
        """Return what the cells of a row say, in the order of Post; unpacked once, for speed."""
        (
            platform, raw_id, day, clock, text, title, author_id, name, own, kind, lang, url,
            reply_to, repost_of, quote_of, conversation, score, sets, _, reference,
        ) = self._texts(row)  # fmt: skip
        layout = self._layout
        # An id that ends with a nought may be none, or one that was rounded.
        is_plain = raw_id.isdigit() and raw_id[-1] != "0"
        post_id = raw_id if is_plain else self._id_of(raw_id, url)
        author = handle(name) if without_nothing(name) else None
        text = text or title
        of_platform = platform_of(platform, layout)
        is_x = layout.retweets and of_platform in X_OR_UNKNOWN
        of_kind: Kind = "post"
        if kind or reply_to or repost_of or quote_of or (is_x and text[:4] == "RT @"):
            words = text if is_x else ""
            of_kind, (repost_of, quote_of, reply_to) = relations_of(
                kind, (repost_of, quote_of, reply_to), reference, words, layout.kind_flag
            )
        first_values = (
            line,
            of_platform,
            post_id,
            self._times.from_id(instant)
            if instant
            else self._times.of(day, clock, raw_id if post_id is None else post_id),
            layout.clean(text) if layout.clean and text else text,
            (author_id and author_id.strip()) or author,
            author,
            own_of(own, layout),
            of_kind,
            language_of(lang),
            url or None,
            self._reference(reply_to) if reply_to else None,
            self._reference(repost_of) if repost_of else None,
            self._reference(quote_of) if quote_of else None,
            self._reference(conversation) if conversation else None,
        )
        last_values = (
            self._score(score) if score else None,
            sets_of(sets),
        )
        if post_id is None and not (self._needs_cells or self._is_destroyed(plain_id(raw_id))):
            self._tally.add("ids-unknown")
        numbers = self._numbers(self._counts(row), of_platform)
        if is_x and of_kind == "repost":
            numbers = (numbers[0], None, None, *numbers[3:])
        return _new(Post, first_values + numbers + last_values)

    def _id_of(self, raw: str, url: str) -> str | None:
        """Return a row's id, rebuilt from its link where a spreadsheet destroyed it."""
        raw = id_in_cell(raw)
        link_id = id_in_link(url)
        if not raw:
            return link_id if self._layout.linked_ids else None
        is_rounding = link_id is not None and link_id != raw and is_rounding_of(raw, link_id)
        if not (is_rounding or self._is_destroyed(raw)):
            return raw
        self._tally.add("ids-rebuilt" if is_rounding else "ids-destroyed")
        return link_id if is_rounding else None

    def _is_destroyed(self, raw: str) -> bool:
        """Whether a program made one number of many ids: as 5.7E+17, or with noughts at the end."""
        digits = self._layout.id_digits
        return is_destroyed(raw) or (digits is not None and is_rounded(raw, digits))

    def _reference(self, raw: str) -> str | None:
        """Return the id of another post; None where a spreadsheet made one number of many."""
        if raw.isdigit() and raw[-1] != "0":
            return raw
        raw = plain_id(raw)
        if not self._is_destroyed(raw):
            return raw or None
        self._tally.add("references-destroyed")
        return None

    def _score(self, text: str) -> float | None:
        rescale = self._layout.rescale
        return external_score(rescale(text) if rescale else text)

    def _numbers(self, cells: tuple[str, ...], platform: str) -> tuple[int | None, ...]:
        """Return the counts in the order of COUNTS; one that cannot be read is unknown."""
        try:
            return tuple(map(plain_count, cells))
        except CellError:
            votes_field = "likes" if self._layout.votes or platform == VOTING_PLATFORM else ""
            pairs = zip(COUNTS, cells, strict=True)
            return tuple(self._count(cell, is_votes=name == votes_field) for name, cell in pairs)

    def _count(self, cell: str, *, is_votes: bool) -> int | None:
        try:
            value = count(cell)
        except CellError:
            value = -1
        else:
            if value is None or value >= 0 or is_votes:
                return value
        self._tally.add("counts-unreadable")
        return None
