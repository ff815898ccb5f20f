"""What a reader of an export's numbers must know, counted while reading and said once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from postmortem.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS = {
    "account-unknown": "The archive's account.js is not there: the author's handle is unknown.",
    "ads-left-out": "Advertisements left out: {n:,}.",
    "authors-unknown": "The export names no authors: each post counts as its own author.",
    "authors-unreadable": "Posts whose author could not be read: {n:,}. Each counts as "
    "its own author.",
    "clock-gap": "Times in the hour that the change to summer time leaves out: {n:,}. "
    "They were moved forward by it.",
    "clock-fold": "Times in the hour that the change from summer time repeats: {n:,}. "
    "The first pass was taken.",
    "counts-unreadable": "Counts (likes, views, …) that could not be read and are unknown: {n:,}.",
    "day-only": "Times known to the day only, which stand at its start: {n:,}.",
    "edits-superseded": "Versions of posts that a later edit replaced, not read: {n:,}.",
    "encoding-guessed": "The text is in no Unicode encoding; it was read as {detail}. "
    "If letters look wrong, say --encoding.",
    "events-left-out": "Events that are no posts, left out: {n:,}.",
    "ids-destroyed": "Ids that a spreadsheet destroyed (5.7E+17): {n:,}. Their posts are told "
    "apart by author, time and text. Export again, do not save it from a spreadsheet, and read it "
    "into a new store: those posts cannot be told apart from these.",
    "ids-rebuilt": "Ids that a spreadsheet destroyed, rebuilt from the links: {n:,}.",
    "ids-unknown": "Posts without an id, told apart by author, time and text: {n:,}.",
    "mojibake-mended": "Texts whose letters were encoded twice (â€™ for ’), mended: {n:,}.",
    "references-destroyed": "References to other posts that a spreadsheet destroyed (5.7E+17) and "
    "that lead nowhere: {n:,}.",
    "replies-cut": "Replies that the export names but does not hold: {n:,}.",
    "owner-unknown": "The download does not say whose it is: its author has no name.",
    "reposts-as-originals": "Reposts given as the post they repeat, by its author and at its "
    "time: {n:,}. Who reposted it is not in the export.",
    "reposts-cut": "Reposts that hold only the first 140 characters of the original: {n:,}.",
    "reposts-without-text": "Reposts without the text of what they repeat: {n:,}.",
    "surrogates-replaced": "Texts with halves of characters, replaced by �: {n:,}.",
    "text-missing": "Posts without text: {n:,}.",
    "text-removed": "Texts that were removed before the export: {n:,}.",
    "time-from-id": "Times recovered from the ids, which hold the second: {n:,}.",
    "totals-left-out": "Rows that are totals of others, left out: {n:,}.",
    "zone-assumed": "Times without a zone, read as {detail}: {n:,}.",
    "zone-from-id": "Times without a zone, which the ids told: {n:,}.",
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
