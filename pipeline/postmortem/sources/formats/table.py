"""Any table of posts: CSV, TSV, JSON or JSON Lines with columns whose names say what they hold.

Get it   from any tool, survey or data set; `[columns]` in postmortem.toml (or --columns) says which
         column is which where names do not: id, time, text, author, set, score, platform, lang, …
Holds    whatever columns are matched: `postmortem inspect FILE` shows which were, and which not;
         a number in −1…1 called `score` is kept as an external sentiment
Lacks    any proof of the zone of its times: say --tz where neither they nor the ids tell it
Seen     headers in any case, below a preamble; ids that count the rows, or are those of the page or
         the account; ids that a spreadsheet rounded; times in ids where there are none; several
         times, of which the posts' is read; `dates = "day-first"` under [columns] for 10/11/2024;
         reposts, quotes and replies by ids (`quoted_status_id`), words (`sourcetweet_type`), flags
         (`is_retweet`) or a text that begins `RT @name:`; MongoDB's
         `{"$date": …}`; a spreadsheet's day numbers; checked on real files
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport
from postmortem.model import Note
from postmortem.sources.behaviour.choice import choose_columns, fields_by_name
from postmortem.sources.behaviour.groups import group_columns
from postmortem.sources.behaviour.identity import true_digits_of_objects
from postmortem.sources.behaviour.sample import Sample
from postmortem.sources.behaviour.survey import Survey, require_order, rows_of_objects, survey_rows
from postmortem.sources.behaviour.user_columns import applicable_columns, list_names
from postmortem.sources.delimited.aliases import bare, match_columns
from postmortem.sources.delimited.layout import Layout, our_columns, places_of
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.rules import without_nothing
from postmortem.sources.delimited.tabular import read_rows
from postmortem.sources.kinds.relations import flag_of
from postmortem.sources.objects.documents import at_path
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition
from postmortem.sources.source import Source
from postmortem.sources.values.cells import DOUBLE_ENCODING, DOUBLE_ENCODING_MARKS, mend_letters
from postmortem.sources.values.ids import coarse_x_time, x_time
from postmortem.sources.values.stars import star_score

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from postmortem.model import Posts, Record, Reject
    from postmortem.sources.behaviour.choice import Choice
    from postmortem.sources.delimited.bulk import Block
    from postmortem.sources.delimited.rows import Row
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def _recognise(peek: Peek) -> Recognition:
    """Fits when a text is named, and a time, or an id that tells one."""
    _, columns = columns_in(peek, ())
    fields = match_columns(columns)
    missing = [] if "text" in fields else ["a text column"]
    if "posted_at" not in fields and not _tells_time(peek, columns, fields.get("post_id")):
        missing.append("a time column (or ids that tell the time)")
    elif "posted_at" in fields and not _holds_digits(peek, columns, fields["posted_at"]):
        missing.append(f"times in its column {fields['posted_at']}")
    return Recognition(len(fields), tuple(missing))


def columns_in(peek: Peek, names: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """Return where the objects are (`""` for a table or lines) and the names of the columns.

    The `names` that a person said count as much as those we know.
    """

    def fit(row: tuple[str, ...]) -> int:
        return len(match_columns(row)) + len(set(names) & set(row))

    if not peek.facts:
        return "", max(peek.rows, key=fit, default=())
    lists = {key[: key.rindex("item") + 4] for key in peek.keys if "item" in key.split(".")}
    roots = {""} | {root for root in lists if root.count(".") <= 2}
    columns_at = {root: _below(root, peek.keys) for root in sorted(roots)}
    fits = {root: fit(columns) for root, columns in columns_at.items()}
    # Where no name is known at all, the fullest objects are the likeliest rows.
    root = max(fits, key=lambda root: (fits[root], 0 if fits[root] else len(columns_at[root])))
    return root, columns_at[root]


def _below(root: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the paths under `root` that lead into no further list."""
    start = f"{root}." if root else ""
    below = {key.removeprefix(start) for key in keys if key.startswith(start) and key != root}
    holders = {name.rsplit(".", 1)[0] for name in below if "." in name}
    return tuple(sorted(n for n in below - holders - {""} if "item" not in n.split(".")))


