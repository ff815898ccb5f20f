"""Bytes to text: decompression with bounds, and which encoding a file is in."""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, BinaryIO, cast

from postmortem.errors import MalformedExport
from postmortem.sources.container.legacy import UnknownEncoding, legacy_encoding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_RATIO = 200
_FREE = 2**20
"""Bytes that may come out of any compressed file before the ratio is looked at."""
_WINDOW = 2**31
"""Reddit dumps are written with a window that zstandard refuses unless asked."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_LOOK = 2**12
"""Bytes that show whether a content is text."""
_FEW_ZEROS = 10
_ASCII_MARKS = "abcdefghijklmnopqrstuvwxyz,;{[\n"
_ODD = 20
"""One character in so many may be none that is printed (a joiner, a new emoji); of bytes that are
no text, taken in pairs, half are."""


_CONTROLS = bytes({*range(32)} - {*b"\t\n\r\f"})
_ODD_BYTES = 100
"""One byte in so many, and one more, may be a control character that strayed into a text."""


class LimitedStream(io.RawIOBase):
    """A stream that refuses to give more than `limit` bytes: compressed files can lie."""

    def __init__(
        self,
        streams: tuple[BinaryIO, ...],
        limit: int,
        name: str,
        errors: tuple[type[Exception], ...],
    ) -> None:
        self._stream = streams[0]
        self._streams = streams
        self._allowance = limit
        self._name = name
        self._errors: tuple[type[Exception], ...] = (*errors, OSError, EOFError)

    def readable(self) -> bool:
        """Return True: it is a reader."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer`; raise MalformedExport past the limit, or when the content is broken."""
        view = memoryview(cast("bytearray", buffer))
        try:
            chunk = self._stream.read(len(view))
        except self._errors as error:
            raise MalformedExport(
                f"{self._name}: cannot be unpacked ({error}). Download it again."
            ) from error
        self._allowance -= len(chunk)
        if self._allowance < 0:
            raise MalformedExport(
                f"{self._name}: unpacks to far more than its size allows; refused as unsafe. "
                "Unpack it yourself if you trust it, and ingest the result."
            )
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close everything it reads from too."""
        for stream in self._streams:
            stream.close()
        super().close()


class _Zstandard(io.RawIOBase):
    """Frames of zstandard in a row; its own stream reader takes a cut-off one for whole."""

    _PIECE = 2**11
    """A packed piece can be 128 KiB of text for every four bytes: small pieces bound memory."""

    def __init__(self, source: io.BufferedReader) -> None:
        import zstandard

        self._source = source
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._frame = self._unpacker.decompressobj()
        self._ready = b""
        self._rest = b""

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; raise EOFError when the last frame is cut off."""
        while not self._ready:
            piece = self._rest or self._source.read(self._PIECE)
            self._rest = b""
            if self._frame.eof and piece:
                self._frame = self._unpacker.decompressobj()
            if not piece:
                if not self._frame.eof:
                    raise EOFError("it is cut off")
                return b""
            self._ready = self._frame.decompress(piece)
            self._rest = self._frame.unused_data
        piece, self._ready = self._ready[:size], self._ready[size:]
        return piece


def limit_stream(
    *streams: BinaryIO, limit: int, name: str, errors: tuple[type[Exception], ...]
) -> io.BufferedReader:
    """Return the first of `streams` with a limit; closing it closes all, outermost first.

    `errors` are what its unpacker raises on broken content.
    """
    return io.BufferedReader(LimitedStream(streams, limit, name, errors), 2**16)


def unpack(stream: io.BufferedReader, size: int, name: str) -> io.BufferedReader:
    """Return `stream` unpacked when it begins as gzip or zstandard does, else as it is."""
    magic = stream.peek(4)[:4]
    limit = _FREE + _RATIO * size
    if magic[:2] == b"\x1f\x8b":
        import gzip
        import zlib

        # GzipFile leaves the stream it reads from open, hence both.
        plain = cast("BinaryIO", gzip.GzipFile(fileobj=stream))
        return limit_stream(plain, stream, limit=limit, name=name, errors=(zlib.error,))
    if magic == b"\x28\xb5\x2f\xfd":
        import zstandard

        plain = cast("BinaryIO", _Zstandard(stream))
        return limit_stream(plain, stream, limit=limit, name=name, errors=(zstandard.ZstdError,))
    return stream


