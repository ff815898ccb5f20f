"""JSON, streamed: one element at a time, numbers exact, broken content never half-read in silence.

A JSON text must be whole: a truncated array raises MalformedExport at its end, so that a load of
half a download is never kept. In JSON Lines each line stands alone: a broken one is a reject.
"""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, NoReturn

from postmortem.errors import MalformedExport
from postmortem.model import Reject
from postmortem.sources.objects.twice import Twice, key_said_twice, quick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import TextIOWrapper
    from typing import TextIO

    from postmortem.sources.export import Export
    from postmortem.sources.options import Options

_CHUNK = 2**18
LARGEST = 2**26
"""Most characters of one element or line; memory never grows with the file."""
_PREFIX = 200
_BLANK = re.compile(r"[ \t\n\r]*")
TO_ZERO = bytes.maketrans(b"123456789", b"000000000")
LONG_NUMBER = b"0" * 20
"""Digits of a number that 64 bits may not hold: orjson would round it, `json` does not. Turning
all digits into one and looking for a run of it takes a tenth of the time of a pattern."""

Item = tuple[int, dict[str, Any]]


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def objects(export: Export, options: Options, member: str | None = None) -> Iterator[Item | Reject]:
    """Yield `(number, object)` of an array, of JSON Lines, or of one object.

    The number counts elements of an array and lines otherwise, from 1.
    """
    with export.open_text(member, options.encoding) as stream:
        first, start = _first_line(stream)
        if start == "{" and _is_whole(first):
            yield from of_lines(chain((first,), lines_in(stream)), export.name)
            return
    with export.open_text(member, options.encoding) as stream:
        values = _Cursor(stream, export.name)
        yield from map(_object, values.elements() if start != "{" else values.values())


def at_path(export: Export, options: Options, path: tuple[str, ...]) -> Iterator[Item | Reject]:
    """Yield `(number, object)` of the array at `path`; without one it does what `objects` does."""
    if not path:
        yield from objects(export, options)
        return
    yield from map(_object, elements(export, options, *path))


def _object(item: tuple[int, Any]) -> Item | Reject:
    number, value = item
    if isinstance(value, dict):
        return number, value
    reason = str(value) if isinstance(value, Twice) else "not a JSON object"
    return Reject(number, reason, str(value)[:1000])


def elements(
    export: Export, options: Options, *path: str, member: str | None = None
) -> Iterator[tuple[int, Any]]:
    """Yield the numbered elements of the array at `path` (keys from the top) of one JSON text.

    Nothing is yielded when there is no such key. Raises MalformedExport on broken JSON.
    """
    with export.open_text(member, options.encoding) as stream:
        yield from _Cursor(stream, export.name).elements(*path)


def document(export: Export, options: Options, member: str | None = None) -> Any:
    """Return a small JSON text whole (an account, a manifest)."""
    with export.open_text(member, options.encoding) as stream:
        cursor = _Cursor(stream, export.name)
        cursor.skip_assignment()
        return cursor.value()


def _first_line(stream: TextIOWrapper) -> tuple[str, str]:
    """Return the first line that is not blank, and the character it begins with."""
    while line := stream.readline(LARGEST):
        if text := line.lstrip("\ufeff \t\r\n"):
            return line, text[0]
    return "", ""


def _is_whole(line: str) -> bool:
    try:
        _parse(line)
    except (ValueError, RecursionError):
        return False
    return True


def has_lines(export: Export, options: Options) -> bool:
    """Whether the export is JSON Lines: its first line is a whole object."""
    with export.open_text(None, options.encoding) as stream:
        first, start = _first_line(stream)
        return start == "{" and _is_whole(first)


def lines_in(stream: TextIO) -> Iterator[str]:
    """Yield the lines of a stream, none of them longer than LARGEST."""
    return iter(partial(stream.readline, LARGEST), "")


def of_lines(lines: Iterable[str], name: str, start: int = 1) -> Iterator[Item | Reject]:
    """Yield `(number, object)` of JSON Lines, the first of which has the number `start`."""
    for number, line in enumerate(lines, start=start):
        if len(line) >= LARGEST:
            raise MalformedExport(f"{name}:{number}: a line of more than {LARGEST:,} characters.")
        if line.isspace():
            continue
        try:
            value = _parse(line)
        except (ValueError, RecursionError) as error:
            yield Reject(number, f"broken JSON ({str(error).split(':')[0]})", line.rstrip("\r\n"))
            continue
        if not isinstance(value, dict):
            yield Reject(number, "not a JSON object", line.rstrip("\r\n"))
        elif twice := key_said_twice(line, value):
            yield Reject(number, twice, line.rstrip("\r\n"))
        else:
            yield number, value


