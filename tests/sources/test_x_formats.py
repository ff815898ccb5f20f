"""What is peculiar to each export of X, one sentence a quirk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from exported import at, lines, notes, posts, records, table, x_id

from postmortem.errors import MalformedExport
from postmortem.model import Note, Post, Reject, Total
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.model import Record

NOON = at(2024, 11, 9, 12, 14, 18)
CLASSIC = "Sat Nov 09 12:14:18 +0000 2024"


def tweet(moment: Any = NOON, **more: Any) -> dict[str, Any]:
    post_id = str(x_id(moment))
    created = moment.strftime("%a %b %d %H:%M:%S +0000 %Y")
    return {"id_str": post_id, "created_at": created, "full_text": "hei", "lang": "no"} | more


def archive(tmp_path: Path, **files: Any) -> list[Record]:
    folder = tmp_path / "archive" / "data"
    folder.mkdir(parents=True)
    account = [{"account": {"accountId": "77", "username": "NordlysKaffe", "email": "a@b.example"}}]
    for name, elements in ({"account": account} | files).items():
        start = "" if name == "manifest" else f"window.YTD.{name}.part0 = "
        path = folder / f"{name.replace('_', '-')}.js"
        path.write_text(start + json.dumps(elements), "utf-8")
    (export,) = exports(tmp_path / "archive")
    source = source_for(export)
    assert source.name == "x-archive"
    return list(source.read(export, Options()))


def only(found: list[Record]) -> Post:
    (post,) = [record for record in found if isinstance(record, Post)]
    return post


def test_elements_of_old_archives_have_no_wrapping(tmp_path: Path) -> None:
    assert only(archive(tmp_path, tweet=[tweet()])).text == "hei"


def test_the_author_stands_in_another_file_and_the_address_there_is_not_kept(
    tmp_path: Path,
) -> None:
    post = only(archive(tmp_path, tweets=[{"tweet": tweet()}]))
    assert (post.author_id, post.author, post.own) == ("77", "nordlyskaffe", True)
    assert "b.example" not in repr(post)


def test_counts_of_an_archive_are_text(tmp_path: Path) -> None:
    found = archive(tmp_path, tweets=[{"tweet": tweet(favorite_count="12", retweet_count="3")}])
    assert (only(found).likes, only(found).reposts) == (12, 3)


def test_a_long_text_is_found_by_its_second_and_its_beginning(tmp_path: Path) -> None:
    whole = "word " * 80
    others = [{"noteTweet": {"noteTweetId": "1", "createdAt": "2024-11-09T12:14:18.000Z",
                             "core": {"text": text}}} for text in ("another", whole)]  # fmt: skip
    cut = tweet(full_text=f"{whole[:270]}… https://t.co/x", truncated=False)
    assert only(archive(tmp_path, tweets=[{"tweet": cut}], note_tweet=others)).text == whole


def test_a_repost_in_an_archive_is_a_text_that_says_so_without_counts(tmp_path: Path) -> None:
    cut = tweet(full_text="RT @solsiv: the first 140 characters…", favorite_count="0")
    found = archive(tmp_path, tweets=[{"tweet": cut}])
    assert (only(found).kind, only(found).likes) == ("repost", None)
    assert "reposts-cut" in notes(found)


def test_a_quote_in_an_archive_is_a_link_to_a_post(tmp_path: Path) -> None:
    link = {"expanded_url": "https://twitter.com/solsiv/status/17"}
    found = archive(tmp_path, tweets=[{"tweet": tweet(entities={"urls": [link]})}])
    assert (only(found).kind, only(found).quote_of) == ("quote", "17")


def test_of_an_edited_post_the_last_version_is_kept(tmp_path: Path) -> None:
    ids = [str(x_id(at(2024, 11, 9, 12, minute))) for minute in (0, 5)]
    edit = {"initial": {"editTweetIds": ids}}
    versions = [{"tweet": tweet(at(2024, 11, 9, 12, minute), edit_info=edit)} for minute in (0, 5)]
    found = archive(tmp_path, tweets=versions)
    assert (only(found).post_id, only(found).posted_at) == (ids[0], at(2024, 11, 9, 12))
    assert str(only(found).url).endswith(ids[1])
    assert "edits-superseded" in notes(found)


def test_an_impossible_year_is_mended_by_the_id(tmp_path: Path) -> None:
    odd = tweet() | {"created_at": "Wed Jan 01 00:00:00 +0000 1997"}
    assert only(archive(tmp_path, tweets=[{"tweet": odd}])).posted_at.year == 2024


def test_parts_are_found_by_the_manifest_and_the_export_dated_by_it(tmp_path: Path) -> None:
    manifest = {
        "archiveInfo": {"generationDate": "2024-11-13T07:00:00.000Z"},
        "dataTypes": {"tweets": {"files": [{"fileName": "data/tweets-part1.js"}]}},
    }
    found = archive(tmp_path, tweets_part1=[{"tweet": tweet()}], manifest=manifest)
    assert only(found).text == "hei"
    assert Note("exported-at", "2024-11-13T07:00:00.000Z") in found


def test_files_without_posts_are_named_and_media_are_not(tmp_path: Path) -> None:
    found = archive(tmp_path, tweets=[], follower=[], tweet_headers=[])
    (said,) = [r.text for r in found if isinstance(r, Note) and r.code == "members-not-needed"]
    assert said == "Read for no posts: data/follower.js, data/tweet-headers.js."


def v2(post_id: str, **more: Any) -> dict[str, Any]:
    return {"id": post_id, "text": "hei", "author_id": "5", "created_at": NOON.isoformat()} | more


@pytest.mark.parametrize("shape", ["page", "line", "array", "one"])
def test_posts_of_api_v2_come_in_pages_lines_and_arrays(shape: str) -> None:
    post = v2("1", author={"username": "Solsiv"}, conversation_id="1")
    page = {"data": [post], "includes": {"users": [{"id": "5", "username": "Solsiv"}]}}
    content = {
        "page": lines(page, page | {"data": [v2("2")]}),
        "line": lines(post, post | {"id": "2"}),
        "array": json.dumps([post, post | {"id": "2"}], indent=1),
        "one": json.dumps(page | {"data": post}, indent=1),
    }[shape]
    found = posts(content, "x-api-v2")
    assert {post.author for post in found} == {"solsiv"}
    assert {post.post_id for post in found} >= {"1"}


def test_a_page_without_results_is_no_post_and_no_error() -> None:
    assert len(posts(lines({"data": [v2("1")]}, {"meta": {"result_count": 0}}), "x-api-v2")) == 1


def test_referenced_posts_are_posts_too_and_lend_a_repost_their_text() -> None:
    original = v2("1", text="the whole text")
    repost = v2("2", text="RT @a: the wh…", referenced_tweets=[{"type": "retweeted", "id": "1"}])
    found = posts(lines({"data": [repost], "includes": {"tweets": [original]}}), "x-api-v2")
    assert [(post.post_id, post.text) for post in found] == [
        ("2", "the whole text"),
        ("1", "the whole text"),
    ]


def test_a_repost_of_api_v2_does_not_boast_of_its_originals_counts() -> None:
    counts = {"retweet_count": 410, "like_count": 0}
    repost = v2("2", public_metrics=counts, referenced_tweets=[{"type": "retweeted", "id": "1"}])
    (post,) = posts(lines({"data": [repost]}), "x-api-v2")
    assert (post.reposts, post.likes) == (None, None)


@pytest.mark.parametrize("tag", ["und", "qme", "zxx", "qht", "qam"])
def test_words_that_are_no_language_are_none(tag: str) -> None:
    assert posts(lines({"data": [v2("1", lang=tag)]}), "x-api-v2")[0].lang is None


def test_default_fields_leave_the_time_to_the_id() -> None:
    post_id = str(x_id(NOON))
    bare = {"data": [{"id": post_id, "text": "hei", "edit_history_tweet_ids": [post_id]}]}
    found = records(lines(bare), "x-api-v2")
    assert only(found).posted_at.replace(microsecond=0) == NOON
    assert {"time-from-id", "authors-unknown"} <= notes(found)


def test_a_long_post_of_api_v2_is_whole_in_its_note() -> None:
    long = v2("1", text="begin…", note_tweet={"text": "begin and end"})
    assert posts(lines({"data": [long]}), "x-api-v2")[0].text == "begin and end"


def test_counts_are_totals_and_no_posts() -> None:
    span = {"start": "2026-03-12T14:00:00.000Z", "end": "2026-03-12T15:00:00.000Z"}
    found = records(lines({"data": [span | {"tweet_count": 7}]}), "x-counts")
    assert found == [
        Total(1, "x", None, at(2026, 3, 12, 14), at(2026, 3, 12, 15), "posts", 7),
    ]


def v1(**more: Any) -> dict[str, Any]:
    return tweet() | {"user": {"id_str": "5", "screen_name": "Solsiv", "followers_count": 9}} | more


def test_a_truncated_tweet_is_whole_in_its_extension() -> None:
    short = {k: v for k, v in v1(text="begin…", truncated=True).items() if k != "full_text"}
    content = lines(short | {"extended_tweet": {"full_text": "begin &amp; end"}})
    assert posts(content, "x-api-v11")[0].text == "begin & end"


def test_reposted_and_quoted_tweets_are_posts_too() -> None:
    inner = v1(id_str="1", full_text="the whole text")
    outer = v1(id_str="2", full_text="RT @solsiv: the wh…", retweeted_status=inner)
    quoting = v1(id_str="3", quoted_status=inner, quoted_status_id_str="1")
    found = posts(json.dumps([outer, quoting]), "x-api-v11")
    assert [(post.post_id, post.kind) for post in found] == [
        ("2", "repost"), ("1", "post"), ("3", "quote"), ("1", "post"),
    ]  # fmt: skip
    assert found[0].text == "the whole text"


def test_a_search_page_lists_its_statuses() -> None:
    assert len(posts(json.dumps({"statuses": [v1()], "search_metadata": {}}), "x-api-v11")) == 1


def classic_row(**more: str) -> dict[str, object]:
    moment = at(2024, 3, 15, 18, 42)
    return {
        "Tweet id": str(x_id(moment)),
        "Tweet permalink": f"https://twitter.com/NordlysKaffe/status/{x_id(moment)}",
        "Tweet text": "hei", "time": "2024-03-15 18:42 +0000", "impressions": "4120.0",
        "retweets": "1", "replies": "2", "likes": "3",
    } | more  # fmt: skip


def test_ids_of_analytics_that_a_spreadsheet_destroyed_are_in_the_links() -> None:
    found = records(table(classic_row(**{"Tweet id": "1.76871E+18"})), "x-analytics")
    assert only(found).post_id == str(x_id(at(2024, 3, 15, 18, 42)))
    assert "ids-rebuilt" in notes(found)


def test_an_answer_in_analytics_is_a_text_that_begins_with_a_handle() -> None:
    assert posts(table(classic_row(**{"Tweet text": "@a hei"})), "x-analytics")[0].kind == "reply"


def test_likes_of_analytics_were_favourites_before() -> None:
    row = {("favorites" if key == "likes" else key): v for key, v in classic_row().items()}
    assert posts(table(row), "x-analytics")[0].likes == 3


def test_days_of_new_analytics_become_seconds_by_the_id() -> None:
    moment = at(2026, 7, 14, 12, 20, 33)
    row: dict[str, object] = {
        "Post id": x_id(moment), "Date": "Tue, Jul 14, 2026", "Post text": "hei",
        "Post Link": f"https://x.com/nordlyskaffe/status/{x_id(moment)}",
        "Impressions": "18,400", "Likes": "1,234",
    }  # fmt: skip
    (post,) = posts(table(row), "x-analytics-2024")
    assert (post.posted_at, post.views, post.likes) == (moment, 18_400, 1_234)
    lowered = {name.lower(): value for name, value in row.items()}
    assert posts(table(lowered), "x-analytics-2024")[0].post_id == post.post_id


def test_doctored_rows_are_rejected_one_by_one() -> None:
    """A public file of this kind has its columns shifted: nothing of it may pass as posts."""
    found = records(table(classic_row(time="88.0"), classic_row()), "x-analytics")
    assert [record.line for record in found if isinstance(record, Reject)] == [2]


@pytest.mark.parametrize("where", ["data", "includes"])
def test_an_edited_post_of_api_v2_is_one_post(where: str) -> None:
    versions = {"edit_history_tweet_ids": ["1", "2"]}
    first, last = v2("1", text="hye", **versions), v2("2", text="hey", **versions)
    inside = {"data": [first, last]} if where == "data" else {"data": [last]}
    found = records(lines(inside | {"includes": {"tweets": [first]}}), "x-api-v2")
    assert (only(found).post_id, only(found).text) == ("1", "hey")
    assert str(only(found).url).endswith("/status/2")
    assert "edits-superseded" in notes(found)


def test_versions_of_a_post_are_one_post_on_whichever_page_of_whichever_file(
    tmp_path: Path,
) -> None:
    first, last = x_id(at(2026, 3, 1, 10)), x_id(at(2026, 3, 1, 10, 20))
    history = [str(first), str(last)]
    as_first_seen = v2(str(first), text="hye", edit_history_tweet_ids=history[:1])
    as_replaced = v2(str(first), text="hye", edit_history_tweet_ids=history)
    as_edited = v2(
        str(last), text="hey", edit_history_tweet_ids=history, created_at="2026-03-01T10:20:00Z"
    )
    element = tweet(id_str=str(last), edit_info={"initial": {"editTweetIds": history}})
    files = [
        posts(lines(as_first_seen), "x-api-v2"),
        posts(lines({"data": [as_edited]}, {"data": [as_replaced]}), "x-api-v2"),
        posts(lines({"data": [as_replaced]}, as_edited), "x-api-v2"),
        [only(archive(tmp_path, tweets=[element]))],
    ]
    assert {post.post_id for file in files for post in file} == {str(first)}
    assert {post.posted_at for file in files[1:2] for post in file} == {at(2026, 3, 1, 10)}
    assert [post.text for post in files[1]] == ["hey"]


@pytest.mark.parametrize("cell", ['["{}","{}"]', "['{}', '{}']", "{},{}"])
def test_versions_in_a_table_are_one_post_too(cell: str) -> None:
    first, last = x_id(at(2026, 3, 1, 10)), x_id(at(2026, 3, 1, 10, 20))
    row = twarc_row(
        id=str(last), created_at="2026-03-01T10:20:00.000Z",
        edit_history_tweet_ids=cell.format(first, last),
    )  # fmt: skip
    (post,) = posts(table(row), "twarc-csv")
    assert (post.post_id, post.posted_at) == (str(first), at(2026, 3, 1, 10))
    row["edit_history_tweet_ids"] = f'["{last}"]'
    assert posts(table(row), "twarc-csv")[0].post_id == str(last)


def test_an_answer_to_an_edited_post_answers_the_one_post_that_it_is() -> None:
    answered = {"referenced_tweets": [{"type": "replied_to", "id": "2"}], "conversation_id": "2"}
    page = {
        "data": [v2("9", **answered)],
        "includes": {"tweets": [v2("2", edit_history_tweet_ids=["1", "2"], conversation_id="2")]},
    }
    for post in posts(lines(page), "x-api-v2"):
        assert "1" in (post.post_id, post.reply_to)
        assert post.conversation == "1"


def test_posts_inside_others_only_came_along_in_the_first_api_too() -> None:
    inner = v1(id_str="3", retweeted_status=None)
    page = [
        v1(id_str="1", quoted_status=v1(id_str="2", quoted_status=inner)),
        v1(id_str="4", retweeted_status=v1(id_str="1")),
    ]
    found = posts(json.dumps(page), "x-api-v11")
    assert [(post.post_id, post.sets) for post in found] == [
        ("1", ()), ("2", ("referenced",)), ("3", ("referenced",)), ("4", ()),
        ("1", ("referenced",)),
    ]  # fmt: skip


def test_a_post_that_only_came_along_is_kept_apart_and_one_that_was_found_too_is_not() -> None:
    page = {"data": [v2("1"), v2("2")], "includes": {"tweets": [v2("2"), v2("3")]}}
    found = {post.post_id: post.sets for post in posts(lines(page), "x-api-v2")}
    assert found == {"1": (), "2": (), "3": ("referenced",)}


def test_a_version_whose_successor_is_not_there_is_kept() -> None:
    (post,) = posts(lines({"data": [v2("1", edit_history_tweet_ids=["1", "2"])]}), "x-api-v2")
    assert post.post_id == "1"


def test_letters_that_x_escapes_for_the_web_are_letters_again(tmp_path: Path) -> None:
    said, meant = "a &lt; b &amp; c &gt; d", "a < b & c > d"
    assert only(archive(tmp_path, tweets=[tweet(full_text=said)])).text == meant
    assert posts(lines({"data": [v2("1", text=said)]}), "x-api-v2")[0].text == meant
    assert posts(json.dumps([v1(full_text=said)]), "x-api-v11")[0].text == meant
    assert posts(table(classic_row(**{"Tweet text": said})), "x-analytics")[0].text == meant
    assert posts(table(twarc_row(text=said)), "twarc-csv")[0].text == meant


def twarc_row(**more: str) -> dict[str, object]:
    return {
        "id": "7", "created_at": "2021-05-18T19:24:56.000Z", "text": "hei", "author_id": "5",
        "author.username": "Solsiv", "public_metrics.retweet_count": "410",
        "public_metrics.like_count": "0", "referenced_tweets.retweeted.id": "",
        "referenced_tweets.replied_to.id": "", "public_metrics.impression_count": "",
    } | more  # fmt: skip


def test_twarc_columns_tell_references_and_a_reposts_counts_are_its_originals() -> None:
    rows = (twarc_row(), twarc_row(**{"referenced_tweets.retweeted.id": "6"}))
    post, repost = posts(table(*rows), "twarc-csv")
    assert (post.kind, post.reposts, post.likes, post.views) == ("post", 410, 0, None)
    assert (repost.kind, repost.repost_of, repost.reposts) == ("repost", "6", None)
    assert post.posted_at == at(2021, 5, 18, 19, 24, 56)


def test_counts_that_only_some_calls_bring_are_unknown_elsewhere() -> None:
    plain, rich = v1(id_str="1"), v1(id_str="2", reply_count=3, quote_count=4)
    found = posts(json.dumps([plain, rich]), "x-api-v11")
    assert [(post.replies, post.quotes) for post in found] == [(None, None), (3, 4)]
    early = v2("1", public_metrics={"like_count": 1})
    late = v2("2", public_metrics={"impression_count": 9, "bookmark_count": 2})
    found = posts(lines({"data": [early, late]}), "x-api-v2")
    assert [(post.views, post.saves) for post in found] == [(None, None), (9, 2)]


def test_an_old_archive_keeps_its_files_at_the_top(tmp_path: Path) -> None:
    for name, element in (("tweet", tweet()), ("account", {"account": {"username": "Nordlys"}})):
        text = f"window.YTD.{name}.part0 = {json.dumps([element])};\n"
        (tmp_path / f"{name}.js").write_text(text, "utf-8")
    (export,) = exports(tmp_path)
    source = source_for(export)
    assert source.name == "x-archive"
    assert only(list(source.read(export, Options()))).author == "nordlys"


def test_posts_in_communities_and_deleted_ones_are_posts_too(tmp_path: Path) -> None:
    earlier, later = tweet(at(2024, 11, 8, 9, 0)), tweet(at(2024, 11, 7, 9, 0))
    found = archive(
        tmp_path, tweets=[tweet()], community_tweet=[{"tweet": earlier}], deleted_tweets=[later]
    )
    assert len([record for record in found if isinstance(record, Post)]) == 3


_MONTH = 'Grailbird.data.tweets_2014_03 = \n[{"id_str": "1", "text": "hei"}]'


def test_an_archive_before_2018_is_read_from_its_table_and_not_twice(tmp_path: Path) -> None:
    row: dict[str, object] = {
        "tweet_id": "444900000000000000", "in_reply_to_status_id": "",
        "in_reply_to_user_id": "", "timestamp": "2014-03-15 18:42:00 +0000", "text": "a &amp; b",
        "retweeted_status_id": "", "expanded_urls": "",
    }  # fmt: skip
    files = {
        "tweets.csv": table(row), "data/js/tweets/2014_03.js": _MONTH, "index.html": "<html>",
        "data/js/user_details.js": "var user_details = {}", "README.txt": "hei",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (export,) = exports(tmp_path)
    source = source_for(export)
    assert source.name == "x-archive-2018"
    found = list(source.read(export, Options()))
    assert (only(found).post_id, only(found).text) == ("444900000000000000", "a & b")
    (said,) = [record.text for record in found if isinstance(record, Note)]
    assert said == "Read for no posts: data/js/tweets/2014_03.js, data/js/user_details.js."


def month(**changes: object) -> str:
    item: dict[str, object] = {
        "id_str": "444906373247927609",
        "created_at": "2014-03-15 18:42:00 +0000",
        "text": "a &amp; b",
        "user": {"screen_name": "Nordlys", "id_str": "31"},
    }
    return f"Grailbird.data.tweets_2014_03 = \n {json.dumps([{**item, **changes}])}"


def test_a_month_of_an_old_archive_is_read_where_it_lies_alone() -> None:
    found = records(month(), "x-archive-months")
    assert (only(found).text, only(found).author) == ("a & b", "nordlys")
    assert only(found).posted_at == at(2014, 3, 15, 18, 42)


def test_a_midnight_of_an_old_archive_is_the_time_in_the_id_or_only_a_day() -> None:
    told = records(month(created_at="2014-03-15 00:00:00 +0000"), "x-archive-months")
    assert only(told).posted_at.date() == at(2014, 3, 15).date()
    assert "time-from-id" in notes(told)
    old = records(month(id_str="9000", created_at="2010-02-11 00:00:00 +0000"), "x-archive-months")
    assert "day-only" in notes(old)


def test_half_a_month_is_refused() -> None:
    with pytest.raises(MalformedExport, match="cut off"):
        records(month()[:-20], "x-archive-months")


def test_days_of_an_account_are_totals_in_any_case() -> None:
    row: dict[str, object] = {
        "Date": "Tue, Jul 14, 2026", "Impressions": "18,710", "Engagements": "7",
        "New follows": "1", "Unfollows": "0", "Create Post": "2",
    }  # fmt: skip
    said = {name.lower(): value for name, value in row.items()}
    for found in (
        records(table(row), "x-analytics-2024"),
        records(table(said), "x-analytics-2024"),
    ):
        totals = {r.metric: r.value for r in found if isinstance(r, Total)}
        assert totals["views"] == 18_710
        assert totals["posts"] == 2
        assert not [record for record in found if isinstance(record, (Post, Reject))]


def test_rows_of_analytics_without_an_id_keep_their_day() -> None:
    row: dict[str, object] = {
        "Post id": "", "Date": "Wed, Jul 15, 2026", "Post text": "hei", "Post Link": "",
        "Impressions": "0", "Likes": "0",
    }  # fmt: skip
    found = records(table(row), "x-analytics-2024")
    assert (only(found).post_id, only(found).posted_at) == (None, at(2026, 7, 15))
    assert {"day-only", "ids-unknown"} <= notes(found)


def test_promoted_columns_of_analytics_are_no_counts_of_the_post() -> None:
    row = classic_row(impressions="1,234") | {"promoted impressions": "99", "promoted likes": "-"}
    assert posts(table(row), "x-analytics")[0].views == 1_234


def test_a_link_to_another_post_that_is_no_text_costs_its_post(tmp_path: Path) -> None:
    odd, sound = tweet(in_reply_to_status_id_str=[7]), tweet(at(2024, 11, 8, 9, 0))
    found = archive(tmp_path, tweets=[odd, sound])
    assert only(found).posted_at == at(2024, 11, 8, 9, 0)
    (refused,) = [record for record in found if isinstance(record, Reject)]
    assert refused == Reject(1, "not a post: a name, id or link of it is no text")
