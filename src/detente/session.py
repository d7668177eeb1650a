"""The Python face of Detente: `read`, `code`, `label`, `open`, and the `Session` that `open` gives.

Here, and in the command line that stands on it, the clock is read; everything below takes the time as a
value. Not for answering: each question is one function of `detente.queries`.
"""

from __future__ import annotations

import logging
import os
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypedDict

from detente import pipeline, queries
from detente.answers import Table, Window
from detente.errors import UsageError
from detente.knowledge import load as load_world
from detente.pages import NO_COLUMNS, Fetching, log_line
from detente.records import Article, Claim, Event, Rejected, to_dict
from detente.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType
    from typing import Any, Self, TypeAlias, TypeVar, Unpack

    from detente.answers import (
        ActorAnswer,
        BriefAnswer,
        PairAnswer,
        SearchAnswer,
        StoriesAnswer,
        ViewAnswer,
        WedgeAnswer,
    )
    from detente.events.gold import Evaluation
    from detente.pages import Feed, Polled
    from detente.records import Page
    from detente.workspace import AddReport

    Sources: TypeAlias = "str | os.PathLike[str] | Sequence[str | os.PathLike[str]]"
    Result = TypeVar("Result")

SEARCH_LIMIT = 20
WATCH_SECONDS = 900.0  # feeds of news agencies change every few minutes, most others every hour
STORIES_LIMIT = 20

_PREFIX = re.compile(r"\d{4}(-\d{2}){0,2}")
_FIRST_DAY = "-01-01"

log = logging.getLogger(__name__)


def read(
    sources: Sources,
    *,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    **fetch: Unpack[Fetch],
) -> Table:
    """Return the articles of files, folders, globs or web addresses as a table; stores nothing.

    ``retrieved`` is when the pages were fetched, ``published`` a date for pages that bear none, both ISO
    8601. ``columns`` says which column of a table holds which field (``{"title": "headline"}``). For the
    keywords of addresses see `Fetch`. What cannot be read is logged as a warning. Raises `SourceError` where
    nothing can be read.

    >>> import pathlib, tempfile
    >>> import detente
    >>> page = pathlib.Path(tempfile.mkdtemp(), "page.txt")
    >>> _ = page.write_text("Ministers meet over the pipeline")
    >>> detente.read(page, retrieved="2025-07-14").to_dicts()[0]["title"]
    'Ministers meet over the pipeline'
    """
    results = pipeline.read(
        _listed(sources),
        retrieved=retrieved,
        published=published,
        columns=columns,
        fetching=Fetching(**fetch),
    )
    return Table.of("Articles", Article, _kept(results))


def code(
    sources: Sources,
    *,
    retrieved: str | None = None,
    published: str | None = None,
    columns: Mapping[str, str] = NO_COLUMNS,
    all_events: bool = False,
    confidence: float | None = None,
    workers: int = 1,
    **fetch: Unpack[Fetch],
) -> Table:
    """Return the events of files, folders, globs or web addresses as a table; stores nothing.

    Events are those between two different known actors; ``all_events`` adds domestic and one-sided ones.
    ``confidence`` is the least that an event must have, by default the coder's own threshold; lower finds
    more events and more wrong ones. ``workers`` is the number of processes that code, 0 for one a core; see
    `Session.add`. For ``retrieved``, ``published``, ``columns``, addresses and errors
    see `read`.
    """
    results = pipeline.code(
        _listed(sources),
        retrieved=retrieved,
        published=published,
        columns=columns,
        fetching=Fetching(**fetch),
        all_events=all_events,
        confidence=confidence,
        workers=workers,
    )
    return Table.of("Events", Event, (event for coded in _kept(results) for event in coded.events))


def label(rows: Iterable[Any], *, scheme: str = "detente", explain: bool = False) -> Iterator[dict[str, Any]]:
    """Yield each row ``{"sentence", "source", "target"}`` with what its sentence tells of the pair, in order.

    Put beside the row: ``type`` (None where no act is told), ``quad``, ``direction`` (forward, reverse or
    both), ``status``, ``confidence``; ``reason`` where nothing could be answered; with ``explain`` the
    ``words`` that carried the answer. Scheme ``plover`` names what PLOVER's codebook would after its
    rewrites. Raises `UnknownName` for another scheme.

    >>> import detente
    >>> rows = [{"sentence": "Norway condemned Chad.", "source": "Chad", "target": "Norway"}]
    >>> [(answer["type"], answer["direction"]) for answer in detente.label(rows)]
    [('ACCUSE', 'reverse')]
    """
    return pipeline.label(rows, scheme=scheme, explain=explain)


