"""What an HTML page says about itself as a whole: JSON-LD, meta elements, microdata, canonical link."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from detente.articles.blocks import key, squeeze
from detente.articles.bylines import authors_of, first_name_first
from detente.articles.jsonld import (
    LIVE_TYPE,
    Item,
    article_item,
    json_objects,
    listed,
    named_things,
    page_item,
    text_of,
    types_of,
)
from detente.articles.language import declared_language
from detente.articles.metas import ADDRESS, Metas, all_of, first_of, metas_of, microdata_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.html import HtmlElement

__all__ = ["GENRE_TYPES", "LIVE_TYPE", "NEWS_TYPES", "Facts", "page_facts"]

GENRE_TYPES = {"OpinionNewsArticle": "opinion", "AnalysisNewsArticle": "analysis", "LiveBlogPosting": "live"}
NEWS_TYPES = frozenset({"NewsArticle", "ReportageNewsArticle", "BackgroundNewsArticle"})
# In each list the surest name first.
DATE_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "article:publish_date",
    "article:post_date", "og:published_time", "og:pubdate", "published_time", "datepublished",
    "date_published", "pubdate", "pub_date", "publishdate", "publish_date", "publish-date",
    "publication_date", "publishtime", "parsely-pub-date", "sailthru.date", "dc.date.issued",
    "dcterms.issued", "dc.date.created", "dcterms.created", "dc.created", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "rnews:datepublished", "bt:pubdate", "citation_publication_date",
    "originalpublicationdate", "article_date_original", "displaydate", "article.published",
    "article.created", "created", "dc.date", "dcterms.date", "date",
)  # fmt: skip
UPDATE_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time",
    "article:updated_time", "article:modified", "article:updated", "datemodified", "date_modified",
    "dateupdated", "modified_time", "updated_time", "lastmod", "lastmodified", "last_modified",
    "dc.date.modified", "dcterms.modified", "dc.modified", "rnews:datemodified", "article.updated",
    "modified", "updated",
)  # fmt: skip
AUTHOR_METAS = (
    "article:author", "author", "article:author_name", "og:article:author", "byl", "byline", "parsely-author",
    "sailthru.author", "cxenseparse:author", "rnews:author", "bt:author", "mediator_author",
    "shareaholic:article_author_name", "creator",
)  # fmt: skip
CATALOGUE_METAS = ("dc.creator", "dcterms.creator", "citation_author")  # surname first, as in a library
SITE_METAS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "apple-mobile-web-app-title",
)
APP_METAS = ("twitter:app:name:iphone", "al:ios:app_name", "twitter:app:name:googleplay")
SECTION_METAS = (
    "article:section",
    "parsely-section",
    "section",
    "og:article:section",
    "cxenseparse:category",
)
LANGUAGE_METAS = ("content-language", "og:locale", "language", "dc.language", "dcterms.language")
TITLE_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s+::\s+|\s*[|｜_]\s*(?=\S{2,30}$)|\s+[»«·•]\s+")
# A publisher's name that says what the firm is: readers know the site's.
FIRM = re.compile(
    r"\b(?:ltd|limited|inc|llc|gmbh|plc|corp|s\.?a\.?|a\.?ş|ооо|holding|group|company|co\.|media|publish\w+)\b\.?",
    re.IGNORECASE,
)
READING_LABEL = re.compile(
    r"read|lecture|lectura|leitura|lese|lettura|чтени|читан|okuma|czyta|قراءة|阅读|閱讀", re.IGNORECASE
)
WRITTEN_LABEL = re.compile(
    r"writ|écrit|escrit|verfasst|geschrieben|scritto|напис|автор|yazan|autor|كتب|作者", re.IGNORECASE
)
MINUTES = re.compile(r"(?P<n>\d{1,3})\s*(?:min|dk|dakika|хв|мин|m\b|دق|分)", re.IGNORECASE)
DURATION = re.compile(r"P?T?(?:(?P<hours>\d{1,2})H)?(?:(?P<minutes>\d{1,3})M)?(?:\d+S)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Facts:
    """The page's own words about itself; ``None`` or empty where it says nothing.

    ``publisher`` and ``author`` are those of the article's JSON-LD; ``outlet`` and ``byline`` those of the
    whole page. ``stamps`` are its dates of publication as written, the surest first, ``updates`` those of its
    last change. ``url`` is the canonical address, else another the page gives itself.
    """

    headlines: tuple[str, ...] = ()
    outlet: str | None = None
    byline: str | None = None
    publisher: str | None = None
    author: str | None = None
    stamps: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()
    url: str | None = None
    lang: str | None = None
    types: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    description: str | None = None
    posts: tuple[dict[str, Any], ...] = ()
    minutes: int | None = None


def page_facts(root: HtmlElement) -> Facts:
    """Return what a parsed page says about itself."""
    metas, micro, objects = metas_of(root), microdata_of(root), json_objects(root)
    parsely = _parsely(metas)
    title = squeeze(root.findtext(".//title") or "")
    named = [first_of(metas, ["og:title"]), first_of(metas, ["twitter:title"]), _without_outlet(title)]
    item = article_item(objects, [text for text in named if text])
    headlines = [text_of(item.get("headline")), *named[:2], first_of(micro, ["headline"]), named[2]]
    outlet = _outlet(metas, micro, objects, title, [text for text in headlines if text])
    publisher = _publisher(named_things(item.get("publisher"), objects), outlet)
    outlets = (outlet, publisher)
    is_article = bool(item) or first_of(metas, ["og:type"]) == "article"
    return Facts(
        headlines=tuple(dict.fromkeys(squeeze(text) for text in headlines if text)),
        outlet=outlet,
        byline=_byline(metas, micro, parsely, outlets),
        publisher=publisher,
        author=authors_of(
            named_things(item.get("author"), objects) or named_things(item.get("creator"), objects), outlets
        ),
        stamps=_stamps(item, metas, micro, page_item(objects) if is_article else {}),
        updates=_updates(item, metas, micro, page_item(objects) if is_article else {}),
        url=_own_url(root, metas, item),
        lang=_language(root, metas, item),
        types=tuple(types_of(item))
        + (("OpinionNewsArticle",) if first_of(metas, ["article:opinion"]) == "true" else ()),
        sections=_sections(item, metas, micro),
        description=first_of(metas, ["og:description", "description"]),
        posts=tuple(post for post in listed(item.get("liveBlogUpdate")) if isinstance(post, dict)),
        minutes=_minutes(metas, item),
    )


def _stamps(item: Item, metas: Metas, micro: Metas, page: Item) -> tuple[str, ...]:
    found = [
        text_of(item.get("datePublished")),
        *(metas[name][0] for name in DATE_METAS[:6] if name in metas),
        first_of(micro, ["datepublished"]),
        text_of(item.get("dateCreated")),
        *(metas[name][0] for name in DATE_METAS[6:] if name in metas),
        text_of(page.get("datePublished")),
    ]
    return tuple(dict.fromkeys(stamp for stamp in found if stamp))


def _updates(item: Item, metas: Metas, micro: Metas, page: Item) -> tuple[str, ...]:
    found = [
        text_of(item.get("dateModified")),
        *(metas[name][0] for name in UPDATE_METAS if name in metas),
        first_of(micro, ["datemodified"]),
        text_of(page.get("dateModified")),
    ]
    return tuple(dict.fromkeys(stamp for stamp in found if stamp))


def _outlet(
    metas: Metas, micro: Metas, objects: Sequence[Item], title: str, headlines: Sequence[str]
) -> str | None:
    """Return what the page calls its site, however it does; never the headline."""
    sites = [item for item in objects if "WebSite" in types_of(item)]
    groups = [item for item in objects if any(name.endswith("MediaOrganization") for name in types_of(item))]
    able = [
        first_of(metas, SITE_METAS[:1]),
        *(text_of(item.get("name")) for item in (*sites, *groups)),
        first_of(micro, ["publisher"]),
        first_of(metas, SITE_METAS[1:]),
        _title_outlet(title),
        first_of(metas, APP_METAS),
    ]
    own = {key(text) for text in headlines}
    return next((name for name in able if name and not ADDRESS.match(name) and key(name) not in own), None)


def _publisher(things: Sequence[tuple[str, bool]], outlet: str | None) -> str | None:
    """Return the publisher of JSON-LD; None where it names a firm and the page its site."""
    name = next((name for name, _ in things if not ADDRESS.match(name)), None)
    return None if name and outlet and FIRM.search(name) and not FIRM.search(outlet) else name


def _byline(metas: Metas, micro: Metas, parsely: Item, outlets: Iterable[str | None]) -> str | None:
    """Return the first names of people that meta elements or microdata give."""
    outlets = list(outlets)
    labelled = [
        value
        for n in ("1", "2")
        for label, value in zip(
            metas.get(f"twitter:label{n}", ()), metas.get(f"twitter:data{n}", ()), strict=False
        )
        if WRITTEN_LABEL.search(label)
    ]
    able = (
        *(all_of(metas, [name]) for name in AUTHOR_METAS),
        *(list(map(first_name_first, all_of(metas, [name]))) for name in CATALOGUE_METAS),
        [text for text in map(text_of, listed(parsely.get("author") or parsely.get("authors"))) if text],
        micro.get("author", []) or micro.get("creator", []),
        labelled,
    )
    return next(
        (line for names in able if (line := authors_of([(name, False) for name in names], outlets))), None
    )


def _parsely(metas: Metas) -> Item:
    """Return the page's own description in the one meta element that holds it all."""
    try:
        data = json.loads(first_of(metas, ["parsely-page"]) or "{}", strict=False)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _sections(item: Item, metas: Metas, micro: Metas) -> tuple[str, ...]:
    found = [text_of([value]) for name in ("articleSection", "genre") for value in listed(item.get(name))]
    found += [value for name in SECTION_METAS for value in metas.get(name, ())]
    found += micro.get("articlesection", [])
    return tuple(dict.fromkeys(text for text in found if text))


