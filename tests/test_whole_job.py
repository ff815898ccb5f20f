"""The whole job through the command line: a second time, nothing new and the same bytes."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from postmortem.cli import app

BEGAN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CONFIG = """\
[brand]
name = "Nord"
accounts = ["x:nord"]
timezone = "Europe/Oslo"
[[data]]
set = "nord"
inbox = ["inbox/*.csv"]
"""
INCIDENT = """\
title = "The joke"
began_at = 2026-03-01T13:00:00+01:00
posts = ["nord"]
[[event]]
kind = "apology"
at = 2026-03-02T19:00:00+01:00
text = "We are sorry. This was our mistake."
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POSTMORTEM_STORE", raising=False)
    Path("postmortem.toml").write_text(CONFIG, "utf-8")
    for folder in ("incidents", "inbox"):
        Path(folder).mkdir()
    Path("incidents/joke.toml").write_text(INCIDENT, "utf-8")
    Path("incidents/joke.notes.md").write_text("## Lessons\n\n- Read the news first.\n", "utf-8")
    with Path("inbox/posts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["post_id", "created_at", "username", "text", "lang", "platform"])
        for number in range(1500):
            hours = number / 4 - 10 * 24
            words = "an awful, terrible joke" if 0 <= hours < 40 else "a lovely warm coffee"
            rows.writerow(
                [
                    str(2**62 + number),
                    (BEGAN + timedelta(hours=hours)).isoformat(),
                    f"guest{number % 83}",
                    f"{words}, take {number}",
                    "en",
                    "x",
                ]
            )
    return tmp_path


def run(*words: str, code: int = 0) -> tuple[str, str]:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
    return result.stdout, result.stderr


def digest(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_job_twice_changes_nothing(project: Path) -> None:
    first = json.loads(run("ingest", "--json")[0])
    assert first["totals"] == {
        "files": 1,
        "rows": 1500,
        "new": 1500,
        "updated": 0,
        "unchanged": 0,
        "rejected": 0,
        "refused": 0,
    }
    run("report", "joke", "-o", "one")
    second = json.loads(run("ingest", "--json")[0])["totals"]
    assert (second["new"], second["updated"]) == (0, 0)
    run("report", "joke", "-o", "two")
    assert digest(project / "one") == digest(project / "two")
    assert {"report.html", "report.md", "summary.json", "summary.txt"} <= set(
        digest(project / "one")
    )
    assert "Read the news first." in (project / "one" / "report.md").read_text("utf-8")


def test_a_report_survives_deleting_the_store(project: Path) -> None:
    run("ingest", "-q")
    run("report", "joke", "-o", "one", "-q")
    for path in project.glob("postmortem.duckdb*"):
        path.unlink()
    run("ingest", "-q")
    run("report", "joke", "-o", "two", "-q")
    assert digest(project / "one") == digest(project / "two")


def test_measure_and_report_say_the_same(project: Path) -> None:
    run("ingest", "-q")
    measured = json.loads(run("measure", "joke", "--json")[0])
    run("report", "joke", "-o", "out", "-q")
    assert measured == json.loads((project / "out" / "summary.json").read_text("utf-8"))
    assert measured["schema"] == "postmortem/report/1"
    for metric in ("sentiment", "negative_share", "volume"):
        assert {"status", "reason", "p_drop", "baseline", "trough", "drop", "recovery"} <= set(
            measured[metric]
        )
    assert measured["apology"][0]["latency_hours"] == 30


def test_quiet_is_silent_on_success(project: Path) -> None:
    assert run("ingest", "-q") == ("", "")
    assert run("report", "joke", "-o", "out", "-q") == ("", "")


def test_a_bad_row_costs_itself_and_exit_4_says_so(project: Path) -> None:
    with Path("inbox/posts.csv").open("a", encoding="utf-8") as file:
        file.write("4999999999,2026-03-02T10:00:00Z,guest1\n")
    out, err = run("ingest", "--json", "-q", code=4)
    (ledger,) = json.loads(out)["files"]
    assert (ledger["new"], ledger["rejected"]) == (1500, 1)
    assert ledger["rejects"][0]["line"] == 1502
    assert "posts.csv:1502" in err
    run("ingest", "-q")


def test_an_unreadable_file_is_refused_and_the_rest_is_in(project: Path) -> None:
    Path("inbox/odd.csv").write_text("colour,shape\nred,round\n", "utf-8")
    out, err = run("ingest", "--json", code=4)
    totals = json.loads(out)["totals"]
    assert (totals["files"], totals["refused"], totals["new"]) == (2, 1, 1500)
    assert "odd.csv" in err


def test_too_little_data_is_3_and_everything_is_written(project: Path) -> None:
    run("ingest", "-q")
    text = INCIDENT.replace("2026-03-01T13:00:00+01:00", "2026-02-20T13:00:00+01:00")
    Path("incidents/early.toml").write_text(text, "utf-8")
    _, err = run("report", "early", "-o", "early", code=3)
    assert "3 days are needed" in err
    summary = json.loads((project / "early" / "summary.json").read_text("utf-8"))
    assert summary["sentiment"]["status"] == "insufficient_data"
    assert summary["sentiment"]["recovery"]["hours"] is None


def test_a_folder_that_is_no_report_is_left_alone(project: Path) -> None:
    run("ingest", "-q")
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work", "utf-8")
    _, err = run("report", "joke", "-o", "mine", code=2)
    assert "left alone" in err
    assert Path("mine/thesis.txt").read_text("utf-8") == "years of work"


def test_another_tools_summary_does_not_make_a_folder_ours(project: Path) -> None:
    run("ingest", "-q")
    Path("coverage").mkdir()
    Path("coverage/summary.json").write_text("{}", "utf-8")
    run("report", "joke", "-o", "coverage", code=2)
    run("report", "joke", "-o", "out", "-q")
    Path("out/thesis.txt").write_text("years of work", "utf-8")
    run("report", "joke", "-o", "out", code=2)
    assert Path("out/thesis.txt").read_text("utf-8") == "years of work"


def test_a_chart_that_cannot_be_written_is_the_callers_business(project: Path) -> None:
    run("ingest", "-q")
    _, err = run("chart", "joke", "-o", "postmortem.toml/x.png", code=2)
    assert "cannot be written" in err
    _, err = run("query", "top_posts", "-p", "most=abc", code=2)
    assert "most=abc" in err


def test_an_inbox_that_matches_nothing_is_news(project: Path) -> None:
    text = CONFIG.replace("inbox/*.csv", "inbox/*.CSVX")
    Path("postmortem.toml").write_text(text, "utf-8")
    _, err = run("ingest", "-q")
    assert "set nord: nothing matches its inbox" in err


def test_a_dry_run_stores_nothing(project: Path) -> None:
    out, _ = run("ingest", "--dry-run", "--json")
    assert json.loads(out)["totals"]["new"] == 1500
    assert not Path("postmortem.duckdb").exists()


def test_status_inspect_and_query_tell_what_is_there(project: Path) -> None:
    run("ingest", "-q")
    status = json.loads(run("status", "--json")[0])
    assert (status["posts"], status["scored"], status["rejected"]) == (1500, 1500, 0)
    view = json.loads(run("inspect", "inbox/posts.csv", "--json")[0])["files"][0]
    assert (view["source"], view["posts"], view["refused"]) == ("table", 1500, None)
    rows = json.loads(run("query", "coverage", "--json")[0])["rows"]
    assert sum(row["posts"] for row in rows) == 1500
    assert "coverage" in run("query")[0]
    _, err = run("query", "nonsense", code=2)
    assert "There are: " in err


def test_incidents_stand_side_by_side(project: Path) -> None:
    run("ingest", "-q")
    later = INCIDENT.replace("2026-03-01T13:00:00+01:00", "2026-03-01T14:00:00+01:00")
    Path("incidents/again.toml").write_text(later, "utf-8")
    rows = json.loads(run("compare", "joke", "again", "-o", "both.png", "--json")[0])["incidents"]
    assert [row["id"] for row in rows] == ["joke", "again"]
    assert Path("both.png").stat().st_size > 10_000


def test_two_engines_are_compared_on_the_posts_there_are(project: Path) -> None:
    run("ingest", "-q")
    found = json.loads(run("engines", "vader+emoji", "--json")[0])
    assert found["schema"] == "postmortem/engines/1"
    assert found["texts"] == []


def test_a_report_travels_as_office_files_and_as_a_bundle(project: Path) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("pptx")
    run("ingest", "-q")
    words = ("report", "joke", "-o", "out", "--docx", "--pptx", "--bundle", "zip", "-q")
    run(*words, "--summary-md", "job.md")
    out, _ = run("report", "joke", "-o", "out", "-q", "--summary-md", "-")
    assert out == Path("job.md").read_text("utf-8")
    assert not Path("-").exists()
    run(*words)
    first = digest(project / "out") | {"zip": Path("out.zip").read_bytes().hex()[:40]}
    run(*words)
    assert first == digest(project / "out") | {"zip": Path("out.zip").read_bytes().hex()[:40]}
    assert {"report.docx", "report.pptx"} <= set(first)
    with zipfile.ZipFile("out.zip") as packed:
        page, held = packed.read("report.md").decode("utf-8"), set(packed.namelist())
    links = set(re.findall(r"\]\(((?:charts|data)/[^)]+)\)", page))
    assert any(link.startswith("data/") for link in links)
    assert links <= held
    assert "![" not in Path("job.md").read_text("utf-8")


def test_a_chart_is_one_file(project: Path) -> None:
    run("ingest", "-q")
    run("chart", "joke", "-o", "recovery.svg", "-q")
    assert Path("recovery.svg").read_text("utf-8").startswith("<?xml")
    _, err = run("chart", "joke", "-o", "recovery.gif", code=2)
    assert ".png or an .svg" in err


@pytest.mark.skipif(os.name == "nt", reason="flock and SIGTERM are POSIX")
def test_a_busy_store_is_75_and_names_who_holds_it(project: Path) -> None:
    run("ingest", "-q")
    hold = (
        "import sys, time\nfrom pathlib import Path\nfrom postmortem.store import Store\n"
        "with Store.open(Path('postmortem.duckdb'), write=True):\n"
        "    print('held', flush=True); time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", hold], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        _, err = run("status", "--lock-timeout", "0.2", code=75)
        holder.send_signal(signal.SIGTERM)
        holder.wait()
    assert str(holder.pid) in err
