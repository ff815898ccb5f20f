"""What a word is, and who said it."""

from __future__ import annotations

import re
import sys
import unicodedata
from datetime import datetime, timedelta

import polars as pl

from postmortem.jobs.review.vocabulary import vocabulary
from postmortem.measure.beside.terms import Word

BEGAN = datetime.fromisoformat("2024-03-01")
BEFORE, AFTER = BEGAN - timedelta(days=1), BEGAN + timedelta(days=1)
PYTHON_WORD = re.compile(r"#?[^\W\d_][\w'’]{2,}")


def words(*posts: tuple[datetime, str | None, str]) -> list[Word]:
    frame = pl.DataFrame(posts, schema=["posted_at", "author", "text"], orient="row")
    return list(
        vocabulary(
            frame.cast({"posted_at": pl.Datetime("us"), "author": pl.String, "text": pl.String}),
            BEGAN,
        )
    )


def said(text: str) -> list[str]:
    return [word.term for word in words((AFTER, "a", text))]


def test_a_word_is_counted_by_the_people_who_said_it_on_each_side() -> None:
    posts = [(BEFORE, "a", "Coffee"), (BEFORE, "b", "coffee"), (AFTER, "b", "COFFEE boycott")]
    assert words(*posts) == [Word("boycott", 0, 1, 1), Word("coffee", 2, 1, 2)]


def test_one_loud_author_counts_once() -> None:
    assert words(*[(AFTER, "x", "boycott boycott")] * 500) == [Word("boycott", 0, 1, 1)]


def test_people_without_names_are_as_many_as_they_are() -> None:
    posts = [*[(BEFORE, None, "boycott")] * 3, *[(AFTER, None, "boycott")] * 9]
    assert words(*posts, (AFTER, "a", "boycott")) == [Word("boycott", 3, 10, 13)]


def test_links_handles_masks_and_common_words_are_not_words() -> None:
    assert said("see the https://t.co/abcdef @somebody [email] &nbsp; #now") == ["#now", "see"]


def test_a_post_without_words_and_no_post_at_all_say_nothing() -> None:
    assert said("🙂 123 ok") == []
    assert words() == []


def test_a_letter_is_what_python_calls_one() -> None:
    known = [
        c
        for c in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(c) not in {"Cn", "Cs"}
    ]
    text = " ".join(f"{c}aa aa{c}" for c in known if c not in "@&[]#'’_")
    assert said(text) == sorted(set(PYTHON_WORD.findall(text.lower())))
