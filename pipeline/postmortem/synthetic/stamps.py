"""The whole of `sample_data/stamps`: a brand that takes something away, and does not come back.

One table from a made-up Norwegian listening tool, which brings its own scores. Every name and word
is invented. Times are Oslo's.
"""

from __future__ import annotations

import csv
import gzip
import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from postmortem.synthetic.people import person
from postmortem.synthetic.phrases import EVERYDAY, choose, say
from postmortem.synthetic.shapes import never
from postmortem.synthetic.story import RIVAL, ZONE
from postmortem.synthetic.stream import Conditions, Spike, Stream, stream

if TYPE_CHECKING:
    from numpy.random import Generator

SEED = 20260504
BEGAN_AT = datetime(2026, 5, 4, 10, 0, tzinfo=ZONE)
STARTS_AT = datetime(2026, 4, 13, tzinfo=ZONE)
ENDS_AT = datetime(2026, 6, 1, tzinfo=ZONE)
SHAPE = never(0.30, 40, 0.16, name="stamp card")
"""Half of the fall fades within two days; the rest is there to stay."""
CONDITIONS = Conditions(
    rate=3.5,
    pre_days=(BEGAN_AT - STARTS_AT) / timedelta(days=1),
    post_days=(ENDS_AT - BEGAN_AT) / timedelta(days=1),
    began_hour=10.0,
    spikes=(Spike(0, 8, 20),),
    regulars=300,
    baseline=0.22,
    daily_swing=0.03,
    shared_sd=0.02,
    author_sd=0.15,
    wordless_share=0.1,
)
ANNOUNCEMENT = (
    "Fra i dag gjelder ikke stempelkortet lenger. Innsamlede stempler utgår. Last ned appen!"
)
STATEMENT = "Vi forstår at endringer kan oppleves uvant for noen. Appen er framtida."
_GREETINGS = (
    "God mandag fra {place}! Hva drikker du i dag?",
    "Fersk bolle og varm kaffe fra klokka sju i {place}.",
    "Ny uke, ny bønne: smak den i {place}.",
)
_HEADER = ("Dok-ID", "Tidspunkt", "Kanal", "Forfatter", "Språk", "Innhold", "Tone", "Liker")

CONFIG = """\
# A made-up coffee chain in Norwegian, which VADER cannot read: the listening tool's own scores are
# measured instead. Its table is in an encoding of Windows, with columns that need a map.
[brand]
name = "Bergtun Kaffe"
accounts = ["facebook:bergtunkaffe"]
timezone = "Europe/Oslo"
countries = ["NO"]

[[data]]
set = "bergtun"
inbox = ["inbox/**/*"]
source = "table"

[data.columns]
id = "Dok-ID"
time = "Tidspunkt"
platform = "Kanal"
author = "Forfatter"
language = "Språk"
text = "Innhold"
score = "Tone"
likes = "Liker"
dates = "day-first"

[sentiment]
engine = "external"
languages = ["no"]
"""
INCIDENT = f'''\
title    = "The end of the stamp card"
began_at = {BEGAN_AT.isoformat()}
posts    = ["bergtun"]

[[event]]
kind  = "offence"
at    = {BEGAN_AT.isoformat()}
title = "Collected stamps lapse overnight"
text  = "{ANNOUNCEMENT}"

[[event]]
kind  = "response"
at    = 2026-05-06T12:00:00+02:00
title = "A statement about change"
text  = "{STATEMENT}"
'''
NOTES = """\
## Lessons

**What went wrong.** Nobody asked what nine stamps on a card were worth to the person who had them.

## Actions

| action | kind | owner | by |
|---|---|---|---|
| Let every stamp count in the app | mitigate | shops | 2026-06-15 |
"""


def stamps(seed: int = SEED) -> dict[str, bytes]:
    """Return every file of the sample, by its path in the folder."""
    return {
        "postmortem.toml": CONFIG.encode(),
        "incidents/stamp-card.toml": INCIDENT.encode(),
        "incidents/stamp-card.notes.md": NOTES.encode(),
        "inbox/omtale.csv.gz": gzip.compress(_table(seed), 9, mtime=0),
    }


def _table(seed: int) -> bytes:
    """Return the table: semicolons, cp1252, day before month, ids and emoji that Excel ate."""
    posts = stream(SHAPE, seed, CONDITIONS)
    random = np.random.default_rng([seed, 1])
    rows = [_mention(posts, i, random) for i in range(posts.hours.size)]
    rows += _own(random)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADER)
    for at, *cells in sorted(rows):
        writer.writerow(["1.22158E+17", f"{at.astimezone(ZONE):%d.%m.%Y %H:%M}", *cells])
    return out.getvalue().encode("cp1252", "replace")


def _mention(posts: Stream, i: int, random: Generator) -> tuple[datetime, *tuple[str, ...]]:
    """Return one row; the score is the drawn tone, to the two digits that the tool gives."""
    tone, hours = float(posts.tones[i]), float(posts.hours[i])
    talk = 0.25 + 0.35 * np.exp(-max(hours, 0.0) / 100)
    upset = bool(posts.incident_posts[i]) or (hours >= 0 and random.uniform() < talk)
    phrase = choose("stamps" if upset else EVERYDAY, "no", tone, random)
    channel = "facebook" if random.uniform() < 0.7 else "instagram"
    return (
        BEGAN_AT + timedelta(seconds=round(hours * 3600)),
        channel,
        person(int(posts.authors[i]), "stamps").handle,
        "no",
        say(phrase, RIVAL, random),
        f"{tone:.2f}",
        str(int(posts.engagement[i])),
    )


def _own(random: Generator) -> list[tuple[datetime, *tuple[str, ...]]]:
    """Return the brand's own rows, which the tool does not score."""
    days = range((ENDS_AT - STARTS_AT).days)
    texts = [
        (STARTS_AT + timedelta(days=day, hours=7, minutes=int(random.integers(60))), greeting)
        for day, greeting in ((day, _GREETINGS[day % 3].format(place="Molde")) for day in days)
    ]
    texts += [(BEGAN_AT, ANNOUNCEMENT), (BEGAN_AT + timedelta(days=2, hours=2), STATEMENT)]
    return [
        (at, "facebook", "bergtunkaffe", "no", text, "", str(int(random.integers(20, 90))))
        for at, text in texts
    ]