def _holds_digits(peek: Peek, columns: tuple[str, ...], column: str) -> bool:
    """Whether the first rows could have times under `column`; yes when there are none."""
    cells = cells_in(peek, columns, column)
    return not any(cells) or any(char.isdigit() for cell in cells for char in cell)


def _tells_time(peek: Peek, columns: tuple[str, ...], column: str | None) -> bool:
    """Whether the ids under `column` are X's, which hold the second.

    Mastodon's and Discord's ids look alike, hence a name with `tweet` in it is asked for.
    """
    if column is None or not any("tweet" in name.lower() for name in columns):
        return False
    ids = [text for text in cells_in(peek, columns, column) if without_nothing(text.strip())]
    return bool(ids) and all(coarse_x_time(text) for text in ids)


def cells_in(peek: Peek, columns: tuple[str, ...], column: str) -> list[str]:
    """Return what the first rows hold under `column`."""
    root, _ = columns_in(peek, ())
    if peek.facts:
        return [peek.facts[f"{root}.{column}" if root else column]]
    at, below = columns.index(column), peek.rows[peek.rows.index(columns) + 1 :]
    return [row[at] for row in below if len(row) == len(columns)]


_CORE = ("post_id", "posted_at", "text")
"""What a row must reach; cells behind may be left out."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a table is read."""

    root: str
    """Where the objects are; '' for a table or lines."""
    columns: tuple[str, ...]
    layout: Layout
    choice: Choice
    is_half_swapped: bool
    rating: str | None
    """The column of stars, where there is one and nobody asked for it."""
    groups: tuple[str, ...]
    """Columns that may part the posts into sets."""

    def notes(self) -> Iterator[Note]:
        """Yield what was taken for what."""
        yield from self.choice.notes()
        if self.is_half_swapped:
            yield Note.of("dates-half-swapped")
        if self.rating:
            yield Note.of("ratings-unused", detail=self.rating)
        if self.groups:
            yield Note.of("sets-possible", detail=list_names(self.groups))
        yield Note("columns", _matches(self.layout.columns, self.columns))


def _read(export: Export, options: Options) -> Iterator[Record]:
    from postmortem.sources.behaviour.repeats import without_repeats  # loads polars

    plan = _plan(export, options)
    fields = plan.layout.columns
    with _rows(export, options, plan.root, plan.columns, fields) as (header, rows):
        yield from without_repeats(read_rows(rows, header, export, options, plan.layout))
    yield from plan.notes()


def _read_columns(export: Export, options: Options) -> Iterator[Record | Posts]:
    plan = _plan(export, options)
    fields = plan.layout.columns
    with _rows(export, options, plan.root, plan.columns, fields) as (header, rows):
        from postmortem.sources.behaviour.repeats import without_repeats
        from postmortem.sources.delimited.bulk import read_blocks, read_bulk

        if isinstance(rows, Rows):
            yield from without_repeats(read_bulk(rows, export, options, plan.layout))
        else:
            parts = _in_blocks(rows, export, options, plan)
            yield from without_repeats(read_blocks(parts, header, export, options, plan.layout))
    yield from plan.notes()


def _in_blocks(
    rows: Iterable[Row | Reject], export: Export, options: Options, plan: _Plan
) -> Iterable[Block | Row | Reject]:
    """Return rows that are objects; lines of them by the block where there is a lane."""
    from postmortem.sources.delimited.columnar import can_read
    from postmortem.sources.line_blocks import line_blocks

    places = places_of(plan.columns, plan.layout, options)
    if plan.root or not can_read(places, plan.layout):
        return rows
    return line_blocks(export, options, plan.columns, places.values()) or rows


