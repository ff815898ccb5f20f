"""What columns of times are called, and whose times they are: the post's, or something else's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_WORDS_FOR_TIMES = """
created date dated datetime epoch posted published submitted time timestamp unixtime
"""
_TIMES = frozenset(_WORDS_FOR_TIMES.split())
_OF_POSTS = ("comment", "reply", "review", "tweet", "toot", "message", "post")
"""What a time may be of, the nearest to the row first: comments stand below posts."""
_WORDS_OF_OTHERS = """
account author bio birth birthday birthdate channel member joined owner page profile user
conversation original parent quoted retweeted root submission thread video
annotated annotation archived coded collected collection crawl crawled download downloaded
export exported extracted extraction fetch fetched import imported indexed ingested inserted
label labeled labelled processed query queried retrieval retrieved scrape scraped scraping
search seen
changed deleted edit edited expires last modified removed resolved responded response update updated
average avg duration elapsed load offset read reading seconds spent timezone tz view watch zone
"""
"""Of the account, and of what the post stands on or repeats; of the work on the data; of what
became of the post; and what is no instant."""
_OF_OTHERS = frozenset(_WORDS_OF_OTHERS.split())
_LONGEST = 40
"""Longest name of a column; longer cells are texts, which may hold these words."""


def words_of(name: str) -> tuple[str, ...]:
    """Return the words a column's name is made of, in lower case.

    >>> words_of("commentDate"), words_of("user.created_at")
    (('comment', 'date'), ('user', 'created', 'at'))
    """
    return tuple(word.lower() for word in _WORDS.findall(name))


def is_of_others(name: str) -> bool:
    """Whether a column's name says that its time is not that of the post.

    >>> is_of_others("Account created"), is_of_others("created_at")
    (True, False)
    """
    return not _OF_OTHERS.isdisjoint(words_of(name))


def of_posts(name: str) -> int | None:
    """Return how near to the row a name says its time is, 0 is nearest; None where it says nothing.

    >>> of_posts("reviewDate"), of_posts("date")
    (2, None)
    """
    words = " ".join(words_of(name))
    return next((at for at, word in enumerate(_OF_POSTS) if word in words), None)


def time_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns whose names say that they hold times of posts."""
    return [
        name
        for name in columns
        if len(name) <= _LONGEST
        and not _TIMES.isdisjoint(words_of(name))
        and not is_of_others(name)
    ]
