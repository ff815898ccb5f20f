"""Which column names the posts of a table: one whose values differ as the posts do.

A name proves little: `id` may be the number of the row, `post_id` the submission that comments
stand below, `url` the video. Such values stand at posts of other people, times and words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.sources.behaviour.sample import has_clock
from postmortem.sources.delimited.rules import id_in_cell
from postmortem.sources.values.ids import is_destroyed, significant_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from postmortem.sources.behaviour.sample import Sample

_FEW = 0.01
"""Share of rows whose id stands at another post as well, up to which a column is one of ids."""
_NEARLY_ALL = 0.95
_MOSTLY = 0.8
"""Share of rounded ids that need all or all but one of the digits that are kept."""
_ROUNDED = 0.2
"""Share of ids with noughts at their end that no platform gives to so many."""
_LONG = 17
"""Digits of an id from which on noughts at its end are no chance."""
_SPREADSHEET, _BROWSER = 15, 17
"""Digits of a number that a spreadsheet keeps, and that JavaScript keeps."""
_ROOM = 2
"""A counter's numbers reach no further than some multiple of the rows; this many more are free."""
_SPARSE = 3
_HIGHEST = 10**9
"""No tool has counted so many rows; longer numbers are a platform's, be they in a row or not."""
_MANY = 10
"""Ids from which on it is no chance that none between them is left out."""

Fact = tuple[str, str, str]
"""Author, time and text of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What names the posts of a table."""

    column: str | None
    """The column of ids."""
    refusals: tuple[tuple[str, str], ...] = ()
    """Columns that are called like one of ids and hold none, each with the reason."""
    page: str | None = None
    """The column whose value is the page that a post stands on, with others."""
    links_differ: bool = True
    """Whether the links are those of the posts themselves."""
    counter: frozenset[str] = frozenset()
    """The numbers of rows, where a column counts them: what refers to one, refers to no post."""
    digits: int | None = None
    """How many digits of the ids are true, where a program rounded them."""


def identity_of(
    sample: Sample,
    candidates: Iterable[str],
    fields: Mapping[str, str],
    *,
    is_said: bool = False,
) -> Identity:
    """Return the first of `candidates` that behaves as the ids of the posts do.

    A column that a person said holds the ids is taken at that word.
    """
    facts = _facts(sample, fields)
    link = fields.get("url")
    links_differ = link is None or not _is_shared(sample.cells(link), facts)
    page = link if link and not links_differ else None
    refusals: list[tuple[str, str]] = []
    counter: frozenset[str] = frozenset()
    chosen = None
    for column in candidates:
        ids = tuple(map(id_in_cell, sample.cells(column)))
        if is_counter(ids):
            counter |= frozenset(ids) - {""}
        if chosen is not None:
            page = column if page is None and _is_shared(ids, facts) else page
            continue
        reason = None if is_said else _refusal(ids, facts, sample, fields)
        if reason is None:
            chosen = column
            continue
        refusals.append((column, reason))
        if reason == _REPEATS:
            page = column
    return Identity(
        column=chosen,
        refusals=tuple(refusals),
        page=page,
        links_differ=links_differ,
        counter=counter,
        digits=true_digits(sample.cells(chosen)) if chosen else None,
    )


_REPEATS = "the same stands at posts of other authors, times or texts"
_COUNTS = "it counts the rows"
_AUTHORS = "it is the author's"


def _refusal(
    ids: Sequence[str], facts: Sequence[Fact], sample: Sample, fields: Mapping[str, str]
) -> str | None:
    """Say why these are no ids of the posts; None where they may be."""
    if is_counter(ids):
        return _COUNTS
    for name in ("author_id", "author"):
        accounts = sample.cells(fields.get(name))
        pairs = [pair for pair in zip(ids, accounts, strict=True) if pair[0]]
        if len(pairs) > 1 and sum(a == b for a, b in pairs) >= _NEARLY_ALL * len(pairs):
            return _AUTHORS
    return _REPEATS if _is_shared(ids, facts) else None


def _facts(sample: Sample, fields: Mapping[str, str]) -> list[Fact]:
    author = fields.get("author_id") or fields.get("author")
    columns = (sample.cells(name) for name in (author, fields.get("posted_at"), fields.get("text")))
    return list(zip(*columns, strict=True))


