"""The command line as a user meets it: what goes where, exit codes, and bad input of every kind."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
import urllib.request
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from detente.cli import app
from detente.workspace import Workspace, folder

ROOT = Path(__file__).parents[1]
SOURCE = str(ROOT / "src")
ACCUSATION = "Ankara protests\n\nTurkey accused Russia of bad faith on Monday.\n"
VISIT = "Talks in Baku\n\nThe president of Turkey met the president of Azerbaijan in Baku on Tuesday.\n"
GIVEN = ["--retrieved", "2020-10-08T12:00:00Z", "--published", "2020-10-08"]
MEGABYTE = 2**20


@pytest.fixture
def pages(tmp_path):
    where = tmp_path / "pages"
    where.mkdir()
    (where / "a.txt").write_text(ACCUSATION)
    (where / "b.txt").write_text(VISIT)
    return where


@pytest.fixture
def held(run, pages):
    """A workspace, named by DETENTE_DB's default, that holds both pages."""
    assert run("add", pages, *GIVEN)[0] == 0
    return "detente-workspace"


def process(*arguments: object, **options) -> subprocess.Popen:
    environ = os.environ | {"PYTHONPATH": SOURCE} | options.pop("environ", {})
    command = [*options.pop("before", ()), sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


# What goes where


def test_code_gives_one_json_line_an_event_and_the_rest_on_stderr(run, pages):
    code, out, err = run("code", pages, *GIVEN)
    events = [json.loads(line) for line in out.splitlines()]
    found = {(e["source"][0]["code"], e["type"], e["target"][0]["code"]) for e in events}
    assert code == 0
    assert {("TUR", "ACCUSE", "RUS"), ("AZE", "CONSULT", "TUR")} <= found
    assert err == f"coded {len(events)} events in 2 articles, 0 rejected\n"
    assert not (pages.parent / "detente-workspace").exists()


def test_read_gives_articles(run, pages):
    _, out, err = run("read", pages, *GIVEN)
    assert [json.loads(line)["title"] for line in out.splitlines()] == ["Ankara protests", "Talks in Baku"]
    assert err == "read 2 articles, 0 rejected\n"


def test_rejects_are_lines_on_stderr_and_a_file_when_asked(run, pages):
    (pages / "empty.txt").write_text("")
    code, out, err = run("read", pages, *GIVEN, "--rejects", "bad.jsonl")
    assert code == 0
    assert len(out.splitlines()) == 2
    assert err.splitlines()[0] == f"rejected {pages}/empty.txt (pages): empty file"
    (reject,) = [json.loads(line) for line in Path("bad.jsonl").read_text().splitlines()]
    assert (reject["stage"], reject["reason"]) == ("pages", "empty file")


def test_standard_input_and_output(pages):
    done = process("code", "-", *GIVEN, "-o", "-", stdin=subprocess.PIPE)
    out, err = done.communicate(ACCUSATION, timeout=60)
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["ACCUSE"]
    assert err.startswith("coded 1 event")


def test_formats_by_suffix_and_by_option(run, held):
    for name in ("e.jsonl", "e.csv", "e.parquet", "e.json"):
        assert run("export", "-o", name)[0] == 0
    lines = [json.loads(line) for line in Path("e.jsonl").read_text().splitlines()]
    assert json.loads(Path("e.json").read_text()) == lines
    assert pq.read_table("e.parquet").to_pylist() == lines
    rows = list(csv.DictReader(io.StringIO(Path("e.csv").read_text())))
    assert [json.loads(row["source"]) for row in rows] == [line["source"] for line in lines]
    assert list(rows[0]) == list(lines[0])
    _, out, _ = run("export", "articles", "--format", "table")
    assert "Ankara protests" in out
    assert run("export", "claims")[0] == 0


def test_text_that_a_spreadsheet_would_run_is_disarmed_in_csv_alone(run, pages):
    row = {"title": "=HYPERLINK(1)", "text": "Turkey accused Russia of bad faith."}
    Path("c.jsonl").write_text(json.dumps(row))
    run("read", "c.jsonl", *GIVEN, "-o", "a.csv")
    run("read", "c.jsonl", *GIVEN, "-o", "a.jsonl")
    (row,) = csv.DictReader(io.StringIO(Path("a.csv").read_text()))
    assert row["title"] == "'=HYPERLINK(1)"
    assert json.loads(Path("a.jsonl").read_text())["title"] == "=HYPERLINK(1)"
    run("code", pages, *GIVEN, "-o", "e.csv")
    scales = {row["scale"] for row in csv.DictReader(io.StringIO(Path("e.csv").read_text()))}
    assert any(scale.startswith("-") for scale in scales)  # a figure stays a figure


def test_output_goes_through_a_link_and_keeps_the_rights_of_the_file(run, pages):
    Path("real.jsonl").write_text("old")
    Path("real.jsonl").chmod(0o640)
    Path("link.jsonl").symlink_to("real.jsonl")
    assert run("read", pages, *GIVEN, "-o", "link.jsonl")[0] == 0
    assert Path("link.jsonl").is_symlink()
    assert Path("real.jsonl").read_text().count("\n") == 2
    assert Path("real.jsonl").stat().st_mode & 0o777 == 0o640
    Path("ahead.jsonl").symlink_to("new.jsonl")
    assert run("read", pages, *GIVEN, "-o", "ahead.jsonl")[0] == 0
    assert Path("ahead.jsonl").is_symlink()
    assert Path("new.jsonl").is_file()


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_output_into_what_is_no_file_is_written_straight(run, held, name):
    os.mkfifo(name)
    reader = subprocess.Popen(["cat", name], stdout=subprocess.PIPE)
    code, _, err = run("export", "-o", name)
    got, _ = reader.communicate(timeout=30)
    assert code == 0, err
    assert stat.S_ISFIFO(Path(name).stat().st_mode)
    run("export", "-o", f"file-{name}")
    assert got == Path(f"file-{name}").read_bytes()


def test_output_into_a_device_is_written_straight(run, pages):
    # A terminal: no other device may be put at risk by a test.
    ours, theirs = os.openpty()
    name = os.ttyname(theirs)
    code, _, err = run("read", pages / "a.txt", *GIVEN, "-o", name)
    assert code == 0, err
    assert "Ankara protests" in os.read(ours, MEGABYTE).decode()
    assert Path(name).is_char_device()
    os.close(ours)
    os.close(theirs)


def test_pages_without_a_time_of_their_own_are_said(run, pages):
    said = "2 pages dated by their files' modified time; give --retrieved"
    for verb in ("read", "code", "add"):
        assert run(verb, pages)[2].splitlines()[-1].endswith(f"rejected; {said}"), verb
    assert "modified time" not in run("add", pages)[2]  # all unchanged
    for verb, where in (("read", ()), ("code", ()), ("add", ("--db", "other"))):
        assert "modified time" not in run(verb, pages, *GIVEN, *where)[2], verb
    one = run("read", pages / "a.txt")[2]
    assert one.endswith("1 page dated by its file's modified time; give --retrieved\n")


def test_a_mistyped_path_leaves_no_workspace(run):
    code, _, err = run("add", "pagse/", "--db", "ws")
    assert (code, err) == (1, "detente: pagse/: no such file or folder\n")
    assert run("add", ".", "--retrieved", "soon", "--db", "ws")[0] == 2
    assert not Path("ws").exists()


def test_what_was_held_on_a_day_is_what_is_found(run, held):
    assert run("search", "faith")[1].count("\n") == 1
    assert run("search", "faith", "--recorded-as-of", "2020-10-07")[1] == ""


def test_a_table_of_events_shows_the_sentences(run, held):
    _, out, _ = run("export", "events", "--format", "table")
    assert "bad faith" in " ".join(out.split())


def test_tables_have_no_colour_codes_when_nobody_looks(pages):
    out, err = process("read", pages, "--format", "table", environ={"NO_COLOR": "1"}).communicate(timeout=60)
    assert "\x1b" not in out + err


def test_text_of_others_cannot_steer_the_terminal(run, tmp_path):
    (tmp_path / "x\x1b[2Jy.txt").write_text("")
    (tmp_path / "z.txt").write_text(
        "A title [red]with\x1b]0;owned\x07 marks\n\n" + "Turkey met Russia. " * 20
    )
    _, out, err = run("read", tmp_path, "--format", "table")
    assert "\x1b" not in out + err
    assert "[red]with" in out


# The workspace verbs


def test_add_says_what_it_did_and_skips_what_it_holds(run, pages):
    code, out, err = run("add", pages, *GIVEN, "--db", "ws")
    assert (code, out) == (0, "")
    assert "ws: added 2 pages: 2 articles, 2 events" in err
    assert "0 unchanged, 0 rejected" in err
    assert "added 0 pages: 0 articles, 0 events, 0 claims; 2 unchanged" in run("add", pages, "--db", "ws")[2]


def test_the_folder_comes_from_the_environment(run, pages, monkeypatch):
    monkeypatch.setenv("DETENTE_DB", "elsewhere")
    run("add", pages, *GIVEN)
    assert (Path("elsewhere") / "workspace.sqlite").exists()
    assert run("export")[0] == 0


def test_pair_by_code_and_by_name_gives_the_same_weeks(run, held):
    by_code = run("pair", "TUR", "RUS")
    assert by_code[0] == 0
    assert run("pair", "Türkiye", "russia")[1] == by_code[1]
    (week,) = [json.loads(line) for line in by_code[1].splitlines()]
    assert week["period"] == "2020-10-05"
    assert week["conflict"] < 0
    evidence = [json.loads(line) for line in run("pair", "TUR", "RUS", "--table", "evidence")[1].splitlines()]
    assert sum(row["value"] for row in evidence) == week["balance"]
    assert "bad faith" in evidence[0]["text"]


@pytest.mark.parametrize(
    "question",
    [
        ("pair", "TUR", "RUS"),
        ("view", "TUR", "AZE", "RUS"),
        ("wedge", "TUR", "RUS"),
        ("wedge", "TUR", "RUS", "--between", "AZE", "ARM"),
        ("search", "faith"),
    ],
)
def test_every_question_has_every_format(run, held, question):
    for kind in ("table", "json", "jsonl", "csv", "parquet"):
        code, _, err = run(*question, "--format", kind, "-o", f"answer.{kind}")
        assert (code, err) == (0, ""), kind
    assert isinstance(json.loads(Path("answer.json").read_text()), dict)
    assert Path("answer.table").read_text().strip()


def test_actor_shows_what_is_known_since_when_and_on_whose_word(run):
    code, out, err = run("actor", "Lavrov", "--on", "2020-01-01")
    assert (code, err) == (0, "")
    (fact, *_) = [json.loads(line) for line in out.splitlines()]
    assert (fact["actor"], fact["fact"], fact["since"]) == (
        "Sergei Lavrov", "Foreign Minister of Russia", "2004-03-09",
    )  # fmt: skip
    assert fact["source"]
    code, out, _ = run("actor", "REG:CRIMEA", "--format", "table")
    assert code == 0
    assert re.search(r"Russia controls it +2014", out)
    code, out, err = run("actor", "Azerbaidjan")
    assert (code, out) == (2, "")
    assert "Azerbaijan" in err
    assert run("actor", "TUR", "--on", "yesterday")[0] == 2


def test_brief_is_markdown_or_html(run, held):
    assert run("brief", "TUR", "RUS")[1].startswith("# Türkiye and Russia")
    run("brief", "TUR", "RUS", "-o", "page.html")
    assert Path("page.html").read_text().lstrip().lower().startswith("<!doctype html>")
    assert "sections" in json.loads(run("brief", "TUR", "RUS", "--format", "json")[1])


def test_ranges_are_half_open(run, held):
    assert run("export", "--since", "2020-10", "--until", "2020-11")[1].count("\n") == 2
    assert run("export", "--until", "2020-10-05")[1] == ""
    assert run("export", "--as-of", "2020-10-07")[1] == ""
    assert run("export", "--recorded-as-of", "2020-10-07")[1] == ""


def test_doctor_tells_how_things_are(run, held, pages):
    (pages / "empty.txt").write_text("")
    run("add", pages, *GIVEN)
    code, out, _ = run("doctor")
    assert code == 0
    assert "1 rejected" in out
    assert "empty file" in out
    (shard, *_) = (Path(held) / "events").rglob("*.parquet")
    shard.write_bytes(b"")
    code, out, err = run("doctor")
    assert code == 1
    assert "its bytes are not those that were written" in out
    assert "1 file damaged" in err


def test_doctor_works_without_a_workspace(run):
    code, out, _ = run("doctor")
    assert code == 0
    assert "no workspace here" in out


# Usage: exit 2 and what to do


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pair", "AZR", "RUS"), "unknown state or organisation 'AZR': did you mean"),
        (("pair", "TUR", "TUR"), "different parties"),
        (
            ("pair", "TUR", "RUS", "--since", "last week"),
            "since: 'last week' is not a date: write 2020-10-05",
        ),
        (("pair", "TUR", "RUS", "--since", "2020-13"), "is not a date"),
        (("export", "--as-of", "2020"), "as-of: '2020' is not a date: write 2020-10-05"),
        (("export", "--since", "2021", "--until", "2020"), "the range is empty"),
        (("pair", "TUR", "RUS", "--table", "yaers"), "unknown table 'yaers': did you mean years"),
        (("export", "--format", "xlsx"), "xlsx"),
        (("code", "x.txt", "--retrieved", "soon"), "--retrieved 'soon' is not a time"),
        (("search", " "), "no words"),
        (("pair", "TUR"), "Missing argument"),
        (("pear",), "No such command"),
        (("serve", "--port", "99999"), "65535"),
    ],
)
def test_usage_errors_say_what_is_wrong(run, held, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_question_without_a_workspace_says_how_to_make_one(run):
    code, out, err = run("pair", "TUR", "RUS", "--db", "nothing")
    assert (code, out) == (1, "")
    assert err == "detente: nothing: no workspace here: make one with 'detente add SOURCE... --db nothing'\n"
    assert not Path("nothing").exists()


def test_a_stage_that_fails_shows_its_traceback_when_asked(pages):
    broken = "import detente.pipeline as p; p.find_claims = None; import detente.cli as c; c.main()"
    for option, shown in (("--verbose", True), ("--version", False)):
        done = subprocess.run(
            [sys.executable, "-c", broken, option, "code", str(pages)],
            env=os.environ | {"PYTHONPATH": SOURCE},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        assert ("Traceback" in done.stderr) is shown
        assert ("rejected" in done.stderr) is shown


def test_serve_listens_on_this_machine_and_ends_with_an_interrupt(run, held, tmp_path):
    done = process("serve", "--db", tmp_path / held, "--port", "0")
    address = next(part for part in done.stderr.readline().split() if part.startswith("http"))
    assert address.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{address}pair/TUR-RUS.json", timeout=30) as page:
        assert json.load(page)["a"] in {"TUR", "RUS"}
    done.send_signal(signal.SIGINT)
    _, err = done.communicate(timeout=30)
    assert "Traceback" not in err


def test_version_and_help(run):
    assert run("--version")[1].startswith("detente 0.")
    for command in app.registered_commands:
        code, out, _ = run(command.callback.__name__, "--help")
        assert code == 0
        assert "Usage: detente" in out


# Bad input: a clear message, and the rest of the run unharmed


def unreadable(where: Path) -> dict[str, str]:
    """Make one bad input of each kind; return file name -> part of the message."""
    (where / "empty.html").write_bytes(b"")
    (where / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    with (where / "huge.html").open("wb") as file:
        file.truncate(50 * MEGABYTE)
    (where / "encoding.txt").write_bytes(bytes(range(128, 256)) * 20 + b"\x00\x81")
    (where / "dangling.txt").symlink_to(where / "nowhere.txt")
    (where / "loop.txt").symlink_to(where / "loop.txt")
    os.mkfifo(where / "pipe.txt")
    (where / "rows.jsonl").write_text(
        json.dumps({"title": "Moscow answers", "text": "Russia rejected the claim."}) + '\n{"title": "cut o\n'
    )
    return {
        "empty.html": "empty file",
        "picture.html": "not text",
        "huge.html": "MB",
        "encoding.txt": "not text",
        "dangling.txt": "cannot be read",
        "loop.txt": "cannot be read",
        "pipe.txt": "not a regular file",
        "rows.jsonl:2": "line 2 is not JSON",
    }


@pytest.mark.parametrize("verb", ["read", "code", "add"])
def test_bad_input_is_named_and_the_rest_of_the_run_unharmed(run, pages, verb):
    expected = unreadable(pages)
    code, out, err = run(verb, pages, *GIVEN)
    assert code == 0, err
    rejected = {line.partition(" (")[0].rsplit("/", 1)[1]: line for line in err.splitlines()[:-1]}
    assert set(rejected) == set(expected)
    for name, part in expected.items():
        assert part in rejected[name], rejected[name]
    assert f"{len(expected)} rejected" in err.splitlines()[-1]
    if verb == "read":
        titles = [json.loads(line)["title"] for line in out.splitlines()]
        assert titles == ["Ankara protests", "Talks in Baku", "Moscow answers"]
    if verb == "add":
        with Workspace.open("detente-workspace") as workspace:
            assert workspace.counts().articles == 3
            assert workspace.counts().rejects == len(expected)


def test_a_page_in_another_encoding_is_read(run, pages):
    text = "Çavuşoğlu in Baku\n\nTurkey's minister Çavuşoğlu met Azerbaijan's minister in Baku.\n"
    (pages / "c.txt").write_bytes(text.encode("cp1254"))
    code, out, _ = run("read", pages / "c.txt", *GIVEN)
    assert code == 0
    assert len(out.splitlines()) == 1


def test_nothing_readable_is_an_error(run):
    code, out, err = run("code", "nowhere/", "*.nothing")
    assert (code, out) == (1, "")
    assert err.startswith("detente: nowhere/: no such file or folder")


def test_a_missing_file_beside_a_good_one_is_a_reject(run, pages):
    code, out, err = run("read", "nowhere.txt", pages / "a.txt", *GIVEN)
    assert (code, len(out.splitlines())) == (0, 1)
    assert "rejected nowhere.txt (pages): no such file or folder" in err


def test_a_second_writer_is_told_who_writes(run, held, pages):
    with folder.writing(Path(held)):
        code, out, err = run("add", pages, *GIVEN)
        assert (code, out) == (1, "")
        assert f"process {os.getpid()} is writing to this workspace: wait" in err
        assert run("pair", "TUR", "RUS")[0] == 0


def _can_mount() -> bool:
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run(["unshare", "-rm", "true"], check=False, capture_output=True).returncode
    )


def on_small_disk(where: Path, size: str) -> tuple[str, ...]:
    mount = f'mount -t tmpfs -o size={size} small "{where}"'
    script = f'{mount} && "$@"; status=$?; echo left: $(ls -A "{where}") >&2; exit $status'
    return ("unshare", "-rm", "sh", "-c", script, "sh")


@pytest.mark.skipif(not _can_mount(), reason="needs unshare -rm to mount a small disk")
def test_a_full_disk_ends_the_run_with_what_to_do(tmp_path):
    rows, disk = tmp_path / "rows.jsonl", tmp_path / "disk"
    disk.mkdir()
    text = "The quick envoy wrote another long letter. " * 60
    rows.write_text("".join(json.dumps({"title": f"Letter {n}", "text": text}) + "\n" for n in range(400)))
    out, err = process(
        "add", rows, *GIVEN, "--db", disk / "ws", before=on_small_disk(disk, "900k")
    ).communicate(timeout=120)
    assert out == ""
    assert f"detente: {disk}/ws: no room left on the disk. All finished pages are kept" in err
    done = process("read", rows, *GIVEN, "-o", disk / "x.jsonl", before=on_small_disk(disk, "100k"))
    out, err = done.communicate(timeout=120)
    assert done.returncode == 1
    assert f"{disk}/x.jsonl: cannot be written (no room left on the disk)" in err
    assert err.splitlines()[-1] == "left:"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_said(pages):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "detente", "read", str(pages), *GIVEN],
            env=os.environ | {"PYTHONPATH": SOURCE},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=60,
        )
    assert done.returncode == 1
    said = done.stderr.splitlines()[-1]
    assert said.startswith("detente: standard output: cannot be written (no room left on the disk)")


