from __future__ import annotations

import csv
import io
import math
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from serve_samples import CORPUS, HOSTILE, HOSTILE_PAGE, NOTE, SCRIPT, UNDATED, UPDATED

from detente.answers import Table
from detente.serve import create_app
from detente.serve.formats import csv_of
from detente.workspace import Workspace

ARTICLE = f"/article/{HOSTILE_PAGE.article.id}"
PAGES = {
    "front": "/",
    "pair": "/pair/AZE-RUS",
    "week": "/pair/AZE-RUS/week/2024-12-23",
    "year": "/pair/AZE-RUS/year/2024",
    "view": "/view/TUR/AZE-RUS",
    "wedge": "/wedge/ARM-AZE",
    "brief": "/brief/AZE-RUS",
    "article": ARTICLE,
    "search": "/search?q=bridge",
    "empty search": "/search",
    "rejects": "/rejects",
    "about": "/about",
    "no such pair": "/pair/AZR-RUS",
}
DOCS = Path(__file__).parents[2] / "docs" / "serve.md"
OURS = re.compile(r"(/(?!/)|#|https?://|$)")


def tree_of(response):
    return html.fromstring(response.text)


def words_of(element):
    return " ".join(element.text_content().split())


def values(elements):
    return [float(value) for element in elements for value in element.xpath(".//data/@value")]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_is_whole_and_harmless(client, path):
    response = client.get(path)
    assert response.status_code == (404 if "AZR" in path else 200)
    tree = tree_of(response)
    assert len(tree.xpath("//h1")) == 1
    assert tree.get("lang") == "en"
    # Only our own script and no style, handler or address that runs.
    assert tree.xpath("//script/@src") == ["/static/detente.js"]
    assert not tree.xpath("//style | //@style | //*[@onerror or @onmouseover] | //img")
    assert all(OURS.match(where) for where in tree.xpath("//@href | //@src | //@action"))
    assert not [where for where in tree.xpath("//@href") if where.lower().startswith("javascript")]
    assert all("noopener" in a.get("rel", "") for a in tree.xpath("//a[starts-with(@href, 'http')]"))


def test_headings_come_in_order(client):
    for path in PAGES.values():
        levels = [int(h.tag[1]) for h in tree_of(client.get(path)).xpath("//h1 | //h2 | //h3")]
        steps = [later - earlier for earlier, later in pairwise(levels)]
        assert levels[0] == 1, path
        assert max(steps, default=0) <= 1, path


def test_every_link_leads_somewhere(client):
    """From the front page, each address of ours found on pages and in charts answers, fragments included."""
    seen, waiting, fragments = {}, ["/"], set()
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        assert response.status_code == 200, path
        if "text/html" not in response.headers["content-type"]:
            seen[path] = set()
            continue
        tree = tree_of(response)
        seen[path] = set(tree.xpath("//@id"))
        for where in tree.xpath("//a/@href[starts-with(., '/') or starts-with(., '#')]"):
            target, _, fragment = where.partition("#")
            target = target or path
            fragments |= {(target, fragment)} if fragment else set()
            known = target in seen or target in waiting
            # Pairs are many and alike: one of them is walked through in full.
            if not known and (not target.startswith(("/pair", "/wedge", "/brief")) or "AZE-RUS" in target):
                waiting.append(target)
    assert len(seen) > 40
    assert not {(path, name) for path, name in fragments if path in seen and name not in seen[path]}


def test_hostile_page_is_shown_as_text(client):
    tree = tree_of(client.get(ARTICLE))
    assert words_of(tree.xpath("//h1")[0]) == f"{SCRIPT} summit"
    assert HOSTILE in tree.xpath("//main")[0].text_content()
    assert "<script>alert" not in client.get("/brief/AZE-RUS").text
    assert "<script>alert" not in client.get("/pair/AZE-RUS.svg").text
    assert "javascript:" not in client.get("/brief/AZE-RUS.md").text


def test_article_marks_what_is_coded_and_keeps_what_was_left_out(client):
    tree = tree_of(client.get(ARTICLE))
    (event,) = HOSTILE_PAGE.events
    (note,) = tree.xpath(f"//*[@id='e-{event.id}']")
    assert "Russia" in words_of(note)
    assert "CONSULT" in words_of(note)
    assert "fact" in words_of(note)
    (mark,) = tree.xpath("//mark")
    assert mark.get("id") == "s-1"
    assert mark.text_content() == HOSTILE
    assert "Home | World | <i>Sport</i>" in tree.xpath("//details[@class='left-out']")[0].text_content()
    assert "bears no date" in client.get(f"/article/{UNDATED.article.id}").text


