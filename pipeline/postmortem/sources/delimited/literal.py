"""Python literals that tools wrote into cells, read without running anything."""

from __future__ import annotations

import ast
from typing import Any

_LONGEST = 200_000
"""Characters of one cell; a hostile one is refused before it is parsed."""


def literal(text: str) -> Any:
    """Return the value of a Python literal; None where it is none, or too long.

    Calls, which a literal cannot hold but `repr` writes, are never made: `User(id=1)` becomes its
    keywords as a dict, `datetime.datetime(2010, 1, 1)` becomes None.

    >>> literal("{'id': 7, 'created': datetime.datetime(2010, 1, 1, 0, 0), 'verified': False}")
    {'id': 7, 'created': None, 'verified': False}
    >>> literal("User(username='nordlys', id=7)")
    {'username': 'nordlys', 'id': 7}
    """
    if len(text) > _LONGEST:
        return None
    try:
        return _value(ast.parse(text.strip(), mode="eval").body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Dict):
        return {_key(key): _value(value) for key, value in zip(node.keys, node.values, strict=True)}
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [_value(item) for item in node.elts]
    if isinstance(node, ast.Call) and node.keywords:
        return {word.arg: _value(word.value) for word in node.keywords if word.arg}
    return None


def _key(node: ast.expr | None) -> Any:
    return node.value if isinstance(node, ast.Constant) else None
