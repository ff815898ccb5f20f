"""Words that rose are found, and nobody can be pointed at through one."""

from __future__ import annotations

from postmortem.measure.terms import MIN_AUTHORS, changed_terms


def posts(word: str, authors: int, prefix: str) -> list[tuple[str | None, str]]:
    return [(f"{prefix}{n}", f"coffee {word} morning") for n in range(authors)]


def test_a_word_that_rose_leads_and_one_that_fell_comes_last() -> None:
    terms = changed_terms(posts("latte", 40, "a"), posts("boycott", 40, "b"), most=3)
    assert terms[0].term == "boycott"
    assert terms[0].z > 2
    assert {term.term for term in terms if term.z < -2} == {"latte"}


def test_a_word_of_few_authors_is_not_shown_however_often_they_say_it() -> None:
    few = [(f"b{n % (MIN_AUTHORS - 1)}", "scandalous coffee") for n in range(400)]
    terms = changed_terms(posts("latte", 40, "a"), [*few, *posts("milk", 40, "c")], most=10)
    assert "scandalous" not in {term.term for term in terms}


def test_one_loud_author_counts_once() -> None:
    loud = [("x", "boycott coffee")] * 500
    quiet = posts("boycott", MIN_AUTHORS, "b")
    once = changed_terms(posts("latte", 40, "a"), [*quiet, ("x", "boycott coffee")], most=5)
    often = changed_terms(posts("latte", 40, "a"), [*quiet, *loud], most=5)
    assert once == often


def test_links_handles_and_masks_are_not_words() -> None:
    after = [(f"a{n}", "see https://t.co/abcdef @somebody [email] now") for n in range(9)]
    terms = changed_terms(posts("latte", 9, "b"), after, most=9)
    assert {term.term for term in terms} & {"https", "somebody", "email", "abcdef"} == set()


def test_without_both_sides_nothing_can_have_changed() -> None:
    assert changed_terms([], posts("boycott", 40, "b"), most=5) == ()


def test_one_word_alone_has_nothing_to_be_compared_with() -> None:
    before = [(f"a{n}", f"alpha{n} coffee") for n in range(10)]
    after = [(f"b{n}", f"beta{n} coffee") for n in range(10)]
    assert changed_terms(before, after, most=5) == ()


def test_people_without_names_are_as_many_as_they_are() -> None:
    before = [(None, "boycott coffee")] * 3 + posts("latte", 40, "a")
    after = [(None, "boycott coffee")] * 9
    (risen,) = [term for term in changed_terms(before, after, most=9) if term.term == "boycott"]
    assert (risen.n_before, risen.n_after, risen.authors) == (3, 9, 12)
