"""What the store holds, as `status --json` says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from postmortem.store.instants import aware

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import polars as pl

_LOADS_SHOWN = 20


def status_of(
    rows: Callable[..., pl.DataFrame], engine: str | None, own_keys: list[str], store_schema: int
) -> dict[str, Any]:
    """Return the object of `postmortem/status/1`; `engine` is an id, or how one begins.

    `rows` answers a question of queries/ by its name and parameters.
    """
    (totals,) = _records(rows("store_totals", engine=engine, own_keys=own_keys))
    totals.pop("refused")
    rejected = totals.pop("rejected")
    return {
        "schema": "postmortem/status/1",
        **totals,
        "sets": _records(rows("store_sets")),
        "sources": _records(rows("store_sources")),
        "loads": _records(rows("store_loads", most=_LOADS_SHOWN)),
        "rejected": rejected,
        "rejects": _records(rows("store_rejects")),
        "store_schema": store_schema,
    }


def _records(rows: pl.DataFrame) -> list[dict[str, Any]]:
    names = {"starts_at": "from", "ends_at": "to", "set_name": "set"}
    return [
        {names.get(name, name): _plain(value) for name, value in record.items()}
        for record in rows.iter_rows(named=True)
    ]


def _plain(value: Any) -> Any:
    instant: datetime | None = aware(value) if hasattr(value, "isoformat") else None
    return instant.isoformat().replace("+00:00", "Z") if instant else value
