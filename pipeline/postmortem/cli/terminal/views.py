"""What an export looks like to us, as lines for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post

if TYPE_CHECKING:
    from collections.abc import Mapping


def view_text(view: Mapping[str, Any]) -> str:
    """Say one view in lines for a person."""
    if view["refused"]:
        return f"{view['path']}\n  not read   {view['refused']}"
    empty = [name for name in Post._fields if name not in view["fields"]] if view["posts"] else []
    lines = [
        view["path"],
        f"  source     {view['source']} ({view['platform']}; known from a {view['evidence']})",
        f"  rows       {view['posts']} posts, {view['totals']} totals, {view['rejected']} rejected",
        f"  span       {view['from']} … {view['to']}",
        f"  languages  {', '.join(f'{k} {v}' for k, v in view['languages'].items()) or 'none'}",
        f"  filled     {', '.join(view['fields']) or 'nothing'}",
        f"  empty      {', '.join(empty) or 'nothing'}",
    ]
    lines += [f"  line {reject['line']}: {reject['reason']}" for reject in view["rejects"]]
    lines += [f"  note       {note['code']}: {note['text']}" for note in view["warnings"]]
    return "\n".join(lines)
