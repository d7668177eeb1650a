"""The flat rows that answers show: frozen records, so that a table's columns are written down once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from detente.answers.words import date_of, day_of
from detente.relations.series import week_key, year_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.records import PairEvent
    from detente.relations import Change, Edge, Exposure, Graph, Occurrence, Path, Period, Turn, ViewItem
    from detente.relations.views import Voiced

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One counted report: what it adds (``value`` = ``weight`` x ``scale``), where, and the sentence.

    ``week`` and ``year`` name the periods whose figures it is part of; None where it stands in none.
    """

    week: str | None
    year: str | None
    value: float
    weight: float
    scale: float
    source: str
    target: str
    type: str
    mode: str | None
    quad: int
    status: str
    symmetric: bool
    date_start: str | None
    date_end: str | None
    date_precision: str
    text: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    genre: str
    speaker: str | None
    attribution: str
    wire: str | None
    confidence: float
    coder: str
    reason: str
    article_id: str
    sentence: int
    start: int
    end: int
    event_id: str
    occurrence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodRow:
    """One week or year of a pair; the three sums are None where nothing was counted (unknown, not zero)."""

    period: str
    start: str
    end: str
    cooperation: float | None
    conflict: float | None
    balance: float | None
    occurrences: int
    reports: int
    origins: int
    opinion_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRow:
    """One turning point with the rule that made it one."""

    period: str
    unit: str
    direction: str
    balance: float
    baseline: float
    baseline_of: str
    change: float
    threshold: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneRow:
    """One row of a third party's view: an act or a claim, never both."""

    lane: str
    about: str
    what: str
    words: str | None
    probability: str | None
    value: float | None
    date: str | None
    text: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    genre: str
    reason: str
    article_id: str
    sentence: int
    event_id: str | None
    claim_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureRow:
    """One pair that a conflict sets on opposite sides, with what speaks against it.

    ``ties`` gives the weight of each one's ties with both parties: who deals with both leans less. The direct
    balance is that of the pair itself.
    """

    c: str
    d: str
    exposure: float
    kind: str
    paths: int
    strongest_path: str
    ties: str
    direct_balance: float | None
    direct_occurrences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PathRow:
    """One signed path; ``contribution`` is the product of its edges' weights."""

    c: str
    d: str
    path: str
    length: int
    contribution: float
    weights: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeRow:
    """One tie of the signed graph."""

    one: str
    other: str
    balance: float
    weight: float
    occurrences: int
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """How far one pair moved of late."""

    a: str
    b: str
    change: float | None
    recent: float
    before: float | None
    recent_from: str
    recent_to: str
    before_weeks: int
    strongest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """One article of the workspace, as a list shows it."""

    article_id: str
    published: str | None
    title: str
    outlet: str | None
    byline: str | None
    genre: str
    lang: str
    minutes: int
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """One sentence found, with its article; ``snippet`` has the words in square brackets."""

    article_id: str
    sentence: int
    text: str
    snippet: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """One claim: who holds it, of whom, how sure, until when, how resolvable."""

    claim_id: str
    holder: str
    holder_name: str
    about: str
    kind: str
    polarity: int
    low: float | None
    high: float | None
    words: str
    horizon: str | None
    grade: str
    status: str
    text: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    reason: str
    article_id: str
    sentence: int


def evidence_rows(occurrences: Iterable[Occurrence]) -> list[EvidenceRow]:
    """Return a row for each report of the occurrences; their values sum to every figure made of them.

    >>> evidence_rows([])
    []
    """
    return [row for occurrence in occurrences for row in _occurrence_rows(occurrence)]


def _occurrence_rows(occurrence: Occurrence) -> list[EvidenceRow]:
    week, year = week_key(occurrence), year_key(occurrence)
    return [
        _evidence_row(report, reason, week, year)
        for report, reason in zip(occurrence.reports, occurrence.reasons, strict=True)
    ]


def _evidence_row(report: PairEvent, reason: str, week: str | None, year: str | None) -> EvidenceRow:
    return row_of(
        EvidenceRow,
        report,
        week=week,
        year=year,
        reason=reason,
        date_start=report.date.start,
        date_end=report.date.end,
        date_precision=report.date.precision,
        speaker=report.attribution.speaker,
        attribution=report.attribution.kind,
        wire=report.attribution.wire,
    )


def row_of(kind: type[Row], record: object, **given: Any) -> Row:  # noqa: ANN401 - as wide as rows are
    """Return a row of the fields that the record has under the same name, and of those given.

    >>> from detente.records import DateRange
    >>> row_of(DateRange, DateRange(start="2020", end="2021", precision="day"), end="2022").end
    '2022'
    """
    names = (field.name for field in fields(kind) if field.name not in given)  # type: ignore[arg-type]
    return kind(**{name: getattr(record, name) for name in names}, **given)


def period_row(period: Period) -> PeriodRow:
    """Return the row of one week or year."""
    return row_of(PeriodRow, period.sums, period=period.key, start=period.start, end=period.end)


