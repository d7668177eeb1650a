"""What the short lines around an article say: byline, outlet, date, age, reading time, link, section head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.articles.ages import read_age
from detente.articles.blocks import SPACES, ends_sentence, word_count
from detente.articles.calendars import rows
from detente.articles.captions import is_caption
from detente.articles.datelines import find_date
from detente.articles.letters import fold
from detente.articles.names import MAX_NAME_WORDS, is_name_like
from detente.articles.phrases import (
    REMEMBERED,
    UNSPACED,
    byline_words,
    head_kind,
    label_kind,
    line_kind,
    start_kind,
)

MAX_HEADER_CHARS = 140
MAX_TITLE_CHARS = 240
MIN_TITLE_WORDS = 2
MAX_TITLE_WORDS = 40
MAX_DATES = 3  # published, updated, and the page's own clock
MAX_NAMES = 2  # author and place
UPDATED_REACH = 16

SEPARATOR = re.compile(r"\s*[|·•●∙｜＝]\s*|\s+[–—/-]\s+|\s{2,}")
LINK = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
SHORT_LINK = re.compile(r"^short\s*(?:link|url)\s*:?\s*(?P<url>https?://\S+)?\s*$", re.IGNORECASE)
DATE_WORDS = re.compile(
    r"\b(?:first\s+)?(?:published|posted|updated|last\s+(?:updated|modified)|modified|date|on|at|in|edited|"
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|local time|time)\b[:.,]?",
    re.IGNORECASE,
)
CLOCK_ALONE = re.compile(
    r"^\(?(?:[01]?\d|2[0-3])\s?[:.h時时][0-5]\d(?:[:.][0-5]\d)?(?:\s*[ap]\.?m\.?)?"
    r"(?:\s*\(?[\w+:-]{1,6}(?: time)?\)?)?$",
    re.IGNORECASE,
)
UPDATED = re.compile(r"\b(?:updated|modified|edited)\b", re.IGNORECASE)
# By these words alone a line says nothing of who wrote it; a name must follow, not a sentence.
MAX_BYLINE_WORDS = 12


@dataclass(frozen=True, slots=True)
class Header:
    """What one short line says, each part as printed; ``None`` where it does not say it.

    ``name`` is a name beside a date of which the line does not say whose it is: author, outlet or place.
    ``clock`` is a time of day alone.
    """

    byline: str | None = None
    outlet: str | None = None
    date: str | None = None
    updated: str | None = None
    age: str | None = None
    minutes: int | None = None
    link: str | None = None
    name: str | None = None
    clock: str | None = None

    @property
    def says_when(self) -> bool:
        """Whether it dates an article."""
        return bool(self.age or self.date)


@lru_cache(maxsize=REMEMBERED)
def read_header(text: str) -> Header | None:
    """Return what a header line says, or None where any part of it is something else.

    >>> header = read_header("By Aram Sarkis | October 2, 2020 | 3 Min Read")
    >>> header.byline, header.date, header.minutes
    ('Aram Sarkis', 'October 2, 2020', 3)
    >>> read_header("The talks went on until October 2, 2020, both sides said.") is None
    True
    """
    if len(text) > MAX_HEADER_CHARS:
        return None
    found: dict[str, object] = {}
    rest = _take_dates(text.strip(" \t|·•●-–—"), found)
    unread = []
    for part in [part.strip(" ,/") for part in SEPARATOR.split(rest)]:
        said = _part(part) if part else {}
        if said is None and found and (desk := _desk(part)):
            said = {"byline": desk}
        if said is None:
            unread.append(part)
        for name, value in (said or {}).items():
            found.setdefault(name, value)
    if not found or (unread and not _is_name_rest(unread, found)):
        return None
    if unread:
        found.setdefault("outlet" if "age" in found else "name", unread[0])
    return Header(**found)  # type: ignore[arg-type]


def _take_dates(text: str, found: dict[str, object]) -> str:
    """Move the dates of a line to ``found`` and return the rest, a bar where each date stood."""
    rest = text
    for _ in range(MAX_DATES):
        date = find_date(rest)
        if date is None:
            break
        before, after = rest[: date.start], rest[date.end :]
        updated = date.updated or UPDATED.search(before[-UPDATED_REACH:])
        found.setdefault("updated" if updated else "date", date.text)
        rest = f"{before} | {after}"
    return DATE_WORDS.sub(" ", rest).strip(" ,.:()/") if found else rest


def _is_name_rest(unread: list[str], found: dict[str, object]) -> bool:
    """Short capitalised parts beside a date or age are who published or wrote it, and where."""
    names = all(is_name_like(part.strip("().")) or _is_masthead(part, found) for part in unread)
    return names and len(unread) <= MAX_NAMES and ("date" in found or "age" in found or "updated" in found)


def _is_masthead(part: str, found: dict[str, object]) -> bool:
    """Beside an age even a name of small words is an outlet's: "Северный курьер"."""
    return (
        "age" in found
        and part[0].isupper()
        and word_count(part) <= MAX_MASTHEAD_WORDS
        and not ends_sentence(part)
    )


MAX_MASTHEAD_WORDS = 4


def _part(text: str) -> dict[str, object] | None:
    if minutes := _minutes(text):
        return {"minutes": minutes}
    if LINK.match(text):
        return {"link": text}
    if found := SHORT_LINK.match(text):
        return {"link": found["url"]} if found["url"] else {}
    if CLOCK_ALONE.match(text):
        return {"clock": text}
    return _age_part(text) or _byline_part(text)


