"""The ferry night: every file parses, ids and times agree, and the story is what it says."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tomllib
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import numpy as np

from postmortem.files import folder
from postmortem.synthetic import story, true_area_lost, true_recovery_hours, true_return_hours
from postmortem.synthetic.crisis import crisis
from postmortem.synthetic.ids import x_time
from postmortem.synthetic.stream import lift_at

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = folder("sample_data") / "crisis"
INBOX = FOLDER / "inbox" / "nordlys"
ANALYTICS = "account_analytics_content_2026-02-23_2026-03-31.csv"


@cache
def drawn() -> dict[str, bytes]:
    return crisis()


@cache
def pages() -> list[dict[str, Any]]:
    with gzip.open(INBOX / "x-search.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def found() -> list[dict[str, Any]]:
    return [post for page in pages() for post in page["data"]]


@cache
def archive(name: str) -> Any:
    with zipfile.ZipFile(INBOX / "x-archive.zip") as members:
        text = members.read(f"data/{name}.js").decode()
    return json.loads(text.partition("=")[2])


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_another_seed_tells_it_with_other_posts() -> None:
    other = crisis(7)
    assert other["inbox/nordlys/x-search.jsonl.gz"] != drawn()["inbox/nordlys/x-search.jsonl.gz"]
    assert other["postmortem.toml"] == drawn()["postmortem.toml"]


def test_the_time_inside_every_x_id_is_the_time_beside_it() -> None:
    told = [(post["id"], datetime.fromisoformat(post["created_at"])) for post in found()]
    for name in ("tweets", "deleted-tweets"):
        for row in archive(name):
            shown = datetime.strptime(row["tweet"]["created_at"], "%a %b %d %H:%M:%S %z %Y")
            told.append((row["tweet"]["id_str"], shown))
    assert len(told) > 7000
    for name, at in told:
        assert timedelta(0) <= x_time(name) - at < timedelta(seconds=1), name


def test_the_day_of_the_analytics_is_the_day_inside_the_id() -> None:
    for row in rows(INBOX / ANALYTICS):
        assert f"{x_time(row['Post id']):%b} {x_time(row['Post id']).day}, 2026" in row["Date"]


def test_the_time_inside_the_other_ids_is_the_time_beside_them() -> None:
    items = json.loads((INBOX / "outbox.json").read_bytes())["orderedItems"]
    for item in items:
        number = int(re.findall(r"/statuses/(\d+)/activity", item["id"])[0])
        inside = datetime.fromtimestamp((number >> 16) / 1000, UTC)
        assert abs(inside - datetime.fromisoformat(item["published"])) < timedelta(seconds=1)
    for row in rows(INBOX / "Shares.csv"):
        number = int(unquote(row["ShareLink"]).rpartition(":")[2])
        inside = datetime.fromtimestamp((number >> 22) / 1000, UTC)
        told = datetime.fromisoformat(row["Date"]).replace(tzinfo=UTC)
        assert timedelta(0) <= inside - told < timedelta(seconds=1)


def test_no_post_is_there_twice() -> None:
    names = [post["id"] for post in found()]
    names += [row["tweet"]["id_str"] for row in [*archive("tweets"), *archive("deleted-tweets")]]
    assert len(set(names)) == len(names)


def test_every_page_names_its_authors_and_holds_what_its_posts_speak_of() -> None:
    for page in pages():
        users = {user["id"] for user in page["includes"]["users"]}
        posts = {post["id"] for post in page["includes"]["tweets"]}
        everything = [*page["data"], *page["includes"]["tweets"]]
        assert {post["author_id"] for post in everything} <= users
        about = {ref["id"] for post in page["data"] for ref in post.get("referenced_tweets", [])}
        assert about == posts


def test_the_two_tellings_of_an_own_post_agree() -> None:
    kept = {row["tweet"]["id_str"]: row["tweet"] for row in archive("tweets")}
    seen = {row["Post id"]: row for row in rows(INBOX / ANALYTICS)}
    assert kept.keys() == seen.keys()
    for name, tweet in kept.items():
        assert int(seen[name]["Likes"].replace(",", "")) == int(tweet["favorite_count"])


def test_the_apology_is_cut_in_one_file_and_whole_in_another() -> None:
    (note,) = archive("note-tweet")
    assert note["noteTweet"]["core"]["text"] == story.APOLOGY
    shown = [row["tweet"]["full_text"] for row in archive("tweets")]
    assert not any(story.APOLOGY in text for text in shown)
    assert any(text.startswith(story.APOLOGY[:200]) for text in shown)


def test_the_joke_is_deleted() -> None:
    (gone,) = archive("deleted-tweets")
    assert gone["tweet"]["full_text"] == story.OFFENCE
    assert story.OFFENCE not in (INBOX / ANALYTICS).read_text("utf-8-sig")


def test_the_awkward_things_are_there() -> None:
    kinds = Counter(ref["type"] for post in found() for ref in post.get("referenced_tweets", []))
    assert kinds["retweeted"] > 400
    assert sum("ferry Tindra" in post["text"] for post in found()) > 300
    assert 0.10 < np.mean([post["lang"] == "no" for post in found()]) < 0.20
    assert any("\n" in post["text"] for post in found())
    assert any("&amp;" in post["text"] for post in found())
    assert any("☕" in post["text"] for post in found())
    assert max(int(post["id"]) for post in found()) > 2**53
    assert (INBOX / "instagram-comments.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (INBOX / "instagram-comments.csv").read_bytes().endswith(b"\n")
    assert b'""\n""' in (INBOX / "Shares.csv").read_bytes()
    documents = [int(row["Document ID"]) for row in rows(FOLDER / "inbox/bergtun/mentions.csv")]
    assert min(documents) < 2**63 < max(documents)


def test_all_comments_but_the_torn_last_are_whole() -> None:
    *whole, torn = rows(INBOX / "instagram-comments.csv", ";")
    assert len(whole) > 1500
    assert {len([cell for cell in row.values() if cell is not None]) for row in whole} == {7}
    assert len([cell for cell in torn.values() if cell is not None]) == 4
    assert len({row["Comment ID"] for row in whole}) == len(whole)


def test_the_data_reach_two_weeks_either_side_of_the_incident() -> None:
    times = [datetime.fromisoformat(post["created_at"]) for post in found()]
    assert story.BEGAN_AT - min(times) > timedelta(days=14)
    assert max(times) - story.BEGAN_AT > timedelta(days=14)


def test_the_incident_file_points_at_posts_that_are_there() -> None:
    said = tomllib.loads((FOLDER / "incidents/ferry-night.toml").read_text("utf-8"))
    assert said["began_at"] == story.BEGAN_AT
    kinds = [event["kind"] for event in said["event"]]
    assert kinds == ["offence", "complaint", "press", "response", "deletion", "apology"]
    kept = [*archive("tweets"), *archive("deleted-tweets")]
    texts = {row["tweet"]["id_str"]: row["tweet"]["full_text"] for row in kept}
    own = {e["kind"]: texts[e["post"].removeprefix("x:")] for e in said["event"] if "post" in e}
    assert "if anyone was offended" in own["response"]
    assert own["apology"].startswith("We are sorry.")
    assert own["offence"] == story.OFFENCE
    complaint = next(event for event in said["event"] if event["kind"] == "complaint")
    assert complaint["source"].rpartition("/")[2] in {post["id"] for post in found()}
    assert timedelta(0) < complaint["at"] - said["began_at"] < timedelta(hours=1)


def test_the_truth_told_in_the_readme_is_the_truth() -> None:
    readme = (FOLDER.parent / "README.md").read_text("utf-8")
    recovery, half = true_recovery_hours(story.SHAPE), true_return_hours(story.SHAPE)
    assert recovery is not None
    assert half is not None
    deepest = -float(story.SHAPE.gap(np.arange(0, 100, 0.01)).min())
    assert f"**{recovery:.1f} h**" in readme
    assert f"| {half:.1f} h |" in readme
    assert f"| {true_area_lost(story.SHAPE):.1f} sentiment-hours |" in readme
    assert f"| {deepest:.2f}, at the bad statement" in readme
    assert 96 < recovery < 144
    hours = np.arange(0, 500, 0.05)
    busy = hours[lift_at(hours, story.CONDITIONS.spikes) > 1.25][-1] + 0.05
    assert f"back within a quarter of normal after {busy:.1f} h |" in readme


def test_no_post_has_fewer_answers_and_reposts_than_the_search_found() -> None:
    refs = Counter(
        (ref["type"], ref["id"]) for post in found() for ref in post.get("referenced_tweets", [])
    )
    ours = {post["id"]: post for page in pages() for post in page["includes"]["tweets"]}
    marked = {story.BEGAN_AT, story.SAID_AT, story.APOLOGISED_AT}
    named = [name for name in ours if any(abs(x_time(name) - at).seconds < 1 for at in marked)]
    assert len(named) == 3
    for name in named:
        counts = ours[name]["public_metrics"]
        assert counts["reply_count"] >= refs["replied_to", name]
        assert counts["retweet_count"] >= refs["retweeted", name]
