"""Texts side by side in one buffer, as Arrow has them and the compiled kernel reads them.

Of hundreds of thousands of texts hardly one is needed as a string of Python's, and making those
would cost a third of what scoring them does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, SupportsIndex, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


class TextColumn(Sequence[str]):
    """A sequence of strings, each made when it is asked for.

    >>> column = TextColumn("aØb".encode(), np.array([0, 1, 3, 4]))
    >>> list(column), column[1], list(column[1:])
    (['a', 'Ø', 'b'], 'Ø', ['Ø', 'b'])
    """

    def __init__(self, utf8: bytes, offsets: NDArray[np.int64]) -> None:
        self.utf8 = utf8
        """UTF-8 without lone surrogates."""
        self.offsets = np.ascontiguousarray(offsets, np.int64)
        """Where each text begins in it, and where the last one ends: one more than texts."""

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, place: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> TextColumn: ...
    def __getitem__(self, place: SupportsIndex | slice) -> str | TextColumn:
        """Return one text; or the texts of a slice without a step, over the same buffer."""
        if isinstance(place, slice):
            first, end, step = place.indices(len(self))
            if step != 1:
                raise ValueError("a column of texts is cut without a step")
            return TextColumn(self.utf8, self.offsets[first : max(first, end) + 1])
        at = range(len(self))[place]
        return self.utf8[self.offsets[at] : self.offsets[at + 1]].decode()

    def __iter__(self) -> Iterator[str]:
        ends = self.offsets.tolist()
        return (self.utf8[first:end].decode() for first, end in pairwise(ends))


def texts_at(texts: Sequence[str], places: NDArray[np.intp]) -> list[str]:
    """Return the texts at `places` as strings."""
    if not isinstance(texts, TextColumn):
        return [texts[place] for place in places.tolist()]
    starts, ends = texts.offsets[places].tolist(), texts.offsets[places + 1].tolist()
    utf8 = texts.utf8
    return [utf8[first:end].decode() for first, end in zip(starts, ends, strict=True)]
