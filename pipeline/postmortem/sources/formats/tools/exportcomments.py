"""Comments below one post of any site, as ExportComments.com writes them.

Get it   exportcomments.com → the address of a post → CSV or Excel
Holds    comments and answers below the post: text, name, likes
Lacks    ids of comments; which site it was: platform is `unknown` until [columns] names a column
         of it; the zone of its times: say --tz. `Stars` of reviews are a rating and not read
Seen     a first column without a name that numbers comments `1`, `2` and answers `1-1`, then
         `Name,Profile ID,Date,Likes,Stars,Comment,(view) source`, below some lines on the post or
         not; facts from the service's documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.delimited.layout import Cells, Layout
from postmortem.sources.tables import table_source

if TYPE_CHECKING:
    from postmortem.model import Post

_NUMBER = ""
"""The name of the column that numbers the comments."""


def _finish(post: Post, cells: Cells) -> Post:
    return post._replace(kind="reply" if "-" in cells[_NUMBER].strip("-") else "comment")


_LAYOUT = Layout(
    platform="unknown",
    columns={
        "posted_at": "Date",
        "text": "Comment",
        "author": "Name",
        "author_id": "Profile ID",
        "likes": "Likes",
    },
    extras=(_NUMBER,),
    id_time=None,
    linked_ids=False,
    finish=_finish,
)


SOURCE = table_source(
    name="exportcomments",
    platform="any",
    evidence="documentation",
    layout=_LAYOUT,
    marks=("(view) source",),
)
