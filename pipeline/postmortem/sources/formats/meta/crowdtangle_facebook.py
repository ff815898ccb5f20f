"""CrowdTangle CSV for Facebook: posts of public pages and groups with their reactions.

Get it   kept files only; CrowdTangle → list or search → download (closed in August 2024)
Holds    posts of pages or groups: text, link, followers at the time, all reactions, comments,
         shares, views
Lacks    the comments' texts; private people; an id of its own: that is the end of the link
Seen     `Page Name` or `Group Name`, `Post Created` as `2021-07-06 16:45:20 EDT`, a last column
         `Overperforming Score (weighted — Likes 1x …)` whose weights vary; likes are the sum of all
         reactions, as Facebook counts them; where the zone is an abbreviation of several, say --tz;
         facts from the code of 4CAT
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.delimited.layout import Layout
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.tabular import read_rows
from postmortem.sources.formats.meta.crowdtangle import (
    ID,
    last_part,
    views_of_film,
    with_score,
    without_unknown_zone,
)
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.delimited.rows import Row
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

_MARKS = ("User Name", "Facebook Id", "Post Created", "Type", "Likes", "Comments", "Shares")
_REACTIONS = ("Likes", "Love", "Wow", "Haha", "Sad", "Angry", "Care")
_OTHER_TEXTS = ("Image Text", "Link Text", "Description")
_VIEWS = ("Post Views", "Total Views")
_LAYOUT = Layout(
    platform="facebook",
    columns={
        "post_id": ID,
        "author_id": "Facebook Id",
        "posted_at": "Post Created",
        "text": "Message",
        "url": "URL",
        "likes": "Likes",
        "replies": "Comments",
        "reposts": "Shares",
    },
    optional={
        "author": "User Name",
        "followers": "Followers at Posting",
        "views": _VIEWS,
    },
    id_time=None,
    linked_ids=False,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits Facebook's columns and the score."""
    return with_score(peek, *_MARKS, "URL", "Message")


def _read(export: Export, options: Options) -> Iterator[Record]:
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, (*_MARKS, "URL", "Message"), export.name)
        yield from read_rows(_rows(rows), (*rows.columns, ID), export, options, _LAYOUT)


def _rows(rows: Rows) -> Iterator[Row | Reject]:
    """Yield rows with all reactions as likes, some text, and the id out of the link."""
    at = {name.lower(): place for place, name in reversed(list(enumerate(rows.columns)))}
    reactions, views, others = (
        [at[name.lower()] for name in names if name.lower() in at]
        for names in (_REACTIONS, _VIEWS, _OTHER_TEXTS)
    )
    for row in rows:
        if not isinstance(row, Reject):
            cells = row[1]
            cells[at["post created"]] = without_unknown_zone(cells[at["post created"]])
            cells[at["likes"]] = _sum([cells[place] for place in reactions])
            if not cells[at["message"]]:
                texts = (cells[place] for place in others)
                cells[at["message"]] = next(filter(None, texts), "")
            for place in views:
                cells[place] = views_of_film(cells[place])
            cells.append(last_part(cells[at["url"]]))
        yield row


def _sum(cells: list[str]) -> str:
    """Return the sum, or the first cell where one of them is no count."""
    try:
        return str(sum(count(cell) or 0 for cell in cells))
    except CellError:
        return cells[0]


SOURCE = Source(
    name="crowdtangle-facebook",
    platform="facebook",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
