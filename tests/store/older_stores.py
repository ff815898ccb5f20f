"""Stores as older versions made them: written from one of today's, column by column."""

from __future__ import annotations

from pathlib import Path

import duckdb

SCHEMA_1 = Path(__file__).with_name("schema_1.sql")
_ROWS = {
    "load": "SELECT * FROM new.load",
    "reject": "SELECT * FROM new.reject",
    "total": "SELECT * FROM new.total",
    "post": "SELECT * EXCLUDE (post_no, text_no, text) FROM new.posts ORDER BY post_no",
    "post_set": "SELECT * FROM new.post_set",
    "post_metrics": "SELECT * FROM new.counts_over_time",
    "text": "SELECT hex_text(hash_high, hash_low) AS text_hash, * EXCLUDE "
    "(text_no, hash_high, hash_low, tag) FROM new.text ORDER BY text_no",
    "score": "SELECT hex_text(hash_high, hash_low) AS text_hash, score.* EXCLUDE (text_no) "
    "FROM new.score AS score JOIN new.text AS text USING (text_no)",
    "meta": "SELECT key, CASE WHEN key = 'schema_version' THEN '1' ELSE value END AS value "
    "FROM new.meta WHERE NOT starts_with(key, 'scored:')",
}


def write_schema_1(path: Path) -> None:
    """Put a store of schema 1 that holds the same in the place of the one at `path`."""
    draft = path.with_name("older.duckdb")
    with duckdb.connect(str(draft), config={"storage_compatibility_version": "v1.4.0"}) as old:
        for statement in old.extract_statements(SCHEMA_1.read_text("utf-8")):
            old.execute(statement.query)
        old.execute(f"ATTACH '{path}' AS new (READ_ONLY)")
        old.execute(
            "CREATE TEMP MACRO hex_text(high, low) AS "
            "lpad(lower(hex(high)), 16, '0') || lpad(lower(hex(low)), 16, '0')"
        )
        for table, rows in _ROWS.items():
            old.execute(f"INSERT INTO {table} BY NAME {rows}")
    draft.replace(path)
