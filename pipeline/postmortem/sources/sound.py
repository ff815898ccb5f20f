"""No half character leaves a source, nor a number or a list where text belongs.

Such can be neither stored nor printed. JSON may escape one half of a surrogate pair anywhere, in a
name as in a text. Sources mend and count the texts; here the rest is, whatever a source forgot.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from postmortem.model import Note, Post, Reject
from postmortem.sources.peek import peek_at
from postmortem.sources.values.cells import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

Output = TypeVar("Output")

TEXTS = (
    "platform", "post_id", "text", "author_id", "author", "kind", "lang", "url", "reply_to",
    "repost_of", "quote_of", "conversation",
)  # fmt: skip
"""What is text, or None, in a post."""

_texts = itemgetter(*(Post._fields.index(name) for name in TEXTS))


def sound(
    read: Callable[[Export, Options], Iterator[Output]],
) -> Callable[[Export, Options], Iterator[Output]]:
    """Return `read`, its records without half characters; columns cannot hold any."""

    def reading(export: Export, options: Options) -> Iterator[Output]:
        records = read(export, options)
        # Delimited text was decoded strictly, so that there can be none.
        may_hold = bool(export.members) or bool(peek_at(export).facts)
        return _with_guess(map(_mend, records), export, options) if may_hold else records

    return reading


def _with_guess(records: Iterator[Any], export: Export, options: Options) -> Iterator[Any]:
    """Yield records, and at their end the note on a guessed encoding, if none of them says it."""
    is_noted = options.encoding is not None
    for record in records:
        is_noted = is_noted or (isinstance(record, Note) and record.code == "encoding-guessed")
        yield record
    if not is_noted and export.guessed_encoding:
        yield Note.of("encoding-guessed", detail=export.guessed_encoding)


def _mend(record: Any) -> Any:
    if not isinstance(record, Post | Reject):
        return record
    texts = _texts(record) if isinstance(record, Post) else record[1:]
    try:
        if not whole("".join(filter(None, texts)))[1]:
            return record
    except TypeError:
        return Reject(record.line, "not a post: a name, id or link of it is no text")
    whole_values = (whole(value)[0] if isinstance(value, str) else value for value in record)
    return tuple.__new__(type(record), whole_values)
