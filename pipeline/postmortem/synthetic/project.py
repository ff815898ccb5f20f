"""The files that a person would write for the ferry night: config, incident, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.synthetic import story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from postmortem.synthetic.audience import Mention
    from postmortem.synthetic.brand_posts import OwnPost

CONFIG = """\
# A made-up coffee chain. Run `postmortem ingest` in this folder, or `postmortem demo` anywhere.
[brand]
name = "Nordlys Kaffe"
accounts = [
    "x:nordlyskaffe",
    "instagram:nordlys.kaffe",
    "mastodon:nordlyskaffe",
    "linkedin:nordlys-kaffe",
]
ignore_terms = ["nordlys kaffe", "nordlyskaffe", "nordlys"]
timezone = "Europe/Oslo"
countries = ["NO"]

[[data]]
set = "nordlys"
inbox = ["inbox/nordlys/**/*"]

[[data]]
set = "bergtun"
inbox = ["inbox/bergtun/**/*"]

[sentiment]
engine = "vader"
languages = ["en"]

[privacy]
store_text = "masked"
"""

NOTES = """\
## Lessons

**What went well.** The apology named what was wrong, whose fault it was, and what would change.

**What went wrong.** A post written three weeks earlier went out by itself on the night of an
accident; the first statement defended it; another scheduled post followed that same evening.

**Where we got lucky.** Everybody left the ferry alive.

## Actions

| action | kind | owner | by |
|---|---|---|---|
| No scheduled posts without a person on duty | prevent | communications | 2026-03-13 |
| Two people read the news before a post | prevent | communications | 2026-03-13 |
| A draft for the first hour, without the word "if" | respond | communications | 2026-04-15 |
"""


def incident(own: Sequence[OwnPost], audience: Sequence[Mention]) -> str:
    """Return incidents/ferry-night.toml; its complaint is the first there was."""
    first = next(
        post
        for post in audience
        if post.theme == "offence" and post.kind == "reply" and post.author.language == "en"
    )
    id_at = {post.posted_at: post.post_id for post in own}
    return f'''\
title    = "Lifeboat Latte on the night of the ferry"
began_at = {_toml(story.BEGAN_AT)}
posts    = ["nordlys"]
control  = ["bergtun"]

[[event]]
kind  = "offence"
at    = {_toml(story.BEGAN_AT)}
title = "A scheduled joke about a sinking ship"
post  = "x:{id_at[story.BEGAN_AT]}"
text  = "{story.OFFENCE}"

[[event]]
kind  = "complaint"
at    = {_toml(first.posted_at)}
title = "The first complaint"
source = "https://x.com/i/status/{first.post_id}"

[[event]]
kind  = "press"
at    = 2026-03-12T07:00:00+01:00
precision = "hour"
title = "On the front page of the morning news"

[[event]]
kind  = "response"
at    = {_toml(story.SAID_AT)}
title = "A statement that defends the joke"
post  = "x:{id_at[story.SAID_AT]}"

[[event]]
kind  = "deletion"
at    = {_toml(story.DELETED_AT)}
title = "The post is deleted"

[[event]]
kind  = "apology"
at    = {_toml(story.APOLOGISED_AT)}
title = "An apology without an if"
post  = "x:{id_at[story.APOLOGISED_AT]}"
'''


def _toml(instant: datetime) -> str:
    return instant.isoformat(timespec="seconds")
