"""Reports with a known content, for charts and renderings: every state, and the awkward edges.

Plain Python on purpose: nothing here measures. The figures are made up and agree with each other.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from postmortem.model import (
    ApologyEffect,
    Caveat,
    Composition,
    Control,
    DataUsed,
    Engagement,
    EngagementKind,
    Estimate,
    Event,
    FileUsed,
    Group,
    Incident,
    Mark,
    Measures,
    Point,
    Recovery,
    RecoveryTime,
    Relapse,
    Report,
    ResponseView,
    Rhythm,
    Sensitivity,
    ShareBin,
    SourceDay,
    Status,
    Term,
    Tool,
    Trough,
    WindowSummary,
)

if TYPE_CHECKING:
    from collections.abc import Callable

BEGAN = datetime(2026, 3, 12, 13, 20, tzinfo=UTC)
STATES: tuple[Status, ...] = (
    "recovered",
    "probably_recovered",
    "not_recovered",
    "inconclusive",
    "no_drop",
    "insufficient_data",
)
_RETURNS = {"recovered": 51.0, "probably_recovered": 118.0, "inconclusive": None}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What a case is about; everything else follows from it."""

    status: Status = "recovered"
    before_hours: float = 240.0
    after_hours: float = 400.0
    bin_hours: float = 6.0
    depth: float = 0.6
    relapse: bool = False
    new_normal: bool = False
    per_bin: int = 180
    gaps: bool = False
    sparse: bool = False
    events: tuple[Event, ...] | None = None
    title: str = "Gate change tweet"
    brand: str = "Thunder Air"
    zone: str = "Europe/Oslo"
    noise: float = 0.02


def event(kind: str, hours: float, **more: object) -> Event:
    """Return an event so many hours after the incident."""
    return Event(kind=kind, at=BEGAN + timedelta(hours=hours), **more)  # type: ignore[arg-type]


USUAL_EVENTS = (
    event("offence", 0.0, text="Gate B12 has moved. Run."),
    event("denial", 3.2, text="Nobody was inconvenienced."),
    event(
        "apology", 43.0, text="We are sorry. We moved the gate and told nobody.", title="Apology"
    ),
)
SIX_EVENTS = (
    event("offence", 0.0),
    event("complaint", 0.6),
    event("denial", 3.2),
    event("response", 20.0),
    event("apology", 43.0),
    event("press", 47.0, precision="day"),
)


def report(scene: Scene | None = None) -> Report:
    """Return a whole report for a scene."""
    return _report(scene or Scene())


@cache
def _report(scene: Scene) -> Report:
    sentiment = _recovery(scene, "sentiment", _mood(scene), 0.05)
    return Report(
        tool=Tool(
            version="0.1.0",
            engine="vader@3.3.2+a1b2c3d4",
            lexicon_sha256="a1b2c3d4" * 8,
            settings={"margin": 0.05, "hold_hours": 24.0, "languages": ["en"], "min_posts": 10},
        ),
        incident=Incident(
            id="gate-change",
            title=scene.title,
            began_at=BEGAN,
            events=USUAL_EVENTS if scene.events is None else scene.events,
            sets=("thunder",),
            control=("rival",),
        ),
        timezone=scene.zone,
        brand=scene.brand,
        data=_data(sentiment),
        measures=_measures(scene, sentiment),
        conduct=_conduct(),
        warnings=(
            Caveat(
                "unscored-languages", "27% of the posts are in languages the engine cannot read."
            ),
            Caveat("sarcasm", "The engine does not see sarcasm."),
        ),
        notes="## What went well\n\n- The **desk** answered within an hour\n- Nobody deleted\n\n"
        "1. First\n2. Second\n\n| Action | Owner |\n|---|---|\n| Check gates | Ops |\n",
        command="postmortem report gate-change -o report",
        rhythm=_rhythm(),
        terms=_terms(),
    )


def _mood(scene: Scene) -> Callable[[float], float]:
    """Return the gap to expected, by hours since the incident."""
    pace = {"probably_recovered": 42.0, "inconclusive": 90.0}.get(scene.status, 20.0)

    def gap(hours: float) -> float:
        if hours < 0 or scene.status in ("no_drop", "insufficient_data"):
            return 0.0
        floor = 0.18 if scene.status == "not_recovered" and not scene.relapse else 0.0
        drop = -(scene.depth - floor) * math.exp(-hours / pace) - floor
        second = 0.62 * scene.after_hours
        if scene.relapse and hours > second:
            drop -= 0.3 * math.exp(-(hours - second) / (60 if scene.status == "recovered" else 600))
        return drop

    return gap


