"""LinkedIn member archive: what a member posted (Shares.csv), in the zip or by itself.

Get it   linkedin.com → Me → Settings → Data privacy → Get a copy of your data; a zip by mail
Holds    own posts with time, text and link; in the zip also own comments (Comments.csv)
Lacks    likes, comments received, views: LinkedIn exports no engagement to members
Seen     `Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility`; names like
         `Shares_7789716.csv`; line breaks quoted on their own; times in UTC, proven on 201 rows by
         the clock in the links' numbers; checked on a real file
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.model import Reject
from postmortem.sources.container.members import not_needed, strip_root
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.formats.linkedin.member_archive import COMMENTS, SHARES
from postmortem.sources.recognition import Recognition, has_all, has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_SHARES = re.compile(r"(?:[^/]+/)?Shares(?:_\d+)?\.csv")
_COMMENTS = re.compile(r"(?:[^/]+/)?Comments(?:_\d+)?\.csv")
_MEMBER = re.compile(
    r"(?:Profile|Connections|Positions|Reactions|Registration|Email Addresses|messages)"
    r"(?:_\d+)?\.csv"
)


def _recognise(peek: Peek) -> Recognition:
    """Fits the archive (posts or comments beside a member's other files), or its file of posts."""
    if not peek.members:
        return has_columns(peek, *SHARES.columns.values())
    names = strip_root(peek.members)
    there = {"Shares.csv" for name in names if _SHARES.fullmatch(name) or _COMMENTS.fullmatch(name)}
    there |= {"Profile.csv" for name in names if _MEMBER.fullmatch(name)}
    return has_all(("Shares.csv", "Profile.csv"), there)


def _read(export: Export, options: Options) -> Iterator[Record]:
    if not export.members:
        yield from read_table(export, options, SHARES, zone="UTC")
        return
    for member in export.members:
        for pattern, layout in ((_SHARES, SHARES), (_COMMENTS, COMMENTS)):
            if pattern.fullmatch(member):
                for record in read_table(export, options, layout, zone="UTC", member=member):
                    if isinstance(record, Reject):  # its line is not the archive's
                        record = record._replace(reason=f"{member}: {record.reason}")
                    yield record
    read = [name for name in export.members if _SHARES.fullmatch(name) or _COMMENTS.fullmatch(name)]
    yield from not_needed(set(export.members) - set(read))


SOURCE = Source(
    name="linkedin-shares",
    platform="linkedin",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
