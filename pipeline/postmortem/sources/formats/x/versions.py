"""Edits of posts of X: each version has an id of its own, and all of them are one post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.sources.objects.items import part, text_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set


class Edits:
    """Which versions of posts a later one replaced, as far as a file is read."""

    def __init__(self) -> None:
        self._replaced: set[str] = set()

    def learn(self, tweets: Iterable[Any], there: Set[str | None]) -> Mapping[str, str]:
        """Take in the histories on a page, on which all of `there` stand.

        Return the id of the first version for that of each version.
        """
        firsts: dict[str, str] = {}
        for tweet in tweets:
            if ids := history_of(tweet):
                firsts |= dict.fromkeys(ids, ids[0])
                if ids[-1] in there:
                    self._replaced.update(ids[:-1])
        return firsts

    def has_replaced(self, tweet: Any) -> bool:
        """Whether a later version of a post that was edited has been at hand."""
        return bool(history_of(tweet)) and text_at(tweet, "id") in self._replaced


def history_of(tweet: Any) -> list[str]:
    """Return the ids of all versions, the first one first; empty for a post never edited."""
    history = part(tweet, "edit_history_tweet_ids")
    return list(map(str, history)) if isinstance(history, list) and len(history) > 1 else []