def evaluate_coder(path: str | os.PathLike[str]) -> Evaluation:
    """Return how the coder does on a gold file: figures with 95 % intervals, each type, the errors.

    The file is a table of marked pairs as PLV has it (labelled in scheme ``plover``), or JSON lines of our
    own kind (coded end to end): `detente.events.gold` says what each holds. Raises `SourceError` where it
    cannot be read and `UsageError` where it is no gold file.

    >>> import pathlib, tempfile
    >>> import detente
    >>> gold = pathlib.Path(tempfile.mkdtemp(), "gold.tsv")
    >>> row = "<s>Norway</s> condemned <t>Chad</t>." + chr(9) + "ACCUSE"
    >>> _ = gold.write_text("marked_sentence" + chr(9) + "gold_root" + chr(10) + row)
    >>> detente.evaluate_coder(gold).figures["accuracy"].value
    1.0
    """
    return pipeline.evaluate_coder(os.fspath(path))


def actor(name: str, on: str | None = None, about: str | None = None) -> ActorAnswer:
    """Return what the tables know of a state, organisation, group, region or person, and since when.

    ``name`` is a code, a name or a surname; with ``on`` (ISO day) only what held on that day, with ``about``
    only facts of one sort (office, membership, tie ...). Raises `UnknownName` and, for what is no date,
    `UsageError`.

    >>> actor("Mark Rutte", on="2015-06-01").evidence().to_dicts()[0]["fact"]
    'Prime Minister of Netherlands'
    """
    return queries.actor(name, _day("on", None if on is None else str(on)), about)


def open(folder: str | os.PathLike[str], *, create: bool = False) -> Session:  # noqa: A001 - as gzip.open
    """Open a workspace folder; with ``create`` make it where there is none. Raises `StoreError`.

    >>> import tempfile
    >>> with open(tempfile.mkdtemp(), create=True) as session:
    ...     session.workspace.counts().articles
    0
    """
    return Session(Workspace.open(os.fspath(folder), create=create))


class Fetch(TypedDict, total=False):
    """How web addresses among the sources are fetched, as keywords; left out is the default.

    ``pace`` is the least pause in seconds between two requests to one host (1), ``hosts`` how many are asked
    at the same time (4). ``follow`` fetches the page of each entry of a feed too; ``limit`` is how many pages
    one feed or sitemap leads to (100). ``allow_private`` lets private networks and any port.
    """

    pace: float
    hosts: int
    follow: bool
    limit: int
    allow_private: bool


class Bounds(TypedDict, total=False):
    """The bounds that every question takes as keywords: ISO days; None or left out is no bound.

    ``since`` and ``until`` are a half-open range of days: of the events or, for articles, claims and search,
    of publication; a month or year stands for its first day. ``as_of`` counts only what was published by
    that day; ``recorded_as_of`` answers with what the workspace held on that day.
    """

    since: str | None
    until: str | None
    as_of: str | None
    recorded_as_of: str | None


