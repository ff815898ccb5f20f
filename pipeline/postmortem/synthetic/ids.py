"""Ids as the platforms make them: the time is inside, so that an id and its time agree.

X:          milliseconds since 2010-11-04T01:42:54.657Z, shifted left by 22 bits
LinkedIn:   Unix milliseconds, shifted left by 22 bits
Mastodon:   Unix milliseconds, shifted left by 16 bits
Instagram:  milliseconds since 2011-08-24T21:07:01.721Z, shifted left by 23 bits; base 64 in links
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_X_EPOCH = 1_288_834_974_657
_INSTAGRAM_EPOCH = 1_314_220_021_721
_BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_UNIX = datetime(1970, 1, 1, tzinfo=UTC)


def x_id(posted_at: datetime, low: int) -> str:
    """Return an X id for `posted_at`; `low` fills the 22 bits that tell equal instants apart."""
    return str((_milliseconds(posted_at) - _X_EPOCH) << 22 | low & 0x3FFFFF)


def x_time(post_id: str) -> datetime:
    """Return the instant inside an X id.

    >>> x_time("1855222380982907193").isoformat()
    '2024-11-09T12:14:18.648000+00:00'
    """
    return _UNIX + timedelta(milliseconds=(int(post_id) >> 22) + _X_EPOCH)


def linkedin_id(posted_at: datetime, low: int) -> str:
    """Return the number of a LinkedIn share URN."""
    return str(_milliseconds(posted_at) << 22 | low & 0x3FFFFF)


def mastodon_id(posted_at: datetime, low: int) -> str:
    """Return a Mastodon status id."""
    return str(_milliseconds(posted_at) << 16 | low & 0xFFFF)


def instagram_shortcode(posted_at: datetime, low: int) -> str:
    """Return the code in the link of an Instagram post.

    >>> instagram_shortcode(datetime(2026, 9, 24, 22, 30, 17, tzinfo=UTC), 0)[:4]
    'Ddr9'
    """
    number = (_milliseconds(posted_at) - _INSTAGRAM_EPOCH) << 23 | low & 0x7FFFFF
    code = ""
    while number:
        number, digit = divmod(number, 64)
        code = _BASE64[digit] + code
    return code


def _milliseconds(instant: datetime) -> int:
    return (instant - _UNIX) // timedelta(milliseconds=1)
