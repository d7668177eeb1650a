"""Which reports a figure counts, said in words beside every figure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.records import GENRES, OPINION_GENRES, STATE_SECTORS, Genre, PairEvent, Status

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_STATE = ("UNK", "REG:")  # nobody in particular, and regions: they take no side and hold no view

STATUS_WORDS = {
    "fact": "reported as fact",
    "announced": "announced",
    "possible": "possible",
    "denied": "denied",
    "alleged": "alleged by a party",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What counts: statuses, genres, and whether both sides must act for a state."""

    statuses: tuple[Status, ...] = ("fact",)
    genres: tuple[Genre, ...] = GENRES
    state_only: bool = True

    def counts(self, report: PairEvent) -> bool:
        """Whether this report is counted."""
        if report.status not in self.statuses or report.genre not in self.genres:
            return False
        return not self.state_only or acts_for_state(report)

    def counted(self, reports: Iterable[PairEvent]) -> list[PairEvent]:
        """Return the reports that count.

        >>> Counting().counted([])
        []
        """
        return [report for report in reports if self.counts(report)]

    def left_out(self, reports: Iterable[PairEvent]) -> tuple[tuple[str, int], ...]:
        """Return how many reports do not count, by the reason, most frequent first.

        >>> Counting().left_out([])
        ()
        """
        reasons = Counter(self._reason(report) for report in reports if not self.counts(report))
        return tuple(reasons.most_common())

    def _reason(self, report: PairEvent) -> str:
        if report.status not in self.statuses:
            return STATUS_WORDS[report.status]
        return f"{report.genre} text" if report.genre not in self.genres else "not acting for a state"

    def in_words(self) -> str:
        """Say what is counted.

        >>> Counting().in_words()
        'events reported as fact, from texts of every genre, where both sides act for a state'
        """
        statuses = " or ".join(STATUS_WORDS[status] for status in self.statuses)
        every = set(self.genres) == set(GENRES)
        genres = "texts of every genre" if every else f"{' and '.join(self.genres)} texts"
        sides = "where both sides act for a state" if self.state_only else "whoever acts"
        return f"events {statuses}, from {genres}, {sides}"


def acts_for_state(report: PairEvent) -> bool:
    """Whether both sides are the state itself or a sector that acts for it."""
    return is_official(report.source_sector) and is_official(report.target_sector)


def is_official(sector: str | None) -> bool:
    """Whether a sector's acts are the state's own; None is the state itself.

    >>> is_official("MIL"), is_official(None), is_official("MED")
    (True, True, False)
    """
    return sector is None or sector in STATE_SECTORS


def opinion_share(reports: Iterable[PairEvent]) -> float | None:
    """Return the share (0..1) of the counted weight that opinion and analysis pieces carry; None for nothing.

    >>> opinion_share([]) is None
    True
    """
    counted = list(reports)
    total = sum(report.weight for report in counted)
    if not total:
        return None
    return sum(report.weight for report in counted if report.genre in OPINION_GENRES) / total
