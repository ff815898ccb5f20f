"""The hours around an apology: plain means, hour by hour, and 48 hours on either side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from postmortem.measure.beside.windows import plain_mean
from postmortem.measure.findings.series import instant
from postmortem.model import Point, ResponseView

if TYPE_CHECKING:
    from datetime import datetime

    from postmortem.measure.posts.inputs import Audience, Settings
    from postmortem.model import Estimate

_HOURS_BEFORE = 24
_HOURS_AFTER = 72
_SIDE = 48.0


def response_view(
    audience: Audience,
    began_at: datetime,
    apology_hours: float,
    own_posts_at: tuple[datetime, ...],
    settings: Settings,
) -> ResponseView | None:
    """Return the view around an apology `apology_hours` after the incident.

    None where no scored post lies around it. `own_posts_at` are the brand's posts; those inside
    the view are kept. The means are plain: they know nothing of natural decay.
    """
    scored_posts = audience.where(audience.scored)
    edges = apology_hours + np.arange(-_HOURS_BEFORE, _HOURS_AFTER + 1.0)
    which = np.histogram(scored_posts.hours, edges)[0]
    if not which.any():
        return None
    totals = np.histogram(scored_posts.hours, edges, weights=scored_posts.compound)[0]
    first, last = instant(began_at, float(edges[0])), instant(began_at, float(edges[-1]))
    return ResponseView(
        series=tuple(
            Point(
                start=instant(began_at, float(start)),
                hours=float(start),
                n=int(n),
                value=float(total / n) if n else None,
                low=None,
                high=None,
                expected=None,
            )
            for start, n, total in zip(edges[:-1], which, totals, strict=True)
        ),
        before=_side(scored_posts, max(0.0, apology_hours - _SIDE), apology_hours, settings),
        after=_side(scored_posts, apology_hours, apology_hours + _SIDE, settings),
        own_posts_at=tuple(at for at in own_posts_at if first <= at <= last),
    )


def _side(posts: Audience, start: float, end: float, settings: Settings) -> Estimate | None:
    inside = posts.where((posts.hours >= start) & (posts.hours < end))
    return plain_mean(inside, inside.compound, end - start, settings)
