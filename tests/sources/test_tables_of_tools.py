"""Tables of collectors and suites in which a column's name promises what its cells do not hold."""

from __future__ import annotations

import pytest
from exported import at, notes, posts, records, table, x_id

from postmortem.model import Post, Reject

NOON = at(2026, 3, 1, 12)
POST = str(x_id(NOON))

EDGE = {
    "Vertex 1": "Anna",
    "Vertex 2": "nordlys",
    "Relationship": "Mentions",
    "Tweet": "@nordlys hei",
    "Tweet Date (UTC)": "3/1/2026 12:00",
    "Imported ID": POST,
    "In-Reply-To Tweet ID": "",
    "Favorite Count": "14",
    "Retweet Count": "3",
}
MENTION = {
    "ID": "1",
    "Title": "",
    "Snippet": "hei",
    "Domain": "x.com",
    "Source": "twitter",
    "Url": f"https://x.com/anna/status/{POST}",
    "Date": "2026-03-01",
    "Time": "13:00",
    "Author": "anna",
    "Sentiment": "-1",
}
COMMENT = {
    "postUrl": "https://www.instagram.com/p/DUabcdefghi/",
    "commentId": "180001",
    "username": "anna",
    "comment": "hei",
    "commentDate": "2026-03-01T12:00:00.000Z",
    "likeCount": "4",
    "timestamp": "2026-03-20T08:00:00.000Z",
}
RECORD = {
    "uri": "at://did:plc:abc/app.bsky.feed.post/3k",
    "cid": "bafy",
    "author_handle": "anna.example",
    "text": "hei",
    "created_at": "2026-03-01T12:00:00Z",
}


def test_the_time_of_an_edge_is_that_of_its_post_s_id_in_whichever_order_dates_are() -> None:
    (post,) = posts(table(EDGE), "nodexl-edges")
    assert (post.posted_at, post.author, post.kind) == (NOON, "anna", "post")


def test_the_edges_of_one_post_tell_one_and_the_same_post() -> None:
    answer = {**EDGE, "In-Reply-To Tweet ID": "77"}
    first, second = posts(
        table({**answer, "Relationship": "Replies to"}, {**answer, "Vertex 2": "ola"}),
        "nodexl-edges",
    )
    assert first._replace(line=0) == second._replace(line=0)
    assert first.kind == "reply"


def test_the_counts_on_the_edge_of_a_repost_are_not_its_own() -> None:
    (post,) = posts(table({**EDGE, "Tweet": "RT @nordlys: hei"}), "nodexl-edges")
    assert (post.kind, post.likes, post.reposts) == ("repost", None, None)


def test_a_number_of_rows_is_no_id_and_an_account_s_zone_is_not_x_s() -> None:
    (post,) = posts(table(MENTION), "brand24")
    assert (post.platform, post.post_id, post.posted_at) == ("x", POST, NOON)
    assert post.score == -1


def test_two_articles_are_two_though_they_have_no_ids() -> None:
    page = {**MENTION, "Domain": "a.example", "Source": "news", "Url": "https://a.example/1"}
    first, second = posts(
        table(page, {**page, "ID": "2", "Url": "https://a.example/2"}), "brand24", tz="UTC"
    )
    assert first.platform == "web"
    assert first.post_id != second.post_id


def test_the_hour_at_which_a_robot_ran_is_no_comment_s() -> None:
    (post,) = posts(table(COMMENT), "phantombuster-instagram")
    assert (post.posted_at, post.post_id) == (NOON, "180001")
    assert (post.kind, post.conversation) == ("comment", "DUabcdefghi")


def test_comments_with_one_link_are_not_one_comment() -> None:
    rows = [{**COMMENT, "commentId": "", "comment": text} for text in ("a", "b")]
    first, second = posts(table(*rows), "phantombuster-instagram")
    assert (first.post_id, second.post_id) == (None, None)


def test_a_number_with_a_dash_is_an_answer() -> None:
    row = {
        "": "1", "Name": "Anna", "Profile ID": "9", "Date": "2026-03-01 12:00:00", "Likes": "4",
        "Stars": "1", "Comment": "hei", "(view) source": "view",
    }  # fmt: skip
    first, second = posts(table(row, {**row, "": "1-1"}), "exportcomments", tz="UTC")
    assert (first.kind, second.kind, first.likes, first.score) == ("comment", "reply", 4, None)


def test_a_library_s_reactions_are_likes_on_facebook_alone() -> None:
    row = {
        "id": "1", "mcl_url": "https://www.facebook.com/x?id=1", "text": "hei",
        "creation_time": "2026-03-01T12:00:00+00:00", "post_owner.id": "9",
        "statistics.like_count": "4",
    }  # fmt: skip
    (there,) = posts(table(row), "meta-content-library")
    (here,) = posts(table({**row, "statistics.reaction_count": "9"}), "meta-content-library")
    assert (there.platform, there.likes) == ("instagram", 4)
    assert (here.platform, here.likes) == ("facebook", 9)


def test_an_address_of_bluesky_is_the_id_and_names_the_author() -> None:
    (post,) = posts(table(RECORD), "bluesky-csv")
    assert (post.post_id, post.author_id) == (RECORD["uri"], "did:plc:abc")
    assert post.url == "https://bsky.app/profile/anna.example/post/3k"


def test_a_like_in_a_table_of_bluesky_is_no_post() -> None:
    (found,) = records(
        table({**RECORD, "uri": "at://did:plc:abc/app.bsky.feed.like/3k"}), "bluesky-csv"
    )[:1]
    assert isinstance(found, Reject)


@pytest.mark.parametrize(("text", "time"), [("微博正文", "发布时间"), ("正文", "日期")])
def test_weibo_s_times_are_those_of_china(text: str, time: str) -> None:
    row = {
        "id": "5270000000000001", text: "hei", time: "2026-03-01 20:00", "点赞数": "4",
        "评论数": "2", "转发数": "1",
    }  # fmt: skip
    found = records(table(row), "weibo-csv")
    assert isinstance(found[0], Post)
    assert (found[0].posted_at, found[0].likes) == (NOON, 4)
    assert "zone-assumed" not in notes(found)
