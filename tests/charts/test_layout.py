"""Nothing written on a chart covers anything else, in every state, size and awkward case."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
import report_cases as cases
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from report_cases import SIX_EVENTS, STATES, Scene, event

from postmortem import charts
from postmortem.charts import Frame

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

    from postmortem.model import Report

ARABIC = "تغيير البوابة قبل دقائق من الإقلاع"
NORWEGIAN = "Flyporten ble endret uten beskjed på Gardermoen – øyeblikkelig ærgrelse"
EMOJI = "Gate change 😡😡🤬 🛫 was announced to 👩‍👩‍👧‍👦 nobody"
LONG = (
    "A gate was changed eleven minutes before departure and nobody who waited there was told " * 3
)
CROWD = tuple(event("response", 2.0 * hour) for hour in range(1, 12))

SCENES = {
    **{state: Scene(status=state) for state in STATES},
    **{
        f"{state}, relapse": Scene(status=state, relapse=True)
        for state in ("recovered", "not_recovered")
    },
    "new normal": Scene(status="not_recovered", new_normal=True),
    "drop at the left edge": Scene(before_hours=6.0),
    "drop at the right edge": Scene(status="inconclusive", after_hours=12.0),
    "one hour": Scene(
        status="insufficient_data", before_hours=0.5, after_hours=0.5, bin_hours=0.25
    ),
    "one bin": Scene(status="insufficient_data", before_hours=0.0, after_hours=6.0, events=()),
    "two hundred days": Scene(before_hours=2400.0, after_hours=2400.0, bin_hours=24.0),
    "over new year": Scene(before_hours=2400.0, bin_hours=24.0, relapse=True),
    "no events": Scene(events=()),
    "six events": Scene(events=SIX_EVENTS),
    "twelve events": Scene(events=CROWD),
    "events beyond the data": Scene(events=(event("apology", 9999.0), event("press", -9999.0))),
    "apology at once": Scene(events=(event("apology", 0.0),)),
    "apology a minute later": Scene(events=(event("apology", 0.02), event("denial", 0.03))),
    "apology at the end": Scene(events=(event("apology", 399.0),)),
    "sparse": Scene(sparse=True, gaps=True),
    "few everywhere": Scene(per_bin=1, status="insufficient_data"),
    "very deep": Scene(depth=1.1),
    "shallow": Scene(depth=0.06, noise=0.05),
    "noisy": Scene(noise=0.2, bin_hours=1.0, after_hours=90.0, before_hours=72.0),
    "million": Scene(per_bin=40_000),
    "long title": Scene(title=LONG, brand=LONG),
    "norwegian": Scene(title=NORWEGIAN, brand="Flyfjæra Ærø Åsen"),
    "arabic": Scene(title=ARABIC, brand="الخطوط"),
    "emoji": Scene(title=EMOJI, brand="🛫"),
    "hostile": Scene(
        title="$\\frac{1}{2}$ <script> \x1b[2J \u202egnp \ud800 _x\n\n## y", brand="%s {0}"
    ),
    "empty title": Scene(title="", brand=" "),
    "far zone": Scene(zone="Pacific/Kiritimati"),
    "utc": Scene(zone="UTC"),
}
SIZES = ("slide", "doc", "chat", "square")
HERO = [(name, size) for name in STATES for size in SIZES]
HERO += [
    (name, ("doc", "square")[number % 2])
    for number, name in enumerate(name for name in SCENES if name not in STATES)
]
OTHERS = [
    (chart.name, name, size)
    for chart in charts.CHARTS
    for name, size in (
        ("recovered", "slide"),
        ("shallow", "doc"),
        ("not_recovered, relapse", "chat"),
        ("six events", "square"),
        ("one hour", "doc"),
    )
]


def drawn(chart_name: str, scene: Scene, frame: Frame) -> Figure:
    (chart,) = [chart for chart in charts.CHARTS if chart.name == chart_name]
    report = cases.report(scene)
    reason = chart.applies(report)
    if reason is not None:
        pytest.skip(f"{chart_name} does not apply: {reason}")
    return chart.draw(report, frame)


def words(figure: Figure) -> list[tuple[str, Bbox]]:
    renderer = FigureCanvasAgg(figure).get_renderer()
    shown = [
        text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()
    ]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in shown]


def assert_apart(figure: Figure) -> None:
    found = words(figure)
    width, height = figure.get_size_inches() * figure.dpi
    for text, box in found:
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        assert inside, f"{text!r} leaves the page: {box}"
    for (one, first), (other, second) in combinations(found, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        high = min(first.y1, second.y1) - max(first.y0, second.y0)
        assert wide <= 1.0 or high <= 1.0, f"{one!r} covers {other!r}"


def assert_line_ends_free(figure: Figure) -> None:
    found = words(figure)
    for axes in figure.axes:
        for line in axes.get_lines():
            if line.get_gid() != "curve" or not len(line.get_xydata()):
                continue
            x, y = axes.transData.transform(line.get_xydata()[-1])
            for text, box in found:
                assert not (box.x0 < x < box.x1 and box.y0 < y < box.y1), f"{text!r} hides the end"


@pytest.mark.parametrize(("name", "size"), HERO)
def test_hero_keeps_its_words_apart(name: str, size: charts.SizeName) -> None:
    figure = drawn("01-recovery", SCENES[name], Frame(size))
    assert_apart(figure)
    assert_line_ends_free(figure)


@pytest.mark.parametrize(("chart", "name", "size"), OTHERS)
def test_every_chart_keeps_its_words_apart(chart: str, name: str, size: charts.SizeName) -> None:
    assert_apart(drawn(chart, SCENES[name], Frame(size, "dark")))


@pytest.mark.parametrize("size", SIZES)
def test_sizes_are_as_promised(size: charts.SizeName) -> None:
    pixels = {
        "slide": (2560, 1440),
        "doc": (1600, 1000),
        "chat": (1280, 960),
        "square": (1080, 1080),
    }
    figure = drawn("01-recovery", Scene(), Frame(size))
    width, height = figure.get_size_inches() * figure.dpi
    assert (round(width), round(height)) == pixels[size]


def test_platform_names_from_a_table_stay_on_the_page() -> None:
    report = cases.report(Scene())
    names = ("a forum with a very long name that nobody shortened", "ناس", "$x$ 火")
    platforms = dict(zip(names, report.measures.platforms.values(), strict=True))
    report = replace(report, measures=replace(report.measures, platforms=platforms))
    for chart in charts.CHARTS:
        if chart.name in ("02-before-after", "06-platforms"):
            assert_apart(chart.draw(report, Frame("square")))


def crowded() -> Report:
    """Return a report with as many platforms, sources, groups and terms as a chart may show."""
    report = cases.report(Scene(sparse=True))
    measures, data = report.measures, report.data
    (one, *_) = measures.platforms.values()
    platforms = {f"platform number {n}": one for n in range(9)}
    (group, *_) = measures.composition.groups
    groups = tuple(replace(group, name=f"a group called {n}", n_after=10**n) for n in range(7))
    term = report.terms[0]
    terms = tuple(replace(term, term=f"word{n}-" * 4, z=float(n - 9) * 3) for n in range(20))
    days = tuple(replace(day, source=f"source-{n}") for n in range(6) for day in data.days[:20])
    (kind, *_) = measures.engagement.kinds
    kinds = tuple(replace(kind, name=f"kind {n}") for n in range(6))
    return replace(
        report,
        terms=terms,
        data=replace(data, days=days, platforms=dict.fromkeys(platforms, 12_345_678)),
        measures=replace(
            measures,
            platforms=platforms,
            composition=replace(measures.composition, groups=groups),
            engagement=replace(measures.engagement, kinds=kinds),
        ),
    )


FULL = (
    "02-before-after",
    "05-engagement",
    "06-platforms",
    "08-coverage",
    "10-composition",
    "13-terms",
)


@pytest.mark.parametrize("size", ["doc", "square"])
@pytest.mark.parametrize("name", FULL)
def test_full_charts_keep_their_words_apart(name: str, size: charts.SizeName) -> None:
    (chart,) = [chart for chart in charts.CHARTS if chart.name == name]
    assert_apart(chart.draw(crowded(), Frame(size)))


@pytest.mark.parametrize("size", SIZES)
def test_ratios_without_kinds_keep_their_words_apart(size: charts.SizeName) -> None:
    report = cases.report(Scene(events=SIX_EVENTS))
    engagement = report.measures.engagement
    points = engagement.kinds[0].series
    bare = replace(engagement, kinds=(), series=points, per_follower=engagement.per_post)
    report = replace(report, measures=replace(report.measures, engagement=bare))
    (chart,) = [chart for chart in charts.CHARTS if chart.name == "05-engagement"]
    assert_apart(chart.draw(report, Frame(size)))
