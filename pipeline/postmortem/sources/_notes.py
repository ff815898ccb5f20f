"""What a reader of an export's numbers must know, counted while reading and said once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postmortem.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS = {
    "account-unknown": "The archive's account.js is not there: the author's handle is unknown.",
    "authors-unknown": "The export names no authors: each post counts as its own author.",
    "clock-gap": "{n:,} times fall into the hour that the change to summer time leaves out; "
    "they were moved forward by it.",
    "clock-fold": "{n:,} times fall into the hour that the change from summer time repeats; "
    "the first pass was taken.",
    "counts-unreadable": "{n:,} counts (likes, views, …) could not be read and are unknown.",
    "day-only": "{n:,} times are known to the day only and stand at its start.",
    "edits-superseded": "{n:,} posts were edited later; only the last version was read.",
    "encoding-guessed": "The text is in no Unicode encoding; it was read as {detail}. "
    "If letters look wrong, say --encoding.",
    "ids-destroyed": "{n:,} ids were destroyed by a spreadsheet (5.7E+17); posts are told apart "
    "by author, time and text instead. Export again, or open the file as text.",
    "ids-rebuilt": "{n:,} ids were destroyed by a spreadsheet and rebuilt from the links.",
    "ids-unknown": "{n:,} posts have no id; they are told apart by author, time and text.",
    "mojibake-mended": "{n:,} texts had letters encoded twice (â€™ for ’) and were mended.",
    "reposts-cut": "{n:,} reposts hold only the first 140 characters of what they repost.",
    "surrogates-replaced": "{n:,} texts held halves of characters, replaced by �.",
    "text-missing": "{n:,} posts have no text.",
    "time-from-id": "{n:,} times were recovered from the ids, which hold the second.",
    "zone-assumed": "Times without a zone were read as {detail}.",
    "zone-from-id": "{n:,} times have no zone; it was recovered from the ids.",
}


class Tally:
    """Counts what happened, and turns it into notes at the end of an export."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._details: dict[str, str] = {}

    def add(self, code: str, count: int = 1, detail: str = "") -> None:
        """Count `code`; the last `detail` given is the one told."""
        self._counts[code] += count
        if detail:
            self._details[code] = detail

    def count(self, code: str) -> int:
        """How often `code` was counted."""
        return self._counts[code]

    def drop(self, code: str) -> None:
        """Forget `code`, because something else now says it better."""
        del self._counts[code]

    def notes(self) -> Iterator[Note]:
        """Yield one note for each code that was counted, by code."""
        for code, count in sorted((+self._counts).items()):
            text = _TEXTS[code].format(n=count, detail=self._details.get(code, ""))
            yield Note(code, text)
