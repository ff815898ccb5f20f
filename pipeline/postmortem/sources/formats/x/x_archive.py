"""X archive: everything an account posted, as its owner can download it.

Get it   x.com → More → Settings → Your account → Download an archive; a day later a zip
Holds    all own posts, replies and reposts with likes and reposts as of the download, the full text
         of long posts (`note-tweet.js`), posts in communities and lately deleted ones
Lacks    posts by others, views, replies received; what a repost says past its 140th character
Seen     `data/tweets.js` since 2022, `data/tweet.js` before, `tweet.js` at the top until 2020;
         parts `tweets-part1.js`; `manifest.js` lists them; times in UTC; checked on a real archive
         of 2024
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from postmortem.model import Note, Post, Reject
from postmortem.sources.container.members import member_called, not_needed, strip_root
from postmortem.sources.formats.x.tweets import quoted_id, v1_kind
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import document, elements
from postmortem.sources.objects.twice import Twice
from postmortem.sources.recognition import Recognition, has_all, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError, handle, language, unescape, whole
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time
from postmortem.sources.values.x_posts import (
    first_made_at,
    made_at,
    own_counts,
    permalink,
    reposted_handle,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_POSTS = re.compile(
    r"(?:(?:.*/)?data/)?(?:tweets?|community-tweet|deleted-tweets)(?:-part\d+)?\.js"
)
_FOREIGN = re.compile(r"\.(?:csv|tsv|jsonl?|ndjson|xlsx?|zip|gz|zst)$")
_ALONE = "no other exports beside"
_ROOTS = ("tweet", "tweets", "communityTweet", "deletedTweet")
_MEDIA = re.compile(r"_media/|(?:^|/)assets/|\.(?:png|jpe?g|gif|mp4|html)$")


def _recognise(peek: Peek) -> Recognition:
    """Fits an archive with posts and account, or one of its post files alone."""
    if peek.members:
        names = strip_root(peek.members)
        there = {name.removeprefix("data/") for name in names}
        there |= {"tweets.js"} if any(map(_POSTS.fullmatch, names)) else set()
        there |= set() if any(map(_FOREIGN.search, names)) else {_ALONE}
        return has_all(("tweets.js", "account.js", _ALONE), there)
    if not peek.head.lstrip().startswith("window.YTD."):
        return Recognition(0, ("window.YTD.tweets",))
    in_wrapper = has_paths(peek, "item.tweet.id_str", "item.tweet.full_text")
    bare = has_paths(peek, "item.id_str", "item.full_text")
    return max(in_wrapper, bare, key=lambda fit: fit.matches)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    account = _account(export, options)
    notes = _long_texts(export, options)
    members = _post_files(export, options, tally)
    for member in members:
        for number, element in elements(export, options, member=member):
            try:
                if isinstance(element, Twice):
                    raise CellError(element)
                post = _post(number, element, account, notes, tally)
            except (CellError, KeyError, TypeError, AttributeError) as error:
                where = f"{member}: " if member else ""
                yield Reject(number, f"{where}no post ({error})", str(element)[:1000])
                continue
            if post is not None:
                yield post
    if not account:
        tally.add("account-unknown")
    yield from tally.notes()
    yield from _archive_notes(export, options, members)


def _post_files(export: Export, options: Options, tally: Tally) -> list[str | None]:
    """Return the files with posts, as the manifest lists them, else by their names."""
    if not export.members:
        return [None]
    files = [member for member in export.members if _POSTS.fullmatch(member)]
    manifest = member_called(export.members, "manifest.js")
    if manifest:
        data_types = document(export, options, manifest).get("dataTypes") or {}
        for root in _ROOTS:
            entries = (data_types.get(root) or {}).get("files") or ()
            for part in entries:
                if member := _member_of(export, part["fileName"]):
                    files.append(member)
                else:
                    tally.add("parts-missing", _count_of(part), part["fileName"])
    return [*sorted(set(files))]


def _member_of(export: Export, name: str) -> str | None:
    """Return the member that the manifest calls `name`, also where only `data` was copied out."""
    return member_called(export.members, name) or member_called(
        export.members, name.removeprefix("data/")
    )


def _count_of(part: dict[str, Any]) -> int:
    """Return how many posts the manifest says a part holds, at least one."""
    return max(1, int(part["count"])) if str(part.get("count")).isdigit() else 1


def _account(export: Export, options: Options) -> Mapping[str, str]:
    member = member_called(export.members, "account.js")
    if not member:
        return {}
    for _, element in elements(export, options, member=member):
        account = element.get("account") or {}
        return {
            "id": str(account.get("accountId") or ""),
            "name": handle(account.get("username")) or "",
        }
    return {}


def _long_texts(export: Export, options: Options) -> Mapping[str, list[str]]:
    """Return long texts by the second of their making: their ids are not those of the posts."""
    texts: dict[str, list[str]] = {}
    member = member_called(export.members, "note-tweet.js")
    if member:
        for _, element in elements(export, options, member=member):
            note = element.get("noteTweet") or {}
            text = (note.get("core") or {}).get("text")
            if text and note.get("createdAt"):
                second = iso_time(note["createdAt"]).isoformat(timespec="seconds")
                texts.setdefault(second, []).append(text)
    return texts


def _post(
    number: int,
    element: dict[str, Any],
    account: Mapping[str, str],
    notes: Mapping[str, list[str]],
    tally: Tally,
) -> Post | None:
    """Return the post of one element, None for a version that an edit replaced."""
    tweet = element.get("tweet") or element
    version_id = tweet["id_str"]
    edits = ((tweet.get("edit_info") or {}).get("initial") or {}).get("editTweetIds")
    if edits and version_id != edits[-1]:
        tally.add("edits-superseded")
        return None
    # An edit gives a post another id; a file made before it has the first one alone.
    post_id = str(edits[0]) if edits else version_id
    clock, created_at = Clock("UTC", "", tally), tweet.get("created_at")
    moment = clock.utc(made_at(version_id, created_at))
    cut = unescape(tweet["full_text"])
    text, had_halves = whole(_full(cut, notes.get(moment.isoformat(timespec="seconds"), ())))
    tally.add("surrogates-replaced", int(had_halves))
    kind = v1_kind(tweet, text)
    likes, reposts = own_counts(kind, tweet.get("favorite_count"), tweet.get("retweet_count"))
    if kind == "repost":
        tally.add("reposts-cut", int(reposted_handle(cut) is not None and cut.endswith("…")))
    name = account.get("name") or None
    return Post(
        number,
        "x",
        post_id,
        clock.utc(first_made_at(post_id, version_id, created_at)),
        text,
        author_id=account.get("id") or name,
        author=name,
        own=True,
        kind=kind,
        lang=language(tweet.get("lang")),
        url=permalink(name, version_id),
        reply_to=tweet.get("in_reply_to_status_id_str") or None,
        quote_of=quoted_id(tweet) if kind == "quote" else None,
        likes=likes,
        reposts=reposts,
    )


def _full(cut: str, candidates: list[str] | tuple[str, ...]) -> str:
    """Return the long text that `cut` is the beginning of, else `cut`."""
    start = re.split(r"…?\s*https://t\.co/\w+\s*$", cut)[0].rstrip("… ")
    for text in candidates:
        if text.startswith(start[:200]):
            return text
    return cut


def _archive_notes(export: Export, options: Options, members: list[str | None]) -> Iterator[Note]:
    if not export.members:
        return
    manifest = member_called(export.members, "manifest.js")
    if manifest:
        info = document(export, options, manifest).get("archiveInfo") or {}
        if info.get("generationDate"):
            yield Note("exported-at", str(info["generationDate"]))
    files_read = {*members, manifest}
    files_read |= {member_called(export.members, name) for name in ("account.js", "note-tweet.js")}
    yield from not_needed(m for m in export.members if m not in files_read and not _MEDIA.search(m))


SOURCE = Source(
    name="x-archive",
    platform="x",
    evidence="real file",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
