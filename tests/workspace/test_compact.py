"""Small shards become large ones, and nobody who reads notices."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import detente.workspace.writer as writer_room
from detente.records import DateRange, Event
from detente.workspace import Workspace, folder, shards
from workspace_samples import LATER, NOW, actor, coded, dated

ROOT = Path(__file__).parents[2]
PAIRS = [("AZE", "RUS"), ("ARM", "AZE"), ("TUR", "RUS"), ("IRN", "ISR")]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(writer_room, "PAGES_PER_COMMIT", 1)
    with Workspace.open(tmp_path / "ws", create=True) as opened:
        yield opened


def made(n: int, *, day: str = "2020-05-06", third: str | None = None):
    """What page n is coded as: one event of one of the pairs, with a third party where one is named."""
    one = coded(n)
    a, b = PAIRS[n % len(PAIRS)]
    sides = {"source": (actor(a), *([actor(third)] if third else [])), "target": (actor(b),)}
    event = replace(one.events[0], date=DateRange(start=day, end=day, precision="day"), **sides)
    return replace(one, events=(event,))


def add(workspace: Workspace, numbers, *, now: str = NOW, recipe: str = "one", change=made) -> None:
    with workspace.writer(now=now, versions={"recipe": recipe}) as writer:
        for n in numbers:
            todo = writer.todo(dated(n))
            if todo:
                writer.put(todo, [change(n)])


def paths(workspace: Workspace) -> list[str]:
    return [row["path"] for row in workspace._plain("SELECT path FROM shards ORDER BY path")]


def ids(numbers) -> set[str]:
    return {made(n).events[0].id for n in numbers}


def test_a_run_of_many_commits_leaves_one_shard_a_year(workspace):
    add(workspace, range(30), change=lambda n: made(n, day=f"20{10 + n % 2}-{n % 12 + 1:02d}-03"))
    assert sorted(path[: len("events/2010/")] for path in paths(workspace)) == [
        "events/2010/",
        "events/2011/",
    ]
    assert {event.id for event in workspace.events()} == ids(range(30))
    assert workspace.counts().events == 30
    assert workspace.problems() == []  # those merged are still there, for whoever reads; doctor knows them
    for month in range(1, 13):
        since, until = f"2010-{month:02d}-01", f"2010-{month:02d}-28"
        found = {event.id for event in workspace.events(since=since, until=until)}
        assert found == {made(n).events[0].id for n in range(0, 30, 2) if n % 12 + 1 == month}


def test_events_without_a_date_are_merged_apart(workspace):
    add(workspace, range(8), change=lambda n: replace(made(n), events=tuple(map(undated, made(n).events))))
    assert [path[: len("events/undated/")] for path in paths(workspace)] == ["events/undated/"]
    assert workspace.counts().undated_events == 8
    assert workspace.events(since="2000") == []


def undated(event: Event) -> Event:
    return replace(event, date=DateRange(start=None, end="2025-07-14", precision="unknown"))


def test_the_codes_asked_for_are_found_whoever_else_is_named(workspace):
    add(workspace, range(16), change=lambda n: made(n, third="GEO" if n >= 8 else None))
    named = {event.id: {a.code for a in (*event.source, *event.target)} for event in workspace.events()}
    assert len(named) == 16
    for codes, least in (
        (["AZE"], 1),
        (["AZE", "RUS"], 1),
        (["AZE", "RUS"], 2),
        (["RUS", "AZE", "GEO"], 2),
        (["AZE", "GEO", "RUS"], 3),
        (["ARM", "AZE", "GEO", "RUS", "TUR"], 2),
        (["AZE"], 2),
    ):
        found = {event.id for event in workspace.events(codes, least=least)}
        assert found == {key for key, held in named.items() if len(held & set(codes)) >= least}, (
            codes,
            least,
        )


def test_what_was_superseded_stays_so_and_what_was_held_is_still_known(workspace):
    add(workspace, range(8))
    add(workspace, range(8), now=LATER, recipe="two", change=lambda n: made(n, third="GEO"))
    add(workspace, range(8, 16), now=LATER, recipe="two")
    assert {event.id for event in workspace.events()} == ids(range(16))
    assert {event.id for event in workspace.events(["GEO"])} == ids(range(8))
    assert workspace.counts().superseded_events == 8
    before = workspace.events(recorded_as_of=NOW[:10])
    assert {event.id for event in before} == ids(range(8))
    assert all("GEO" not in {a.code for a in event.source} for event in before)
    assert workspace.problems() == []


def test_a_reader_of_a_moment_before_still_finds_its_shards(workspace):
    add(workspace, range(3))
    with workspace.snapshot() as held:
        add(workspace, range(3, 12))
        add(workspace, range(12, 14))  # the next writer sweeps, and lets alone what was merged just now
        assert {event.id for event in held.events()} == ids(range(3))
    assert {event.id for event in workspace.events()} == ids(range(14))


def test_what_was_merged_is_removed_after_a_while(workspace):
    add(workspace, range(8))
    files = set((workspace.folder / "events").rglob("*.parquet"))
    listed = {workspace.folder / path for path in paths(workspace)}
    assert files > listed
    for path in files - listed:
        os.utime(path, (time.time() - shards.GRACE_SECONDS - 1,) * 2)
    add(workspace, [8])
    assert not (files - listed) & set((workspace.folder / "events").rglob("*.parquet"))


def test_readers_in_other_threads_miss_nothing_while_shards_are_merged(workspace):
    wrong: list[object] = []
    done = threading.Event()
    add(workspace, range(4))

    def read() -> None:
        while not done.is_set():
            with workspace.snapshot() as held:
                found, counted = {event.id for event in held.events()}, held.counts().events
            if len(found) != counted or not ids(range(4)) <= found:
                wrong.append((len(found), counted))

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    add(workspace, range(4, 60))
    done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert {event.id for event in workspace.events()} == ids(range(60))


def test_more_events_than_are_merged_at_a_time_are_all_there(workspace, monkeypatch):
    monkeypatch.setattr(shards, "MERGED_ROWS", 3)
    monkeypatch.setattr(shards, "GROUP_ROWS", 2)
    add(workspace, range(20), change=lambda n: made(n, third="GEO" if n % 3 == 0 else None))
    tables = [pq.read_table(workspace.folder / path) for path in paths(workspace)]
    assert max(table.num_rows for table in tables) > 10
    assert all(
        table.column("codes").to_pylist() == sorted(table.column("codes").to_pylist()) for table in tables
    )
    assert {event.id for event in workspace.events()} == ids(range(20))


def test_an_older_workspace_is_read_as_it_is_and_brought_into_order_by_the_next_writer(workspace):
    add(workspace, range(6))
    make_old(workspace)
    assert {event.id for event in workspace.events()} == ids(range(6))
    assert {event.id for event in workspace.events(["AZE", "RUS"], least=2)} == ids([0, 4])
    assert workspace.problems() == []
    add(workspace, range(6, 9))
    with closing(folder.connect(workspace.folder, read_only=True)) as database:
        assert folder.schema_of(database) == folder.SCHEMA
    assert {event.id for event in workspace.events(["AZE", "RUS"], least=2)} == ids([0, 4, 8])
    assert {event.id for event in workspace.events()} == ids(range(9))
    assert workspace.problems() == []


def make_old(workspace: Workspace) -> None:
    """Turn it into what the second schema left: shards without codes, no table of those merged."""
    workspace.close()
    with closing(sqlite3.connect(workspace.folder / "workspace.sqlite", isolation_level=None)) as database:
        for (path,) in database.execute("SELECT path FROM shards").fetchall():
            file = workspace.folder / path
            pq.write_table(pq.read_table(file).drop_columns(["codes"]), file)
            digest = shards.hashlib.sha256(file.read_bytes()).hexdigest()
            old = file.rename(file.with_name(f"{digest[:32]}.parquet")).relative_to(workspace.folder)
            database.execute(
                "UPDATE shards SET sha256 = ?, path = ? WHERE path = ?", (digest, str(old), path)
            )
        for (path,) in database.execute("SELECT path FROM replaced").fetchall():
            (workspace.folder / path).unlink()
        database.executescript("DROP TABLE replaced; DROP INDEX articles_id;")
        database.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")


def test_a_frequent_word_is_searched_as_fast_as_a_rare_one(workspace):
    """By the plan, not by the clock: nothing reads a table from end to end."""
    add(workspace, range(4))
    values = {
        "ids": json.dumps(["a"]),
        "limit": 20,
        "candidates": 100,
        "words": '"envoy"',
        "open": "[",
        "close": "]",
    }
    values |= dict.fromkeys(("since", "until", "as_of", "moment", "newest", "text"))
    with closing(folder.connect(workspace.folder, read_only=True)) as database:
        for name in ("search", "articles", "claims", "public"):
            plan = database.execute(f"EXPLAIN QUERY PLAN {folder.named(name)}", values).fetchall()
            steps = [row["detail"] for row in plan]
            scans = [step for step in steps if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]
            assert {step.split()[1] for step in scans} <= {"found", "b", "best", "articles", "claims"}, (
                name,
                steps,
            )
            outer = [step for step in steps if step.startswith(("SCAN articles", "SCAN claims"))]
            assert len(outer) <= (name != "search"), steps  # the one that runs only where no ids are given


@pytest.mark.parametrize("step", ["merge_shards", "_list_instead"])
def test_a_run_that_dies_while_it_merges_loses_nothing(tmp_path, step):
    script = f"""
        import os, signal, sys
        import detente.workspace.compact as room
        import detente.workspace.writer as writer_room
        from detente.workspace import Workspace
        from test_compact import add

        real, writer_room.PAGES_PER_COMMIT = room.{step}, 1

        def last_act(*given, **named):
            real(*given, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        room.{step} = last_act
        add(Workspace.open(sys.argv[1], create=True), range(30))
    """
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests"), str(ROOT / "tests" / "workspace")])
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path / "ws")]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    with Workspace.open(tmp_path / "ws") as workspace:
        held = workspace.counts().pages
        assert {event.id for event in workspace.events()} == ids(range(held))
        assert {problem.loss for problem in workspace.problems()} <= {False}
        add(workspace, range(30))
        assert {event.id for event in workspace.events()} == ids(range(30))
        assert workspace.problems() == []
