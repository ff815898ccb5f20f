"""What Meta's Graph API says of posts and of the comments below them."""

from __future__ import annotations

import json
from typing import Any

from exported import at, lines, posts

from postmortem.sources import Peek
from postmortem.sources.formats.meta.graph_facebook import SOURCE

MADE = "2026-03-12T14:00:00+0000"


def page_post(**changes: object) -> dict[str, Any]:
    post = {
        "id": "100_200", "message": "hei", "created_time": MADE, "from": {"id": "100"},
        "permalink_url": "https://www.facebook.com/100/posts/200",
    }  # fmt: skip
    return {**post, **changes}


def total(count: int) -> dict[str, Any]:
    return {"summary": {"total_count": count}}


def test_counts_lie_in_summaries_and_reactions_include_the_likes() -> None:
    counted = page_post(reactions=total(9), likes=total(5), comments=total(2), shares={"count": 3})
    (post,) = posts(json.dumps({"data": [counted]}), "graph-facebook")
    assert (post.likes, post.replies, post.reposts) == (9, 2, 3)
    assert post.posted_at == at(2026, 3, 12, 14)


def test_shares_that_are_left_out_are_unknown() -> None:
    (post,) = posts(json.dumps({"data": [page_post()]}), "graph-facebook")
    assert (post.reposts, post.likes) == (None, None)


def test_comments_below_a_post_are_comments_on_it_and_on_one_another() -> None:
    below = [
        {"id": "200_1", "message": "a", "created_time": MADE},
        {"id": "200_2", "message": "b", "created_time": MADE, "parent": {"id": "200_1"}},
    ]
    content = json.dumps({"data": [page_post(comments={"data": below, **total(2)})]})
    _, first, second = posts(content, "graph-facebook")
    assert [(c.kind, c.reply_to, c.conversation) for c in (first, second)] == [
        ("comment", "100_200", "100_200"),
        ("comment", "200_1", "100_200"),
    ]


def test_pages_may_follow_one_another_line_by_line() -> None:
    content = lines({"data": [page_post()]}, {"data": [page_post(id="100_201")]}, {"data": []})
    assert [post.post_id for post in posts(content, "graph-facebook")] == ["100_200", "100_201"]


def test_messages_of_another_api_are_not_claimed() -> None:
    other = {"data": [page_post(id="200", permalink_url="https://example.org/200")]}
    fit = SOURCE.recognise(Peek("other.json", head=json.dumps(other)))
    assert fit.missing == ("an id of page and post",)


def test_answers_to_comments_on_instagram_answer_the_comment() -> None:
    answer = {"id": "3", "text": "takk", "timestamp": MADE, "username": "NordlysKaffe"}
    comment = {
        "id": "2", "text": "fin", "timestamp": MADE, "username": "Kari",
        "replies": {"data": [answer]},
    }  # fmt: skip
    media = {
        "id": "1", "caption": "hei", "media_type": "IMAGE", "timestamp": MADE, "like_count": 4,
        "permalink": "https://www.instagram.com/p/Ddr9jBngABN/", "comments": {"data": [comment]},
    }  # fmt: skip
    found = posts(json.dumps({"data": [media]}), "graph-instagram")
    assert [(p.post_id, p.reply_to, p.text) for p in found] == [
        ("1", None, "hei"), ("2", "1", "fin"), ("3", "2", "takk"),
    ]  # fmt: skip
