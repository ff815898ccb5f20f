"""What the charts say: the artists, not the pixels."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
import report_cases as cases
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image
from report_cases import BEGAN, SIX_EVENTS, STATES, Scene, event

from postmortem import charts
from postmortem.charts import Frame
from postmortem.charts.parts.panel import per_cent, round_values, tenths
from postmortem.model import Estimate

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    from postmortem.model import Report, Status

BY_NAME = {chart.name: chart for chart in charts.CHARTS}
HERO = BY_NAME["01-recovery"]


@cache
def hero(**about: object) -> Figure:
    return HERO.draw(cases.report(Scene(**about)), Frame("slide"))  # type: ignore[arg-type]


def said(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def marked(figure: Figure, gid: str) -> list[Artist]:
    return figure.findobj(lambda artist: artist.get_gid() == gid)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        ("recovered", "Sentiment was back to normal 51 h after the incident"),
        ("probably_recovered", "Sentiment was probably back to normal after 4 days 22 h"),
        ("not_recovered", "Sentiment was still not back to normal after 16 days 16 h"),
        ("inconclusive", "The data cannot tell whether sentiment has recovered"),
        ("no_drop", "No drop in sentiment beyond ordinary fluctuation"),
        ("insufficient_data", "Not enough data to say whether sentiment fell"),
    ],
)
def test_each_state_has_its_own_title(status: Status, title: str) -> None:
    assert title in said(hero(status=status))


def of_sentiment(**changes: object) -> Report:
    """Return the usual report with other findings about sentiment, also by platform."""
    report = cases.report(Scene())
    measures = report.measures
    sentiment = replace(measures.sentiment, **changes)  # type: ignore[arg-type]
    platforms = {
        name: replace(found, **changes)  # type: ignore[arg-type]
        for name, found in measures.platforms.items()
    }
    measured = replace(measures, sentiment=sentiment, platforms=platforms)
    return replace(report, measures=measured)


def early_end() -> Report:
    time = replace(cases.report(Scene()).measures.sentiment.recovery, hours=None, at=None)
    return of_sentiment(status="insufficient_data", reason="The data end too early", recovery=time)


def within_margin() -> Report:
    time = cases.report(Scene()).measures.sentiment.recovery
    return of_sentiment(
        recovery=replace(time, hours=Estimate(0.0, 0.0, 5.0), at=BEGAN, never_left=True)
    )


def test_a_proven_fall_is_marked_where_its_recovery_cannot_be_judged_yet() -> None:
    report = early_end()
    figure = HERO.draw(report, Frame("slide"))
    assert marked(figure, "trough")
    assert not marked(figure, "bracket")
    assert "Sentiment fell by 0.52; recovery cannot be judged" in said(figure)
    assert "Recovery not known: The data end too early" in said(figure)
    assert "it fell to" in HERO.alt(report)
    for name in ("02-before-after", "06-platforms", "10-composition"):
        assert "whether sentiment fell" not in BY_NAME[name].alt(report)
    assert "Sentiment fell on every platform" in BY_NAME["06-platforms"].alt(report)


def test_a_margin_that_was_never_left_has_no_return() -> None:
    report = within_margin()
    figure = HERO.draw(report, Frame("slide"))
    assert not marked(figure, "return")
    assert not marked(figure, "bracket")
    words = " ".join([*said(figure), HERO.alt(report), BY_NAME["06-platforms"].alt(report)])
    assert "never left" in words
    assert "Back to normal" not in words
    assert " 0 h" not in words


@pytest.mark.parametrize("status", STATES)
def test_only_a_return_is_ringed(status: Status) -> None:
    returned = status in ("recovered", "probably_recovered")
    assert bool(marked(hero(status=status), "return")) == returned


@pytest.mark.parametrize("status", STATES)
def test_no_drop_and_no_data_have_no_duration(status: Status) -> None:
    timed = status not in ("no_drop", "insufficient_data")
    assert bool(marked(hero(status=status), "bracket")) == timed
    assert bool(marked(hero(status=status), "trough")) == timed


def test_the_bracket_says_how_long_with_its_interval() -> None:
    assert "Recovery: 51 h (90% interval 34 h to 3 days 22 h)" in said(hero())


def test_an_open_interval_is_said_to_be_open() -> None:
    words = said(hero(status="probably_recovered"))
    assert "Probably 4 days 22 h: at least 3 days 10 h, upper limit not reached" in words


def test_not_recovered_runs_off_the_right_edge() -> None:
    (arrow,) = marked(hero(status="not_recovered"), "bracket")
    (back,) = marked(hero(status="recovered"), "bracket")
    ends = [item.get_path().get_extents().x1 for item in (arrow, back)]  # type: ignore[attr-defined]
    assert ends[0] > 0.9
    assert ends[1] < 0.6


def test_the_reason_is_told_when_there_is_too_little() -> None:
    assert "Not known: 2.5 days of baseline; 3 are needed" in said(hero(status="insufficient_data"))


@pytest.mark.parametrize("status", ["recovered", "not_recovered"])
def test_relapses_are_marked(status: Status) -> None:
    figure = hero(status=status, relapse=True)
    assert marked(figure, "relapse")
    assert "Below normal again" in said(figure)


def test_bins_with_few_posts_are_hollow_and_not_joined() -> None:
    figure = hero(sparse=True)
    (few,) = marked(figure, "few-posts")
    sparse = [p for p in cases.report(Scene(sparse=True)).measures.sentiment.series if p.n < 10]
    assert len(few.get_xdata()) == len(sparse)  # type: ignore[attr-defined]
    joined = np.concatenate([line.get_ydata() for line in marked(figure, "means")])  # type: ignore[attr-defined]
    assert not set(np.round(joined, 9)) & {round(p.value or 0.0, 9) for p in sparse}


def test_a_gap_breaks_the_line() -> None:
    whole, broken = marked(hero(), "means"), marked(hero(gaps=True), "means")
    assert len(whole) == 2, "one line before the incident, one after"
    assert len(broken) > len(whole)


def test_the_line_holds_the_measured_values() -> None:
    report = cases.report(Scene())
    figure = HERO.draw(report, Frame("slide"))
    drawn = np.concatenate([line.get_ydata() for line in marked(figure, "means")])  # type: ignore[attr-defined]
    assert drawn.tolist() == [point.value for point in report.measures.sentiment.series]
    (curve,) = marked(figure, "curve")
    fitted = [p.fitted for p in report.measures.sentiment.series if p.fitted is not None]
    assert list(curve.get_ydata()) == fitted  # type: ignore[attr-defined]


def test_more_than_four_events_are_numbered_and_spelled_out() -> None:
    words = said(hero(events=SIX_EVENTS))
    assert set("123456") <= {word for word in words if len(word) == 1}
    key = " ".join(words).replace("\u00a0", " ")
    assert "1 Incident 12 Mar 14:20" in key
    assert "5 Apology +43 h" in key


def test_an_event_known_to_the_day_has_no_time() -> None:
    figure = hero(events=(event("press", 50.0, precision="day"),))
    assert "14 Mar" in said(figure)
    assert not any("16:20" in word for word in said(figure))


def test_an_offence_at_the_beginning_is_the_incident() -> None:
    words = said(hero(events=(event("offence", 0.0),)))
    assert "Incident" in words
    assert "Offence" not in words


def test_times_are_told_in_the_zone_of_the_report() -> None:
    words = said(hero(zone="Asia/Tokyo"))
    assert "12 Mar 22:20" in words
    assert any("(Asia/Tokyo)" in word for word in words)


def test_the_footer_names_source_posts_span_zone_engine_rule_and_version() -> None:
    foot = " ".join(said(hero()))
    for part in ("x-archive", "posts", "2 Mar – 29 Mar 2026", "Europe/Oslo", "vader@3.3.2",
                 "Recovered: within 0.05 of expected for 24 h", "postmortem 0.1.0"):  # fmt: skip
        assert part in foot


def test_no_post_text_is_on_any_chart() -> None:
    report = cases.report(Scene())
    for chart in charts.CHARTS:
        words = " ".join(said(chart.draw(report, Frame("doc"))))
        assert "Nobody was inconvenienced" not in words
        assert "We moved the gate" not in words


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.name)
def test_a_report_without_detail_gives_a_reason_not_an_error(chart: charts.Chart) -> None:
    bare = cases.report(Scene(status="insufficient_data", events=()))
    measures = replace(
        bare.measures,
        sentiment=replace(bare.measures.sentiment, series=()),
        negative_share=replace(bare.measures.negative_share, series=()),
        volume=replace(bare.measures.volume, series=()),
        engagement=replace(bare.measures.engagement, per_post=None, per_impression=None, kinds=()),
        apology=(),
        composition=replace(bare.measures.composition, groups=()),
        platforms={},
        shares=(),
    )
    bare = replace(bare, measures=measures, rhythm=None, terms=(), data=replace(bare.data, days=()))
    reason = chart.applies(bare)
    assert reason
    assert not reason.endswith(".")


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.name)
def test_alt_text_says_what_it_is_and_what_was_found(chart: charts.Chart) -> None:
    alt = chart.alt(cases.report(Scene()))
    assert "chart" in alt.split(".")[0] or "plot" in alt.split(".")[0] or "map" in alt.split(".")[0]
    assert len(alt) < 700
    assert alt.endswith(".")


@pytest.mark.parametrize("chart", charts.CHARTS, ids=lambda chart: chart.name)
def test_rows_of_a_table_share_their_columns(chart: charts.Chart) -> None:
    rows = chart.table(cases.report(Scene()))
    assert rows
    assert {tuple(row) for row in rows} == {tuple(rows[0])}


def test_names_are_numbered_in_order_and_unique() -> None:
    names = [chart.name for chart in charts.CHARTS]
    assert names == sorted(names)
    assert len({name[:2] for name in names}) == len(names)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ending", ["png", "svg"])
def test_same_report_same_bytes(tmp_path: Path, theme: charts.ThemeName, ending: str) -> None:
    held = []
    for number in (1, 2):
        path = tmp_path / f"{number}.{ending}"
        figure = HERO.draw(cases.report(Scene()), Frame("doc", theme))
        charts.save(figure, path, HERO.alt(cases.report(Scene())))
        held.append(path.read_bytes())
    assert held[0] == held[1]


def test_a_png_is_opaque_small_and_carries_its_alt_text(tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    charts.save(hero(), path, "Line chart. Æ − finding.")
    with Image.open(path) as picture:
        assert picture.size == (2560, 1440)
        assert picture.convert("RGBA").getextrema()[3] == (255, 255)
        assert picture.info["Description"] == "Line chart. Æ − finding."
        assert "Software" not in picture.info
    assert path.stat().st_size < 400_000


def test_svg_keeps_words_as_words(tmp_path: Path) -> None:
    path = tmp_path / "chart.svg"
    charts.save(hero(), path, "Line chart & <finding>.")
    text = path.read_text("utf-8")
    assert "Sentiment was back to normal 51 h after the incident</text>" in text
    assert "Line chart &amp; &lt;finding&gt;." in text
    assert "<dc:date>" not in text
    assert path.stat().st_size < 1_000_000


def test_a_title_is_the_first_sentence_with_its_numbers_whole(tmp_path: Path) -> None:
    alt = "Line chart of sentiment, from +0.20 to −0.39. It came back."
    charts.save(hero(), tmp_path / "chart.svg", alt)
    charts.save(hero(), tmp_path / "chart.png", alt)
    title = "Line chart of sentiment, from +0.20 to −0.39"
    assert f"<title>{title}</title>" in (tmp_path / "chart.svg").read_text("utf-8")
    with Image.open(tmp_path / "chart.png") as picture:
        assert picture.info["Title"] == title


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"written as \.png or \.svg"):
        charts.save(hero(), tmp_path / "chart.pdf", "alt")


def test_a_readers_own_matplotlib_settings_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    import matplotlib as mpl

    def picture() -> bytes:
        figure = HERO.draw(cases.report(Scene()), Frame("slide"))
        return (
            bytes(FigureCanvasAgg(figure).get_renderer().buffer_rgba())
            + repr([text.get_fontsize() for text in figure.findobj(Text)]).encode()
        )

    before = picture()
    monkeypatch.setitem(mpl.rcParams, "font.size", 30.0)
    monkeypatch.setitem(mpl.rcParams, "text.parse_math", True)
    assert picture() == before


def test_the_beginning_is_where_the_incident_line_stands() -> None:
    assert BEGAN.hour == 13, "cases begin at 14:20 in Oslo"
    assert "12 Mar 14:20" in said(hero())


def kinds_drawn(*values: float, low: float | None = 40.0) -> Figure:
    """Draw chart 05 with one kind whose days have these medians."""
    report = cases.report(Scene())
    engagement = report.measures.engagement
    (kind, *_) = engagement.kinds
    points = tuple(
        replace(point, value=value, low=low, high=value)
        for point, value in zip(kind.series, values, strict=False)
    )
    engagement = replace(engagement, kinds=(replace(kind, series=points),))
    report = replace(report, measures=replace(report.measures, engagement=engagement))
    return BY_NAME["05-engagement"].draw(report, Frame("doc"))


def test_a_kind_beyond_the_scale_is_pointed_at_and_the_subtitle_says_so() -> None:
    figure = kinds_drawn(90.0, 100.0, 3000.0, 110.0)
    (arrow,) = marked(figure, "beyond")
    assert arrow.get_marker() == "^"  # type: ignore[attr-defined]
    assert "arrowhead: beyond the scale" in " ".join(said(figure))
    assert not marked(kinds_drawn(90.0, 100.0, 300.0), "beyond")


def test_days_with_few_own_posts_are_hollow() -> None:
    (few,) = marked(kinds_drawn(90.0, 100.0, 80.0, low=None), "few-posts")
    assert list(few.get_ydata()) == [90.0, 100.0, 80.0]  # type: ignore[attr-defined]


def test_each_kind_has_a_tile_that_tells_before_and_after() -> None:
    words = said(BY_NAME["05-engagement"].draw(cases.report(Scene()), Frame("slide")))
    for name, note in (("Likes", "120 → 82 per post"), ("Replies", "9 → 31 per post")):
        assert {name, note} <= set(words)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_keeps_its_colours_within_what_an_eye_tells_apart(
    tmp_path: Path, theme: charts.ThemeName
) -> None:
    figure = BY_NAME["03-shares"].draw(cases.report(Scene()), Frame("doc", theme))
    charts.save(figure, tmp_path / "a.png", "A chart.")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = np.asarray(canvas.buffer_rgba())[..., :3].astype(int)
    with Image.open(tmp_path / "a.png") as picture:
        kept = np.asarray(picture.convert("RGB")).astype(int)
    assert np.abs(kept - drawn).max() <= 16
    colours, counts = np.unique(drawn.reshape(-1, 3), axis=0, return_counts=True)
    for area in colours[counts > 0.002 * counts.sum()]:
        assert (kept[(drawn == area).all(axis=2)] == area).all(), "an area has another colour"


def test_a_page_with_nothing_on_it_is_a_picture_too(tmp_path: Path) -> None:
    charts.save(charts.Figure(figsize=(1, 1), facecolor="#123456"), tmp_path / "a.png", "Nothing.")
    with Image.open(tmp_path / "a.png") as picture:
        assert picture.convert("RGB").getcolors() == [(10_000, (0x12, 0x34, 0x56))]


def platforms_with(**statuses: Status) -> Report:
    """Return a report whose platforms ended in these states."""
    report = cases.report(Scene())
    found = {
        name: cases.report(Scene(status=status)).measures.platforms["x"]
        for name, status in statuses.items()
    }
    return replace(report, measures=replace(report.measures, platforms=found))


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        ("recovered", "recovered", "Sentiment came back on every platform shown"),
        ("not_recovered", "not_recovered", "Sentiment has not come back on any platform shown"),
        ("not_recovered", "recovered", "Sentiment has not come back on every platform"),
        (
            "inconclusive",
            "insufficient_data",
            "The data cannot tell whether sentiment has recovered on any platform",
        ),
        ("no_drop", "no_drop", "No platform shows a drop beyond ordinary fluctuation"),
        ("no_drop", "insufficient_data", "No drop on the platforms with enough data to see one"),
        (
            "insufficient_data",
            "insufficient_data",
            "Not enough data to say whether sentiment fell on any platform",
        ),
        ("recovered", "inconclusive", "The platforms took their own time"),
    ],
)
def test_the_platforms_title_says_no_more_than_their_verdicts(
    one: Status, other: Status, title: str
) -> None:
    report = platforms_with(x=one, instagram=other)
    assert f" {title}. " in BY_NAME["06-platforms"].alt(report)


@pytest.mark.parametrize("status", ["no_drop", "insufficient_data"])
def test_without_a_drop_nothing_explains_it(status: Status) -> None:
    alt = BY_NAME["10-composition"].alt(cases.report(Scene(status=status)))
    assert "explains" not in alt
    assert "explains" in BY_NAME["10-composition"].alt(cases.report(Scene()))


@pytest.mark.parametrize("size", charts.SIZES)
def test_both_means_around_an_apology_are_named(size: charts.SizeName) -> None:
    words = " ".join(said(BY_NAME["04-response"].draw(cases.report(Scene()), Frame(size))))
    assert "Mean before:" in words
    assert "Mean after:" in words


@pytest.mark.parametrize("most", [4, 6])
@pytest.mark.parametrize("span", [0.04, 0.09, 0.2, 0.31, 0.45, 0.8, 1.3, 2.0])
@pytest.mark.parametrize("low", [-0.93, -0.31, -0.04, 0.0, 0.12])
def test_every_step_of_an_axis_reads_as_what_it_is(low: float, span: float, most: int) -> None:
    values = round_values(low, low + span, most)
    assert [float(tenths(value).replace("−", "-")) for value in values] == values
    assert [float(per_cent(value).rstrip("%")) for value in values] == pytest.approx(
        [100 * value for value in values]
    )


def test_before_and_after_names_only_the_marks_that_it_draws() -> None:
    chart = BY_NAME["02-before-after"]
    for status, fallen in (("recovered", True), ("no_drop", False)):
        report = cases.report(Scene(status=status))  # type: ignore[arg-type]
        words = " ".join(said(chart.draw(report, Frame())))
        assert "Mean sentiment before the incident" in words
        assert ("at its lowest" in words) is fallen
        assert ("in the last days" in words) is fallen
        assert ("at its lowest" in chart.alt(report)) is fallen


def test_an_apology_before_the_incident_is_no_recovery_under_way() -> None:
    whole = cases.report()
    (effect,) = whole.measures.apology
    early = replace(
        effect,
        event="apology@2026-03-10T13:20:00+00:00",
        latency_hours=-48.0,
        status="not_identifiable",
        effect=None,
    )
    report = replace(whole, measures=replace(whole.measures, apology=(early,)))
    words = " ".join(said(BY_NAME["04-response"].draw(report, Frame())))
    assert "The apology is listed 48 h before the incident" in words
    assert "recovery under way" not in words
    both = replace(whole, measures=replace(whole.measures, apology=(early, effect)))
    assert "listed" not in " ".join(said(BY_NAME["04-response"].draw(both, Frame())))