def series(scene: Scene, gap: Callable[[float], float], expected: float) -> tuple[Point, ...]:
    """Draw the bins of a scene, with gaps and sparse bins where it asks for them."""
    chance = random.Random(7)
    known = scene.status != "insufficient_data"
    spread = max(1.0, 25 * scene.noise) if scene.noise > 0.1 else 1.0
    points = []
    first = -round(scene.before_hours / scene.bin_hours)
    for index in range(first, round(scene.after_hours / scene.bin_hours)):
        start = index * scene.bin_hours
        n = round(scene.per_bin * (1 + 8 * math.exp(-start / 30) * (start >= 0)))
        if scene.gaps and index % 17 in (4, 5):
            n = 0
        elif scene.sparse and index % 5 == 0:
            n = 3
        fitted = expected + gap(start + scene.bin_hours / 2)
        value = fitted + chance.gauss(0, scene.noise)
        half = spread * (0.045 + 0.03 * max(0.0, 1 - abs(start) / 60))
        points.append(
            Point(
                start=BEGAN + timedelta(hours=start),
                hours=start,
                n=n,
                value=value if n else None,
                low=fitted - half if start >= 0 and known else None,
                high=fitted + half if start >= 0 and known else None,
                expected=expected if known else None,
                fitted=fitted if start >= 0 and known else None,
                expected_low=expected - 0.03 if known else None,
                expected_high=expected + 0.03 if known else None,
            )
        )
    return tuple(points)


def _recovery(
    scene: Scene, metric: str, gap: Callable[[float], float], margin: float, expected: float = 0.21
) -> Recovery:
    status = scene.status
    points = series(scene, gap, expected)
    after = [point for point in points if point.start >= BEGAN]
    sign = 1 if metric == "sentiment" else -1
    lowest = min(after, key=lambda point: sign * (point.fitted or 0.0))
    known = status not in ("insufficient_data", "no_drop")
    at = lowest.start + timedelta(hours=scene.bin_hours / 2)
    value = lowest.fitted or 0.0
    return Recovery(
        metric=metric,
        unit="compound",
        status=status,
        reason="2.5 days of baseline; 3 are needed" if status == "insufficient_data" else None,
        p_drop={"insufficient_data": None, "no_drop": 0.31}.get(status, 0.0004),
        baseline=None
        if status == "insufficient_data"
        else Estimate(expected, expected - 0.012, expected + 0.013),
        trough=Trough(value, value - 0.05, value + 0.05, at=at) if known else None,
        drop=Estimate(abs(value - expected), abs(value - expected) - 0.05, 0.66) if known else None,
        drop_in_sd=7.25 if known else None,
        early_drop=Estimate(0.41, 0.33, 0.49) if known else None,
        recovery=_time(scene, margin),
        half_life_hours=Estimate(16.7, 12.4, 22.9) if known else None,
        t90_hours=Estimate(None, scene.after_hours, None) if known else None,
        area_lost=Estimate(31.4, 26.0, 37.1) if known else None,
        residual=_residual(scene) if known else None,
        new_normal=scene.new_normal,
        completeness=Estimate(0.93, 0.81, 1.04) if known else None,
        relapses=_relapses(scene),
        series=points,
        sensitivity=(
            Sensitivity(
                rule="margin", setting="0.025", status="recovered", hours=Estimate(63.0, 40.0, None)
            ),
            Sensitivity(rule="margin", setting="0.1", status=status, hours=None),
        ),
        warnings=(Caveat("possible-drop", "The drop may be ordinary fluctuation."),),
    )


def _time(scene: Scene, margin: float) -> RecoveryTime:
    hours = {
        "recovered": Estimate(51.3, 34.2, 94.1),
        "probably_recovered": Estimate(118.4, 82.3, None),
        "not_recovered": Estimate(None, scene.after_hours, None),
        "inconclusive": Estimate(None, 0.4 * scene.after_hours, None),
    }.get(scene.status)
    if hours is not None and hours.value is not None and scene.after_hours < hours.value:
        part = scene.after_hours / 400
        high = None if hours.high is None else hours.high * part
        hours = Estimate(hours.value * part, (hours.low or 0) * part, high)
    at = None
    if hours is not None and hours.value is not None:
        at = BEGAN + timedelta(hours=hours.value)
    return RecoveryTime(
        hours=hours,
        at=at,
        censored=scene.status in ("not_recovered", "inconclusive", "probably_recovered"),
        observed_hours=scene.after_hours,
        margin=margin,
        hold_hours=24.0,
    )


def _residual(scene: Scene) -> Estimate:
    return (
        Estimate(-0.18, -0.21, -0.15)
        if scene.status == "not_recovered"
        else Estimate(-0.01, -0.03, 0.02)
    )


def _relapses(scene: Scene) -> tuple[Relapse, ...]:
    if not scene.relapse:
        return ()
    start = BEGAN + timedelta(hours=0.62 * scene.after_hours)
    until = (
        None
        if scene.status == "not_recovered"
        else start + timedelta(hours=0.2 * scene.after_hours)
    )
    return (Relapse(at=start, until=until),)


