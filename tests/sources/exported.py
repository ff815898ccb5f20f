"""Exports made up on the spot, and what is read from them."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from postmortem.model import Note, Post, Reject
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    from postmortem.model import Record


def records(content: str | bytes, source: str, *, tz: str | None = None) -> list[Record]:
    """Return everything read from a file of this content, which must be `source`'s."""
    data = content.encode() if isinstance(content, str) else content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(data)
        (export,) = exports(path)
        found = source_for(export)
        assert found.name == source
        return list(found.read(export, Options(tz=tz)))


def posts(content: str | bytes, source: str, *, tz: str | None = None) -> list[Post]:
    """Return the posts alone; a reject fails the test that did not ask for one."""
    found = records(content, source, tz=tz)
    assert not [record for record in found if isinstance(record, Reject)]
    return [record for record in found if isinstance(record, Post)]


def notes(found: Iterable[Record]) -> set[str]:
    """Return the codes of the notes."""
    return {record.code for record in found if isinstance(record, Note)}


def table(*rows: dict[str, object], delimiter: str = ",") -> str:
    """Return rows as CSV under the names of the first one."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def lines(*values: object) -> str:
    """Return values as JSON Lines."""
    return "".join(json.dumps(value) + "\n" for value in values)


def x_id(moment: datetime) -> int:
    """Return an id that X could have given a post at `moment`."""
    return (int(moment.timestamp() * 1000) - 1_288_834_974_657) << 22


def at(*parts: int) -> datetime:
    """Return an instant in UTC."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]
