"""Zip archives: each member a stream with its time; a member's path is only a name and never written to."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, cast

from detente.pages.crawl import CRAWL_FILE, CrawlRecord, read_records
from detente.pages.limits import CRAWL_LEVELS, MAX_PAGE_BYTES, MAX_ZIP_LIST_BYTES, MAX_ZIP_MEMBERS
from detente.pages.sources import rejected
from detente.pages.times import file_time
from detente.pages.unpacking import BOMB, FAULTS, Allowance, Unpacking, seekable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from detente.records import Rejected

METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
ENCRYPTED = 0x1  # the bit of a member's flags that says so
# Extended timestamp: the field of a member's extra data that gives seconds since 1970, in UTC.
STAMP_FIELD, STAMP_HAS_MODIFIED, STAMP_BYTES = 0x5455, 0x1, 5
# What a member without a time has; zip cannot say less.
NO_TIME = (1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive, open; ``modified`` a time or day where the archive says it."""

    path: str
    stream: Unpacking
    modified: str | None
    record: CrawlRecord | None


@dataclass(frozen=True, slots=True)
class _Bounded:
    """The file of an archive; a read as large as no list of members may be is refused."""

    file: IO[bytes]

    def read(self, size: int = -1) -> bytes:
        if size > MAX_ZIP_LIST_BYTES:
            raise zipfile.BadZipFile(f"its list of files is larger than {MAX_ZIP_LIST_BYTES // 2**20} MB")
        return self.file.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def seekable(self) -> bool:
        return True


def zip_members(
    file: IO[bytes], name: str, allowance: Allowance, *, outermost: bool
) -> Iterator[Member | Rejected]:
    """Yield the files of a zip archive in its own order; each is to be read before the next is asked for.

    What cannot be read (encrypted, packed by a rare method, an archive that is broken) comes as `Rejected`.
    """
    whole = seekable(file)
    if outermost:
        allowance.packed += whole.seek(0, io.SEEK_END)
        whole.seek(0)
    try:
        archive = zipfile.ZipFile(cast("IO[bytes]", _Bounded(whole)))
    except (*FAULTS, struct.error) as error:
        yield rejected(name, f"not a zip archive that can be read: {error}")
        return
    yield from _members(archive, name, allowance)


def _members(archive: zipfile.ZipFile, name: str, allowance: Allowance) -> Iterator[Member | Rejected]:
    files = [info for info in archive.infolist() if info.filename and not info.is_dir()]
    records, broken = _records(archive, files, name, allowance)
    yield from broken
    for info in files[:MAX_ZIP_MEMBERS]:
        place = f"{name}#{info.filename}"
        if PurePosixPath(info.filename).name == CRAWL_FILE:
            continue
        if info.flag_bits & ENCRYPTED:
            yield rejected(place, "encrypted: unpack it with its password first")
        elif info.compress_type not in METHODS:
            yield rejected(place, "packed by a method that is not read: unpack it first")
        else:
            record = _record(records, info.filename)
            with Unpacking(_pull(archive, info), allowance) as stream:
                yield Member(info.filename, stream, _modified(info), record)
                if stream.fault == BOMB:
                    return
    if len(files) > MAX_ZIP_MEMBERS:
        yield rejected(name, f"holds more than {MAX_ZIP_MEMBERS:,} files: the rest is not read")
    if not files:
        yield rejected(name, "empty archive")


def _pull(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """Return what reads a member; it is opened at the first read, whose errors are then the stream's."""
    opened: list[IO[bytes]] = []

    def pull(size: int) -> bytes:
        if not opened:
            opened.append(archive.open(info))
        return opened[0].read(size)

    return pull


def _modified(info: zipfile.ZipInfo) -> str | None:
    """Return when a member was last changed: the time where it is in UTC, else the day."""
    extra = info.extra
    while len(extra) >= 4:  # noqa: PLR2004 - two bytes of sort, two of length
        sort, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if sort == STAMP_FIELD and len(field) >= STAMP_BYTES and field[0] & STAMP_HAS_MODIFIED:
            return file_time(struct.unpack_from("<i", field, 1)[0])
    if info.date_time[:3] == NO_TIME:
        return None
    try:
        return datetime(*info.date_time).strftime("%Y-%m-%d")  # noqa: DTZ001 - the zone is not said
    except ValueError:
        return None


def _records(
    archive: zipfile.ZipFile, files: list[zipfile.ZipInfo], name: str, allowance: Allowance
) -> tuple[dict[str, dict[str, CrawlRecord]], list[Rejected]]:
    """Return the crawl records of an archive by the folder that each list stands in, and what is wrong."""
    found: dict[str, dict[str, CrawlRecord]] = {}
    broken: list[Rejected] = []
    for info in files:
        path = PurePosixPath(info.filename)
        if path.name == CRAWL_FILE and info.compress_type in METHODS and not info.flag_bits & ENCRYPTED:
            with Unpacking(_pull(archive, info), allowance) as stream:
                text = (stream.read(MAX_PAGE_BYTES) or b"").decode("utf-8-sig", "replace")
            lines = io.StringIO(text, newline="")
            found[str(path.parent)], wrong = read_records(lines, f"{name}#{info.filename}")
            broken += wrong
    return found, broken


def _record(records: dict[str, dict[str, CrawlRecord]], name: str) -> CrawlRecord | None:
    path = PurePosixPath(name)
    for folder in list(path.parents)[: CRAWL_LEVELS + 1] if records else ():
        listed = records.get(str(folder), {})
        if record := listed.get(path.relative_to(folder).as_posix()):
            return record
    return None