def test_a_reader_that_leaves_is_no_error(pages):
    rows = pages / "many.jsonl"
    rows.write_text("".join(json.dumps({"title": f"Letter {n}"}) + "\n" for n in range(5000)))
    done = process("read", rows, *GIVEN)
    done.stdout.readline()
    done.stdout.close()
    err = done.stderr.read()
    done.wait(timeout=60)
    assert "Traceback" not in err
    assert "BrokenPipe" not in err


def held_articles(folder):
    with Workspace.open(folder) as workspace:
        return workspace.counts().articles


def test_an_interrupt_keeps_what_is_finished_and_says_nothing_more(tmp_path):
    rows = tmp_path / "many.jsonl"
    text = "Turkey accused Russia of bad faith on Monday. " * 10
    rows.write_text("".join(json.dumps({"title": f"L {n}", "text": text}) + "\n" for n in range(3000)))
    done = process("add", rows, *GIVEN, "--db", tmp_path / "ws")
    for _ in range(300):  # a shard's file comes before the commit that lists it: ask what is committed
        if (tmp_path / "ws" / "workspace.sqlite").exists() and held_articles(tmp_path / "ws"):
            break
        time.sleep(0.1)
    done.send_signal(signal.SIGINT)
    _, err = done.communicate(timeout=60)
    assert done.returncode == 130
    assert "Traceback" not in err
    with Workspace.open(tmp_path / "ws") as workspace:
        assert 0 < workspace.counts().articles < 3000
        assert workspace.problems() == []


