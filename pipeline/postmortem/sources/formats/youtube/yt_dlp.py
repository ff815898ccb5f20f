"""YouTube videos with their comments, as yt-dlp writes them (`.info.json`).

Get it   `yt-dlp --write-comments --skip-download ADDRESS`, then the file `….info.json`
Holds    the video: title, description, channel, views, likes; and its comments and their answers:
         text, name, likes. Each comment is a row of its own, after its video
Lacks    exact times of comments: YouTube's page tells an age ("3 days ago"). In days it tells the
         day only; in weeks, months or years the comment is refused. YouTube's API has the second
Seen     `id`, `title`, `timestamp` in UTC (or only `upload_date`), `comments` with `parent` of
         "root" at the top and with `_time_text` (older: `time_text`, or none: then a midnight tells
         the day only); one file a video, or one video a line (`--dump-json`);
         facts from documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.model import Post, Reject
from postmortem.sources.formats.youtube.resources import comment_link, video_link
from postmortem.sources.objects.documents import objects
from postmortem.sources.objects.items import (
    number_at,
    require_text,
    several,
    sound,
    text_at,
    with_keys,
)
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.recognition import Recognition, has_item_paths, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.ages import is_day_only, start_of_day
from postmortem.sources.values.cells import handle
from postmortem.sources.values.times import parse_time, unix_time

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_VIDEO = ("id", "title", "uploader")


def _recognise(peek: Peek) -> Recognition:
    """Fits one video with comments, or with all that yt-dlp says of every video."""
    fits = (
        has_item_paths(peek, *_VIDEO, "comments.item.id", "comments.item.author_id"),
        has_paths(peek, *_VIDEO, "extractor", "webpage_url", "view_count"),
    )
    fit = max(fits, key=lambda fit: (fit.certain, fit.share))
    extractor = peek.facts.get("extractor") or peek.facts.get("extractor_key") or "youtube"
    if fit.matches and not extractor.lower().startswith("youtube"):
        return Recognition(fit.matches, (*fit.missing, "a video of YouTube"))
    return fit


def _items(export: Export, options: Options, tally: Tally) -> Iterator[tuple[int, Any] | Reject]:
    """Yield each video, then its comments."""
    number = 0
    for line in objects(export, options):
        if isinstance(line, Reject):
            yield line
            continue
        video = line[1]
        number += 1
        yield number, {key: value for key, value in video.items() if key != "comments"}
        comments = several(video, "comments")
        tally.add("replies-cut", max(0, (number_at(video, "comment_count") or 0) - len(comments)))
        for comment in comments:
            number += 1
            yield number, with_keys(comment, below=video.get("id"))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    make = _comment if "below" in item else _video
    return make(number, item, clock, tally)


def _video(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    video = require_text(item, "id")
    texts = (text_at(item, "title"), text_at(item, "description"))
    return Post(
        number,
        "youtube",
        video,
        _made_at(item, clock, tally),
        sound("\n\n".join(text for text in texts if text), tally),
        author_id=text_at(item, "channel_id") or text_at(item, "uploader_id"),
        author=handle(text_at(item, "uploader_id") or text_at(item, "uploader")),
        url=text_at(item, "webpage_url") or video_link(video),
        conversation=video,
        followers=number_at(item, "channel_follower_count"),
        likes=number_at(item, "like_count"),
        replies=number_at(item, "comment_count"),
        views=number_at(item, "view_count"),
    )


def _made_at(item: dict[str, Any], clock: Clock, tally: Tally) -> datetime:
    if seconds := item.get("timestamp"):
        return clock.utc(unix_time(seconds))
    tally.add("day-only")
    return clock.utc(parse_time(require_text(item, "upload_date"))[0])


def _comment(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    post_id, video = require_text(item, "id"), text_at(item, "below")
    parent = text_at(item, "parent")
    answers = parent if parent != "root" else None
    moment = clock.utc(unix_time(item["timestamp"]))
    age = text_at(item, "_time_text") or text_at(item, "time_text")
    if is_day_only(age) if age else moment == start_of_day(moment):
        tally.add("day-only")
        moment = start_of_day(moment)
    return Post(
        number,
        "youtube",
        post_id,
        moment,
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "author_id"),
        author=handle(text_at(item, "author")),
        kind="reply" if answers else "comment",
        url=comment_link(video, post_id),
        reply_to=answers or video,
        conversation=video,
        likes=number_at(item, "like_count"),
    )


SOURCE = Source(
    name="yt-dlp",
    platform="youtube",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a video or comment of yt-dlp", _items),
    zone="UTC",
)
