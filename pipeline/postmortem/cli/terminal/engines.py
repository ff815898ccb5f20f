"""Two engines side by side, as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.cli.terminal.table import table_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_CLASSES = ("negative", "neutral", "positive")
_APART = ("schema", "first", "second", "table", "texts")
"""What is not one number."""


def engines_text(comparison: Mapping[str, Any]) -> str:
    """Return the engines, their numbers, how they class texts, and the texts furthest apart."""
    numbers = [[name, value] for name, value in comparison.items() if name not in _APART]
    crossing = comparison["table"]
    class_rows = [
        [f"first {name}", *counts] for name, counts in zip(_CLASSES, crossing, strict=True)
    ]
    parts = [
        f"first   {comparison['first']}\nsecond  {comparison['second']}",
        table_text(["distinct texts", "number"], numbers),
        table_text(["texts by class", *(f"second {name}" for name in _CLASSES)], class_rows),
    ]
    texts = comparison["texts"]
    if texts:
        parts.append(table_text(list(texts[0]), [list(text.values()) for text in texts]))
    return "\n\n".join(parts)
