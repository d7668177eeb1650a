"""Worker processes that are killed, hang, leave or cannot start: real processes, real signals."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from detente.engines import Job, code_shards
from detente.errors import DetenteError, SourceError
from detente.records import Rejected
from engine_samples import (
    HANG,
    KILL,
    KILL_ONCE,
    LEAVE,
    broken_tables,
    killed_at_start,
    obey,
    ready,
    slowly,
    text_page,
)

ROOT = Path(__file__).parents[2]
BAD = Rejected(id="0", stage="pages", reason="empty file", location="empty.txt")


def job(folder, **given):
    fields = {"work": obey, "warm": ready, "recipe": "one", "workers": 2, "pages_per_shard": 4, "seconds": 60}
    return Job(folder=folder / "work", **fields | given)


def flat(shards):
    return [each for shard in shards for each in shard]


def expected(items):
    return [(item, [] if isinstance(item, Rejected) else list(obey(item))) for item in items]


def children():
    return {process.pid for process in multiprocessing.active_children()}


def test_items_come_back_in_order_with_the_results_of_one_process(tmp_path):
    items = [text_page(n) for n in range(30)]
    items[3:3] = [BAD]
    items += [BAD, BAD, text_page(1)]  # the same page again
    assert flat(code_shards(items, job(tmp_path))) == expected(items)
    assert not (tmp_path / "work").exists()
    assert not children()


def test_a_worker_that_is_killed_costs_nothing(tmp_path):
    items = [text_page(n) for n in range(24)]
    found = []
    for shard in code_shards(items, job(tmp_path, work=slowly)):
        if not found:
            for process in multiprocessing.active_children():
                os.kill(process.pid, signal.SIGKILL)
        found += shard
    assert found == expected(items)


@pytest.mark.parametrize(
    ("does", "why"),
    [
        (KILL, "its process was ended by SIGKILL, as happens where memory runs out"),
        (LEAVE, "its process left with code 7"),
        (HANG, "it took more than 2 s"),
    ],
)
def test_a_page_that_takes_its_worker_along_is_set_aside_and_no_other(tmp_path, does, why):
    items = [text_page(n, does if n == 9 else "good") for n in range(20)]
    found = flat(code_shards(items, job(tmp_path, seconds=2)))
    place, gone = items[9].location, items[9].id
    reason = f"set aside after 3 tries: {why}"
    assert found[9] == (Rejected(id=gone, stage="engines", reason=reason, location=place), [])
    assert found[:9] + found[10:] == expected(items[:9] + items[10:])


def test_a_hang_that_holds_the_interpreter_ends_too(tmp_path):
    script = f"""
        import re
        from pathlib import Path
        from detente.engines import Job, code_shards
        from engine_samples import ready, text_page
        from stuck import stick

        if __name__ == "__main__":
            work = {str(tmp_path / "work")!r}
            job = Job(work=stick, warm=ready, recipe="", folder=Path(work), workers=1, seconds=1)
            print([item.reason for shard in code_shards([text_page(1)], job) for item, _ in shard])
    """
    (tmp_path / "stuck.py").write_text(
        'import re\n\ndef stick(page):\n    re.match("(a+)+$", "a" * 60 + "b")  # years, inside one call\n'
    )
    out = run_script(tmp_path, script)
    assert out.stdout == "['set aside after 3 tries: it took more than 1 s']\n"


def test_the_manifest_has_one_row_a_shard(tmp_path):
    marker = tmp_path / "marker"
    items = [text_page(n, f"{KILL_ONCE}:{marker}" if n == 5 else "good") for n in range(12)]
    shards = code_shards(items, job(tmp_path))
    rows = []
    for _ in shards:
        lines = (tmp_path / "work" / "manifest.jsonl").read_text().splitlines()
        rows = [json.loads(line) for line in lines]
    assert [(row["pages"], row["tries"]) for row in rows if row["tries"] == 1] == [(4, 1), (4, 1)]
    assert [(row["pages"], row["tries"]) for row in rows if row["tries"] > 1] == [(1, 2)] * 4
    assert {row["recipe"] for row in rows} == {"one"}
    assert sum(row["articles"] for row in rows) == 15
    assert sum(row["events"] for row in rows) == 15
    assert sum(row["rejects"] for row in rows) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", row["shard"]) and row["memory"] > 0 for row in rows)


def test_a_run_that_was_left_goes_on_from_the_shards_that_are_done(tmp_path):
    items = [text_page(n) for n in range(40)]
    for number, _ in enumerate(code_shards(items, job(tmp_path))):
        if number == 2:
            break
    manifest = tmp_path / "work" / "manifest.jsonl"
    done = [json.loads(line)["shard"] for line in manifest.read_text().splitlines()]
    left = {path.stem for path in (tmp_path / "work").glob("*.parquet")}
    assert left & set(done)  # finished, and not taken over
    with manifest.open("a") as file:
        file.write('{"shard": "cut sho')  # the run was killed while it wrote
    (tmp_path / "work" / f"{'0' * 32}.parquet.99.tmp").write_text("half")
    again = items[8:]  # what the workspace would not hold yet
    shards = code_shards(again, job(tmp_path))
    found = next(shards)
    fresh = [json.loads(line) for line in manifest.read_text().splitlines() if not line.endswith("sho")]
    found += flat(shards)
    assert found == expected(again)
    assert len({row["shard"] for row in fresh}) == len(fresh)  # none was coded twice
    assert not (tmp_path / "work").exists()


def test_another_recipe_codes_anew(tmp_path):
    items = [text_page(n) for n in range(8)]
    next(code_shards(items, job(tmp_path)))
    assert flat(code_shards(items, job(tmp_path, recipe="two"))) == expected(items)


def test_sources_that_break_off_give_what_came_before(tmp_path):
    def items():
        yield from (text_page(n) for n in range(6))
        raise SourceError("archive", "went away")

    shards = code_shards(items(), job(tmp_path))
    assert next(shards) + next(shards) == expected([text_page(n) for n in range(6)])
    with pytest.raises(SourceError, match="went away"):
        next(shards)


def test_broken_tables_end_the_run_and_say_so(tmp_path):
    with pytest.raises(DetenteError, match="line 3 has no code"):
        next(code_shards([text_page(1)], job(tmp_path, warm=broken_tables)))
    assert not children()


def test_workers_that_cannot_start_end_the_run_and_say_what_to_do(tmp_path):
    with pytest.raises(DetenteError, match=r"no worker process can be started .* __name__ == '__main__'"):
        next(code_shards([text_page(1)], job(tmp_path, warm=killed_at_start)))


def run_script(folder, script):
    (folder / "script.py").write_text(textwrap.dedent(script))
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests"), str(folder)])
    environ = os.environ | {"PYTHONPATH": path}
    return subprocess.run(
        [sys.executable, folder / "script.py"],
        env=environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_script_without_a_guard_is_told(tmp_path):
    out = run_script(
        tmp_path,
        """
        from detente.engines import Job, code_shards
        from engine_samples import obey, ready, text_page
        from pathlib import Path

        job = Job(work=obey, warm=ready, recipe="", folder=Path(__file__).parent / "work", workers=1)
        print(list(code_shards([text_page(1)], job)))
        """,
    )
    assert out.returncode == 1
    assert "no worker process can be started" in out.stderr
    assert out.stdout == ""


def test_a_full_disk_ends_the_run_and_says_so(tmp_path):
    script = f"""
        import resource
        from pathlib import Path
        from detente.engines import Job, code_shards
        from detente.errors import DetenteError
        from small import obey, shrink
        from engine_samples import text_page

        if __name__ == "__main__":
            job = Job(work=obey, warm=shrink, recipe="", folder=Path({str(tmp_path / "work")!r}), workers=1)
            try:
                list(code_shards([text_page(n) for n in range(64)], job))
            except DetenteError as fault:
                print(fault)
    """
    (tmp_path / "small.py").write_text(
        "import resource, signal\n"
        "from engine_samples import obey\n"
        "def shrink():\n"
        "    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # no file may be longer\n"
    )
    out = run_script(tmp_path, script)
    assert out.stdout == f"{tmp_path / 'work'}: a shard cannot be written (File too large)\n"
    assert [path.suffix for path in (tmp_path / "work").iterdir()] == []
