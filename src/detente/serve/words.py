"""Small words of the pages: figures, dates, names and attributions as a reader says them."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from detente.answers.words import day_of, signed
from detente.errors import UnknownName
from detente.knowledge import load as load_world
from detente.records import UNKNOWN_CODE
from detente.relations.days import DAYS_IN_WEEK, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.records import Attribution, DateRange, Event, Quantity
    from detente.relations import Period

MINUS = "\N{MINUS SIGN}"
MONTH, YEAR = len("2025-06"), len("2025")
CLOCK = slice(len("2025-06-01T"), len("2025-06-01T08:00"))

STATUS_WORDS = {
    "fact": "fact",
    "announced": "announced, not done yet",
    "possible": "possible only",
    "denied": "denied",
    "alleged": "alleged by a party to it",
}
ATTRIBUTION_WORDS = {
    "author": "the author's own statement",
    "outlet": "reported by the outlet",
    "wire": "from a wire",
    "party": "a party to the event",
    "third_party": "a third party",
    "expert": "an expert",
    "anonymous": "an unnamed source",
}


def with_minus(value: float | None, digits: int = 1) -> str:
    """Return a figure with its sign, the minus as it is set in print.

    >>> with_minus(-4.5, 2)
    '−4.50'
    """
    return signed(value, digits).replace("-", MINUS)


def percent(share: float | None) -> str:
    """Return a share as percent.

    >>> percent(0.25), percent(None)
    ('25 %', 'unknown')
    """
    return "unknown" if share is None else f"{100 * share:.0f} %"


def name_of(code: str) -> str:
    """Return the English name of a code; one that no table holds stands for itself.

    >>> name_of("AZE"), name_of("ARM:NOBODY")
    ('Azerbaijan', 'ARM:NOBODY')
    """
    try:
        return load_world().name(code)
    except UnknownName:
        return code


def date_words(start: str | None, end: str | None, precision: str) -> str:
    """Say when, no finer than it is known.

    >>> date_words("2024-12-01", "2024-12-31", "month"), date_words(None, "2025-07-14", "unknown")
    ('2024-12 (month)', 'no date, by 2025-07-14 at the latest')
    """
    if start is None:
        return f"no date, by {day_of(end)} at the latest" if end else "no date"
    if precision in {"month", "year"}:
        return f"{start[: MONTH if precision == 'month' else YEAR]} ({precision})"
    first, last = day_of(start), day_of(end or start)
    return first if first == last else f"{first} to {last}"


def updated_words(updated: str, published: str | None) -> str:
    """Say when an article was last changed: the day, and the time of day where it is that of publication.

    >>> updated_words("2025-07-11T08:00:00Z", "2025-07-10")
    '2025-07-11'
    >>> updated_words("2025-07-10T08:00:00Z", "2025-07-10")
    '2025-07-10 08:00 UTC'
    """
    if "T" not in updated or day_of(updated) != day_of(published):
        return day_of(updated)
    return f"{day_of(updated)} {updated[CLOCK]} UTC"


def range_words(when: DateRange) -> str:
    """Say when an event happened."""
    return date_words(when.start, when.end, when.precision)


def week_words(monday: str) -> str:
    """Say which week a Monday stands for.

    >>> week_words("2025-06-30")
    '30 June to 6 July 2025'
    """
    first = day(monday)
    last = first.fromordinal(first.toordinal() + DAYS_IN_WEEK - 1)
    year = f" {first.year}" if first.year != last.year else ""
    month = f" {first:%B}" if first.month != last.month else ""
    return f"{first.day}{month}{year} to {last.day} {last:%B} {last.year}"


def period_words(unit: str, key: str) -> str:
    """Say which week or year a key stands for.

    >>> period_words("year", "2025")
    '2025'
    """
    return f"week of {week_words(key)}" if unit == "week" else key


def pairs_of(event: Event) -> list[tuple[str, str]]:
    """Return the pairs of states and organisations that an event is part of, for links to their pages."""
    sides = ((actor.code for actor in side) for side in (event.source, event.target))
    pairs = {(min(a, b), max(a, b)) for a, b in product(*sides) if a != b and UNKNOWN_CODE not in (a, b)}
    return sorted(pairs)


def quantity_words(quantity: Quantity) -> str:
    """Say how many of what.

    >>> from detente.records import Quantity
    >>> quantity_words(Quantity(value=38, low=None, high=None, unit="people", what="killed",
    ...     bound="at_least", as_of=None, speaker=None, start=0, end=2))
    'at least 38 killed'
    """
    bound = "" if quantity.bound == "exactly" else f"{quantity.bound.replace('_', ' ')} "
    value = f"{quantity.value:,.1f}".removesuffix(".0")
    if quantity.what in {"money", "goods"}:  # USD, tonnes: the unit says what
        return f"{bound}{value} {quantity.unit}"
    counted = "" if quantity.unit == "people" else f"{quantity.unit} "
    return f"{bound}{value} {counted}{(quantity.what or '').replace('_', ' ')}".rstrip()


def attribution_words(attribution: Attribution) -> str:
    """Say on whose word."""
    kind = ATTRIBUTION_WORDS.get(attribution.kind, attribution.kind)
    wire = f", {attribution.wire}" if attribution.wire else ""
    return f"{attribution.speaker} ({kind}{wire})" if attribution.speaker else f"{kind}{wire}"


def stretches(periods: Sequence[Period]) -> list[list[Period]]:
    """Bring neighbouring unknown periods together, so that a table of ten years of weeks can be read.

    >>> stretches([])
    []
    """
    groups: list[list[Period]] = []
    for period in periods:
        if groups and not period.known and not groups[-1][-1].known:
            groups[-1].append(period)
        else:
            groups.append([period])
    return groups


def snippet_parts(snippet: str) -> list[tuple[str, bool]]:
    """Split a snippet, whose found words stand in square brackets, into (text, whether it was found).

    >>> snippet_parts("a [jet] fell")
    [('a ', False), ('jet', True), (' fell', False)]
    """
    parts: list[tuple[str, bool]] = []
    for n, piece in enumerate(snippet.split("[")):
        found, bracket, rest = piece.partition("]")
        if n and bracket:
            parts += [(found, True), (rest, False)]
        else:
            parts.append((f"[{piece}" if n else piece, False))
    return [(text, found) for text, found in parts if text]
