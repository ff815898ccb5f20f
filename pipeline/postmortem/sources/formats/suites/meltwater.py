"""Meltwater mentions, the export of today: posts and articles that a search found.

Get it   Explore or Monitor → Select all → Download → CSV (or XLSX)
Holds    posts and articles by anyone: text, author, language, counts, and Meltwater's sentiment,
         kept as an external score (positive 1, neutral 0, negative −1; not rated is none)
Lacks    the zone of its times, which is the account's: say --tz, except for X posts, whose links
         tell; the whole text of many articles (the sentence that matched)
Seen     `Date`, `Time`, `Document ID`, `Author Handle`, `Hit Sentence`, `Opening Text`, … in UTF-16
         parted by tabs under the name `.csv`, sometimes below a line that is no header; facts from
         parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.tables import table_source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.ids import id_in_link

if TYPE_CHECKING:
    from postmortem.model import Kind, Post

_REPEATS: dict[str, Kind] = {"RT @": "repost", "QT @": "quote"}


def finish(post: Post, cells: Cells) -> Post:
    """Return the post with its platform, X's own id, and what its first letters say it is."""
    platform = platform_of(cells["url"], cells["platform"])
    link_id = id_in_link(cells["url"]) if platform == "x" else None
    author = post.author or handle(cells.get("Author Name"))
    return post._replace(
        platform=platform,
        post_id=link_id or post.post_id or post.url,
        author_id=author,
        author=author,
        kind=_REPEATS.get(post.text[:4], "post"),
    )


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "clock": "Time",
        "post_id": "Document ID",
        "url": "URL",
        "text": "Hit Sentence",
        "author": "Author Handle",
        "score": "Sentiment",
    },
    optional={
        "title": ("Opening Text", "Title"),
        "platform": "Source Name",
        "lang": "Language",
        "reach": "Reach",
        "likes": ("Likes", "Reactions"),
        "reposts": ("Reposts", "Shares"),
        "replies": ("Replies", "Comments"),
        "quotes": "Quotes",
        "views": "Views",
    },
    extras=("Author Name",),
    instant=x_instant,
    linked_ids=False,
    finish=finish,
)


SOURCE = table_source(
    name="meltwater",
    platform="any",
    evidence="parser",
    layout=_LAYOUT,
    marks=("Opening Text",),
)
