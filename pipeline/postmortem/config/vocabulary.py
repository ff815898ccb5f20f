"""Words that a config may use where other code defines what they mean; a test holds them to it.

A table may name platforms that nobody has heard of, and so may a config. What is nearly the name
of one that exports come from is taken for a slip.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from postmortem.model import OTHER_NAMES, PLATFORMS, platform_called

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = (
    "author", "author_id", "clicks", "clock", "conversation", "dates", "followers", "id", "kind",
    "lang", "language", "likes", "own", "platform", "post_id", "posted_at", "quote_of", "quotes",
    "reach", "reference", "replies", "reply_to", "repost_of", "reposts", "saves", "score",
    "sentiment", "set", "sets", "span", "text", "time", "title", "url", "views",
)  # fmt: skip
"""What `[columns]` may name a column for."""
_A_SLIP = 0.8
"""From this likeness on: `twiter` and `twitter`, not `forum` and any platform."""


def platform(name: str) -> str:
    """Return a platform as the store calls it; ValueError for one that is nearly another's name.

    >>> platform("Twitter"), platform("our-forum")
    ('x', 'our-forum')
    """
    word = name.strip().lower()
    names = [*PLATFORMS, *OTHER_NAMES]
    if word not in names and (near := get_close_matches(word, names, 1, _A_SLIP)):
        raise ValueError(
            f"no platform is called {name!r}; did you mean {near[0]}? Known: {', '.join(PLATFORMS)}"
        )
    return platform_called(name)


def column_map(columns: Mapping[str, str]) -> dict[str, str]:
    """Return a map of our fields to columns; ValueError for a field that we lack."""
    for name in columns:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, 1)
            suggestion = f"; did you mean {near[0]}?" if near else "."
            raise ValueError(f"{name}: no such field{suggestion} There are: {', '.join(FIELDS)}")
    return dict(columns)
