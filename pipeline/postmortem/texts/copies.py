"""What tells copies of a text: its letters and digits alone, and the hashes of these."""

from __future__ import annotations

import hashlib

import polars as pl

_NOISE = (
    r"(?:https?://|www\.|t\.co/)\S+|(?:(?-u:\b)rt\s+)?@[\w.]+|\[(?:email|phone|iban)\]"
    r"|[^\p{L}\p{N}@\[]+|[@\[]"
)
"""Its boundary is that of ASCII, as in DuckDB: any other takes a quarter longer.

The same stands in `kernel/copies.c` and in `queries/macros.sql` (`copy_form`): whoever changes one
changes all. tests/store/test_store_copies.py holds the macro to this, and
tests/texts/test_preparation.py the kernel.
"""
_HEAD = 40
KEYS: dict[str, pl.DataType] = {
    "copy_key": pl.UInt64(),
    "copy_head": pl.UInt64(),
    "copy_length": pl.Int32(),
}


def copy_form(texts: pl.Series) -> pl.Series:
    """Return what copies of a text share with it: its letters and digits, in lower case.

    Links, handles, the mark of a repost and what masking put in do not count, nor does anything
    that is neither a letter nor a digit. In Polars, because it is one of the dearest steps.

    >>> copy_form(pl.Series(["RT @ann: We are SORRY… https://t.co/abc"])).to_list()
    ['wearesorry']
    """
    return texts.str.to_lowercase().str.replace_all(_NOISE, "")


def copy_keys(texts: pl.Series) -> pl.DataFrame:
    """Return the hash of each form, of its first 40 letters and digits, and how many there are.

    The hash of nothing, and of fewer than 40, is null; that of a null is all null.
    """
    forms = copy_form(texts)
    lengths = forms.str.len_chars()
    heads = forms.set(lengths < _HEAD, None).str.head(_HEAD)
    columns = [_hashes(forms.set(lengths == 0, None)), _hashes(heads), lengths]
    return pl.DataFrame(dict(zip(KEYS, columns, strict=True)), schema=KEYS)


def _hashes(forms: pl.Series) -> pl.Series:
    """Return what DuckDB's md5_number_lower does of each: the half that comes last."""
    md5 = hashlib.md5
    halves = [raw and md5(raw).digest()[8:] for raw in forms.cast(pl.Binary).to_list()]
    return pl.Series(halves, dtype=pl.Binary).bin.reinterpret(dtype=pl.UInt64, endianness="little")
