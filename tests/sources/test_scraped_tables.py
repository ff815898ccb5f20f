"""What scrapers did to posts of X on the way into a table, and how it is undone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from exported import at, notes, posts, records, table, x_id

from postmortem.errors import MalformedExport
from postmortem.model import Post, Reject
from postmortem.sources.delimited.literal import literal

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

Row = dict[str, object]

NOON = at(2020, 3, 1, 12, 0, 0)


def scraped(**changes: object) -> Row:
    row: Row = {
        "user": "FjordAnna",
        "fullname": "Anna",
        "tweet-id": x_id(NOON),
        "timestamp": "2020-03-01 12:00:00",
        "url": f"/FjordAnna/status/{x_id(NOON)}",
        "likes": 1,
        "replies": 2,
        "retweets": 3,
        "text": "hei",
        "html": '<p lang="nn">hei</p>',
    }
    return {**row, **changes}


def test_twitterscraper_tells_the_language_in_its_markup() -> None:
    (post,) = posts(table(scraped()), "twitterscraper-csv")
    assert post.lang == "nn"


def test_twitterscraper_links_lack_their_site() -> None:
    (post,) = posts(table(scraped()), "twitterscraper-csv")
    assert post.url == f"https://x.com/FjordAnna/status/{x_id(NOON)}"


def test_twitterscraper_times_are_utc_whatever_zone_is_asked_for() -> None:
    (post,) = posts(table(scraped()), "twitterscraper-csv", tz="Asia/Tokyo")
    assert post.posted_at == NOON


def twint(local: datetime, **changes: object) -> Row:
    row: Row = {
        "id": x_id(NOON),
        "conversation_id": x_id(NOON),
        "created_at": "",
        "date": local.strftime("%Y-%m-%d"),
        "time": local.strftime("%H:%M:%S"),
        "timezone": "+0000",
        "user_id": 9,
        "username": "fjordanna",
        "tweet": "hei",
        "replies_count": 0,
        "retweets_count": 0,
        "likes_count": 0,
        "user_rt": "",
        "quote_url": "",
        "reply_to": "[]",
    }
    return {**row, **changes}


@pytest.mark.parametrize("hours", [-8, 0, 1, 5.75, 14])
def test_twint_hours_are_those_of_its_machine_and_the_ids_tell_the_true_ones(hours: float) -> None:
    (post,) = posts(table(twint(NOON + timedelta(hours=hours))), "twint-csv")
    assert post.posted_at == NOON


def test_twint_names_of_zones_that_only_windows_knows_do_no_harm() -> None:
    row = twint(NOON + timedelta(hours=1), timezone="W. Europe Standard Time")
    (post,) = posts(table(row), "twint-csv")
    assert post.posted_at == NOON


@pytest.mark.parametrize("zone", ["-0500", "EST"])
def test_twint_zone_is_believed_only_where_the_id_is_destroyed(zone: str) -> None:
    found = records(
        table(twint(NOON - timedelta(hours=5), id="1.23E+18", timezone=zone)), "twint-csv"
    )
    assert [post.posted_at for post in found[:1]] == [NOON]  # type: ignore[union-attr]
    assert "ids-destroyed" in notes(found)


def test_twint_without_id_and_zone_asks_for_one() -> None:
    with pytest.raises(MalformedExport, match="--tz"):
        records(table(twint(NOON, id="1.23E+18", timezone="")), "twint-csv")


def test_twint_replies_lie_in_another_conversation_and_name_only_people() -> None:
    people = "[{'screen_name': 'kari_h', 'name': \"Kari's\", 'id': '7'}]"
    row = twint(NOON, conversation_id=x_id(at(2020, 2, 1)), reply_to=people)
    (post,) = posts(table(row), "twint-csv")
    assert (post.kind, post.reply_to) == ("reply", None)
    assert post.conversation == str(x_id(at(2020, 2, 1)))


def test_twint_tables_may_be_parted_by_tabs() -> None:
    (post,) = posts(table(twint(NOON), delimiter="\t"), "twint-csv")
    assert post.text == "hei"


def rtweet(**changes: object) -> Row:
    row: Row = {
        "user_id": "x9001",
        "status_id": f"x{x_id(NOON)}",
        "created_at": "2020-03-01T12:00:00Z",
        "screen_name": "FjordAnna",
        "text": "a &amp; b",
        "reply_to_status_id": "NA",
        "is_quote": "FALSE",
        "is_retweet": "FALSE",
        "favorite_count": 5,
        "retweet_count": 9,
        "quoted_status_id": "NA",
        "retweet_status_id": "NA",
        "lang": "und",
    }
    return {**row, **changes}


def test_rtweet_ids_wear_an_x() -> None:
    (post,) = posts(table(rtweet(reply_to_status_id="x77")), "rtweet-csv")
    assert (post.post_id, post.author_id, post.reply_to) == (str(x_id(NOON)), "9001", "77")


def test_rtweet_ids_that_a_spreadsheet_rounded_are_none() -> None:
    rows = [rtweet(status_id=f"116878066940{n:03}0000", text=f"{n}") for n in range(101, 105)]
    found = records(table(*rows), "rtweet-csv")
    assert {post.post_id for post in found if isinstance(post, Post)} == {None}
    assert "ids-destroyed" in notes(found)


def test_rtweet_writes_na_for_nothing() -> None:
    (post,) = posts(table(rtweet(favorite_count="NA")), "rtweet-csv")
    assert (post.kind, post.reply_to, post.quote_of, post.lang, post.likes) == (
        "post", None, None, None, None,
    )  # fmt: skip


def test_rtweet_gives_a_repost_the_counts_of_its_original() -> None:
    (post,) = posts(table(rtweet(is_retweet="TRUE", retweet_status_id="x5")), "rtweet-csv")
    assert (post.kind, post.repost_of, post.likes, post.reposts) == ("repost", "5", None, None)


def support(**changes: object) -> Row:
    row: Row = {
        "tweet_id": 2,
        "author_id": "115887",
        "inbound": "True",
        "created_at": "Tue Oct 31 22:10:47 +0000 2017",
        "text": "hei &amp; hå",
        "response_tweet_id": "3,4",
        "in_response_to_tweet_id": "848.0",
    }
    return {**row, **changes}


def test_support_posts_answer_a_number_that_pandas_made_a_fraction() -> None:
    (post,) = posts(table(support()), "twcs-csv")
    assert (post.reply_to, post.kind) == ("848", "reply")


def test_support_customers_are_numbers_and_brands_are_names() -> None:
    customer, brand = posts(
        table(support(), support(author_id="NordlysKaffe", inbound="FALSE")), "twcs-csv"
    )
    assert (customer.author, customer.author_id) == (None, "115887")
    assert (brand.author, brand.author_id) == ("nordlyskaffe", "nordlyskaffe")


@pytest.mark.parametrize(
    ("doubled", "meant"),
    [("Itâ€™s", "It’s"), ("â€œsoâ€\x9d", "“so”"), ("pÃ¥", "på"), ("ðŸ˜¡", "😡"), ("på", "på")],
)
def test_support_letters_encoded_twice_are_mended(doubled: str, meant: str) -> None:
    content = "\ufeff" + table(support(text=doubled))
    found = records(content, "twcs-csv")
    assert found[0].text == meant  # type: ignore[union-attr]
    assert ("mojibake-mended" in notes(found)) is (doubled != meant)


def fourcat(**changes: object) -> Row:
    row: Row = {
        "id": x_id(NOON),
        "thread_id": x_id(NOON),
        "timestamp": "2020-03-01 14:00:00",
        "unix_timestamp": int(NOON.timestamp()),
        "body": "hei",
        "author": "FjordAnna",
        "retweet_count": 1,
        "reply_count": 2,
        "like_count": 3,
        "quote_count": 4,
        "is_retweet": "no",
        "is_reply": "no",
        "is_quote_tweet": "no",
    }
    return {**row, **changes}


def test_4cat_times_are_the_unix_ones_and_not_those_of_the_server() -> None:
    (post,) = posts(table(fourcat()), "4cat-csv")
    assert post.posted_at == NOON


@pytest.mark.parametrize(
    ("column", "kind"),
    [("is_retweet", "repost"), ("is_reply", "reply"), ("is_quote_tweet", "quote")],
)
def test_4cat_tells_kinds_by_yes_and_no(column: str, kind: str) -> None:
    (post,) = posts(table(fourcat(**{column: "yes"})), "4cat-csv")
    assert (post.kind, post.reply_to, post.repost_of) == (kind, None, None)


def snscrape(user: str, **changes: object) -> Row:
    row: Row = {
        "url": f"https://twitter.com/FjordAnna/status/{x_id(NOON)}",
        "date": "2020-03-01 12:00:00+00:00",
        "rawContent": "hei",
        "id": x_id(NOON),
        "user": user,
        "replyCount": 1,
        "retweetCount": 2,
        "likeCount": 3,
    }
    return {**row, **changes}


PRINTED = (
    "{'username': 'FjordAnna', 'id': 9, 'displayname': \"Anna's\", 'created': datetime.datetime("
    "2010, 1, 1, 0, 0, tzinfo=datetime.timezone.utc), 'followersCount': 21, 'verified': None}"
)


def test_snscrape_users_are_read_from_what_python_printed() -> None:
    (post,) = posts(table(snscrape(PRINTED)), "snscrape-csv")
    assert (post.author, post.author_id, post.followers) == ("fjordanna", "9", 21)


def test_snscrape_users_that_are_programs_are_not_run(tmp_path: Path) -> None:
    marker = tmp_path / "ran"
    program = f"__import__('pathlib').Path({str(marker)!r}).touch()"
    found = records(table(snscrape(program)), "snscrape-csv")
    assert not marker.exists()
    assert found[0].author is None  # type: ignore[union-attr]
    assert "authors-unreadable" in notes(found)


@pytest.mark.parametrize("text", ["(" * 5000, "{" * 300_000, "1 +", "a.b", "[x for x in y]", ""])
def test_what_is_no_literal_is_nothing(text: str) -> None:
    assert literal(text) is None


def test_snscrape_called_its_text_content_before_2023() -> None:
    row = snscrape(PRINTED)
    row["content"] = row.pop("rawContent")
    (post,) = posts(table(row), "snscrape-csv")
    assert post.text == "hei"


def test_a_header_alone_is_no_post_and_no_error() -> None:
    header = table(snscrape(PRINTED)).split("\n", 1)[0] + "\n"
    assert records(header, "snscrape-csv") == []


def test_a_time_that_is_none_costs_its_row_alone() -> None:
    found = records(table(snscrape(PRINTED, date="soon"), snscrape(PRINTED)), "snscrape-csv")
    assert [type(record).__name__ for record in found] == ["Reject", "Post"]
    assert isinstance(found[0], Reject)
    assert "soon" in found[0].reason
