"""What Business Suite writes into its tables, and what must not be added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exported import at, notes, posts, records, table

from postmortem.errors import MalformedExport, UnrecognisedExport
from postmortem.model import Post
from postmortem.sources import Export, source_for

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, object]
FACEBOOK, INSTAGRAM = "meta-business-facebook", "meta-business-instagram"


def page(**changes: object) -> Row:
    row: Row = {
        "Post ID": "122158000000000777", "Page ID": "100", "Page name": "Nordlys Kaffe",
        "Title": "hei", "Description": "", "Publish time": "09/28/2026 18:12",
        "Permalink": "https://www.facebook.com/100/posts/122158000000000777",
        "Post type": "Photos", "Date": "Lifetime", "Views": "24,100", "Reach": "N/A",
        "Reactions": "1,020", "Comments": 231, "Shares": 39, "Total clicks": 512,
    }  # fmt: skip
    return {**row, **changes}


def account(**changes: object) -> Row:
    row: Row = {
        "Post ID": "180", "Account ID": "178", "Account username": "NordlysKaffe",
        "Description": "Cardamom ☕", "Publish time": "09/24/2026 15:30",
        "Permalink": "https://www.instagram.com/p/Ddr9jGEmLMp/", "Post type": "IG image",
        "Date": "Lifetime", "Views": 9, "Reach": 8, "Likes": 640, "Shares": 12, "Follows": 3,
        "Comments": 41, "Saves": 88,
    }  # fmt: skip
    return {**row, **changes}


def test_facebook_puts_the_words_into_the_title_and_else_the_description() -> None:
    rows = (page(), page(Title="", Description="a reel"))
    assert [p.text for p in posts(table(*rows), FACEBOOK, tz="UTC")] == ["hei", "a reel"]


def test_facebook_counts_under_its_own_names_and_na_is_nothing() -> None:
    (post,) = posts(table(page()), FACEBOOK, tz="UTC")
    assert (post.likes, post.replies, post.reposts, post.views, post.reach, post.clicks) == (
        1_020, 231, 39, 24_100, None, 512,
    )  # fmt: skip


def test_views_were_impressions_before() -> None:
    for row, source in ((page(), FACEBOOK), (account(), INSTAGRAM)):
        older = {("Impressions" if name == "Views" else name): v for name, v in row.items()}
        assert posts(table(older), source, tz="UTC")[0].views is not None


@pytest.mark.parametrize(("row", "source"), [(page, FACEBOOK), (account, INSTAGRAM)])
def test_a_row_for_a_day_is_the_post_without_counts(row: type, source: str) -> None:
    whole, day = posts(table(row(), row(Date="10/26/2026")), source, tz="UTC")
    assert whole.likes is not None
    assert (day.post_id, day.text) == (whole.post_id, whole.text)
    assert {day.likes, day.replies, day.reposts, day.views, day.reach, day.saves, day.clicks} == {
        None
    }


def test_times_of_facebook_need_a_zone_that_a_person_names() -> None:
    with pytest.raises(MalformedExport, match="--tz"):
        records(table(page()), FACEBOOK)
    (post,) = posts(table(page()), FACEBOOK, tz="America/Los_Angeles")
    assert post.posted_at == at(2026, 9, 29, 1, 12)


def test_the_code_in_a_link_of_instagram_proves_the_zone() -> None:
    (post,) = posts(table(account()), INSTAGRAM)
    assert post.posted_at == at(2026, 9, 24, 22, 30)


def test_instagram_saves_are_saves_and_the_caption_is_the_description() -> None:
    (post,) = posts(table(account()), INSTAGRAM)
    assert (post.text, post.saves, post.likes, post.author) == (
        "Cardamom ☕",
        88,
        640,
        "nordlyskaffe",
    )


def test_ids_that_a_spreadsheet_destroyed_are_told() -> None:
    found = records(table(page(**{"Post ID": "1.22158E+17"})), FACEBOOK, tz="UTC")
    assert [record.post_id for record in found if isinstance(record, Post)] == [None]
    assert "ids-destroyed" in notes(found)


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = table(page())
    marked = "\ufeff" + plain.replace("\n", "\r\n")
    assert posts(marked, FACEBOOK, tz="UTC") == posts(plain, FACEBOOK, tz="UTC")


GERMAN = {"Post ID": "Beitrags-ID", "Title": "Titel", "Publish time": "Zeitpunkt", "Date": "Datum"}
FRENCH = {"Post ID": "Identifiant", "Title": "Titre", "Publish time": "Publié le"}
NORWEGIAN = {"Account username": "Brukernavn", "Publish time": "Publisert", "Date": "Dato"}


@pytest.mark.parametrize(
    ("row", "words", "source"),
    [
        (page(), GERMAN, FACEBOOK),
        (page(), FRENCH, FACEBOOK),
        (account(), NORWEGIAN, INSTAGRAM),
    ],
)
def test_headers_of_another_language_are_refused_with_the_cure(
    row: Row, words: dict[str, str], source: str, tmp_path: Path
) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(table({words.get(name, name): cell for name, cell in row.items()}), "utf-8")
    with pytest.raises(UnrecognisedExport, match=f"{source}, but for headers in English"):
        source_for(Export(path))
