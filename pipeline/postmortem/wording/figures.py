"""How figures are printed: rounded once, with a true minus sign, `not known` for None."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from postmortem.model import Estimate

MINUS = "−"
NOT_KNOWN = "not known"
_DIGITS = 6
_UNITS = (" points", "%", "×")


def stable(value: float) -> float | None:
    """Round to six significant digits; what is not finite is not known.

    >>> stable(0.123456789), stable(float("nan"))
    (0.123457, None)
    """
    if not math.isfinite(value):
        return None
    return float(f"{value:.{_DIGITS}g}") + 0.0  # + 0.0 turns a negative zero into zero


def _number(value: float | None, pattern: str) -> str:
    figure = None if value is None else stable(value)
    if figure is None:
        return NOT_KNOWN
    text = format(figure, pattern)
    if not any(digit in text for digit in "123456789"):
        text = text.lstrip("+-")
    return text.replace("-", MINUS)


def with_sign(value: float | None) -> str:
    """Print a sentiment with its sign.

    >>> with_sign(0.214), with_sign(-0.4), with_sign(-0.001), with_sign(None)
    ('+0.21', '−0.40', '0.00', 'not known')
    """
    return _number(value, "+.2f")


def plain(value: float | None, decimals: int = 2) -> str:
    """Print a figure that needs no plus sign."""
    return _number(value, f",.{decimals}f")


def share(value: float | None) -> str:
    """Print a share of one as per cent; small ones with a decimal.

    >>> share(0.341), share(0.012), share(0.0)
    ('34%', '1.2%', '0%')
    """
    figure = None if value is None else stable(value)
    if figure is None:
        return NOT_KNOWN
    per_cent = 100 * figure
    return _number(per_cent, ".1f" if 0 < abs(per_cent) < 9.95 else ".0f") + "%"


def count(value: float | None) -> str:
    """Print how many, with thousands.

    >>> count(38214)
    '38,214'
    """
    return NOT_KNOWN if value is None else f"{value:,.0f}".replace("-", MINUS)


def quantity(value: float | None) -> str:
    """Print an amount with about three digits, whatever its size.

    >>> quantity(0.456), quantity(12.44), quantity(1234.5)
    ('0.46', '12.4', '1,234')
    """
    if value is None:
        return NOT_KNOWN
    decimals = 2 if abs(value) < 9.995 else 1 if abs(value) < 99.95 else 0
    if value == int(value):
        decimals = 0
    return _number(value, f",.{decimals}f")


def ratio(value: float | None) -> str:
    """Print after ÷ before.

    >>> ratio(0.853)
    '0.85×'
    """
    return NOT_KNOWN if value is None else _number(value, ".2f") + "×"


def change(value: float | None) -> str:
    """Print a change in percentage points.

    >>> change(0.114)
    '+11 points'
    """
    figure = None if value is None else stable(value)
    if figure is None:
        return NOT_KNOWN
    points = 100 * figure
    whole = abs(points) >= 9.95 or abs(points - round(points)) < 1e-9
    return _number(points, "+.0f" if whole else "+.1f") + " points"


def difference(value: float | None) -> str:
    """Print an amount with its sign.

    >>> difference(12.4), difference(-0.5), difference(0.0)
    ('+12.4', '−0.50', '0')
    """
    text = quantity(value)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.") else text


def probability(value: float | None) -> str:
    """Print a probability; a very small one with its first digit.

    >>> probability(0.31), probability(0.00042), probability(0.0)
    ('0.31', '0.0004', 'nearly 0')
    """
    figure = None if value is None else stable(value)
    if figure is None:
        return NOT_KNOWN
    if figure < 1e-6:
        return "nearly 0"
    return plain(figure, 2 if figure >= 0.0095 else 1 - math.floor(math.log10(figure)) - 1)


def level(value: float) -> str:
    """Name an interval by its level.

    >>> level(0.9)
    '90% interval'
    """
    return f"{share(value)} interval"


def interval(
    estimate: Estimate,
    show: Callable[[float | None], str] = with_sign,
    *,
    level_named: bool = True,
) -> str:
    """Print the interval of an estimate, with an open end where the data set no limit.

    In a table whose caption names the level, `level_named` is False.

    >>> from postmortem.model import Estimate
    >>> interval(Estimate(0.12, -0.01, 0.25))
    '90% interval −0.01 to +0.25'
    """
    name = f"{level(estimate.level)} " if level_named else ""
    if estimate.low is None and estimate.high is None:
        return f"{name}{NOT_KNOWN}"
    if estimate.high is None:
        return f"{name}from {show(estimate.low)}, no upper limit"
    if estimate.low is None:
        return f"{name}up to {show(estimate.high)}, no lower limit"
    return f"{name}{_pair(show(estimate.low), show(estimate.high))}"


def _pair(low: str, high: str) -> str:
    """Join two figures, with their common unit said once."""
    for unit in _UNITS:
        if low.endswith(unit) and high.endswith(unit):
            return f"{low.removesuffix(unit)} to {high}"
    return f"{low} to {high}"


def with_interval(
    estimate: Estimate | None,
    show: Callable[[float | None], str] = with_sign,
    *,
    level_named: bool = True,
) -> str:
    """Print a value with its interval in brackets."""
    if estimate is None or estimate.value is None:
        return NOT_KNOWN
    return f"{show(estimate.value)} ({interval(estimate, show, level_named=level_named)})"
