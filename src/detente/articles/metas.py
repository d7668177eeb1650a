"""What the head of a page says in ``meta`` elements and microdata, each name with all its values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import squeeze
from detente.articles.jsonld import ARTICLE_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.html import HtmlElement

Metas = dict[str, list[str]]

MAX_METAS = 500  # a page has fifty
MAX_META_CHARS = 2_000
MICRODATA = frozenset(
    {"headline", "author", "creator", "publisher", "datepublished", "datemodified", "articlesection"}
)
NAMED = frozenset({"author", "creator", "publisher"})
VALUES = ("content", "datetime")


def metas_of(root: HtmlElement) -> Metas:
    """Return the values of each meta element by its name in small letters, in page order.

    >>> from lxml import html
    >>> metas_of(html.fromstring('<div><meta name="Author" content="Mira Sand"></div>'))
    {'author': ['Mira Sand']}
    """
    found: Metas = {}
    for number, meta in enumerate(root.iter("meta")):
        if number >= MAX_METAS:
            break
        names = meta.get("property") or meta.get("name") or meta.get("http-equiv") or ""
        content = squeeze((meta.get("content") or meta.get("value") or "")[:MAX_META_CHARS])
        if content and not _is_placeholder(content):
            for name in names.lower().split():
                found.setdefault(name, []).append(content)
    return found


def first_of(metas: Mapping[str, list[str]], names: Iterable[str]) -> str | None:
    """Return the first value of the first of these names that the page has."""
    return next((metas[name][0] for name in names if name in metas), None)


def all_of(metas: Mapping[str, list[str]], names: Iterable[str]) -> list[str]:
    """Return the values of the first of these names that the page has; addresses are none."""
    for name in names:
        if values := [value for value in metas.get(name, ()) if not ADDRESS.match(value)]:
            return values
    return []


def microdata_of(root: HtmlElement) -> Metas:
    """Return the properties of the page's article in microdata; those of further articles are not its own."""
    found: Metas = {}
    first: HtmlElement | None = None
    for element in root.iter():
        name = element.get("itemprop") if isinstance(element.tag, str) else None
        if not name or name.lower() not in MICRODATA:
            continue
        scope = _scope(element)
        if scope is not None and not ARTICLE_TYPES.search(scope.get("itemtype") or ""):
            continue
        first = scope if first is None else first
        if scope is first and (value := _value(element, named=name.lower() in NAMED)):
            found.setdefault(name.lower(), []).append(value)
    return found


def _scope(element: HtmlElement) -> HtmlElement | None:
    """Return the thing that a property is of: the nearest element around it that is a thing."""
    return next((node for node in element.iterancestors() if node.get("itemscope") is not None), None)


def _value(element: HtmlElement, *, named: bool) -> str | None:
    if named and (name := next((n for n in element.iter() if n.get("itemprop") == "name"), None)) is not None:
        element = name
    given = next((element.get(name) for name in VALUES if element.get(name)), None)
    text = squeeze((given or "".join(element.itertext()))[:MAX_META_CHARS])
    return text if text and not ADDRESS.match(text) else None


def _is_placeholder(text: str) -> bool:
    """Whether a template left its field unfilled."""
    return text.lower() in PLACEHOLDERS or TEMPLATE.search(text) is not None


ADDRESS = re.compile(r"(?:https?:)?//|www\.", re.IGNORECASE)
PLACEHOLDERS = frozenset(
    {"null", "none", "undefined", "nan", "n/a", "false", "[]", "-", "unknown", "not set"}
)
TEMPLATE = re.compile(r"\{\{|\}\}|<%|%>|\$\{|^%%.*%%$")
