"""HTML to blocks: every run of text with its tag, link share and the elements around it, in page order.

Scripts and styles are no text. Text that a reader cannot see is kept and flagged hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from detente.articles.blocks import INLINE, Node, Piece, PieceList, squeeze
from detente.articles.datelines import tells_change
from detente.articles.unseen import hidden_names, is_hidden

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

    Get = Callable[[str], str | None]

BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "button",
        "label",
        "legend",
        "select",
        "time-ago",
    ]
)
NO_TEXT = frozenset(
    [
        "script",
        "style",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "title",
        "meta",
        "link",
        "base",
        "canvas",
        "video",
        "audio",
        "map",
        "datalist",
    ]
)
PICTURES = frozenset({"img", "picture", "video", "audio", "iframe", "object", "embed", "canvas", "amp-img"})
BOLD_TAGS = frozenset({"b", "strong"})
BOLD_SHARE = 0.9
# A large news page has 3,000 elements, the longest live blogs ten times that; so many take a second to walk.
MAX_ELEMENTS = 300_000
# Deeper nesting is broken or hostile; the marks that matter stand close to the text.
MAX_DEPTH = 200
MAX_MARKS = 200
CREDIT_MARKS = (
    ("byline", re.compile(r"\s(?:\w+-)*(?:byline|author|writer|contributor)(?:-name)?\s")),
    ("outlet", re.compile(r"\s(?:\w+-)*(?:source|publisher|outlet|site-name)(?:-name)?\s")),
)
MAX_CREDIT_CHARS = 80
RUNS_BEFORE = 4  # runs of text in which the words before a time stand: "<b>Updated</b>: <time>"
REMEMBERED = 8192  # a site names its elements with the same words on every page
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
HYPHENS = re.compile(r"-{2,}")
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
# Without ``huge_tree`` the parser drops a page at 256 open elements, which unclosed tags of old sites reach.
PARSER_OPTIONS = {"encoding": "utf-8", "remove_pis": True, "huge_tree": True, "collect_ids": False}


def parse(content: bytes) -> Element | None:
    """Return the root element of a page, or None where there is none; broken HTML is mended."""
    parser = etree.HTMLParser(**PARSER_OPTIONS)
    try:  # plain elements: those of lxml.html cost a Python call each
        root: Element | None = etree.fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise TooDeepError("elements nested too deep, or too long, to be read")
    return root


class TooDeepError(Exception):
    """A page has more open elements, or longer ones, than the parser takes; the rest is not read."""


def html_pieces(root: Element) -> list[Piece]:
    """Return the blocks of a parsed page in order.

    >>> [(piece.tag, piece.text) for piece in html_pieces(parse(b"<h1>Talks</h1><p>They <b>met</b>.</p>"))]
    [('h1', 'Talks'), ('p', 'They met.')]
    """
    return walk_page(root)[0]


def walk_page(root: Element) -> tuple[list[Piece], int]:
    """Return the blocks of a parsed page and how many elements were seen, one more than the bound at most."""
    names = hidden_names(root)
    walk = _walked(root, names)
    pieces = walk.found.pieces
    if names and 2 * sum(len(p.text) for p in pieces if p.hidden) > sum(len(p.text) for p in pieces):
        walk = _walked(root, frozenset())  # a script shows what the style sheet hides: most of the page
    return walk.found.pieces, walk.elements


def _walked(root: Element, names: frozenset[str]) -> _Walk:
    walk = _Walk(names=names)
    events = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in events:
        if event == "comment" or not isinstance(element.tag, str):
            walk.text(element.tail)
        elif event == "start" and element.tag in NO_TEXT:
            walk.pictured = walk.pictured or element.tag in PICTURES
            events.skip_subtree()
        elif event == "start":
            walk.enter(element)
            if walk.elements > MAX_ELEMENTS or walk.found.full:
                break
        else:
            walk.leave(element)
    walk.flush()
    return walk


@dataclass(slots=True)
class _Walk:
    """The state of one walk through a page: the elements around, the text gathered since the last break.

    ``open`` are the open elements, each with whether what is around it is hidden, whether it breaks lines,
    whether it names the author, and the flushes and runs of text before it.
    """

    names: frozenset[str] = frozenset()
    found: PieceList = field(default_factory=PieceList)
    nodes: list[Node] = field(default_factory=list)
    open: list[tuple[bool, bool, bool, int, int]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    credits: list[tuple[str, str]] = field(default_factory=list)
    flushes: int = 0
    linked: int = 0
    in_link: int = 0
    time: str | None = None
    changed: str | None = None
    bold: int = 0
    in_bold: int = 0
    pictured: bool = False
    hidden: bool = False
    elements: int = 0

    def enter(self, element: Element) -> None:
        """Open an element."""
        self.elements += 1
        tag, items = element.tag, element.items()
        block = tag in BLOCK_TAGS or "-" in tag
        hidden, marks, author = self.hidden or tag == "noscript", NO_MARKS, False
        if items:
            get = dict(items).get
            hidden = hidden or is_hidden(element, get, self.names)
            marks, author = _marks_of(tag, get), get("rel") == "author"
            self.note(tag, get, marks)
        elif "-" in tag:
            marks = _marks("", tag)
        if block or hidden != self.hidden:
            self.flush()
        if block:
            self.blocks.append(tag)
        self.nodes.append(Node(tag, marks))
        self.open.append((self.hidden, block, author, self.flushes, len(self.buffer)))
        self.hidden = hidden
        if tag in BOLD_TAGS:
            self.in_bold += 1
        elif tag == "br":
            self.buffer.append("\n")
        elif tag in PICTURES:
            self.pictured = True
        if element.text:
            self.text(element.text)

    def note(self, tag: str, get: Get, marks: str) -> None:
        """Note a link or a time that opens."""
        if tag == "a" and get("href"):
            self.in_link += 1
        elif tag == "time" and get("datetime"):
            around = self.nodes[-1].marks if self.nodes else NO_MARKS
            if tells_change(marks, around, "".join(self.buffer[-RUNS_BEFORE:])):
                self.changed = self.changed or get("datetime")
            else:
                self.time = self.time or get("datetime")

    def leave(self, element: Element) -> None:
        """Close an element; the text after it belongs to its parent."""
        tag = element.tag
        if tag not in NO_TEXT:
            hidden, block, author, flushes, start = self.open.pop()
            marks = self.nodes[-1].marks
            if flushes == self.flushes and (author or marks is not NO_MARKS):
                self.credit(f"{marks} author " if author else marks, start)
            if block or hidden != self.hidden:
                self.flush()
            if block:
                self.blocks.pop()
            if tag == "a" and element.get("href"):
                self.in_link -= 1
            elif tag in BOLD_TAGS:
                self.in_bold -= 1
            self.nodes.pop()
            self.hidden = hidden
        if element.tail:
            self.text(element.tail)

    def credit(self, marks: str, start: int) -> None:
        """Note the words of an element that the page marks as author or outlet."""
        if kind := _credit_kind(marks):
            words = squeeze("".join(self.buffer[start:]))
            if 0 < len(words) <= MAX_CREDIT_CHARS:
                self.credits.append((kind, words))

    def text(self, text: str | None) -> None:
        """Gather a run of text."""
        if text:
            self.buffer.append(text)
            if self.in_link:
                self.linked += len(text.strip())
            if self.in_bold:
                self.bold += len(text.strip())

    def flush(self) -> None:
        """Make a block, or several at empty lines, of the text gathered so far."""
        self.flushes += 1
        if self.buffer:
            text = "".join(self.buffer).strip()
            if text:
                self.add(text)
            self.buffer.clear()
            self.credits.clear()
            self.linked = self.bold = 0
        self.time = self.changed = None

    def add(self, text: str) -> None:
        """Add a block of this text."""
        broken = self.buffer.count("\n") > 1  # two <br>, not the page's own source lines
        for part in PARAGRAPH_BREAK.split(text) if broken else (text,):
            self.found.add(
                part,
                tag=self.blocks[-1] if self.blocks else self.nodes[0].tag if self.nodes else "",
                links=min(1.0, self.linked / len(text)),
                path=self.path(),
                hidden=self.hidden,
                time=self.time or self.changed,
                changed=None if self.changed == self.time else self.changed,
                credits=tuple(self.credits),
                pictured=self.pictured and not broken,
                bold=self.bold >= BOLD_SHARE * len(text),
            )
        self.pictured = False

    def path(self) -> tuple[Node, ...]:
        """Return the open elements; of very many those that say something of the place."""
        if len(self.nodes) <= MAX_DEPTH:
            return tuple(self.nodes)
        return tuple(node for node in self.nodes if node.tag not in INLINE)[-MAX_DEPTH:]


@lru_cache(maxsize=REMEMBERED)
def _credit_kind(marks: str) -> str | None:
    return next((kind for kind, pattern in CREDIT_MARKS if pattern.search(marks)), None)


def _marks_of(tag: str, get: Get) -> str:
    """Return the class, id, role and itemprop words of an element in lower case, parts joined by hyphens.

    >>> _marks_of("div", {"class": "pullQuote left", "id": "main_story"}.get)
    ' pull-quote left main-story '
    """
    words = " ".join(filter(None, map(get, NAMING)))
    tag = tag if "-" in tag else ""
    return _marks(words[:MAX_MARKS], tag) if words or tag else NO_MARKS


NAMING = ("class", "id", "role", "itemprop")
NO_MARKS = "  "


@lru_cache(maxsize=REMEMBERED)
def _marks(words: str, tag: str) -> str:
    hyphened = HYPHENS.sub("-", CAMEL.sub("-", words).replace("_", "-").lower())
    return f" {hyphened}{' ' + tag if tag else ''} "
