"""How the brand responded: the apology's effect and the scorecard of the four steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Block, Bullets, Figure, Heading, Paragraph, Quote, Section
from postmortem.render.sections.lead import apology_sentence
from postmortem.wording import plain, quantity, ratio, share, span, with_sign

if TYPE_CHECKING:
    from postmortem.model import ApologyEffect, Incident, Mark, Report

STEPS = {
    "own_it": "Own it",
    "understand_it": "Understand it",
    "accept_it": "Accept it",
    "get_it": "Get it",
}


def response_section(report: Report) -> Section:
    """Say what was done, what came of it, and what cannot be said."""
    blocks: list[Block] = []
    for effect in report.measures.apology:
        blocks += _apology(effect, report.incident)
    blocks.append(Figure("04-response"))
    blocks.append(Heading("Conduct, step by step"))
    blocks.append(
        Paragraph(
            "Evidence only: there is no grade. Quoted lines are the brand's own words.", "quiet"
        )
    )
    for step, marks in report.conduct.items():
        blocks.append(Heading(STEPS.get(step, step.replace("_", " ").capitalize())))
        if not marks:
            blocks.append(Paragraph("Not known: the exports show nothing about this step."))
        for mark in marks:
            blocks += _mark(mark)
    return Section("Response", "response", tuple(blocks))


def _apology(effect: ApologyEffect, incident: Incident) -> list[Block]:
    blocks: list[Block] = [Paragraph(apology_sentence(effect, incident), method="apology")]
    if effect.status == "no_apology":
        return blocks
    facts = []
    if effect.minimum_detectable is not None:
        facts.append(
            f"The smallest effect these data could show: {plain(effect.minimum_detectable)}."
        )
    if effect.placebos:
        facts.append(placebo_sentence(effect))
    if effect.components:
        present = [name.replace("_", " ") for name, there in effect.components.items() if there]
        absent = [name.replace("_", " ") for name, there in effect.components.items() if not there]
        facts.append(f"Components present: {', '.join(present) or 'none'}.")
        facts.append(f"Components absent: {', '.join(absent) or 'none'}.")
    facts.append(
        "People apologise near the lowest point, so things look better afterwards in any case; "
        "whatever else happened at that hour is part of the figure too."
    )
    blocks.append(Bullets(tuple(facts)))
    blocks += [Quote(words, "the apology") for words in effect.quotes]
    return blocks


def placebo_sentence(effect: ApologyEffect) -> str:
    """Say what the same question finds at hours at which nobody apologised."""
    values = sorted(p.value for p in effect.placebos if p.value is not None)
    if not values:
        return "Asked of earlier hours, when nothing was said, the same question has no answer."
    if len(values) == 1:
        return f"Asked of an earlier hour, when nothing was said, it gives {with_sign(values[0])}."
    return (
        f"Asked of {len(values)} earlier hours, when nothing was said, the same question gives "
        f"{with_sign(values[0])} to {with_sign(values[-1])}."
    )


def _mark(mark: Mark) -> list[Block]:
    figure = mark_value(mark)
    finding = mark.finding.strip()
    if figure:
        finding = f"{finding.rstrip('.')} ({figure})."
    blocks: list[Block] = [Paragraph(finding)]
    blocks += [Quote(words) for words in mark.evidence]
    return blocks


def mark_value(mark: Mark) -> str:
    """Print a mark's figure in its unit, unless the finding is all there is to say."""
    if mark.value is None:
        return ""
    match mark.unit:
        case "hours":
            return span(mark.value)
        case "share":
            return share(mark.value)
        case "ratio":
            return ratio(mark.value)
        case None:
            return quantity(mark.value)
        case unit:
            return f"{quantity(mark.value)} {unit}"
