"""Scores in a store: each text once, again only where something changed, whatever the order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import TYPE_CHECKING

import polars as pl
import pytest

from postmortem.config import Config
from postmortem.errors import UsageError
from postmortem.jobs.engines import compare_engines
from postmortem.jobs.score import engine_for, score_store, scorer_for, unscored_count
from postmortem.model import Post
from postmortem.store import Load, Privacy, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = datetime(2026, 3, 1, tzinfo=UTC)
GOOD = "What a lovely crew and such a good flight to Bergen today"
NORSK = "De avlyste flyet mitt, og ingen ville si hvorfor vi måtte vente så lenge"


def post(number: int, text: str, author: str = "ann", lang: str | None = None) -> Post:
    return Post(
        line=number,
        platform="x",
        post_id=str(number),
        posted_at=START + timedelta(minutes=number),
        text=text,
        author_id=author,
        lang=lang,
    )


def load(name: str) -> Load:
    return Load(path=name, sha256=name, bytes=1, source="test", now=START + timedelta(days=9))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path, write=True) as opened:
        yield opened


def settings(**sentiment: object) -> Config:
    return Config.model_validate({"sentiment": sentiment})


def scores(store: Store) -> dict[str, tuple[object, ...]]:
    """Return, by words: language, what told it, compound, reason."""
    found = store.rows("engine_scores", engine=engine_for(Config()).id)
    return {row[0]: row[1:5] for row in found.iter_rows()}


def test_each_text_is_scored_once(store: Store) -> None:
    store.add(load("a"), [post(1, GOOD), post(2, GOOD), post(3, NORSK), post(4, "the door")])
    tally = score_store(store, Config())
    assert (tally["texts"], tally["unscored"]) == (1, 2)
    assert tally["reasons"] == {"language:no": 1, "language:und": 1}
    again = score_store(store, Config())
    assert (again["texts"], again["unscored"]) == (0, 0)


def test_a_tag_that_all_posts_bear_is_not_believed_against_the_script(store: Store) -> None:
    russian = "Самолёт не летит, и никто не говорит почему"
    store.add(load("a"), [post(1, GOOD, lang="en-GB"), post(2, russian, lang="en-GB")])
    score_store(store, Config())
    assert scores(store)[GOOD][:2] == ("en", "export")
    assert scores(store)[russian][1:2] == ("detected",)
    assert scores(store)[russian][3] == "language:ru"


def test_a_tag_that_names_no_language_leaves_it_to_the_words(store: Store) -> None:
    store.add(load("a"), [post(1, GOOD, lang="und"), post(2, NORSK, lang="und")])
    score_store(store, Config())
    assert scores(store)[GOOD][:2] == ("en", "detected")
    assert scores(store)[NORSK][:2] == ("no", "detected")


def test_posts_that_disagree_about_the_tag_of_a_text_leave_it_to_the_words(store: Store) -> None:
    store.add(
        load("a"), [post(1, GOOD, lang="no"), post(2, GOOD, lang="en"), post(3, "x", lang="no")]
    )
    score_store(store, Config())
    assert scores(store)[GOOD][:2] == ("en", "detected")
    assert scores(store)["x"][:2] == ("no", "export")


def test_a_score_comes_with_its_language_and_its_reason(store: Store) -> None:
    store.add(load("a"), [post(1, GOOD), post(2, NORSK), post(3, "good", lang="en")])
    score_store(store, Config())
    found = scores(store)
    assert found[GOOD] == ("en", "detected", pytest.approx(0.765, abs=0.2), None)
    assert found[NORSK] == ("no", "detected", None, "language:no")
    assert found["good"] == ("en", "export", 0.4404, None)


def test_short_posts_follow_their_account_even_when_it_is_known_later(store: Store) -> None:
    store.add(load("a"), [post(1, "good")])
    score_store(store, Config())
    assert scores(store)["good"] == ("und", None, None, "language:und")
    store.add(load("b"), [post(n, f"{GOOD} {n}") for n in range(2, 6)])
    score_store(store, Config())
    assert scores(store)["good"] == ("en", "author", 0.4404, None)


def test_what_an_account_told_is_asked_again_when_no_text_is_in_doubt(store: Store) -> None:
    store.add(load("a"), [post(1, "good"), *(post(n, f"{GOOD} {n}") for n in range(2, 6))])
    score_store(store, Config())
    assert scores(store)["good"] == ("en", "author", 0.4404, None)
    store.add(load("b"), [post(n, f"{NORSK} {n}") for n in range(6, 10)])
    score_store(store, Config())
    assert scores(store)["good"] == ("und", None, None, "language:und")


def test_the_order_of_exports_does_not_matter(tmp_path: Path) -> None:
    loads = {
        "a": [post(1, "good"), post(2, "bad", author="bob"), post(3, "ok", author="eva")],
        "b": [post(n, f"{GOOD} {n}") for n in range(10, 15)],
        "c": [post(n, f"{NORSK} {n}", author="bob") for n in range(20, 25)],
        "d": [post(n, f"{NORSK} {n}") for n in range(30, 33)],
    }
    found = []
    for number, order in enumerate(["abcd", "dcba", "cadb"]):
        with Store.open(tmp_path / f"{number}.duckdb", write=True) as store:
            for name in order:
                store.add(load(name), loads[name])
                score_store(store, Config())
            found.append(scores(store))
    assert found[0] == found[1] == found[2]


def test_a_text_of_several_accounts_follows_none_of_them(store: Store) -> None:
    mine = [post(n, f"{GOOD} {n}") for n in range(5)]
    store.add(load("a"), [*mine, post(10, "sure"), post(11, "sure", author="bob")])
    score_store(store, Config())
    assert scores(store)["sure"][0] == "und"


def test_tags_that_disagree_are_no_tag(store: Store) -> None:
    store.add(load("a"), [post(1, GOOD, lang="en"), post(2, GOOD, lang="de")])
    score_store(store, Config())
    assert scores(store)[GOOD][:2] == ("en", "detected")


def test_another_engine_stands_beside_the_first(store: Store) -> None:
    store.add(load("a"), [post(1, GOOD)])
    score_store(store, Config())
    masked = Config.model_validate({"brand": {"ignore_terms": ["lovely"]}})
    tally = score_store(store, masked)
    assert tally["texts"] == 1
    assert len(scores(store)) == 1
    assert len(store.rows("engine_scores", engine=engine_for(masked).id)) == 1


def test_an_external_engine_scores_nothing(store: Store) -> None:
    store.add(load("a"), [post(1, GOOD)])
    assert score_store(store, settings(engine="external"))["texts"] == 0


def test_texts_that_will_not_be_kept_are_scored_from_a_frame() -> None:
    texts = pl.DataFrame({"text": [GOOD, NORSK, "good"], "tag": [None, "nb", None]})
    scorer = scorer_for(Config(), last_chance=True)
    assert scorer is not None
    assert scorer.engine == engine_for(Config()).id
    found = scorer(texts)
    assert found["is_scored"].all()
    assert found["lang_by"].to_list() == ["detected", "export", None]
    assert found["reason"].to_list() == [None, "language:no", "language:und"]
    assert found["compound"].is_null().to_list() == [False, True, True]


def test_a_doubt_waits_for_company_where_texts_are_kept() -> None:
    texts = pl.DataFrame({"text": [GOOD, NORSK, "good"], "tag": [None, "nb", None]})
    scorer = scorer_for(Config())
    assert scorer is not None
    assert scorer(texts)["is_scored"].to_list() == [True, True, False]


def test_a_store_of_hashes_is_scored_while_the_words_are_there(tmp_path: Path) -> None:
    path = tmp_path / "hash.duckdb"
    with Store.open(path, write=True) as store:
        store.adopt(Privacy(store_text="hash"))
        texts = [post(1, GOOD, lang="en"), post(2, NORSK, lang="no")]
        store.add(load("a"), texts, scorer=scorer_for(Config(), last_chance=True))
        assert score_store(store, Config())["reasons"] == {}
        found = store.rows("engine_scores", engine=engine_for(Config()).id)
        assert found["text"].is_null().all()
        assert sorted(map(str, found["reason"].to_list())) == ["None", "language:no"]
        other = Config.model_validate({"brand": {"ignore_terms": ["lovely"]}})
        assert score_store(store, other)["reasons"] == {"text-not-kept": 2}


def test_two_engines_are_compared_on_one_store(store: Store) -> None:
    clown = "the crew of this flight, honestly 🤡🤡"
    posts = [post(1, GOOD, lang="en"), post(2, clown, lang="en"), post(3, clown, "bob", lang="en")]
    store.add(load("a"), [*posts, post(4, NORSK, lang="no")])
    found = compare_engines(store, Config(), "vader+emoji")
    assert (found["both"], found["neither"]) == (2, 1)
    assert found["agreement"] == 0.5
    texts = found["texts"]
    assert isinstance(texts, list)
    (apart,) = texts
    assert (apart["text"], apart["posts"], apart["lang"]) == (clown, 2, "en")
    assert apart["second"] < apart["first"]


def test_external_scores_are_not_compared_by_words(store: Store) -> None:
    with pytest.raises(UsageError, match="external"):
        compare_engines(store, Config(), "external")


SAID = (GOOD, NORSK, "takk", "good", "ok :)", "no", "super", "hei alle sammen", "🙂", "Bonjour")


def in_sittings(path: Path, posts: list[Post], chance: Random) -> object:
    """Return all that is known of texts when posts came in some sittings, in some order."""
    chance.shuffle(posts)
    cuts = sorted(chance.sample(range(1, len(posts)), chance.randint(0, 4)))
    with Store.open(path, write=True) as store:
        for first, last in pairwise([0, *cuts, len(posts)]):
            scorer = scorer_for(Config()) if chance.random() < 0.7 else None
            store.add(load(str(first)), posts[first:last], scorer=scorer)
            if chance.random() < 0.5:
                score_store(store, Config())
        score_store(store, Config())
        assert unscored_count(store, engine_for(Config())) == 0
        return scores(store)


@pytest.mark.parametrize("seed", range(12))
def test_nights_give_what_one_go_gives(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    posts = [
        post(
            number,
            chance.choice(SAID),
            author=chance.choice("abc"),
            lang=chance.choice((None, None, "en", "no", "de", "und")),
        )
        for number in range(60)
    ]
    ways = [in_sittings(tmp_path / f"{way}.duckdb", list(posts), chance) for way in range(3)]
    assert ways[0] == ways[1] == ways[2]
