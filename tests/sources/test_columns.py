"""Posts read a column at a time are the posts read row by row."""

from __future__ import annotations

import csv
import io
import json
import random
import tracemalloc
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from postmortem.errors import MalformedExport
from postmortem.model import Note, Post, Posts, Reject
from postmortem.sources import Options, exports, source_for, sources
from postmortem.sources.delimited import blocks
from postmortem.sources.delimited.rows import LONGEST, Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from postmortem.model import Record
    from postmortem.sources.delimited.rows import Row

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
        "\ufeff",
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


@pytest.mark.parametrize(
    "row",
    [
        *('1,"a"b"",3', '1,"a"b,3', '1,"a" ,3', '1, "a",3', '1,a"b"c,3', '1,a""b,3', '1,"""""",3'),
        *('1,"a"\r,3', "1,a\rb,3", '1,"a\rb",3', "1,2", "1,2,3,4", "1,2,", ",,", "", '""', " "),
    ],
)
def test_a_row_that_readers_take_differently_is_taken_as_the_careful_one_does(row: str) -> None:
    for rest in ("", '7,"8\n8",9\n'):
        rows, by_block, _ = broken_down(f"h1,h2,h3\n4,5,6\n{row}\n{rest}", as_bytes=True)
        assert by_block == rows


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
    "platform": ["x", "", " X ", "Reddit", "Twitter"],
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
        'id,created_at,text\n71,2026-03-01T10:00:00Z,"a\nb"\n72,2026-03-01T10:00:00Z,c\n'
        '73,2026-03-01T10:00:00Z,"d\ne"\n74,2026-03-01T10:00:00Z,f\n'
    )
    _, columns, many = readings(path)
    assert many == 4
    assert [post.line for post in columns if isinstance(post, Post)] == [2, 4, 5, 7]


def test_a_row_that_begins_with_a_mark_of_byte_order_keeps_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(blocks, "_BLOCK", 12)
    rows, by_block, plain = broken_down("h1,h2,h3\n1,2,3\n4,5,6\n\ufeff7,8,9\n", as_bytes=True)
    assert by_block == rows
    assert plain == 2


@pytest.mark.parametrize("more", [0, 1])
def test_a_block_holds_no_longer_cell_than_the_careful_reader_accepts(more: int) -> None:
    text = f'h1,h2,h3\n1,"{"a, " * (LONGEST // 3)}{"b" * (LONGEST % 3 + more)}",3\n4,5,6\n'
    rows, by_block, plain = broken_down(text, as_bytes=True)
    assert by_block == rows
    assert [isinstance(row, Reject) for row in rows] == [bool(more), False]
    assert plain == (0 if more else 2)


def test_short_rows_are_counted_once_where_the_last_may_go_on(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id,created_at,text,likes\n1,2026-03-01T10:00:00Z,a\n2,2026-03-01T10:00:00Z,b,3\n"
        "4,2026-03-01T10:00:00Z,c\n"
    )
    rows, columns, _ = readings(path)
    assert columns == rows


def test_a_table_that_ends_inside_a_letter_of_its_header_has_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("id,created_at,text,café".encode()[:-1])
    rows, columns, _ = readings(path)
    assert columns == rows
    assert {type(record) for record in columns} == {Note}


def test_rows_that_end_with_a_bare_cr_are_not_all_kept_in_memory(tmp_path: Path) -> None:
    def most_kept(count: int) -> int:
        path = tmp_path / f"{count}.csv"
        rows = (f"{number},2026-03-01T10:00:00Z,words" for number in range(count))
        path.write_text("\r".join(("id,created_at,text", *rows)), newline="")
        (export,) = exports(path)
        read = source_for(export).read_columns
        assert read is not None
        tracemalloc.start()
        try:
            assert sum(isinstance(found, Post) for found in read(export, OPTIONS)) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    most_kept(10)
    assert most_kept(80_000) < 1.5 * most_kept(20_000)


@pytest.mark.parametrize("by_columns", [False, True])
def test_a_line_without_end_costs_its_row_and_no_memory_of_its_length(
    tmp_path: Path, by_columns: bool
) -> None:
    def most_kept(megabytes: int) -> int:
        path = tmp_path / f"{megabytes}.csv"
        row = "{}x,2026-03-01T10:00:00Z,words {},ann\n"
        endless = f"2x,2026-03-01T10:00:00Z,{'a' * (megabytes << 20)},ann\n"
        header = "id,created_at,text,author\n"
        path.write_text(header + row.format(1, 1) + endless + row.format(3, 3), "ascii")
        (export,) = exports(path)
        source = source_for(export)
        read = source.read_columns if by_columns and source.read_columns else source.read
        tracemalloc.start()
        try:
            found = list(read(export, OPTIONS))
            kept = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        posts = (record for record in one_by_one(found) if isinstance(record, Post))
        assert sorted(post.line for post in posts) == [2, 4]
        (reject,) = (record for record in found if isinstance(record, Reject))
        assert (reject.line, "longer than" in reject.reason) == (3, True)
        return kept

    most_kept(1 + 10)
    assert most_kept(70) < 1.2 * most_kept(25)


