"""Unpacking what came packed over the wire, never beyond a limit and never half."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GZIP_MAGIC = b"\x1f\x8b"
GZIP_OR_ZLIB = zlib.MAX_WBITS | 32  # the header tells which of the two
RAW = -zlib.MAX_WBITS
STEP = 1024 * 1024  # so much is unpacked at a time: a bomb is seen before it fills the memory
PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class InflateError(ValueError):
    """Packed bytes are broken, end early, or hold more than is read; its text says which."""


def inflated(chunks: Iterable[bytes], limit: int) -> bytes:
    """Return unpacked bytes (gzip of one or more members, zlib, or bare deflate).

    >>> inflated([zlib.compress(b"Talks resume")], limit=100)
    b'Talks resume'
    >>> inflated([zlib.compress(b"Talks resume")[:-3]], limit=100)
    Traceback (most recent call last):
    detente.pages.inflate.InflateError: packed data ends too early
    """
    engine = _Engine(limit)
    for chunk in chunks:
        engine.feed(chunk)
    return engine.whole()


class _Engine:
    """One stream on its way."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._out = bytearray()
        self._member = zlib.decompressobj(GZIP_OR_ZLIB)
        self._started = False

    def feed(self, data: bytes) -> None:
        """Unpack some more; padding behind the last member is passed over."""
        while data:
            if self._member.eof:
                if not data.startswith(GZIP_MAGIC):
                    return
                self._member = zlib.decompressobj(GZIP_OR_ZLIB)
            data = self._step(data)

    def _step(self, data: bytes) -> bytes:
        room = min(STEP, self._limit - len(self._out) + 1)
        try:
            out = self._member.decompress(data, room)
        except zlib.error as fault:
            if self._started:
                raise InflateError(f"packed data is broken: {fault}") from fault
            # Some servers leave the two bytes of the zlib header away.
            self._member, self._started = zlib.decompressobj(RAW), True
            return data
        self._started = True
        self._out += out
        if len(self._out) > self._limit:
            raise InflateError(f"unpacks to more than {self._limit // 2**20} MB, the most that is read")
        return self._member.unused_data if self._member.eof else self._member.unconsumed_tail

    def whole(self) -> bytes:
        """Return all of it; `InflateError` where its end is missing."""
        if self._started and not self._member.eof:
            raise InflateError("packed data ends too early")
        return bytes(self._out)