def test_article_that_was_changed_says_when(client):
    assert "updated" not in words_of(tree_of(client.get(ARTICLE)).xpath("//p[@class='meta']")[0])
    (line,) = tree_of(client.get(f"/article/{UPDATED.article.id}")).xpath("//header/div/p[@class='meta']")
    assert "2025-06-20 · updated 2025-06-22 ·" in words_of(line)


def test_a_coders_confidence_is_shown_and_a_horizon_keeps_its_words(client):
    page = client.get(ARTICLE).text
    assert re.search(r"coder's confidence 0\.\d\d", html.fromstring(page).text_content())
    claimed = next(each for each in CORPUS if each.claims)
    (claim,) = claimed.claims
    note = tree_of(client.get(f"/article/{claimed.article.id}")).xpath(f"//*[@id='c-{claim.id}']")[0]
    assert words_of(note).endswith(f"{claim.horizon} · grade {claim.grade} · sentence")
    assert "until" not in words_of(note)


def test_a_page_reads_one_moment_of_a_workspace_that_is_written_to(tmp_path, monkeypatch):
    """Between the first and the next read of a page a run adds an article: the page does not meet it."""
    where = tmp_path / "ws"
    with Workspace.open(where, create=True) as ws:
        ws.add(CORPUS[:1], now="2025-08-01T10:00:00Z")
    read = Workspace.articles

    def reading(ws, **given):
        found = read(ws, **given)
        with Workspace.open(where) as writing:
            writing.add(CORPUS[1:2], now="2025-08-02T10:00:00Z")
        return found

    monkeypatch.setattr(Workspace, "articles", reading)
    client = TestClient(create_app(where), base_url="http://127.0.0.1:8001")
    assert client.get("/index.json").json()["counts"]["articles"] == 1
    assert client.get("/index.json").json()["counts"]["articles"] == 2


@pytest.mark.parametrize("unit", ["week", "year"])
def test_evidence_adds_up_to_the_figure_on_the_page(client, unit):
    tree = tree_of(client.get("/pair/AZE-RUS"))
    links = tree.xpath(f"//section[@aria-labelledby='by-{unit}']//tbody/tr[td/data]")
    assert len(links) == 3
    for row in links:
        shown = values([row])[0]
        evidence = tree_of(client.get(row.xpath(".//a/@href")[0]))
        assert values(evidence.xpath("//dl[@class='figures']/div[1]")) == [shown]
        assert math.isclose(math.fsum(values(evidence.xpath("//*[@class='adds']"))), shown, abs_tol=1e-9)


@settings(max_examples=10, deadline=None)
@given(st.dates(date(2022, 12, 1), date(2025, 8, 1)), st.integers(min_value=1, max_value=900))
def test_evidence_adds_up_in_any_window(client, since, days):
    until = since.fromordinal(since.toordinal() + days)
    window = {"since": since.isoformat(), "until": until.isoformat()}
    answer = client.get("/pair/AZE-RUS.json", params=window).json()
    for unit, table in (("week", "weeks"), ("year", "years")):
        unknown = [period for period in answer[table] if period["balance"] is None]
        for period in [each for each in answer[table] if each["occurrences"]] + unknown[:1]:
            behind = client.get(f"/pair/AZE-RUS/{unit}/{period['period']}.json", params=window).json()
            if period["balance"] is None:
                assert behind["evidence"] == []
                assert behind["sums"] is None
            else:
                total = math.fsum(row["value"] for row in behind["evidence"])
                assert math.isclose(total, period["balance"], abs_tol=1e-9)


def test_unknown_is_never_zero(client):
    weeks = client.get("/pair/AZE-RUS.json").json()["weeks"]
    empty = [week for week in weeks if not week["occurrences"]]
    assert empty
    assert all(week["balance"] is None for week in empty)
    page = client.get(f"/pair/AZE-RUS/week/{empty[0]['period']}")
    assert page.status_code == 200
    assert "Unknown" in page.text
    assert "<data" not in page.text
    drawing = client.get("/pair/AZE-RUS.svg").text
    assert 'class="unknown"' in drawing
    assert "url(#unknown-week)" in drawing
    assert "unknown: no counted event in" in client.get("/pair/AZE-RUS").text


def test_what_stands_in_no_week_is_listed_beside(client):
    text = words_of(tree_of(client.get("/pair/AZE-RUS")).xpath("//section[@aria-labelledby='beside']")[0])
    assert "1 occurrence dated only to the month or year" in text
    assert "Yearbook" in text
    assert "1 occurrence without a date" in text
    assert "Undated Gazette" in text


def test_every_mark_of_a_chart_opens_its_evidence_here(client):
    for unit in ("week", "year"):
        drawing = html.fromstring(client.get(f"/pair/AZE-RUS.svg?unit={unit}&since=2024").content)
        addresses = set(drawing.xpath("//@href"))
        assert len(addresses) == 2
        for address in addresses:
            assert address.startswith(f"/pair/AZE-RUS/{unit}/")
            assert "since=2024-01-01" in address
            assert client.get(address).status_code == 200


