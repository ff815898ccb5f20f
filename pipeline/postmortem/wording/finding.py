"""The finding of a recovery in words: one headline and one sentence for each honest state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Estimate
from postmortem.wording.figures import NOT_KNOWN, count, interval, level, plain, probability, share
from postmortem.wording.metrics import metric_of
from postmortem.wording.spans import span, span_interval

if TYPE_CHECKING:
    from postmortem.model import DataUsed, Recovery


def has_fallen(recovery: Recovery) -> bool:
    """Whether the change for the worse itself is known, whatever became of it since."""
    drop = recovery.drop
    return recovery.status != "no_drop" and drop is not None and drop.value is not None


def never_left(recovery: Recovery) -> bool:
    """Whether a recovery time of nothing means that the margin was never left."""
    hours = recovery.recovery.hours
    return hours is not None and hours.value == 0 and not recovery.relapses


def headline(recovery: Recovery) -> str:
    """Say the finding in at most 70 characters: the title of a chart."""
    metric = metric_of(recovery)
    hours = recovery.recovery.hours
    took = span(hours.value) if hours else NOT_KNOWN
    seen = span(recovery.recovery.observed_hours)
    again = bool(recovery.relapses)
    match recovery.status:
        case "insufficient_data" if has_fallen(recovery):
            return f"{_by_how_much(recovery)}; recovery cannot be judged"
        case "insufficient_data":
            return f"Not enough data to say whether {metric.noun} {metric.fell}"
        case "no_drop":
            return f"No {metric.drop} in {metric.noun} beyond ordinary fluctuation"
        case "recovered" | "probably_recovered" if never_left(recovery):
            return f"{metric.name} {metric.fell}, but never left the margin of normal"
        case "recovered" if again:
            return f"{metric.name} was back to normal after {took}, then {metric.fell} again"
        case "recovered":
            return f"{metric.name} was back to normal {took} after the incident"
        case "probably_recovered":
            return f"{metric.name} was probably back to normal after {took}"
        case "not_recovered" if again:
            return f"{metric.name} {metric.fell} again after a return: not back after {seen}"
        case "not_recovered" if recovery.new_normal:
            return f"{metric.name} has settled {metric.beyond} normal: not back after {seen}"
        case "not_recovered":
            return f"{metric.name} was still not back to normal after {seen}"
        case _:
            return f"The data cannot tell whether {metric.noun} has recovered"


def tolerance(recovery: Recovery) -> str:
    """Say how near to expected counts as normal."""
    margin = recovery.recovery.margin
    match recovery.metric:
        case "negative_share":
            return f"within {metric_of(recovery).show_change(margin)} of expected"
        case "volume":
            return f"within {share(margin)} of expected"
        case _:
            return f"within {plain(margin)} of expected"


def sentence(recovery: Recovery, data: DataUsed | None = None) -> str:
    """Say the finding with its interval, rule and evidence, in the words of the method."""
    metric = metric_of(recovery)
    time = recovery.recovery
    basis = _basis(data)
    match recovery.status:
        case "insufficient_data" if has_fallen(recovery):
            return (
                f"{_by_how_much(recovery)} at its worst{_ranged(recovery, basis)}. Whether it has "
                f"recovered is not known. {_reason(recovery)}"
            )
        case "insufficient_data":
            return f"{metric.name}: not known. {_reason(recovery)}"
        case "no_drop":
            p = "" if recovery.p_drop is None else f" (p = {probability(recovery.p_drop)})"
            return (
                f"No {metric.drop} in {metric.noun} distinguishable from ordinary fluctuation{p}; "
                "no recovery time is given."
            )
        case "recovered" | "probably_recovered" if time.hours and never_left(recovery):
            sure = "" if recovery.status == "recovered" else "; the data cannot yet confirm it"
            return (
                f"{metric.name} {metric.fell}, but never left the margin: it stayed "
                f"{tolerance(recovery)}{sure} ({_away(time.hours)}{basis}).{_again(recovery)}"
            )
        case "recovered" if time.hours:
            return (
                f"{metric.name} was back {tolerance(recovery)} {span(time.hours.value)} after the "
                f"incident and stayed there for {span(time.hold_hours)} "
                f"({span_interval(time.hours)}{basis}).{_again(recovery)}"
            )
        case "probably_recovered" if time.hours:
            return (
                f"{metric.name} was probably back {tolerance(recovery)}: best estimate "
                f"{span(time.hours.value)}; the data cannot yet confirm it "
                f"({span_interval(time.hours)}{basis}).{_again(recovery)}"
            )
        case "not_recovered":
            return (
                f"{metric.name} had not recovered by the end of the data: more than "
                f"{span(time.observed_hours)}{basis.replace('; ', ' (', 1) + ')' if basis else ''}."
                f"{_residual(recovery)}{_again(recovery)}"
            )
        case _:
            return (
                f"The data cannot tell whether {metric.noun} has recovered after "
                f"{span(time.observed_hours)}. {_reason(recovery)}"
            )


def _by_how_much(recovery: Recovery) -> str:
    metric = metric_of(recovery)
    amount = metric.show_change(recovery.drop.value if recovery.drop else None)
    return f"{metric.name} {metric.fell} by {amount}"


def _ranged(recovery: Recovery, basis: str) -> str:
    """Print the interval of the drop and what it rests on."""
    shown = interval(recovery.drop or Estimate(None), metric_of(recovery).show_change)
    return f" ({shown}{basis})"


def _away(hours: Estimate) -> str:
    """Say how long the metric may have been outside the margin after all."""
    if hours.high is None:
        return "how long it may have been outside is not known"
    if hours.high == 0:
        return f"{level(hours.level)}: not outside at any time"
    return f"{level(hours.level)}: outside for at most {span(hours.high)}"


def _basis(data: DataUsed | None) -> str:
    if data is None:
        return ""
    by = "" if data.scored_authors is None else f" by {count(data.scored_authors)} authors"
    return f"; {count(data.scored)} scored posts{by}"


def _reason(recovery: Recovery) -> str:
    reason = (recovery.reason or "No reason was recorded.").strip()
    return reason[:1].upper() + reason[1:] + ("" if reason.endswith((".", "!", "?")) else ".")


def _residual(recovery: Recovery) -> str:
    left, metric = recovery.residual, metric_of(recovery)
    if left is None or left.value is None:
        return ""
    worse = turned(left) if metric.bad < 0 else left
    lasting = " It has flattened there: a new normal." if recovery.new_normal else ""
    return (
        f" At the end it lay {metric.show_change(worse.value)} {metric.beyond} expected "
        f"({interval(worse, metric.show_change)}).{lasting}"
    )


def turned(estimate: Estimate) -> Estimate:
    """Return the estimate with its sign turned, so that a shortfall reads as an amount."""
    value, low, high = (
        None if end is None else -end for end in (estimate.value, estimate.high, estimate.low)
    )
    return Estimate(value, low, high, estimate.level)


def _again(recovery: Recovery) -> str:
    if not recovery.relapses:
        return ""
    times = "once" if len(recovery.relapses) == 1 else f"{len(recovery.relapses)} times"
    return f" After a return it was {metric_of(recovery).beyond} normal again {times}."
