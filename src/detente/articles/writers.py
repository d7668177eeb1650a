"""Lines above the text that name who wrote it, or when, beside other words."""

from __future__ import annotations

import re
from functools import lru_cache

from detente.articles.blocks import ends_sentence
from detente.articles.datelines import find_date
from detente.articles.headers import read_header
from detente.articles.letters import fold
from detente.articles.names import caseless, is_name_like
from detente.articles.phrases import REMEMBERED, UNSPACED, byline_words, speaks_of_author


def names_writer(text: str) -> bool:
    """Whether a short line begins with a name, with a post or place behind it, or names who wrote it.

    >>> names_writer("By Hester Lang, Europe correspondent"), names_writer("Selin Kara / Van")
    (True, True)
    >>> names_writer("Talks resume in Baku"), names_writer("June 3, 2025")
    (False, False)
    """
    return writer_of(text) is not None


@lru_cache(maxsize=REMEMBERED)
def writer_of(text: str) -> str | None:
    """Return whom a line names as its writer, without the words around the name; None where it names nobody.

    >>> writer_of("By Hester Lang, Europe correspondent"), writer_of("울란바토르=박서준 특파원")
    ('Hester Lang', '박서준')
    """
    header = read_header(text)
    if header is not None or len(text) > MAX_WRITER_CHARS or ends_sentence(text):
        return header.byline if header and not header.says_when else None
    if people := _placed_people(text):
        return people
    text = EDITOR_CODE.sub("", ADDRESS.sub("", text)).strip("（()）【】[] ")
    if person := _glued_post(text):
        return person
    folded = fold(text)
    word = next((w for w in byline_words() if _opens(folded, w)), None)
    who = text[len(word) :].strip(" ,:：-–—|") if word else text
    who = _behind_post(who) if word else who
    first, *others = (WRITER_SEAM if word else POST_SEAM).split(who)
    if any(char.isdigit() for char in text) or not (len(first.split()) > 1 or caseless(first)):
        return None
    if not word and caseless(text):
        return _signed(text)
    if not is_name_like(first, 2 * MAX_WRITER_WORDS if word else MAX_WRITER_WORDS):
        return None
    behind = bool(others) and all(is_name_like(other) or speaks_of_author(other) for other in others)
    return first if word or behind else None


def _behind_post(who: str) -> str:
    """Return the name behind a post in small letters: "la corresponsal Nuria Palacios"."""
    words = who.split()
    at = next((n for n, word in enumerate(words) if not word[0].islower()), 0)
    post = " ".join(words[:at])
    return " ".join(words[at:]) if 0 < at <= MAX_POST_WORDS and speaks_of_author(post) else who


def _placed_people(text: str) -> str | None:
    """Return the names in "Ada Lind (Valdoro) | Tom Orr", "Ada Lind (now) and Tom Orr (earlier)"."""
    if "(" not in text or any(char.isdigit() for char in text):
        return None
    names = [part.strip(" ,") for part in NAMES_SEAM.split(BRACKETS.sub(" ", text))]
    names = [name for name in names if name]
    people = all(1 < len(name.split()) <= MAX_WRITER_WORDS and is_name_like(name) for name in names)
    return ", ".join(names) if names and people and text.rstrip()[0].isalpha() else None


BRACKETS = re.compile(r"\s*\([^()]{2,24}\)\s*")
NAMES_SEAM = re.compile(r"\s*[|/;,·]\s*|\s+(?:and|und|et|y|e|и|і|ve|en|og|och|i|&)\s+")


def _signed(text: str) -> str | None:
    """Return the name in "홍길동 기자" or "マニラ＝佐伯直樹", in scripts without large letters."""
    place, equals, rest = text.replace("＝", "=").partition("=")
    who = rest.strip() if equals else text
    parts = [part.split() for part in PEOPLE_SEAM.split(who) if part.strip()]
    posts = all(len(part) <= MAX_POST_WORDS and speaks_of_author(" ".join(part)) for part in parts)
    short = len(parts) <= MAX_SIGNS and all(len("".join(part)) <= MAX_SIGN_CHARS for part in parts)
    placed = equals and len(place) <= MAX_PLACE_CHARS and short
    if not parts or not (posts or placed):
        return None
    return ", ".join(" ".join(part[:-1] if posts and len(part) > 1 else part) for part in parts)


def _glued_post(text: str) -> str | None:
    """Return the name in "Ada LindEurope correspondent": two elements that a page runs together."""
    for seam in POST_START.finditer(text):
        name, post = text[: seam.start()], text[seam.start() :]
        person = 1 < len(name.split()) <= MAX_WRITER_WORDS and is_name_like(name)
        if person and len(post.split()) <= MAX_POST_WORDS + 1 and speaks_of_author(post):
            return name
    return None


POST_START = re.compile(r"(?<=[^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ])(?=[A-ZÀ-ÞА-ЯİŞĞÇÖÜ][^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ])")
EDITOR_CODE = re.compile(r"(?<=[\u3040-\u9fff])\s[A-Z]{1,4}\d{1,6}$")
ADDRESS = re.compile(r"\S+@\S+")
MAX_POST_WORDS = 3
MAX_PLACE_CHARS = 10
MAX_SIGN_CHARS = 8
MAX_SIGNS = 4
PEOPLE_SEAM = re.compile(r"\s*[,/|·、，]\s*")


def is_stamp(text: str) -> bool:
    """Whether a date is most of a short line, whatever else it says.

    >>> is_stamp("3 June 2025, 09:00 Read 812 times"), is_stamp("The talks in Geneva end on 3 June 2025")
    (True, False)
    """
    if len(text) > MAX_STAMP_CHARS or not any(char.isdigit() for char in text):
        return False
    date = find_date(text)
    return date is not None and date.end - date.start > STAMP_SHARE * len(text)


MAX_STAMP_CHARS = 60
STAMP_SHARE = 0.42


def _opens(folded: str, word: str) -> bool:
    if not folded.startswith(word):
        return False
    return UNSPACED.match(word) is not None or not folded[len(word) : len(word) + 1].isalnum()


MAX_WRITER_CHARS = 90
MAX_WRITER_WORDS = 4
WRITER_SEAM = re.compile(r"\s*[,;/|·(（，、]\s*|\s+[–—-]\s+|\s+(?:in|at|for|FOR|from|en|à|em)\s+")
# Without a "By" small words say nothing: "Halt Deportations at the Border" is a headline.
POST_SEAM = re.compile(r"\s*[,/|·(（，、]\s*|\s+[–—-]\s+")
