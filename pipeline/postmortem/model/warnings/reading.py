"""Warnings about how an export was read; `n` is how often it happened in the export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from postmortem.model.warnings.kind import AUDIENCE, EVERY, MOOD, NOTHING_TO_DO, WarningKind

if TYPE_CHECKING:
    from collections.abc import Mapping

ReadingCode = Literal[
    "account-unknown",
    "ads-left-out",
    "authors-unknown",
    "authors-unreadable",
    "clock-fold",
    "clock-gap",
    "columns",
    "counts-unreadable",
    "dates-half-swapped",
    "day-only",
    "edits-superseded",
    "encoding-guessed",
    "events-left-out",
    "exported-at",
    "ids-destroyed",
    "ids-not-of-posts",
    "ids-rebuilt",
    "ids-repeated",
    "ids-unknown",
    "members-not-needed",
    "mojibake-mended",
    "owner-unknown",
    "parts-missing",
    "ratings-unused",
    "references-destroyed",
    "replies-cut",
    "replies-unmarked",
    "reposts-as-originals",
    "reposts-cut",
    "reposts-without-text",
    "short-rows",
    "surrogates-replaced",
    "text-missing",
    "text-removed",
    "time-from-id",
    "times-several",
    "totals-left-out",
    "zone-assumed",
    "zone-from-id",
]

_ASK_FOR_MORE = "Export again with these fields, if the platform gives them."
_TRUST_THE_PLATFORM = f"{NOTHING_TO_DO}the platform's ids hold the time of posting."

READING: Final[Mapping[ReadingCode, WarningKind]] = {
    "account-unknown": WarningKind(
        severity="warning",
        sentence="The archive's account.js is not there: the author's handle is unknown.",
        cure="Ingest the whole archive, or name the account in brand.accounts.",
        metrics=("engagement",),
    ),
    "ads-left-out": WarningKind(
        severity="note",
        sentence="Advertisements left out: {n:,}.",
        cure=f"{NOTHING_TO_DO}advertisements are no posts of yours to this audience.",
        metrics=AUDIENCE,
    ),
    "authors-unknown": WarningKind(
        severity="warning",
        sentence="The export names no authors: each post counts as its own author.",
        cure="Export with author names or ids, if the platform gives them.",
        metrics=AUDIENCE,
    ),
    "authors-unreadable": WarningKind(
        severity="warning",
        sentence="Posts whose author could not be read: {n:,}. Each counts as its own author.",
        cure="Look at those rows; export with author ids, if the platform gives them.",
        metrics=AUDIENCE,
    ),
    "clock-fold": WarningKind(
        severity="warning",
        sentence="Times in the hour that the change from summer time repeats: {n:,}. "
        "The first pass was taken.",
        cure="Export with times in UTC, if that hour matters.",
        metrics=EVERY,
    ),
    "clock-gap": WarningKind(
        severity="warning",
        sentence="Times in the hour that the change to summer time leaves out: {n:,}. "
        "They were moved forward by it.",
        cure="Check --tz: times that do not exist are a sign of the wrong zone.",
        metrics=EVERY,
    ),
    "columns": WarningKind(
        severity="note",
        sentence="Which column of a table was taken for what.",
        cure="Say under [columns] in postmortem.toml what a column really holds.",
    ),
    "counts-unreadable": WarningKind(
        severity="warning",
        sentence="Counts (likes, views, …) that could not be read and are unknown: {n:,}.",
        cure="Look at those cells; engagement leaves them out.",
        metrics=("engagement",),
    ),
    "dates-half-swapped": WarningKind(
        severity="error",
        sentence="Some dates are day/month and some month/day, as a spreadsheet leaves them that "
        "turned those it could: read in one order, many stand in the wrong month. {cure}",
        cure="Export again, and do not save it from a spreadsheet.",
        metrics=EVERY,
    ),
    "day-only": WarningKind(
        severity="warning",
        sentence="Times known to the day only, which stand at its start: {n:,}.",
        cure="Use an export with times; hours after the incident are rough until then.",
        metrics=EVERY,
    ),
    "edits-superseded": WarningKind(
        severity="note",
        sentence="Versions of posts that a later edit replaced, not read: {n:,}.",
        cure=f"{NOTHING_TO_DO}the last version of a post is the one measured.",
        metrics=("engagement",),
    ),
    "encoding-guessed": WarningKind(
        severity="warning",
        sentence="The text is in no Unicode encoding; it was read as {detail}. {cure}",
        cure="If letters look wrong, say --encoding.",
        metrics=MOOD,
    ),
    "events-left-out": WarningKind(
        severity="note",
        sentence="Events that are no posts, left out: {n:,}.",
        cure=f"{NOTHING_TO_DO}likes, follows and the like are no posts.",
        metrics=("volume",),
    ),
    "exported-at": WarningKind(
        severity="note",
        sentence="When the export was made, as it says itself.",
        cure=f"{NOTHING_TO_DO}the date is taken at its word.",
    ),
    "ids-destroyed": WarningKind(
        severity="error",
        sentence="Ids that a program rounded, as spreadsheets do (5.7E+17, or noughts at the end): "
        "{n:,}. Their posts are told apart by author, time and text. {cure}",
        cure="Export again, do not save it from a spreadsheet, and read that too: posts of the "
        "same author, time and text take the place of these.",
        metrics=EVERY,
    ),
    "ids-not-of-posts": WarningKind(
        severity="warning",
        sentence="Not taken for the ids of the posts: {detail}. {cure}",
        cure='Say [columns] id = "…" if a column does name each post; posts without an id are told '
        "apart by author, time and text.",
        metrics=AUDIENCE,
    ),
    "ids-rebuilt": WarningKind(
        severity="note",
        sentence="Ids that a program rounded, as spreadsheets do, rebuilt from the links: {n:,}.",
        cure="Nothing to do, but another export is safer if it was never in a spreadsheet.",
        metrics=AUDIENCE,
    ),
    "ids-repeated": WarningKind(
        severity="warning",
        sentence="Posts with the id of another post of this export, which differs in author, time "
        "or text: {n:,}. They are told apart by these.",
        cure=_ASK_FOR_MORE,
        metrics=AUDIENCE,
    ),
    "ids-unknown": WarningKind(
        severity="warning",
        sentence="Posts without an id, told apart by author, time and text: {n:,}.",
        cure=_ASK_FOR_MORE,
        metrics=AUDIENCE,
    ),
    "members-not-needed": WarningKind(
        severity="note",
        sentence="Read for no posts: {names}.",
        cure=f"{NOTHING_TO_DO}these members of the archive hold no posts.",
    ),
    "mojibake-mended": WarningKind(
        severity="note",
        sentence="Texts whose letters were encoded twice (â€™ for ’), mended: {n:,}.",
        cure=f"{NOTHING_TO_DO}the texts read as they were written.",
    ),
    "owner-unknown": WarningKind(
        severity="warning",
        sentence="The download does not say whose it is: its author has no name.",
        cure="Name the account in brand.accounts.",
        metrics=("engagement",),
    ),
    "parts-missing": WarningKind(
        severity="error",
        sentence="Posts in parts that the archive lists and does not hold ({detail}, …): {n:,}. "
        "{cure}",
        cure="Download the whole archive again, or put all its parts into one folder.",
        metrics=EVERY,
    ),
    "ratings-unused": WarningKind(
        severity="note",
        sentence="The stars in {detail} are a rating, no likes and no mood: not used. {cure}",
        cure='To measure mood by them, say [columns] score = "…" (one star is −1, five are 1) and '
        "the engine external.",
        metrics=("engagement",),
    ),
    "references-destroyed": WarningKind(
        severity="warning",
        sentence="References to other posts that a program rounded, as spreadsheets do (5.7E+17), "
        "and that lead nowhere: {n:,}.",
        cure="Export again, and do not open and save the file in a spreadsheet.",
        metrics=AUDIENCE,
    ),
    "replies-cut": WarningKind(
        severity="warning",
        sentence="Replies that the export names but does not hold: {n:,}.",
        cure="Export the replies as well, if they are the audience.",
        metrics=AUDIENCE,
    ),
    "replies-unmarked": WarningKind(
        severity="warning",
        sentence="{platform} does not mark replies in its download: all are posts.",
        cure="Use an export that marks replies, if they matter.",
        metrics=("engagement",),
    ),
    "reposts-as-originals": WarningKind(
        severity="warning",
        sentence="Reposts given as the post they repeat, by its author and at its time: {n:,}. "
        "Who reposted it is not in the export.",
        cure="Do not read these counts as people: leave reposts out of the export.",
        metrics=AUDIENCE,
    ),
    "reposts-cut": WarningKind(
        severity="warning",
        sentence="Reposts that hold only the first 140 characters of the original: {n:,}.",
        cure="Export with the full text of reposts, if the platform gives it.",
        metrics=MOOD,
    ),
    "reposts-without-text": WarningKind(
        severity="note",
        sentence="Reposts without the text of what they repeat: {n:,}.",
        cure=f"{NOTHING_TO_DO}a repost without words has no mood.",
        metrics=MOOD,
    ),
    "short-rows": WarningKind(
        severity="note",
        sentence="Rows without their last, empty cells, read as they stand: {n:,}.",
        cure=f"{NOTHING_TO_DO}spreadsheets leave empty cells at the end of a row out.",
    ),
    "surrogates-replaced": WarningKind(
        severity="note",
        sentence="Texts with halves of characters, replaced by �: {n:,}.",
        cure=f"{NOTHING_TO_DO}half an emoji tells no mood.",
        metrics=MOOD,
    ),
    "text-missing": WarningKind(
        severity="warning",
        sentence="Posts without text: {n:,}.",
        cure=_ASK_FOR_MORE,
        metrics=MOOD,
    ),
    "text-removed": WarningKind(
        severity="warning",
        sentence="Texts that were removed before the export: {n:,}.",
        cure="Use an export made earlier, if there is one.",
        metrics=MOOD,
    ),
    "time-from-id": WarningKind(
        severity="note",
        sentence="Times recovered from the ids, which hold the second: {n:,}.",
        cure=_TRUST_THE_PLATFORM,
    ),
    "times-several": WarningKind(
        severity="warning",
        sentence="More than one column could tell the time: read from {detail}. {cure}",
        cure='Say [columns] time = "…" if another one is when the posts were written.',
        metrics=EVERY,
    ),
    "totals-left-out": WarningKind(
        severity="note",
        sentence="Rows that are totals of others, left out: {n:,}.",
        cure=f"{NOTHING_TO_DO}totals would count their posts twice.",
        metrics=("volume", "engagement"),
    ),
    "zone-assumed": WarningKind(
        severity="warning",
        sentence="Times without a zone, read as {detail}: {n:,}.",
        cure="Give --tz, if the export's times are in another zone.",
        metrics=EVERY,
    ),
    "zone-from-id": WarningKind(
        severity="note",
        sentence="Times without a zone, which the ids told: {n:,}.",
        cure=_TRUST_THE_PLATFORM,
    ),
}
