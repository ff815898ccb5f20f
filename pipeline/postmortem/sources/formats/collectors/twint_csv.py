"""X posts as twint wrote them to CSV, in the time zone of the machine it ran on.

Get it   kept files only; `twint -s nordlys -o nordlys.csv --csv` (stopped working in 2021)
Holds    posts by anyone found by a search: handle, text, likes, reposts, replies, conversation
Lacks    followers, views; which post of a conversation a reply answers; with --retweets a row is
         the post that was reposted, and who reposted it is left out
Seen     `created_at`, `date`, `time`, `timezone`, `tweet`, …; the zone as `CET`, as `+0100`, or by
         a name only Windows knows, hence the hour comes from the ids, which hold it, and from
         `timezone` only where a spreadsheet destroyed them; columns parted by commas or tabs;
         `reply_to` as a Python or JSON list of people; facts from parsers' code
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.tabular import read_rows
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.ids import id_in_link, x_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Post, Record
    from postmortem.sources.delimited.rows import Row
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_ZONE = re.compile(r"[+-]\d{4}|[A-Z]{3,4}")


def _finish(post: Post, cells: Cells) -> Post:
    """Tell replies by their conversation: `reply_to` names people, and not posts."""
    thread = post.conversation if (post.conversation or "").isdigit() else None
    within = thread != post.post_id if thread and post.post_id else post.text.startswith("@")
    kind: Kind = "reply" if within else "quote" if cells["quote_of"] else "post"
    return post._replace(
        kind=kind,
        conversation=thread,
        quote_of=id_in_link(cells["quote_of"]) if not within else None,
    )


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "id",
        "conversation": "conversation_id",
        "posted_at": "date",
        "clock": "time",
        "text": "tweet",
        "author_id": "user_id",
        "author": "username",
        "likes": "likes_count",
        "reposts": "retweets_count",
        "replies": "replies_count",
    },
    optional={"url": "link", "lang": "language", "quote_of": "quote_url"},
    finish=_finish,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits twint's own names for text, zone and conversation."""
    return has_columns(peek, *_LAYOUT.columns.values(), "timezone", "user_rt")


def _read(export: Export, options: Options) -> Iterator[Record]:
    needs = sorted({*_LAYOUT.columns.values(), "timezone"})
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, needs, export.name)
        yield from read_rows(_with_zones(rows), rows.columns, export, options, _LAYOUT)


def _with_zones(rows: Rows) -> Iterator[Row | Reject]:
    """Write the zone behind the times whose ids do not tell them."""
    names = [name.lower() for name in rows.columns]
    post_id, clock, zone = (names.index(name) for name in ("id", "time", "timezone"))
    for row in rows:
        if not isinstance(row, Reject):
            cells = row[1]
            if x_time(cells[post_id]) is None and _ZONE.fullmatch(cells[zone]):
                cells[clock] = f"{cells[clock]} {cells[zone]}"
        yield row


SOURCE = Source(
    name="twint-csv",
    platform="x",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
