"""Which language a text is in, and on whose word."""

from __future__ import annotations

from random import Random

import pytest
from langcodes import standardize_tag

from postmortem.score import NOTHING_USUAL, Decision, Gate, Hint, Usual, assess, engine
from postmortem.score.language import codes
from postmortem.score.language.codes import canonical
from postmortem.score.language.prose import are_wordless, is_wordless

ENGLISH = "They cancelled my flight and nobody at the gate would tell us why"
NORWEGIAN = "De avlyste flyet mitt og ingen ved utgangen ville fortelle oss hvorfor"


NO_HINT = Hint()


def decide(text: str, hint: Hint = NO_HINT, usual: Usual = NOTHING_USUAL) -> Decision:
    (decision,) = Gate(["en"]).decide([text], [hint], usual)
    return decision


def test_the_exports_own_tag_goes_first() -> None:
    assert decide(ENGLISH, Hint(tag="en")) == ("en", "export")
    assert decide("ok", Hint(tag="de")) == ("de", "export")


@pytest.mark.parametrize("tag", ["no", "nb", "nn", "NB-no"])
def test_norwegian_has_one_code(tag: str) -> None:
    assert decide(NORWEGIAN, Hint(tag=tag)) == ("no", "export")


@pytest.mark.parametrize("tag", ["und", "qme", "zxx", "", None])
def test_a_tag_that_names_no_language_is_no_tag(tag: str | None) -> None:
    assert decide(ENGLISH, Hint(tag=tag)) == ("en", "detected")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("今日はいい天気ですね", "ja"),
        ("오늘 날씨가 좋네요", "ko"),
        ("สวัสดี", "th"),
        ("Καλημέρα", "el"),
        ("שלום לכולם", "he"),
        ("你好", "zh"),
    ],
)
def test_a_script_of_one_language_tells_it_however_short(text: str, language: str) -> None:
    assert decide(text) == (language, "script")


def test_a_tag_against_the_script_is_not_believed() -> None:
    assert decide("今日はいい天気ですね", Hint(tag="en")) == ("ja", "script")
    assert decide("Рейс отменили, и никто не сказал почему", Hint(tag="en")) == ("ru", "detected")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (NORWEGIAN, "no"),
        ("Sie haben meinen Flug gestrichen und niemand konnte sagen warum", "de"),
        ("Ils ont annulé mon vol et personne ne voulait dire pourquoi", "fr"),
        ("Cancelaron mi vuelo y nadie en la puerta quiso decirnos por qué", "es"),
    ],
)
def test_a_long_text_tells_its_language_itself(text: str, language: str) -> None:
    assert decide(text) == (language, "detected")


def test_links_mentions_and_tags_are_no_evidence() -> None:
    text = "@somebody #reallyenglishhashtag https://example.com/the/english/words ja takk"
    assert decide(text) == ("und", None)


def test_a_short_post_is_in_the_accounts_usual_language() -> None:
    texts = [ENGLISH, ENGLISH + " at all", "Why? " + ENGLISH, "so sad"]
    hints = [Hint(author="a"), Hint(author="a"), Hint(author="a"), Hint(author="a")]
    assert Gate().decide(texts, hints)[-1] == ("en", "author")
    assert decide("so sad", Hint(author="a"), Usual({"a": "no"}, {})) == ("no", "author")


def test_two_posts_are_no_habit() -> None:
    decisions = Gate().decide([ENGLISH, ENGLISH + "!", "so sad"], [Hint(author="a")] * 3)
    assert decisions[-1] == ("und", None)


def test_a_bilingual_account_has_no_usual_language() -> None:
    texts = [f"{text} {n}" for n in range(4) for text in (ENGLISH, NORWEGIAN)]
    decisions = Gate().decide([*texts, "so sad"], [Hint(author="a")] * 9)
    assert decisions[-1] == ("und", None)


def test_a_set_in_one_language_tells_the_short_posts_of_strangers() -> None:
    texts = [f"{ENGLISH} {n}" for n in range(20)]
    hints = [Hint(author=str(n), group="thunder") for n in range(20)]
    gate = Gate()
    assert gate.decide([*texts, "so sad"], [*hints, Hint(group="thunder")])[-1] == ("en", "set")
    assert gate.decide([*texts, "so sad"], [*hints, Hint(group="rival")])[-1] == ("und", None)


def test_a_usual_language_in_another_script_tells_nothing() -> None:
    assert decide("Почему?", Hint(author="a"), Usual({"a": "en"}, {})) == ("und", None)
    assert decide("Почему?", Hint(author="a"), Usual({"a": "uk"}, {})) == ("uk", "author")


def test_order_of_the_texts_does_not_matter() -> None:
    texts = [ENGLISH, "so sad", NORWEGIAN, ENGLISH + " ever", "takk", ENGLISH + " again"]
    hints = [Hint(author="a"), Hint(author="a"), Hint(author="b")] + [Hint(author="a")] * 3
    there = Gate().decide(texts, hints)
    back = Gate().decide(texts[::-1], hints[::-1])
    assert there == back[::-1]


def test_emoji_have_no_language() -> None:
    assert decide("😡😡😡 !!! https://example.com") == ("zxx", "script")
    assert is_wordless("@you #that 100 % 😡")
    assert not is_wordless("no")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *(("pt-BR", "pt"), ("en-GB", "en"), ("zh-Hant", "zh"), ("zh_Hans", "zh")),
        *(("iw", "he"), ("in", "id"), ("ji", "yi"), ("sh", "sr")),
        *(("eng", "en"), ("nob", "no"), ("nno", "no"), ("deu", "de"), ("ger", "de")),
        *(("cmn", "zh"), ("yue", "zh"), ("pes", "fa"), ("arz", "ar"), ("fil", "tl")),
        *(("und", None), ("qme", None), ("", None), (None, None)),
    ],
)
def test_tags_of_every_standard_name_the_language_an_engine_knows(
    tag: str | None, language: str | None
) -> None:
    assert canonical(tag) == language


def test_a_config_may_write_its_languages_as_any_standard_does() -> None:
    assert engine("vader", languages=["eng"]).id == engine("vader", languages=["en-GB"]).id


def test_a_text_tagged_with_three_letters_is_scored() -> None:
    tag = Hint(tag="eng")
    scored = assess(["It is lovely"], [tag], engine=engine("vader"), gate=Gate())
    assert scored.lang == ["en"]
    assert scored.compound[0] > 0.5


def test_codes_that_are_not_looked_up_are_what_the_library_makes_of_them() -> None:
    for code in codes._AS_WRITTEN:
        assert standardize_tag(code, macro=True) == code
        assert code not in codes._SAME
    for code, language in codes._SAME.items():
        plain = standardize_tag(code, macro=True)
        assert language in (plain, codes._SAME.get(plain, plain)) or plain == code


def test_many_texts_are_wordless_as_each_is() -> None:
    chance = Random(8)
    pieces = (
        "@you",
        "#that",
        " ",
        "100 %",
        "😡",
        "http://a.b",
        "www.c",
        "why",
        "hi",
        "é",
        "我",
        "\x1c",
    )
    pieces += ("\u0301", "\u200d", "_", "\n", "Www", "[email]", "\x85", "ª", "²")
    texts = ["".join(chance.choices(pieces, k=chance.randint(0, 5))) for _ in range(3_000)]
    assert are_wordless(texts).tolist() == [is_wordless(text) for text in texts]
