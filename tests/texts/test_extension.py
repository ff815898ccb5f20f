"""The compiled kernel by itself: its hashes are the standard's, and misuse is refused."""

from __future__ import annotations

import gc
import hashlib
import sys
from random import Random
from threading import Thread

import polars as pl
import pytest

from postmortem.texts.characters import characters
from postmortem.texts.extension import AVAILABLE, Masker, Namer, Preparer

pytestmark = pytest.mark.skipif(not AVAILABLE, reason="built without a compiler")


@pytest.mark.parametrize("portable", [True, False])
def test_both_hashes_are_sha_256(portable: bool) -> None:
    from postmortem._kernel import sha256

    random = Random(1)
    for length in (*range(200), 1_000, 1_000_003):
        data = random.randbytes(length)
        assert sha256(data, portable) == hashlib.sha256(data).digest()


def test_bytes_that_are_no_text_are_hashed_as_they_are() -> None:
    damaged = [b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"a\xf0\x9f", b"\xf4\x90\x80\x80" * 9]
    prepared = pl.DataFrame(Stream(Preparer(*characters(), 9).prepare(pl.Series(damaged))))
    halves = zip(prepared["hash_high"], prepared["hash_low"], strict=True)
    right = [hashlib.sha256(data).hexdigest()[:32] for data in damaged]
    assert [f"{high:016x}{low:016x}" for high, low in halves] == right


class Stream:
    def __init__(self, capsule: object) -> None:
        self.capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.capsule


def test_what_is_no_column_of_texts_is_refused() -> None:
    preparer = Preparer(*characters(), 9)
    for column in (pl.Series([1, 2]), pl.Series([["a"]]), pl.DataFrame({"a": ["b"]})):
        with pytest.raises(TypeError, match="no texts"):
            preparer.prepare(column)
    with pytest.raises(AttributeError):
        preparer.prepare(["a"])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="PyCapsule"):
        preparer.prepare(Stream("no capsule"))


def test_tables_that_do_not_fit_are_refused() -> None:
    traits, lowered = characters()
    for few, lower in ((traits[:127], lowered[:127]), (traits, lowered[1:])):
        with pytest.raises(ValueError, match="code points"):
            Preparer(few, lower, 9)
    with pytest.raises(ValueError, match="code points"):
        Masker(traits[:127], [])
    with pytest.raises(TypeError):
        Masker(traits, ["a str"])  # type: ignore[list-item]


def test_an_answer_that_nobody_reads_is_let_go_of() -> None:
    texts, namer = pl.Series(["some text"] * 1_000), Namer(b"k")
    before = len(gc.get_objects()), sys.getrefcount(texts)
    for _ in range(50):
        namer.name(b"x|", texts)
    assert sys.getrefcount(texts) == before[1]
    assert len(gc.get_objects()) <= before[0] + 50


def test_an_answer_is_read_once() -> None:
    stream = Stream(Namer(b"k").name(b"x|", pl.Series(["ann"])))
    assert pl.DataFrame(stream).height == 1
    with pytest.raises(Exception, match=r"."):
        pl.DataFrame(stream)


def test_columns_outlive_the_answer_they_came_in() -> None:
    names = pl.DataFrame(Stream(Namer(b"k").name(b"x|", pl.Series(["ann"] * 1_000))))["name"]
    gc.collect()
    assert names.n_unique() == 1


def test_a_preparer_in_use_refuses_another_thread() -> None:
    preparer = Preparer(*characters(), 10**9)
    texts = pl.Series([f"{number} " + "words " * 50 for number in range(20_000)])
    refusals: list[str] = []

    def prepare() -> None:
        for _ in range(5):
            try:
                preparer.prepare(texts)
            except RuntimeError as error:
                refusals.append(str(error))

    threads = [Thread(target=prepare) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(refusals) <= {"a preparer serves one thread at a time"}
