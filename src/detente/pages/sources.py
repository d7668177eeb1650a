"""From what the user names (paths, folders, globs, ``-``) to the files to read, in a stable order."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.pages.crawl import CRAWL_FILE
from detente.pages.limits import MAX_FOLDER_DEPTH
from detente.records import Rejected, content_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STDIN = "-"
HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXT = frozenset({".txt"})
JSONL = frozenset({".jsonl", ".ndjson"})
CSV = frozenset({".csv"})
PARQUET = frozenset({".parquet"})
FEED = frozenset({".xml", ".rss", ".atom"})
READ = HTML | TEXT | JSONL | CSV | PARQUET | FEED
# What browsers save beside a page ("article_files/"): parts of it, not pages.
PAGE_PARTS = frozenset(
    [
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".json",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".avif",
        ".ico",
        ".woff",
        ".woff2",
        ".ttf",
        ".otf",
        ".mp4",
        ".mp3",
    ]
)
NOT_YET = {
    ".warc": "WARC archives are not read yet",
    ".gz": "compressed files are not read yet: unpack it first",
    ".zip": "zip archives are not read yet: unpack it first",
    ".opml": "OPML lists are not read yet: give the feed files",
}


@dataclass(frozen=True, slots=True)
class Missing:
    """A source of which nothing can be read, with the reason."""

    location: str
    reason: str


def usable_sources(sources: Sequence[str]) -> list[str | Missing]:
    """Return each source, or why it cannot be read; `SourceError` where none of them can.

    >>> usable_sources(["-"])
    ['-']
    """
    checked = [_check(source) for source in sources]
    missing = [item for item in checked if isinstance(item, Missing)]
    if missing and len(missing) == len(checked):
        more = f" (and {len(missing) - 1} more sources)" if len(missing) > 1 else ""
        raise SourceError(missing[0].location, missing[0].reason + more)
    return checked


def files_of(source: str | Missing) -> Iterator[Path | Rejected]:
    """Yield the files behind one source; what cannot be listed comes as `Rejected`."""
    if isinstance(source, Missing):
        yield rejected(source.location, source.reason)
    elif Path(source).exists():
        yield from _files_at(Path(source))
    else:
        for match in sorted(_matches(source)):
            yield from _files_at(Path(match))


def rejected(location: str, reason: str) -> Rejected:
    """Return the `Rejected` of this room for a location."""
    return Rejected(id=content_id(location, reason), stage="pages", reason=reason, location=location)


def _check(source: str) -> str | Missing:
    if source == STDIN:
        return source
    if "://" in source:
        return Missing(source, "addresses are not fetched yet: save the page and give the file")
    try:
        there = Path(source).exists() or bool(_matches(source))
    except (OSError, ValueError) as error:  # a name too long, a NUL in it, a folder that may not be entered
        return Missing(source, f"cannot be read: {error}")
    return source if there else Missing(source, "no such file or folder")


def _matches(pattern: str) -> list[str]:
    # Path.glob takes no absolute pattern
    return glob.glob(pattern, recursive=True)  # noqa: PTH207


def _files_at(path: Path) -> Iterator[Path | Rejected]:
    if path.is_dir():
        found = False
        for item in _walk(path, 0):
            found = True
            yield item
        if not found:
            yield rejected(str(path), "folder holds no pages")
    elif path.name == CRAWL_FILE:
        return
    elif path.suffix.lower() in NOT_YET:
        yield rejected(str(path), NOT_YET[path.suffix.lower()])
    else:
        yield path


def _walk(folder: Path, depth: int) -> Iterator[Path | Rejected]:
    """Yield files in order of name; links to folders are not followed, so no loop can trap the walk."""
    if depth > MAX_FOLDER_DEPTH:
        yield rejected(str(folder), f"folders nested deeper than {MAX_FOLDER_DEPTH}")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield rejected(str(folder), f"folder cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == CRAWL_FILE:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), depth + 1)
        elif not Path(entry.path).is_dir():
            yield from _known(Path(entry.path))


def _known(path: Path) -> Iterator[Path | Rejected]:
    suffix = path.suffix.lower()
    if suffix in READ:
        yield path
    elif suffix not in PAGE_PARTS:
        yield rejected(
            str(path), NOT_YET.get(suffix, f"not a kind of file that is read ({suffix or 'no suffix'})")
        )
