"""The verbs of the command line."""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from detente import __version__, pipeline
from detente.answers.words import counted
from detente.cli import render
from detente.cli.console import log_to_stderr, passing, say, watching
from detente.cli.demo import run_demo
from detente.cli.doctor import run_doctor
from detente.cli.emit import (
    PageKind,
    emit_answer,
    emit_evaluation,
    emit_labels,
    emit_page,
    emit_records,
)
from detente.cli.options import (
    Columns,
    Confidence,
    Db,
    Explain,
    Format,
    Out,
    Party,
    Published,
    Rejects,
    Retrieved,
    Sources,
    TableName,
    Workers,
    bounded,
    fetched,
)
from detente.cli.ranking import run_ranking
from detente.cli.watch import run_check, run_list, run_opml, run_watch, seconds_of
from detente.cli.words import added_in_words, by_file_time_in_words, labelled_in_words
from detente.config import workspace_folder
from detente.errors import UsageError
from detente.pages import Fetching, feeds_of, named_columns
from detente.records import Article, Claim, Coded, Event, to_dict
from detente.session import SEARCH_LIMIT, STORIES_LIMIT, Bounds, Fetch, Session, window_of
from detente.session import actor as actor_answer
from detente.session import open as open_session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from detente.events.explain import Word

DEMO_DB = ".demo/caucasus"
HOST, PORT = "127.0.0.1", 8001  # loopback: nobody else on the network sees it

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: it can be searched, quoted and checked against the docs
    context_settings={"help_option_names": ["-h", "--help"]},
)


def examples(*lines: str) -> str:
    """Return example lines for the end of a help text; the mark in front keeps them as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def show_version(wanted: bool) -> None:  # noqa: FBT001 - as typer calls it
    """Print the version and leave."""
    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def detente(
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show the traceback of each page that a stage failed on.")
    ] = False,
    version: Annotated[  # noqa: ARG001 - its callback does the work
        bool,
        typer.Option("--version", callback=show_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Turn the news you already have into a live, sourced model of the relations between states.

    Pages go in (read, code, add), questions are asked of the workspace (pair, view, wedge, brief, search),
    and every figure opens into the sentences behind it.
    """
    log_to_stderr(verbose=verbose)


