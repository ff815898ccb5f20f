"""Permalinks, ids and references name posts; whose they are is in the store for no one to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from made_posts import HalfScorer, add, load, post, table

from postmortem.store import Privacy, Store

if TYPE_CHECKING:
    from pathlib import Path

HANDLE = "bernhardine_q77"
LINKS = {
    "x": f"https://twitter.com/{HANDLE}/status/1768000000000000000?s=20",
    "facebook": f"https://www.facebook.com/{HANDLE}/posts/pfbid0abc",
    "instagram": f"https://www.instagram.com/{HANDLE}/p/Ddr9jGEmLMp/?img_index=1",
    "mastodon": f"https://social.example/@{HANDLE}/112233",
    "threads": f"https://www.threads.com/@{HANDLE}/post/C8abc",
    "tiktok": f"https://www.tiktok.com/@{HANDLE}/video/7123456789012345678",
    "bluesky": f"https://bsky.app/profile/{HANDLE}.example/post/3jzfcijpj2z2a",
    "reddit": f"https://www.reddit.com/user/{HANDLE}/comments/abc12/hello_there/",
    "web": f"https://forum.example/u/{HANDLE}/1",
}


def path_of(tmp_path: Path) -> Path:
    return tmp_path / "posts.duckdb"


def by_her(number: int, **more: Any) -> Any:
    return post(number, **{"author": HANDLE, "author_id": HANDLE} | more)


def everywhere(number: int, platform: str, link: str) -> list[Any]:
    """Return posts with the link wherever a post may hold one."""
    refers = {"reply_to": link, "repost_of": link, "quote_of": link, "conversation": link}
    return [
        by_her(number, platform=platform, url=link, post_id=link),
        by_her(number + 1, platform=platform, url=link, **refers),
        by_her(number + 2, platform=platform, reply_to=HANDLE),
        by_her(number + 3, platform=platform, reply_to=f"@{HANDLE.upper()}"),
        by_her(number + 4, platform=platform, url=link, own=True, kind="repost", repost_of=link),
        by_her(number + 5, platform=platform, post_id=None, url=link),
        by_her(number + 6, platform=platform, post_id=f"at://{HANDLE}.example/post/{number}"),
    ]


@pytest.mark.parametrize("store_text", ["masked", "hash"])
def test_a_handle_is_nowhere_in_the_files(tmp_path: Path, store_text: Any) -> None:
    path = path_of(tmp_path)
    told = [
        record
        for place, (platform, link) in enumerate(LINKS.items())
        for record in everywhere(10 * place, platform, link)
    ]
    with Store.open(path, write=True) as store:
        store.adopt(Privacy(store_text))
        store.add(load("a"), told, scorer=HalfScorer([]))
    for file in tmp_path.iterdir():
        assert HANDLE.encode() not in file.read_bytes().lower(), file.name
    rows = table(path, "SELECT * FROM posts ORDER BY ALL")
    assert len(rows) == len(told)
    assert HANDLE not in repr(rows).lower()


@pytest.mark.parametrize(
    ("platform", "kept"),
    [
        ("x", "https://x.com/i/status/1768000000000000000"),
        ("instagram", "https://www.instagram.com/p/Ddr9jGEmLMp"),
        ("reddit", "https://www.reddit.com/comments/abc12"),
        ("mastodon", None),
    ],
)
def test_a_post_is_still_found_where_its_platform_needs_no_handle(
    tmp_path: Path, platform: str, kept: str | None
) -> None:
    path = path_of(tmp_path)
    add(path, "a", [by_her(1, platform=platform, url=LINKS[platform])])
    assert table(path, "SELECT url FROM posts") == [(kept,)]


def test_addresses_of_the_brand_stay_as_they_came(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    with Store.open(path, write=True) as store:
        store.adopt(Privacy("masked", frozenset({"thunderair"})))
        link = "https://x.com/ThunderAir/status/1"
        named = post(1, author="ThunderAir", url=link)
        store.add(load("a"), [named, post(2, own=True, url=link)])
    assert table(path, "SELECT url FROM posts") == [(link,), (link,)]


def test_the_address_of_what_the_brand_reposts_names_nobody(tmp_path: Path) -> None:
    path = tmp_path / "posts.duckdb"
    url = "https://x.com/ann/status/12"
    add(path, "a", [post(1, own=True, url=url), post(2, own=True, kind="repost", url=url)])
    assert table(path, "SELECT url FROM posts ORDER BY post_id") == [
        *((url,), ("https://x.com/i/status/12",)),
    ]


def test_posts_that_are_named_by_their_address_are_still_joined(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    link = LINKS["web"]
    add(path, "a", [by_her(1, platform="web", post_id=link)])
    add(path, "b", [post(2, platform="web", reply_to=link, repost_of=link)])
    add(path, "c", [by_her(1, platform="web", post_id=link)])
    joined = (
        "SELECT count(*) FROM posts JOIN posts AS first "
        "ON posts.reply_to = first.post_id AND posts.repost_of = first.post_id"
    )
    assert table(path, joined) == [(1,)]
    assert table(path, "SELECT count(*) FROM post") == [(2,)]


@pytest.mark.parametrize(
    ("platform", "reference"),
    [
        ("x", "1768000000000000000"),
        ("reddit", "t1_kx9abc"),
        ("youtube", "UgxKREWxIgDrw8w2e_Z4AaABAg"),
        ("instagram", "Ddr9jGEmLMp"),
        ("facebook", "100_200"),
        ("bluesky", "at://did:plc:abc/app.bsky.feed.post/3jz"),
        ("survey", "c12"),
    ],
)
def test_a_reference_that_is_an_id_stays(tmp_path: Path, platform: str, reference: str) -> None:
    path = path_of(tmp_path)
    add(path, "a", [post(1, platform=platform, reply_to=reference)])
    assert table(path, "SELECT reply_to FROM posts") == [(reference,)]


def test_an_odd_id_is_known_by_the_post_that_has_it(tmp_path: Path) -> None:
    path = path_of(tmp_path)
    add(path, "a", [post(1, post_id="first-words"), post(2, reply_to="first-words")])
    assert table(path, "SELECT reply_to FROM posts WHERE post_id = '2'") == [("first-words",)]
