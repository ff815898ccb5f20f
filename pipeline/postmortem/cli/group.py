"""The command group: global options anywhere on the line, every error with its exit code."""

from __future__ import annotations

import io
import os
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from postmortem.cli.environment import give_variables, wants_color
from postmortem.cli.terminal.faults import hush_stdout, in_our_words
from postmortem.cli.terminal.session import log_line
from postmortem.cli.terminal.signals import Terminated, exit_code_of_signal, heed_signals
from postmortem.errors import INTERRUPTION, ExitCode, PostmortemError
from postmortem.wording.clean import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAKES_VALUE = ("--store", "--config", "--lock-timeout", "--log-format")
_FLAGS = ("--quiet", "-q", "--verbose", "--no-color", "--debug")


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

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        give_variables(self.params, self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse with the global options hoisted."""
        if not wants_color():
            ctx.color = False
        with _errors_in_words():
            return super().parse_args(ctx, hoist(args))

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run; a signal that comes while the line is made or left has its exit code too."""
        with heed_signals():
            try:
                return super().main(*args, **extra)
            except SystemExit as ending:
                code = exit_code_of_signal()
                if ending.code and code:
                    raise SystemExit(code) from ending
                raise

    def invoke(self, ctx: Any) -> Any:
        """Run the command; tell what went wrong in words, with `--debug` also where."""
        _one_thread()
        _escape_what_cannot_be_encoded()
        as_json = ctx.params.get("log_format") == "json"
        with _errors_in_words(debug=bool(ctx.params.get("debug")), as_json=as_json):
            return super().invoke(ctx)


@contextmanager
def _errors_in_words(*, debug: bool = False, as_json: bool = False) -> Iterator[None]:
    """Turn every error into one message on stderr and a documented exit code."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt as error:
        raise typer.Exit(
            _report_signal(exit_code_of_signal() or ExitCode.INTERRUPTED, as_json)
        ) from error
    except Terminated as error:
        raise typer.Exit(ExitCode.TERMINATED) from error
    except BrokenPipeError as error:
        hush_stdout()
        raise typer.Exit(0) from error
    except Exception as error:
        if _is_clicks(error) and not as_json:
            raise
        if debug:
            traceback.print_exc()
        if code := exit_code_of_signal():
            raise typer.Exit(_report_signal(code, as_json)) from error
        raise typer.Exit(_report_error(error, as_json)) from error


def _report_signal(code: int, as_json: bool) -> int:
    """Say that Ctrl-C ended the run; whoever sends SIGTERM knows."""
    if code == ExitCode.INTERRUPTED:
        complain(INTERRUPTION, code if as_json else None)
    return code


def _report_error(error: Exception, as_json: bool) -> int:
    """Say what went wrong, and return the exit code for it."""
    code, text = _code_and_text(error)
    complain(text, code if as_json else None)
    return code


def _code_and_text(error: Exception) -> tuple[int, str]:
    """Return the exit code for an error, and what to say of it."""
    if _is_clicks(error):
        usage: Any = error
        return int(usage.exit_code), str(usage.format_message())
    ours = in_our_words(error) if isinstance(error, OSError) else error
    if isinstance(error, OSError) and error.filename is None:
        hush_stdout()
    if isinstance(ours, PostmortemError):
        return ours.exit_code, str(ours)
    kind = type(error).__name__
    return 1, f"internal error ({kind}: {error}). This is our fault; --debug shows where."


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


def complain(text: str, code: int | None = None) -> None:
    """Say on stderr what went wrong; with `code`, the exit code, as a line of JSON."""
    line = f"postmortem: {text}" if code is None else log_line(text, "error", code=code)
    typer.echo(visible(line, lines=True), err=True)


def _is_clicks(error: Exception) -> bool:
    """Whether `error` is the command line's own, which says itself what is wrong and exits 2."""
    return hasattr(error, "exit_code") and hasattr(error, "show")