def _minutes(metas: Metas, item: Item) -> int | None:
    """Return the reading time that the page's head gives, in minutes."""
    found = DURATION.match(text_of(item.get("timeRequired")) or "-")
    if found and (found["hours"] or found["minutes"]):
        return 60 * int(found["hours"] or 0) + int(found["minutes"] or 0) or None
    for n in ("1", "2", "3"):
        label, value = first_of(metas, [f"twitter:label{n}"]), first_of(metas, [f"twitter:data{n}"])
        if label and value and READING_LABEL.search(label) and (told := MINUTES.search(value)):
            return int(told["n"]) or None
    return None


def _language(root: HtmlElement, metas: Metas, item: Item) -> str | None:
    said = [root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"), root.get("xml:lang")]
    said += [first_of(metas, LANGUAGE_METAS), text_of(item.get("inLanguage"))]
    return next((code for text in said if text and (code := declared_language(text))), None)


def _own_url(root: HtmlElement, metas: Metas, item: Item) -> str | None:
    """Return the address that the page gives itself; one of a home page yields to one of an article."""
    about = item.get("mainEntityOfPage")
    named = about.get("@id") or about.get("url") if isinstance(about, dict) else about
    base = web_address(next((node.get("href") for node in root.iter("base")), None)) or web_address(
        first_of(metas, ["og:url"])
    )
    said = [_link(root, "canonical"), first_of(metas, ["og:url"]), text_of(item.get("url")), text_of(named)]
    said += [_link(root, "shortlink")]
    able = [address for url in said if (address := web_address(url, base))]
    return next((url for url in able if _is_deep(url)), able[0] if able else None)


def _is_deep(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _link(root: HtmlElement, rel: str) -> str | None:
    for link in root.iter("link"):
        if rel in (link.get("rel") or "").lower().split():
            href: str | None = link.get("href")
            return href
    return None


def web_address(url: str | None, base: str | None = None) -> str | None:
    """Return an address of the web, or None: never one that runs a script when it is followed.

    >>> web_address("/x", "https://a.example/"), web_address("javascript:x"), web_address("https://a]b.example/")
    ('https://a.example/x', None, None)
    """
    if not url or not url.strip():
        return None
    try:
        whole = urljoin(base, url.strip()) if base else url.strip()
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.netloc and " " not in whole else None


def _without_outlet(title: str) -> str:
    return max(TITLE_SEPARATOR.split(title), key=len) if title else ""


def _title_outlet(title: str) -> str | None:
    parts = TITLE_SEPARATOR.split(title)
    return parts[-1] if len(parts) > 1 and key(parts[-1]) != key(_without_outlet(title)) else None
