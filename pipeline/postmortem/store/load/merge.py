"""What waits on the stage into the tables, with the ledger row: in the load's transaction."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from postmortem.model import REFERENCED, Note
from postmortem.store.instants import aware, naive
from postmortem.store.load.ledger import Ledger, RejectedFor, TotalsLedger
from postmortem.store.load.sameness import Sameness

if TYPE_CHECKING:
    import duckdb

    from postmortem.store.load.intake import Intake
    from postmortem.store.load.ledger import Load
    from postmortem.store.load.scripts import Scripts


def merge(scripts: Scripts, intake: Intake, load: Load) -> Ledger:
    """Merge what waits with what the store has; return the ledger. Runs inside a transaction."""
    tally = intake.tally
    as_of: dict[str, object] = {"observed_at": naive(intake.observed_at)}
    new = updated = memberships = 0
    warnings = tuple(tally.notes)
    if tally.posts:
        same = Sameness(scripts, intake)
        new, updated, memberships = _posts(scripts, intake, same, as_of)
        warnings += (*same.notes(), *_new_memberships(scripts), *_time_conflicts(scripts))
    warnings += _read_otherwise(scripts, load)
    as_of["load_id"] = intake.rows.load_id
    totals = _totals(scripts, tally.totals, as_of) if tally.totals else TotalsLedger()
    return Ledger(
        path=load.path,
        sha256=load.sha256,
        source=load.source,
        set_name=load.set_name or load.default_set,
        rows=tally.posts + tally.rejected,
        new=new,
        updated=updated,
        unchanged=tally.posts - new - updated,
        rejected=tally.rejected,
        rejects=tuple(sorted(tally.reasons.values(), key=lambda each: (each.line, each.reason))),
        starts_at=tally.starts_at,
        ends_at=tally.ends_at,
        warnings=warnings,
        totals=totals,
        observed_at=intake.observed_at,
        memberships=memberships,
    )


def _read_otherwise(scripts: Scripts, load: Load) -> tuple[Note, ...]:
    """Say that the same content was loaded before, read in another way."""
    earlier = scripts.count(
        "SELECT count(*) FROM load WHERE sha256 = $sha256 AND refused IS NULL "
        "AND options <> $options",
        sha256=load.sha256,
        options=load.options,
    )
    return (Note.of("read-otherwise-before"),) if earlier else ()


def _new_memberships(scripts: Scripts) -> tuple[Note, ...]:
    """Say which sets share known posts now, because it may not have been meant."""
    posts = scripts.count("SELECT count(DISTINCT post_no) FROM joined_another")
    if not posts:
        return ()
    former_sets = scripts.words("SELECT DISTINCT had FROM joined_another")
    new_sets = scripts.words("SELECT DISTINCT set_name FROM joined_another")
    return (Note.of("joined-another-set", before=former_sets, after=new_sets, n=posts),)


def _time_conflicts(scripts: Scripts) -> tuple[Note, ...]:
    """Say that exports tell the time of one post differently: one of them was read in a wrong zone.

    Which one cannot be known; of two times equally precise the earlier stands, in any order.
    """
    posts = scripts.count("SELECT count(*) FROM moved")
    if not posts:
        return ()
    minutes = scripts.count("SELECT max(seconds) // 60 FROM moved")
    return (Note.of("times-differ", minutes=minutes, n=posts),)


def _posts(
    scripts: Scripts, intake: Intake, same: Sameness, as_of: dict[str, object]
) -> tuple[int, int, int]:
    """Merge staged posts; return how many posts are new, how many changed, and the sets joined.

    What a load cannot need is left out: nearly every first one has nothing to compare.
    """
    rows = intake.rows
    numbers = {"first": rows.first, "next": rows.next, "load_id": rows.load_id}
    same.join_twins()
    if scripts.count("SELECT count(*) FROM candidate"):
        scripts.run("repeats", first=rows.first)
        scripts.run("restage")
    scripts.run("known")
    if not scripts.count("SELECT count(*) FROM stage_post"):
        return rows.next - rows.first, 0, _memberships(scripts, rows.first)
    scripts.run("disagreements")
    same.part_strangers()
    if scripts.count("SELECT count(*) FROM conflict"):
        scripts.run("merge", **as_of, **numbers)
    scripts.run("seen", **as_of)
    scripts.run("counts", **as_of)
    new = scripts.count(f"SELECT count(*) FROM post WHERE post_no >= {rows.first}")
    joined = _memberships(scripts, rows.first) + scripts.run("sets", came_along=REFERENCED)
    return new, scripts.count("SELECT count(DISTINCT post_no) FROM changed"), joined


def _memberships(scripts: Scripts, first: int) -> int:
    return scripts.count(f"SELECT count(*) FROM set_post WHERE post_no >= {first}")


def _totals(scripts: Scripts, rows: int, as_of: dict[str, object]) -> TotalsLedger:
    new = scripts.run("totals", **as_of)
    updated_totals = scripts.count("SELECT count(*) FROM total_known WHERE newer AND differs")
    return TotalsLedger(
        rows=rows, new=new, updated=updated_totals, unchanged=rows - new - updated_totals
    )


def write_ledger(
    connection: duckdb.DuckDBPyConnection, load: Load, load_id: int, ledger: Ledger
) -> None:
    """Note the load in the table of loads."""
    row = {
        "load_id": load_id,
        "path": load.path,
        "name": load.name or load.path,
        "sha256": load.sha256,
        "bytes": load.bytes,
        "source": load.source,
        "set_name": load.set_name or load.default_set,
        "observed_at": naive(ledger.observed_at),
        "rows": ledger.rows,
        "new": ledger.new,
        "updated": ledger.updated,
        "unchanged": ledger.unchanged,
        "rejected": ledger.rejected,
        "totals": ledger.totals.rows,
        "refused": ledger.refused,
        "starts_at": naive(ledger.starts_at),
        "ends_at": naive(ledger.ends_at),
        "warnings": json.dumps([note._asdict() for note in ledger.warnings], ensure_ascii=False),
        "options": load.options,
        "loaded_at": naive(load.now),
    }
    places = ", ".join(f"${name}" for name in row)
    connection.execute(f"INSERT INTO load ({', '.join(row)}) VALUES ({places})", row)


def read_ledger(connection: duckdb.DuckDBPyConnection, load: Load) -> Ledger | None:
    """Return the ledger of an earlier load of the same content, set and options, as a repeat.

    Nothing is read then: what was new or updated counts as unchanged now.
    """
    row = connection.execute(
        """
        SELECT load_id, rows, rejected, totals, source, starts_at, ends_at, warnings, observed_at
        FROM load
        WHERE sha256 = $sha256 AND set_name IS NOT DISTINCT FROM $set_name
            AND options = $options AND refused IS NULL
        ORDER BY load_id DESC LIMIT 1
        """,
        {
            "sha256": load.sha256,
            "set_name": load.set_name or load.default_set,
            "options": load.options,
        },
    ).fetchone()
    if not row:
        return None
    load_id, rows, rejected, totals, source, starts_at, ends_at, warnings, observed_at = row
    return Ledger(
        path=load.path,
        sha256=load.sha256,
        source=source,
        set_name=load.set_name or load.default_set,
        rows=rows,
        unchanged=rows - rejected,
        rejected=rejected,
        rejects=_read_rejects(connection, load_id),
        starts_at=aware(starts_at),
        ends_at=aware(ends_at),
        warnings=tuple(Note(**note) for note in json.loads(warnings)),
        totals=TotalsLedger(rows=totals, unchanged=totals),
        observed_at=aware(observed_at),
        repeated=True,
    )


def _read_rejects(connection: duckdb.DuckDBPyConnection, load_id: int) -> tuple[RejectedFor, ...]:
    rows = connection.execute(
        "SELECT min(line) AS line, reason, count(*) FROM reject WHERE load_id = $load_id "
        "GROUP BY reason ORDER BY line, reason",
        {"load_id": load_id},
    ).fetchall()
    return tuple(RejectedFor(*row) for row in rows)
