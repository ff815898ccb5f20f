"""Whatever a file is called, packed in or written like: the same export, the same posts."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import zstandard

from postmortem.model import Note, Post, Reject
from postmortem.sources import Options, exports, peek_at, source_for, sources
from postmortem.sources.objects.facts import SCRIPTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLES = Path(__file__).parents[2] / "sample_data" / "formats"
PACKED = (b"PK", b"\xd0\xcf", b"\x1f\x8b", b"\x28\xb5")
CUT = {"linkedin-comments/Comments.csv", "bluesky-repo/repo.car", "table/mentions.csv"}
"""Cut off inside a row, no text at all, in no Unicode: rewriting them would make other files."""


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def is_text(path: Path) -> bool:
    return path.is_file() and not path.read_bytes().startswith(PACKED) and name_of(path) not in CUT


def text_of(path: Path) -> str:
    raw = path.read_bytes()
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def is_table(path: Path) -> bool:
    return is_text(path) and not text_of(path).lstrip().startswith(("{", "[", *SCRIPTS))


FILES = [path for path in sorted(SAMPLES.glob("*/*")) if path.is_file()]
TEXTS = [path for path in FILES if is_text(path)]
TABLES = [path for path in TEXTS if is_table(path)]
DOCUMENTS = [path for path in TEXTS if not is_table(path)]


def reading(path: Path) -> tuple[str, list[object]]:
    """Return the source and what it tells, less the lines and the matches of columns."""
    (export,) = exports(path)
    source = source_for(export)
    told: list[object] = []
    for record in source.read(export, Options(tz="Europe/Oslo")):
        match record:
            case Post():
                told.append(record._replace(line=0))
            case Reject():
                told.append("refused")
            case Note(code="columns"):
                pass
            case Note():
                told.append(record)
            case _:
                told.append(repr(record._replace(line=0)))
    return source.name, told


def written(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def zipped(path: Path, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a/b/c/thing", content)
    return path


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_name_and_a_wrapping_change_nothing(path: Path, tmp_path: Path) -> None:
    if path.suffix in (".xlsx", ".xls", ".car"):
        pytest.importorskip("libipld" if path.suffix == ".car" else "python_calamine")
    raw, told = path.read_bytes(), reading(path)
    for name in ("a.bin", "x.csv", "x.json", "no suffix", "ŒÆ☕"):
        assert reading(written(tmp_path / "named" / name, raw)) == told
    if not raw.startswith(PACKED):
        assert reading(written(tmp_path / "x.gz", gzip.compress(raw))) == told
        assert reading(written(tmp_path / "x.zst", zstandard.compress(raw))) == told
        assert reading(zipped(tmp_path / "deep.zip", raw)) == told


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_encoding_changes_nothing(encoding: str, tmp_path: Path) -> None:
    for at, path in enumerate(TEXTS):
        copy = written(tmp_path / str(at), text_of(path).encode(encoding))
        assert reading(copy) == reading(path), name_of(path)


def rows_of(path: Path) -> tuple[list[list[str]], int]:
    """Return the rows of a table, and which of them is the header."""
    text = text_of(path)
    escape = "\\" if path.parent.name == "youtube-data-tools" else None

    def rows(delimiter: str) -> list[list[str]]:
        lines = io.StringIO(text, newline="")
        return list(csv.reader(lines, delimiter=delimiter, escapechar=escape))

    found = max(map(rows, ",;\t|"), key=lambda some: max(map(len, some)))
    widest = max(map(len, found))
    return found, next(at for at, row in enumerate(found) if len(row) == widest)


def as_table(rows: list[list[str]], delimiter: str = ",", end: str = "\n") -> bytes:
    out = io.StringIO()
    # With bare CRs, texts that hold line feeds are in quotes, as in the real files.
    style = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=style).writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


OTHER_COLUMNS = {
    "scraped_at": "2026-04-01T08:00:00Z",
    "account created at": "2011-05-02T08:00:00Z",
    "last_updated_time": "2026-04-02",
    "zz_id": "77",
    "zz_note": "",
}
"""Columns that tools add: times of something else, ids of something else, and nothing."""


def rewritten(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the same table written in other ways."""
    rows, header = rows_of(path)
    width = len(rows[header])

    def with_rows(change: Callable[[list[str], bool], list[str]]) -> list[list[str]]:
        return [
            change(row, at == header) if len(row) == width else row for at, row in enumerate(rows)
        ]

    yield "CRLF", as_table(rows, end="\r\n")
    yield "CR", as_table(rows, end="\r")
    yield "no last line end", as_table(rows).rstrip(b"\n")
    yield "blank lines around", b"\n\n" + as_table(rows) + b"\n\n"
    yield "lines above", as_table([["Report: all of April"], ["Made on Monday"], [], *rows])
    yield "semicolons", as_table(rows, ";")
    yield "tabs", as_table(rows, "\t")
    yield "a column behind", as_table(with_rows(lambda row, top: [*row, "zz" if top else "7"]))
    yield "a column before", as_table(with_rows(lambda row, top: ["zz" if top else "7", *row]))
    for name, cell in OTHER_COLUMNS.items():
        ways = with_rows(lambda row, top, name=name, cell=cell: [*row, name if top else cell])  # type: ignore[misc]
        yield f"{name} behind", as_table(ways)
        ways = with_rows(lambda row, top, name=name, cell=cell: [name if top else cell, *row])  # type: ignore[misc]
        yield f"{name} before", as_table(ways)
    yield "columns turned round", as_table(with_rows(lambda row, _: row[::-1]))
    yield "capitals", as_table(with_rows(lambda row, top: [c.upper() for c in row] if top else row))
    yield "wide", as_table(with_rows(lambda row, top: [f" {c} " for c in row] if top else row))


