"""Reposts, quotes, replies and authors, however a table tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from postmortem.model import Post, Posts
from postmortem.sources import Export, Options, source_for

if TYPE_CHECKING:
    from pathlib import Path

FIRST = 1_900_000_000_000_000_001


def posts_in(path: Path, header: str, *rows: str) -> list[Post]:
    lines = [header, *(f"{FIRST + at * 4_194_304_007},{row}" for at, row in enumerate(rows))]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    export = Export(path)
    source = source_for(export)
    assert source.name == "table"
    posts = [each for each in source.read(export, Options(tz="UTC")) if isinstance(each, Post)]
    assert source.read_columns is not None
    parts = source.read_columns(export, Options(tz="UTC"))
    columns = pl.concat(each.columns for each in parts if isinstance(each, Posts))
    assert columns["likes"].to_list() == [post.likes for post in posts]
    kinds = columns["kind"].to_list() if "kind" in columns else ["post"] * len(posts)
    assert kinds == [post.kind for post in posts]
    return posts


def test_a_text_that_begins_rt_is_a_repost_and_its_likes_are_the_originals(tmp_path: Path) -> None:
    posts = posts_in(
        tmp_path / "t.csv",
        "tweet_id,created_at,username,text,likes",
        "2026-03-01T10:00:00Z,ann,RT @fjordcafe: we are sorry,900",
        "2026-03-01T10:01:00Z,bo,RT if you agree,3",
        "2026-03-01T10:02:00Z,cy,see RT @fjordcafe: we are sorry,4",
    )
    assert [post.kind for post in posts] == ["repost", "post", "post"]
    assert [post.likes for post in posts] == [None, 3, 4]


@pytest.mark.parametrize(
    ("column", "repost"),
    [
        ("retweeted_status", "1900000000000000009"),
        ("retweeted_id", "1900000000000000009"),
        ("sourcetweet_type", "retweeted"),
        ("is_retweet", "TRUE"),
        ("isRetweet", "t"),
    ],
)
def test_a_column_that_marks_reposts_marks_them(tmp_path: Path, column: str, repost: str) -> None:
    nothing = "FALSE" if column.lower().startswith("is") else "NA"
    posts = posts_in(
        tmp_path / "t.csv",
        f"tweet_id,created_at,user_name,user_username,text,likes,{column}",
        f"2026-03-01T10:00:00Z,Ann Lee,annlee,we are sorry,900,{repost}",
        f"2026-03-01T10:01:00Z,Bo Ek,boek,cold coffee,3,{nothing}",
    )
    assert [post.kind for post in posts] == ["repost", "post"]
    assert [post.author for post in posts] == ["annlee", "boek"]


def test_a_quote_keeps_its_counts(tmp_path: Path) -> None:
    posts = posts_in(
        tmp_path / "t.csv",
        "tweet_id,created_at,username,text,likes,sourcetweet_type",
        "2026-03-01T10:00:00Z,ann,look at this,12,quoted",
        "2026-03-01T10:01:00Z,bo,fine,3,NA",
    )
    assert [(post.kind, post.likes) for post in posts] == [("quote", 12), ("post", 3)]
