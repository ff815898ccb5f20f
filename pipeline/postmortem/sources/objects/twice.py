"""Objects that say a key twice: JSON readers keep the last in silence, here they are refused."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType


@cache
def quick() -> ModuleType:
    """Return orjson, which is loaded when JSON is read and asked for with every line."""
    import orjson

    return orjson


class Twice(str):
    """Stands for an object that says a key twice; the words of its reject."""

    __slots__ = ()


def key_said_twice(text: str, value: dict[str, Any]) -> Twice | None:
    """Return what to say of `text`, whose parsed `value` has lost a key; None when it has not.

    With a key a colon is lost: where the value, written out again, has as many, all keys are there.

    >>> key_said_twice('{"id": 1, "user": {"id": 2}}', {"id": 1, "user": {"id": 2}})
    >>> key_said_twice('{"id": 1, "id": 2}', {"id": 2})
    'a key stands twice in one object'
    """
    try:
        if "\\u003" not in text and text.count(":") == quick().dumps(value).count(b":"):
            return None
    except TypeError:
        pass  # numbers and letters that orjson does not write
    is_lost = False

    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal is_lost
        value = dict(pairs)
        is_lost = is_lost or len(value) < len(pairs)
        return value

    try:
        json.loads(text, object_pairs_hook=collect)
    except RecursionError:
        return None  # nested too deep to tell
    # Which key is not said: keys may be names, and reasons of rejects are kept and shown.
    return Twice("a key stands twice in one object") if is_lost else None
