"""The example corpus keeps its word: pages in the crawl record; facts dated, sourced, read twice."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from lxml import etree, html

CORPUS = Path(__file__).parents[1] / "examples" / "caucasus"
DATE = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}
SHAPES = {"wirelane", "steppe", "caspian", "bosphorus", "ledger", "live", "feed"}
SECOND_READER = {"agreed", "corrected", "added"}


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pages():
    return {p.name for p in (CORPUS / "pages").iterdir() if p.name != "crawl.csv"}


def test_size_shapes_and_years():
    names = pages()
    assert len(names) >= 80
    assert {n.split("-")[0] for n in names} == SHAPES
    assert {re.search(r"-(\d{4})-", n)[1] for n in names} >= {str(y) for y in range(2015, 2026)}


def test_every_page_has_its_crawl_record():
    crawl = rows(CORPUS / "pages" / "crawl.csv")
    assert [r["file"] for r in crawl] == sorted(pages())
    assert all(re.fullmatch(r"https://[\w.-]+\.example/\S*", r["url"]) for r in crawl)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", r["retrieved"]) for r in crawl)


def test_every_fact_is_dated_sourced_read_twice_and_on_a_page():
    names, facts = pages(), rows(CORPUS / "index.csv")
    assert len({r["fact"] for r in facts}) == len(facts)
    assert facts == sorted(facts, key=lambda r: (r["date"], r["fact"]))
    for row in facts:
        assert re.fullmatch(DATE[row["precision"]], row["date"]), row
        assert row["documented"], row
        assert row["statement"], row
        assert row["second_reader"] in SECOND_READER, row
        assert set(row["pages"].split()) <= names, row
        assert row["pages"], row
    assert names == {p for row in facts for p in row["pages"].split()}


LOADS = {"src", "href", "srcset", "action", "formaction", "data", "poster", "background", "ping", "cite"}
URL = re.compile(r"(?:https?:)?//([\w.-]+)", re.IGNORECASE)
# Names of vocabularies in the form of addresses; nothing is fetched from there.
VOCABULARIES = {"schema.org", "purl.org", "www.w3.org", "ogp.me"}


def reaches_out(text):
    """What on a page a browser would run or fetch from a host that exists."""
    found = [host for host in URL.findall(text) if not (host.endswith(".example") or host in VOCABULARIES)]
    root = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            hosts = URL.findall(value) if name in LOADS | {"style"} else []
            runs = re.fullmatch(r"on[a-z]+|http-equiv", name) or re.match(r"\s*(?:javascript|data):", value)
            if runs or any(not host.endswith(".example") for host in hosts):
                found.append(f"{element.tag} {name}={value}")
    return found


def test_pages_hold_nothing_that_reaches_out():
    leaks = {name: reaches_out((CORPUS / "pages" / name).read_text(encoding="utf-8")) for name in pages()}
    assert {name: found for name, found in leaks.items() if found} == {}


@pytest.mark.parametrize(
    "leak",
    [
        "<script src='https://cdn.ads.test/x.js'></script>",
        "<img src='//pixel.ads.test/1.gif'>",
        "<img src='a.png' onload='go()'>",
        "<a href='javascript:go()'>x</a>",
        "<meta http-equiv='refresh' content='0'>",
        "<link rel=stylesheet href='https://schema.org/x.css'>",
        "<script>fetch('https://ads.test/1')</script>",
    ],
)
def test_a_leak_is_found_on_a_page_with_harmless_addresses(leak):
    page = (
        "<a href='https://river.example/'>x</a><a href='/live'>x</a><p itemtype='https://schema.org/X'>x</p>"
    )
    assert not reaches_out(page)
    assert reaches_out(page + leak)
