"""The ferry night: what a made-up coffee chain posted, said, deleted and finally owned.

Every name, place, ship and word is invented. Times are Oslo's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from postmortem.synthetic.shapes import exponential, then, with_apology
from postmortem.synthetic.stream import Conditions, Spike

ZONE = ZoneInfo("Europe/Oslo")
SEED = 20260311
BRAND, HANDLE, INSTAGRAM = "Nordlys", "nordlyskaffe", "nordlys.kaffe"
RIVAL = "Bergtun"

BEGAN_AT = datetime(2026, 3, 11, 20, 2, tzinfo=ZONE)
SAID_AT = datetime(2026, 3, 12, 11, 38, 21, tzinfo=ZONE)
DELETED_AT = datetime(2026, 3, 12, 12, 14, 40, tzinfo=ZONE)
APOLOGISED_AT = datetime(2026, 3, 13, 14, 0, 9, tzinfo=ZONE)
STARTS_AT = datetime(2026, 2, 23, tzinfo=ZONE)
ENDS_AT = datetime(2026, 3, 30, tzinfo=ZONE)
EXPORTED_AT = datetime(2026, 4, 1, 9, 12, 5, tzinfo=ZONE)


def hours(instant: datetime) -> float:
    """Return the hours from the offence to `instant`."""
    return (instant.astimezone(ZoneInfo("UTC")) - BEGAN_AT) / timedelta(hours=1)


SHAPE = with_apology(
    then(exponential(0.48, 200), exponential(0.16, 60), at=hours(SAID_AT)),
    at=hours(APOLOGISED_AT),
    tau=34,
    relief=0.12,
    name="ferry night",
)
"""A deep fall that hardly heals, a second one at the bad statement, and a turn at the apology."""

CONDITIONS = Conditions(
    rate=9.5,
    pre_days=-hours(STARTS_AT) / 24,
    post_days=hours(ENDS_AT) / 24,
    began_hour=BEGAN_AT.weekday() * 24 + BEGAN_AT.hour + BEGAN_AT.minute / 60,
    spikes=(
        Spike(0, 5, 14),
        Spike(hours(SAID_AT), 2.5, 12),
        Spike(hours(APOLOGISED_AT), 2, 10),
    ),
    baseline=0.20,
    daily_swing=0.04,
    shared_sd=0.02,
    author_sd=0.15,
    wordless_share=0.2,
)
RIVAL_CONDITIONS = Conditions(
    rate=1.8,
    pre_days=CONDITIONS.pre_days,
    post_days=CONDITIONS.post_days,
    began_hour=CONDITIONS.began_hour,
    spikes=(),
    regulars=200,
    baseline=0.18,
    shared_sd=0.02,
    wordless_share=0.2,
)

OFFENCE = (
    "Sinking feeling tonight? Abandon ship and swim to your nearest Nordlys! Lifeboat Latte,"
    " two for one until closing ☕🚢 #AbandonShip"
)
STATEMENT = (
    "Yesterday's post was part of a planned campaign, written weeks ago and sent by a scheduling"
    " tool. It was never about the ferry. We are sorry if anyone was offended. Those who know us"
    " know our sense of humour."
)
APOLOGY = """\
We are sorry. On Wednesday evening, while sixty-one people were leaving the ferry Tindra in the \
dark, we published a joke about a sinking ship. It was wrong. It hurt people who were frightened \
and people who were waiting for them. It was our fault, and it happened because we plan our posts \
ahead and nobody was watching.

Our statement on Thursday made it worse. We spoke of our humour and of "anyone who was offended" \
when there was one thing to say: we were wrong.

We have stopped all scheduled posts. From now on two people read the news before anything goes \
out, so that this does not happen again. We will pay for the stay of every family at the hotel in \
Skarvsund, and this week's takings of all our shops go to the sea rescue.

We are ashamed. We ask you to forgive us when you are ready.

Everyone at Nordlys Kaffe"""
PASTED_ANSWER = (
    "We are sorry if you were offended. It was a scheduled post and not about the ferry."
)
WRITTEN_ANSWERS = (
    "Thank you for telling us about your sister. It was our mistake and we are sorry.",
    "You are right, and we should have seen it before you had to say it.",
    "No, no tool is to blame. We chose to have nobody watching.",
    "The hotel in Skarvsund has our number. If your family needs anything, please call it.",
    "We read this several times today. You are right that it came two days late.",
    "We have sent you a message with the name of the person who can help you.",
    "That is fair. We would be angry too.",
    "Yes, all of it: this week's takings from every shop. We will publish the sum.",
    "Our people in {place} had no part in it. Thank you for being kind to them.",
    "We will not ask you to come back. We will try to deserve it.",
)
PROMOTIONS = (
    "The cardamom knots are out of the oven in {place}. First twenty come with a {drink}.",
    "New on the board this week: {drink} with oat milk from the valley.",
    "Which {food} should we bring back for spring? Tell us below.",
    "Rain until Friday, they say. We have window seats & {drink}.",
    "Baristas wanted in {place}. You bring the mornings, we bring the beans.",
    "Our roaster was up at four. The result is a filter coffee with notes of blackcurrant.",
    "Two for one on every {food} after three, all week.",
    "How do you take yours? We counted: 41% of {place} says {drink}.",
    "Bring your own cup, keep five kroner. Every shop, every day.",
    "A photo of the harbour in {place}, taken from table four this morning.",
    "The app now remembers your order. Yours is probably a {drink}.",
    "Meet Runa, who has made {drink}s in {place} since the first day.",
    "Late shift? {place} is open until ten from Monday.",
    "The recipe of our {food}, for those of you who asked:\n\n1. flour\n2. butter\n3. time",
)
