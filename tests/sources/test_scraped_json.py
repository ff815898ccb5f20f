"""What scrapers that keep JSON make of posts of X, Instagram, Threads and TikTok."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exported import at, lines, notes, posts, records, x_id

from postmortem.model import Post, Reject

NOON = at(2024, 3, 1, 12, 0, 0)
POST = str(x_id(NOON))


def nitter(**changes: object) -> dict[str, Any]:
    tweet: dict[str, Any] = {
        "link": f"https://twitter.com/FjordAnna/status/{POST}#m",
        "text": "hei",
        "user": {"username": "@FjordAnna", "profile_id": "1609811437318983681"},
        "date": "Mar 1, 2024 · 12:00 PM UTC",
        "is-retweet": False,
        "replying-to": [],
        "quoted-post": {},
        "stats": {"comments": 2, "retweets": 1, "quotes": 0, "likes": 41},
    }
    return {**tweet, **changes}


def test_nitter_times_are_utc_and_end_with_the_minute() -> None:
    (post,) = posts(json.dumps({"tweets": [nitter()], "threads": []}), "ntscraper-json")
    assert (post.posted_at, post.post_id) == (NOON, POST)


def test_nitter_profile_id_is_a_picture_and_no_author() -> None:
    (post,) = posts(json.dumps({"tweets": [nitter()], "threads": []}), "ntscraper-json")
    assert (post.author_id, post.author) == ("fjordanna", "fjordanna")


def test_nitter_threads_and_several_searches_are_read_too() -> None:
    searches = [
        {"tweets": [nitter(text="a")], "threads": [[nitter(text="b"), nitter(text="c")]]},
        {"tweets": [nitter(text="d")], "threads": []},
    ]
    found = posts(json.dumps(searches), "ntscraper-json")
    assert [post.text for post in found] == ["a", "b", "c", "d"]


def test_nitter_shows_a_repost_as_its_original_which_is_said() -> None:
    found = records(
        json.dumps({"tweets": [nitter(**{"is-retweet": True})], "threads": []}), "ntscraper-json"
    )
    assert isinstance(found[0], Post)
    assert (found[0].kind, "reposts-as-originals" in notes(found)) == ("post", True)


def snscrape(**changes: object) -> dict[str, Any]:
    tweet: dict[str, Any] = {
        "url": f"https://twitter.com/FjordAnna/status/{POST}",
        "date": "2024-03-01T12:00:00+00:00",
        "rawContent": "a &amp; b",
        "renderedContent": "a & b",
        "id": int(POST),
        "user": {"username": "FjordAnna", "id": 9, "followersCount": 21},
        "replyCount": 1,
        "retweetCount": 2,
        "likeCount": 3,
        "quoteCount": 0,
        "conversationId": int(POST),
    }
    return {**tweet, **changes}


def test_snscrape_ids_keep_every_digit() -> None:
    (post,) = posts(lines(snscrape(id=1764262984829120513)), "snscrape-jsonl")
    assert post.post_id == "1764262984829120513"


def test_snscrape_lines_called_their_text_content_before_2023() -> None:
    old = snscrape(content="old")
    del old["rawContent"]
    (post,) = posts(lines(old), "snscrape-jsonl")
    assert post.text == "old"


def test_snscrape_lines_may_stand_in_an_array() -> None:
    (post,) = posts(json.dumps([snscrape()]), "snscrape-jsonl")
    assert post.text == "a & b"


def zeeschuimer(site: str, data: object) -> dict[str, Any]:
    return {
        "nav_index": "1:2:0",
        "item_id": "1",
        "timestamp_collected": 1733400000000,
        "source_platform": site,
        "data": data,
    }


def tweet(place: str = "core", **legacy: object) -> dict[str, Any]:
    return {
        "rest_id": POST,
        "core": {"user_results": {"result": {place: {"screen_name": "FjordAnna"}}}},
        "legacy": {
            "created_at": "Fri Mar 01 12:00:00 +0000 2024",
            "full_text": "cut …",
            "user_id_str": "9",
            "favorite_count": 3,
            "retweet_count": 2,
            **legacy,
        },
        "views": {"count": "1204"},
    }


@pytest.mark.parametrize("place", ["core", "legacy"])
@pytest.mark.parametrize("site", ["x.com", "twitter.com"])
def test_zeeschuimer_handles_moved_and_so_did_the_site(place: str, site: str) -> None:
    (post,) = posts(lines(zeeschuimer(site, tweet(place))), "zeeschuimer-x")
    assert (post.author, post.author_id, post.views) == ("fjordanna", "9", 1204)


def test_zeeschuimer_holds_long_posts_whole_in_a_note() -> None:
    long = {"note_tweet": {"note_tweet_results": {"result": {"text": "the whole of it"}}}}
    (post,) = posts(lines(zeeschuimer("x.com", {**tweet(), **long})), "zeeschuimer-x")
    assert post.text == "the whole of it"


@pytest.mark.parametrize("deeper", [False, True])
def test_zeeschuimer_reposts_are_whole_wherever_the_original_lies(deeper: bool) -> None:
    original: dict[str, Any] = {**tweet(), "rest_id": "5"}
    original["legacy"]["full_text"] = "the whole original"
    result = {"tweet": original} if deeper else original
    repost = tweet(retweeted_status_result={"result": result})
    (post,) = posts(lines(zeeschuimer("x.com", repost)), "zeeschuimer-x")
    assert (post.kind, post.repost_of, post.text) == ("repost", "5", "the whole original")
    assert (post.likes, post.reposts) == (None, None)


def test_zeeschuimer_ids_rounded_by_a_browser_are_not_used() -> None:
    old = {"type": "adaptive", "id": 1531925267134545920, "user": {"screen_name": "Elder"}}
    legacy = {**tweet()["legacy"], "id_str": "1531925267134545927"}
    (post,) = posts(lines(zeeschuimer("x.com", {**old, "legacy": legacy})), "zeeschuimer-x")
    assert (post.post_id, post.author) == ("1531925267134545927", "elder")


def photo(**changes: object) -> dict[str, Any]:
    return {"code": "DDLq2", "taken_at": 1733400200, "like_count": 4, "comment_count": 1, **changes}


def test_instagram_likes_below_zero_are_hidden() -> None:
    shown = photo(like_count=-1, caption={"text": "hei"}, user={"username": "a"})
    (post,) = posts(lines(zeeschuimer("instagram.com", shown)), "zeeschuimer-instagram")
    assert (post.likes, post.replies) == (None, 1)


def test_instagram_posts_have_two_shapes() -> None:
    node = {
        "shortcode": "DDLr3",
        "taken_at_timestamp": 1733400200,
        "edge_media_to_caption": {"edges": [{"node": {"text": "hei"}}]},
        "owner": {"username": "Kari_H"},
        "edge_media_preview_like": {"count": 5},
    }
    item = photo(caption={"text": "hei"}, user={"username": "kari_h"}, like_count=5)
    found = posts(
        lines(zeeschuimer("instagram.com", item), zeeschuimer("instagram.com", node)),
        "zeeschuimer-instagram",
    )
    assert {(p.text, p.author, p.likes, p.posted_at) for p in found} == {
        ("hei", "kari_h", 5, at(2024, 12, 5, 12, 3, 20))
    }


def test_instagram_advertisements_are_left_out_and_counted() -> None:
    ad = photo(product_type="ad", caption={"text": "buy"})
    found = records(lines(zeeschuimer("instagram.com", ad)), "zeeschuimer-instagram")
    assert notes(found) == {"ads-left-out"}
    assert len(found) == 1


def test_threads_posts_may_have_no_caption() -> None:
    item = {"code": "DDM-1", "taken_at": 1733400100, "user": {"username": "a"}, "caption": None}
    info = {"text_post_app_info": {"repost_count": 1, "direct_reply_count": 2, "quote_count": 3}}
    found = records(lines(zeeschuimer("threads.net", item | info)), "zeeschuimer-threads")
    assert isinstance(found[0], Post)
    assert (found[0].text, found[0].reposts, found[0].replies, found[0].quotes) == ("", 1, 2, 3)
    assert "text-missing" in notes(found)


@pytest.mark.parametrize(("above", "answers"), [("0", "70"), ("66", "66")])
def test_tiktok_comments_at_the_top_answer_the_video(above: str, answers: str) -> None:
    comment = {
        "cid": "67", "create_time": 1733390000, "text": "ja", "aweme_id": "70", "reply_id": above,
        "digg_count": 4, "user": {"unique_id": "Kari"},
    }  # fmt: skip
    (post,) = posts(lines(zeeschuimer("tiktok.com", comment)), "zeeschuimer-tiktok")
    assert (post.kind, post.reply_to, post.conversation) == ("comment", answers, "70")


def test_an_item_of_another_kind_is_a_reject_and_the_rest_is_read() -> None:
    found = records(
        lines(zeeschuimer("x.com", tweet()), zeeschuimer("x.com", {"__typename": "Tombstone"})),
        "zeeschuimer-x",
    )
    assert [type(record) for record in found[:2]] == [Post, Reject]
