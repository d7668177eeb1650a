"""A sentence as words and as what the tables know of them, found in one pass.

Not for deciding who is meant: a word found here may be a bird, a newspaper or a first name.
"""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from detente.actors import lexicon
from detente.knowledge import Agent, Alias, Tenure, World, fold
from detente.knowledge.words import TOKEN
from detente.knowledge.world import LEAF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from detente.records import Article, Sentence

# A title with at least this share of long words capitalised has no names to tell by their capitals.
HEADLINE_SHARE = 0.7
LONG_WORD = 4
ELIDED = 2  # letters before the apostrophe of a name
PARAGRAPH_GAP = 2  # the newlines between two paragraphs of an article's text
TITLE = 0  # the number of the title among the sentences


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark; offsets count as in the sentence's source (title or text)."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Item:
    """What stands from word ``first`` up to word ``last``: a plain word, or something in the tables."""

    first: int
    last: int
    key: str
    aliases: tuple[Alias, ...] = ()
    people: tuple[Tenure, ...] = ()
    surnames: tuple[Tenure, ...] = ()
    agent: Agent | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its words and items. Positions are those of items, unless they say words."""

    number: int
    paragraph: int
    source: str
    words: tuple[Word, ...]
    items: tuple[Item, ...]
    headline: bool
    starting: Mapping[int, Item] = field(repr=False)  # the item that begins at a word

    def key(self, i: int) -> str:
        """Return the folded text at a position, nothing outside the line."""
        return self.items[i].key if 0 <= i < len(self.items) else ""

    def word(self, i: int) -> Word | None:
        """Return the first word at a position."""
        return self.words[self.items[i].first] if 0 <= i < len(self.items) else None

    def before(self, i: int) -> Word | None:
        """Return the word before a position."""
        return self.words[self.items[i].first - 1] if 0 < i < len(self.items) else None

    def agent(self, i: int) -> Agent | None:
        """Return the role noun, adjective or thing at a position."""
        return self.items[i].agent if 0 <= i < len(self.items) else None

    def text(self, first: int, last: int) -> str:
        """Return the source from one position up to another."""
        return self.source[
            self.words[self.items[first].first].start : self.words[self.items[last - 1].last - 1].end
        ]

    def possessive(self, i: int) -> int:
        """Return the position after a possessive ending that stands at i, else i."""
        if not 0 < i < len(self.items) or self.key(i) != "'" or self._gap(i):
            return i
        if self.key(i + 1) == "s" and not self._gap(i + 1):
            return i + 2
        return i + 1 if self.key(i - 1).endswith("s") else i

    def hyphen(self, i: int) -> bool:
        """Whether a hyphen or slash at i joins two words without a space."""
        inside = 0 < i < len(self.items) - 1 and self.key(i) in {"-", "/"}
        return inside and not self._gap(i) and not self._gap(i + 1)

    def elision(self, i: int) -> bool:
        """Whether an apostrophe at i joins two parts of a name: "O'Neill", "D'Souza"."""
        inside = 0 < i < len(self.items) - 1 and self.key(i) == "'" and len(self.key(i - 1)) <= ELIDED
        return inside and not self._gap(i) and not self._gap(i + 1)

    def _gap(self, i: int) -> bool:
        first = self.items[i].first
        return self.words[first - 1].end != self.words[first].start

    def loose_capital(self, i: int) -> bool:
        """Whether a capitalised word at i is in no table and no ordinary opener: part of a name."""
        word = self.word(i)
        if word is None or not word.capital or word.key in lexicon.NOT_GIVEN_NAMES:
            return False
        item = self.items[i]
        return not (item.aliases or item.agent or item.people or item.surnames)


def read_lines(article: Article, sentences: Sequence[Sentence], world: World, day: str) -> list[Line]:
    """Return each sentence as a `Line`, in the order given."""
    starts = _paragraph_starts(article)
    return [_line(article, sentence, world, day, starts) for sentence in sentences]


def _paragraph_starts(article: Article) -> list[int]:
    starts, offset = [], 0
    for paragraph in article.paragraphs:
        starts.append(offset)
        offset += len(paragraph) + PARAGRAPH_GAP
    return starts


def _line(article: Article, sentence: Sentence, world: World, day: str, starts: list[int]) -> Line:
    source = article.title if sentence.number == TITLE else article.text
    matches = TOKEN.finditer(source, max(sentence.start, 0), min(sentence.end, len(source)))
    words = tuple(Word(m[0], fold(m[0]), m.start(), m.end()) for m in matches)
    paragraph = -1 if sentence.number == TITLE else bisect.bisect_right(starts, sentence.start) - 1
    headline = sentence.number == TITLE and _set_in_capitals(words)
    items = tuple(_items(words, world, day))
    starting = {item.first: item for item in items}
    return Line(sentence.number, paragraph, source, words, items, headline, starting)


def _set_in_capitals(words: Sequence[Word]) -> bool:
    long = [w for w in words if len(w.text) >= LONG_WORD and w.text[0].isalpha()]
    return sum(w.capital for w in long) >= HEADLINE_SHARE * len(long)


def _items(words: Sequence[Word], world: World, day: str) -> list[Item]:
    shouted = not any(w.text.islower() for w in words)
    items, position = [], 0
    while position < len(words):
        item = _longest(words, position, world, day, shouted=shouted)
        if (
            words[position].key == "the" and item.last > position + 1
        ):  # "the Gulf", but Gulf Cooperation Council
            named = _longest(words, position + 1, world, day, shouted=shouted)
            item = Item(position, position + 1, "the") if named.last > item.last else item
        items.append(item)
        position = item.last
    return items


def _longest(words: Sequence[Word], first: int, world: World, day: str, *, shouted: bool) -> Item:
    """Return the longest entry of the tables that starts here, else the plain word."""
    best = Item(first, first + 1, words[first].key)
    node, last = world.trie.get(words[first].key), first + 1
    while node is not None:
        if LEAF in node:
            best = _entry(words[first:last], first, node[LEAF], day, shouted=shouted) or best
        if last == len(words):
            break
        node, last = node.get(words[last].key), last + 1
    return best


def _entry(
    words: Sequence[Word], first: int, leaf: dict[str, Any], day: str, *, shouted: bool
) -> Item | None:
    aliases = tuple(
        a for a in leaf.get("alias", ()) if a.valid(day) and _written_like(words, a.alias, shouted=shouted)
    )
    named = words[0].text[0].isalpha() and all(
        w.capital
        or (w.key in lexicon.NAME_PARTICLES and k < len(words) - 1)
        or not w.text[0].isalpha()
        or words[k - 1].text == "-"  # Moon Jae-in
        for k, w in enumerate(words)
    )
    people, surnames = (leaf.get("person", ()), leaf.get("surname", ())) if named else ((), ())
    agent = leaf.get("agent")
    if not (aliases or people or surnames or agent):
        return None
    key = " ".join(w.key for w in words)
    return Item(first, first + len(words), key, aliases, people, surnames, agent)


_NEVER_SHOUTED = frozenset({"us", "who", "it"})  # in a line of capitals these are more often plain words


def _written_like(words: Sequence[Word], alias: str, *, shouted: bool) -> bool:
    """Whether capitals stand where the alias has them; an abbreviation needs all of them."""
    patterns = TOKEN.findall(alias)
    if len(patterns) != len(words):
        return True
    if shouted and len(words) == 1 and words[0].key in _NEVER_SHOUTED:
        return False
    return all(_same_case(w.text, p) for w, p in zip(words, patterns, strict=True))


def _same_case(text: str, pattern: str) -> bool:
    if any(letter.isupper() for letter in pattern[1:]):  # "US", "LeT"
        return text == pattern or (text.isupper() and len(pattern) > 1)
    return not pattern[0].isupper() or text[0].isupper()
