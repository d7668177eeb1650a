"""JSON-LD of a page: its objects, however the site wrapped or broke them, and the one about the article."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from detente.articles.blocks import key, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

Item = dict[str, Any]

MAX_JSON_NODES = 2_000
MAX_SCRIPT_CHARS = 2_000_000
MAX_DEPTH = 60  # more brackets than this inside one another is no description of an article
LD_TYPE = "application/ld+json"
ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review)$")
LIVE_TYPE = "LiveBlogPosting"
PAGE_TYPES = frozenset({"WebPage", "ItemPage"})
INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
# What sites wrap a script in: comments of HTML and of JavaScript, CDATA marks; and a comma before a bracket.
WRAPPING = re.compile(r"^\s*(?:<!--|-->|//\s*<!\[CDATA\[|//\s*\]\]>|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[|"
                      r"/\*\s*\]\]>\s*\*/|\]\]>|//[^\n]*$)|(?:-->|\]\]>)[\s;]*$", re.MULTILINE)  # fmt: skip
COMMENTS = re.compile(r'("(?:[^"\\]|\\.)*")|/\*.*?\*/', re.DOTALL)
TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
# What is taken from a script that cannot be read as a whole, where it stands there but once.
FIELD = re.compile(
    r'"(?P<name>datePublished|dateModified|headline|@type)"\s*:\s*"(?P<value>(?:[^"\\\n]|\\.){2,300})"'
)


def json_objects(root: HtmlElement) -> list[Item]:
    """Return the objects of the page's JSON-LD, outer before inner.

    >>> from lxml import html
    >>> script = '<script type="application/ld+json"><!-- [{"@type": "NewsArticle",}] --></script>'
    >>> json_objects(html.fromstring(f"<div>{script}</div>"))
    [{'@type': 'NewsArticle'}]
    """
    scripts = (script.text for script in root.iter("script") if LD_TYPE in (script.get("type") or "").lower())
    found: list[Item] = []
    for text in scripts:
        data = _parsed(text or "")
        for item in _objects(data):
            if len(found) >= MAX_JSON_NODES:
                return found
            found.append(item)
    return found


def _parsed(text: str) -> object:
    """Return the data of a script: as it is, unwrapped and mended, else what single fields can be told."""
    if len(text) > MAX_SCRIPT_CHARS or text.count("[") + text.count("{") > MAX_JSON_NODES * MAX_DEPTH:
        return None
    bare = WRAPPING.sub("", text).strip().strip(";")
    mended = TRAILING_COMMA.sub(r"\1", COMMENTS.sub(r"\1", bare))
    for form in (text, bare, mended, html.unescape(mended)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return _joined(mended) or _fields(bare)


def _joined(text: str) -> list[object]:
    """Return the objects of a script that has several with nothing between them."""
    decoder = json.JSONDecoder(strict=False)
    found: list[object] = []
    place = 0
    while place < len(text):
        try:
            data, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            return found
        found.append(data)
        while place < len(text) and text[place] in " \n\r\t,;":
            place += 1
    return found


def _fields(text: str) -> Item | None:
    found: dict[str, set[str]] = {}
    for match in FIELD.finditer(text):
        found.setdefault(match["name"], set()).add(match["value"])
    sure = {name: values.pop() for name, values in found.items() if len(values) == 1}
    return {"@type": "NewsArticle"} | sure if "datePublished" in sure else None


def _objects(data: object) -> Iterator[Item]:
    waiting = [data]
    for _ in range(MAX_JSON_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:MAX_JSON_NODES]
        elif isinstance(item, dict):
            yield item
            waiting.extend(item[name] for name in INSIDE if name in item)


def article_item(objects: Sequence[Item], headlines: Sequence[str]) -> Item:
    """Return the object about the page's article: the live blog, else that of its headline, else the first.

    ``headlines`` are what the page calls itself elsewhere. Empty where no object is about an article.
    """
    articles = [item for item in objects if any(ARTICLE_TYPES.search(name) for name in types_of(item))]
    live = [item for item in articles if LIVE_TYPE in types_of(item)]
    named = {key(text) for text in headlines if text}
    same = [item for item in articles if key(text_of(item.get("headline")) or "") in named]
    return next(iter((*live, *same, *articles)), {})


def page_item(objects: Sequence[Item]) -> Item:
    """Return the object about the page as such."""
    return next((item for item in objects if PAGE_TYPES.intersection(types_of(item))), {})


def types_of(item: Item) -> list[str]:
    """Return the types of an object without the address of their vocabulary."""
    names = (name for name in listed(item.get("@type")) if isinstance(name, str))
    return [re.split(r"[/#:]", name)[-1] for name in names]


def listed(value: object) -> list[Any]:
    """Return a value that may be one thing, a list or nothing as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text_of(value: object) -> str | None:
    """Return a value as one text, or None where it is none.

    >>> text_of([{"@value": " Talks &amp; trade "}])
    'Talks & trade'
    """
    for item in listed(value):
        text = item.get("@value") if isinstance(item, dict) else item
        if isinstance(text, str) and squeeze(html.unescape(text)):
            return squeeze(html.unescape(text))
    return None


def named_things(value: object, objects: Sequence[Item]) -> list[tuple[str, bool]]:
    """Return the names of persons or organisations in a value, and whether each is an organisation.

    A thing may be a name, an object with one, or a reference to an object elsewhere on the page.
    """
    found = []
    for thing in listed(value):
        item = _resolved(thing, objects)
        given = " ".join(filter(None, (text_of(item.get("givenName")), text_of(item.get("familyName")))))
        if name := text_of(item.get("name")) or given:
            kinds = types_of(item)
            found.append(
                (name, "Person" not in kinds and any(kind.endswith("Organization") for kind in kinds))
            )
    return found


def _resolved(thing: object, objects: Sequence[Item]) -> Item:
    if not isinstance(thing, dict):
        return {"name": thing}
    name = thing.get("@id")
    if "name" in thing or not isinstance(name, str):
        return thing
    return next((item for item in objects if item.get("@id") == name and "name" in item), thing)
