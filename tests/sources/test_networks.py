"""What is peculiar to Reddit, YouTube, TikTok, Mastodon, Bluesky and LinkedIn members."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import zstandard
from exported import at, lines, notes, posts, records, table

from postmortem.errors import MalformedExport
from postmortem.model import Post, Reject, Total
from postmortem.sources import Options, exports, source_for

NOON = 1773325200
SUBMISSION = {
    "id": "1ab", "author": "Havsel", "created_utc": NOON, "subreddit": "kaffe", "title": "Jam",
    "selftext": "Mould.", "score": 214, "num_comments": 3, "permalink": "/r/kaffe/comments/1ab/",
}  # fmt: skip
COMMENT = {
    "id": "c1", "author": "solsiv", "created_utc": NOON, "subreddit": "kaffe", "body": "Yes",
    "score": -7, "parent_id": "t3_1ab", "link_id": "t3_1ab",
}  # fmt: skip


def listing(*things: dict[str, Any], kind: str = "t3") -> dict[str, Any]:
    children = [{"kind": kind, "data": thing} for thing in things]
    return {"kind": "Listing", "data": {"children": children}}


def test_reddit_dumps_are_packed_with_a_window_that_must_be_asked_for() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=31)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compress(
        lines(SUBMISSION).encode()
    )
    assert posts(packed, "reddit-dump")[0].post_id == "t3_1ab"


def test_reddit_times_are_seconds_and_once_were_text() -> None:
    found = posts(lines(SUBMISSION | {"created_utc": str(NOON)}, SUBMISSION), "reddit-dump")
    assert {post.posted_at for post in found} == {at(2026, 3, 12, 14, 20)}


def test_reddit_titles_and_what_stands_under_them_are_one_text() -> None:
    assert posts(lines(SUBMISSION), "reddit-dump")[0].text == "Jam\n\nMould."


@pytest.mark.parametrize("gone", ["[removed]", "[deleted]"])
def test_reddit_texts_that_were_removed_are_counted_and_no_text(gone: str) -> None:
    found = records(lines(COMMENT | {"body": gone, "author": "[deleted]"}), "reddit-dump")
    (post,) = [record for record in found if isinstance(record, Post)]
    assert (post.text, post.author, post.author_id) == ("", None, None)
    assert "text-removed" in notes(found)


def test_reddit_votes_may_lie_below_zero_or_be_hidden() -> None:
    found = posts(lines(COMMENT, COMMENT | {"score_hidden": True}), "reddit-dump")
    assert [post.likes for post in found] == [-7, None]


def test_reddit_comments_answer_a_post_and_replies_a_comment() -> None:
    found = posts(lines(COMMENT, COMMENT | {"parent_id": "t1_c0"}), "reddit-dump")
    assert [(post.kind, post.reply_to) for post in found] == [
        ("comment", "t3_1ab"),
        ("reply", "t1_c0"),
    ]


def test_a_thread_of_reddit_nests_its_replies_and_names_those_it_leaves_out() -> None:
    inner = COMMENT | {"id": "c2", "parent_id": "t1_c1"}
    outer = COMMENT | {"replies": listing(inner, kind="t1")}
    thread = [listing(SUBMISSION), listing(outer, kind="t1")]
    thread[1]["data"]["children"].append({"kind": "more", "data": {"children": ["c8"]}})
    found = records(json.dumps(thread), "reddit-api")
    ids = [record.post_id for record in found if isinstance(record, Post)]
    assert ids == ["t3_1ab", "t1_c1", "t1_c2"]
    assert "replies-cut" in notes(found)


def test_a_data_request_of_reddit_holds_addresses_that_are_not_kept() -> None:
    row: dict[str, object] = {
        "id": "q1", "permalink": "/r/kaffe/comments/1ab/x/q1/", "date": "2023-01-15 12:34:56 UTC",
        "ip": "203.0.113.7", "subreddit": "kaffe", "gildings": "0",
        "link": "https://www.reddit.com/r/kaffe/comments/1ab/x/", "parent": "", "body": "Yes",
    }  # fmt: skip
    (post,) = posts(table(row), "reddit-gdpr")
    assert (post.kind, post.reply_to, post.own) == ("comment", "t3_1ab", True)
    assert "203.0.113.7" not in repr(post)


def snippet(**more: Any) -> dict[str, Any]:
    return {
        "videoId": "v", "textDisplay": "a<br>b &amp; c", "authorDisplayName": "@Solsiv",
        "authorChannelId": {"value": "UC1"}, "publishedAt": "2026-03-12T14:20:00Z",
    } | more  # fmt: skip


def test_youtube_shows_html_where_the_original_is_not_given() -> None:
    plain = {"kind": "youtube#comment", "id": "1", "snippet": snippet(textOriginal="a\nb & c")}
    html = {"kind": "youtube#comment", "id": "2", "snippet": snippet()}
    found = posts(json.dumps({"items": [plain, html]}), "youtube-api")
    assert [post.text for post in found] == ["a\nb & c", "a\nb & c"]


def test_a_thread_of_youtube_holds_five_replies_at_most_and_says_how_many_there_are() -> None:
    top = {"id": "1", "snippet": snippet()}
    reply = {"id": "1.2", "snippet": snippet(parentId="1")}
    thread = {
        "kind": "youtube#commentThread", "id": "1", "replies": {"comments": [reply]},
        "snippet": {"topLevelComment": top, "totalReplyCount": 9},
    }  # fmt: skip
    found = records(json.dumps({"items": [thread]}), "youtube-api")
    made = [record for record in found if isinstance(record, Post)]
    assert [(post.kind, post.reply_to, post.replies) for post in made] == [
        ("comment", "v", 9), ("reply", "1", None),
    ]  # fmt: skip
    assert "replies-cut" in notes(found)


def test_counts_of_youtube_videos_are_text() -> None:
    video = {
        "kind": "youtube#video", "id": "v", "statistics": {"viewCount": "18400"},
        "snippet": {"publishedAt": "2026-03-12T14:20:00Z", "channelId": "UC1", "title": "Jam"},
    }  # fmt: skip
    assert posts(json.dumps({"items": [video]}), "youtube-api")[0].views == 18_400


@pytest.mark.parametrize(
    "text",
    ['{"text":"a "},{"text":"@b","mention":{}}', '{"takeoutSegments":[{"text":"a @b"}]}', "a @b"],
)
def test_takeout_comments_are_pieces_of_json_of_two_kinds_or_plain(text: str) -> None:
    row: dict[str, object] = {
        "Comment ID": "1", "Channel ID": "UC1", "Comment create timestamp": "2025-02-11T19:04:00Z",
        "Video ID": "v", "Comment text": text,
    }  # fmt: skip
    assert posts(table(row), "youtube-takeout")[0].text == "a @b"


def test_a_studio_table_has_its_totals_on_top_and_a_blank_before_some_ids() -> None:
    head = "Content,Video title,Video publish time,Views\n"
    body = 'Total,,,"21,500"\n -cD3,Jam,"Sep 21, 2026",3100\n'
    found = records(head + body, "youtube-studio", tz="UTC")
    (post,) = [record for record in found if isinstance(record, Post)]
    assert (post.post_id, post.posted_at) == ("-cD3", at(2026, 9, 21))
    assert "totals-left-out" in notes(found)


def test_youtube_data_tools_escapes_quotes_by_backslashes() -> None:
    head = "id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,isReplyTo"
    row = '1,0,3,"2026-03-12 14:20:00",a,"they said \\"fresh\\"",UC1,,\n'
    (post,) = posts(f"{head},isReplyToName\n{row}", "youtube-data-tools", tz="UTC")
    assert post.text == 'they said "fresh"'


@pytest.mark.parametrize(
    "roots", [("Post", "Posts", "Your Activity"), ("Video", "Videos", "Activity")]
)
def test_tiktok_moved_its_videos_and_leaves_empty_lists_null(roots: tuple[str, str, str]) -> None:
    outer, inner, activity = roots
    video = {"Date": "2023-01-01 10:00:00", "Link": "https://x/video/7183621424362291299/",
             "Likes": "12"}  # fmt: skip
    content = {
        activity: {"Like List": None, "Searches": {"SearchList": None}},
        "Comment": {"Comments": {"CommentsList": None}},
        outer: {inner: {"VideoList": [video]}},
    }
    (post,) = posts(json.dumps(content), "tiktok-download")
    assert (post.post_id, post.likes) == ("7183621424362291299", 12)
    assert post.posted_at == at(2023, 1, 1, 10)


def test_tiktok_links_tell_the_zone_of_local_times() -> None:
    made = int(at(2026, 8, 2, 17, 4, 31).timestamp()) << 32
    row: dict[str, object] = {
        "Video title": "Jam", "Video link": f"https://www.tiktok.com/@n/video/{made}",
        "Post time": "2026-08-02 19:05:00", "Total likes": "1.2K", "Total views": "18,400",
    }  # fmt: skip
    (post,) = posts(table(row), "tiktok-studio")
    assert (post.posted_at, post.likes, post.views) == (at(2026, 8, 2, 17, 5), 1200, 18_400)


def activity(**more: Any) -> dict[str, Any]:
    note = {"id": "https://f.example/users/n/statuses/11", "published": "2026-03-12T14:20:00Z",
            "content": "<p>a &amp; b</p>", "inReplyTo": None}  # fmt: skip
    actor = "https://f.example/users/n"
    return {"type": "Create", "actor": actor, "published": note["published"], "object": note | more}


def outbox(*items: dict[str, Any]) -> str:
    return json.dumps({"type": "OrderedCollection", "totalItems": 1, "orderedItems": list(items)})


def test_an_outbox_counts_no_boosts_and_holds_none_of_their_text() -> None:
    boost = {"type": "Announce", "id": "https://f.example/users/n/statuses/12/activity",
             "actor": "https://f.example/users/n", "published": "2026-03-12T15:00:00Z",
             "object": "https://g.example/users/s/statuses/7"}  # fmt: skip
    found = posts(outbox(activity(), boost), "mastodon-outbox")
    assert [(post.kind, post.text, post.repost_of) for post in found] == [
        ("post", "a & b", None),
        ("repost", "", "7"),
    ]


def test_a_content_warning_is_part_of_what_was_said() -> None:
    assert posts(outbox(activity(summary="jam")), "mastodon-outbox")[0].text == "jam\n\na & b"


def test_a_boost_in_the_api_repeats_its_original_which_is_a_post_too() -> None:
    account = {"acct": "n", "url": "https://f.example/@n"}
    status = {"id": "11", "created_at": "2026-03-12T14:20:00Z", "content": "<p>a</p>",
              "account": account, "favourites_count": 3, "reblogs_count": 1}  # fmt: skip
    boost = status | {"id": "12", "content": "", "reblog": status, "favourites_count": 0}
    found = posts(json.dumps([boost]), "mastodon-api")
    assert [(post.kind, post.text, post.likes) for post in found] == [
        ("repost", "a", None),
        ("post", "a", 3),
    ]


def view(**record: Any) -> dict[str, Any]:
    said = {"text": "a", "createdAt": "2026-03-12T14:20:00Z"} | record
    return {
        "uri": "at://did:plc:b/app.bsky.feed.post/3k", "cid": "c", "record": said, "likeCount": 3,
        "author": {"did": "did:plc:b", "handle": "B.example"}, "indexedAt": "2026-03-12T14:21:00Z",
    }  # fmt: skip


def test_a_clock_of_bluesky_that_runs_ahead_is_not_believed() -> None:
    found = posts(json.dumps({"posts": [view(), view(createdAt="2031-01-01T00:00:00Z")]}),
                  "bluesky-api")  # fmt: skip
    assert [post.posted_at.minute for post in found] == [20, 21]


def test_a_feed_of_bluesky_tells_the_repost_from_what_it_repeats() -> None:
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "indexedAt": "2026-03-12T15:00:00Z",
              "by": {"did": "did:plc:n", "handle": "n.example"}}  # fmt: skip
    found = posts(json.dumps({"feed": [{"post": view(), "reason": reason}]}), "bluesky-api")
    assert [(post.kind, post.author) for post in found] == [
        ("post", "b.example"),
        ("repost", "n.example"),
    ]


def test_events_of_the_stream_that_are_no_posts_are_left_out_and_counted() -> None:
    post = {"did": "did:plc:b", "time_us": NOON * 1_000_000, "kind": "commit",
            "commit": {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "3k",
                       "record": view()["record"]}}  # fmt: skip
    like = post | {"commit": {"operation": "create", "collection": "app.bsky.feed.like",
                              "rkey": "3l", "record": {}}}  # fmt: skip
    found = records(lines(post, like), "bluesky-jetstream")
    assert len([record for record in found if isinstance(record, Post)]) == 1
    assert "events-left-out" in notes(found)


def test_linkedin_quotes_its_line_breaks_one_by_one() -> None:
    link = "https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7345821825630212242"
    text = '"We opened.""\n""""\n""Come by."'
    content = f"Date,ShareLink,ShareCommentary\n2025-07-01 14:33:22,{link},{text}\n"
    (post,) = posts(content, "linkedin-shares")
    assert (post.text, post.post_id) == ("We opened.\n\nCome by.", "7345821825630212242")


