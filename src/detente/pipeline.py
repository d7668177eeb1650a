"""The list of stages and the one loop through them.

    pages -> articles -> actors -> events, claims

One bad page or article never stops a run: what a stage cannot do becomes a `Rejected`. Not for storing
(`add` hands over to the workspace) and not for asking (`detente.queries`).
"""

from __future__ import annotations

import hashlib
import logging
import sys
from contextlib import closing, nullcontext
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from detente.actors import resolve_mentions
from detente.articles import split_page, split_sentences
from detente.articles.prints import fingerprint, recipe
from detente.articles.stories import REACH, group_stories
from detente.claims import find_claims
from detente.errors import DetenteError, SourceError, StoreBusy, UnknownName, UsageError
from detente.events import code_events
from detente.events.encoder import session as load_encoder
from detente.events.explain import explain_event
from detente.events.gold import evaluate_items, evaluate_pairs, item_article, read_gold
from detente.events.label import SCHEMES, label_pairs, label_rows, read_line
from detente.knowledge import load as load_world
from detente.ontology import load as load_ontology
from detente.pages import NO_COLUMNS, Fetching, Schedule, read_pages, settle
from detente.records import UNKNOWN_CODE, Article, Coded, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence

    from detente.engines import Job
    from detente.events.explain import Word
    from detente.events.gold import Evaluation, Item
    from detente.pages import Feed, Polled
    from detente.records import Event, Page, Sentence, Stage
    from detente.workspace import AddReport, Workspace, Writer

STAGES: tuple[Stage, ...] = ("pages", "articles", "actors", "events", "claims")
CODER = (*STAGES, "pipeline.py", "records.py")  # the code that results depend on
TABLES = ("ontology", "knowledge")  # the data that the stages code by
LIBRARIES = ("trafilatura", "sentencex", "py3langid")  # each release of these cuts pages in its own way

# Actors and events are found by English words; an article in another language is read, dated and
# searchable, and counted as not coded.
CODED_LANGUAGES = frozenset({"en"})

FETCHED = "fetch.sqlite"  # in a workspace: what is to be fetched, and what was and is not in it yet
BUSY_PAUSE = 60.0  # seconds that a watch waits while another process writes to its workspace
IN_WORK = "shards-in-work"  # in a workspace: what workers have coded and is not in it yet
DIGEST = 16  # hex digits
STDIN = "-"

Result = TypeVar("Result")
log = logging.getLogger(__name__)


def check(
    sources: Sequence[str],
    *,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    fetching: Fetching | None = None,
) -> None:
    """Raise what `read`, `code` and `add` would raise for these before they do anything.

    >>> check(["no-such-file.html"])
    Traceback (most recent call last):
    detente.errors.SourceError: no-such-file.html: no such file or folder
    """
    read_pages(sources, retrieved=retrieved, published=published, columns=columns, fetching=fetching)


