"""LinkedIn creator analytics: a person's top posts, and their days in total.

Get it   LinkedIn → your profile → Analytics → Content performance → Export (a workbook, .xlsx)
Holds    sheet "TOP POSTS": links of at most 50 posts with impressions; "ENGAGEMENT" and
         "FOLLOWERS": impressions, engagements and new followers of each day, kept apart from posts
Lacks    the posts' texts, likes, comments; posts beyond the 50; the hour, which comes from the link
Seen     two tables side by side, by engagements and by impressions, with an empty column between
         them and other posts in each; lines of explanation above; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Post, Reject
from postmortem.sources.container.members import not_needed
from postmortem.sources.delimited.daily import daily_totals, plain
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.notes import Tally
from postmortem.sources.recognition import Recognition, has_all
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, count
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.ids import id_in_link, linkedin_time
from postmortem.sources.values.times import parse_time, plausible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_POSTS = "TOP POSTS"
_DAYS = {
    "ENGAGEMENT": {"impressions": "views", "engagements": "engagements"},
    "FOLLOWERS": {"newfollowers": "follows"},
}


def _recognise(peek: Peek) -> Recognition:
    """Fits the workbook by its sheets; no sheet says alone what it is."""
    return has_all((_POSTS, "DISCOVERY", "ENGAGEMENT"), peek.members)


def _read(export: Export, options: Options) -> Iterator[Record]:
    yield from _top_posts(export, options)
    for member, metrics in _DAYS.items():
        if member in export.members:
            yield from daily_totals(export, options, "linkedin", metrics, member)
    yield from not_needed(set(export.members) - {_POSTS, *_DAYS})


def _top_posts(export: Export, options: Options) -> Iterator[Record]:
    """Yield each post that either table names, once."""
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    posts: dict[str, Post] = {}
    with export.open_text(_POSTS, options.encoding) as stream:
        rows = Rows(stream, ("Impressions",), export.name)
        starts = [at for at, name in enumerate(rows.columns) if plain(name) == "posturl"]
        for row in rows:
            if isinstance(row, Reject):
                yield row
                continue
            line, cells = row
            for start in starts:
                try:
                    post = _post(line, rows.columns, cells, start, clock, tally)
                except CellError as error:
                    yield Reject(line, str(error), ",".join(cells))
                    continue
                if post and (post.url not in posts or post.views is not None):
                    posts[post.url or ""] = post
    yield from posts.values()
    tally.add("text-missing", len(posts))
    yield from tally.notes()


def _post(
    line: int, columns: tuple[str, ...], cells: list[str], start: int, clock: Clock, tally: Tally
) -> Post | None:
    """Return the post of the table that begins at column `start`, None where it has ended.

    Of its two counts only impressions are a count of ours: engagements add up unlike things.
    """
    url, day, number = cells[start : start + 3]
    if not url:
        return None
    post_id = id_in_link(url)
    id_time = linkedin_time(post_id) if post_id else None
    tally.add("time-from-id" if id_time else "day-only")
    views = count(number) if plain(columns[start + 2]) == "impressions" else None
    moment = plausible(id_time) if id_time else clock.utc(parse_time(day, day_first=False)[0])
    return Post(line, "linkedin", post_id, moment, "", own=True, url=url, views=views)


SOURCE = Source(
    name="linkedin-creator",
    platform="linkedin",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
