"""Exports made up on the spot, and what is read from them."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from postmortem.model import Note, Post, Reject
from postmortem.sources import Options, exports, source_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """Return a workbook (.xlsx) of these rows: numbers as numbers, all else as text."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    listed, related = [], []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, (name, rows) in enumerate(sheets.items(), start=1):
            listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" r:id="r{number}"/>')
            target = f"worksheets/sheet{number}.xml"
            kind = f"{relations}/worksheet"
            related.append(f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>')
            cells = "".join(_row(at, row) for at, row in enumerate(rows, start=1))
            sheet = f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
            packed.writestr(f"xl/{target}", sheet)
        book = f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>{"".join(listed)}</sheets>'
        packed.writestr("xl/workbook.xml", f"{book}</workbook>")
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        told = f'<Relationships xmlns="{package}">{"".join(related)}</Relationships>'
        packed.writestr("xl/_rels/workbook.xml.rels", told)
        kind, target = f"{relations}/officeDocument", "xl/workbook.xml"
        root = f'<Relationship Id="r1" Type="{kind}" Target="{target}"/>'
        packed.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{root}</Relationships>')
    return out.getvalue()


def _row(number: int, row: Sequence[object]) -> str:
    cells = []
    for at, value in enumerate(row):
        place = f"{_letters(at)}{number}"
        if isinstance(value, (int, float)):
            cells.append(f'<c r="{place}"><v>{value!r}</v></c>')
        elif value is not None:
            text = escape(str(value))
            cells.append(
                f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _letters(column: int) -> str:
    """Return what a workbook calls a column: A, Z, AA, AB and so on."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
