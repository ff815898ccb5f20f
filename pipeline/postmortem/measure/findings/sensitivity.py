"""The same question under other rules: margin, hold, and when the incident began."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from postmortem.measure.course.fit import Fit, Unfit
from postmortem.measure.findings.caveats import WOBBLE_Z
from postmortem.measure.findings.recovery import short_answer
from postmortem.model import Sensitivity
from postmortem.model.rule import HOLD_HOURS, MARGIN, VOLUME_MARGIN

if TYPE_CHECKING:
    from postmortem.measure.posts.inputs import Settings

MARGINS = (MARGIN / 2, MARGIN, 2 * MARGIN)
VOLUME_MARGINS = (VOLUME_MARGIN / 2, VOLUME_MARGIN, 2 * VOLUME_MARGIN)
HOLDS = (HOLD_HOURS / 2, HOLD_HOURS, 2 * HOLD_HOURS)
SHIFTS = (-6.0, 6.0)

Refit = Callable[[float], Fit | Unfit]


def sensitivity(fit: Fit | Unfit, refit: Refit, settings: Settings) -> tuple[Sensitivity, ...]:
    """Return status and hours under each other rule; empty where nothing could be fitted.

    `refit(shift)` fits as if the incident had begun `shift` hours later; its hours count from
    that other beginning.
    """
    if isinstance(fit, Unfit):
        return ()
    return (*_margins(fit, settings), *_holds(fit, settings), *_beginnings(refit, settings))


def _margins(fit: Fit, settings: Settings) -> list[Sensitivity]:
    usual = VOLUME_MARGINS if fit.metric.is_count else MARGINS
    rows = []
    for margin in usual:
        status, hours, never_left = short_answer(
            fit, settings, margin=fit.metric.engine_margin(margin)
        )
        rows.append(
            Sensitivity(
                rule="margin",
                setting=f"{margin:g}",
                status=status,
                hours=hours,
                never_left=never_left,
            )
        )
    ordinary = WOBBLE_Z * fit.gap.wobble
    if not fit.metric.is_count and fit.metric.margin(settings) < ordinary:
        status, hours, never_left = short_answer(fit, settings, margin=ordinary)
        rows.append(
            Sensitivity(
                rule="margin",
                setting=f"{ordinary:.3f} (ordinary fluctuation)",
                status=status,
                hours=hours,
                never_left=never_left,
            )
        )
    return rows


def _holds(fit: Fit, settings: Settings) -> list[Sensitivity]:
    rows = []
    for hold in HOLDS:
        status, hours, never_left = short_answer(fit, settings, hold=hold)
        rows.append(
            Sensitivity(
                rule="hold_hours",
                setting=f"{hold:g}",
                status=status,
                hours=hours,
                never_left=never_left,
            )
        )
    return rows


def _beginnings(refit: Refit, settings: Settings) -> list[Sensitivity]:
    rows = []
    for shift in SHIFTS:
        status, hours, never_left = short_answer(refit(shift), settings)
        rows.append(
            Sensitivity(
                rule="began_at",
                setting=f"{shift:+g} h",
                status=status,
                hours=hours,
                never_left=never_left,
            )
        )
    return rows
