"""The rows of the tables as values: one class a table, its fields the table's columns.

Not for looking anything up: that is ``World``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Span(Protocol):
    """What has a beginning and an end in ISO days; either may be empty."""

    @property
    def start(self) -> str: ...  # noqa: D102 - the fields of a row
    @property
    def end(self) -> str: ...  # noqa: D102


def holds(row: Span, day: str) -> bool:
    """Whether it held on a day: from its start up to, not including, its end.

    >>> from detente.knowledge import load
    >>> rutte = load().holders("Mark Rutte")
    >>> [row.role for row in rutte if holds(row, "2015-06-01")]
    ['Prime Minister']
    """
    return row.start <= day and (not row.end or day < row.end)


TRUSTED_YEARS = 2  # an open end, after its last check: governments live about as long


def is_stale(end: str, known_until: str, day: str) -> bool:
    """Whether what is not known to have ended was checked too long before a day to be trusted.

    >>> is_stale("", "2022-08-03", "2024-08-03"), is_stale("", "2022-08-03", "2024-08-04")
    (False, True)
    """
    if end or not known_until:
        return False
    return day > f"{int(known_until[:4]) + TRUSTED_YEARS:04}{known_until[4:]}"


class State(NamedTuple):
    """A state: ISO 3166 codes, numbers of the Correlates of War and of Gleditsch and Ward, English name.

    A former state has an ``end`` and its code of ISO 3166-3; an empty ``start`` lies before 1945.
    """

    code: str
    iso2: str
    cow: str
    gw: str
    name: str
    start: str
    end: str
    cited: str


class Succession(NamedTuple):
    """What became of a state on a day: ``continues``, ``splits``, ``unites`` or ``secedes``."""

    state: str
    successor: str
    day: str
    how: str
    cited: str


class Code(NamedTuple):
    """An organisation, armed group or region: its code, kind (igo, group, region) and English name.

    ``within`` are the states in which a group fights or a region lies; of a disputed region first the one
    that most states recognise as its sovereign.
    """

    code: str
    kind: str
    name: str
    within: tuple[str, ...]
    cited: str


class Alias(NamedTuple):
    """A word or phrase for a code. ``ambiguous`` ones count only where the text names the code otherwise."""

    alias: str
    kind: str
    code: str
    sector: str | None
    start: str
    end: str
    ambiguous: bool
    cited: str

    def valid(self, day: str) -> bool:
        """Whether it held on that day, as far as known."""
        return holds(self, day)


class Tenure(NamedTuple):
    """A person in an office. An open end was last checked on ``known_until``.

    ``alone`` is the surname that may stand for this person without a first name.
    """

    name: str
    also: tuple[str, ...]
    code: str
    role: str
    sector: str | None
    start: str
    end: str
    known_until: str
    alone: str
    cited: str

    def valid(self, day: str) -> bool:
        """Whether it held on that day, as far as known."""
        return holds(self, day)


class Agent(NamedTuple):
    """A role noun: kind ``person`` (may carry a name), ``body``, ``adjective`` or ``thing``; its sector."""

    noun: str
    kind: str
    sector: str | None
    cited: str


class Member(NamedTuple):
    """A state in an organisation: member, observer, candidate, partner, associate or suspended."""

    organisation: str
    state: str
    status: str
    start: str
    end: str
    known_until: str
    cited: str


class Claimant(NamedTuple):
    """A state or group that claims, controls or administers a region."""

    region: str
    state: str
    role: str
    start: str
    end: str
    known_until: str
    cited: str


class Tie(NamedTuple):
    """A standing tie of two: alliance, war, base, closed border, no diplomatic relations ..."""

    one: str
    other: str
    kind: str
    name: str
    start: str
    end: str
    known_until: str
    cited: str


class ForeignName(NamedTuple):
    """A state or capital in another language than English, where CLDR does not give it."""

    alias: str
    lang: str
    kind: str
    code: str
    cited: str


class PlaceRow(NamedTuple):
    """A town with the state it lies in, its degrees (WGS 84) and its inhabitants."""

    name: str
    also: tuple[str, ...]
    country: str
    lat: float
    lon: float
    people: int
    cited: str

    @classmethod
    def of(cls, cells: Sequence[str]) -> PlaceRow:
        """Return a town from its cells in the table."""
        name, also, country, lat, lon, people, cited = cells
        spellings = tuple(also.split("|")) if also else ()
        return cls(name, spellings, country, float(lat), float(lon), int(people), cited)
