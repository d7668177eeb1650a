"""Stories in a workspace: found with every add, kept, asked for, and the same whatever came first."""

from __future__ import annotations

import json
import sqlite3

import pytest
from typer.testing import CliRunner

import detente
import workspace_samples as made
from detente import pipeline
from detente.cli import app
from detente.errors import UnknownName
from detente.workspace import Workspace
from detente.workspace.folder import SCHEMA

RETRIEVED = "2025-06-01T12:00:00Z"
HURT = (
    "Norway accused Chad on Monday of hurting a guard at the Tesalit post. A lorry of the Chadian army had "
    "thrown gravel at him, the foreign ministry in Oslo said, and asked for the name of the driver."
)
DENIED = "Chad rejected the charge that its lorry threw gravel at a Norwegian guard at the Tesalit post."
COD = "Exporters of dried cod want the second duty back that is levied on goods which land in Douala."
ROWS = [
    ("2025-05-05T08:00:00Z", "Fjord Post", "Norwegian guard hurt at Tesalit post", HURT),
    ("2025-05-05T10:00:00Z", "Sahel Mirror", "Guard hurt by gravel from lorry", f"{HURT} More follows."),
    ("2025-05-06", "Delta Gazette", "Chad denies its lorry hurt guard at Tesalit", DENIED),
    ("2025-05-06", "Delta Gazette", "Refunds asked for dried cod", COD),
]


def written(tmp_path, rows, name="rows.jsonl"):
    keys = ("published", "outlet", "title", "text")
    path = tmp_path / name
    path.write_text(
        "".join(json.dumps(dict(zip(keys, row, strict=True)) | {"lang": "en"}) + "\n" for row in rows)
    )
    return path


def test_a_user_sees_the_story_its_copies_and_why(tmp_path):
    db = str(tmp_path / "db")
    added = CliRunner().invoke(
        app, ["add", str(written(tmp_path, ROWS)), "--db", db, "--retrieved", RETRIEVED]
    )
    assert added.exit_code == 0, added.output
    listed = CliRunner().invoke(app, ["stories", "--db", db])
    (story,) = map(json.loads, listed.stdout.splitlines())
    assert (story["articles"], story["outlets"], story["origins"]) == (3, 3, 2)
    assert (story["first_day"], story["last_day"]) == ("2025-05-05", "2025-05-06")
    assert {"NOR", "TCD"} <= set(story["actors"].split())
    opened = CliRunner().invoke(app, ["stories", story["story"], "--db", db, "--format", "table"])
    for words in (story["label"], "near copy", "2 independent origins", "runs of words shared", "tesalit"):
        assert words in opened.stdout, words
    members = CliRunner().invoke(app, ["stories", story["story"], "--db", db]).stdout.splitlines()
    assert [json.loads(line)["role"] for line in members] == ["original", "near copy", "original"]
    by_article = CliRunner().invoke(app, ["stories", json.loads(members[1])["article_id"], "--db", db])
    assert by_article.stdout.splitlines() == members
    kept = {"--until 2025-05-05": 0, "--actor Norway": 1, "--actor Peru": 0, "--as-of 2025-05-05": 1}
    for bounds, number in kept.items():
        shown = CliRunner().invoke(app, ["stories", "--db", db, *bounds.split()])
        assert len(shown.stdout.splitlines()) == number, bounds
    assert CliRunner().invoke(app, ["stories", "nonsense", "--db", db]).exit_code == 1


def test_an_article_knows_its_story_and_nothing_is_deleted(tmp_path):
    with detente.open(tmp_path / "db", create=True) as session:
        session.add(written(tmp_path, ROWS), retrieved=RETRIEVED)
        found = session.articles().to_dicts()
        assert len(found) == len(ROWS)
        assert len({article["story"] for article in found}) == 2
        with pytest.raises(UnknownName, match="story"):
            session.stories("0123456789abcdef")


def test_one_by_one_or_in_any_order_the_stories_are_those_of_one_go(tmp_path):
    orders = ([ROWS], [[row] for row in ROWS], [[row] for row in reversed(ROWS)])
    seen = []
    for number, batches in enumerate(orders):
        with detente.open(tmp_path / f"db{number}", create=True) as session:
            for part, rows in enumerate(batches):
                session.add(written(tmp_path, rows, f"{number}-{part}.jsonl"), retrieved=RETRIEVED)
            answer = session.stories()
            seen.append([(row.story, row.outlet, row.role, row.origin) for row in answer.members])
    assert len(seen[0]) == 3
    # A page's id is that of its content, so the three workspaces hold the same articles.
    assert seen[0] == seen[1] == seen[2]


