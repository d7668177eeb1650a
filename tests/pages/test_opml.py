"""Lists of addresses: OPML in and out, sitemaps."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.pages import document_pages, read_pages
from detente.pages.markup import MarkupError
from detente.pages.opml import Feed, opml_feeds, write_opml
from detente.pages.sitemaps import sitemap_addresses
from detente.records import Page, Rejected

WHEN = "2025-07-14T12:00:00Z"
OPML = """<?xml version="1.0" encoding="windows-1251"?>
<opml version="1.0"><head><title>Мои ленты</title></head><body>
  <outline text="Asia"><outline title="Japan">
    <outline text="Lake &amp; River" xmlUrl="https://lake.example/feed" htmlUrl="https://lake.example/"/>
    <outline text="again" xmlUrl="https://lake.example/feed"/>
  </outline></outline>
  <outline text="Новости" XMLURL=" https://news.example/rss " language="ru"/>
  <outline text="no feed"/>
</body>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://a.example/1</loc><image:image><image:title>A bridge</image:title></image:image><news:news>
  <news:publication><news:name>River Post</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>2025-07-14T10:00:00+02:00</news:publication_date>
  <news:title>Talks &amp; tea</news:title></news:news></url>
<url><loc>https://a.example/2</loc><lastmod>2025-07-13</lastmod></url>
</urlset>"""


def pages_of(text, name="list.xml"):
    data = text if isinstance(text, bytes) else text.encode()
    return list(document_pages(data, name, retrieved=WHEN))


def test_feeds_of_a_list_are_found_once_with_their_folders():
    assert opml_feeds(OPML) == [
        Feed("Lake & River", "https://lake.example/feed", "https://lake.example/", "Asia/Japan"),
        Feed("Новости", "https://news.example/rss", None, None, "ru"),
    ]


NAMES = st.text("aZé <&>\"'Ж中", min_size=1, max_size=9).map(lambda text: "x" + " ".join(text.split()))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(
            Feed,
            title=NAMES,
            url=NAMES,
            html_url=st.none() | NAMES,
            category=st.none() | st.lists(NAMES, min_size=1, max_size=3).map("/".join),
            lang=st.none() | st.sampled_from(["en", "tr"]),
        ),
        unique_by=lambda feed: feed.url,
    )
)
def test_what_is_written_is_what_is_read(feeds):
    assert set(opml_feeds(write_opml(feeds))) == set(feeds)


def test_list_given_as_a_source_says_what_to_do_with_it(tmp_path):
    (tmp_path / "feeds.opml").write_text(OPML.replace("windows-1251", "utf-8"))
    (rejected,) = read_pages([str(tmp_path)])
    assert rejected.reason == "a list of feeds (2), not of articles: `detente watch` reads it"


def test_news_of_a_sitemap_are_rows_and_the_rest_is_said():
    page, rest = pages_of(SITEMAP)
    assert page.content.decode() == (
        '{"lang": "en", "outlet": "River Post", "published": "2025-07-14T10:00:00+02:00", '
        '"title": "Talks & tea", "url": "https://a.example/1"}'
    )
    assert page.url == "https://a.example/1"
    assert rest.reason == "addresses only (1): `detente read URL` fetches what stands there"
    assert [(a.url, a.kind, a.modified) for a in sitemap_addresses(SITEMAP)] == [
        ("https://a.example/1", "page", "2025-07-14T10:00:00+02:00"),
        ("https://a.example/2", "page", "2025-07-13"),
    ]


def test_list_of_sitemaps():
    text = "<sitemapindex><sitemap><loc> https://a.example/s.xml </loc></sitemap></sitemapindex>"
    assert [(a.url, a.kind) for a in sitemap_addresses(text)] == [("https://a.example/s.xml", "sitemap")]
    assert pages_of("<urlset></urlset>")[0].reason == "sitemap without addresses"


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "text",
    [
        '<opml><body><outline text="&b;" xmlUrl="https://a.example/&c;"/></body></opml>',
        "<urlset><url><loc>&c;</loc></url></urlset>",
        "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>",
    ],
)
def test_entities_are_refused(text):
    assert [item.reason for item in pages_of(BOMB + text)] == ["XML that defines entities is refused"]


@pytest.mark.parametrize("text", ["", "no markup", "<html/>", "<<<"])
def test_what_is_no_list_is_said(text):
    with pytest.raises(MarkupError):
        opml_feeds(text)


@pytest.mark.parametrize("name", ["outline text='a'", "url", "a"])
def test_nesting_beyond_reason_is_no_harm(name):
    front = "<urlset>" if name == "url" else "<opml><body>"
    assert all(isinstance(item, Rejected) for item in pages_of(front + f"<{name}>" * 200_000))


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([OPML, SITEMAP]), st.data())
def test_any_list_is_pages_or_rejected(text, data):
    broken = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(broken)))
        broken[place : place + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=9))
    assert all(isinstance(item, Page | Rejected) for item in pages_of(bytes(broken)))
