"""A writer that is killed, one that is in the way, and a disk that is full: with real processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from detente.errors import StoreBusy
from detente.workspace import Workspace
from workspace_samples import LATER, NOW, coded

PAGES = 40
SOURCE = str(Path(__file__).parents[2] / "src")
WRITE_SLOWLY = """
    import os, signal, sys, time
    from pathlib import Path
    import detente.workspace.writer as writer_room
    from detente.workspace import Workspace
    from workspace_samples import NOW, coded, dated

    writer_room.PAGES_PER_COMMIT = 2
    folder, pages, pause, step = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]

    def last_act(real):
        def act(*arguments, **named):
            real(*arguments, **named)
            os.kill(os.getpid(), signal.SIGKILL)
        return act

    if step:
        home = writer_room if hasattr(writer_room, step) else writer_room.Writer
        setattr(home, step, last_act(getattr(home, step)))
    with Workspace.open(folder, create=True).writer(now=NOW, versions={"recipe": "one"}) as writer:
        for n in range(pages):
            todo = writer.todo(dated(n))
            if todo is not None:
                writer.put(todo, [coded(n, todo)])
                print(n, flush=True)
                time.sleep(pause)
    print(writer.report.unchanged)
"""


def start(
    folder: Path,
    *,
    pages: int = PAGES,
    pause: float = 0.0,
    die_after: str = "",
    before: tuple[str, ...] = (),
) -> subprocess.Popen:
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([SOURCE, str(Path(__file__).parents[1])])}
    script = (sys.executable, "-c", textwrap.dedent(WRITE_SLOWLY))
    command = [*before, *script, str(folder), str(pages), str(pause), die_after]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )


def read_lines(process: subprocess.Popen, count: int) -> list[str]:
    return [process.stdout.readline() for _ in range(count)]


def finished(process: subprocess.Popen) -> tuple[str, str]:
    out, err = process.communicate(timeout=60)
    return out, err


@pytest.mark.parametrize("lines", [1, 6, 15])
def test_a_killed_run_leaves_whole_batches_and_the_next_one_does_the_rest(tmp_path, lines):
    folder = tmp_path / "ws"
    process = start(folder, pause=0.002)
    read_lines(process, lines)
    time.sleep(0.003 * lines)  # somewhere inside the next commits
    process.send_signal(signal.SIGKILL)
    process.wait()
    with Workspace.open(folder, create=True) as workspace:
        held = workspace.counts()
        assert held.articles == held.events == held.pages == len(workspace.events())
        assert held.articles >= (lines - 1) // 2 * 2
    out, err = finished(start(folder))
    assert err == ""
    assert int(out.splitlines()[-1]) == held.articles
    with Workspace.open(folder) as workspace:
        assert workspace.counts().articles == workspace.counts().events == PAGES
        assert len({e.id for e in workspace.events()}) == len(workspace.events()) == PAGES
        assert workspace.problems() == []


@pytest.mark.parametrize("step", ["write_shards", "_write_claims", "_write_rejects"])
def test_a_run_that_dies_inside_a_commit_shows_nothing_of_it(tmp_path, step):
    """The process is gone after its shards have their names, before the manifest lists them."""
    folder = tmp_path / "ws"
    process = start(folder, pages=2, die_after=step)
    finished(process)
    assert process.returncode == -signal.SIGKILL
    with Workspace.open(folder) as workspace:
        assert workspace.counts().articles == 0
        assert workspace.events() == []
        left = workspace.problems()
        assert {problem.loss for problem in left} == {False}
        assert "not in the manifest" in left[0].reason
        workspace.add([coded(1)], now=LATER)
        assert workspace.problems() == []
        assert len(workspace.events()) == 1


def test_a_second_writer_is_told_who_writes_and_readers_are_unharmed(tmp_path):
    process = start(tmp_path / "ws", pause=30, pages=3)
    read_lines(process, 1)
    try:
        with Workspace.open(tmp_path / "ws") as workspace:
            with pytest.raises(StoreBusy, match=rf"process {process.pid} is writing .* wait .* or stop it"):
                workspace.add([coded(7)], now=NOW)
            assert workspace.counts().articles == 0
    finally:
        process.kill()
        process.wait()
    with Workspace.open(tmp_path / "ws") as workspace:
        assert workspace.add([coded(7)], now=NOW).articles == 1


def _can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not _can_mount(), reason="needs unshare -rm to mount a small disk")
def test_a_full_disk_keeps_what_was_finished_and_says_what_to_do(tmp_path):
    script = f"""
        mount -t tmpfs -o size=700k small {tmp_path}
        "$@"
        status=$?
        {sys.executable} -c "
from detente.workspace import Workspace
w = Workspace.open('{tmp_path}/ws'); c = w.counts()
assert 0 < c.articles == c.events == len(w.events()), c
assert w.problems() == [], w.problems()
print('held', c.articles)" >&2
        exit $status
    """
    before = ("unshare", "-rm", "sh", "-c", textwrap.dedent(script), "sh")
    process = start(tmp_path / "ws", pages=2000, before=before)
    _, err = finished(process)
    assert process.returncode == 1
    assert "StoreError" in err
    assert f"{tmp_path}/ws: no room left on the disk. All finished pages are kept" in err
    assert "held" in err


def test_a_file_that_may_not_grow_is_a_full_disk_too(tmp_path):
    script = 'ulimit -f 1000; exec "$@"'  # 0.5 or 1 MB, by shell
    process = start(tmp_path / "ws", pages=2000, before=("sh", "-c", script, "sh"))
    _, err = finished(process)
    assert process.returncode == 1
    assert "no room left on the disk" in err
    with Workspace.open(tmp_path / "ws") as workspace:
        held = workspace.counts()
        assert 0 < held.articles == held.events == len(workspace.events())
        assert workspace.problems() == []
