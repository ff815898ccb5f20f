"""Lines of words are shaped once, and are as wide as matplotlib finds them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import report_cases as cases
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.font_manager import FontProperties
from report_cases import Scene

from postmortem import charts
from postmortem.charts.paper.canvas import Canvas, width_of

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_line_is_as_wide_as_matplotlib_finds_it() -> None:
    for bold, weight in ((False, "normal"), (True, "bold")):
        font = FontProperties(family="DejaVu Sans", size=11, weight=weight)
        plain = RendererAgg(200, 100, 200)  # type: ignore[no-untyped-call]
        paper = Canvas(200, 100, 200)
        for words in ("Ærlig tekst", "lllll", "MMMMM"):
            extent = plain.get_text_width_height_descent(words, font, ismath=False)
            for _ in range(2):
                assert paper.get_text_width_height_descent(words, font, ismath=False) == extent
            assert width_of(words, 11, paper, bold=bold) == extent[0]


def test_placing_and_drawing_measure_a_line_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines: Counter[tuple[str, int]] = Counter()
    measure = RendererAgg.get_text_width_height_descent

    def record(self: RendererAgg, s: str, prop: FontProperties, ismath: bool) -> object:
        lines[s, hash(prop)] += 1
        return measure(self, s, prop, ismath)

    monkeypatch.setattr(RendererAgg, "get_text_width_height_descent", record)
    report = cases.report(Scene(title="A title that no other test has"))
    for chart in charts.CHARTS[:2]:
        figure = chart.draw(report, charts.Frame("doc"))
        charts.save(figure, tmp_path / "a.png", "A chart.")
    assert len(lines) > 10
    assert set(lines.values()) == {1}
