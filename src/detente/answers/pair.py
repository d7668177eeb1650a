"""The answer to "how do A and B stand": sums by week and year, turning points, and every sentence counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.rows import EvidenceRow, PeriodRow, TurnRow, evidence_rows, period_row, turn_row
from detente.answers.table import Table
from detente.answers.words import counted
from detente.relations.series import sum_up

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair as alt

    from detente.answers.asked import Asked, Party
    from detente.relations import Occurrence, Series, Turn
    from detente.relations.series import Sums, Unit

YEAR_KEY = 4  # characters of "2025"; a week's key is its Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAnswer(Answer):
    """How two parties stand. ``uncounted`` tells how many reports of them were left out, by status."""

    asked: Asked
    a: Party
    b: Party
    occurrences: tuple[Occurrence, ...]
    weekly: Series
    yearly: Series
    turns: tuple[Turn, ...]
    uncounted: tuple[tuple[str, int], ...]

    @property
    def pair(self) -> str:
        """The name of the pair as its address spells it: ``AZE-RUS``."""
        return "-".join(sorted((self.a.code, self.b.code)))

    @property
    def sums(self) -> Sums:
        """The sums of all that was counted in the window, dated or not."""
        return sum_up(self.occurrences)

    def in_words(self) -> str:
        """Say in one sentence how the pair stands and on how much that rests."""
        known = self.yearly.known
        if not known:
            return f"{self.pair}: unknown: no dated event was counted ({self.asked.window.in_words()})."
        last, sums = known[-1], self.sums
        return (
            f"{self.pair} in {last.key}: balance {last.sums.balance:+.1f} "
            f"(cooperation {last.sums.cooperation:+.1f}, conflict {last.sums.conflict:+.1f}). "
            f"{self.asked.window.in_words().capitalize()}: {counted(sums.occurrences, 'occurrence')} in "
            f"{counted(sums.reports, 'report')} from {counted(sums.origins, 'independent origin')}; "
            f"{100 * (sums.opinion_share or 0.0):.0f} % of the weight from opinion or analysis pieces."
        )

    @property
    def tables(self) -> dict[str, Table]:
        """Every table of the answer by name."""
        return {
            "weeks": self.table("week"),
            "years": self.table("year"),
            "turns": Table.of(f"Turning points of {self.pair}", TurnRow, map(turn_row, self.turns)),
            "coarse": self._evidence("Dated only to the month or year", self.weekly.coarse),
            "undated": self._evidence("Without a date", self.weekly.undated),
            "evidence": self.evidence(),
        }

    def table(self, unit: Unit) -> Table:
        """Return the series by week or by year."""
        series = self.weekly if unit == "week" else self.yearly
        return Table.of(f"{self.pair} by {unit}", PeriodRow, map(period_row, series.periods))

    def evidence(self, period: str | None = None) -> Table:
        """Return the reports behind one week (its Monday), one year ("2025"), or everything counted.

        Their ``value`` sums to the figure shown for that period.
        """
        if period is None:
            return self._evidence(f"Evidence for {self.pair}", self.occurrences)
        series = self.yearly if len(period) == YEAR_KEY else self.weekly
        return self._evidence(f"Evidence for {self.pair}, {series.unit} {period}", series.within(period))

    def plot(
        self, unit: Unit = "week", *, evidence_url: Callable[[str], str] | None = None
    ) -> alt.LayerChart:
        """Return the chart of the series; ``evidence_url`` gives the address behind each period's marks."""
        from detente.answers.charts import pair_chart  # noqa: PLC0415 - altair loads only for pictures

        series = self.weekly if unit == "week" else self.yearly
        return pair_chart(series, self.pair, evidence_url=evidence_url, note=self.asked.note)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        tables = {name: table.to_dicts() for name, table in self.tables.items()}
        words = {"a": self.a.code, "b": self.b.code, "in_words": self.in_words()}
        return asked_dict(self.asked) | words | {"uncounted": dict(self.uncounted)} | tables

    def _evidence(self, title: str, occurrences: tuple[Occurrence, ...]) -> Table:
        return Table.of(title, EvidenceRow, evidence_rows(occurrences))

    def _repr_html_(self) -> str:
        return self.table("year")._repr_html_() + self.tables["turns"]._repr_html_()
