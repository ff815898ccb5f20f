"""Meltwater mentions, the export before 2023: posts and articles that a search found.

Get it   kept files only; Explore → Select all → Download → CSV
Holds    posts and articles by anyone: text, author, language, reach, views, and Meltwater's
         sentiment, kept as an external score (positive 1, neutral 0, negative −1)
Lacks    likes, shares, comments; the zone of its times, which is the account's: say --tz, except
         for X posts, whose links tell
Seen     `Date` as `07-Jul-2025 05:12PM`, `Headline`, `Opening Text`, `Hit Sentence`, `Influencer`
         with @ for X, in UTF-16 parted by tabs under the name `.csv`; texts that begin `QT @` or
         `RT @`; facts from parsers' code
"""

from __future__ import annotations

from postmortem.sources.delimited.layout import Layout
from postmortem.sources.formats.suites.meltwater import finish
from postmortem.sources.formats.suites.mentions import x_instant
from postmortem.sources.tables import table_source

_LAYOUT = Layout(
    platform="web",
    columns={
        "posted_at": "Date",
        "url": "URL",
        "title": "Opening Text",
        "text": "Hit Sentence",
        "author": "Influencer",
        "score": "Sentiment",
    },
    optional={"platform": "Source", "lang": "Language", "reach": "Reach", "views": "Views"},
    instant=x_instant,
    linked_ids=False,
    finish=finish,
)


SOURCE = table_source(
    name="meltwater-old",
    platform="any",
    evidence="parser",
    layout=_LAYOUT,
    marks=("Headline",),
)
