"""TOML in, checked model out; every complaint names the file, the line and the cure."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from postmortem.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


class Section(BaseModel):
    """A table of a config file: unknown keys are errors, because a typo must not be silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unoffered: ClassVar[frozenset[str]] = frozenset()
    """Fields that no complaint proposes, because nobody needs to write them."""


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_EXTRA_KEY = "extra_forbidden"

_Model = TypeVar("_Model", bound=Section)


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of `path` and what it says."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text. Save it as UTF-8.") from error
    return text, parse_toml(text, path)


def parse_toml(text: str, path: Path) -> dict[str, Any]:
    """Return what `text` says; `path` is where a complaint sends the reader."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(_not_toml(path, text, str(error))) from error


def _not_toml(path: Path, text: str, message: str) -> str:
    """Put the place of a syntax error where an editor finds it."""
    at = _AT.search(message)
    line = at[1] if at and at[1] else len(text.splitlines()) or 1
    column = f" (column {at[2]})" if at and at[2] else ""
    return f"{path}:{line}: not valid TOML: {_AT.sub('', message)}{column}."


def check(model: type[_Model], content: dict[str, Any], *, path: Path, text: str) -> _Model:
    """Return `content` as a `model`, or raise UsageError for the first thing that does not fit."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        # A misspelt key leaves the right one missing: the misspelling is what to mend.
        first = min(error.errors(), key=lambda each: each["type"] != _EXTRA_KEY)
        where = ".".join(str(part) for part in first["loc"])
        line = _line_of(text, first["loc"])
        is_unknown_key = first["type"] == _EXTRA_KEY
        what = _misspelling(model, first["loc"]) if is_unknown_key else f"{_plain(first['msg'])}."
        raise UsageError(f"{path}:{line}: {where}: {what}") from error


def _plain(message: str) -> str:
    """Strip pydantic's prefix from a message that we wrote ourselves."""
    words = message.removeprefix("Value error, ").rstrip(".")
    return "is missing" if words == "Field required" else words


def _misspelling(model: type[Section], loc: tuple[int | str, ...]) -> str:
    """Say which key was meant, and list those known where an unknown one stood."""
    section: type[Section] | None = model
    for part in loc[:-1]:
        field = section.model_fields.get(str(part)) if section else None
        kind = field.annotation if field else section
        section = next((t for t in _types_in(kind) if issubclass(t, Section)), None)
    if section is None:
        return "no such key."
    keys = sorted(section.model_fields.keys() - section.unoffered)
    near = get_close_matches(str(loc[-1]), keys, 1)
    suggestion = f"; did you mean {near[0]}?" if near else "."
    return f"no such key{suggestion} Known here: {', '.join(keys)}."


def _types_in(kind: Any) -> list[type[BaseModel]]:
    """Return the model classes inside an annotation such as `tuple[Event, ...]`."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for part in getattr(kind, "__args__", ()) for model in _types_in(part)]


def _line_of(text: str, loc: tuple[int | str, ...]) -> int:
    r"""Find the line a key stands on; the n-th `[[table]]` for a list entry.

    >>> _line_of("[brand]\nname = 1\n", ("brand", "name"))
    2
    """
    lines = text.split("\n")
    start = 0
    for part, nxt in zip(loc, [*loc[1:], None], strict=False):
        if isinstance(part, int):
            continue
        header = re.compile(
            rf"^\s*\[+\s*(?:[\w.-]+\.)?{re.escape(str(part))}\s*\]+|^\s*{re.escape(str(part))}\s*="
        )
        hits = [i for i, line in enumerate(lines) if i >= start and header.match(line)]
        entry = nxt if isinstance(nxt, int) and nxt < len(hits) else 0
        if hits:
            start = hits[entry]
    return start + 1
