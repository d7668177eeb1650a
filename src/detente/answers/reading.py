"""What a reader gets: the front page, one article with what was coded in it, and found sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.rows import ArticleRow, ChangeRow, ClaimRow, EvidenceRow, HitRow, change_row
from detente.answers.table import Table
from detente.records import to_dict
from detente.relations.changes import RULE

if TYPE_CHECKING:
    import altair as alt

    from detente.answers.asked import Asked
    from detente.records import Article, Claim, Event, Sentence
    from detente.relations import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontAnswer(Answer):
    """The newest articles and the pairs that changed most, with what the workspace holds."""

    asked: Asked
    newest: tuple[ArticleRow, ...]
    changes: tuple[Change, ...]
    evidence_rows: tuple[EvidenceRow, ...]
    counts: dict[str, int]

    rule = RULE

    @property
    def tables(self) -> dict[str, Table]:
        """Both lists by name."""
        return {
            "changes": Table.of("Pairs with the largest change", ChangeRow, map(change_row, self.changes)),
            "newest": Table.of("Newest articles", ArticleRow, self.newest),
        }

    def evidence(self, a: str | None = None, b: str | None = None) -> Table:
        """Return the reports behind one pair's change, or behind all: its recent and its earlier weeks."""
        pair = {a, b} - {None}
        rows = [row for row in self.evidence_rows if not pair or pair == {row.source, row.target}]
        return Table.of("Evidence for the changes", EvidenceRow, rows)

    def plot(self) -> alt.Chart:
        """Return how far each pair moved, as bars."""
        from detente.answers.pictures import front_chart  # noqa: PLC0415 - altair loads only for pictures

        return front_chart(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        tables = {name: table.to_dicts() for name, table in self.tables.items()}
        return asked_dict(self.asked) | {"rule": self.rule, "counts": self.counts} | tables


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer(Answer):
    """Sentences that hold the words, best first."""

    asked: Asked
    words: str
    hits: tuple[HitRow, ...]

    @property
    def tables(self) -> dict[str, Table]:
        """The one table."""
        return {"hits": self.evidence()}

    def evidence(self) -> Table:
        """Return the sentences found."""
        return Table.of(f"{len(self.hits)} sentences with {self.words!r}", HitRow, self.hits)

    def plot(self) -> alt.Chart:
        """Return how many of the sentences were published in each year."""
        from detente.answers.pictures import search_chart  # noqa: PLC0415 - altair loads only for pictures

        return search_chart(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        return asked_dict(self.asked) | {"words": self.words, "hits": self.evidence().to_dicts()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleAnswer(Answer):
    """One article with its sentences and all that was coded in each."""

    asked: Asked
    article: Article
    sentences: tuple[Sentence, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    evidence_rows: tuple[EvidenceRow, ...]
    claim_rows: tuple[ClaimRow, ...]

    def events_of(self, sentence: int) -> tuple[Event, ...]:
        """Return the events coded in one sentence (0 is the title)."""
        return tuple(event for event in self.events if event.sentence == sentence)

    def claims_of(self, sentence: int) -> tuple[Claim, ...]:
        """Return the claims found in one sentence (0 is the title)."""
        return tuple(claim for claim in self.claims if claim.sentence == sentence)

    @property
    def tables(self) -> dict[str, Table]:
        """Coded pairs and claims."""
        return {
            "events": self.evidence(),
            "claims": Table.of("Claims in this article", ClaimRow, self.claim_rows),
        }

    def evidence(self) -> Table:
        """Return each coded pair of the article, whatever its status."""
        return Table.of("Coded in this article", EvidenceRow, self.evidence_rows)

    def plot(self) -> alt.Chart:
        """Return the score of each coded pair by the sentence it stands in."""
        from detente.answers.pictures import article_chart  # noqa: PLC0415 - altair loads only for pictures

        return article_chart(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer, ready for JSON."""
        parts = {
            "article": to_dict(self.article),
            "sentences": [to_dict(sentence) for sentence in self.sentences],
            "events": [to_dict(event) for event in self.events],
            "claims": [to_dict(claim) for claim in self.claims],
        }
        return asked_dict(self.asked) | parts
