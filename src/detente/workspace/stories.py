"""Stories at rest: the fingerprints they are told by, and which article stands in which.

Not for deciding what a copy or a story is: that is handed in.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from detente.records import Article, Fingerprint, StoryMember, from_dict, to_dict
from detente.workspace.faults import store_faults
from detente.workspace.folder import transaction
from detente.workspace.parquet import select_acts
from detente.workspace.sql import named

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

Act: TypeAlias = tuple[str, str, str]

ARTICLES_AT_ONCE = 1000  # read with their text: some 10 MB
BLOBS = ("signature", "sketch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unprinted:
    """An article that has no fingerprint yet, without its blocks; ``acts`` are (source, target, type)."""

    version: int
    article: Article
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMember:
    """A member of a story with what a list shows of its article; ``time`` is retrieval where undated."""

    member: StoryMember
    time: str
    published: str | None
    title: str
    outlet: str | None
    wire: str | None
    url: str | None
    lang: str
    actors: tuple[str, ...]


class StoryTables:
    """The tables of stories, for the one writer; each call is committed whole."""

    def __init__(self, folder: Path, database: sqlite3.Connection, *, now: str) -> None:
        """Use `Writer.stories`."""
        self._folder = folder
        self._database = database
        self._now = now

    def unprinted(self, recipe: str) -> list[Unprinted]:
        """Return the next articles without a fingerprint of this recipe, none where all have one."""
        with store_faults(self._folder):
            values = {"recipe": recipe, "limit": ARTICLES_AT_ONCE}
            rows = self._database.execute(named("unprinted"), values).fetchall()
            if not rows:
                return []
            read = [(row["version"], _article(row["record"])) for row in rows]
            since = min(row["since"] for row in rows)
            acts: dict[str, list[Act]] = defaultdict(list)
            for article_id, *act in select_acts(
                self._folder, self._database, [article.id for _, article in read], since=since
            ):
                acts[article_id].append((act[0], act[1], act[2]))
        return [Unprinted(version=v, article=a, acts=tuple(acts[a.id])) for v, a in read]

    def put_prints(self, prints: Iterable[tuple[int, Fingerprint]], *, recipe: str) -> None:
        """Keep the fingerprints of articles, each with the version it was made of."""
        rows = [
            (p.article_id, version, recipe, p.day, p.address, p.digest, _record(p), p.signature, p.sketch)
            for version, p in prints
        ]
        sql = "INSERT OR REPLACE INTO fingerprints VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
        with store_faults(self._folder), transaction(self._database):
            self._database.executemany(sql, rows)

    def ungrouped(self, reach: int) -> list[Fingerprint]:
        """Return all that is to be grouped anew: what is new or gone, and what may stand in a story with it.

        ``reach`` is how many days before and after.
        """
        values = {"back": f"-{reach} days", "ahead": f"+{reach} days"}
        with store_faults(self._folder):
            rows = self._database.execute(named("ungrouped"), values).fetchall()
        return [_print(row) for row in rows]

    def put_stories(self, members: Iterable[StoryMember]) -> None:
        """Record where the articles that were grouped stand now; what does not change stays as it is."""
        new = {member.article_id: member for member in members}
        with store_faults(self._folder), transaction(self._database):
            held = self._held(list(new))
            settled = _settled(held, new)
            changed = [member for key, member in new.items() if member.story not in settled]
            self._database.execute(
                "UPDATE story_members SET recorded_to = ? WHERE recorded_to IS NULL"
                " AND article_id NOT IN (SELECT id FROM articles WHERE recorded_to IS NULL)",
                (self._now,),
            )
            self._database.executemany(
                "UPDATE story_members SET recorded_to = ? WHERE recorded_to IS NULL AND article_id = ?",
                [(self._now, member.article_id) for member in changed if member.article_id in held],
            )
            self._database.executemany(
                'INSERT INTO story_members (article_id, story, role, "of", origin, centrality, reason,'
                " recorded_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [(*to_dict(member).values(), self._now) for member in changed],
            )
            self._database.execute("UPDATE fingerprints SET grouped = 1 WHERE grouped = 0")
            self._database.execute(
                "DELETE FROM fingerprints"
                " WHERE article_id NOT IN (SELECT id FROM articles WHERE recorded_to IS NULL)"
            )

    def _held(self, ids: Sequence[str]) -> dict[str, StoryMember]:
        rows = self._database.execute(
            'SELECT article_id, story, role, "of", origin, centrality, reason FROM story_members'
            " WHERE recorded_to IS NULL AND article_id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        ).fetchall()
        return {row["article_id"]: StoryMember(**dict(row)) for row in rows}


def _settled(held: Mapping[str, StoryMember], new: Mapping[str, StoryMember]) -> set[str]:
    """Return the stories whose articles and their roles are those held.

    Their words weigh a little otherwise with each article that comes in; that is no news.
    """
    before, after = _stories(held), _stories(new)
    return {story for story, members in after.items() if before.get(story) == members}


def _stories(members: Mapping[str, StoryMember]) -> dict[str, set[tuple[str, str, str | None, str]]]:
    found: dict[str, set[tuple[str, str, str | None, str]]] = defaultdict(set)
    for key, member in members.items():
        found[member.story].add((key, member.role, member.of, member.origin))
    return found


def held_member(row: sqlite3.Row) -> HeldMember:
    """Return what a row of `story_members.sql` says."""
    values = dict(row)
    member = StoryMember(**{name: values.pop(name) for name in StoryMember.__dataclass_fields__})
    values["actors"] = tuple(json.loads(values["actors"] or "[]"))
    return HeldMember(member=member, **values)


def _article(record: str) -> Article:
    return from_dict(Article, json.loads(record) | {"blocks": ()})


def _record(one: Fingerprint) -> str:
    values = {name: value for name, value in to_dict(one).items() if name not in BLOBS}
    return json.dumps(values, ensure_ascii=False)


def _print(row: sqlite3.Row) -> Fingerprint:
    return from_dict(Fingerprint, json.loads(row["record"]) | {name: row[name] for name in BLOBS})
