"""Sprout Social listening messages, CSV: posts by anyone that a topic found.

Get it   Listening → a topic → Messages → Export
Holds    posts by anyone: text, author, followers, likes, shares, and Sprout's sentiment, kept as an
         external score (positive 1, neutral 0, negative −1)
Lacks    the zone of its times, which is the group's: say --tz, except for X posts, whose ids tell
Seen     `Date,Network,Message,Message URL,Message ID,…,Profile,Followers,Shares,Likes,Sentiment`;
         facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _finish(post: Post, cells: Cells) -> Post:
    return post._replace(platform=platform_of(cells["platform"], cells["url"]))


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "platform": "Network",
        "text": "Message",
        "url": "Message URL",
        "post_id": "Message ID",
        "author": "Profile",
        "score": "Sentiment",
    },
    optional={
        "followers": "Followers",
        "reposts": "Shares",
        "likes": "Likes",
        "replies": "Comments",
        "lang": "Language",
    },
    day_first=False,
    instant=x_instant,
    finish=_finish,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits when every column this module needs is in the header."""
    return has_columns(peek, *_LAYOUT.columns.values())


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from read_table(export, options, _LAYOUT)


SOURCE = Source(
    name="sprout-listening",
    platform="any",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
