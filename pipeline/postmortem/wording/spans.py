"""Lengths of time: hours below 72, then days and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.wording.figures import MINUS, NOT_KNOWN, level, stable

if TYPE_CHECKING:
    from postmortem.model import Estimate

_DAYS_FROM = 72.0


def span(hours: float | None) -> str:
    """Print a length of time.

    >>> span(0.6), span(6.52), span(51.3), span(118.2), span(408)
    ('36 min', '6.5 h', '51 h', '4 days 22 h', '17 days')
    """
    length = None if hours is None else stable(hours)
    if length is None:
        return NOT_KNOWN
    size = abs(length)
    text = f"{_whole(size)} h" if size < _DAYS_FROM else _days(size)
    if 0 < size < 1:
        text = f"{round(size * 60)} min"
    return MINUS + text if length < 0 and size else text


def _whole(hours: float) -> str:
    return f"{hours:.1f}".removesuffix(".0") if hours < 9.95 else f"{hours:.0f}"


def _days(hours: float) -> str:
    days, rest = divmod(round(hours), 24)
    return f"{days} days {rest} h" if rest else f"{days} days"


def span_interval(estimate: Estimate, *, level_named: bool = True) -> str:
    """Print the interval of a length of time; an open upper end is said in words.

    >>> from postmortem.model import Estimate
    >>> span_interval(Estimate(51.0, 34.0, 94.0))
    '90% interval 34 h to 3 days 22 h'
    >>> span_interval(Estimate(51.0, 34.0, 60.0)), span_interval(Estimate(118.0, 82.0, None))
    ('90% interval 34–60 h', 'at least 3 days 10 h, upper limit not reached')
    """
    low, high = estimate.low, estimate.high
    name = f"{level(estimate.level)} " if level_named else ""
    if low is None and high is None:
        return f"{name}{NOT_KNOWN}"
    if high is None:
        return f"at least {span(low)}, upper limit not reached"
    if low is None:
        return f"at most {span(high)}"
    if low >= 1 and high < _DAYS_FROM:
        return f"{name}{_whole(low)}–{_whole(high)} h"
    return f"{name}{span(low)} to {span(high)}"


def brief_span_interval(estimate: Estimate) -> str:
    """Print the interval of a length of time where there is little room: beside a line.

    >>> from postmortem.model import Estimate
    >>> brief_span_interval(Estimate(118.0, 82.0, None))
    '≥ 3 days 10 h'
    """
    if estimate.high is None and estimate.low is not None:
        return f"≥ {span(estimate.low)}"
    return span_interval(estimate, level_named=False)


def time_since(hours: float) -> str:
    """Print how long after (or before) the incident, as a label.

    >>> time_since(42.67), time_since(-3)
    ('+43 h', '−3 h')
    """
    text = span(hours)
    return text if text.startswith(MINUS) else f"+{text}"
