"""The names of months, in the languages that platforms write them in."""

from __future__ import annotations

from calendar import month_abbr, month_name

from postmortem.sources.values.cells import CellError

_NAMES = """
no januar februar mars april mai juni juli august september oktober november desember
da januar februar marts april maj juni juli august september oktober november december
sv januari februari mars april maj juni juli augusti september oktober november december
de januar februar märz april mai juni juli august september oktober november dezember
at jänner feber
nl januari februari maart april mei juni juli augustus september oktober november december
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
"""
"""A language, and its months in order."""
_LANGUAGES = [line.split()[1:] for line in _NAMES.strip().splitlines()]
_SHORTEST = 3


def _by_name() -> dict[str, int]:
    """Return the number of every name, and of each beginning that is of one month only."""
    numbers: dict[str, set[int]] = {}
    for names in (list(month_name)[1:], list(month_abbr)[1:], *_LANGUAGES):
        for number, name in enumerate(names, start=1):
            for end in range(_SHORTEST, len(name) + 1):
                numbers.setdefault(name[:end].lower(), set()).add(number)
    return {name: found.pop() for name, found in numbers.items() if len(found) == 1}


_BY_NAME = _by_name()


def month_called(name: str) -> int:
    """Return the number of a month from its name, short or long; CellError for no month.

    >>> month_called("Okt"), month_called("février"), month_called("Sept")
    (10, 2, 9)
    """
    try:
        return _BY_NAME[name.lower()]
    except KeyError as error:
        raise CellError(
            f"no month is called {name[:20]!r} here: export times as 2026-03-01 10:00"
        ) from error
