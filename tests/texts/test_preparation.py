"""The compiled way of preparing texts and names gives what the pure one does, byte for byte."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest
from hostile_texts import PIECES, hostile_text
from hypothesis import given, settings
from hypothesis import strategies as some

from postmortem.privacy import mask, pseudonym
from postmortem.texts import preparation, pure
from postmortem.texts.extension import AVAILABLE
from postmortem.texts.masking import PureMasker
from postmortem.texts.native import NativeMasker, NativeNamer, NativePreparer
from postmortem.texts.pure import PureNamer, PurePreparer

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="built without a compiler")

KEPT = frozenset({"nordlys", "kafe", "a123", "u", "x.com", "øde"})
KEY = b"k" * 32
TEXT = some.text(max_size=60)
LONG = (
    "a" * 1_000_000,
    "@" * 300_000,
    "@a." * 300_000,
    "rt " * 300_000 + "@a",
    "x.com/" * 100_000,
    "1 " * 300_000,
    "é" * 500_000,
    "Ⱥ" * 300_000,
    "[" * 300_000,
    "\0" * 300_000,
)


def column(texts: list[str]) -> pl.Series:
    return pl.Series(texts, dtype=pl.String)


def assert_same_masks(texts: list[str], keep: frozenset[str]) -> None:
    right = [mask(text, keep) for text in texts]
    assert NativeMasker(keep).of(column(texts)).to_list() == right
    assert PureMasker(keep).of(column(texts)).to_list() == right


def assert_same_preparation(texts: list[str]) -> None:
    native, plain = NativePreparer().of(column(texts)), PurePreparer().of(column(texts))
    assert native.schema == plain.schema
    assert native.rows() == plain.rows()


def assert_same_names(platform: str, identities: list[str], key: bytes = KEY) -> None:
    right = [pseudonym(key, platform, one) if one else None for one in identities]
    for namer in (NativeNamer(key), PureNamer(key)):
        numbers = namer.of(platform, column(identities))
        assert numbers.dtype == pl.UInt64
        assert [None if one is None else f"{one:016x}" for one in numbers] == right


@pytest.mark.parametrize("keep", [frozenset(), KEPT])
def test_hostile_texts_are_masked_alike(keep: frozenset[str]) -> None:
    random = Random(3)
    assert_same_masks([hostile_text(random) for _ in range(20_000)] + [*PIECES], keep)


def test_hostile_texts_are_prepared_alike() -> None:
    random = Random(4)
    assert_same_preparation([hostile_text(random) for _ in range(20_000)] + [*PIECES])


@pytest.mark.parametrize("platform", ["x", "", "Kanal Ø", "p" * 300])
def test_hostile_names_are_named_alike(platform: str) -> None:
    random = Random(5)
    assert_same_names(platform, [hostile_text(random, 2) for _ in range(2_000)] + [*PIECES])


@pytest.mark.parametrize("key", [b"", b"k", b"k" * 63, b"k" * 64, b"k" * 65, bytes(range(200))])
def test_a_key_of_any_length_names_alike(key: bytes) -> None:
    assert_same_names("x", ["ann", "@Ann ", "@@", " @ ann", "a" * 253, "a" * 254, "a" * 255], key)


def test_every_character_is_read_alike() -> None:
    points = [*range(0xD800), *range(0xE000, 0x20000), *range(0x20000, 0x110000, 61)]
    characters = [chr(point) for point in points]
    assert_same_preparation([f"A{one}rt\u00a0@b{one}c. {one}" for one in characters])
    assert_same_masks([f"{one}@a{one}b http://{one}a?{one}b" for one in characters], frozenset())


def test_no_character_alone_is_read_otherwise() -> None:
    characters = [chr(point) for point in range(0x3400) if not 0xD800 <= point < 0xE000]
    assert_same_preparation(characters)
    assert_same_masks([f"a@{one}" for one in characters], KEPT)
    assert_same_masks([f"faceb{one}.com/ann t.m{one}/a" for one in characters], frozenset())
    assert_same_masks([f"12{one}3456{one}7" for one in characters], frozenset())


@settings(deadline=None)
@given(some.lists(TEXT, max_size=20), some.sets(some.text(max_size=5).map(str.casefold)))
def test_any_texts_are_masked_alike(texts: list[str], keep: set[str]) -> None:
    assert_same_masks(texts + [f"@{one} " for one in keep], frozenset(keep))


@settings(deadline=None)
@given(some.lists(TEXT, max_size=20))
def test_any_texts_are_prepared_alike(texts: list[str]) -> None:
    assert_same_preparation(texts)


@settings(deadline=None)
@given(some.text(max_size=9), some.lists(some.text(max_size=30), max_size=9), some.binary())
def test_any_names_are_named_alike(platform: str, identities: list[str], key: bytes) -> None:
    assert_same_names(platform, identities, key)


@pytest.mark.parametrize("text", LONG, ids=lambda text: text[:8])
def test_very_long_texts_take_no_longer_than_their_length(text: str) -> None:
    assert_same_preparation([text, text[1:], text])
    assert NativeMasker(frozenset()).of(column([text])).to_list() == [mask(text)]


def test_links_without_end_are_masked_in_one_pass() -> None:
    masker = NativeMasker(frozenset())
    for some_links in ("http://" * 100, "https://a" * 100 + "?b c", "http://?" * 100):
        assert masker.of(column([some_links])).to_list() == [mask(some_links)]
        masker.of(column([some_links * 10_000]))


def test_a_text_that_came_before_is_not_new() -> None:
    blocks = [["a", "b", "a", ""], ["b", "c", "\x1c\u2003"], [], ["c", "a", "d"]]
    native, plain = NativePreparer(), PurePreparer()
    for block in blocks:
        assert native.of(column(block)).rows() == plain.of(column(block)).rows()
    assert native.of(column(["d", "e"]))["is_new"].to_list() == [False, True]


def test_both_ways_forget_at_the_same_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (pure, preparation.NativePreparer.of.__globals__):
        target = module if isinstance(module, dict) else vars(module)
        monkeypatch.setitem(target, "MOST_TEXTS", 3)
    native, plain = NativePreparer(), PurePreparer()
    for block in (["a", "b"], ["a", "c"], ["a"], ["a", "d", "e"]):
        assert native.of(column(block)).rows() == plain.of(column(block)).rows()


def test_columns_of_several_parts_slices_and_nulls_are_read() -> None:
    long = "a text that is longer than twelve bytes @ann"
    parts = pl.concat([column(["a", long]), column([]), column(["b", long, "c"])], rechunk=False)
    for texts in (parts, parts[1:4], parts[::-1], parts[:0]):
        right = [mask(text) for text in texts.to_list()]
        assert NativeMasker(frozenset()).of(texts).to_list() == right
    holed = pl.Series(["a", None, long], dtype=pl.String)
    assert NativeMasker(frozenset()).of(holed).to_list() == ["a", None, mask(long)]
    assert NativeNamer(KEY).of("x", holed)[1] is None
    assert NativePreparer().of(holed)["number"].to_list() == [0, None, 1]
    assert PurePreparer().of(holed)["number"].to_list() == [0, None, 1]


def test_the_door_leads_to_the_compiled_way_only_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(preparation.preparer(), NativePreparer)
    monkeypatch.setattr("postmortem.texts.extension.AVAILABLE", False)
    assert isinstance(preparation.preparer(), PurePreparer)
    assert isinstance(preparation.masker(KEPT), PureMasker)
    assert isinstance(preparation.namer(KEY), PureNamer)
