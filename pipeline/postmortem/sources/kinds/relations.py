"""What makes a row a repost, a quote or a reply: its references, a word, a flag, or its text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from postmortem.sources.values.cells import NOTHING

if TYPE_CHECKING:
    from postmortem.model import Kind

KIND_BY_REFERENCE: dict[str, Kind] = {
    "repost_of": "repost",
    "quote_of": "quote",
    "reply_to": "reply",
}
"""What a post is that names another one: the first reference that a row has decides."""
REFERENCE_KINDS = tuple(KIND_BY_REFERENCE.values())
_YES_AND_NO = "true True TRUE false False FALSE yes Yes YES no No NO"
NO_REFERENCE = tuple(sorted(NOTHING.union(_YES_AND_NO.split())))
"""What stands where a row names no other post; yes and no say of the reader, not of the post."""
RETWEET = r"^RT @\w{1,20}: "
"""How the text of a repost on X begins, where no column tells."""
X_OR_UNKNOWN = ("x", "unknown")
"""Platforms whose texts may begin `RT @`, and whose reposts carry the counts of the original."""
COPIED_COUNTS = ("likes", "reposts")
"""Counts of a repost on X that are those of its original, or zero."""

_RETWEET = re.compile(RETWEET)
_WORDS: dict[str, Kind] = {
    "post": "post", "comment": "comment", "tweet": "post", "original": "post",
    "repost": "repost", "reposted": "repost", "retweet": "repost", "retweeted": "repost",
    "rt": "repost", "reblog": "repost", "boost": "repost",
    "quote": "quote", "quoted": "quote", "quotetweet": "quote", "quoteretweet": "quote",
    "reply": "reply", "replied": "reply", "repliedto": "reply",
}  # fmt: skip
_NO = frozenset(
    ("", "0", "0.0", "f", "false", "n", "na", "nan", "nil", "no", "none", "null", "n/a")
)
_FLAGS: dict[str, Kind] = {
    **dict.fromkeys(("isretweet", "isretweeted", "isrepost", "isreblog", "retweet"), "repost"),
    **dict.fromkeys(("isquote", "isquoted", "isquotestatus"), "quote"),
    **dict.fromkeys(("isreply", "inreplytouserid", "inreplytouseridstr"), "reply"),
    **dict.fromkeys(("inreplytoscreenname", "replytosn", "replytouid", "touserid"), "reply"),
}  # fmt: skip
KIND_NAMES = (
    "sourcetweettype", "referencetype", "referencedtweettype", "referencedtweetstype",
    "referencedtweets", "tweettype", *_FLAGS, "posttype", "messagetype", "type",
)  # fmt: skip
"""What tables call the column that tells a post's kind, the surest first."""


def flag_of(bare_name: str) -> Kind | None:
    """Return what a column's cells make of a post if they say anything but no.

    >>> flag_of("isretweet"), flag_of("type")
    ('repost', None)
    """
    return _FLAGS.get(bare_name)


@lru_cache(maxsize=2**12)
def kind_in_cell(cell: str, flag: Kind | None = None) -> Kind | None:
    """Return the kind of post that a cell names; None where it says nothing of it.

    >>> kind_in_cell("Replied to"), kind_in_cell("photo"), kind_in_cell("TRUE", "repost")
    ('reply', None, 'repost')
    """
    word = cell.strip().lower()
    if flag:
        return None if word in _NO else flag
    if word[:1] == "[":
        return _kind_in_list(word)
    return _WORDS.get("".join(filter(str.isalpha, word)))


def _kind_in_list(word: str) -> Kind | None:
    """Return the kind that a list of references makes, as tools write it into one cell."""
    relations = ("retweeted", "quoted", "replied_to")
    pairs = zip(relations, REFERENCE_KINDS, strict=True)
    return next((kind for relation, kind in pairs if relation in word), None)


def relations_of(
    cell: str, references: tuple[str, str, str], reference: str, text: str, flag: Kind | None
) -> tuple[Kind, tuple[str, ...]]:
    """Return the kind of post of a row, and the posts it repeats, quotes and answers.

    `references` stand in the order of `KIND_BY_REFERENCE`; `reference` is what the kind named in
    `cell` refers to. A column that names kinds is believed; a flag gives way to a reference that
    decides before it. Where nothing of that is said, the text may.

    >>> relations_of("quoted", ("", "", ""), "17", "Hei", None)
    ('quote', ('', '17', ''))
    >>> relations_of("", ("", "", ""), "", "RT @ann: Hei", None)
    ('repost', ('', '', ''))
    """
    named = tuple("" if cell in NO_REFERENCE else cell for cell in references)
    kind = kind_in_cell(cell, flag) if cell else None
    if reference and reference not in NO_REFERENCE:
        named = tuple(
            each or (reference if kind == relation else "")
            for each, relation in zip(named, REFERENCE_KINDS, strict=True)
        )
    referred = next((k for k, each in zip(REFERENCE_KINDS, named, strict=True) if each), None)
    if flag and kind and referred:
        kind = min(kind, referred, key=REFERENCE_KINDS.index)
    if kind is None:
        kind = referred or ("repost" if _RETWEET.match(text) else "post")
    return kind, named
