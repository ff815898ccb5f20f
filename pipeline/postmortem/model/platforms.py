"""Platforms, by the one name that the store has for each."""

from __future__ import annotations

PLATFORMS = (
    "app-store", "bluesky", "facebook", "glassdoor", "google-play", "instagram", "linkedin",
    "mastodon", "reddit", "steam", "telegram", "threads", "tiktok", "trustpilot", "weibo", "x",
    "youtube",
)  # fmt: skip
"""Where exports come from that name their platform; a table may name any other."""
OTHER_NAMES = {"twitter": "x", "fb": "facebook", "ig": "instagram", "insta": "instagram"}
"""What people call them too."""


def platform_called(name: str) -> str:
    """Return the platform that people call `name`.

    >>> platform_called(" Twitter"), platform_called("our-forum")
    ('x', 'our-forum')
    """
    word = name.strip().lower()
    return OTHER_NAMES.get(word, word)
