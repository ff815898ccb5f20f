"""Any table: columns by their names or by a person's map, and nothing taken for what it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from postmortem.errors import MalformedExport, UnrecognisedExport, UsageError
from postmortem.model import Note, Post, Posts, Reject
from postmortem.sources import Export, Options, source_for

if TYPE_CHECKING:
    from pathlib import Path

    from postmortem.model import Record


@pytest.fixture
def read(tmp_path: Path) -> Any:
    def reading(content: str, /, tz: str | None = "UTC", **columns: str) -> list[Record]:
        path = tmp_path / "any.csv"
        path.write_bytes(content.encode())
        export = Export(path)
        source = source_for(export, columns=columns)
        assert source.name == "table"
        return list(source.read(export, Options(tz=tz, columns=columns)))

    return reading


def posts(records: list[Record]) -> list[Post]:
    return [record for record in records if isinstance(record, Post)]


def codes(records: list[Record]) -> list[str]:
    return [record.code for record in records if isinstance(record, Note)]


def test_a_map_teaches_any_column(read: Any) -> None:
    text = "Nr;Når;Sagt;Av;Merke\n7;2026-04-13 09:00;Kald kaffe;Solsiv;bergtun\n"
    columns = {"id": "Nr", "time": "Når", "text": "Sagt", "author": "Av", "set": "Merke"}
    (post,) = posts(read(text, **columns))
    assert (post.post_id, post.text, post.author, post.sets) == (
        "7", "Kald kaffe", "solsiv", ("bergtun",),
    )  # fmt: skip


def test_a_platform_has_one_name_whatever_a_table_calls_it(read: Any) -> None:
    text = "id,date,text,platform\n"
    named = ["Twitter", "IG", "our-forum", "X"]
    rows = "".join(f"{n},2026-04-13 09:00,a,{name}\n" for n, name in enumerate(named))
    found = [post.platform for post in posts(read(text + rows))]
    assert found == ["x", "instagram", "our-forum", "x"]


def test_a_map_overrules_an_alias(read: Any) -> None:
    text = "date,text,title\n2026-04-13 09:00,short,the long one\n"
    assert posts(read(text, text="title"))[0].text == "the long one"


def test_a_map_with_a_field_we_lack_lists_those_we_have(read: Any) -> None:
    with pytest.raises(UsageError, match=r"\[columns\] mood: no such field.*post_id"):
        read("date,text\n2026-04-13 09:00,a\n", mood="text")


def test_a_map_to_a_column_that_is_not_there_refuses_the_file(read: Any) -> None:
    with pytest.raises(MalformedExport, match=r"no column Sagt.*There are: date, mening"):
        read("date,mening\n2026-04-13 09:00,a\n", text="Sagt")


def test_a_map_for_other_files_is_passed_over_where_a_files_own_names_do(read: Any) -> None:
    assert posts(read("date,text\n2026-04-13 09:00,a\n", text="Sagt"))[0].text == "a"


def test_a_score_within_one_is_a_sentiment(read: Any) -> None:
    found = posts(read("date,text,score\n2026-04-13 09:00,a,-0.4\n2026-04-13 10:00,b,1\n"))
    assert [post.score for post in found] == [-0.4, 1.0]
    assert [post.likes for post in found] == [None, None]


def test_a_score_beyond_one_is_votes_however_late_it_comes(read: Any) -> None:
    rows = "".join(f"2026-04-13 09:00,a,{n % 2}\n" for n in range(2000))
    found = posts(read(f"date,text,score\n{rows}2026-04-13 09:00,b,14\n"))
    assert [post.score for post in found] == [None] * 2001
    assert found[-1].likes == 14


@pytest.mark.parametrize("nothing", ["nan", "NaN", "n/a", "None", "NULL", "", "?"])
@pytest.mark.parametrize("name", ["score", "compound", "sentiment score"])
def test_a_cell_without_a_score_costs_its_own_score_only(
    read: Any, name: str, nothing: str
) -> None:
    rows = f"2026-04-13 09:00,a,{nothing}\n2026-04-13 10:00,b,-0.4\n"
    found = posts(read(f"date,text,{name}\n{rows}"))
    assert [(post.text, post.score, post.likes) for post in found] == [
        ("a", None, None),
        ("b", -0.4, None),
    ]


@pytest.mark.parametrize("name", ["compound", "Sentiment_Score"])
def test_a_sentiment_beyond_one_is_refused_and_never_taken_for_votes(read: Any, name: str) -> None:
    found = read(f"date,text,{name}\n2026-04-13 09:00,a,0.1\n2026-04-13 09:00,b,7\n")
    assert [(post.score, post.likes) for post in posts(found)] == [(0.1, None)]
    assert [record.line for record in found if isinstance(record, Reject)] == [3]


def test_votes_with_marks_for_thousands_are_votes(read: Any) -> None:
    found = posts(read('date,text,score\n2026-04-13 09:00,a,"1,250"\n2026-04-13 10:00,b,1\n'))
    assert [(post.score, post.likes) for post in found] == [(None, 1250), (None, 1)]


def test_a_score_a_person_named_must_be_one(read: Any) -> None:
    found = read("date,text,tone\n2026-04-13 09:00,a,0.1\n2026-04-13 09:00,b,7\n", score="tone")
    assert [post.score for post in posts(found)] == [0.1]
    assert [record.reason for record in found if isinstance(record, Reject)] == [
        "the score 7 is outside −1…1"
    ]


def test_a_date_past_the_twelfth_tells_the_order_of_all(read: Any) -> None:
    rows = "10/11/2024 09:00,a\n" * 500 + "25/11/2024 09:00,b\n"
    assert {post.posted_at.month for post in posts(read(f"date,text\n{rows}"))} == {11}
    rows = rows.replace("25/11", "11/25")
    assert {post.posted_at.month for post in posts(read(f"date,text\n{rows}"))} == {10, 11}


def test_dates_that_no_row_decides_refuse_the_file_until_a_person_does(read: Any) -> None:
    text = "date,text\n10/11/2024 09:00,a\n"
    with pytest.raises(MalformedExport, match="day-first"):
        read(text)
    assert posts(read(text, dates="month-first"))[0].posted_at.month == 10


def test_a_day_and_a_clock_in_two_columns_are_one_time(read: Any) -> None:
    (post,) = posts(read("Date,Time,Message\n2026-04-13,09:05,a\n"))
    assert post.posted_at.isoformat() == "2026-04-13T09:05:00+00:00"


def test_ids_that_tell_another_time_are_not_taken_for_a_clock(read: Any) -> None:
    """Snowflakes of other platforms look like X's; only agreement with a time proves them."""
    mastodon = "116119228907520011"
    (post,) = posts(read(f"id,date,text\n{mastodon},2026-02-23 09:27,a\n"))
    assert (post.platform, post.posted_at.minute) == ("unknown", 27)
    with pytest.raises(UnrecognisedExport, match="a time column"):
        read(f"id,text\n{mastodon},a\n")


