"""The method in plain words, from `reports/methods.md`: one note per kind of number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from postmortem.files import folder

_HEAD = re.compile(r"^## ([a-z]+): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Note:
    """How one kind of number is made."""

    key: str
    title: str
    text: str


def read_notes(text: str) -> tuple[Note, ...]:
    r"""Split the file at its headings.

    >>> read_notes("## drop: Drop\n\nHow far.\n")
    (Note(key='drop', title='Drop', text='How far.'),)
    """
    parts = _HEAD.split(text)[1:]
    triples = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return tuple(Note(key, title, " ".join(body.split())) for key, title, body in triples)


METHODS = read_notes((folder("reports") / "methods.md").read_text("utf-8"))
