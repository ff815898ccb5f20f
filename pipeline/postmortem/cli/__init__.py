"""The `postmortem` command: parse, call, print. No decision lives here.

stdout is data, stderr is talk. Slow libraries load inside the commands that need them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from postmortem import __version__
from postmortem.cli.commands import COMMANDS
from postmortem.cli.environment import wants_color
from postmortem.cli.group import PostmortemGroup
from postmortem.cli.terminal.session import Session

app = typer.Typer(
    cls=PostmortemGroup,
    name="postmortem",
    help="How far a brand fell, how long it took to come back, and whether the apology helped.\n\n"
    "From the exports the platforms give anyone, on this machine, with an interval on every "
    "number. Global options may stand before or after the command.\n\n"
    "Every option has a variable, named in its help: the line goes first, then the variable, then "
    "postmortem.toml.\n\n"
    "Exit codes: 0 ok, 1 our fault, 2 usage or config, 3 not enough data, 4 partly done, "
    "5 a rule failed or something needs a look, 75 try again, 130 interrupted, 143 terminated.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asks: bool) -> None:
    if asks:
        typer.echo(f"postmortem {__version__}")
        raise typer.Exit


@app.callback()
def options(
    ctx: typer.Context,
    store: Annotated[
        Path | None,
        typer.Option(help="The DuckDB file. [default: postmortem.duckdb]"),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="The config file. [default: nearest postmortem.toml]")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Silent on success.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more on stderr.")] = False,
    lock_timeout: Annotated[
        float, typer.Option(help="Seconds to wait for another process.", min=0)
    ] = 60.0,
    log_format: Annotated[
        Literal["text", "json"], typer.Option(help="How talk on stderr is written.")
    ] = "text",
    no_color: Annotated[bool, typer.Option("--no-color", help="Plain text only.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show and exit."),
    ] = False,
) -> None:
    """Hold the global options."""
    ctx.obj = Session(
        store=store,
        config=config,
        quiet=quiet,
        verbose=verbose,
        lock_timeout=lock_timeout,
        log_format=log_format,
        color=not no_color and wants_color(),
    )


for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run the command line."""
    app()