def test_ids_of_x_prove_the_zone_of_local_times(read: Any) -> None:
    found = read("id,date,text\n570306133677760513,2015-02-24 11:35:52,a\n", tz=None)
    assert posts(found)[0].posted_at.isoformat(timespec="seconds") == "2015-02-24T19:35:52+00:00"
    assert "zone-from-id" in codes(found)


def test_a_row_with_an_impossible_time_is_a_reject_with_its_line(read: Any) -> None:
    found = read("date,text\n2026-04-13 09:00,a\n1970-01-01 00:00,b\nnever,c\n")
    rejects = [record for record in found if isinstance(record, Reject)]
    assert [reject.line for reject in rejects] == [3, 4]
    assert "before 2004" in rejects[0].reason
    assert "no time" in rejects[1].reason


def test_a_count_that_cannot_be_read_costs_the_count_only(read: Any) -> None:
    found = read("date,text,likes,views\n2026-04-13 09:00,a,lots,1.2K\n")
    assert (posts(found)[0].likes, posts(found)[0].views) == (None, 1200)
    assert "counts-unreadable" in codes(found)


@pytest.mark.parametrize("time", ["2026-04-13 09:00", "2026-04-13T09:00:00Z"])
def test_a_count_below_zero_is_no_count_but_votes_may_be(read: Any, time: str) -> None:
    header, row = "id,date,text,platform,likes,views\n", f"{time},a"
    found = read(f"{header}1,{row},x,-5,-1\n2,{row},Reddit,-5,7\n3,{row},x,5,-0\n")
    assert [(post.likes, post.views) for post in posts(found)] == [(None, None), (-5, 7), (5, 0)]
    (note,) = [each for each in found if isinstance(each, Note) and "unreadable" in each.code]
    assert note.text.endswith("unknown: 2.")
    voted = read(f"id,date,text,score\n1,{row},-5\n2,{row},9\n")
    assert [post.likes for post in posts(voted)] == [-5, 9]


def test_what_was_matched_and_what_was_not_is_said(read: Any) -> None:
    notes = [r for r in read("date,text,mood\n2026-04-13,a,b\n") if isinstance(r, Note)]
    (columns,) = [note.text for note in notes if note.code == "columns"]
    assert columns == "Read: posted_at from date, text from text. Not used: mood."


@pytest.mark.parametrize("nothing", ["NA", "nan", "None", "NULL", ""])
def test_words_for_nothing_are_no_id_and_no_author(read: Any, nothing: str) -> None:
    text = f"date,text,author,in_reply_to\n2026-04-13 09:00,a,{nothing},{nothing}\n"
    (post,) = posts(read(text))
    assert (post.kind, post.reply_to, post.author) == ("post", None, None)


