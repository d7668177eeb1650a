"""When a page was fetched: what the user says, else the page's crawl record, else the file's own time."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from detente.errors import UsageError

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
PREFIX = re.compile(r"\d{4}(-\d{2})?")
SINGLEFILE = re.compile(
    r"Page saved with SingleFile\s+url:\s*(?P<url>\S+)\s+saved date:\s*"
    r"\w{3}\s+(?P<date>\w{3}\s+\d{1,2}\s+\d{4}\s+\d{2}:\d{2}:\d{2})\s+GMT(?P<zone>[+-]\d{4})?",
)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>\S+)\s*-->")
# Both comments stand at the front of a saved page, SingleFile's after its opening tags.
COMMENT_REACH = 4096


def normal_time(text: str) -> str:
    """Return a time as ISO 8601 UTC ending in ``Z``, or a bare day as it is; ValueError where it is neither.

    >>> normal_time("2025-07-14T14:00:00+02:00"), normal_time("2025-07-14")
    ('2025-07-14T12:00:00Z', '2025-07-14')
    """
    moment = datetime.fromisoformat(text.strip())
    if DAY.fullmatch(text.strip()):
        return text.strip()
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def checked_retrieved(text: str | None) -> str | None:
    """Return ``--retrieved`` in its normal form, or raise `UsageError` saying the form."""
    try:
        return None if text is None else normal_time(text)
    except ValueError as error:
        raise UsageError(
            f"--retrieved {text!r} is not a time: write 2025-07-14T12:00:00Z or 2025-07-14"
        ) from error


def checked_published(text: str | None, retrieved: str | None) -> str | None:
    """Return ``--published`` in its normal form: time, day, month or year, not after ``--retrieved``."""
    if text is None:
        return None
    try:
        normal = text.strip() if _is_prefix(text.strip()) else normal_time(text)
    except ValueError as error:
        raise UsageError(
            f"--published {text!r} is not a date: write 2020-10-05, 2020-10-05T09:30:00Z, 2020-10 or 2020"
        ) from error
    if retrieved is not None and normal[:10] > retrieved[: len(normal[:10])]:
        raise UsageError(f"--published {text!r} is after --retrieved {retrieved!r}")
    return normal


def _is_prefix(text: str) -> bool:
    if not PREFIX.fullmatch(text):
        return False
    datetime.strptime(text, "%Y-%m" if "-" in text else "%Y").replace(tzinfo=UTC)  # raises on month 13
    return True


def file_time(seconds: float) -> str:
    """Return a file's modified time in seconds since 1970 as ISO 8601 UTC.

    >>> file_time(1752494400.7)
    '2025-07-14T12:00:00Z'
    """
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def saved_comment(text: str) -> tuple[str | None, str | None]:
    """Return (url, retrieved) from the comment that a page saver left at the front, each None if not said.

    >>> saved_comment("<!-- saved from url=(0024)https://ledger.example/a -->")
    ('https://ledger.example/a', None)
    """
    front = text[:COMMENT_REACH]
    if found := SINGLEFILE.search(front):
        return found["url"], _singlefile_time(found["date"], found["zone"] or "+0000")
    if found := SAVED_FROM.search(front):
        return found["url"], None
    return None, None


def _singlefile_time(date: str, zone: str) -> str | None:
    try:
        moment = datetime.strptime(f"{date} {zone}", "%b %d %Y %H:%M:%S %z")
    except ValueError:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
