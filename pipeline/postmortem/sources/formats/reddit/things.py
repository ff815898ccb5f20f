"""What Reddit calls a submission and a comment, wherever it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.objects.items import number_at, part, text_at
from postmortem.sources.values.cells import CellError, handle, unescape, whole
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from postmortem.model import Kind
    from postmortem.sources.notes import Tally
    from postmortem.sources.values.clock import Clock

REMOVAL_MARKS = frozenset(("[removed]", "[deleted]", "[deleted by user]", "[ Removed by Reddit ]"))
"""What stands where an author or a text was."""
SITE = "https://www.reddit.com"


def reddit_post(line: int, thing: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    """Return the post of one submission or comment; raises CellError and KeyError."""
    is_comment = "body" in thing
    post_id = text_at(thing, "name") or f"{'t1' if is_comment else 't3'}_{thing['id']}"
    author = text_at(thing, "author")
    name = author if author not in REMOVAL_MARKS else None
    parent = text_at(thing, "parent_id") if is_comment else None
    crosspost = text_at(thing, "crosspost_parent")
    link = text_at(thing, "permalink")
    return Post(
        line,
        "reddit",
        post_id,
        clock.utc(unix_time(thing["created_utc"])),
        _text(thing, is_comment, tally),
        author_id=(text_at(thing, "author_fullname") or handle(name)) if name else None,
        author=handle(name),
        kind=_kind(parent, is_comment, crosspost),
        url=SITE + link if link and link.startswith("/") else link,
        reply_to=parent,
        repost_of=crosspost,
        conversation=text_at(thing, "link_id") or (None if is_comment else post_id),
        likes=_votes(thing),
        reposts=number_at(thing, "num_crossposts"),
        replies=number_at(thing, "num_comments"),
    )


def _text(thing: dict[str, Any], is_comment: bool, tally: Tally) -> str:
    """Return a comment's body, or a title and what stands under it; '' for what was removed."""
    parts = (thing["body"],) if is_comment else (thing["title"], thing.get("selftext"))
    texts = [str(text) for text in parts if text and text not in REMOVAL_MARKS]
    tally.add("text-removed", sum(text in REMOVAL_MARKS for text in parts if text))
    text, had_halves = whole(unescape("\n\n".join(texts)))
    tally.add("surrogates-replaced", int(had_halves))
    return text


def _kind(parent: str | None, is_comment: bool, crosspost: str | None) -> Kind:
    if not is_comment:
        return "repost" if crosspost else "post"
    return "reply" if parent and parent.startswith("t1_") else "comment"


def _votes(thing: dict[str, Any]) -> int | None:
    """Return the score, which may be below zero; None while Reddit hides it."""
    score = part(thing, "score")
    if part(thing, "score_hidden") is True or not isinstance(score, int | str):
        return None
    try:
        return int(score)
    except ValueError as error:
        raise CellError(f"no score: {str(score)[:40]!r}") from error
