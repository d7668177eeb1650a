"""The gold pages: what every stretch of text on them is, and the three forms in which they are read.

A page in ``dev/`` or ``held/`` is HTML whose innermost elements say what they are:
``data-gold="ARTICLE:ROLE"``, with 0 for the main article, 1.. for others and ``-`` for none. A page that
holds no article says so on its first element: ``data-gold-page="paywall"``. Its name is
``<shape>_<number>_<language>.html``. The marks are taken off before anything reads the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree, html

from detente.articles.sentences import sentence_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

HERE = Path(__file__).parent
MARKS = re.compile(r"\s+data-gold(?:-page)?=(?:\"[^\"]*\"|'[^']*')")
# Elements that start a line of their own when a browser shows the page; cells of a row share one.
LINES = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "  # noqa: SIM905, E501 - a list of words
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table tbody tfoot "
    "thead tr ul legend".split()
)
CELLS = frozenset({"td", "th"})
UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "iframe", "select", "textarea"})
STRIPPED = ("class", "id", "role", "itemprop", "itemscope", "itemtype", "rel")
MIN_SENTENCE_CHARS = 20
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")  # one such character says what two or three letters say
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\d+|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of a gold page (or a shorter line) with what it is: its article ("-": none) and its role."""

    article: str
    role: str
    text: str

    @property
    def counts(self) -> bool:
        """Whether it is long enough to be measured."""
        return len(self.text) + len(CJK.findall(self.text)) >= MIN_SENTENCE_CHARS


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One page: its shape and language, what it is where it holds no article, its text, its three forms."""

    name: str
    shape: str
    lang: str
    kind: str | None
    stretches: tuple[Stretch, ...]
    forms: dict[str, tuple[str, bytes]]


def read_folder(folder: str) -> list[GoldPage]:
    """Return the gold pages of ``dev`` or ``held`` in order of name; none where there is no such folder."""
    return [read_gold(path) for path in sorted((HERE / folder).glob("*.html"))]


def read_gold(path: Path) -> GoldPage:
    """Return one gold page with its marks read and taken off."""
    source = path.read_text(encoding="utf-8")
    root = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding="utf-8"))
    shape, _, lang = path.stem.split("_")
    forms = {
        "as it is": ("html", MARKS.sub("", source).encode()),
        "text dump": ("text", dump(root).encode()),
        "without class names": ("html", stripped(root)),
    }
    stretches = tuple(part for run in _runs(root) for part in _sentences(run, lang))
    return GoldPage(path.stem, shape, lang, root.get("data-gold-page"), stretches, forms)


def tokens(text: str) -> list[str]:
    """Return the words of a text; a Chinese or Japanese character is one.

    >>> tokens("Talks 3h, 会谈")
    ['talks', '3', 'h', '会', '谈']
    """
    return TOKEN.findall(text.lower())


def dump(root: HtmlElement) -> str:
    """Return the page as a browser's select-all copies it: one block a line, inline text joined."""
    lines = [""]
    for text, breaks, gold in _text(root):
        if breaks:
            lines.append("")
        if not gold.endswith(":hidden"):
            lines[-1] += text
    kept = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in kept if line) + "\n"


def stripped(root: HtmlElement) -> bytes:
    """Return the page without anything that names its parts: classes, ids, roles, data-*, JSON-LD."""
    copy = html.fromstring(html.tostring(root))
    for script in copy.xpath("//script[@type='application/ld+json']"):
        script.drop_tree()
    for element in copy.iter(etree.Element):
        for name in list(element.attrib):
            if name in STRIPPED or name.startswith("data-"):
                del element.attrib[name]
    found: bytes = html.tostring(copy, encoding="utf-8", doctype="<!doctype html>")
    return found


def _text(root: HtmlElement) -> Iterator[tuple[str, bool, str]]:
    """Yield (text, whether a new line starts before it, gold mark) for each run of text in page order."""
    marks = [""]
    breaks = False
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        text = element.tail
        if event == "start" and element.tag in UNSEEN:
            walk.skip_subtree()
            continue
        if event == "start":
            marks.append(element.get("data-gold") or marks[-1])
            text = element.text
        elif event == "end" and element.tag not in UNSEEN:
            marks.pop()
        breaks = breaks or (event != "comment" and (element.tag in LINES or element.tag == "br"))
        if element.tag in CELLS and event == "end":
            text = "\t" + (text or "")
        if text:
            yield text, breaks and bool(text.strip()), marks[-1]
            breaks = breaks and not text.strip()


def _runs(root: HtmlElement) -> list[tuple[str, str]]:
    """Return (gold mark, text) of each run of one mark on one line."""
    found: list[tuple[str, list[str]]] = []
    for text, breaks, gold in _text(root):
        if not found or breaks or found[-1][0] != gold:
            found.append((gold, []))
        found[-1][1].append(text)
    return [(gold, " ".join("".join(parts).split())) for gold, parts in found if gold]


def _sentences(run: tuple[str, str], lang: str) -> Iterator[Stretch]:
    article, role = run[0].split(":")
    for start, end in sentence_spans(run[1], lang):
        yield Stretch(article, role, run[1][start:end])
