"""Feeds of every age, whole and broken: what a user gets of their entries."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.articles import split_page
from detente.pages import document_pages
from detente.records import Page, Rejected

WHEN = "2025-07-14T12:00:00Z"
SECOND = "<item><title>Second</title><link>https://lake.example/2</link></item>"


def pages_of(text, name="feed.xml", **given):
    data = text if isinstance(text, bytes) else text.encode()
    return list(document_pages(data, name, **({"retrieved": WHEN} | given)))


def rows_of(text, name="feed.xml"):
    return [json.loads(page.content) for page in pages_of(text, name) if isinstance(page, Page)]


def rss(*items, root='<rss version="2.0">', head=""):
    channel = (
        "<channel><title>Lake Monitor</title><link>https://lake.example/</link><language>en-gb</language>"
    )
    return f'<?xml version="1.0"?>{head}{root}{channel}{"".join(items)}</channel></rss>'


def item(*parts, title="Talks"):
    return f"<item><title>{title}</title><link>https://lake.example/1</link>{''.join(parts)}</item>"


def rdf(space):
    root = f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{space}">'
    return f"{root}<channel><title>L</title></channel>{item()}{SECOND}</rdf:RDF>"


SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)
FULL = rss(
    item(
        "<description>They met.</description>",
        "<content:encoded><![CDATA[<p>They met for long.</p>]]></content:encoded>",
        "<dc:creator>Ann Lee</dc:creator>",
        "<pubDate>Mon, 14 Jul 2025 10:00:00 +0200</pubDate>",
        '<source url="https://river.example/rss">River Post</source>',
    ),
    SECOND,
    root=f'<rss version="2.0" {SPACES}>',
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Lake</title><entry><title>Talks</title>'
    '<link rel="self" href="https://lake.example/self"/><link rel="alternate" href="https://lake.example/1"/>'
    "<published>2025-07-14T10:00:00+02:00</published><author><name>Ann</name></author><author><name>Bob</name>"
    '</author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They met.</p></div>'
    "</content></entry><entry><title>B</title></entry></feed>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Lake Monitor",
        "language": "en",
        "items": [
            {
                "id": "https://lake.example/1",
                "title": "Talks",
                "content_html": "<p>They met.</p>",
                "date_published": "2025-07-14T10:00:00+02:00",
                "authors": [{"name": "Ann"}, {"name": "Bob"}],
            },
            {"id": "7", "content_text": "They left.", "author": {"name": "Eve"}},
            {"id": "8"},
            "no entry",
        ],
    }
)


def test_full_entry_is_a_row():
    assert rows_of(FULL)[0] == {
        "title": "Talks",
        "html": "<p>They met for long.</p>",
        "published": "Mon, 14 Jul 2025 10:00:00 +0200",
        "outlet": "River Post",
        "byline": "Ann Lee",
        "url": "https://lake.example/1",
        "lang": "en-gb",
    }


def test_atom_and_json_feed_say_the_same():
    atom, by_json = rows_of(ATOM)[0], rows_of(JSON_FEED, "feed.json")[0]
    assert (atom.pop("outlet"), by_json.pop("outlet")) == ("Lake", "Lake Monitor")
    assert atom == by_json | {"lang": atom.get("lang", "en")}
    assert rows_of(JSON_FEED, "-")[1] == {
        "text": "They left.", "byline": "Eve", "outlet": "Lake Monitor", "lang": "en",
    }  # fmt: skip
    reasons = [found.reason for found in pages_of(JSON_FEED) if isinstance(found, Rejected)]
    assert reasons == ["entry 3 has neither a title nor a text", "entry 4 is no object"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (rss(item(title="Tea & talks"), SECOND), "Tea & talks"),
        (rss(item(title="Caf&eacute;&nbsp;talks"), SECOND), "Café talks"),
        (rss(item(title="Tea\x0b talks"), SECOND), "Tea talks"),
        (rss(item("<description><p>They met.<br>And</description>"), SECOND), "Talks"),
        (rss(item("<content:encoded><![CDATA[<p>x</p>]]></content:encoded>"), SECOND), "Talks"),
        ("\n<br/>Warning: x in y.php\n" + rss(item(), SECOND), "Talks"),
        (rss(item(), SECOND) + "<!-- cached --><script>x</script>", "Talks"),
        (rss(item(), SECOND)[:-30], "Talks"),
        (rss(item(), SECOND, root="<RSS>").replace("</rss>", "</RSS>"), "Talks"),
        (rss(item(), SECOND, head='<!DOCTYPE rss PUBLIC "-//N//DTD" "x.dtd">'), "Talks"),
        (
            rdf("http://purl.org/rss/1.0/"),
            "Talks",
        ),
        (
            rdf("http://my.netscape.com/rdf/simple/0.9/"),
            "Talks",
        ),
        (rss(item(), SECOND).replace('"1.0"', '"1.0" encoding="windows-1251"'), "Talks"),
    ],
)  # fmt: skip
def test_broken_feed_loses_no_entry(text, title):
    rows = rows_of(text)
    assert [" ".join(row["title"].split()) for row in rows][:1] == [title]
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("dated", "published"),
    [
        ("<pubDate>Mon, 14 Jul 2025 10:00:00 +0200</pubDate>", "2025-07-14T08:00:00Z"),
        ("<pubDate>Mon, 14 Jul 2025 05:00:00 EST</pubDate>", "2025-07-14T10:00:00Z"),
        ("<dc:date>2025-07-14T10:00:00+02:00</dc:date>", "2025-07-14T08:00:00Z"),
        ("<pubDate>Mon, 14 Jul 2025 16:00:00 GMT</pubDate>", None),  # after it was fetched
        ("<pubDate>soon</pubDate>", None),
        ("<guid isPermaLink='false'>123</guid>", None),
    ],
)
def test_date_of_an_entry(dated, published):
    (page,) = pages_of(rss(item(dated), root=f'<rss version="2.0" {SPACES}>'))
    (article,) = split_page(page)
    assert article.published == published


def test_link_of_an_entry():
    atom = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='https://lake.example/self'/>"
    assert rows_of(rss(item(atom)))[0]["url"] == "https://lake.example/1"
    by_guid = "<item><title>A</title><guid>https://lake.example/g</guid></item>"
    assert rows_of(rss(by_guid))[0]["url"] == "https://lake.example/g"


def test_feed_that_a_server_calls_html_is_a_feed_and_a_page_that_shows_one_is_a_page():
    found = pages_of(FULL, "https://lake.example/feed", media_type="text/html; charset=utf-8")
    assert [page.kind for page in found] == ["row", "row"]
    page = "<!doctype html><pre><feed ></pre><p>They met."
    assert [page.kind for page in pages_of(page, "https://lake.example/", media_type="text/html")] == ["html"]


def test_feed_with_more_tags_than_it_can_have_is_refused():
    assert "more tags" in pages_of("<rss><channel>" + "<a>" * 600_000)[0].reason


def test_feed_that_the_library_trips_over_is_rejected():
    (found,) = pages_of(FULL.replace("dc/elements", "dc/\N{NO-BREAK SPACE}elements"))
    assert "feed that cannot be read" in found.reason


@settings(max_examples=250, deadline=None)
@given(st.sampled_from([FULL, ATOM, JSON_FEED]), st.data())
def test_any_feed_is_pages_or_rejected(text, data):
    broken = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(broken)))
        broken[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=9))
    assert all(isinstance(found, Page | Rejected) for found in pages_of(bytes(broken)))


def test_a_date_that_is_none_costs_no_entry():
    found = rows_of(rss(item("<pubDate>0000-00-00</pubDate>"), SECOND))
    assert [row["title"] for row in found] == ["Talks", "Second"]
    assert "published" not in found[0]


@pytest.mark.parametrize("link", ["/2025/talks", "../2025/talks", "//lake.example/2025/talks"])
def test_a_link_written_from_where_the_feed_stands_is_whole(link):
    text = rss(f"<item><title>Talks</title><link>{link}</link></item>")
    where = "https://lake.example/feeds/world.xml"
    (page,) = pages_of(text, where, url=where)
    assert page.url == json.loads(page.content)["url"] == "https://lake.example/2025/talks"


def test_hostile_fronts_take_no_time():
    comments = b"<!-- a -->" * 5_000  # each of them tried twice would take for ever
    (page,) = pages_of(comments + b"<html><p>They met.", "https://a.example/", media_type="text/html")
    assert page.kind == "html"
    assert pages_of(rss(SECOND) + "<!ENTITY" + "<!DOCTYPE" * 400_000)
