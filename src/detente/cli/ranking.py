"""``detente evaluate ranking``: a benchmark folder in, figures, ranks, a picture and reasons out."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from rich.console import Group

from detente.answers.words import counted
from detente.cli.console import watching
from detente.cli.output import Kind, kind_for, write_rows, write_text
from detente.cli.render import draw, grid, heading, line
from detente.errors import UnknownName, UsageError
from detente.records import to_dict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType

    from detente.outlook.ranking import Answer, Facts, Outcomes, Ranker, RankingReport
    from detente.outlook.ranking.evaluate import Horizon, Split

FIGURES = ("mrr", "hits1", "hits3", "hits10")
UNKNOWN = "?"
PARTS = 3  # of a question
DIGITS = 10  # of a day are too many
RANK_COLUMNS: dict[str, pa.DataType] = {
    "day": pa.int64(),
    "asks": pa.string(),  # for which end of the act
    "known": pa.string(),
    "relation": pa.string(),
    "answer": pa.string(),
    "history": pa.string(),
    "rank": pa.float64(),
    "probability": pa.float64(),
    "confidence": pa.float64(),  # of the first answer
    "correct": pa.bool_(),  # whether that was the one
}
VALUE_COLUMNS: dict[str, pa.DataType] = {"figure": pa.string(), "value": pa.float64()}
FEATURES_SHOWN = 8


def run_ranking(
    folder: str,
    split: Split,
    horizon: Horizon,
    *,
    ranks: Path | None,
    picture: Path | None,
    explain: str | None,
    kind: Kind | None,
    out: Path | None,
) -> None:
    """Fit, ask, score and write what was asked for."""
    from detente.outlook import ranking  # noqa: PLC0415 - scipy loads only for forecasts
    from detente.outlook.ranking.evaluate import HISTORIES  # noqa: PLC0415

    benchmark = ranking.read_folder(folder)
    question = _read_question(explain, benchmark.splits["train"].relations) if explain else None
    train = benchmark.splits["train"]
    for what, name, names in _named(question, train) if question else ():
        if name not in names:
            raise UnknownName(what, name, names)
    for file in filter(None, (ranks, picture)):
        if not file.absolute().parent.is_dir():
            raise UsageError(f"{file}: there is no folder {file.parent}")
    with watching("forecasting", None) as watch:
        for rejected in benchmark.rejected:
            watch(rejected)
        report, outcomes, ranker = ranking.evaluate_ranking(benchmark, split, horizon, tell=watch.share)
    answers = ranker.predict(**_asked(question, ranker)) if question else ()
    if ranks:
        write_rows(_rank_rows(outcomes, ranker, HISTORIES), pa.schema(RANK_COLUMNS), out=ranks, kind=None)
    if picture:
        _write_picture(report, picture)
    format_ = kind_for(kind, out)
    if format_ is Kind.table:
        draw(Group(_drawn(report), *(_answer(one) for one in answers)), out)
    elif format_ in {Kind.json, Kind.jsonl}:
        told = to_dict(report) | ({"explained": [_told(one) for one in answers]} if question else {})
        write_text(json.dumps(told, ensure_ascii=False, indent=2 if format_ is Kind.json else None), out)
    else:
        figures = ({"figure": name, "value": getattr(report, name)} for name in FIGURES)
        write_rows(figures, pa.schema(VALUE_COLUMNS), out=out, kind=format_)


def _read_question(text: str, relations: tuple[str, ...]) -> tuple[str, str, str, int | None]:
    """Read ``SOURCE | RELATION | ?``, ``? | RELATION | TARGET``, with ``| DAY`` or without."""
    parts = [part.strip() for part in text.split("|")]
    ends, day = parts[:PARTS], parts[PARTS:]
    told = len(ends) == PARTS and (ends[0] == UNKNOWN) != (ends[-1] == UNKNOWN)
    if not told or len(day) > 1 or not all(one.isdecimal() and len(one) < DIGITS for one in day):
        raise UsageError(
            f"--explain {text!r}: write SOURCE | RELATION | ? or ? | RELATION | TARGET, | DAY if wanted;"
            f" a relation is, for example, {relations[0]!r}"
        )
    source, relation, target = ends
    return source, relation, target, int(day[0]) if day else None


def _named(
    question: tuple[str, str, str, int | None], facts: Facts
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    source, relation, target, _ = question
    party = source if target == UNKNOWN else target
    return ("party", party, facts.entities), ("relation", relation, facts.relations)


def _asked(question: tuple[str, str, str, int | None], ranker: Ranker) -> dict[str, Any]:
    source, relation, target, day = question
    asks = "target" if target == UNKNOWN else "source"
    return {
        "day": ranker.facts.until + 1 if day is None else day,
        "source": source if asks == "target" else target,
        "relation": relation,
        "asks": asks,
    }


def _rank_rows(outcomes: Outcomes, ranker: Ranker, histories: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    entities, relations = ranker.facts.entities, ranker.facts.relations
    ranked = outcomes.ranked
    columns = (outcomes.day, outcomes.known, outcomes.relation, outcomes.answer, outcomes.history, *ranked)
    for day, known, relation, answer, history, rank, probability, confidence, correct in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        yield {
            "day": day,
            "asks": "source" if relation >= len(relations) else "target",
            "known": entities[known],
            "relation": relations[relation % len(relations)],
            "answer": entities[answer],
            "history": histories[history],
            "rank": rank,
            "probability": probability,
            "confidence": confidence,
            "correct": correct,
        }


def _write_picture(report: RankingReport, path: Path) -> None:
    from detente.answers.charts import to_svg  # noqa: PLC0415 - altair loads only for pictures
    from detente.answers.reliability import reliability_chart  # noqa: PLC0415

    title = f"How well forecasts kept their word: {report.split}, {report.horizon} step"
    write_text(to_svg(reliability_chart(report.calibration, title)), path)


def _drawn(report: RankingReport) -> RenderableType:
    head = f"{counted(report.questions, 'question')} of {report.split}, {report.horizon} step"
    rows = [("all", 1.0, *(getattr(report, name) for name in FIGURES))]
    rows += [
        (name, part["share"], *(part[figure] for figure in FIGURES))
        for name, part in report.by_history.items()
    ]
    kept = report.calibration
    return Group(
        line(f"{head}; time-aware filtered, exact ranks over all parties, both directions"),
        line(""),
        grid("", ("", "share", "MRR", "hits@1", "hits@3", "hits@10"), _in_words(rows)),
        line(""),
        line(f"calibration error (ECE) {kept.ece:.3f}, log score {kept.log_score:.3f}"),
        line(
            f"fitted in {report.fit_seconds:.0f} s, asked in {report.predict_seconds:.0f} s,"
            f" at most {report.peak_mb} MB; {counted(report.rejected, 'row')} rejected"
        ),
    )


def _in_words(rows: list[tuple[Any, ...]]) -> Iterator[tuple[str, ...]]:
    for name, share, *figures in rows:
        yield (name, f"{share:.1%}", *(f"{figure:.2f}" for figure in figures))


def _answer(answer: Answer) -> RenderableType:
    reasons = ", ".join(f"{reason} {added:+.2f}" for reason, added in answer.reasons().items())
    features = (f"{one.added:+.2f}  {one.feature} = {one.value:.2f}" for one in answer.contributions)
    past = (f"day {act.day}: {act.source}, {act.relation}, {act.target}" for act in answer.past)
    return Group(
        heading(f"{answer.entity}  {answer.probability:.1%}"),
        line(f"score {answer.score:+.2f} over the average candidate: {reasons}", indent=2),
        *(line(words, indent=4) for words in islice(features, FEATURES_SHOWN)),
        *(line(words, style="dim", indent=4) for words in past),
    )


def _told(answer: Answer) -> dict[str, Any]:
    return to_dict(answer) | {"reasons": answer.reasons()}
