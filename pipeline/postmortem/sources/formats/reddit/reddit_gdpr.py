"""Reddit data request: what one account posted and commented, as the zip or its two tables.

Get it   reddit.com/settings/data-request; a link to a zip comes within days
Holds    own submissions (posts.csv) and comments (comments.csv) with time, text and link
Lacks    scores, replies received, posts by others, the account's name in the rows
Seen     `id,permalink,date,ip,subreddit,gildings,…`; times written `2023-01-15 12:34:56 UTC`; the
         addresses (`ip`) are never read; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.container.members import member_called, not_needed, strip_root
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.reddit.things import SITE
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_all, has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options


def _submission(post: Post, cells: Cells) -> Post:
    text = "\n\n".join(part for part in (cells["title"], cells["text"]) if part)
    name = f"t3_{post.post_id}"
    return post._replace(post_id=name, text=text, conversation=name, url=_address(post.url))


def _comment(post: Post, cells: Cells) -> Post:
    thread = _thread(cells["quote_of"])
    return post._replace(
        post_id=f"t1_{post.post_id}",
        kind="reply" if post.reply_to else "comment",
        reply_to=f"t1_{post.reply_to}" if post.reply_to else thread,
        quote_of=None,
        conversation=thread,
        url=_address(post.url),
    )


def _address(link: str | None) -> str | None:
    return SITE + link if link and link.startswith("/") else link


def _thread(link: str) -> str | None:
    """Return the submission in `…/comments/<id>/…`."""
    _, separator, rest = link.partition("/comments/")
    return f"t3_{rest.split('/')[0]}" if separator else None


_COMMON = {"post_id": "id", "url": "permalink", "posted_at": "date", "text": "body"}
_POSTS = Layout(
    platform="reddit",
    columns={**_COMMON, "title": "title"},
    id_time=None,
    linked_ids=False,
    own=True,
    finish=_submission,
)
_COMMENTS = Layout(
    platform="reddit",
    columns={**_COMMON, "quote_of": "link"},
    optional={"reply_to": "parent"},
    id_time=None,
    linked_ids=False,
    own=True,
    finish=_comment,
)
_FILES = {"posts.csv": _POSTS, "comments.csv": _COMMENTS}
_MARK = "gildings"


def _recognise(peek: Peek) -> Recognition:
    """Fits the zip, or one of its tables by the columns that only this request has."""
    if peek.members:
        return has_all(("posts.csv", "comments.csv", "post_votes.csv"), strip_root(peek.members))
    return max(
        (has_columns(peek, *layout.columns.values(), _MARK) for layout in _FILES.values()),
        key=lambda fit: (fit.certain, fit.matches),
    )


def _read(export: Export, options: Options) -> Iterator[Record]:
    if not export.members:
        header = peek_at(export)
        is_comments = has_columns(header, *_COMMENTS.columns.values()).certain
        layout = _COMMENTS if is_comments else _POSTS
        yield from read_table(export, options, layout, zone="UTC")
        return
    read = {member_called(export.members, name): layout for name, layout in _FILES.items()}
    for member, layout in read.items():
        for record in read_table(export, options, layout, zone="UTC", member=member):
            if isinstance(record, Reject):  # its line is not the archive's
                record = record._replace(reason=f"{member}: {record.reason}")
            yield record
    yield from not_needed(set(export.members) - set(read))


SOURCE = Source(
    name="reddit-gdpr",
    platform="reddit",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
