"""A word list somebody brings is scored by VADER's rules, in its own language."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from awkward import awkward_text
from vaderSentiment import vaderSentiment

from postmortem.errors import UsageError
from postmortem.score import engine
from postmortem.score.engines.emoji import rated_emoji
from postmortem.score.engines.vader import analyzer
from postmortem.score.engines.wordlist import _grammar
from postmortem.score.kernel.native import NativeScorer
from postmortem.score.kernel.pure import PureScorer
from postmortem.score.kernel.rules import Rules
from postmortem.texts.extension import AVAILABLE

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.score import Engine

NORSK = "ord,poeng\nnydelig,2.5\nforferdelig,-3\nærlig,1.8\nDårlig,-2\n🤡,-3.5\n"


def listed(tmp_path: Path, text: str, *languages: str) -> Engine:
    (tmp_path / "norsk.csv").write_text(text, "utf-8")
    return engine("lexicon:norsk.csv", languages=languages or ("nb",), folder=tmp_path)


def compounds(chosen: Engine, *texts: str) -> list[float]:
    return [round(float(one), 4) for one in chosen.score(texts).compound]


def test_the_list_scores_words_in_any_case(tmp_path: Path) -> None:
    norsk = listed(tmp_path, NORSK)
    good, bad, shouted = compounds(norsk, "så ærlig", "en Dårlig dag", "ÆRLIG")
    assert good > 0 > bad
    assert shouted > 0
    assert norsk.id.startswith("lexicon@1-sum3")
    assert norsk.languages == frozenset({"no"})


@pytest.mark.parametrize(
    ("language", "negated"),
    [
        ("no", "ikke xyzzy"),
        ("nn", "ikkje xyzzy"),
        ("da", "aldrig xyzzy"),
        ("sv", "inte xyzzy"),
        ("de", "nicht xyzzy"),
        ("fr", "n'est pas xyzzy"),
        ("es", "no es xyzzy"),
        ("it", "non è xyzzy"),
        ("pt", "não é xyzzy"),
        ("nl", "niet xyzzy"),
        ("en", "isn't xyzzy"),
    ],
)
def test_each_language_has_its_negators(tmp_path: Path, language: str, negated: str) -> None:
    plain, turned = compounds(listed(tmp_path, "xyzzy,2\n", language), "xyzzy", negated)
    assert plain > 0 > turned


def test_a_negator_of_another_language_is_a_word_like_any(tmp_path: Path) -> None:
    plain, other = compounds(listed(tmp_path, "xyzzy,2\n", "de"), "xyzzy", "not xyzzy")
    assert plain == other


def test_boosters_and_contrasts_weigh(tmp_path: Path) -> None:
    norsk = listed(tmp_path, NORSK)
    plain, boosted, damped = compounds(norsk, "nydelig", "veldig nydelig", "litt nydelig")
    assert damped < plain < boosted
    straight, turned = compounds(norsk, "nydelig og forferdelig", "nydelig men forferdelig")
    assert turned < straight


def test_emoji_and_emoticons_need_no_language(tmp_path: Path) -> None:
    norsk = listed(tmp_path, NORSK)
    loved, smiled, clown = compounds(norsk, "flyet😍flyet", "flyet :)", "🤡")
    assert loved > 0.5
    assert smiled > 0
    stronger = rated_emoji()["🤡"]
    assert stronger > -3.5  # the list's own rating goes before ours
    assert clown == pytest.approx(-3.5 / (3.5**2 + 15) ** 0.5, abs=1e-4)


@pytest.mark.parametrize("apart", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_read(tmp_path: Path, apart: str) -> None:
    rows: tuple[list[str], ...] = (
        ["nydelig", "2.5", "0.9", "x"],
        [],
        ["forferdelig", "-3", "0.9", "x"],
    )
    text = "\ufeff" + "\r\n".join(map(apart.join, rows))
    good, bad = compounds(listed(tmp_path, text), "nydelig", "forferdelig")
    assert good > 0 > bad


def test_a_term_given_twice_has_the_mean(tmp_path: Path) -> None:
    (twice,) = compounds(listed(tmp_path, "slag,3\nslag,1\n"), "slag")
    assert twice == compounds(listed(tmp_path, "slag,2\n"), "slag")[0]


def test_terms_of_several_words_are_said_to_be_passed_over(tmp_path: Path) -> None:
    norsk = listed(tmp_path, NORSK + "på trynet,-2\n")
    assert norsk.notes == ("norsk.csv: 1 terms of several words are passed over",)


def test_a_language_without_negators_of_ours_is_said(tmp_path: Path) -> None:
    assert listed(tmp_path, "hyvä,2\n", "fi").notes == ("no negators are known for fi",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nydelig,2.5\nforferdelig,minus tre\n", "norsk.csv:2:"),
        ("nydelig,2.5\nforferdelig\n", "norsk.csv:2:"),
        ("nydelig,2.5\nforferdelig,nan\n", "norsk.csv:2:"),
        ("nydelig,25\n", "norsk.csv:1:"),
        ("ord,poeng\n", "no term"),
        ("", "no term"),
    ],
)
def test_a_broken_list_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        listed(tmp_path, text)


def test_a_missing_or_undecodable_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        engine("lexicon:none.csv", folder=tmp_path)
    (tmp_path / "latin.csv").write_bytes("dårlig,-2\n".encode("latin-1"))
    with pytest.raises(UsageError, match="UTF-8"):
        engine("lexicon:latin.csv", folder=tmp_path)


def test_our_grammar_is_lower_case_single_words_said_once() -> None:
    for tables in _grammar().values():
        words = [word for table in tables.values() for word in table]
        assert all(word == word.lower().strip() and " " not in word for word in words)
        assert len(words) == len(set(words))


def test_other_tables_are_scored_as_vadersentiment_would(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = Rules(
        lexicon={
            "ærlig": 2.0,
            "dårlig": -2.1,
            "éclair": 1.0,
            "no": -1.2,
            ":)": 1.5,
            "straße": -3.0,
        },
        boosters={"så": 0.3, "litt": -0.3, "kind of": -0.2, "bare så vidt": -0.4},
        negators=frozenset({"ikke", "aldri"}),
        idioms={"helt ærlig": 3.0, "dårlig til bens": -1.0},
        emoji={"😡": "dårlig sint ", "😍": "ÆRLIG!"},
    )
    monkeypatch.setattr(vaderSentiment, "BOOSTER_DICT", rules.boosters)
    monkeypatch.setattr(vaderSentiment, "NEGATE", sorted(rules.negators))
    monkeypatch.setattr(vaderSentiment, "SPECIAL_CASES", rules.idioms)
    monkeypatch.setattr(analyzer(), "lexicon", rules.lexicon)
    monkeypatch.setattr(analyzer(), "emojis", rules.emoji)
    words = [*rules.lexicon, *rules.boosters, *rules.negators, *rules.idioms, *rules.emoji, "bens"]
    random = Random(5)
    texts = []
    for _ in range(1_500):
        some = [random.choice(words) for _ in range(random.randint(1, 12))]
        shouted = [word.upper() if random.random() < 0.3 else word for word in some]
        texts.append(" ".join(shouted) + " " + awkward_text(random, 3))
    expected = [tuple(analyzer().polarity_scores(text).values()) for text in texts]
    scorers: list[PureScorer | NativeScorer] = [
        PureScorer(rules),
        *([NativeScorer(rules)] if AVAILABLE else []),
    ]
    for scorer in scorers:
        scores, _ = scorer.score_all(texts)
        assert list(map(tuple, scores.tolist())) == expected
