"""Names across romanisations: one key for Zelensky and Zelenskiy, one for Andrii and Andrey Yermak.

A key is no spelling of its own; it only says that two spellings may be one name. That of a full name needs
two words to agree, so that it may drop the vowels of the first names, in which transliterations differ.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

# Letters and groups that English, French, German, Turkic and scholarly romanisations write differently.
_ALIKE = (
    ("'", ""), ("-", " "), ("tch", "ch"), ("kh", "h"), ("gh", "g"), ("zh", "j"), ("ph", "f"), ("ck", "k"),
    ("q", "k"), ("x", "ks"), ("dj", "j"), ("w", "v"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"),
    ("j", "i"),
)  # fmt: skip
_BREAK = "\n"
# What follows is told by the blank or break around a word.
_ARTICLES = ("al ", "el ", "ul ")  # al-Sisi, el-Sisi, Sisi
_ENDINGS = (("f", "v"), ("enka", "enko"))  # Romanoff, Romanov; Lukashenka, Lukashenko
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_VOWELS = "aeiou"
_NO_VOWELS = str.maketrans(dict.fromkeys(_VOWELS) | {"g": "h"})  # Oleg, Oleh
MIN_SURNAME = 6  # letters of a key: shorter surnames differ by too little
MIN_NAME = 9  # letters of a skeleton with the blank: "Ali Hasan" is too common to be one person
_CACHED = 16_384


@lru_cache(maxsize=_CACHED)
def spelling(name: str) -> str:
    """Return the key that the romanisations of a name share.

    >>> spelling("Zelenskyy") == spelling("Zelenskiy") == spelling("Zelensky")
    True
    >>> spelling("Aliyev") == spelling("Aliev"), spelling("Lavrov") == spelling("Lapov")
    (True, False)
    """
    return spellings([fold(name)])[0]


@lru_cache(maxsize=_CACHED)
def skeleton(name: str) -> str:
    """Return a full name by the consonants of its first names, or nothing for one too short.

    >>> skeleton("Andrii Yermak") == skeleton("Andreii Ermak"), skeleton("Ali Hasan")
    (True, '')
    """
    return skeletons([fold(name)])[0]


def spellings(names: Sequence[str]) -> list[str]:
    """Return the keys of many folded names, at the price of a few passes over one text."""
    return [key.strip() for key in _romanised(_BREAK.join(names))[1:-1].split(_BREAK)]


def skeletons(names: Sequence[str]) -> list[str]:
    """Return the skeletons of many folded names, as `skeleton` gives each."""
    text = bones = _romanised(_BREAK.join(names))
    for edge in (" ", _BREAK):
        for vowel in _VOWELS:
            bones = bones.replace(edge + vowel, f"{edge}A")
    bones = bones.translate(_NO_VOWELS).replace("A", "a")
    both = zip(text[1:-1].split(_BREAK), bones[1:-1].split(_BREAK), strict=True)
    return [_joined(full.split(), bare.split()) for full, bare in both]


def _joined(full: list[str], bare: list[str]) -> str:
    """Return first names by their consonants and the surname whole: Greg Abel is not George Abela."""
    key = " ".join((*bare[:-1], *full[-1:]))
    return key if len(full) > 1 and len(key) >= MIN_NAME else ""


def _romanised(text: str) -> str:
    """Return folded names, one a line, in one spelling; a break stands before the first and after the last.

    Plain replacements over one text: a pattern for each name would take ten times as long.
    """
    text = f"{_BREAK}{text}{_BREAK}"
    for one, other in _ALIKE:
        text = text.replace(one, other)
    for edge in (" ", _BREAK):
        for article in _ARTICLES:
            text = text.replace(edge + article, edge)
        for ending, other in _ENDINGS:
            text = text.replace(ending + edge, other + edge)
    for letter in _LETTERS:
        text = text.replace(letter * 2, letter)
    return text.replace("ie", "e").replace("  ", " ")  # Yermak, Ermak; Aliyev, Aliev