def read(
    sources: Sequence[str],
    *,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    fetching: Fetching | None = None,
    watch: Callable[[Page], None] | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles of the sources; see `detente.pages.read_pages` for sources and errors.

    ``fetching`` says how addresses among the sources are fetched. ``watch`` is told of each page before its
    articles come.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "empty.txt")
    >>> _ = file.write_text("")
    >>> [rejected.reason for rejected in read([str(file)])]
    ['empty file']
    """
    pages = read_pages(sources, retrieved=retrieved, published=published, columns=columns, fetching=fetching)
    return _read(_unbroken(pages), watch)


def _unbroken(pages: Iterator[Page | Rejected]) -> Generator[Page | Rejected, None, None]:
    """Yield the pages; where the sources can be listed no further, say so as what it is."""
    try:
        yield from pages
    except OSError as fault:
        reason = f"the sources can be listed no further: {fault.strerror or fault}"
        raise SourceError(str(fault.filename), reason) from fault


def _read(
    pages: Iterable[Page | Rejected], watch: Callable[[Page], None] | None
) -> Iterator[Article | Rejected]:
    for page in pages:
        if isinstance(page, Rejected):
            yield page
            continue
        if watch:
            watch(page)
        yield from split(page)


def code(
    sources: Sequence[str],
    *,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    fetching: Fetching | None = None,
    all_events: bool = False,
    confidence: float | None = None,
    workers: int = 1,
    watch: Callable[[Page], None] | None = None,
) -> Iterator[Coded | Rejected]:
    """Yield each article of the sources with its sentences, events and claims.

    Events are those between two different known actors; ``all_events`` adds domestic and one-sided ones.
    ``confidence`` is the least that an event must have, by default the coder's own threshold; lower finds
    more events and more wrong ones. ``workers`` is the number of processes that code, 0 for one a core; the
    results are the same, in the same order. ``watch`` is told of each page before its articles come.
    """
    if confidence is not None and not 0 <= confidence <= 1:
        raise UsageError(f"--confidence {confidence} is no probability: give a number from 0 to 1")
    if workers != 1:
        pages = read_pages(
            sources, retrieved=retrieved, published=published, columns=columns, fetching=fetching
        )
        work = partial(code_page, all_events=all_events, confidence=confidence)
        return _code_by_workers(_unbroken(pages), work, workers, watch or _unwatched)
    articles = read(
        sources, retrieved=retrieved, published=published, columns=columns, fetching=fetching, watch=watch
    )
    return chain.from_iterable(
        _coded(article, all_events=all_events, confidence=confidence) for article in articles
    )


def _code_by_workers(
    pages: Iterator[Page | Rejected],
    work: Callable[[Page], list[Coded | Rejected]],
    workers: int,
    watch: Callable[[Page], None],
) -> Iterator[Coded | Rejected]:
    from detente.engines import code_shards  # noqa: PLC0415 - for many pages only

    with TemporaryDirectory(prefix="detente-") as folder:
        for item, results in chain.from_iterable(code_shards(pages, _job(work, Path(folder), workers))):
            if isinstance(item, Rejected):
                yield item
                continue
            watch(item)
            yield from results


def _job(work: Callable[[Page], list[Coded | Rejected]], folder: Path, workers: int) -> Job:
    from detente.engines import Job, machine_cores  # noqa: PLC0415 - for many pages only

    if workers < 0:
        raise UsageError(f"--workers {workers}: give the number of processes, 0 for one a core")
    recipe = versions()["recipe"]
    return Job(work=work, warm=load_all, recipe=recipe, folder=folder, workers=workers or machine_cores())


def load_all() -> None:
    """Load what coding needs: tables, ontology and encoder; raises where they are broken."""
    load_world()
    load_ontology()
    load_encoder()


def split(page: Page) -> list[Article | Rejected]:
    """Return the articles of one page."""
    found = _attempt("articles", page.id, page.location, lambda: split_page(page))
    return [found] if isinstance(found, Rejected) else found


def code_page(
    page: Page, *, all_events: bool = False, confidence: float | None = None
) -> list[Coded | Rejected]:
    """Return all that is made of one page."""
    coded = (_coded(article, all_events=all_events, confidence=confidence) for article in split(page))
    return list(chain.from_iterable(coded))


def add(
    workspace: Workspace,
    sources: Sequence[str],
    *,
    now: str,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    fetching: Fetching | None = None,
    note: str | None = None,
    workers: int = 1,
    watch: Callable[[Page | Rejected], None] | None = None,
) -> AddReport:
    """Code the pages that the workspace does not hold yet, and add them; return what was done.

    ``now`` is the time the new rows are recorded under. ``note`` is what the workspace is to say of itself
    beside every answer. ``workers`` is the number of processes that code, 0 for one a core; what they have
    finished waits in the workspace folder, so that a run that was cut short goes on from there; so does what
    was fetched, by the rules of ``fetching``. ``watch`` is told of each page, and of each input that was
    rejected.
    """
    tell = watch or _unwatched
    kept = replace(fetching or Fetching(), state=workspace.folder / FETCHED)
    pages = _unbroken(
        read_pages(sources, retrieved=retrieved, published=published, columns=columns, fetching=kept)
    )
    about = versions() if note is None else versions() | {"note": note}
    with workspace.writer(now=now, versions=about) as writer, closing(pages):
        if workers != 1:
            _add_by_workers(writer, pages, _job(code_page, workspace.folder / IN_WORK, workers), tell)
        else:
            for told in chain.from_iterable(_add_one(writer, page) for page in pages):
                tell(told)
        _group_stories(writer)
    settle(kept)
    return writer.report


def watch_feeds(
    workspace: Workspace,
    feeds: Sequence[Feed],
    *,
    every: float,
    once: bool,
    now: Callable[[], str],
    fetching: Fetching,
    told: Callable[[AddReport, Polled], None],
    watch: Callable[[Page | Rejected], None] | None = None,
) -> None:
    """Add what feeds bring to a workspace, each feed again after ``every`` seconds; ``once`` is one round.

    A feed that fails is asked later and later, at least once a day. While another process writes to the
    workspace a round waits. ``told`` is given what each round did. It ends when it is interrupted: what was
    whole by then is kept.
    """
    kept = replace(fetching, state=workspace.folder / FETCHED)
    schedule = Schedule(feeds, every, kept)
    while True:
        due = schedule.all() if once else schedule.due()
        if due:
            try:
                report = add(workspace, due, now=now(), fetching=kept, watch=watch)
            except StoreBusy as busy:
                if once:
                    raise
                kept.tell(f"{busy}; trying again in {BUSY_PAUSE:.0f} s")
                kept.sleep(BUSY_PAUSE)
                continue
            told(report, schedule.done(due))
        if once:
            return
        kept.sleep(schedule.pause())


def _group_stories(writer: Writer) -> None:
    """Find the story of each article that has none yet, also of those that earlier runs left without."""
    writer.flush()
    tables, made_by = writer.stories, recipe()
    while found := tables.unprinted(made_by):
        prints = [(one.version, fingerprint(one.article, one.acts)) for one in found]
        tables.put_prints(prints, recipe=made_by)
    tables.put_stories(group_stories(tables.ungrouped(REACH)))


def _add_by_workers(
    writer: Writer, pages: Iterable[Page | Rejected], job: Job, watch: Callable[[Page | Rejected], None]
) -> None:
    """Have the pages coded by workers; put them in order, a shard in one commit."""
    from detente.engines import code_shards  # noqa: PLC0415 - for many pages only

    for shard in code_shards(_todo(writer, pages, watch), job):
        for item, results in shard:
            if isinstance(item, Rejected):  # a page that was set aside is not held, so it is tried again
                writer.reject(item)
            else:
                writer.put(item, results)
            for told in (*(result for result in results if isinstance(result, Rejected)), item):
                watch(told)
        writer.flush()


def _todo(
    writer: Writer, pages: Iterable[Page | Rejected], watch: Callable[[Page | Rejected], None]
) -> Iterator[Page | Rejected]:
    for page in pages:
        todo = page if isinstance(page, Rejected) else writer.todo(page)
        if todo is None:
            watch(page)
        else:
            yield todo


def _add_one(writer: Writer, page: Page | Rejected) -> list[Page | Rejected]:
    """Add one page or rejected input; return the rejected inputs and the page, to be told of."""
    if isinstance(page, Rejected):
        writer.reject(page)
        return [page]
    todo = writer.todo(page)
    if todo is None:
        return [page]
    results = code_page(todo)
    writer.put(todo, results)
    return [result for result in results if isinstance(result, Rejected)] + [page]


def _coded(
    article: Article | Rejected, *, all_events: bool, confidence: float | None = None
) -> list[Coded | Rejected]:
    """Run one article through the stages behind `articles`.

    An article that a later stage fails on is kept with what was made of it: it stays readable and searchable,
    and the failure stands beside it.
    """
    if isinstance(article, Rejected):
        return [article]
    sentences = _attempt("articles", article.id, article.location, lambda: tuple(split_sentences(article)))
    if isinstance(sentences, Rejected):
        return [sentences]
    if article.lang not in CODED_LANGUAGES:
        return [Coded(article=article, sentences=sentences, events=(), claims=())]
    return _stages(article, sentences, all_events=all_events, confidence=confidence)


def _stages(
    article: Article, sentences: tuple[Sentence, ...], *, all_events: bool, confidence: float | None
) -> list[Coded | Rejected]:
    world, ontology = load_world(), load_ontology()
    key = (article.id, article.location)
    named = _attempt("actors", *key, lambda: resolve_mentions(article, sentences, world))
    if isinstance(named, Rejected):
        return [Coded(article=article, sentences=sentences, events=(), claims=()), named]
    events = _attempt(
        "events",
        *key,
        lambda: code_events(article, sentences, named, ontology=ontology, world=world, confidence=confidence),
    )
    claims = _attempt("claims", *key, lambda: find_claims(article, sentences, named))
    failed = [result for result in (events, claims) if isinstance(result, Rejected)]
    found = () if isinstance(events, Rejected) else events
    sure = (event for event in found if confidence is None or event.confidence >= confidence)
    coded = Coded(
        article=article,
        sentences=sentences,
        events=tuple(sure if all_events else filter(between_two, sure)),
        claims=() if isinstance(claims, Rejected) else tuple(claims),
    )
    return [coded, *failed]


def _attempt(stage: Stage, record_id: str, location: str, work: Callable[[], Result]) -> Result | Rejected:
    """Do one stage's work; whatever it cannot do with this record is a value, not the end of the run."""
    try:
        return work()
    except DetenteError:  # the shipped tables are broken: that is every record's trouble
        raise
    except Exception as fault:  # the one place where a stage's failure becomes a value
        log.debug("%s: stage %s failed", location, stage, exc_info=True)
        reason = f"{type(fault).__name__}: {fault}"
        return Rejected(id=record_id, stage=stage, reason=reason, location=location)


