"""What the store answers: who is the brand, who the audience, and which words are copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from made_posts import add, days, load, post, table

from postmortem.config import Config
from postmortem.errors import UsageError
from postmortem.model import Reject
from postmortem.sql import query, query_names
from postmortem.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from postmortem.model import Record

APOLOGY = "We are sorry for the gate change, and for how we spoke about it: https://t.co/abc"
ENGINE = "test@1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.duckdb"


def audience(path: Path, records: Sequence[Record], **asked: Any) -> dict[str, dict[str, Any]]:
    """Load records; return the rows of the audience, by the post's id."""
    add(path, "a", records)
    with Store.open(path, write=False) as store:
        keys = store.keys_of(["x:thunder"])
        rows = store.rows("audience", **{"engine": ENGINE, "own_keys": keys} | asked)
    return {row["post_id"]: row for row in rows.iter_rows(named=True)}


def of_brand(number: int, text: str = APOLOGY, **more: Any) -> Any:
    return post(number, text, **{"author_id": "42", "author": "Thunder"} | more)


def test_the_brand_is_no_audience_by_handle_by_id_or_by_proof(path: Path) -> None:
    records = [
        of_brand(1),
        post(2, "the id alone", author_id="42", author=None),
        post(3, "from the archive", author_id=None, author=None, own=True),
        post(4, "a customer"),
        post(5, "a namesake elsewhere", platform="mastodon", author="thunder"),
    ]
    assert set(audience(path, records)) == {"4", "5"}


@pytest.mark.parametrize(
    ("copied", "words"),
    [
        (True, "RT @thunder: We are sorry for the gate change, and for how we spoke about it"),
        (True, "we are SORRY for the gate change - and for how we spoke about it!!! @ann"),
        (True, "RT @thunder: We are sorry for the gate change, and for how we spoke abo…"),
        (False, "We are sorry for the gate change? Really? I do not believe a word of it"),
        (False, "We are sorry for the gate change, and for how we spoke abo"),
    ],
)
def test_copies_of_the_brand_are_marked_however_they_are_dressed(
    path: Path, copied: bool, words: str
) -> None:
    found = audience(path, [of_brand(1), post(2, words)])
    assert found["2"]["is_copy_of_own"] is copied


def test_a_word_that_the_brand_said_too_is_no_copy(path: Path) -> None:
    found = audience(path, [of_brand(1, "Thank you!"), post(2, "thank you")])
    assert found["2"]["is_copy_of_own"] is False


def test_a_repost_of_few_words_is_a_copy(path: Path) -> None:
    found = audience(path, [of_brand(1, "Sorry."), post(2, "RT @thunder: Sorry.", kind="repost")])
    assert found["2"]["is_copy_of_own"] is True


def test_reposts_of_the_brand_are_marked_by_the_post_they_name(path: Path) -> None:
    found = audience(
        path,
        [
            of_brand(1),
            post(2, "whatever words", kind="repost", repost_of="1"),
            post(3, "my own view of it", kind="quote", quote_of="1"),
            post(4, "another platform", kind="repost", repost_of="1", platform="mastodon"),
            post(5, "of someone else", kind="repost", repost_of="4"),
            post(6, "of nobody"),
        ],
    )
    assert [found[name]["is_repost_of_own"] for name in "23456"] == [True, *[False] * 4]


def test_the_apology_may_come_in_a_later_export_than_its_reposts(path: Path) -> None:
    add(path, "earlier", [post(2, f"RT @thunder: {APOLOGY}")])
    assert audience(path, [of_brand(1)])["2"]["is_copy_of_own"] is True


