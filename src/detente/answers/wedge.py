"""The answer to "whom could A-B divide": exposed pairs, the paths, the sentences of every tie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.rows import (
    EdgeRow,
    EvidenceRow,
    ExposureRow,
    PathRow,
    edge_row,
    evidence_rows,
    exposure_row,
    path_row,
    path_words,
    ties_words,
)
from detente.answers.table import Table
from detente.answers.words import counted
from detente.relations.wedges import FORMULA, WHY_EXPOSURE

if TYPE_CHECKING:
    import altair as alt

    from detente.answers.asked import Asked, Party
    from detente.relations import Edge, Exposure, Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class WedgeAnswer(Answer):
    """Which pairs the conflict of A and B sets on opposite sides.

    ``conflict`` is the conflict sum of A and B alone, ``tie`` all of their dealings. ``exposures`` is in
    order of |exposure|; ``nothing`` says why it is empty, None where it is not.
    """

    asked: Asked
    a: Party
    b: Party
    between: tuple[Party, Party] | None
    conflict: Edge | None
    tie: Edge | None
    exposures: tuple[Exposure, ...]
    graph: Graph
    nothing: str | None

    label = "exposure, not a forecast"
    why = WHY_EXPOSURE
    formula = FORMULA

    @property
    def third_parties(self) -> tuple[Exposure, ...]:
        """The exposed pairs in which neither is a party to the conflict."""
        return tuple(exposure for exposure in self.exposures if exposure.third_parties)

    def in_words(self) -> str:
        """Say which pair is the most exposed, by which path, or why none is."""
        if self.nothing:
            return f"Exposure, not a forecast. {self.nothing}"
        top = (self.third_parties or self.exposures)[0]
        third = "third " if self.third_parties else ""
        return (
            f"Exposure, not a forecast. {self.conflict_in_words()} Most exposed {third}pair: "
            f"{'-'.join(top.pair)} ({top.exposure:+.2f}), mostly by {path_words(top.paths[0])}; "
            f"their direct balance: {direct_words(top)}. Ties with both sides: {self._ties(top)}."
        )

    def _ties(self, exposure: Exposure) -> str:
        sides = (self.a.code, self.b.code)
        return "; ".join(ties_words(self.graph, code, sides) for code in exposure.pair if code not in sides)

    def conflict_in_words(self) -> str:
        """Say how large the conflict of A and B is, and what all their dealings come to."""
        if not self.conflict or not self.tie:
            return ""
        acts = counted(len(self.conflict.occurrences), "act")
        return (
            f"{self.a.code}-{self.b.code}: conflict {self.conflict.balance:+.1f} from {acts}; with all their "
            f"dealings, talks included, {self.tie.balance:+.1f}."
        )

    @property
    def tables(self) -> dict[str, Table]:
        """Exposed pairs, their paths, and the ties these use."""
        title = f"{self.label}: whom {self.a.code}-{self.b.code} sets on opposite sides"
        sides = (self.a.code, self.b.code)
        rows = [exposure_row(exposure, self.graph, sides) for exposure in self.exposures]
        paths = [path_row(exposure, path) for exposure in self.exposures for path in exposure.paths]
        return {
            "exposures": Table.of(title, ExposureRow, rows),
            "paths": Table.of("Signed paths", PathRow, paths),
            "edges": Table.of("Ties", EdgeRow, map(edge_row, self.edges())),
        }

    def edges(self) -> list[Edge]:
        """Return each tie that a shown path or a direct balance uses, once, in order of pair."""
        used = {
            edge.pair: edge for exposure in self.exposures for path in exposure.paths for edge in path.edges
        }
        used |= {e.direct.pair: e.direct for e in self.exposures if e.direct}
        if self.conflict:
            used[self.conflict.pair] = self.conflict
        return [used[pair] for pair in sorted(used)]

    def evidence(self, one: str | None = None, other: str | None = None) -> Table:
        """Return the reports behind one tie, or behind all ties used; of A and B those of the conflict."""
        if one and other:
            edge = self.conflict if {one, other} == {self.a.code, self.b.code} else None
            edge = edge or self.graph.edge(one, other)
            edges = [edge] if edge else []
            title = f"Evidence for {one}-{other}"
        else:
            edges, title = self.edges(), "Evidence for all ties"
        return Table.of(title, EvidenceRow, [r for edge in edges for r in evidence_rows(edge.occurrences)])

    def plot(self) -> alt.Chart:
        """Return the exposure of the most exposed pairs as bars."""
        from detente.answers.pictures import wedge_chart  # noqa: PLC0415 - altair loads only for pictures

        return wedge_chart(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        between = [party.code for party in self.between] if self.between else None
        words = {
            "a": self.a.code,
            "b": self.b.code,
            "between": between,
            "label": self.label,
            "why": self.why,
            "formula": self.formula,
            "in_words": self.in_words(),
            "nothing": self.nothing,
        }
        tables = {name: table.to_dicts() for name, table in self.tables.items()}
        return asked_dict(self.asked) | words | tables | {"evidence": self.evidence().to_dicts()}


def direct_words(exposure: Exposure) -> str:
    """Say the direct tie of an exposed pair, the counter-evidence."""
    if not exposure.direct:
        return "unknown (fewer than two occurrences)"
    return f"{exposure.direct.balance:+.1f} from {counted(len(exposure.direct.occurrences), 'occurrence')}"
