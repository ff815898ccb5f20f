"""What CrowdTangle did to posts of Facebook and Instagram, and how it is undone."""

from __future__ import annotations

import pytest
from exported import at, posts, records, table

from postmortem.model import Reject
from postmortem.sources.formats.meta.crowdtangle_facebook import SOURCE
from postmortem.sources.peek import Peek

Row = dict[str, object]
SCORE = "Overperforming Score (weighted  —  Likes 1x Shares 3x Comments 2x )"


def facebook(**changes: object) -> Row:
    row: Row = {
        "Page Name": "Nordlys", "User Name": "nordlyskaffe", "Facebook Id": "100",
        "Followers at Posting": "18,400", "Post Created": "2021-07-06 16:45:20 EDT",
        "Type": "Photo", "Total Interactions": "1,310", "Likes": "1,204", "Comments": 5,
        "Shares": 6, "Love": 1, "Wow": 1, "Haha": 1, "Sad": 1, "Angry": 1, "Care": 1,
        "Post Views": 0, "URL": "https://www.facebook.com/nordlyskaffe/posts/77/",
        "Message": "hei", "Link Text": "", "Description": "", SCORE: "-1,234.5",
    }  # fmt: skip
    return {**row, **changes}


def instagram(**changes: object) -> Row:
    row: Row = {
        "Account": "Nordlys", "User Name": "nordlyskaffe", "Followers at Posting": 9,
        "Post Created": "2021-07-07 09:00:00 UTC", "Type": "Photo", "Likes": 1, "Comments": 2,
        "Views": 0, "URL": "https://www.instagram.com/p/CRBSfdTgAMJ/", "Title": "",
        "Description": "hei", SCORE: 1,
    }  # fmt: skip
    return {**row, **changes}


@pytest.mark.parametrize(
    ("said", "hour"), [("2021-07-06 12:00:00 EDT", 16), ("2021-12-06 12:00:00 EST", 17)]
)
def test_abbreviations_tell_summer_from_winter(said: str, hour: int) -> None:
    (post,) = posts(table(facebook(**{"Post Created": said})), "crowdtangle-facebook")
    assert post.posted_at.hour == hour


def test_an_abbreviation_of_several_zones_needs_one_to_be_named() -> None:
    content = table(facebook(**{"Post Created": "2021-07-06 12:00:00 IST"}))
    (reject,) = records(content, "crowdtangle-facebook")
    assert isinstance(reject, Reject)
    assert "the zone IST may be that of Asia/Kolkata" in reject.reason
    assert "--tz" in reject.reason
    (post,) = posts(content, "crowdtangle-facebook", tz="Asia/Kolkata")
    assert post.posted_at == at(2021, 7, 6, 6, 30)


def test_instagram_codes_tell_the_hour_an_abbreviation_does_not() -> None:
    row = instagram(**{"Post Created": "2021-07-07 14:30:00 IST"})
    (post,) = posts(table(row), "crowdtangle-instagram")
    assert post.posted_at.replace(second=0, microsecond=0) == at(2021, 7, 7, 9, 0)


@pytest.mark.parametrize("weights", ["(weighted — Likes 1x)", "(weighted â€” Shares 5x)", ""])
def test_the_score_is_known_by_its_beginning_alone(weights: str) -> None:
    row = facebook()
    row[f"Overperforming Score {weights}".strip()] = row.pop(SCORE)
    assert SOURCE.recognise(Peek("a", head=table(row))).certain


def test_likes_are_all_reactions_as_facebook_counts_them() -> None:
    (post,) = posts(table(facebook()), "crowdtangle-facebook")
    assert (post.likes, post.followers) == (1210, 18400)


def test_the_id_is_the_end_of_the_link() -> None:
    (post,) = posts(table(facebook()), "crowdtangle-facebook")
    assert post.post_id == "77"


def test_a_post_without_words_of_its_own_is_told_by_its_link() -> None:
    row = facebook(**{"Message": "", "Link Text": "How we roast"})
    (post,) = posts(table(row), "crowdtangle-facebook")
    assert post.text == "How we roast"


@pytest.mark.parametrize(
    ("row", "source"),
    [(facebook(), "crowdtangle-facebook"), (instagram(), "crowdtangle-instagram")],
)
def test_pictures_have_no_views_rather_than_none_at_all(row: Row, source: str) -> None:
    (post,) = posts(table(row), source)
    assert post.views is None


def test_groups_have_a_name_where_pages_do() -> None:
    row = facebook(**{"User Name": ""})
    row["Group Name"] = row.pop("Page Name")
    (post,) = posts(table(row), "crowdtangle-facebook")
    assert (post.author, post.author_id) == (None, "100")


def test_headers_in_small_letters_are_the_same_headers() -> None:
    for row, source in ((facebook(), SOURCE.name), (instagram(), "crowdtangle-instagram")):
        lowered = {name.lower(): value for name, value in row.items()}
        assert posts(table(lowered), source) == posts(table(row), source)