def test_sets_platforms_terms_and_spans_narrow_the_audience(path: Path) -> None:
    records = [
        post(1, "The GATE was changed", sets=("thunder",)),
        post(2, "nothing here", sets=("thunder", "rival")),
        post(3, "the gate again", sets=("rival",), platform="mastodon"),
    ]
    add(path, "a", records)
    with Store.open(path, write=False) as store:

        def ids(**asked: Any) -> str:
            return "".join(store.rows("audience", engine=ENGINE, **asked)["post_id"])

        assert ids() == "123"
        assert ids(sets=["thunder"]) == "12"
        assert ids(sets=["thunder", "rival"]) == "123", "a post in two sets counts once"
        assert ids(sets=["nobody"]) == ids(sets=[]) == ""
        assert ids(platforms=["mastodon"]) == "3"
        assert ids(terms=["Gate"]) == "13"
        assert ids(terms=["gate", "nothing"]) == "123"
        assert ids(terms=["100%_"]) == "", "a term is no pattern"
        assert ids(since=records[1].posted_at.replace(tzinfo=None)) == "23"
        assert ids(until=records[1].posted_at.replace(tzinfo=None)) == "1"


def test_what_has_no_score_says_why(path: Path) -> None:
    add(path, "a", [post(n, text) for n, text in enumerate(("good", "", "på norsk", "waiting"))])
    with Store.open(path, write=True) as store:
        numbers = dict(table_of(store, "SELECT text, text_no FROM text"))
        store.write(
            "score",
            scores({numbers["good"]: (0.5, None), numbers["på norsk"]: (None, "language:no")}),
        )
    found = audience(path, [])
    assert [(found[n]["compound"], found[n]["reason"]) for n in "0123"] == [
        (0.5, None),
        (None, "empty"),
        (None, "language:no"),
        (None, "not-scored-yet"),
    ]


def scores(said: dict[int, tuple[float | None, str | None]]) -> pl.DataFrame:
    rows = [(name, ENGINE, compound, 1, reason) for name, (compound, reason) in said.items()]
    columns = {"text_no": pl.Int32, "engine": pl.String, "compound": pl.Float64}
    return pl.DataFrame(rows, {**columns, "hits": pl.Int32, "reason": pl.String}, orient="row")


def table_of(store: Store, statement: str) -> list[tuple[Any, ...]]:
    return store._connection.execute(statement).fetchall()


def test_scores_of_one_engine_say_nothing_of_another(path: Path) -> None:
    add(path, "a", [post(1, "good")])
    with Store.open(path, write=True) as store:
        ((number,),) = table_of(store, "SELECT text_no FROM text")
        store.write("score", scores({number: (0.5, None)}))
        other = store.rows("audience", engine="other@1")
    assert other["reason"].to_list() == ["not-scored-yet"]


def test_an_external_score_is_the_posts_own(path: Path) -> None:
    found = audience(path, [post(1, score=-0.5), post(2)], engine="external@1+abc")
    assert (found["1"]["compound"], found["1"]["reason"]) == (-0.5, None)
    assert (found["2"]["compound"], found["2"]["reason"]) == (None, "external:absent")


def test_one_person_is_one_author_whether_known_by_id_or_by_handle(path: Path) -> None:
    found = audience(
        path,
        [
            post(1, author_id="7", author="ann"),
            post(2, author_id="ann", author="Ann"),
            post(3, author_id="bob", author="bob"),
        ],
    )
    assert found["1"]["author"] == found["2"]["author"] != found["3"]["author"]


def test_own_posts_carry_words_and_newest_counts(path: Path) -> None:
    add(path, "old", [of_brand(1, likes=1, views=50, followers=9)], observed_at=days(1))
    add(
        path,
        "new",
        [of_brand(1, likes=3, followers=8), of_brand(2, "no counts")],
        observed_at=days(2),
    )
    with Store.open(path, write=False) as store:
        own = store.rows("own_posts", own_keys=store.keys_of(["x:thunder"]))
        seen = store.rows("own_observations", own_keys=store.keys_of(["x:thunder"]))
    first, second = own.iter_rows(named=True)
    assert (first["likes"], first["views"], first["followers"]) == (3, 50, 8)
    assert first["text"].startswith("We are sorry")
    assert first["observed_at"] == days(2).replace(tzinfo=None)
    assert second["likes"] is None
    assert seen["likes"].to_list() == [1, 3]


