"""Reviews: stars are a rating, which is no number of likes and a mood only on request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from exported import at, notes, posts, records, table

from postmortem.model import Note, Post, Reject
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from pathlib import Path

PLAY = {
    "reviewId": "a-1",
    "userName": "Anna",
    "content": "den krasjer",
    "score": "1",
    "thumbsUpCount": "57",
    "at": "2026-03-01 12:00:00",
}
STEAM = {
    "recommendationid": "19",
    "author": {"steamid": "7656"},
    "review": "gøy",
    "timestamp_created": int(at(2026, 3, 1).timestamp()),
    "voted_up": False,
    "votes_up": 12,
}


def scores(path: Path, content: str, **columns: str) -> list[float | None]:
    path.write_text(content, "utf-8")
    (export,) = exports(path)
    read = source_for(export).read(export, Options(tz="UTC", columns=columns))
    return [record.score for record in read if isinstance(record, Post)]


def test_likes_are_those_who_found_it_helpful_and_stars_are_left_with_the_cure() -> None:
    found = records(table(PLAY), "google-play-scraper", tz="UTC")
    post = found[0]
    assert isinstance(post, Post)
    assert (post.likes, post.score) == (57, None)
    told = [record.text for record in found if isinstance(record, Note)]
    assert any('score = "score"' in text for text in told)


@pytest.mark.parametrize(("stars", "score"), [("1", -1.0), ("3", 0.0), ("5", 1.0)])
def test_stars_are_a_scaled_score_on_request(tmp_path: Path, stars: str, score: float) -> None:
    content = table({**PLAY, "score": stars})
    assert scores(tmp_path / "a.csv", content, score="score") == [score]


def test_another_column_asked_for_as_score_is_not_taken_for_stars(tmp_path: Path) -> None:
    content = table({**PLAY, "mood": "0.5"})
    assert scores(tmp_path / "a.csv", content, score="mood") == [0.5]


def test_what_is_no_rating_is_refused_when_ratings_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table({**PLAY, "score": "11"}), "utf-8")
    (export,) = exports(path)
    read = source_for(export).read(export, Options(tz="UTC", columns={"score": "score"}))
    assert isinstance(next(iter(read)), Reject)


def test_a_local_time_takes_the_zone_that_is_said() -> None:
    (post,) = posts(table(PLAY), "google-play-scraper", tz="Europe/Oslo")
    assert post.posted_at == at(2026, 3, 1, 11)


def test_a_title_is_part_of_a_review() -> None:
    row = {
        "date": "2026-03-01 12:00:00", "review": "den krasjer", "rating": "1", "isEdited": "False",
        "userName": "Anna", "title": "Dårlig",
    }  # fmt: skip
    (post,) = posts(table(row), "app-store-scraper", tz="UTC")
    assert post.text == "Dårlig\n\nden krasjer"


def test_a_day_of_a_review_is_said_to_be_one() -> None:
    row = {
        "firm": "N", "date_review": "2026-03-01", "overall_rating": "2", "headline": "Kaos",
        "pros": "folk", "cons": "svar",
    }  # fmt: skip
    found = records(table(row), "glassdoor")
    assert isinstance(found[0], Post)
    assert found[0].text == "Kaos\n\nfolk\n\nsvar"
    assert {"day-only", "authors-unknown"} <= notes(found)


def test_a_thumb_is_a_score_on_request_only(tmp_path: Path) -> None:
    content = json.dumps({"reviews": [STEAM, {**STEAM, "voted_up": True}]})
    assert scores(tmp_path / "a.json", content) == [None, None]
    assert scores(tmp_path / "a.json", content, score="voted_up") == [-1.0, 1.0]


def test_votes_below_zero_that_came_round_are_unknown() -> None:
    (post,) = posts(json.dumps({"reviews": [{**STEAM, "votes_up": 4294967295}]}), "steam-reviews")
    assert (post.likes, post.author_id) == (None, "7656")


def test_votes_on_reddit_may_be_below_zero_and_nothing_is_no_text() -> None:
    row = {
        "id": "1a", "title": "Kopp", "selftext": "nan", "author": "None", "score": "-2.0",
        "num_comments": "0", "created_utc": "1772366400.0",
    }  # fmt: skip
    (post,) = posts(table(row), "reddit-praw")
    assert (post.text, post.author, post.likes, post.replies) == ("Kopp", None, -2, 0)
    assert (post.post_id, post.posted_at) == ("t3_1a", at(2026, 3, 1, 12))
