"""LinkedIn member archive: the comments a member wrote (Comments.csv) by itself.

Get it   linkedin.com → Me → Settings → Data privacy → Get a copy of your data; a zip by mail
Holds    own comments with time, text and a link to what was commented on
Lacks    comments by others; likes; an id of the comment
Seen     `Date,Link,Message`; times in UTC, as in Shares.csv, where it is proven; facts from a real
         archive's header
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.aliases import match_columns
from postmortem.sources.formats.linkedin.member_archive import COMMENTS
from postmortem.sources.recognition import Recognition, has_columns
from postmortem.sources.tables import table_source

if TYPE_CHECKING:
    from postmortem.sources.peek import Peek


def _recognise(peek: Peek) -> Recognition:
    """Fits the three columns, and no other that we know, in rows that link to LinkedIn if any."""
    columns = tuple(COMMENTS.columns.values())
    fit = has_columns(peek, *columns)
    header = peek.header(columns)
    others = len(match_columns(header)) > len(columns) or (len(peek.rows) == 1 and len(header) > 3)
    elsewhere = len(peek.rows) > 1 and "linkedin.com" not in peek.head
    missing = (*fit.missing, *["links to linkedin.com"] * (others or elsewhere))
    return Recognition(fit.matches, missing)


SOURCE = table_source(
    name="linkedin-comments",
    platform="linkedin",
    evidence="real file",
    layout=COMMENTS,
    recognise=_recognise,
    zone="UTC",
)
