"""Text from exports, config and people's notes can be read everywhere and acts nowhere."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from markdown_it import MarkdownIt
from report_cases import Scene, event

from postmortem import charts, render
from postmortem.model import Caveat, FileUsed, Group, Mark, Term
from postmortem.render.formats.page.drawing import read_drawing
from postmortem.render.formats.status import status_text

if TYPE_CHECKING:
    from postmortem.model import Report

PAYLOADS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "![](http://evil.example/x.png)",
    "[click](javascript:alert(1))",
    "<http://evil.example>",
    "http://evil.example/?q=1 www.evil.example me@evil.example",
    "| a | b |\n|---|---|\n| c | d |",
    "# heading\n\n- item\n\n1. one\n\n```\ncode\n```",
    "> quote\n\n---\n\n***\n\n~~gone~~ **b** _i_ `c`",
    "[^1]: note\n\n[x]: http://evil.example",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "$\\frac{1}{0}$ and $5 or $10",
    "nul \x00 del \x7f",
    "over \u202eright\u2066 left\u2069 \u200f",
    "torn \ud83d pair \udc00",
    "\ufffe\uffff \U000e0041\U000e007f",
    "&lt;script&gt; &#60;b&#62; &amp;",
    "{{ 7 * 7 }} {% raw %} ${7*7} %s {0}",
    "<!channel> <@U1> *bold* _it_",
    "</style><style>*{background:url(http://evil.example)}",
    "'; DROP TABLE post; --",
    "::: warning\n\n[toc]\n\n:smile: :+1:",
    "\u2028line\u2029para\u0085next",
    "ΑΩ 中文 हिन्दी العربية 👩‍👩‍👧 e\u0301",
)
ALL = " ".join(PAYLOADS)
TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section", "h1",
    "h2", "h3", "p", "a", "ul", "ol", "li", "div", "table", "thead", "tbody", "tr", "th", "td",
    "small",
    "figure", "svg", "g", "defs", "clippath", "pattern", "path", "rect", "use", "text",
    "figcaption", "blockquote", "footer", "pre", "code",
    "strong", "em",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "http-equiv", "content", "charset", "name", "class", "id", "href", "scope", "role",
    "tabindex", "aria-label", "alt", "width", "height", "dir",
    "viewbox", "font-family", "font-size", "font-weight", "text-anchor", "d", "x", "y", "transform",
    "fill", "fill-opacity", "opacity", "stroke", "stroke-opacity", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "stroke-dashoffset", "clip-path",
    "patternunits",
}  # fmt: skip
ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def poisoned(text: str) -> Report:
    """Put a text wherever one from outside can come in."""
    words = event("apology", 43.0, text=text, source=text, title=text)
    report = cases.report(Scene(title=text, brand=text, events=(words,), bin_hours=24.0))
    measures = report.measures
    effect = replace(measures.apology[0], quotes=(text,), reason=text, components={text: True})
    split = replace(measures.composition, groups=(
        Group(name=text, share_before=0.5, share_after=0.5, mean_before=0.1, mean_after=0.0,
              n_before=9, n_after=9),
    ))  # fmt: skip
    sentiment = replace(measures.sentiment, reason=text)
    mark = Mark(mark=text, finding=text, value=1.0, unit=text, evidence=(text,))
    return replace(
        report,
        incident=replace(report.incident, id=text),
        measures=replace(
            measures,
            sentiment=sentiment,
            apology=(effect,),
            composition=split,
            platforms={text: sentiment, "x": sentiment},
            warnings=(Caveat(text, text),),
        ),
        data=replace(
            report.data,
            files=(FileUsed(name=text, sha256="0f" * 32, source=text, posts=1),),
            unscored_reasons={text: 3},
            platforms={text: 3},
        ),
        conduct={"own_it": (mark,)},
        quotes=(text,),
        notes=text,
        command=text,
        terms=(Term(term=text, z=3.0, n_before=1, n_after=9, authors=9),),
        tool=replace(report.tool, settings={text: text, "list": [text]}),
    )


class Seen(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("fill", "stroke", "clip-path") and "url" in (value or ""):
                assert re.fullmatch(r"url\(#[\w-]+\)", value or "")
            if name in ("href", "src", "srcset"):
                self.links.add((value or "")[:5])


@pytest.fixture(scope="module")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, str]]:
    """Draw every chart of a report that is poisoned throughout."""
    folder, report = tmp_path_factory.mktemp("charts"), poisoned(ALL)
    chosen = [chart for chart in charts.CHARTS if chart.applies(report) is None]
    for chart in chosen:
        figure = chart.draw(report, charts.Frame("doc"))
        charts.save(figure, folder / f"{chart.name}.svg", chart.alt(report))
    return {chart.name: ((folder / f"{chart.name}.svg").read_bytes(), ALL) for chart in chosen}


def test_html_gains_no_tag_attribute_or_link(drawings: dict[str, tuple[bytes, str]]) -> None:
    seen = Seen()
    page = render.html(replace(poisoned(ALL), notes=None), drawings, palette=charts.role_colours())
    seen.feed(page)
    assert {"svg", "path", "text", "use"} <= seen.tags <= TAGS
    assert seen.attributes <= ATTRIBUTES
    assert all(link.startswith("#") for link in seen.links)
    assert not ACTING.search(page)


EVIL = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  viewBox="0 0 8 5" onload="alert(1)"><script>alert(1)</script><style>* { fill: red }</style>
<foreignObject><img src="x" onerror="alert(1)"/></foreignObject>
<a href="javascript:alert(1)"><text>a</text></a>
<image href="http://evil.example/x.png"/><use xlink:href="http://evil.example/x.svg#a"/>
<animate attributeName="href" to="javascript:alert(1)"/><set attributeName="onload" to="alert(1)"/>
<g onclick="alert(1)" style="background: url(http://evil.example)">
<path d="M 0 0" onmouseover="alert(1)"
  style="fill: url(http://evil.example/#a); stroke: red; cursor: url(#c); clip-path: url(#c)"/></g>
<text x="1" y='2" onload="alert(1)'>&lt;script&gt;alert(1)&lt;/script&gt;<tspan>more</tspan></text>
</svg>"""


