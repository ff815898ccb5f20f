"""Facebook download: everything a person or page posted, as its owner can download it.

Get it   Facebook → Settings → Your information → Download → format JSON (not HTML)
Holds    own posts with text and time, the words of shared links and pictures where there is no
         text; own comments
Lacks    all counts, ids and links; comments by others; what was deleted
Seen     `posts/your_posts_1.json` until 2023,
         `your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json` since; an
         array, or one object where there is one post; comments in `comments_v2`; newer entries as
         `label_values`; UTF-8 escaped byte by byte; facts from parsers' code
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from postmortem.sources.container.members import member_called, not_needed, strip_root
from postmortem.sources.formats.meta.download import (
    Owner,
    alone,
    in_file,
    json_files,
    list_elements,
    meta,
    own_post,
)
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import document
from postmortem.sources.objects.items import part, posts_of, text_at
from postmortem.sources.recognition import Recognition, has_all, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Kind, Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_IN = r"(?:(?:your_facebook_activity|your_activity_across_facebook)/)?"
_POSTS = re.compile(rf"{_IN}posts/your_posts\w*\.(?:json|html)")
_COMMENTS = re.compile(
    rf"{_IN}(?:comments_and_reactions|comments)/comments(?:_\d+)?\.(?:json|html)"
)
_PROFILE = "profile_information.json"
_MEDIA = re.compile(r"\.(?:jpe?g|png|gif|webp|heic|mp4|mov|srt|html|txt)$", re.IGNORECASE)
_TEXT_LABELS = frozenset(("text", "post", "message", "description"))
_ALONE = (
    ("item.timestamp", "item.data.item.post", "item.attachments.item.data"),
    ("item.timestamp", "item.data.item.post", "item.title"),
    ("timestamp", "data.item.post", "title"),
    ("comments_v2.item.timestamp", "comments_v2.item.data.item.comment.comment"),
)


def _recognise(peek: Peek) -> Recognition:
    """Fits the archive by its file of posts, or that file alone, or the one of comments."""
    if not peek.members:
        fits = (has_paths(peek, *paths) for paths in _ALONE)
        return max(fits, key=lambda fit: (fit.certain, fit.matches))
    names = strip_root(peek.members)
    there = {"your_posts_1.json" for name in names if _POSTS.fullmatch(name)}
    return alone(peek, has_all(("your_posts_1.json",), there))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    owner = _owner(export, options, tally)
    members: tuple[str | None, ...] = _post_files(export) or (None,)

    def record(number: int, posts: dict[str, Any]) -> Post:
        return _record(number, posts, owner, clock, tally)

    for member in members:
        posts = posts_of(list_elements(export, options, member), record, "a post of Facebook")
        yield from (in_file(each, member) for each in posts)
    yield from tally.notes()
    profile = member_called(export.members, _PROFILE)
    others = [name for name in export.members if name not in (*members, profile)]
    yield from not_needed(name for name in others if not _MEDIA.search(name))


def _post_files(export: Export) -> tuple[str, ...]:
    """Return the files with posts and comments; MalformedExport when they are HTML."""
    posts = [name for name in export.members if _POSTS.search(name)]
    comments = [name for name in export.members if _COMMENTS.search(name)]
    return json_files(export, (*posts, *comments))


def _owner(export: Export, options: Options, tally: Tally) -> Owner:
    """Return the username and, where there is none, the name to tell the author by."""
    member = member_called(export.members, _PROFILE)
    profile = part(document(export, options, member), "profile_v2") if member else None
    handle = (meta(profile, "username") or "").lower() or None
    name = meta(profile, "name", "full_name")
    if not (handle or name):
        tally.add("owner-unknown")
    return handle or name, handle


def _record(number: int, item: dict[str, Any], owner: Owner, clock: Clock, tally: Tally) -> Post:
    """Return a post or comment; they lie in one another's files in some years."""
    comment = next(_below(item, "data", "comment"), None)
    labels = item.get("label_values")
    text = _text_by_label(labels) if labels else _text(item)
    if comment is not None:
        text = meta(comment, "comment")
    kind: Kind = "post" if comment is None else "comment"
    post = own_post(number, "facebook", item["timestamp"], text, owner, kind, clock, tally)
    post_id = text_at(item, "fbid")
    tally.add("ids-unknown", 0 if post_id else 1)
    return post._replace(post_id=post_id)


def _below(item: dict[str, Any], array: str, key: str) -> Iterator[Any]:
    """Yield what lies under `key` in each object of an array."""
    for entry in item.get(array) or ():
        if (value := part(entry, key)) is not None:
            yield value


def _text(item: dict[str, Any]) -> str | None:
    """Return the words of the post, else those of what it shows or shares."""
    for words in _below(item, "data", "post"):
        if words:
            return meta({"post": words}, "post")
    attachments = [each for group in _below(item, "attachments", "data") for each in group]
    for path in (("media", "description"), ("text",), ("external_context", "name")):
        for attachment in attachments:
            if text := meta(attachment, *path):
                return text
    return None


def _text_by_label(values: list[Any]) -> str | None:
    """Return the text among labelled values; the labels are in the account's language."""
    for value in values:
        if (meta(value, "label") or "").lower() in _TEXT_LABELS:
            return meta(value, "value")
    raise CellError("none of its labels is known; request the download with Facebook in English")


SOURCE = Source(
    name="facebook-download",
    platform="facebook",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
