"""The workspace: where pages, articles, events and claims rest, and how they are read again.

    folder/workspace.sqlite                SQLite in WAL mode: pages, articles, sentences with a full-text
                                           index, claims, rejects, revisions, and the manifest of shards
    folder/events/YYYY-MM/<hash>.parquet   events by the month of their first possible day (or `undated`)
    folder/workspace.lock                  held by the one process that writes

A shard is written under another name, synced, renamed and only then listed in the manifest, in the same
transaction as the articles it belongs to: a run killed at any point leaves nothing half-visible, and the
next run does only the pages that were not finished. Nothing is overwritten: what is superseded is closed
with the time, and changed fields are rows in `revisions`. Readers need no lock and wait for nobody.

Not for deciding what a page, an event or an answer is: this room only keeps and gives back records.
"""

from __future__ import annotations

from detente.workspace.reading import Counts, Hit, Revision
from detente.workspace.store import Problem, Workspace
from detente.workspace.writer import AddReport, Writer

__all__ = ["AddReport", "Counts", "Hit", "Problem", "Revision", "Workspace", "Writer"]
