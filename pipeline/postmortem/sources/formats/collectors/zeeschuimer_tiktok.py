"""TikTok videos or comments as a browser with the extension Zeeschuimer saw them, as NDJSON.

Get it   Zeeschuimer → TikTok (or TikTok comments) → switch on, scroll → .ndjson
Holds    videos by anyone: caption, handle, followers, likes, comments, shares, plays, saves; or the
         comments below them: text, handle, likes, answers, what they answer
Lacks    what was not scrolled past
Seen     videos with `id`, `createTime`, `desc`, `author.uniqueId`, `stats`; comments with `cid`,
         `create_time`, `text`, `aweme_id`, and `reply_id` of "0" at the top; times as seconds in
         UTC; facts from the code of the extension and of 4CAT
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.formats.collectors.zeeschuimer import from_site, items
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import number_at, part, posts_of, sound, text_at
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle, language
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition

_SITES = ("tiktok.com", "tiktok-comments")


def _recognise(peek: Peek) -> Recognition:
    """Fits items of TikTok: videos or comments."""
    video = from_site(peek, _SITES, "id", "createTime", "desc", "stats.diggCount")
    comment = from_site(peek, _SITES, "cid", "create_time", "text", "aweme_id")
    return comment if comment.certain else video


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    yield from posts_of(
        items(export, options),
        lambda number, item: _record(number, item, clock, tally),
        "a video or comment of TikTok",
    )
    yield from tally.notes()


def _record(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    make_post = _comment if "cid" in item else _video
    return make_post(number, item, clock, tally)


def _video(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    author = part(item, "author")
    name = handle(author if isinstance(author, str) else text_at(author, "uniqueId"))
    stats = item["stats"]
    return Post(
        number,
        "tiktok",
        str(item["id"]),
        clock.utc(unix_time(item["createTime"])),
        sound(text_at(item, "desc"), tally),
        author_id=text_at(author, "id") or name,
        author=name,
        lang=_language(item, "textLanguage"),
        url=f"https://www.tiktok.com/@{name}/video/{item['id']}",
        followers=number_at(item, "authorStats", "followerCount"),
        likes=number_at(stats, "diggCount"),
        reposts=number_at(stats, "shareCount"),
        replies=number_at(stats, "commentCount"),
        views=number_at(stats, "playCount"),
        saves=number_at(stats, "collectCount"),
    )


def _comment(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    video = str(item["aweme_id"])
    above = text_at(item, "reply_id")
    name = handle(text_at(item, "user", "unique_id"))
    return Post(
        number,
        "tiktok",
        str(item["cid"]),
        clock.utc(unix_time(item["create_time"])),
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "user", "uid") or name,
        author=name,
        kind="comment",
        lang=_language(item, "comment_language"),
        reply_to=video if above in (None, "0") else above,
        conversation=video,
        likes=number_at(item, "digg_count"),
        replies=number_at(item, "reply_comment_total"),
    )


def _language(item: dict[str, Any], key: str) -> str | None:
    """Return the language; TikTok says `un` where it does not know."""
    tag = text_at(item, key)
    return None if tag == "un" else language(tag)


SOURCE = Source(
    name="zeeschuimer-tiktok",
    platform="tiktok",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
