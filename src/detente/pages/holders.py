"""A document or stream as the reader takes it: its bytes, its name, and what is said of it."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from typing import IO, TYPE_CHECKING

from detente.pages.limits import CHUNK_BYTES
from detente.pages.unpacking import TRAILING, Allowance

if TYPE_CHECKING:
    from detente.pages.unpacking import Unpacking
    from detente.records import RetrievedFrom


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and from where a document was fetched."""

    retrieved: str
    retrieved_from: RetrievedFrom
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One document or stream: its bytes, its name, and what is said of it.

    ``stream`` is what the bytes are unpacked by, ``depth`` how many archives it stands in, ``allowance`` how
    much the outermost of these may unpack to.
    """

    file: IO[bytes]
    name: str
    stamp: Stamp
    suffix: str = ""
    media_type: str | None = None
    charset: str | None = None
    stream: Unpacking | None = None
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)

    @property
    def fault(self) -> str | None:
        """What is broken in the archive around it."""
        fault = self.stream.fault if self.stream else None
        return None if fault == TRAILING else fault


def inside(source: Source, stream: Unpacking, name: str) -> Source:
    """Return what an archive holds as a source of its own."""
    file = io.BufferedReader(stream, CHUNK_BYTES)
    return replace(source, file=file, name=name, stream=stream, media_type=None, depth=source.depth + 1)
