"""What each metric is called, which way is bad, and how its values are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.wording.figures import change, difference, plain, quantity, share, with_sign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from postmortem.model import MetricName, Recovery


@dataclass(frozen=True, slots=True)
class Metric:
    """The vocabulary of one metric. `bad` is −1 where falling is bad and +1 where rising is."""

    name: str
    noun: str
    measure: str
    bad: int
    show: Callable[[float | None], str]
    show_change: Callable[[float | None], str]
    """Prints an amount of change, whose sign the words around it tell."""
    show_signed: Callable[[float | None], str]
    """Prints a change with its sign."""

    @property
    def fell(self) -> str:
        """The verb for getting worse."""
        return "fell" if self.bad < 0 else "rose"

    @property
    def drop(self) -> str:
        """The noun for getting worse."""
        return "drop" if self.bad < 0 else "rise"

    @property
    def worst(self) -> str:
        """The adjective for the worst point."""
        return "Lowest" if self.bad < 0 else "Highest"

    @property
    def beyond(self) -> str:
        """The side of normal that is bad."""
        return "below" if self.bad < 0 else "above"


def _gap(value: float | None) -> str:
    return plain(value)


def _points(value: float | None) -> str:
    return change(value).lstrip("+")


METRICS: Mapping[MetricName, Metric] = {
    "sentiment": Metric(
        "Sentiment",
        "sentiment",
        "mean, −1 (negative) to +1 (positive)",
        -1,
        with_sign,
        _gap,
        with_sign,
    ),
    "negative_share": Metric(
        "Negative share",
        "the negative share",
        "share of posts that are negative",
        1,
        share,
        _points,
        change,
    ),
    "volume": Metric("Volume", "volume", "posts per hour", 1, quantity, quantity, difference),
}


def metric_of(recovery: Recovery) -> Metric:
    """Return the vocabulary of a recovery; a split by platform speaks of sentiment."""
    return METRICS[recovery.metric]
