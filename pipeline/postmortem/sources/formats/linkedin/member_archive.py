"""What the files of a LinkedIn member archive have in common."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Layout
from postmortem.sources.values.ids import id_in_link, linkedin_time

if TYPE_CHECKING:
    from postmortem.model import Post
    from postmortem.sources.delimited.layout import Cells

_BREAK = re.compile(r'"\r?\n"')


def repair_text(text: str) -> str:
    r"""Return a text whose line breaks were quoted one by one, and quotes escaped by backslash.

    >>> repair_text('Hello."\n""\n"Bye'), repair_text(r'say \"hi\"')
    ('Hello.\n\nBye', 'say "hi"')
    """
    return _BREAK.sub("\n", text).replace('\\"', '"')


def _share(post: Post, cells: Cells) -> Post:
    return post._replace(post_id=id_in_link(cells["url"]) or post.post_id)


def _comment(post: Post, cells: Cells) -> Post:
    """Make a comment of a row; its link names what was commented on, and is no id of its own."""
    return post._replace(post_id=None, kind="comment", reply_to=id_in_link(cells["url"]))


SHARES = Layout(
    platform="linkedin",
    columns={"posted_at": "Date", "url": "ShareLink", "text": "ShareCommentary"},
    id_time=linkedin_time,
    clean=repair_text,
    own=True,
    finish=_share,
)
COMMENTS = Layout(
    platform="linkedin",
    columns={"posted_at": "Date", "url": "Link", "text": "Message"},
    id_time=None,
    clean=repair_text,
    own=True,
    linked_ids=False,
    finish=_comment,
)
