"""Which posts of a load are posts of the store: an id alone neither proves nor disproves it.

Made ids and destroyed ones hide that a post is known; equal ids of two files may be row numbers.
Both are settled by author, time and text, and the answer is the same in every order of exports.
Posts of one author, minute and text that only some exports have ids of are told apart by number,
not one by one: their counts may be those of their neighbour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Note

if TYPE_CHECKING:
    from postmortem.store.load.intake import Intake
    from postmortem.store.load.scripts import Scripts


class Sameness:
    """Joins what is one post under two ids, and parts what is two posts under one."""

    def __init__(self, scripts: Scripts, intake: Intake) -> None:
        self._scripts = scripts
        self._intake = intake
        self._first = intake.rows.first
        self._twins = self._strangers = 0
        question = "SELECT 1 FROM post WHERE post_no < $first AND id_made LIMIT 1"
        self._made_in_store = self._first > 0 and scripts.count(question, first=self._first) > 0
        """Whether an earlier load brought a post without an id."""

    @property
    def _may_have_twins(self) -> bool:
        return self._first > 0 and (self._made_in_store or self._intake.made_ids > 0)

    def join_twins(self) -> None:
        """Give posts the id that the store, or the load, has for them; they wait to be merged."""
        if self._may_have_twins:
            self._scripts.run("twins", first=self._first, made_in_store=self._made_in_store)
            self._twins = self._scripts.count("SELECT count(*) FROM twin")
            self._scripts.run("restage")

    def part_strangers(self) -> None:
        """Give rows another id that have one of a post in the store and are none of it."""
        if not self._scripts.count("SELECT count(*) FROM conflict"):
            return
        self._scripts.run("strangers")
        self._strangers = self._scripts.count(
            "SELECT count(DISTINCT (platform, base)) FROM stranger"
        )
        if self._strangers:
            for name in ("others", "known", "disagreements", "newly_named"):
                self._scripts.run(name)

    def notes(self) -> tuple[Note, ...]:
        """Say what was joined and parted, and which posts still count twice."""
        notes = []
        if self._twins:
            notes.append(Note.of("twins-joined", n=self._twins))
        if self._strangers:
            notes.append(Note.of("ids-of-others", n=self._strangers))
        if self._may_have_twins and (doubles := self._scripts.run("made_twins", first=self._first)):
            notes.append(Note.of("made-twins", n=doubles))
        return tuple(notes)
