"""What the exports of listening suites have in common: many platforms in one table."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postmortem.sources.values.cells import CellError, count
from postmortem.sources.values.ids import id_in_link, x_time
from postmortem.sources.values.times import parse_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from postmortem.sources.delimited.layout import Cells
    from postmortem.sources.peek import Peek

_SITES = {
    "x": "x", "twitter": "x", "t": "x", "facebook": "facebook", "fb": "facebook",
    "instagram": "instagram", "linkedin": "linkedin", "reddit": "reddit", "youtube": "youtube",
    "youtu": "youtube", "tiktok": "tiktok", "threads": "threads", "bsky": "bluesky",
    "bluesky": "bluesky", "mastodon": "mastodon", "pinterest": "pinterest", "tumblr": "tumblr",
}  # fmt: skip
_AGREE = timedelta(seconds=2)


def platform_of(*names: str) -> str:
    """Return the platform of a link, a domain or a suite's word for it; `web` for other sites.

    >>> platform_of("https://twitter.com/a/status/1"), platform_of("", "Instagram Public")
    ('x', 'instagram')
    >>> platform_of("https://news.example/a", "News")
    'web'
    """
    for text in names:
        host = urlsplit(text).netloc if "://" in text else text
        for word in host.lower().replace(" ", ".").split("."):
            if word in _SITES:
                return _SITES[word]
    return "web"


def x_instant(cells: Cells) -> datetime | None:
    """Return when an X post was made, from the id in its link: suites give times in some zone."""
    post_id = id_in_link(cells["url"]) if platform_of(cells["url"]) == "x" else None
    return x_time(post_id) if post_id else None


def utc_by_links(peek: Peek, time: str, link: str) -> str | None:
    """Return UTC when all X posts among the first rows prove that the times are in it."""
    header = peek.header((time, link))
    rows = peek.rows[peek.rows.index(header) + 1 :] if header else ()
    names = [name.lower() for name in header]
    if not {time.lower(), link.lower()} <= set(names):
        return None
    at, where = names.index(time.lower()), names.index(link.lower())
    pairs = ((row[at], row[where]) for row in rows if len(row) == len(header))
    apart = [gap for text, url in pairs if (gap := _gap(text, url)) is not None]
    return "UTC" if apart and all(gap <= _AGREE for gap in apart) else None


def _gap(text: str, url: str) -> timedelta | None:
    """Return how far a time without zone, read as UTC, lies from the clock in the link."""
    post_id = id_in_link(url) if platform_of(url) == "x" else None
    id_time = x_time(post_id) if post_id else None
    try:
        moment, day_only = parse_time(text)
    except CellError:
        return None
    if id_time is None or moment.tzinfo is not None or day_only:
        return None
    return abs(id_time.replace(tzinfo=None) - moment)


def most(cells: Cells, columns: Iterable[str]) -> int | None:
    """Return the largest count in the columns: a suite fills the platform's or the shared one."""
    counts = []
    for name in columns:
        try:
            value = count(cells[name]) if cells[name] else None
        except CellError:
            continue
        if value is not None and value >= 0:
            counts.append(value)
    return max(counts, default=None)
