"""What Meta did to its members' own words on the way into a download, and how it is undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from exported import at, notes, posts, records

from postmortem.errors import MalformedExport, UnrecognisedExport
from postmortem.model import Note, Post, Reject
from postmortem.sources import Options, Peek, exports, source_for, sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from postmortem.model import Record

MADE = 1773324000
WHEN = at(2026, 3, 12, 14, 0, 0)


def escaped(value: object) -> str:
    """Write JSON as Meta does: each byte of UTF-8 as a character of its own."""
    return json.dumps(value, ensure_ascii=False).encode().decode("latin-1")


def unpacked(folder: Path, files: Mapping[str, object], source: str) -> list[Record]:
    for name, content in files.items():
        path = folder / "download" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else escaped(content)
        path.write_text(json.dumps(json.loads(text)) if name.endswith("json") else text)
    (export,) = exports(folder / "download")
    found = source_for(export)
    assert found.name == source
    return list(found.read(export, Options()))


def texts(found: list[Record]) -> list[str]:
    return [record.text for record in found if isinstance(record, Post)]


def picture(**changes: object) -> dict[str, Any]:
    return {"uri": "a.jpg", "creation_timestamp": MADE, "title": "hei", **changes}


PROFILE = {"profile_user": [{"string_map_data": {"Username": {"value": "NordlysKaffe"}}}]}


@pytest.mark.parametrize("text", ["på ☕", "😔", "plain", "Ærlig talt – nei"])
def test_letters_written_byte_by_byte_are_letters_again(text: str) -> None:
    content = json.dumps(json.loads(escaped([{"media": [picture(title=text)]}])))
    assert "\\u00" in content or text == "plain"
    (post,) = posts(content, "instagram-download")
    assert post.text == text


def test_text_that_was_right_from_the_start_is_left_alone() -> None:
    (post,) = posts(json.dumps([{"media": [picture(title="på ☕")]}]), "instagram-download")
    assert post.text == "på ☕"


def test_a_post_of_one_picture_keeps_its_words_and_time_with_the_picture() -> None:
    (post,) = posts(json.dumps([{"media": [picture()]}]), "instagram-download")
    assert (post.text, post.posted_at) == ("hei", WHEN)


def test_a_post_of_several_pictures_keeps_them_above() -> None:
    pictures = [picture(title="", creation_timestamp=MADE - 9), picture(title="")]
    several = {"media": pictures, "title": "to bilder", "creation_timestamp": MADE}
    (post,) = posts(json.dumps([several]), "instagram-download")
    assert (post.text, post.posted_at) == ("to bilder", WHEN)


@pytest.mark.parametrize(
    "where",
    ["content", "media", "your_instagram_activity/content", "your_instagram_activity/media"],
)
@pytest.mark.parametrize(
    "profile",
    [
        "account_information/personal_information.json",
        "personal_information/personal_information.json",
        "personal_information/personal_information/personal_information.json",
    ],
)
def test_instagram_moved_its_files_and_its_profile(
    where: str, profile: str, tmp_path: Path
) -> None:
    files = {f"{where}/posts_1.json": [{"media": [picture()]}], profile: PROFILE}
    found = unpacked(tmp_path, files, "instagram-download")
    assert [record.author for record in found if isinstance(record, Post)] == ["nordlyskaffe"]


def test_instagram_comments_have_keys_in_the_language_of_the_account(tmp_path: Path) -> None:
    comment = {
        "Kommentar": {"value": "så leit"},
        "Medieeier": {"value": "kari_h"},
        "Klokkeslett": {"timestamp": MADE},
    }
    files = {
        "your_instagram_activity/media/posts_1.json": [],
        "your_instagram_activity/comments/post_comments_1.json": [{"string_map_data": comment}],
        "personal_information/personal_information.json": PROFILE,
    }
    found = unpacked(tmp_path, files, "instagram-download")
    assert isinstance(found[0], Post)
    assert (found[0].text, found[0].kind, found[0].posted_at) == ("så leit", "comment", WHEN)


def test_the_handle_is_found_in_a_profile_of_another_language(tmp_path: Path) -> None:
    entries = {"Navn": {"value": "Nordlys"}, "Brukernavn": {"value": "NordlysKaffe"}}
    files = {
        "content/posts_1.json": [{"media": [picture()]}],
        "account_information/personal_information.json": {
            "profile_user": [{"string_map_data": entries}]
        },
    }
    found = unpacked(tmp_path, files, "instagram-download")
    assert [record.author for record in found if isinstance(record, Post)] == ["nordlyskaffe"]


def test_parts_reels_and_stories_are_read_and_the_rest_is_named(tmp_path: Path) -> None:
    files = {
        "content/posts_1.json": [{"media": [picture(title="1")]}],
        "content/posts_2.json": [{"media": [picture(title="2")]}],
        "content/reels.json": {"ig_reels_media": [{"media": [picture(title="3")]}]},
        "content/stories.json": {"ig_stories": [picture(title="4")]},
        "likes/liked_posts.json": {"likes_media_likes": []},
        "account_information/personal_information.json": PROFILE,
    }
    found = unpacked(tmp_path, files, "instagram-download")
    assert texts(found) == ["1", "2", "3", "4"]
    told = {record.code: record.text for record in found if isinstance(record, Note)}
    assert "likes/liked_posts.json" in told["members-not-needed"]


@pytest.mark.parametrize(
    ("source", "post", "profile"),
    [
        ("instagram-download", "content/posts_1.html", "personal_information/x.html"),
        ("facebook-download", "posts/your_posts_1.html", "profile_information/x.html"),
        ("threads-download", "threads/threads_and_replies.html", "personal_information/x.html"),
    ],
)
def test_a_download_in_html_is_refused_with_the_cure(
    source: str, post: str, profile: str, tmp_path: Path
) -> None:
    with pytest.raises(MalformedExport, match="JSON"):
        unpacked(tmp_path, {post: "<p>hei</p>", profile: "<p>meg</p>"}, source)


@pytest.mark.parametrize("key", ["text_post_app_text_posts", "text_post_app_new_name"])
def test_threads_lists_its_posts_under_changing_keys(key: str) -> None:
    content = json.dumps({key: [{"media": [picture(uri="")]}]})
    (post,) = posts(content, "threads-download")
    assert (post.platform, post.text, post.own) == ("threads", "hei", True)


def test_threads_in_an_archive_may_have_any_key(tmp_path: Path) -> None:
    inside = {"a": [], "brand_new": [{"media": [picture(uri="")]}]}
    files = {"threads/threads_and_replies.json": inside, "threads/other.json": {}}
    found = unpacked(tmp_path, files, "threads-download")
    assert texts(found) == ["hei"]
    assert {"replies-unmarked", "ids-unknown"} <= notes(found)


def test_threads_inside_an_instagram_download_are_read_as_threads(tmp_path: Path) -> None:
    inside = {"text_post_app_text_posts": [{"media": [picture(uri="")]}]}
    files = {
        "your_instagram_activity/media/posts_1.json": [{"media": [picture()]}],
        "your_instagram_activity/threads/threads_and_replies.json": inside,
        "personal_information/personal_information.json": PROFILE,
    }
    found = unpacked(tmp_path, files, "instagram-download")
    platforms = [record.platform for record in found if isinstance(record, Post)]
    assert platforms == ["instagram", "threads"]


def status(**changes: object) -> dict[str, Any]:
    post = {"timestamp": MADE, "title": "Nordlys updated his status.", "data": [{"post": "hei"}]}
    return {**post, **changes}


def test_facebook_titles_are_no_text() -> None:
    (post,) = posts(json.dumps([status()]), "facebook-download")
    assert (post.text, post.posted_at, post.post_id) == ("hei", WHEN, None)


def test_facebook_writes_a_lone_post_without_a_list() -> None:
    (post,) = posts(json.dumps(status()), "facebook-download")
    assert post.text == "hei"


def test_facebook_posts_without_words_are_told_by_what_they_show() -> None:
    shown = [{"data": [{"external_context": {"name": "How we roast", "url": "https://a.example"}}]}]
    first, second = posts(
        json.dumps([status(), status(data=[], attachments=shown)]), "facebook-download"
    )
    assert (first.text, second.text) == ("hei", "How we roast")


@pytest.mark.parametrize(
    "where",
    [
        "posts/your_posts_1.json",
        "your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
    ],
)
def test_facebook_moved_its_posts_and_its_comments(where: str, tmp_path: Path) -> None:
    folder = where.rsplit("posts/", 1)[0]
    comment = {"timestamp": MADE, "data": [{"comment": {"comment": "beklager 😔"}}]}
    files = {
        where: [status()],
        f"{folder}comments_and_reactions/comments.json": {"comments_v2": [comment]},
        "profile_information/profile_information.json": {
            "profile_v2": {"name": {"full_name": "Nordlys"}, "username": "NordlysKaffe"}
        },
    }
    found = [r for r in unpacked(tmp_path, files, "facebook-download") if isinstance(r, Post)]
    assert [(post.kind, post.text) for post in found] == [
        ("post", "hei"),
        ("comment", "beklager 😔"),
    ]
    assert {post.author for post in found} == {"nordlyskaffe"}


def test_facebook_labels_are_read_in_english_and_refused_otherwise() -> None:
    english = {"timestamp": MADE, "label_values": [{"label": "Text", "value": "a"}], "fbid": "9"}
    other = {"timestamp": MADE, "label_values": [{"label": "Tekst", "value": "b"}], "fbid": "8"}
    found = records(json.dumps([status(), english, other]), "facebook-download")
    assert [type(record) for record in found[:3]] == [Post, Post, Reject]
    assert isinstance(found[1], Post)
    assert (found[1].post_id, found[1].text) == ("9", "a")
    assert "English" in found[2].reason  # type: ignore[union-attr]


@pytest.mark.parametrize("beside", ["mentions.csv", "outbox.json", "other.zip", "x/tweets.js"])
@pytest.mark.parametrize(
    ("download", "source"),
    [
        ("posts/your_posts_1.json", "facebook-download"),
        ("content/posts_1.json", "instagram-download"),
        ("threads/threads_and_replies.json", "threads-download"),
    ],
)
def test_a_folder_of_many_exports_is_not_taken_for_the_download_in_it(
    download: str, source: str, beside: str
) -> None:
    profile = "personal_information/personal_information.json"
    recognise = next(found for found in sources() if found.name == source).recognise
    assert recognise(Peek("inbox", members=(download, profile))).certain
    assert not recognise(Peek("inbox", members=(beside, download, profile))).certain


def test_a_page_of_a_download_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "your_posts_1"
    path.write_text("<!DOCTYPE html>\n<html><body>Your posts, likes</body></html>", "utf-8")
    (export,) = exports(path)
    with pytest.raises(UnrecognisedExport, match=r"web page .*JSON"):
        source_for(export)


def test_threads_are_found_beside_other_keys_around_them() -> None:
    around = {"version": 2, "text_post_app_text_posts": [{"media": [picture(uri="")]}], "z": None}
    (post,) = posts(json.dumps(around), "threads-download")
    assert post.text == "hei"
