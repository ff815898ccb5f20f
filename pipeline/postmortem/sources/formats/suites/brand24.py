"""Brand24 mentions: posts and articles that a project found.

Get it   a project → Mentions → Export → Excel or CSV
Holds    posts and articles by anyone: text, author, reach, counts, and Brand24's sentiment, kept as
         an external score
Lacks    the zone of its times, which is the account's: say --tz, except for X posts, whose links
         tell; seconds; ids (`ID` counts the rows): a mention is told by its link
Seen     `ID,Title,Snippet,Domain,Source,Url,Date,Time,Author,Sentiment,Reach,…`; the snippet may be
         the sentence that matched; facts from Brand24's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.x_posts import reposted_handle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _finish(post: Post, cells: Cells) -> Post:
    """Return the post with its platform, and with X's own id or else its link for an id."""
    platform = platform_of(cells["url"], cells["Domain"], cells["Source"])
    link_id = id_in_link(cells["url"]) if platform == "x" else None
    is_repost = platform == "x" and reposted_handle(post.text)
    return post._replace(
        platform=platform,
        post_id=link_id or post.url,
        kind="repost" if is_repost else "post",
    )


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "text": "Snippet",
        "url": "Url",
        "author": "Author",
        "score": "Sentiment",
    },
    optional={
        "clock": "Time",
        "title": "Title",
        "reach": "Reach",
        "followers": "Followers",
        "likes": "Likes",
        "reposts": "Shares",
        "replies": "Comments",
    },
    extras=("Domain", "Source"),
    instant=x_instant,
    linked_ids=False,
    finish=_finish,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns read, and the two that say where a mention was."""
    return has_columns(peek, *_LAYOUT.columns.values(), *_LAYOUT.extras)


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_table(export, options, _LAYOUT)


SOURCE = Source(
    name="brand24",
    platform="any",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
)
