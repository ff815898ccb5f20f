"""The words and figures that charts and texts share, so that no two renderings can disagree.

Pure and slim: standard library only. Every number a person reads passes through `stable` first,
the rounding that `summary.json` is written with.
"""

from postmortem.wording.apologies import apart, came, event_of, weight
from postmortem.wording.bins import FEW_POSTS, is_few
from postmortem.wording.clean import clip, visible
from postmortem.wording.coverage import days_without_posts, every_day
from postmortem.wording.figures import (
    MINUS,
    change,
    count,
    difference,
    interval,
    level,
    plain,
    probability,
    quantity,
    ratio,
    share,
    stable,
    with_interval,
    with_sign,
)
from postmortem.wording.finding import (
    as_shortfall,
    edges_of_normal,
    has_fallen,
    never_left,
    tolerance,
)
from postmortem.wording.metrics import METRICS, Metric, metric_of
from postmortem.wording.moments import Clock
from postmortem.wording.names import engine_name, platform_name
from postmortem.wording.ranking import rank, side
from postmortem.wording.spans import span, span_interval, time_since
from postmortem.wording.states import State, WayBack, headline, sentence, state_of

__all__ = [
    "FEW_POSTS",
    "METRICS",
    "MINUS",
    "Clock",
    "Metric",
    "State",
    "WayBack",
    "apart",
    "as_shortfall",
    "came",
    "change",
    "clip",
    "count",
    "days_without_posts",
    "difference",
    "edges_of_normal",
    "engine_name",
    "event_of",
    "every_day",
    "has_fallen",
    "headline",
    "interval",
    "is_few",
    "level",
    "metric_of",
    "never_left",
    "plain",
    "platform_name",
    "probability",
    "quantity",
    "rank",
    "ratio",
    "sentence",
    "share",
    "side",
    "span",
    "span_interval",
    "stable",
    "state_of",
    "time_since",
    "tolerance",
    "visible",
    "weight",
    "with_interval",
    "with_sign",
]