def test_note_stands_on_every_answer(client):
    for name in ("front", "pair", "week", "view", "wedge", "brief", "article", "search"):
        assert NOTE in client.get(PAGES[name]).text, name
    assert NOTE in client.get("/pair/AZE-RUS.svg").text
    assert client.get("/pair/AZE-RUS.json").json()["note"] == NOTE


def test_same_address_gives_data(client):
    for path, table in (
        ("/pair/AZE-RUS", "weeks"),
        ("/view/TUR/AZE-RUS", "said"),
        ("/wedge/ARM-AZE", "paths"),
    ):
        data = client.get(f"{path}.json").json()
        rows = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv?table={table}").text)))
        assert len(rows) == len(data[table])
        assert list(rows[0]) == list(data[table][0])
    assert client.get("/brief/AZE-RUS.md").text.startswith("# Azerbaijan and Russia")
    assert client.get("/rejects.json").json()["rejects"][0]["reason"] == "empty <file>"
    assert "/pair/{pair}.json" in client.get("/openapi.json").json()["paths"]


def test_csv_runs_nothing_in_a_spreadsheet():
    table = Table("hostile", pa.table({"text": ["=HYPERLINK(1)"], "value": [-9.0]}))
    assert csv_of(table, "x").body.decode().splitlines() == ["text,value", "'=HYPERLINK(1),-9.0"]


def test_names_and_orders_lead_to_one_address(client):
    for path in ("/pair/RUS-AZE?since=2024", "/pair/russia-Azerbaijan?since=2024"):
        assert client.get(path, follow_redirects=False).headers["location"] == "/pair/AZE-RUS?since=2024"
    week = client.get("/pair/AZE-RUS/week/2024-12-25", follow_redirects=False).headers["location"]
    assert week == "/pair/AZE-RUS/week/2024-12-23"
    asked = client.get("/go?ask=view&a=Russia&b=Baku&x=Turkey&since=2024", follow_redirects=False)
    assert asked.headers["location"] == "/view/TUR/AZE-RUS?since=2024-01-01"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/pair/AZR-RUS", 404, "AZR"),
        ("/view/Turkei/AZE-RUS", 404, "Turkei"),
        ("/article/nothing", 404, "nothing"),
        ("/nothing", 404, "no such page"),
        ("/pair/AZE", 400, "AZE-RUS"),
        ("/pair/AZE-AZE", 400, "different"),
        ("/pair/AZE-RUS?since=soon", 400, "write 2020-10-05"),
        ("/pair/AZE-RUS?since=2025&until=2024", 400, "empty"),
        ("/pair/AZE-RUS/week/2024-13-01", 400, "2025-06-30"),
        ("/pair/AZE-RUS/week/9999-12-31", 400, "2025-06-30"),
        ("/pair/AZE-RUS/year/MMXX", 400, "such as 2025"),
        ("/pair/AZE-RUS/year/0000", 400, "such as 2025"),
        ("/search?q=a&limit=0", 400, "greater than"),
        ("/article/%2E%2E%2Fetc", 404, "page"),
    ],
)
def test_bad_address_says_what_to_write(client, path, status, words):
    page = client.get(path)
    assert page.status_code == status
    assert words in words_of(tree_of(page).xpath("//main")[0])
    question, mark, query = path.partition("?")
    data = client.get(f"{question}.json{mark}{query}")
    assert data.status_code == status
    assert data.headers["content-type"] == "application/problem+json"
    assert data.json()["status"] == status
    assert data.json()["detail"]


def test_unknown_code_links_to_what_was_meant(client):
    links = tree_of(client.get("/pair/AZR-RUS")).xpath("//main//li/a/@href")
    assert links[0] == "/pair/AZE-RUS"
    assert "/pair/AZE-RUS.json" in client.get("/pair/AZR-RUS.json").json()["close"]
    form = tree_of(client.get("/go?a=Azerbaidjan&b=RUS"))
    assert "/go?a=AZE&b=RUS" in form.xpath("//main//li/a/@href")


def test_every_address_is_documented(client):
    text = DOCS.read_text(encoding="utf-8")
    for path in client.get("/openapi.json").json()["paths"]:
        page, _, suffix = path.partition(".")
        assert f"`{page}`" in text or f"`{path}`" in text, path
        assert f"`.{suffix}`" in text or not suffix, path


def test_nothing_but_get(client):
    response = client.post("/pair/AZE-RUS")
    assert response.status_code == 405
    assert "GET" in response.headers["allow"]


def test_reading_goes_on_beside_a_writer(client, folder):
    with Workspace.open(folder) as ws, ws.writer(now="2025-08-02T10:00:00Z"):
        assert client.get("/pair/AZE-RUS").status_code == 200
