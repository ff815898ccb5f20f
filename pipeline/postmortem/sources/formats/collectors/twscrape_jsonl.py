"""X posts as twscrape writes them to JSON Lines.

Get it   `twscrape search "nordlys since:2026-01-01" > nordlys.jsonl`
Holds    posts by anyone found by a search: author, followers, language, references, public counts
Lacks    reposts, as a rule: the search leaves them out
Seen     `id_str`, `date` in UTC with its offset, `user.username`, `rawContent`, `inReplyToTweetId`;
         the class names of snscrape under `_type` in some; facts from documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.sources.formats.collectors.snscrape import tweet
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import NO, Recognition, has_item_paths
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from postmortem.sources.peek import Peek

_PATHS = ("id_str", "date", "user.username", "rawContent", "retweetCount", "conversationId")


def _recognise(peek: Peek) -> Recognition:
    """Fits tweets under snscrape's names without what snscrape alone writes."""
    if {"renderedContent", "item.renderedContent"} & peek.keys:
        return NO
    return has_item_paths(peek, *_PATHS)


SOURCE = Source(
    name="twscrape-jsonl",
    platform="x",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(tweet, "a post of twscrape"),
    zone="UTC",
)
