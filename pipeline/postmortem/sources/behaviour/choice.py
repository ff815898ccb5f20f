"""Which column of a table is taken for what: by its name, and by how it behaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from postmortem.model import Note
from postmortem.sources.behaviour.clocks import clocks_of
from postmortem.sources.behaviour.identity import are_rounded, identity_of
from postmortem.sources.behaviour.times import post_time_of
from postmortem.sources.delimited.aliases import (
    bare,
    id_candidates,
    match_columns,
    time_candidates,
)
from postmortem.sources.delimited.rules import id_in_cell
from postmortem.sources.kinds.relations import NO_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postmortem.sources.behaviour.clocks import Clocks
    from postmortem.sources.behaviour.identity import Identity
    from postmortem.sources.behaviour.sample import Sample
    from postmortem.sources.behaviour.times import PostTime


@dataclass(frozen=True, slots=True)
class Choice:
    """What was taken for what, and what of it a reader must know."""

    fields: Mapping[str, str]
    """Our field → their column."""
    identity: Identity
    time: PostTime
    clocks: Clocks

    def notes(self) -> Iterator[Note]:
        """Yield what was not taken for what it is called."""
        if self.identity.refusals:
            refusals = ", ".join(f"{name} ({why})" for name, why in self.identity.refusals)
            yield Note.of("ids-not-of-posts", detail=refusals)
        if self.time.others:
            others = ", ".join(self.time.others)
            yield Note.of("times-several", detail=f"{self.time.column}, not {others}")


def choose_columns(sample: Sample, ours: Mapping[str, str]) -> Choice:
    """Return which column holds which field; `ours` is what a person said of it."""
    fields = fields_by_name(sample.columns, ours)
    if "author_id" in fields.keys() - ours.keys() and are_rounded(
        sample.cells(fields["author_id"])
    ):
        # One number of many accounts; handles tell them apart.
        del fields["author_id"]
    time = post_time_of(sample, _times(sample, fields, ours), fields)
    if time.column is not None:
        if "clock" in fields and bare(time.column) != "date" and "clock" not in ours:
            del fields["clock"]
        fields["posted_at"] = time.column
    said = ours.get("post_id")
    candidates = [said] if said else id_candidates(fields, sample.columns)
    identity = identity_of(sample, candidates, fields, is_said=said is not None)
    fields.pop("post_id", None)
    if identity.column:
        fields["post_id"] = identity.column
    if identity.page:
        fields.setdefault("conversation", identity.page)
    _drop_hollow_references(fields, sample, identity, ours)
    return Choice(fields, identity, time, clocks_of(sample, fields))


def fields_by_name(columns: tuple[str, ...], ours: Mapping[str, str]) -> dict[str, str]:
    """Return our field → the column that names alone give it, a person's word before ours."""
    fields = {name: column for name, column in match_columns(columns).items() if name not in ours}
    return {name: column for name, column in fields.items() if column not in ours.values()} | {
        **ours
    }


def _times(sample: Sample, fields: Mapping[str, str], ours: Mapping[str, str]) -> list[str]:
    """Return the columns that could tell the time; the day beside a clock is one of them."""
    return [ours["posted_at"]] if "posted_at" in ours else time_candidates(fields, sample.columns)


def _drop_hollow_references(
    fields: dict[str, str], sample: Sample, identity: Identity, ours: Mapping[str, str]
) -> None:
    """Take out the columns that refer to no post: to numbers of rows, or only by yes and no."""
    for name in ("reply_to", "repost_of", "quote_of", "conversation"):
        if name not in fields or name in ours:
            continue
        references = {id_in_cell(cell) for cell in sample.cells(fields[name])} - {""}
        is_yes_or_no = references <= {*NO_REFERENCE}
        if references and (is_yes_or_no or references <= identity.counter):
            del fields[name]
