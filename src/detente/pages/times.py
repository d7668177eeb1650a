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
HTTRACK = re.compile(
    r"<!--\s*Mirrored from (?P<url>\S+) by HTTrack Website Copier/[^,>]*,\s*\w{3}, "
    r"(?P<date>\d{1,2} \w{3} \d{4} \d{2}:\d{2}:\d{2}) GMT\s*-->"
)
ARCHIVED = re.compile(
    r"FILE ARCHIVED ON (?P<clock>\d{2}:\d{2}:\d{2}) (?P<day>\w{3} \d{1,2}, \d{4}) AND RETRIEVED FROM"
)
ARCHIVED_URL = re.compile(r"/web/\d{14}(?:[a-z]{2}_)?/(?P<url>https?://[^\s\"'<>]+)")
# The comments of browsers and mirrors stand at the front of a page, SingleFile's after its opening tags; that
# of the web archive at its end.
COMMENT_REACH = 4096
LAST_SECOND = 253_402_300_799  # the end of the year 9999


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
    return _in_utc(moment)


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
    # A disk can hold times that no calendar does.
    return datetime.fromtimestamp(min(max(int(seconds), 0), LAST_SECOND), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def saved_comment(text: str) -> tuple[str | None, str | None]:
    """Return (url, retrieved) from the comment that a page saver left, each None where it does not say.

    >>> saved_comment("<!-- saved from url=(0024)https://ledger.example/a -->")
    ('https://ledger.example/a', None)
    """
    front = text[:COMMENT_REACH]
    if found := SINGLEFILE.search(front):
        return found["url"], _singlefile_time(found["date"], found["zone"] or "+0000")
    if found := HTTRACK.search(front):
        url = found["url"] if "://" in found["url"] else f"https://{found['url']}"
        return url, _written_time(found["date"], "%d %b %Y %H:%M:%S")
    if found := ARCHIVED.search(text, max(0, len(text) - COMMENT_REACH)):
        url = ARCHIVED_URL.search(front)
        return url["url"] if url else None, _written_time(
            f"{found['day']} {found['clock']}", "%b %d, %Y %H:%M:%S"
        )
    if found := SAVED_FROM.search(front):
        return found["url"], None
    return None, None


def _written_time(words: str, form: str) -> str | None:
    """Return a time of Greenwich as ISO 8601 UTC, or None where there is no such time."""
    try:
        moment = datetime.strptime(words, form).replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _singlefile_time(date: str, zone: str) -> str | None:
    try:
        return _in_utc(datetime.strptime(f"{date} {zone}", "%b %d %Y %H:%M:%S %z"))
    except ValueError:
        return None


def _in_utc(moment: datetime) -> str:
    """Return a moment as ISO 8601 UTC; ValueError where its zone takes it out of the calendar."""
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError as fault:
        raise ValueError(f"{moment} is outside the calendar") from fault
