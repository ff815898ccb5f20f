"""What counts as a copy of the brand's words: those it wrote, never those it passed on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pytest
from made_posts import add, post, table

from postmortem.sql import script
from postmortem.store import Store
from postmortem.store.load.columns import copy_form

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


def test_a_paragraph_is_compared_in_the_form_that_texts_are(tmp_path: Path) -> None:
    texts = [
        "RT @ann: We are SORRY… https://t.co/abc www.example.org/x?y",
        "call [phone] or [email], @user. 24 héros, ÆØÅ 東京 ٣ and 100%",
        "rt  @thunder.air: [not this] a@b",
    ]
    audience = script("audience")
    start = audience.index("SELECT regexp_replace(")
    asked = audience[start : audience.index("FROM written", start)]
    with duckdb.connect() as connection:
        given = f"{asked} FROM (SELECT unnest($texts) AS text)"
        forms = [form for (form,) in connection.execute(given, {"texts": texts}).fetchall()]
    assert forms == copy_form(pl.Series(texts)).to_list()


def test_keys_of_copies_are_the_same_in_every_version(tmp_path: Path) -> None:
    text = "a" * 50
    add(tmp_path / "posts.duckdb", "a", [post(1, text)])
    halves = (hashlib.md5(part.encode()).digest()[8:] for part in (text, text[:40]))
    assert table(tmp_path / "posts.duckdb", "SELECT copy_key, copy_head FROM text") == [
        tuple(int.from_bytes(half, "little") for half in halves)
    ]
