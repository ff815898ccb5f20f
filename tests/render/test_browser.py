"""report.html in a real browser: nothing fetched, nothing wrong, readable on phone and paper."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from chromium import Browser, chromium
from report_cases import Scene

from postmortem import charts
from postmortem.jobs.folder import write_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONTRAST = """
(() => {
  const parse = css => css.match(/[\\d.]+/g).map(Number);
  const part = v => v <= .03928 * 255 ? v / 255 / 12.92 : ((v / 255 + .055) / 1.055) ** 2.4;
  const light = c => .2126 * part(c[0]) + .7152 * part(c[1]) + .0722 * part(c[2]);
  const paper = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.textContent.trim()) continue;
    const style = getComputedStyle(node.parentElement);
    const ink = light(parse(node.parentElement.closest("svg") ? style.fill : style.color));
    const ground = light(paper(node.parentElement));
    const ratio = (Math.max(ink, ground) + .05) / (Math.min(ink, ground) + .05);
    if (ratio < 4.5) poor.push(node.textContent.trim().slice(0, 40) + " " + ratio.toFixed(2));
  }
  return poor;
})()
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    report = cases.report(
        Scene(
            status="not_recovered",
            relapse=True,
            title="Ærlig <b>talt</b> تغيير 火",
            events=(
                *cases.USUAL_EVENTS,
                cases.event("complaint", 1.0, source="https://social.example/status/" + "9" * 60),
            ),
        )
    )
    write_report(report, folder / "report")
    return folder / "report" / "report.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium on this machine")
    with Browser(program) as opened:
        yield opened


@pytest.mark.parametrize("width", [1400, 768, 400, 320])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_fetched_and_nothing_goes_wrong(
    browser: Browser, page: Path, width: int, *, dark: bool
) -> None:
    browser.show(page, width, dark=dark)
    wide = browser.told("document.documentElement.scrollWidth")
    assert wide <= width, "the page scrolls sideways"
    fetched = [
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    ]
    assert [url for url in fetched if not url.startswith("data:")] == [page.as_uri()]
    loud = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
    assert [event for event in browser.events if event.get("method") in loud] == []


def test_on_a_desk_no_table_has_to_be_scrolled(browser: Browser, page: Path) -> None:
    browser.show(page, 1400)
    cut = (
        "[...document.querySelectorAll('.scroll')].filter(s => s.scrollWidth > s.clientWidth)"
        ".map(s => s.innerText.slice(0, 60))"
    )
    assert browser.told(cut) == []


@pytest.mark.parametrize("dark", [False, True])
def test_all_text_has_enough_contrast(browser: Browser, page: Path, *, dark: bool) -> None:
    browser.show(page, 1400, dark=dark)
    assert browser.told(CONTRAST) == []


def test_the_style_is_applied_in_spite_of_the_policy(browser: Browser, page: Path) -> None:
    browser.show(page, 1400)
    assert browser.told("getComputedStyle(document.querySelector('td.right')).textAlign") == "right"


def test_every_picture_is_wide_drawn_and_has_alt_text(browser: Browser, page: Path) -> None:
    browser.show(page, 1400)
    pictures = browser.told(
        "[...document.querySelectorAll('svg[role=img]')].map(s => [s.getBoundingClientRect().width,"
        " s.getBBox().width, s.getAttribute('aria-label').length])"
    )
    assert len(pictures) == page.read_text("utf-8").count("<figure>") > 5
    assert all(width > 900 and 560 < drawn < 600 and alt > 20 for width, drawn, alt in pictures)


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_has_the_colours_of_the_page(browser: Browser, page: Path, *, dark: bool) -> None:
    browser.show(page, 1400, dark=dark)
    shades = browser.told(
        "[...document.querySelectorAll('figure svg *')].flatMap(e => ['fill', 'stroke']"
        ".map(k => getComputedStyle(e)[k])).filter(c => c.startsWith('rgb('))"
    )
    colours = {tuple(map(int, re.findall(r"\d+", shade))) for shade in shades}
    pairs = charts.role_colours().values()
    roles = {tuple(bytes.fromhex(pair[dark][1:])) for pair in pairs}
    black = {(0, 0, 0)}  # what nobody paints: groups, paths to clip by
    assert len(colours) > 10
    assert colours - black <= roles


OVERLAPS = """
(() => {
  const cut = [];
  for (const svg of document.querySelectorAll("figure svg")) {
    const edge = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")]
      .map(t => [t.textContent, t.getBoundingClientRect()]);
    for (const [i, [said, a]] of words.entries()) {
      if (a.left < edge.left || a.right > edge.right || a.bottom > edge.bottom) cut.push(said);
      for (const [other, b] of words.slice(i + 1)) {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 0.4 * Math.min(a.height, b.height)) cut.push(said + " | " + other);
      }
    }
  }
  return cut;
})()
"""


@pytest.mark.parametrize("width", [1400, 400])
def test_no_words_of_a_picture_are_cut_or_meet_others(
    browser: Browser, page: Path, width: int
) -> None:
    browser.show(page, width)
    assert browser.told(OVERLAPS) == []


def test_links_lead_to_places_on_the_page(browser: Browser, page: Path) -> None:
    browser.show(page, 1400)
    lost = "[...document.links].map(l => l.hash.slice(1)).filter(h => !document.getElementById(h))"
    assert browser.told(lost) == []


def test_it_prints(browser: Browser, page: Path) -> None:
    browser.show(page, 1400)
    printed = base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"])
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 4


def test_the_page_is_one_small_file_without_scripts(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.encode()) < 1_000_000
    assert "data:image" not in text
    assert "<script" not in text
    outside = [url for url in re.findall(r"https?://[\w.]+", text) if "social.example" not in url]
    assert outside == []
    assert not re.search(r"(?:src|href|srcset)=\"https?:", text)


def test_the_policy_comes_first_and_names_this_style(page: Path) -> None:
    text = page.read_text("utf-8")
    head = text[text.index("<head>") + 6 :].lstrip()
    assert head.startswith('<meta http-equiv="Content-Security-Policy"')
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in text
    assert "default-src 'none'" in text
