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

from postmortem import charts, render

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
    const ink = light(parse(getComputedStyle(node.parentElement).color));
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
    light, dark = {}, {}
    for chart in charts.CHARTS:
        if chart.applies(report) is None:
            for theme, held in (("light", light), ("dark", dark)):
                path = folder / f"{chart.name}-{theme}.png"
                figure = chart.draw(report, charts.Frame("doc", theme))  # type: ignore[arg-type]
                charts.save(figure, path, chart.alt(report))
                held[chart.name] = path.read_bytes()
    pictures = {name: (png, "Alt text.") for name, png in light.items()}
    written = folder / "report.html"
    written.write_text(render.html(report, pictures, dark=dark), "utf-8")
    return written


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


def test_every_picture_loads_and_has_alt_text(browser: Browser, page: Path) -> None:
    browser.show(page, 1400)
    sizes = browser.told(
        "[...document.images].map(i => [i.complete, i.naturalWidth, i.alt.length])"
    )
    assert sizes
    assert all(complete and width > 0 and alt > 0 for complete, width, alt in sizes)


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
    assert len(text.encode()) < 3_000_000
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
