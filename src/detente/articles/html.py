"""HTML to blocks: every run of text with its tag, link share and the elements around it, in page order.

Scripts and styles are no text. Text that a reader cannot see is kept and flagged hidden.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree, html

from detente.articles.blocks import Node, Piece, PieceList, squeeze

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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
        "head",
        "canvas",
        "video",
        "audio",
        "map",
        "datalist",
    ]
)
# Deeper nesting is broken or hostile; the marks that matter stand close to the text.
MAX_DEPTH = 200
MAX_MARKS = 200
HIDING_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)|"
    r"font-size\s*:\s*0(?:px|em|pt)?\s*(?:;|$)|"
    r"text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,}px|clip\s*:\s*rect\(\s*[01]",
    re.IGNORECASE,
)
HIDING_MARKS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text|visuallyhidden|hidden|d-none|u-hidden)(?:\s|$)"
)
CREDIT_MARKS = (
    ("byline", re.compile(r"\s(?:\w+-)*(?:byline|author|writer|contributor)(?:-name)?\s")),
    ("outlet", re.compile(r"\s(?:\w+-)*(?:source|publisher|outlet|site-name)(?:-name)?\s")),
)
MAX_CREDIT_CHARS = 80
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
PARAGRAPH_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
PARSER_OPTIONS = {"encoding": "utf-8", "remove_pis": True, "huge_tree": False, "collect_ids": False}


def parse(content: bytes) -> HtmlElement | None:
    """Return the root element of a page, or None where there is none; broken HTML is mended."""
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(**PARSER_OPTIONS))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def html_pieces(root: HtmlElement) -> list[Piece]:
    """Return the blocks of a parsed page in order.

    >>> [(piece.tag, piece.text) for piece in html_pieces(parse(b"<h1>Talks</h1><p>They <b>met</b>.</p>"))]
    [('h1', 'Talks'), ('p', 'They met.')]
    """
    walk = _Walk()
    events = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in events:
        if event == "comment" or not isinstance(element.tag, str):
            walk.text(element.tail)
        elif event == "start" and _skipped(element):
            events.skip_subtree()
        elif event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
        if walk.found.full:
            break
    walk.flush()
    return walk.found.pieces


def _skipped(element: HtmlElement) -> bool:
    return element.tag in NO_TEXT


@dataclass(slots=True)
class _Walk:
    """The state of one walk through a page: the elements around, the text gathered since the last break."""

    found: PieceList = field(default_factory=PieceList)
    nodes: list[Node] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    starts: list[tuple[int, int]] = field(default_factory=list)
    flushes: int = 0
    credits: list[tuple[str, str]] = field(default_factory=list)
    linked: int = 0
    in_link: int = 0
    time: str | None = None

    def enter(self, element: HtmlElement) -> None:
        """Open an element."""
        if _is_block(element):
            self.flush()
            self.blocks.append(len(self.nodes))
        hides = is_hidden(element)
        if hides and not _is_block(element):
            self.flush()
        self.nodes.append(Node(element.tag, marks_of(element)))
        self.starts.append((self.flushes, len(self.buffer)))
        self.hidden.append(bool(self.hidden and self.hidden[-1]) or hides)
        if element.tag == "a" and element.get("href"):
            self.in_link += 1
        elif element.tag == "br":
            self.buffer.append("\n")
        elif element.tag == "time" and element.get("datetime"):
            self.time = self.time or element.get("datetime")
        self.text(element.text)

    def leave(self, element: HtmlElement) -> None:
        """Close an element; the text after it belongs to its parent."""
        if element.tag in NO_TEXT:
            self.text(element.tail)
            return
        if element.tag == "a" and element.get("href"):
            self.in_link -= 1
        self.credit(element)
        if _is_block(element):
            self.flush()
            self.blocks.pop()
        elif is_hidden(element):
            self.flush()
        self.nodes.pop()
        self.hidden.pop()
        self.text(element.tail)

    def credit(self, element: HtmlElement) -> None:
        """Note the words of an element that the page marks as author or outlet."""
        flushes, start = self.starts.pop()
        if flushes != self.flushes:
            return
        marks = self.nodes[-1].marks + (" author " if element.get("rel") == "author" else "")
        kind = next((kind for kind, pattern in CREDIT_MARKS if pattern.search(marks)), None)
        words = squeeze("".join(self.buffer[start:])) if kind else ""
        if kind and 0 < len(words) <= MAX_CREDIT_CHARS:
            self.credits.append((kind, words))

    def text(self, text: str | None) -> None:
        """Gather a run of text."""
        if text:
            self.buffer.append(text)
            self.linked += len(text.strip()) if self.in_link else 0

    def flush(self) -> None:
        """Make a block, or several at empty lines, of the text gathered so far."""
        text = "".join(self.buffer)
        if text.strip():
            path = tuple(self.nodes[-MAX_DEPTH:])
            block = self.blocks[-1] if self.blocks else 0
            for part in PARAGRAPH_BREAK.split(text) if self.breaks() else [text]:
                self.found.add(
                    part,
                    tag=self.nodes[block].tag if self.nodes else "",
                    links=min(1.0, self.linked / max(1, len(text.strip()))),
                    path=path,
                    hidden=bool(self.hidden and self.hidden[-1]),
                    time=self.time,
                    credits=tuple(self.credits),
                )
        self.flushes += 1
        self.credits.clear()
        self.buffer.clear()
        self.linked = 0
        self.time = None

    def breaks(self) -> bool:
        """Whether two line breaks in the gathered text are two <br>, not the page's own source lines."""
        return self.buffer.count("\n") > 1


def _is_block(element: HtmlElement) -> bool:
    return element.tag in BLOCK_TAGS or "-" in element.tag


def is_hidden(element: HtmlElement) -> bool:
    """Whether an element is there for machines and not for readers."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return element.tag not in ("body", "html", "main", "article")
    style = element.get("style")
    if style and HIDING_STYLE.search(style):
        return True
    return HIDING_MARKS.search(f"{element.get('class') or ''}") is not None or element.tag == "noscript"


def marks_of(element: HtmlElement) -> str:
    """Return the class, id, role and itemprop words of an element in lower case, parts joined by hyphens.

    >>> marks_of(html.fromstring('<div class="pullQuote left" id="main_story"></div>'))
    ' pull-quote left main-story '
    """
    words = " ".join(filter(None, (element.get(name) for name in ("class", "id", "role", "itemprop"))))
    tag = f" {element.tag}" if "-" in element.tag else ""
    return f" {CAMEL.sub('-', words[:MAX_MARKS]).replace('_', '-').lower()}{tag} "
