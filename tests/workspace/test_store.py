from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.answers import Table
from detente.errors import StoreError, UsageError
from detente.records import Article, Rejected
from detente.workspace import Workspace
from workspace_samples import LATER, NOW, TITLE, body, coded, dated, page, without_events

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = {"recipe": "one"}


@pytest.fixture
def workspace(tmp_path: Path):
    with Workspace.open(tmp_path / "ws", create=True) as opened:
        yield opened


def add_page(workspace: Workspace, of, n: int, *, now: str = NOW, versions=RECIPE, change=lambda one: one):
    """What the pipeline does with one page."""
    with workspace.writer(now=now, versions=versions) as writer:
        todo = writer.todo(of)
        if todo:
            writer.put(todo, [change(coded(n, todo))])
    return writer.report


def test_what_is_added_is_read_back_whole(workspace):
    three = [coded(n) for n in range(3)]
    report = workspace.add(three, now=NOW)
    assert (report.pages, report.articles, report.events, report.claims) == (3, 3, 3, 3)
    assert workspace.articles() == sorted((one.article for one in three), key=lambda a: a.published)
    assert workspace.events() == [replace(one.events[0], recorded_from=NOW) for one in three]
    assert workspace.claims() == [one.claims[0] for one in three]
    first = three[0]
    assert workspace.article(first.article.id) == first.article
    assert tuple(workspace.sentences(first.article.id)) == first.sentences
    assert workspace.sentence_texts([(first.article.id, 1), ("nobody", 1)]) == {
        (first.article.id, 1): body(0)
    }
    assert workspace.problems() == []


def test_a_second_run_changes_nothing(workspace):
    assert add_page(workspace, dated(1), 1).pages == 1
    before = (workspace.counts(), workspace.events())
    report = add_page(workspace, dated(1), 1, now=LATER)
    assert (report.pages, report.unchanged) == (0, 1)
    touched = replace(dated(1), retrieved="2025-07-19T00:00:00Z", published=None)
    assert add_page(workspace, touched, 1, now=LATER).unchanged == 1
    assert (workspace.counts(), workspace.events()) == before
    assert workspace.revisions() == []


def test_the_same_page_twice_in_one_run_is_held_once(workspace):
    with workspace.writer(now=NOW, versions=RECIPE) as writer:
        for _ in range(2):
            if todo := writer.todo(dated(1)):
                writer.put(todo, [coded(1, todo)])
    assert (writer.report.pages, writer.report.unchanged) == (1, 1)
    assert workspace.counts().articles == 1


def test_another_date_supersedes_and_overwrites_nothing(workspace):
    add_page(workspace, page(1), 1)
    assert workspace.events()[0].date.start is None
    report = add_page(workspace, page(1, published="2020-10-05"), 1, now=LATER)
    assert (report.pages, report.superseded) == (1, 1)
    now, then = workspace.events(), workspace.events(recorded_as_of="2025-07-20")
    assert [(e.date.start, e.recorded_from, e.recorded_to) for e in now] == [("2020-10-05", LATER, None)]
    assert [(e.date.start, e.recorded_from, e.recorded_to) for e in then] == [(None, NOW, LATER)]
    assert workspace.articles()[0].published == "2020-10-05"
    assert workspace.articles(recorded_as_of="2025-07-20")[0].published is None
    changed = {(r.what, r.field, r.old, r.new, r.at) for r in workspace.revisions()}
    assert ("article", "published", None, "2020-10-05", LATER) in changed
    assert ("page", "published", None, "2020-10-05", LATER) in changed
    assert workspace.counts().superseded_events == 1
    assert len(workspace.sentences(workspace.articles()[0].id)) == 2


def test_an_older_workspace_has_no_times_of_change_until_its_pages_are_added_again(workspace):
    add_page(workspace, dated(1), 1)
    with sqlite3.connect(workspace.folder / "workspace.sqlite") as database:
        database.execute("UPDATE articles SET record = json_remove(record, '$.updated')")
    (old,) = workspace.articles()
    assert old == coded(1, dated(1)).article
    assert Table.of("Articles", Article, [old]).to_arrow().to_pylist()[0]["updated"] is None

    def changed(one):
        return replace(one, article=replace(one.article, updated="2020-10-06T08:00:00Z"))

    add_page(workspace, dated(1), 1, now=LATER, versions={"recipe": "two"}, change=changed)
    assert workspace.articles()[0].updated == "2020-10-06T08:00:00Z"
    assert workspace.articles(recorded_as_of="2025-07-20")[0].updated is None
    (revised,) = workspace.revisions()
    assert (revised.field, revised.old, revised.new) == ("updated", None, "2020-10-06T08:00:00Z")