@pytest.mark.parametrize(
    ("later", "as_of"),
    [
        ({"views": 900, "followers": 8}, 1),
        ({"likes": 7, "views": 900}, 1),
        ({"likes": 7, "replies": 2}, 10),
    ],
)
def test_own_engagement_is_as_old_as_the_youngest_count_in_it(
    path: Path, later: dict[str, int], as_of: int
) -> None:
    add(path, "young", [of_brand(1, likes=5, replies=1)], observed_at=days(1))
    add(path, "late", [of_brand(1, **later)], observed_at=days(10))
    add(path, "uncounted", [of_brand(2, views=3)], observed_at=days(9))
    with Store.open(path, write=False) as store:
        own = store.rows("own_posts", own_keys=store.keys_of(["x:thunder"]))
    expected = [days(as_of).replace(tzinfo=None), days(9).replace(tzinfo=None)]
    assert own["observed_at"].to_list() == expected


@pytest.fixture
def full(path: Path) -> Iterator[Store]:
    """Open a store with something of everything."""
    posts = [post(n, f"words {n % 3}", likes=n, lang="en", sets=("s",)) for n in range(9)]
    add(path, "a", [*posts, of_brand(20), Reject(3, "cut off")], keep_rejected=True)
    add(path, "b", [post(n, f"words {n % 2}", likes=n + 1) for n in range(5)], observed_at=days(9))
    with Store.open(path, write=True) as store:
        numbers = [row[0] for row in table_of(store, "SELECT text_no FROM text ORDER BY text_no")]
        store.write("score", scores(dict.fromkeys(numbers[:2], (0.1, None))))
        yield store


BY_TYPE = {"varchar": ENGINE, "varchar[]": ["s"], "timestamp": days(0).replace(tzinfo=None)}


@pytest.mark.parametrize("name", query_names())
def test_no_two_rows_share_a_grain(full: Store, name: str) -> None:
    question = query(name)
    needed = [field for field in question.takes if not field.optional]
    given: dict[str, object] = {field.name: BY_TYPE.get(field.type, 1) for field in needed}
    rows = full.rows(name, **given)
    if question.grain:
        assert rows.select(question.grain).is_duplicated().sum() == 0
    else:
        assert len(rows) == 1


def test_columns_asked_for_part_by_part_are_those_of_the_whole_answer(path: Path) -> None:
    copy = "RT: We are sorry for the gate change, and for how we spoke about it"
    add(path, "a", [of_brand(1), post(2, "late again"), post(3, copy), post(4, "rebooked, fine")])
    wanted = ("post_id", "is_copy_of_own")
    with Store.open(path, write=False) as store:
        for accounts in (["x:thunder"], ["x:name2"], []):
            asked: dict[str, Any] = {"engine": ENGINE, "own_keys": store.keys_of(accounts)}
            whole = store.rows("audience", **asked).sort("post_id")
            middle = whole["posted_at"].median()
            parts = [
                store.columns(wanted, "audience", asked | part)
                for part in ({"until": middle}, {"since": middle})
            ]
            assert pl.concat(parts).sort("post_id").equals(whole.select(wanted))


def test_a_store_that_is_written_to_answers_with_what_it_holds_now(path: Path) -> None:
    with Store.open(path, write=True) as store:
        asked = {"engine": ENGINE, "own_keys": store.keys_of(["x:thunder"])}
        for number, record in enumerate((post(2, "late"), of_brand(1)), 1):
            store.add(load(f"{number}"), [record])
            found = store.columns(("post_id",), "audience", asked)
            assert found["post_id"].to_list() == ["2"]


def test_an_empty_answer_keeps_its_types(path: Path) -> None:
    with Store.open(path, write=True) as store:
        rows = store.rows("audience", engine=ENGINE)
    assert len(rows) == 0
    assert rows.schema["post_id"] == pl.String()
    assert rows.schema["posted_at"] == pl.Datetime("us")
    assert rows.schema["compound"] == pl.Float64()
    assert rows.schema["is_copy_of_own"] == pl.Boolean()


