"""What an HTML page says about itself as a whole: JSON-LD, meta elements, canonical link, language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from detente.articles.blocks import key, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MAX_JSON_NODES = 2_000
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|ReportageNewsArticle)$")
LIVE_TYPE = "LiveBlogPosting"
GENRE_TYPES = {"OpinionNewsArticle": "opinion", "AnalysisNewsArticle": "analysis", "LiveBlogPosting": "live"}
NEWS_TYPES = frozenset({"NewsArticle", "ReportageNewsArticle", "BackgroundNewsArticle"})
DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "date",
)
AUTHOR_METAS = ("author", "article:author", "dc.creator", "sailthru.author", "parsely-author")
TITLE_SEPARATOR = re.compile(r"\s+[|–—-]\s+|\s+::\s+")


@dataclass(frozen=True, slots=True)
class Facts:
    """The page's own words about itself; ``None`` or empty where it says nothing.

    ``publisher`` and ``author`` are those of the article's JSON-LD; ``outlet`` and ``byline`` those of the
    whole page.
    """

    headlines: tuple[str, ...] = ()
    outlet: str | None = None
    byline: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    lang: str | None = None
    types: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    description: str | None = None
    posts: tuple[dict[str, Any], ...] = ()


def page_facts(root: HtmlElement) -> Facts:
    """Return what a parsed page says about itself."""
    metas = _metas(root)
    item = _main_item(_json_items(root))
    title = squeeze(root.findtext(".//title") or "")
    headlines = (
        _text(item.get("headline")),
        metas.get("og:title"),
        metas.get("twitter:title"),
        _without_outlet(title),
    )
    return Facts(
        headlines=tuple(squeeze(text) for text in headlines if text),
        outlet=metas.get("og:site_name") or _title_outlet(title),
        byline=_first(metas, AUTHOR_METAS),
        publisher=_name(item.get("publisher")),
        author=_names(item.get("author")),
        published=_text(item.get("datePublished")) or _first(metas, DATE_METAS),
        url=_address(_canonical(root) or metas.get("og:url") or _text(item.get("url"))),
        lang=(root.get("lang") or _text(item.get("inLanguage")) or "")[:2].lower() or None,
        types=tuple(_types(item)),
        sections=tuple(filter(None, (*_texts(item.get("articleSection")), metas.get("article:section")))),
        description=metas.get("og:description") or metas.get("description"),
        posts=tuple(post for post in _listed(item.get("liveBlogUpdate")) if isinstance(post, dict)),
    )


def _metas(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = squeeze(meta.get("content") or "")
        if name and content:
            found.setdefault(name, content)
    return found


def _json_items(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield every object of the page's JSON-LD, outer before inner; broken scripts are passed over."""
    for script in root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _objects(data: object) -> Iterator[dict[str, Any]]:
    waiting = [data]
    for _ in range(MAX_JSON_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item
        elif isinstance(item, dict):
            yield item
            waiting.extend(
                item[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in item
            )


def _main_item(items: Iterator[dict[str, Any]]) -> dict[str, Any]:
    articles = [item for item in items if any(ARTICLE_TYPES.search(name) for name in _types(item))]
    live = [item for item in articles if LIVE_TYPE in _types(item)]
    return (live or articles or [{}])[0]


def _types(item: dict[str, Any]) -> list[str]:
    return [name for name in _listed(item.get("@type")) if isinstance(name, str)]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: object) -> str | None:
    return squeeze(value) or None if isinstance(value, str) else None


def _texts(value: object) -> list[str]:
    return [text for item in _listed(value) if (text := _text(item))]


def _name(value: object) -> str | None:
    for item in _listed(value):
        if name := _text(item.get("name") if isinstance(item, dict) else item):
            return name
    return None


def _names(value: object) -> str | None:
    names = [name for item in _listed(value) if (name := _name(item))]
    return ", ".join(dict.fromkeys(names)) or None


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas and not metas[name].startswith("http")), None)


def _canonical(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            href: str | None = link.get("href")
            return href
    return None


def _address(url: str | None) -> str | None:
    """Only a web address is kept: never one that runs a script when it is followed."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _without_outlet(title: str) -> str:
    return max(TITLE_SEPARATOR.split(title), key=len) if title else ""


def _title_outlet(title: str) -> str | None:
    parts = TITLE_SEPARATOR.split(title)
    return parts[-1] if len(parts) > 1 and key(parts[-1]) != key(_without_outlet(title)) else None
