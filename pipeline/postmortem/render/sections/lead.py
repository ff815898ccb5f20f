"""The first section: a sentence per number, the table of four, the chart, the caveats."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from postmortem.model import LEVEL, Caveat
from postmortem.render.document import Block, Bullets, Figure, Paragraph, Section, Table
from postmortem.render.sections.advice import OF_THE_ENGINE, advice, score_more
from postmortem.wording import (
    Clock,
    as_shortfall,
    came,
    interval,
    level,
    metric_of,
    plain,
    ratio,
    sentence,
    share,
    span,
    weight,
    with_interval,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.model import (
        ApologyEffect,
        Engagement,
        Incident,
        Recovery,
        Report,
        WindowSummary,
    )
    from postmortem.model.warnings import Code

_WEIGHTS = {
    "helped": "consistent with a helpful apology, one event and no proof of cause",
    "harmed": "worse than its earlier course, one event and no proof of cause",
    "suggestive": "suggestive, not established",
    "no sign": "no sign that it helped",
    "none": "no effect visible",
}
RANGES = f"Ranges: {level(LEVEL)}."


def recoveries(report: Report) -> tuple[Recovery, ...]:
    """Return the recoveries in the order they are told."""
    return tuple(report.measures.recoveries.values())


def summary_section(report: Report) -> Section:
    """Answer the question: how far, how long, did the apology help."""
    blocks: list[Block] = [
        Paragraph(sentence(report.measures.sentiment, report.data), "lead", "recovery")
    ]
    blocks += [
        Paragraph(fall, method="drop")
        for recovery in recoveries(report)[:1]
        if (fall := fall_sentence(recovery, Clock(report.timezone)))
    ]
    blocks += [
        Paragraph(sentence(recovery), method="recovery") for recovery in recoveries(report)[1:]
    ]
    blocks.append(Paragraph(engagement_sentence(report.measures.engagement), method="engagement"))
    blocks += [
        Paragraph(apology_sentence(effect, report.incident), method="apology")
        for effect in report.measures.apology
    ]
    blocks += [four_numbers(report), Figure("01-recovery"), *care(report)]
    return Section("Summary", "summary", tuple(blocks))


def fall_sentence(recovery: Recovery, clock: Clock) -> str:
    """Say how deep it went, in its own unit and against ordinary fluctuation."""
    base, trough, drop = recovery.baseline, recovery.trough, recovery.drop
    if not (base and trough and drop and trough.at):
        return ""
    metric = metric_of(recovery)
    wobble = ""
    if recovery.drop_in_sd is not None:
        wobble = f", {recovery.drop_in_sd:.1f} times its ordinary fluctuation"
    deep = with_interval(drop, metric.show_change)
    return (
        f"It {metric.fell} from {metric.show(base.value)} to {metric.show(trough.value)} "
        f"({clock.short(trough.at)}): {deep} worse than expected{wobble}."
    )


def engagement_sentence(engagement: Engagement) -> str:
    """Say how the brand's own posts did after against before."""
    per_post = engagement.per_post
    if per_post is None or per_post.value is None:
        return f"Engagement of own posts: not known. {_with_full_stop(engagement.reason)}".rstrip()
    age = (
        "" if engagement.age_hours is None else f" at the same age of {span(engagement.age_hours)}"
    )
    old = ""
    if engagement.coverage is not None:
        old = f"; {share(engagement.coverage)} of own posts were old enough to compare"
    return (
        f"Engagement per own post was {ratio(per_post.value)} what it was before{age} "
        f"({interval(per_post, ratio)}{old})."
    )


def apology_sentence(effect: ApologyEffect, incident: Incident) -> str:
    """Say what can, and what cannot, be known about an apology."""
    if effect.status == "no_apology":
        return "No apology is listed for this incident."
    opening = came(effect, incident)
    difference = effect.effect
    if effect.status == "not_identifiable" or difference is None or difference.value is None:
        reason = effect.reason or "it cannot be separated from recovery already under way"
        words = _with_full_stop(reason[:1].lower() + reason[1:])
        return f"{opening}. Its effect is not known: {words}"
    side = "above" if difference.value >= 0 else "below"
    magnitude = difference if difference.value >= 0 else as_shortfall(difference)
    return (
        f"{opening}. Sentiment after it was {plain(magnitude.value)} {side} where its earlier "
        f"course pointed ({interval(magnitude, plain)}): {_WEIGHTS[weight(difference)]}."
    )


