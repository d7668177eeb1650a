"""Records and answers as they look on a terminal.

Not for deciding what an answer says: every figure and sentence here stands in the answer already.
"""

from __future__ import annotations

import io
import sys
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, TypeVar

from rich.console import Console, Group
from rich.markdown import Markdown
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from detente.answers.rows import lane_row
from detente.answers.story import story_in_words
from detente.answers.words import counted, date_of, day_of, signed
from detente.cli.output import STDOUT, write_text
from detente.cli.words import FIGURES, carried_in_words, evaluated_in_words, figure_in_words, plain
from detente.records import to_dict
from detente.relations.turns import strongest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import RenderableType

    from detente.answers import (
        ActorAnswer,
        Asked,
        FactRow,
        PairAnswer,
        SearchAnswer,
        StoriesAnswer,
        Table,
        ViewAnswer,
        WedgeAnswer,
    )
    from detente.events.explain import Word
    from detente.events.gold import Evaluation
    from detente.records import Article, Claim, Coded, Event, PairEvent
    from detente.relations import Edge, Exposure, ViewItem

    Texts = Mapping[tuple[str, int], str]
    Item = TypeVar("Item")

FILE_WIDTH = 110  # columns where there is no terminal to ask
EXPOSURES_SHOWN = 5  # pairs of a wedge; `--table exposures` has them all
PATHS_SHOWN = 2  # of each pair: the strongest
LANES = ("said", "did", "others_say")
FACTS_SHOWN = 12  # of each sort of fact; `--about` has them all
LANE_SHOWN = 12  # newest rows of each lane
ROWS_SHOWN = 500  # of a list of records: a terminal is not the place for more
# Columns that a terminal has no room for; they stand in the other formats.
HIDDEN = frozenset({"event_id", "claim_id", "occurrence", "reason", "url", "start", "end", "coder", "byline"})


def draw(what: RenderableType | Sequence[Table], out: Path | None) -> None:
    """Draw on standard output, or as text into a file."""
    drawn = Group(*map(any_table, what)) if isinstance(what, list) else what
    if out in {None, STDOUT} and sys.stdout.isatty():
        Console().print(drawn)
        return
    text = io.StringIO()
    Console(file=text, width=FILE_WIDTH).print(drawn)
    write_text("\n".join(drawn_line.rstrip() for drawn_line in text.getvalue().splitlines()), out)


def markdown(text: str) -> None:
    """Print Markdown: formatted on a terminal, as it is elsewhere."""
    if sys.stdout.isatty():
        Console().print(Markdown(text))
    else:
        write_text(text, None)


def heading(text: str) -> Text:
    """Return a heading."""
    return Text(f"\n{text}", style="bold")


def line(text: str, *, style: str = "", indent: int = 0) -> RenderableType:
    """Return one wrapped paragraph."""
    return Padding(Text(plain(text), style=style), (0, 0, 0, indent), expand=False)


# Records


def articles(records: Iterable[Article]) -> RenderableType:
    """Return a list of articles."""
    rows = (
        (day_of(a.published), a.outlet, a.title, a.lang, a.genre, len(a.text.split()), a.location)
        for a in records
    )
    return grid("", ("published", "outlet", "title", "lang", "genre", "words", "location"), rows)


def events_of(
    texts: Texts, words: Mapping[str, Sequence[Word]] | None = None
) -> Callable[[Iterable[Event]], RenderableType]:
    """Return how to list events whose sentences are given, and the words that carried each where wanted."""
    asked = ("words",) if words is not None else ()
    columns = ("date", "source", "target", "type", "scale", "status", *asked, "sentence")

    def drawn(records: Iterable[Event]) -> RenderableType:
        rows = (
            (
                date_of(e.date),
                " ".join(actor.code for actor in e.source),
                " ".join(actor.code for actor in e.target),
                f"{e.type} {e.mode or ''}",
                signed(e.scale),
                e.status,
                *([carried_in_words(map(to_dict, words[e.id]))] if words is not None else []),
                texts.get((e.article_id, e.sentence), ""),
            )
            for e in records
        )
        return grid("", columns, rows)

    return drawn


