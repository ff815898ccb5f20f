"""What counts as a copy of the brand's words: those it wrote, never those it passed on."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest
from made_posts import add, post, table

from postmortem.sql import script
from postmortem.store import Store
from postmortem.store.guard.connection import equip
from postmortem.texts.copies import copy_form

if TYPE_CHECKING:
    from pathlib import Path

PRAISE = "The crew carried my grandmother to the gate when nobody else would lift a finger"
SECOND = "Everyone who missed a connection is rebooked today, and we pay for the night."
STATEMENT = f"What we are doing now\n\n{SECOND}\r\n\nThe Thunder team"


def copies(path: Path, *records: Any) -> set[str]:
    """Return the audience's posts that count as copies of what `thunder` wrote."""
    add(path, "a", records)
    with Store.open(path, write=False) as store:
        rows = store.rows("audience", engine="test@1", own_keys=store.keys_of(["x:thunder"]))
    return set(rows.filter(pl.col("is_copy_of_own"))["post_id"])


def of_brand(number: int, text: str, **more: Any) -> Any:
    return post(number, text, **{"author_id": "42", "author": "thunder"} | more)


@pytest.mark.parametrize("passed_on", [{"kind": "repost"}, {"repost_of": "1"}])
def test_a_customer_whom_the_brand_reposts_still_speaks_for_herself(
    tmp_path: Path, passed_on: dict[str, str]
) -> None:
    found = copies(
        tmp_path / "posts.duckdb",
        post(1, PRAISE),
        post(2, f"RT @name1: {PRAISE}", kind="repost"),
        post(3, f"RT @name1: {PRAISE[:60]}…", kind="repost"),
        of_brand(4, f"RT @name1: {PRAISE}", **passed_on),
    )
    assert found == set()


def test_one_whole_paragraph_of_a_statement_is_a_copy(tmp_path: Path) -> None:
    found = copies(
        tmp_path / "posts.duckdb",
        of_brand(1, STATEMENT),
        post(2, f"“{SECOND.upper()}” https://t.co/abc"),
        post(3, f"{SECOND} Too late for my sister's wedding."),
        post(4, "The Thunder team"),
    )
    assert found == {"2"}


def test_every_question_leaves_out_the_same_copies(tmp_path: Path) -> None:
    path = tmp_path / "posts.duckdb"
    records = [
        of_brand(1, STATEMENT),
        of_brand(2, "Sorry."),
        post(3, STATEMENT),
        post(4, SECOND),
        post(5, f"RT @thunder: {STATEMENT[:70]}…"),
        post(6, "RT @thunder: Sorry.", kind="repost"),
        post(7, "my own words", kind="repost", repost_of="1"),
        post(8, "Sorry."),
        post(9, PRAISE),
    ]
    add(path, "a", records)
    with Store.open(path, write=True) as store:
        asked: dict[str, Any] = {"engine": "test@1", "own_keys": store.keys_of(["x:thunder"])}
        audience = store.rows("audience", **asked)
        scores = audience.select("text_no", engine=pl.lit("test@1"), compound=0.5, hits=1)
        store.write("score", scores.unique())
        phases = store.rows("phase_summary", began_at=datetime(2026, 3, 2), **asked)  # noqa: DTZ001
        daily = store.rows("daily_sentiment", **asked)
    marked = audience.filter(pl.col("is_copy_of_own") | pl.col("is_repost_of_own"))
    assert set(marked["post_id"]) == {"3", "4", "5", "6", "7"}
    assert phases["posts"].sum() == daily["posts"].sum() == len(audience) - len(marked) == 2


def test_a_paragraph_is_compared_in_the_form_that_texts_are() -> None:
    texts = [
        "RT @ann: We are SORRY… https://t.co/abc www.example.org/x?y",
        "call [phone] or [email], @user. 24 héros, ÆØÅ 東京 ٣ and 100%",
        "rt  @thunder.air: [not this] a@b",
    ]
    with duckdb.connect() as connection:
        connection.execute(script("schema"))
        equip(connection)
        rows = connection.execute("SELECT copy_form(unnest(?))", [texts]).fetchall()
    forms = [form for (form,) in rows]
    assert forms == copy_form(pl.Series(texts)).to_list()


def test_keys_of_copies_are_the_same_in_every_version(tmp_path: Path) -> None:
    text = "a" * 50
    add(tmp_path / "posts.duckdb", "a", [post(1, text)])
    halves = (hashlib.md5(part.encode()).digest()[8:] for part in (text, text[:40]))
    assert table(tmp_path / "posts.duckdb", "SELECT copy_key, copy_head FROM text") == [
        tuple(int.from_bytes(half, "little") for half in halves)
    ]
