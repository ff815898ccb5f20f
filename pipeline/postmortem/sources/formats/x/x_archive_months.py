"""Twitter archive before August 2018, one month of it: the scripts of its page (`2014_03.js`).

Get it   kept files only; take `tweets.csv` from the same zip instead, if it is there: it holds all
         months, and the zip with both is read by it
Holds    own posts, replies and reposts of a month with time, text and handle
Lacks    likes, reposts, views, replies received; posts by others
Seen     `Grailbird.data.tweets_2014_03 = [{"id_str", "created_at", "text", "user", …}]`; times as
         `2014-03-15 18:42:00 +0000`, for posts before November 2010 often only the day with a
         midnight; facts from documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post
from postmortem.sources.formats.x.tweets import quoted_id, v1_kind
from postmortem.sources.objects.documents import elements
from postmortem.sources.objects.items import require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import NO, Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.ages import start_of_day
from postmortem.sources.values.cells import handle, unescape
from postmortem.sources.values.ids import x_time
from postmortem.sources.values.x_posts import made_at, permalink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock


def _recognise(peek: Peek) -> Recognition:
    """Fits the script of a month."""
    if not peek.head.lstrip().startswith("Grailbird."):
        return NO
    return has_paths(peek, "item.id_str", "item.created_at", "item.text")


def _items(export: Export, options: Options, _: Tally) -> Iterator[tuple[int, Any]]:
    return elements(export, options)


def _moment(moment: datetime, id_time: datetime | None, tally: Tally) -> datetime:
    """Return when a tweet was made: a midnight tells the day only, unless the id tells the time."""
    if moment != start_of_day(moment):
        return moment
    tally.add("time-from-id" if id_time else "day-only")
    return id_time or moment


def _post(number: int, tweet: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    post_id = require_text(tweet, "id_str")
    moment = _moment(clock.utc(made_at(post_id, tweet.get("created_at"))), x_time(post_id), tally)
    original = tweet.get("retweeted_status") or {}
    text = sound(unescape(text_at(original, "text") or text_at(tweet, "text") or ""), tally)
    kind = v1_kind(tweet, text)
    name = handle(text_at(tweet, "user", "screen_name"))
    return Post(
        number,
        "x",
        post_id,
        moment,
        text,
        author_id=text_at(tweet, "user", "id_str") or name,
        author=name,
        own=True,
        kind=kind,
        url=permalink(name, post_id),
        reply_to=text_at(tweet, "in_reply_to_status_id_str"),
        repost_of=text_at(original, "id_str"),
        quote_of=quoted_id(tweet) if kind == "quote" else None,
    )


SOURCE = Source(
    name="x-archive-months",
    platform="x",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a tweet of an archive", _items),
    zone="UTC",
)
