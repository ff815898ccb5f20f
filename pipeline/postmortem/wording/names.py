"""Proper names of platforms and engines, where ours are plain keys."""

_PLATFORMS = {
    "app-store": "App Store",
    "bluesky": "Bluesky",
    "facebook": "Facebook",
    "glassdoor": "Glassdoor",
    "google-play": "Google Play",
    "instagram": "Instagram",
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "reddit": "Reddit",
    "steam": "Steam",
    "telegram": "Telegram",
    "threads": "Threads",
    "tiktok": "TikTok",
    "trustpilot": "Trustpilot",
    "unknown": "platform not known",
    "weibo": "Weibo",
    "x": "X",
    "youtube": "YouTube",
}


def platform_name(key: str) -> str:
    """Return a platform's own spelling; a name we do not know stays as it is.

    >>> platform_name("linkedin"), platform_name("a forum")
    ('LinkedIn', 'a forum')
    """
    return _PLATFORMS.get(key, key)


def engine_name(engine: str) -> str:
    """Return an engine's name without its version.

    >>> engine_name("vader@3.3.2+76d2"), engine_name("external")
    ('VADER', 'external')
    """
    name, _, _ = engine.partition("@")
    return "VADER" if name == "vader" else name
