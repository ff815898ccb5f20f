"""Instagram download: everything an account posted, as its owner can download it.

Get it   Instagram → Settings → Accounts Centre → Your information → Export → format JSON (not HTML)
Holds    own posts, reels, stories and IGTV with caption and time; own comments below other posts;
         own Threads posts, which some downloads hold too
Lacks    all counts, ids and links; comments by others; what was deleted
Seen     `content/posts_1.json` until 2023, `your_instagram_activity/media/posts_1.json` since (also
         under `content/`); captions and times of single pictures stand with the picture; reels and
         stories under a key of their own; comments under keys in the account's language; profile in
         three places over the years; UTF-8 escaped byte by byte; facts from parsers' code
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
    media_post,
    meta,
    string_map_comment,
)
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import document
from postmortem.sources.objects.items import part, posts_of
from postmortem.sources.recognition import Recognition, has_all, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_IN = r"(?:your_instagram_activity/)?(?:content|media)/"
_POSTS = re.compile(rf"{_IN}(?:posts_\d+|reels|stories|igtv_videos)\.(json|html)")
_COMMENTS = re.compile(
    r"(?:your_instagram_activity/)?comments/(?:\w*post_comments\w*|reels_comments)\.(?:json|html)"
)
_THREADS = re.compile(r"(?:your_instagram_activity/)?threads/threads_and_replies\.(?:json|html)")
_PROFILE = "personal_information.json"
_ACCOUNT = re.compile(r"(?:your_instagram_activity|personal_information|account_information)/")
_MEDIA = re.compile(r"\.(?:jpe?g|png|webp|heic|mp4|mov|srt|html|txt)$", re.IGNORECASE)
_USERNAMES = frozenset(
    (
        "username", "benutzername", "brukernavn", "brugernavn", "användarnamn", "gebruikersnaam",
        "käyttäjänimi", "nom d’utilisateur", "nom d'utilisateur", "nombre de usuario",
        "nome utente", "nome de usuário", "nome de utilizador",
    )
)  # fmt: skip
"""What the key of the handle is called, in the languages whose word is plain."""
_ALONE = (
    ("item.media.item.uri", "item.media.item.creation_timestamp"),
    ("ig_reels_media.item.media.item.uri", "ig_reels_media.item.media.item.creation_timestamp"),
    ("ig_stories.item.uri", "ig_stories.item.creation_timestamp"),
    ("item.string_map_data.Comment.value", "item.string_map_data.Time.timestamp"),
)


def _recognise(peek: Peek) -> Recognition:
    """Fits the archive by a file of posts and one of the account, or a file of posts alone."""
    if not peek.members:
        return max((has_paths(peek, *paths) for paths in _ALONE), key=lambda fit: fit.matches)
    names = strip_root(peek.members)
    there = {"posts_1.json" for name in names if _POSTS.fullmatch(name)}
    there |= {_PROFILE for name in names if _ACCOUNT.match(name)}
    return alone(peek, has_all(("posts_1.json", _PROFILE), there))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    owner = _owner(export, options, tally)
    members: tuple[str | None, ...] = _post_files(export) or (None,)

    def record(number: int, item: dict[str, Any]) -> Post:
        if "string_map_data" in item:
            return string_map_comment(number, item, owner, clock, tally)
        return media_post(number, item, platform, owner, clock, tally)

    for member in members:
        platform = "threads" if member and _THREADS.search(member) else "instagram"
        posts = posts_of(list_elements(export, options, member), record, f"a post of {platform}")
        yield from (in_file(each, member) for each in posts)
    yield from tally.notes()
    profile = member_called(export.members, _PROFILE)
    others = [name for name in export.members if name not in (*members, profile)]
    yield from not_needed(name for name in others if not _MEDIA.search(name))


def _post_files(export: Export) -> tuple[str, ...]:
    """Return the files with posts and comments; MalformedExport when they are HTML."""
    patterns = (_POSTS, _COMMENTS, _THREADS)
    read = (n for n in export.members if any(pattern.search(n) for pattern in patterns))
    return json_files(export, read)


def _owner(export: Export, options: Options, tally: Tally) -> Owner:
    """Return the account out of its profile, whose keys are in its language."""
    member = member_called(export.members, _PROFILE)
    profile = part(document(export, options, member), "profile_user") if member else None
    entries = part(profile[0], "string_map_data") if isinstance(profile, list) and profile else None
    for key, entry in (entries or {}).items():
        if (meta({"key": key}, "key") or "").lower() in _USERNAMES:
            handle = (meta(entry, "value") or "").lower() or None
            return handle, handle
    tally.add("owner-unknown")
    return None, None


SOURCE = Source(
    name="instagram-download",
    platform="instagram",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
