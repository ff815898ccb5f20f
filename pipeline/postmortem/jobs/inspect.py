"""Shell: what a file looks like to us, without storing anything."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postmortem.errors import PostmortemError, UsageError
from postmortem.jobs.ingest import NoExport, Unreadable, column_map, expand, exports_at, skip_list
from postmortem.model import Note, Post, Reject, Total
from postmortem.sources import (
    Options,
    column_block,
    peek_at,
    propose_columns,
    source_for,
    with_overview,
)
from postmortem.store import untimely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from postmortem.jobs.project import Project
    from postmortem.model import Record
    from postmortem.sources import Export

_REJECTS_SHOWN = 5
_NO_STORE = Path("postmortem.duckdb")
"""Left out of folders: a store is no export."""


def inspect_exports(
    project: Project,
    words: Sequence[str],
    *,
    source: str | None = None,
    tz: str | None = None,
    columns: Path | None = None,
) -> list[dict[str, Any]]:
    """Return one view for each export that `words` name; a file that cannot be read says why."""
    config = project.config
    options = Options(tz=tz or config.brand.timezone, columns=column_map(config, columns))
    skips = skip_list(config)
    return [
        _blank(str(export.path)) | {"refused": export.why}
        if isinstance(export, Unreadable)
        else _view(export, source, options)
        for path in expand(words)
        for export in exports_at(path, _NO_STORE, skips, by_name=str(path) in words)
        if not isinstance(export, NoExport)
    ]


def write_columns(path: Path, views: Sequence[dict[str, Any]]) -> None:
    """Write the `[columns]` map of one view, to be looked over; UsageError where there is none."""
    if len(views) != 1:
        raise UsageError("--write-columns: name one file, whose columns it is to write.")
    if not views[0]["proposed_columns"]:
        raise UsageError(f"--write-columns: {views[0]['path']} is no table.")
    if path.exists():
        raise UsageError(f"{path}: exists, and is left alone. Choose another name.")
    path.write_text(column_block(views[0]["proposed_columns"]), "utf-8", newline="\n")


def _blank(name: str) -> dict[str, Any]:
    return {
        "path": name,
        "source": None,
        "platform": None,
        "evidence": None,
        "columns": [],
        "proposed_columns": {},
        "rows": 0,
        "posts": 0,
        "totals": 0,
        "rejected": 0,
        "from": None,
        "to": None,
        "languages": {},
        "fields": {},
        "rejects": [],
        "warnings": [],
        "refused": None,
    }


def _view(export: Export, name: str | None, options: Options) -> dict[str, Any]:
    view = _blank(export.name)
    try:
        peek = peek_at(export)
        view["columns"] = list(peek.columns)
        view["proposed_columns"] = propose_columns(peek)
        source = source_for(export, name, options.columns)
        view |= {"source": source.name, "platform": source.platform, "evidence": source.evidence}
        view |= _tally(_as_ingested(with_overview(source.read(export, options), options.tz)))
    except PostmortemError as error:
        view["refused"] = str(error)
    except Exception as error:
        view["refused"] = f"our fault, please report it: {type(error).__name__}: {error}"
    return view


def _as_ingested(records: Iterable[Record]) -> Iterator[Record]:
    """Refuse what the store would refuse: times before there were platforms, or to come."""
    now = datetime.now(UTC)
    for record in records:
        if isinstance(record, Post | Total) and (why := untimely(record, now)):
            yield Reject(record.line, why)
        else:
            yield record


def _tally(records: Iterable[Record]) -> dict[str, Any]:
    """Count what an export holds: rows, span, languages, which fields are filled_fields."""
    counts: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    filled_fields: Counter[str] = Counter()
    rejects: list[dict[str, Any]] = []
    notes: dict[str, str] = {}
    span: list[Any] = []
    for record in records:
        match record:
            case Post():
                counts["posts"] += 1
                languages[record.lang or "unknown"] += 1
                filled_fields.update(
                    field
                    for field, value in zip(Post._fields, record, strict=True)
                    if value not in (None, "", ())
                )
                span = _wider(span, record.posted_at)
            case Total():
                counts["totals"] += 1
            case Reject():
                counts["rejected"] += 1
                if len(rejects) < _REJECTS_SHOWN:
                    rejects.append({"line": record.line, "reason": record.reason})
            case Note():
                notes[record.code] = record.text
    return {
        "rows": counts["posts"] + counts["totals"] + counts["rejected"],
        "posts": counts["posts"],
        "totals": counts["totals"],
        "rejected": counts["rejected"],
        "from": _iso(span[0]) if span else None,
        "to": _iso(span[1]) if span else None,
        "languages": dict(sorted(languages.items(), key=lambda pair: (-pair[1], pair[0]))),
        "fields": {name: filled_fields[name] for name in Post._fields if filled_fields[name]},
        "rejects": rejects,
        "warnings": [{"code": code, "text": text} for code, text in sorted(notes.items())],
    }


def _wider(span: list[Any], moment: Any) -> list[Any]:
    return [min(span[0], moment), max(span[1], moment)] if span else [moment, moment]


def _iso(moment: Any) -> str:
    text: str = moment.isoformat()
    return text.replace("+00:00", "Z")
