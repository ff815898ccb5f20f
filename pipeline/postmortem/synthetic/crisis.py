"""The whole of `sample_data/crisis`: exports, config, incident and notes, from one seed."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.synthetic import brand_posts, story
from postmortem.synthetic.audience import Mention, mentions, rival_mentions
from postmortem.synthetic.other_platforms import (
    instagram_comments,
    instagram_content,
    linkedin_shares,
    mastodon_outbox,
    rival_table,
)
from postmortem.synthetic.project import CONFIG, NOTES, incident
from postmortem.synthetic.x_account import analytics, archive
from postmortem.synthetic.x_search import search_pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.random import Generator

    from postmortem.synthetic.brand_posts import OwnPost

_ANALYTICS = "account_analytics_content_2026-02-23_2026-03-31.csv"
_ANSWERS = 64
_ZIP_TIME = (2026, 4, 1, 9, 12, 4)


def crisis(seed: int = story.SEED) -> dict[str, bytes]:
    """Return every file of the sample, by its path in the folder."""
    random = np.random.default_rng([seed, 0])
    posts = brand_posts.x_posts(random)
    on_x, comments = mentions(posts, seed)
    answers = brand_posts.with_ids(_answers(on_x, random), random)
    ours = sorted([*posts, *answers], key=lambda post: post.posted_at)
    pictures = brand_posts.instagram_posts(random)
    weekly = brand_posts.quieter_account(random, timedelta(days=7), timedelta(hours=2, minutes=12))
    often = brand_posts.quieter_account(random, timedelta(days=3), timedelta(minutes=9, seconds=30))
    return {
        "postmortem.toml": CONFIG.encode(),
        "incidents/ferry-night.toml": incident(posts, on_x).encode(),
        "incidents/ferry-night.notes.md": NOTES.encode(),
        "inbox/nordlys/x-search.jsonl.gz": gzip.compress(search_pages(on_x, ours), 9, mtime=0),
        "inbox/nordlys/x-archive.zip": _zip(archive(ours)),
        f"inbox/nordlys/{_ANALYTICS}": analytics(ours),
        "inbox/nordlys/instagram-content.csv": instagram_content(pictures, random),
        "inbox/nordlys/instagram-comments.csv": instagram_comments(
            comments, _replies(comments, random), pictures
        ),
        "inbox/nordlys/outbox.json": mastodon_outbox(often, random),
        "inbox/nordlys/Shares.csv": linkedin_shares(weekly, random),
        "inbox/bergtun/mentions.csv": rival_table(rival_mentions(seed)),
    }


def _answers(audience: Sequence[Mention], random: Generator) -> list[OwnPost]:
    """Answer some complaints on X, with an hour or two of delay, from the bad statement on."""
    complaints = _complaints(audience)
    places = sorted(random.choice(len(complaints), _ANSWERS, replace=False))
    return [
        brand_posts.answer(
            complaints[i].post_id,
            complaints[i].author.handle,
            complaints[i].posted_at + timedelta(seconds=int(random.integers(1_200, 9_000))),
            random,
        )
        for i in places
    ]


def _replies(audience: Sequence[Mention], random: Generator) -> list[OwnPost]:
    """Answer a few comments on Instagram."""
    complaints = _complaints(audience)
    places = sorted(random.choice(len(complaints), 12, replace=False))
    answers = [
        brand_posts.answer(
            complaints[i].post_id,
            complaints[i].author.handle,
            complaints[i].posted_at + timedelta(seconds=1_900 + int(i)),
            random,
        )
        for i in places
    ]
    return [replace(post, post_id=str(int(post.reply_to or 0) + 7)) for post in answers]


def _complaints(audience: Sequence[Mention]) -> list[Mention]:
    from_then_on = story.SAID_AT
    until = story.APOLOGISED_AT + timedelta(days=3)
    return [
        post
        for post in audience
        if post.kind == "reply"
        and post.theme != "everyday"
        and from_then_on < post.posted_at < until
    ]


def _zip(members: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on its content alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive_file:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive_file.writestr(entry, content)
    return out.getvalue()
