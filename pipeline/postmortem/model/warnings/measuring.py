"""Warnings about how far a number can be trusted, raised while it is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from postmortem.model.warnings.kind import AUDIENCE, MOOD, WarningKind

if TYPE_CHECKING:
    from collections.abc import Mapping

MeasuringCode = Literal[
    "below-again",
    "control-moved",
    "drifting-baseline",
    "low-precision",
    "margin-inside-wobble",
    "never-outside-margin",
    "placebo-drop",
    "platform-mix",
    "platform-without-baseline",
    "possible-drop",
    "short-baseline",
]

MEASURING: Final[Mapping[MeasuringCode, WarningKind]] = {
    "below-again": WarningKind(
        severity="warning",
        sentence="At the end of the data it was {side} the margin again, after it had come back: "
        "whether that lasts, they do not say yet.",
        cure="Look at the last days in the chart; measure again when more posts are in.",
        metrics=AUDIENCE,
    ),
    "control-moved": WarningKind(
        severity="warning",
        sentence="The control dropped at the incident: something may have moved everybody.",
        cure="Look at what moved both; the difference is the safer figure.",
        metrics=MOOD,
    ),
    "drifting-baseline": WarningKind(
        severity="warning",
        sentence="The baseline was already drifting before the incident: the recovery interval is "
        "narrower than it should be.",
        cure="Give a longer baseline, or a control set that drifts the same way.",
        metrics=AUDIENCE,
    ),
    "low-precision": WarningKind(
        severity="warning",
        sentence="The last 48 hours of data could resolve only a margin wider than the one asked.",
        cure="Add platforms or a longer export; otherwise use the interval, not the value.",
        metrics=AUDIENCE,
    ),
    "margin-inside-wobble": WarningKind(
        severity="warning",
        sentence="The margin is inside ordinary fluctuation: even a quiet period leaves it now and "
        "then. A wider margin is shown under other rules.",
        cure="Look at the wider margin in the table of other rules.",
        metrics=AUDIENCE,
    ),
    "never-outside-margin": WarningKind(
        severity="note",
        sentence="The fitted curve was never outside the margin: at its worst {depth} from "
        "expected, and up to {margin} counts as normal. There was nothing to come back from, so "
        "recovery counts as 0 h.{doubt}",
        cure="Look at how deep it went; a smaller measure.margin asks for more.",
        metrics=AUDIENCE,
    ),
    "placebo-drop": WarningKind(
        severity="warning",
        sentence="The same test finds a drop a week before the incident too (p = {p:.3f}): the "
        "time before it was not calm.",
        cure="Trust only drops clearly deeper than those at dates when nothing happened.",
        metrics=("sentiment",),
    ),
    "platform-mix": WarningKind(
        severity="warning",
        sentence="The mix of platforms changed ({platform}: {before:.0%} of posts before, "
        "{after:.0%} in the first 48 hours); the pooled curve keeps the earlier mix.",
        cure="Read the platforms one by one; the pooled figure keeps their old shares.",
        metrics=MOOD,
    ),
    "platform-without-baseline": WarningKind(
        severity="warning",
        sentence="{platform}: {n} posts since the incident and hardly any before it; they are left "
        "out of the pooled curve.",
        cure="Export more days before the incident from that platform.",
        metrics=MOOD,
    ),
    "possible-drop": WarningKind(
        severity="note",
        sentence="A possible drop, not a certain one (p = {p:.3f}).",
        cure="Treat the drop as possible, not as established.",
        metrics=AUDIENCE,
    ),
    "short-baseline": WarningKind(
        severity="warning",
        sentence="Only {days} days of baseline: no weekly course could be known ({needed} days are "
        "needed), and recovery tends to look too early.",
        cure="Export more days before the incident.",
        metrics=AUDIENCE,
    ),
}