class Session:
    """An open workspace and the questions one can ask of it.

    Parties are given by code or English name ("AZE" or "Azerbaijan"). Every question takes the keywords
    ``since``, ``until``, ``as_of`` and ``recorded_as_of``: see `Bounds`.

    >>> import pathlib, tempfile
    >>> import detente
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "page.txt").write_text("Turkey accused Russia of violating its airspace.")
    >>> desk = detente.open(folder / "desk", create=True)
    >>> desk.add(folder / "page.txt", retrieved="2020-10-08", published="2020-10-08").events
    1
    >>> desk.pair("Turkey", "RUS", since="2020", until="2021").evidence().to_dicts()[0]["type"]
    'ACCUSE'
    >>> desk.view("TUR", "RUS", "AZE").tables["said"].to_dicts()[0]["text"]
    'Turkey accused Russia of violating its airspace.'
    >>> desk.wedge("TUR", "RUS").exposures
    ()
    >>> desk.brief("TUR", "RUS").to_markdown().splitlines()[0]
    '# Türkiye and Russia'
    >>> desk.search("airspace", recorded_as_of="2020-10-08").hits  # it was added only now
    ()
    >>> desk.stories(desk.articles().to_dicts()[0]["story"]).members[0].reason
    'no other article of these days is near enough'
    >>> len(desk.articles(as_of="2020-10-08")), len(desk.events(["RUS"])), len(desk.claims())
    (1, 1, 0)
    >>> desk.watch([], print, once=True)  # feeds come from `detente.pages.feeds_of`; none, so nothing is told
    >>> desk.close()
    """

    def __init__(self, workspace: Workspace) -> None:
        """Use `detente.open`."""
        self.workspace = workspace

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files of the workspace."""
        self.workspace.close()

    def add(
        self,
        sources: Sources,
        *,
        retrieved: str | None = None,
        published: str | None = None,
        columns: Mapping[str, str] = NO_COLUMNS,
        note: str | None = None,
        workers: int = 1,
        watch: Callable[[Page | Rejected], None] | None = None,
        tell: Callable[[str], None] = log_line,
        **fetch: Unpack[Fetch],
    ) -> AddReport:
        """Add pages: those held already are skipped; a run that was cut short goes on where it stopped.

        ``workers`` is the number of processes that code the pages, 0 for one a core. A script asks for more
        than one only under ``if __name__ == "__main__":``, as each process imports the script anew.
        ``tell`` takes a line for what was fetched and is worth one, by default as a warning of the log.
        """
        return pipeline.add(
            self.workspace,
            _listed(sources),
            now=utc_now(),
            retrieved=retrieved,
            published=published,
            columns=columns,
            fetching=Fetching(**fetch, tell=tell),
            note=note,
            workers=workers,
            watch=watch,
        )

    def watch(
        self,
        feeds: Sequence[Feed],
        told: Callable[[AddReport, Polled], None],
        *,
        every: float = WATCH_SECONDS,
        once: bool = False,
        watch: Callable[[Page | Rejected], None] | None = None,
        tell: Callable[[str], None] = log_line,
        **fetch: Unpack[Fetch],
    ) -> None:
        """Add what feeds bring, each again after ``every`` seconds, until interrupted; ``once`` is one round.

        ``feeds`` are those of `detente.pages.feeds_of`; ``told`` is given what each round did. A feed that
        fails is asked later and later, at least once a day. For the other keywords see `add` and `Fetch`.
        """
        pipeline.watch_feeds(
            self.workspace,
            feeds,
            every=every,
            once=once,
            now=utc_now,
            fetching=Fetching(**fetch, tell=tell),
            told=told,
            watch=watch,
        )

    def pair(self, a: str, b: str, **bounds: Unpack[Bounds]) -> PairAnswer:
        """Return how two parties stand: weekly and yearly sums, turning points, evidence."""
        with self._asked(bounds) as (held, window):
            return queries.pair(held, code_of(a), code_of(b), window)

    def view(self, x: str, a: str, b: str, **bounds: Unpack[Bounds]) -> ViewAnswer:
        """Return how X sees A and B: what it said, what it did, what others say it thinks."""
        with self._asked(bounds) as (held, window):
            return queries.view(held, code_of(x), code_of(a), code_of(b), window)

    def wedge(
        self, a: str, b: str, *, between: tuple[str, str] | None = None, **bounds: Unpack[Bounds]
    ) -> WedgeAnswer:
        """Return the pairs that the conflict of A and B sets on opposite sides: exposure, not a forecast."""
        named = (code_of(between[0]), code_of(between[1])) if between else None
        with self._asked(bounds) as (held, window):
            return queries.wedge(held, code_of(a), code_of(b), window, named)

    def brief(self, a: str, b: str, **bounds: Unpack[Bounds]) -> BriefAnswer:
        """Return the analyst's page on a pair."""
        with self._asked(bounds) as (held, window):
            return queries.brief(held, code_of(a), code_of(b), window)

    def search(self, words: str, limit: int = SEARCH_LIMIT, **bounds: Unpack[Bounds]) -> SearchAnswer:
        """Return the sentences that hold all the words, best first; bounds are of their articles' dates."""
        with self._asked(bounds) as (held, window):
            return queries.search(held, words, limit, window)

    def stories(
        self,
        story: str | None = None,
        *,
        actor: str | None = None,
        limit: int = STORIES_LIMIT,
        **bounds: Unpack[Bounds],
    ) -> StoriesAnswer:
        """Return the newest stories that several articles tell, or one by its id or that of an article.

        ``actor`` keeps those that name it; bounds are of the articles' dates.
        """
        named = None if actor is None else code_of(actor)
        with self._asked(bounds) as (held, window):
            return queries.stories(held, story, actor=named, limit=limit, window=window)

    def articles(self, **bounds: Unpack[Bounds]) -> Table:
        """Return the articles by date of publication as a table."""
        found = self.workspace.articles(**to_dict(window_of(**bounds)))
        return Table.of("Articles", Article, found)

    def events(self, codes: Collection[str] | None = None, **bounds: Unpack[Bounds]) -> Table:
        """Return the events by date as a table; ``codes`` keeps those with any of them on either side."""
        wanted = None if codes is None else {code_of(each) for each in codes}
        found = self.workspace.events(wanted, **to_dict(window_of(**bounds)))
        return Table.of("Events", Event, found)

    def claims(self, **bounds: Unpack[Bounds]) -> Table:
        """Return the claims by date of their article as a table."""
        found = self.workspace.claims(**to_dict(window_of(**bounds)))
        return Table.of("Claims", Claim, found)

    @contextmanager
    def _asked(self, bounds: Bounds) -> Iterator[tuple[Workspace, Window]]:
        """Give what a question is answered from: one moment of the workspace, and the window."""
        window = window_of(**bounds)
        with self.workspace.snapshot() as held:
            yield held, window


