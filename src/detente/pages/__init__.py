r"""Pages: gets bytes from files, folders, globs, stdin and the web, and says where and when they came from.

It decodes (``Page.content`` is always UTF-8, NFC, lines ending in ``\n``) and bounds what it reads. It does
not look for articles, titles or dates: that is `detente.articles`. Web addresses are fetched politely, and
only when some are named.

>>> from detente.pages import read_pages
>>> read_pages(["no-such-file.html"])
Traceback (most recent call last):
detente.errors.SourceError: no-such-file.html: no such file or folder
"""

from __future__ import annotations

from detente.pages.columns import named_columns
from detente.pages.documents import document_pages
from detente.pages.fetch import settle
from detente.pages.fetching import Fetching, log_line
from detente.pages.opml import Feed, write_opml
from detente.pages.read import read_pages
from detente.pages.rows import NO_COLUMNS
from detente.pages.watch import Checked, Polled, Schedule, check_feeds, feeds_of

__all__ = [
    "NO_COLUMNS",
    "Checked",
    "Feed",
    "Fetching",
    "Polled",
    "Schedule",
    "check_feeds",
    "document_pages",
    "feeds_of",
    "log_line",
    "named_columns",
    "read_pages",
    "settle",
    "write_opml",
]
