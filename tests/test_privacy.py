"""What is kept of a person is a mask or a keyed hash; what is no person's stays readable."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from postmortem.privacy import mask, pseudonym

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("@ann", "@user"),
        ("thanks @Ann_B!", "thanks @user!"),
        ("@ann.b on instagram.", "@user on instagram."),
        ("@ann@example.social said", "@user said"),
        ("＠ann", "@user"),
        (".@ann (@bob)", ".@user (@user)"),
        ("RT @ann: hello", "RT @user: hello"),
        ("https://example.social/@ann/1", "https://example.social/@user/1"),
        ("write to ann.b+c@mail.example.org", "write to [email]"),
        ("ann@example.org, bob@example.org.", "[email], [email]."),
        ("call +47 22 33 44 55", "call [phone]"),
        ("(555) 123-4567 or 555-0199", "[phone] or [phone]"),
        ("tel:+14155550199", "tel:[phone]"),
        ("my IBAN GB82 WEST 1234 5698 7654 32", "my IBAN [iban]"),
        ("NO9386011117947", "[iban]"),
        ("see https://example.org/a?user=ann&t=1#top now", "see https://example.org/a now"),
        ("https://x.com/ann/status/123?s=20", "https://x.com/i/status/123"),
        ("٠١٢٣٤٥٦٧٨", "[phone]"),
        ("Ring 22334455 / 99887766", "Ring [phone] / [phone]"),
        ("call 555-123-4567 555-765-4321", "call [phone] [phone]"),
        ("(555) 123-4567 / (555) 765-4321 now", "[phone] / [phone] now"),
        ("22 33 44 55 99 88 77 66", "[phone]"),
        ("+47 22 33 44 55 +46 8 123 456 78", "[phone] [phone]"),
        ("22334455 99887766 11223344", "[phone] [phone] [phone]"),
        ("see instagram.com/ann.b_c", "see instagram.com/user"),
        ("https://www.instagram.com/stories/ann/1/", "https://www.instagram.com/stories/user/1/"),
        ("facebook.com/ann.berg/posts/12, he said", "facebook.com/user/posts/12, he said"),
        ("https://x.com/ann.", "https://x.com/user."),
        ("Twitter.com/ann", "Twitter.com/user"),
        ("tiktok.com/@ann and threads.net/@ann.b", "tiktok.com/@user and threads.net/@user"),
        ("thanks u/ann-b, /u/bob_c (u/carl)", "thanks u/user, /u/user (u/user)"),
        (
            "https://www.reddit.com/user/ann/comments/1",
            "https://www.reddit.com/user/user/comments/1",
        ),
        ("linkedin.com/in/ann-berg-123", "linkedin.com/in/user"),
    ],
)
def test_a_person_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nothing to see at 14:30, gate 12.",
        "on 2024-05-01 and 01/05/2024, in 2010-2020",
        "2024-05-01 10:20",
        "10,000,000 views, 1 000 000 likes, 1.000.000 € and 3.14159265",
        "order 123456",
        "id 1768000000000000000",
        "FR76 IS NOT A BANK",
        "https://example.org/path/to/page",
        "email me @ noon",
        "#hashtag & 100% @",
        "5-0 in the final",
        "2019 2020 2021 2022",
        "2024-05-01 - 2024-05-03 and 01.05.2024 - 02.05.2024",
        "from 1 000 000 / 2 000 000 to 1.000.000 - 2.000.000",
        "1768000000000000000 1768000000000000001",
        "https://www.instagram.com/p/Ddr9jGEmLMp/",
        "https://www.facebook.com/groups/12/permalink/3 and facebook.com/profile.php",
        "https://x.com/i/status/123 or x.com/search",
        "https://www.reddit.com/r/travel/comments/abc12/",
        "menu/drinks, w/o, and/or, u/s",
        "example.com/ann and netflix.com/title",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert mask(text) == text


def test_handles_that_are_no_persons_stay() -> None:
    kept = frozenset({"thunderair"})
    assert mask("instagram.com/ThunderAir u/ann", kept) == "instagram.com/ThunderAir u/user"
    assert mask("@ThunderAir @ann @thunderair_help", kept) == "@ThunderAir @user @user"


@given(some.text(max_size=60), some.from_regex(r"[a-z]{3,8}", fullmatch=True))
def test_no_handle_survives_in_any_surroundings(around: str, name: str) -> None:
    assert f"@{name}" not in mask(f"{around} @{name} {around}").replace("@user", "")


@given(some.text(max_size=200))
def test_any_text_can_be_masked(text: str) -> None:
    assert not re.search(r"[\w.]@\w+\.[a-z]{2}", mask(text))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000 + " b@c",
        "a.b@" * 20_000,
        "1 " * 50_000,
        "12-" * 50_000 + "a",
        "x.com/" * 20_000,
        "x.com/" + "a." * 50_000,
        "u/" * 50_000,
        "+" * 50_000 + "1",
        "a." * 50_000 + "@",
    ],
)
def test_long_odd_texts_are_masked_in_linear_time(text: str) -> None:
    mask(text)


def test_a_pseudonym_depends_on_key_platform_and_account_alone() -> None:
    name = pseudonym(KEY, "x", "ann")
    assert re.fullmatch("[0-9a-f]{16}", name)
    assert name == pseudonym(KEY, "x", "@Ann ")
    assert (
        len(
            {
                name,
                pseudonym(b"o" * 32, "x", "ann"),
                pseudonym(KEY, "y", "ann"),
                pseudonym(KEY, "x", "anne"),
            }
        )
        == 4
    )
