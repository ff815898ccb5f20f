"""Customer support on X, as the public data set twcs.csv and the many subsets of it hold it.

Get it   the data set "Customer Support on Twitter" (twcs.csv), 3 million posts of late 2017
Holds    posts to brands and the brands' answers, and which answers which
Lacks    all counts, links and the posts' own ids (they are numbered from 1); the names of
         customers, who are numbers too; brands keep their handle
Seen     `tweet_id`, `author_id`, `inbound` as True or FALSE, `created_at` in UTC, `text` with
         `&amp;`, `in_response_to_tweet_id` as `848.0` after pandas, a column of row numbers in
         front; a BOM; a subset whose letters were encoded twice (`Itâ€™s`); checked on real files
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.notes import Tally
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.source import Source
from postmortem.sources.values.cells import mend_letters, unescape
from postmortem.sources.values.times import x_classic_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek


def _finish(post: Post, cells: Cells) -> Post:
    """Tell customers, who are numbers, from brands, who are handles."""
    name = cells["author_id"].strip()
    author = None if name.isdigit() else name.lower()
    return post._replace(author=author, author_id=author or name)


_LAYOUT = Layout(
    platform="x",
    columns={
        "post_id": "tweet_id",
        "author_id": "author_id",
        "posted_at": "created_at",
        "text": "text",
        "reply_to": "in_response_to_tweet_id",
    },
    moment=x_classic_time,
    id_time=None,
    finish=_finish,
)


def _recognise(peek: Peek) -> Recognition:
    """Fits the columns that no other table of posts has together."""
    return has_columns(peek, *_LAYOUT.columns.values(), "inbound", "response_tweet_id")


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()

    def clean(text: str) -> str:
        whole = mend_letters(text)
        tally.add("mojibake-mended", int(whole != text))
        return unescape(whole)

    yield from read_table(export, options, replace(_LAYOUT, clean=clean), zone="UTC")
    yield from tally.notes()


SOURCE = Source(
    name="twcs-csv",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
