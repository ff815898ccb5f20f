"""JSON objects to posts, one by one: an object that is no post is a reject, and reading goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.objects.twice import Twice
from postmortem.sources.values.cells import BEYOND, CellError, count, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from postmortem.model import Post
    from postmortem.sources.notes import Tally

_EXCERPT = 1000
"""Characters of a refused object that are kept."""


def posts_of(
    items: Iterable[tuple[int, Any] | Reject],
    post: Callable[[int, dict[str, Any]], Post | None],
    what: str,
) -> Iterator[Post | Reject]:
    """Yield the post that `post(number, object)` makes of each item, or a reject that says why not.

    `what` names the thing expected (`a post of Threads`). None from `post` leaves an object out.
    """
    for item in items:
        if isinstance(item, Reject):
            yield item
            continue
        number, value = item
        if not isinstance(value, dict):
            why = str(value) if isinstance(value, Twice) else "no JSON object"
            yield Reject(number, f"not {what}: {why}", str(value)[:_EXCERPT])
            continue
        try:
            record = post(number, value)
        except KeyError as error:
            yield Reject(number, f"not {what}: it has no {error}", str(value)[:_EXCERPT])
        except (CellError, TypeError, AttributeError, IndexError) as error:
            yield Reject(number, f"not {what}: {error}", str(value)[:_EXCERPT])
        else:
            if record is not None:
                yield record


def part(value: Any, *path: str) -> Any:
    """Return what lies at `path` in nested objects; None where any of it is missing or null.

    >>> part({"user": {"name": "n"}}, "user", "name"), part({"user": None}, "user", "name")
    ('n', None)
    """
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def several(value: Any, *path: str) -> list[Any]:
    """Return the list at `path`, empty where there is none.

    Anything else that lies there is returned as its one element, to be refused as that.

    >>> several({"data": [1, 2]}, "data"), several({}, "data"), several({"data": 7}, "data")
    ([1, 2], [], [7])
    """
    value_there = part(value, *path)
    if isinstance(value_there, list):
        return value_there
    return [] if value_there is None else [value_there]


def with_keys(item: Any, **more: object) -> Any:
    """Return an object that knows `more`, such as what it lies below; other things as they are."""
    return {**item, **more} if isinstance(item, dict) else item


def number_at(value: Any, *path: str) -> int | None:
    """Return the count at `path`, None where there is none or it is below zero (hidden).

    >>> number_at({"like_count": -1}, "like_count"), number_at({"n": "1,204"}, "n")
    (None, 1204)
    """
    value_there = part(value, *path)
    if isinstance(value_there, (bool, dict, list)):
        return None
    try:
        number = (
            value_there
            if isinstance(value_there, int)
            else count(str(value_there))
            if value_there
            else None
        )
    except CellError:
        return None
    return number if number is not None and 0 <= number < BEYOND else None


def text_at(value: Any, *path: str) -> str | None:
    """Return the text or number at `path` as text, None where there is none."""
    value_there = part(value, *path)
    return str(value_there) if isinstance(value_there, (str, int)) and value_there != "" else None


def require_text(value: Any, *path: str) -> str:
    """Return the text or number at `path` as text; raises CellError where there is none."""
    text = text_at(value, *path)
    if text is None:
        raise CellError(f"it has no {'.'.join(path)}")
    return text


def sound(text: str | None, tally: Tally) -> str:
    """Return a text without broken characters, counting those and the texts that are not there."""
    if not text:
        tally.add("text-missing")
        return ""
    text, had_halves = whole(text)
    tally.add("surrogates-replaced", int(had_halves))
    return text
