"""What an export holds: posts, totals, and the rows that could not be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from postmortem.model.warnings import WARNINGS

if TYPE_CHECKING:
    from datetime import datetime

    import polars as pl

    from postmortem.model.warnings import Code

Kind = Literal["post", "reply", "comment", "repost", "quote"]
REFERENCED = "referenced"
"""The set of posts that only came along, because another one answers, quotes or repeats them."""


class Post(NamedTuple):
    """One authored public item, as one row of one export tells it.

    A tuple, because a million of them turn into columns with `zip(*posts)`. `None` means that the
    export does not say; it never means zero. Counts are "as of the export".
    """

    line: int
    """1-based line (CSV, JSONL) or element number (JSON array) it was read from."""
    platform: str
    """`x`, `instagram`, `facebook`, `linkedin`, `mastodon`, …; `unknown` when a table is silent."""
    post_id: str | None
    """The platform's id, always text. `None`: absent or destroyed; ingest makes a stable one."""
    posted_at: datetime
    """The instant, aware and in UTC."""
    text: str
    author_id: str | None = None
    """The platform's account id, else the handle: whatever tells two authors apart here."""
    author: str | None = None
    """The handle, without @; lower-cased where the platform ignores case."""
    own: bool | None = None
    """True where the export proves that its owner wrote the post (an archive, analytics)."""
    kind: Kind = "post"
    lang: str | None = None
    """The export's own language tag (BCP 47 primary subtag); `None` for und, qme, zxx and so on."""
    url: str | None = None
    reply_to: str | None = None
    repost_of: str | None = None
    quote_of: str | None = None
    conversation: str | None = None
    followers: int | None = None
    """Followers of the author, as of the export."""
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    quotes: int | None = None
    views: int | None = None
    """Impressions or views, whichever the platform counts."""
    reach: int | None = None
    saves: int | None = None
    clicks: int | None = None
    score: float | None = None
    """An external sentiment score in −1…1, when the export brings one."""
    sets: tuple[str, ...] = ()
    """Named groups that the row itself says it belongs to (`[columns] set = …`)."""


@dataclass(frozen=True, slots=True, eq=False)
class Posts:
    """Many posts as columns: what exports of millions of rows are read into.

    A million tuples cost ten seconds to make and to take apart; columns cost one.
    """

    columns: pl.DataFrame
    """The fields of Post, in any order; one that is missing holds its default in every row.
    `posted_at` is in microseconds, UTC, without a zone; counts are Int64, `sets` lists of texts."""


class Total(NamedTuple):
    """A count over a span of time, from a daily overview or a counts file; never a post."""

    line: int
    platform: str
    account: str | None
    starts_at: datetime
    ends_at: datetime
    metric: str
    """`posts`, `views`, `likes`, `replies`, `reposts`, `follows`, …"""
    value: int


class Reject(NamedTuple):
    """A row we refused, with its line and reason."""

    line: int
    reason: str
    text: str = ""
    """The raw row, kept only with `--keep-rejected`."""


class Note(NamedTuple):
    """Something about the export as a whole that a reader of its numbers must know."""

    code: Code
    text: str

    @classmethod
    def of(cls, code: Code, **parameters: object) -> Self:
        """Return the note in the words of its entry."""
        return cls(code, WARNINGS[code].text(**parameters))


Record = Post | Total | Reject | Note
"""What reading an export yields, in the order of the file; Notes come whenever they are known."""
