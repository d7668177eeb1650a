"""Lines above a text that look like headlines and are none: trails, numbers, stamps, rows of buttons."""

from __future__ import annotations

import re

from detente.articles.blocks import ends_sentence, word_count
from detente.articles.datelines import find_date
from detente.articles.letters import fold
from detente.articles.phrases import head_kind, label_kind

MAX_PATH_WORDS = 4  # words of a step
PATH = re.compile(r"\s*(?:[»›→>|•·]|::|\s[/–—-]\s)\s*")
MAX_NUMBERED_WORDS = 9
NUMBERED = re.compile(
    r"(?:\bN\s?[°ºo]\.?|\bNo\.|\bNr\.?|№|#|\bVol(?:ume)?\.?|\bNumber|\bIssue|\bEdition|第)\s?\d|^\S+[:：]\s*\S*\d\S*$|"
    r"^[^:：]{1,24}[:：]\s*[\d#/.-]+$|\b[A-Z]{1,6}[/-]\d{2,4}[/-]\d{1,4}$",
    re.IGNORECASE,
)
TICKER = re.compile(r"^(?:[01]?\d|2[0-3])[:.][0-5]\d\s+\S")
CLOCK = re.compile(r"(?<!\d)[0-2]?\d:[0-5]\d(?!\d)")
YEAR = re.compile(r"(?<!\d)(?:1[34]|19|20)\d\d(?!\d)")  # of our calendar or the Iranian and Islamic ones
MIN_ROW_WORDS = 3
MAX_ROW_WORDS = 12
# "ShareCopy link": names of buttons that a dump runs together; one may be a brand ("WhatsApp").
RUN_TOGETHER = re.compile(r"[^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ](?=[A-ZÀ-ÞА-ЯİŞĞÇÖÜ])|(?<=[a-z]{3})(?=\d)")
MIN_RUN_TOGETHER = 2


def is_trail(text: str) -> bool:
    """Whether a line is the way to a page through its site, or a row of its sections.

    >>> is_trail("Home > World > Caucasus"), is_trail("WORLD / EUROPE"), is_trail("Talks resume")
    (True, True, False)
    """
    parts = [part for part in PATH.split(text) if part]
    return len(parts) > 1 and all(
        word_count(part) <= MAX_PATH_WORDS and not part[0].islower() and part[-1] not in CLOSERS
        for part in parts
    )


CLOSERS = '.,!?»”"'


def is_numbered(text: str) -> bool:
    """Whether a short line gives the number of an issue or a paper.

    >>> is_numbered("Press release No. 62/25"), is_numbered("Talks on 3 ships")
    (True, False)
    """
    return word_count(text) <= MAX_NUMBERED_WORDS and NUMBERED.search(text) is not None


def is_category(text: str) -> bool:
    """Whether a short line says in which part of the site a text stands: "Category: Reports".

    >>> is_category("Category: Reports"), is_category("Category killers win")
    (True, False)
    """
    return word_count(text) <= MAX_PATH_WORDS and CATEGORY.match(text) is not None


CATEGORY = re.compile(
    r"^(?:categor\w{1,4}|catégories?|kategorie\w?|kategori|section|sección|seção|sezione|rubri\w{1,3}|"
    r"filed under|рубрик\w|категори\w|розділ|раздел|التصنيف|القسم|دسته|"
    r"分类|栏目|カテゴリー?|분류)\s?[:：]\s?\S",
    re.IGNORECASE,
)


def is_dated(text: str) -> bool:
    """Whether a line gives a day, or begins with a time of day as a ticker's do.

    >>> is_dated("Mira Sand3 June 2025, 09:00Read 12 times"), is_dated("14:20 Euro above 36")
    (True, True)
    """
    if not any(char.isdigit() for char in text):
        return False
    timed = is_ticker(text) or is_timed(text)
    return timed or TICKER.match(text) is not None or find_date(text) is not None


def is_timed(text: str) -> bool:
    """Whether a line without a stop has a time of day and a year: when something was published.

    >>> is_timed("Mira Sand3 June 2025, 09:00Read 12 times"), is_timed("The 09:00 to Baku")
    (True, False)
    """
    timed = CLOCK.search(text) is not None and YEAR.search(text) is not None
    return timed and not ends_sentence(text.removesuffix(" h."))


