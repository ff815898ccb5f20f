"""Finding files in an archive whose folders move and whose names grow suffixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_NAMES = 12


def member_called(members: Iterable[str], name: str) -> str | None:
    """Return the member called `name`, in whichever folder; the shallowest of several.

    >>> member_called(("twitter-2024/data/account.js", "x.js"), "account.js")
    'twitter-2024/data/account.js'
    """
    namesakes = [member for member in members if member == name or member.endswith(f"/{name}")]
    return min(namesakes, key=lambda member: (member.count("/"), member), default=None)


def strip_root(members: Iterable[str]) -> tuple[str, ...]:
    """Return the names without the folders that all of them lie in.

    Archives come with and without a folder around them; an inbox that merely holds an archive
    beside other files has no such folder, and is none itself.

    >>> strip_root(("x-2024/data/account.js", "x-2024/data/tweets.js", "x-2024/Your archive.html"))
    ('data/account.js', 'data/tweets.js', 'Your archive.html')
    """
    parts = [member.split("/") for member in members]
    while parts and all(len(part) > 1 and part[0] == parts[0][0] for part in parts):
        parts = [part[1:] for part in parts]
    return tuple("/".join(part) for part in parts)


def not_needed(members: Iterable[str]) -> Iterator[Note]:
    """Yield the note that accounts for members that hold no posts, if there are any."""
    names = sorted(members)
    if names:
        first = ", ".join(names[:_MOST_NAMES])
        more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
        yield Note.of("members-not-needed", names=f"{first}{more}")