def _is_shared(ids: Sequence[str], facts: Sequence[Fact]) -> bool:
    """Whether more than a few posts share their id with another post."""
    first_facts: dict[str, Fact] = {}
    shared = count = 0
    for post_id, fact in zip(ids, facts, strict=True):
        if post_id and not is_destroyed(post_id):
            count += 1
            shared += not is_same_post(first_facts.setdefault(post_id, fact), fact)
    return shared > _FEW * count


def is_same_post(one: Fact, other: Fact) -> bool:
    """Whether two rows of one id are one post: two of author, time and text are the same.

    A post may be edited, and an account renamed. A day alone is no time, nor nobody an author.

    >>> is_same_post(("a", "2026-03-01T10:00", "cold"), ("a", "2026-03-01T10:00", "cold!"))
    True
    >>> is_same_post(("a", "2026-03-01", "cold"), ("a", "2026-03-01", "warm"))
    False
    """
    if one == other:
        return True
    author = bool(one[0]) and one[0] == other[0]
    time = has_clock(one[1]) and one[1] == other[1]
    return author + time + (one[2] == other[2]) >= 2


def is_counter(ids: Sequence[str]) -> bool:
    """Whether ids are the numbers of rows, in any order: all different, and hardly one left out.

    Counting may begin anywhere, as in the second file of a tool; from far up, none may be left out.

    >>> is_counter(["1", "2", "3"]), is_counter(["17", "98"]), is_counter(["7", "7"])
    (True, False, False)
    >>> is_counter([str(n) for n in range(2000, 1000, -1)])
    True
    """
    numbers = [int(text) for text in ids if text.isdecimal() and len(text) < _LONG]
    filled = sum(map(bool, ids))
    if not numbers or len(numbers) < _NEARLY_ALL * filled:
        return False
    if len(set(numbers)) < _NEARLY_ALL * len(numbers):
        return False
    span = max(numbers) - min(numbers) + 1
    is_run = len(numbers) >= _MANY and max(numbers) < _HIGHEST
    has_no_holes = is_run and _NEARLY_ALL * span <= len(numbers)
    return has_no_holes or max(numbers) < _SPARSE * len(numbers) + _ROOM


def true_digits(cells: Sequence[str]) -> int | None:
    """Return how many digits a program left of the ids; None where it left them all.

    >>> true_digits(["2027897092436910000", "2027903115457460000"])
    15
    """
    ids = [text for text in map(id_in_cell, cells) if len(text) >= _LONG and text.isdecimal()]
    longest = list(map(significant_digits, ids))
    if sum(digits <= _SPREADSHEET for digits in longest) > _ROUNDED * len(ids):
        return _SPREADSHEET
    many = [digits for text, digits in zip(ids, longest, strict=True) if len(text) > _LONG]
    is_all = len(many) > _ROOM and sum(n <= _BROWSER for n in many) >= _NEARLY_ALL * len(many)
    return _BROWSER if is_all else None


def true_digits_of_objects(cells: Sequence[str]) -> int | None:
    """Return how many digits a program left of ids in JSON; None where it left them all.

    No spreadsheet writes JSON: noughts at the end of some ids are chance, or how they were made.
    JavaScript rounds all of them, and to as many digits as it keeps.

    >>> true_digits_of_objects(["2027897092436910000", "2027903115457460000"])
    >>> true_digits_of_objects(["2027897092436918300"] * 3)
    17
    """
    ids = [text for text in map(id_in_cell, cells) if len(text) > _BROWSER and text.isdecimal()]
    digits = list(map(significant_digits, ids))
    is_all = len(ids) > _ROOM and sum(n <= _BROWSER for n in digits) >= _NEARLY_ALL * len(ids)
    are_used = sum(n >= _BROWSER - 1 for n in digits) >= _MOSTLY * len(ids)
    return _BROWSER if is_all and are_used else None


def are_rounded(cells: Sequence[str]) -> bool:
    """Whether a program made one number of many ids.

    >>> are_rounded(["1.234E+18", "1.234E+18"]), are_rounded(["1234567890123456789"])
    (True, False)
    """
    shortened = sum(map(is_destroyed, cells))
    return shortened > _ROUNDED * sum(map(bool, cells)) or true_digits(cells) is not None
