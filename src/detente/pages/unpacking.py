"""Streams out of archives that never raise and never run away: what goes wrong is kept as their ``fault``."""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Protocol

from detente.pages.limits import CHUNK_BYTES, MAX_RATIO, RATIO_FREE_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

GZIP_MAGIC = b"\x1f\x8b\x08"
GZIP_WINDOW = zlib.MAX_WBITS | 16  # a gzip header and its checksum are read and checked
FAULTS = (zlib.error, zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
TRAILING = "gzip data is followed by something else"
BOMB = f"unpacks to more than {MAX_RATIO} times its size: refused"


class Stream(Protocol):
    """A stream of bytes that says of itself what went wrong in it."""

    @property
    def fault(self) -> str | None:
        """What broke the stream; None as long as it holds."""

    def read(self, size: int = -1, /) -> bytes:
        """Return some more bytes; none at the end, whether it is the true one or a broken one."""


@dataclass(slots=True)
class Allowance:
    """How much one outermost archive may still unpack to, whatever is nested in it."""

    packed: int = 0
    unpacked: int = 0

    def take(self, count: int) -> bool:
        """Count unpacked bytes; False once they are too many for what was packed."""
        self.unpacked += count
        return self.unpacked <= max(RATIO_FREE_BYTES, MAX_RATIO * self.packed)


class Unpacking(io.RawIOBase):
    """A stream around a function that unpacks some more bytes; its errors become the ``fault``."""

    def __init__(self, pull: Callable[[int], bytes], allowance: Allowance) -> None:
        """Keep the function; it returns at most so many bytes as it is asked for, none at the end."""
        super().__init__()
        self.fault: str | None = None
        self._pull = pull
        self._allowance = allowance

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as the next piece reaches."""
        if self.fault:
            return 0
        view = memoryview(buffer).cast("B")
        try:
            data = self._pull(len(view))
        except FAULTS as error:
            self.fault = str(error) or type(error).__name__
            return 0
        if not self._allowance.take(len(data)):
            self.fault = BOMB
            return 0
        view[: len(data)] = data
        return len(data)


class Gunzip(Unpacking):
    """The members of a gzip file as one stream.

    >>> import gzip
    >>> stream = Gunzip(io.BytesIO(gzip.compress(b"They met.")[:-2]), Allowance())
    >>> stream.read(), stream.fault
    (b'They met.', 'gzip data is cut off')
    """

    def __init__(self, file: IO[bytes], allowance: Allowance, *, outermost: bool = True) -> None:
        """Read a file of gzip members; only an outermost one earns allowance by its size."""
        super().__init__(self._next, allowance)
        self._file = file
        self._outermost = outermost
        self._waiting = b""  # packed bytes not unpacked yet
        self._fed = b""  # what the engine was given last: a break lies in it, or just before
        self._engine: zlib._Decompress | None = None

    def resume(self) -> bool:
        """Go on behind a break at the next member; False where there is none."""
        if self.fault == BOMB:
            return False
        data = self._fed[1:]
        while (found := data.find(GZIP_MAGIC)) < 0:
            if not (more := self._load()):
                return False
            data = data[-len(GZIP_MAGIC) :] + more
        self._waiting, self._fed, self._engine, self.fault = data[found:], b"", None, None
        return True

    def _next(self, size: int) -> bytes:
        while True:
            if not self._waiting:
                self._waiting = self._load()
            if self._engine is None and not self._begin():
                return b""
            if data := self._step(size):
                return data

    def _begin(self) -> bool:
        """Start on a member; zeros behind the last one are padding of tapes."""
        while self._waiting and not self._waiting.strip(b"\0"):
            self._waiting = self._load()
        if not self._waiting:
            return False
        self._waiting = self._waiting.lstrip(b"\0")
        while len(self._waiting) < len(GZIP_MAGIC) and (more := self._load()):
            self._waiting += more
        self._fed = self._waiting
        if not self._waiting.startswith(GZIP_MAGIC):
            raise EOFError(TRAILING)
        self._engine = zlib.decompressobj(GZIP_WINDOW)
        return True

    def _step(self, size: int) -> bytes:
        engine = self._engine
        if engine is None:
            return b""
        if not self._waiting:
            self._fed = b""
            raise EOFError("gzip data is cut off")
        self._fed = self._waiting
        try:
            data = engine.decompress(self._waiting, size)
        except zlib.error as error:
            raise EOFError("gzip data is broken") from error
        self._waiting = engine.unused_data if engine.eof else engine.unconsumed_tail
        if engine.eof:
            self._engine = None
        return data

    def _load(self) -> bytes:
        data = self._file.read(CHUNK_BYTES)
        if self._outermost:
            self._allowance.packed += len(data)
        return data


class Chained(io.RawIOBase):
    """What was read off the front of a stream, and then the rest of it."""

    def __init__(self, front: bytes, rest: IO[bytes]) -> None:
        """Put the front before the rest."""
        super().__init__()
        self._front = front
        self._rest = rest

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer as far as the front, else the next piece of the rest, reaches."""
        view = memoryview(buffer).cast("B")
        data = self._front[: len(view)] or self._rest.read(len(view))
        self._front = self._front[len(view) :]
        view[: len(data)] = data
        return len(data)


def with_front(file: IO[bytes], size: int) -> tuple[bytes, IO[bytes]]:
    """Return the front of a stream and a stream that still has it.

    >>> front, file = with_front(io.BytesIO(b"They met."), 4)
    >>> front, file.read()
    (b'They', b'They met.')
    """
    start = file.tell() if file.seekable() else 0
    front = b""
    while len(front) < size and (more := file.read(size - len(front))):
        front += more
    if file.seekable():
        file.seek(start)
        return front, file
    return front, io.BufferedReader(Chained(front, file), CHUNK_BYTES)


def seekable(file: IO[bytes]) -> IO[bytes]:
    """Return a file one can go back and forth in: itself, or a copy without a name that goes when closed."""
    if file.seekable():
        return file
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - whoever asked for it reads on
    while data := file.read(CHUNK_BYTES):
        copy.write(data)
    copy.seek(0)
    return copy
