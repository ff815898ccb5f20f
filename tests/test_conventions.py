"""What a terminal user expects of any command: variables, colours, completion, JSON, help."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperOption
from typer.main import get_command
from typer.testing import CliRunner

from postmortem import __version__
from postmortem.cli import app
from postmortem.cli.commands import COMMANDS
from postmortem.cli.environment import give_variables
from postmortem.cli.terminal.session import Session

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
GROUP: Any = get_command(app)
ANSWER_AND_LEAVE = {"--version", "--install-completion", "--show-completion"}
WITHOUT_JSON: dict[str, str] = {}
"""Commands that print no result, each with the reason."""
CSV = "id,created_at,text\n1,2026-01-10T10:00:00Z,nice\n2,2026-01-11T10:00:00Z,awful\n"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("POSTMORTEM_")]:
        monkeypatch.delenv(name)


def run(*words: str, code: int = 0, **environment: str) -> tuple[str, str]:
    """Run one command line; return stdout and stderr."""
    result = CliRunner().invoke(app, list(words), env=environment)
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result.stdout, result.stderr


def options() -> list[tuple[str, Any]]:
    """Return every option there is, with the name of its command, "" for the global ones."""
    commands = {"": GROUP, **GROUP.commands}
    return [
        (name, option)
        for name, command in commands.items()
        for option in command.params
        if isinstance(option, TyperOption) and not ANSWER_AND_LEAVE & {*option.opts}
    ]


@pytest.mark.parametrize(
    ("command", "option"), options(), ids=lambda part: getattr(part, "name", part)
)
def test_every_option_has_a_variable_named_for_it_and_says_so(command: str, option: Any) -> None:
    flag = max(option.opts, key=len)
    name = "_".join(filter(None, ("POSTMORTEM", command, flag.lstrip("-")))).replace("-", "_")
    assert option.envvar == name.upper()
    text, _ = run(*filter(None, (command,)), "--help", COLUMNS="200")
    assert f"env var: {name.upper()}" in " ".join(text.split())


def test_no_two_options_share_a_variable() -> None:
    names = [option.envvar for _, option in options()]
    assert len(names) == len({*names})


def test_a_new_option_has_its_variable_by_being_an_option() -> None:
    other = typer.Typer()

    @other.command()
    def measure(deep_look: bool = typer.Option(False, "--deep-look")) -> None:
        """Look."""

    command = get_command(other)
    give_variables([], {"measure": command})
    assert [option.envvar for option in command.params if isinstance(option, TyperOption)][:1] == [
        "POSTMORTEM_MEASURE_DEEP_LOOK"
    ]


def test_the_line_goes_before_the_variable_and_the_variable_before_the_file() -> None:
    Path("postmortem.toml").write_text('store = "file.duckdb"\n[brand]\nname = "N"\n', "utf-8")

    def store_of(*words: str, **environment: str) -> str:
        checks = json.loads(run(*words, "doctor", "--json", code=5, **environment)[0])["checks"]
        (store,) = [check["found"] for check in checks if check["check"] == "store"]
        return Path(store.partition(":")[0]).name

    assert store_of() == "file.duckdb"
    assert store_of(POSTMORTEM_STORE="variable.duckdb") == "variable.duckdb"
    assert store_of("--store", "line.duckdb", POSTMORTEM_STORE="variable.duckdb") == "line.duckdb"
    assert store_of(POSTMORTEM_STORE="") == "file.duckdb"


def test_a_variable_of_a_command_does_what_its_option_does() -> None:
    Path("a.csv").write_text(CSV, "utf-8")
    run("ingest", "a.csv", POSTMORTEM_INGEST_AS="rival")
    status = json.loads(run("status", POSTMORTEM_STATUS_JSON="1")[0])
    assert [each["name"] for each in status["sets"]] == ["rival"]


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        (["report", "x", "-o", "y"], "POSTMORTEM_REPORT_THEME", "pink"),
        (["report", "x", "-o", "y"], "POSTMORTEM_REPORT_QUOTES", "many"),
        (["ingest", "x"], "POSTMORTEM_INGEST_DRY_RUN", "perhaps"),
        (["status"], "POSTMORTEM_LOCK_TIMEOUT", "-3"),
    ],
)
def test_a_bad_value_names_the_variable_it_came_from(
    words: list[str], name: str, value: str
) -> None:
    assert name in run(*words, code=2, **{name: value})[1]


def test_no_color_is_obeyed_by_variable_and_by_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    colors: list[bool] = []
    monkeypatch.setattr(Session, "project", lambda self: colors.append(self.color) or 1 / 0)
    for words, environment in (
        ([], {}),
        ([], {"NO_COLOR": "1"}),
        ([], {"NO_COLOR": "0"}),
        ([], {"NO_COLOR": ""}),
        (["--no-color"], {}),
    ):
        run(*words, "status", code=1, **environment)
    assert colors == [True, False, False, True, False]


def test_the_version_may_be_asked_for_in_one_letter() -> None:
    assert run("-V")[0] == run("--version")[0] == f"postmortem {__version__}\n"


def test_a_variable_never_makes_a_run_answer_and_leave() -> None:
    assert "no such query" in run("query", "nosuch", code=2, POSTMORTEM_VERSION="1")[1]


@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("postmortem mea", ["measure"]),
        ("postmortem measure g", ["gate-change"]),
        ("postmortem query daily_s", ["daily_sentiment"]),
        ("postmortem sources mastodon-o", ["mastodon-outbox"]),
        ("postmortem report --the", ["--theme"]),
    ],
)
def test_a_shell_is_offered_what_there_is(line: str, offers: list[str]) -> None:
    Path("incidents").mkdir()
    Path("incidents/gate-change.toml").write_text("", "utf-8")
    settings = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    done = CliRunner().invoke(
        app, [], prog_name="postmortem", env={"_POSTMORTEM_COMPLETE": "complete_bash", **settings}
    )
    assert done.output.split() == offers


def test_nothing_is_offered_where_the_config_is_broken() -> None:
    Path("postmortem.toml").write_text("[brand\n", "utf-8")
    environment = {
        "_POSTMORTEM_COMPLETE": "complete_bash",
        "COMP_WORDS": "postmortem measure ",
        "COMP_CWORD": "2",
    }
    done = CliRunner().invoke(app, [], prog_name="postmortem", env=environment)
    assert done.output.strip() == ""


@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_every_command_has_help_a_place_in_the_readme_and_json(command: str) -> None:
    assert len(GROUP.commands[command].help) > 10
    assert f"| `{command}" in README
    flags = [flag for option in GROUP.commands[command].params for flag in option.opts]
    assert ("--json" in flags) != (command in WITHOUT_JSON)


@pytest.mark.parametrize(
    ("words", "schema"),
    [
        (("init", "new"), "postmortem/init/1"),
        (("sources",), "postmortem/sources/1"),
        (("inspect", "a.csv"), "postmortem/inspect/1"),
        (("ingest", "a.csv"), "postmortem/ingest/1"),
        (("status",), "postmortem/status/1"),
        (("score",), "postmortem/score/1"),
        (("engines", "vader+emoji"), "postmortem/engines/1"),
        (("query",), "postmortem/query/1"),
        (("query", "daily_engagement"), "postmortem/query/1"),
        (("doctor",), "postmortem/doctor/1"),
        (("measure", "i"), "postmortem/report/1"),
        (("report", "i", "-o", "out"), "postmortem/report-files/1"),
        (("chart", "i", "--chart", "coverage", "-o", "c.svg"), "postmortem/chart/1"),
        (("compare", "i", "j"), "postmortem/compare/1"),
    ],
)
def test_json_is_one_object_on_one_line_with_its_schema(
    words: tuple[str, ...], schema: str
) -> None:
    Path("a.csv").write_text(CSV, "utf-8")
    Path("incidents").mkdir()
    for name in ("i", "j"):
        text = 'title = "T"\nbegan_at = 2026-01-10T12:00:00Z\n'
        Path(f"incidents/{name}.toml").write_text(text, "utf-8")
    run("ingest", "a.csv", "-q")
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code in {0, 3, 5}, done.output
    assert done.stdout.count("\n") == 1
    assert json.loads(done.stdout)["schema"] == schema


def test_a_report_says_in_json_where_its_files_are() -> None:
    Path("a.csv").write_text(CSV, "utf-8")
    Path("incidents").mkdir()
    text = 'title = "T"\nbegan_at = 2026-01-10T12:00:00Z\n'
    Path("incidents/i.toml").write_text(text, "utf-8")
    run("ingest", "a.csv", "-q")
    out, _ = run("report", "i", "-o", "out", "--bundle", "zip", "--json", code=3)
    files = json.loads(out)
    assert Path(files["page"]).is_file()
    assert Path(files["bundle"]).is_file()
    assert (files["incident"], files["status"]) == ("i", "insufficient_data")
    measured = json.loads(run("measure", "i", "--json", code=3)[0])
    assert measured == json.loads(Path("out/summary.json").read_text("utf-8"))
    _, err = run("report", "i", "-o", "out", "--json", "--summary-md", "-", code=2)
    assert "--json and --summary-md - both write to stdout" in err


def test_the_doctor_says_5_until_nothing_needs_a_look() -> None:
    run("init", "--tz", "Europe/Oslo")
    assert "LOOK  store" in run("doctor", code=5)[0]
    Path("a.csv").write_text(CSV, "utf-8")
    run("ingest", "a.csv", "-q")
    out, _ = run("doctor")
    assert "LOOK" not in out
    Path("postmortem.duckdb.key").unlink()
    assert "LOOK  key" in run("doctor", code=5)[0]


def on_a_terminal(*words: str) -> tuple[str, str]:
    """Run a command whose stderr is a terminal; return stdout and what the terminal was sent."""
    mine, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "postmortem", *words],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    )
    os.close(theirs)
    sent = b""
    while True:
        readable, _, _ = select.select([mine], [], [], 60)
        try:
            part = os.read(mine, 65536) if readable else b""
        except OSError:  # how a terminal says that nobody writes to it any more
            part = b""
        if not part:
            break
        sent += part
    os.close(mine)
    out, _ = process.communicate(timeout=60)
    return out.decode(), sent.decode()


def lines_left(sent: str) -> list[str]:
    """Return the lines a person sees at the end: those that no later code has erased."""
    text = re.sub(r"[^\n]*\x1b\[2K", "", sent.replace("\r\n", "\n"))
    return re.sub(r"\x1b\[[?0-9;]*[A-Za-z]|\r", "", text).split("\n")


def test_a_progress_bar_never_writes_into_the_lines_of_the_ledger() -> None:
    rows = [f"{n},2026-01-10T10:00:00Z,words {n}" for n in range(60_000)]
    Path("big.csv").write_text("\n".join(["id,created_at,text", *rows, ""]), "utf-8")
    Path("bad.csv").write_text("nothing,here\n1,2\n", "utf-8")
    out, sent = on_a_terminal("ingest", "big.csv", "bad.csv", "--json")
    _, plain = run("ingest", "big.csv", "bad.csv", "--store", "other.duckdb", code=4)
    assert re.search(r"big.csv: \d\d,000 rows", sent)
    assert {*plain.splitlines()} <= {*lines_left(sent)}
    assert json.loads(out)["totals"]["rows"] >= 60_000


def test_where_stderr_is_no_terminal_nothing_moves() -> None:
    Path("a.csv").write_text(CSV, "utf-8")
    _, err = run("ingest", "a.csv")
    assert "\x1b" not in err
