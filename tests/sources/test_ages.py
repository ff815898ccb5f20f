"""Comments whose time is an age: what it tells is kept, and the rest is not made up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exported import at, lines, notes, records, table

from postmortem.errors import MalformedExport
from postmortem.model import Post, Reject

MORNING = at(2026, 3, 9, 8, 30)


def comment(**changes: object) -> dict[str, Any]:
    item: dict[str, Any] = {
        "cid": "Ug1",
        "text": "hei",
        "time": "2 hours ago",
        "author": "@Anna",
        "channel": "UC1",
        "votes": "1.2K",
        "replies": "",
        "reply": False,
        "time_parsed": MORNING.timestamp(),
    }
    return {**item, **changes}


def video(*comments: dict[str, Any], **changes: object) -> str:
    item = {
        "id": "abcdefghijk",
        "title": "ny kopp",
        "uploader": "Nordlys",
        "timestamp": at(2026, 3, 1).timestamp(),
        "comment_count": len(comments),
        "comments": list(comments),
    }
    return json.dumps({**item, **changes})


def below(**changes: object) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": "Ug1",
        "text": "hei",
        "author": "@Anna",
        "author_id": "UC1",
        "timestamp": int(MORNING.timestamp()),
        "like_count": 2,
        "parent": "root",
        "_time_text": "2 hours ago",
    }
    return {**item, **changes}


def test_an_age_in_hours_tells_the_time_and_one_in_days_the_day() -> None:
    found = records(
        lines(comment(), comment(cid="Ug2", time="1 day ago (edited)")),
        "youtube-comment-downloader",
    )
    times = [record.posted_at for record in found if isinstance(record, Post)]
    assert times == [MORNING, at(2026, 3, 9)]
    assert "day-only" in notes(found)


@pytest.mark.parametrize("age", ["1 week ago", "3 months ago", "2 years ago", "vor 3 Stunden"])
def test_an_age_that_tells_no_day_is_refused_with_its_words(age: str) -> None:
    (found,) = records(lines(comment(time=age)), "youtube-comment-downloader")
    assert isinstance(found, Reject)
    assert age in found.reason


def test_a_table_of_ages_is_refused_with_the_cure() -> None:
    row = comment()
    del row["time_parsed"]
    with pytest.raises(MalformedExport, match="as JSON"):
        records(table(row, delimiter=";"), "youtube-comment-downloader")


def test_comments_under_one_key_are_rows_too() -> None:
    found = records(
        json.dumps({"comments": [comment(), comment(cid="Ug1.a")]}, indent=1),
        "youtube-comment-downloader",
    )
    rows = [record for record in found if isinstance(record, Post)]
    assert [(row.kind, row.reply_to, row.likes) for row in rows] == [
        ("comment", None, 1200),
        ("reply", "Ug1", 1200),
    ]


def test_each_comment_of_a_video_is_a_row_and_the_video_is_no_comment() -> None:
    found = records(video(below(), below(id="Ug1.a", parent="Ug1")), "yt-dlp")
    rows = [record for record in found if isinstance(record, Post)]
    assert [(row.line, row.kind, row.reply_to) for row in rows] == [
        (1, "post", None),
        (2, "comment", "abcdefghijk"),
        (3, "reply", "Ug1"),
    ]


def test_comments_that_a_video_counts_but_does_not_hold_are_said() -> None:
    assert "replies-cut" in notes(records(video(below(), comment_count=4010), "yt-dlp"))


def test_a_midnight_without_an_age_tells_the_day_only() -> None:
    item = below(timestamp=int(at(2026, 3, 9).timestamp()))
    del item["_time_text"]
    assert "day-only" in notes(records(video(item), "yt-dlp"))


def test_a_video_of_another_site_is_not_taken_for_youtube_s() -> None:
    content = video(below(), extractor="vimeo")
    with pytest.raises(AssertionError):
        records(content, "yt-dlp")
