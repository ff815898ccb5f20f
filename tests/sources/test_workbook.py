"""A workbook is read as the tables in it, by whoever reads those tables as CSV."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from exported import at, posts, records, workbook

from postmortem.errors import MalformedExport, UnrecognisedExport
from postmortem.model import Post, Total
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from postmortem.model import Record

SAMPLES = Path(__file__).parents[2] / "sample_data" / "formats"

pytest.importorskip("python_calamine", reason="the extra xlsx is not installed")

ANALYTICS = [
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Replies",
]  # fmt: skip
LINK = "https://x.com/NordlysKaffe/status/1855222378263479609"


def analytics(post_id: object) -> bytes:
    row = [post_id, "Sat, Nov 9, 2024", "hei", LINK, 1204, 3.0, 5, 0]
    return workbook({"Sheet 1": [ANALYTICS, row]})


def test_a_table_saved_as_a_workbook_is_read_like_one_saved_as_csv() -> None:
    (post,) = posts(analytics("1855222378263479609"), "x-analytics-2024")
    assert (post.post_id, post.views, post.likes) == ("1855222378263479609", 1204, 3)
    assert (post.line, post.text) == (2, "hei")


def test_an_id_that_a_workbook_took_for_a_number_is_rebuilt_from_its_link() -> None:
    (post,) = posts(analytics(1855222378263479609), "x-analytics-2024")
    assert post.post_id == "1855222378263479609"


def test_empty_sheets_are_no_exports(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"Posts": [["a"], ["b"]], "Sheet2": [], "Sheet3": []}))
    assert [export.name for export in exports(path)] == ["book.xlsx!Posts"]


def test_blank_rows_are_neither_posts_nor_rejects() -> None:
    book = workbook(
        {"A": [[], ANALYTICS, [], ["1855222378263479609", "", "hei", LINK, 1, 2, 3, 4]]}
    )
    (post,) = posts(book, "x-analytics-2024")
    assert post.line == 4


def test_without_the_library_the_cure_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(analytics("1"))
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MalformedExport, match=r"pip install 'social-postmortem\[xlsx\]'"):
        list(exports(path))


def test_a_zip_of_files_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "files.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.csv", "x")
    assert [export.name for export in exports(path)] == ["files.zip!a.csv"]


def test_a_workbook_inside_a_zip_is_asked_for_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("page.xlsx", analytics("1"))
    (export,) = exports(path)
    with pytest.raises(MalformedExport, match=r"all\.zip!page\.xlsx: .* Take it out"):
        source_for(export)


@pytest.mark.parametrize("start", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"])
def test_a_broken_workbook_is_refused_by_name(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.xls"
    path.write_bytes(start + b"\0" * 600)
    with pytest.raises(MalformedExport, match=r"broken\.xls"):
        list(exports(path))


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 2**24)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(out.getvalue())
    with pytest.raises(MalformedExport, match="unsafe"):
        list(exports(path))


def page(*rows: list[object], metrics: list[list[object]] | None = None) -> bytes:
    header = [
        "Post title", "Post link", "Post type", "Created date", "Impressions", "Clicks", "Likes",
        "Comments", "Reposts",
    ]  # fmt: skip
    days = metrics or [["Date", "Impressions (total)"], ["03/12/2026", 1]]
    return workbook({"Metrics": [["Told."], *days], "All posts": [["Told."], header, *rows]})


def activity(made: int) -> str:
    return f"https://www.linkedin.com/feed/update/urn:li:activity:{made << 22}"


def test_linkedin_puts_a_line_of_explanation_above_its_headers() -> None:
    row = ["hei", activity(1773324000123), "Organic", "03/12/2026", 9, 8, 7, 6, 5]
    (post,) = posts(page(row), "linkedin-page")
    assert (post.text, post.views, post.clicks, post.likes) == ("hei", 9, 8, 7)
    assert (post.replies, post.reposts, post.own) == (6, 5, True)


def test_linkedin_days_become_seconds_by_the_number_in_the_link() -> None:
    row = ["hei", activity(1773324000123), "Organic", "03/12/2026", 9, 8, 7, 6, 5]
    (post,) = posts(page(row), "linkedin-page")
    assert post.posted_at.replace(microsecond=0) == at(2026, 3, 12, 14, 0, 0)


@pytest.mark.parametrize("column", ["Clicks (total)", "Clicks(total)", "clicks (Total)"])
def test_linkedin_metrics_are_totals_however_their_blanks_are_set(column: str) -> None:
    book = page(metrics=[["Date", column], ["03/12/2026", -3]])
    (total,) = [record for record in records(book, "linkedin-page") if isinstance(record, Total)]
    assert (total.metric, total.value) == ("clicks", -3)
    assert (total.starts_at, total.ends_at) == (at(2026, 3, 12), at(2026, 3, 13))


def creator(*rows: list[object]) -> bytes:
    header = ["Post URL", "Post publish date", "Engagements", None] * 2
    header[6] = "Impressions"
    return workbook(
        {
            "DISCOVERY": [["Overall Performance"]],
            "ENGAGEMENT": [["Date", "Impressions", "Engagements"], ["3/12/2026", 9, 1]],
            "TOP POSTS": [["Maximum of 50 posts available"], [], header[:7], *rows],
        }
    )


def test_linkedin_rankings_stand_side_by_side_and_each_post_is_read_once() -> None:
    both, one, other = activity(1773324000000), activity(1773325000000), activity(1773326000000)
    day = "3/12/2026"
    book = creator([both, day, 7, None, other, day, 90], [one, day, 6, None, both, day, 80])
    found = [record for record in records(book, "linkedin-creator") if isinstance(record, Post)]
    assert {post.url: post.views for post in found} == {both: 80, one: None, other: 90}


def test_linkedin_engagements_are_totals_of_a_day() -> None:
    found = [r for r in records(creator(), "linkedin-creator") if isinstance(r, Total)]
    assert [(total.metric, total.value) for total in found] == [("views", 9), ("engagements", 1)]


@pytest.mark.parametrize(
    "sample",
    ["brandwatch/*.csv", "talkwalker/*.csv", "sprinklr/*.csv", "sprout-posts/*.csv"],
    ids=lambda sample: sample.split("/")[0],
)
def test_suites_that_write_workbooks_are_read_from_them_as_from_csv(sample: str) -> None:
    path = next(SAMPLES.glob(sample))
    (export,) = exports(path)
    with export.open_text() as stream:
        rows = [row for row in csv.reader(stream) if len(row) != 1]
    book = workbook({"Sheet1": rows})

    def said(found: list[Record]) -> list[tuple[object, ...]]:
        return [tuple(record._replace(line=0)) for record in found if isinstance(record, Post)]

    from_csv = list(source_for(export).read(export, Options(tz="Europe/Oslo")))
    from_book = records(book, path.parent.name, tz="Europe/Oslo")
    assert said(from_book) == said(from_csv)


def test_a_workbook_of_something_else_is_recognised_by_nobody(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"Budget": [["Item", "Price"], ["Cups", 12]]}))
    (export,) = exports(path)
    with pytest.raises(UnrecognisedExport):
        source_for(export)


def test_a_workbook_that_asks_for_all_memory_costs_itself_alone() -> None:
    """Two cells in opposite corners: the library makes room for all that lies between."""
    corner = '<c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c>'
    told = workbook({"Mentions": [["id", "text"], ["1", "near"]]})
    packed, out = zipfile.ZipFile(io.BytesIO(told)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in packed.namelist():
            content = packed.read(name).decode()
            row = f'<row r="1048576">{corner}</row></sheetData>'
            again.writestr(name, content.replace("</sheetData>", row))
    with pytest.raises(MalformedExport, match="no workbook that can be read"):
        records(out.getvalue(), "table")