def between_two(event: Event) -> bool:
    """Whether two different known actors stand on the two sides."""
    return any(
        source.code != target.code and UNKNOWN_CODE not in {source.code, target.code}
        for source in event.source
        for target in event.target
    )


# Beside the flow: the coder asked directly


def explained(coded: Coded) -> dict[str, tuple[Word, ...]]:
    """Return for each event of an article, by its id, the words that carried it, heaviest first."""
    sentences = {sentence.number: sentence for sentence in coded.sentences}
    told = ((event, sentences[event.sentence]) for event in coded.events)
    return {event.id: explain_event(event, sentence.text, sentence.start) for event, sentence in told}


def label(rows: Iterable[Any], *, scheme: str = "detente", explain: bool = False) -> Iterator[dict[str, Any]]:
    """Yield each row ``{"sentence", "source", "target"}`` with its label; see `detente.events.label`.

    >>> row = {"sentence": "Norway condemned Chad.", "source": "Norway", "target": "Chad"}
    >>> [answer["type"] for answer in label([row])]
    ['ACCUSE']
    """
    known = next((one for one in SCHEMES if one == scheme), None)
    if known is None:
        raise UnknownName("scheme", scheme, SCHEMES)
    return label_rows(rows, scheme=known, explain=explain, ontology=load_ontology())


