"""X API v2 counts: how many posts matched a query, per minute, hour or day; no posts.

Get it   `twarc2 counts --archive "nordlys kaffe" counts.jsonl`, or GET /2/tweets/counts/…
Holds    the number of matching posts in each span, which no cap on downloads touches
Lacks    the posts; the query itself, unless twarc wrote it down
Seen     pages `{"data": [{"start", "end", "tweet_count"}], "meta": …}`, one a line; times in UTC;
         checked on a real file
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Reject, Total
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import several
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.times import iso_time, plausible
from postmortem.sources.values.x_posts import whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _recognise(peek: Peek) -> Recognition:
    """Fits when the page's elements are spans with a count."""
    return has_paths(peek, "data.item.start", "data.item.end", "data.item.tweet_count")


def _read(export: Export, options: Options) -> Iterator[Record]:
    for item in objects(export, options):
        if isinstance(item, Reject):
            yield item
            continue
        line, page = item
        for span in several(page, "data"):
            try:
                starts, ends = (plausible(iso_time(span[key])) for key in ("start", "end"))
                count = whole_number(span["tweet_count"])
                if count is None:
                    raise CellError("no number")
                yield Total(line, "x", None, starts, ends, "posts", count)
            except (KeyError, TypeError, ValueError) as error:
                yield Reject(line, f"no count of a span ({error})", str(span))


SOURCE = Source(
    name="x-counts",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
