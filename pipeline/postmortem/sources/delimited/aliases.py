"""What tables call our fields, and which of a file's columns is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ALIASES: Mapping[str, tuple[str, ...]] = {
    "post_id": (
        "tweetid", "postid", "statusid", "idstr", "documentid", "commentid", "messageid",
        "resourceid", "reviewid", "id",
    ),
    "posted_at": (
        "createdat", "tweetcreated", "tweetcreatedat", "tweetdate", "postedat", "publishedat",
        "publishtime", "postcreated", "posttime", "createdtime", "createdutc", "created",
        "published", "reviewdate", "timestamp", "datetime", "date", "time",
    ),
    "clock": ("time", "hour"),
    "text": (
        "fulltext", "tweettext", "posttext", "rawcontent", "commenttext", "sharecommentary",
        "text", "body", "content", "message", "caption", "hitsentence", "tweet", "review",
        "comment", "snippet", "description", "selftext", "title",
    ),
    "title": ("title", "headline", "subject"),
    "author_id": ("authorid", "userid", "accountid", "fromuseridstr", "useridstr"),
    "author": (
        "username", "screenname", "userscreenname", "handle", "authorhandle", "accountusername",
        "fromuser", "author", "user", "influencer", "name",
    ),
    "followers": (
        "followers", "followerscount", "xfollowers", "twitterfollowers", "followersatposting",
        "userfollowerscount", "userfollowers",
    ),
    "likes": (
        "likes", "likecount", "likescount", "favoritecount", "favouritecount", "favouritescount",
        "favorites", "reactions", "diggcount", "totallikes", "ups",
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
        "inreplytostatusid", "inreplytostatusidstr", "inreplytoid", "inreplyto", "replyto",
        "parentid",
    ),
    "repost_of": ("retweetedstatusid", "retweetid", "repostof"),
    "quote_of": ("quotedstatusid", "quoteid", "quoteof"),
    "score": ("score", "compound", "sentimentscore"),
}  # fmt: skip
"""Our field → their names, lower-cased, letters and digits only; the surest first."""


def bare(name: str) -> str:
    """Return a column's name as the aliases spell it.

    >>> bare("Tweet_ID"), bare("\ufeffCreated at")
    ('tweetid', 'createdat')
    """
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
    if "clock" in columns_by_field and bare(columns_by_field.get("posted_at", "")) != "date":
        del columns_by_field["clock"]
    return columns_by_field
