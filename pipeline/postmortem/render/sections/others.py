"""What the brand is held against: a control, and the people who had talked about it before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Block, Figure, Paragraph, Table
from postmortem.render.sections.lead import RANGES
from postmortem.wording import (
    count,
    probability,
    quantity,
    sentence,
    share,
    with_interval,
    with_sign,
)

if TYPE_CHECKING:
    from postmortem.model import Composition, Control

REGULARS = "Asked only of people who had already talked about the brand:"


def control_blocks(control: Control) -> list[Block]:
    """Say what a rival or the category did over the same time."""
    if control.difference_in_differences is None:
        reason = control.reason or "no reason was recorded"
        return [Paragraph(f"Not known: {reason}", method="control")]
    rows = (
        ("The brand", with_interval(control.brand_change, with_sign, level_named=False)),
        (
            "The control",
            with_interval(control.control_change, with_sign, level_named=False),
        ),
        (
            "Difference",
            with_interval(control.difference_in_differences, with_sign, level_named=False),
        ),
        (
            "Ordinary fluctuation shared",
            with_interval(control.coefficient, quantity, level_named=False),
        ),
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
            "Of the change in mean sentiment, "
            f"{with_interval(composition.within, with_sign)} is a change of tone within groups, "
            f"and {with_interval(composition.mix, with_sign)} is other people talking.",
            method="composition",
        )
    ]
    rows = tuple(
        (
            group.name,
            f"{share(group.share_before)} ({count(group.n_before)})",
            f"{share(group.share_after)} ({count(group.n_after)})",
            with_sign(group.mean_before),
            with_sign(group.mean_after),
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