def utc_now() -> str:
    """Return the time of now, to the second, as ISO 8601 UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def window_of(
    since: str | None = None,
    until: str | None = None,
    as_of: str | None = None,
    recorded_as_of: str | None = None,
) -> Window:
    """Return the window of a question after checking its dates; raises `UsageError`.

    A month or a year stands for its first day in ``since`` and ``until``.

    >>> window_of(since="2020-01", until="2021")
    Window(since='2020-01-01', until='2021-01-01', as_of=None, recorded_as_of=None)
    """
    window = Window(
        since=_day("since", since),
        until=_day("until", until),
        as_of=_day("as-of", as_of, whole=True),
        recorded_as_of=_day("recorded-as-of", recorded_as_of, whole=True),
    )
    if window.since and window.until and window.since >= window.until:
        raise UsageError(f"the range is empty: since {window.since} is not before until {window.until}")
    return window


def _day(name: str, text: str | None, *, whole: bool = False) -> str | None:
    """Return a checked ISO day; ``whole`` where a month or year could mean its first or last day."""
    if text is None:
        return None
    given = text.strip()
    if _PREFIX.fullmatch(given):
        full = given + _FIRST_DAY[len(given) - len("YYYY") :] if not whole else given
        try:
            return date.fromisoformat(full).isoformat()
        except ValueError:
            pass
    also = "" if whole else ", 2020-10 or 2020"
    raise UsageError(f"{name}: {text!r} is not a date: write 2020-10-05{also}")


def code_of(name: str) -> str:
    """Return the code that a code or an English name stands for; raises `UnknownName`.

    >>> code_of("Azerbaijan"), code_of("aze")
    ('AZE', 'AZE')
    """
    return load_world().resolve_name(name)


def _listed(sources: Sources) -> list[str]:
    if isinstance(sources, str | os.PathLike):
        return [os.fspath(sources)]
    return [os.fspath(source) for source in sources]


def _kept(results: Iterable[Result | Rejected]) -> Iterator[Result]:
    """Yield what is not rejected, and log what is."""
    for result in results:
        if isinstance(result, Rejected):
            log.warning("rejected %s (%s): %s", result.location, result.stage, result.reason)
        else:
            yield result
