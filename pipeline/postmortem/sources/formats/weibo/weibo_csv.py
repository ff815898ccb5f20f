"""Weibo posts as the common crawlers write them to CSV.

Get it   weibo-search or weibo-crawler, or a crawler that keeps their column names
Holds    posts by anyone: text, name, likes, comments, reposts
Lacks    followers, views; the comments' texts; with some crawlers the name (one profile a file)
Seen     `id` or `微博id`, `微博正文` or `正文`, `发布时间` or `日期`, `点赞数`, `评论数`,
         `转发数`, `用户昵称`; times as `2026-03-01 10:00` in China's zone; facts from the
         crawlers' documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Layout
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.tables import table_source

if TYPE_CHECKING:
    from postmortem.sources.peek import Peek

_ZONE = "Asia/Shanghai"
_LAYOUT = Layout(
    platform="weibo",
    columns={"likes": "点赞数", "replies": "评论数", "reposts": "转发数"},
    optional={
        "post_id": ("微博id", "id"),
        "posted_at": ("发布时间", "日期"),
        "text": ("微博正文", "正文"),
        "author": ("用户昵称", "昵称"),
        "author_id": ("user_id", "用户id"),
        "repost_of": ("retweet_id", "源微博id"),
        "url": ("微博链接", "url"),
    },
    id_time=None,
    linked_ids=False,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits three counts beside a text and a time under the names of either crawler."""
    fits = (
        has_columns(peek, *_LAYOUT.columns.values(), text, time)
        for text in _LAYOUT.optional["text"]
        for time in _LAYOUT.optional["posted_at"]
    )
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


SOURCE = table_source(
    name="weibo-csv",
    platform="weibo",
    evidence="documentation",
    layout=_LAYOUT,
    recognise=_recognise,
    zone=_ZONE,
)