def test_half_a_character_is_mended_wherever_it_stands() -> None:
    odd = COMMENT | {"author": "sol\ud83d", "body": "a\ude00", "id": "c\ud83d"}
    found = records(lines(odd, {"id": "\ud83d", "body": "no time"} | COMMENT) + '"\\ud83d"\n',
                    "reddit-dump")  # fmt: skip
    for record in found:
        for value in record:
            str(value).encode("utf-8")
    assert "surrogates-replaced" in notes(found)


def test_a_cut_off_line_of_a_stream_costs_that_line() -> None:
    found = records(lines(SUBMISSION) + '{"id": "2', "reddit-dump")
    assert [record.line for record in found if isinstance(record, Reject)] == [2]


CAR = Path(__file__).parents[2] / "sample_data" / "formats" / "bluesky-repo" / "repo.car"


def test_a_repository_of_bluesky_that_is_cut_off_is_refused_with_the_cure() -> None:
    pytest.importorskip("libipld")
    with pytest.raises(MalformedExport, match=r"cut off\. Download it again"):
        records(CAR.read_bytes()[:-9], "bluesky-repo")


def test_a_block_that_is_broken_refuses_the_repository() -> None:
    pytest.importorskip("libipld")
    whole = CAR.read_bytes()
    with pytest.raises(MalformedExport, match="block of it is broken"):
        records(whole.replace(b"\xa5", b"\xff"), "bluesky-repo")


