"""The list of stages and the one loop through them.

    pages -> articles -> actors -> events, claims

One bad page or article never stops a run: what a stage cannot do becomes a `Rejected`. Not for storing
(`add` hands over to the workspace) and not for asking (`detente.queries`).
"""

from __future__ import annotations

import hashlib
import logging
import sys
from contextlib import nullcontext
from functools import cache
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from detente.actors import resolve_mentions
from detente.articles import split_page, split_sentences
from detente.claims import find_claims
from detente.errors import DetenteError, SourceError, UnknownName, UsageError
from detente.events import code_events
from detente.events.explain import explain_event
from detente.events.gold import evaluate_items, evaluate_pairs, item_article, read_gold
from detente.events.label import SCHEMES, label_pairs, label_rows, read_line
from detente.knowledge import load as load_world
from detente.ontology import load as load_ontology
from detente.pages import read_pages
from detente.records import UNKNOWN_CODE, Article, Coded, Rejected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from detente.events.explain import Word
    from detente.events.gold import Evaluation, Item
    from detente.records import Event, Page, Sentence, Stage
    from detente.workspace import AddReport, Workspace, Writer

STAGES: tuple[Stage, ...] = ("pages", "articles", "actors", "events", "claims")
CODER = (*STAGES, "pipeline.py", "records.py")  # the code that results depend on
TABLES = ("ontology", "knowledge")  # the data that the stages code by
LIBRARIES = ("trafilatura", "sentencex", "py3langid")  # each release of these cuts pages in its own way

# Actors and events are found by English words; an article in another language is read, dated and
# searchable, and counted as not coded.
CODED_LANGUAGES = frozenset({"en"})

DIGEST = 16  # hex digits
STDIN = "-"

Result = TypeVar("Result")
log = logging.getLogger(__name__)


def check(sources: Sequence[str], *, retrieved: str | None = None, published: str | None = None) -> None:
    """Raise what `read`, `code` and `add` would raise for these before they do anything.

    >>> check(["no-such-file.html"])
    Traceback (most recent call last):
    detente.errors.SourceError: no-such-file.html: no such file or folder
    """
    read_pages(sources, retrieved=retrieved, published=published)


def read(
    sources: Sequence[str],
    *,
    retrieved: str | None = None,
    published: str | None = None,
    watch: Callable[[Page], None] | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles of the sources; see `detente.pages.read_pages` for sources and errors.

    ``watch`` is told of each page before its articles come.

    >>> import tempfile, pathlib
    >>> file = pathlib.Path(tempfile.mkdtemp(), "empty.txt")
    >>> _ = file.write_text("")
    >>> [rejected.reason for rejected in read([str(file)])]
    ['empty file']
    """
    return _read(_unbroken(read_pages(sources, retrieved=retrieved, published=published)), watch)


def _unbroken(pages: Iterator[Page | Rejected]) -> Iterator[Page | Rejected]:
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
    all_events: bool = False,
    confidence: float | None = None,
    watch: Callable[[Page], None] | None = None,
) -> Iterator[Coded | Rejected]:
    """Yield each article of the sources with its sentences, events and claims.

    Events are those between two different known actors; ``all_events`` adds domestic and one-sided ones.
    ``confidence`` is the least that an event must have, by default the coder's own threshold; lower finds
    more events and more wrong ones. ``watch`` is told of each page before its articles come.
    """
    if confidence is not None and not 0 <= confidence <= 1:
        raise UsageError(f"--confidence {confidence} is no probability: give a number from 0 to 1")
    articles = read(sources, retrieved=retrieved, published=published, watch=watch)
    return chain.from_iterable(
        _coded(article, all_events=all_events, confidence=confidence) for article in articles
    )


def split(page: Page) -> list[Article | Rejected]:
    """Return the articles of one page."""
    found = _attempt("articles", page.id, page.location, lambda: split_page(page))
    return [found] if isinstance(found, Rejected) else found


def code_page(page: Page, *, all_events: bool = False) -> list[Coded | Rejected]:
    """Return all that is made of one page."""
    return [result for article in split(page) for result in _coded(article, all_events=all_events)]


def add(
    workspace: Workspace,
    sources: Sequence[str],
    *,
    now: str,
    retrieved: str | None = None,
    published: str | None = None,
    note: str | None = None,
    watch: Callable[[Page | Rejected], None] | None = None,
) -> AddReport:
    """Code the pages that the workspace does not hold yet, and add them; return what was done.

    ``now`` is the time the new rows are recorded under. ``note`` is what the workspace is to say of itself
    beside every answer. ``watch`` is told of each page, and of each input that was rejected.
    """
    pages = _unbroken(read_pages(sources, retrieved=retrieved, published=published))
    about = versions() if note is None else versions() | {"note": note}
    with workspace.writer(now=now, versions=about) as writer:
        for page in pages:
            for told in _add_one(writer, page):
                if watch:
                    watch(told)
    return writer.report


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
