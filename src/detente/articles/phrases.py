"""What sites print around their articles, in many languages: heads of boxes, calls to subscribe, error pages.

The words stand in ``data/phrases.toml``. A line is looked up in small letters without accents, so one
spelling serves for all. Nothing here looks at the place of a line: the same words may be a section head or a
headline.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.articles.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data" / "phrases.toml"
# A head is a few words; longer lines that start so are headlines.
MAX_HEAD_CHARS = 60
# A cookie notice runs to three lines; longer texts that mention a newsletter are about something else.
MAX_LINE_CHARS = 320
MAX_START_CHARS = 600  # a correction explains itself
# One page asks for the same short lines again and again.
REMEMBERED = 8192
EDGES = " :•…!.,;|»«<>›‹#()[]{}+*-–—_/\\'\"“”„0123456789【】「」：！、。→←↓↑▶►·"
# Scripts without spaces between words: there a phrase may stand inside any run of signs.
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
SPACES = re.compile(r"\s+")
SCRIPT_SHIFT = 8  # blocks of 256 characters are close enough to scripts


def plain(text: str) -> str:
    """Return a line as phrases are compared: small letters, no accents, single spaces.

    >>> plain("À lire  aussi :")
    'a lire aussi :'
    """
    return SPACES.sub(" ", VOWEL_SIGNS.sub("", fold(text))).strip()


VOWEL_SIGNS = re.compile("[\u064b-\u0655\u0670]")  # above and below Arabic letters


@lru_cache(maxsize=REMEMBERED)
def head_kind(text: str) -> str | None:
    """Return what a line is the head of, or None.

    Kinds: related comments share promo nav key (points) notes author cite.

    >>> head_kind("Related Articles (5)"), head_kind("Читайте также:"), head_kind("Talks resume")
    ('related', 'related', None)
    """
    if len(text) > MAX_HEAD_CHARS:
        return None
    line = plain(text).strip(EDGES)
    exact, open_ended = _heads()
    if kind := exact.get(line):
        return kind
    if kind := next((kind for start, kind in open_ended.get(line[:2], ()) if line.startswith(start)), None):
        return kind
    # A dump glues the names of buttons: "Share this articleFacebook X WhatsApp".
    return "share" if line.startswith(_share_calls()) else None


@lru_cache(maxsize=REMEMBERED)
def line_kind(text: str) -> str | None:
    """Return what a line is by its words: note, promo, imprint, comments, share; or None.

    >>> line_kind("Abonnez-vous à notre newsletter."), line_kind("The app was downloaded in Baku.")
    ('promo', None)
    """
    if len(text) > MAX_LINE_CHARS:
        return None
    return next(_kinds(plain(text), "lines"), None)


@lru_cache(maxsize=REMEMBERED)
def start_kind(text: str) -> str | None:
    """Return what a line is by its first words: correction, caption, tweet; or None.

    >>> start_kind("Foto: Per Lund"), start_kind("Correction: the year was wrong.")
    ('caption', 'correction')
    """
    if len(text) > MAX_START_CHARS:
        return None
    line = plain(text[:MAX_HEAD_CHARS]).lstrip(" *•(")
    return next((kind for start, kind in _starts().get(line[:2], ()) if line.startswith(start)), None)


@lru_cache(maxsize=REMEMBERED)
def stop_kinds(text: str) -> frozenset[str]:
    """Return of which kinds of pages without an article a line speaks.

    >>> sorted(stop_kinds("Страница не найдена"))
    ['error']
    """
    return frozenset(_kinds(plain(text[: 2 * MAX_LINE_CHARS]), "stops"))


@lru_cache(maxsize=REMEMBERED)
def is_live(text: str) -> bool:
    """Whether a headline or label says that the page is a live blog.

    >>> is_live("Live: envoys argue over two sentences"), is_live("Where we live")
    (True, False)
    >>> is_live("River talks live: envoys leave the hall")
    True
    """
    line = plain(text)
    *before, last = LIVE_SEAM.split(line)
    if any(part.endswith(" live") for part in before):
        return True
    return any(part.strip(EDGES) in _words("live") or _begins_live(part) for part in (*before, last) if part)


LIVE_SEAM = re.compile(r"\s*[:|–—!•·。：]\s*|\s+-\s+|,\s")
MIN_LIVE_WORD = 5  # "live" alone opens many a headline ("Live and let live")


def _begins_live(part: str) -> bool:
    return any(
        len(word) >= MIN_LIVE_WORD and f" {word} " in f" {part} "
        if not UNSPACED.match(word)
        else part.startswith(word) or part.endswith(word)
        for word in _words("live")
    )


@lru_cache(maxsize=REMEMBERED)
def label_kind(text: str) -> str | None:
    """Return the genre that a label names (opinion, analysis), or None.

    >>> label_kind("OPINION"), label_kind("Meinung"), label_kind("Opinion polls open")
    ('opinion', 'opinion', None)
    """
    if len(text) > MAX_HEAD_CHARS:
        return None
    line = plain(text).strip(EDGES)
    return next((kind for kind in ("opinion", "analysis") if line in _words("labels", kind)), None)


def speaks_of_author(text: str) -> bool:
    """Whether a short text has a word that says what an author is: "correspondent", "пишет", "作家".

    >>> speaks_of_author("Ada Lind is a historian."), speaks_of_author("The bridge is open.")
    (True, False)
    """
    line = plain(text[:MAX_START_CHARS])
    return next(_kinds(line, "bios"), None) is not None


def opens_bio(text: str) -> bool:
    """Whether a line begins as notes on an author do: "The author is ...".

    >>> opens_bio("L'auteur est historien."), opens_bio("The authors agree.")
    (True, False)
    """
    line = plain(text[:MAX_HEAD_CHARS]).lstrip(EDGES)
    return line.startswith(tuple(_raw_words("bios", "starts")))


@cache
def opening_words(lang: str) -> frozenset[str]:
    """Return the words that open a sentence in a language and are written small inside one.

    >>> "The" in opening_words("en"), opening_words("xx")
    (True, frozenset())
    """
    found = _data()["starters"].get(lang, [])
    assert isinstance(found, list)
    return frozenset(found)


@cache
def byline_words() -> tuple[str, ...]:
    """Return the folded words that introduce an author, longest first."""
    return tuple(sorted(_words("bylines"), key=len, reverse=True))


@cache
def _data() -> dict[str, dict[str, object]]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def _words(*path: str) -> frozenset[str]:
    table: object = _data()
    for name in path:
        assert isinstance(table, dict)
        table = table[name]
    assert isinstance(table, dict)
    return frozenset(
        SPACES.sub(" ", WORD_EDGE.sub(" ", plain(word))) for words in table.values() for word in words
    )


WORD_EDGE = re.compile(r"[“”„\"«»()\[\]|•·¿¡,;!?]")


@cache
def _heads() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Return the heads that are a whole line, and those with an open end by their first two letters."""
    exact: dict[str, str] = {}
    starts: dict[str, list[tuple[str, str]]] = {}
    for kind in _data()["heads"]:
        for phrase in _words("heads", kind):
            bare = phrase.removesuffix("*").strip().strip(EDGES)
            exact.setdefault(bare, kind)
            if phrase.endswith("*"):
                start = bare if UNSPACED.match(bare) else f"{bare} "
                starts.setdefault(start[:2], []).append((start, kind))
    return exact, starts


