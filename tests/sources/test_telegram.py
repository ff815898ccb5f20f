"""What Telegram Desktop exports of channels and groups, and what of it is no post."""

from __future__ import annotations

import json
from typing import Any

import pytest
from exported import at, notes, posts, records

from postmortem.errors import MalformedExport

NOON = at(2026, 3, 1, 12)


def message(**changes: object) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": 2,
        "type": "message",
        "date": "2026-03-01T13:00:00",
        "date_unixtime": str(int(NOON.timestamp())),
        "from": "Anna",
        "from_id": "user901",
        "text": "hei",
    }
    return {**item, **changes}


def chat(*messages: dict[str, Any], kind: str = "public_supergroup", number: int = 17) -> str:
    return json.dumps({"name": "Nordlys", "type": kind, "id": number, "messages": list(messages)})


def test_the_instant_is_that_of_the_seconds_and_not_of_the_local_time() -> None:
    (post,) = posts(chat(message()), "telegram-desktop", tz="Asia/Tokyo")
    assert post.posted_at == NOON


def test_a_local_time_alone_asks_for_its_zone() -> None:
    old = message()
    del old["date_unixtime"]
    with pytest.raises(MalformedExport, match="--tz"):
        records(chat(old), "telegram-desktop")
    found = records(chat(old), "telegram-desktop", tz="Europe/Oslo")
    assert found[0].posted_at == NOON  # type: ignore[union-attr]
    assert "zone-assumed" in notes(found)


def test_ids_of_two_chats_are_not_one() -> None:
    (here,) = posts(chat(message(), number=17), "telegram-desktop")
    (there,) = posts(chat(message(), number=18), "telegram-desktop")
    assert here.post_id != there.post_id


def test_an_answer_names_the_message_of_its_own_chat() -> None:
    first, second = posts(chat(message(), message(id=3, reply_to_message_id=2)), "telegram-desktop")
    assert (second.kind, second.reply_to) == ("reply", first.post_id)


def test_pieces_of_text_are_one_text() -> None:
    pieces = ["hei ", {"type": "bold", "text": "der"}, "!"]
    (post,) = posts(chat(message(text=pieces)), "telegram-desktop")
    assert post.text == "hei der!"


def test_reactions_are_unknown_where_none_are_told_and_summed_where_they_are() -> None:
    told = message(id=3, reactions=[{"emoji": "x", "count": 3}, {"emoji": "y", "count": 2}])
    silent, loud = posts(chat(message(), told), "telegram-desktop")
    assert (silent.likes, loud.likes) == (None, 5)


def test_what_is_forwarded_is_a_repost() -> None:
    (post,) = posts(chat(message(forwarded_from="Nordlys")), "telegram-desktop")
    assert post.kind == "repost"


def test_what_telegram_says_itself_is_no_post() -> None:
    found = records(chat(message(), message(id=3, type="service")), "telegram-desktop")
    assert "events-left-out" in notes(found)
    assert len(found) == 2


def test_a_private_chat_is_not_read() -> None:
    with pytest.raises(MalformedExport, match="private"):
        records(chat(message(), kind="personal_chat"), "telegram-desktop")
