"""`Workspace`: the door to a workspace folder, for reading and for adding."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import UsageError
from detente.records import Article, Claim, Coded, Event, Page, Rejected, Sentence, from_dict
from detente.workspace import folder as files
from detente.workspace.compact import replaced_paths, sort_shards
from detente.workspace.faults import store_faults
from detente.workspace.parquet import EventQuery, select_events
from detente.workspace.reading import MARK_CLOSE, MARK_OPEN, Counts, Hit, Revision, match_of, moment_of
from detente.workspace.shards import damage, orphans
from detente.workspace.sql import named
from detente.workspace.stories import HeldMember, held_member
from detente.workspace.writer import AddReport, Writer, flush_unless_store_failed, page_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from types import TracebackType
    from typing import Self

EVERYTHING = -1  # SQLite's LIMIT for "all"
SEARCH_CANDIDATES = 1000  # sentences that are ranked: a frequent word stands in more than anybody would read


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with the files of a workspace; ``loss`` where records cannot be read."""

    what: str
    reason: str
    loss: bool


class Workspace:
    """Pages, articles, events and claims in one folder.

    ``since`` and ``until`` are a half-open range of ISO dates; ``as_of`` counts only articles that were
    public on or before that day; ``recorded_as_of`` gives what the workspace held at the end of that day.
    Reading needs no lock and sees each batch of a writer beside it whole or not at all; what is put together
    from several reads is read from a `snapshot`.
    """

    def __init__(self, folder: Path, pinned: sqlite3.Connection | None = None) -> None:
        """Use `open`: this does not check the folder."""
        self.folder = folder
        self._pinned = pinned  # of a snapshot: the one connection that all threads read with
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    @classmethod
    def open(cls, folder: Path | str, *, create: bool = False) -> Self:
        """Open a workspace; with ``create`` make it where there is none. Raises `StoreError`."""
        path = Path(folder)
        if create:
            files.create(path)
        files.check(path)
        return cls(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; the workspace opens new ones when it is asked again."""
        while self._connections:
            self._connections.pop().close()
        self._local = threading.local()

    @property
    def _database(self) -> sqlite3.Connection:
        """The reading connection of this thread; two threads never share one, but for a snapshot."""
        if self._pinned is not None:
            return self._pinned
        found: sqlite3.Connection | None = getattr(self._local, "database", None)
        if found is None:
            found = files.connect(self.folder, read_only=True)
            self._local.database = found
            self._connections.append(found)
        return found

    def _rows(self, query: str, **values: Any) -> list[sqlite3.Row]:  # noqa: ANN401 - as wide as SQL
        with store_faults(self.folder):
            return self._database.execute(named(query), values).fetchall()

    @contextmanager
    def snapshot(self) -> Iterator[Workspace]:
        """Give a reader that sees this one moment, whatever is added meanwhile, from any thread.

        Questions are answered from one, for an event must not be met whose article was added after the
        articles were read. A snapshot of a snapshot is that snapshot.
        """
        if self._pinned is not None:
            yield self
            return
        with store_faults(self.folder):
            database = files.connect(self.folder, read_only=True)
            files.hold(database)
        try:  # what the caller fails with is no fault of the store
            yield Workspace(self.folder, database)
        finally:
            database.close()

    # Writing

    @contextmanager
    def writer(self, *, now: str, versions: Mapping[str, str] | None = None) -> Iterator[Writer]:
        """Give the one writer; raises `StoreBusy` while another process has it.

        ``now`` is the time that new rows are recorded under; ``versions["recipe"]`` names the code and data
        that code the pages: a page held under another recipe is coded again.
        """
        with files.writing(self.folder):
            with store_faults(self.folder):
                database = files.connect(self.folder)
                files.upgrade(database)
                sort_shards(self.folder, database, now=now)
            try:
                writer = Writer(self.folder, database, now=now, versions=versions or {})
                try:
                    yield writer
                except BaseException as fault:
                    flush_unless_store_failed(writer, fault)
                    raise
                writer.close()
            finally:
                database.close()

    def add(self, results: Iterable[Coded | Rejected], *, now: str) -> AddReport:
        """Add results as the pipeline gives them: all articles of a page together.

        Pages are not skipped here, for they are coded already: `detente.pipeline.add` does that.
        """
        with self.writer(now=now) as writer:
            for page, coded in _by_page(results, writer):
                writer.put(page, coded)
        return writer.report

    # Reading

    def articles(
        self,
        *,
        ids: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recorded_as_of: str | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        text: bool = True,
    ) -> list[Article]:
        """Return articles by date of publication, the undated last; without ``text`` their heads alone."""
        rows = self._rows(
            "articles",
            ids=None if ids is None else json.dumps(sorted(ids)),
            since=since,
            until=until,
            as_of=as_of,
            moment=moment_of(recorded_as_of),
            newest=newest_first,
            limit=EVERYTHING if limit is None else limit,
            text=text,
        )
        bare: dict[str, Any] = {} if text else {"paragraphs": [], "blocks": []}
        return [
            from_dict(Article, json.loads(row["record"]) | bare | {"story": row["story"]}) for row in rows
        ]

    def article(self, article_id: str, *, recorded_as_of: str | None = None) -> Article | None:
        """Return one article, None where there is none of this id."""
        return next(iter(self.articles(ids=[article_id], recorded_as_of=recorded_as_of)), None)

    def sentences(self, article_id: str, *, recorded_as_of: str | None = None) -> list[Sentence]:
        """Return the sentences of an article in order; number 0 is the title."""
        rows = self._rows("sentences", article_id=article_id, moment=moment_of(recorded_as_of))
        return [Sentence(**dict(row)) for row in rows]

    def sentence_texts(
        self, keys: Iterable[tuple[str, int]], *, recorded_as_of: str | None = None
    ) -> dict[tuple[str, int], str]:
        """Return the text behind (article id, sentence number) keys; unknown keys are left out."""
        rows = self._rows(
            "sentence_texts", keys=json.dumps(sorted(set(keys))), moment=moment_of(recorded_as_of)
        )
        return {(row["article_id"], row["number"]): row["text"] for row in rows}

    def events(
        self,
        codes: Collection[str] | None = None,
        *,
        least: int = 1,
        ids: Collection[str] | None = None,
        article_ids: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recorded_as_of: str | None = None,
        whole: bool = True,
    ) -> list[Event]:
        """Return events by date, the undated last; ``codes`` keeps those that name ``least`` of them or more.

        Without ``whole`` they come without places and quantities, and sooner.

        An event is in a range when its first possible day is: so each event is in exactly one of several
        adjoining ranges, and their sums add up. An event without a date is in none.
        """
        query = EventQuery(
            codes=codes,
            least=least,
            whole=whole,
            ids=ids,
            article_ids=article_ids,
            since=since,
            until=until,
            as_of=as_of,
            moment=moment_of(recorded_as_of),
        )
        with store_faults(self.folder):
            return [event for event, _shard in select_events(self.folder, self._database, query)]

    def claims(
        self,
        *,
        article_ids: Collection[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recorded_as_of: str | None = None,
    ) -> list[Claim]:
        """Return claims by the date their article was published, the undated last."""
        rows = self._rows(
            "claims",
            ids=None if article_ids is None else json.dumps(sorted(article_ids)),
            since=since,
            until=until,
            as_of=as_of,
            moment=moment_of(recorded_as_of),
        )
        return [from_dict(Claim, json.loads(row["record"])) for row in rows]

    def search(
        self,
        words: str,
        limit: int = 20,
        *,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recorded_as_of: str | None = None,
    ) -> list[Hit]:
        """Return the sentences that hold all the words (any form of them), best first.

        Of more than `SEARCH_CANDIDATES`, those that were added last are ranked.
        """
        if not (match := match_of(words)):
            return []
        rows = self._rows(
            "search",
            words=match,
            limit=limit,
            candidates=SEARCH_CANDIDATES,
            since=since,
            until=until,
            as_of=as_of,
            moment=moment_of(recorded_as_of),
            open=MARK_OPEN,
            close=MARK_CLOSE,
        )
        return [Hit(**dict(row)) for row in rows]

    def stories(
        self,
        *,
        actor: str | None = None,
        least: int = 2,
        limit: int | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        recorded_as_of: str | None = None,
    ) -> list[str]:
        """Return the ids of stories of at least so many articles, the newest first.

        ``actor`` is a code that an act coded in one of its articles must name; ``since`` and ``until`` bound
        the publication of at least one of them.
        """
        rows = self._rows(
            "stories",
            actor=actor,
            least=least,
            limit=EVERYTHING if limit is None else limit,
            since=since,
            until=until,
            as_of=as_of,
            moment=moment_of(recorded_as_of),
        )
        return [row["story"] for row in rows]

    def story_members(
        self, ids: Collection[str], *, as_of: str | None = None, recorded_as_of: str | None = None
    ) -> list[HeldMember]:
        """Return the articles of stories by story and time; each story by its id or that of any article."""
        rows = self._rows(
            "story_members", ids=json.dumps(sorted(ids)), as_of=as_of, moment=moment_of(recorded_as_of)
        )
        return [held_member(row) for row in rows]

    def ungrouped(self) -> int:
        """Return how many articles stand in no story yet: the next `add` finds one for them."""
        return int(self._rows("ungrouped_count")[0]["number"])

    def origins(self, article_ids: Collection[str], *, recorded_as_of: str | None = None) -> dict[str, str]:
        """Return whom articles go back to; those that are not grouped yet are left out."""
        ids = json.dumps(sorted(article_ids))
        rows = self._rows("origins", ids=ids, moment=moment_of(recorded_as_of))
        return {row["article_id"]: row["origin"] for row in rows}

    def rejects(self) -> list[Rejected]:
        """Return the inputs that were given up on and have not been read well since."""
        rows = self._plain(
            "SELECT id, stage, reason, location FROM rejects"
            " WHERE recorded_to IS NULL ORDER BY location, id, stage"
        )
        return [Rejected(**dict(row)) for row in rows]

    def revisions(self) -> list[Revision]:
        """Return the changed fields, oldest first."""
        rows = self._plain("SELECT what, id, field, old, new, who, why, at FROM revisions ORDER BY version")
        return [Revision(**dict(row)) for row in rows]

    def versions(self) -> dict[str, str]:
        """Return the versions of schema, coder, ontology and knowledge that last wrote here."""
        return {row["key"]: row["value"] for row in self._plain("SELECT key, value FROM meta ORDER BY key")}

    def languages(self) -> dict[str, int]:
        """Return how many articles there are in each language, the most frequent first."""
        rows = self._plain(
            "SELECT lang, count(*) AS number FROM articles WHERE recorded_to IS NULL"
            " GROUP BY lang ORDER BY number DESC, lang"
        )
        return {row["lang"]: row["number"] for row in rows}

    def counts(self) -> Counts:
        """Return how much the workspace holds."""
        languages = self.versions().get("languages", "en").split()
        return Counts(**dict(self._rows("counts", languages=json.dumps(languages))[0]))

    def _plain(self, sql: str) -> list[sqlite3.Row]:
        with store_faults(self.folder):
            return self._database.execute(sql).fetchall()

    def problems(self) -> list[Problem]:
        """Return what is wrong with the files: SQLite's own check, and every shard against the manifest."""
        checks = [row[0] for row in self._plain("PRAGMA quick_check")]
        found = [
            Problem(what=files.DATABASE, reason=reason, loss=True) for reason in checks if reason != "ok"
        ]
        rows = self._plain("SELECT path, sha256 FROM shards WHERE state = 'listed' ORDER BY path")
        found += [
            Problem(what=row["path"], reason=reason, loss=True)
            for row in rows
            if (reason := damage(self.folder, row["path"], row["sha256"]))
        ]
        with store_faults(self.folder):
            kept = replaced_paths(self._database)
        left = orphans(self.folder, {row["path"] for row in rows} | kept)
        reason = "not in the manifest, so not read; the next 'add' removes it"
        return found + [
            Problem(what=str(path.relative_to(self.folder)), reason=reason, loss=False) for path in left
        ]


def _by_page(results: Iterable[Coded | Rejected], writer: Writer) -> Iterator[tuple[Page, list[Coded]]]:
    """Yield each page with its articles; what was rejected goes to the writer at once."""
    done: set[str] = set()
    coded = _kept(results, writer)
    for page_id, group in groupby(coded, lambda one: one.article.page_id):
        if page_id in done:  # its second half would supersede its first
            raise UsageError(f"the articles of page {page_id} do not stand together")
        done.add(page_id)
        articles = list(group)
        yield page_of(articles[0].article), articles


def _kept(results: Iterable[Coded | Rejected], writer: Writer) -> Iterator[Coded]:
    for result in results:
        if isinstance(result, Rejected):
            writer.reject(result)
        else:
            yield result
