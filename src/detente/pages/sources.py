"""From what the user names (paths, folders, globs, ``-``) to the files to read, in a stable order."""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from detente.errors import SourceError
from detente.pages.addresses import looks_like_address
from detente.pages.crawl import CRAWL_FILE
from detente.pages.limits import MAX_FOLDER_DEPTH
from detente.records import Rejected, content_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STDIN = "-"
HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
TEXT = frozenset({".txt"})
XML = frozenset({".xml", ".rss", ".atom", ".rdf", ".opml"})
JSON = frozenset({".json"})
JSONL = frozenset({".jsonl", ".ndjson"})
CSV = frozenset({".csv"})
TSV = frozenset({".tsv", ".tab"})
PARQUET = frozenset({".parquet"})
WARC = frozenset({".warc"})
GZIP = frozenset({".gz"})
ZIP = frozenset({".zip"})
TABLES = JSONL | CSV | TSV | PARQUET
READ = HTML | TEXT | XML | JSON | TABLES | WARC | ZIP
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
# What some systems put beside files in an archive.
SYSTEM_FOLDERS = frozenset({"__MACOSX"})


@dataclass(frozen=True, slots=True)
class Missing:
    """A source of which nothing can be read, with the reason."""

    location: str
    reason: str


def usable_sources(
    sources: Sequence[str], fault_of_address: Callable[[str], str | None] = lambda _: None
) -> list[str | Missing]:
    """Return each source, or why it cannot be read; `SourceError` where none of them can.

    ``fault_of_address`` returns why a web address is never asked, None where it may be.

    >>> usable_sources(["-"])
    ['-']
    """
    checked = [_check(source, fault_of_address) for source in sources]
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


def _check(source: str, fault_of_address: Callable[[str], str | None]) -> str | Missing:
    if source == STDIN:
        return source
    if looks_like_address(source):
        fault = fault_of_address(source)
        return source if fault is None else Missing(source, fault)
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
    elif path.name != CRAWL_FILE:
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
        if entry.is_dir(follow_symlinks=False):
            if not _hidden(entry.name):
                yield from _walk(Path(entry.path), depth + 1)
        elif not passed_over(entry.name) and not Path(entry.path).is_dir():
            reason = fault_of_name(entry.name)
            yield rejected(entry.path, reason) if reason else Path(entry.path)


def passed_over(name: str) -> bool:
    """Whether a file in a folder or archive is none that one would look for pages in, by its name.

    >>> passed_over("a_files/logo.png"), passed_over(".git/HEAD"), passed_over("a.html"), passed_over("b.pdf")
    (True, True, False, False)
    """
    parts = PurePosixPath(name).parts
    return any(map(_hidden, parts)) or parts[-1:] == (CRAWL_FILE,) or suffix_of(name) in PAGE_PARTS


def _hidden(name: str) -> bool:
    return (name.startswith(".") and name.strip(".") != "") or name in SYSTEM_FOLDERS


def fault_of_name(name: str) -> str | None:
    """Return why a file in a folder or archive is not read, by its name; None where it is.

    >>> fault_of_name("a.pdf"), fault_of_name("b.warc.gz"), fault_of_name("c.gz")
    ('not a kind of file that is read (.pdf)', None, None)
    """
    suffix, packed = suffix_of(name), PurePosixPath(name).suffix.lower() in GZIP
    if suffix in READ or (packed and not suffix):
        return None
    return f"not a kind of file that is read ({suffix or 'no suffix'})"


def suffix_of(name: str) -> str:
    """Return the suffix of a file's name, without that of its packing.

    >>> suffix_of("a/CC-NEWS-1.warc.gz"), suffix_of("b.HTML"), suffix_of("c.gz")
    ('.warc', '.html', '')
    """
    path = PurePosixPath(name)
    return (PurePosixPath(path.stem) if path.suffix.lower() in GZIP else path).suffix.lower()