def is_ticker(text: str) -> bool:
    """Whether a line has several times of day: short news run together, or a row of stamps.

    >>> is_ticker("14:20 Euro above 36 13:55 Hotel hit in Baghdad"), is_ticker("The 14:20 to Baku")
    (True, False)
    """
    return len(CLOCK.findall(text)) > 1


def is_row(text: str) -> bool:
    """Whether a line is a row of buttons or of sections, run together.

    >>> is_row("Search Sign in Subscribe"), is_row("ShareCopy linkListen"), is_row("Search goes on")
    (True, True, False)
    """
    if len(RUN_TOGETHER.findall(text)) >= MIN_RUN_TOGETHER:
        return True
    if ends_sentence(text):
        return False
    *before, last = SEAM.split(text)
    # "One year for 29. Subscribe", "Do you think so? Yes / No"
    if head_kind(last) == "promo" or (before and is_trail(last)):
        return True
    words = text.split()
    if _is_glued(words) or _is_menu(words) or (len(words) <= MAX_ROW_WORDS and _is_rates(text)):
        return True
    if len(words) <= MAX_FILE_WORDS and FILE.search(text):
        return True
    if not MIN_ROW_WORDS <= len(words) <= MAX_ROW_WORDS:
        return False
    figures = sum(word[0].isdigit() for word in words)
    if len(words) >= MIN_SECTIONS and figures >= FIGURE_SHARE * len(words):  # a row of rates or results
        return True
    large = sum(not word[0].islower() for word in words) >= LARGE_SHARE * len(words)
    if large and len(words) >= MIN_SECTIONS and any(_is_section(word) for word in words):
        return True
    return head_kind(words[0]) in ROW_KINDS and (large or head_kind(words[-1]) in ROW_KINDS)


def _is_rates(text: str) -> bool:
    return RATES.search(text) is not None and len(NUMBERS.findall(text)) > 1


def _is_glued(words: list[str]) -> bool:
    """Whether a short line has two names run together in one word: "Click to copyEmail"."""
    return len(words) <= MAX_GLUED_WORDS and any(GLUED.search(word) for word in words)


MAX_GLUED_WORDS = 4
GLUED = re.compile(r"^[^\W\d_]?[^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ]{3,}[A-ZÀ-ÞА-ЯİŞĞÇÖÜ][^\W\d_A-ZÀ-ÞА-ЯİŞĞÇÖÜ]{1,}")


def _is_menu(words: list[str]) -> bool:
    """Whether half the words of a line or more are sections of a news site."""
    named = sum(fold(word.strip("|/·")) in SECTIONS for word in words)
    return len(words) >= MIN_ROW_WORDS and named * 2 >= len(words)


# The sections that news sites of many countries have in common, in small letters without accents.
SECTIONS = frozenset({
    "world", "politics", "business", "economy", "sport", "sports", "culture", "opinion", "science",
    "technology", "tech", "video", "photos", "health", "mundo", "politica", "economia", "deportes",
    "cultura", "internacional", "sociedad", "esportes", "sociedade", "monde", "politique", "economie",
    "societe", "politik", "wirtschaft", "ausland", "inland", "kultur", "mondo", "esteri", "cronaca",
    "swiat", "gospodarka", "polityka", "kultura", "мир", "политика", "экономика", "общество", "культура",
    "спорт", "світ", "політика", "економіка", "суспільство", "gundem", "guncel", "dunya", "ekonomi",
    "spor", "siyaset", "politika", "العالم", "سياسه", "اقتصاد", "رياضه", "ثقافه",
})  # fmt: skip


def _is_section(word: str) -> bool:
    return head_kind(word) in ROW_KINDS or label_kind(word) is not None


# the weather and the rates of a day: "USD 79,12 EUR 91,88 -3°"
RATES = re.compile(r"\b(?:USD|EUR|GBP|DOLAR|EURO)\s?\d+[.,]\d|\d\s?[°º](?!\w{3})", re.IGNORECASE)
NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
SEAM = re.compile(r"(?<=[.!?])\s+")
FILE = re.compile(r"\bpdf\b", re.IGNORECASE)
MAX_FILE_WORDS = 5
LARGE_SHARE = 0.7
FIGURE_SHARE = 0.4
MIN_SECTIONS = 5
ROW_KINDS = frozenset({"nav", "share", "promo", "comments"})
