"""The other exports: Instagram, Mastodon, LinkedIn, and the table about the rival."""

from __future__ import annotations

import csv
import html
import io
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from postmortem.synthetic import story
from postmortem.synthetic.ids import instagram_shortcode, linkedin_id, mastodon_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.random import Generator

    from postmortem.synthetic.audience import Mention
    from postmortem.synthetic.brand_posts import OwnPost

_BOM = b"\xef\xbb\xbf"
_META_ZONE = ZoneInfo("America/Los_Angeles")
_META = (
    "Post ID", "Account ID", "Account username", "Account name", "Description", "Duration (sec)",
    "Publish time", "Permalink", "Post type", "Data comment", "Date", "Views", "Reach", "Likes",
    "Shares", "Follows", "Comments", "Saves",
)  # fmt: skip
_COMMENTS = (
    "Comment ID",
    "Published",
    "Username",
    "Comment text",
    "Likes",
    "Platform",
    "In reply to",
)
_RIVAL = (
    "Document ID", "Date", "Platform", "Author", "Followers", "Language", "Message",
    "Likes", "Reposts",
)  # fmt: skip
_FIRST_DOCUMENT = 9_223_372_036_854_770_000
_ACTOR = "https://fjord.example/users/nordlyskaffe"
_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def instagram_content(own: Sequence[OwnPost], random: Generator) -> bytes:
    """Return Meta Business Suite's content CSV; its times are Pacific and name no zone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(_META)
    for post in reversed(own):
        code = instagram_shortcode(post.posted_at, int(random.integers(1 << 23)))
        local = post.posted_at.astimezone(_META_ZONE)
        writer.writerow(
            [post.post_id, 17_841_405_000_000_123, story.INSTAGRAM,
             "Nordlys Kaffe", post.text, 0, f"{local:%m/%d/%Y %H:%M}",
             f"https://www.instagram.com/p/{code}/", "IG image", "", "Lifetime", post.views,
             post.views * 7 // 9, post.likes, post.reposts, post.likes // 50, post.replies,
             post.likes // 12]
        )  # fmt: skip
    return _BOM + out.getvalue().encode()


def instagram_comments(
    audience: Sequence[Mention], answers: Sequence[OwnPost], pictures: Sequence[OwnPost]
) -> bytes:
    """Return a comment tool's table: semicolons, Oslo's time with no zone, the last row torn."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(_COMMENTS)
    rows = [
        (post.posted_at, post.post_id, post.author.handle, post.text, post.likes,
         _picture_on_top(pictures, post.posted_at))
        for post in audience
    ]  # fmt: skip
    rows += [
        (post.posted_at, post.post_id, story.INSTAGRAM, post.text, post.likes, post.reply_to or "")
        for post in answers
    ]
    for at, *cells, about in sorted(rows):
        name, author, text, likes = cells
        local = f"{at.astimezone(story.ZONE):%Y-%m-%d %H:%M:%S}"
        writer.writerow([name, local, author, text, likes, "instagram", about])
    last_row = f'18092771999999999;{story.ENDS_AT:%Y-%m-%d};linsel_0098;"I wanted'
    return _BOM + (out.getvalue() + last_row).encode()


def _picture_on_top(pictures: Sequence[OwnPost], at: datetime) -> str:
    """Return the id of the picture that was on top at `at`."""
    before = [post.post_id for post in pictures if post.posted_at < at]
    return before[-1] if before else pictures[0].post_id


def mastodon_outbox(own: Sequence[OwnPost], random: Generator) -> bytes:
    """Return outbox.json: texts as HTML, a boost among them, and no counts."""
    items = [_create_activity(post, mastodon_id(post.posted_at, int(random.integers(1 << 16))))
             for post in own]  # fmt: skip
    boosted_at = own[2].posted_at.replace(minute=58)
    boost = {
        "id": f"{_ACTOR}/statuses/{mastodon_id(boosted_at, 7)}/activity",
        "type": "Announce",
        "actor": _ACTOR,
        "published": f"{boosted_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "to": [_PUBLIC],
        "object": "https://havn.example/users/searescue/statuses/116100000000000001",
    }
    outbox = {
        "@context": "https://www.w3.org/ns/activitystreams",
        "id": "outbox.json",
        "type": "OrderedCollection",
        "totalItems": len(items),
        "orderedItems": [*items[:3], boost, *items[3:]],
    }
    return json.dumps(outbox, ensure_ascii=False, indent=1).encode()


def linkedin_shares(own: Sequence[OwnPost], random: Generator) -> bytes:
    r"""Return Shares.csv, which writes each line break inside a text as `"\n"`, quotes and all."""
    lines = ["Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility"]
    for post in reversed(own):
        when = f"{post.posted_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
        urn = f"urn%3Ali%3Ashare%3A{linkedin_id(post.posted_at, int(random.integers(1 << 22)))}"
        text = post.text.replace('"', '""').replace("\n", '""\n""')
        link = f"https://www.linkedin.com/feed/update/{urn}"
        lines.append(f'{when},{link},"{text}","","",MEMBER_NETWORK')
    return ("\n".join(lines) + "\n").encode()


def rival_table(audience: Sequence[Mention]) -> bytes:
    """Return a listening tool's table, whose document ids run past the largest signed 64-bit."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_RIVAL)
    for number, post in enumerate(audience):
        local = post.posted_at.astimezone(story.ZONE)
        writer.writerow(
            [_FIRST_DOCUMENT + number * 5, local.isoformat(timespec="seconds"), "forum",
             post.author.handle, post.author.followers, post.author.language, post.text,
             post.likes, post.reposts]
        )  # fmt: skip
    return out.getvalue().encode()


def _create_activity(post: OwnPost, number: str) -> dict[str, Any]:
    paragraphs = html.escape(post.text, quote=False).split("\n\n")
    content = "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in paragraphs)
    timestamp = f"{post.posted_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    address = f"{_ACTOR}/statuses/{number}"
    return {
        "id": f"{address}/activity",
        "type": "Create",
        "actor": _ACTOR,
        "published": timestamp,
        "to": [_PUBLIC],
        "object": {
            "id": address,
            "type": "Note",
            "summary": None,
            "inReplyTo": None,
            "published": timestamp,
            "url": f"https://fjord.example/@nordlyskaffe/{number}",
            "attributedTo": _ACTOR,
            "sensitive": False,
            "content": content,
            "contentMap": {"en": content},
            "attachment": [],
        },
    }
