"""What people said around the ferry night: a stream of tones, put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

from postmortem.synthetic import story
from postmortem.synthetic.ids import x_id
from postmortem.synthetic.people import Person, person
from postmortem.synthetic.phrases import EVERYDAY, choose, say
from postmortem.synthetic.shapes import no_drop
from postmortem.synthetic.stream import Stream, stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from postmortem.synthetic.brand_posts import OwnPost

Kind = Literal["post", "reply", "quote", "repost"]
_ON_INSTAGRAM = 0.2
_FIRST_COMMENT = 18_092_771_004_112_530
_OFFER, _LINK = "For those who do not want to click:", "https://t.co/Nl9kQ2wXyZ"
_COPIES, _REPOSTS, _JEERS, _ECHOES = 60, 262, 38, 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One post of the audience."""

    posted_at: datetime
    author: Person
    text: str
    theme: str
    post_id: str = ""
    kind: Kind = "post"
    about: str | None = None
    """The id of the post that it answers, quotes or reposts."""
    likes: int = 0
    reposts: int = 0


def mentions(own: Sequence[OwnPost], seed: int) -> tuple[list[Mention], list[Mention]]:
    """Return what was said on X and under the brand's Instagram posts, each earliest first."""
    posts = stream(story.SHAPE, seed, story.CONDITIONS)
    random = np.random.default_rng([seed, 1])
    on_instagram = random.uniform(size=posts.hours.size) < _ON_INSTAGRAM
    on_x = [_on_x(posts, i, own, random) for i in np.flatnonzero(~on_instagram)]
    comments = [
        _comment(posts, i, str(_FIRST_COMMENT + number * 104_729), random)
        for number, i in enumerate(np.flatnonzero(on_instagram))
    ]
    return sorted([*on_x, *_spread(on_x, own, random)], key=lambda post: post.posted_at), comments


def rival_mentions(seed: int) -> list[Mention]:
    """Return what was said about the rival, to whom nothing happened."""
    posts = stream(no_drop(), seed, story.RIVAL_CONDITIONS)
    random = np.random.default_rng([seed, 2])
    mentions_so_far = []
    for i in range(posts.hours.size):
        author = person(int(posts.authors[i]), "rival")
        phrase = choose(EVERYDAY, author.language, float(posts.tones[i]), random)
        mentions_so_far.append(
            Mention(
                posted_at=_instant(posts, i),
                author=author,
                text=say(phrase, story.RIVAL, random),
                theme=EVERYDAY,
                likes=int(posts.engagement[i]),
                reposts=int(posts.engagement[i]) // 6,
            )
        )
    return mentions_so_far


def _on_x(posts: Stream, i: np.intp, own: Sequence[OwnPost], random: Generator) -> Mention:
    author = person(int(posts.authors[i]), "x")
    at = _instant(posts, i)
    theme = _theme(posts, i, random)
    text = say(choose(theme, author.language, float(posts.tones[i]), random), story.BRAND, random)
    kind = _kind(theme, random)
    about = _latest(own, at, theme) if kind != "post" else None
    if about is None:
        kind = "post"
    if kind == "reply":
        text = f"@{story.HANDLE} {text}"
    elif story.BRAND not in text:
        text = f"{text} #{story.HANDLE}" if random.uniform() < 0.5 else f"@{story.HANDLE} {text}"
    likes = int(posts.engagement[i])
    return Mention(
        posted_at=at,
        author=author,
        text=text,
        theme=theme,
        post_id=x_id(at, int(random.integers(1 << 22))),
        kind=kind,
        about=about,
        likes=likes,
        reposts=likes // 5,
    )


def _comment(posts: Stream, i: np.intp, post_id: str, random: Generator) -> Mention:
    author = person(int(posts.authors[i]), "instagram")
    theme = _theme(posts, i, random)
    phrase = choose(theme, author.language, float(posts.tones[i]), random)
    return Mention(
        posted_at=_instant(posts, i),
        author=author,
        text=say(phrase, story.BRAND, random),
        theme=theme,
        post_id=post_id,
        kind="reply",
        likes=int(posts.engagement[i]) // 2,
    )


