"""ingest: exports into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from postmortem.cli.commands.options import Source
from postmortem.cli.terminal.session import put_json, session


def ingest(
    ctx: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, globs, or -. Default: the inboxes in the config."),
    ] = None,
    as_set: Annotated[
        str | None, typer.Option("--as", help="The set these posts belong to.")
    ] = None,
    source: Source = None,
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
    from postmortem.cli.terminal.ledger import print_ledger
    from postmortem.cli.terminal.progress import progress
    from postmortem.jobs.ingest import (
        IngestSettings,
        column_map,
        exit_code,
        ledger_json,
        list_no_exports,
    )
    from postmortem.jobs.ingest import ingest as ingest_exports

    project = session(ctx).project()
    with progress(session(ctx)) as (run, tell):
        settings = IngestSettings.of(
            project.config,
            set_name=as_set,
            source=source,
            tz=tz,
            encoding=encoding,
            columns=column_map(project.config, columns),
            since=since,
            keep_rejected=keep_rejected,
            dry_run=dry_run,
            on_progress=tell,
        )
        ingestion = ingest_exports(
            project,
            paths or [],
            settings,
            lambda each: print_ledger(run, each, in_store=not dry_run),
        )
    if ingestion.no_exports:
        run.say(list_no_exports(ingestion.no_exports))
    for folder in ingestion.empty_folders:
        run.warn(f"{folder}: no file to read there.")
    for name in ingestion.empty_sets:
        run.warn(f"set {name}: nothing matches its inbox.")
    if as_json:
        put_json(ledger_json(ingestion.ledgers, ingestion.no_exports))
    if code := exit_code(ingestion.ledgers):
        raise typer.Exit(code)
