"""A batch is ingest and report in one process, and comes to the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from postmortem.errors import UsageError
from postmortem.jobs.batch import run_batch
from postmortem.jobs.ingest import IngestSettings, ingest
from postmortem.jobs.project import Project
from postmortem.jobs.report import Look, report_incident

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.store import Ledger

ROWS = "".join(
    f'{n},2026-03-{1 + n // 12:02d}T{2 * (n % 12):02d}:30:00Z,user{n % 17},"{words}"\n'
    for n, words in enumerate(["I like this shop", "what a bad day, I hate it"] * 120)
)


def project(folder: Path) -> Project:
    (folder / "incidents").mkdir(parents=True)
    (folder / "posts.csv").write_text(
        f"id,created_at,username,text\n{ROWS}x,never,user1,no time\n", "utf-8"
    )
    (folder / "postmortem.toml").write_text(
        '[brand]\nname = "Shop"\n[[data]]\nset = "shop"\ninbox = ["*.csv"]\n', "utf-8"
    )
    (folder / "incidents" / "joke.toml").write_text(
        'title = "A joke"\nbegan_at = 2026-03-12T12:00:00Z\nposts = ["shop"]\n', "utf-8"
    )
    return Project.of(folder / "postmortem.toml", folder / "postmortem.duckdb")


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_batch_comes_to_what_ingest_and_report_come_to(tmp_path: Path) -> None:
    apart, together = project(tmp_path / "a"), project(tmp_path / "b")
    ingest(apart, [], IngestSettings.of(apart.config), lambda ledger: None)
    report_incident(apart, "joke", tmp_path / "a" / "report")
    reported: list[Ledger] = []
    batch = run_batch(together, [], "joke", tmp_path / "b" / "report", on_ledger=reported.append)
    assert [(each.rows, each.new, each.rejected) for each in reported] == [(241, 240, 1)]
    assert batch.ingestion.ledgers == tuple(reported)
    assert files(batch.report.folder) == files(tmp_path / "a" / "report")


def test_a_second_batch_reports_what_came_in_since(tmp_path: Path) -> None:
    shop = project(tmp_path)
    first = run_batch(shop, [], "joke", tmp_path / "report").report.report
    (tmp_path / "more.csv").write_text(
        "id,created_at,username,text\nnew,2026-03-20T12:00:00Z,user99,a fine day\n", "utf-8"
    )
    second = run_batch(shop, [], "joke", tmp_path / "report").report.report
    assert second.data.audience == first.data.audience + 1


@pytest.mark.parametrize("wrong", ["incident", "template"])
def test_what_cannot_be_reported_is_refused_before_anything_is_loaded(
    wrong: str, tmp_path: Path
) -> None:
    shop = project(tmp_path)
    look = Look(template=tmp_path / "nowhere") if wrong == "template" else Look()
    name = "nonsense" if wrong == "incident" else "joke"
    with pytest.raises(UsageError, match=r"nowhere|nonsense"):
        run_batch(shop, [], name, tmp_path / "report", look=look)
    assert not shop.store.exists()
