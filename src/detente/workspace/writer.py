"""The one writer of a workspace: pages in, in batches that are committed whole.

Not for reading, and not for deciding what changed: `decide` does that.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from detente.errors import StoreError
from detente.records import Article, Claim, Coded, Event, Page, Rejected, Sentence, from_dict, to_dict
from detente.workspace.compact import listed_paths, merge_due, merge_years, replaced_paths, year_of
from detente.workspace.decide import HeldPage, changed_fields, difference, known_on, page_to_do
from detente.workspace.faults import store_faults
from detente.workspace.parquet import EventQuery, select_events
from detente.workspace.shards import sweep, write_shards
from detente.workspace.stories import StoryTables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

# One commit takes some 20 ms and one file for each month touched; a killed run loses at most this many
# pages of work, a second or two.
PAGES_PER_COMMIT = 64

SentenceKey: TypeAlias = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddReport:
    """What one run of `add` did. ``pages`` were coded, ``unchanged`` ones were held already.

    ``by_file_time`` are those of the pages whose retrieval rests on nothing but their file's modified time.
    """

    pages: int = 0
    unchanged: int = 0
    articles: int = 0
    undated: int = 0
    not_coded: int = 0
    events: int = 0
    claims: int = 0
    superseded: int = 0
    rejected: int = 0
    by_file_time: int = 0


@dataclass(slots=True)
class _Batch:
    pages: dict[str, Page] = field(default_factory=dict)
    coded: list[Coded] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)


class Writer:
    """Takes pages with what was made of them, and commits every `PAGES_PER_COMMIT` pages.

    Use it as a context manager, from `Workspace.writer`: on the way out, also after Ctrl-C, the pages that
    are whole are committed.
    """

    def __init__(
        self, folder: Path, database: sqlite3.Connection, *, now: str, versions: Mapping[str, str]
    ) -> None:
        """Keep what a commit needs; ``versions["recipe"]`` names the code and data that code the pages."""
        self._folder = folder
        self._database = database
        self._now = now
        self._versions = dict(versions)
        self._recipe = versions.get("recipe", "")
        self._languages = frozenset(versions.get("languages", "en").split())
        self._batch = _Batch()
        self._taken: dict[str, HeldPage] = {}  # pages that are being coded and have not been put yet
        self._years: set[str] = set()  # whose shards were added to
        self._counts = dict.fromkeys(AddReport.__dataclass_fields__, 0)
        self._clean()

    @property
    def report(self) -> AddReport:
        """What has been done so far."""
        return AddReport(**self._counts)

    @property
    def stories(self) -> StoryTables:
        """The tables of stories, for what has been committed; `flush` first."""
        return StoryTables(self._folder, self._database, now=self._now)

    def todo(self, page: Page) -> Page | None:
        """Return the page as it is to be coded, or None (and count it) where it is held unchanged.

        A page that was returned before counts as held, though it is put only later.
        """
        todo = page_to_do(page, self._taken.get(page.id) or self._held_page(page.id), self._recipe)
        self._counts["unchanged"] += todo is None
        if todo is not None:
            self._taken[page.id] = self._held_as(todo)
        return todo

    def put(self, page: Page, results: Iterable[Coded | Rejected]) -> None:
        """Take one whole page: all its articles, and what was rejected on the way."""
        results = tuple(results)
        coded = [result for result in results if isinstance(result, Coded)]
        if self._taken.get(page.id) == self._held_as(page):  # else another one of the same content is coded
            del self._taken[page.id]
        self._batch.pages[page.id] = page
        self._batch.coded.extend(coded)
        self._counts["by_file_time"] += page.retrieved_from == "file time"
        self._count(coded)
        for result in results:
            if isinstance(result, Rejected):
                self.reject(result)
        if len(self._batch.pages) >= PAGES_PER_COMMIT:
            self.flush()

    def reject(self, rejected: Rejected) -> None:
        """Take one bad input."""
        self._batch.rejected.append(rejected)
        self._counts["rejected"] += 1

    def flush(self) -> None:
        """Commit what has been taken: all of it or, when that fails, nothing of it."""
        batch, self._batch = self._batch, _Batch()
        with store_faults(self._folder):
            try:
                self._commit(batch)
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                self._clean()
                raise

    def close(self) -> None:
        """Commit what has been taken, and leave the shards in good order."""
        self.flush()
        with store_faults(self._folder):
            merge_years(self._folder, self._database, self._years, now=self._now)

    def _count(self, coded: list[Coded]) -> None:
        self._counts["pages"] += 1
        self._counts["articles"] += len(coded)
        self._counts["undated"] += sum(one.article.published is None for one in coded)
        self._counts["not_coded"] += sum(one.article.lang not in self._languages for one in coded)
        self._counts["events"] += sum(len(one.events) for one in coded)
        self._counts["claims"] += sum(len(one.claims) for one in coded)

    def _clean(self) -> None:
        """Remove shards that no transaction listed: of a killed run, or of a commit that failed."""
        with store_faults(self._folder):
            sweep(self._folder, listed_paths(self._database), replaced_paths(self._database))

    def _held_page(self, page_id: str) -> HeldPage | None:
        if (page := self._batch.pages.get(page_id)) is not None:
            return self._held_as(page)
        row = self._one(
            "SELECT location, url, retrieved, retrieved_from, published, recipe FROM pages WHERE id = ?",
            page_id,
        )
        return HeldPage(**row) if row else None

    def _held_as(self, page: Page) -> HeldPage:
        return HeldPage(
            location=page.location,
            url=page.url,
            retrieved=page.retrieved,
            retrieved_from=page.retrieved_from,
            published=page.published,
            recipe=self._recipe,
        )

    def _one(self, sql: str, *values: object) -> sqlite3.Row | None:
        with store_faults(self._folder):
            row: sqlite3.Row | None = self._database.execute(sql, values).fetchone()
            return row

    def _commit(self, batch: _Batch) -> None:
        coded = list({one.article.id: one for one in batch.coded}.values())
        articles = {one.article.id: one.article for one in coded}
        held = self._standing_articles(batch.pages)
        closed, fresh = self._event_change(list(held), coded)
        shards = write_shards(self._folder, fresh, now=self._now)
        with self._transaction():
            for page in batch.pages.values():
                self._write_page(page)
            self._write_articles(held, articles)
            self._write_sentences(list(held), coded)
            self._write_claims(list(held), coded)
            self._insert("retired", [(shard, event_id, self._now) for shard, event_id in closed])
            self._insert(
                "shards",
                [(s.path, s.month, s.rows, s.bytes, s.sha256, "listed", self._now) for s in shards],
            )
            self._write_rejects(batch)
            self._insert("meta", self._versions.items(), conflict="REPLACE")
        self._counts["superseded"] += len(closed)
        years = {year_of(shard.month) for shard in shards}
        self._years |= years
        merge_due(self._folder, self._database, years, now=self._now)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        yield
        self._database.execute("COMMIT")

    def _insert(self, table: str, rows: Iterable[Iterable[object]], conflict: str = "ABORT") -> None:
        """Insert rows that give every column except the row number, in order."""
        columns = [
            row["name"]
            for row in self._database.execute("SELECT name FROM pragma_table_info(?)", (table,))
            if row["name"] != "version"
        ]
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT OR {conflict} INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our own table names
        self._database.executemany(sql, (tuple(row) for row in rows))

    def _close(self, table: str, keys: str, rows: Iterable[tuple[object, ...]]) -> None:
        where = " AND ".join(f"{key} = ?" for key in keys.split())
        sql = f"UPDATE {table} SET recorded_to = ? WHERE recorded_to IS NULL AND {where}"  # noqa: S608 - our own names
        self._database.executemany(sql, ((self._now, *row) for row in rows))

    def _select(self, sql: str, ids: Iterable[str]) -> list[sqlite3.Row]:
        return self._database.execute(sql, (json.dumps(list(ids)),)).fetchall()

    def _write_page(self, page: Page) -> None:
        row = self._one("SELECT * FROM pages WHERE id = ?", page.id)
        if row:
            fields = ("retrieved", "url", "published")
            self._revise("page", page.id, [(n, row[n], getattr(page, n)) for n in fields])
        values = {
            "id": page.id,
            "location": page.location,
            "kind": page.kind,
            "url": page.url,
            "bytes": len(page.content),
            "retrieved": page.retrieved,
            "retrieved_from": page.retrieved_from,
            "published": page.published,
            "recipe": self._recipe,
            "recorded_from": row["recorded_from"] if row else self._now,
        }
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        update = ", ".join(f"{name} = :{name}" for name in values)
        self._database.execute(
            f"INSERT INTO pages ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {update}",  # noqa: S608 - our own names
            values,
        )

    def _revise(self, what: str, record_id: str, fields: list[tuple[str, str | None, str | None]]) -> None:
        why = ("added again", self._now)
        rows = [(what, record_id, *one, self._recipe or "add", *why) for one in fields if one[1] != one[2]]
        self._insert("revisions", rows)

    def _standing_articles(self, pages: Iterable[str]) -> dict[str, Article]:
        rows = self._select(
            "SELECT id, record FROM articles"
            " WHERE recorded_to IS NULL AND page_id IN (SELECT value FROM json_each(?))",
            pages,
        )
        return {row["id"]: from_dict(Article, json.loads(row["record"])) for row in rows}

    def _write_articles(self, held: dict[str, Article], new: dict[str, Article]) -> None:
        closed, fresh = difference(held, new)
        self._close("articles", "id", [(key,) for key in closed])
        self._insert("articles", [self._article_row(article) for article in fresh])
        for key in closed:
            if key in new:
                self._revise("article", key, changed_fields(held[key], new[key]))

    def _article_row(self, article: Article) -> tuple[str | None, ...]:
        record = json.dumps(to_dict(article), ensure_ascii=False)
        known = known_on(article)
        key = (article.id, article.page_id, article.lang, article.published)
        return (*key, known, record, self._now, None)

    def _write_sentences(self, held: list[str], coded: list[Coded]) -> None:
        rows = self._select(
            'SELECT article_id, number, first AS start, past AS "end", text FROM sentences'
            " WHERE recorded_to IS NULL AND article_id IN (SELECT value FROM json_each(?))",
            held,
        )
        old = {(row["article_id"], row["number"]): Sentence(**row) for row in rows}
        sentences = chain.from_iterable(one.sentences for one in coded)
        new: dict[SentenceKey, Sentence] = {(s.article_id, s.number): s for s in sentences}
        closed, fresh = difference(old, new)
        self._close("sentences", "article_id number", closed)
        self._insert(
            "sentences", [(s.article_id, s.number, s.start, s.end, s.text, self._now, None) for s in fresh]
        )

    def _write_claims(self, held: list[str], coded: list[Coded]) -> None:
        rows = self._select(
            "SELECT id, record FROM claims"
            " WHERE recorded_to IS NULL AND article_id IN (SELECT value FROM json_each(?))",
            held,
        )
        old = {row["id"]: from_dict(Claim, json.loads(row["record"])) for row in rows}
        closed, fresh = difference(old, {claim.id: claim for one in coded for claim in one.claims})
        self._close("claims", "id", [(key,) for key in closed])
        rows_new = [(c.id, c.article_id, json.dumps(to_dict(c), ensure_ascii=False)) for c in fresh]
        self._insert("claims", [(*row, self._now, None) for row in rows_new])

    def _event_change(self, held: list[str], coded: list[Coded]) -> tuple[list[tuple[str, str]], list[Event]]:
        """Return (shard, event id) of the events that no longer stand, and the events to be written."""
        old: dict[str, Event] = {}
        shard: dict[str, str] = {}
        if held:
            query = EventQuery(article_ids=held)
            for event, path in select_events(self._folder, self._database, query):
                old[event.id] = _unrecorded(event)
                shard[event.id] = path
        new = {event.id: _unrecorded(event) for event in chain.from_iterable(one.events for one in coded)}
        closed, fresh = difference(old, new)
        return [(shard[key], key) for key in closed], fresh

    def _write_rejects(self, batch: _Batch) -> None:
        locations = {page.location for page in batch.pages.values()}
        rows = self._select(
            "SELECT location, id, stage, reason FROM rejects"
            " WHERE recorded_to IS NULL AND location IN (SELECT value FROM json_each(?))",
            locations | {rejected.location for rejected in batch.rejected},
        )
        old = {tuple(row): tuple(row) for row in rows}
        new = {key: key for r in batch.rejected for key in [(r.location, r.id, r.stage, r.reason)]}
        closed, fresh = difference(old, new)
        settled = [key for key in closed if key[0] in locations]
        self._close("rejects", "location id stage reason", settled)
        order = [(key[1], key[2], key[3], key[0], self._now, None) for key in fresh]
        self._insert("rejects", order)


def _unrecorded(event: Event) -> Event:
    return replace(event, recorded_from=None, recorded_to=None)


def page_of(article: Article) -> Page:
    """Return the page that an article says it came from, for results that arrive without their page."""
    return Page(
        id=article.page_id,
        location=article.location,
        kind="row",
        content=b"",
        retrieved=article.retrieved,
        retrieved_from="given",
        url=article.url,
    )


def flush_unless_store_failed(writer: Writer, fault: BaseException | None) -> None:
    """Commit the whole pages also when the run was interrupted; not when it is the store that failed."""
    if not isinstance(fault, StoreError):
        writer.flush()
