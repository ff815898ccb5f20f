"""Words that rose are found, and nobody can be pointed at through one."""

from __future__ import annotations

from postmortem.measure.beside.terms import MIN_AUTHORS, Word, changed_terms

LATTE, BOYCOTT, COFFEE = (
    Word("latte", 40, 0, 40),
    Word("boycott", 0, 40, 40),
    Word("coffee", 40, 40, 80),
)


def test_a_word_that_rose_leads_and_one_that_fell_comes_last() -> None:
    terms = changed_terms([LATTE, COFFEE, BOYCOTT], most=3)
    assert terms[0].term == "boycott"
    assert terms[0].z > 2
    assert {term.term for term in terms if term.z < -2} == {"latte"}


def test_a_word_of_few_authors_is_not_shown_however_often_they_say_it() -> None:
    few = Word("scandalous", MIN_AUTHORS - 1, MIN_AUTHORS - 1, MIN_AUTHORS - 1)
    assert changed_terms([LATTE, BOYCOTT, few], most=10) == changed_terms([LATTE, BOYCOTT], most=10)


def test_without_both_sides_nothing_can_have_changed() -> None:
    assert changed_terms([BOYCOTT, Word("coffee", 0, 40, 40)], most=5) == ()


def test_one_word_alone_has_nothing_to_be_compared_with() -> None:
    assert changed_terms([COFFEE, Word("beta", 1, 0, 1)], most=5) == ()