@pytest.mark.parametrize("path", TABLES, ids=name_of)
def test_a_table_may_be_written_in_many_ways(path: Path, tmp_path: Path) -> None:
    source, told = reading(path)
    for at, (way, content) in enumerate(rewritten(path)):
        found = reading(written(tmp_path / str(at), content))
        assert found[0] == source, way
        # Totals of a day come in the order of their columns.
        assert sorted(map(repr, found[1])) == sorted(map(repr, told)), way


def with_more(value: Any) -> Any:
    """Return JSON in which every object that is no dictionary of languages knows more."""
    if isinstance(value, list):
        return [with_more(item) for item in value]
    if not isinstance(value, dict):
        return value
    inside = {key: v if key == "contentMap" else with_more(v) for key, v in value.items()}
    return {"zz_new": {"x": [1]}, **inside, "zz_last": None}


def turned(value: Any) -> Any:
    if isinstance(value, list):
        return [turned(item) for item in value]
    if isinstance(value, dict):
        return {key: turned(item) for key, item in reversed(value.items())}
    return value


def changed(text: str, change: Callable[[Any], Any]) -> bytes:
    """Return JSON, JSON Lines or a script with each of its values changed."""
    start, equals, rest = text.partition("=") if text.startswith("window") else ("", "", text)
    try:
        return f"{start}{equals}{json.dumps(change(json.loads(rest)))}".encode()
    except ValueError:
        return "".join(f"{changed_line(line, change)}\n" for line in text.split("\n")).encode()


def changed_line(line: str, change: Callable[[Any], Any]) -> str:
    try:
        return json.dumps(change(json.loads(line)))
    except ValueError:
        return line


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_json_may_say_more_and_in_another_order(path: Path, tmp_path: Path) -> None:
    told, text = reading(path), text_of(path)
    ways = (
        changed(text, with_more),
        changed(text, turned),
        f"\n \n{text}\n\n".replace("\n", "\r\n").encode(),
    )
    for at, content in enumerate(ways):
        assert reading(written(tmp_path / str(at), content)) == told, at


@pytest.mark.parametrize("path", [p for p in TEXTS if p.parent.name != "table"], ids=name_of)
def test_every_sample_is_certain_for_one_source_and_for_no_other(path: Path) -> None:
    (export,) = exports(path)
    peek = peek_at(export)
    certain = [source.name for source in sources() if source.recognise(peek).certain]
    assert [name for name in certain if name != "table"] == [path.parent.name]
