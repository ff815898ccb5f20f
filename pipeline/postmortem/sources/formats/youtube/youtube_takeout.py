"""YouTube comments from Google Takeout: what one account wrote, as the zip or its tables.

Get it   takeout.google.com → only "YouTube and YouTube Music" → only "comments"; a zip by mail
Holds    own comments with time, text, video and the comment they answer
Lacks    likes, replies received, comments by others, the account's name in the rows
Seen     `Comment ID,Channel ID,Comment Create Timestamp,…,Video ID,Comment Text` in varying case;
         texts plain, in pieces of JSON (`{"text":"a"},{"text":"b"}`), or until June 2024 as
         `{"takeoutSegments":[…]}`; folders and files named in the account's language, hence told
         by content; facts from parsers' code
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.container.members import not_needed, strip_root
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.youtube.resources import comment_link
from postmortem.sources.peek import Peek
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


def _recognise(peek: Peek) -> Recognition:
    """Fits the table of comments, or a zip in which one lies where Takeout puts it."""
    if not peek.members:
        return has_columns(peek, *_LAYOUT.columns.values())
    there = {"comments.csv" for name in strip_root(peek.members) if _COMMENTS.fullmatch(name)}
    there |= {"comments.csv" for name in peek.members if _COMMENTS.fullmatch(name)}
    return has_all(("comments.csv",), there)


def _read(export: Export, options: Options) -> Iterator[Record]:
    if not export.members:
        yield from read_table(export, options, _LAYOUT, zone="UTC")
        return
    read = [name for name in export.members if name.endswith(".csv") and _fits(export, name)]
    for member in read:
        for record in read_table(export, options, _LAYOUT, zone="UTC", member=member):
            if isinstance(record, Reject):  # its line is not the archive's
                record = record._replace(reason=f"{member}: {record.reason}")
            yield record
    yield from not_needed(set(export.members) - set(read))


def _fits(export: Export, member: str) -> bool:
    """Whether a member is a table of comments: other files of the folder are not."""
    with export.open_text(member) as stream:
        peek = Peek(member, head=stream.read(_HEAD))
    return has_columns(peek, *_LAYOUT.columns.values()).certain


SOURCE = Source(
    name="youtube-takeout",
    platform="youtube",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
