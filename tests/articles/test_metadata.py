"""Heads of pages in the manners of many sites, each beside what it says. Our own text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from detente.articles import split_page
from detente.articles.facts import page_facts
from detente.articles.marks import minutes_of
from detente.records import Page

HEADS = Path(__file__).parents[1] / "data" / "heads"


@pytest.mark.parametrize("name", sorted(path.stem for path in HEADS.glob("*.html")))
def test_what_a_page_says_of_itself(name):
    expected = json.loads((HEADS / f"{name}.json").read_text("utf-8"))
    (article,) = split_page(
        Page(
            id="1",
            location=name,
            kind="html",
            content=(HEADS / f"{name}.html").read_bytes(),
            retrieved="2025-07-14T12:00:00Z",
            retrieved_from="given",
        )
    )
    assert {field: getattr(article, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("script", "names"),
    [
        ('{"@type":"NewsArticle","author":{"name":["Mira Sand"]}}', "Mira Sand"),
        ('{"@type":"NewsArticle","author":[{"name":"Mira Sand"},"Tom Orr"]}', "Mira Sand, Tom Orr"),
        ('{"@type":"NewsArticle","author":"Mira Sand;Tom Orr"}', "Mira Sand, Tom Orr"),
        (
            '{"@type":"http://schema.org/NewsArticle","creator":{"name":"Mira &amp; Co Sand"}}',
            "Mira & Co Sand",
        ),
        ('{"@type":"NewsArticle","author":{"@id":"#nobody"}}', None),
        ('{"@type":"NewsArticle","author":"https://social.example/mira"}', None),
        ('{"@type":"NewsArticle","author":{"name":{"first":"Mira"}}}', None),
        ('{"@type":"NewsArticle","author":7}', None),
        (
            '{"@type":"Article","author":"José Ortega y Ruiz, Ana Gil y Luis Paz a@b.example"}',
            "José Ortega y Ruiz, Ana Gil, Luis Paz",
        ),
        ('{"@type":"NewsArticle","author":{"name":"Mira Sand"}}{"@type":"WebSite"}', "Mira Sand"),
        ('&lt;!--{"@type":"NewsArticle"', None),
        ("[" * 100_000, None),
        ('{"a":' * 100_000, None),
    ],
)
def test_authors_of_json_ld_in_all_its_forms(script, names):
    root = html.fromstring(f'<html><head><script type="application/ld+json">{script}</script></head></html>')
    assert page_facts(root).author == names


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="http://[::1">', None),
        ('<link rel="shortlink" href="https://a.example/?p=9">', "https://a.example/?p=9"),
        (
            '<link rel="canonical" href="//a.example/x"><base href="https://b.example/">',
            "https://a.example/x",
        ),
        ('<link rel="canonical" href="/x">', None),
    ],
)
def test_address_that_a_page_gives_itself(head, url):
    assert page_facts(html.fromstring(f"<html><head>{head}</head></html>")).url == url


def test_reading_time_of_the_head_and_of_chinese():
    label = '<meta name="twitter:label2" content="Est. reading time">'
    label += '<meta name="twitter:data2" content="7 minutes">'
    assert page_facts(html.fromstring(f"<html><head>{label}</head></html>")).minutes == 7
    assert minutes_of(None, "会谈继续" * 400) == 4
