"""What a reader of one metric must know before believing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.posts.gates import SHORT_BASELINE_DAYS
from postmortem.model import Caveat

if TYPE_CHECKING:
    from postmortem.measure.course.fit import Fit
    from postmortem.measure.posts.inputs import Settings

WOBBLE_Z = 1.645
_DRIFT = 0.007
_TREND = 3.0
_LAST = 48.0


def resolvable_margin(fit: Fit, settings: Settings) -> float:
    """Return the margin that the last 48 hours of data can tell from zero; engine units."""
    last = fit.curve.time > fit.curve.end - _LAST
    return settings.z * float(np.median(fit.curve.sd[last]))


def drifting(fit: Fit) -> bool:
    """Whether the baseline was already moving before the incident."""
    return fit.gap.drift > _DRIFT or abs(fit.gap.trend_t) > _TREND


def caveats(fit: Fit, settings: Settings) -> tuple[Caveat, ...]:
    """Return the warnings of a fitted metric, most serious first."""
    margin = fit.metric.margin(settings)
    warnings: list[Caveat] = []
    if drifting(fit):
        warnings.append(Caveat.of("drifting-baseline"))
    if fit.baseline.days < SHORT_BASELINE_DAYS:
        warnings.append(
            Caveat.of("short-baseline", days=fit.baseline.days, needed=SHORT_BASELINE_DAYS)
        )
    if margin < WOBBLE_Z * fit.gap.wobble:
        warnings.append(Caveat.of("margin-inside-wobble"))
    resolvable = resolvable_margin(fit, settings)
    if resolvable > margin:
        warnings.append(Caveat("low-precision", _low_precision(fit, resolvable)))
    if 0.01 <= fit.p_drop < 0.05:
        warnings.append(Caveat.of("possible-drop", p=fit.p_drop))
    return tuple(warnings)


def below_again(fit: Fit, margin: float) -> tuple[Caveat, ...]:
    """Return a warning where a curve that had come back lies beyond the margin when data end.

    Not certain enough for `not_recovered`, which asks it of the whole band; `margin` is in engine
    units.
    """
    if fit.curve.gap[-1] >= -margin:
        return ()
    side = "below" if fit.metric.worse < 0 else "above"
    return (Caveat.of("below-again", side=side),)


def never_outside(fit: Fit, margin: float, latest: float) -> Caveat:
    """Say that there was nothing to come back from; `margin` is in engine units.

    `latest` is the hour by which it is certain that it lay within the margin.
    """
    depth = shown_margin(fit, max(-float(fit.curve.gap[fit.curve.trough]), 0.0))
    doubt = " The drop may have been deeper: the interval says until when." if latest > 0 else ""
    normal = shown_margin(fit, margin)
    return Caveat.of("never-outside-margin", depth=depth, margin=normal, doubt=doubt)


def _low_precision(fit: Fit, resolvable: float) -> str:
    if not np.isfinite(resolvable):
        return "Nobody posted for much of the last 48 hours, so the end of the story is unseen."
    return (
        f"Low precision: the data could resolve only a margin of {shown_margin(fit, resolvable)}."
    )


def shown_margin(fit: Fit, engine: float) -> str:
    """Say an engine margin in the reader's terms."""
    if fit.metric.is_count:
        return f"{np.expm1(engine * fit.metric.scale):.0%} of the expected posts"
    return f"{engine:.2f}"