def four_numbers(report: Report) -> Table:
    """Return before, lowest, now and change of the four metrics."""
    rows = [_metric_row(recovery, report) for recovery in recoveries(report)]
    engagement = report.measures.engagement
    rows.append(
        (
            "Engagement per own post",
            "the reference" if engagement.per_post else "not known",
            "—",
            ratio(engagement.per_post.value) if engagement.per_post else "not known",
            with_interval(engagement.per_post, ratio, level_named=False),
        )
    )
    return Table(
        ("Measure", "Before", "Worst", "Now", "Now against expected"),
        tuple(rows),
        ("left", "right", "right", "right", "right"),
        RANGES,
        ("baseline", "negative", "baseline", "engagement"),
    )


def _metric_row(recovery: Recovery, report: Report) -> tuple[str, ...]:
    metric = metric_of(recovery)
    last = next((w for w in reversed(report.measures.windows) if w.name.startswith("last")), None)
    label = {"volume": "Volume, posts per hour"}.get(recovery.metric, metric.name)
    return (
        label,
        metric.show(recovery.baseline.value) if recovery.baseline else "not known",
        metric.show(recovery.trough.value) if recovery.trough else "not known",
        metric.show(_now(recovery, last)),
        _signed_gap(recovery),
    )


def _now(recovery: Recovery, last: WindowSummary | None) -> float | None:
    """Return the plain mean of the last window."""
    if last is None:
        return None
    match recovery.metric:
        case "volume":
            return last.per_hour
        case "negative_share":
            return last.negative_share.value if last.negative_share else None
        case "sentiment":
            return last.sentiment.value if last.sentiment else None
        case _:
            assert_never(recovery.metric)


def _signed_gap(recovery: Recovery) -> str:
    residual, metric = recovery.residual, metric_of(recovery)
    if residual is None or residual.value is None:
        return "not known"
    return with_interval(residual, metric.show_signed, level_named=False)


def all_warnings(report: Report) -> tuple[Caveat, ...]:
    """Return every warning of the report once; one that is about some metrics names them."""
    caveats = {(caveat.code, caveat.text): caveat for caveat in report.warnings}
    caveats |= {(caveat.code, caveat.text): caveat for caveat in report.measures.warnings}
    about: dict[tuple[Code, str], list[str]] = {}
    for recovery in recoveries(report):
        for caveat in recovery.warnings:
            about.setdefault((caveat.code, caveat.text), []).append(metric_of(recovery).noun)
    for (code, text), names in about.items():
        everywhere = len(names) == len(recoveries(report))
        whose = " and ".join(names).capitalize()
        words = text if everywhere else f"{whose}: {text[:1].lower()}{text[1:]}"
        caveats.setdefault((code, text), Caveat(code, words))
    return tuple(caveats.values())


def care(report: Report) -> list[Block]:
    """Return the list of what to read with care, with codes and what to do."""
    items = []
    caveats = all_warnings(report)
    cures = _cures(report, [caveat.code for caveat in caveats])
    for caveat in caveats:
        cure = cures.pop(caveat.code, "")
        items.append(f"{_with_full_stop(caveat.text)} {cure}".rstrip() + f" [{caveat.code}]")
    if not items:
        return []
    return [Paragraph("Read with care:", "care"), Bullets(tuple(items))]


def _cures(report: Report, codes: Sequence[Code]) -> dict[Code, str]:
    """Return what to do about each warning; what cures several is said at the first of them."""
    cures: dict[Code, str] = {}
    for code in codes:
        cure = advice(code, codes)
        if code in OF_THE_ENGINE:
            cure = score_more(report.tool.engine, report.data.unscored_reasons)
        if cure not in cures.values():
            cures[code] = cure
    return cures


def _with_full_stop(text: str | None) -> str:
    text = (text or "").strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
