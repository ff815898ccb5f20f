"""A value of the wrong kind, anywhere in an export, costs what it is part of and never a crash."""

from __future__ import annotations

import copy
import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from postmortem.errors import PostmortemError
from postmortem.sources import Options, exports, sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SAMPLES = Path(__file__).parents[2] / "sample_data" / "formats"
SOURCES = {source.name: source for source in sources()}
ODD_VALUES: tuple[object, ...] = (None, 7, "\ud83d", [7], {"a": [None]})
ODD_CELLS = ("", "9" * 40, "0001-01-01 00:00:00+14:00", "{'a': [", "\ud83d")
_MOST = 80
"""Places tried in one JSON sample."""


def samples(*suffixes: str) -> list[Path]:
    return [path for path in sorted(SAMPLES.glob("*/*")) if path.suffix in suffixes]


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    below: Iterable[tuple[str | int, Any]] = value.items() if isinstance(value, dict) else ()
    for key, inner in enumerate(value[:3]) if isinstance(value, list) else below:
        yield from places(inner, (*path, key))


def changed(value: Any, path: tuple[str | int, ...], odd: object) -> Any:
    if not path:
        return odd
    value = copy.copy(value)
    value[path[0]] = changed(value[path[0]], path[1:], odd)
    return value


def documents(text: str) -> Iterator[Any]:
    """Yield the JSON text, or its lines where it is JSON Lines."""
    for part in (text, *text.splitlines()):
        try:
            yield json.loads(part)
        except ValueError:
            continue
        if part is text:
            return


def survives(source: str, content: str, path: Path) -> None:
    path.write_bytes(content.encode("utf-8", "surrogatepass"))
    try:
        for export in exports(path):
            for _ in SOURCES[source].read(export, Options(tz="Europe/Oslo")):
                pass
    except PostmortemError:
        pass


@pytest.mark.parametrize("path", samples(".json", ".jsonl", ".ndjson"), ids=named)
def test_odd_values_in_json_are_rejects_or_errors_of_ours(path: Path, tmp_path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "surrogatepass")
    for document in list(documents(text))[:2]:
        for place in list(places(document))[:_MOST]:
            for odd in ODD_VALUES:
                survives(
                    path.parent.name, json.dumps(changed(document, place, odd)), tmp_path / "x"
                )


@pytest.mark.parametrize("path", samples(".csv", ".tsv"), ids=named)
def test_odd_cells_in_tables_are_rejects_or_errors_of_ours(path: Path, tmp_path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    delimiter = max(",;\t|", key=text.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[:12]
    widest = max(map(len, rows))
    full = [at for at, row in enumerate(rows) if len(row) == widest][:2]
    for at in full:
        for column in range(widest):
            for odd in ODD_CELLS:
                out = io.StringIO()
                kept = [
                    *rows[:at],
                    [*rows[at][:column], odd, *rows[at][column + 1 :]],
                    *rows[at + 1 :],
                ]
                csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(kept)
                survives(path.parent.name, out.getvalue(), tmp_path / "x")
