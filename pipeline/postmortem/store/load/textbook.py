"""Texts of one export and their numbers in the store: what is new is written, and scored.

A preparer numbers the texts of an export; the store has numbers of its own. Most texts are new, and
of those that are not, the store is asked a block at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
import polars as pl

from postmortem.sql import script
from postmortem.store.arrow import ask_about

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

    from postmortem.store.load.tables import Tables

NO_AGREEMENT = ""
"""The tag of a text whose posts bear different ones."""
_NO_AGREEMENT_CODE = -1
_KEYS = ("hash_high", "hash_low", "copy_key", "copy_head", "copy_length")
_SCORE = ("compound", "hits", "reason")


class Scorer(Protocol):
    """Scores texts while they are read."""

    @property
    def engine(self) -> str:
        """The engine's id."""

    @property
    def settles_doubts(self) -> bool:
        """Whether texts whose language is in doubt are scored too, as they will not be kept."""

    def __call__(self, texts: pl.DataFrame) -> pl.DataFrame:
        """Return, of each row (text, tag), its lang, lang_by, compound, hits and reason.

        `is_scored` is false of one whose language is in doubt: others may settle it later.
        """


class TextBook:
    """Gives the texts of an export their numbers in the store."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        tables: Tables,
        *,
        first: int,
        most: int,
        keep: bool,
        scorer: Scorer | None,
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._first = first
        self._next = first
        self._most = most
        """How many texts the preparer remembers: what it numbers after that may be here already."""
        self._keep = keep
        self._scorer = scorer
        self._text_nos: NDArray[np.int32] = np.zeros(0, np.int32)
        self._tags: NDArray[np.int32] = np.zeros(0, np.int32)
        self._tags_at_first: NDArray[np.int32] = np.zeros(0, np.int32)
        """By the preparer's number: the store's, the code of the tag, and what is written of it."""
        self._codes: dict[str, int] = {}

    def enter(self, columns: pl.DataFrame) -> pl.Series:
        """Return the store's number of each text (Int32, null of none); write what is new.

        `columns` are those of Texts, and `lang`.
        """
        new = columns.filter("is_new")
        is_known = self._grow(new, self._known_texts(new))
        self._note_tags(columns)
        self._write(new.filter(pl.Series(~is_known)))
        numbers = columns["number"]
        if not len(self._text_nos):
            return pl.repeat(None, len(numbers), dtype=pl.Int32, eager=True).alias("text_no")
        text_nos = pl.Series(self._text_nos[numbers.fill_null(0).to_numpy()])
        return text_nos.set(numbers.is_null(), None).alias("text_no")

    def tag_changes(self) -> pl.DataFrame:
        """Return the texts (text_no, tag) of which rows brought another tag than is written."""
        changes = np.flatnonzero(self._tags != self._tags_at_first)
        if not len(changes):
            return pl.DataFrame(schema={"text_no": pl.Int32, "tag": pl.String})
        text_nos = pl.Series("text_no", self._text_nos[changes])
        # One that was forgotten and numbered twice has two tags to agree on.
        return pl.DataFrame([text_nos, self._tag_words(self._tags[changes])])

    def _known_texts(self, new: pl.DataFrame) -> pl.DataFrame:
        """Return number, text_no and tag of texts that only the preparer takes for new."""
        forgets = bool(len(new)) and int(new["number"][-1]) >= self._most
        if forgets:
            self._tables.flush()
        if new.is_empty() or not (self._first or forgets):
            return pl.DataFrame(schema={"number": pl.Int32, "text_no": pl.Int32, "tag": pl.String})
        hashes = new.select("number", "hash_high", "hash_low")
        return ask_about(self._connection, hashes, script("load/known_texts"), {})

    def _grow(self, new: pl.DataFrame, known_texts: pl.DataFrame) -> NDArray[np.bool_]:
        """Give new texts numbers, in the order of the preparer's; return which are known."""
        count = len(new)
        text_nos = np.zeros(count, np.int32)
        tags = np.zeros(count, np.int32)
        is_known = np.zeros(count, np.bool_)
        if len(known_texts):
            places = known_texts["number"].to_numpy() - len(self._text_nos)
            is_known[places] = True
            text_nos[places] = known_texts["text_no"].to_numpy()
            tags[places] = self._tag_codes(known_texts["tag"]).to_numpy()
        fresh = int(count - is_known.sum())
        text_nos[~is_known] = np.arange(self._next, self._next + fresh, dtype=np.int32)
        self._next += fresh
        self._text_nos = np.concatenate([self._text_nos, text_nos])
        self._tags = np.concatenate([self._tags, tags])
        self._tags_at_first = np.concatenate([self._tags_at_first, tags])
        return is_known

    def _note_tags(self, columns: pl.DataFrame) -> None:
        """Let each row's tag count for its text: one that all agree on, or none."""
        tags = columns["lang"]
        codes = self._tag_codes(tags.set(tags == NO_AGREEMENT, None))
        says = (columns["number"].is_not_null() & (codes != 0)).to_numpy()
        if not says.any():
            return
        numbers = columns["number"].to_numpy()[says].astype(np.int64)
        codes_said = codes.to_numpy()[says]
        without_tag = self._tags[numbers] == 0
        self._tags[numbers[without_tag]] = codes_said[without_tag]
        self._tags[numbers[self._tags[numbers] != codes_said]] = _NO_AGREEMENT_CODE

    def _tag_codes(self, tags: pl.Series) -> pl.Series:
        for tag in tags.unique().drop_nulls().sort():
            if tag != NO_AGREEMENT:
                self._codes.setdefault(tag, len(self._codes) + 1)
        book = self._codes | {NO_AGREEMENT: _NO_AGREEMENT_CODE}
        return tags.replace_strict(
            list(book), list(book.values()), default=None, return_dtype=pl.Int32
        ).fill_null(0)

    def _tag_words(self, codes: NDArray[np.int32]) -> pl.Series:
        words = {0: None, _NO_AGREEMENT_CODE: NO_AGREEMENT} | {
            code: tag for tag, code in self._codes.items()
        }
        return pl.Series("tag", codes).replace_strict(
            list(words), pl.Series(list(words.values()), dtype=pl.String), return_dtype=pl.String
        )

    def _write(self, new: pl.DataFrame) -> None:
        if new.is_empty():
            return
        numbers = new["number"].to_numpy()
        text_nos = pl.Series("text_no", self._text_nos[numbers])
        codes = self._tags[numbers]
        self._tags_at_first[numbers] = codes
        tags = self._tag_words(codes)
        texts = (
            new["text"] if self._keep else pl.repeat(None, len(new), dtype=pl.String, eager=True)
        )
        rows = [text_nos, *(new[name] for name in _KEYS), texts.alias("text"), tags]
        if self._scorer is not None:
            agreed_tags = tags.set(tags == NO_AGREEMENT, None).alias("tag")
            assessment = self._scorer(pl.DataFrame([new["text"], agreed_tags]))
            rows += [assessment["lang"], assessment["lang_by"]]
            scores = assessment.select(
                text_nos, pl.lit(self._scorer.engine).alias("engine"), *_SCORE
            ).filter(assessment["is_scored"])
            self._tables.add("score", scores)
        self._tables.add("text", pl.DataFrame(rows))
