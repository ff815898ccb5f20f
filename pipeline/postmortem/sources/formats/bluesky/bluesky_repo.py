"""Bluesky repository, CAR: everything an account posted and reposted, as its owner can download it.

Get it   Bluesky → Settings → Account → Export my data → Download CAR file
Holds    own posts, replies and quotes with time, text and languages; own reposts, without the text
         of what was reposted
Lacks    likes, reposts and replies received; posts by others; the handle (the account's id stands
         for it); deleted posts
Seen     a content-addressed archive (CAR version 1) of DAG-CBOR blocks: a commit, a search tree
         with keys like `app.bsky.feed.post/…`, and records; times in UTC; needs the library
         libipld; facts from the protocol's documentation
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from postmortem.errors import MalformedExport
from postmortem.model import Post
from postmortem.sources.formats.bluesky.records import POSTS, kind_of, quoted_uri, tongue, web_link
from postmortem.sources.notes import Tally
from postmortem.sources.objects.items import posts_of, require_text, sound, text_at
from postmortem.sources.recognition import Recognition
from postmortem.sources.source import Source
from postmortem.sources.values.cells import CellError
from postmortem.sources.values.clock import Clock
from postmortem.sources.values.times import iso_time

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from postmortem.model import Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_REPOSTS = "app.bsky.feed.repost"
_CID = 36
"""Bytes of the ids of blocks: version 1, DAG-CBOR, SHA-256."""
_BLOCK = 2**24
"""Most bytes of a block; the protocol allows 1 MiB."""
_MARKS = (b"eroots", b"gversion\x01")


def _recognise(peek: Peek) -> Recognition:
    """Fits the header of a CAR of version 1."""
    missing = tuple(mark.decode("ascii", "replace") for mark in _MARKS if mark not in peek.start)
    return Recognition(len(_MARKS) - len(missing), missing)


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)
    did, keys, records = _repository(export)

    def post(number: int, entry: dict[str, Any]) -> Post:
        make_post = _repost if entry["key"].startswith(_REPOSTS) else _post
        return make_post(number, did, entry["key"], entry["record"], clock, tally)

    entries = (
        (number, {"key": key, "record": records.get(cid)})
        for number, (key, cid) in enumerate(sorted(keys.items()), start=1)
    )
    yield from posts_of(entries, post, "a record of Bluesky")
    yield from tally.notes()


def _repository(export: Export) -> tuple[str, dict[str, bytes], dict[bytes, Any]]:
    """Return the account, its posts and reposts by key, and their records by block id.

    The tree is not walked: its nodes are taken as they come, and every key names its record.
    """
    did = ""
    keys: dict[str, bytes] = {}
    records: dict[bytes, Any] = {}
    with export.open_binary() as stream:
        for cid, block in _blocks(stream, export.name):
            if not isinstance(block, dict):
                continue
            if block.get("$type") in (POSTS, _REPOSTS):
                records[cid] = block
            elif isinstance(block.get("e"), list):
                keys.update(_entries(block["e"], export.name))
            elif "did" in block and "data" in block:
                did = str(block["did"])
    if not did:
        raise MalformedExport(f"{export.name}: is a CAR file, but of no Bluesky account.")
    return did, keys, records


def _entries(entries: list[Any], name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the keys of posts in a node, each written as what it shares with the one before."""
    before = b""
    for entry in entries:
        try:
            before = before[: entry["p"]] + entry["k"]
            key, cid = before.decode("ascii"), bytes(entry["v"])
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedExport(f"{name}: its search tree is broken ({error}).") from error
        if key.startswith((f"{POSTS}/", f"{_REPOSTS}/")):
            yield key, cid


def _blocks(stream: io.BufferedReader, name: str) -> Iterator[tuple[bytes, Any]]:
    """Yield the id and the content of each block behind the header."""
    try:
        # An extra, so that not even its types may be there when ours are checked.
        libipld = importlib.import_module("libipld")
    except ImportError as error:
        raise MalformedExport(
            f"{name}: is a repository of Bluesky, which takes one more library to read: "
            "pip install 'social-postmortem[car]'."
        ) from error
    _read_exactly(stream, _varint(stream, name), name)
    while (size := _varint(stream, name)) >= 0:
        block = _read_exactly(stream, size, name)
        try:
            yield block[:_CID], libipld.decode_dag_cbor(block[_CID:])
        except (ValueError, RecursionError) as error:
            raise MalformedExport(f"{name}: a block of it is broken ({error}).") from error


def _varint(stream: io.BufferedReader, name: str) -> int:
    """Return the next length, −1 at the end of the file."""
    number = shift = 0
    while byte := stream.read(1):
        number |= (byte[0] & 0x7F) << shift
        shift += 7
        if byte[0] < 0x80:
            return number
        if shift > 35:
            raise MalformedExport(f"{name}: is no CAR file that can be read.")
    if shift:
        raise MalformedExport(f"{name}: is cut off. Download it again.")
    return -1


def _read_exactly(stream: io.BufferedReader, size: int, name: str) -> bytes:
    if not 0 <= size <= _BLOCK:
        raise MalformedExport(f"{name}: is no CAR file that can be read.")
    block = stream.read(size)
    if len(block) < size:
        raise MalformedExport(f"{name}: is cut off. Download it again.")
    return block


def _post(number: int, did: str, key: str, record: Any, clock: Clock, tally: Tally) -> Post:
    uri = f"at://{did}/{key}"
    return Post(
        number,
        "bluesky",
        uri,
        clock.utc(iso_time(require_text(record, "createdAt"))),
        sound(text_at(record, "text"), tally),
        author_id=did,
        own=True,
        kind=kind_of(record),
        lang=tongue(record),
        url=web_link(None, uri),
        reply_to=text_at(record, "reply", "parent", "uri"),
        quote_of=quoted_uri(record),
        conversation=text_at(record, "reply", "root", "uri") or uri,
    )


def _repost(number: int, did: str, key: str, record: Any, clock: Clock, tally: Tally) -> Post:
    original = text_at(record, "subject", "uri")
    if original is None:
        raise CellError("it repeats nothing")
    tally.add("reposts-without-text")
    moment = clock.utc(iso_time(require_text(record, "createdAt")))
    return Post(
        number, "bluesky", f"at://{did}/{key}", moment, "", did, own=True, kind="repost",
        repost_of=original,
    )  # fmt: skip


SOURCE = Source(
    name="bluesky-repo",
    platform="bluesky",
    evidence="documentation",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
