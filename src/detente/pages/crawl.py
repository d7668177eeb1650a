"""Crawl records: ``crawl.csv`` (columns ``file,url,retrieved``) beside saved pages or in a folder above."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.pages.limits import CRAWL_LEVELS
from detente.pages.times import normal_time
from detente.records import Rejected, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

CRAWL_FILE = "crawl.csv"


@dataclass(frozen=True, slots=True)
class CrawlRecord:
    """Where and when one file was fetched."""

    url: str | None
    retrieved: str | None


@dataclass(slots=True)
class CrawlRecords:
    """The records of every folder met in one run, each file read once; what is broken is kept aside."""

    folders: dict[Path, dict[str, CrawlRecord]] = field(default_factory=dict)
    broken: list[Rejected] = field(default_factory=list)

    def find(self, path: Path) -> CrawlRecord | None:
        """Return the record of a file: the nearest ``crawl.csv`` that lists it decides."""
        full = path.absolute()
        for folder in full.parents[: CRAWL_LEVELS + 1]:
            if folder not in self.folders:
                self.folders[folder] = self._load(folder / CRAWL_FILE)
            if record := self.folders[folder].get(full.relative_to(folder).as_posix()):
                return record
        return None

    def take_broken(self) -> list[Rejected]:
        """Hand over what was found broken since the last call."""
        found, self.broken = self.broken, []
        return found

    def _load(self, file: Path) -> dict[str, CrawlRecord]:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                records, broken = read_records(lines, str(file))
        except FileNotFoundError:
            return {}
        except OSError as error:
            records, broken = {}, [_broken(str(file), f"crawl record cannot be read: {error}")]
        self.broken += broken
        return records


def read_records(lines: Iterable[str], location: str) -> tuple[dict[str, CrawlRecord], list[Rejected]]:
    """Return the records of one list by the name of the file, and what is wrong with others of its lines.

    >>> read_records(["file,url,retrieved", "a.html,,2020-10-05"], "crawl.csv")[0]
    {'a.html': CrawlRecord(url=None, retrieved='2020-10-05')}
    """
    records: dict[str, CrawlRecord] = {}
    broken: list[Rejected] = []
    try:
        for row in csv.DictReader(lines):
            name = row.get("file")
            if not name:
                broken.append(_broken(location, "crawl record has a row without a 'file'"))
                continue
            time, wrong = _time(row.get("retrieved"))
            if wrong:
                broken.append(_broken(location, f"crawl record of {name}: {wrong}"))
            records[name.removeprefix("./")] = CrawlRecord(row.get("url") or None, time)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        broken.append(_broken(location, f"crawl record cannot be read: {error}"))
    return records, broken


def _time(retrieved: str | None) -> tuple[str | None, str | None]:
    """Return (time, what is wrong with it)."""
    try:
        return (normal_time(retrieved) if retrieved else None), None
    except ValueError:
        return None, f"{retrieved!r} is not a time like 2020-10-05T12:00:00Z"


def _broken(location: str, reason: str) -> Rejected:
    return Rejected(id=content_id(location, reason), stage="pages", reason=reason, location=location)