def _age_part(text: str) -> dict[str, object] | None:
    age = read_age(text)
    if age is None:
        return None
    said: dict[str, object] = {"updated" if age.updated else "age": age.text}
    rest = DATE_WORDS.sub(" ", age.before).strip(" ,:")
    if rest and not is_name_like(rest):
        return None
    return said | ({"outlet": rest} if rest else {})


def _byline_part(text: str) -> dict[str, object] | None:
    """Read "By ...", "Von ...", "بقلم ...", "记者 ..."; what follows must be a name."""
    if ends_sentence(text) or word_count(text) > MAX_BYLINE_WORDS:
        return None
    folded = fold(text)
    for word in byline_words():
        if folded.startswith(word) and (
            UNSPACED.match(word) or not folded[len(word) : len(word) + 1].isalnum()
        ):
            who = text[len(word) :].strip(" ,:：/-–—|")
            named = who.lower() == "admin" or (who and is_name_like(who, words=2 * MAX_NAME_WORDS))
            return {"byline": who} if named else None
    return None


def _desk(text: str) -> str | None:
    """Return who is named beside a date by "By the Tideline desk", where no capital shows a name."""
    folded = fold(text)
    word = next((word for word in byline_words() if folded.startswith(f"{word} ")), None)
    who = text[len(word) :].strip(" ,:") if word and word_count(text) <= MAX_NAME_WORDS else ""
    return who if any(char.isupper() for char in who) else None


def _minutes(text: str) -> int | None:
    """Return the reading time that a line gives, in minutes."""
    figures = FIGURES.findall(text) if len(text) <= MAX_MINUTES_CHARS else []
    line = FIGURES.sub("#", fold(text)).replace(" :", ":").strip(" .:()")
    if len(figures) != 1 or line not in _minute_lines():
        return None
    return int(fold(figures[0]))


FIGURES = re.compile(r"\d{1,3}")
MAX_MINUTES_CHARS = 48


@cache
def _minute_lines() -> frozenset[str]:
    lines = [SPACES.sub(" ", fold(row["words"])) for row in rows("lines.csv") if row["kind"] == "minutes"]
    variants = [line.replace("# ", "#") for line in lines] + [line.replace(" #", ": #") for line in lines]
    return frozenset([*lines, *variants, *(f"{line}." for line in lines)])


def is_title_like(text: str) -> bool:
    """Whether a line could be a headline: some words, no full stop, no header line or section head.

    >>> is_title_like("Ankara and Baku sign a gas deal"), is_title_like("By admin")
    (True, False)
    """
    if len(text) > MAX_TITLE_CHARS or not MIN_TITLE_WORDS <= word_count(text) <= MAX_TITLE_WORDS:
        return False
    if text.endswith((".", ":", ";", ",", "。", "：", "；", "，", "۔", "।")) and not text.endswith("..."):
        return False
    if len(MENU_SEAM.findall(text)) >= MENU_SEAMS or CRUMB.search(text) or TAGS.match(text):
        return False
    if lead_kind(text) in ("nav", "related", "share"):
        return False
    return not (section_kind(text) or furniture(text) or read_header(text) or is_caption(text))


MENU_SEAM = re.compile(r"[|·•›»/]")
CRUMB = re.compile(r"\S\s[>›»]\s\S")  # "Start > World"
TAGS = re.compile(r"(?:#\S+\s*)+$")
MENU_SEAMS = 3  # "World | Politics | Business | Sport"


def section_kind(text: str) -> str | None:
    """Return what kind of section or box a line opens (see `phrases.head_kind`), or None.

    >>> section_kind("Related Articles"), section_kind("Mehr zum Thema"), section_kind("Talks resume")
    ('related', 'related', None)
    """
    return None if text.endswith((".", "。")) else head_kind(text)


def furniture(text: str) -> str | None:
    """Return the role of a line that is plainly part of the site and not of the article, or None.

    >>> furniture("Download our app today!"), furniture("The app was downloaded in Baku.")
    ('promo', None)
    """
    kind = line_kind(text)
    if kind in LINE_ROLES:
        return LINE_ROLES[kind]
    return kind or ("correction" if start_kind(text) == "correction" else None)


LINE_ROLES = {"imprint": "nav", "note": "meta"}


def lead_kind(text: str) -> str | None:
    """Return what a line says of itself before a colon: "Tags: gas, ports" is nav, "Read also: ..." related.

    >>> lead_kind("Read also: Envoys meet"), lead_kind("Etiketler: liman"), lead_kind("He said: no.")
    ('related', 'nav', None)
    """
    if bracketed := BRACKETED.match(text):  # "【関連】Envoys meet"
        return head_kind(bracketed["lead"])
    lead, colon, rest = text[:MAX_LEAD_CHARS].replace("：", ":").partition(":")
    # "Comments: 17" is the head itself.
    if colon and any(map(str.isalpha, rest)) and (kind := head_kind(lead)):
        return kind
    glued = (found.start() for found in GLUED.finditer(text[:MAX_LEAD_CHARS]))
    return next(("related" for end in glued if head_kind(text[:end]) == "related"), None)


BRACKETED = re.compile(r"^[【［\[](?P<lead>[^【】［］\[\]]{2,12})[】］\]]\s?\S")
MAX_LEAD_CHARS = 60
# "Read alsoEnvoys meet": the head of a box and its link, each an element of its own
GLUED = re.compile(r"(?<=[^\W\d_])(?=[«“A-ZÀ-ÞА-ЯİŞĞÇÖÜ][^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ])(?<!\s)")


def genre_label(text: str) -> str | None:
    """Return the genre that a label names, or None.

    >>> genre_label("OPINION"), genre_label("Opinion polls open")
    ('opinion', None)
    """
    return label_kind(text)
