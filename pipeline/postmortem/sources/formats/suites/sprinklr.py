"""Sprinklr listening messages, as CSV or XLSX: posts by anyone that a topic found.

Get it   Listening → a dashboard → a message widget → Export data
Holds    posts by anyone: text, author, followers, time, link, and Sprinklr's sentiment where it was
         exported, kept as an external score (positive 1, neutral 0, negative −1)
Lacks    counts; the zone of its times, which is the user's: say --tz, except for X posts, whose
         links tell
Seen     `Conversation Stream` (the text), `Permalink`, `Created Time`, `Sender Screen Name`,
         `Sender Follower Count`, in varying order; facts from a parser's code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.tables import table_source
from postmortem.sources.values.ids import id_in_link

if TYPE_CHECKING:
    from postmortem.model import Post


def _finish(post: Post, cells: Cells) -> Post:
    platform = platform_of(cells["url"], cells["platform"])
    link_id = id_in_link(cells["url"])
    return post._replace(platform=platform, post_id=link_id or post.url)


_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Created Time",
        "url": "Permalink",
        "text": "Conversation Stream",
        "author": "Sender Screen Name",
    },
    optional={
        "followers": "Sender Follower Count",
        "platform": "snType",
        "score": "Sentiment",
        "lang": "Language",
    },
    instant=x_instant,
    linked_ids=False,
    finish=_finish,
)


SOURCE = table_source(
    name="sprinklr",
    platform="any",
    evidence="parser",
    layout=_LAYOUT,
)
