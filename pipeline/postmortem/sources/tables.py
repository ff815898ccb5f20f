"""A format that is a table: its layout, and the columns that tell it, are the whole of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from postmortem.errors import MalformedExport
from postmortem.sources.behaviour.dates import HALF_SWAPPED, are_half_swapped
from postmortem.sources.behaviour.identity import true_digits
from postmortem.sources.behaviour.sample import Sample
from postmortem.sources.delimited.layout import places_of
from postmortem.sources.delimited.rows import Rows
from postmortem.sources.delimited.tabular import read_table
from postmortem.sources.recognition import has_columns
from postmortem.sources.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from postmortem.model import Record
    from postmortem.sources.delimited.layout import Layout
    from postmortem.sources.export import Export
    from postmortem.sources.options import Options
    from postmortem.sources.peek import Peek
    from postmortem.sources.recognition import Recognition
    from postmortem.sources.source import Evidence


def table_source(
    *,
    name: str,
    platform: str,
    evidence: Evidence,
    layout: Layout,
    marks: tuple[str, ...] = (),
    recognise: Callable[[Peek], Recognition] | None = None,
    zone: str | None = None,
) -> Source:
    """Return the source whose rows are read as `layout` says, a post or a reject each.

    It claims a file that has every column the layout needs, and the columns of `marks`, which are
    not read and tell it from its neighbours; `recognise` is for formats that are told otherwise.
    """

    def has_its_columns(peek: Peek) -> Recognition:
        return has_columns(peek, *layout.columns.values(), *marks)

    def read(export: Export, options: Options) -> Iterator[Record]:
        own_layout = layout_of_file(export, options, layout)
        yield from read_table(export, options, own_layout, zone=zone)

    return Source(
        name=name,
        platform=platform,
        evidence=evidence,
        recognise=recognise or has_its_columns,
        read=read,
        zone=zone,
    )


def layout_of_file(export: Export, options: Options, layout: Layout) -> Layout:
    """Return a layout that knows how far the ids of this file can be believed.

    A spreadsheet leaves 15 digits of a number, whatever platform it is from, and turns the dates
    that it can: MalformedExport where it turned some.
    """
    with export.open_text(None, options.encoding) as stream:
        rows = Rows(stream, sorted(layout.columns.values()), export.name, layout.escape)
        places = places_of(rows.columns, layout, options)
        if not {"post_id", "posted_at"} & places.keys():
            return layout
        sample = Sample.of(rows, rows.columns)
    times, ids = (
        sample.cells(rows.columns[places[name]]) if name in places else ()
        for name in ("posted_at", "post_id")
    )
    if "dates" not in options.columns and are_half_swapped(times):
        raise MalformedExport(f"{export.name}: {HALF_SWAPPED}")
    return replace(layout, id_digits=true_digits(ids))