@cache
def _share_calls() -> tuple[str, ...]:
    """Return the names that begin a row of share buttons, glued to the next one."""
    calls = {phrase.removesuffix("*").strip() for phrase in _words("heads", "share")}
    names = (
        "facebook",
        "twitter",
        "whatsapp",
        "telegram",
        "vkontakte",
        "вконтакте",
        "فيسبوك",
        "微信",
        "微博",
        "페이스북",
    )
    return tuple(
        f"{call}{gap}{name}" for call in calls for name in names for gap in ("", " ") if call != name
    )


@cache
def _starts() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in _data()["starts"]:
        for phrase in _raw_words("starts", kind):
            found.setdefault(phrase[:2], []).append((phrase, kind))
    return found


@cache
def _raw_words(*path: str) -> frozenset[str]:
    """Return folded phrases with the space at their end kept: it says that the word is whole."""
    table: object = _data()
    for name in path:
        assert isinstance(table, dict)
        table = table[name]
    assert isinstance(table, dict)
    return frozenset(fold(word) for words in table.values() for word in words)


@dataclass(frozen=True, slots=True)
class _Group:
    """The phrases of one kind: by their first word; in scripts without spaces by a letter's block."""

    by_word: dict[str, tuple[str, ...]]
    by_block: dict[int, tuple[str, ...]]


@cache
def _groups(name: str) -> dict[str, _Group]:
    found: dict[str, _Group] = {}
    for kind in _data()[name]:
        words: dict[str, list[str]] = {}
        blocks: dict[int, list[str]] = {}
        for phrase in _words(name, kind):
            if UNSPACED.search(phrase) or not phrase[0].isalnum():
                blocks.setdefault(_block(phrase), []).append(phrase)
            else:
                words.setdefault(phrase.split(" ")[0], []).append(f" {phrase}")
        found[kind] = _Group(
            {word: tuple(phrases) for word, phrases in words.items()},
            {block: tuple(phrases) for block, phrases in blocks.items()},
        )
    return found


def _block(phrase: str) -> int:
    return max(map(ord, phrase)) >> SCRIPT_SHIFT


def _kinds(line: str, table: str) -> Iterator[str]:
    """Yield the kinds of which a phrase stands in a folded line, whole words first."""
    words = [word.strip(".:") for word in WORD_EDGE.sub(" ", line).split()]
    padded = f" {' '.join(words)} "
    blocks = set() if line.isascii() else {ord(char) >> SCRIPT_SHIFT for char in line}
    for kind, group in _groups(table).items():
        phrases = itertools.chain(
            *(group.by_word[word] for word in words if word in group.by_word),
            *(group.by_block[block] for block in blocks if block in group.by_block),
        )
        if any(phrase in padded for phrase in phrases):
            yield kind
