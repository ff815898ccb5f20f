"""The command line keeps its word: exit codes, stdout for data, stderr for talk."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from postmortem import __version__
from postmortem.__main__ import main
from postmortem.cli import app
from postmortem.cli.group import hoist
from postmortem.cli.terminal.engines import engines_text
from postmortem.cli.terminal.ledger import ledger_text
from postmortem.store import Ledger, RejectedFor, Store

COMMANDS = (
    "demo",
    "init",
    "doctor",
    "sources",
    "inspect",
    "ingest",
    "status",
    "score",
    "measure",
    "report",
    "chart",
    "compare",
    "engines",
    "query",
)


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POSTMORTEM_STORE", raising=False)


def run(*words: str, code: int = 0) -> tuple[str, str]:
    """Run one command line; return stdout and stderr."""
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result.stdout, result.stderr


def test_help_names_every_command_and_exit_code() -> None:
    out, _ = run("--help")
    for command in COMMANDS:
        assert f"  {command} " in out
    assert "75 try again" in " ".join(out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    out, _ = run(command, "--help")
    assert "Usage: " in out


def test_version_is_data() -> None:
    assert run("--version")[0] == f"postmortem {__version__}\n"


@pytest.mark.parametrize("words", [("nonsense",), ("report",), ("ingest", "--nonsense")])
def test_a_question_that_cannot_be_asked_is_2(words: tuple[str, ...]) -> None:
    run(*words, code=2)


def test_global_options_may_stand_after_the_command() -> None:
    assert hoist(["query", "--store=a", "x", "-q", "--", "-q"]) == [
        "--store=a",
        "-q",
        "query",
        "x",
        "--",
        "-q",
    ]
    _, err = run("status", "--store", "nowhere.duckdb", code=2)
    assert "nowhere.duckdb" in err
    assert "ingest" in err


def test_an_error_is_one_message_on_stderr_without_traceback() -> None:
    Path("postmortem.toml").write_text("[brand\n", "utf-8")
    out, err = run("status", code=2)
    assert out == ""
    assert err.startswith("postmortem: ")
    assert "postmortem.toml:1: not valid TOML" in err
    assert "Traceback" not in err


def test_init_writes_a_project_that_its_own_config_reader_accepts() -> None:
    run("init", "--brand", 'Nord "N" Kaffe', "--account", "x:nord", "--tz", "Europe/Oslo")
    assert Path("incidents/first.toml").is_file()
    out, _ = run("doctor", "--json", code=5)  # there is no store yet
    checks = {check["check"]: check for check in json.loads(out)["checks"]}
    assert checks["config"]["ok"]
    assert checks["incident first"]["ok"]
    assert checks["zone"]["ok"]


def test_after_init_files_by_path_and_files_in_the_inbox_are_one_set() -> None:
    run("init", "--brand", "Thunder Air", "--tz", "Europe/Oslo")
    header = "id,created_at,text,username,lang\n"
    Path("inbox").mkdir()
    Path("inbox/a.csv").write_text(header + "1,2026-01-10T10:00:00Z,nice,ann,en\n", "utf-8")
    Path("b.csv").write_text(header + "2,2026-01-11T10:00:00Z,fine,bob,en\n", "utf-8")
    run("ingest", "-q")
    run("ingest", "-q", "b.csv")
    out, _ = run("status", "--json")
    assert [(each["name"], each["posts"]) for each in json.loads(out)["sets"]] == [
        ("Thunder Air", 2)
    ]
    run("measure", "first", code=3)


def test_init_overwrites_nothing() -> None:
    Path("postmortem.toml").write_text("# mine\n", "utf-8")
    _, err = run("init", code=2)
    assert "already there" in err
    assert Path("postmortem.toml").read_text("utf-8") == "# mine\n"
    assert not Path("incidents").exists()


def test_init_refuses_a_zone_that_does_not_exist_and_leaves_nothing() -> None:
    run("init", "--tz", "Oslo", code=2)
    _, err = run("init", "--tz", "Oslo", "new", code=2)
    assert "nothing was written" in err
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("command", ["init", "demo"])
def test_a_folder_that_may_not_be_written_is_named_as_such(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    Path("locked").mkdir()
    words = ("init", "locked/new") if command == "init" else ("demo", "-o", "locked/new")
    monkeypatch.setattr(Path, "mkdir", forbidden)
    _, err = run(*words, code=2)
    assert "no permission to write locked: choose another folder or change its" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("words", [("sources",), ("--help",)])
def test_a_full_disk_under_stdout_is_a_reason_to_try_again(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "postmortem", *words],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 75
    assert ended.stderr == (
        "postmortem: stdout cannot be written: the disk or device is full. "
        "Make room and try again.\n"
    )


def test_ctrl_c_while_the_tool_is_still_loading_is_no_crash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("postmortem.cli.main", interrupted)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == "postmortem: interrupted; nothing half-done was kept.\n"


def test_ctrl_c_while_the_line_is_parsed_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(args: list[str]) -> list[str]:
        raise KeyboardInterrupt

    monkeypatch.setattr("postmortem.cli.group.hoist", interrupted)
    assert "interrupted" in run("sources", code=130)[1]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("kind", "said"),
    [(RuntimeError, "Query interrupted"), (duckdb.Error, "Current transaction is aborted")],
)
def test_a_signal_that_a_library_makes_another_error_of_ends_the_run_as_the_signal_does(
    monkeypatch: pytest.MonkeyPatch, number: signal.Signals, kind: type[Exception], said: str
) -> None:
    def answer(*_: object, **__: object) -> None:
        try:
            os.kill(os.getpid(), number)
            time.sleep(10)
        except BaseException:
            raise kind(said) from None

    monkeypatch.setattr("postmortem.store.database.read_ledger", answer)
    Path("a.csv").write_text("id,created_at,text\n1,2026-01-10T10:00:00Z,nice\n", "utf-8")
    if number == signal.SIGINT:  # which whoever runs the tests in the background may have ignored
        signal.signal(number, signal.default_int_handler)
    out, err = run("ingest", "a.csv", "--json", code=128 + number)
    assert (out, "fault" in err) == ("", False)
    assert signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}


def test_inspect_refuses_the_times_that_ingest_refuses() -> None:
    times = ["2026-01-10T10:00:00Z", "2999-01-01T10:00:00Z", "1999-01-01T10:00:00Z"]
    rows = [f"{at},{time},nice" for at, time in enumerate(times)]
    Path("a.csv").write_text("\n".join(["id,created_at,text", *rows, ""]), "utf-8")
    (view,) = json.loads(run("inspect", "a.csv", "--json", code=4)[0])["files"]
    (ledger,) = json.loads(run("ingest", "a.csv", "--json", code=4)[0])["files"]
    assert (view["posts"], view["rejected"], view["rows"]) == (1, 2, 3)
    assert (ledger["new"], ledger["rejected"], ledger["rows"]) == (1, 2, 3)
    assert view["to"] == ledger["to"]
    assert {each["reason"] for each in view["rejects"]} == {
        each["reason"] for each in ledger["rejects"]
    }


def test_debug_shows_where_and_keeps_the_exit_code() -> None:
    _, err = run("--debug", "measure", "nosuch", code=2)
    assert "Traceback" in err
    assert err.splitlines()[-1].startswith("postmortem: nosuch: no such incident file")


def test_the_doctor_looks_for_the_key_and_for_permission_to_write(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.csv").write_text("id,created_at,author,text\n1,2026-03-01T10:00:00Z,n,words\n", "utf-8")
    run("ingest", "a.csv")

    def looked_at() -> dict[str, str]:
        checks = json.loads(run("doctor", "--json", code=5)[0])["checks"]
        return {check["check"]: check["found"] for check in checks if not check["ok"]}

    assert not looked_at().keys() & {"key", "permissions"}
    Path("postmortem.duckdb.key").unlink()
    assert "postmortem.duckdb.key is missing" in looked_at()["key"]
    monkeypatch.setattr("postmortem.jobs.doctor.os.access", lambda *_: False)
    assert looked_at()["permissions"].startswith("no permission to write ")


def test_the_doctor_says_that_nothing_reads_the_countries() -> None:
    Path("postmortem.toml").write_text('[brand]\ncountries = ["no", "GB"]\n', "utf-8")
    checks = json.loads(run("doctor", "--json", code=5)[0])["checks"]
    (countries,) = [check for check in checks if check["check"] == "countries"]
    assert countries["ok"]
    assert countries["found"] == "NO, GB: kept for a calendar of holidays; nothing reads it yet"


def test_sources_lists_and_shows_a_page() -> None:
    listed = json.loads(run("sources", "--json")[0])
    assert listed["schema"] == "postmortem/sources/1"
    names = [source["name"] for source in listed["sources"]]
    assert {"table", "x-archive", "mastodon-outbox"} <= set(names)
    assert all(source["get_it"] and source["holds"] for source in listed["sources"])
    assert "Get it" in run("sources", "x-archive")[0]
    _, err = run("sources", "myspace", code=2)
    assert "There are: " in err


def test_what_a_terminal_would_obey_is_shown_instead() -> None:
    _, err = run("sources", "\x1b]0;owned\x07 \u202e", code=2)
    assert "\\x1b]0;owned\\x07 \\u202e" in err
    assert "\x1b" not in err


def test_a_folder_without_a_file_to_read_is_said_and_is_no_failure() -> None:
    Path("empty").mkdir()
    out, err = run("ingest", "empty", "--json")
    assert err == "empty: no file to read there.\n"
    assert json.loads(out)["totals"]["files"] == 0
    Path("full").mkdir()
    Path("full/a.csv").write_text("id,created_at,text\n1,2026-03-01T10:00:00Z,words\n", "utf-8")
    _, err = run("ingest", "empty", "./full/", "-q")
    assert err == "empty: no file to read there.\n"


def test_reasons_that_are_not_shown_are_counted_and_can_be_asked_for() -> None:
    rejects = tuple(RejectedFor(line, f"reason {line}", line) for line in range(1, 51))
    lines = ledger_text(
        Ledger(path="a.csv", rejects=rejects, rejected=1275, rows=1275)
    ).splitlines()
    assert lines[1] == "  a.csv:1: reason 1 (1 row)"
    assert lines[2] == "  a.csv:2: reason 2 (2 rows)"
    assert lines[4:] == ["  and 47 more (postmortem query store_rejects)"]
    rehearsed = ledger_text(Ledger(path="a.csv", rejects=rejects), in_store=False).splitlines()
    assert rehearsed[4:] == ["  and 47 more"]


def test_a_parameter_that_is_missing_is_shown_as_it_is_given() -> None:
    _, err = run("query", "phase_summary", code=2)
    assert "began_at is missing (the incident). Give it like this: -p began_at=2026-03-01" in err


def test_office_files_are_refused_before_anything_is_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("postmortem.render.formats.office.find_spec", lambda name: None)
    for flag, name in (("--docx", "Word"), ("--pptx", "PowerPoint")):
        _, err = run("report", "nowhere", "-o", "out", flag, code=2)
        assert f"{name} files need the extra `office`. Install it: pip install '.[office]'" in err


def test_two_engines_are_told_with_names_for_rows_and_columns() -> None:
    found: dict[str, Any] = {
        "schema": "postmortem/engines/1",
        "first": "vader@1",
        "second": "lexicon@2",
        "both": 10,
        "agreement": 0.123456789,
        "kappa": None,
        "table": ((1, 2, 3), (4, 5, 6), (7, 8, 9)),
        "texts": [{"text": "a lovely mess", "first": 0.5859, "second": -0.3612345}],
    }
    assert engines_text(found).split("\n\n") == [
        "first   vader@1\nsecond  lexicon@2",
        "distinct texts  number\n"
        "both                10\nagreement       0.1235\nkappa                -",
        "texts by class  second negative  second neutral  second positive\n"
        "first negative                1               2                3\n"
        "first neutral                 4               5                6\n"
        "first positive                7               8                9",
        "text            first   second\na lovely mess  0.5859  -0.3612",
    ]


def test_a_parameter_that_a_query_lacks_is_told_from_one_written_wrongly() -> None:
    _, err = run("query", "daily_engagement", "-p", "set=nordlys", code=2)
    assert "has no such parameter" in err
    assert "write name=value" not in err
    _, err = run("query", "daily_engagement", "-p", "since", code=2)
    assert "write name=value" in err


@pytest.mark.parametrize("pattern", ["nope/**", "nope/*.csv", "**/nope.csv"])
def test_a_glob_that_nothing_matches_is_2(pattern: str) -> None:
    _, err = run("ingest", pattern, code=2)
    assert err == f"postmortem: {pattern}: nothing matches.\n"


def test_the_doctor_calls_a_store_in_use_well() -> None:
    with Store.open(Path("postmortem.duckdb"), write=True):
        out, _ = run("doctor", "--json", "--lock-timeout", "0", code=5)
    (found,) = [each for each in json.loads(out)["checks"] if each["check"] == "store"]
    assert not found["ok"]
    assert "backup" not in found["cure"]
    assert "ask again" in found["cure"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["measure", "nosuch"], "nosuch: no such incident file"),
        (["ingest", "--nosuch"], "No such option"),
        (["ingest", "nosuch.csv"], "nosuch.csv: no such file"),
    ],
)
def test_errors_are_json_where_talk_is(words: list[str], said: str) -> None:
    _, err = run(*words, "--log-format", "json", code=2)
    told = json.loads(err)
    assert (told["level"], told["code"]) == ("error", 2)
    assert told["message"].startswith(said)


def test_every_line_of_json_talk_has_its_level() -> None:
    Path("empty").mkdir()
    Path("a.csv").write_text("id,created_at,text\n1,2026-01-10T10:00:00Z,nice\n", "utf-8")
    _, err = run("ingest", "a.csv", "empty", "--log-format", "json")
    lines = [json.loads(line) for line in err.splitlines()]
    assert {line["level"] for line in lines} == {"info", "warning"}
    assert all(line["message"] for line in lines)
