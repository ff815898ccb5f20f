"""The metrics of the audience that have a way down and back."""

from __future__ import annotations

from typing import Literal, get_args

MetricName = Literal["sentiment", "negative_share", "volume"]
METRIC_NAMES: tuple[MetricName, ...] = get_args(MetricName)
"""In the order in which a report tells them."""
