"""An inbox also holds what is no export: that is passed over, and what is half there is refused."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from postmortem.cli import app
from postmortem.sources.container.archive import is_wanted

POSTS = "id,created_at,author,text\n7001,2026-03-01T10:00:00Z,ann,cold coffee\n"
THREAD = {
    "participants": [{"name": "Ann"}, {"name": "Bob"}],
    "messages": [{"sender_name": "Ann", "timestamp_ms": 1772359200000, "content": "hi Bob"}],
}


@pytest.fixture(autouse=True)
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "posts.csv").write_text(POSTS)
    return folder


def run(*words: str) -> tuple[int, dict[str, Any], str]:
    """Ingest, and return the exit code, the ledger and what was said."""
    ending = CliRunner().invoke(app, ["ingest", "--tz", "UTC", "--json", *words])
    return ending.exit_code, json.loads(ending.stdout), ending.stderr


@pytest.mark.parametrize(
    "name",
    ["README", "readme.TXT", "notes.md", "Thumbs.db", "Desktop.ini", "~$posts.xlsx", "cover.JPG",
     "deep/.DS_Store", "deep/collect.py", "posts.csv~"],
)  # fmt: skip
@pytest.mark.parametrize("word", ["in", "in/**/*"])
def test_what_is_no_export_in_an_inbox_is_passed_over(inbox: Path, name: str, word: str) -> None:
    (inbox / name).write_text("no rows here")
    code, ledger, talk = run(word)
    assert code == 0
    assert ledger["totals"]["new"] == ledger["totals"]["files"] == 1
    if is_wanted(name):
        assert [each["path"] for each in ledger["skipped"]] == [f"in/{name}"]
        assert talk.count("Passed over") == 1


def test_a_file_that_a_person_names_is_tried_whatever_it_is_called(inbox: Path) -> None:
    (inbox / "readme_posts.csv").write_text(POSTS)
    assert run("in/readme_posts.csv")[1]["totals"]["new"] == 1


def test_an_archive_that_is_no_export_as_a_whole_is_looked_through_like_a_folder() -> None:
    with zipfile.ZipFile("loose.zip", "w") as loose:
        loose.writestr("README.md", "what this is")
        loose.writestr("posts.csv", POSTS)
    code, ledger, _ = run("loose.zip")
    assert (code, ledger["totals"]["new"]) == (0, 1)
    assert [each["path"] for each in ledger["skipped"]] == ["loose.zip!README.md"]


def test_the_config_adds_names_and_folders(inbox: Path) -> None:
    Path("postmortem.toml").write_text('[ingest]\nskip = ["*.sav", "deep/*.csv"]\n')
    (inbox / "study.sav").write_text("binary")
    (inbox / "deep/draft.csv").write_text("x")
    code, ledger, _ = run("in")
    assert (code, len(ledger["skipped"])) == (0, 2)


@pytest.mark.parametrize("end", ["part", "crdownload", "tmp", "PARTIAL"])
@pytest.mark.parametrize("word", ["in", "in/*", "in/more.csv.{end}"])
def test_a_download_that_has_not_ended_is_refused_with_the_cure(
    inbox: Path, end: str, word: str
) -> None:
    (inbox / f"more.csv.{end}").write_text(POSTS)
    code, ledger, _ = run(word.format(end=end))
    (refusal,) = [each["refused"] for each in ledger["files"] if each["refused"]]
    assert code == 4
    assert "Let it end" in refusal


def test_private_messages_are_never_read_and_named_once(inbox: Path) -> None:
    for number in (1, 2):
        (inbox / f"deep/message_{number}.json").write_text(json.dumps(THREAD))
    letters = "CONVERSATION ID,FROM,TO,DATE,CONTENT\n9,Ann,Bob,2026-03-01 10:00:00 UTC,hello\n"
    (inbox / "letters.csv").write_text(letters)
    code, ledger, talk = run("in")
    assert (code, ledger["totals"]["new"], len(ledger["skipped"])) == (0, 1, 3)
    assert talk.count("private messages") == 1
    code, ledger, _ = run("in/letters.csv")
    assert code == 4
    assert "private messages" in ledger["files"][0]["refused"]
    Path("postmortem.toml").write_text('[columns]\ntext = "CONTENT"\n')
    assert run("in/letters.csv")[0] == 4, "a column map for other tables does not read them"
