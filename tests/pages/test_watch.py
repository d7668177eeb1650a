"""Addresses and feeds into a workspace, with real processes: polled, killed, resumed, ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from detente.pages import Fetching, Schedule, feeds_of
from detente.pages.frontier import Frontier
from detente.pages.opml import Feed, opml_feeds
from detente.workspace import Workspace
from web_server import Reply, Site, article, feed, serving

SOURCE = str(Path(__file__).parents[2] / "src")
LOCAL = ["--allow-private", "--pace", "0"]
PAGES, STUCK = 40, 17
PATIENCE = 300  # seconds; a process that takes longer hangs
REGIONS = {"Africa", "Americas", "Asia", "Europe", "Middle East", "Oceania", "International organisations"}
NOW = 1_752_494_400.0


@pytest.fixture
def site():
    with serving(Site()) as one:
        yield one


def process(folder, *arguments):
    environ = os.environ | {"PYTHONPATH": SOURCE}
    command = [sys.executable, "-m", "detente", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finished(folder, *arguments):
    running = process(folder, *arguments)
    out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0, err
    return out, err


def until(true):
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_killed_run_fetches_nothing_twice_and_loses_nothing(site, tmp_path):
    """It is killed while the answer to one address hangs; all before that have been fetched."""
    killed = threading.Event()
    paths = [f"/{number}" for number in range(PAGES)]
    site.replies |= {path: Reply(article(f"Talks number {path[1:]}")) for path in paths}
    site.replies[f"/{STUCK}"] = [Reply(act=lambda _: killed.wait(PATIENCE)), site.replies[f"/{STUCK}"]]
    site.replies["/3"] = Reply(status=404)
    command = ["add", *(site.url(path) for path in paths), *LOCAL, "--db", "desk"]
    first = process(tmp_path, *command)
    until(lambda: site.asked(f"/{STUCK}"))
    first.send_signal(signal.SIGKILL)
    first.wait()
    killed.set()
    assert not site.asked(f"/{STUCK + 1}")
    out, err = finished(tmp_path, *command)
    assert out == ""
    assert f"going on with a run that was cut short: {PAGES - STUCK} addresses left" in err
    assert [site.asked(path) for path in paths] == [2 if path == f"/{STUCK}" else 1 for path in paths]
    with Workspace.open(tmp_path / "desk") as held:
        locations = {found.location for found in held.articles()}
        assert locations == {site.url(path) for path in paths if path != "/3"}
        assert [reject.location for reject in held.rejects()] == [site.url("/3")]


def test_watch_polls_feeds_and_asks_only_for_what_is_new(site, tmp_path):
    site.replies |= {
        "/feed": Reply(feed({"One": site.url("/1"), "Two": site.url("/2")}), headers={"ETag": '"a"'}),
        "/1": Reply(article("One in full")),
        "/2": Reply(article("Two in full")),
    }
    command = ["watch", site.url("/feed"), site.url("/gone"), "--once", "--follow", *LOCAL, "--db", "desk"]
    _, err = finished(tmp_path, *command)
    assert "1 feed answered, 1 failed; desk: added 2 pages: 2 articles" in err
    assert f"rejected {site.url('/gone')} (pages): the server answered 404" in err
    finished(tmp_path, *command)
    assert (site.asked("/feed"), site.asked("/1"), site.log[-2][1].get("if-none-match")) == (2, 1, '"a"')
    entries = {"Three": site.url("/3"), "One": site.url("/1")}
    site.replies |= {"/feed": Reply(feed(entries), headers={"ETag": '"b"'}), "/3": Reply(article("Three"))}
    _, err = finished(tmp_path, *command)
    assert (site.asked("/1"), site.asked("/3")) == (1, 1)
    assert "added 1 page: 1 article" in err


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_ends_cleanly_and_keeps_what_is_whole(site, tmp_path, number):
    """It is ended in its first round, while one address hangs."""
    entries = {f"Story {n}": site.url(f"/{n}") for n in range(4)}
    site.replies |= {f"/{n}": Reply(article(f"Story number {n}")) for n in range(3)}
    site.replies |= {"/feed": Reply(feed(entries)), "/3": Reply(act=lambda _: time.sleep(PATIENCE))}
    running = process(tmp_path, "watch", site.url("/feed"), "--follow", *LOCAL, "--db", "desk")
    until(lambda: site.asked("/3"))
    running.send_signal(number)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert err.splitlines()[0].startswith("watching 1 feed into desk")
    assert err.splitlines()[-1] == "stopped; desk holds what was whole, and the same command goes on"
    with Workspace.open(tmp_path / "desk") as held:
        assert {found.title for found in held.articles()} == {f"Story number {n}" for n in range(3)}
        assert held.problems() == []


def test_a_feed_that_fails_is_asked_later_and_later(tmp_path):
    feeds = [Feed("A", "https://a.example/feed"), Feed("B", "https://b.example/feed")]
    time_now = [NOW]
    fetching = Fetching(state=tmp_path / "fetch.sqlite", clock=lambda: time_now[0], chance=lambda: 0.5)
    schedule = Schedule(feeds, 900.0, fetching)
    assert schedule.due() == [feed.url for feed in feeds]
    pauses = []
    for _ in range(9):
        frontier = Frontier(fetching.state)
        due = schedule.due()
        frontier.begin(due, run=1)
        for url in due:
            frontier.unchanged(url) if "//a." in url else frontier.failed(url, "the server answered 503")
        frontier.settle(1)
        frontier.close()
        polled = schedule.done(due)
        assert polled.answered == ("https://a.example/feed" in due)
        if "https://b.example/feed" in due:
            assert polled.failed == (("https://b.example/feed", "the server answered 503"),)
            pauses.append(Frontier(fetching.state).polled(due[-1])[0] - time_now[0])
            time_now[0] += pauses[-1]
    assert pauses == [1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 57600.0, 86400.0, 86400.0, 86400.0]


def test_the_starter_list_spans_the_world():
    feeds = feeds_of([])
    addresses = [feed.url for feed in feeds]
    assert len(feeds) >= 60
    assert len(set(addresses)) == len(addresses)
    assert {feed.category for feed in feeds} == REGIONS
    assert min(sum(feed.category == region for feed in feeds) for region in REGIONS) >= 8
    assert len({feed.lang for feed in feeds}) >= 10
    assert sum(url.startswith("https://") for url in addresses) > 0.95 * len(feeds)
    assert all(feed.title and feed.html_url and urlsplit(feed.url).hostname for feed in feeds)


def test_the_list_can_be_read_written_and_checked(run, site, tmp_path):
    code, out, _ = run("watch", "--list", "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["url"] for line in out.splitlines()] == [feed.url for feed in feeds_of([])]
    site.replies |= {"/feed": Reply(feed({"One": site.url("/1")})), "/page": Reply(article("No feed"))}
    names = [site.url("/feed"), site.url("/page"), site.url("/gone")]
    assert run("watch", *names, "--opml", "mine.opml")[0] == 0
    assert [feed.url for feed in opml_feeds(Path("mine.opml").read_text())] == names
    code, out, err = run("watch", "mine.opml", "--check", *LOCAL, "--format", "jsonl")
    checked = [json.loads(line) for line in out.splitlines()]
    assert (checked[0]["entries"], checked[0]["newest"]) == (1, "2025-07-14T10:00:00Z")
    assert [one["reason"] for one in checked] == [
        None,
        "answers, but is no feed",
        "the server answered 404: it is not there",
    ]
    assert err.splitlines()[-1] == "1 feed answered, 2 did not"
    assert not Path("detente-workspace").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--every", "often"], 2, "--every 'often' is no interval: write 90s, 15m, 2h or 1d"),
        (["--every", "5s"], 2, "--every 5s: feeds are asked at most once a minute"),
        (["no-such.opml"], 1, "no-such.opml: cannot be read: No such file or directory"),
        (
            ["https://a.example/list.opml"],
            1,
            "a list of feeds is watched from a file: save it and give the file",
        ),
        (["https://me:key@a.example/"], 1, "an address with a user name or password is not fetched"),
    ],
)
def test_what_cannot_be_watched(run, arguments, code, said):
    found, _, err = run("watch", *arguments)
    assert found == code
    assert said in err
    assert not Path("detente-workspace").exists()


def test_an_address_is_read_from_the_command_line(run, site):
    site.replies["/a"] = Reply(article("Talks resume"))
    code, out, err = run("read", site.url("/a"), *LOCAL)
    assert code == 0
    (found,) = [json.loads(line) for line in out.splitlines()]
    assert (found["title"], found["location"], found["url"]) == (
        "Talks resume",
        site.url("/a"),
        site.url("/a"),
    )
    assert err == "read 1 article, 0 rejected\n"
    code, _, err = run("read", site.url("/a"))
    assert code == 1
    assert "--allow-private lets it" in err


def test_what_writes_records_is_asked_for_one_at_a_time(tmp_path):
    running = process(tmp_path, "watch", "--list", "--check")
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert "give one of them" in err
