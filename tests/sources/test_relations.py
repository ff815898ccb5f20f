"""Reposts, quotes, replies and authors in tables of every shape, by row and by column."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest
from exported import at, lines, table, x_id
from test_columns import in_order, one_by_one

from postmortem.model import Note, Post
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from pathlib import Path

IDS = [str(x_id(at(2026, 3, 1, 12, minute)) | 1) for minute in range(3)]
OTHER = str(x_id(at(2026, 2, 28, 9)) | 1)
BASE = {
    "tweet_id": IDS[0],
    "created_at": "2026-03-01T12:00:00Z",
    "text": "Kaldt, men godt",
    "like_count": 7,
    "retweet_count": 3,
}


def read(folder: Path, *rows: dict[str, object], as_json: bool = False) -> list[Post]:
    """Return the posts of a table, having seen that both readers make the same of it."""
    path = folder / ("any.jsonl" if as_json else "any.csv")
    path.write_text(lines(*rows) if as_json else table(*rows), "utf-8")
    (export,) = exports(path)
    source = source_for(export)
    assert source.name == "table"
    assert source.read_columns
    options = Options(tz="UTC")
    found = in_order(source.read(export, options))
    assert in_order(one_by_one(source.read_columns(export, options))) == found
    return [record for record in found if isinstance(record, Post)]


@pytest.mark.parametrize(
    ("cells", "kind", "field"),
    [
        ({"retweeted_status": OTHER}, "repost", "repost_of"),
        ({"retweeted_status_id_str": OTHER}, "repost", "repost_of"),
        ({"retweeted": OTHER}, "repost", "repost_of"),
        ({"retweeted_id": OTHER}, "repost", "repost_of"),
        ({"sourcetweet_type": "retweeted", "sourcetweet_id": OTHER}, "repost", "repost_of"),
        ({"sourcetweet_type": "quoted", "sourcetweet_id": OTHER}, "quote", "quote_of"),
        ({"sourcetweet_type": "Replied to", "sourcetweet_id": OTHER}, "reply", "reply_to"),
        ({"quoted_status_id": OTHER}, "quote", "quote_of"),
        ({"quoted_status": OTHER}, "quote", "quote_of"),
        ({"in_reply_to_tweet_id": OTHER}, "reply", "reply_to"),
        ({"in_reply_to": OTHER}, "reply", "reply_to"),
        ({"replyToSID": OTHER}, "reply", "reply_to"),
        ({"isRetweet": "TRUE", "retweeted": "FALSE"}, "repost", None),
        ({"is_quote_status": "True"}, "quote", None),
        ({"is_quote_status": "1", "retweeted_status_id": OTHER}, "repost", "repost_of"),
        ({"is_retweet": "1", "quoted_status_id": OTHER}, "repost", None),
        ({"in_reply_to_screen_name": "bergtun"}, "reply", None),
        ({"in_reply_to_user_id": "77", "quoted_status_id": OTHER}, "quote", "quote_of"),
        ({"tweet_type": "Retweet"}, "repost", None),
        ({"referenced_tweets": f"[{{'type': 'quoted', 'id': '{OTHER}'}}]"}, "quote", None),
        ({"referenced_tweets": f"[<ReferencedTweet id={OTHER} type=retweeted]"}, "repost", None),
        ({"type": "photo"}, "post", None),
        ({"sourcetweet_type": "NA", "sourcetweet_id": "NA"}, "post", None),
        ({"retweeted": "true", "favorited": "false"}, "post", None),
        ({"is_retweet": "FALSE", "retweeted_status_id": ""}, "post", None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_json", [False, True])
def test_each_shape_tells_the_kind_and_the_other_post(
    cells: dict[str, object], kind: str, field: str | None, as_json: bool, tmp_path: Path
) -> None:
    (post,) = read(tmp_path, BASE | cells, as_json=as_json)
    references = {name: getattr(post, name) for name in ("repost_of", "quote_of", "reply_to")}
    assert post.kind == kind
    if field:
        assert references[field] == OTHER
    elif "quoted_status_id" not in cells:
        assert set(references.values()) == {None}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("RT @bergtun: Vi beklager", "repost"),
        ("RT @bergtun and the others came", "post"),
        ("Se: RT @bergtun: Vi beklager", "post"),
        ("rt @bergtun: small letters are a person's own", "post"),
    ],
)
def test_where_a_table_says_nothing_the_text_tells_a_repost(
    text: str, kind: str, tmp_path: Path
) -> None:
    (post,) = read(tmp_path, BASE | {"text": text})
    assert (post.kind, post.text) == (kind, text)


def test_a_table_that_names_the_kind_is_believed_before_the_text(tmp_path: Path) -> None:
    (post,) = read(tmp_path, BASE | {"text": "RT @bergtun: Vi beklager", "tweet_type": "quoted"})
    assert post.kind == "quote"


def test_the_counts_of_a_repost_are_those_of_its_original_and_so_unknown(tmp_path: Path) -> None:
    rows = [BASE, BASE | {"tweet_id": IDS[1], "text": "RT @bergtun: Hei", "retweet_count": 50_000}]
    own, repost = read(tmp_path, *rows)
    assert (own.likes, own.reposts) == (7, 3)
    assert (repost.likes, repost.reposts) == (None, None)


def test_shares_elsewhere_keep_their_own_counts(tmp_path: Path) -> None:
    row = {"platform": "facebook", "post_type": "repost"} | BASE
    (post,) = read(tmp_path, row)
    assert (post.kind, post.likes) == ("repost", 7)


@pytest.mark.parametrize(
    "columns",
    [
        {"user_username": "bergtun", "user_name": "Berg og Tun AS"},
        {"user_name": "Berg og Tun AS", "user_screen_name": "Bergtun"},
        {"author.username": "bergtun", "author.name": "Berg og Tun AS"},
        {"name": "Berg og Tun AS", "username": "@bergtun"},
        {"user.name": "Berg og Tun AS", "user.screen_name": "bergtun"},
    ],
)
def test_the_handle_is_the_author_and_not_the_name_beside_it(
    columns: dict[str, object], tmp_path: Path
) -> None:
    (post,) = read(tmp_path, BASE | columns)
    assert post.author == "bergtun"


def test_any_mixture_of_columns_reads_alike_by_row_and_by_column(tmp_path: Path) -> None:
    chance = random.Random(20)
    choices: dict[str, list[Any]] = {
        "tweet_type": ["", "retweeted", "quote", "photo", "NA"],
        "is_retweet": ["TRUE", "FALSE", "", "0", "1"],
        "is_reply": ["yes", "no", ""],
        "sourcetweet_id": [OTHER, "NA", "", "5.7E+17"],
        "retweeted_status_id": [OTHER, "", "0", "false"],
        "quoted_status_id": [OTHER, "", "NaN"],
        "in_reply_to": [OTHER, "", "none"],
        "text": ["Hei", "RT @a: hei", "", "RT @", "RT @a hei"],
        "title": ["", "RT @b: title"],
    }
    kinds = set()
    for _ in range(150):
        names = {"text", *chance.sample(sorted(choices), 4)}
        rows = [
            BASE
            | {"tweet_id": str(int(IDS[0]) + 2 * n)}
            | {name: chance.choice(choices[name]) for name in sorted(names)}
            for n in range(12)
        ]
        kinds |= {post.kind for post in read(tmp_path, *rows)}
    assert kinds == {"post", "repost", "quote", "reply"}


def test_a_reader_of_the_notes_sees_no_flag_of_the_viewer_taken_for_a_reference(
    tmp_path: Path,
) -> None:
    path = tmp_path / "any.csv"
    path.write_text(table(BASE | {"retweeted": "true", "favorited": "true"}), "utf-8")
    (export,) = exports(path)
    found = source_for(export).read(export, Options(tz="UTC"))
    (note,) = [each.text for each in found if isinstance(each, Note) and each.code == "columns"]
    assert "repost_of" not in note
