"""What a reader can do about a warning, by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.model.warnings import WARNINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from postmortem.model.warnings import Code

_MOST_LANGUAGES = 4

OF_THE_ENGINE: frozenset[Code] = frozenset({"low-coverage", "unscored"})
"""Warnings whose cure depends on what scored the posts: see `score_more`."""
_CUT_BASELINE = "Export more days before the incident, or see to the earlier incident that cut it."


def advice(code: Code, among: Collection[Code] = ()) -> str:
    """Return what to do about a warning; an empty string where its own words say it.

    `among` are the codes of all warnings of the report: more days are not the only cure for a
    baseline that another incident cut.
    """
    if code == "short-baseline" and "earlier-incident" in among:
        return _CUT_BASELINE
    if code == "references-destroyed" and "ids-destroyed" in among:
        return ""
    kind = WARNINGS.get(code)  # a store of another version may hold a code that is no more
    return "" if kind is None or kind.says_its_cure else kind.cure


def score_more(engine: str, reasons: Mapping[str, int]) -> str:
    """Return how more posts get a score, by the engine's id and the reasons why some have none.

    No language can be added to an engine that does not read it.
    """
    counts = {key.partition(":")[2]: n for key, n in reasons.items() if key.startswith("language:")}
    languages = sorted(counts.keys() - {"und"}, key=lambda lang: (-counts[lang], lang))[
        :_MOST_LANGUAGES
    ]
    if engine.startswith("external"):
        return "Ingest a score for these posts too: column `score` in [columns]."
    if not languages:
        return "Nothing to do: no language can be told, or there are no words to score."
    which = ", ".join(languages)
    if engine.startswith("vader"):
        return (
            f"VADER reads English only. For {which}: name a word list or a model that reads it as "
            "sentiment.engine (lexicon:PATH or onnx:DIR), or ingest scores and use external."
        )
    return (
        f"If the engine's word list or model reads {which}, add it to sentiment.languages; "
        "otherwise use another one, or ingest scores and use external."
    )