def _theme(posts: Stream, i: np.intp, random: Generator) -> str:
    """Return what a post is about: the ferry night, as long as people speak of it."""
    hours = float(posts.hours[i])
    talk = 1.0 if posts.incident_posts[i] else 0.55 * float(np.exp(-hours / 60))
    if hours < 0 or random.uniform() >= talk:
        return EVERYDAY
    if hours < story.hours(story.SAID_AT):
        return "offence"
    if hours < story.hours(story.APOLOGISED_AT):
        return "statement" if random.uniform() < 0.65 else "offence"
    return "apology" if random.uniform() < 0.75 else "statement"


def _kind(theme: str, random: Generator) -> Kind:
    lot = random.uniform()
    if theme == EVERYDAY:
        return "reply" if lot < 0.12 else "post"
    return "reply" if lot < 0.45 else "quote" if lot < 0.53 else "post"


def _latest(own: Sequence[OwnPost], at: datetime, theme: str) -> str | None:
    """Return the own post that somebody answers at `at`: the one their theme is about."""
    post_times = {
        "offence": story.BEGAN_AT,
        "statement": story.SAID_AT,
        "apology": story.APOLOGISED_AT,
    }
    if theme in post_times:
        return next(post.post_id for post in own if post.posted_at == post_times[theme])
    before = [post for post in own if post.posted_at < at]
    return before[-1].post_id if before else None


def _spread(
    audience: Sequence[Mention], own: Sequence[OwnPost], random: Generator
) -> list[Mention]:
    """Return reposts of the offence and the apology, pasted copies of it, and echoes of critics."""
    offence, apology = (
        next(post for post in own if post.posted_at == at)
        for at in (story.BEGAN_AT, story.APOLOGISED_AT)
    )
    day = timedelta(days=1)
    critics = [
        post for post in audience if post.theme in ("offence", "statement") and post.kind == "post"
    ]
    reach = np.array([post.likes + 1.0 for post in critics])
    echoes = random.choice(len(critics), _ECHOES, p=reach / reach.sum())
    lag = (story.DELETED_AT - story.BEGAN_AT) / 3
    return [
        *(_repost(story.HANDLE, offence, lag, random) for _ in range(_JEERS)),
        *(_repost(story.HANDLE, apology, day / 2, random) for _ in range(_REPOSTS)),
        *(_copy(apology, random) for _ in range(_COPIES)),
        *(_repost(critics[i].author.handle, critics[i], day / 6, random) for i in echoes),
    ]


def _repost(handle: str, what: OwnPost | Mention, lag: timedelta, random: Generator) -> Mention:
    """Repost `what` some time later, cut at 140 characters as the platform cuts it."""
    text = f"RT @{handle}: {what.text}"
    at = _later(what.posted_at, lag, random)
    return Mention(
        posted_at=at,
        author=person(20_000 + int(random.integers(9_000)), "x"),
        text=text if len(text) <= 140 else f"{text[:139]}…",
        theme="apology",
        post_id=x_id(at, int(random.integers(1 << 22))),
        kind="repost",
        about=what.post_id,
        reposts=what.reposts,
    )


def _copy(apology: OwnPost, random: Generator) -> Mention:
    """Paste the apology, as people do who dislike links: whole, or its first paragraph."""
    at = _later(apology.posted_at, timedelta(hours=10), random)
    first = apology.text.split("\n\n", 1)[0]
    forms = (apology.text, f"{apology.text}\n\n{_LINK}", first, f"{_OFFER}\n\n{first}")
    return Mention(
        posted_at=at,
        author=person(30_000 + int(random.integers(9_000)), "x"),
        text=forms[int(random.integers(4))],
        theme="apology",
        post_id=x_id(at, int(random.integers(1 << 22))),
        likes=int(random.integers(4)),
    )


def _later(at: datetime, lag: timedelta, random: Generator) -> datetime:
    """Return an instant after `at`, soon rather than late, never past what reposts can wait for."""
    wait = min(float(random.exponential()), 2.9)
    return at + timedelta(milliseconds=round(lag / timedelta(milliseconds=1) * wait) + 40_000)


def _instant(posts: Stream, i: np.intp | int) -> datetime:
    return story.BEGAN_AT + timedelta(milliseconds=round(float(posts.hours[i]) * 3_600_000))
