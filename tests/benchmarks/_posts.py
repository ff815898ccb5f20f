"""A corpus of invented posts for benchmarks: tweets by length, three in ten seen before."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.synthetic.phrases import phrases, say
from postmortem.synthetic.shapes import exponential
from postmortem.synthetic.stream import Conditions, stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEGAN = datetime(2026, 3, 10, 12, tzinfo=UTC)
_FIRST_ID = 1_900_000_000_000_000_000
_DISTINCT = 0.7
_HOURS = 24 * 24
_COLUMNS = ("id", "created_at", "username", "text", "lang", "like_count", "retweet_count")


def rows(count: int, seed: int = 7, *, language: bool = True) -> Iterator[tuple[str, ...]]:
    """Yield `count` posts of an incident: id, time, author, text, language, likes, reposts."""
    random = np.random.default_rng(seed)
    shape = exponential(0.4, 24.0)
    crowd = stream(shape, seed, Conditions(rate=count / _HOURS))
    order = random.integers(0, len(crowd.hours), count)
    hours, authors = np.sort(crowd.hours[order]), crowd.authors[order]
    bank = [phrase for phrase in phrases() if phrase.language == "en"]
    picked = random.integers(0, len(bank), count)
    fresh = random.random(count) < _DISTINCT
    said: list[str] = []
    for number in range(count):
        if fresh[number] or not said:
            words = f"{say(bank[picked[number]], 'the shop', random)} {_extra(number)}"
            said.append(words)
        else:
            words = said[int(picked[number]) * 7919 % len(said)]
        moment = BEGAN + timedelta(hours=float(hours[number]))
        yield (
            str(_FIRST_ID + number * 4096),
            moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            f"guest{authors[number]}",
            words,
            "en" if language else "",
            str(number % 50),
            str(number % 7),
        )


def _extra(number: int) -> str:
    """Make a text the only one of its kind, as real ones are."""
    return f"@guest{number % 9973} https://example.org/{number:x}"


def write_csv(path: Path, count: int, *, language: bool = True) -> None:
    """Write the corpus as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(_COLUMNS if language else [c for c in _COLUMNS if c != "lang"])
        for row in rows(count, language=language):
            out.writerow(row if language else (*row[:4], *row[5:]))


def write_jsonl(path: Path, count: int, *, language: bool = True) -> None:
    """Write the corpus as flattened posts of the X API v2, one a line."""
    with path.open("w", encoding="utf-8") as file:
        for number, moment, author, words, lang, likes, reposts in rows(count, language=language):
            post = {
                "id": number,
                "created_at": moment,
                "text": words,
                "author_id": author,
                "author": {"id": author, "username": author, "name": author},
                "conversation_id": number,
                "public_metrics": {
                    "like_count": int(likes),
                    "retweet_count": int(reposts),
                    "reply_count": 0,
                    "quote_count": 0,
                },
            }
            file.write(json.dumps(post | ({"lang": lang} if language else {})) + "\n")