def turn_row(turn: Turn) -> TurnRow:
    """Return the row of one turning point."""
    return row_of(TurnRow, turn, period=turn.key)


def lane_row(item: ViewItem) -> LaneRow:
    """Return the row of one item of a view."""
    if item.claim:
        return _claim_lane_row(item, item.claim)
    report = item.report
    assert report
    return row_of(
        LaneRow,
        report,
        lane=item.lane,
        about=item.about,
        what=f"{report.type}, {report.status}",
        words=None,
        probability=None,
        value=report.value if item.lane == "did" else None,
        date=date_of(report.date) if report.date.start else None,
        reason=item.reason,
        claim_id=None,
    )


def _claim_lane_row(item: ViewItem, voiced: Voiced) -> LaneRow:
    claim = voiced.claim
    return row_of(
        LaneRow,
        voiced,
        lane=item.lane,
        about=item.about,
        what=claim.kind,
        words=claim.words,
        probability=probability_words(claim.probability),
        value=None,
        date=day_of(voiced.published) if voiced.published else None,
        reason=item.reason,
        article_id=claim.article_id,
        sentence=claim.sentence,
        event_id=None,
        claim_id=claim.id,
    )


def probability_words(probability: tuple[float, ...] | None) -> str | None:
    """Return a probability range as percent.

    >>> probability_words((0.55, 0.8))
    '55-80 %'
    """
    return None if not probability else "-".join(f"{100 * p:.0f}" for p in probability) + " %"


def claim_row(voiced: Voiced) -> ClaimRow:
    """Return the row of one claim."""
    claim = voiced.claim
    low, high = claim.probability or (None, None)
    return row_of(
        ClaimRow,
        claim,
        claim_id=claim.id,
        holder=claim.holder.code,
        holder_name=claim.holder.name,
        about=" ".join(actor.code for actor in claim.about),
        low=low,
        high=high,
        text=voiced.text,
        title=voiced.title,
        outlet=voiced.outlet,
        published=voiced.published,
        url=voiced.url,
        reason=claim.holder.reason,
    )


def exposure_row(exposure: Exposure, graph: Graph, conflict: tuple[str, str]) -> ExposureRow:
    """Return the row of one exposed pair."""
    direct = exposure.direct
    ties = [ties_words(graph, code, conflict) for code in exposure.pair if code not in conflict]
    return ExposureRow(
        c=exposure.pair[0],
        d=exposure.pair[1],
        exposure=exposure.exposure,
        kind="third parties" if exposure.third_parties else "a party and a friend of the other",
        paths=len(exposure.paths),
        strongest_path=path_words(exposure.paths[0]) if exposure.paths else "",
        ties="; ".join(ties),
        direct_balance=direct.balance if direct else None,
        direct_occurrences=len(direct.occurrences) if direct else 0,
    )


def ties_words(graph: Graph, code: str, conflict: tuple[str, str]) -> str:
    """Return the weights of one party's ties with both sides of a conflict: ``RUS: ARM +0.44, AZE unknown``.

    >>> from detente.relations import build_graph
    >>> ties_words(build_graph([]), "RUS", ("ARM", "AZE"))
    'RUS: ARM unknown, AZE unknown'
    """
    edges = {side: graph.edge(code, side) for side in conflict}
    ties = [f"{side} {edge.weight:+.2f}" if edge else f"{side} unknown" for side, edge in edges.items()]
    return f"{code}: {', '.join(ties)}"


def path_words(path: Path) -> str:
    """Return a path with the weight of each tie between its two ends: ``TUR +0.60 AZE -0.80 ARM``."""
    words = [path.nodes[0]]
    for edge, node in zip(path.edges, path.nodes[1:], strict=True):
        words += [f"{edge.weight:+.2f}", node]
    return " ".join(words)


def path_row(exposure: Exposure, path: Path) -> PathRow:
    """Return the row of one path of an exposed pair."""
    return PathRow(
        c=exposure.pair[0],
        d=exposure.pair[1],
        path=path_words(path),
        length=len(path.edges),
        contribution=path.contribution,
        weights=" x ".join(f"{edge.weight:+.2f}" for edge in path.edges),
    )


def edge_row(edge: Edge) -> EdgeRow:
    """Return the row of one tie."""
    return EdgeRow(
        one=edge.pair[0],
        other=edge.pair[1],
        balance=edge.balance,
        weight=edge.weight,
        occurrences=len(edge.occurrences),
        reports=sum(len(occurrence.reports) for occurrence in edge.occurrences),
    )


def change_row(change: Change) -> ChangeRow:
    """Return the row of one pair's change."""
    return row_of(
        ChangeRow,
        change,
        a=change.pair[0],
        b=change.pair[1],
        recent_from=change.recent_weeks[0],
        recent_to=change.recent_weeks[-1],
        before_weeks=len(change.before_weeks),
        strongest=change.strongest[0].text if change.strongest else "",
    )
