"""Lines that say when: where a date stands in one, with the words and the time of day that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.articles.calendars import rows, weekday_words
from detente.articles.dateforms import MAX_LINE, find_hits
from detente.articles.letters import fold
from detente.articles.zones import ZONE

CLOCK = (
    r"(?:[\s,|@·–—-]*t?\s*(?:(?:at|a|um|v|в|о|у|la|kl|klo|alle ore|alle|ore|as|a las|om|saat|o godz|"
    r"godz|pukul|στις|luc|الساعه|ساعت|ժամը)\.?:?\s*)?(?P<early>上午|午前|오전)?(?P<late>下午|晚上|午後|오후)?\s*"
    r"(?P<hour>[01]?\d|2[0-3])(?:\s?[:.](?P<minute>[0-5]\d)|\s?h\s?(?P<minute_h>[0-5]\d)?(?![a-z])|"
    r"\s?[时時點点시]\s?(?:(?P<minute_han>[0-5]?\d)\s?[分분])?)(?::[0-5]\d(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?:uhr|hrs)\b)?)?"
)
AFTER = re.compile(CLOCK + ZONE)
CLOCK_BEFORE = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?[\s,|/–—-]*$")
YEAR_WORDS = re.compile(
    r"\s?-?(?:год[ау]?|г|року|р|r|წ|წლის|թ|թվական|ci il|cu il|m|жыл|ж|h|هـ|م|ه)(?![^\W\d_])\.?"
)
# "2020年10月6日 更新": a word behind the date, and nothing that it could belong to behind that.
WORD_AFTER = re.compile(r"[\s,(（]*(?P<word>[^\s\d()（）|/·,、]{2,14})[)）]?\s*(?=$|[|/·,、])")
WORDS_BEHIND = frozenset({"ja", "zh", "ko", "tr", "az", "hu"})
WEEKDAY_AFTER = re.compile(r"[\s,]*\(?(?P<word>[^\s\d(),:|]{1,14})\)?")
PHRASE = re.compile(r"(?:[^\s|•·]+\s+){0,4}[^\s|•·]+$")
PHRASE_REACH = 60
PHRASE_MARKS = " .,:;()[]/~-–—"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """Where a date stands in a line with the words that belong to it, and whether it is that of a change.

    ``text`` is the date alone, with its time and zone, as printed.
    """

    start: int
    end: int
    text: str
    updated: bool


def find_date(text: str, lang: str | None = None) -> FoundDate | None:
    """Return where in a line its first date stands, so that the rest can be read as something else.

    >>> found = find_date("Posted on Friday, October 2, 2020 by admin")
    >>> found.start, found.end, found.text, find_date("Mis à jour le 2 octobre 2020").updated
    (0, 33, 'October 2, 2020', True)
    """
    folded = fold(text[:MAX_LINE])
    hits = list(find_hits(folded, text, lang, None))
    if not hits:
        return None
    hit = next((hit for hit in hits if hit.day), hits[0])
    start, updated = words_before(folded, hit.start)
    inner = line_tail(folded, hit.end)
    after = AFTER.match(folded, inner)
    end = after.end() if after else inner
    date = text[hit.start : end].strip(" ,")
    if (closing := WORD_AFTER.match(folded, end)) and not updated:
        kind = _closing_words().get(closing["word"])
        end, updated = (end if kind is None else closing.end()), bool(kind)
    return FoundDate(start, end, date, updated)


@cache
def date_phrases() -> dict[str, bool]:
    """Return the words that introduce a date, and whether they say that it is of a change."""
    found = dict.fromkeys(weekday_words(), False)
    for row in rows("lines.csv"):
        if row["kind"] in ("published", "updated"):
            found[fold(row["words"])] = row["kind"] == "updated"
    return found


def tells_change(marks: str, around: str, before: str) -> bool:
    """Whether a time is that of a change: by its own marks, by those around it, or by the words before it.

    Marks are as in `detente.articles.blocks.Node`; one element may be marked as both, and then is neither.

    >>> tells_change(" updated ", "  ", ""), tells_change(" entry-date published updated ", "  ", "")
    (True, False)
    >>> tells_change("  ", "  ", "10 July 2025 | Updated: "), tells_change("  ", "  ", "Published ")
    (True, False)
    """
    own = CHANGE_MARK.search(marks)
    if PUBLISHED_MARK.search(marks) or (not own and PUBLISHED_MARK.search(around)):
        return False
    if own or CHANGE_MARK.search(around):
        return True
    folded = fold(before[-PHRASE_REACH:])
    return words_before(folded, len(folded))[1]


CHANGE_MARK = re.compile(
    r"\s(?:\w+-)*(?:updated|modified|modification|last-update|update-date|update-time)(?:-\w+)*(?=\s)"
)
PUBLISHED_MARK = re.compile(
    r"\s(?:\w+-)*(?:published|publish|pubdate|posted|created|entry-date)(?:-\w+)*(?=\s)"
)


@cache
def _closing_words() -> dict[str, bool]:
    """Return the words of `date_phrases` in languages that may put them behind the date."""
    return {
        fold(row["words"]): row["kind"] == "updated"
        for row in rows("lines.csv")
        if row["kind"] in ("published", "updated") and row["lang"] in WORDS_BEHIND
    }


def words_before(folded: str, start: int) -> tuple[int, bool]:
    """Return where the words before a date that belong to it start, and whether they tell of a change."""
    updated = False
    if clock := CLOCK_BEFORE.search(folded, max(0, start - PHRASE_REACH), start):
        start = clock.start()
    while True:
        line = folded[max(0, start - PHRASE_REACH) : start].rstrip(PHRASE_MARKS)
        phrase = PHRASE.search(line)
        words = phrase[0].split(" ") if phrase else []
        for n in range(len(words)):
            said = " ".join(words[n:])
            kind = date_phrases().get(said.strip(PHRASE_MARKS))
            if kind is not None:
                start = max(0, start - PHRASE_REACH) + len(line) - len(said)
                updated = updated or kind
                break
        else:
            return start, updated


def line_tail(folded: str, end: int) -> int:
    """Return where a year's own word ("г.", "წ.") and a day of the week behind a date end."""
    if word := YEAR_WORDS.match(folded, end):
        end = word.end()
    weekday = WEEKDAY_AFTER.match(folded, end)
    return weekday.end() if weekday and weekday["word"].strip(".") in weekday_words() else end