REFERENCES = [
    None,
    [],
    [{"type": "replied_to", "id": "12"}],
    [{"type": "quoted", "id": 13}, {"type": "replied_to", "id": "14"}],
    [{"type": "retweeted", "id": "15", "text": "the whole of it &lt;3"}],
    [{"type": "retweeted", "id": "15"}],
    [{"id": "16"}],
    "none",
]
TWEET: dict[str, list[Any]] = {
    "id": ["1623433007804608516", 1623433007804608517, "", None, "17", ["18"]],
    "created_at": [
        *(
            "2026-03-01T10:00:00.000Z",
            None,
            "",
            "2026-03-01T10:00:00+02:00",
            "1999-01-01T00:00:00Z",
        ),
        *("Sat Nov 09 12:14:18 +0000 2024", 1772359200, "soon", "2006-02-01T00:00:00Z"),
    ],
    "text": [
        "words",
        "a &amp; b",
        "",
        None,
        7,
        10**24 + 1,
        "é ☕\nnew",
        "half \ud83d",
        'say "it":',
    ],
    "author_id": ["7", 8, None, "", True, [9]],
    "author": [
        *({"username": "Ann"}, None, {}, {"username": None}, {"username": " @Bo "}, "ann"),
        {"username": "ann", "public_metrics": {"followers_count": 5}},
        {"username": 5},
    ],
    "lang": ["en", "und", None, "", "pt_BR", 3],
    "conversation_id": ["12", None, 12, "", 1.5],
    "public_metrics": [
        *(
            {"like_count": 3, "retweet_count": 1},
            None,
            {},
            {"like_count": "4", "quote_count": True},
        ),
        *({"impression_count": 2, "bookmark_count": 1}, {"like_count": -5}, [], [1]),
    ],
    "referenced_tweets": REFERENCES,
    "note_tweet": [None, {"text": "the long one"}, {}, "long"],
    "edit_history_tweet_ids": [["1"], None, ["1", "1623433007804608516"], "1", [1]],
    "data": [None, {"id": "99", "text": "inside", "author_id": "3"}],
    "includes": [None, {"users": [{"id": "7", "username": "seven"}]}],
    "meta": [None, {"result_count": 1}],
}
PAGED = ("data", "includes", "meta")


def posted(path: Path, seed: int, oddity: float) -> None:
    """Write JSON Lines of flattened posts, with odd values and odd lines among them."""
    chance = random.Random(seed)
    always = ("id", "created_at", "text", "author_id", "author", "public_metrics")
    names = [*always, *(name for name in TWEET if name not in always and chance.random() < 0.5)]
    lines = []
    for number in range(60):
        tweet = {
            name: chance.choice(TWEET[name]) if chance.random() < oddity else TWEET[name][0]
            for name in names
            if chance.random() > (1 - oddity if name in PAGED else oddity / 10)
        }
        lines.append(json.dumps({**tweet, **({"id": str(number)} if oddity == 0 else {})}))
    odd = ["", "  ", "{", "[1]", '{"id": "1", "id": "2", "text": "t"}', "{},{}", "7", '"}\n{"']
    if chance.random() < 5 * oddity:
        lines.insert(chance.randrange(1, len(lines)), chance.choice(odd))
    path.write_text(chance.choice(["\n", "\r\n"]).join(lines) + "\n", "utf-8", newline="")


@pytest.mark.parametrize("oddity", [0.0, 0.01, 0.1])
@pytest.mark.parametrize("size", [700, 2**22])
def test_odd_objects_read_alike_in_columns(
    oddity: float, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postmortem.sources.objects.lines._BLOCK", size)
    many = 0
    for seed in range(25):
        path = tmp_path / f"{seed}.jsonl"
        posted(path, seed, oddity)
        (export,) = exports(path)
        source = source_for(export, "x-api-v2")
        assert source.read_columns is not None
        columns = list(source.read_columns(export, OPTIONS))
        many += sum(len(found.columns) for found in columns if isinstance(found, Posts))
        assert in_order(one_by_one(columns)) == in_order(source.read(export, OPTIONS))
    assert many > (100 if oddity == 0.1 else 500)


@pytest.mark.parametrize("count", [2**63, 2**70])
def test_counts_beyond_64_bits_read_alike_in_columns(count: int, tmp_path: Path) -> None:
    usual = {name: TWEET[name][0] for name in ("created_at", "text", "author_id", "author")}
    tweets = [{"id": str(at), **usual, "public_metrics": {"like_count": at}} for at in range(5)]
    tweets[3]["public_metrics"] = {"like_count": count}
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(json.dumps(tweet) + "\n" for tweet in tweets))
    rows, columns, _ = readings(path)
    assert columns == rows
    assert len(rows) == 5


