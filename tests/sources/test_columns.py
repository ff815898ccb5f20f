"""Posts read a column at a time are the posts read row by row."""

from __future__ import annotations

import csv
import io
import random
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from postmortem.model import Note, Post, Posts
from postmortem.sources import Options, exports, source_for, sources
from postmortem.sources import _blocks as blocks
from postmortem.sources._rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Record, Reject
    from postmortem.sources._rows import Row

SAMPLES = Path(__file__).parents[2] / "sample_data" / "formats"
QUICK = [source.name for source in sources() if source.read_columns]
FILES = sorted(path for name in QUICK for path in (SAMPLES / name).iterdir())
OPTIONS = Options(tz="Europe/Oslo")


def one_by_one(records: Iterable[Record | Posts]) -> Iterator[Record]:
    """Yield the posts of columns as posts."""
    for record in records:
        if not isinstance(record, Posts):
            yield record
            continue
        for row in record.columns.iter_rows(named=True):
            told: dict[str, Any] = {name: row[name] for name in row if row[name] is not None}
            told["posted_at"] = told["posted_at"].replace(tzinfo=UTC)
            if "sets" in told:
                told["sets"] = tuple(told["sets"])
            yield Post(**{"post_id": None, **told})


def readings(path: Path, options: Options = OPTIONS) -> tuple[list[Record], list[Record], int]:
    """Return what rows and what columns tell, in one order, and how many posts were columns."""
    (export,) = exports(path)
    source = source_for(export, columns=options.columns)
    assert source.read_columns is not None
    columns = list(source.read_columns(export, options))
    many = sum(len(found.columns) for found in columns if isinstance(found, Posts))
    return in_order(source.read(export, options)), in_order(one_by_one(columns)), many


