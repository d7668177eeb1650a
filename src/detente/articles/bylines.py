"""Names of authors as metadata gives them: who of them are people, and none of them the outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import key, squeeze

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_AUTHORS = 12
MAX_NAME_CHARS = 80
# "By", "Von", "Yazan:" and the like before a name; a stop of one letter and a surname ("Von der Leyen") stay.
BY = re.compile(
    r"^(?:(?:(?:written|posted|published|reported|story|text|words|analysis|report)\s+)?by|par|por|di|"
    r"geschrieben von|door|av|af|автор|yazan|yazar|hazırlayan|بقلم|كتب|نویسنده|מאת|"
    r"撰文|作者|記者|记者|文|著者)\s*[:：]?\s+",
    re.IGNORECASE,
)
JOINTS = re.compile(r"\s*[;|、，]\s*|\s+/\s+|\s*,\s+")
# Between two whole names; inside one it is a part of it: "José Ortega y Gasset".
AND = re.compile(
    r"(?<=[\w,]\s)(?P<one>\S+)\s+(?:and|und|et|y|e|и|і|ve|&|و)\s+(?=[^\s,;]+\s+\S)", re.IGNORECASE
)
ADDRESSES = re.compile(r"\S*(?:@|://|www\.)\S*")
SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|esq)\.?$", re.IGNORECASE)
NOT_A_NAME = re.compile(r"@|https?:|www\.|^\W*$|^\d+$", re.IGNORECASE)
PLACE = re.compile(r"\s+(?:in|à|aus)\s+[A-Z]\w+(?: [A-Z]\w+)?$")
WORDS_OF_OUTLETS = re.compile(
    r"\b(?:news|times|post|daily|press|agency|media|newsroom|desk|staff|editors?|team|redaktion|rédaction|"
    r"redacción|редакция|online|web|tv|radio)\b|\.(?:com|org|net)\b",
    re.IGNORECASE,
)


def authors_of(names: Iterable[tuple[str, bool]], outlets: Iterable[str | None]) -> str | None:
    """Return the byline of these names: people where there are any, never the outlet itself.

    Each name comes with whether it is said to be an organisation.

    >>> authors_of([("By Mira Sand and Tom Orr", False), ("River Post", True)], ["River Post"])
    'Mira Sand, Tom Orr'
    >>> authors_of([("River Post Staff", False)], ["River Post"]), authors_of([("admin", False)], [])
    (None, 'admin')
    """
    outlets = tuple(outlets)
    found: dict[str, tuple[str, bool]] = {}
    for words, is_group in names:
        for name in [squeeze(words)] if is_group else split_names(words):
            if _is_name(name) and not is_outlet(name, outlets):
                found.setdefault(key(name), (name, is_group))
    people = [name for name, is_group in found.values() if not is_group]
    return ", ".join((people or [name for name, _ in found.values()])[:MAX_AUTHORS]) or None


def is_outlet(name: str, outlets: Iterable[str | None]) -> bool:
    """Whether a name is that of one of these outlets, or of nobody at it.

    >>> is_outlet("The River Post Staff", ["River Post"]), is_outlet("Mira Post", ["River Post"])
    (True, False)
    """
    words = _site_key(name)
    own = {_site_key(outlet) for outlet in outlets if outlet} - {""}
    if words in own:
        return True
    return WORDS_OF_OUTLETS.search(name) is not None and any(site in words or words in site for site in own)


def first_name_first(name: str) -> str:
    """Return the name of one person as it is said, where a catalogue turned it round.

    >>> first_name_first("Orr, Tom"), first_name_first("Tom Orr")
    ('Tom Orr', 'Tom Orr')
    """
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first and " and " not in first else name


def split_names(words: str) -> list[str]:
    """Return the single names in the words of a byline.

    >>> split_names("By Mira Sand, Tom Orr, Jr. and Ada Lind"), split_names("Por José Ortega y Gasset")
    (['Mira Sand', 'Tom Orr Jr.', 'Ada Lind'], ['José Ortega y Gasset'])
    """
    parts: list[str] = []
    line = AND.sub(r"\g<one>; ", BY.sub("", squeeze(ADDRESSES.sub(" ", words))))
    for part in JOINTS.split(line):
        bare = PLACE.sub("", BY.sub("", part)).strip(" ,:")
        if parts and SUFFIX.match(bare):
            parts[-1] = f"{parts[-1]} {bare}"
        elif bare:
            parts.append(bare)
    return parts


def _is_name(name: str) -> bool:
    return 1 < len(name) <= MAX_NAME_CHARS and NOT_A_NAME.search(name) is None


def _site_key(name: str) -> str:
    """Return a site's name as its address has it: no spaces, no article, no ending.

    >>> _site_key("The River Post"), _site_key("riverpost.example")
    ('riverpost', 'riverpost')
    """
    words = re.sub(r"^(?:https?://)?(?:www\.)?|\.[a-z]{2,10}(?:\.[a-z]{2})?$", "", name.strip().lower())
    return re.sub(r"^the", "", key(words).replace(" ", ""))
