"""What the formats of X have in common: handles in links, reposts in text, its two JSON shapes."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from postmortem.sources.values.cells import BEYOND, CellError, count
from postmortem.sources.values.ids import id_in_link, x_time
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
    found = _HANDLE.search(link)
    return found[1].lower() if found else None


def reposted_handle(text: str) -> str | None:
    """Return whom a text that begins `RT @somebody: ` reposts.

    >>> reposted_handle("RT @NordlysKaffe: New beans")
    'nordlyskaffe'
    """
    found = _REPOST.match(text)
    return found[1].lower() if found else None


def permalink(handle: str | None, post_id: str) -> str:
    """Return a link to a post, also when its author is not known."""
    return f"https://x.com/{handle or 'i/web'}/status/{post_id}"


def v1_kind(tweet: dict[str, Any], text: str) -> Kind:
    """Return what a tweet of the first API is; a bare `RT @…: ` is all an archive keeps of one."""
    if tweet.get("retweeted_status") or reposted_handle(text):
        return "repost"
    if tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_screen_name"):
        return "reply"
    return "quote" if quoted_id(tweet) else "post"


def quoted_id(tweet: dict[str, Any]) -> str | None:
    """Return the post that a tweet of the first API quotes: said outright, or its last link."""
    if said := tweet.get("quoted_status_id_str"):
        return str(said)
    links = (tweet.get("entities") or {}).get("urls") or []
    last = str(links[-1].get("expanded_url") or "") if links else ""
    return id_in_link(last) if handle_in_link(last) or "/i/web/status/" in last else None


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


def made_at(post_id: str | None, created_at: object) -> datetime:
    """Return when a post was made: what it says, else the clock in its id. Raises CellError."""
    said = str(created_at or "")
    if said:
        moment = iso_time(said) if said[:1].isdigit() else x_classic_time(said)
        if moment >= _X_BEGAN:
            return moment
    made = x_time(post_id) if post_id else None
    if made is None:
        raise CellError(f"no time in X's life: {said!r}" if said else "no time, and none in the id")
    return made
