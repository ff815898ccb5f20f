"""What the brand is held against: a control, and the people who had talked about it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Block, Figure, Paragraph, Table
from postmortem.render.sections.lead import RANGES
from postmortem.wording import count, measured, probability, quantity, sentence, share, signed

if TYPE_CHECKING:
    from postmortem.model import Composition, Control

REGULARS = "Asked only of people who had already talked about the brand:"


def control_blocks(control: Control) -> list[Block]:
    """Say what a rival or the category did over the same time."""
    if control.difference_in_differences is None:
        reason = control.reason or "no reason was recorded"
        return [Paragraph(f"Not known: {reason}", method="control")]
    rows = (
        ("The brand", measured(control.brand_change, signed, named=False)),
        ("The control", measured(control.control_change, signed, named=False)),
        ("Difference", measured(control.difference_in_differences, signed, named=False)),
        ("Ordinary fluctuation shared", measured(control.coefficient, quantity, named=False)),
        ("Chance of a drop in the control", probability(control.p_drop)),
    )
    words = (
        "Change of mean sentiment over the same hours; "
        f"the control has {count(control.posts)} posts."
    )
    head = ("", "Change")
    return [Paragraph(words, method="control"), Table(head, rows, ("left", "right"), RANGES)]


def composition_blocks(composition: Composition) -> list[Block]:
    """Say how much is people changing tone, and how much is other people talking."""
    if composition.within is None and composition.mix is None:
        reason = composition.reason or "no reason was recorded"
        return [Paragraph(f"Not known: {reason}", method="composition")]
    blocks: list[Block] = [
        Paragraph(
            f"Of the change in mean sentiment, {measured(composition.within, signed)} is a change "
            f"of tone within groups, and {measured(composition.mix, signed)} is other people "
            "talking.",
            method="composition",
        )
    ]
    rows = tuple(
        (
            group.name,
            f"{share(group.share_before)} ({count(group.n_before)})",
            f"{share(group.share_after)} ({count(group.n_after)})",
            signed(group.mean_before),
            signed(group.mean_after),
        )
        for group in composition.groups
    )
    head = ("Group", "Posts before", "Posts after", "Sentiment before", "Sentiment after")
    if rows:
        blocks.append(Table(head, rows, ("left", "right", "right", "right", "right")))
    if composition.regulars is not None:
        words = sentence(composition.regulars)
        blocks.append(Paragraph(f"{REGULARS} {words}", method="composition"))
    blocks.append(Figure("10-composition"))
    return blocks
