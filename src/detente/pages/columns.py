"""Which column of a table holds which field of an article, and what other tools mean by their values."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FIELDS = ("title", "text", "html", "published", "updated", "outlet", "byline", "url", "lang", "retrieved")
# What other tools call the fields, in order of trust; in lower case without "_", "-", "." and blanks.
OTHER_NAMES = {
    "title": ("headline", "headlines", "heading", "articletitle"),
    "text": (
        "maintext",
        "fulltext",
        "articletext",
        "articlebody",
        "bodytext",
        "body",
        "content",
        "article",
        "description",
        "summary",
        "abstract",
        "snippet",
        "lead",
    ),
    "html": ("contenthtml", "bodyhtml", "articlehtml"),
    "published": (
        "publishedat",
        "datepublished",
        "publicationdate",
        "publisheddate",
        "publishdate",
        "datepublish",
        "pubdate",
        "date",
        "datetime",
        "timestamp",
        "publishedtime",
    ),
    "updated": (
        "updatedat",
        "datemodified",
        "datemodify",
        "modifiedat",
        "modifieddate",
        "modificationdate",
        "modified",
        "lastmodified",
        "lastupdated",
        "dateupdated",
        "updateddate",
        "updatedtime",
        "modifiedtime",
    ),
    "outlet": (
        "source",
        "sourcename",
        "publisher",
        "publication",
        "newspaper",
        "medianame",
        "sitename",
        "site",
        "sourcedomain",
        "domain",
        "hostname",
    ),
    "byline": ("author", "authors", "byline", "creator", "writer"),
    "url": ("link", "articleurl", "canonicalurl", "permalink", "weburl", "sourceurl", "address"),
    "lang": ("language", "languagecode"),
    "retrieved": ("retrievedat", "datedownload", "crawledat", "fetchedat", "scrapedat", "downloaddate"),
}
BETWEEN = re.compile(r"[\s_.-]+")
ADDRESS = re.compile(r"https?://\S+$")
MARKUP = re.compile(
    r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|article|section|a|strong|em|img|figure|span)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
MARKUP_REACH = 2048
# Seconds since 1970 that can be the date of an article: 1973 to 2100; shorter numbers are days or nothing.
FIRST_SECOND, LAST_SECOND = 100_000_000, 4_102_444_800
NUMBER = re.compile(r"(\d{9,10}|\d{13}|\d{16}|\d{19})(?:\.\d+)?$")
SECOND_DIGITS = 10
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?$")
SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)|(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")
MONTHS = 12
SAID = re.compile(r"(?P<field>[a-z]+)=(?P<column>.+)", re.DOTALL)


def named_columns(said: Iterable[str]) -> dict[str, str]:
    """Return which column holds which field, from words like ``title=headline``.

    >>> named_columns(["title=headline", "text=Full text"])
    {'title': 'headline', 'text': 'Full text'}
    """
    found: dict[str, str] = {}
    for words in said:
        parts = SAID.fullmatch(words.strip())
        if parts is None:
            raise UsageError(f"--column {words!r}: write FIELD=COLUMN, as in title=headline")
        found[parts["field"]] = parts["column"].strip()
    return checked_columns(found)


def checked_columns(columns: Mapping[str, str]) -> dict[str, str]:
    """Return a mapping of fields to columns, or raise `UsageError` for a field that articles have not."""
    for field in columns:
        if field not in FIELDS:
            raise UsageError(f"--column {field}=...: no such field; there are {', '.join(FIELDS)}")
    return dict(columns)


def fields_of(names: Sequence[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Return {field: column} for the columns that a table has: as the user says, else as they are called.

    >>> fields_of(["Headline", "pubDate", "n"], {})
    {'title': 'Headline', 'published': 'pubDate'}
    """
    plain = {BETWEEN.sub("", name).lower(): name for name in reversed(names)}
    found = {field: column for field, column in columns.items() if column in names}
    taken = set(found.values())
    for field in FIELDS:
        called = (plain.get(name) for name in (field, *OTHER_NAMES[field]))
        column = next((name for name in called if name is not None and name not in taken), None)
        if column is not None:
            taken.add(found.setdefault(field, column))
    return found


def missing_columns(names: Sequence[str], columns: Mapping[str, str]) -> str | None:
    """Return what is wrong where the user names columns that a table has not; None where all are there.

    >>> missing_columns(["a", "b"], {"title": "headline"})
    "no column 'headline' (for title); there are: a, b"
    """
    missing = [f"{column!r} (for {field})" for field, column in columns.items() if column not in names]
    return f"no column {', '.join(missing)}; there are: {', '.join(names)}" if missing else None


def mended(row: dict[str, str]) -> dict[str, str]:
    """Return a row with its values in the form that the fields have here.

    >>> mended({"published": "1752494400", "outlet": "https://a.example/1"})
    {'published': '2025-07-14T12:00:00Z', 'url': 'https://a.example/1'}
    """
    row = dict(row)
    if ADDRESS.match(row.get("outlet", "")):  # some tools call the address "source"
        row.setdefault("url", row["outlet"])
        del row["outlet"]
    if "html" not in row and MARKUP.search(row.get("text", "")[:MARKUP_REACH]):
        row["html"] = row.pop("text")
    for field in ("published", "updated", "retrieved"):
        if field in row:
            row[field] = plain_date(row[field])
    return row


def plain_date(text: str) -> str:
    """Return a date of another form in the one that is read here; what is none of them as it is.

    Numbers are seconds since 1970 (or thousandths, millionths ... of them). A date with slashes is turned
    only where it can be read in one way.

    >>> plain_date("20250714"), plain_date("2025-07-14 12:00:00.5+02:00"), plain_date("07/14/2025 10:00")
    ('2025-07-14', '2025-07-14T12:00:00+02:00', '2025-07-14')
    """
    text = text.strip()
    if found := NUMBER.match(text):
        return _from_number(int(found[1]), len(found[1])) or text
    if found := COMPACT.match(text):
        year, month, day, *clock = found.groups()
        return f"{year}-{month}-{day}" + (f"T{':'.join(clock)}" if clock[0] else "")
    if found := SLASHED.match(text):
        return _from_slashes(found) or text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.isoformat(timespec="seconds") if " " in text or "." in text else text


def _from_number(number: int, digits: int) -> str | None:
    seconds = number // 10 ** max(digits - SECOND_DIGITS, 0)
    if not FIRST_SECOND <= seconds <= LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _from_slashes(found: re.Match[str]) -> str | None:
    if found[1]:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        first, second, year = int(found[4]), int(found[5]), int(found[6])
        if first != second and first <= MONTHS and second <= MONTHS:
            return None  # the fifth of March or the third of May: nobody knows
        month, day = (second, first) if first > MONTHS else (first, second)
    try:
        return datetime(year, month, day, tzinfo=UTC).strftime("%Y-%m-%d")
    except ValueError:
        return None
