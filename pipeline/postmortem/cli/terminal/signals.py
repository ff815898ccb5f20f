"""Ctrl-C and SIGTERM as exceptions, and a note of which came.

The note is what counts at the end: where a signal meets a library in the middle of its work, the
exception it raises may come out as another one (DuckDB makes a RuntimeError of it, or leaves a
transaction that the next statement complains of).
"""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_signals: list[int] = []


class Terminated(BaseException):
    """SIGTERM, as an exception, so that open transactions roll back on the way out."""


@contextmanager
def heed_signals() -> Iterator[None]:
    """Heed Ctrl-C and SIGTERM for the length of a run; elsewhere than in the main thread, neither.

    A SIGINT that was ignored when the run began (a job behind a shell) stays ignored.
    """
    _signals.clear()
    before = {signal.SIGTERM: _handle(signal.SIGTERM, _terminate)}
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        before[signal.SIGINT] = _handle(signal.SIGINT, _interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            _handle(number, handler or signal.SIG_DFL)


def exit_code_of_signal() -> int | None:
    """Return the exit code for the signal that asked this run to end; None while none did."""
    return 128 + _signals[-1] if _signals else None


def _terminate(signum: int, frame: FrameType | None) -> None:
    _signals.append(signum)
    raise Terminated


def _interrupt(signum: int, frame: FrameType | None) -> None:
    _signals.append(signum)
    raise KeyboardInterrupt


def _handle(number: signal.Signals, handler: Any) -> Any:
    """Install a handler where that is possible (only in the main thread)."""
    try:
        return signal.signal(number, handler)
    except ValueError:
        return None
