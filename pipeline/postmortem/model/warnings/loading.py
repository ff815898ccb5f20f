"""Warnings about what the store held already when an export was loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from postmortem.model.warnings.kind import AUDIENCE, EVERY, NOTHING_TO_DO, WarningKind

if TYPE_CHECKING:
    from collections.abc import Mapping

LoadingCode = Literal[
    "before-since",
    "ids-of-others",
    "joined-another-set",
    "made-twins",
    "read-otherwise-before",
    "rows-rejected",
    "times-differ",
    "twins-joined",
]

LOADING: Final[Mapping[LoadingCode, WarningKind]] = {
    "before-since": WarningKind(
        severity="warning",
        sentence="{n:,} posts before {since:%Y-%m-%d %H:%M %Z} left out.",
        cure="Ingest without --since, if the earlier posts count.",
        metrics=EVERY,
    ),
    "ids-of-others": WarningKind(
        severity="warning",
        sentence="Posts with the id of a post in the store that has another author, time and text: "
        "{n:,}. Both are kept, each as a post of its own.",
        cure="Look whether that column numbers the rows; if a column names the posts, say "
        '[columns] id = "…".',
        metrics=AUDIENCE,
    ),
    "joined-another-set": WarningKind(
        severity="warning",
        sentence="known posts of {before} that are now in {after} too, and count in both: {n:,}",
        cure="If it was not meant, ingest into a new store with the right --as.",
        metrics=AUDIENCE,
    ),
    "made-twins": WarningKind(
        severity="error",
        sentence="posts with the text and minute of one that is in the store, of which only one "
        "has an id, and whose authors or words are too little to join them, so that both count: "
        "{n:,}. {cure}",
        cure="Read the exports that have ids into a new store.",
        metrics=EVERY,
    ),
    "read-otherwise-before": WarningKind(
        severity="warning",
        sentence="this content was loaded before with other options (zone, columns, …); what those "
        "posts said then is still in the store. {cure}",
        cure="To be rid of it, read the exports into a new store.",
        metrics=EVERY,
    ),
    "rows-rejected": WarningKind(
        severity="warning",
        sentence="{rows} of the exports could not be read.",
        cure="See them with postmortem status, mend the export, and ingest it again.",
        metrics=EVERY,
    ),
    "times-differ": WarningKind(
        severity="warning",
        sentence="posts whose time another export tells differently, by up to {minutes:,} minutes; "
        "the earlier stands: {n:,}. {cure}",
        cure="If a zone was wrong, read the exports into a new store with the right --tz.",
        metrics=EVERY,
    ),
    "twins-joined": WarningKind(
        severity="note",
        sentence="Posts that another export tells of too, where one of the two has no ids or had "
        "them destroyed: {n:,}. Author, time and text are the same, so they count once.",
        cure=f"{NOTHING_TO_DO}the platform's own id stands.",
        metrics=AUDIENCE,
    ),
}
