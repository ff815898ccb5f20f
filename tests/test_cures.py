"""A refusal says how to read the file all the same, and `inspect` ends as `ingest` would."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from postmortem.cli import app
from postmortem.errors import UsageError
from postmortem.jobs.folder.place import replacement

ROWS = [
    {"ref": "r7", "when it was": "2026-03-01T10:00:00Z", "what they said": "the lid leaks again"},
    {
        "ref": "r9",
        "when it was": "2026-03-01T11:30:00Z",
        "what they said": "so does mine here",
    },
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> tuple[int, dict[str, Any]]:
    ending = CliRunner().invoke(app, [*words, "--json"])
    return ending.exit_code, json.loads(ending.stdout)


def as_table(rows: list[dict[str, str]]) -> str:
    return "\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows), ""])


@pytest.mark.parametrize("name", ["odd.csv", "odd.json", "odd.jsonl"])
def test_a_refused_table_is_read_with_the_map_that_inspect_writes(name: str) -> None:
    lines = "\n".join(map(json.dumps, ROWS))
    content = {"odd.csv": as_table(ROWS), "odd.json": json.dumps(ROWS), "odd.jsonl": lines}[name]
    Path(name).write_text(content)
    code, ledger = run("ingest", name)
    refusal = ledger["files"][0]["refused"]
    assert code == 4
    assert "what they said" in refusal
    assert '[columns]\ntext = "what they said"\ntime = "when it was"' in refusal
    assert run("inspect", name, "--write-columns", "map.toml")[0] == 4
    assert Path("map.toml").read_text() in refusal
    code, ledger = run("ingest", name, "--columns", "map.toml")
    assert (code, ledger["totals"]["new"]) == (0, 2)


def test_what_is_no_table_gets_no_map() -> None:
    Path("letter.txt").write_text("Dear all\nwe are sorry\n")
    _, ledger = run("ingest", "letter.txt")
    assert "[columns]" not in ledger["files"][0]["refused"]
    assert CliRunner().invoke(app, ["inspect", "letter.txt", "--write-columns", "m"]).exit_code == 2
    assert not Path("m").exists()


def test_the_account_of_an_archive_is_not_proposed_as_posts() -> None:
    account = [{"account": {"username": "kaffe", "name": "Nordlys Kaffe", "createdAt": "2019"}}]
    Path("account.js").write_text(f"window.YTD.account.part0 = {json.dumps(account)}")
    _, ledger = run("ingest", "account.js")
    assert "[columns]" not in ledger["files"][0]["refused"]


def test_a_map_never_takes_the_place_of_a_file() -> None:
    Path("odd.csv").write_text(as_table(ROWS))
    Path("kept.toml").write_text("# mine")
    ending = CliRunner().invoke(app, ["inspect", "odd.csv", "--write-columns", "kept.toml"])
    assert ending.exit_code == 2
    assert Path("kept.toml").read_text() == "# mine"


def test_inspect_ends_as_ingest_does_where_every_row_is_rejected() -> None:
    Path("a.csv").write_text("id,created_at,text\nq1,9 o'clock,cold\nq2,at noon 5,hot\n")
    assert run("inspect", "a.csv")[0] == run("ingest", "a.csv")[0] == 4


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl"])
def test_a_slip_in_a_column_map_is_refused_whatever_the_file_is(name: str) -> None:
    rows = [{"id": "q17", "created_at": "2026-03-01T10:00:00Z", "Remarks": "cold", "who": "ann"}]
    content = {
        "a.csv": as_table(rows), "a.json": json.dumps(rows), "a.jsonl": json.dumps(rows[0]),
    }  # fmt: skip
    Path(name).write_text(content[name])
    Path("map.toml").write_text('[columns]\ntext = "Remaks"\n')
    code, ledger = run("ingest", name, "--columns", "map.toml")
    assert code == 4
    assert "did you mean Remarks" in ledger["files"][0]["refused"]


def test_one_map_serves_files_that_have_only_some_of_its_columns() -> None:
    Path("postmortem.toml").write_text(
        '[brand]\ntimezone = "UTC"\n[columns]\ntime = "madeOn"\nauthor = "nick"\ntext = "Remark"\n'
    )
    Path("a.csv").write_text("key,madeOn,nick,Remark\nq1,2026-03-01 10:00,ann,cold\n")
    Path("b.csv").write_text("created_at,username,text\n2026-03-01 10:00,bob,hot\n")
    code, ledger = run("ingest", "a.csv", "b.csv")
    assert (code, ledger["totals"]["new"]) == (0, 2)


def test_a_map_may_stand_at_an_inbox() -> None:
    Path("postmortem.toml").write_text(
        '[brand]\ntimezone = "UTC"\n[[data]]\nset = "x"\ninbox = ["one/*"]\n'
        '[data.columns]\ntext = "Remark"\ntime = "madeOn"\n'
        '[[data]]\nset = "y"\ninbox = ["two/*"]\n'
    )
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "a.csv").write_text(f"key,madeOn,Remark\nq1,2026-03-01 10:00,{folder}\n")
    code, ledger = run("ingest")
    assert code == 4
    assert [each["new"] for each in ledger["files"]] == [1, 0]


def test_an_archive_without_a_part_that_it_lists_says_how_much_is_missing() -> None:
    post = {"id_str": "2028155942000000001", "full_text": "sorry",
            "created_at": "Sun Mar 01 10:00:00 +0000 2026"}  # fmt: skip
    files = [{"fileName": "data/tweets.js", "count": "1"},
             {"fileName": "data/tweets-part1.js", "count": "41"}]  # fmt: skip
    with zipfile.ZipFile("a.zip", "w") as archive:
        for name, start, content in (
            ("tweets", "window.YTD.tweets.part0 = ", [{"tweet": post}]),
            ("account", "window.YTD.account.part0 = ", [{"account": {"username": "kaffe"}}]),
            ("manifest", "window.__THAR_CONFIG = ", {"dataTypes": {"tweets": {"files": files}}}),
        ):
            archive.writestr(f"data/{name}.js", start + json.dumps(content))
    _, ledger = run("ingest", "a.zip")
    (told,) = [w for w in ledger["files"][0]["warnings"] if w["code"] == "parts-missing"]
    assert "41" in told["text"]
    assert "tweets-part1.js" in told["text"]


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "report.md~", ".nfs0001"])
def test_a_report_that_somebody_looked_into_is_replaced_and_the_litter_left(name: str) -> None:
    target = Path("report")
    for number in (1, 2):
        with replacement(target) as fresh:
            (fresh / "summary.json").write_text('{"schema": "postmortem/report/1"}')
            (fresh / "report.md").write_text(f"night {number}")
        (target / name).write_text("litter")
    assert (target / "report.md").read_text() == "night 2"
    (target / "mine.docx").write_text("a person's own work")
    with pytest.raises(UsageError, match="left alone"), replacement(target):
        pass
