from collections.abc import Sequence
from typing import Any, Protocol, TypeAlias, final

# To the type checker, numpy arrays are buffers only from Python 3.12 on.
Buffer: TypeAlias = Any

@final
class Kernel:
    def __new__(
        cls,
        terms: list[tuple[bytes, float, float, int]],
        phrases: list[tuple[tuple[int, ...], float, bool]],
        emoji: list[tuple[int, bytes]],
        traits: Buffer,
        lowered: Buffer,
        contractions: bool,
        compensated: bool,
        /,
    ) -> Kernel: ...
    def score(self, texts: Sequence[str], scores: Buffer, hits: Buffer, /) -> None: ...
    def score_utf8(
        self, text: Buffer, offsets: Buffer, scores: Buffer, hits: Buffer, /
    ) -> None: ...

@final
class Identifier:
    def __new__(
        cls,
        after: Buffer,
        row: Buffer,
        feature: Buffer,
        weight: Buffer,
        prior: Buffer,
        group: Buffer,
        traits: Buffer,
        fewest_letters: int,
        /,
    ) -> Identifier: ...
    def guess(
        self, texts: Sequence[str], letters: Buffer, languages: Buffer, probabilities: Buffer, /
    ) -> None: ...

class ArrowColumn(Protocol):
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

@final
class Masker:
    def __new__(cls, traits: Buffer, kept: Sequence[bytes], /) -> Masker: ...
    def mask(self, texts: ArrowColumn, /) -> object: ...

@final
class Preparer:
    def __new__(cls, traits: Buffer, lowered: Buffer, most: int, /) -> Preparer: ...
    def prepare(self, texts: ArrowColumn, /) -> object: ...

@final
class Namer:
    def __new__(cls, key: bytes, /) -> Namer: ...
    def name(self, before: bytes, identities: ArrowColumn, /) -> object: ...

@final
class LineReader:
    def __new__(cls, fields: Sequence[tuple[int, tuple[bytes, ...]]], /) -> LineReader: ...
    def read(self, lines: Buffer, /) -> object: ...

def sha256(data: Buffer, portable: bool, /) -> bytes: ...