def test_without_its_library_a_repository_names_the_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libipld", None)
    with pytest.raises(MalformedExport, match=r"social-postmortem\[car\]"):
        records(CAR.read_bytes(), "bluesky-repo")


def test_a_backup_of_mastodon_holds_what_others_said_to_the_account() -> None:
    def status(number: int, name: str) -> dict[str, Any]:
        account = {"acct": name, "url": f"https://f.example/@{name}"}
        return {"id": str(number), "created_at": "2026-03-12T14:20:00Z", "content": "<p>a</p>",
                "account": account, "favourites_count": 3, "reblogs_count": 1}  # fmt: skip

    backup = {
        "account": {"acct": "n"}, "statuses": [status(1, "n")], "favourites": [status(2, "x")],
        "mentions": [status(3, "solsiv")],
    }  # fmt: skip
    found = posts(json.dumps(backup), "mastodon-api")
    assert [(post.post_id, post.author) for post in found] == [("1", "n"), ("3", "solsiv")]


def test_truth_social_names_the_quoted_status_by_its_id() -> None:
    status = {"id": "11", "created_at": "2026-03-12T14:20:00Z", "content": "<p>a</p>",
              "account": {"acct": "n"}, "favourites_count": 3, "reblogs_count": 1,
              "quote_id": "7"}  # fmt: skip
    (post,) = posts(json.dumps([status]), "mastodon-api")
    assert (post.kind, post.quote_of) == ("quote", "7")


