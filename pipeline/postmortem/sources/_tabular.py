"""Delimited tables to posts: a format says which column is which, and the quirks of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, cast

from postmortem.errors import UsageError
from postmortem.model import Post, Reject
from postmortem.sources._cells import CellError, count, handle, language
from postmortem.sources._ids import id_in_link, is_destroyed, plain_id, x_time
from postmortem.sources._notes import Tally
from postmortem.sources._rows import Rows
from postmortem.sources._times import Clock, parse_time, plausible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    from postmortem.model import Kind, Record
    from postmortem.sources._export import Export
    from postmortem.sources._rows import Row
    from postmortem.sources._source import Options

TEXTS = (
    "platform", "post_id", "posted_at", "clock", "text", "title", "author_id", "author", "own",
    "kind", "lang", "url", "reply_to", "repost_of", "quote_of", "conversation", "score", "sets",
    "span",
)  # fmt: skip
"""Fields that are not counts. `clock` is a time of day beside a day, `title` stands in for text,
`span` is what a row's counts cover."""
COUNTS = (
    "followers", "likes", "reposts", "replies", "quotes", "views", "reach", "saves", "clicks",
)  # fmt: skip
FIELDS = TEXTS + COUNTS
_COUNTED = slice(len(TEXTS), len(FIELDS))
_WORDS = {
    "id": "post_id", "time": "posted_at", "set": "sets", "language": "lang", "sentiment": "score",
}  # fmt: skip
"""What people call our fields in `[columns]`."""
_FURTHEST = timedelta(hours=15)
"""No zone is further from UTC."""
_TRUE = frozenset(("true", "yes", "1", "t", "y"))
_KINDS = frozenset(("post", "reply", "comment", "repost", "quote"))


Cells = dict[str, str]
"""Our field → the row's cell; '' where the export has no such column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Which column holds which field, and what is peculiar to a format."""

    platform: str
    columns: Mapping[str, str]
    """Our field → their column, for the columns that must be there."""
    optional: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """Our field → their column, or their columns in order of preference."""
    extras: tuple[str, ...] = ()
    """Columns that are no field of ours, for `finish`; '' in a row where they are not there."""
    moment: Callable[[str], datetime] | None = None
    """How times are written; None tries everything `parse_time` knows."""
    instant: Callable[[Cells], datetime | None] | None = None
    """What proves a row's instant better than its time does; None where it proves nothing."""
    id_time: Callable[[str], datetime | None] | None = x_time
    """The clock inside the platform's ids."""
    linked_ids: bool = True
    """Whether the row's link names the row's own post."""
    day_first: bool | None = None
    """How 10/11/2024 is to be read, where the format says."""
    clean: Callable[[str], str] | None = None
    """What takes the format's wrapping off a text (HTML, entities)."""
    rescale: Callable[[str], str] | None = None
    """What brings the format's own sentiment into −1…1."""
    escape: str | None = None
    """What stands before a quote that ends no cell, beside the doubling of it."""
    skip: Callable[[Cells], str | None] | None = None
    """The code of the note that counts a row which is no post (a line of totals), else None."""
    own: bool | None = None
    finish: Callable[[Post, Cells], Post | None] = lambda post, _cells: post
    """Last touch for one post; None leaves the row out because it is no post (a total)."""


def header_of(columns: tuple[str, ...], layout: Layout, options: Options) -> dict[str, int]:
    """Return our field → position, the user's `[columns]` before the format's own.

    One `[columns]` serves a whole inbox, so columns that this format lacks are passed over. Raises
    UsageError when the user names a field that does not exist.
    """
    places = {name.lower(): at for at, name in reversed(list(enumerate(columns)))}
    found: dict[str, int] = {}
    for ours, theirs in {**layout.columns, **layout.optional}.items():
        for name in (theirs,) if isinstance(theirs, str) else theirs:
            if name.lower() in places:
                found[ours] = places[name.lower()]
                break
    for ours, name in our_columns(options).items():
        if name.lower() in places:
            found[ours] = places[name.lower()]
    return found


def our_columns(options: Options) -> dict[str, str]:
    """Return the user's `[columns]` under our names; raises UsageError for a field we lack."""
    found = {_WORDS.get(word, word): name for word, name in options.columns.items()}
    found.pop("dates", None)
    if unknown := sorted(set(found) - set(FIELDS)):
        known = ", ".join(FIELDS)
        raise UsageError(f"[columns] {unknown[0]}: no such field. There are: {known}.")
    return found


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
    places = header_of(columns, layout, options)
    reader = _RowReader(layout, zone, export.name, tally, options)
    get = _getter(places, columns, layout)
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        line, cells = row
        cells.append("")
        try:
            post = reader.post(line, get(cells))
        except CellError as error:
            yield Reject(line, str(error), ",".join(cells[:-1]))
            continue
        if post is not None:
            yield post
    note_encoding(tally, export, member, options)
    if "author" not in places and "author_id" not in places and not layout.own:
        tally.add("authors-unknown")
    yield from tally.notes()


def note_encoding(tally: Tally, export: Export, member: str | None, options: Options) -> None:
    """Tell when an encoding had to be guessed."""
    if options.encoding is None and export.encoding(member) in ("cp1252", "mac_roman"):
        tally.add("encoding-guessed", detail=export.encoding(member))


def _getter(
    places: Mapping[str, int], columns: tuple[str, ...], layout: Layout
) -> Callable[[list[str]], tuple[str, ...]]:
    """Return what picks the cells of FIELDS and extras; -1 is the empty cell added to each row."""
    lowered = [name.lower() for name in columns]
    extras = (lowered.index(n.lower()) if n.lower() in lowered else -1 for n in layout.extras)
    return itemgetter(*(places.get(name, -1) for name in FIELDS), *extras)


