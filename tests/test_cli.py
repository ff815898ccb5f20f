"""The command line keeps its word: exit codes, stdout for data, stderr for talk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from postmortem import __version__
from postmortem.cli import app
from postmortem.cli._app import hoist
from postmortem.cli._session import printable

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
    out, _ = run("doctor", "--json")
    checks = {check["check"]: check for check in json.loads(out)["checks"]}
    assert checks["config"]["ok"]
    assert checks["incident first"]["ok"]
    assert checks["zone"]["ok"]


def test_init_overwrites_nothing() -> None:
    Path("postmortem.toml").write_text("# mine\n", "utf-8")
    _, err = run("init", code=2)
    assert "already there" in err
    assert Path("postmortem.toml").read_text("utf-8") == "# mine\n"
    assert not Path("incidents").exists()


def test_init_refuses_a_zone_that_does_not_exist_and_leaves_nothing() -> None:
    run("init", "--tz", "Oslo", code=2)
    assert not Path("postmortem.toml").exists()


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
    assert printable("\x1b]0;owned\x07 \u202e") == "\\x1b]0;owned\\x07 \\u202e"
