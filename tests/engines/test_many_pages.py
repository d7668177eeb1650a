"""`--workers N` as a user meets it: the same rows as with one process, also when processes are killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from detente.workspace import Workspace

SOURCE = str(Path(__file__).parents[2] / "src")
STATES = ("Norway", "Chad", "Peru", "Japan", "Turkey", "Russia", "Armenia", "Georgia", "India", "Kenya")
ACTS = ("condemned", "met the foreign minister of", "signed a trade agreement with", "threatened to attack")
GIVEN = ["--retrieved", "2020-10-08T12:00:00Z", "--published", "2020-10-08"]
PAGES = 160  # three shards
PATIENCE = 60  # seconds
TABLES = {
    "pages": "id, location, kind, url, bytes, retrieved, retrieved_from, published, recipe",
    "articles": "id, page_id, lang, published, known_on, record, recorded_to IS NULL",
    "sentences": "article_id, number, first, past, text, recorded_to IS NULL",
    "claims": "id, article_id, record, recorded_to IS NULL",
    "rejects": "id, stage, reason, location, recorded_to IS NULL",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many") / "pages"
    folder.mkdir()
    for n in range(PAGES):
        one, other, act = STATES[n % 10], STATES[(n // 10 + n + 1) % 10], ACTS[n % 4]
        text = f"Report number {n}\n\n{one} {act} {other} on Monday. {other} fears that war is likely.\n"
        (folder / f"{n:03d}.txt").write_text(text)
    (folder / "050.txt").write_text("")
    (folder / "rows.jsonl").write_text(
        '{"title": "Chad condemned Peru", "published": "2020-01-05"}\nnot JSON\n'
    )
    return folder


@pytest.fixture(scope="module")
def one_process(pages):
    """The rows of a workspace that one process made."""
    done = finished(detente("add", pages, *GIVEN, "--db", pages.parent / "one"))
    return rows(pages.parent / "one"), done.stderr


def detente(*arguments: object) -> subprocess.Popen:
    environ = os.environ | {"PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: subprocess.Popen) -> subprocess.CompletedProcess:
    out, err = process.communicate(timeout=PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def rows(folder: Path) -> dict[str, list]:
    with Workspace.open(folder) as workspace:
        assert workspace.problems() == []
        found = {
            table: sorted(map(tuple, workspace._plain(f"SELECT {columns} FROM {table}")))
            for table, columns in TABLES.items()
        }
        found["events"] = [replace(event, recorded_from=None) for event in workspace.events()]
    return found


def workers_of(process: subprocess.Popen) -> set[int]:
    """The processes that it started and that code pages, as /proc tells."""
    found = set()
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_text()
        except OSError:  # it has gone meanwhile
            continue
        if parent == process.pid and "spawn_main" in command:
            found.add(int(status.parent.name))
    return found


def wait_until(what) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def held(folder: Path) -> int:
    if not (folder / "workspace.sqlite").exists():
        return 0
    with Workspace.open(folder) as workspace:
        return workspace.counts().pages


needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds workers in /proc")


def test_two_workers_make_the_same_rows_and_say_the_same(pages, one_process, tmp_path):
    done = finished(detente("add", pages, *GIVEN, "--workers", 2, "--db", tmp_path / "ws"))
    assert done.returncode == 0
    assert rows(tmp_path / "ws") == one_process[0]
    name = str(pages.parent / "one")
    assert done.stderr.splitlines()[-1] == one_process[1].splitlines()[-1].replace(name, str(tmp_path / "ws"))
    assert sorted(done.stderr.splitlines()[:-1]) == sorted(one_process[1].splitlines()[:-1])
    assert sorted(path.name for path in (tmp_path / "ws").iterdir() if path.name[:9] != "workspace") == [
        "events"
    ]
    again = finished(detente("add", pages, *GIVEN, "--workers", 2, "--db", tmp_path / "ws"))
    assert f"added 0 pages: 0 articles, 0 events, 0 claims; {PAGES} unchanged, 2 rejected" in again.stderr
    assert rows(tmp_path / "ws") == one_process[0]


def test_code_streams_the_same_records_in_the_same_order(pages):
    one = finished(detente("code", pages, *GIVEN, "--all"))
    two = finished(detente("code", pages, *GIVEN, "--all", "--workers", 2))
    assert one.returncode == two.returncode == 0
    assert two.stderr == one.stderr
    first, second = ([json.loads(line) for line in each.stdout.splitlines()] for each in (one, two))
    assert second == first
    assert len(first) > PAGES / 2


@needs_proc
def test_the_whole_run_is_killed_twice_and_goes_on(pages, one_process, tmp_path):
    folder = tmp_path / "ws"
    left: set[int] = set()
    for least in (1, 65):
        process = detente("add", pages, *GIVEN, "--workers", 2, "--db", folder)
        wait_until(lambda: held(folder) >= least)  # noqa: B023 - asked at once
        left |= workers_of(process)
        process.kill()
        process.wait()
        with Workspace.open(folder) as workspace:
            assert all(not problem.loss for problem in workspace.problems())
            assert 0 < workspace.counts().pages < PAGES
    wait_until(lambda: not any(Path(f"/proc/{pid}/cmdline").exists() for pid in left))  # none is left over
    done = finished(detente("add", pages, *GIVEN, "--workers", 2, "--db", folder))
    assert done.returncode == 0
    assert rows(folder) == one_process[0]
    assert not (folder / "shards-in-work").exists()


@needs_proc
def test_workers_that_are_killed_cost_nothing(pages, one_process, tmp_path):
    folder = tmp_path / "ws"
    process = detente("add", pages, *GIVEN, "--workers", 2, "--db", folder)
    wait_until(lambda: held(folder) > 0)
    for pid in workers_of(process):
        os.kill(pid, signal.SIGKILL)
    done = finished(process)
    assert done.returncode == 0
    assert rows(folder) == one_process[0]


@needs_proc
def test_ctrl_c_keeps_what_is_whole_and_leaves_no_process(pages, tmp_path):
    folder = tmp_path / "ws"
    process = detente("add", pages, *GIVEN, "--workers", 2, "--db", folder)
    wait_until(lambda: held(folder) > 0)
    workers = workers_of(process)
    process.send_signal(signal.SIGINT)
    done = finished(process)
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    assert not any(Path(f"/proc/{pid}/cmdline").exists() for pid in workers)
    with Workspace.open(folder) as workspace:
        assert workspace.problems() == []
        assert workspace.counts().pages >= 64
