"""What a tweet of X's first API is: its kind, and the post that it quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.x_posts import handle_in_link, reposted_handle

if TYPE_CHECKING:
    from postmortem.model import Kind


def v1_kind(tweet: dict[str, Any], text: str) -> Kind:
    """Return what a tweet of the first API is; a bare `RT @…: ` is all an archive keeps of one."""
    if tweet.get("retweeted_status") or reposted_handle(text):
        return "repost"
    if tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_screen_name"):
        return "reply"
    return "quote" if quoted_id(tweet) else "post"


def quoted_id(tweet: dict[str, Any]) -> str | None:
    """Return the post that a tweet of the first API quotes: said outright, or its last link."""
    if quote_id := tweet.get("quoted_status_id_str"):
        return str(quote_id)
    links = (tweet.get("entities") or {}).get("urls") or []
    last = str(links[-1].get("expanded_url") or "") if links else ""
    return id_in_link(last) if handle_in_link(last) or "/i/web/status/" in last else None
