"""Which paths a JSON text has, told from its first bytes, however they are cut off."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEPTH = 24
"""Deeper than any export seen; a hostile file nests 100,000 levels."""
SCRIPTS = ("window.", "Grailbird.")
"""With what the JavaScript of X archives begins: of today, and until 2018."""
_PREFIX = 200
"""How far into a file a JavaScript assignment may reach before its value begins."""


_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
"""Emoji, of which cut-off texts hold halves; the events of ijson would end there."""

_GIANT = re.compile(r"\d{1000,}")
"""No number of anything; ijson would answer SystemError, and tell nothing of what came before."""


def json_facts(head: str) -> Mapping[str, str]:
    """Map each path of the JSON in `head` to its first scalar value, '' for a container.

    Paths are dotted; an element of a list is `item`. JSON Lines are seen as one value after
    another, an X archive's `window.… = ` or `Grailbird.… = ` is skipped, a cut-off end is ignored.
    """
    facts: dict[str, str] = {}
    for path, value in _events(json_part(head)):
        if value or path not in facts:
            facts.setdefault(path, value)
            facts[path] = facts[path] or value
    return facts


def json_part(head: str) -> str:
    """Return `head` from where its JSON begins, or '' when it is no JSON.

    >>> json_part('window.YTD.tweets.part0 = [1')
    '[1'
    """
    text = head.lstrip()
    if text[:1] in ("{", "["):
        return text
    if not text.startswith(SCRIPTS):
        return ""
    starts = [at for at in (text.find("[", 0, _PREFIX), text.find("{", 0, _PREFIX)) if at >= 0]
    return text[min(starts) :] if starts else ""


def _events(text: str) -> Iterator[tuple[str, str]]:
    import ijson

    if not text:
        return
    stack: list[str] = []
    whole = _GIANT.sub("0", _SURROGATE.sub(r"\\ufffd", text))
    stream = io.BytesIO(whole.encode("utf-8", "replace"))
    events = ijson.basic_parse(stream, multiple_values=True)
    try:
        for event, value in events:
            if event == "map_key":
                stack[-1] = value
            elif event in ("end_map", "end_array"):
                stack.pop()
            else:
                yield ".".join(stack), "" if event.startswith("start") else str(value)
            if event == "start_map":
                stack.append("")
            elif event == "start_array":
                stack.append("item")
            if len(stack) > _DEPTH:
                return
    except (ijson.JSONError, ValueError, ArithmeticError, SystemError):
        return
