"""Real exports, read in full: as many posts as the file holds, at the instants it tells."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postmortem.errors import UnrecognisedExport
from postmortem.model import Note, Post, Reject, Total
from postmortem.sources import Options, exports, source_for
from postmortem.sources.values.ids import linkedin_time, mastodon_time, x_time

if TYPE_CHECKING:
    from postmortem.model import Record

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared: real exports, which are not ours to ship"
)
AIRLINES = SHARED / "data" / "airline_2015"
SAMPLES = SHARED / "samples"


def read(path: Path, source: str, **options: object) -> list[Record]:
    (export,) = exports(path)
    found = source_for(export)
    assert found.name == source
    return list(found.read(export, Options(**options)))  # type: ignore[arg-type]


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def codes(records: list[Record]) -> set[str]:
    return {record.code for record in records if isinstance(record, Note)}


def test_every_airline_post_is_read_with_its_own_id_and_instant() -> None:
    found = read(AIRLINES / "Tweets_fastforwardlabs.csv", "table")
    assert len(posts(found)) == 14_640
    assert len({post.post_id for post in posts(found)}) == 14_485
    assert not [record for record in found if isinstance(record, Reject)]
    for post in posts(found):
        made = x_time(post.post_id or "")
        assert made is not None
        assert 0 <= (made - post.posted_at).total_seconds() < 1.1


def test_posts_of_six_airlines_can_be_told_apart_by_a_column() -> None:
    path = AIRLINES / "Tweets_fastforwardlabs.csv"
    found = posts(read(path, "table", columns={"set": "airline"}))
    assert {post.sets for post in found} == {
        (name,)
        for name in ("American", "Delta", "Southwest", "US Airways", "United", "Virgin America")
    }


def test_destroyed_ids_do_not_make_posts_one() -> None:
    found = read(AIRLINES / "Tweets_kaggle.csv", "table", tz="America/Los_Angeles")
    assert len(posts(found)) == 14_640
    assert {post.post_id for post in posts(found)} == {None}
    assert "ids-destroyed" in codes(found)
    told_apart = {(post.author_id, post.posted_at, post.text) for post in posts(found)}
    assert len(told_apart) > 14_400


def test_ids_that_a_spreadsheet_rounded_still_prove_the_zone() -> None:
    true_times = {
        (post.author, post.text): post.posted_at
        for post in posts(read(AIRLINES / "Tweets_fastforwardlabs.csv", "table"))
    }
    found = read(AIRLINES / "Tweets_kaggle.csv", "table")
    apart = [
        abs(true_times[post.author, post.text] - post.posted_at)
        for post in posts(found)
        if (post.author, post.text) in true_times
    ]
    assert len(apart) > 14_000
    assert sum(gap < timedelta(minutes=1) for gap in apart) > 0.98 * len(apart)
    assert "zone-assumed" not in codes(found)


@pytest.mark.parametrize(
    ("name", "count", "rejected", "day"),
    [
        ("wave1/nike", 9992, 0, "2023-02-08"),
        ("wave1/pepsi", 7145, 0, "2023-02-08"),
        ("wave2/nike", 9993, 0, "2023-04-10"),
        ("wave2/pepsi", 7091, 0, "2023-04-10"),
        ("wave3/nike", 9989, 0, "2023-06-08"),
        ("wave3/pepsi", 3312, 0, "2023-06-07"),
    ],
)
def test_posts_with_nothing_but_ids_get_their_times(
    name: str, count: int, rejected: int, day: str
) -> None:
    found = read(SHARED / "data" / "nike_2023" / f"{name}.csv", "table")
    assert len({post.post_id for post in posts(found)}) == len(posts(found)) == count
    assert len([record for record in found if isinstance(record, Reject)]) == rejected
    assert {"time-from-id", "authors-unknown"} <= codes(found)
    assert max(post.posted_at for post in posts(found)).date().isoformat() == day
    assert {post.platform for post in posts(found)} == {"x"}


def test_linkedin_times_are_utc_by_the_clock_in_their_links() -> None:
    found = posts(read(SAMPLES / "linkedin" / "Shares.csv", "linkedin-shares"))
    for post in found:
        made = linkedin_time(post.post_id or "")
        assert made is not None
        assert abs((made - post.posted_at).total_seconds()) < 1


def test_mastodon_times_agree_with_the_clock_in_their_ids() -> None:
    found = posts(read(SAMPLES / "mastodon" / "outbox.json", "mastodon-outbox"))
    assert [post.kind for post in found].count("repost") == 1
    for post in found:
        made = mastodon_time(post.post_id or "")
        assert made is not None
        assert 0 <= (made - post.posted_at).total_seconds() < 1


def test_an_x_archive_gives_long_texts_whole() -> None:
    found = posts(read(SAMPLES / "x_archive", "x-archive"))
    assert len(found) == 10
    assert {post.author for post in found} == {"alrocar"}
    assert max(len(post.text) for post in found) > 280
    assert not [post.text for post in found if post.kind != "repost" and "… https" in post.text]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("edited", 1), ("geo_tweets", 3), ("many_urls", 2), ("media_tweet", 1),
        ("quoted_edit", 2), ("two_tweets", 2), ("verified_type", 1),
    ],
)  # fmt: skip
def test_every_post_of_api_v2_is_read_once_with_its_references(name: str, count: int) -> None:
    path = SAMPLES / "x_api_v2" / f"{name}.jsonl"
    found = posts(read(path, "x-api-v2"))
    told = set()
    for line in path.read_text("utf-8").splitlines():
        page = json.loads(line)
        tweets = (*page["data"], *page.get("includes", {}).get("tweets", ()))
        told |= {tweet.get("edit_history_tweet_ids", [tweet["id"]])[0] for tweet in tweets}
    assert {post.post_id for post in found} == told
    assert len(found) == count
    assert all(post.author for post in found)


def test_counts_add_up_to_what_the_api_says() -> None:
    path = SAMPLES / "x_api_v2" / "counts.jsonl"
    totals = [record for record in read(path, "x-counts") if isinstance(record, Total)]
    said = json.loads(path.read_text("utf-8"))["meta"]["total_tweet_count"]
    assert sum(total.value for total in totals) == said
    assert totals[0].starts_at == datetime(2021, 10, 16, 18, 21, 34, tzinfo=UTC)


def test_tweets_of_the_first_api_bring_their_originals() -> None:
    found = posts(read(SAMPLES / "x_api_v11" / "tweets_extended.json", "x-api-v11"))
    ids = {post.post_id for post in found}
    assert all(post.repost_of in ids for post in found if post.kind == "repost")
    assert not [post for post in found if post.text.endswith("…")]


@pytest.mark.parametrize(
    "path",
    sorted((SHARED / "data" / "labelled").glob("*"))
    + sorted((SHARED / "data" / "reference").glob("*")),
    ids=lambda path: path.name,
)
def test_what_holds_no_posts_with_times_is_refused(path: Path) -> None:
    (export,) = exports(path)
    with pytest.raises(UnrecognisedExport):
        source_for(export)


def test_ten_airline_rows_say_what_the_file_says() -> None:
    path = AIRLINES / "Tweets_fastforwardlabs.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        told = list(csv.DictReader(stream))
    found = posts(read(path, "table"))
    for at in range(0, len(told), len(told) // 10):
        assert found[at].post_id == told[at]["tweet_id"]
        assert found[at].author == told[at]["name"].lower()
        assert found[at].reposts == int(told[at]["retweet_count"])
        assert found[at].posted_at == datetime.fromisoformat(
            told[at]["tweet_created"].replace(" -", "-").replace(" ", "T")
        )
