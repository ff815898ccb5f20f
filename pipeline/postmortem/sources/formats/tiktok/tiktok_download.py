"""TikTok download, JSON: what one account posted and commented (user_data_tiktok.json).

Get it   TikTok → Settings → Account → Download your data → JSON; the zip can be read as it is
Holds    own videos with time, title and likes; own comments with time and text
Lacks    views, shares, comments received; videos and comments by others
Seen     roots `Post` and `Your Activity` since 2024, `Video` and `Activity` before; times in UTC,
         written without a zone; empty sections as null; likes as text; facts from parsers' code
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import elements
from postmortem.sources.objects.items import number_at, part, posts_of, sound, text_at
from postmortem.sources.recognition import Recognition
from postmortem.sources.source import Source
from postmortem.sources.values.cells import handle
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.ids import id_in_link
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_VIDEOS = (("Post", "Posts", "VideoList"), ("Video", "Videos", "VideoList"))
_COMMENTS = (("Comment", "Comments", "CommentsList"),)
_PROFILES = (
    ("Profile And Settings", "Profile Info", "ProfileMap"),
    ("Profile", "Profile Information", "ProfileMap"),
)
_ELSEWHERE = (
    "Watch History", "Video Browsing History", "Favorite Videos", "Like List", "Following List",
    "Following", "Follower List", "Follower", "Login History", "Searches", "Search History",
)  # fmt: skip
"""Sections that come before the posts and may fill the beginning of the file."""


def _recognise(peek: Peek) -> Recognition:
    """Fits the sections read, or two of those that stand before them."""
    lists = {".".join(path) for path in (*_VIDEOS, *_COMMENTS)}
    around = {f"{root}.{name}" for root in ("Activity", "Your Activity") for name in _ELSEWHERE}
    if lists & peek.keys or len(around & peek.keys) > 1:
        return Recognition(1)
    sections = len(around & peek.keys)
    return Recognition(sections, ("Post.Posts.VideoList or Your Activity.Watch History",))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    name = _owner(export, options)

    def video(number: int, item: dict[str, Any]) -> Post:
        return _video(number, item, name, clock, tally)

    def comment(number: int, item: dict[str, Any]) -> Post:
        return _comment(number, item, name, clock, tally)

    for path in _VIDEOS:
        yield from posts_of(elements(export, options, *path), video, "a video of TikTok")
    for path in _COMMENTS:
        yield from posts_of(elements(export, options, *path), comment, "a comment of TikTok")
    yield from tally.notes()


def _owner(export: Export, options: Options) -> str | None:
    for path in _PROFILES:
        for _, profile in elements(export, options, *path):
            if name := handle(text_at(profile, "userName")):
                return name
    return None


def _video(number: int, item: dict[str, Any], name: str | None, clock: Clock, tally: Tally) -> Post:
    link = text_at(item, "Link") or ""
    return Post(
        number,
        "tiktok",
        id_in_link(link),
        clock.utc(iso_time(item["Date"]).replace(tzinfo=UTC)),
        sound(text_at(item, "Title"), tally),
        author_id=name,
        author=name,
        own=True,
        url=link or None,
        likes=number_at(item, "Likes"),
    )


def _comment(
    number: int, item: dict[str, Any], name: str | None, clock: Clock, tally: Tally
) -> Post:
    link = text_at(item, "url") or ""
    date = part(item, "date") or item["Date"]
    return Post(
        number,
        "tiktok",
        None,
        clock.utc(iso_time(date).replace(tzinfo=UTC)),
        sound(text_at(item, "comment") or text_at(item, "Comment"), tally),
        author_id=name,
        author=name,
        own=True,
        kind="comment",
        reply_to=id_in_link(link),
    )


SOURCE = Source(
    name="tiktok-download",
    platform="tiktok",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