def test_lines_of_json_are_a_table_too(read: Any) -> None:
    text = '{"id": 18446744073709551617, "created_at": "2026-04-13T09:00:00Z", "text": "a"}\n'
    assert posts(read(text))[0].post_id == "18446744073709551617"


def test_references_that_a_spreadsheet_destroyed_lead_nowhere_and_join_nothing(read: Any) -> None:
    text = (
        "tweet_id,date,text,in_reply_to_status_id,conversation_id\n"
        "5.70306E+17,2015-02-24T10:00:00Z,a,5.70307E+17,5.70306E+17\n"
        "1e54321,2015-02-24T10:00:00Z,b,848.0,1e54321\n"
    )
    found = read(text)
    lost, kept = posts(found)
    assert (lost.post_id, lost.kind, lost.reply_to, lost.conversation) == (
        None, "reply", None, None,
    )  # fmt: skip
    assert (kept.post_id, kept.reply_to, kept.conversation) == ("1e54321", "848", "1e54321")
    assert {"ids-destroyed", "references-destroyed"} <= set(codes(found))


def test_tags_writes_the_time_twice_and_the_classic_one_is_read(read: Any) -> None:
    text = (
        "id_str,from_user,text,created_at,time,from_user_id_str,in_reply_to_status_id_str,"
        "user_followers_count,status_url\n"
        "1623433007804608516,Nordlys,a &amp; b,Wed Feb 08 21:26:05 +0000 2023,"
        "08/02/2023 21:26:05,12,7,77,http://twitter.com/Nordlys/statuses/1623433007804608516\n"
    )
    (post,) = posts(read(text, tz=None))
    assert post.posted_at.isoformat() == "2023-02-08T21:26:05+00:00"
    assert (post.author, post.author_id, post.followers, post.reply_to, post.kind) == (
        "nordlys", "12", 77, "7", "reply",
    )  # fmt: skip
    assert (post.post_id, post.text, post.platform) == ("1623433007804608516", "a & b", "x")


def test_a_title_stands_in_for_a_text_that_is_empty(read: Any) -> None:
    text = "date,title,body\n2026-04-13 09:00,Cold coffee,\n2026-04-13 10:00,Again,And tea\n"
    assert [post.text for post in posts(read(text))] == ["Cold coffee", "And tea"]


def test_a_column_of_words_is_no_column_of_times(tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("Description,Date\nhei,Lifetime\nhå,Lifetime\n", "utf-8")
    with pytest.raises(UnrecognisedExport, match="table, but for times in its column Date"):
        source_for(Export(path))


def test_a_share_of_a_hundred_is_no_count(read: Any) -> None:
    found = read("date,text,likes,views\n2026-04-13 09:00,a,38 %,1 234\n")
    assert (posts(found)[0].likes, posts(found)[0].views) == (None, 1_234)
    assert "counts-unreadable" in codes(found)


def test_hydrator_names_what_a_post_repeats_and_quotes(read: Any) -> None:
    text = (
        "created_at,favorite_count,id,in_reply_to_status_id,quote_id,retweet_id,text,tweet_url,"
        "user_id,user_followers_count,user_screen_name\n"
        "Wed Feb 08 21:26:05 +0000 2023,3,1623433007804608516,,,77,RT @a: b,"
        "https://twitter.com/Nordlys/status/1623433007804608516,12,9,Nordlys\n"
    )
    (post,) = posts(read(text, tz=None))
    assert (post.kind, post.repost_of, post.author_id, post.author, post.followers) == (
        "repost", "77", "12", "nordlys", 9,
    )  # fmt: skip


def test_a_table_of_thousands_of_columns_reads_alike_both_ways_and_names_few_of_them(
    tmp_path: Path,
) -> None:
    extra = [f"c{n}" for n in range(2_345)]
    header = ",".join(["id", "created_at", "text", *extra, "likes"])
    cells = ",".join("v" if n % 3 else '"a, b"' for n in range(len(extra)))
    rows = (f'k{n}x,2026-03-01T10:00:{n:02}Z,"cold, cold jam {n}",{cells},{n}' for n in range(30))
    path = tmp_path / "wide.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    source = source_for(Export(path))
    assert source.read_columns
    one_by_one = list(source.read(Export(path), Options()))
    found = []
    for record in source.read_columns(Export(path), Options()):
        if isinstance(record, Posts):
            found += record.columns.select("post_id", "text", "likes").rows()
        elif isinstance(record, Post):
            found.append((record.post_id, record.text, record.likes))
    assert found == [(p.post_id, p.text, p.likes) for p in one_by_one if isinstance(p, Post)]
    assert len(found) == 30
    (told,) = (
        note.text for note in one_by_one if isinstance(note, Note) and note.code == "columns"
    )
    assert "c1," in told
    assert len(told) < 1_000
