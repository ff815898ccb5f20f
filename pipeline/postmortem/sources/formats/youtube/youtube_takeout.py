"""YouTube comments and live chats from Google Takeout: what one account wrote, zip or tables.

Get it   takeout.google.com → only "YouTube and YouTube Music" → only "comments" and "live chats";
         a zip by mail
Holds    own comments with time, text, video and the comment they answer; own lines in live chats
Lacks    likes, replies received, comments by others, the account's name in the rows
Seen     `Comment ID,Channel ID,Comment Create Timestamp,…,Video ID,Comment Text` in varying case;
         `Live Chat ID,Channel ID,Live Chat Create Timestamp,…,Video ID,Live Chat Text`;
         texts plain, in pieces of JSON (`{"text":"a"},{"text":"b"}`), or until June 2024 as
         `{"takeoutSegments":[…]}`; folders and files named in the account's language, hence told
         by content; facts from parsers' code
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.container.members import not_needed, strip_root
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.youtube.resources import comment_link, video_link
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_all, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_COMMENTS = re.compile(r"(?:Takeout/)?YouTube[^/]*/[^/]+/comments(?:\(\d+\))?\.csv")
_HEAD = 2**12


def _finish(post: Post, cells: Cells) -> Post:
    video = cells["conversation"] or None
    parent = cells["reply_to"] or None
    return post._replace(
        kind="reply" if parent else "comment",
        reply_to=parent or video,
        url=comment_link(video, post.post_id or ""),
    )


def _finish_chat(post: Post, cells: Cells) -> Post:
    """Say of which stream a line was: a chat's lines have no addresses."""
    video = cells["conversation"] or None
    return post._replace(kind="comment", reply_to=video, url=video_link(video) if video else None)


def pieces(text: str) -> str:
    """Return a comment whose text is pieces of JSON behind one another; other texts as they are.

    >>> pieces('{"text":"Cold "},{"text":"coffee","mention":{}}'), pieces("plain")
    ('Cold coffee', 'plain')
    """
    if not text.startswith("{"):
        return text
    try:
        parts: list[dict[str, Any]] = json.loads(f"[{text}]")
        segments = parts[0].get("takeoutSegments", parts)
        return "".join(str(piece.get("text", "")) for piece in segments)
    except (ValueError, AttributeError, IndexError) as error:
        raise CellError(f"no pieces of a comment: {text[:40]!r}") from error


_LAYOUT = Layout(
    platform="youtube",
    columns={
        "post_id": "Comment ID",
        "author_id": "Channel ID",
        "posted_at": "Comment Create Timestamp",
        "conversation": "Video ID",
        "text": "Comment Text",
    },
    optional={"reply_to": "Parent Comment ID"},
    id_time=None,
    linked_ids=False,
    clean=pieces,
    own=True,
    finish=_finish,
)
_CHATS = replace(
    _LAYOUT,
    columns={
        "post_id": "Live Chat ID",
        "author_id": "Channel ID",
        "posted_at": "Live Chat Create Timestamp",
        "conversation": "Video ID",
        "text": "Live Chat Text",
    },
    optional={},
    finish=_finish_chat,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits either table, or a zip in which the comments lie where Takeout puts them."""
    if not peek.members:
        fits = [has_columns(peek, *layout.columns.values()) for layout in (_LAYOUT, _CHATS)]
        return max(fits, key=lambda fit: (fit.certain, fit.matches))
    there = {"comments.csv" for name in strip_root(peek.members) if _COMMENTS.fullmatch(name)}
    there |= {"comments.csv" for name in peek.members if _COMMENTS.fullmatch(name)}
    return has_all(("comments.csv",), there)


def _read(export: Export, options: Options) -> Iterator[Record]:
    if not export.members:
        yield from read_table(export, options, _layout_of(peek_at(export)) or _LAYOUT, zone="UTC")
        return
    layouts = {
        name: layout
        for name in export.members
        if name.endswith(".csv") and (layout := _layout_of(_peek_into(export, name)))
    }
    for member, layout in layouts.items():
        for record in read_table(export, options, layout, zone="UTC", member=member):
            if isinstance(record, Reject):  # its line is not the archive's
                record = record._replace(reason=f"{member}: {record.reason}")
            yield record
    yield from not_needed(set(export.members) - set(layouts))


def _peek_into(export: Export, member: str) -> Peek:
    with export.open_text(member) as stream:
        return Peek(member, head=stream.read(_HEAD))


def _layout_of(peek: Peek) -> Layout | None:
    """Return which of the tables this is; None for the other files of the folder."""
    fits = (
        layout
        for layout in (_LAYOUT, _CHATS)
        if has_columns(peek, *layout.columns.values()).certain
    )
    return next(fits, None)


SOURCE = Source(
    name="youtube-takeout",
    platform="youtube",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