def test_a_drawing_gains_nothing_that_acts_or_calls() -> None:
    assert read_drawing(EVIL.encode(), "chart", {}).content == (
        '<use/><path d="M0 0" clip-path="url(#chart-1)" stroke="red"/>'
        '<text x="1">&lt;script&gt;alert(1)&lt;/script&gt;</text>'
    )


def kinds(text: str) -> tuple[list[str], list[str]]:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(text)
    inner = [child.type for token in tokens for child in token.children or ()]
    return [token.type for token in tokens], inner


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_gains_no_structure(payload: str) -> None:
    """The same blocks come out, whatever the words in them are; notes: see test_prose."""

    def shape(text: str) -> list[str]:
        report = replace(poisoned(text), notes=None)
        blocks, inner = kinds(render.markdown(report))
        return blocks + [kind for kind in inner if kind not in ("text", "text_special")]

    assert shape(payload) == shape("plain")
    whole = render.markdown(replace(poisoned(payload), notes=None))
    assert not ACTING.search(whole)
    written = "\n".join(line for line in whole.splitlines() if not line.startswith("    "))
    assert not re.search(r"://|www\.|\w@\w", written), "readers make links of these by themselves"


def test_csv_cells_are_quoted_and_never_formulas() -> None:
    rows = [{"text": payload, "n": -1.5} for payload in PAYLOADS]
    read = list(csv.DictReader(io.StringIO(render.csv(rows))))
    assert len(read) == len(PAYLOADS)
    for row in read:
        assert not re.match(r"[\s\u00a0]*[=+\-@|%]", row["text"])
        assert row["n"] == "-1.5"
    assert all(line.startswith('"') for line in render.csv([{"a": "=1"}]).splitlines())
    tricky = ["\t=1", " =1", "\u00a0@x", "＝1", "＋1", "a\n=1", "-2+3", "%0A"]
    for cell in csv.reader(io.StringIO(render.csv([{"a": text} for text in tricky]))):
        assert cell == ["a"] or cell[0].startswith("'")


def test_numbers_in_csv_stay_numbers() -> None:
    assert render.csv([{"a": -0.25, "b": 3, "c": None, "d": "-3.5e-7"}]) == (
        '"a","b","c","d"\n"-0.25","3","","-3.5e-7"\n'
    )


def test_chat_text_has_no_mentions_links_or_controls() -> None:
    said = render.text(poisoned(ALL))
    assert "<" not in said
    assert not ACTING.search(said)
    assert len(said) < 3000


def test_terminal_gets_no_control_characters() -> None:
    assert not ACTING.search(render.terminal(poisoned(ALL)))
    assert not ACTING.search(status_text({"posts": 3, "sets": [ALL], "loads": [{"path": ALL}]}))


def test_summary_json_is_utf8_whatever_comes_in() -> None:
    render.summary_json(poisoned(ALL)).encode("utf-8")


@pytest.mark.parametrize("name", ["docx", "pptx"])
def test_office_files_hold_the_text_and_only_the_text(name: str) -> None:
    pytest.importorskip(name)
    report = replace(poisoned(ALL), notes=None)
    figure = charts.CHARTS[0].draw(report, charts.Frame("chat"))
    png = io.BytesIO()
    figure.savefig(png, format="png")
    drawn = {"01-recovery": (png.getvalue(), ALL)}
    package = render.docx(report, drawn) if name == "docx" else render.pptx(report, drawn)
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        assert {info.date_time for info in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for member in held.namelist():
            text = held.read(member).decode("utf-8", "replace")
            if member.endswith((".xml", ".rels")):
                assert "evil.example" not in text or member.startswith(("word/doc", "ppt/"))
                assert 'TargetMode="External"' not in text


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.name)
def test_charts_draw_any_text_without_a_warning(chart: charts.Chart) -> None:
    report = poisoned(ALL)
    if chart.applies(report) is None:
        figure = chart.draw(report, charts.Frame("doc"))
        drawn = io.BytesIO()
        figure.savefig(drawn, format="svg")
        assert not ACTING.search(drawn.getvalue().decode("utf-8").replace("\r", ""))
