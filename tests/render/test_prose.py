"""What a person writes in Markdown arrives in every format, and nothing in it acts."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from report_cases import Scene

from postmortem import render
from postmortem.render.formats import prose
from postmortem.render.formats.prose_markdown import prose_markdown

if TYPE_CHECKING:
    from postmortem.model import Report

NOTES = """# Review

The **desk** answered *within an **hour***; see [the log](https://log.example/a?b=1&c=(2)) \
or [write](mailto:desk@brand.example), ~~not~~ `a|b`.

- [x] Tell the crews
- [ ] Change the board
  1. at gate 4
  2. at gate 5

     > They said it was fine.

| Action | Cost |
|---|---:|
| `x\\|y` \\| **z** | 12 |

```sh
make board
```
"""

HOSTILE = [
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "<div onclick=alert(1)>\n\n# x\n\n</div>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](vbscript:x)",
    "[a](java&#x73;cript:alert(1)) [b](&#106;avascript:x) [c](\x01javascript:x)",
    "[a](file:///etc/passwd) [b](//evil.example/x) [c](/etc) [d](#top) [e](other.md)",
    "<javascript:alert(1)> <data:text/html,x>",
    "![a](http://evil.example/pixel.png) ![b](javascript:x) !\\[c](http://evil.example)",
    "Wow\\![x](http://evil.example/pixel.png)",
    "[![a](http://evil.example/i.png)](http://evil.example/l)",
    '[a](http://evil.example/"onmouseover="alert(1)) [b](<http://evil.example/ "x">)',
    "[a]: javascript:alert(1)\n\n[a] and [b][a]",
    "`` ` <b> `` **a *b* c** **bold**`code` ***x*y**",
    "```mermaid\ngraph TD; A-->B\n````\n<script>\n```",
    "    <script>\n\n~~~\n```\n<b>\n~~~",
    "&lt;script&gt; &#x202e;abc &#27;[2J &#xD800; \ud800 \x1b[2J \u202e",
    "{{ 7*7 }} {% raw %} ${x} =1+1 @everyone :tada: www.evil.example",
    "| a |\n|---|\n| <b> |\n| [x](javascript:y) |\n| `a|b` |",
    "> " * 300 + "deep",
    "- " * 300 + "deep",
    "[" * 500 + "a" + "](http://evil.example)" * 3,
    "*" * 300 + "a" + "*" * 300,
]


def report_with(notes: str) -> Report:
    """Return a report whose notes are these."""
    return replace(cases.report(Scene(bin_hours=24.0)), notes=notes)


def section(page: str) -> str:
    """Return what the page says under the person's own heading."""
    start = page.index('<section id="notes">')
    return page[start : page.index("</section>", start)]


class Page(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def reread(text: str) -> SyntaxTreeNode:
    """Read Markdown as a wiki would that shows HTML."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return SyntaxTreeNode(reader.parse(text))


def test_links_tasks_tables_and_lists_in_lists_stand_on_the_page() -> None:
    page = section(render.html(report_with(NOTES), {}))
    flat = re.sub(r"\s*\n\s*", "", page)
    assert 'href="https://log.example/a?b=1&amp;c=(2)"' in page
    assert 'href="mailto:desk@brand.example"' in page
    assert "<em>within an </em><strong><em>hour</em></strong>" in page
    assert "<s>not</s>" in page
    assert "<code>a|b</code>" in page
    assert "<li>☑ Tell the crews</li><li>☐ Change the board<ol><li>at gate 4</li>" in flat
    assert '<blockquote><p class="plain">They said it was fine.</p></blockquote>' in flat
    assert '<td class="right">12</td>' in page
    assert "<pre><code>make board</code></pre>" in page


def test_markdown_is_written_so_that_it_reads_the_same_again() -> None:
    once = prose_markdown(NOTES)
    assert prose_markdown(once) == once
    assert prose.read_prose(once) == prose.read_prose(NOTES)
    assert "- [ ] Change the board\n  1. at gate 4" in once


def test_word_keeps_links_levels_and_boxes() -> None:
    docx = pytest.importorskip("docx")
    file = docx.Document(io.BytesIO(render.docx(report_with(NOTES), {})))
    lines = {line.text: line for line in file.paragraphs}
    assert lines["☑ Tell the crews"].style.name == "List Bullet"
    assert lines["at gate 4"].style.name == "List Number 2"
    assert lines["They said it was fine."].style.name == "Quote"
    links = {link.address for line in file.paragraphs for link in line.hyperlinks}
    assert links == {"https://log.example/a?b=1&c=(2)", "mailto:desk@brand.example"}
    assert file.tables[-1].cell(1, 0).text == "x|y | z"


def test_a_heading_keeps_its_place_below_the_section() -> None:
    page = section(render.html(report_with("## A\n\n### B\n\n## C"), {}))
    assert re.findall(r"<(h\d)>(\w)</", page) == [("h3", "A"), ("h4", "B"), ("h3", "C")]


@pytest.mark.parametrize("notes", HOSTILE)
def test_nothing_in_notes_acts_on_a_page(notes: str) -> None:
    page = Page(section(render.html(report_with(notes), {})))
    assert page.tags <= {
        "section", "h2", "h3", "h4", "h5", "h6", "p", "a", "strong", "em", "s", "code", "pre",
        "br", "hr", "ul", "ol", "li", "blockquote", "div", "table",
        "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert page.attributes <= {
        "id", "class", "href", "rel", "start", "scope", "role", "tabindex", "aria-label"
    }  # fmt: skip
    assert all(re.match(r"https?://|mailto:", address) for address in page.addresses)


@pytest.mark.parametrize("notes", HOSTILE)
def test_nothing_in_notes_acts_where_markdown_is_read(notes: str) -> None:
    text = prose_markdown(notes)
    nodes = list(reread(text).walk())
    assert not {node.type for node in nodes} & {"html_block", "html_inline", "image"}
    addresses = [str(node.attrs["href"]) for node in nodes if node.type == "link"]
    assert all(re.match(r"https?://|mailto:", address) for address in addresses)
    assert not [node.info for node in nodes if node.type == "fence" and node.info]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\ud800-\udfff]", text)


@pytest.mark.parametrize("notes", HOSTILE)
def test_nothing_in_notes_acts_in_word(notes: str) -> None:
    pytest.importorskip("docx")
    with zipfile.ZipFile(io.BytesIO(render.docx(report_with(notes), {}))) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    outward = re.findall(r"<Relationship [^>]*External[^>]*>", relations)
    assert all(re.search(r'Target="(https?://|mailto:)', relation) for relation in outward)
    assert all("/hyperlink" in relation for relation in outward)


def test_words_of_a_link_that_goes_nowhere_safe_are_not_lost() -> None:
    page = section(render.html(report_with("[the log](javascript:alert) and <b>bold</b>"), {}))
    assert "[the log](javascript:alert) and &lt;b&gt;bold&lt;/b&gt;" in page