def test_the_past_is_shown_and_searched_with_the_words_it_had(workspace):
    add_page(workspace, dated(1), 1)
    key = (coded(1).article.id, 1)

    def reworded(one):
        title, first = one.sentences
        return replace(one, sentences=(title, replace(first, text="Nobody met anybody.")))

    add_page(workspace, dated(1), 1, now=LATER, versions={"recipe": "two"}, change=reworded)
    assert workspace.sentence_texts([key]) == {key: "Nobody met anybody."}
    assert workspace.sentence_texts([key], recorded_as_of="2025-07-20") == {key: body(1)}
    assert workspace.sentence_texts([key], recorded_as_of="2025-07-19") == {}
    for day, word in ((None, "nobody"), ("2025-07-20", "envoy"), ("2025-08-01", "nobody")):
        found = {w: len(workspace.search(w, recorded_as_of=day)) for w in ("nobody", "envoy")}
        assert found == {"nobody": 0, "envoy": 0} | {word: 1}, day
    assert workspace.search("envoy", recorded_as_of="2025-07-19") == []


def test_a_snapshot_is_one_moment_whatever_is_added_meanwhile(workspace):
    workspace.add([coded(1)], now=NOW)
    with workspace.snapshot() as held:
        workspace.add([coded(2)], now=LATER)
        found = []
        # A web request is answered by other threads than the one that opened the snapshot.
        thread = threading.Thread(target=lambda: found.append((len(held.events()), len(held.articles()))))
        thread.start()
        thread.join()
        assert found == [(1, 1)]
        with held.snapshot() as inner:
            assert len(inner.claims()) == 1
        assert held.counts().articles == 1
    assert len(workspace.events()) == 2


def test_a_better_word_on_when_and_where_a_page_was_fetched_counts(workspace):
    first = dated(1)
    crawled = replace(
        first,
        retrieved="2025-07-10T00:00:00Z",
        retrieved_from="crawl record",
        url="https://monitor.example/one",
    )
    given = replace(first, retrieved="2025-07-09T00:00:00Z", retrieved_from="given")
    add_page(workspace, first, 1)
    for of, done, retrieved in (
        (crawled, 1, crawled.retrieved),
        (first, 0, crawled.retrieved),
        (replace(crawled, url="https://monitor.example/two"), 1, crawled.retrieved),
        (given, 1, given.retrieved),
        (crawled, 1, given.retrieved),  # for its url alone
        (crawled, 0, given.retrieved),
        # the same page at another place must not turn it to and fro
        (replace(crawled, location="elsewhere.txt", url="https://copy.example"), 0, given.retrieved),
    ):
        assert add_page(workspace, of, 1, now=LATER).pages == done, of
        assert workspace.articles()[0].retrieved == retrieved
    changed = [(r.field, r.new) for r in workspace.revisions() if r.what == "page"]
    assert changed == [
        ("retrieved", crawled.retrieved),
        ("url", "https://monitor.example/one"),
        ("url", "https://monitor.example/two"),
        ("retrieved", given.retrieved),
        ("url", "https://monitor.example/one"),
    ]


def test_pages_that_rest_on_their_files_time_are_counted(workspace):
    assert add_page(workspace, page(1), 1).by_file_time == 1
    assert add_page(workspace, page(2, given=True), 2).by_file_time == 0
    assert add_page(workspace, page(2), 2).by_file_time == 0  # given before


def test_two_changes_within_one_second_leave_one_standing_version(workspace):
    for year in ("2019", "2020", "2021"):
        add_page(workspace, page(1, published=f"{year}-10-05"), 1)
    assert [e.date.start for e in workspace.events()] == ["2021-10-05"]
    assert len(workspace.articles()) == 1


def test_a_new_recipe_codes_again_and_keeps_what_stayed_equal(workspace):
    add_page(workspace, dated(1), 1)
    add_page(workspace, dated(2), 2)
    versions = {"recipe": "two"}
    assert add_page(workspace, page(1), 1, now=LATER, versions=versions).superseded == 0
    assert (
        add_page(workspace, page(2), 2, now=LATER, versions=versions, change=without_events).superseded == 1
    )
    kept = workspace.events()
    assert [(e.id, e.recorded_from) for e in kept] == [(coded(1).events[0].id, NOW)]
    assert kept[0].date.start == dated(1).published  # the date given before is not lost
    assert len(workspace.claims()) == 1


