"""YouTube comments as youtube-comment-downloader writes them, as JSON.

Get it   `youtube-comment-downloader --youtubeid ID --language en --output comments.json`
Holds    comments and answers below one video: text, name, likes, number of answers
Lacks    which video it was; exact times: YouTube's page tells an age ("3 days ago"). In days it
         tells the day only; in weeks, months or years the comment is refused. YouTube's API has the
         second. Tables (`;` between columns) hold the age alone, and are refused
Seen     `cid` (of an answer `PARENT.ID`), `time`, `time_parsed` in seconds, `votes` as `1.2K`,
         `replies`, `reply`; one comment a line, or all under `comments`; facts from documentation
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.errors import MalformedExport
from postmortem.model import Post
from postmortem.sources.objects.documents import at_path, has_lines
from postmortem.sources.objects.items import number_at, part, require_text, sound, text_at
from postmortem.sources.objects.reader import object_reader
from postmortem.sources.peek import peek_at
from postmortem.sources.recognition import Recognition, has_columns, has_paths
from postmortem.sources.source import Source
from postmortem.sources.values.ages import is_day_only, start_of_day
from postmortem.sources.values.cells import handle
from postmortem.sources.values.times import unix_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.model import Reject
    from postmortem.sources.export import Export
    from postmortem.sources.notes import Tally
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.values.clock import Clock

_NAMES = ("cid", "text", "time", "author", "channel", "votes")


def _recognise(peek: Peek) -> Recognition:
    """Fits comments a line, comments under one key, and the table that cannot be read."""
    fits = [has_paths(peek, *(root + name for name in _NAMES)) for root in ("", "comments.item.")]
    return max([*fits, has_columns(peek, *_NAMES)], key=lambda fit: fit.matches)


def _items(
    export: Export, options: Options, _: Tally
) -> Iterable[tuple[int, dict[str, Any]] | Reject]:
    """Return the comments; raises MalformedExport for a table, whose ages no date stands beside."""
    if not peek_at(export).facts:
        raise MalformedExport(
            f'{export.name}: its times are ages ("3 weeks ago") on a day that it does not tell. '
            "Download the comments as JSON, which holds time_parsed."
        )
    return at_path(export, options, () if has_lines(export, options) else ("comments",))


def _post(number: int, item: dict[str, Any], clock: Clock, tally: Tally) -> Post:
    post_id = require_text(item, "cid")
    above = post_id.split(".")[0] if "." in post_id else None
    moment = clock.utc(unix_time(item["time_parsed"]))
    if is_day_only(require_text(item, "time")):
        tally.add("day-only")
        moment = start_of_day(moment)
    return Post(
        number,
        "youtube",
        post_id,
        moment,
        sound(text_at(item, "text"), tally),
        author_id=text_at(item, "channel"),
        author=handle(text_at(item, "author")),
        kind="reply" if above or part(item, "reply") is True else "comment",
        reply_to=above,
        conversation=above or post_id,
        likes=number_at(item, "votes"),
        replies=number_at(item, "replies"),
    )


SOURCE = Source(
    name="youtube-comment-downloader",
    platform="youtube",
    evidence="documentation",
    recognise=_recognise,
    read=object_reader(_post, "a comment of YouTube", _items),
    zone="UTC",
)
