"""X as the account's owner downloads it: the archive, and the content analytics."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from postmortem.synthetic import story
from postmortem.synthetic.brand_posts import ACCOUNT_ID, OwnPost
from postmortem.synthetic.x_words import LIMIT, cut, day_only, escape, iso, old_style

if TYPE_CHECKING:
    from collections.abc import Sequence

_ANALYTICS = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements",
    "Bookmarks", "Shares", "New follows", "Replies", "Reposts", "Profile visits",
    "Detail Expands", "URL Clicks", "Hashtag Clicks", "Permalink Clicks",
)  # fmt: skip
_SOURCE = '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>'
_ACCOUNT = {
    "account": {
        "email": "post@nordlyskaffe.example",
        "createdVia": "web",
        "username": story.HANDLE,
        "accountId": ACCOUNT_ID,
        "createdAt": "2019-10-30T08:12:44.000Z",
        "accountDisplayName": "Nordlys Kaffe",
    }
}


def archive(own: Sequence[OwnPost]) -> dict[str, bytes]:
    """Return the members of the account's archive; what was deleted is in its own file."""
    visible = [post for post in own if post.text != story.OFFENCE]
    deleted_posts = [post for post in own if post.text == story.OFFENCE]
    parts = {
        "tweets": [_archive_entry(post) for post in reversed(visible)],
        "note-tweet": [_note(post) for post in visible if len(post.text) > LIMIT],
        "deleted-tweets": [_archive_entry(post, story.DELETED_AT) for post in deleted_posts],
        "account": [_ACCOUNT],
    }
    members = {f"data/{name}.js": _script(name, rows) for name, rows in parts.items()}
    return {"data/manifest.js": _manifest(parts), **members}


def analytics(own: Sequence[OwnPost]) -> bytes:
    """Return the content analytics of 2024 and later: a day, no time, thousands with a comma."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_ANALYTICS)
    for post in reversed(own):
        if post.text != story.OFFENCE:
            writer.writerow(_analytics_row(post))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _analytics_row(post: OwnPost) -> list[str | int]:
    engagements = post.likes + post.replies + post.reposts + post.clicks
    return [
        post.post_id, day_only(post.posted_at), _reply_fields(post),
        f"https://x.com/{story.HANDLE}/status/{post.post_id}",
        f"{post.views:,}", f"{post.likes:,}", f"{engagements:,}", post.likes // 20,
        post.reposts // 4, post.likes // 60, f"{post.replies:,}", f"{post.reposts:,}",
        post.clicks // 3, post.clicks // 2, post.clicks // 5, 0, post.clicks // 9,
    ]  # fmt: skip


def _reply_fields(post: OwnPost) -> str:
    """Return the text as X shows it: an answer begins with whom it answers."""
    return post.text if post.reply_to is None else f"@{post.reply_to_handle} {post.text}"


def _archive_entry(post: OwnPost, deleted_at: datetime | None = None) -> dict[str, Any]:
    """Return a post as the archive writes it: every number is a string."""
    text = escape(cut(_reply_fields(post)))
    tweet: dict[str, Any] = {
        "edit_info": {"initial": {
            "editTweetIds": [post.post_id],
            "editableUntil": iso(post.posted_at + timedelta(hours=1)),
            "editsRemaining": "5",
            "isEditEligible": post.reply_to is None,
        }},
        "retweeted": False,
        "source": _SOURCE,
        "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": str(post.likes),
        "id_str": post.post_id,
        "truncated": False,
        "retweet_count": str(post.reposts),
        "id": post.post_id,
        "created_at": old_style(post.posted_at),
        "favorited": False,
        "full_text": text,
        "lang": "en",
    }  # fmt: skip
    if post.reply_to is not None:
        tweet |= {
            "in_reply_to_status_id": post.reply_to,
            "in_reply_to_status_id_str": post.reply_to,
            "in_reply_to_screen_name": post.reply_to_handle,
        }
    if deleted_at is not None:
        tweet["deleted_at"] = old_style(deleted_at)
    return {"tweet": tweet}


def _note(post: OwnPost) -> dict[str, Any]:
    """Return the whole of a long post; its note has an id of its own."""
    when = iso(post.posted_at)
    return {
        "noteTweet": {
            "noteTweetId": str(int(post.post_id) - 4_194_304),
            "updatedAt": when,
            "lifecycle": {"value": "1", "name": "Active", "originalName": "Active"},
            "createdAt": when,
            "core": {"styletags": [], "urls": [], "text": post.text, "mentions": [],
                     "cashtags": [], "hashtags": []},
        }
    }  # fmt: skip


def _manifest(parts: dict[str, list[Any]]) -> bytes:
    """Return the file that says which parts there are."""
    types = {
        _camel(name): {
            "files": [
                {
                    "fileName": f"data/{name}.js",
                    "globalName": f"YTD.{name.replace('-', '_')}.part0",
                    "count": str(len(rows)),
                }
            ]
        }
        for name, rows in parts.items()
    }
    config = {
        "userInfo": {
            "accountId": ACCOUNT_ID,
            "userName": story.HANDLE,
            "displayName": "Nordlys Kaffe",
        },
        "archiveInfo": {
            "sizeBytes": "0",
            "generationDate": iso(story.EXPORTED_AT),
            "isPartialArchive": False,
            "maxPartSizeBytes": "53687091200",
        },
        "dataTypes": types,
    }
    return f"window.__THAR_CONFIG = {json.dumps(config, indent=2)}".encode()


def _script(name: str, rows: Sequence[Any]) -> bytes:
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    return f"window.YTD.{name.replace('-', '_')}.part0 = {text}".encode()


def _camel(name: str) -> str:
    head, *rest = name.split("-")
    return head + "".join(word.capitalize() for word in rest)