def test_ranges_are_half_open_and_undated_events_are_in_none(workspace):
    workspace.add([coded(n, page(n, published=f"2020-10-{n:02d}")) for n in (1, 2, 3)], now=NOW)
    workspace.add([coded(9, page(9))], now=NOW)
    days = [e.date.start for e in workspace.events(since="2020-10-01", until="2020-10-03")]
    assert days == ["2020-10-01", "2020-10-02"]
    assert [e.date.start for e in workspace.events(since="2020-10-03")] == ["2020-10-03"]
    assert workspace.events()[-1].date.start is None
    assert workspace.counts().undated_events == 1


def test_codes_match_either_side(workspace):
    workspace.add([coded(1)], now=NOW)
    assert workspace.events({"RUS"}) == workspace.events({"AZE", "FRA"}) == workspace.events() != []
    assert workspace.events({"FRA"}) == [] == workspace.events(set())
    only = workspace.articles()[0].id
    assert len(workspace.events(article_ids=[only])) == 1
    assert workspace.events(article_ids=[]) == []


def test_as_of_counts_only_what_was_public_that_day(workspace):
    workspace.add([coded(1, page(1, published="2020-10-05"))], now=NOW)
    workspace.add([coded(2, page(2))], now=NOW)  # undated: public at the latest when it was fetched
    for day, expected in (("2020-10-04", 0), ("2020-10-05", 1), ("2025-07-13", 1), ("2025-07-14", 2)):
        counts = {
            len(workspace.articles(as_of=day)),
            len(workspace.events(as_of=day)),
            len(workspace.claims(as_of=day)),
            len(workspace.search("envoy", as_of=day)),
        }
        assert counts == {expected}, day


def test_rejects_are_listed_until_the_place_is_read_well(workspace):
    empty = Rejected(id="x", stage="pages", reason="empty file", location=dated(1).location)
    for _ in range(2):
        workspace.add([empty], now=NOW)
    assert workspace.rejects() == [empty]
    add_page(workspace, dated(1), 1, now=LATER)
    assert workspace.rejects() == []


def test_articles_of_a_page_must_stand_together(workspace):
    one, two = coded(1), coded(2)
    with pytest.raises(UsageError, match="do not stand together"):
        workspace.add([one, two, one], now=NOW)
    assert workspace.counts().articles == 2


def test_search_finds_word_forms_and_shows_them(workspace):
    workspace.add([coded(1)], now=NOW)
    (hit,) = workspace.search("Sylvanian ministers")
    assert (hit.number, hit.outlet, hit.title) == (1, "Black Sea Monitor", TITLE)
    assert "[Sylvanian] [minister]" in hit.snippet
    assert workspace.search("Freedonia") == []
    assert len(workspace.search("meets", limit=1)) == 1


@given(words=st.text(max_size=40))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_words_are_a_syntax_error(workspace, words):
    assert workspace.search(words) == []


def test_a_reader_beside_the_writer_sees_whole_batches_only(workspace, monkeypatch):
    monkeypatch.setattr("detente.workspace.writer.PAGES_PER_COMMIT", 2)
    seen = []
    with workspace.writer(now=NOW) as writer:
        for n in range(5):
            writer.put(dated(n), [coded(n)])
            with Workspace.open(workspace.folder) as reader:
                seen.append((len(reader.articles()), len(reader.events())))
    assert seen == [(0, 0), (2, 2), (2, 2), (4, 4), (4, 4)]
    assert len(workspace.events()) == 5


