"""What is peculiar to each listening suite, one sentence a quirk."""

from __future__ import annotations

import pytest
from exported import at, notes, posts, records, table, workbook, x_id

from postmortem.errors import MalformedExport
from postmortem.model import Reject

NOON = at(2026, 3, 12, 14, 20)
LINK = f"https://twitter.com/Brimle_42/status/{x_id(NOON)}"

BRANDWATCH: dict[str, object] = {
    "Query Name": "Nordlys", "Date": "2026-03-12 14:20:00.0", "Full Text": "mould", "Url": LINK,
    "Author": "Brimle_42", "Sentiment": "negative", "Page Type": "twitter", "Snippet": "mou…",
    "Thread Entry Type": "post", "Likes": "0", "X Likes": "14", "Twitter Followers": "1,204",
}  # fmt: skip
MELTWATER: dict[str, object] = {
    "Date": "12-Mar-2026", "Time": "03:20PM", "Document ID": "d", "URL": LINK, "Title": "t",
    "Author Name": "B", "Author Handle": "@Brimle_42", "Opening Text": "o", "Hit Sentence": "hit",
    "Sentiment": "Not Rated", "Language": "English",
}  # fmt: skip
OLD: dict[str, object] = {
    "Date": "12-Mar-2026 03:20PM", "Headline": "", "URL": LINK, "Opening Text": "",
    "Hit Sentence": "QT @a: hit", "Influencer": "@Brimle_42", "Sentiment": "Positive",
}  # fmt: skip
TALKWALKER: dict[str, object] = {
    "published": "1773325200000", "url": LINK, "content": "mould", "lang": "en", "sentiment": "-5",
    "extra_author_attributes.short_name": "Brimle_42", "extra_author_attributes.id": "5",
    "source_type": "SOCIALMEDIA", "content_snippet": "mou…", "post_type": "TEXT",
}  # fmt: skip
SPROUT: dict[str, object] = {
    "Date": "03/12/2026 12:05 am", "Post ID": "3", "Network": "Facebook", "Profile": "Nordlys",
    "Link": "", "Post": "sorry", "Impressions": "1,204", "Engagements": "88",
}  # fmt: skip


def test_brandwatch_puts_a_block_of_lines_above_its_header() -> None:
    block = '"Report:","Bulk Mentions Download"\n"Brand:","Nordlys"\n"Label:","x"\n\n'
    assert posts(block + table(BRANDWATCH), "brandwatch")[0].line == 6


def test_brandwatch_times_are_utc_where_the_links_of_x_agree() -> None:
    article = BRANDWATCH | {"Url": "https://news.example/a", "Page Type": "news"}
    found = posts(table(BRANDWATCH, article), "brandwatch")
    assert [(post.platform, post.posted_at) for post in found] == [("x", NOON), ("web", NOON)]
    with pytest.raises(MalformedExport, match="--tz"):
        records(table(article), "brandwatch")


def test_brandwatch_counts_stand_under_the_platforms_name() -> None:
    (post,) = posts(table(BRANDWATCH), "brandwatch")
    assert (post.likes, post.followers, post.post_id) == (14, 1204, str(x_id(NOON)))


def test_brandwatch_has_a_snippet_where_the_text_is_not_licensed() -> None:
    assert posts(table(BRANDWATCH | {"Full Text": ""}), "brandwatch")[0].text == "mou…"


@pytest.mark.parametrize(
    ("said", "kind"), [("share", "repost"), ("reply", "reply"), ("comment", "comment")]
)
def test_brandwatch_says_what_a_row_is(said: str, kind: str) -> None:
    found = posts(table(BRANDWATCH | {"Thread Entry Type": said}), "brandwatch")
    assert found[0].kind == kind


@pytest.mark.parametrize(
    ("said", "score"), [("positive", 1.0), ("neutral", 0.0), ("negative", -1.0), ("", None)]
)
def test_a_suites_own_sentiment_is_kept_as_an_external_score(said: str, score: float) -> None:
    assert posts(table(BRANDWATCH | {"Sentiment": said}), "brandwatch")[0].score == score