@app.command(
    epilog=examples(
        "detente read pages/ -o articles.jsonl",
        "detente read dump.txt --retrieved 2025-07-14T12:00:00Z --format table",
    )
)
@fetched
def read(
    sources: Sources,
    *,
    retrieved: Retrieved = None,
    published: Published = None,
    column: Columns = None,
    fetch: Fetch,
    rejects: Rejects = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Read pages into clean, dated articles; store nothing."""
    with watching("reading", rejects) as watch:
        results = pipeline.read(
            sources,
            retrieved=retrieved,
            published=published,
            columns=named_columns(column or ()),
            fetching=Fetching(**fetch, tell=say),
            watch=watch.page,
        )
        emit_records(passing(results, watch), Article, render.articles, kind, out)
    aside = by_file_time_in_words(watch.by_file_time)
    say(f"read {counted(watch.passed, 'article')}, {len(watch.rejects)} rejected{aside}")


@app.command(
    epilog=examples(
        "detente code pages/ -o events.jsonl",
        "detente code dump.txt --published 2020-10-05 --format table",
        "detente code pages/ --confidence 0.8 --explain -o sure.jsonl",
    )
)
@fetched
def code(
    sources: Sources,
    *,
    retrieved: Retrieved = None,
    published: Published = None,
    column: Columns = None,
    fetch: Fetch,
    all_events: Annotated[bool, typer.Option("--all", help="Also domestic and one-sided events.")] = False,
    confidence: Confidence = None,
    explain: Explain = False,
    workers: Workers = 1,
    rejects: Rejects = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Code pages into events, who did what to whom; store nothing.

    With --explain each event has its words, each with start and end as the event has them, heaviest first;
    none where only the lexicon told the event (at home, or of one named side).
    """
    texts: dict[tuple[str, int], str] = {}
    words: dict[str, tuple[Word, ...]] | None = {} if explain else None
    with watching("coding", rejects) as watch:
        results = pipeline.code(
            sources,
            retrieved=retrieved,
            published=published,
            columns=named_columns(column or ()),
            fetching=Fetching(**fetch, tell=say),
            all_events=all_events,
            confidence=confidence,
            workers=workers,
            watch=watch.page,
        )
        coded = render.remember_texts(passing(results, watch), texts)
        if words is not None:
            coded = remember_words(coded, words)
        events = chain.from_iterable(one.events for one in coded)
        count = emit_records(events, Event, render.events_of(texts, words), kind, out, words=words)
    articles = counted(watch.passed, "article")
    aside = by_file_time_in_words(watch.by_file_time)
    say(f"coded {counted(count, 'event')} in {articles}, {len(watch.rejects)} rejected{aside}")


def remember_words(coded: Iterable[Coded], words: dict[str, tuple[Word, ...]]) -> Iterator[Coded]:
    """Yield what passes, keeping the words that carried its events."""
    for one in coded:
        words.update(pipeline.explained(one))
        yield one


@app.command(
    epilog=examples(
        "detente label pairs.jsonl -o labelled.jsonl",
        "detente label pairs.jsonl --scheme plover --format csv -o labelled.csv",
        "detente label - --explain --format table",
    )
)
def label(
    pairs: Annotated[
        str,
        typer.Argument(
            metavar="PAIRS.jsonl",
            help='A file of JSON lines, each with "sentence", "source" and "target"; - is standard input.',
        ),
    ],
    *,
    scheme: Annotated[
        Literal["detente", "plover"],
        typer.Option(help="Name the act itself, or what PLOVER's codebook would after its rewrites."),
    ] = "detente",
    explain: Explain = False,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Say what a sentence tells of two actors that you name: one line for each line, in order.

    Each line comes back with type (null where no act is told between the two), quad, direction (forward is
    source to target, reverse, both), status and confidence. Source and target are words of the sentence,
    marked wherever they stand in it. A line that cannot be answered has type null and a reason.

    Scheme detente names the act and leaves plans and denials to the status. Scheme plover follows PLOVER and
    the PLV test set: a promised visit is an AGREE; CONCEDE and RETREAT, one root in PLV, both have quad 2.
    """
    tally = {"unanswered": 0}
    with watching("labelling", None) as watch:
        rows = pipeline.label(pipeline.read_rows(pairs), scheme=scheme, explain=explain)
        told = telling(rows, watch, tally)
        count = emit_labels(told, render.labels_of(explain=explain), kind, out)
    say(labelled_in_words(count, tally["unanswered"]))


def telling(
    rows: Iterable[dict[str, Any]], watch: Callable[[object], None], tally: dict[str, int]
) -> Iterator[dict[str, Any]]:
    """Yield labelled rows, telling the watch of each and counting those without an answer."""
    for row in rows:
        watch(row)
        tally["unanswered"] += "reason" in row
        yield row


@app.command(
    epilog=examples(
        "detente add pages/ --db caucasus",
        "detente add new/*.html          (into $DETENTE_DB)",
        "detente add https://news.example/feed --follow",
        "detente add archive/ --workers 0",
    )
)
@fetched
def add(
    sources: Sources,
    *,
    db: Db = None,
    retrieved: Retrieved = None,
    published: Published = None,
    column: Columns = None,
    fetch: Fetch,
    workers: Workers = 1,
    rejects: Rejects = None,
) -> None:
    """Add pages to a workspace.

    Pages it holds already are skipped, so a run can be repeated, or resumed after it was cut short.
    """
    columns = named_columns(column or ())
    # before a folder is made for nothing
    pipeline.check(
        sources, retrieved=retrieved, published=published, columns=columns, fetching=Fetching(**fetch)
    )
    with open_session(workspace_folder(db), create=True) as session, watching("adding", rejects) as watch:
        report = session.add(
            sources,
            retrieved=retrieved,
            published=published,
            columns=columns,
            workers=workers,
            watch=watch,
            tell=say,
            **fetch,
        )
    say(added_in_words(report, workspace_folder(db)))


@app.command(
    epilog=examples(
        "detente watch --db world                       (the starter list)",
        "detente watch feeds.opml --every 1h --follow",
        "detente watch https://news.example/feed --once",
        "detente watch --list --format csv -o feeds.csv",
    )
)
@fetched
def watch(
    feeds: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FEED", help="Addresses of feeds, and OPML files; without any the starter list."
        ),
    ] = None,
    *,
    db: Db = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="Poll each feed so often (90s, 15m, 2h, 1d).")
    ] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Poll each feed once and end.")] = False,
    fetch: Fetch,
    listed: Annotated[bool, typer.Option("--list", help="Only write the list of feeds.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Only fetch each feed once and write which of them answer.")
    ] = False,
    opml: Annotated[
        Path | None, typer.Option("--opml", metavar="FILE", help="Only write the list of feeds as OPML.")
    ] = None,
    rejects: Rejects = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Poll feeds into a workspace, round after round, until Ctrl-C.

    A feed that fails is asked later and later, at least once a day. What is whole is kept when it ends, and
    the same command goes on where it was.
    """
    if listed and check:
        raise UsageError("--list and --check both write records: give one of them")
    chosen = feeds_of(feeds or [])
    if opml:
        run_opml(chosen, opml)
    if listed:
        run_list(chosen, kind, out)
    if check:
        run_check(chosen, kind, out, fetch=fetch)
    if not (opml or listed or check):
        seconds = seconds_of(every)
        run_watch(
            chosen,
            workspace_folder(db),
            every=seconds,
            once=once,
            rejects=rejects,
            fetch=fetch,
        )


def asking(db: str | None) -> Session:
    """Open the workspace that a question is about."""
    return open_session(workspace_folder(db))


@app.command(
    epilog=examples(
        "detente actor Lavrov",
        "detente actor TUR --on 2016-07-15 --about office",
        "detente actor REG:CRIMEA --format csv -o crimea.csv",
    )
)
def actor(
    name: Annotated[
        str, typer.Argument(metavar="CODE|NAME", help="A state, organisation, group, region or person.")
    ],
    *,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what held on this day, as far as is known.")
    ] = None,
    about: Annotated[
        str | None, typer.Option(metavar="SORT", help="Only facts of one sort: office, membership, tie ...")
    ] = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """What is known of an actor, since when, and on whose word.

    Codes, names, who holds which office, memberships, ties, claims to territory; for a person the offices.
    Needs no workspace. A surname that several persons share gives them all.
    """
    answer = actor_answer(name, on, about)
    emit_answer(answer, render.actor(answer), "facts", kind, out, chosen=None)


@app.command(
    epilog=examples(
        "detente pair AZE RUS --since 2024",
        "detente pair Azerbaijan Russia --table evidence --format csv -o evidence.csv",
    )
)
@bounded
def pair(
    a: Party,
    b: Party,
    *,
    db: Db = None,
    bounds: Bounds,
    table: TableName = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """How two parties stand.

    Cooperation, conflict and balance by week and year, turning points, and the evidence behind each figure.

    Tables: weeks (default), years, turns, coarse, undated, evidence.
    """
    with asking(db) as session:
        answer = session.pair(a, b, **bounds)
        emit_answer(answer, render.pair(answer), table or "weeks", kind, out, chosen=table)


@app.command(
    epilog=examples("detente view TUR AZE RUS", "detente view Türkiye Azerbaijan Russia --table did")
)
@bounded
def view(
    x: Party,
    a: Party,
    b: Party,
    *,
    db: Db = None,
    bounds: Bounds,
    table: TableName = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """How X sees A and B.

    What X said, what X did, what others say X thinks: three lanes that are never merged.

    Tables: said, did, others_say, evidence; without a choice all three lanes, one after the other.
    """
    with asking(db) as session:
        answer = session.view(x, a, b, **bounds)
        emit_answer(answer, render.view(answer), table or "said did others_say", kind, out, chosen=table)


@app.command(
    epilog=examples("detente wedge ARM AZE", "detente wedge ARM AZE --between TUR RUS --table paths")
)
@bounded
def wedge(
    a: Party,
    b: Party,
    *,
    between: Annotated[
        tuple[str, str] | None, typer.Option(metavar="C D", help="Only how far these two are exposed.")
    ] = None,
    db: Db = None,
    bounds: Bounds,
    table: TableName = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Whom the conflict of A and B could divide.

    The pairs whose members stand on opposite sides, by signed paths: exposure, not a forecast.

    Tables: exposures (default), paths, edges, evidence.
    """
    with asking(db) as session:
        answer = session.wedge(a, b, between=between, **bounds)
        emit_answer(answer, render.wedge(answer), table or "exposures", kind, out, chosen=table)


@app.command(epilog=examples("detente brief AZE RUS", "detente brief AZE RUS -o brief.html"))
@bounded
def brief(
    a: Party,
    b: Party,
    *,
    db: Db = None,
    bounds: Bounds,
    kind: Annotated[
        PageKind | None, typer.Option("--format", help="Default: by the suffix of -o, else md.")
    ] = None,
    out: Out = None,
) -> None:
    """Write the analyst's page on a pair, with its sources."""
    with asking(db) as session:
        answer = session.brief(a, b, **bounds)
        emit_page(answer, kind, out)


@app.command(epilog=examples("detente search ceasefire Lachin"))
@bounded
def search(
    words: Annotated[list[str], typer.Argument(help="All of these, in any form.")],
    *,
    limit: Annotated[int, typer.Option(min=1, help="At most this many sentences.")] = SEARCH_LIMIT,
    db: Db = None,
    bounds: Bounds,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Find the sentences that hold all the words, best first."""
    with asking(db) as session:
        answer = session.search(" ".join(words), limit, **bounds)
        emit_answer(answer, render.search(answer), "hits", kind, out, chosen=None)


@app.command(
    epilog=examples(
        "detente stories --since 2025-07-01 --actor TUR",
        "detente stories 1f0c9a7b52e3d846 --format csv -o story.csv",
    )
)
@bounded
def stories(
    story: Annotated[
        str | None, typer.Argument(metavar="ID", help="Open one story: its id, or that of an article in it.")
    ] = None,
    *,
    actor: Annotated[
        str | None, typer.Option(metavar="CODE|NAME", help="Only stories with a coded act of this party.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most this many stories.")] = STORIES_LIMIT,
    db: Db = None,
    bounds: Bounds,
    table: TableName = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Articles that tell of one happening, newest first, and how many of them speak for themselves.

    With an ID each article of the story: original, exact copy, near copy, shortened copy, wire copy or
    version of one address, and why it stands there. Nothing is deleted: copies count as one origin.

    Tables: stories (default), members (default with an ID).
    """
    with asking(db) as session:
        answer = session.stories(story, actor=actor, limit=limit, **bounds)
        names = table or ("members" if story else "stories")
        emit_answer(answer, render.stories(answer, opened=story is not None), names, kind, out, chosen=table)


@app.command(
    epilog=examples(
        "detente export -o events.parquet", "detente export articles --since 2024 -o articles.csv"
    )
)
@bounded
def export(
    what: Annotated[
        Literal["articles", "events", "claims"], typer.Argument(help="What to write.")
    ] = "events",
    *,
    db: Db = None,
    bounds: Bounds,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Write the records of a workspace into a file, the format by its suffix."""
    window = window_of(**bounds)
    within = to_dict(window)
    with asking(db) as session, session.workspace.snapshot() as workspace:
        if what == "events":
            found = workspace.events(**within)
            keys = ((event.article_id, event.sentence) for event in found)
            texts = workspace.sentence_texts(keys, recorded_as_of=window.recorded_as_of)
            count = emit_records(found, Event, render.events_of(texts), kind, out)
        elif what == "articles":
            count = emit_records(workspace.articles(**within), Article, render.articles, kind, out)
        else:
            count = emit_records(workspace.claims(**within), Claim, render.claims, kind, out)
    say(f"exported {count} {what}")


@app.command(
    epilog=examples(
        "detente evaluate coder gold.tsv --errors 20",
        "detente evaluate coder items.jsonl --format json",
        "detente evaluate ranking ICEWS14 --split valid --ranks ranks.parquet --picture reliability.svg",
        'detente evaluate ranking ICEWS14 --explain "China | Consult | ?"',
    )
)
def evaluate(
    what: Annotated[Literal["coder", "ranking"], typer.Argument(help="What to measure.")],
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help="coder: a table of marked pairs or a .jsonl of items; - is standard input."
            " ranking: a folder in the temporal-graph format.",
        ),
    ],
    *,
    errors: Annotated[
        int,
        typer.Option(metavar="N", min=0, help="coder: list the N worst errors, the surest, or most at once."),
    ] = 0,
    split: Annotated[
        Literal["valid", "test"], typer.Option(help="ranking: what to foresee; all before it is the past.")
    ] = "valid",
    horizon: Annotated[
        Literal["single", "multi"],
        typer.Option(
            help="ranking: each day knowing all days before it, or all knowing nothing of the split."
        ),
    ] = "single",
    ranks: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="ranking: write each question's rank and probability here too."),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE.svg", help="ranking: draw how well probabilities kept their word."),
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            metavar="QUESTION",
            help="ranking: 'SOURCE | RELATION | ?' or '? | RELATION | TARGET', with '| DAY' or for the day"
            " after the last: the likeliest answers, what each feature added, the past acts behind.",
        ),
    ] = None,
    kind: Format = None,
    out: Out = None,
) -> None:
    """Measure the coder on labelled sentences of yours, or the forecaster on a temporal graph.

    coder, a table of marked pairs as PLV has it (columns marked_sentence, in which s and t tags enclose
    source and target, gold_root and, where there is one, gold_penta): labelled in scheme plover; macro-F1 of
    types, of quad classes and of conflict against cooperation, accuracy, direction, calibration. A row that
    cannot be read counts as wrong. All with 95 % intervals.

    coder, JSON lines (text, published, genre, title, events): coded end to end; precision, recall and F1 of
    source, target and type, statuses, false alarms on items without an event.

    ranking, a folder with train.txt, valid.txt, perhaps test.txt, entity2id.txt and relation2id.txt (source,
    relation, target and time in each row): who does what to whom next. Mean reciprocal rank and hits times
    100, time-aware filtered, by what the two had done before; calibration; seconds and memory.
    """
    if what == "ranking":
        run_ranking(gold, split, horizon, ranks=ranks, picture=picture, explain=explain, kind=kind, out=out)
        return
    with watching("evaluating", None) as watch:
        evaluation = pipeline.evaluate_coder(gold, watch=watch)
    emit_evaluation(evaluation, render.evaluation(evaluation, errors), errors, kind, out)


@app.command()
def doctor(*, db: Db = None) -> None:
    """Say how an installation and a workspace are.

    Versions, counts, the files against the manifest, what was rejected and why, what has no date, what is in
    a language that is not coded. Exit 1 where files are damaged.
    """
    run_doctor(workspace_folder(db))


@app.command()
def demo(
    *,
    db: Annotated[str, typer.Option("--db", metavar="DIR", help="Where the example goes.")] = DEMO_DB,
) -> None:
    """Add the example pages to a workspace and print the answers."""
    run_demo(Path(db))


@app.command(epilog=examples("detente serve --db caucasus --open"))
def serve(
    *,
    db: Db = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = HOST,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = PORT,
    open_browser: Annotated[bool, typer.Option("--open", help="Open a browser on it.")] = False,
) -> None:
    """Serve a workspace as web pages, JSON and CSV.

    On this machine only, unless --host says otherwise.
    """
    # By name, as only this verb needs the web libraries.
    import_module("detente.serve").run(workspace_folder(db), host=host, port=port, open_browser=open_browser)
