"""Bodies of recorded answers without their chunks and packing, never beyond the limit of a page."""

from __future__ import annotations

import io
import re

from fastwarc.stream_io import BrotliReader, ZstdReader

from detente.pages.inflate import GZIP_MAGIC, PACKED, InflateError, inflated
from detente.pages.limits import CHUNK_BYTES, MAX_PAGE_BYTES

TOO_LARGE = f"larger than {MAX_PAGE_BYTES // 2**20} MB, the most that is read of one page"
READERS: dict[str, type[BrotliReader | ZstdReader]] = {"br": BrotliReader, "zstd": ZstdReader}
CHUNK_FRONT = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


def unpacked_body(data: bytes, transfer: str | None, encoding: str | None) -> bytes:
    r"""Return the body of an answer without its chunks and packing, as the two headers name them.

    Some crawlers unpack and keep the header: a body that is not what its header says is taken as it is.
    Raises `InflateError` where the packing is broken or holds more than a page may.

    >>> unpacked_body(b"4;x\r\nThey\r\n5\r\n met.\r\n0\r\n\r\n", "chunked", None)
    b'They met.'
    """
    if transfer and transfer.strip().lower() == "chunked" and CHUNK_FRONT.match(data):
        data = _unchunked(data)
    for packing in reversed((encoding or "").lower().split(",")):
        data = _unpacked(data, packing.strip())
    return data


def _unpacked(data: bytes, packing: str) -> bytes:
    if packing in PACKED:
        as_it_is = packing != "deflate" and not data.startswith(GZIP_MAGIC)
        return data if as_it_is or not data else inflated([data], MAX_PAGE_BYTES)
    if packing in READERS:
        return data if data.lstrip()[:1] in (b"<", b"{") else _through(READERS[packing], data)
    return data


def _through(reader: type[BrotliReader | ZstdReader], data: bytes) -> bytes:
    """Return what a library's reader unpacks."""
    stream, parts, size = reader(io.BytesIO(data)), [], 0
    try:
        while size <= MAX_PAGE_BYTES and (part := stream.read(CHUNK_BYTES)):
            parts.append(part)
            size += len(part)
    except OSError as error:
        raise InflateError(f"packed data is broken: {error}") from error
    if size > MAX_PAGE_BYTES:
        raise InflateError(TOO_LARGE)
    return b"".join(parts)


def _unchunked(data: bytes) -> bytes:
    parts: list[bytes] = []
    place = 0
    while found := CHUNK_FRONT.match(data, place):
        size = int(found[1], 16)
        if size == 0:
            return b"".join(parts)
        part = data[found.end() : found.end() + size]
        if len(part) < size:
            break
        parts.append(part)
        place = found.end() + size
        place += 2 if data.startswith(b"\r\n", place) else 1 if data.startswith(b"\n", place) else 0
    raise InflateError("cut off: its chunks do not end")
