"""Threads download: everything an account posted on Threads, as its owner can download it.

Get it   Threads → Settings → Account → Download your information → format JSON (not HTML)
Holds    own posts and replies with text and time
Lacks    all counts, ids and links; which posts are replies, and to what; posts by others
Seen     `threads/threads_and_replies.json`, under `your_instagram_activity/` or not; posts in
         `text_post_app_text_posts` or under another key; the text of a post without picture stands
         with a picture whose address is empty; UTF-8 escaped byte by byte; facts from parsers' code
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.model import Note
from postmortem.sources.container.members import not_needed, strip_root
from postmortem.sources.formats.meta.download import (
    alone,
    in_file,
    json_files,
    list_elements,
    media_post,
)
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import posts_of
from postmortem.sources.recognition import Recognition, has_all
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_POSTS = re.compile(r"(?:your_instagram_activity/)?(?:threads/)?threads_and_replies\.(?:json|html)")
_INSTAGRAM = re.compile(r"(?:your_instagram_activity/)?(?:content|media)/posts_\d+\.(?:json|html)")
_KEY = "text_post_app_"
_BELOW = (".item.media.item.title", ".item.media.item.creation_timestamp")


def _recognise(peek: Peek) -> Recognition:
    """Fits the file of posts, alone or in an archive that is not Instagram's too."""
    if peek.members:
        names = strip_root(peek.members)
        there = {"threads_and_replies.json" for name in names if _POSTS.fullmatch(name)}
        if there and any(_INSTAGRAM.fullmatch(name) for name in names):
            return Recognition(1, ("an archive of Threads alone",))
        return alone(peek, has_all(("threads_and_replies.json",), there))
    roots = [key for key in peek.keys if key.startswith(_KEY) and "." not in key]
    paths = tuple(f"{roots[0] if roots else _KEY}{path}" for path in _BELOW)
    return has_all(paths, peek.keys)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    tally.add("owner-unknown")
    there = (name for name in export.members if _POSTS.search(name))
    members: tuple[str | None, ...] = json_files(export, there) or (None,)
    for member in members:
        posts = posts_of(
            list_elements(export, options, member),
            lambda number, item: media_post(number, item, "threads", (None, None), clock, tally),
            "a post of Threads",
        )
        yield from (in_file(each, member) for each in posts)
    yield from tally.notes()
    yield Note.of("replies-unmarked", platform="Threads")
    yield from not_needed(name for name in export.members if name not in members)


SOURCE = Source(
    name="threads-download",
    platform="threads",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