def flattened(number: int, text: str) -> str:
    tweet = {name: TWEET[name][0] for name in ("created_at", "author_id", "author")}
    return json.dumps({"id": str(number), **tweet, "text": text}, ensure_ascii=False) + "\n"


def test_blocks_that_say_different_things_are_read_alike_in_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("postmortem.sources.objects.lines._BLOCK", 500)
    monkeypatch.setattr("postmortem.sources.formats.x.flat_tables._ROWS", 10)
    tweets = [json.loads(flattened(number, "words")) for number in range(60)]
    for number, tweet in enumerate(tweets):
        if number % 20 > 14:
            tweet |= {"lang": "en", "referenced_tweets": [{"type": "quoted", "id": "1"}]}
        if number % 9 == 8:
            tweet["created_at"] = "1999-01-01T00:00:00Z"
    path = tmp_path / "posts.jsonl"
    lines = [json.dumps(tweet) + "\n" for tweet in tweets]
    path.write_text("".join([*lines[:30], "\n" * 2000, *lines[30:]]))
    rows, columns, many = readings(path)
    assert columns == rows
    assert many > 40


def test_json_lines_that_end_inside_a_letter_lose_their_last_line_only(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    lines = "".join(flattened(number, "é ☕") for number in range(5)).encode()
    path.write_bytes(lines[: lines.rindex("☕".encode()) + 2])
    rows, columns, _ = readings(path)
    assert columns == rows
    assert [type(record) for record in rows] == [Post] * 4 + [Reject]


@pytest.mark.parametrize("longest", [400, 4000])
def test_long_lines_are_measured_in_letters(
    longest: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("lines", "documents"):
        monkeypatch.setattr(f"postmortem.sources.objects.{module}.LARGEST", longest)
    monkeypatch.setattr("postmortem.sources.objects.lines._BLOCK", 100)
    path = tmp_path / "posts.jsonl"
    path.write_text(flattened(1, "short") + flattened(2, "日" * 3000) + flattened(3, "short"))
    if longest < 3000:
        with pytest.raises(MalformedExport, match=r"posts.jsonl:2: a line of more than 400"):
            readings(path)
    else:
        rows, columns, many = readings(path)
        assert columns == rows
        assert many == 3


@pytest.mark.parametrize(
    "twice", ['"id": "9", ', '"\\u0069d": "9", "url": ":", ', '"\\u003a": 0, "id": "9", ']
)
def test_a_post_that_says_a_key_twice_is_refused_among_plain_ones(
    twice: str, tmp_path: Path
) -> None:
    lines = [flattened(number, "words") for number in range(5)]
    lines[2] = "{" + twice + lines[2][1:]
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(lines))
    rows, columns, _ = readings(path)
    assert columns == rows
    assert [record.line for record in rows if isinstance(record, Reject)] == [3]


@pytest.mark.parametrize("depth", [200, 900])
def test_an_object_nested_deep_is_read_alike_in_columns(depth: int, tmp_path: Path) -> None:
    lines = [flattened(number, "words") for number in range(5)]
    lines[2] = f'{{"deep": {"[" * depth}{"]" * depth}, {lines[2][1:]}'
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(lines))
    rows, columns, _ = readings(path)
    assert columns == rows
    assert [type(record) for record in rows] == [Post] * 5


@pytest.mark.parametrize(
    "halves", [('{"a": [{"b": 1}', '{"c": 2}]},'), ('{"a": {"b": 1}', '{"c": 2}},')]
)
def test_an_object_on_two_lines_is_not_made_up_for_by_two_on_one(
    halves: tuple[str, str], tmp_path: Path
) -> None:
    lines = [flattened(number, "words") for number in range(4)]
    path = tmp_path / "posts.jsonl"
    path.write_text(f"{lines[0]}{halves[0]}\n{halves[1]}{lines[1]}{lines[2]}{lines[3]}")
    rows, columns, _ = readings(path)
    assert columns == rows
    assert [record.line for record in rows if isinstance(record, Reject)] == [2, 3]


def test_a_number_in_a_text_is_no_end_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text("".join(flattened(number, str(10**15 + number)) for number in range(5)))
    rows, columns, many = readings(path)
    assert columns == rows
    assert many == 5
