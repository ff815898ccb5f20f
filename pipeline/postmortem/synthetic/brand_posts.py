"""What the brand itself posted around the ferry night, with the counts only it can see."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.synthetic import story
from postmortem.synthetic.ids import x_id
from postmortem.synthetic.phrases import DRINKS, FOODS, PLACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.random import Generator

ACCOUNT_ID = "1189341076123320321"
_FIRST_PICTURE = 18_051_000_000_000_000
_HUSH = timedelta(days=4)
_LOSS, _FADE_HOURS = 0.6, 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPost:
    """One post of the brand. Counts are as of the export."""

    posted_at: datetime
    text: str
    post_id: str = ""
    reply_to: str | None = None
    reply_to_handle: str | None = None
    views: int = 0
    likes: int = 0
    replies: int = 0
    reposts: int = 0
    clicks: int = 0


def goodwill(hours: float) -> float:
    """Return the share of its ordinary likes per view that a post gets `hours` after the offence.

    >>> [round(goodwill(h), 2) for h in (-1, 0, 120, 480)]
    [1.0, 0.4, 0.78, 0.99]
    """
    return 1.0 if hours < 0 else 1.0 - _LOSS * float(np.exp(-hours / _FADE_HOURS))


def x_posts(random: Generator) -> list[OwnPost]:
    """Return the posts on X, earliest first: promotions, and the three that matter.

    One scheduled promotion still goes out on the evening of the bad statement; after the apology
    the account is quiet for four days. Answers come on top: `answer`.
    """
    ordinary = [
        _with_counts(OwnPost(posted_at=instant, text=promotion(random)), random)
        for instant in _slots(random)
    ]
    milestones = [
        OwnPost(posted_at=story.BEGAN_AT, text=story.OFFENCE,
                views=61_204, likes=43, replies=241, reposts=38, clicks=311),
        OwnPost(posted_at=story.SAID_AT, text=story.STATEMENT,
                views=48_630, likes=31, replies=206, reposts=9, clicks=140),
        OwnPost(posted_at=story.APOLOGISED_AT, text=story.APOLOGY,
                views=54_917, likes=333, replies=161, reposts=262, clicks=404),
    ]  # fmt: skip
    return with_ids([*ordinary, *milestones], random)


def instagram_posts(random: Generator) -> list[OwnPost]:
    """Return the posts on Instagram: one on most days, and the apology an hour after X."""
    ordinary = [
        _with_counts(OwnPost(posted_at=instant, text=promotion(random)), random, scale=0.7)
        for instant in _slots(random)
        if random.uniform() < 0.4
    ]
    sorry = OwnPost(
        posted_at=story.APOLOGISED_AT + timedelta(minutes=61, seconds=11),
        text=story.APOLOGY,
        views=21_240, likes=212, replies=64, reposts=31, clicks=46,
    )  # fmt: skip
    posts = sorted([*ordinary, sorry], key=lambda post: post.posted_at)
    return [replace(post, post_id=str(_FIRST_PICTURE + i * 7_919)) for i, post in enumerate(posts)]


def quieter_account(random: Generator, every: timedelta, late: timedelta) -> list[OwnPost]:
    """Return a quieter account: one post `every` so often, and the apology `late` after X."""
    first = story.STARTS_AT + timedelta(hours=10, minutes=int(random.integers(50)))
    slots = [first + every * i for i in range(int((story.ENDS_AT - first) / every) + 1)]
    posts = [OwnPost(posted_at=at, text=promotion(random)) for at in slots if not _is_quiet(at)]
    posts.append(OwnPost(posted_at=story.APOLOGISED_AT + late, text=story.APOLOGY))
    return sorted(posts, key=lambda post: post.posted_at)


def answer(to: str, handle: str, posted_at: datetime, random: Generator) -> OwnPost:
    """Return an answer to the post `to` of `handle`: pasted before the apology, written after."""
    if posted_at < story.APOLOGISED_AT:
        text = story.PASTED_ANSWER
    else:
        text = _any(story.WRITTEN_ANSWERS, random).format(place=_any(PLACES, random))
    post = OwnPost(posted_at=posted_at, text=text, reply_to=to, reply_to_handle=handle)
    return _with_counts(post, random, scale=0.05)


def promotion(random: Generator) -> str:
    """Return one ordinary post."""
    return _any(story.PROMOTIONS, random).format(
        place=_any(PLACES, random), drink=_any(DRINKS, random), food=_any(FOODS, random)
    )


def _slots(random: Generator) -> list[datetime]:
    """Two or three times a day, at hours when people look; none while the account is quiet."""
    slots = []
    day = story.STARTS_AT
    while day < story.EXPORTED_AT - timedelta(days=1):
        for hour in (8, 12, 17):
            at = day + timedelta(hours=hour, seconds=int(random.integers(600)))
            if random.uniform() < 0.8 and not _is_quiet(at):
                slots.append(at)
        day += timedelta(days=1)
    slots.append(story.SAID_AT.replace(hour=17, minute=0, second=3))
    return sorted(slots)


def _is_quiet(at: datetime) -> bool:
    return story.BEGAN_AT <= at < story.APOLOGISED_AT + _HUSH


def _with_counts(post: OwnPost, random: Generator, scale: float = 1.0) -> OwnPost:
    """Give a post counts: views vary, likes per view follow goodwill."""
    views = int(9_000 * scale * np.exp(random.normal() * 0.35)) + 12
    keen = goodwill(story.hours(post.posted_at)) * float(np.exp(random.normal() * 0.25))
    return replace(
        post,
        views=views,
        likes=int(random.poisson(views * 0.014 * keen)),
        replies=int(random.poisson(views * 0.0028)),
        reposts=int(random.poisson(views * 0.0016 * keen)),
        clicks=int(random.poisson(views * 0.004)),
    )


def with_ids(posts: Iterable[OwnPost], random: Generator) -> list[OwnPost]:
    """Return the posts of an X account, earliest first, each with its id."""
    in_order = sorted(posts, key=lambda post: post.posted_at)
    return [
        replace(post, post_id=x_id(post.posted_at, int(random.integers(1 << 22))))
        for post in in_order
    ]


def _any(options: tuple[str, ...], random: Generator) -> str:
    return options[int(random.integers(len(options)))]
