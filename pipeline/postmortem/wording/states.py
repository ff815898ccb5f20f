"""One table of the states of a recovery: every word and mark in which one differs from another.

A seventh state needs its own row here, and mypy refuses to go on without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, assert_never

from postmortem.wording import finding as words
from postmortem.wording.figures import probability
from postmortem.wording.metrics import metric_of
from postmortem.wording.spans import brief_span_interval, span, span_interval

if TYPE_CHECKING:
    from postmortem.model import DataUsed, Estimate, Recovery

WayBack = Literal["none", "returned", "open"]
"""What there is to draw of the way back: nothing, up to the return, or off the edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is said and drawn of one recovery, because of its status."""

    headline: str
    """The title of a chart, at most 70 characters."""
    sentence: str
    """The finding with its interval, rule and evidence."""
    strip: str
    """How long it took, or why that is not known, below a chart."""
    duration: str
    """The same beside a line among others."""
    word: str
    """The same in two or three words."""
    way_back: WayBack
    is_settled: bool = False
    """More data would not change the answer."""
    is_judged: bool = True
    """Whether the way back was asked about at all."""


def state_of(recovery: Recovery, data: DataUsed | None = None) -> State:
    """Return the row of the table; `data`, where given, adds to the sentence what it rests on."""
    basis = words.basis(data)
    match recovery.status:
        case "insufficient_data":
            return _insufficient(recovery, basis)
        case "no_drop":
            return _no_drop(recovery)
        case "recovered" | "probably_recovered":
            return _back(recovery, basis)
        case "not_recovered":
            return _not_recovered(recovery, basis)
        case "inconclusive":
            return _inconclusive(recovery)
        case _:
            assert_never(recovery.status)


def headline(recovery: Recovery) -> str:
    """Say the finding in at most 70 characters: the title of a chart."""
    return state_of(recovery).headline


def sentence(recovery: Recovery, data: DataUsed | None = None) -> str:
    """Say the finding with its interval, rule and evidence, in the words of the method."""
    return state_of(recovery, data).sentence


def _insufficient(recovery: Recovery, basis: str) -> State:
    metric, reason = metric_of(recovery), recovery.reason or "not enough data"
    if not words.has_fallen(recovery):
        return State(
            headline=f"Not enough data to say whether {metric.noun} {metric.fell}",
            sentence=f"{metric.name}: not known. {words.reason(recovery)}",
            strip=f"Not known: {reason}",
            duration="cannot tell",
            word="too few posts",
            way_back="none",
            is_judged=False,
        )
    amount = words.by_how_much(recovery)
    return State(
        headline=f"{amount}; recovery cannot be judged",
        sentence=f"{amount} at its worst{words.drop_interval(recovery, basis)}. Whether it has "
        f"recovered is not known. {words.reason(recovery)}",
        strip=f"Recovery not known: {reason}",
        duration="cannot tell",
        word="fell; way back not known",
        way_back="none",
        is_judged=False,
    )


def _no_drop(recovery: Recovery) -> State:
    metric = metric_of(recovery)
    p = "" if recovery.p_drop is None else f" (p = {probability(recovery.p_drop)})"
    return State(
        headline=f"No {metric.drop} in {metric.noun} beyond ordinary fluctuation",
        sentence=f"No {metric.drop} in {metric.noun} distinguishable from ordinary fluctuation{p}; "
        "no recovery time is given.",
        strip=f"No {metric.drop} to recover from{p}",
        duration="cannot tell",
        word="no drop",
        way_back="none",
        is_judged=False,
    )


def _back(recovery: Recovery, basis: str) -> State:
    hours = recovery.recovery.hours
    if hours is None:
        return _inconclusive(recovery)
    if words.never_left(recovery):
        return _never_left(recovery, hours, basis)
    row = _recovered_state if recovery.status == "recovered" else _probably
    return row(recovery, hours, basis)


def _never_left(recovery: Recovery, hours: Estimate, basis: str) -> State:
    metric = metric_of(recovery)
    doubt = "" if recovery.status == "recovered" else "; the data cannot yet confirm it"
    return State(
        headline=f"{metric.name} {metric.fell}, but never left the margin of normal",
        sentence=f"{metric.name} {metric.fell}, but never left the margin: it stayed "
        f"{words.tolerance(recovery)}{doubt} ({words.time_outside(hours)}{basis})."
        f"{words.relapses(recovery)}",
        strip="No way back to time: it never left the margin of normal",
        duration="never left the margin",
        word="never left normal",
        way_back="none",
        is_settled=recovery.status == "recovered",
    )


def _recovered_state(recovery: Recovery, hours: Estimate, basis: str) -> State:
    metric, took = metric_of(recovery), span(hours.value)
    again = f"{metric.name} was back to normal after {took}, then {metric.fell} again"
    lasting = f"{metric.name} was back to normal {took} after the incident"
    return State(
        headline=again if recovery.relapses else lasting,
        sentence=f"{metric.name} was back {words.tolerance(recovery)} {took} after the incident "
        f"and stayed there for {span(recovery.recovery.hold_hours)} "
        f"({span_interval(hours)}{basis}).{words.relapses(recovery)}",
        strip=f"Recovery: {took} ({span_interval(hours)})",
        duration=f"{took} ({brief_span_interval(hours)})",
        word=f"back after {took}",
        way_back="returned",
        is_settled=True,
    )


def _probably(recovery: Recovery, hours: Estimate, basis: str) -> State:
    metric, took = metric_of(recovery), span(hours.value)
    return State(
        headline=f"{metric.name} was probably back to normal after {took}",
        sentence=f"{metric.name} was probably back {words.tolerance(recovery)}: best estimate "
        f"{took}; the data cannot yet confirm it "
        f"({span_interval(hours)}{basis}).{words.relapses(recovery)}",
        strip=f"Probably {took}: {span_interval(hours)}",
        duration=f"probably {took} ({brief_span_interval(hours)})",
        word=f"probably {took}",
        way_back="returned",
    )


def _not_recovered(recovery: Recovery, basis: str) -> State:
    metric, length = metric_of(recovery), span(recovery.recovery.observed_hours)
    headline = f"{metric.name} was still not back to normal after {length}"
    if recovery.relapses:
        headline = f"{metric.name} {metric.fell} again after a return: not back after {length}"
    elif recovery.new_normal:
        headline = f"{metric.name} has settled {metric.beyond} normal: not back after {length}"
    return State(
        headline=headline,
        sentence=f"{metric.name} had not recovered by the end of the data: more than {length}"
        f"{basis.replace('; ', ' (', 1) + ')' if basis else ''}."
        f"{words.residual(recovery)}{words.relapses(recovery)}",
        strip=f"Still {metric.beyond} normal after {length}",
        duration=f"not after {length}",
        word="not back yet",
        way_back="open",
        is_settled=True,
    )


def _inconclusive(recovery: Recovery) -> State:
    metric, length = metric_of(recovery), span(recovery.recovery.observed_hours)
    reason = recovery.reason or "the interval lies on both sides of normal"
    return State(
        headline=f"The data cannot tell whether {metric.noun} has recovered",
        sentence=f"The data cannot tell whether {metric.noun} has recovered after {length}. "
        f"{words.reason(recovery)}",
        strip=f"Cannot tell after {length}: {reason}",
        duration="cannot tell",
        word="cannot tell",
        way_back="open",
    )