def labels_of(*, explain: bool) -> Callable[[Iterable[Mapping[str, Any]]], RenderableType]:
    """Return how to list labelled pairs, with the words that carried each answer where wanted."""
    asked = ("words",) if explain else ()
    columns = ("source", "target", "type", "quad", "direction", "status", "confidence", *asked, "sentence")

    def drawn(rows: Iterable[Mapping[str, Any]]) -> RenderableType:
        return grid("", columns, (_label(row, explain=explain) for row in rows))

    return drawn


def _label(row: Mapping[str, Any], *, explain: bool) -> Iterator[object]:
    yield from (row.get(name) for name in ("source", "target"))
    reason = row.get("reason")
    yield "no answer" if reason else row["type"] or "no act"
    yield from (row[name] for name in ("quad", "direction", "status"))
    yield None if reason else f"{row['confidence']:.2f}"
    if explain:
        yield carried_in_words(row["words"])
    where = f"line {row['line']}: " if "line" in row else ""
    yield f"{where}{reason}" if reason else row["sentence"]


def claims(records: Iterable[Claim]) -> RenderableType:
    """Return a list of claims."""
    rows = (
        (c.kind, c.holder.name, " ".join(a.code for a in c.about), c.words, c.grade, c.article_id)
        for c in records
    )
    return grid("", ("kind", "holder", "about", "words", "grade", "article"), rows)


def remember_texts(coded: Iterable[Any], texts: dict[tuple[str, int], str]) -> Iterator[Coded]:
    """Yield what passes, keeping the sentences that its events stand in."""
    for one in coded:
        wanted = {event.sentence for event in one.events}
        texts.update({(s.article_id, s.number): s.text for s in one.sentences if s.number in wanted})
        yield one


