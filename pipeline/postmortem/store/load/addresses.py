"""Addresses and ids as they may be kept: without the handle of anyone but the brand.

Most permalinks name the account, and suites use the link as an id where they have no other.
"""

from __future__ import annotations

import hashlib
import re

import polars as pl

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_DIGITS = 24
_HANDLE_FREE = (
    # The next one finds these too; nearly all look so, and it takes twice as long.
    (re.compile(r"^https://(?:twitter|x)\.com/\w+/status/(\d+)$", re.I), "https://x.com/i/status/"),
    (
        re.compile(r"(?:twitter|x)\.com/[^?#]*?/status(?:es)?/(\d+)", re.I),
        "https://x.com/i/status/",
    ),
    (
        re.compile(r"instagram\.com/(?:[^/?#]+/)?((?:p|reel|tv)/[\w-]+)", re.I),
        "https://www.instagram.com/",
    ),
    (
        re.compile(r"youtube\.com/(watch\?v=[\w-]+(?:&lc=[\w.-]+)?)", re.I),
        "https://www.youtube.com/",
    ),
    (
        re.compile(r"reddit\.com/(?:r|user|u)/[^/?#]+/(comments/\w+)", re.I),
        "https://www.reddit.com/",
    ),
    (
        re.compile(r"linkedin\.com/feed/update/(urn:li:\w+:\d+)", re.I),
        "https://www.linkedin.com/feed/update/",
    ),
)
"""What names the post in a permalink, and how a permalink without the account begins."""

_ID = re.compile(
    r"[A-Za-z]?[-_]?\d+(?:_\d+)*"  # nearly everywhere; with the page's before it on Facebook
    r"|t\d_\w+"  # Reddit
    r"|Ug[\w-]{20,}(?:\.[\w-]+)?"  # comments on YouTube
    r"|urn:.+|at://did:.+|(?:made|link)-.+"
    r"|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,}"
)
_CODE_PLATFORMS = frozenset(("youtube", "instagram", "threads"))
_CODE = re.compile(r"(?=[^A-Z]*[A-Z])(?=[^a-z]*[a-z])[\w-]{11}")
"""Codes of videos and posts: eleven letters and digits in both cases, which no handle is there."""


def handles_free(urls: pl.Series) -> pl.Series:
    """Return addresses of the same posts that name no account, null where there is none.

    >>> handles_free(
    ...     pl.Series(["https://twitter.com/ann/status/12?s=20", "https://social.example/@ann/12"])
    ... ).to_list()
    ['https://x.com/i/status/12', None]
    """
    addresses = pl.repeat(None, len(urls), dtype=pl.String, eager=True)
    for pattern, start in _HANDLE_FREE:
        rest = addresses.is_null() & urls.is_not_null()
        if not rest.any():
            break
        anonymous = start + urls.filter(rest).str.extract(f"(?i){pattern.pattern}")
        addresses = addresses.scatter(rest.arg_true(), anonymous)
    return addresses


def plain_id(value: str | None) -> str | None:
    """Return an id as it is kept: one that is an address is hashed, the same in every store.

    Whoever has the address finds its post; whoever has the store does not find the address.

    >>> plain_id("12"), plain_id("https://forum.example/ann/12")
    ('12', 'link-5ea17bb6f6e9a2697cf4a3f2')
    """
    if value is None or "://" not in value or not _SCHEME.match(value):
        return value
    if value.startswith("at://did:"):
        return value
    digest = hashlib.sha256(value.encode("utf-8", "replace")).hexdigest()
    return f"link-{digest[:_DIGITS]}"


def is_id(value: str, platform: str) -> bool:
    """Whether a reference names a post; some tables put the handle answered to in its place.

    >>> is_id("1234", "x"), is_id("ann", "x"), is_id("@ann99", "x")
    (True, False, False)
    """
    if _ID.fullmatch(value):
        return True
    return platform in _CODE_PLATFORMS and _CODE.fullmatch(value) is not None
