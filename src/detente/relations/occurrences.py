"""Reports of one happening are brought together and share its weight, so that retelling adds nothing."""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from detente.records import DateRange, PairEvent, content_id
from detente.relations.days import span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

Span: TypeAlias = "tuple[date, date]"

FIRST_REPORT = "first report of this occurrence"
SAME_ID = "the coder gave both reports one occurrence"
SAME_DATE = "same pair, direction, type and date as another report"
INSIDE = "dated {precision} only; within that range exactly one occurrence of this pair, direction and type"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One happening between a pair with all its counted reports, each weighing 1 over their number.

    ``date`` is that of its most finely dated report. ``reasons`` says, report by report, why it is here.
    """

    id: str
    source: str
    target: str
    type: str
    quad: int
    symmetric: bool
    date: DateRange
    reports: tuple[PairEvent, ...]
    reasons: tuple[str, ...]

    @property
    def value(self) -> float:
        """The mean scale of its reports, as the sum of their weighed values."""
        return math.fsum(report.value for report in self.reports)

    @property
    def pair(self) -> tuple[str, str]:
        """Both codes in order of code, whatever the direction."""
        return (self.source, self.target) if self.source <= self.target else (self.target, self.source)

    @property
    def origins(self) -> int:
        """Independent origins: copies of one text or wire, or texts of one outlet, are one."""
        return len({origin(report) for report in self.reports})


@dataclass(slots=True)
class _Cluster:
    """Reports on the way to become an occurrence; used only while grouping."""

    when: Span | None
    reports: list[PairEvent] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    def take(self, report: PairEvent, reason: str) -> None:
        self.reports.append(report)
        self.reasons.append(reason)


def origin(report: PairEvent) -> str:
    """Return who the report goes back to.

    That is the wire where one is credited, else whom its text was taken from, else the outlet or the article.
    """
    wire = report.attribution.wire
    if wire:
        return f"wire:{wire.casefold()}"
    if report.origin:
        return report.origin
    return f"outlet:{report.outlet.casefold()}" if report.outlet else f"article:{report.article_id}"


def group_occurrences(reports: Iterable[PairEvent]) -> list[Occurrence]:
    """Bring the reports of each happening together and weigh them; sorted by date, undated ones last.

    Two reports of one pair, direction and type are the same happening where their dates are the same (the
    field's one-a-day rule), where the coder says so, or where the coarser one's range holds exactly one
    finer-dated happening.

    >>> group_occurrences([])
    []
    """
    alike: dict[tuple[str, str, str, bool], list[PairEvent]] = defaultdict(list)
    for report in reports:
        alike[report.source, report.target, report.type, report.symmetric].append(report)
    found = [_occurrence(c) for group in alike.values() for c in _clusters(group)]
    return sorted(found, key=lambda o: (o.date.start is None, o.date.start or "", o.id))


def _clusters(reports: list[PairEvent]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    by_date: dict[Span, _Cluster] = {}
    by_id: dict[str, _Cluster] = {}
    for report in sorted(reports, key=_finest_first):
        when = span(report.date)
        cluster, reason = _home(report, when, clusters, by_date, by_id)
        if cluster is None:
            cluster = _Cluster(when)
            clusters.append(cluster)
        cluster.take(report, reason)
        if when:
            by_date.setdefault(when, cluster)
        by_id.setdefault(report.occurrence, cluster)
    return clusters


def _finest_first(report: PairEvent) -> tuple[bool, int, str, str, int]:
    when = span(report.date)
    length = (when[1] - when[0]).days if when else 0
    published = report.published or "9999"
    return (when is None, length, report.date.start or "", published + report.event_id, report.sentence)


def _home(
    report: PairEvent,
    when: Span | None,
    clusters: list[_Cluster],
    by_date: dict[Span, _Cluster],
    by_id: dict[str, _Cluster],
) -> tuple[_Cluster | None, str]:
    same = by_id.get(report.occurrence)
    if same is not None and _may_overlap(same.when, when):
        return same, SAME_ID
    if when is None:
        return None, FIRST_REPORT
    if when in by_date:
        return by_date[when], SAME_DATE
    if when[0] == when[1]:
        return None, FIRST_REPORT
    inside = [c for c in clusters if c.when and when[0] <= c.when[0] and c.when[1] <= when[1]]
    if len(inside) == 1:
        return inside[0], INSIDE.format(precision=_coarseness(report, when))
    return None, FIRST_REPORT


def _coarseness(report: PairEvent, when: Span) -> str:
    if report.date.precision in {"week", "month", "year"}:
        return f"to the {report.date.precision}"
    return f"{when[0].isoformat()} to {when[1].isoformat()}"


def _may_overlap(one: Span | None, other: Span | None) -> bool:
    return one is None or other is None or (one[0] <= other[1] and other[0] <= one[1])


def _occurrence(cluster: _Cluster) -> Occurrence:
    first = cluster.reports[0]
    weight = 1.0 / len(cluster.reports)
    key = (first.source, first.target, first.type, str(first.symmetric))
    when = (first.date.start or first.event_id, first.date.end or "")
    ident = content_id(*key, *when)
    return Occurrence(
        id=ident,
        source=first.source,
        target=first.target,
        type=first.type,
        quad=first.quad,
        symmetric=first.symmetric,
        date=first.date,
        reports=tuple(
            dataclasses.replace(r, weight=weight, value=weight * r.scale, occurrence=ident)
            for r in cluster.reports
        ),
        reasons=tuple(cluster.reasons),
    )