def test_a_column_without_any_value_keeps_its_type(path: Path) -> None:
    add(path, "a", [post(1, "", author=None, author_id=None)])
    with Store.open(path, write=False) as store:
        rows = store.rows("audience", engine=ENGINE)
    assert rows.schema["author"] == pl.String()
    assert rows["author"].to_list() == [None]


def test_a_wrong_parameter_is_named_with_the_right_ones(path: Path) -> None:
    with Store.open(path, write=True) as store:
        with pytest.raises(UsageError, match="engine is missing"):
            store.rows("audience")
        with pytest.raises(UsageError, match="speed is not one of its parameters"):
            store.rows("audience", engine=ENGINE, speed=3)
        with pytest.raises(UsageError, match="no query is called"):
            store.rows("nonsense")


def test_status_says_what_there_is(path: Path) -> None:
    add(path, "a", [post(1), post(2, own=True), Reject(3, "cut off")], set_name="thunder")
    with Store.open(path, write=True) as store:
        store.refuse(load("b"), "no source reads it")
        status = store.status()
    assert {name: status[name] for name in ("posts", "own", "scored", "unscored", "rejected")} == {
        "posts": 2,
        "own": 1,
        "scored": 0,
        "unscored": 2,
        "rejected": 1,
    }
    assert (status["schema"], status["from"]) == ("postmortem/status/1", "2026-03-01T09:01:01Z")
    assert [(each["name"], each["posts"]) for each in status["sets"]] == [("thunder", 2)]
    assert [(each["name"], each["posts"]) for each in status["sources"]] == [("test", 2)]
    assert [each["refused"] for each in status["loads"]] == ["no source reads it", None]


def test_status_calls_own_what_measures_call_own(path: Path) -> None:
    unnamed = of_brand(5)._replace(platform="unknown")
    add(path, "a", [of_brand(1), of_brand(2, author=None), post(3, own=True), post(4), unnamed])
    brand = {"name": "thunder", "accounts": ["x:thunder"], "timezone": "UTC"}
    config = Config.model_validate({"brand": brand})
    with Store.open(path, write=False) as store:
        own = store.rows("own_posts", own_keys=store.keys_of(config.brand.own_accounts))
        assert store.status(config)["own"] == len(own) == 4
        assert store.status()["own"] == 1
    path.with_name(f"{path.name}.key").unlink()
    with Store.open(path, write=False) as store:
        assert store.status(config)["own"] == 1, "without its key a store knows no accounts"


def test_an_empty_store_has_a_status_too(path: Path) -> None:
    with Store.open(path, write=True) as store:
        status = store.status()
    assert (status["posts"], status["from"], status["loads"]) == (0, None, [])


def test_a_thousand_reposts_of_the_apology_leave_the_audience_where_it_was(path: Path) -> None:
    voices = [post(n, f"voice {n} is angry") for n in range(10, 30)]
    before = audience(path, [of_brand(1), *voices])
    reposts = [post(1000 + n, f"RT @thunder: {APOLOGY}", kind="repost") for n in range(500)]
    bare = [post(2000 + n, APOLOGY.upper().replace("HTTPS://T.CO/ABC", "")) for n in range(500)]
    add(path, "reposts", [*reposts, *bare])
    found = audience(path, [])
    kept = {name for name, row in found.items() if not row["is_copy_of_own"]}
    assert kept == set(before)
    assert len(found) == len(before) + 1000


def test_reasons_of_rejects_are_counted_by_export(path: Path) -> None:
    add(path, "a", [Reject(3, "cut off"), Reject(2, "cut off"), Reject(9, "no time")])
    with Store.open(path, write=False) as store:
        rows = store.rows("store_rejects").select("reason", "rows", "first").rows()
    assert rows == [("cut off", 2, 2), ("no time", 1, 9)]
    assert table(path, "SELECT count(*) FROM post") == [(0,)]
