"""Writes the lines of the analyst's page from the answers it rests on; every figure gets its sources."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.answers.brief import BriefAnswer, Line, Reference, Section
from detente.answers.rows import lane_row, probability_words
from detente.answers.view import LANE_WORDS
from detente.answers.words import counted, date_of
from detente.relations.occurrences import group_occurrences
from detente.relations.turns import strongest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.answers.asked import Asked
    from detente.answers.pair import PairAnswer
    from detente.answers.rows import LaneRow
    from detente.answers.view import ViewAnswer
    from detente.answers.wedge import WedgeAnswer
    from detente.records import PairEvent
    from detente.relations import Occurrence, Turn, Voiced

QUOTE_MAX = 300  # characters of any one sentence: enough to judge it, short enough to be a quotation
SHOWN = 5  # lines of one kind: the page stays a page
CITED = 3  # sources named behind one figure: those that weigh most; the pair's own page has them all
LANE_SHOWN = 2  # sentences of each lane of each third party
FEW_ORIGINS = 3  # below this the page says that it hangs on one or two sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What lies ahead or is contested: reports that are not counted, and open claims about the pair."""

    planned: tuple[PairEvent, ...]
    denied: tuple[PairEvent, ...]
    claims: tuple[Voiced, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps:
    """What the page cannot know: pages given up on, texts in languages that are not coded, undated texts."""

    rejected: int
    not_coded: int
    undated_articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The answers that the page is written from."""

    pair: PairAnswer
    views: tuple[ViewAnswer, ...]
    wedge: WedgeAnswer
    watched: Watched
    gaps: Gaps


@dataclass(slots=True)
class _Sources:
    """Numbers sentences in the order in which the page first uses them."""

    found: dict[tuple[str, int], Reference] = field(default_factory=dict)

    def of(self, source: PairEvent | LaneRow) -> int:
        return self._number(source, source.article_id, source.sentence)

    def of_claim(self, voiced: Voiced) -> int:
        return self._number(voiced, voiced.claim.article_id, voiced.claim.sentence)

    def figure(self, text: str, occurrences: Iterable[Occurrence]) -> Line:
        """A line with a figure, citing the sentences that weigh most in it, those of its own sign first."""
        reports = [report for occurrence in occurrences for report in occurrence.reports]
        total = math.fsum(report.value for report in reports)
        ranked = sorted(
            reports, key=lambda r: (r.value * total < 0, -abs(r.value), r.date.start or "", r.event_id)
        )
        sentences = {(r.article_id, r.sentence): r for r in reversed(ranked)}
        cited = list(reversed(sentences.values()))[:CITED]
        return Line(
            text=text,
            references=tuple(self.of(report) for report in cited),
            more=len(sentences) - len(cited),
        )

    def _number(self, source: PairEvent | LaneRow | Voiced, article_id: str, sentence: int) -> int:
        if (article_id, sentence) not in self.found:
            self.found[article_id, sentence] = Reference(
                number=len(self.found) + 1,
                text=quoted(source.text),
                title=source.title,
                outlet=source.outlet,
                published=source.published,
                url=source.url,
                article_id=article_id,
                sentence=sentence,
            )
        return self.found[article_id, sentence].number


def quoted(text: str) -> str:
    """Return a sentence cut to the length of a quotation.

    >>> len(quoted("x" * 1000)) == QUOTE_MAX
    True
    """
    return text if len(text) <= QUOTE_MAX else text[: QUOTE_MAX - 1].rstrip() + "…"


def write_brief(asked: Asked, found: Findings) -> BriefAnswer:
    """Write the page: standing, what changed, third parties, counter-evidence, what to watch, gaps."""
    sources, pair = _Sources(), found.pair
    sections = (
        Section(title="How the pair stands", lines=tuple(_standing(pair, sources))),
        Section(title="What changed and why", lines=tuple(_changed(pair, sources))),
        Section(title="How third parties see it", lines=tuple(_thirds(found.views, found.wedge, sources))),
        Section(title="Counter-evidence", lines=tuple(_against(pair, found.watched, sources))),
        Section(title="What to watch", lines=tuple(_watch(found.watched, sources))),
        Section(title="Gaps", lines=tuple(_gaps(pair, found.gaps))),
    )
    return BriefAnswer(
        asked=asked,
        title=f"{pair.a.name} and {pair.b.name}",
        sections=sections,
        references=tuple(sources.found.values()),
        pair=pair,
        views=found.views,
        wedge=found.wedge,
    )


def _standing(pair: PairAnswer, sources: _Sources) -> list[Line]:
    last = pair.yearly.known[-1:]
    recent = pair.yearly.within(last[0].key) if last else ()
    lines = [sources.figure(pair.in_words(), recent)]
    if pair.weekly.known:
        week = pair.weekly.known[-1]
        text = f"Latest known week, from {week.key}: balance {week.sums.balance:+.1f}."
        lines.append(sources.figure(text, pair.weekly.within(week.key)))
    return lines + [_said(report, sources) for report in strongest(recent)]


def _said(report: PairEvent, sources: _Sources) -> Line:
    when = date_of(report.date)
    who = f"{report.source} {'with' if report.symmetric else 'to'} {report.target}"
    shared = f" (a share of {report.scale:+.1f}, told more than once)" if report.weight < 1 else ""
    text = f"{when}, {who}, {report.type} {report.value:+.2f}{shared}: {quoted(report.text)}"
    return Line(text=text, references=(sources.of(report),), depth=1)


def _changed(pair: PairAnswer, sources: _Sources) -> list[Line]:
    if not pair.turns:
        return [
            Line(text="No year departs from the last known one by as much as one attack or one act of aid.")
        ]
    return [line for turn in pair.turns for line in _turn(pair, turn, sources)]


def _turn(pair: PairAnswer, turn: Turn, sources: _Sources) -> list[Line]:
    text = (
        f"{turn.key}: {turn.direction}: balance {turn.balance:+.1f} against {turn.baseline:+.1f} in "
        f"{turn.baseline_of} (change {turn.change:+.1f}; a turn from {turn.threshold:.0f})."
    )
    behind = pair.yearly.within(turn.key)
    return [sources.figure(text, behind), *(_said(report, sources) for report in turn.strongest)]


def _thirds(views: Sequence[ViewAnswer], wedge: WedgeAnswer, sources: _Sources) -> list[Line]:
    lines = [line for view in views for line in _view(view, sources)]
    if not views:
        lines.append(Line(text="No third party is recorded with a word or act toward both."))
    return [*lines, *_divided(wedge, sources)]


def _divided(wedge: WedgeAnswer, sources: _Sources) -> list[Line]:
    """Whom the pair could divide: the most exposed pair with every tie of its strongest path."""
    lines = [sources.figure(wedge.in_words(), wedge.conflict.occurrences if wedge.conflict else ())]
    if wedge.exposures:
        top = (wedge.third_parties or wedge.exposures)[0]
        ties = [*top.paths[0].edges, *([top.direct] if top.direct else [])]
        lines += [
            replace(sources.figure(f"{'-'.join(tie.pair)}: {tie.balance:+.1f}", tie.occurrences), depth=1)
            for tie in ties
        ]
    return lines


def _view(view: ViewAnswer, sources: _Sources) -> list[Line]:
    did = group_occurrences(item.report for item in view.lanes.did if item.report)
    lines = [sources.figure(view.in_words(), did)]
    for name, words in LANE_WORDS.items():
        rows = {(row.article_id, row.sentence): row for row in map(lane_row, getattr(view.lanes, name))}
        for row in list(rows.values())[-LANE_SHOWN:]:
            sure = f", {row.probability}" if row.probability else ""
            text = f"{words.format(x=view.x.name)} ({row.what}{sure}): {quoted(row.text)}"
            lines.append(Line(text=text, references=(sources.of(row),), depth=1))
    return lines


def _against(pair: PairAnswer, watched: Watched, sources: _Sources) -> list[Line]:
    known = pair.yearly.known
    if not known:
        return [Line(text="Nothing is counted, so nothing speaks against it.")]
    last = known[-1]
    balance = last.sums.balance or 0.0
    contrary = [o for o in pair.yearly.within(last.key) if o.value * balance < 0]
    before = [o for o in pair.occurrences if o.value * balance < 0 and o not in contrary]
    text = (
        f"{len(contrary)} of {last.sums.occurrences} occurrences of {last.key} point the other way than its "
        f"balance of {balance:+.1f}; {len(before)} of other years do."
    )
    behind = contrary or pair.yearly.within(last.key)
    lines = [sources.figure(text, behind)]
    lines += [_said(report, sources) for report in strongest(contrary or before)]
    return lines + [_reported("denied", report, sources) for report in watched.denied[:SHOWN]]


def _reported(word: str, report: PairEvent, sources: _Sources) -> Line:
    text = f"{word}, {report.source} to {report.target}, {report.type}: {quoted(report.text)}"
    return Line(text=text, references=(sources.of(report),))


def _watch(watched: Watched, sources: _Sources) -> list[Line]:
    lines = [_reported(report.status, report, sources) for report in watched.planned[:SHOWN]]
    for voiced in watched.claims[:SHOWN]:
        claim = voiced.claim
        sure = f", {probability_words(claim.probability)}" if claim.probability else ""
        until = f", {claim.horizon}" if claim.horizon else ""
        what = claim.kind.replace("_", " ")
        text = f"{what} by {claim.holder.name} ({claim.words}{sure}{until}; grade {claim.grade})"
        lines.append(Line(text=f"{text}: {quoted(voiced.text)}", references=(sources.of_claim(voiced),)))
    return lines or [Line(text="No plan, possibility, open forecast or red line about the pair is recorded.")]


def _gaps(pair: PairAnswer, gaps: Gaps) -> list[Line]:
    weeks = pair.weekly
    texts = [
        _unknown(pair),
        (
            "Dated only to the month or year, and so in no week: "
            f"{counted(len(weeks.coarse), 'occurrence')}. Without a date, and so in no series: "
            f"{len(weeks.undated)}."
        ),
        _few(pair.occurrences),
        f"Left out of the figures: {_by_reason(pair.uncounted)}.",
        (
            f"In the whole workspace: {counted(gaps.rejected, 'input')} given up on, "
            f"{counted(gaps.not_coded, 'article')} in languages that are not coded, "
            f"{counted(gaps.undated_articles, 'article')} without a date."
        ),
    ]
    return [Line(text=text) for text in (*texts, *pair.asked.caveats)]


def _unknown(pair: PairAnswer) -> str:
    counts = [
        f"{len(series.periods) - len(series.known)} of {len(series.periods)} {series.unit}s"
        for series in (pair.weekly, pair.yearly)
    ]
    return f"{' and '.join(counts)} are unknown: no event was counted in them, which is not calm."


def _few(occurrences: Sequence[Occurrence]) -> str:
    single = sum(1 for occurrence in occurrences if occurrence.origins == 1)
    outlets = {report.outlet for o in occurrences for report in o.reports if report.outlet}
    few = " Few sources: read with care." if len(outlets) < FEW_ORIGINS else ""
    return (
        f"{counted(len(outlets), 'outlet')} in all; occurrences that rest on one independent origin: "
        f"{single} of {len(occurrences)}.{few}"
    )


def _by_reason(uncounted: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{count} {name}" for name, count in uncounted) or "nothing"
