"""The words of chart 04: what an apology did, or the reason why that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.charts.parts.series import bin_name, width_of
from postmortem.wording import as_shortfall, event_of, interval, plain, span, weight

if TYPE_CHECKING:
    from postmortem.model import ApologyEffect, Incident, Report, ResponseView


def is_early(effect: ApologyEffect, incident: Incident) -> bool:
    """Whether the apology is listed before the incident it is for.

    One whose day alone is known may have come after it until that day is over.
    """
    event = event_of(effect, incident)
    if event is None:
        return effect.latency_hours is not None and effect.latency_hours < 0
    return event.at < incident.began_at and event.until <= incident.began_at


def is_day_only(effect: ApologyEffect, incident: Incident) -> bool:
    """Whether only the day of the apology is known, so that nothing is before or after it."""
    event = event_of(effect, incident)
    return event is not None and event.precision == "day"


def title(effect: ApologyEffect, incident: Incident) -> str:
    """Say what came after the apology, at most as surely as it is known."""
    difference = effect.effect
    if is_early(effect, incident):
        return f"The apology is listed {span(-(effect.latency_hours or 0.0))} before the incident"
    if not _is_known(effect) or difference is None:
        return "The hours around the apology: its effect is not known"
    if weight(difference) == "none":
        return "After the apology: no effect visible beyond its earlier course"
    value = difference.value or 0.0
    side = "above" if value >= 0 else "below"
    magnitude = difference if value >= 0 else as_shortfall(difference)
    sure = "" if magnitude.low is not None and magnitude.low > 0 else ", not established"
    return f"After the apology: {plain(magnitude.value)} {side} its earlier course{sure}"


def subtitle(report: Report, effect: ApologyEffect, view: ResponseView) -> str:
    """Say what is drawn, why nothing is known where nothing is, and what it does not prove."""
    per = bin_name(width_of(view.series))
    parts = [f"Mean sentiment {per}, −1 (negative) to +1 (positive)."]
    parts += [reason(effect)] if reason(effect) else []
    if view.path:
        parts.append("Grey: the course before the apology, carried on.")
    if effect.effect and _is_known(effect):
        parts.append(f"Difference: {interval(effect.effect)}.")
    alone = "" if report.measures.control is not None else " without control"
    parts.append(f"One event{alone}: association, not cause.")
    return " ".join(parts)


def reason(effect: ApologyEffect) -> str:
    """Say why an effect is not known; nothing where it is."""
    if _is_known(effect) or not effect.reason:
        return ""
    return effect.reason if effect.reason.endswith((".", "!", "?")) else f"{effect.reason}."


def _is_known(effect: ApologyEffect) -> bool:
    difference = effect.effect
    return effect.status == "identified" and difference is not None and difference.value is not None
