"""The parts of a sentence about a recovery; `states` puts them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from postmortem.model import Estimate
from postmortem.wording.figures import count, interval, level, plain, share
from postmortem.wording.metrics import metric_of
from postmortem.wording.spans import span

if TYPE_CHECKING:
    from postmortem.model import DataUsed, Recovery


def has_fallen(recovery: Recovery) -> bool:
    """Whether the change for the worse itself is known, whatever became of it since."""
    drop = recovery.drop
    return recovery.status != "no_drop" and drop is not None and drop.value is not None


def never_left(recovery: Recovery) -> bool:
    """Whether a recovery time of nothing means that the margin was never left."""
    return recovery.recovery.never_left


def tolerance(recovery: Recovery) -> str:
    """Say how near to expected counts as normal."""
    margin = recovery.recovery.margin
    match recovery.metric:
        case "negative_share":
            return f"within {metric_of(recovery).show_change(margin)} of expected"
        case "volume":
            return f"within {share(margin)} of expected"
        case "sentiment":
            return f"within {plain(margin)} of expected"
        case _:
            assert_never(recovery.metric)


def edges_of_normal(recovery: Recovery, expected: float) -> tuple[float, float]:
    """Return the lowest and the highest value that count as normal where `expected` is.

    The margin of volume is a share, and the logarithm is what is measured: as far down as up.
    """
    margin = recovery.recovery.margin
    match recovery.metric:
        case "volume":
            return expected / (1 + margin), expected * (1 + margin)
        case "sentiment" | "negative_share":
            return expected - margin, expected + margin
        case _:
            assert_never(recovery.metric)


def by_how_much(recovery: Recovery) -> str:
    """Say how far the metric changed for the worse."""
    metric = metric_of(recovery)
    amount = metric.show_change(recovery.drop.value if recovery.drop else None)
    return f"{metric.name} {metric.fell} by {amount}"


def drop_interval(recovery: Recovery, basis: str) -> str:
    """Print the interval of the drop and what it rests on."""
    limits = interval(recovery.drop or Estimate(None), metric_of(recovery).show_change)
    return f" ({limits}{basis})"


def time_outside(hours: Estimate) -> str:
    """Say how long the metric may have been outside the margin after all."""
    if hours.high is None:
        return "how long it may have been outside is not known"
    if hours.high == 0:
        return f"{level(hours.level)}: not outside at any time"
    return f"{level(hours.level)}: outside for at most {span(hours.high)}"


def basis(data: DataUsed | None) -> str:
    """Say what a finding rests on, to stand behind an interval."""
    if data is None:
        return ""
    by = "" if data.scored_authors is None else f" by {count(data.scored_authors)} authors"
    return f"; {count(data.scored)} scored posts{by}"


def reason(recovery: Recovery) -> str:
    """Return the reason of a finding as a sentence."""
    text = (recovery.reason or "No reason was recorded.").strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def residual(recovery: Recovery) -> str:
    """Say what was left at the end of the data, where it is known."""
    remainder, metric = recovery.residual, metric_of(recovery)
    if remainder is None or remainder.value is None:
        return ""
    worse = as_shortfall(remainder) if metric.bad < 0 else remainder
    lasting = " It has flattened there: a new normal." if recovery.new_normal else ""
    return (
        f" At the end it lay {metric.show_change(worse.value)} {metric.beyond} expected "
        f"({interval(worse, metric.show_change)}).{lasting}"
    )


def as_shortfall(estimate: Estimate) -> Estimate:
    """Return the estimate with its sign turned, so that a shortfall reads as an amount."""
    value, low, high = (
        None if end is None else -end for end in (estimate.value, estimate.high, estimate.low)
    )
    return Estimate(value, low, high, estimate.level)


def relapses(recovery: Recovery) -> str:
    """Say how often it was beyond normal again after a return."""
    if not recovery.relapses:
        return ""
    times = "once" if len(recovery.relapses) == 1 else f"{len(recovery.relapses)} times"
    return f" After a return it was {metric_of(recovery).beyond} normal again {times}."