def test_threads_may_read_one_workspace(workspace):
    workspace.add([coded(n) for n in range(3)], now=NOW)
    found = []
    threads = [threading.Thread(target=lambda: found.append(len(workspace.events()))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [3] * 8


def test_a_folder_with_signs_of_a_pattern_in_its_name(tmp_path):
    with Workspace.open(tmp_path / "a[1]*b?", create=True) as workspace:
        workspace.add([coded(1)], now=NOW)
        assert len(workspace.events()) == 1


def test_an_interrupt_keeps_the_pages_that_were_whole(workspace):
    def interrupted():
        yield coded(1)
        yield coded(2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        workspace.add(interrupted(), now=NOW)
    assert workspace.counts().articles == 1


def test_reading_what_is_no_workspace_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="no workspace here: make one with 'detente add"):
        Workspace.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_folder_with_other_files_is_not_taken_over(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        Workspace.open(tmp_path, create=True)
    with pytest.raises(StoreError, match="is a file"):
        Workspace.open(tmp_path / "thesis.doc", create=True)


@pytest.mark.parametrize("name", ["events/mine/notes.txt", "events/2020-10/notes.txt", ".hidden"])
def test_no_folder_with_anything_of_others_is_taken_over(tmp_path, name):
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine")
    with pytest.raises(StoreError, match="holds other files"):
        Workspace.open(tmp_path, create=True)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]


def test_a_folder_that_lost_its_database_keeps_its_events(workspace):
    workspace.add([coded(1)], now=NOW)
    workspace.close()
    before = sorted((workspace.folder / "events").rglob("*"))
    for file in workspace.folder.glob("workspace.sqlite*"):
        file.unlink()
    with pytest.raises(StoreError, match="holds other files"):
        Workspace.open(workspace.folder, create=True)
    (workspace.folder / "workspace.sqlite").touch()
    with pytest.raises(StoreError, match="holds other files"):
        Workspace.open(workspace.folder, create=True)
    assert sorted((workspace.folder / "events").rglob("*")) == before


def test_only_files_that_a_writer_left_are_swept(workspace):
    mine = ["notes.txt", "mine/notes.txt", "2020-10/notes.parquet", "2020-10/deep/0.parquet"]
    left = [f"2020-10/{'a' * 32}.parquet", f"undated/{'b' * 32}.parquet.tmp"]
    for name in mine + left:
        file = workspace.folder / "events" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    assert {problem.what for problem in workspace.problems()} == {f"events/{name}" for name in left}
    workspace.add([coded(1)], now=NOW)
    assert all((workspace.folder / "events" / name).exists() for name in mine)
    assert not any((workspace.folder / "events" / name).exists() for name in left)
    assert len(workspace.events()) == 1


def test_each_folder_made_is_synced_into_the_one_above_it(tmp_path, monkeypatch):
    synced = set()
    real = os.fsync

    def noted(handle):
        synced.add(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", noted)
    with Workspace.open(tmp_path / "new" / "ws", create=True) as workspace:
        workspace.add([coded(1)], now=NOW)
    (month,) = (tmp_path / "new" / "ws" / "events").iterdir()
    assert {folder.stat().st_ino for folder in (month, *month.parents[:4])} <= synced


def test_a_workspace_of_a_newer_version_is_left_alone(workspace):
    with sqlite3.connect(workspace.folder / "workspace.sqlite") as database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    for create in (False, True):
        with pytest.raises(StoreError, match="newer Detente"):
            Workspace.open(workspace.folder, create=create)


@pytest.mark.parametrize(
    "content", [b"not a database at all, just some words" * 100, b"SQLite format 3\0garbage"]
)
def test_a_damaged_database_is_said_to_be_one(tmp_path, content):
    (tmp_path / "workspace.sqlite").write_bytes(content)
    with pytest.raises(StoreError, match="damaged"):
        Workspace.open(tmp_path)


def test_a_foreign_database_is_not_a_workspace(tmp_path):
    sqlite3.connect(tmp_path / "workspace.sqlite").execute("CREATE TABLE birds (name)")
    with pytest.raises(StoreError, match="not a Detente workspace"):
        Workspace.open(tmp_path)
    with pytest.raises(StoreError, match="not a Detente workspace"):
        Workspace.open(tmp_path, create=True)


def test_a_damaged_shard_is_named(workspace):
    workspace.add([coded(1)], now=NOW)
    (shard,) = (workspace.folder / "events").rglob("*.parquet")
    shard.write_bytes(b"PAR1 no longer")
    with pytest.raises(StoreError, match="detente doctor"):
        workspace.events()
    assert [p.reason for p in workspace.problems()] == ["its bytes are not those that were written"]
    shard.unlink()
    assert [p.reason for p in workspace.problems()] == [os.strerror(2)]


def test_a_reader_waits_for_the_first_moment_of_a_first_run(tmp_path):
    folder = tmp_path / "ws"
    folder.mkdir()
    (folder / "workspace.sqlite").touch()
    maker = threading.Timer(0.3, lambda: Workspace.open(folder, create=True).close())
    maker.start()
    with Workspace.open(folder) as workspace:
        assert workspace.counts().articles == 0
    maker.join()
