"""The engine of every word list: VADER's rules over one set of tables."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from postmortem.score.engines.interface import Scores
from postmortem.score.kernel.native import NativeScorer
from postmortem.score.kernel.pure import PureScorer
from postmortem.score.kernel.rules import SUM_RULE
from postmortem.texts.extension import AVAILABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from postmortem.score.kernel.rules import Rules


_COMPOUND = 3


class LexicalEngine:
    """Scores by `rules`; `version` is that of whoever made the tables."""

    def __init__(
        self,
        name: str,
        version: str,
        rules: Rules,
        languages: frozenset[str],
        *,
        notes: tuple[str, ...] = (),
    ) -> None:
        self.notes = notes
        read = ",".join(sorted(languages))
        self.lexicon_sha256 = hashlib.sha256(f"{rules.sha256} {read}".encode()).hexdigest()
        self.id = f"{name}@{version}-{SUM_RULE}+{self.lexicon_sha256[:8]}"
        self.languages: frozenset[str] | None = languages
        self.implementation = "compiled kernel" if AVAILABLE else "pure Python"
        self._rules = rules

    @cached_property
    def _scorer(self) -> NativeScorer | PureScorer:
        """Made when first needed: a report on what is scored needs only the id."""
        return NativeScorer(self._rules) if AVAILABLE else PureScorer(self._rules)

    def score(self, texts: Sequence[str]) -> Scores:
        """Return the scores of `texts`, taken to be in a language the tables are for."""
        scores, hits = self._scorer.score_all(texts)
        return Scores(scores[:, _COMPOUND].copy(), hits)
