"""OPML: lists of feeds as readers of feeds import and export them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from detente.pages.limits import MAX_LISTED, MAX_OUTLINE_DEPTH
from detente.pages.markup import MarkupError, local_name, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPML_FRONT = re.compile(r"<opml[\s>]", re.IGNORECASE)
FRONT_REACH = 4096
FOLDERS = "/"  # between the names of folders in a category, outermost first
NOT_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed of a list; ``category`` is the path of the folders it stands in (``Asia/Japan``)."""

    title: str
    url: str
    html_url: str | None = None
    category: str | None = None
    lang: str | None = None


def looks_like_opml(text: str) -> bool:
    """Whether the front of a text is that of an OPML list.

    >>> looks_like_opml('<?xml version="1.0"?><opml version="2.0">')
    True
    """
    return OPML_FRONT.search(text[:FRONT_REACH]) is not None


def opml_feeds(text: str) -> list[Feed]:
    """Return the feeds of an OPML list in its order, each address once; `MarkupError` where it is none.

    >>> opml_feeds('<opml><body><outline text="Asia"><outline text="A" xmlUrl="https://a.example/f"/></outline>')
    [Feed(title='A', url='https://a.example/f', html_url=None, category='Asia', lang=None)]
    """
    root = root_of(text)
    if local_name(root).lower() != "opml":
        raise MarkupError("XML, but no OPML list")
    found: dict[str, Feed] = {}
    for feed in islice(_feeds(root, ()), MAX_LISTED):
        found.setdefault(feed.url, feed)
    return list(found.values())


def write_opml(feeds: Iterable[Feed], title: str = "Feeds") -> str:
    """Return a list of feeds as OPML 2.0, in folders by category.

    >>> opml_feeds(write_opml([Feed("A", "https://a.example/f", category="Asia/Japan")]))[0].category
    'Asia/Japan'
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = _fit(title)
    body = etree.SubElement(root, "body")
    folders: dict[tuple[str, ...], etree._Element] = {(): body}
    for feed in feeds:
        path = tuple(filter(None, (feed.category or "").split(FOLDERS)))[:MAX_OUTLINE_DEPTH]
        for depth, name in enumerate(path, start=1):
            if path[:depth] not in folders:
                parent = folders[path[: depth - 1]]
                folders[path[:depth]] = etree.SubElement(parent, "outline", text=_fit(name))
        said = {"xmlUrl": feed.url, "htmlUrl": feed.html_url, "language": feed.lang}
        given = {name: _fit(value) for name, value in said.items() if value}
        etree.SubElement(folders[path], "outline", {"type": "rss", "text": _fit(feed.title)} | given)
    written: bytes = etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
    return written.decode("utf-8")


def _feeds(parent: etree._Element, path: tuple[str, ...]) -> Iterator[Feed]:
    if len(path) > MAX_OUTLINE_DEPTH:
        return
    for outline in parent.iterchildren("{*}*"):
        said = {str(name).lower(): " ".join(str(value).split()) for name, value in outline.attrib.items()}
        name = said.get("text") or said.get("title") or ""
        if url := said.get("xmlurl"):
            category = FOLDERS.join(path) or said.get("category", "").strip(FOLDERS) or None
            yield Feed(
                title=name or url,
                url=url,
                html_url=said.get("htmlurl") or None,
                category=category,
                lang=said.get("language") or None,
            )
        inside = local_name(outline).lower() == "outline" and bool(name)
        yield from _feeds(outline, (*path, name.replace(FOLDERS, " ")) if inside else path)


def _fit(text: str) -> str:
    """Return text without the characters that XML cannot hold."""
    return NOT_XML.sub("", text)