# The demo


def demo_parts(text):
    """The four answers of the demo, without their headings."""
    heads = ("AZE and RUS stand?", "TUR see AZE and RUS?", "ARM-AZE divide?", "The brief on AZE and RUS")
    return re.split("|".join(map(re.escape, heads)), text)[1:]


@pytest.mark.skipif(not (ROOT / "examples/caucasus/pages").is_dir(), reason="the example pages are not there")
def test_the_demo_answers_the_questions_and_is_quick_the_second_time(tmp_path):
    first, _ = process("demo", "--db", tmp_path / "ws").communicate(timeout=300)
    began = time.monotonic()
    second, err = process("demo", "--db", tmp_path / "ws").communicate(timeout=60)
    assert time.monotonic() - began < 20
    assert first == second
    assert "added 0 pages" in err
    pair, view, wedge, brief = demo_parts(first)
    years = [line.split()[0] for line in pair.splitlines() if re.match(r"20\d\d  ", line)]
    assert years == [str(year) for year in range(2015, 2026)]
    # A turn is no bare figure: under it stands the sentence behind it, with outlet, day and headline.
    turn = r"2025, worse: balance \S+ after \S+ in 2024 \(change \S+\)"
    when = r" 2025-\d\d-\d\d(?: to 2025-\d\d-\d\d)?"
    report = when + r" \w{3} -> \w{3} [A-Z]+ -\d\.\d\d [^\[]+\. \[[^\]]+, 2025-\d\d-\d\d, [^\]]+\]"
    assert re.search(turn + report, " ".join(pair.split()))
    assert re.findall(r"^\d+ (Türkiye said|Türkiye did|others say Türkiye)", view, re.MULTILINE) == [
        "Türkiye said",
        "Türkiye did",
        "others say Türkiye",
    ]
    divided = wedge.partition("\nRUS-TUR  exposure -")[2].partition("  exposure ")[0]
    assert set(re.findall(r"path (.+)", divided)) == {"TUR - ARM - AZE - RUS", "RUS - ARM - AZE - TUR"}
    assert "counter-evidence, their own tie: RUS-TUR balance" in divided
    assert "Exposure, not a forecast" in wedge
    assert re.findall(r"^#+ (.+)", brief, re.MULTILINE) == [
        "Azerbaijan and Russia",
        "How the pair stands",
        "What changed and why",
        "How third parties see it",
        "Counter-evidence",
        "What to watch",
        "Gaps",
        "Sources",
    ]
    assert first.count("illustrative: our own selection") >= 4


def test_python_dash_m_is_the_same_program():
    out, _ = process("--version").communicate(timeout=60)
    assert out.startswith("detente ")


def test_a_demo_without_its_pages_says_so(run, monkeypatch, tmp_path):
    monkeypatch.setattr("detente.cli.demo.CORPUS", Path("examples", "atlantis"))
    code, _, err = run("demo", "--db", tmp_path / "ws")
    assert code == 1
    assert "the example pages are missing" in textwrap.dedent(err)