def _measures(scene: Scene, sentiment: Recovery) -> Measures:
    gap = _mood(scene)
    low_mood = replace(scene, noise=0.01)
    negative = _recovery(low_mood, "negative_share", lambda h: -0.5 * gap(h), 0.05, 0.22)
    volume_scene = replace(scene, noise=0.4)
    volume = _recovery(volume_scene, "volume", lambda h: -90 * gap(h), 0.25, 12.0)
    names = ("x", "instagram", "facebook")
    return Measures(
        sentiment=sentiment,
        negative_share=negative,
        volume=volume,
        engagement=_engagement(scene),
        windows=_windows(scene),
        apology=(_apology(scene),),
        composition=_composition(sentiment),
        platforms={
            name: _recovery(replace(scene, depth=scene.depth * part), "sentiment", gap, 0.05)
            for name, part in zip(names, (1.0, 0.7, 0.4), strict=True)
        },
        warnings=(Caveat("authors-unknown", "One export names no authors."),),
        shares=_shares(scene),
        control=Control(
            posts=3127,
            p_drop=0.44,
            reason=None,
            coefficient=Estimate(0.37, 0.11, 0.63),
            brand_change=Estimate(-0.45, -0.51, -0.39),
            control_change=Estimate(-0.02, -0.06, 0.03),
            difference_in_differences=Estimate(-0.43, -0.5, -0.36),
        ),
    )


def _shares(scene: Scene) -> tuple[ShareBin, ...]:
    bins = []
    for point in series(scene, _mood(scene), 0.21):
        negative = min(0.8, max(0.05, 0.25 - 0.6 * ((point.value or 0.2) - 0.21)))
        positive = 0.75 * (1 - negative)
        bins.append(
            ShareBin(
                start=point.start,
                hours=point.hours,
                negative=round(point.n * 0.8 * negative),
                positive=round(point.n * 0.8 * positive),
                neutral=round(point.n * 0.8 * (1 - negative - positive)),
                unscored=round(point.n * 0.2),
            )
        )
    return tuple(bins)


def _engagement(scene: Scene) -> Engagement:
    def kind(name: str, before: float, after: float) -> EngagementKind:
        points = tuple(
            Point(
                start=BEGAN + timedelta(days=day),
                hours=24.0 * day,
                n=3,
                value=100 + (0 if day < 0 else -60 * math.exp(-day / 6) + day % 3),
                low=70.0,
                high=140.0,
                expected=100.0,
            )
            for day in range(-8, max(1, round(scene.after_hours / 24)))
        )
        return EngagementKind(
            name=name,
            before=Estimate(before, 0.6 * before, 1.5 * before),
            after=Estimate(after, 0.5 * after, 1.6 * after),
            ratio=Estimate(after / before, 0.8 * after / before, 1.2 * after / before),
            n_before=61,
            n_after=44,
            series=points,
        )

    return Engagement(
        per_post=Estimate(0.74, 0.52, 1.03),
        per_impression=Estimate(0.88, 0.7, 1.1),
        per_follower=None,
        age_hours=48.0,
        coverage=0.82,
        reason="no export gives follower counts",
        before_posts=61,
        after_posts=44,
        kinds=(kind("likes", 120.0, 82.0), kind("replies", 9.0, 31.0), kind("reposts", 14.0, 8.0)),
    )


def _windows(scene: Scene) -> tuple[WindowSummary, ...]:
    def window(name: str, start: float, end: float, mean: float) -> WindowSummary:
        return WindowSummary(
            name=name,
            starts_at=BEGAN + timedelta(hours=start),
            ends_at=BEGAN + timedelta(hours=end),
            n=4211,
            authors=1876,
            sentiment=Estimate(mean, mean - 0.03, mean + 0.03),
            negative_share=Estimate(0.31, 0.28, 0.34),
            per_hour=17.5,
        )

    return (
        window("before", -scene.before_hours, 0, 0.212),
        window("first_12h", 0, min(12, scene.after_hours), -0.354),
        window("first_48h", 0, min(48, scene.after_hours), -0.241),
        window("last_48h", max(0, scene.after_hours - 48), scene.after_hours, 0.187),
    )


