"""Pieces of text that VADER's rules, or Unicode, trip over: for tests, stress and benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from postmortem.score.engines.vader import analyzer, vader_rules

if TYPE_CHECKING:
    from random import Random

SPACES = (" ", " ", " ", "  ", "\n", "\t", "\u00a0", "\u2003", "\u3000", "\x1c", "\x85", "\u200b")
"""What stands between words: also blanks that are not blank to everyone."""

_RULED = (
    "but bUt BUT But, no NO no, nor or kind of KIND OF sort of kind-of just enough least at very "
    "never so this SO without doubt WITHOUT not n't isn't ISN'T DON’T don't cannot despite "
    "the shit the bomb bad ass badass bus stop yeah right kiss of death to die for beating heart "
    "hand to mouth break a leg can't stand fed up"
)
_VALUED = (
    "good GOOD Good, (good) bad BAD great!!! love LOVE hate sucks awful AWFUL happy wtf lol LMAO "
    ":) :( :D ;D =D O_o :P (-: >:( <3 </3 x-( ok fine kind doubt no. 'good' good's --good-- "
    "good.bad"
)
_PLAIN = (
    "the THE gate flight 737 a I it's THUNDER thunder's re-booked @someone #topic "
    "https://x.example/a naïve CAFÉ straße ŒUVRE flyet IKKE Ærlig 今日 рейс ПЛОХО"
)
_SIGNS = (
    "! !! !!!! !!!!! ? ?? ??? ???? !? . … , ; - — ' ’ \" … & % ' '' ... "
    "\x00 \x07 \ufeff \ufe0f \u200d \u0301 \ud800 \udfff \U000e0041"
)
_EMOJI = (
    "😍 😡 👍🏽 👩\u200d👩\u200d👧 ❤ ❤\ufe0f ☹\ufe0f 🔛 🆙 🇳🇴 © ‼ 🙂🙂 "
    "😍great bad😡 💔! 😡\u00a0bad"
)
RULED = _RULED.split(" ")
"""Words that the rules name, in the cases that once slipped through."""
VALUED = _VALUED.split(" ")
PLAIN = _PLAIN.split(" ")
SIGNS = _SIGNS.split(" ")
EMOJI = _EMOJI.split(" ")

ODD_LETTERS = (
    "\u212aill",  # Kelvin sign: lower-cases to an ASCII k
    "\u212aIND",
    "\u0130ll",  # dotted capital I: lower-cases to two characters
    "\u017fad",  # long s: upper-cases to S, but stays itself in lower case
    "ΟΔΟΣ",  # a capital sigma that lower-cases by its place
    "ǅ",  # title case: neither upper nor lower
    "ﬁne",
    "Ⅷ",
    "𝐆𝐎𝐎𝐃",
    "ＬＯＶＥ",
    "N\u2019T",
    "can\u02bct",
    "N'T",
    "n'T",
    "xn'tx",
)


def awkward_text(random: Random, longest: int = 30) -> str:
    """Return a text of up to `longest` pieces, each of which some rule or table cares about."""
    lexicon = list(vader_rules().lexicon)
    boosters = list(vader_rules().boosters)
    emoji = list(analyzer().emojis)
    pools = (RULED, VALUED, PLAIN, SIGNS, ODD_LETTERS, EMOJI, lexicon, boosters, emoji)
    parts = []
    for _ in range(random.randint(0, longest)):
        piece = random.choice(random.choice(pools))
        change = random.random()
        parts.append(piece.upper() if change < 0.15 else piece.title() if change < 0.2 else piece)
        parts.append(random.choice(SPACES) if random.random() < 0.95 else "")
    return "".join(parts)
