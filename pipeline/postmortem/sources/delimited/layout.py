"""Which column of a delimited table holds which of our fields, and what is peculiar to a format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from postmortem.errors import UsageError
from postmortem.sources.values.ids import x_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from postmortem.model import Kind, Post
    from postmortem.model.warnings import ReadingCode
    from postmortem.sources.options import Options

TEXTS = (
    "platform", "post_id", "posted_at", "clock", "text", "title", "author_id", "author", "own",
    "kind", "lang", "url", "reply_to", "repost_of", "quote_of", "conversation", "score", "sets",
    "span", "reference",
)  # fmt: skip
"""Fields that are not counts. `clock` is a time of day beside a day, `title` stands in for text,
`span` is what a row's counts cover, `reference` the post that the kind refers to."""
COUNTS = (
    "followers", "likes", "reposts", "replies", "quotes", "views", "reach", "saves", "clicks",
)  # fmt: skip
FIELDS = TEXTS + COUNTS
COUNT_PLACES = slice(len(TEXTS), len(FIELDS))
"""Where the counts are in the picked cells of a row."""
WORDS = {
    "id": "post_id", "time": "posted_at", "set": "sets", "language": "lang", "sentiment": "score",
}  # fmt: skip
"""What people call our fields in `[columns]`."""

VOTING_PLATFORM = "reddit"
"""The platform whose likes are votes."""
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
    id_digits: int | None = None
    """How many digits of the ids are true, where a program rounded those of the whole file."""
    offset: timedelta | None = None
    """How far times without a zone are from UTC, as the ids of other rows prove it."""
    at_midnight: bool = False
    """Whether midnights stand for days without a time."""
    day_first: bool | None = None
    """How 10/11/2024 is to be read, where the format says."""
    clean: Callable[[str], str] | None = None
    """What takes the format's wrapping off a text (HTML, entities)."""
    clean_where: str | None = None
    """A pattern of all that `clean` changes; texts without it need no cleaning."""
    clean_marks: tuple[bytes, ...] = ()
    """Bytes of UTF-8, one of which is in all that the pattern finds."""
    rescale: Callable[[str], str] | None = None
    """What brings the format's own sentiment into −1…1."""
    escape: str | None = None
    """What stands before a quote that ends no cell, beside the doubling of it."""
    kind_flag: Kind | None = None
    """What a post is whose `kind` says anything but no; None where words name kinds."""
    skip: Callable[[Cells], ReadingCode | None] | None = None
    """The code of the note that counts a row which is no post (a line of totals), else None."""
    own: bool | None = None
    votes: bool = False
    """Whether likes are what votes for leave of votes against, which may be below zero; on Reddit
    they always are."""
    retweets: bool = False
    """Whether a text that begins `RT @somebody:` marks a repost, and the counts of a repost are its
    original's."""
    finish: Callable[[Post, Cells], Post | None] | None = None
    """Last touch for one post; None leaves the row out because it is no post (a total)."""


def places_of(columns: tuple[str, ...], layout: Layout, options: Options) -> dict[str, int]:
    """Return our field → position, the user's `[columns]` before the format's own.

    One `[columns]` serves a whole inbox, so columns that this format lacks are passed over. Raises
    UsageError when the user names a field that does not exist.
    """
    places = {name.lower(): at for at, name in reversed(list(enumerate(columns)))}
    chosen_places: dict[str, int] = {}
    for ours, theirs in {**layout.columns, **layout.optional}.items():
        for name in (theirs,) if isinstance(theirs, str) else theirs:
            if name.lower() in places:
                chosen_places[ours] = places[name.lower()]
                break
    for ours, name in our_columns(options).items():
        if name.lower() in places:
            chosen_places[ours] = places[name.lower()]
    return chosen_places


def our_columns(options: Options) -> dict[str, str]:
    """Return the user's `[columns]` under our names; raises UsageError for a field we lack."""
    names_by_field = {WORDS.get(word, word): name for word, name in options.columns.items()}
    names_by_field.pop("dates", None)
    if strangers := sorted(set(names_by_field) - set(FIELDS)):
        fields = ", ".join(FIELDS)
        raise UsageError(f"[columns] {strangers[0]}: no such field. There are: {fields}.")
    return names_by_field