def test_a_tiktok_table_may_tell_the_day_only() -> None:
    made = int(at(2026, 8, 3, 7, 0, 9).timestamp()) << 32
    row: dict[str, object] = {
        "Video title": "Jam", "Video link": f"https://www.tiktok.com/@n/video/{made}",
        "Post time": "2026-08-03", "Total likes": "", "Total views": "310",
    }  # fmt: skip
    (post,) = posts(table(row), "tiktok-studio")
    assert (post.post_id, post.posted_at, post.likes) == (str(made), at(2026, 8, 3, 7, 0, 9), None)


def test_reactions_taken_back_make_totals_of_linkedin_negative() -> None:
    row: dict[str, object] = {
        "Date": "03/11/2026", "Impressions (total)": "1,812", "Clicks(total)": "9",
        "Reactions (total)": "-2",
    }  # fmt: skip
    totals = [r for r in records(table(row), "linkedin-page") if isinstance(r, Total)]
    assert {total.metric: total.value for total in totals} == {
        "views": 1_812, "clicks": 9, "likes": -2,
    }  # fmt: skip
    assert {total.starts_at for total in totals} == {at(2026, 3, 11)}


def test_tables_of_reddit_dumps_have_local_times_and_prefixed_authors() -> None:
    link = "https://www.reddit.com/r/kaffe/comments/1e54321/cold/"
    row: dict[str, object] = {
        "author": "u/Solsiv", "title": "Cold", "score": "-3", "created": "2026-03-12 15:20",
        "link": link, "text": "again", "url": "https://i.example/cup.jpg",
    }  # fmt: skip
    (post,) = posts(table(row), "reddit-dump-csv", tz="Europe/Oslo")
    assert (post.post_id, post.author, post.text, post.likes, post.url) == (
        "t3_1e54321", "solsiv", "Cold\n\nagain", -3, link,
    )  # fmt: skip
    assert post.posted_at == at(2026, 3, 12, 14, 20)
    said: dict[str, object] = {
        "author": "u/[deleted]", "score": 1, "created": "2026-03-12 16:00",
        "link": f"{link}lq2x9fa/", "body": "[removed]",
    }  # fmt: skip
    (comment,) = posts(table(said), "reddit-dump-csv", tz="Europe/Oslo")
    assert (comment.post_id, comment.kind, comment.conversation, comment.text, comment.author) == (
        "t1_lq2x9fa", "comment", "t3_1e54321", "", None,
    )  # fmt: skip


def test_a_takeout_with_comments_and_live_chats_is_read_for_both(tmp_path: Path) -> None:
    comment = {
        "Comment ID": "c", "Channel ID": "UC1", "Comment Create Timestamp": "2026-03-01T12:00:00Z",
        "Video ID": "v", "Comment Text": "a",
    }  # fmt: skip
    line = {
        "Live Chat ID": "l", "Channel ID": "UC1", "Video ID": "v", "Live Chat Text": "b",
        "Live Chat Create Timestamp": "2026-03-01T12:00:00Z",
    }  # fmt: skip
    root = tmp_path / "Takeout" / "YouTube and YouTube Music"
    for name, row in (("comments/comments.csv", comment), ("live chats/live chats.csv", line)):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(table(row), "utf-8")
    (export,) = exports(tmp_path)
    found = source_for(export).read(export, Options())
    assert {record.text for record in found if isinstance(record, Post)} == {"a", "b"}
