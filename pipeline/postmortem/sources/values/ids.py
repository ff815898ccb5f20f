"""Ids: text always, sometimes destroyed by a spreadsheet, and on many platforms a clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import cast

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+?\d+|\d[eE]\+\d+")
"""Reddit's ids may read 1e54321, but hold no dot and no plus."""
_STATUS = re.compile(r"/status(?:es)?/(\d+)")
_LINKEDIN = re.compile(r"urn(?:%3A|:)li(?:%3A|:)\w+?(?:%3A|:)(\d{15,})", re.IGNORECASE)
_SHORTCODE = re.compile(r"instagram\.com/(?:[^/]+/)?(?:p|reel|tv)/([\w-]+)")
_VIDEO = re.compile(r"/(?:video|photo)/(\d{15,})")
_FIRST_X_CLOCK_ID = 29_700_859_247
"""Ids below, from before November 2010, were counted and tell no time."""
_COARSEST = timedelta(minutes=30)
"""How far off a time may be that still says more than the day."""
_X_EPOCH_MS = 1_288_834_974_657
_INSTAGRAM_EPOCH_MS = 1_314_220_021_721
_SIXTY_FOUR = {
    char: at
    for at, char in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
}


def is_destroyed(text: str) -> bool:
    """Whether a spreadsheet turned this id into a rounded number.

    >>> is_destroyed("5.70306E+17"), is_destroyed("1.768E18"), is_destroyed("1e54321")
    (True, True, False)
    """
    return _SCIENTIFIC.fullmatch(text) is not None


def significant_digits(text: str) -> int:
    """Return the digits of a number but for the noughts at its end.

    >>> significant_digits("2027897092436910000")
    15
    """
    return len(text.rstrip("0"))


def is_rounded(text: str, digits: int) -> bool:
    """Whether an id has noughts in place of all but its first digits."""
    return len(text) > digits + 1 and text.isdecimal() and significant_digits(text) <= digits


def is_rounding_of(text: str, link_id: str) -> bool:
    """Whether an id is another one, rounded by a spreadsheet.

    >>> is_rounding_of("5.70306E+17", "570306133677760513")
    True
    >>> is_rounding_of("5.70306E+17", "570308133677760513")
    False
    """
    number, unit = _number_and_unit(text) or (0, 0)
    return link_id.isdecimal() and abs(int(link_id) - number) <= 2 * unit


def coarse_x_time(text: str) -> tuple[datetime, timedelta] | None:
    """Return when an X post was made and how far off that may be, from an id that was rounded.

    None for ids that tell no time, or only the day.

    >>> moment, error = coarse_x_time("5.52963E+17")
    >>> moment.isoformat(timespec="minutes"), error.seconds
    ('2015-01-07T23:00+00:00', 119)
    """
    number, unit = _number_and_unit(text) or (0, 0)
    error = timedelta(milliseconds=unit / 2 / 2**22)
    if not is_x_like(str(number)) or error > _COARSEST:
        return None
    moment = x_time(str(number))
    return (moment, error) if moment else None


def _number_and_unit(text: str) -> tuple[int, int] | None:
    """Return the number that was written of an id, and what its last true digit counts."""
    text = plain_id(text).replace(",", ".")
    if text.isdecimal():
        return int(text), 10 ** (len(text) - significant_digits(text))
    if not is_destroyed(text):
        return None
    number = Decimal(text)
    return int(number), 10 ** max(0, cast("int", number.as_tuple().exponent))


def plain_id(text: str) -> str:
    """Return an id without what tools wrap around it: quotes, blanks, a leading x, a final .0.

    >>> plain_id("x1169"), plain_id("848.0"), plain_id("'99'")
    ('1169', '848', '99')
    """
    text = text.strip().strip("\"'")
    if text[-2:] == ".0":
        text = text[:-2]
    return text[1:] if text[:1] == "x" and text[1:].isdigit() else text


def id_in_link(link: str) -> str | None:
    """Return the id of an X, Mastodon, LinkedIn or TikTok post from its permalink."""
    match = _STATUS.search(link) or _LINKEDIN.search(link) or _VIDEO.search(link)
    return match[1] if match else None


def shortcode_in_link(link: str) -> str | None:
    """Return the shortcode of an Instagram permalink."""
    match = _SHORTCODE.search(link)
    return match[1] if match else None


def _after(epoch_ms: int, milliseconds: int) -> datetime | None:
    try:
        return _EPOCH + timedelta(milliseconds=epoch_ms + milliseconds)
    except OverflowError:
        return None


def x_time(post_id: str) -> datetime | None:
    """Return when an X post was made, from its id; None for ids that tell no time.

    >>> x_time("1623433007804608516").isoformat()
    '2023-02-08T21:26:05.644000+00:00'
    """
    if not post_id.isdigit() or len(post_id) > 20:
        return None
    number = int(post_id)
    return _after(_X_EPOCH_MS, number >> 22) if number >= _FIRST_X_CLOCK_ID else None


def linkedin_time(post_id: str) -> datetime | None:
    """Return when a LinkedIn share, post or activity was made, from the number in its URN."""
    return _after(0, int(post_id) >> 22) if post_id.isdigit() and len(post_id) < 21 else None


def mastodon_time(post_id: str) -> datetime | None:
    """Return when a Mastodon status was made, from its id."""
    return _after(0, int(post_id) >> 16) if post_id.isdigit() and len(post_id) < 21 else None


def instagram_time(shortcode: str) -> datetime | None:
    """Return when an Instagram post was made, from the shortcode in its link.

    >>> instagram_time("Ddr9jGEmLMp").isoformat(timespec="seconds")
    '2026-09-24T22:30:17+00:00'
    """
    number = 0
    for char in shortcode[:11]:
        if char not in _SIXTY_FOUR:
            return None
        number = number * 64 + _SIXTY_FOUR[char]
    return _after(_INSTAGRAM_EPOCH_MS, number >> 23)


def tiktok_time(post_id: str) -> datetime | None:
    """Return when a TikTok video was made, from its id."""
    if not post_id.isdigit() or len(post_id) > 20:
        return None
    return _after(0, (int(post_id) >> 32) * 1000)


def is_x_like(post_id: str) -> bool:
    """Whether an id could be an X post made between 2010 and 2040."""
    id_time = x_time(post_id) if len(post_id) > 14 else None
    return id_time is not None and id_time.year < 2040
