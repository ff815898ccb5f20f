"""TOML in, checked model out; every complaint names the file, the line and the cure."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from postmortem.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


class Section(BaseModel):
    """A table of a config file: unknown keys are errors, because a typo must not be silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_Model = TypeVar("_Model", bound=Section)


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the text of `path` and what it says."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text. Save it as UTF-8.") from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: not valid TOML: {error}.") from error


def checked(model: type[_Model], said: dict[str, Any], *, path: Path, text: str) -> _Model:
    """Return `said` as a `model`, or raise UsageError for the first thing that does not fit."""
    try:
        return model.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        line = _line_of(text, first["loc"])
        cure = _cure(model, first["loc"]) if first["type"] == "extra_forbidden" else ""
        what = "unknown key" if first["type"] == "extra_forbidden" else _plain(first["msg"])
        raise UsageError(f"{path}:{line}: {where}: {what}.{cure}") from error


def _plain(message: str) -> str:
    """Strip pydantic's prefix from a message that we wrote ourselves."""
    return message.removeprefix("Value error, ").rstrip(".")


def _cure(model: type[Section], loc: tuple[int | str, ...]) -> str:
    """List the keys that are known where an unknown one stood."""
    known: type[BaseModel] | None = model
    for part in loc[:-1]:
        field = known.model_fields.get(str(part)) if known else None
        kind = field.annotation if field else known
        known = next((t for t in _types_in(kind) if issubclass(t, Section)), None)
    return f" Known here: {', '.join(sorted(known.model_fields))}." if known else ""


def _types_in(kind: Any) -> list[type[BaseModel]]:
    """Return the model classes inside an annotation such as `tuple[Event, ...]`."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [found for part in getattr(kind, "__args__", ()) for found in _types_in(part)]


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
            rf"^\s*\[+\s*{re.escape(str(part))}\s*\]+|^\s*{re.escape(str(part))}\s*="
        )
        hits = [i for i, line in enumerate(lines) if i >= start and header.match(line)]
        wanted = nxt if isinstance(nxt, int) and nxt < len(hits) else 0
        if hits:
            start = hits[wanted]
    return start + 1
