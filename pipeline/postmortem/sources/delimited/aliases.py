"""What tables call our fields, and which of a file's columns is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from postmortem.sources.delimited.time_names import is_of_others, of_posts, time_columns
from postmortem.sources.kinds.relations import KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALIASES: Mapping[str, tuple[str, ...]] = {
    "post_id": (
        "commentid", "reviewid", "tweetid", "statusid", "messageid", "postid", "idstr",
        "documentid", "resourceid", "objectid", "id",
    ),
    "posted_at": (
        "createdat", "tweetcreated", "tweetcreatedat", "tweetdate", "postedat", "publishedat",
        "publishtime", "postcreated", "posttime", "createdtime", "createdutc", "created",
        "published", "reviewdate", "timestamputc", "timestamp", "datetime", "date", "epoch", "time",
    ),
    "clock": ("time", "hour"),
    "text": (
        "fulltext", "tweettext", "posttext", "rawcontent", "commenttext", "sharecommentary",
        "text", "body", "content", "message", "caption", "hitsentence", "tweet", "review",
        "comment", "snippet", "description", "selftext", "title",
    ),
    "title": ("title", "headline", "subject"),
    "author_id": ("authorid", "userid", "accountid", "fromuseridstr", "useridstr", "fromid"),
    "author": (
        "screenname", "userscreenname", "authorscreenname", "userusername", "authorusername",
        "accountusername", "ownerusername", "username", "handle", "authorhandle", "userhandle",
        "fromuser", "author", "user", "influencer", "fromname", "name",
    ),
    "kind": KIND_NAMES,
    "followers": (
        "followers", "followerscount", "xfollowers", "twitterfollowers", "followersatposting",
        "userfollowerscount", "userfollowers",
    ),
    "likes": (
        "likes", "likecount", "likescount", "favoritecount", "favouritecount", "favouritescount",
        "favorites", "reactions", "diggcount", "totallikes", "thumbsupcount", "helpfulvotes",
        "upvotes", "ups",
    ),
    "reposts": (
        "retweets", "retweetcount", "reposts", "repostcount", "shares", "sharecount",
        "reblogscount", "twitterretweets", "totalshares",
    ),
    "replies": (
        "replies", "replycount", "repliescount", "comments", "commentcount", "commentscount",
        "numcomments", "totalcomments",
    ),
    "quotes": ("quotes", "quotecount", "quotescount"),
    "views": (
        "impressions", "views", "viewcount", "viewscount", "impressioncount", "playcount",
        "totalviews", "postviews",
    ),
    "reach": ("reach",),
    "saves": ("saves", "bookmarks", "bookmarkcount", "collectcount"),
    "clicks": ("urlclicks", "linkclicks", "totalclicks", "clicks"),
    "lang": ("lang", "language"),
    "url": (
        "permalink", "tweetpermalink", "postlink", "sharelink", "tweeturl", "statusurl", "url",
        "link",
    ),
    "platform": ("platform", "network"),
    "conversation": ("conversationid", "threadid"),
    "reply_to": (
        "inreplytostatusid", "inreplytostatusidstr", "inreplytotweetid", "inreplytoid",
        "inreplyto", "replytoid", "replytotweetid", "replytostatusid",
        "replytosid", "repliedtoid", "repliedtotweetid", "referencedtweetsrepliedtoid",
        "totweetid", "replyto", "parentid",
    ),
    "repost_of": (
        "retweetedstatusid", "retweetedstatusidstr", "retweetedtweetid", "retweetstatusid",
        "retweetedid", "retweetid", "referencedtweetsretweetedid", "retweetedstatus", "repostof",
        "repostofid", "repostedid", "reblogid", "retweetof", "retweetofid", "retweeted",
    ),
    "quote_of": (
        "quotedstatusid", "quotedstatusidstr", "quotedtweetid", "quotedid", "quoteid",
        "referencedtweetsquotedid", "quotedstatus", "quoteof", "quoteofid", "quoted",
    ),
    "reference": (
        "sourcetweetid", "referencedtweetid", "referencedtweetsid", "referencedstatusid",
    ),
    "score": ("score", "compound", "sentimentscore"),
}  # fmt: skip
"""Our field → their names, lower-cased, letters and digits only; the surest first."""


_WRAPPING = re.compile(r"\.\$\w+")
"""What MongoDB puts around a value to say of which type it is."""


def bare(name: str) -> str:
    """Return a column's name as the aliases spell it.

    >>> bare("Tweet_ID"), bare("\ufeffCreated at"), bare("created_at.$date.$numberLong")
    ('tweetid', 'createdat', 'createdat')
    """
    name = _WRAPPING.sub("", name) if "$" in name else name
    return "".join(char for char in name.lower() if char.isalnum())


def match_columns(columns: Iterable[str]) -> dict[str, str]:
    """Return our field → their column; each column serves one field, the surest alias first.

    >>> match_columns(["id", "created_at", "tweet", "likes_count"])
    {'post_id': 'id', 'posted_at': 'created_at', 'text': 'tweet', 'likes': 'likes_count'}
    """
    theirs: dict[str, str] = {}
    for column in columns:
        theirs.setdefault(bare(column), column)
    columns_by_field: dict[str, str] = {}
    for field, names in ALIASES.items():
        free = (
            name
            for name in names
            if name in theirs and theirs[name] not in columns_by_field.values()
        )
        if (name := next(free, None)) is not None:
            columns_by_field[field] = theirs[name]
    if "posted_at" not in columns_by_field and (
        times := time_candidates(columns_by_field, theirs.values())
    ):
        columns_by_field["posted_at"] = times[0]
    if "clock" in columns_by_field and bare(columns_by_field.get("posted_at", "")) != "date":
        del columns_by_field["clock"]
    return columns_by_field


def id_candidates(fields: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """Return the columns that are called like ids of posts, the surest first."""
    free = _free(fields, columns, "post_id")
    return [free[name] for name in ALIASES["post_id"] if name in free]


def time_candidates(fields: Mapping[str, str], columns: Iterable[str]) -> list[str]:
    """Return the columns that are called like times of posts, the surest first."""
    free = _free(fields, columns, "posted_at")
    ours = [free[name] for name in ALIASES["posted_at"] if name in free]
    names = list(dict.fromkeys([*ours, *time_columns(free.values())]))
    of_rows = {name: of_posts(name) for name in names if not is_of_others(name)}
    nearest = sorted((at, name) for name, at in of_rows.items() if at is not None)
    return list(dict.fromkeys([name for _, name in nearest] + list(of_rows)))


def _free(fields: Mapping[str, str], columns: Iterable[str], field: str) -> dict[str, str]:
    """Return the columns that are not taken by another field, by their bare names."""
    others = {column for name, column in fields.items() if name != field}
    free: dict[str, str] = {}
    for column in columns:
        if column not in others:
            free.setdefault(bare(column), column)
    return free
