"""Warnings about the question: the incident file, the brand's settings, and what was scored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from postmortem.model.warnings.kind import AUDIENCE, EVERY, MOOD, WarningKind

if TYPE_CHECKING:
    from collections.abc import Mapping

AskingCode = Literal[
    "began-at-is-a-day",
    "control-overlaps",
    "earlier-incident",
    "event-after-data",
    "event-before-incident",
    "event-post-missing",
    "few-lexicon-words",
    "incident-outside-data",
    "low-coverage",
    "own-accounts-unseen",
    "sets-pooled",
    "terms-unfound",
    "unscored",
    "volume-unusable",
]

_SCORE_MORE = (
    "Name a word list or a model that reads these languages as sentiment.engine, or ingest scores "
    "and use external."
)
"""A report says it of the engine that scored, and of the languages that it left."""

ASKING: Final[Mapping[AskingCode, WarningKind]] = {
    "began-at-is-a-day": WarningKind(
        severity="warning",
        sentence="Only the day the incident began is known, and hours are counted from its "
        "midnight: every time since it began may be up to 24 h too long. {cure}",
        cure="Write the time in began_at.",
        metrics=EVERY,
    ),
    "control-overlaps": WarningKind(
        severity="warning",
        sentence="{n:,} posts are measured and are in the control too: what happened to them is "
        "taken for what happened everywhere, and the fall looks smaller than it was.",
        cure="Take these posts out of the control, or name other sets in the incident.",
        metrics=AUDIENCE,
    ),
    "earlier-incident": WarningKind(
        severity="warning",
        sentence="{span} from {start} are left out of the baseline because of the incident "
        "`{incident}` (incidents/{incident}.toml).",
        cure="If it was no real incident, remove its file.",
        metrics=AUDIENCE,
    ),
    "event-after-data": WarningKind(
        severity="error",
        sentence="{which} listed after the audience's last post ({end}), so nothing that followed "
        "was seen: {events}. Check `at` in the incident file.",
        cure="Or ingest an export that reaches past it.",
        metrics=("apology",),
    ),
    "event-before-incident": WarningKind(
        severity="error",
        sentence="The {event} is listed at {at}, before the incident began ({began}): check `at` "
        "in the incident file.",
        cure="Nothing is said about its effect; other events count as listed.",
        metrics=("apology",),
    ),
    "event-post-missing": WarningKind(
        severity="warning",
        sentence="The {event} names the post {post}, which is not among the own posts.",
        cure="Ingest the export that holds it, or mend `post` in the incident file.",
        metrics=("apology",),
    ),
    "few-lexicon-words": WarningKind(
        severity="warning",
        sentence="The engine knows a word in only {share:.0%} of the posts it scored; irony and "
        "in-jokes pass it by.",
        cure="Label a sample of the posts by hand before relying on the mood.",
        metrics=MOOD,
    ),
    "incident-outside-data": WarningKind(
        severity="error",
        sentence="began_at is {began}; the audience's posts run from {first} to {last}: check "
        "began_at.",
        cure="Or ingest an export that covers the days before and after it.",
        metrics=EVERY,
    ),
    "low-coverage": WarningKind(
        severity="warning",
        sentence="Only {share:.0%} of audience posts are scored; the rest may feel otherwise.",
        cure=_SCORE_MORE,
        metrics=MOOD,
    ),
    "own-accounts-unseen": WarningKind(
        severity="warning",
        sentence="No own post was found of {accounts}: what it wrote may be counted as the "
        "audience's.",
        cure="Check brand.accounts, and ingest the brand's own export as well.",
        metrics=EVERY,
    ),
    "sets-pooled": WarningKind(
        severity="warning",
        sentence="The incident names no set, so these are measured as one: {sets}. {cure}",
        cure='If one of them is another brand, name yours: posts = ["…"], and the other one in '
        "control.",
        metrics=AUDIENCE,
    ),
    "terms-unfound": WarningKind(
        severity="error",
        sentence="No post holds any of the incident's terms: {terms}.{why}",
        cure="Leave the terms out, look for other words, or, where accounts' names are masked, "
        'read the exports into a new store with store_text = "full".',
        metrics=EVERY,
    ),
    "unscored": WarningKind(
        severity="warning",
        sentence="{share:.0%} of audience posts could not be scored: {reasons}.",
        cure=_SCORE_MORE,
        metrics=MOOD,
    ),
    "volume-unusable": WarningKind(
        severity="error",
        sentence="{why} Their number means nothing.",
        cure="Use volume only from exports that are known to be complete.",
        metrics=("volume",),
    ),
}