def _plan(export: Export, options: Options) -> _Plan:
    """Return where the rows are, and which of their columns hold what."""
    chosen = our_columns(options)
    root, columns = columns_in(peek_at(export), chosen.values())
    ours = applicable_columns(chosen, columns, export.name)
    fields = fields_by_name(columns, ours)
    if "text" not in fields:
        raise MalformedExport(
            f"{export.name}: no column is known to hold the text. Say which: [columns] text = … "
            f"There are: {list_names(columns)}."
        )
    with _rows(export, options, root, columns, fields) as (_, rows):
        sample = Sample.of(rows, columns)
        choice = choose_columns(sample, ours)
    with _rows(export, options, root, columns, choice.fields) as (_, rows):
        survey = survey_rows(rows, columns, choice.fields)
    survey = replace(
        survey,
        day_first=choice.clocks.day_first if survey.day_first is None else survey.day_first,
        half_swapped=survey.half_swapped or choice.clocks.half_swapped,
        numeric_dates=survey.numeric_dates or choice.clocks.half_swapped,
    )
    layout = _layout(choice, survey, is_score_chosen=bool(ours.get("score")))
    if peek_at(export).facts:
        ids = sample.cells(choice.identity.column)
        layout = replace(layout, id_digits=true_digits_of_objects(ids))
    if "dates" not in options.columns:
        require_order(survey, export.name)
    is_unused = survey.is_rating and "score" not in layout.columns
    rating = choice.fields["score"] if is_unused else None
    groups = () if "sets" in ours else group_columns(sample, choice.fields.values())
    return _Plan(root, columns, layout, choice, survey.half_swapped, rating, groups)


@contextmanager
def _rows(
    export: Export, options: Options, root: str, columns: tuple[str, ...], fields: Mapping[str, str]
) -> Iterator[tuple[tuple[str, ...], Iterable[Row | Reject]]]:
    """Give the header and the rows, be they delimited text or JSON."""
    if peek_at(export).facts:
        path = tuple(root.removesuffix("item").rstrip(".").split(".")) if "." in root else ()
        yield columns, rows_of_objects(at_path(export, options, path), columns)
        return
    with export.open_text(None, options.encoding) as stream:
        core = [fields[name] for name in _CORE if name in fields]
        rows = Rows(stream, sorted(set(fields.values())), export.name, core=core)
        yield rows.columns, rows


def _layout(choice: Choice, survey: Survey, *, is_score_chosen: bool) -> Layout:
    columns, clocks = dict(choice.fields), choice.clocks
    is_kept = is_score_chosen or survey.score_is_external
    votes = None if is_kept else columns.pop("score", None)
    if votes and not survey.is_rating:
        columns.setdefault("likes", votes)
    is_x = clocks.platform == "x"
    return Layout(
        platform=clocks.platform,
        columns=columns,
        votes=votes is not None and columns.get("likes") == votes,
        retweets=True,
        rescale=star_score if is_score_chosen and survey.is_rating else None,
        id_time=x_time if is_x else None,
        linked_ids=choice.identity.links_differ,
        id_digits=choice.identity.digits,
        offset=clocks.offset,
        at_midnight=clocks.at_midnight,
        kind_flag=flag_of(bare(columns["kind"])) if "kind" in columns else None,
        day_first=survey.day_first,
        clean=_of_x if is_x else mend_letters,
        clean_where=f"&|{DOUBLE_ENCODING.pattern}" if is_x else DOUBLE_ENCODING.pattern,
        clean_marks=(b"&", *DOUBLE_ENCODING_MARKS) if is_x else DOUBLE_ENCODING_MARKS,
    )


def _of_x(text: str) -> str:
    """Return a text with X's escapes undone and its letters set right."""
    text = unescape(text) if "&" in text else text
    return text if text.isascii() else mend_letters(text)


def _matches(fields: Mapping[str, str], columns: tuple[str, ...]) -> str:
    """Say which column was taken for what, and which were not used."""
    pairs = ", ".join(f"{ours} from {theirs}" for ours, theirs in sorted(fields.items()))
    used = set(fields.values())
    rest = list_names(name for name in columns if name and name not in used)
    return f"Read: {pairs}." + (f" Not used: {rest}." if rest else "")


SOURCE = Source(
    name="table",
    platform="any",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    read_columns=_read_columns,
    fallback=True,
)