def test_copies_without_a_credit_are_one_origin_of_the_occurrence(tmp_path):
    with detente.open(tmp_path / "db", create=True) as session:
        session.add(written(tmp_path, ROWS[:2]), retrieved=RETRIEVED)
        (occurrence,) = [o for o in session.pair("NOR", "TCD").occurrences if o.type == "ACCUSE"]
        assert (len(occurrence.reports), occurrence.origins) == (2, 1)


def test_what_was_told_of_a_story_on_a_day_is_kept(tmp_path):
    with Workspace.open(tmp_path / "db", create=True) as workspace:
        pipeline.add(workspace, [str(written(tmp_path, ROWS[:1]))], now=made.NOW, retrieved=RETRIEVED)
        (before,) = workspace.articles()
        rest = str(written(tmp_path, ROWS[1:], "rest.jsonl"))
        pipeline.add(workspace, [rest], now=made.LATER, retrieved=RETRIEVED)
        assert len(workspace.story_members([before.id])) == 3
        assert len(workspace.story_members([before.id], recorded_as_of=made.NOW)) == 1
        assert workspace.stories(recorded_as_of=made.NOW) == []


def test_a_story_that_stays_as_it_is_is_not_written_again(tmp_path):
    folder = tmp_path / "db"
    written_rows = []
    with detente.open(folder, create=True) as session:
        for part in (ROWS[:3], ROWS[3:]):
            session.add(written(tmp_path, part, f"{part[0][1]}-{len(part)}.jsonl"), retrieved=RETRIEVED)
            with sqlite3.connect(folder / "workspace.sqlite") as database:
                written_rows += database.execute("SELECT count(*) FROM story_members").fetchone()
    assert written_rows == [3, 4]


def test_a_run_that_was_cut_short_before_grouping_is_made_good_by_the_next(tmp_path):
    folder = tmp_path / "db"
    with Workspace.open(folder, create=True) as workspace:
        workspace.add([made.coded(1), made.coded(2)], now=made.NOW)  # as killed after the last commit
        assert (workspace.ungrouped(), workspace.articles()[0].story) == (2, None)
    with detente.open(folder) as session:
        assert "2 articles in no story yet" in session.stories().asked.caveats[1]
        session.add(written(tmp_path, ROWS[3:]), retrieved=RETRIEVED)
        assert session.workspace.ungrouped() == 0
        assert all(article["story"] for article in session.articles())


def test_an_older_workspace_is_read_as_it_is_and_brought_up_by_the_next_add(tmp_path):
    folder = tmp_path / "db"
    with Workspace.open(folder, create=True) as workspace:
        workspace.add([made.coded(n) for n in range(3)], now=made.NOW)
        held = workspace.articles(), workspace.events(), workspace.claims()
    database = sqlite3.connect(folder / "workspace.sqlite")
    database.executescript(
        "DROP TABLE fingerprints; DROP TABLE story_members; UPDATE meta SET value = '1' WHERE key = 'schema';"
    )
    database.close()
    with detente.open(folder) as session:
        read = session.workspace
        assert (read.articles(), read.events(), read.claims()) == held
        assert (session.stories().stories, read.ungrouped()) == ((), 3)
    with detente.open(folder) as session:
        session.add(written(tmp_path, ROWS[3:]), retrieved=RETRIEVED)
        kept = [article for article in session.workspace.articles() if article.outlet == "Black Sea Monitor"]
        assert [article.id for article in kept] == [article.id for article in held[0]]
        assert session.workspace.ungrouped() == 0
        assert session.workspace.versions()["schema"] == str(SCHEMA)


def test_a_page_coded_anew_leaves_no_second_place_behind(tmp_path):
    with detente.open(tmp_path / "db", create=True) as session:
        rows = written(tmp_path, [(None, *row[1:]) for row in ROWS])
        session.add(rows, retrieved=RETRIEVED)
        session.add(rows, retrieved=RETRIEVED, published="2024-03-01")  # dates them anew
        members = session.stories().members
        assert {row.published for row in members} == {"2024-03-01"}
        assert len({row.article_id for row in members}) == len(members) == 3
