"""What posts of X say in one cell or number, in whichever export: links, handles, counts."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from postmortem.sources.values.cells import BEYOND, CellError, count
from postmortem.sources.values.ids import x_time
from postmortem.sources.values.times import iso_time, x_classic_time

if TYPE_CHECKING:
    from postmortem.model import Kind

_X_BEGAN = datetime(2006, 3, 1, tzinfo=UTC)
"""Archives hold a few impossible years, such as 1997."""
_HANDLE = re.compile(r"(?:twitter|x)\.com/(?!i/)(\w{1,20})/status/", re.IGNORECASE)
_REPOST = re.compile(r"RT @(\w{1,20}):? ")


def handle_in_link(link: str) -> str | None:
    """Return the author's handle in a permalink, None where the link hides it (`/i/web/`).

    >>> handle_in_link("https://x.com/NordlysKaffe/status/17")
    'nordlyskaffe'
    """
    match = _HANDLE.search(link)
    return match[1].lower() if match else None


def reposted_handle(text: str) -> str | None:
    """Return whom a text that begins `RT @somebody: ` reposts.

    >>> reposted_handle("RT @NordlysKaffe: New beans")
    'nordlyskaffe'
    """
    match = _REPOST.match(text)
    return match[1].lower() if match else None


def permalink(handle: str | None, post_id: str) -> str:
    """Return a link to a post, also when its author is not known."""
    return f"https://x.com/{handle or 'i/web'}/status/{post_id}"


def own_counts(kind: Kind, likes: object, reposts: object) -> tuple[int | None, int | None]:
    """Return likes and reposts, unknown for a repost, whose counts are its original's or zero."""
    if kind == "repost":
        return None, None
    return whole_number(likes), whole_number(reposts)


def whole_number(value: object) -> int | None:
    """Return a count that JSON holds as a number or a text, None when it holds none."""
    try:
        number = value if isinstance(value, int | None) else count(str(value))
    except CellError:
        return None
    return number if number is not None and 0 <= number < BEYOND else None


def first_made_at(first_id: str, post_id: str, created_at: object) -> datetime:
    """Return when the first version of a post was made, as its id tells. Raises CellError."""
    id_time = x_time(first_id) if first_id != post_id else None
    return id_time or made_at(post_id, created_at)


def made_at(post_id: str | None, created_at: object) -> datetime:
    """Return when a post was made: what it says, else the clock in its id. Raises CellError."""
    text = str(created_at or "")
    if text:
        moment = iso_time(text) if text[:1].isdigit() else x_classic_time(text)
        if moment >= _X_BEGAN:
            return moment
    id_time = x_time(post_id) if post_id else None
    if id_time is None:
        raise CellError(f"no time in X's life: {text!r}" if text else "no time, and none in the id")
    return id_time
