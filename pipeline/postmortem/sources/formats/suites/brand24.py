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
from postmortem.sources.formats.suites.mentions import platform_of, x_instant
from postmortem.sources.tables import table_source
from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.x_posts import reposted_handle

if TYPE_CHECKING:
    from postmortem.model import Post


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


SOURCE = table_source(
    name="brand24",
    platform="any",
    evidence="documentation",
    layout=_LAYOUT,
    marks=_LAYOUT.extras,
)
