"""What a reader can do about a warning, by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NO_SPREADSHEET = "Export again, and do not open and save the file in a spreadsheet."
_MOST_LANGUAGES = 4
_CHECK_MOOD = "Label a sample of the posts by hand before relying on the mood."
_TRUST_THE_PLATFORM = "Nothing to do: the platform's ids hold the time of posting."
_ASK_FOR_MORE = "Export again with these fields, if the platform gives them."

ADVICE = {
    "account-unknown": "Ingest the whole archive, or name the account in brand.accounts.",
    "ads-left-out": "Nothing to do: advertisements are no posts of yours to this audience.",
    "authors-unknown": "Export with author names or ids, if the platform gives them.",
    "authors-unreadable": "Look at those rows; export with author ids, if the platform gives them.",
    "before-since": "Ingest without --since, if the earlier posts count.",
    "below-again": "Look at the last days in the chart; measure again when more posts are in.",
    "clock-fold": "Export with times in UTC, if that hour matters.",
    "clock-gap": "Check --tz: times that do not exist are a sign of the wrong zone.",
    "control-overlaps": "Take these posts out of the control, or name other sets in the incident.",
    "control-moved": "Look at what moved both; the difference is the safer figure.",
    "counts-unreadable": "Look at those cells; engagement leaves them out.",
    "day-only": "Use an export with times; hours after the incident are rough until then.",
    "drifting-baseline": "Give a longer baseline, or a control set that drifts the same way.",
    "earlier-incident": "If it was no real incident, remove its file.",
    "edits-superseded": "Nothing to do: the last version of a post is the one measured.",
    "event-after-data": "Or ingest an export that reaches past it.",
    "event-before-incident": "Nothing is said about its effect; other events count as listed.",
    "event-post-missing": "Ingest the export that holds it, or mend `post` in the incident file.",
    "events-left-out": "Nothing to do: likes, follows and the like are no posts.",
    "few-lexicon-words": _CHECK_MOOD,
    "ids-rebuilt": "Nothing to do, but another export is safer if it was never in a spreadsheet.",
    "ids-unknown": _ASK_FOR_MORE,
    "incident-outside-data": "Or ingest an export that covers the days before and after it.",
    "joined-another-set": "If it was not meant, ingest into a new store with the right --as.",
    "low-precision": "Add platforms or a longer export; otherwise use the interval, not the value.",
    "never-outside-margin": "Look at how deep it went; a smaller measuring.margin asks for more.",
    "margin-inside-wobble": "Look at the wider margin in the table of other rules.",
    "owner-unknown": "Name the account in brand.accounts.",
    "own-accounts-unseen": "Check brand.accounts, and ingest the brand's own export as well.",
    "placebo-drop": "Trust only drops clearly deeper than those at dates when nothing happened.",
    "platform-mix": "Read the platforms one by one; the pooled figure keeps their old shares.",
    "platform-without-baseline": "Export more days before the incident from that platform.",
    "possible-drop": "Treat the drop as possible, not as established.",
    "read-otherwise-before": "To be rid of what was read the other way, use a new store.",
    "references-destroyed": _NO_SPREADSHEET,
    "replies-cut": "Export the replies as well, if they are the audience.",
    "replies-unmarked": "Use an export that marks replies, if they matter.",
    "reposts-as-originals": "Do not read these counts as people: leave reposts out of the export.",
    "reposts-cut": "Export with the full text of reposts, if the platform gives it.",
    "reposts-without-text": "Nothing to do: a repost without words has no mood.",
    "rows-rejected": "See them with postmortem status, mend the export, and ingest it again.",
    "short-baseline": "Export more days before the incident.",
    "surrogates-replaced": "Nothing to do: half an emoji tells no mood.",
    "text-missing": _ASK_FOR_MORE,
    "text-removed": "Use an export made earlier, if there is one.",
    "times-differ": "If a zone was wrong, read the exports into a new store with the right --tz.",
    "time-from-id": _TRUST_THE_PLATFORM,
    "totals-left-out": "Nothing to do: totals would count their posts twice.",
    "volume-unusable": "Use volume only from exports that are known to be complete.",
    "zone-assumed": "Give --tz, if the export's times are in another zone.",
    "zone-from-id": _TRUST_THE_PLATFORM,
}


IN_THE_TEXT = frozenset(
    {"began-at-is-a-day", "encoding-guessed", "ids-destroyed", "made-twins", "sets-pooled"}
)
"""Warnings whose own words say what to do."""
OF_THE_ENGINE = frozenset({"low-coverage", "unscored"})
"""Warnings whose cure depends on what scored the posts: see `score_more`."""
_CUT_BASELINE = "Export more days before the incident, or see to the earlier incident that cut it."


def advice(code: str, among: Collection[str] = ()) -> str:
    """Return what to do about a warning; an empty string where nothing can be done.

    `among` are the codes of all warnings of the report: more days are not the only cure for a
    baseline that another incident cut.
    """
    if code == "short-baseline" and "earlier-incident" in among:
        return _CUT_BASELINE
    if code == "references-destroyed" and "ids-destroyed" in among:
        return ""
    return ADVICE.get(code, "")


def score_more(engine: str, reasons: Mapping[str, int]) -> str:
    """Return how more posts get a score, by the engine's id and the reasons why some have none.

    No language can be added to an engine that does not read it.
    """
    counts = {key.partition(":")[2]: n for key, n in reasons.items() if key.startswith("language:")}
    named = sorted(counts.keys() - {"und"}, key=lambda lang: (-counts[lang], lang))[
        :_MOST_LANGUAGES
    ]
    if engine.startswith("external"):
        return "Ingest a score for these posts too: column `score` in [columns]."
    if not named:
        return "Nothing to do: no language can be told, or there are no words to score."
    which = ", ".join(named)
    if engine.startswith("vader"):
        return (
            f"VADER reads English only. For {which}: name a word list or a model that reads it as "
            "sentiment.engine (lexicon:PATH or onnx:DIR), or ingest scores and use external."
        )
    return (
        f"If the engine's word list or model reads {which}, add it to sentiment.languages; "
        "otherwise use another one, or ingest scores and use external."
    )
