"""Paths in, ledgers out: what cannot be read is refused with its reason, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from postmortem.config import Config
from postmortem.errors import TryAgain, UsageError
from postmortem.jobs.ingest import IngestSettings, exit_code, expand, ingest_jobs, ledger_json
from postmortem.model import Post
from postmortem.sources import Source, source_for
from postmortem.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.store import Ledger

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HEADER = "id,created_at,author,text,likes"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(*numbers: int, likes: int = 1) -> str:
    """Return a table of posts."""
    lines = [f'{n},2026-03-01T10:{n:02}:00Z,name{n},"words of {n}",{likes}' for n in numbers]
    return "\n".join([HEADER, *lines, ""])


def write(name: str, content: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def config(**said: Any) -> Config:
    brand = {"name": "thunder", "accounts": ["x:thunderair"], "timezone": "UTC"}
    return Config.model_validate({"brand": brand, "root": Path.cwd(), **said})


def ingest(*words: str, of: Config | None = None, **said: Any) -> list[Ledger]:
    """Ingest what the words name into posts.duckdb."""
    settings = of or config()
    how = IngestSettings.of(settings, now=NOW, **said)
    with Store.open(Path("posts.duckdb"), write=True) as store:
        ledgers = [ledger for job in ingest_jobs(words, settings, how) for ledger in job.run(store)]
    assert all(ledger.is_balanced for ledger in ledgers)
    return ledgers


def ask(statement: str) -> list[tuple[Any, ...]]:
    with duckdb.connect("posts.duckdb", read_only=True) as connection:
        return connection.execute(statement).fetchall()


def test_a_table_is_loaded_and_again_is_a_repeat() -> None:
    write("a.csv", rows(1, 2, 3))
    (first,) = ingest("a.csv")
    (again,) = ingest("a.csv")
    assert (first.new, first.source, first.set_name) == (3, "table", "thunder")
    assert (again.new, again.updated, again.unchanged, again.repeated) == (0, 0, 3, True)
    assert exit_code([first]) == exit_code([again]) == 0


def test_the_same_content_under_another_name_is_a_repeat_too() -> None:
    write("a.csv", rows(1))
    ingest("a.csv")
    write("b.csv", rows(1))
    Path("c.csv.gz").write_bytes(gzip.compress(rows(1).encode()))
    assert [each.repeated for each in ingest("b.csv", "c.csv.gz")] == [True, True]


def test_a_newer_table_updates_counts() -> None:
    write("a.csv", rows(1, 2))
    write("b.csv", rows(1, 2, 3, likes=9))
    first, second = ingest("a.csv", "b.csv")
    assert (first.new, second.new, second.updated) == (2, 1, 2)
    assert ask("SELECT DISTINCT likes FROM post_counts") == [(9,)]


@pytest.mark.parametrize("as_id", ["{at}", "page7", "name{n}", "0", "1.23E+17"])
def test_weekly_tables_whose_ids_name_no_post_are_all_kept(as_id: str) -> None:
    weeks = [range(1, 9), range(11, 19), range(21, 29)]
    for number, week in enumerate(weeks):
        lines = [
            f"{as_id.format(at=at, n=n)},2026-03-0{number + 1}T10:{n:02}:00Z,name{n},words of {n},1"
            for at, n in enumerate(week, start=1)
        ]
        write(f"week{number}.csv", "\n".join([HEADER, *lines, ""]))
    ledgers = ingest("week0.csv", "week1.csv", "week2.csv")
    assert [(each.new, each.updated, each.rejected) for each in ledgers] == [(8, 0, 0)] * 3
    assert ask("SELECT count(*), count(DISTINCT posted_at) FROM posts") == [(24, 24)]
    again = write("again.csv", Path("week1.csv").read_text("utf-8").replace(",1\n", ",5\n"))
    (ledger,) = ingest(str(again))
    assert (ledger.new, ledger.rejected) == (0, 0)


def test_a_file_that_cannot_be_read_does_not_stop_the_others() -> None:
    write("in/a.csv", rows(1))
    write("in/b.txt", "nothing that anyone reads")
    Path("in/c.zip").write_bytes(b"PK\x03\x04 broken")
    write("in/d.csv", rows(2))
    ledgers = ingest("in")
    assert [Path(each.path).name for each in ledgers] == ["a.csv", "b.txt", "c.zip", "d.csv"]
    assert [each.refused is None for each in ledgers] == [True, False, False, True]
    assert all("in/" in each.path for each in ledgers)
    assert exit_code(ledgers) == 4
    assert ask("SELECT count(*) FROM post") == [(2,)]
    assert exit_code(ingest("in")) == 4, "what is refused is refused again"
    assert ask("SELECT count(*) FROM load WHERE refused IS NOT NULL") == [(2,)]


def test_a_rejected_row_is_partly_done_once_and_a_repeat_is_well() -> None:
    write("a.csv", rows(1) + "2,not a time,name,words,1\n")
    (first,) = ingest("a.csv")
    assert (first.new, first.rejected, first.rejects[0].line) == (1, 1, 3)
    assert exit_code([first]) == 4
    assert exit_code(ingest("a.csv")) == 0


def test_the_raw_row_of_a_reject_is_kept_only_when_asked() -> None:
    write("a.csv", rows(1) + "2,not a time,name,secret words,1\n")
    ingest("a.csv")
    assert ask("SELECT text FROM reject") == [(None,)]
    assert b"secret words" not in Path("posts.duckdb").read_bytes()
    shutil.rmtree("posts.duckdb", ignore_errors=True)
    Path("posts.duckdb").unlink()
    ingest("a.csv", keep_rejected=True)
    ((text,),) = ask("SELECT text FROM reject")
    assert "secret words" in text


def test_a_path_that_is_not_there_is_a_usage_error_naming_it() -> None:
    with pytest.raises(UsageError, match=r"nowhere\.csv: no such file"):
        expand(["nowhere.csv"])
    with pytest.raises(UsageError, match=r"in/\*\.csv"):
        expand(["in/*.csv"])


def test_globs_are_sorted_and_each_path_comes_once() -> None:
    for name in ("in/b.csv", "in/a.csv", "in/deep/c.csv", "in/[x].csv"):
        write(name, rows(1))
    assert expand(["in/*.csv", "in/a.csv", "./in/a.csv"]) == [
        Path("in/[x].csv"),
        Path("in/a.csv"),
        Path("in/b.csv"),
    ]
    assert expand(["in/[x].csv"]) == [Path("in/[x].csv")], "a file that exists is no pattern"
    assert expand(["in/**/*.csv"]) == expand(["in/*.csv", "in/deep/c.csv"])
    assert Path("in/deep/c.csv") not in expand(["in/**/*"]), "its folder is there already"
    assert expand(["-"]) == [Path("-")]


def test_a_zip_of_tables_gives_a_ledger_for_each_member() -> None:
    with zipfile.ZipFile("all.zip", "w") as archive:
        archive.writestr("one.csv", rows(1))
        archive.writestr("two.csv", rows(2))
    assert [each.path for each in ingest("all.zip")] == ["all.zip!one.csv", "all.zip!two.csv"]


def test_the_folder_of_the_store_is_read_without_the_store() -> None:
    write("a.csv", rows(1))
    ingest("a.csv")
    write("deep/b.csv", rows(2))
    ledgers = ingest(".")
    assert [Path(each.path).name for each in ledgers] == ["a.csv", "b.csv"]
    assert [each.repeated for each in ledgers] == [True, False]
    assert ingest("posts.duckdb") == []


def test_every_data_set_reads_its_own_inbox() -> None:
    write("inbox/thunder/a.csv", rows(1, 2))
    write("inbox/rival/b.csv", rows(3))
    sets = [
        {"set": "thunder", "inbox": ["inbox/thunder/**/*"]},
        {"set": "rival", "inbox": ["inbox/rival/**/*"]},
        {"set": "empty", "inbox": ["inbox/empty/*"]},
    ]
    ledgers = ingest(of=config(data=sets))
    assert [(each.set_name, each.new) for each in ledgers] == [("thunder", 2), ("rival", 1)]


TWO_INBOXES = [
    {"set": "thunder", "inbox": ["inbox/thunder/**/*"]},
    {"set": "rival", "inbox": ["inbox/rival/**/*"], "columns": {"text": "Words"}},
]


@pytest.mark.parametrize(
    "words", [["inbox"], ["."], ["inbox/rival", "inbox/thunder", "other.csv"], ["links"]]
)
def test_what_lies_in_an_inbox_belongs_to_its_set_when_a_folder_around_it_is_named(
    words: list[str],
) -> None:
    write("inbox/thunder/2026/a.csv", rows(41, 42))
    write("inbox/rival/deep/b.csv", rows(43).replace("text", "Words"))
    with zipfile.ZipFile("inbox/rival/c.zip", "w") as archive:
        archive.writestr("c.csv", rows(44).replace("text", "Words"))
    write("other.csv" if words != ["inbox"] else "inbox/other.csv", rows(45))
    if words == ["links"]:
        Path("links").mkdir()
        Path("links/rival").symlink_to(Path("inbox/rival").absolute())
        Path("links/a.csv").symlink_to(Path("inbox/thunder/2026/a.csv").absolute())
        shutil.move("other.csv", "links/other.csv")
    ledgers = ingest(*words, of=config(data=TWO_INBOXES))
    assert [each.refused for each in ledgers] == [None] * 4
    found = ask("SELECT set_name, list(post_id ORDER BY post_id) FROM post_set GROUP BY ALL")
    assert sorted(found) == [("rival", ["43", "44"]), ("thunder", ["41", "42", "45"])]


def test_what_lies_in_two_inboxes_is_in_both_sets_named_or_not() -> None:
    write("inbox/rival/b.csv", rows(3))
    data = [{"set": "all", "inbox": ["inbox/**/*"]}, {"set": "rival", "inbox": ["inbox/rival/*"]}]
    ingest("inbox", of=config(data=data))
    assert ask("SELECT set_name FROM post_set ORDER BY 1") == [("all",), ("rival",)]


def test_a_named_path_in_an_inbox_belongs_to_its_set() -> None:
    write("inbox/rival/b.csv", rows(3))
    write("elsewhere.csv", rows(4))
    sets = [{"set": "rival", "inbox": ["inbox/rival/*"]}]
    ledgers = ingest("inbox/rival/b.csv", "elsewhere.csv", of=config(data=sets))
    assert [each.set_name for each in ledgers] == ["rival", "thunder"]


def test_standard_input_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(rows(1).encode())

    monkeypatch.setattr("sys.stdin", Stdin)
    (ledger,) = ingest("-")
    assert (ledger.path, ledger.new) == ("-", 1)
    assert ask("SELECT path, name FROM load") == [("-", "-")]


def test_nothing_to_do_is_said() -> None:
    with pytest.raises(UsageError, match="nothing to ingest"):
        ingest()


def test_an_asked_set_goes_before_the_default() -> None:
    write("a.csv", rows(1))
    (ledger,) = ingest("a.csv", set_name="rival")
    assert (ledger.set_name, ledger.memberships) == ("rival", 1)
    (again,) = ingest("a.csv", set_name="other")
    assert (again.repeated, again.unchanged, again.memberships) == (False, 1, 1)
    assert ask("SELECT set_name FROM post_set ORDER BY ALL") == [("other",), ("rival",)]


def test_a_column_may_name_the_set() -> None:
    write("a.csv", "id,created_at,text,airline\n1,2026-03-01T10:00:00Z,words,Delta\n")
    ingest("a.csv", columns={"set": "airline"})
    assert ask("SELECT set_name FROM post_set") == [("Delta",)]


def test_posts_before_a_date_are_left_out_and_counted() -> None:
    write("a.csv", rows(1, 2, 30))
    (ledger,) = ingest("a.csv", since="2026-03-01T10:02:00+00:00")
    assert (ledger.rows, ledger.new) == (2, 2)
    (note,) = [note for note in ledger.warnings if note.code == "before-since"]
    assert note.text.startswith("1 posts before 2026-03-01 10:02")
    (whole,) = ingest("a.csv")
    assert (whole.repeated, whole.new) == (False, 1)


def v2_post(post_id: str, text: str, *history: str) -> dict[str, Any]:
    return {
        "id": post_id, "author_id": "5", "text": text, "created_at": "2026-03-01T10:00:00Z",
        "edit_history_tweet_ids": [*history],
    }  # fmt: skip


@pytest.mark.parametrize("order", [("early", "late"), ("late", "early")])
def test_an_edited_post_is_one_whichever_export_comes_first(order: tuple[str, str]) -> None:
    early = [v2_post("17", "hye", "17"), v2_post("90", "other", "90")]
    late = [v2_post("18", "hey", "17", "18"), v2_post("91", "more", "91")]
    late[1]["created_at"] = "2026-03-02T10:00:00Z"
    for name, found in (("early", early), ("late", late)):
        write(f"{name}.jsonl", "".join(json.dumps(each) + "\n" for each in found))
    for name in order:
        ingest(f"{name}.jsonl")
    said = ask("SELECT post_id, text FROM post JOIN text USING (text_no) ORDER BY post_id")
    assert said == [("17", "hey"), ("90", "other"), ("91", "more")]


@pytest.mark.parametrize("since", ["2026-03-01T11:02", "2026-03-01T11:02:00+01:00"])
def test_since_counts_in_the_zone_it_is_said_in(since: str) -> None:
    write("a.csv", rows(1, 2, 3))
    brand = {"name": "thunder", "timezone": "Europe/Oslo"}
    (ledger,) = ingest("a.csv", of=config(brand=brand), since=since)
    assert (ledger.refused, ledger.new) == (None, 2)


def test_a_since_that_is_no_date_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="--since soon"):
        IngestSettings.of(config(), since="soon")


def test_a_date_without_a_zone_is_the_brands() -> None:
    brand = {"name": "b", "timezone": "Asia/Tokyo"}
    how = IngestSettings.of(config(brand=brand), since="2026-03-01")
    assert how.since is not None
    assert how.since.astimezone(UTC) == datetime(2026, 2, 28, 15, tzinfo=UTC)


def test_a_dry_run_says_the_same_and_stores_nothing() -> None:
    write("a.csv", rows(1, 2))
    (dry,) = ingest("a.csv", dry_run=True)
    assert ask("SELECT count(*) FROM load") == [(0,)]
    (real,) = ingest("a.csv")
    assert dry == real


def test_a_source_that_trips_is_our_fault_and_costs_only_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def trips(*_: object) -> Iterator[Post]:
        yield Post(1, "x", "1", datetime(2026, 3, 1, tzinfo=UTC), "words")
        raise KeyError("user")

    write("a.csv", rows(1))
    write("b.csv", rows(2))
    is_first = iter((True, False))

    def first_trips(*asked: Any) -> Source:
        source = source_for(*asked)
        return replace(source, read=trips, read_columns=trips) if next(is_first) else source

    monkeypatch.setattr("postmortem.jobs.ingest.loading.source_for", first_trips)
    broken, whole = ingest("a.csv", "b.csv")
    assert broken.refused is not None
    assert "our fault" in broken.refused
    assert "KeyError" in broken.refused
    assert whole.new == 1
    assert ask("SELECT count(*) FROM post") == [(1,)]


def test_no_error_of_a_source_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def trips(*_: object) -> Iterator[Post]:
        raise SystemError("error return without exception set")
        yield

    write("a.csv", rows(1))
    write("b.csv", rows(2))
    tripping = {"a.csv": trips}

    def of(export: Any, *asked: Any) -> Source:
        source = source_for(export, *asked)
        trip = tripping.get(export.name)
        return replace(source, read=trip, read_columns=None) if trip else source

    monkeypatch.setattr("postmortem.jobs.ingest.loading.source_for", of)
    broken, whole = ingest("a.csv", "b.csv")
    assert "our fault" in str(broken.refused)
    assert "SystemError" in str(broken.refused)
    assert whole.new == 1


def test_a_number_of_thousands_of_digits_does_not_end_the_run() -> None:
    good = '{"id": 1, "created_at": "2026-03-01T10:00:00Z", "text": "words", "likes": 1}'
    giant = good.replace('"likes": 1', f'"likes": {"9" * 5_000}').replace('"id": 1', '"id": 2')
    write("in/a.jsonl", f"{giant}\n{good}\n")
    write("in/b.jsonl", f"{good}\n")
    broken, whole = ingest("in")
    assert broken.source == "table", "what is broken later on does not hide what kind it is"
    assert "digits" in str(broken.refused)
    assert "our fault" not in str(broken.refused)
    assert whole.new == 1


def test_links_that_lead_nowhere_and_pipes_do_not_stop_the_others() -> None:
    write("in/e.csv", rows(1))
    Path("in/a-dangling.csv").symlink_to("nowhere.csv")
    os.mkfifo("in/b-pipe.csv")
    Path("in/c-ring.csv").symlink_to("d-ring.csv")
    Path("in/d-ring.csv").symlink_to("c-ring.csv")
    ledgers = ingest("in")
    told = {Path(each.path).name: each.refused for each in ledgers}
    assert "leads nowhere" in str(told["a-dangling.csv"])
    assert "pipe" in str(told["b-pipe.csv"])
    assert "leads nowhere" in str(told["c-ring.csv"])
    assert told["e.csv"] is None
    assert exit_code(ledgers) == 4
    assert ingest("in/c-ring.csv")[0].refused == told["c-ring.csv"]


@pytest.mark.parametrize("ring", ["in/0-up", "in/deep/0-up"])
def test_a_folder_that_links_lead_back_to_is_read_once(ring: str) -> None:
    write("in/deep/a.csv", rows(1))
    write("in/deep/b.txt", "nothing that anyone reads")
    Path(ring).symlink_to(Path("in").absolute())
    Path(f"{ring}-again").symlink_to(Path("in").absolute())
    assert [each.path for each in ingest("in")] == ["in/deep/a.csv", "in/deep/b.txt"]


def test_too_little_disk_is_try_again_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("a.csv", rows(1))
    usage = shutil.disk_usage(".")._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(TryAgain, match="Make room"):
        ingest("a.csv")


def test_progress_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postmortem.jobs.ingest.loading.CHUNK", 2)
    monkeypatch.setattr("postmortem.sources.delimited.blocks._BLOCK", 120)
    write("a.csv", rows(*range(60)))
    told: list[tuple[str, int]] = []
    ingest("a.csv", on_progress=lambda name, count: told.append((name, count)))
    assert len(told) > 1
    assert told == sorted(told)
    assert all(name == "a.csv" and count >= 2 for name, count in told)
    assert told[-1][1] > 50


def test_the_json_has_every_promised_key() -> None:
    write("in/a.csv", rows(1, 2) + "3,not a time,name,words,1\n")
    write("in/b.txt", "nothing")
    found = json.loads(json.dumps(ledger_json(ingest("in"))))
    assert found["schema"] == "postmortem/ingest/1"
    first, second = found["files"]
    promised = "path sha256 source set rows new updated unchanged rejected refused rejects from to"
    assert set(promised.split()) | {"warnings"} <= set(first) == set(second)
    assert first["rejects"][0]["count"] == 1
    assert set(first["rejects"][0]) == {"line", "reason", "count"}
    assert (first["from"], first["to"]) == ("2026-03-01T10:01:00Z", "2026-03-01T10:02:00Z")
    assert (first["refused"], second["rows"]) == (None, 0)
    assert second["refused"]
    assert found["totals"] == {
        "files": 2,
        "rows": 3,
        "new": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": 1,
        "refused": 1,
    }


def test_words_are_kept_as_the_config_says() -> None:
    write("a.csv", f"{HEADER}\n1,2026-03-01T10:00:00Z,ann,@ThunderAir @bob hi,1\n")
    ingest("a.csv")
    assert ask("SELECT text FROM text") == [("@ThunderAir @user hi",)]
    with pytest.raises(UsageError, match="store_text"):
        ingest("a.csv", of=config(privacy={"store_text": "full"}))


def test_hashes_only_are_scored_on_the_way_in() -> None:
    write("a.csv", f"{HEADER}\n1,2026-03-01T10:00:00Z,ann,What a lovely and great day it is,1\n")
    ingest("a.csv", of=config(privacy={"store_text": "hash"}))
    assert ask("SELECT text FROM text") == [(None,)]
    ((compound,),) = ask("SELECT compound FROM score")
    assert compound > 0.5


def test_a_line_for_a_person_says_what_became_of_a_file() -> None:
    write("in/a.csv", rows(1, 2))
    write("in/b.txt", "nothing")
    first, second = ingest("in")
    assert first.summary == "in/a.csv: table, 2 new"
    assert second.summary.startswith("in/b.txt: refused. ")
    assert ingest("in/a.csv")[0].summary == "in/a.csv: table, 2 unchanged (loaded before)"


ONE_POST = "id,created_at,text,username\n7,{},hello there,ann\n"


@pytest.mark.parametrize("turn", [1, -1])
def test_two_exports_that_tell_a_posts_time_differently_are_told_of(turn: int) -> None:
    write("exact.csv", ONE_POST.format("2026-03-01T10:20:30Z"))
    write("local.csv", ONE_POST.format("2026-03-01 10:20:30"))

    first, second = ingest(*["exact.csv", "local.csv"][::turn], tz="Europe/Oslo")

    notes = {note.code: note.text for each in (first, second) for note in each.warnings}
    assert "read as Europe/Oslo: 1" in notes["zone-assumed"]
    assert "by up to 60 minutes; the earlier stands: 1." in notes["times-differ"]
    assert "times-differ" not in {note.code for note in first.warnings}
    assert ask("SELECT posted_at FROM post") == [(datetime(2026, 3, 1, 9, 20, 30),)]  # noqa: DTZ001


def lines_of(*ids: str, author: str = "ann") -> str:
    said = [f"{i},2026-03-01T10:0{n}:09Z,words of {n},{author}" for n, i in enumerate(ids)]
    return "\n".join(["id,created_at,text,username", *said, ""])


@pytest.mark.parametrize("turn", [1, -1])
def test_posts_that_only_one_export_has_the_ids_of_count_once(turn: int) -> None:
    write("good.csv", lines_of("1623433007804608516", "1623433007804608517", "1623433007804608518"))
    write("spoilt.csv", lines_of("1.62343E+18", "1.62343E+18"))

    first, second = ingest(*["good.csv", "spoilt.csv"][::turn])

    assert "twins-joined" not in {note.code for note in first.warnings}
    (twins,) = [note.text for note in second.warnings if note.code == "twins-joined"]
    assert "destroyed: 2." in twins
    assert ask("SELECT count(*), bool_or(id_made) FROM post") == [(3, False)]
    (spoilt,) = [n.text for each in (first, second) for n in each.warnings if "destr" in n.code]
    assert "take the place of these" in spoilt


def test_noughts_at_the_end_of_ids_in_json_are_no_spreadsheets() -> None:
    ids = [10**18 + 10**6 * n for n in range(1, 9)]
    said = (
        '{{"id": "{0}", "created_at": "2026-03-01T10:0{1}:09Z", "text": "word {1}", "user": "a"}}'
    )
    write("round.jsonl", "\n".join(said.format(each, n) for n, each in enumerate(ids)))
    (ledger,) = ingest("round.jsonl")
    assert "ids-destroyed" not in {note.code for note in ledger.warnings}
    assert ask("SELECT post_id FROM post ORDER BY ALL") == [(str(each),) for each in ids]


def test_posts_of_other_authors_or_minutes_are_no_twins() -> None:
    write("spoilt.csv", lines_of("1.62343E+18", "1.62343E+18"))
    write("bob.csv", lines_of("1623433007804608516", author="bob"))
    write("late.csv", lines_of("1623433007804608517").replace("10:00", "10:05"))
    _, *others = ingest("spoilt.csv", "bob.csv", "late.csv")
    codes = {note.code for each in others for note in each.warnings}
    assert codes.isdisjoint({"made-twins", "twins-joined"})


def test_exports_that_agree_on_a_time_are_not_warned_of() -> None:
    write("second.csv", ONE_POST.format("2026-03-01T10:20:30Z"))
    write("minute.csv", ONE_POST.format("2026-03-01T10:20:00Z"))
    write("day.csv", ONE_POST.format("2026-03-01"))
    codes = {
        note.code
        for each in ingest("second.csv", "minute.csv", "day.csv")
        for note in each.warnings
    }
    assert "times-differ" not in codes