def _parse(line: str) -> Any:
    raw = line.encode("utf-8", "surrogatepass")
    if LONG_NUMBER in raw.translate(TO_ZERO):
        return _DECODER.decode(line.strip())
    try:
        return quick().loads(raw)
    except ValueError:
        # orjson refuses halves of surrogate pairs, which people's exports do contain.
        return _DECODER.decode(line.strip())


class _Cursor:
    """A place in a JSON text that is read in pieces."""

    def __init__(self, stream: TextIOWrapper, name: str) -> None:
        self._stream = stream
        self._name = name
        self._text = ""
        self._at = 0
        self._at_end = False

    def elements(self, *path: str) -> Iterator[tuple[int, Any]]:
        """Yield the elements of the array at `path`; a lone value there counts as one element."""
        self.skip_assignment()
        if path:
            yield from self._below(path)
        else:
            yield from self._here()
        self._end()

    def values(self) -> Iterator[tuple[int, Any]]:
        """Yield one value after another to the end of the text."""
        number = 0
        while self._peek():
            number += 1
            yield number, self.value()

    def skip_assignment(self) -> None:
        """Skip `window.… = ` or `Grailbird.… = `, which makes JSON of an X archive a script."""
        if self._peek() in ("w", "G"):
            self._more(_PREFIX)
            starts = (self._text.find(mark, self._at, self._at + _PREFIX) for mark in "[{")
            self._at = min((at for at in starts if at >= 0), default=self._at)

    def value(self) -> Any:
        """Return the value that begins here and step behind it."""
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                self._fail("it is nested too deeply")
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._text) - 16
                if self._at_end or not cut:
                    self._fail(error.msg)
            except ValueError as error:
                self._fail(str(error))
            else:
                if end < len(self._text) or self._at_end:
                    start, self._at = self._at, end
                    return self._single(value, start)
            self._more(len(self._text) - self._at + _CHUNK)

    def _single(self, value: Any, start: int) -> Any:
        """Return `value`, which ends here; a Twice where an object in it has a key twice."""
        twice = isinstance(value, dict) and key_said_twice(self._text[start : self._at], value)
        return twice or value

    def _here(self) -> Iterator[tuple[int, Any]]:
        start = self._peek()
        if start != "[":
            value = self.value()
            if value is not None:
                yield 1, value
            return
        self._at += 1
        number = 0
        while self._peek() != "]":
            if number:
                self._take(",")
            number += 1
            yield number, self.value()
        self._at += 1

    def _below(self, path: tuple[str, ...]) -> Iterator[tuple[int, Any]]:
        if self._peek() != "{":
            self.value()
            return
        self._at += 1
        first = True
        while self._peek() != "}":
            if not first:
                self._take(",")
                self._peek()
            first = False
            key = self.value()
            self._take(":")
            if key != path[0]:
                self.value()
            elif path[1:]:
                yield from self._below(path[1:])
            else:
                yield from self._here()
        self._at += 1

    def _take(self, mark: str) -> None:
        if self._peek() != mark:
            self._fail(f"'{mark}' expected")
        self._at += 1

    def _end(self) -> None:
        rest = self._peek()
        if rest == ";":
            self._at += 1
            rest = self._peek()
        if rest:
            self._fail("something follows its end")

    def _peek(self) -> str:
        """Return the next character that is not blank; '' at the end."""
        while True:
            blank = _BLANK.match(self._text, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._text):
                if self._text[self._at] != "\ufeff":
                    return self._text[self._at]
                self._at += 1
            elif self._at_end:
                return ""
            else:
                self._more(_CHUNK)

    def _more(self, count: int) -> None:
        if len(self._text) - self._at > LARGEST:
            self._fail(f"an element has more than {LARGEST:,} characters")
        chunk = self._stream.read(count)
        self._at_end = len(chunk) < count
        self._text = self._text[self._at :] + chunk
        self._at = 0

    def _fail(self, why: str) -> NoReturn:
        if (self._at_end and self._at >= len(self._text) - 16) or "Unterminated" in why:
            why = f"it is cut off ({why})"
        raise MalformedExport(
            f"{self._name}: is not whole JSON: {why}. Nothing of it was kept; "
            "download or copy it again."
        )
