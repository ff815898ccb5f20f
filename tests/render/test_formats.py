"""Each format says the same, in its own way."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from PIL import Image
from report_cases import STATES, Scene
from test_numbers import Known

if TYPE_CHECKING:
    from postmortem.model import Report

from postmortem import charts, render
from postmortem.errors import UsageError
from postmortem.jobs.folder import Extras, write_report
from postmortem.model import Composition, DataUsed, Engagement, Measures
from postmortem.render.document import Paragraph, Table
from postmortem.render.sections.methods import METHODS
from postmortem.render.sections.outline import document

HEADINGS = [
    "Summary",
    "Timeline",
    "Impact",
    "Response",
    "What people wrote",
    "Was it a bad day to post?",
    "Engagement",
    "Data and method",
    "To fill in",
    "Reproduce",
]
GOLDEN = Path(__file__).parent / "golden"
REPORTS = Path(__file__).parents[2] / "reports"


def picture() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (32, 20), "white").save(held, "PNG")
    return held.getvalue()


def test_headings_follow_the_incident_review() -> None:
    page = render.markdown(cases.report())
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == HEADINGS
    assert re.findall(r"<h2>(.+)</h2>", render.html(cases.report(), {})) == HEADINGS


@pytest.mark.parametrize("status", STATES)
def test_every_format_opens_with_the_finding(status: str) -> None:
    report = cases.report(Scene(status=status))  # type: ignore[arg-type]
    finding = document(report).title
    assert f"**{finding}**" in render.markdown(report)
    assert f"*{finding}*" in render.text(report).splitlines()[0]
    assert finding in render.html(report, {}).replace("\u00a0", " ")


@pytest.mark.parametrize("status", STATES)
def test_nothing_unknown_is_printed_as_a_number(status: str) -> None:
    report = cases.report(Scene(status=status))  # type: ignore[arg-type]
    for text in (render.markdown(report), render.text(report), render.terminal(report)):
        assert "nan" not in text.lower().replace("finance", "")
        assert not re.search(r"\bNone\b", text)
        assert "{" not in text.replace("\\{", "")


def test_a_missing_number_tells_its_reason() -> None:
    report = cases.report(Scene(status="insufficient_data"))
    assert "Sentiment: not known. 2.5 days of baseline; 3 are needed." in render.markdown(report)
    assert "not known: no export gives follower counts" in render.markdown(report)


def test_chat_text_stays_short_whatever_the_warnings() -> None:
    report = cases.report()
    many = tuple(replace(report.warnings[0], text=f"{n} " + "much to say " * 40) for n in range(30))
    said = render.text(replace(report, warnings=many))
    assert len(said) < 3000
    assert said.rstrip().endswith("_")
    assert "more in the report" in said


def test_quotes_of_the_audience_come_only_when_asked_for() -> None:
    report = cases.report()
    assert "Nobody but the brand is quoted here" in render.markdown(report)
    quoted = replace(report, quotes=("I stood at the wrong gate.",))
    assert "> I stood at the wrong gate." in render.markdown(quoted)
    assert "may identify its author" in render.markdown(quoted)


def test_notes_of_a_person_are_rendered() -> None:
    page = render.html(cases.report(), {})
    assert "<li>The <strong>desk</strong> answered within an hour</li>" in page
    assert "<ol>" in page
    assert "Check gates" in page


def test_without_notes_the_questions_are_there() -> None:
    page = render.markdown(replace(cases.report(), notes=None))
    assert "incidents/gate-change.notes.md" in page.replace("\\", "")
    assert "### Where we were lucky" in page


def test_an_event_beyond_the_data_has_no_mood_then() -> None:
    late = cases.report(Scene(events=(cases.event("press", 9999.0),)))
    (row,) = re.findall(r"^.*\| Press \|.*$", render.markdown(late), re.MULTILINE)
    assert row.endswith("| not known | not known |")


def test_all_warnings_carry_their_code() -> None:
    page = render.markdown(cases.report()).replace("\\", "")
    for code in ("unscored-languages", "sarcasm", "authors-unknown", "possible-drop"):
        assert f"[{code}]" in page


def test_markdown_links_only_pictures_that_exist() -> None:
    report = cases.report()
    assert "![" not in render.markdown(report)
    page = render.markdown(report, {"01-recovery": (b"", "Alt.")})
    assert page.count("![") == 1
    assert "![Alt.](charts/01-recovery.png)" in page


def test_every_method_that_is_pointed_at_is_explained() -> None:
    keys = {note.key for note in METHODS}
    for section in document(cases.report()).sections:
        for block in section.blocks:
            asked = {block.method} if isinstance(block, Paragraph) else set()
            asked |= set(block.methods) if isinstance(block, Table) else set()
            assert asked - {None, ""} <= keys


def test_tables_are_rectangular() -> None:
    for section in document(cases.report()).sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert {len(row) for row in block.rows} <= {len(block.head)}
                assert len(block.align) == len(block.head)
                assert len(block.methods) in (0, len(block.rows))


def empty() -> Report:
    """Return a report about an incident of which no export holds a single post."""
    whole = cases.report(Scene(status="insufficient_data", events=()))
    bare = replace(
        whole.measures.sentiment,
        series=(),
        baseline=None,
        reason="no posts",
        sensitivity=(),
        warnings=(),
    )
    return replace(
        whole,
        measures=Measures(
            sentiment=bare,
            negative_share=replace(bare, metric="negative_share"),
            volume=replace(bare, metric="volume"),
            engagement=Engagement(),
            windows=(),
            apology=(),
            composition=Composition(within=None, mix=None),
        ),
        data=DataUsed(
            posts=0,
            audience=0,
            own=0,
            scored=0,
            unscored=0,
            coverage=None,
            lexicon_hit_share=None,
            authors=None,
            starts_at=None,
            ends_at=None,
        ),
        conduct={},
        warnings=(),
        notes=None,
        rhythm=None,
        terms=(),
        command="",
    )


def test_a_report_without_any_post_is_still_a_report() -> None:
    report = empty()
    assert [chart for chart in charts.CHARTS if chart.applies(report) is None] == []
    for text in (render.markdown(report), render.html(report, {}), render.text(report)):
        assert "not known" in text
    assert "Not enough data" in document(report).title
    assert "not known" in render.headline(report)
    assert "no posts" in render.terminal(report).lower()
    assert json.loads(render.summary_json(report))["data"]["from"] is None
    assert render.measures_csv(report).startswith('"metric","number","value","low","high"')


def test_a_house_template_goes_before_ours(tmp_path: Path) -> None:
    (tmp_path / "report.css").write_text("body { color: #123456 }\n", "utf-8")
    page = render.html(cases.report(), {}, templates=tmp_path)
    assert "<style>body { color: #123456 }" in page


def test_a_house_template_may_still_ask_for_pictures_as_files(tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(
        "{% for p in pictures.values() %}{% if p.dark %}{{ p.dark }}{% endif %}"
        '<img src="{{ p.src }}" alt="{{ p.alt }}" width="{{ p.width }}">\n{% endfor %}',
        "utf-8",
    )
    write_report(cases.report(), tmp_path / "report", extras=Extras(templates=tmp_path))
    lines = (tmp_path / "report" / "report.html").read_text("utf-8").splitlines()
    files = sorted((tmp_path / "report" / "charts").glob("*.png"))
    for line, file in zip(lines, files, strict=True):
        png = base64.b64encode(file.read_bytes()).decode()
        assert line.startswith(f'<img src="data:image/png;base64,{png}" alt="')
        assert line.endswith('width="576">')


def test_the_page_is_the_same_whatever_the_picture_files_look_like(tmp_path: Path) -> None:
    write_report(cases.report(), tmp_path / "a")
    write_report(cases.report(), tmp_path / "b", size="square", theme="dark")
    pages = [(tmp_path / name / "report.html").read_bytes() for name in "ab"]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ("<h1>\n{{ nosuch }}\n", 2, "'nosuch' is undefined"),
        ("<h1>\n\n{% if %}\n", 3, "Expected an expression"),
        ("<h1>{{ page.title / 2 }}", 1, "unsupported operand"),
        ("{% include 'gone.html' %}", 1, "gone.html"),
    ],
)
def test_a_mistake_in_a_house_template_is_told_by_file_and_line(
    template: str, line: int, words: str, tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_text(template, "utf-8")
    with pytest.raises(UsageError, match=words) as told:
        render.html(cases.report(), {}, templates=tmp_path)
    assert str(told.value).startswith(f"{tmp_path / 'report.html'}:{line}: ")


@pytest.mark.parametrize("name", ["docx", "pptx"])
def test_office_files_are_the_same_twice_and_hold_alt_text(name: str) -> None:
    pytest.importorskip(name)
    report = cases.report()
    drawn = {"01-recovery": (picture(), "Line chart. A finding.")}
    write = render.docx if name == "docx" else render.pptx
    assert write(report, drawn) == write(report, drawn)
    text = office_text(name, write(report, drawn))
    assert "Line chart. A finding." in text


@pytest.mark.parametrize("name", ["docx", "pptx"])
def test_office_files_repeat_the_numbers_of_summary_json(name: str) -> None:
    pytest.importorskip(name)
    report = cases.report(Scene(status="recovered", relapse=True))
    known = Known(json.loads(render.summary_json(report)))
    package = render.docx(report, {}) if name == "docx" else render.pptx(report, {})
    assert known.stray(office_text(name, package)) == []


def office_text(name: str, package: bytes) -> str:
    """Return the words and alt texts of an office file."""
    if name == "docx":
        from docx import Document

        file = Document(io.BytesIO(package))
        lines = [paragraph.text for paragraph in file.paragraphs]
        lines += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
        lines += [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
        return "\n".join(lines)
    from pptx import Presentation

    said = []
    for slide in Presentation(io.BytesIO(package)).slides:
        said += [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        said += [s._element.nvPicPr.cNvPr.get("descr") for s in slide.shapes if s.shape_type == 13]
        said.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(said)


def test_word_tables_fit_between_the_margins_and_repeat_their_heads() -> None:
    docx = pytest.importorskip("docx")
    drawn = {"01-recovery": (picture(), "Line chart. A finding.")}
    file = docx.Document(io.BytesIO(render.docx(cases.report(), drawn)))
    (section,) = file.sections
    room = section.page_width - section.left_margin - section.right_margin
    assert all(shape.width <= room + 700 for shape in file.inline_shapes)
    for table in file.tables:
        assert sum(column.width for column in table.columns) <= room + 999
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
    timeline = next(t for t in file.tables if "Words and source" in t.rows[0].cells[3].text)
    words = max(range(6), key=lambda number: timeline.columns[number].width)
    assert words == 3


def test_slides_are_filled_edge_to_edge(tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    write_report(cases.report(), tmp_path / "report", extras=Extras(pptx=True))
    deck = pptx.Presentation(tmp_path / "report" / "report.pptx")
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == len(list((tmp_path / "report" / "charts").glob("*.png")))
    assert all(abs(shape.width - deck.slide_width) <= 2 for shape in pictures)
    assert {shape.image.size for shape in pictures} == {(2560, 1440)}


def test_slides_have_a_title_each() -> None:
    pptx = pytest.importorskip("pptx")
    drawn = {chart.name: (picture(), chart.alt(cases.report())) for chart in charts.CHARTS}
    deck = pptx.Presentation(io.BytesIO(render.pptx(cases.report(), drawn)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(drawn) + 2
    assert all(titles)


@pytest.mark.parametrize("name", ["report.md", "summary.txt", "terminal.txt"])
def test_texts_read_as_before(name: str, *, update_golden: bool) -> None:
    report = cases.report(Scene(status="not_recovered", relapse=True))
    writers = {"report.md": render.markdown, "summary.txt": render.text}
    text = writers.get(name, render.terminal)(report)
    golden = GOLDEN / name
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8", newline="\n")
    assert text == golden.read_text("utf-8")


def test_the_finding_in_one_sentence_carries_its_interval() -> None:
    assert "90% interval 34 h to 3 days 22 h" in render.headline(cases.report())


def test_an_apology_before_the_incident_is_told_as_before_it() -> None:
    whole = cases.report()
    (effect,) = whole.measures.apology
    early = replace(
        effect, event="apology@2026-03-10T13:20:00+00:00", latency_hours=-48.0,
        status="not_identifiable", effect=None,
        reason="The apology came before the incident began.",
    )  # fmt: skip
    page = render.markdown(replace(whole, measures=replace(whole.measures, apology=(early,))))
    assert "The apology came 48 h before the incident." in page
    assert "48 h after the incident" not in page


def test_rows_that_tell_all_metrics_fit_those_that_rise() -> None:
    page = render.markdown(cases.report())
    table = page[page.index("| Verdict |") : page.index("| Made good")]
    assert "| Furthest for the worse |" in table
    assert not re.search(r"[Dd]rop|[Ll]ost|[Dd]eep", table)
