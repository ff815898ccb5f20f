"""CrowdTangle CSV for Instagram: posts of public accounts with likes, comments and views.

Get it   kept files only; CrowdTangle → list or search → download (closed in August 2024)
Holds    posts: caption, account, followers at the time, likes, comments, video views
Lacks    the comments' texts, saves, shares; an id of its own: that is the end of the link
Seen     `Account`, `User Name`, `Post Created` as `2021-07-06 16:45:20 EDT`, `Description` as the
         caption; where the zone is an abbreviation of several, the ids tell the time; facts from
         the code of 4CAT
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
from postmortem.sources.recognition import Recognition
from postmortem.sources.source import Source
from postmortem.sources.values.ids import instagram_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.delimited.rows import Row
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_MARKS = (
    "Account", "User Name", "Followers at Posting", "Post Created", "Type", "Likes", "Comments",
    "Views", "URL", "Description",
)  # fmt: skip
_LAYOUT = Layout(
    platform="instagram",
    columns={
        "post_id": ID,
        "author": "User Name",
        "posted_at": "Post Created",
        "text": "Description",
        "url": "URL",
        "likes": "Likes",
        "replies": "Comments",
        "views": "Views",
        "followers": "Followers at Posting",
    },
    optional={"title": "Title"},
    id_time=instagram_time,
    linked_ids=False,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits Instagram's columns and the score; Facebook's table has an id of the page."""
    fit = with_score(peek, *_MARKS)
    if fit.certain and "Facebook Id" in peek.header(_MARKS):
        return Recognition(fit.matches, ("a table without Facebook Id",))
    return fit


def _read(export: Export, options: Options) -> Iterator[Record]:
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, _MARKS, export.name)
        yield from read_rows(_rows(rows), (*rows.columns, ID), export, options, _LAYOUT)


def _rows(rows: Rows) -> Iterator[Row | Reject]:
    """Yield rows with the id out of the link, and with no zone where it is not known."""
    names = [name.lower() for name in rows.columns]
    url, time_at, views = (names.index(name) for name in ("url", "post created", "views"))
    for row in rows:
        if not isinstance(row, Reject):
            cells = row[1]
            cells[time_at] = without_unknown_zone(cells[time_at])
            cells[views] = views_of_film(cells[views])
            cells.append(last_part(cells[url]))
        yield row


SOURCE = Source(
    name="crowdtangle-instagram",
    platform="instagram",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
