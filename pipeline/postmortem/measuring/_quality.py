"""What the exports themselves say about how far their numbers can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Caveat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from postmortem.model import DataUsed, FileUsed

_CAPS = tuple(step * size for size in (1_000, 10_000, 100_000) for step in (1, 2, 3, 5, 10))
_JUST_UNDER = 10
"""A capped search stops at its cap, less the few posts that could not be delivered."""
_SAME_DAYS = 5
_LEAST_A_DAY = 50
_FEW_WORDS = 0.60
_LOW_COVERAGE = 0.50


def capped(files: Sequence[FileUsed]) -> tuple[str, ...]:
    """Return, in sentences, which files look cut off at a round number of posts.

    >>> from postmortem.model import FileUsed
    >>> capped([FileUsed(name="a.csv", sha256="", source="table", posts=9996)])
    ('a.csv holds 9,996 posts: it looks cut off at 10,000.',)
    """
    return tuple(
        f"{file.name} holds {file.posts:,} posts: it looks cut off at {cap:,}."
        for file in files
        for cap in sorted(set(_CAPS))
        if cap - _JUST_UNDER <= file.posts <= cap
    )


def fixed_sample(per_day: Sequence[tuple[date, int]]) -> tuple[str, ...]:
    """Return a sentence when days hold one and the same number of posts, as samples do."""
    counts = [count for _, count in per_day if count >= _LEAST_A_DAY]
    if len(counts) < _SAME_DAYS:
        return ()
    most = max(set(counts), key=lambda count: (counts.count(count), count))
    same = counts.count(most)
    if same < _SAME_DAYS or same < len(counts) / 2:
        return ()
    return (f"{same} of {len(counts)} days hold exactly {most:,} posts: a sample of fixed size.",)


def data_caveats(data: DataUsed, notes: Sequence[str]) -> Iterator[Caveat]:
    """Yield what a reader must know about the posts, whatever was measured on them."""
    if notes:
        yield Caveat("volume-unusable", " ".join(notes) + " Their number means nothing.")
    if data.audience and data.unscored:
        why = ", ".join(f"{reason} {count:,}" for reason, count in data.unscored_reasons.items())
        share = data.unscored / data.audience
        yield Caveat("unscored", f"{share:.0%} of audience posts could not be scored ({why}).")
    if data.coverage is not None and data.coverage < _LOW_COVERAGE:
        yield Caveat(
            "low-coverage",
            f"Only {data.coverage:.0%} of audience posts are scored; the rest may feel otherwise.",
        )
    if data.lexicon_hit_share is not None and data.lexicon_hit_share < _FEW_WORDS:
        yield Caveat(
            "few-lexicon-words",
            f"The engine knows a word in only {data.lexicon_hit_share:.0%} of the posts it scored; "
            "irony and in-jokes pass it by.",
        )
    rejected = sum(file.rejected or 0 for file in data.files)
    if rejected:
        yield Caveat("rows-rejected", f"{rejected:,} rows of the exports could not be read.")