def head_encoding(head: bytes) -> str | None:
    r"""Return the encoding that the first bytes alone decide: a BOM, or UTF-16's zeros.

    >>> head_encoding(b"\xff\xfea\x00"), head_encoding(b"a\x00b\x00"), head_encoding(b"ab")
    ('utf-16', 'utf-16-le', None)
    """
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    look = head[:_LOOK]
    # A few zeros among ASCII strayed into it; in two bytes a letter, there are as many as letters.
    if b"\0" in look and not (look.isascii() and look.count(0) * _FEW_ZEROS < len(look)):
        return next((name for name in ("utf-16-le", "utf-16-be") if _is_text(head, name)), None)
    return None


def _is_text(head: bytes, encoding: str) -> bool:
    """Whether bytes are lines of letters in an encoding of two bytes, whatever their script."""
    text = head[: min(len(head), _LOOK) // 2 * 2].decode(encoding, "ignore")
    if "\0" in text or not any(mark in text for mark in _ASCII_MARKS):
        return False
    odd = sum(not (char.isprintable() or char.isspace()) for char in text)
    return odd * _ODD < len(text)


def is_binary(head: bytes) -> bool:
    """Whether these bytes are no text in any encoding we read."""
    look = head[:_LOOK]
    if b"\0" not in look or head_encoding(head) is not None:
        return False
    odd = len(look) - len(look.translate(None, _CONTROLS))
    return odd * _ODD_BYTES > len(look) + _ODD_BYTES


def encoding_of(chunks: Callable[[], Iterable[bytes]]) -> str:
    """Return the encoding of a whole content: BOM, UTF-16, UTF-8, or one from before Unicode.

    The content is read to its end, since one byte late in a file can decide; `chunks` starts anew
    at each call. `utf-8/surrogatepass` is UTF-8 with halves of surrogate pairs in it.
    Raises UnknownEncoding where it cannot be told.
    """
    head = next(iter(chunks()), b"")
    encoding = head_encoding(head)
    if encoding is not None:
        if encoding == "utf-8-sig" and not _decodes(chunks(), "surrogatepass"):
            raise UnknownEncoding("it begins with the mark of UTF-8, and goes on as something else")
        return encoding
    for errors in ("strict", "surrogatepass"):
        if _decodes(chunks(), errors):
            return "utf-8" if errors == "strict" else "utf-8/surrogatepass"
    guess = legacy_encoding(chunks())
    if guess == "cp1252" and not _decodes(chunks(), "strict", guess):
        guess = "mac_roman"  # which has a letter for each byte
    if not _decodes(chunks(), "strict", guess):
        raise UnknownEncoding(f"it is nearly {guess}, but not all of it")
    return guess


def _decodes(chunks: Iterable[bytes], errors: str, encoding: str = "utf-8") -> bool:
    """Whether it is all in an encoding; a character cut off at its very end is no fault."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    try:
        for number, chunk in enumerate(chunks):
            if number and errors == "strict" and encoding == "utf-8":
                chunk = _open_end(decoder.getstate()[0] + chunk)
                decoder.reset()
            decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def _open_end(chunk: bytes) -> bytes:
    """Return the end of a chunk, of which all else is UTF-8; the whole of it where it is not.

    Polars checks ten times as fast as Python decodes, once it is loaded: small contents have one
    chunk only.
    """
    import polars as pl

    # Of a character that goes on in the next chunk, no more than three bytes are here.
    end = next((at for at in range(-1, -4, -1) if chunk[at:][:1] >= b"\xc0"), None)
    try:
        pl.Series([chunk[:end]], dtype=pl.Binary).cast(pl.String)
    except pl.exceptions.PolarsError:
        return chunk
    return chunk[end:] if end else b""
