"""The command group: global options anywhere on the line, every error with its exit code."""

from __future__ import annotations

import io
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from postmortem.cli._faults import hush_stdout, in_our_words
from postmortem.cli._session import printable
from postmortem.errors import INTERRUPTED, INTERRUPTION, TERMINATED, PostmortemError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_TAKES_VALUE = ("--store", "--config", "--lock-timeout", "--log-format")
_FLAGS = ("--quiet", "-q", "--verbose", "--no-color", "--debug")


class Terminated(BaseException):
    """SIGTERM, as an exception, so that open transactions roll back on the way out."""


def hoist(args: list[str]) -> list[str]:
    """Move global options to the front, so that they may stand after the command too.

    >>> hoist(["ingest", "a.csv", "--store", "x.duckdb", "-q"])
    ['--store', 'x.duckdb', '-q', 'ingest', 'a.csv']
    """
    front: list[str] = []
    rest: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--":
            rest += [word, *words]
        elif word in _TAKES_VALUE:
            front += [word, *[value for value in [next(words, None)] if value is not None]]
        elif word in _FLAGS or word.startswith(tuple(f"{name}=" for name in _TAKES_VALUE)):
            front.append(word)
        else:
            rest.append(word)
    return front + rest


class PostmortemGroup(TyperGroup):
    """A Typer group that speaks our errors: one message on stderr, one documented exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse with the global options hoisted."""
        with _told():
            return super().parse_args(ctx, hoist(args))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; tell what went wrong in words, with `--debug` also where."""
        _one_thread()
        _escape_what_cannot_be_encoded()
        previous = _on_sigterm(_terminate)
        try:
            with _told(debug=bool(ctx.params.get("debug"))):
                return super().invoke(ctx)
        finally:
            _on_sigterm(previous)


@contextmanager
def _told(*, debug: bool = False) -> Iterator[None]:
    """Turn every error into one message on stderr and a documented exit code."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt as error:
        complain(INTERRUPTION)
        raise typer.Exit(INTERRUPTED) from error
    except Terminated as error:
        raise typer.Exit(TERMINATED) from error
    except BrokenPipeError as error:
        hush_stdout()
        raise typer.Exit(0) from error
    except Exception as error:
        if debug or _is_clicks(error):
            raise
        raise typer.Exit(_complained(error)) from error


def _complained(error: Exception) -> int:
    """Say what went wrong, and return the exit code for it."""
    known = in_our_words(error) if isinstance(error, OSError) else error
    if isinstance(error, OSError) and error.filename is None:
        hush_stdout()
    if isinstance(known, PostmortemError):
        complain(str(known))
        return known.exit_code
    complain(
        f"internal error ({type(error).__name__}: {error}). This is our fault; --debug shows where."
    )
    return 1


def _escape_what_cannot_be_encoded() -> None:
    """Let a console of few characters show escapes instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _one_thread() -> None:
    """Keep linear algebra to one thread, unless the user says otherwise; before numpy loads.

    The matrices have a few hundred rows: threads spend longer waiting for each other than they
    save, and the last digit of a sum would depend on how many cores a machine has.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def complain(text: str) -> None:
    """Say on stderr what went wrong."""
    typer.echo(printable(f"postmortem: {text}"), err=True)


def _is_clicks(error: Exception) -> bool:
    """Whether `error` is the command line's own, which says itself what is wrong and exits 2."""
    return hasattr(error, "exit_code") and hasattr(error, "show")


def _terminate(signum: int, frame: FrameType | None) -> None:
    raise Terminated


def _on_sigterm(handler: Any) -> Any:
    """Install a SIGTERM handler where that is possible (only in the main thread)."""
    try:
        return signal.signal(signal.SIGTERM, handler or signal.SIG_DFL)
    except ValueError:
        return None
