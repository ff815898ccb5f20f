"""What the cells of a row say: the rules that both readers of tables follow.

`tabular` reads a row at a time, `columnar` a column; each asks here what a cell means.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from postmortem.model import platform_called
from postmortem.sources.values.cells import KINDS, NOTHING, TRUE, CellError, count, language
from postmortem.sources.values.ids import plain_id

if TYPE_CHECKING:
    from postmortem.model import Kind
    from postmortem.sources.delimited.layout import Layout

KIND_BY_REFERENCE: dict[str, Kind] = {
    "repost_of": "repost",
    "quote_of": "quote",
    "reply_to": "reply",
}
"""What a post is that names another one: the first reference that a row has decides."""
KIND_BY_WORD: dict[str, Kind] = {
    **{kind: cast("Kind", kind) for kind in KINDS},
    "retweeted": "repost",
    "retweet": "repost",
    "quoted": "quote",
    "replied_to": "reply",
    **dict.fromkeys(TRUE, "repost"),
}
"""What a cell may say of a post's kind, yes under `is_retweet` included; another word says
nothing."""
RETWEET = r"^RT @\w{1,20}:? "
"""How the text of a repost on X begins, where no column tells."""
X_OR_UNKNOWN = ("x", "unknown")
"""Platforms whose texts may begin `RT @`, and whose reposts carry the counts of the original."""
WORDS_FOR_NOTHING = tuple(sorted(NOTHING))
"""What tools write where there is nothing."""


_RETWEET = re.compile(RETWEET)


def is_retweet(text: str) -> bool:
    """Whether a text repeats another's post, as X writes it.

    >>> is_retweet("RT @nordlys: New beans"), is_retweet("RT if you agree")
    (True, False)
    """
    return text.startswith("RT @") and bool(_RETWEET.match(text))


@lru_cache(maxsize=2**15)
def plain_count(cell: str) -> int | None:
    """Return a count; raises CellError below zero too. The same small ones stand in most rows.

    >>> plain_count("1,204"), plain_count("")
    (1204, None)
    """
    value = count(cell)
    if value is not None and value < 0:
        raise CellError(f"no count: {cell[:40]!r}")
    return value


def without_nothing(cell: str) -> str:
    """Return a cell, empty where it holds what tools write for nothing."""
    return "" if cell in NOTHING else cell


def id_in_cell(cell: str) -> str:
    """Return the id in a cell as it was written, empty where the cell holds none.

    >>> id_in_cell(" x1169 "), id_in_cell("NaN"), id_in_cell("-")
    ('1169', '', '')
    """
    post_id = plain_id(without_nothing(cell.strip()))
    return "" if post_id == "-" else without_nothing(post_id)


def kind_of(cell: str, *references: str) -> Kind:
    """Return the kind of post that a row names, or that its references make it.

    `references` stand in the order of `KIND_BY_REFERENCE`.

    >>> kind_of("", "", "", "17"), kind_of("comment", "", "", "17")
    ('reply', 'comment')
    """
    if kind := KIND_BY_WORD.get(cell.lower()):
        return kind
    for kind, reference in zip(KIND_BY_REFERENCE.values(), references, strict=True):
        if reference:
            return kind
    return "post"


def platform_of(cell: str, layout: Layout) -> str:
    """Return the platform a row names, or that of its format."""
    return platform_called(cell) if cell else layout.platform


def own_of(cell: str, layout: Layout) -> bool | None:
    """Return whether the export's owner wrote the post; None where nothing says so."""
    return cell.strip().lower() in TRUE if cell else layout.own


def language_of(cell: str) -> str | None:
    """Return the language tag a row names."""
    return language(cell) if cell else None


def sets_of(cell: str) -> tuple[str, ...]:
    """Return the sets a row names: one, or none."""
    name = cell.strip()
    return (name,) if name else ()
