"""LinkedIn page analytics: posts of a company page with their counts, and its days in total.

Get it   LinkedIn → your page → Analytics → Content → Export (a workbook, .xls or .xlsx)
Holds    sheet "All posts": text, link, impressions, clicks, likes, comments, reposts as of the
         export; sheet "Metrics": totals of each day, which are kept apart from posts
Lacks    comments' texts, reactions by kind; the hour (the date is a day, the second comes from the
         link); sheets in another language than English
Seen     one line of explanation above each header; `Created date` as `03/12/2026`;
         `Clicks(organic)` with or without a blank; totals below zero, where reactions were taken
         back; `Reposts` called `Shares` before; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.container.members import not_needed
from postmortem.sources.delimited.daily import daily_totals, plain
from postmortem.sources.delimited.layout import Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_all, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.ids import linkedin_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_POSTS, _METRICS = "All posts", "Metrics"
_LAYOUT = Layout(
    platform="linkedin",
    columns={
        "text": "Post title",
        "url": "Post link",
        "posted_at": "Created date",
        "views": "Impressions",
        "clicks": "Clicks",
        "likes": "Likes",
        "replies": "Comments",
    },
    optional={"reposts": ("Reposts", "Shares")},
    id_time=linkedin_time,
    day_first=False,
    own=True,
)
_TOTALS = {
    "impressions(total)": "views",
    "clicks(total)": "clicks",
    "reactions(total)": "likes",
    "comments(total)": "replies",
    "reposts(total)": "reposts",
    "shares(total)": "reposts",
}


def _is_metrics(peek: Peek) -> Recognition:
    """Fits the days' header, however its blanks are set."""
    columns = ("Date", "Impressions (total)", "Clicks (total)", "Reactions (total)")
    rows = ({plain(cell) for cell in row} for row in peek.rows)
    fits = (has_all(tuple(map(plain, columns)), row) for row in rows)
    return max(fits, key=lambda fit: fit.matches, default=Recognition(0, columns))


def _recognise(peek: Peek) -> Recognition:
    """Fits the workbook by its two sheets, or one of them saved alone."""
    if peek.members:
        return has_all((_POSTS, _METRICS), peek.members)
    posts = has_columns(peek, *_LAYOUT.columns.values(), "Post type")
    days = _is_metrics(peek)
    return days if days.certain else posts


def _read(export: Export, options: Options) -> Iterator[Record]:
    if not export.members:
        days = _is_metrics(peek_at(export)).certain
        yield from _days(export, options, None) if days else _posts(export, options, None)
        return
    yield from _posts(export, options, _POSTS)
    yield from _days(export, options, _METRICS)
    yield from not_needed(set(export.members) - {_POSTS, _METRICS})


def _posts(export: Export, options: Options, member: str | None) -> Iterator[Record]:
    yield from read_table(export, options, _LAYOUT, zone="UTC", member=member)


def _days(export: Export, options: Options, member: str | None) -> Iterator[Record]:
    yield from daily_totals(export, options, "linkedin", _TOTALS, member)


SOURCE = Source(
    name="linkedin-page",
    platform="linkedin",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