def in_order(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda each: (isinstance(each, Note), str(each[0]), repr(each)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_sample_reads_alike_in_columns(path: Path) -> None:
    rows, columns, _ = readings(path)
    assert columns == rows


PIECES = {
    "wild": [
        *("a", "b", '"', '""', ",", "\n", "\r\n", "\r", " ", "x,y", '"q"', '"a,b"', '"a\nb"', "é"),
        *('""""', "\n", "1,2,3\n", '"1","2","3"\n', '1,"2 ""x"" y",3\n', '1,"2\n2",3\r\n'),
    ],
    "tame": ["1,2,3\n", '"1","2","3"\n', '1,"2 ""x"" y",3\n', '1,"2\n2",3\r\n', "\n"],
    "one stray quote": ["1,2,3\n", '1,"2\n2",3\n', '1,"2 ""x""",3\n', "1,2,3\n", '"'],
}


def broken_down(text: str, *, as_bytes: bool) -> tuple[list[Row | Reject], list[Row | Reject], int]:
    """Return the rows of a text, its rows by the block, and how many of these were plain."""

    def rows() -> Rows:
        return Rows(io.StringIO(text, newline=""), ["h1", "h2", "h3"], "t.csv")

    found: list[Row | Reject] = []
    plain = 0
    raw = io.BytesIO(text.encode()) if as_bytes else None
    for item in blocks.blocks(rows(), raw):
        if isinstance(item, blocks.Block):
            plain += len(item.cells)
            lines = item.lines.tolist()
            found += zip(lines, map(list, item.cells.iter_rows()), strict=True)
        else:
            found.append(item)
    return list(rows()), found, plain


@pytest.mark.parametrize("pieces", PIECES)
@pytest.mark.parametrize("size", [13, 60, 4000])
def test_blocks_hold_the_rows_that_the_careful_reader_finds(
    pieces: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "_BLOCK", size)
    monkeypatch.setattr(blocks, "_LONGEST", 8 * size)
    plain = 0
    for seed in range(150):
        chance = random.Random(seed)
        weights = [1.0] * len(PIECES[pieces])
        weights[-1] = 0.2
        text = "h1,h2,h3\n" + "".join(
            chance.choices(PIECES[pieces], weights, k=chance.randint(0, 60))
        )
        rows, by_block, seen = broken_down(text, as_bytes=seed % 2 == 0)
        assert by_block == rows, repr(text)
        plain += seen
    assert plain > 100 or pieces == "wild"


CELLS = {
    "id": ["1623433007804608516", "17", "", "5.7E+17", "x12", " 8", "abc", "٣", "9" * 30],
    "created_at": [
        *("2026-03-01T10:00:00Z", "2026-03-01T10:00:00.123Z", "2026-03-01 10:00:00+01:00"),
        *("2026-03-01T10:00:00-0530", "2026-03-01 10:00:00 -0800", "2026-03-01T10:00:00.5 +01:00"),
        *("2026-03-01T10:00:00.1234567Z", "2026-02-30T10:00:00Z", "2026-03-01T24:00:00Z"),
        *("2026-03-01T10:00:60Z", "1999-03-01T10:00:00Z", "2026-03-01", "", "soon", "2026-3-1"),
        *("2026-03-01T10:00:00+15:30", "2004-01-01T01:00:00+05:00", "1772359200"),
        *("2026-03-01 10:00:00 Z", "2026-03-01T10:00:00z", " 2026-03-01T10:00:00Z"),
    ],
    "text": ["words", "a &amp; b", "Itâ€™s", "", 'say "it"', "two\nlines", "a,b", "é ☕", "\x1f"],
    "title": ["", "heading"],
    "username": ["ann", "@Ann", "", "NA", "0", " Bo ", "Ødegård", "@", "a.b-c_D", "@@x", "ΟΔΟΣ"],
    "user_id": ["7", "", " 8 ", "a b", "\u00a09"],
    "lang": ["en", "und", "", "en-GB", "Norwegian", "xx-long", "zz"],
    "like_count": [
        "3",
        "",
        "1.2K",
        "1,250",
        "-1",
        "none",
        "many",
        " 7 ",
        "1_0",
        "9" * 18,
        "9" * 19,
    ],
    "in_reply_to_status_id": ["", "12", "NA", "x9", "5.7E+17", "ann"],
    "retweeted_status_id": ["", "", "13", "0", "14.0"],
    "quoted_status_id": ["", "", "15", "'16'"],
    "conversation_id": ["", "12", "abc", "0", "5.7E+17"],
    "permalink": ["", "https://x.com/ann/status/1", "nowhere"],
    "platform": ["x", "", " X ", "Reddit"],
    "sentiment_score": ["", "0.5", "-1", "negative", "nan", "7", "x", "1e-3"],
    "kind": ["", "reply", "retweet", "Post", "quote"],
    "team": ["", "blue", " red "],
    "mine": ["", "yes", "No", " TRUE "],
}
SAID = {"kind": "kind", "set": "team", "own": "mine"}


def written(path: Path, seed: int, oddity: float) -> Options:
    """Write a table whose cells are odd with a chance of `oddity`; return how to read it."""
    chance = random.Random(seed)
    names = ["id", "created_at", "text"]
    names += [name for name in CELLS if name not in names and chance.random() < 0.6]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(names)
        for number in range(60):
            usual = {"id": str(1_900_000_000_000_000_000 + number)}
            table.writerow(
                chance.choice(CELLS[name])
                if chance.random() < oddity
                else usual.get(name, CELLS[name][0])
                for name in names
            )
    said = {ours: theirs for ours, theirs in SAID.items() if theirs in names}
    return Options(tz="Europe/Oslo", columns=said)


@pytest.mark.parametrize("oddity", [0.0, 0.02, 0.3])
def test_odd_cells_read_alike_in_columns(oddity: float, tmp_path: Path) -> None:
    many = 0
    for seed in range(25):
        path = tmp_path / f"{seed}.csv"
        rows, columns, seen = readings(path, written(path, seed, oddity))
        assert columns == rows
        many += seen
    assert many > (100 if oddity == 0.3 else 1000)


def test_lines_are_those_of_the_file_where_texts_have_several(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        'id,created_at,text\n1,2026-03-01T10:00:00Z,"a\nb"\n2,2026-03-01T10:00:00Z,c\n'
        '3,2026-03-01T10:00:00Z,"d\ne"\n4,2026-03-01T10:00:00Z,f\n'
    )
    _, columns, many = readings(path)
    assert many == 4
    assert [post.line for post in columns if isinstance(post, Post)] == [2, 4, 5, 7]
