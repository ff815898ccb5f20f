"""What people wrote, what day it was, and how the brand's own posts did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.render.document import Block, Figure, Heading, Paragraph, Quote, Section, Table
from postmortem.render.sections.lead import RANGES, engagement_sentence
from postmortem.wording import Clock, count, plain, quantity, ratio, share, with_interval

if TYPE_CHECKING:
    from postmortem.model import Engagement, EngagementKind, Report, Term


def words_section(report: Report) -> Section:
    """Show words that rose and fell; posts only when they were asked for."""
    blocks: list[Block] = []
    if report.terms:
        blocks += [
            Paragraph("Words said more, and less, after the incident than before.", method="terms"),
            terms_table(report.terms),
            Figure("13-terms"),
        ]
    else:
        blocks.append(Paragraph("Terms: not known. Too few posts or authors to compare words."))
    if report.quotes:
        blocks.append(Heading("Posts, masked"))
        blocks.append(
            Paragraph("A quoted post may identify its author. Do not publish it further.", "care")
        )
        blocks += [Quote(words, "a post") for words in report.quotes]
    else:
        blocks.append(
            Paragraph("Nobody but the brand is quoted here; --quotes shows masked posts.", "quiet")
        )
    return Section("What people wrote", "words", tuple(blocks))


def terms_table(terms: tuple[Term, ...]) -> Table:
    """Return the terms, those that rose first."""
    rows = tuple(
        (
            term.term,
            "more" if term.z > 0 else "less",
            plain(term.z, 1),
            count(term.n_before),
            count(term.n_after),
            count(term.authors),
        )
        for term in sorted(terms, key=lambda term: (-term.z, term.term))
    )
    head = ("Term", "Said", "Standard errors", "Posts before", "Posts after", "Authors")
    return Table(head, rows, ("left", "left", "right", "right", "right", "right"))


def day_section(report: Report) -> Section:
    """Say what day it was, as context and never as a cause."""
    began, clock = report.incident.began_at, Clock(report.timezone)
    blocks: list[Block] = [
        Paragraph(
            f"The incident began on a {clock.weekday(began)}, {clock.full(began)} "
            f"({report.timezone}). This is context, not cause."
        )
    ]
    rhythm = report.rhythm
    if rhythm is None:
        blocks.append(Paragraph("The brand's own weekly rhythm: not known.", "quiet"))
    elif rhythm.share is not None:
        blocks.append(
            Paragraph(
                f"{share(rhythm.share)} of the brand's own posts in the {quantity(rhythm.weeks)} "
                "weeks before fell in that hour of the week or the hours next to it."
            )
        )
    blocks.append(Figure("09-rhythm"))
    return Section("Was it a bad day to post?", "day", tuple(blocks))


def engagement_section(report: Report) -> Section:
    """Compare own posts after with own posts before, at the same age."""
    engagement = report.measures.engagement
    blocks: list[Block] = [
        Paragraph(engagement_sentence(engagement), method="engagement"),
        ratios_table(engagement),
        Paragraph(
            f"Own posts compared: {count(engagement.before_posts)} before, "
            f"{count(engagement.after_posts)} after.",
            "quiet",
        ),
    ]
    if engagement.kinds:
        blocks.append(kinds_table(engagement.kinds))
    blocks.append(Figure("05-engagement"))
    return Section("Engagement", "engagement", tuple(blocks))


def ratios_table(engagement: Engagement) -> Table:
    """Return after ÷ before per post, per impression and per follower."""
    rows = []
    for name, estimate in (
        ("Per post", engagement.per_post),
        ("Per impression", engagement.per_impression),
        ("Per follower", engagement.per_follower),
    ):
        reason = f": {engagement.reason}" if engagement.reason else ""
        rows.append(
            (
                name,
                with_interval(estimate, ratio, level_named=False)
                if estimate
                else f"not known{reason}",
            )
        )
    return Table(("Engagement", "After ÷ before"), tuple(rows), ("left", "right"), RANGES)


def _kind_ratio(kind: EngagementKind) -> str:
    """Return after ÷ before of one kind, or why it is not known."""
    if kind.ratio is None and kind.reason:
        return f"not known: {kind.reason}"
    return with_interval(kind.ratio, ratio, level_named=False)


def kinds_table(kinds: tuple[EngagementKind, ...]) -> Table:
    """Return median and quartiles per own post for each kind of engagement."""

    def median(kind: EngagementKind, *, after: bool) -> str:
        estimate = kind.after if after else kind.before
        if estimate is None or estimate.value is None:
            return "not known"
        return f"{quantity(estimate.value)} ({quantity(estimate.low)} to {quantity(estimate.high)})"

    rows = tuple(
        (
            kind.name.capitalize(),
            median(kind, after=False),
            median(kind, after=True),
            _kind_ratio(kind),
            f"{count(kind.n_before)}, {count(kind.n_after)} ({share(kind.coverage)} of all)",
        )
        for kind in kinds
    )
    head = (
        "Per own post",
        "Median before (quartiles)",
        "Median after",
        "Means, after ÷ before",
        "Posts",
    )
    return Table(head, rows, ("left", "right", "right", "right", "right"), RANGES)
