"""Every format has a sample, is recognised by it alone, and reads it as before."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postmortem.model import Note, Post, Reject, Total
from postmortem.sources import Options, exports, peek_at, source_for, sources

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.model import Record

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "sample_data" / "formats"
GOLDEN = ROOT / "tests" / "golden" / "sources"
FILES = sorted(path for folder in SAMPLES.iterdir() if folder.is_dir() for path in folder.iterdir())
EXTRAS = {".xlsx": "python_calamine", ".xls": "python_calamine", ".car": "libipld"}
"""Libraries that some formats take, and that an installation may do without."""
OPTIONS = Options(tz="Europe/Oslo")


def reading(records: Iterable[Record]) -> str:
    """Return records as a table a human can compare: one row each, empty columns left out."""
    rows = [_row(record) for record in records]
    names = ["record", *Post._fields]
    used = [name for name in names if any(row.get(name) not in (None, "", ()) for row in rows)]
    out = io.StringIO()
    table = csv.DictWriter(out, used, extrasaction="ignore", lineterminator="\n")
    table.writeheader()
    table.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _row(record: Record) -> dict[str, object]:
    match record:
        case Post():
            return {"record": "post", **record._asdict()}
        case Total():
            span = f"{record.value} until {record.ends_at.isoformat()}"
            return {
                "record": "total", "line": record.line, "platform": record.platform,
                "posted_at": record.starts_at, "kind": record.metric, "text": span,
                "author": record.account,
            }  # fmt: skip
        case Reject():
            return {"record": "reject", "line": record.line, "text": record.reason}
        case Note():
            return {"record": "note", "post_id": record.code, "text": record.text}


def _cell(value: object) -> object:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return " ".join(value) if isinstance(value, tuple) else value


def in_hand(path: Path) -> Path:
    """Return the path of a sample, or skip where the library it takes is not installed."""
    if path.suffix in EXTRAS:
        pytest.importorskip(EXTRAS[path.suffix])
    return path


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_sample_reads_as_before(path: Path, update_golden: bool) -> None:
    (export,) = exports(in_hand(path))
    source = source_for(export)
    assert source.name == path.parent.name
    text = reading(source.read(export, OPTIONS))
    golden = GOLDEN / path.parent.name / f"{path.name}.csv"
    if update_golden:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text, "utf-8", newline="")
    assert text == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_renamed_sample_is_still_recognised(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "renamed"
    if path.is_dir():
        shutil.copytree(path, other)
    else:
        shutil.copyfile(in_hand(path), other)
    (export,) = exports(other)
    assert source_for(export).name == path.parent.name


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_two_sources_claim_a_sample(path: Path) -> None:
    (export,) = exports(in_hand(path))
    peek = peek_at(export)
    certain = {source.name for source in sources() if source.recognise(peek).certain}
    assert certain - {"table"} in ({path.parent.name}, {path.parent.name} - {"table"})


def test_every_source_has_a_sample_and_every_sample_a_source() -> None:
    assert {path.parent.name for path in FILES} == {source.name for source in sources()}


def test_every_golden_reading_has_its_sample() -> None:
    expected = {f"{path.parent.name}/{path.name}.csv" for path in FILES}
    there = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*.csv")}
    assert there == expected
