"""Marks of an article in its own text: wire credit, genre, reading time."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from detente.articles.facts import GENRE_TYPES, NEWS_TYPES
from detente.articles.headers import genre_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import Genre

WORDS_PER_MINUTE = 200  # adults read news at 200 to 250 words a minute; sites count with 200
WIRES = {
    "agence france-presse": "AFP", "afp": "AFP", "associated press": "AP", "ap": "AP",
    "reuters": "Reuters", "tass": "TASS", "itar-tass": "TASS", "anadolu agency": "Anadolu",
    "anadolu": "Anadolu", "aa": "Anadolu", "interfax": "Interfax", "xinhua": "Xinhua",
    "ria novosti": "RIA Novosti", "dpa": "DPA", "efe": "EFE", "ansa": "ANSA", "irna": "IRNA",
    "upi": "UPI", "bloomberg": "Bloomberg", "azertac": "Azertac", "armenpress": "Armenpress",
    "trend": "Trend", "apa": "APA", "kyodo": "Kyodo", "yonhap": "Yonhap", "pti": "PTI",
}  # fmt: skip
_NAMES = "|".join(sorted((re.escape(name) for name in WIRES), key=len, reverse=True))
CREDITS = (
    re.compile(  # BAKU (Reuters) - or BAKU, July 14 (Reuters) -
        rf"^[^a-z]{{2,40}}?(?:[A-Z][a-z]+\.?\s*\d{{0,2}}\s*)?\((?P<wire>(?i:{_NAMES}))\)"
    ),
    re.compile(rf"\((?P<wire>{_NAMES})\)\W*$", re.IGNORECASE),
    re.compile(rf"(?:^|[—–-]\s*)(?P<wire>{_NAMES})\s*$", re.IGNORECASE),
)
# What closes a sentence and says where the text is from: ", AFP said." or
# ", reported the Associated Press (AP)."
_SHOWN = "AFP|AP|TASS|Interfax|Xinhua|DPA|Reuters|Anadolu(?: Agency)?|Agence France-Presse|Associated Press"
_AGENCY = rf"(?:the )?(?P<{{}}>{_SHOWN})(?: \([A-Z]{{{{2,4}}}}\))?"
TAG = re.compile(
    rf",[\"”'’´]*\s+(?:{_AGENCY.format('before')} (?:said|reported)|"
    rf"(?:said|reported) {_AGENCY.format('after')})[.\"”]*(?=\s|$)(?!\s+[a-z])"
)
# Agencies that report on all sides alike. Others are often one side's own voice: a text that cites such a one
# once cites a party and is not its copy.
INDEPENDENT = frozenset({"AFP", "AP", "Reuters", "DPA"})
LEAD_SHARE = 1 / 3  # a source named later than in the first third of a text is that of a detail
DATELINE = re.compile(
    r"^[A-Z][A-Z .'/-]{2,40}(?:,\s*[A-Z][a-z]+\.?\s*\d{0,2})?\s*(?:\([^)]{2,20}\)\s*)?[—–-]\s"
)
URL_GENRES = {
    "opinion": "opinion", "opinions": "opinion", "oped": "opinion", "op-ed": "opinion",
    "commentary": "opinion", "columns": "opinion", "column": "opinion", "columnists": "opinion",
    "analysis": "analysis", "news": "news", "live": "live",
}  # fmt: skip
COLUMNIST = re.compile(r"\b(?:columnist|commentator|opinion writer)\b", re.IGNORECASE)
FIRST_PERSON = re.compile(
    r"(?:^|[.!?]\s+)(?:I|In my view|To my mind)\s+(?:assume|think|believe|argue|suspect|doubt|"
    r"would|am|have|expect|see)\b|\bin my (?:view|opinion)\b"
)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def wire_of(byline: str | None, paragraphs: Sequence[str], bylines: Iterable[str] = ()) -> str | None:
    """Return the wire service that a text credits as its origin, or None.

    A byline, dateline or sign-off credits it, and so does a closing ", AFP said." in the first third of the
    text or again and again. "He told Reuters" and "Interfax reported that" credit nobody.

    >>> wire_of(None, ["BAKU (Reuters) - The talks went on."]), wire_of(None, ["He told Reuters so."])
    ('Reuters', None)
    """
    if byline and byline.lower().strip() in WIRES:
        return WIRES[byline.lower().strip()]
    for text in [*paragraphs[:1], *paragraphs[-1:], *bylines]:
        for pattern in CREDITS:
            if found := pattern.search(text):
                return WIRES[found["wire"].lower()]
    return _tagged("\n\n".join(paragraphs))


def _tagged(text: str) -> str | None:
    """Return the one agency whose tag closes sentences of a text, where that makes it the text's source."""
    tags = [(WIRES[(tag["before"] or tag["after"]).lower()], tag.start()) for tag in TAG.finditer(text)]
    if len({wire for wire, _ in tags}) != 1:
        return None
    wire, first = tags[0]
    leads, often = first < len(text) * LEAD_SHARE, len(tags) > 1
    return wire if (leads and often) or (wire in INDEPENDENT and (leads or often)) else None


def genre_of(
    *,
    labels: Iterable[str],
    types: Sequence[str],
    url: str | None,
    bios: Sequence[str],
    paragraphs: Sequence[str],
    wire: str | None,
    news_layout: bool = False,
) -> Genre:
    """Return the genre that the marks of a page show, the clearest mark first; unknown where there is none.

    ``news_layout``: the page says who published it and when, as news pages do.

    >>> genre_of(labels=["Opinion"], types=["NewsArticle"], url=None, bios=[], paragraphs=[], wire=None)
    'opinion'
    """
    for genre in _marked_genres(labels, types, url):
        return genre
    personal = any(FIRST_PERSON.search(QUOTED.sub(" ", text)) for text in paragraphs)
    if bios:
        return "opinion" if personal or any(COLUMNIST.search(bio) for bio in bios) else "analysis"
    if (
        wire
        or NEWS_TYPES & set(types)
        or _url_genre(url) == "news"
        or any(DATELINE.match(t) for t in paragraphs[:1])
    ):
        return "news"
    return "news" if news_layout and not personal else "unknown"


def _marked_genres(labels: Iterable[str], types: Sequence[str], url: str | None) -> list[Genre]:
    found = [GENRE_TYPES.get(name) for name in types] + [genre_label(label) for label in labels]
    found.append(_url_genre(url) if _url_genre(url) != "news" else None)
    return [genre for genre in found if genre]  # type: ignore[misc]


def _url_genre(url: str | None) -> str | None:
    parts = urlsplit(url).path.lower().split("/")[:-1] if url else []
    return next((URL_GENRES[part] for part in parts if part in URL_GENRES), None)


def minutes_of(given: int | None, text: str) -> int:
    """Return the reading time in minutes: the one printed, else 200 words a minute, at least 1."""
    return given or max(1, math.ceil(len(text.split()) / WORDS_PER_MINUTE))
