"""Real scrapes, read row by row against what the file itself says."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from postmortem.model import Post, Reject
from postmortem.sources import Options, exports, source_for
from postmortem.sources.values.ids import x_time

if TYPE_CHECKING:
    from postmortem.model import Record

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="needs ../shared: real exports, which are not ours to ship"
)
SUPPORT = SHARED / "data" / "spotify_support_2017"
TWCS = [
    SHARED / "samples" / "twcs_csv" / "McDonalds_bom_mojibake.csv",
    SHARED / "samples" / "twcs_csv" / "spotify_inbound_head.csv",
    SUPPORT / "SpotifyCares_outbound.csv",
    SUPPORT / "spotify_inbound_support_requests.csv",
]


def read(path: Path) -> list[Record]:
    (export,) = exports(path)
    return list(source_for(export).read(export, Options()))


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = csv.DictReader(stream)
        key = "tweet_id" if "tweet_id" in (found.fieldnames or ()) else "tweet-id"
        return {row[key]: row for row in found}


@pytest.mark.parametrize("path", TWCS, ids=lambda path: path.stem)
def test_support_posts_say_what_their_rows_say(path: Path) -> None:
    told = rows(path)
    found = [record for record in read(path) if isinstance(record, Post)]
    for post in found[:: max(1, len(found) // 25)]:
        row = told[post.post_id or ""]
        assert post.posted_at.strftime("%a %b %d %H:%M:%S +0000 %Y") == row["created_at"]
        assert post.author_id == row["author_id"].lower()
        assert (post.reply_to or "") == row["in_response_to_tweet_id"].removesuffix(".0")
        if row["text"].isascii() and "&" not in row["text"]:
            assert post.text == row["text"]


@pytest.mark.parametrize("path", TWCS, ids=lambda path: path.stem)
def test_every_support_row_is_a_post_or_a_reject_that_names_its_line(path: Path) -> None:
    found = read(path)
    posts = {record.post_id for record in found if isinstance(record, Post)}
    told = rows(path).items()
    whole = {key for key, row in told if None not in row and None not in row.values()}
    assert whole <= posts
    assert all(record.line > 1 for record in found if isinstance(record, Reject))


def test_support_letters_encoded_twice_are_mended_in_a_real_file() -> None:
    found = [record for record in read(TWCS[0]) if isinstance(record, Post)]
    assert found[0].text.startswith("@115808 It’s getting")
    assert not [post for post in found if "â€" in post.text]


def test_twitterscraper_times_agree_with_the_ids_to_the_second() -> None:
    path = SHARED / "samples" / "twitterscraper_csv" / "united_head.csv"
    told = rows(path)
    found = [record for record in read(path) if isinstance(record, Post)]
    assert len(found) == 15
    for post in found:
        made = x_time(post.post_id or "")
        assert made is not None
        assert abs((made - post.posted_at).total_seconds()) < 1.1
        row = told[post.post_id or ""]
        assert (post.text, str(post.likes), post.author) == (
            row["text"], row["likes"], row["user"].lower(),
        )  # fmt: skip
        assert json.dumps(post.lang) in row["html"]


def test_a_real_file_cut_off_inside_a_row_rejects_that_row() -> None:
    found = read(SHARED / "samples" / "twitterscraper_csv" / "united_head.csv")
    assert [record.line for record in found if isinstance(record, Reject)] == [21]