def grid(title: str, columns: Collection[str], rows: Iterable[Iterable[object]]) -> RenderableType:
    """Return rows as a table; beyond `ROWS_SHOWN` it says how many more there are."""
    table = Grid(title=title or None, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold", style="", header_style="bold")
    source = iter(rows)
    for row in islice(source, ROWS_SHOWN):
        table.add_row(*(Text("" if cell is None else plain(str(cell))) for cell in row))
    more = sum(1 for _ in source)
    return Group(table, line(f"... and {more} more: use -o FILE")) if more else table


def any_table(table: Table) -> RenderableType:
    """Return one table of an answer without the columns that a terminal has no room for."""
    names = [name for name in table.columns if name not in HIDDEN]
    return grid(table.title, names, ([row[name] for name in names] for row in table))


# Answers


def actor(answer: ActorAnswer) -> RenderableType:
    """Return the facts of each actor, sort by sort, the first of each."""
    parts: list[RenderableType] = []
    for name in answer.facts:
        rows = [
            cells for about, facts in groupby(answer.rows(name), key=_about) for cells in _facts(about, facts)
        ]
        parts += [heading(name), grid("", ("", "fact", "since", "until", "checked", "source"), rows)]
    return Group(line(answer.in_words()), *parts, *about(answer.asked))


def _about(row: FactRow) -> str:
    return row.about


def _facts(about: str, facts: Iterable[FactRow]) -> Iterator[tuple[str | None, ...]]:
    rows = list(facts)
    for number, row in enumerate(rows[:FACTS_SHOWN]):
        yield ("" if number else about, row.fact, row.since, row.until, row.checked, row.source)
    if len(rows) > FACTS_SHOWN:
        yield ("", f"... and {len(rows) - FACTS_SHOWN} more: --about {about}", "", "", "", "")


def pair(answer: PairAnswer) -> RenderableType:
    """Return how a pair stands: years, newest known weeks, the strongest sentences of each turn."""
    return Group(
        line(answer.in_words()),
        heading(f"{answer.pair} by year"),
        _periods(answer.table("year")),
        heading(f"{answer.pair} by week (unknown weeks left out here)"),
        _periods(answer.table("week")),
        *_turns(answer),
        *_aside(answer),
        *about(answer.asked),
    )


def pair_by_year(answer: PairAnswer) -> RenderableType:
    """Return the years of a pair and the strongest sentences of each turn."""
    years = heading(f"{answer.pair} by year")
    return Group(line(answer.in_words()), years, _periods(answer.table("year")), *_turns(answer))


def _periods(table: Table) -> RenderableType:
    rows = (
        (
            row["period"],
            signed(row["cooperation"]),
            signed(row["conflict"]),
            signed(row["balance"]),
            row["occurrences"],
            row["reports"],
        )
        for row in table
        if row["occurrences"] or len(row["period"]) == len("YYYY")
    )
    return grid("", ("period", "cooperation", "conflict", "balance", "occurrences", "reports"), rows)


def _turns(answer: PairAnswer) -> Iterator[RenderableType]:
    yield heading("Turns, with the strongest sentences of each")
    if not answer.turns:
        yield line("No period departs far enough from the one before it.")
    for turn in answer.turns:
        yield line(
            f"{turn.key}, {turn.direction}: balance {signed(turn.balance)} after {signed(turn.baseline)} in"
            f" {turn.baseline_of} (change {signed(turn.change)})",
            style="bold",
        )
        yield from (report_line(report) for report in turn.strongest)


def report_line(report: PairEvent) -> RenderableType:
    """Return the sentence behind a figure, with its date, parties, weight and source."""
    who = f"{report.source} {'-' if report.symmetric else '->'} {report.target}"
    cited = ", ".join(filter(None, [report.outlet, day_of(report.published), report.title]))
    return line(
        f"{date_of(report.date)}  {who}  {report.type} {signed(report.value, 2)}  {report.text}  [{cited}]",
        indent=2,
    )


def _aside(answer: PairAnswer) -> Iterator[RenderableType]:
    coarse, undated = len(answer.weekly.coarse), len(answer.weekly.undated)
    if coarse or undated:
        yield line("")
        yield line(
            f"Beside the weeks: {counted(coarse, 'occurrence')} dated only to the month or year,"
            f" {undated} without a date (--table coarse, --table undated)."
        )


def about(asked: Asked) -> Iterator[RenderableType]:
    """Say what was counted and what must be known beside the figures."""
    yield line("")
    yield line(f"Counted: {asked.counted}", style="dim")
    for text in (*asked.caveats, asked.note):
        if text:
            yield line(text, style="dim")


def view(answer: ViewAnswer) -> RenderableType:
    """Return the three lanes of a view, one under the other."""
    lanes = [part for name in LANES for part in _lane(answer.tables[name].title, getattr(answer.lanes, name))]
    return Group(line(answer.in_words()), *lanes, *about(answer.asked))


def _lane(title: str, items: Sequence[ViewItem]) -> Iterator[RenderableType]:
    yield heading(title)
    for item in items[-LANE_SHOWN:]:
        row = lane_row(item)
        date = row.date or "no date"
        value = f" {signed(row.value, 2)}" if row.value is not None else ""
        sure = f" ({row.probability})" if row.probability else ""
        cited = ", ".join(filter(None, [row.outlet, day_of(row.published)]))
        yield line(f"{date}  about {row.about}  {row.what}{value}{sure}  {row.text}  [{cited}]", indent=2)
    if len(items) > LANE_SHOWN:
        yield line(f"... the newest {LANE_SHOWN} of {len(items)}; --table {items[0].lane} has all", indent=2)


def wedge(answer: WedgeAnswer) -> RenderableType:
    """Return the exposed pairs, their strongest paths, and a sentence for every tie."""
    shown = [part for exposure in answer.exposures[:EXPOSURES_SHOWN] for part in _exposure(exposure)]
    more = len(answer.exposures) - EXPOSURES_SHOWN
    if more > 0:
        shown.append(line(f"... and {counted(more, 'pair')} less exposed (--table exposures)"))
    return Group(line(answer.in_words()), *shown, *about(answer.asked))


def _exposure(exposure: Exposure) -> Iterator[RenderableType]:
    kind = "" if exposure.third_parties else ", a party and a friend of the other"
    yield heading(f"{'-'.join(exposure.pair)}  exposure {exposure.exposure:+.2f}{kind}")
    for path in exposure.paths[:PATHS_SHOWN]:
        yield line(f"path {' - '.join(path.nodes)}", indent=2)
        for edge in path.edges:
            yield from _edge(edge, "")
    if exposure.direct:
        yield from _edge(exposure.direct, "counter-evidence, their own tie: ")
    else:
        yield line("counter-evidence: their own tie is unknown", indent=4)


def _edge(edge: Edge, before: str) -> Iterator[RenderableType]:
    weight = f"{before}{'-'.join(edge.pair)} balance {signed(edge.balance)}, weight {edge.weight:+.2f}"
    yield line(f"{weight}, {counted(len(edge.occurrences), 'occurrence')}", indent=4)
    yield from (
        Padding(report_line(report), (0, 0, 0, 4), expand=False)
        for report in strongest(edge.occurrences, 1, toward=edge.weight)
    )


def search(answer: SearchAnswer) -> RenderableType:
    """Return the sentences found."""
    parts: list[RenderableType] = [line(f"{counted(len(answer.hits), 'sentence')} with {answer.words}")]
    for hit in answer.hits:
        cited = ", ".join(filter(None, [hit.outlet, day_of(hit.published), hit.title]))
        parts += [
            line(hit.text, indent=2),
            line(f"[{cited}] article {hit.article_id}", style="dim", indent=4),
        ]
    return Group(*parts)


def stories(answer: StoriesAnswer, *, opened: bool) -> RenderableType:
    """Return the stories; of one that was opened each article with its role and the reason."""
    parts: list[RenderableType] = [] if answer.stories else [line("No story of several articles.")]
    for row in answer.stories:
        parts += [heading(plain(row.label)), line(f"{story_in_words(row)}  story {row.story}", indent=2)]
        for member in answer.of(row.story) if opened else ():
            cited = ", ".join(filter(None, [day_of(member.published), member.outlet, member.title]))
            parts += [
                line(f"{member.role}  {cited}", indent=4),
                line(f"{member.origin}; {member.reason}  article {member.article_id}", style="dim", indent=6),
            ]
    return Group(*parts, *about(answer.asked))


def evaluation(evaluation: Evaluation, errors: int) -> RenderableType:
    """Return the figures of an evaluation, each type, and the first of the wrong answers."""
    figures = (
        (FIGURES[name], *figure_in_words(figure))
        for name, figure in evaluation.figures.items()
        if figure.value is not None
    )
    types = (
        (row.type, row.gold, row.found, *map(_decimals, (row.precision, row.recall, row.f1)))
        for row in evaluation.types
    )
    parts: list[RenderableType] = [
        line(evaluated_in_words(evaluation)),
        line(""),
        grid("", ("figure", "value", "95 % interval"), figures),
        line(""),
        grid("", ("type", "in the gold", "found", "precision", "recall", "F1"), types),
    ]
    for fault in evaluation.faults[:errors]:
        parts += [
            line(""),
            line(f"{fault.item}  {fault.text}"),
            line(f"gold   {fault.gold}", indent=4),
            line(f"found  {fault.found}", indent=4),
        ]
    if errors < len(evaluation.faults):
        more = counted(len(evaluation.faults) - errors, "more row" if errors else "row")
        parts += [line(""), line(f"{more} not wholly right: --errors N")]
    return Group(*parts)


def _decimals(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
