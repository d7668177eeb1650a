"""The longest names of one language in a stretch of text, by a tree of their forms.

Not for deciding whether what was found is meant as a name: ``traps``; not for the forms: ``endings``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from detente.actors.endings import UNSPACED, forms
from detente.knowledge.foreign import Meaning, Names, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Other signs for the apostrophe and the hyphen, letter for letter, so that offsets stay.
MARKS = str.maketrans(dict.fromkeys("’‘ʼʻ՚`´", "'") | dict.fromkeys("‑‐", "-"))
# A word with the vowel signs of its script. The zero-width non-joiner of Persian parts words.
WORD = re.compile(
    r"[\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963"
    r"\u0966-\u0df3\u0f18-\u0fbc\u1000-\u104f\u1780-\u17d3]+|[^\w\s\u200c]"
)
LANGUAGES_KEPT = 32  # trees held at once; each is about two megabytes
LEAF = None  # no word is that; an accent alone is spelled as the empty text
LONGEST_ACRONYM = 3  # letters; a longer word in capitals is a name set in capitals
SHORTEST_STEM = 2  # letters that an ending may be glued to: 한국

Trie = dict[str | None, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark; offsets count as in the sentence's source."""

    text: str
    key: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Find:
    """A name from word ``first`` up to word ``last``, or characters; without meanings it hides a name."""

    first: int
    last: int
    meanings: tuple[Meaning, ...]

    @property
    def pair(self) -> bool:
        """Whether it names two states by a letter each: 中美."""
        return any(meaning.kind == "pair" for meaning in self.meanings)


@dataclass(frozen=True, slots=True)
class Leaf:
    """What ends at a form: its meanings, the name's words as the table writes them, what may be glued."""

    meanings: tuple[Meaning, ...]
    pattern: tuple[str, ...]
    ending: re.Pattern[str] | None
    bare: bool


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The forms of a language's names as a tree of words; of letters where no spaces part words."""

    lang: str
    trie: Trie
    glues: bool  # whether any form takes endings


def read_words(source: str, start: int, end: int, lang: str) -> list[Word]:
    """Return the words and marks between two offsets of a text whose `MARKS` are made alike.

    >>> [word.text for word in read_words("l'Arménie et l'Iran", 0, 9, "fr")]
    ['l', "'", 'Arménie']
    """
    matches = WORD.finditer(source, max(start, 0), min(end, len(source)))
    return [Word(m[0], spelled(m[0], lang), m.start(), m.end()) for m in matches]


# --- the tree ------------------------------------------------------------------------------------------


@lru_cache(maxsize=LANGUAGES_KEPT)
def index_of(names: Names) -> Index:
    """Return the tree of a language's names, built when first asked for.

    >>> from detente.knowledge.foreign import names_in
    >>> "russland" in index_of(names_in("de")).trie
    True
    """
    trie: Trie = {}
    unspaced = names.lang in UNSPACED
    glues = False
    for meanings in names.rows.values():
        alias = meanings[0].alias.translate(MARKS)
        words = tuple(alias) if unspaced else tuple(WORD.findall(alias))
        if words:
            glues |= _insert(trie, words, meanings, names.lang)
    return Index(names.lang, trie, glues)


def _insert(trie: Trie, words: tuple[str, ...], meanings: tuple[Meaning, ...], lang: str) -> bool:
    """Add a name in all forms of its words; return whether endings may be glued to it."""
    places: list[Trie] = [trie]
    for number, word in enumerate(words[:-1]):
        keys = {spelled(f.text, lang) for f in forms(word, lang, first=number == 0, last=False)}
        places = _places(places, keys)
    last = forms(words[-1], lang, first=len(words) == 1, last=True)
    for form in last:
        leaf = Leaf(meanings, words, form.ending, form.bare)
        key = spelled(form.text, lang)
        for node in places:
            node.setdefault(key, {}).setdefault(LEAF, []).append(leaf)
    return any(form.ending for form in last)


def _places(nodes: Iterable[Trie], keys: Iterable[str]) -> list[Trie]:
    """Return where forms of one word lead; forms that are new lead to one place together."""
    shared: Trie = {}
    found = [node.setdefault(key, shared) for node in nodes for key in keys]
    return list({id(place): place for place in found}.values())


# --- words ---------------------------------------------------------------------------------------------


