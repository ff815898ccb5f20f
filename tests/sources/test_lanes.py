"""What the lane of JSON Lines reads is what the careful reader reads, whatever befell the file."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from test_columns import in_order, one_by_one

from postmortem.errors import PostmortemError
from postmortem.model import Posts
from postmortem.sources import Options, exports, sources
from postmortem.sources.objects import lanes
from postmortem.sources.objects.documents import has_lines
from postmortem.texts.extension import AVAILABLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.model import Record
    from postmortem.sources.export import Export

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="built without a compiler")

SAMPLES = Path(__file__).parents[2] / "sample_data" / "formats"
SHARED = Path(__file__).parents[3] / "shared"
OPTIONS = Options(tz="Europe/Oslo")
BY_NAME = {source.name: source for source in sources()}


@dataclass(frozen=True)
class Outcome:
    """What came of reading a file, and how many of its posts were columns."""

    records: list[Record]
    error: str
    posts_in_columns: int = 0


def outcome(name: str, export: Export, *, by_columns: bool) -> Outcome:
    source = BY_NAME[name]
    read = source.read_columns if by_columns else source.read
    assert read is not None
    records: list[Record | Posts] = []
    error = ""
    try:
        records.extend(read(export, OPTIONS))
    except PostmortemError as refusal:
        error = str(refusal)
    many = sum(len(each.columns) for each in records if isinstance(each, Posts))
    # What is read before an error is not kept, and the two come to it by different ways.
    return Outcome([] if error else in_order(one_by_one(records)), error, many)


def assert_alike(name: str, path: Path) -> int:
    """Read a file both ways; return how many posts were columns."""
    (export,) = exports(path)
    by_columns = outcome(name, export, by_columns=True)
    one_by_one = outcome(name, export, by_columns=False)
    assert by_columns.error == one_by_one.error
    assert by_columns.records == one_by_one.records
    return by_columns.posts_in_columns


def tweet(number: int, chance: random.Random) -> dict[str, Any]:
    """Return a flattened post of the X API v2, as an invented account might have written it."""
    post: dict[str, Any] = {
        "id": str(1_900_000_000_000_000_000 + number),
        "created_at": f"2026-03-01T10:{number % 60:02}:00.000Z",
        "text": chance.choice(
            ["cold coffee", "kø ☕ &amp; kaffe", 'say "it"\n: 100%', "\U0001f600"]
        ),
        "author_id": str(number % 7),
        "author": {
            "username": f"Guest{number % 7}",
            "public_metrics": {"followers_count": number, "tweet_count": 3.5},
        },
        "lang": chance.choice(["en", "no", "und"]),
        "conversation_id": str(number),
        "public_metrics": {"like_count": number % 5, "retweet_count": 0, "quote_count": 1},
        "edit_history_tweet_ids": [str(1_900_000_000_000_000_000 + number)],
        "entities": {"urls": [{"start": 1, "end": 9, "url": "https://example.org/"}], "e": []},
    }
    if chance.random() < 0.5:
        kind = chance.choice(["replied_to", "quoted", "retweeted"])
        post["referenced_tweets"] = [{"type": kind, "id": "17", "text": "the whole &lt;3"}]
    if chance.random() < 0.1:
        post["note_tweet"] = {"text": "a long one " * 30}
    return post


def row(number: int, chance: random.Random) -> dict[str, Any]:
    """Return a row of some table, of which some cells lie deeper."""
    return {
        "id": str(1_900_000_000_000_000_000 + number) if number % 3 else number,
        "created_at": f"2026-03-01T10:{number % 60:02}:00Z",
        "text": chance.choice(["cold coffee", "kø ☕ &amp; kaffe", "Itâ€™s", "two\nlines", ""]),
        "user": {"screen_name": f"Guest{number % 7}", "verified": True, "url": None},
        "lang": chance.choice(["en", "no", None]),
        "likes": chance.choice([0, 3, 7.0, "1,204", None]),
        "reply_to": chance.choice([None, "", "17", 17]),
        "sentiment_score": chance.choice([0.25, -1, 0.5, 1e-05, None]),
        "views": chance.choice([*[{"$numberLong": "7"}] * 9, 7]),
        "tags": ["a", {"b": 1}],
    }


KINDS_OF_LINES: dict[str, Callable[[int, random.Random], dict[str, Any]]] = {
    "x-api-v2": tweet,
    "table": row,
}

ODD_VALUES = (
    "null", "true", "false", "0", "-0", "-1", "7", "1.0", "0.25", "-0.0", "1e5", "1.50", "1E400",
    "0.00001", "123456789012345678", "1234567890123456789", "18446744073709551615", "9" * 25,
    "9" * 5000, "01", "1.", ".5", "+1", "NaN", "Infinity", "-Infinity", '""', '" "', '"7"', '"x"',
    '"half \\ud83d"', '"\\udca1"', '"\\ud83d\\ude00"', '"\\u0000"', '"\\u003a"', '"a\\/b\\q"',
    '"\x00"', '"\x1f"', '"\t"', '"é"', "[]", "{}", "[1]", '["1"]', '["1", "2"]', "[[[[1]]]]",
    '{"a": 1, "a": 2}', '{"text": "t"}', "[" * 40 + "]" * 40, "[" * 3000 + "]" * 3000,
    '{"id": ' * 40 + "1" + "}" * 40, '"2026-03-01T10:00:00Z"', '"soon"', "nul", '"', "'a'", "",
    '"2004-01-01T00:00:00+05:00"', '{"username": null}', '{"like_count": -5}', '{"text": null}',
)  # fmt: skip
ODD_LINES = (
    "", " ", "\t", "\u2003", "\x1c", "{", "}", "[1]", "[]", "{}", "null", "7", '"a"', "{},{}",
    "{} {}", "\ufeff{}", '{"id": "1", "id": "2"}', '{"i\\u0064": "1", "id": "2"}', "garbage",
    '{"data": null}',
    '{"data": [{"id": "99", "text": "inside", "author_id": "3"}], "meta": {"result_count": 1}}',
    '{"id": 1, "body": "b", "author": "a", "created_utc": 1772359200, "link_id": "t3_a"}',
    '{"id":"8","text":"t"},', '{"id":"8","text":"t"}\r', '{"id":"8"}\r{"id":"9"}', "\x00",
)  # fmt: skip


def with_odd_value(line: str, chance: random.Random) -> str:
    """Put something odd where a value of the line stands, or a member before or behind one."""
    colons = [at for at, letter in enumerate(line) if letter == ":" and line[at - 1] == '"']
    if not colons:
        return line
    at = chance.choice(colons) + 1
    value = chance.choice(ODD_VALUES)
    key = line[line.rindex('"', 0, at - 2) : at - 1]
    match chance.randrange(5):
        case 0:  # a key more, maybe once more
            return f"{line[:at]} {value}, {key}:{line[at:]}"
        case 1:  # the key is another
            start = line.rindex('"', 0, at - 2)
            return (
                line[:start]
                + chance.choice(['"x"', '"i\\u0064"', '""', "7", '"id"'])
                + line[at - 1 :]
            )
        case _:
            end = min(
                (where for mark in ',}"[{' if (where := line.find(mark, at + 1)) > 0), default=at
            )
            return f"{line[:at]} {value}{line[end:] if line[end : end + 1] in ',}' else line[at:]}"


def without_a_member(line: str, chance: random.Random) -> str:
    value = json.loads(line)
    holder = chance.choice([value, *(v for v in value.values() if isinstance(v, dict) and v)])
    holder.pop(chance.choice(sorted(holder)))
    return json.dumps(value, ensure_ascii=False)


def in_another_order(line: str, chance: random.Random) -> str:
    members = list(json.loads(line).items())
    chance.shuffle(members)
    return json.dumps(
        dict(members), indent=None, separators=chance.choice([(",", ":"), (" ,\t", ": ")])
    )


def with_another_type(line: str, chance: random.Random) -> str:
    value = json.loads(line)
    holder = chance.choice([value, *(v for v in value.values() if isinstance(v, dict) and v)])
    name = chance.choice(sorted(holder))
    others = [
        None,
        5,
        -5,
        2**62,
        2**64,
        1.0,
        True,
        "5",
        "",
        [],
        {},
        ["x"],
        {"id": 1},
        [None],
        "ann",
    ]
    holder[name] = chance.choice(others)
    return json.dumps(value, ensure_ascii=chance.random() < 0.5)


def torn(line: str, chance: random.Random) -> str:
    return line[: chance.randrange(len(line))]


def another_line(line: str, chance: random.Random) -> str:
    return chance.choice(ODD_LINES)


CHANGES = (
    with_odd_value, without_a_member, in_another_order, with_another_type, torn, another_line,
)  # fmt: skip


def mutated(lines: list[str], chance: random.Random) -> bytes:
    """Return a file in which a few lines, or some bytes, are not as they were written."""
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(1 if chance.random() < 0.9 else 0, len(lines))
        if lines[at].startswith("{") and lines[at].endswith("}"):
            try:
                lines[at] = chance.choice(CHANGES)(lines[at], chance)
            except (ValueError, IndexError, RecursionError):
                lines[at] = torn(lines[at] or " ", chance)
    end = chance.choice(["\n", "\n", "\n", "\r\n"])
    text = end.join(lines) + chance.choice([end, end, "", end + end])
    if chance.random() < 0.05:
        text = chance.choice(["\ufeff", "\n\n ", "\r\n", "\ufeff\n"]) + text
    if chance.random() < 0.05:
        text = text.replace("\n", "\r" if chance.random() < 0.5 else "\n\r", 1)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.1:
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] = chance.choice(
                b'\x00\xff\xc3\xed"\\:{}[],\r\n 0ae'
            )
        data = bytes(damaged)
    if chance.random() < 0.05:
        data = data[: chance.randrange(len(data) // 2, len(data))]
    return text.encode("utf-16") if chance.random() < 0.02 else data


FILES_A_FORMAT, SHARES = 2000, 10


@pytest.mark.parametrize(
    "share", [0, *(pytest.param(share, marks=pytest.mark.slow) for share in range(1, SHARES))]
)
@pytest.mark.parametrize("name", KINDS_OF_LINES)
def test_a_damaged_file_reads_alike(
    name: str, share: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "_BLOCK", random.Random(share).choice([500, 4000, 2**22]))
    many = 0
    for seed in range(share, FILES_A_FORMAT, SHARES):
        chance = random.Random(f"{name} {seed}")
        lines = [
            json.dumps(KINDS_OF_LINES[name](number, chance), ensure_ascii=number % 2 == 0)
            for number in range(chance.choice([2, 6, 14]))
        ]
        path = tmp_path / f"{seed}.jsonl"
        path.write_bytes(mutated(lines, chance))
        many += assert_alike(name, path)
    assert many > 250


FILES = [path for name in KINDS_OF_LINES for path in sorted((SAMPLES / name).iterdir())]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_reads_alike_whole_and_in_pieces(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in (100, 1000, 2**22):
        monkeypatch.setattr(lanes, "_BLOCK", size)
        assert_alike(path.parent.name, path)


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared: real exports, which are not ours to ship"
)
def test_real_exports_read_alike() -> None:
    files = 0
    for folder in ("data", "samples"):
        for path in sorted((SHARED / folder).rglob("*.*json*")):
            (export,) = exports(path)
            if not export.members and has_lines(export, OPTIONS):
                for name in KINDS_OF_LINES:
                    assert_alike(name, path)
                files += 1
    assert files > 0
