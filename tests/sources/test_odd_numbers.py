"""Numbers that are hidden, a rating or no count, and bytes that are no text."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from exported import lines, notes, posts

from postmortem.errors import MalformedExport
from postmortem.model import Post
from postmortem.sources import Export, Options, exports, source_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from postmortem.model import Record

REVIEWS = """reviewId,userName,content,score,thumbsUpCount,date
r-1,Ana,it crashes,1,57,2026-03-01 10:00:00+00:00
r-2,Ben,works well,{stars},0,2026-03-01 11:00:00+00:00
"""


def read(path: Path, text: str, columns: Mapping[str, str] | None = None) -> list[Record]:
    path.write_text(text, "utf-8")
    export = Export(path)
    options = Options(tz="UTC", columns=columns or {})
    return list(source_for(export, None, columns).read(export, options))


def posts_of(records: list[Record]) -> list[Post]:
    return [each for each in records if isinstance(each, Post)]


@pytest.mark.parametrize("stars", [1, 5])
def test_stars_are_no_likes_and_no_mood(tmp_path: Path, stars: int) -> None:
    records = read(tmp_path / "r.csv", REVIEWS.format(stars=stars))
    assert [(post.likes, post.score) for post in posts_of(records)] == [(57, None), (0, None)]
    assert "ratings-unused" in notes(records)


@pytest.mark.parametrize("stars", [1, 5])
def test_stars_are_a_mood_from_minus_one_to_one_when_asked_for(tmp_path: Path, stars: int) -> None:
    records = read(tmp_path / "r.csv", REVIEWS.format(stars=stars), {"sentiment": "score"})
    assert [post.score for post in posts_of(records)] == [-1.0, (stars - 3) / 2]


def test_votes_below_and_beyond_five_stay_votes(tmp_path: Path) -> None:
    text = "id,created,text,score\na1x,2026-03-01T10:00:00Z,a,17\nb2y,2026-03-01T10:01:00Z,b,3\n"
    assert [post.likes for post in posts_of(read(tmp_path / "v.csv", text))] == [17, 3]


def test_likes_that_instagram_hides_are_unknown() -> None:
    def item(code: str, *, hides: bool) -> dict[str, object]:
        data = {
            "code": code, "taken_at": 1772359200, "like_count": 3, "play_count": 9,
            "comment_count": 2, "like_and_view_counts_disabled": hides,
            "user": {"username": "ann"}, "caption": {"text": "hei"},
        }  # fmt: skip
        return {
            "item_id": code, "timestamp_collected": 1, "source_platform": "instagram.com",
            "data": data,
        }  # fmt: skip

    content = lines(item("Ca", hides=True), item("Cb", hides=False))
    found = posts(content, "zeeschuimer-instagram")
    assert [(post.likes, post.views, post.replies) for post in found] == [
        (None, None, 2),
        (3, 9, 2),
    ]


def test_a_member_packed_with_bzip2_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("p.csv", "id,created_at,text\n")
    (export,) = exports(tmp_path / "b.zip")
    with pytest.raises(MalformedExport, match="unpack without bounds"):
        source_for(export)


@pytest.mark.parametrize("columns", ["likes", "views"])
def test_a_count_that_is_no_count_is_unknown_at_once(tmp_path: Path, columns: str) -> None:
    for cell in ("9" * 400 + ".0", "9" * 310 + "k", f"1{' ' * 40_000}!", "9" * 5000):
        text = f"id,created_at,text,{columns}\nk1,2026-03-01T11:00:00Z,hei,{cell}\n"
        records = read(tmp_path / "c.csv", text)
        assert [(post.likes, post.views) for post in posts_of(records)] == [(None, None)]


def test_a_mark_of_utf8_before_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_bytes(b"\xef\xbb\xbfid,created_at,text\nk1,2026-03-01T11:00:00Z,caf\xe9 \x93a\x94\n")
    export = Export(path)
    with pytest.raises(MalformedExport, match="mark of UTF-8"):
        list(source_for(export).read(export, Options(tz="UTC")))


def test_a_zero_byte_in_a_text_costs_nothing(tmp_path: Path) -> None:
    text = "id,created_at,text\nk1,2026-03-01T11:00:00Z,a\0b\nk2,2026-03-01T11:05:00Z,c\n"
    assert [post.text for post in posts_of(read(tmp_path / "z.csv", text))] == ["a\0b", "c"]
