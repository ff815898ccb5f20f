"""YouTube Data API: comment threads, comments and videos, as the API gives them.

Get it   GET youtube/v3/commentThreads?part=snippet,replies&videoId=…, …/comments, …/videos or
         …/search, page by page; a page a line, an array of pages, or one page
Holds    comments by anyone with author, text, likes and number of replies; videos with title,
         description, views, likes and number of comments, where `statistics` was asked for
Lacks    more than five replies of a thread, unless they were asked for by `comments`; followers
Seen     `items` of `youtube#commentThread`, `#comment`, `#video` and `#searchResult`; counts as
         text; `textDisplay` is HTML, `textOriginal` is not; times in UTC; facts from parsers' code
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Reject
from postmortem.sources.formats.youtube.resources import youtube_comment, youtube_video
from postmortem.sources.notes import Tally
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import number_at, part, posts_of, several, with_keys
from postmortem.sources.recognition import Recognition, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from postmortem.model import Post, Record
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek

_KIND = "youtube#"
_ROOTS = ("items.item.", "item.items.item.", "item.", "")
_SHAPES = (
    ("kind", "id", "snippet.topLevelComment.snippet.publishedAt"),
    ("kind", "id", "snippet.publishedAt", "snippet.authorDisplayName"),
    ("kind", "id", "snippet.publishedAt", "snippet.channelId", "snippet.title"),
)


def _recognise(peek: Peek) -> Recognition:
    """Fits pages or items of threads, comments or videos that call themselves YouTube's."""
    fits = []
    for root in _ROOTS:
        is_youtube = peek.facts.get(f"{root}kind", "").startswith(_KIND)
        for shape in _SHAPES:
            fit = has_paths(peek, *(root + path for path in shape))
            missing = fit.missing if is_youtube else (*fit.missing, f"{root}kind of {_KIND}…")
            fits.append(Recognition(fit.matches, missing))
    return max(fits, key=lambda fit: (fit.certain, fit.matches))


def _read(export: Export, options: Options) -> Iterator[Record]:
    tally = Tally()
    clock = Clock("UTC", export.name, tally)

    def post(number: int, item: dict[str, Any]) -> Post:
        is_comment = "authorDisplayName" in item["snippet"]
        return (youtube_comment if is_comment else youtube_video)(number, item, clock, tally)

    yield from posts_of(_items(export, options, tally), post, "an item of YouTube")
    yield from tally.notes()


def _items(export: Export, options: Options, tally: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield comments and videos, each thread as its comments."""
    for item_or_reject in objects(export, options):
        if isinstance(item_or_reject, Reject):
            yield item_or_reject
            continue
        number, page = item_or_reject
        for item in page["items"] if isinstance(page.get("items"), list) else (page,):
            for each in _comments(item, tally):
                yield number, each


def _comments(item: Any, tally: Tally) -> Iterator[Any]:
    """Yield a thread's first comment and its replies; what is no thread is yielded as it is."""
    top = part(item, "snippet", "topLevelComment")
    if top is None:
        yield item
        return
    count = number_at(item, "snippet", "totalReplyCount") or 0
    replies = several(item, "replies", "comments")
    tally.add("replies-cut", max(0, count - len(replies)))
    yield with_keys(top, totalReplyCount=count)
    yield from replies


SOURCE = Source(
    name="youtube-api",
    platform="youtube",
    evidence="parser",
    recognise=_recognise,
    read=_read,
    zone="UTC",
)
