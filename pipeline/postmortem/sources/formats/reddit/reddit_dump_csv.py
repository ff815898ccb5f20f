"""Reddit dumps turned into CSV: submissions or comments, as the dumps' own script writes them.

Get it   `to_csv.py` of PushshiftDumps on a dump of a subreddit; or read the dump itself, packed as
         it is, which says more
Holds    submissions or comments by anyone: author, title and text, score, link, time to the minute
Lacks    the zone of its times, which is that of the machine the script ran on: say --tz; numbers of
         comments; what a comment answers
Seen     `author,title,score,created,link,text,url` or `author,score,created,link,body`; authors as
         `u/solsiv`, times as `2023-01-15 12:34`, ids in the links; facts from the script's code
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.reddit.things import REMOVAL_MARKS
from postmortem.sources.notes import Tally
from postmortem.sources.peek import Peek, peek_at
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_LINK = re.compile(r"reddit\.com/r/[^/]+/comments/(\w+)(?:/[^/]*/(\w+))?")
_COMMON = {"author": "author", "likes": "score", "posted_at": "created", "url": "link"}
_SUBMISSIONS = Layout(
    platform="reddit",
    columns={**_COMMON, "title": "title", "text": "text"},
    id_time=None,
    linked_ids=False,
)
_COMMENTS = Layout(
    platform="reddit", columns={**_COMMON, "text": "body"}, id_time=None, linked_ids=False
)


def _finish(post: Post, cells: Cells, tally: Tally) -> Post:
    """Return the post with the ids of its link, its title, and without what was removed."""
    link = _LINK.search(cells["url"])
    if link is None:
        raise CellError(f"no post of Reddit in its link {cells['url'][:80]!r}")
    thread, comment = f"t3_{link[1]}", link[2]
    parts = [part for part in (cells["title"], cells["text"]) if part]
    tally.add("text-removed", sum(part in REMOVAL_MARKS for part in parts))
    name = (post.author or "").removeprefix("u/")
    author = name if name and name not in REMOVAL_MARKS else None
    return post._replace(
        post_id=f"t1_{comment}" if comment else thread,
        text=unescape("\n\n".join(part for part in parts if part not in REMOVAL_MARKS)),
        author=author,
        author_id=author,
        kind="comment" if comment else "post",
        conversation=thread,
    )


def _recognise(peek: Peek) -> Recognition:
    """Fits either table, in rows that link to Reddit when there are any."""
    fits = [has_columns(peek, *layout.columns.values()) for layout in (_SUBMISSIONS, _COMMENTS)]
    fit = max(fits, key=lambda fit: (fit.certain, fit.share))
    if len(peek.rows) > 1 and not _LINK.search(peek.head):
        return Recognition(fit.matches, (*fit.missing, "links to reddit.com/r/…/comments/…"))
    return fit


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    of_comments = has_columns(peek_at(export), *_COMMENTS.columns.values()).certain
    layout = _COMMENTS if of_comments else _SUBMISSIONS
    layout = replace(layout, finish=lambda post, cells: _finish(post, cells, tally))
    yield from read_table(export, options, layout)
    yield from tally.notes()


SOURCE = Source(
    name="reddit-dump-csv",
    platform="reddit",
    evidence="parser",
    recognise=_recognise,
    read=_read,
)
