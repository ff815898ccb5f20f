"""A `[columns]` map for a table that we do not know: to be looked over, and pasted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postmortem.sources.behaviour.user_columns import list_names
from postmortem.sources.delimited.aliases import match_columns
from postmortem.sources.delimited.layout import WORDS
from postmortem.sources.formats.table import cells_in, columns_in
from postmortem.sources.objects.facts import SCRIPTS
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.times import about_time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from postmortem.sources.peek import Peek

_NEEDS = ("text", "posted_at")
_MOST_CELLS = 20


def propose_columns(peek: Peek) -> dict[str, str]:
    """Return our field → the column that likely holds it, by names and by what the first rows say.

    Empty for what is no table. Text and time are always named, by `?` where nothing looks like one.
    """
    columns = columns_in(peek, ())[1]
    # The scripts of an X archive that are not posts are its account and its settings.
    if len(columns) < len(_NEEDS) or peek.head.lstrip().startswith(SCRIPTS):
        return {}
    fields = match_columns(columns)
    free = [name for name in columns if name and name not in fields.values()]
    cells = {name: cells_in(peek, columns, name)[:_MOST_CELLS] for name in free}
    if "posted_at" not in fields:
        times = (name for name in free if any(cells[name]) and all(map(_is_time, cells[name])))
        fields["posted_at"] = next(times, "?")
    if "text" not in fields:
        words = {
            name: sum(cell.count(" ") for cell in cells[name])
            for name in free
            if name not in fields.values()
        }
        longest = max(words, key=lambda name: words[name], default="?")
        fields["text"] = longest if words.get(longest) else "?"
    return {name: fields[name] for name in (*_NEEDS, *fields) if name in fields}


def column_block(fields: Mapping[str, str]) -> str:
    r"""Return a map as it stands in `postmortem.toml`.

    >>> column_block({"text": "Mesage", "posted_at": "When"})
    '[columns]\ntext = "Mesage"\ntime = "When"\n'
    """
    words = {ours: word for word, ours in reversed(WORDS.items())}
    lines = [
        f"{words.get(field, field)} = {json.dumps(column, ensure_ascii=False)}\n"
        for field, column in fields.items()
    ]
    return "".join(["[columns]\n", *lines])


def cure(peek: Peek) -> str:
    """Say how a table that no source reads can be read; '' for what is no table."""
    fields = propose_columns(peek)
    if not fields:
        return ""
    names = list_names(columns_in(peek, ())[1])
    return (
        f" Its columns: {names}. Say what they hold, in postmortem.toml or a file given with "
        f"--columns (`inspect --write-columns FILE` writes this):\n{column_block(fields)}"
    )


def _is_time(cell: str) -> bool:
    if not any(char.isdigit() for char in cell):
        return False
    try:
        return about_time(cell) is not None
    except (CellError, ValueError):
        return False
