"""A row that says something in every field, from a table through each reader into a store."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import duckdb

from postmortem.model import Post, Posts
from postmortem.sources import Options, exports
from postmortem.sources.delimited.bulk import read_bulk
from postmortem.sources.delimited.layout import FIELDS, Layout
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.tabular import read_rows
from postmortem.store import Load, Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from postmortem.model import Record

CELLS = {
    "platform": "forum",
    "post_id": "1234",
    "posted_at": "2026-03-12T14:20:00Z",
    "text": "Words.",
    "author_id": "77",
    "author": "ann",
    "own": "true",
    "kind": "reply",
    "lang": "en",
    "url": "https://forum.example/1234",
    "score": "0.5",
    "sets": "nord",
}
"""What the fields hold that take no bare number."""
STORED_AS = {"author_id": "account", "author": "handle", "text": "text_no", "sets": "set_no"}
READERS = ("tabular.py", "columnar.py")


def fields_lost(folder: Path, extra: tuple[str, ...] = ()) -> list[str]:
    """Return the fields whose cells do not arrive in a store, by the reader that took them."""
    fields = [name for name in Post._fields if name != "line"]
    table = folder / "table.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([fields, [CELLS.get(name, "7") for name in fields]])
    columns = {name: name for name in fields if name in FIELDS}
    layout = Layout(platform="forum", columns=columns)
    return [
        f"{name}: lost by {reader} or after it"
        for reader in READERS
        for stored_cells in [_stored_cells(folder, table, reader, layout)]
        for name in (*fields, *extra)
        if STORED_AS.get(name, name) not in stored_cells
    ]


def _stored_cells(folder: Path, table: Path, reader: str, layout: Layout) -> dict[str, object]:
    """Return what the store has of the one post of a table."""
    path = folder / f"{reader}.duckdb"
    load = Load(
        path="t", sha256="t", source="t", now=datetime(2026, 6, 1, tzinfo=UTC), default_set="rest"
    )
    with Store.open(path, write=True) as store:
        store.add(load, list(_records(table, reader, layout)))
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            "SELECT * FROM post LEFT JOIN post_detail USING (post_no)"
            " LEFT JOIN post_metrics USING (post_no)"
        )
        names = [column[0] for column in rows.description or ()]
        cells = zip(names, rows.fetchone() or (), strict=False)
        return {name: cell for name, cell in cells if cell is not None}  # a name may be in two


def _records(table: Path, reader: str, layout: Layout) -> Iterator[Record | Posts]:
    (export,) = exports(table)
    with export.open_text(None, None) as stream:
        rows = Rows(stream, sorted(layout.columns.values()), export.name)
        if reader == "tabular.py":
            yield from read_rows(rows, rows.columns, export, Options(), layout)
            return
        for record in read_bulk(rows, export, Options(), layout):
            if isinstance(record, Posts):  # what the careful reader took is no answer of this one
                yield record