def _apology(scene: Scene) -> ApologyEffect:
    at = BEGAN + timedelta(hours=43)
    hourly = replace(scene, bin_hours=1.0, before_hours=0, after_hours=115, per_bin=60)
    points = tuple(
        p for p in series(hourly, _mood(scene), 0.21) if p.start >= at - timedelta(hours=24)
    )
    path = tuple(
        replace(
            p, value=(p.value or 0) - 0.06, low=(p.value or 0) - 0.2, high=(p.value or 0) + 0.08
        )
        for p in points
        if at <= p.start <= at + timedelta(hours=24)
    )
    return ApologyEffect(
        event=f"apology@{at.isoformat()}",
        latency_hours=43.0,
        status="identified",
        reason=None,
        effect=Estimate(0.12, -0.01, 0.25),
        minimum_detectable=0.16,
        components={"responsibility": True, "repair": True, "regret": True, "explanation": False},
        quotes=("We are sorry. We moved the gate and told nobody.",),
        placebos=(Estimate(0.02, -0.1, 0.14), Estimate(-0.03, -0.15, 0.09)),
        view=ResponseView(
            series=points,
            path=path,
            before=Estimate(-0.24, -0.27, -0.21),
            after=Estimate(0.02, -0.01, 0.05),
            own_posts_at=tuple(at + timedelta(hours=hour) for hour in (-20, -3, 0, 5, 6, 26, 50)),
        ),
    )


def _composition(sentiment: Recovery) -> Composition:
    return Composition(
        regulars=replace(sentiment, series=(), relapses=()),
        within=Estimate(-0.32, -0.38, -0.26),
        mix=Estimate(-0.15, -0.19, -0.11),
        groups=(
            Group(
                name="regulars",
                share_before=0.71,
                share_after=0.22,
                mean_before=0.24,
                mean_after=0.19,
                n_before=2811,
                n_after=3120,
            ),
            Group(
                name="newcomers",
                share_before=0.29,
                share_after=0.78,
                mean_before=0.14,
                mean_after=-0.41,
                n_before=1148,
                n_after=11062,
            ),
        ),
    )


def _data(sentiment: Recovery) -> DataUsed:
    first, last = sentiment.series[0], sentiment.series[-1]
    posts = sum(point.n for point in sentiment.series)
    midnight = first.start.replace(hour=23, minute=0)
    days = tuple(
        SourceDay(
            source=source,
            start=midnight + timedelta(days=day),
            posts=0 if source == "meta-business" and 3 <= day <= 5 else 300 + 20 * (day % 7),
            scored=0 if source == "meta-business" and 3 <= day <= 5 else 220 + 15 * (day % 7),
        )
        for source in ("x-archive", "meta-business")
        for day in range(max(1, (last.start - first.start).days))
    )
    return DataUsed(
        posts=posts + 105,
        audience=posts,
        own=105,
        scored=round(posts * 0.73),
        unscored=posts - round(posts * 0.73),
        coverage=0.73,
        lexicon_hit_share=0.61,
        authors=9412,
        scored_authors=7156,
        starts_at=first.start,
        ends_at=last.start + timedelta(hours=6),
        files=(
            FileUsed(
                name="archive.zip",
                sha256="0f" * 32,
                source="x-archive",
                posts=posts,
                rows=posts + 9,
                rejected=9,
            ),
            FileUsed(name="posts.csv", sha256="1e" * 32, source="meta-business", posts=105),
        ),
        platforms={"x": posts - 400, "instagram": 400},
        unscored_reasons={"language": posts - round(posts * 0.73)},
        set_aside={"repost": 812, "near_copy": 37},
        days=days,
    )


def _conduct() -> dict[str, tuple[Mark, ...]]:
    return {
        "own_it": (
            Mark(
                mark="time_to_apology",
                finding="The first apology came 43 h after the offence.",
                value=43.0,
                unit="hours",
                evidence=("We are sorry. We moved the gate and told nobody.",),
            ),
        ),
        "understand_it": (
            Mark(
                mark="promotional_posts", finding="No promotional post while it was hot.", value=0.0
            ),
        ),
        "accept_it": (
            Mark(
                mark="answered_share",
                finding="12% of the complaints got an answer.",
                value=0.12,
                unit="share",
            ),
        ),
        "get_it": (Mark(mark="day", finding="An ordinary working day in NO and SE."),),
    }


def _rhythm() -> Rhythm:
    def cells(scale: float) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(
                round(scale * max(0.0, math.sin((hour - 6) / 12 * math.pi)))
                if 6 <= hour <= 18 and day < 5
                else 0
                for hour in range(24)
            )
            for day in range(7)
        )

    return Rhythm(weeks=10.0, posts=cells(9.0), weekday=3, hour=14, share=0.041)


def _terms() -> tuple[Term, ...]:
    rising = ("gate", "stranded", "sorry", "refund", "shame", "boarding")
    falling = ("deal", "sunset", "crew", "love")
    return tuple(
        Term(
            term=word,
            z=14.0 - 1.7 * index,
            n_before=12,
            n_after=480 - 60 * index,
            authors=300 - 40 * index,
        )
        for index, word in enumerate(rising)
    ) + tuple(
        Term(term=word, z=-9.0 + 1.5 * index, n_before=210 - 30 * index, n_after=40, authors=90)
        for index, word in enumerate(falling)
    )