def find_words(index: Index, words: Sequence[Word]) -> list[Find]:
    """Return the longest names from left to right; a find without meanings hides a name.

    >>> from detente.knowledge.foreign import names_in
    >>> words = read_words("Bakıda Rusiyanın səfiri", 0, 23, "az")
    >>> [find.meanings[0].code for find in find_words(index_of(names_in("az")), words)]
    ['AZE', 'RUS']
    """
    finds, position = [], 0
    shouted = is_shouted(words)
    while position < len(words):
        find = _longest(index, words, position, shouted=shouted)
        if find:
            finds.append(find)
        position = find.last if find else position + 1
    return finds


def is_shouted(words: Sequence[Word]) -> bool:
    """Whether no word is in small letters: then capitals tell nothing."""
    return not any(word.text.islower() for word in words)


def _longest(index: Index, words: Sequence[Word], first: int, *, shouted: bool) -> Find | None:
    best: Find | None = None
    node: Trie | None = index.trie
    last = first
    while node is not None and last < len(words):
        joined = last + 1 < len(words) and words[last + 1].text == "-"
        written = words[first : last + 1]
        leaves = [
            leaf
            for leaf in _ends(index, node, words[last].key, joined)
            if _written_like(written, leaf, shouted=shouted)
        ]
        if leaves:
            best = Find(first, last + 1, _meanings(leaves))
        node, last = node.get(words[last].key), last + 1
    return best


def _ends(index: Index, node: Trie, key: str, joined: bool) -> Iterator[Leaf]:  # noqa: FBT001 - private
    """Yield what ends with this word: the form itself, else the longest form with an ending glued to it."""
    exact = [leaf for leaf in node.get(key, {}).get(LEAF, ()) if leaf.bare or joined]
    yield from exact
    if exact or not index.glues:
        return
    for cut in range(len(key) - 1, SHORTEST_STEM - 1, -1):
        child = node.get(key[:cut])
        if child is None or LEAF not in child:
            continue
        glued = [leaf for leaf in child[LEAF] if leaf.ending and leaf.ending.fullmatch(key, cut)]
        if glued:
            yield from glued
            return


def _meanings(leaves: Iterable[Leaf]) -> tuple[Meaning, ...]:
    """Return the meanings of all leaves, one for each state; a name outweighs a phrase that hides one.

    Where only one meaning is free of doubt it is that: in Persian عمان is Oman, rarely Amman.
    """
    found = {m.code: m for leaf in leaves for m in leaf.meanings if m.code}
    sure = tuple(m for m in found.values() if not m.doubt)
    return sure if len(sure) == 1 else tuple(found.values())


def _written_like(words: Sequence[Word], leaf: Leaf, *, shouted: bool) -> bool:
    """Whether capitals stand where the name has them; an abbreviation needs all of them."""
    if not leaf.meanings[0].code:
        return True  # "Golfo de México", "golfo de México"
    return all(_same_case(w.text, p, shouted=shouted) for w, p in zip(words, leaf.pattern, strict=True))


def _same_case(text: str, pattern: str, *, shouted: bool) -> bool:
    if len(pattern) > 1 and pattern.isupper():
        return text.isupper() or text.startswith(pattern)
    if len(text) <= LONGEST_ACRONYM and text.isupper() and len(pattern) > 1 and not shouted:
        return False  # the ROM of a computer
    return not pattern[0].isupper() or not text[0].islower()


# After these the second letter of a pair begins a name of its own: 其中|俄罗斯, 近日|美国.
_SECOND_LETTERS = frozenset("国國方军軍罗羅本度基朗拉克兹茲色鲜鮮洲黎林西拿布シ")

# --- letters -------------------------------------------------------------------------------------------


def find_letters(index: Index, source: str, start: int, end: int) -> list[Find]:
    """Return the longest names in a text without spaces, at offsets of the text.

    >>> from detente.knowledge.foreign import names_in
    >>> [find.meanings[0].code for find in find_letters(index_of(names_in("zh")), "印度尼西亚和印度", 0, 8)]
    ['IDN', 'IND']
    """
    finds, position = [], max(start, 0)
    stop = min(end, len(source))
    while position < stop:
        find = _longest_letters(index.trie, source, position, stop)
        if find:
            finds.append(find)
        position = find.last if find else position + 1
    return finds


def _longest_letters(trie: Trie, source: str, first: int, stop: int) -> Find | None:
    best: Find | None = None
    node, last = trie, first
    while last < stop:
        if source[last].lower() not in node:
            break
        node = node[source[last].lower()]
        last += 1
        if LEAF in node:
            find = Find(first, last, _meanings(node[LEAF]))
            if not (find.pair and source[last : last + 1] in _SECOND_LETTERS):
                best = find
    return best
