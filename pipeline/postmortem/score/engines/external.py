"""A score the export brought along: nothing is read here, the post's own `score` is used."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from postmortem.score.engines.interface import Scores

if TYPE_CHECKING:
    from collections.abc import Sequence


class External:
    """Stands for the post's own `score` column; measuring reads it from the posts."""

    lexicon_sha256 = hashlib.sha256(b"").hexdigest()
    """No lexicon of ours took part."""
    id = f"external@1+{lexicon_sha256[:8]}"
    implementation = "the export's own score"
    notes: tuple[str, ...] = ()
    languages: frozenset[str] | None = None

    def score(self, texts: Sequence[str]) -> Scores:
        """Return no score for any text: an external score belongs to a post, not to its words."""
        return Scores.none(len(texts))
