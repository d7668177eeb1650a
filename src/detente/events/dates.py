"""When: the date words of a sentence, read against the day the article was published.

A range with its precision, never more than the words say: "last December" and "early June" are a month.
Relative words need the article's own date; without it only absolute dates are read. A deadline ("within a
year", "by May") is a range that begins with the article's day and dates plans only.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.events.grammar import MONTHS, WEEKDAYS
from detente.records import DateRange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    from detente.records import Article, Precision

    Reader: TypeAlias = Callable[[re.Match[str], date | None], DateRange | None]

FIRST_YEAR, LAST_YEAR = 1900, 2100
DAYS_OF_WEEK = 7
MONTHS_IN_YEAR = 12
DAYS_IN_MONTH, DAYS_IN_YEAR = 31, 366
HOURS_IN_DAY = 24
VAGUE_COUNTS = frozenset({"several", "few", "a few"})
VAGUE_UNITS = {
    "hour": 24,
    "day": 7,
    "week": 4,
    "month": 12,
    "year": 10,
}  # at most so many in "the coming weeks"
BACKGROUND_DAYS = 30  # an undated statement of an analysis happened "lately": month precision, not its day

_MONTH = "|".join(m.capitalize() for m in MONTHS)
_MONTH_SHORT = r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
_ANY_MONTH = rf"(?P<month>{_MONTH}|(?:{_MONTH_SHORT})\b\.?)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = "(?P<weekday>" + "|".join(d.capitalize() for d in WEEKDAYS) + ")"
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {"a": 1, "an": 1, "a couple of": 2} | {word: n for n, word in enumerate(_SPELLED, 1)}
_COUNT = rf"(?P<count>\d{{1,3}}|an?|{'|'.join(_SPELLED)}|a couple of|a few|few|several)"
_OPENER = "[Ii]n|[Ll]ast|[Ss]ince|[Tt]his|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id"


@dataclass(frozen=True, slots=True)
class DateMention:
    """Date words at characters ``start`` to ``end`` of the sentence, and the range they mean.

    ``ahead``: only what is still to come can be so dated.
    """

    start: int
    end: int
    range: DateRange
    ahead: bool = False


def day_range(day: date) -> DateRange:
    """Return one day as a range.

    >>> day_range(date(2015, 11, 24)).start
    '2015-11-24'
    """
    return DateRange(start=day.isoformat(), end=day.isoformat(), precision="day")


def _month_range(year: int, month: int) -> DateRange:
    last = monthrange(year, month)[1]
    return DateRange(
        start=date(year, month, 1).isoformat(), end=date(year, month, last).isoformat(), precision="month"
    )


def _year_range(year: int) -> DateRange:
    return DateRange(start=f"{year}-01-01", end=f"{year}-12-31", precision="year")


def _span(first: date, last: date, precision: Precision) -> DateRange:
    return DateRange(start=first.isoformat(), end=last.isoformat(), precision=precision)


def _stretch(first: date, last: date) -> DateRange:
    """Return a range with the precision of its length; of one longer than a year only the end is known."""
    days = (last - first).days
    if days > DAYS_IN_YEAR:
        return DateRange(start=None, end=last.isoformat(), precision="unknown")
    longest: tuple[tuple[int, Precision], ...] = (
        (0, "day"),
        (DAYS_OF_WEEK, "week"),
        (DAYS_IN_MONTH, "month"),
    )
    return _span(first, last, next((p for most, p in longest if days <= most), "year"))


def _add_months(day: date, months: int) -> date:
    """Return the same day some months on, the last of a shorter month.

    >>> _add_months(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    year, month = divmod(day.year * MONTHS_IN_YEAR + day.month - 1 + months, MONTHS_IN_YEAR)
    year = min(max(year, 1), LAST_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _later(day: date, count: int, unit: str) -> date:
    """Return the day that is ``count`` hours, days ... years on; back where it is negative."""
    match unit.lower().rstrip("s"):
        case "hour":
            return day + timedelta(days=-(-count // HOURS_IN_DAY))
        case "day":
            return day + timedelta(days=count)
        case "week":
            return day + timedelta(weeks=count)
        case "month":
            return _add_months(day, count)
        case _:
            return _add_months(day, count * MONTHS_IN_YEAR)


def _counted(match: re.Match[str]) -> int:
    """Return how many units the words say; "days" and "a few days" are at most what `VAGUE_UNITS` says."""
    word = (match["count"] or "").lower()
    unit = match["unit"].lower().rstrip("s")
    if word and word not in VAGUE_COUNTS:
        return _NUMBERS.get(word) or int(word)
    if not word and not match["unit"].lower().endswith("s"):
        return 1
    return VAGUE_UNITS[unit]


def _month_number(name: str) -> int:
    return next(n for n, m in enumerate(MONTHS, 1) if m.startswith(name.lower().rstrip(".")[:3]))


def _full(match: re.Match[str], published: date | None) -> DateRange | None:
    year = match["year"]
    month, day = _month_number(match["month"]), int(match["day"])
    try:
        if year:
            return day_range(date(int(year), month, day))
        if published is None:
            return None
        found = date(published.year, month, day)
        return day_range(
            found
            if found <= published + timedelta(days=BACKGROUND_DAYS)
            else found.replace(year=found.year - 1)
        )
    except ValueError:
        return None


def _month_only(match: re.Match[str], published: date | None) -> DateRange | None:
    month = _month_number(match["month"])
    if match["year"]:
        return _month_range(int(match["year"]), month)
    if published is None or not match["opener"]:
        return None
    before = month < published.month or (month == published.month and match["opener"].lower() != "last")
    return _month_range(published.year if before else published.year - 1, month)


def _weekday(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS.index(match["weekday"].lower())) % DAYS_OF_WEEK
    if back == 0 and match.group().lower().startswith("last "):
        back = DAYS_OF_WEEK
    return day_range(published - timedelta(days=back))


def _next_weekday(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    on = (WEEKDAYS.index(match["weekday"].lower()) - published.weekday() - 1) % DAYS_OF_WEEK + 1
    return day_range(published + timedelta(days=on))


def _weekend(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "at the weekend" as the last one begun, "next weekend" as the one to come."""
    if published is None:
        return None
    saturday = published - timedelta(days=(published.weekday() - WEEKDAYS.index("saturday")) % DAYS_OF_WEEK)
    which = (match["which"] or "").lower()
    if which in {"next", "coming"}:
        saturday += timedelta(days=DAYS_OF_WEEK)
    elif which == "last" and saturday + timedelta(days=1) >= published:
        saturday -= timedelta(days=DAYS_OF_WEEK)
    return _span(saturday, saturday + timedelta(days=1), "day")


def _week_of(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "the last week of May" as its last seven days, "the third" as the whole month."""
    month = _month_number(match["month"])
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    late = published is not None and not match["year"] and month > published.month
    whole = _month_range(year - 1 if late else year, month)
    first, last = date.fromisoformat(str(whole.start)), date.fromisoformat(str(whole.end))
    match match["which"].lower():
        case "first":
            return _span(first, first + timedelta(days=DAYS_OF_WEEK - 1), "week")
        case "last":
            return _span(last - timedelta(days=DAYS_OF_WEEK - 1), last, "week")
        case _:
            return whole


def _near_day(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match.group().lower(), 0)
    return day_range(published + timedelta(days=shift))


def _unit_range(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "last week", "earlier this month", "last year"."""
    if published is None:
        return None
    which = match["which"].lower()
    if which == "later this":
        return _rest_of(match, published)
    back = which.endswith(("last", "previous"))
    match match["unit"].lower():
        case "week":
            monday = published - timedelta(days=published.weekday() + (DAYS_OF_WEEK if back else 0))
            return _span(monday, monday + timedelta(days=6) if back else published, "week")
        case "month":
            year, month = (published.year, published.month) if not back else _month_before(published)
            found = _month_range(year, month)
        case _:
            found = _year_range(published.year - back)
    return replace(found, end=published.isoformat()) if which == "earlier this" else found


def _rest_of(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "later this month" as the days of it that are left."""
    if published is None:
        return None
    match match["unit"].lower():
        case "week":
            sunday = published + timedelta(days=DAYS_OF_WEEK - 1 - published.weekday())
            return _span(published, sunday, "week")
        case "month":
            return replace(_month_range(published.year, published.month), start=published.isoformat())
        case _:
            return replace(_year_range(published.year), start=published.isoformat())


def _end_of(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "by the end of the month" as the month, which gives no day away."""
    if published is None:
        return None
    if match.groupdict().get("which"):
        return _next(match, published)
    match match["unit"].lower():
        case "week":
            return _rest_of(match, published)
        case "month":
            return _month_range(published.year, published.month)
        case _:
            return _year_range(published.year)


def _coming(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "within a year", "over the next two weeks", "in the coming days": from now to then."""
    return _stretch(published, _later(published, _counted(match), match["unit"])) if published else None


def _past(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "over the past two weeks", "in the last few days": from then to now."""
    return _stretch(_later(published, -_counted(match), match["unit"]), published) if published else None


def _deadline(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "by May", "by the end of 2030": from now to then; of one that is past only the end is known."""
    month = _month_number(match["month"]) if match["month"] else MONTHS_IN_YEAR
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    else:
        year = published.year + (month < published.month)
    whole = _month_range(year, month)
    ends = match["word"].lower() == "by" or bool(match["end"])
    last = date.fromisoformat(str(whole.end if ends else f"{year}-{month if match['month'] else 1:02}-01"))
    if published is None or last < published:
        return DateRange(start=None, end=last.isoformat(), precision="unknown")
    return _stretch(published, last)


def _from_now(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "in two weeks", "three days from now", as exactly as it is counted."""
    if published is None or match["count"].lower() in VAGUE_COUNTS:
        return None
    then = _later(published, _counted(match), match["unit"])
    match match["unit"].lower():
        case "hour" | "day":
            return day_range(then)
        case "week":
            return _span(then - timedelta(days=3), then + timedelta(days=3), "week")
        case "month":
            return _month_range(then.year, then.month)
        case _:
            return _year_range(then.year)


def _next(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    match match["unit"].lower():
        case "week":
            monday = published + timedelta(days=DAYS_OF_WEEK - published.weekday())
            return _span(monday, monday + timedelta(days=DAYS_OF_WEEK - 1), "week")
        case "month":
            months = published.year * MONTHS_IN_YEAR + published.month
            return _month_range(months // MONTHS_IN_YEAR, months % MONTHS_IN_YEAR + 1)
        case _:
            return _year_range(published.year + 1)


def _month_before(day: date) -> tuple[int, int]:
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)


def _ago(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    if match["count"].lower() in VAGUE_COUNTS:  # "a few days ago": within the week
        return _past(match, published) if match["unit"].lower() != "year" else None
    count = _counted(match)
    match match["unit"].lower():
        case "day":
            return day_range(published - timedelta(days=count))
        case "week":
            middle = published - timedelta(weeks=count)
            return _span(middle - timedelta(days=3), middle + timedelta(days=3), "week")
        case "month":
            months = published.year * 12 + published.month - 1 - count
            return _month_range(months // 12, months % 12 + 1)
        case _:
            return _year_range(published.year - count) if count < published.year - FIRST_YEAR else None


def _recent(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    weeks = match["unit"].lower().startswith("week")
    return _span(
        published - timedelta(days=BACKGROUND_DAYS if weeks else 6), published, "month" if weeks else "week"
    )


def _unknown(_match: re.Match[str], published: date | None) -> DateRange:
    """Read "two days earlier", "hours after": counted from something else, only the upper bound is known."""
    return DateRange(start=None, end=published.isoformat() if published else None, precision="unknown")


def _year(match: re.Match[str], _published: date | None) -> DateRange | None:
    return _year_range(int(match["year"]))


def _nothing_known(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "decades ago", "in the 1990s", "after the 2016 coup": long past, so surely not published's day."""
    decade = match.groupdict().get("decade")
    end = f"{decade}9-12-31" if decade else published.isoformat() if published else None
    return DateRange(start=None, end=end, precision="unknown")


def _day_span(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "4-5 May", "between 3 and 5 May", "4 May to 9 May": a range, no longer than it says."""
    year = int(match["year"]) if match["year"] else published.year if published else None
    if year is None:
        return None
    last_month = _month_number(match["month"])
    first_month = _month_number(match["month2"]) if match.groupdict().get("month2") else last_month
    ahead = published is not None and last_month > _add_months(published, 1).month
    if ahead and not match["year"] and published and published.month < MONTHS_IN_YEAR:
        year -= 1
    try:
        first, last = date(year, first_month, int(match["first"])), date(year, last_month, int(match["day"]))
    except ValueError:
        return None
    if first >= last:
        return None
    return _span(first, last, "week" if (last - first).days < DAYS_OF_WEEK else "month")


def _month_span(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read "between March and May": from the first day of the one to the last of the other."""
    last_month, first_month = _month_number(match["month"]), _month_number(match["month2"])
    if match["year"]:
        year = int(match["year"])
    elif published is None:
        return None
    else:
        year = published.year - (first_month > published.month)
    first = date(year - (first_month > last_month), first_month, 1)
    return _stretch(first, date.fromisoformat(str(_month_range(year, last_month).end)))


def _years(match: re.Match[str], _published: date | None) -> DateRange | None:
    first, last = int(match["first"]), int(match["last"])
    return _stretch(date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _iso(match: re.Match[str], _published: date | None) -> DateRange | None:
    try:
        return day_range(date.fromisoformat(match.group()))
    except ValueError:
        return None


def _weekday_last_week(match: re.Match[str], published: date | None) -> DateRange | None:
    if published is None:
        return None
    monday = published - timedelta(days=published.weekday() + DAYS_OF_WEEK)
    return day_range(monday + timedelta(days=WEEKDAYS.index(match["weekday"].lower())))


def _before_yesterday(_match: re.Match[str], published: date | None) -> DateRange | None:
    return day_range(published - timedelta(days=2)) if published else None


def _in_digits(match: re.Match[str], published: date | None) -> DateRange | None:
    """Read 29/04/2024; where day and month could change places, only the upper bound is known."""
    one, other, year = int(match[1]), int(match[2]), int(match[3])
    readings = {(d, m) for d, m in ((one, other), (other, one)) if 1 <= m <= MONTHS_IN_YEAR}
    if len(readings) == 1:
        (day, month) = readings.pop()
        try:
            return day_range(date(year, month, day))
        except ValueError:
            return None
    return DateRange(start=None, end=published.isoformat() if published else None, precision="unknown")


_ORDINAL = r"(?P<which>first|second|third|fourth|last)"
_UNIT = r"(?P<unit>hour|day|week|month|year)s?"
_UNITS = r"(?P<unit>(?:hour|day|week|month|year)s?)"
_OTHER_MONTH = _ANY_MONTH.replace("<month>", "<month2>")
_A_WEEKDAY = rf"(?:{_WEEKDAY.replace('?P<weekday>', '?:')}),? (?:the )?"
_FIRST_DAY = r"\b(?P<first>[0-3]?\d)"
_OF_YEAR = rf"(?:,? {_YEAR})?\b"
_SEASON = r"(?:spring|summer|autumn|fall|winter|half|quarter|turn|beginning|end|start)"
_LONG_AGO = r"(?:decades|centuries|generations|years|months|weeks|long|(?:half )?a century|a generation) ago"

# longest and most exact first; a stretch of text is read once
_READERS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"\b{_WEEKDAY},? (?:of )?last week\b", _weekday_last_week),
        (r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b", _iso),
        (r"(?i)\bthe day before yesterday\b", _before_yesterday),
        (r"\b([0-3]?\d)[/.]([0-3]?\d)[/.]((?:19|20)\d\d)\b", _in_digits),
        (rf"{_FIRST_DAY} {_OTHER_MONTH} (?:to|and|until|-|–) {_DAY} {_ANY_MONTH}{_OF_YEAR}", _day_span),
        (rf"{_FIRST_DAY}(?: ?[-–] ?| and | to ){_DAY} {_ANY_MONTH}{_OF_YEAR}", _day_span),
        (
            rf"\b{_OTHER_MONTH} (?P<first>[0-3]?\d) (?:to|and|until|-|–) {_ANY_MONTH} {_DAY}{_OF_YEAR}",
            _day_span,
        ),
        (rf"\b{_ANY_MONTH} (?P<first>[0-3]?\d)(?: ?[-–] ?| and | to ){_DAY}{_OF_YEAR}", _day_span),
        (rf"(?:\b{_A_WEEKDAY})?\b{_DAY} (?:of )?{_ANY_MONTH}{_OF_YEAR}", _full),
        (rf"(?:\b{_A_WEEKDAY})?\b{_ANY_MONTH} {_DAY}\b(?:, ?{_YEAR})?", _full),
        (rf"\b{_ORDINAL} week (?:of|in) {_ANY_MONTH}{_OF_YEAR}", _week_of),
        (rf"\b(?:[Bb]etween|[Ff]rom) {_OTHER_MONTH} (?:and|to|until) {_ANY_MONTH}{_OF_YEAR}", _month_span),
        (
            r"\b(?:[Bb]etween|[Ff]rom) (?P<first>(?:19|20)\d\d) (?:and|to|until) (?P<last>(?:19|20)\d\d)\b",
            _years,
        ),
        (rf"(?i)\b{_SEASON} of {_YEAR}\b", _year),
        (r"(?i)\b(?:early |mid-?|late )?(?P<decade>(?:19|20)\d)0s\b", _nothing_known),
        (r"(?i)\b(?:turn of the century|on this day|in the year)\b", _nothing_known),
        (rf"\b(?:[Bb]efore|[Aa]fter|[Ss]ince|[Ff]ollowing) the {_YEAR}\b", _nothing_known),
        (r"\bin (?:19|20)\d\d[-–/]\d\d\b", _nothing_known),
        (rf"\b(?:(?P<opener>{_OPENER})[ -])?{_ANY_MONTH}{_OF_YEAR}", _month_only),
        (rf"\b(?:[Tt]he |[Tt]his )?(?:[Nn]ext|[Cc]oming) {_WEEKDAY}\b", _next_weekday),
        (rf"\b(?:[Ll]ast |[Oo]n |[Ll]ate |[Ee]arly )*{_WEEKDAY}\b", _weekday),
        (r"(?i)\b(?:(?:the|this) )?(?:(?P<which>last|next|coming) )?weekend\b", _weekend),
        (
            r"(?i)\b(?:yesterday|today|tonight|overnight|tomorrow|last night|this (?:morning|evening))\b",
            _near_day,
        ),
        (
            r"(?i)\b(?P<which>earlier this|later this|last|this|the previous) (?P<unit>week|month|year)\b",
            _unit_range,
        ),
        (rf"(?i)\b(?:in|over|during|for|within) the (?:past|last) (?:{_COUNT} )?{_UNITS}\b", _past),
        (r"(?i)\bnext (?P<unit>week|month|year)\b", _next),
        (rf"(?i)\b{_COUNT} (?P<unit>day|week|month|year)s? ago\b", _ago),
        (rf"(?i)\b{_LONG_AGO}\b", _nothing_known),
        (r"(?i)\b(?:\w+ )?(?:day|week|month|year)s? (?:earlier|later|before)\b", _unknown),
        (r"(?i)\b(?:day|week|month|year)s? (?:after|since)\b", _unknown),
        (r"(?i)\bthe (?:next|following|previous|same) (?:day|night|week|month|year)\b", _unknown),
        (r"(?i)\b(?:that day|at the time|afterwards|hours later)\b", _unknown),
        (rf"\b(?P<since>[Ss]ince) (?:{_ANY_MONTH} )?{_YEAR}\b", _unknown),
        (r"(?i)\bin (?:the )?(?:past few|recent|the last few) (?P<unit>days|weeks)\b", _recent),
        (rf"\b(?:[Ii]n|[Tt]he|[Dd]uring the|[Dd]uring) {_YEAR}\b(?![-–]\d)", _year),
    )
)
_BY = r"\b(?P<word>by|before) (?:the )?(?P<end>end of )?(?:the |early |late |mid-?)?"
# the same of what is still to come; read first
_PLANS: tuple[tuple[re.Pattern[str], Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (
            r"\b(?:by|before) (?:the )?end of (?:the |this |(?P<which>next) )?(?P<unit>week|month|year)\b",
            _end_of,
        ),
        (r"\b(?:by|before) (?:the )?(?P<unit>week|month|year)['’]s end\b", _end_of),
        (rf"{_BY}{_ANY_MONTH}{_OF_YEAR}", _deadline),
        (rf"{_BY}(?P<month>(?!)x)?{_YEAR}\b(?![-–]\d)", _deadline),
        (rf"\bwithin (?:the next |the coming )?(?:{_COUNT} )?{_UNITS}\b(?! of\b)", _coming),
        (rf"\b(?:in|over|during|for) (?:the )?(?:next|coming) (?:{_COUNT} )?{_UNITS}\b", _coming),
        (rf"\b{_COUNT} {_UNIT} from now\b", _from_now),
        (rf"\bin {_COUNT} {_UNIT}\b(?! of\b)", _from_now),
        (r"\blater this (?P<unit>week|month|year)\b", _rest_of),
    )
)
# "the November 2020 statement" dates a paper, not the act; "the 2015 incident when" dates the act
_QUALIFIES = re.compile(r"(?<![Dd]uring )(?<![Ii]n )\b(?:[Tt]he|[Tt]heir|[Ii]ts|[Aa]) \S*$")
_HAPPENING = re.compile(
    r"(?:'s)? (?:\w+ )?(?:incident|crisis|war|clash|clashes|attack|episode) (?:when|in which)|[,.]|$"
)
_OF = re.compile(r"(?i)(?<!morning )(?<!evening )(?<!night )(?<!day )(?<!hours )(?<!end )(?<!start )\bof $")
_BOUND = re.compile(
    r"(?i)\b(?P<word>since|until|till|by|before)\s+(?:the )?(?:end of )?(?:late |early |mid-?)?$"
)


def published_day(article: Article) -> date | None:
    """Return the day an article was published, where it is known to the day."""
    if article.published is None or article.published_precision not in {"minute", "hour", "day"}:
        return None
    return date.fromisoformat(article.published[:10])


def find_dates(text: str, published: date | None) -> list[DateMention]:
    """Return the dates a sentence names, in text order, with offsets in ``text``.

    >>> [d.range.start for d in find_dates("On Thursday they met.", date(2025, 7, 11))]
    ['2025-07-10']
    >>> [d.range.precision for d in find_dates("They have helped since 2003.", date(2025, 7, 11))]
    ['unknown']
    """
    found: list[DateMention] = []
    for mention in _matches(text, published):
        if not any(mention.start < d.end and d.start < mention.end for d in found):
            found.append(mention)
    return sorted(found, key=lambda d: d.start)


def _matches(text: str, published: date | None) -> Iterator[DateMention]:
    for pattern, read in _PLANS:
        for match in pattern.finditer(text):
            when = read(match, published)
            if when is not None:
                ahead = published is None or (when.end or "") >= published.isoformat()
                yield DateMention(match.start(), match.end(), when, ahead=ahead)
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            if _OF.search(text[: match.start()]) or _qualifies(text, match):
                continue
            when = read(match, published)
            mention = DateMention(match.start(), match.end(), when) if when else None
            bounded = _bounded(text, mention, match, published) if mention else None
            if bounded is not None:
                yield bounded


def _qualifies(text: str, match: re.Match[str]) -> bool:
    before = text[: match.start() + len("the ")]
    return bool(_QUALIFIES.search(before)) and not _HAPPENING.match(text, match.end())


def _bounded(
    text: str, mention: DateMention, match: re.Match[str], published: date | None
) -> DateMention | None:
    """Turn a date after "since" into a range up to the article's day, one after "by" into a range from it."""
    before = _BOUND.search(text[: mention.start])
    opened = match.group().lower().startswith("since ") and "since" not in match.groupdict()
    if before is None and not opened:
        return mention
    start = before.start() if before else mention.start
    first, last = mention.range.start, mention.range.end
    word = before["word"].lower() if before else "since"
    if first is None or last is None:
        return None
    if published is None or word in {"until", "till"}:  # how long it lasts, not when it happens
        known = last if word != "since" and published is None else None
        return DateMention(
            start, mention.end, DateRange(start=None, end=known, precision="unknown"), ahead=word != "since"
        )
    if word == "since":
        if first > published.isoformat():
            return None
        return DateMention(start, mention.end, _stretch(date.fromisoformat(first), published))
    dated = re.search(r"(?:19|20)\d\d|last|yesterday|earlier|previous", match.group().lower())
    deadline = mention.range if dated else shift_forward(mention.range, published)
    end = date.fromisoformat(
        str(deadline.end if "end of" in text[start : mention.start] or word == "by" else deadline.start)
    )
    if end < published:
        return DateMention(
            start, mention.end, DateRange(start=None, end=end.isoformat(), precision="unknown")
        )
    return DateMention(start, mention.end, _stretch(published, end), ahead=True)


def published_range(article: Article) -> DateRange | None:
    """Return when an article was published, no more exactly than is known; None where it is not.

    ``published`` of a coarse precision is the first day of its month or year.
    """
    if article.published is None:
        return None
    first = date.fromisoformat(article.published[:10])
    match article.published_precision:
        case "minute" | "hour" | "day":
            return day_range(first)
        case "month":
            return _month_range(first.year, first.month)
        case _:
            return _year_range(first.year)


def shift_forward(when: DateRange, published: date) -> DateRange:
    """Return the next such day for what is still to come: "will meet on Thursday".

    >>> shift_forward(day_range(date(2025, 7, 10)), date(2025, 7, 11)).start
    '2025-07-17'
    """
    if when.start is None or when.end is None:
        return when
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    if when.precision == "month" and last < published:  # "will meet in December"
        return _month_range(first.year + 1, first.month)
    if when.precision == "week" and first < published == last:  # "will meet this week"
        sunday = published + timedelta(days=DAYS_OF_WEEK - 1 - published.weekday())
        return _span(published, sunday, "week")
    if when.precision != "day":
        return when
    week = timedelta(days=DAYS_OF_WEEK)
    return _span(first + week, last + week, "day") if last < published < first + week else when
