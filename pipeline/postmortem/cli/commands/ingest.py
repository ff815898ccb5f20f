"""ingest, score: exports in, scores on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from postmortem.cli.terminal.session import put, put_json, session

if TYPE_CHECKING:
    from postmortem.config import Config


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(ingest)
    app.command()(score)
    app.command()(engines)


def ingest(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, globs, or -. Default: the inboxes in the config."),
    ] = None,
    as_set: Annotated[
        str | None, typer.Option("--as", help="The set these posts belong to.")
    ] = None,
    source: Annotated[str | None, typer.Option(help="Read as this source, unasked.")] = None,
    tz: Annotated[str | None, typer.Option(help="Zone of times that name none.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Text encoding, when it is no UTF.")] = None,
    columns: Annotated[
        Path | None, typer.Option(help='TOML with [columns], such as text = "Message".')
    ] = None,
    since: Annotated[str | None, typer.Option(help="Keep posts from this date on.")] = None,
    keep_rejected: Annotated[
        bool, typer.Option("--keep-rejected", help="Keep the text of rejected rows.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read; store nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The ledger as JSON.")] = False,
) -> None:
    """Read platform exports into the store; safe to repeat."""
    from dataclasses import replace

    from postmortem.cli.terminal.ledger import is_news, told
    from postmortem.cli.terminal.progress import reading
    from postmortem.jobs.ingest import Ingesting, empty_inboxes, exit_code, ingest_jobs, ledger_json
    from postmortem.jobs.score import score_store

    run = session(ctx)
    config = run.settings()
    how = Ingesting.of(
        config,
        set_name=as_set,
        source=source,
        tz=tz,
        encoding=encoding,
        columns=_columns(config, columns),
        since=since,
        keep_rejected=keep_rejected,
        dry_run=dry_run,
    )
    ledgers = []
    with reading(run) as tell, run.opened(config, write=True, dry_run=dry_run) as store:
        for job in ingest_jobs(paths or [], config, replace(how, on_progress=tell)):
            for ledger in job.run(store):
                (run.warn if is_news(ledger) else run.say)(told(ledger, kept=not dry_run))
                ledgers.append(ledger)
        if not dry_run:
            score_store(store, config)
    for word in paths or []:
        if Path(word).is_dir() and not any(_is_in(ledger.path, word) for ledger in ledgers):
            run.warn(f"{word}: no file to read there.")
    for empty in empty_inboxes(paths or [], config):
        run.warn(f"set {empty}: nothing matches its inbox.")
    if as_json:
        put_json(ledger_json(ledgers))
    code = exit_code(ledgers)
    if code:
        raise typer.Exit(code)


def _is_in(export: str, folder: str) -> bool:
    """Whether an export, perhaps a member of an archive, lies in the folder or is it."""
    return Path(export).is_relative_to(folder) or export.startswith(f"{Path(folder)}!")


def _columns(config: Config, file: Path | None) -> dict[str, str]:
    """Return the column map: the file given on the line over the config's."""
    from postmortem.config import read_columns

    return dict(config.columns) | (read_columns(file) if file else {})


def score(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="The tally as JSON.")] = False,
) -> None:
    """Score what is not yet scored (ingest and report do it too)."""
    from postmortem.jobs.score import score_store

    run = session(ctx)
    config = run.settings()
    with run.opened(config, write=True) as store:
        tally = score_store(store, config)
    if as_json:
        put_json({"schema": "postmortem/score/1", **tally})
    else:
        put(f"{tally['texts']} texts scored, {tally['unscored']} not readable.")


def engines(
    ctx: typer.Context,
    other: Annotated[str, typer.Argument(help="Such as vader+emoji or lexicon:words.csv.")],
    most: Annotated[int, typer.Option(help="How many posts to show.", min=0)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="The comparison as JSON.")] = False,
) -> None:
    """Show where the configured engine and another one disagree on this store, with posts."""
    from postmortem.cli.terminal.engines import engines_text
    from postmortem.jobs.engines import compare_engines

    run = session(ctx)
    config = run.settings()
    with run.opened(config, write=True) as store:
        found = compare_engines(store, config, other, most=most)
    if as_json:
        put_json(found)
        return
    put(engines_text(found))
