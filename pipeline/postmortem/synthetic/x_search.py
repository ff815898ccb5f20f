"""X as a search through API v2 returns it: pages of posts, with users and referenced posts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from postmortem.synthetic import story
from postmortem.synthetic.brand_posts import ACCOUNT_ID, OwnPost
from postmortem.synthetic.x_words import LIMIT, cut, escape, iso

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from postmortem.synthetic.audience import Mention
    from postmortem.synthetic.people import Person

_PAGE = 500
_BRAND = {
    "id": ACCOUNT_ID,
    "username": story.HANDLE,
    "name": "Nordlys Kaffe",
    "public_metrics": {"followers_count": 48_210},
}
_TYPES = {"reply": "replied_to", "quote": "quoted", "repost": "retweeted"}


def search_pages(audience: Sequence[Mention], own: Sequence[OwnPost]) -> bytes:
    """Return the search as JSONL, one page a line, newest first, with users and posts included."""
    newest_first = sorted(audience, key=lambda post: int(post.post_id), reverse=True)
    audience_posts = {post.post_id: post for post in audience}
    ours = {post.post_id: post for post in own}
    pages = [newest_first[i : i + _PAGE] for i in range(0, len(newest_first), _PAGE)]
    return b"".join(_line(_page(page, audience_posts, ours)) for page in pages)


def _page(
    page: Sequence[Mention], audience_posts: Mapping[str, Mention], ours: Mapping[str, OwnPost]
) -> dict[str, Any]:
    about = sorted({post.about for post in page if post.about})
    references = [
        _own_result(ours[name]) if name in ours else _result(audience_posts[name]) for name in about
    ]
    authors = {post.author for post in page}
    authors |= {audience_posts[name].author for name in about if name in audience_posts}
    users = [_user(author) for author in sorted(authors)]
    return {
        "data": [_result(post) for post in page],
        "includes": {"users": [*users, _BRAND], "tweets": references},
        "meta": {
            "newest_id": page[0].post_id,
            "oldest_id": page[-1].post_id,
            "result_count": len(page),
        },
    }


def _result(post: Mention) -> dict[str, Any]:
    result = _basis(post, post.author.account_id, post.author.language)
    result["public_metrics"] = _metrics(post.likes, post.reposts, 0)
    if post.about is not None:
        result["referenced_tweets"] = [{"type": _TYPES[post.kind], "id": post.about}]
    if post.kind == "reply" and post.about is not None:
        result["conversation_id"] = post.about
        result["in_reply_to_user_id"] = ACCOUNT_ID
    return result


def _own_result(post: OwnPost) -> dict[str, Any]:
    return {
        **_basis(post, ACCOUNT_ID, "en"),
        "public_metrics": _metrics(post.likes, post.reposts, post.replies),
    }


def _basis(post: Mention | OwnPost, author: str, language: str) -> dict[str, Any]:
    """Return the fields every result has; a long text is cut, and whole in `note_tweet`."""
    result: dict[str, Any] = {
        "id": post.post_id,
        "edit_history_tweet_ids": [post.post_id],
        "conversation_id": post.post_id,
        "created_at": iso(post.posted_at),
        "author_id": author,
        "lang": language,
        "text": escape(cut(post.text)),
    }
    if len(post.text) > LIMIT:
        result["note_tweet"] = {"text": escape(post.text)}
    return result


def _metrics(likes: int, reposts: int, replies: int) -> dict[str, int]:
    return {
        "retweet_count": reposts,
        "reply_count": replies,
        "like_count": likes,
        "quote_count": 0,
    }


def _user(author: Person) -> dict[str, Any]:
    return {
        "id": author.account_id,
        "username": author.handle,
        "name": author.handle.split("_")[0].capitalize(),
        "public_metrics": {"followers_count": author.followers},
    }


def _line(page: dict[str, Any]) -> bytes:
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
