"""What the actors of Apify hold: rows inside rows, hidden counts, items that are no posts."""

from __future__ import annotations

import json
from typing import Any

from exported import at, notes, posts, records

from postmortem.model import Post

NOON = at(2026, 3, 1, 12)
LINK = "https://www.instagram.com/p/DQabcdefghi/"


def comment(**changes: object) -> dict[str, Any]:
    item: dict[str, Any] = {
        "postUrl": LINK,
        "id": "179001",
        "text": "hei",
        "ownerUsername": "Anna",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "repliesCount": 0,
        "replies": [],
        "likesCount": 4,
    }
    return {**item, **changes}


def instagram(**changes: object) -> dict[str, Any]:
    item: dict[str, Any] = {
        "shortCode": "DQabcdefghi",
        "caption": "ny kopp",
        "ownerUsername": "nordlys",
        "timestamp": "2026-03-01T12:00:00.000Z",
        "likesCount": 9,
        "commentsCount": 0,
        "url": LINK,
        "latestComments": [],
    }
    return {**item, **changes}


def tweet(**changes: object) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": "2028000000000000001",
        "createdAt": "Sun Mar 01 12:00:00 +0000 2026",
        "text": "hei",
        "author": {"userName": "Anna", "createdAt": "Mon May 02 08:00:00 +0000 2011"},
        "retweetCount": 3,
        "likeCount": 14,
    }
    return {**item, **changes}


def test_answers_inside_a_comment_are_rows_and_the_absent_ones_are_said() -> None:
    found = records(
        json.dumps([comment(repliesCount=5, replies=[comment(id="179002", text="takk")])]),
        "apify-instagram-comments",
    )
    rows = [record for record in found if isinstance(record, Post)]
    assert [(row.post_id, row.reply_to) for row in rows] == [
        ("179001", "DQabcdefghi"),
        ("179002", "179001"),
    ]
    assert (rows[0].replies, "replies-cut" in notes(found)) == (5, True)


def test_a_row_of_comments_without_their_count_has_an_unknown_count() -> None:
    item = comment()
    del item["repliesCount"]
    (post,) = posts(json.dumps([item]), "apify-instagram-comments")
    assert post.replies is None


def test_hidden_likes_are_unknown() -> None:
    (post,) = posts(json.dumps([instagram(likesCount=-1)]), "apify-instagram-posts")
    assert (post.likes, post.post_id, post.author) == (None, "DQabcdefghi", "nordlys")


def test_latest_comments_are_comments_of_their_own_authors() -> None:
    latest = [{k: v for k, v in comment().items() if k != "postUrl"}]
    post, below = posts(
        json.dumps([instagram(commentsCount=1, latestComments=latest)]), "apify-instagram-posts"
    )
    assert (post.kind, below.kind, below.author) == ("post", "comment", "anna")
    assert below.conversation == post.post_id


def test_a_tweet_has_its_own_time_and_not_its_author_s_birthday() -> None:
    (post,) = posts(json.dumps([tweet()]), "apify-x")
    assert (post.posted_at, post.author) == (NOON, "anna")


def test_the_counts_of_a_repost_are_not_its_own() -> None:
    (post,) = posts(json.dumps([tweet(text="RT @nordlys: hei")]), "apify-x")
    assert (post.kind, post.likes, post.reposts) == ("repost", None, None)


def test_a_search_that_found_nothing_left_no_post() -> None:
    found = posts(json.dumps([tweet(), {"noResults": True}]), "apify-x")
    assert len(found) == 1


def test_json_lines_are_read_as_the_array_is() -> None:
    found = posts("".join(json.dumps(tweet()) + "\n" for _ in range(2)), "apify-x")
    assert len(found) == 2
