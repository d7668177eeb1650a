"""Time zones as news pages print them: offsets, abbreviations that mean one zone, a few names in words."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from detente.articles.letters import fold

# Offsets in hours. IST (India, Israel, Ireland), CST (China, Central America) and AST mean several: unknown.
HOURS: dict[str, float] = {
    "gmt": 0, "utc": 0, "z": 0, "wet": 0, "west": 1, "bst": 1, "cet": 1, "mez": 1, "wat": 1, "cest": 2,
    "mesz": 2, "eet": 2, "cat": 2, "sast": 2, "eest": 3, "idt": 3, "msk": 3, "мск": 3, "trt": 3,
    "tsi": 3, "eat": 3, "irst": 3.5, "azt": 4, "amt": 4, "samt": 4, "gst": 4, "aft": 4.5, "pkt": 5,
    "uzt": 5, "npt": 5.75, "ict": 7, "wib": 7, "wita": 8, "hkt": 8, "sgt": 8, "pht": 8, "awst": 8,
    "jst": 9, "kst": 9, "wit": 9, "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
    "brt": -3, "edt": -4, "est": -5, "cdt": -5, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8,
    "moscow time": 3, "beijing time": 8, "по московскому времени": 3, "московское время": 3, "北京时间": 8,
    "北京時間": 8, "台北時間": 8, "香港時間": 8, "日本時間": 9,
}  # fmt: skip
# Zones of the United States without "standard" or "daylight": an hour more in summer.
AMERICAN_HOURS = {"et": -5, "ct": -6, "mt": -7, "pt": -8}
_NAMES = "|".join(sorted(map(re.escape, (*HOURS, *AMERICAN_HOURS)), key=len, reverse=True))
# For use on folded text; ``zone`` is the zone's own words.
ZONE = (
    r"(?:\s*[(\[]?(?P<zone>(?:gmt|utc)\s?[+-]\s?\d{1,2}(?::?\d\d)?|[+-]\d\d:?\d\d|"
    rf"(?:{_NAMES})(?!\w))[)\]]?)?"
)
OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)?$")
FARTHEST_HOURS = 14  # no place is farther from UTC
MARCH, NOVEMBER, SUNDAY = 3, 11, 6


def zone_of(words: str | None, day: date) -> timezone | None:
    """Return the zone that some words name on a day, or None where they name none.

    >>> zone_of("GMT+4", date(2020, 10, 5)), zone_of("ET", date(2020, 7, 1)).utcoffset(None).seconds // 3600
    (datetime.timezone(datetime.timedelta(seconds=14400)), 20)
    """
    if words is None:
        return None
    name = fold(words).strip()
    if found := OFFSET.search(name.replace(" ", "")):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes > FARTHEST_HOURS * 60:
            return None
        return timezone(timedelta(minutes=-minutes if found[1] == "-" else minutes))
    if name in AMERICAN_HOURS:
        return timezone(timedelta(hours=AMERICAN_HOURS[name] + _is_american_summer(day)))
    return timezone(timedelta(hours=HOURS[name])) if name in HOURS else None


def _is_american_summer(day: date) -> bool:
    """Whether clocks are an hour ahead: from the second Sunday of March to the first of November."""
    return _sunday(day.year, MARCH, 2) <= day < _sunday(day.year, NOVEMBER, 1)


def _sunday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(SUNDAY - first.weekday()) % 7 + 7 * (which - 1))


def utc_form(moment: datetime) -> str:
    """Return a moment with a zone as ISO 8601 UTC.

    >>> utc_form(datetime(2020, 10, 5, 14, 5, tzinfo=timezone(timedelta(hours=3))))
    '2020-10-05T11:05:00Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