def read_rows(path: str) -> Iterator[Any]:
    """Return what each line of a file of JSON lines says, in order; ``-`` is standard input."""
    return _read_rows(_opened(path))  # what cannot be opened is said before anything is written


def _read_rows(file: BinaryIO) -> Iterator[Any]:
    with nullcontext() if file is sys.stdin.buffer else file:
        yield from map(read_line, file)


def evaluate_coder(path: str, *, watch: Callable[[object], None] | None = None) -> Evaluation:
    """Hold the coder against a gold file: marked pairs as PLV has them, or items of our own.

    ``watch`` is told of each answer, and of each item that a stage failed on.
    """
    file = _opened(path)
    with nullcontext() if file is sys.stdin.buffer else file:
        gold = read_gold(path, file.read(), load_ontology())
    tell = watch or _unwatched
    if gold.kind == "items":
        coded = (_code_item(item, tell) for item in gold.items)
        return evaluate_items(path, gold.items, coded, gold.unread)
    marked = (pair.marked for pair in gold.pairs)
    labels = label_pairs(marked, scheme="plover", ontology=load_ontology())
    return evaluate_pairs(path, gold.pairs, _told(labels, tell))


def _unwatched(_: object) -> None:
    """Take no note."""


def _opened(path: str) -> BinaryIO:
    if path == STDIN:
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as fault:
        reasons = {FileNotFoundError: "no such file", IsADirectoryError: "a folder: name a file"}
        raise SourceError(path, reasons.get(type(fault), fault.strerror or str(fault))) from fault


def _code_item(item: Item, watch: Callable[[object], None]) -> list[Event]:
    results = _coded(item_article(item), all_events=False)
    for result in results:
        watch(result)
    return [event for result in results if isinstance(result, Coded) for event in result.events]


def _told(items: Iterable[Result], watch: Callable[[object], None]) -> Iterator[Result]:
    for item in items:
        watch(item)
        yield item


@cache
def versions() -> dict[str, str]:
    """Return digests of the code and data that results depend on, libraries, and the languages coded.

    A page coded under another ``recipe`` is coded again when it is added again, so a corrected alias
    reaches the pages already held.
    """
    root = Path(__file__).parent
    parts = {"coder": _digest(root, CODER)} | {name: _digest(root, [name]) for name in TABLES}
    parts["libraries"] = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    recipe = hashlib.sha256("".join(parts.values()).encode()).hexdigest()[:DIGEST]
    return {"recipe": recipe, "languages": " ".join(sorted(CODED_LANGUAGES))} | parts


def _digest(root: Path, parts: Iterable[str]) -> str:
    """Return the digest of files, and of all files in folders."""
    digest = hashlib.sha256()
    places = [root / part for part in parts]
    inside = chain.from_iterable(place.rglob("*") for place in places)
    for path in sorted(path for path in chain(places, inside) if path.is_file()):
        if "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:DIGEST]
