"""Names of people and outlets, told by their letters alone."""

from __future__ import annotations

import re

from detente.articles.blocks import breadth, ends_sentence

MAX_OUTLET_WORDS = 6
MAX_NAME_WORDS = 6
# Small words inside names of persons and outlets.
PARTICLES = frozenset(
    [
        "al",
        "bin",
        "van",
        "von",
        "de",
        "der",
        "den",
        "el",
        "ibn",
        "and",
        "und",
        "et",
        "y",
        "e",
        "i",
        "и",
        "й",
        "ve",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "les",
        "los",
        "del",
        "della",
        "delle",
        "of",
        "the",
        "for",
        "ten",
        "ter",
        "zu",
        "zur",
        "&",
        "ال",
        "و",
        "بن",
        "ابن",
    ]
)
# Letters without a large and a small form show no names: there a name is only a few short words.
MAX_CASELESS_WORDS = 4
MAX_CASELESS_CHARS = 26


def is_name_like(text: str, words: int = MAX_OUTLET_WORDS) -> bool:
    """Whether a text looks like the name of a person or an outlet.

    >>> is_name_like("Asharq Al-Awsat"), is_name_like("Élodie Brun"), is_name_like("no comments yet")
    (True, True, False)
    """
    parts = NAME_SEAM.split(text.strip())
    if not parts[0] or len(parts) > words or not text[0].isalpha():
        return False
    caseless = any(_caseless(part[0]) for part in parts if part)
    if caseless and (
        breadth(text) > MAX_CASELESS_CHARS or len(parts) > MAX_CASELESS_WORDS or ends_sentence(text)
    ):
        return False
    return all(_is_name_part(part) for part in parts if part)


def are_people(text: str) -> bool:
    """Whether a line is the names of several people and nothing else.

    >>> are_people("Ada Lind and Tom Orr"), are_people("Ada Lind"), are_people("Boats and Bridges")
    (True, False, False)
    """
    names = PEOPLE_SEAM.split(text)
    people = all(1 < len(name.split()) <= MAX_PERSON_WORDS and is_name_like(name) for name in names)
    return 1 < len(names) <= MAX_PEOPLE and people


PEOPLE_SEAM = re.compile(r",\s(?:and\s)?|\s(?:and|und|et|y|e|и|і|ve|en|og|och|&)\s")
MAX_PERSON_WORDS = 3
MAX_PEOPLE = 5
NAME_SEAM = re.compile(r"[\s,]+")
# Vowel signs of Indian scripts, marks over Arabic and Hebrew letters, and joiners of no width are no \\w.
NAME_PART = re.compile(r"[\w.'’´`\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0e7f\u200c\u200d-]+$")


def _is_name_part(part: str) -> bool:
    if part in PARTICLES:
        return True
    return (
        part[0].isalpha() and (part[0].isupper() or _caseless(part[0])) and NAME_PART.match(part) is not None
    )


def caseless(text: str) -> bool:
    """Whether a text has letters of a script without a large and a small form."""
    return any(map(_caseless, text))


def _caseless(char: str) -> bool:
    return char.isalpha() and char.upper() == char.lower()
