"""Invented accounts. A number makes the handle, so that the same author keeps it everywhere."""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

_BEGIN = ("kel", "mor", "tin", "sva", "bru", "lin", "fje", "ros", "hav", "ygg", "dal", "vei")
_END = ("vo", "mira", "dan", "sel", "ett", "rik", "ola", "une", "bek", "lia", "tor", "wen")
_NORWEGIAN_PERCENT = 15


class Person(NamedTuple):
    """One account of the audience."""

    handle: str
    account_id: str
    followers: int
    language: str


def person(number: int, crowd: str) -> Person:
    """Return author `number` of `crowd`.

    >>> person(7, "x") == person(7, "x"), person(7, "x").handle == person(8, "x").handle
    (True, False)
    """
    mix = crc32(f"{crowd}/{number}".encode())
    name = _BEGIN[mix % 12] + _END[mix // 12 % 12]
    followers = int(10 ** (1 + (mix // 144 % 1000) / 1000 * 3) * (0.3 if mix % 7 else 3))
    return Person(
        handle=f"{name}_{number:04d}",
        account_id=str(1_200_000_000_000_000_000 + mix * 150_000_011 + number),
        followers=followers,
        language="no" if mix // 31 % 100 < _NORWEGIAN_PERCENT else "en",
    )
