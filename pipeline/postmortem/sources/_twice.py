"""Objects that say a key twice: JSON readers keep the last in silence, here they are refused."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

KEY = '":'
"""What ends a key. A text of fewer of these than its value has keys cannot say one twice."""


class Twice(str):
    """Stands for an object that says a key twice; the words of its reject."""


def said_twice(text: str, value: Any) -> Twice | None:
    r"""Return what to say of `text`, whose parsed `value` has lost a key; None when it has not.

    Keys are counted against `":`, which a text within JSON can only hold as `\\":`.

    >>> said_twice('{"id": 1, "user": {"id": 2}}', {"id": 1, "user": {"id": 2}})
    >>> said_twice('{"id": 1, "id": 2}', {"id": 2})
    "the key 'id' stands twice in one object"
    """
    if text.count(KEY) - text.count(f"\\{KEY}") <= _keys(value):
        return None
    found: list[str] = []

    def collected(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        return dict(pairs)

    json.loads(text, object_pairs_hook=collected)
    return Twice(f"the key {found[0]!r} stands twice in one object") if found else None


def _keys(value: Any) -> int:
    """Return how many keys there are in nested objects."""
    if isinstance(value, dict):
        inside = (part for part in value.values() if isinstance(part, (dict, list)))
        return len(value) + sum(map(_keys, inside))
    return sum(_keys(part) for part in value if isinstance(part, (dict, list)))