class _RowReader:
    """Makes posts of picked cells; holds what stays the same for all rows of a file."""

    def __init__(
        self, layout: Layout, zone: str | None, name: str, tally: Tally, options: Options
    ) -> None:
        self._layout = layout
        self._names = (*FIELDS, *layout.extras)
        self._zone_is_proven = zone is not None
        self._clock = Clock(zone or options.tz, name, tally)
        self._tally = tally
        order = options.columns.get("dates", "")
        if order not in ("", "day-first", "month-first"):
            raise UsageError('[columns] dates: say "day-first" or "month-first".')
        self._day_first = order == "day-first" if order else layout.day_first
        self._moment = layout.moment

    def post(self, line: int, picked: tuple[str, ...]) -> Post | None:
        """Return the post of one row; raises CellError."""
        cells = dict(zip(self._names, picked, strict=True))
        layout = self._layout
        if layout.skip and (code := layout.skip(cells)):
            self._tally.add(code)
            return None
        post_id = self.id_of(cells)
        text = cells["text"] or cells["title"]
        url = cells["url"] or None
        author = handle(cells["author"])
        repost_of, quote_of = cells["repost_of"] or None, cells["quote_of"] or None
        reply_to = cells["reply_to"] or None
        text = layout.clean(text) if layout.clean and text else text
        score, sets = cells["score"], cells["sets"].strip()
        post = Post._make((
            line,
            cells["platform"].strip().lower() or layout.platform,
            post_id,
            self.moment(cells, post_id),
            text,
            cells["author_id"].strip() or author,
            author,
            layout.own if not cells["own"] else cells["own"].strip().lower() in _TRUE,
            _kind(cells["kind"], reply_to, repost_of, quote_of),
            language(cells["lang"]),
            url,
            plain_id(reply_to) if reply_to else None,
            plain_id(repost_of) if repost_of else None,
            plain_id(quote_of) if quote_of else None,
            cells["conversation"] or None,
            *self.counts(picked),
            external_score(layout.rescale(score) if layout.rescale else score),
            (sets,) if sets else (),
        ))  # fmt: skip
        made = layout.finish(post, cells)
        if made is not None and made.post_id is None and not cells["post_id"]:
            self._tally.add("ids-unknown")
        return made

    def id_of(self, cells: Cells) -> str | None:
        """Return the row's id, rebuilt from its link where a spreadsheet destroyed it."""
        raw = cells["post_id"]
        if raw.isdigit():
            return raw
        raw = plain_id(raw)
        if not raw:
            return id_in_link(cells["url"]) if self._layout.linked_ids else None
        if not is_destroyed(raw):
            return raw
        rebuilt = id_in_link(cells["url"])
        self._tally.add("ids-rebuilt" if rebuilt else "ids-destroyed")
        return rebuilt

    def moment(self, cells: Cells, post_id: str | None) -> datetime:
        """Return the row's instant: its time, its id's where that says more, or a CellError."""
        if self._layout.instant and (proven := self._layout.instant(cells)):
            self._tally.add("zone-from-id")
            return plausible(proven)
        text = cells["posted_at"]
        if cells["clock"]:
            text = f"{text} {cells['clock']}"
        if text and self._moment:
            return self._clock.utc(self._moment(text))
        moment, day_only = parse_time(text, self._day_first) if text else (None, True)
        if moment and moment.tzinfo and not day_only:
            return self._clock.utc(moment)
        id_time = self._layout.id_time
        made = id_time(post_id) if id_time and post_id else None
        if moment and not day_only:
            return self._placed(moment, made)
        if made and (moment is None or abs((made.date() - moment.date()).days) <= 1):
            self._tally.add("time-from-id")
            return plausible(made)
        if moment is None:
            raise CellError("no time, and none in the id")
        self._tally.add("day-only")
        return self._clock.utc(moment)

    def _placed(self, naive: datetime, made: datetime | None) -> datetime:
        """Return the instant of a time without zone: the id's, where it agrees, is proven."""
        if made and not self._zone_is_proven and abs(made.replace(tzinfo=None) - naive) < _FURTHEST:
            self._tally.add("zone-from-id")
            return plausible(made)
        return self._clock.utc(naive)

    def counts(self, picked: tuple[str, ...]) -> list[int | None]:
        """Return the counts in the order of COUNTS; one that cannot be read is unknown."""
        try:
            return [count(cell) if cell else None for cell in picked[_COUNTED]]
        except CellError:
            return [self._count(cell) for cell in picked[_COUNTED]]

    def _count(self, cell: str) -> int | None:
        try:
            return count(cell)
        except CellError:
            self._tally.add("counts-unreadable")
            return None


def _kind(said: str, reply_to: str | None, repost_of: str | None, quote_of: str | None) -> Kind:
    if said in _KINDS:
        return cast("Kind", said)
    if repost_of:
        return "repost"
    if quote_of:
        return "quote"
    return "reply" if reply_to else "post"


_POLARITY = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}


def external_score(text: str) -> float | None:
    """Return a sentiment in −1…1 that the export brings, from a number or a word.

    >>> external_score("0.25"), external_score("Negative"), external_score("not rated")
    (0.25, -1.0, None)
    """
    text = text.strip().lower()
    if not text or text in _POLARITY:
        return _POLARITY.get(text)
    try:
        value = float(text)
    except ValueError:
        return None
    if not -1 <= value <= 1:
        raise CellError(f"the score {text[:40]} is outside −1…1")
    return value
