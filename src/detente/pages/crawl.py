"""Crawl records: ``crawl.csv`` (columns ``file,url,retrieved``) beside saved pages or in a folder above."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.pages.limits import CRAWL_LEVELS
from detente.pages.times import normal_time
from detente.records import Rejected, content_id

if TYPE_CHECKING:
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
        records: dict[str, CrawlRecord] = {}
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                for row in csv.DictReader(lines):
                    self._keep(row, records, file)
        except FileNotFoundError:
            pass
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            self._reject(file, f"crawl record cannot be read: {error}")
        return records

    def _keep(self, row: dict[str, str | None], records: dict[str, CrawlRecord], file: Path) -> None:
        name, retrieved = row.get("file"), row.get("retrieved")
        if not name:
            self._reject(file, "crawl record has a row without a 'file'")
            return
        try:
            time = normal_time(retrieved) if retrieved else None
        except ValueError:
            self._reject(
                file, f"crawl record of {name}: {retrieved!r} is not a time like 2020-10-05T12:00:00Z"
            )
            time = None
        records[name.removeprefix("./")] = CrawlRecord(row.get("url") or None, time)

    def _reject(self, file: Path, reason: str) -> None:
        self.broken.append(
            Rejected(id=content_id(str(file), reason), stage="pages", reason=reason, location=str(file))
        )
