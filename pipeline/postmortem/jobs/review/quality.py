"""What the exports themselves say about how far their numbers can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model import Caveat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from postmortem.model import DataUsed, FileUsed

_CAPS = tuple(step * size for size in (1_000, 10_000, 100_000) for step in (1, 2, 3, 5, 10))
_JUST_UNDER = 10
"""A capped search stops at its cap, less the few posts that could not be delivered."""
_SAME_DAYS = 5
_LEAST_A_DAY = 50
_FEW_WORDS = 0.60
_LANGUAGES_SHOWN = 5
_IN_WORDS = {
    "language:und": "language unclear",
    "empty": "no words",
    "external:absent": "no score in the export",
    "not-scored-yet": "not scored yet",
}
_LOW_COVERAGE = 0.50


def cap_notes(files: Sequence[FileUsed]) -> tuple[str, ...]:
    """Return, in sentences, which files look cut off at a round number of posts.

    >>> from postmortem.model import FileUsed
    >>> cap_notes([FileUsed(name="a.csv", sha256="", source="table", posts=9996)])
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
        yield Caveat.of("volume-unusable", why=" ".join(notes))
    if data.audience and data.unscored:
        share = data.unscored / data.audience
        yield Caveat.of("unscored", share=share, reasons=_reasons(data.unscored_reasons))
    if data.coverage is not None and data.coverage < _LOW_COVERAGE:
        yield Caveat.of("low-coverage", share=data.coverage)
    if data.lexicon_hit_share is not None and data.lexicon_hit_share < _FEW_WORDS:
        yield Caveat.of("few-lexicon-words", share=data.lexicon_hit_share)
    n_rejected = sum(file.rejected or 0 for file in data.files)
    if n_rejected:
        rows = "1 row" if n_rejected == 1 else f"{n_rejected:,} rows"
        yield Caveat.of("rows-rejected", rows=rows)


def _reasons(counts: Mapping[str, int]) -> str:
    """Say why posts were not scored: languages first, those in doubt and the rest after them.

    >>> _reasons({"language:no": 1281, "language:und": 38, "empty": 2})
    'language no 1,281; language unclear 38; no words 2'
    """
    languages = {
        reason.partition(":")[2]: count
        for reason, count in counts.items()
        if reason.startswith("language:") and reason != "language:und"
    }
    most = [f"{name} {count:,}" for name, count in list(languages.items())[:_LANGUAGES_SHOWN]]
    rest = sum(list(languages.values())[_LANGUAGES_SHOWN:])
    parts = [f"language {', '.join(most)}"] if most else []
    parts += [f"other languages {rest:,}"] if rest else []
    parts += [
        f"{words} {counts[reason]:,}" for reason, words in _IN_WORDS.items() if counts.get(reason)
    ]
    return "; ".join(parts)
