"""The answer to "how does X see A and B": three lanes that are never merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.rows import EvidenceRow, LaneRow, evidence_rows, lane_row
from detente.answers.table import Table
from detente.answers.words import counted
from detente.relations.occurrences import group_occurrences

if TYPE_CHECKING:
    import altair as alt

    from detente.answers.asked import Asked, Party
    from detente.relations import Lanes
    from detente.relations.series import Sums
    from detente.relations.views import Lane

LANE_WORDS: dict[str, str] = {
    "said": "{x} said",
    "did": "{x} did",
    "others_say": "others say {x} thinks, plans or may do",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewAnswer(Answer):
    """How a third party sees a pair."""

    asked: Asked
    x: Party
    a: Party
    b: Party
    lanes: Lanes

    def lane(self, name: Lane) -> Table:
        """Return one lane, titled with its count: an empty lane says "0"."""
        items = getattr(self.lanes, name)
        title = f"{len(items)} {self.lane_words(name)}"
        return Table.of(title, LaneRow, map(lane_row, items))

    def lane_words(self, name: Lane) -> str:
        """Say whose word or deed a lane holds."""
        return LANE_WORDS[name].format(x=self.x.name)

    def alignment_in_words(self) -> str:
        """Say which of the two X's counted acts favour, and by what sums."""
        toward = f"{_toward(self.a, self.lanes.toward_a)}, {_toward(self.b, self.lanes.toward_b)}"
        return f"{self.x.name}'s acts {self._verdict()}: {toward}."

    def _verdict(self) -> str:
        verdicts = {
            "a": f"favour {self.a.name}",
            "b": f"favour {self.b.name}",
            "both": "are friendly to both alike",
            "neither": "favour neither",
            "unknown": "do not tell, as one side at least is unknown",
        }
        return verdicts[self.lanes.alignment]

    def in_words(self) -> str:
        """Say how much stands in each lane, and how X's acts lean."""
        sizes = (
            f"{len(self.lanes.said)} said, {len(self.lanes.did)} did, {len(self.lanes.others_say)} by others"
        )
        return f"How {self.x.name} sees {self.a.name} and {self.b.name}: {sizes}. {self.alignment_in_words()}"

    @property
    def tables(self) -> dict[str, Table]:
        """The three lanes by name."""
        return {"said": self.lane("said"), "did": self.lane("did"), "others_say": self.lane("others_say")}

    def as_table(self) -> Table:
        """Return the rows of all lanes, each of which names its own."""
        items = (*self.lanes.said, *self.lanes.did, *self.lanes.others_say)
        title = f"How {self.x.name} sees {self.a.name} and {self.b.name}"
        return Table.of(title, LaneRow, map(lane_row, items))

    def plot(self) -> alt.VConcatChart:
        """Return the sums of X's acts toward each, and below them each item of the three lanes by date."""
        from detente.answers.pictures import view_chart  # noqa: PLC0415 - altair loads only for pictures

        return view_chart(self)

    def sums(self) -> dict[str, Sums]:
        """Return the sums of what X did toward A and toward B, by code."""
        return {self.a.code: self.lanes.toward_a, self.b.code: self.lanes.toward_b}

    def evidence(self, toward: str | None = None) -> Table:
        """Return the weighed acts of X behind the sums toward A, B (give the code) or both."""
        reports = [item.report for item in self.lanes.did if item.report]
        wanted = [r for r in reports if toward is None or toward in {r.source, r.target}]
        title = f"What {self.x.name} did toward {toward or f'{self.a.code} and {self.b.code}'}"
        return Table.of(title, EvidenceRow, evidence_rows(group_occurrences(wanted)))

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        words = {"x": self.x.code, "a": self.a.code, "b": self.b.code, "in_words": self.in_words()}
        sums = {"alignment": self.alignment_in_words(), "toward": self._sums()}
        return asked_dict(self.asked) | words | sums | {n: t.to_dicts() for n, t in self.tables.items()}

    def _sums(self) -> dict[str, dict[str, float | None]]:
        return {
            code: {"cooperation": s.cooperation, "conflict": s.conflict, "balance": s.balance}
            for code, s in self.sums().items()
        }


def _toward(party: Party, sums: Sums) -> str:
    if sums.balance is None:
        return f"toward {party.code} unknown (no counted act)"
    return (
        f"toward {party.code} {sums.balance:+.1f} (cooperation {sums.cooperation:+.1f}, conflict "
        f"{sums.conflict:+.1f}, {counted(sums.occurrences, 'occurrence')})"
    )