def test_brandwatch_is_read_from_a_workbook_too() -> None:
    pytest.importorskip("python_calamine")
    rows = [["Report:", "Bulk Mentions Download"], [], list(BRANDWATCH), list(BRANDWATCH.values())]
    assert posts(workbook({"Mentions": rows}), "brandwatch")[0].text == "mould"  # type: ignore[arg-type]


def test_meltwater_is_utf_16_parted_by_tabs_below_a_stray_line() -> None:
    content = "Exported by Nordlys\n" + table(MELTWATER, delimiter="\t")
    (post,) = posts(content.encode("utf-16"), "meltwater", tz="Europe/Oslo")
    assert (post.text, post.author, post.lang, post.score) == ("hit", "brimle_42", "en", None)


def test_meltwater_days_and_clocks_stand_in_two_columns() -> None:
    article = MELTWATER | {"URL": "https://news.example/a", "Author Handle": ""}
    (post,) = posts(table(article), "meltwater", tz="Europe/Oslo")
    assert (post.posted_at, post.author) == (NOON, "b")


def test_meltwater_links_to_x_tell_the_instant_whatever_the_zone() -> None:
    found = records(table(MELTWATER | {"Time": "09:20AM"}), "meltwater")
    assert [post.posted_at for post in posts(table(MELTWATER), "meltwater")] == [NOON]
    assert "zone-from-id" in notes(found)


@pytest.mark.parametrize(("start", "kind"), [("QT @a: ", "quote"), ("RT @a: ", "repost")])
def test_old_meltwater_says_in_the_text_what_repeats_a_post(start: str, kind: str) -> None:
    (post,) = posts(table(OLD | {"Hit Sentence": f"{start}hit"}, delimiter="\t"), "meltwater-old")
    assert (post.kind, post.author, post.score) == (kind, "brimle_42", 1.0)


def test_talkwalker_writes_times_in_milliseconds_or_without_a_zone() -> None:
    other = TALKWALKER | {"published": "2026-03-12 14:20:00"}
    assert {post.posted_at for post in posts(table(TALKWALKER, other), "talkwalker")} == {NOON}


def test_talkwalker_sentiment_has_two_scales_and_one_row_tells_which() -> None:
    three = TALKWALKER | {"sentiment": "3"}
    assert [post.score for post in posts(table(three, TALKWALKER), "talkwalker")] == [0.6, -1.0]
    wide = TALKWALKER | {"sentiment": "-100"}
    assert [post.score for post in posts(table(three, wide), "talkwalker")] == [0.03, -1.0]


def test_talkwalker_has_a_snippet_where_the_content_is_withheld() -> None:
    assert posts(table(TALKWALKER | {"content": ""}), "talkwalker")[0].text == "mou…"


def test_sprout_writes_the_month_first_and_midnight_as_twelve() -> None:
    (post,) = posts(table(SPROUT), "sprout-posts", tz="UTC")
    assert (post.posted_at, post.views, post.own) == (at(2026, 3, 12, 0, 5), 1204, True)
    found = records(
        table(SPROUT | {"Date": "13/12/2026 12:05 am"}, SPROUT), "sprout-posts", tz="UTC"
    )
    assert [record.line for record in found if isinstance(record, Reject)] == [2]


def test_sprout_messages_are_by_others() -> None:
    row: dict[str, object] = {
        "Date": "03/12/2026 03:20 pm", "Network": "X", "Message": "hei", "Message URL": LINK,
        "Message ID": x_id(NOON), "Profile": "Brimle_42", "Sentiment": "Unclassified",
    }  # fmt: skip
    (post,) = posts(table(row), "sprout-listening")
    assert (post.posted_at, post.own, post.score) == (NOON, None, None)


def test_sprinklr_calls_the_text_a_stream() -> None:
    row: dict[str, object] = {
        "Conversation Stream": "hei", "Permalink": LINK, "Created Time": "2026-03-12 15:20",
        "Sender Screen Name": "Brimle_42", "Sender Follower Count": "1,204",
    }  # fmt: skip
    (post,) = posts(table(row), "sprinklr")
    assert (post.text, post.posted_at, post.followers) == ("hei", NOON, 1204)
