"""The block model: a page as one ordered list of blocks, the same for HTML and for text dumps.

What a block is for (`detente.articles.roles`) and which article it belongs to (`detente.articles.split`) is
decided elsewhere; here is only what it looks like and where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

# Beyond these a "page" is an archive, a log or an attack; the bounds keep time and memory flat.
MAX_BLOCKS = 20_000
MAX_PAGE_TEXT = 4_000_000

SPACES = re.compile(r"[\s\x00\u00a0\u200b\ufeff]+")
NOT_WORD = re.compile(r"[^\w]+")
# An agency or an author may sign behind the stop: "... in Stettin. (dpa/hk)"
SENTENCE_END = re.compile(
    r"""(?:[.!?…。！？؟۔।։][\s"'“”‘’»«›‹´)\]」』）]*(?:[(（\[][^()（）\[\]]{1,16}[)）\]]\s*)?|"""
    r"""[:;：；][\s"'“”‘’»«›‹´)\]」』）]*)$"""
)
END_CHARS = 28
SIGNED = re.compile(r"[.!?…”»\"]\s+[A-Z]{2,6}$")  # "... in October. EFE"
# Signs of scripts that need no spaces: each says about what two and a half Latin letters say.
WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
WIDE_WORTH = 1.5
WIDE_WORD = 2  # signs a word, on average
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Old sites leave these open: they say nothing of where a block stands.
INLINE = frozenset({"font", "span", "b", "i", "em", "strong", "u", "small", "big", "a"})
# A paragraph of a news text; one-line quotes and furniture are shorter (the shortest lead of the
# example pages has 103 characters).
LONG_CHARS = 80
# Nobody ends this much text without meaning it, full stop or not.
VERY_LONG_CHARS = 220
MOSTLY_LINKS = 0.5  # more link than text
# A body is more than a teaser with its two-sentence summary (the shortest of the example pages has 450).
ARTICLE_CHARS = 400


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An element around a block: identity, tag and its class, id and role words, joined by hyphens."""

    tag: str
    marks: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One block as it stands on the page; ``offset`` counts characters in the page's plain text.

    ``time`` is the stamp of a time in it, ``changed`` one that is marked as the time of a change; they are
    one where it holds no other. ``credits`` are (kind, words) of inline elements that the page marks as
    author or outlet; ``gap`` is an empty line before it in a dump; ``pictured``: a picture or player stands
    right before it; ``bold``: all of it is.
    """

    text: str
    offset: int
    tag: str = ""
    links: float = 0.0
    path: tuple[Node, ...] = ()
    hidden: bool = False
    time: str | None = None
    changed: str | None = None
    gap: bool = False
    credits: tuple[tuple[str, str], ...] = ()
    pictured: bool = False
    bold: bool = False
    is_long: bool = field(init=False)

    def __post_init__(self) -> None:
        """Say once whether it is long enough, and closed like a sentence, to be running text."""
        size = breadth(self.text) if self.links <= MOSTLY_LINKS else 0
        ended = size >= LONG_CHARS and (ends_sentence(self.text) or SIGNED.search(self.text) is not None)
        closed = size >= VERY_LONG_CHARS or ended
        object.__setattr__(self, "is_long", closed)

    @property
    def is_heading(self) -> bool:
        """Whether the page itself marks it as a heading."""
        return self.tag in HEADING_TAGS

    def part(self, start: int, end: int) -> Piece:
        """Return the piece of this piece between two offsets, without outer spaces.

        >>> Piece("Talks end. Share this", 100).part(11, 21).offset
        111
        """
        text = self.text[start:end]
        lead = len(text) - len(text.lstrip())
        return replace(self, text=text.strip(), offset=self.offset + start + lead)


@dataclass(slots=True)
class PieceList:
    """Collects pieces in page order and counts their offsets; full when the page is beyond the bounds."""

    pieces: list[Piece] = field(default_factory=list)
    offset: int = 0

    @property
    def full(self) -> bool:
        """Whether the bounds are reached."""
        return len(self.pieces) >= MAX_BLOCKS or self.offset >= MAX_PAGE_TEXT

    def add(self, text: str, **facts: object) -> None:
        """Append one block, its text in single spaces; an empty one is none."""
        text = squeeze(text)
        if text and not self.full:
            self.pieces.append(Piece(text, self.offset, **facts))  # type: ignore[arg-type]
            self.offset += len(text) + 1


def squeeze(text: str) -> str:
    r"""Return text with runs of white space as one space.

    >>> squeeze("  Talks\n\t resume ")
    'Talks resume'
    """
    return SPACES.sub(" ", text).strip()


def key(text: str) -> str:
    """Return what two copies of a text share: letters and digits, lower case.

    >>> key("“Talks resume,” he said") == key("Talks resume he said.")
    True
    """
    return _short_key(text) if len(text) <= REMEMBERED_CHARS else NOT_WORD.sub(" ", text.lower()).strip()


# Short lines are compared with one another again and again.
REMEMBERED = 8192
REMEMBERED_CHARS = 240


@lru_cache(maxsize=REMEMBERED)
def _short_key(text: str) -> str:
    return NOT_WORD.sub(" ", text.lower()).strip()


def ends_sentence(text: str) -> bool:
    """Whether a text closes like a sentence.

    >>> ends_sentence('He said "no."'), ends_sentence("Related Articles")
    (True, False)
    """
    return SENTENCE_END.search(text[-END_CHARS:]) is not None


def word_count(text: str) -> int:
    """Return the number of words; of scripts without spaces about so many.

    >>> word_count("Talks resume"), word_count("双方重启谈判")
    (2, 3)
    """
    wide = 0 if text.isascii() else len(WIDE.findall(text))
    return max(len(text.split()), wide // WIDE_WORD)


def breadth(text: str) -> int:
    """Return the length of a text in Latin letters.

    >>> breadth("talks"), breadth("会谈")
    (5, 5)
    """
    if text.isascii():
        return len(text)
    return len(text) + int(WIDE_WORTH * len(WIDE.findall(text)))
