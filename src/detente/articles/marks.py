"""Marks of an article in its own text: genre, reading time."""

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
SIGNS_PER_MINUTE = 500  # of Chinese and Japanese, whose words have no spaces between them
UNSPACED_SIGN = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
DATELINE = re.compile(
    r"^[A-Z][A-Z .'/-]{2,40}(?:,\s*[A-Z][a-z]+\.?\s*\d{0,2})?\s*(?:\([^)]{2,20}\)\s*)?[—–-]\s"
)
# Folders in the addresses of many sites; a folder counts as a whole.
_FOLDERS = {
    "opinion": """
opinion opinions oped op-ed opeds commentary commentaries columns column columnists comment
commentisfree editorial editorials editorialy viewpoint viewpoints views perspectives blogs opiniones
columnas columnistas tribuna tribunas editoriales opiniao colunas colunistas debats tribune chroniques
idees point-de-vue editos meinung kommentar kommentare debatte kolumne kolumnen gastbeitrag opinioni
commenti editoriali rubriche opinie mnenie mneniya mnenija columnists kolonki dumky pohlyady blohy
yazarlar yazar kose-yazilari kose-yazarlari koseyazilari gorus gorusler makale yorum yorumlar opinia
opinie komentarze felietony raiy aara maqalat ra2y pinglun shelun shasetsu column-opinion opini kolom
""",
    "analysis": """
analysis analyses analiz analizler analitika analityka analytics explainer explainers analisis analise
decryptage decryptages analyse analysen hintergrund analisi analizy approfondimenti tahlil
""",
    "news": "news",
    "live": """
live liveblog live-blog live-news en-direct direct directo en-directo en-vivo ao-vivo aovivo live-ticker
liveticker diretta canli canli-anlatim onlayn-translyatsiya
""",
}
URL_GENRES = {folder: genre for genre, folders in _FOLDERS.items() for folder in folders.split()}
COLUMNIST = re.compile(r"\b(?:columnist|commentator|opinion writer)\b", re.IGNORECASE)
# A note on a reporter stands below news too.
STAFF = re.compile(
    r"\b(?:correspondent|reporter|covers|reports (?:on|from|for)|corresponsal|correspondante?|"
    r"korrespondent(?:in)?|inviat[oa]|repórter|correspondente|корреспондент\w*|muhabiri?|koresponden\w+)\b",
    re.IGNORECASE,
)
FIRST_PERSON = re.compile(
    r"(?:^|[.!?]\s+)(?:I|In my view|To my mind)\s+(?:assume|think|believe|argue|suspect|doubt|"
    r"would|am|have|expect|see)\b|\bin my (?:view|opinion)\b"
)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


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
    dateline = any(DATELINE.match(text) for text in paragraphs[:1])
    own = [bio for bio in bios if not (wire or dateline or STAFF.search(bio)) or COLUMNIST.search(bio)]
    if own:
        return "opinion" if personal or any(COLUMNIST.search(bio) for bio in own) else "analysis"
    if wire or NEWS_TYPES & set(types) or _url_genre(url) == "news" or dateline:
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
    """Return the reading time in minutes: the one printed, else 200 words a minute, at least 1.

    >>> minutes_of(None, "word " * 500), minutes_of(None, "会谈继续。" * 200)
    (3, 2)
    """
    signs = len(UNSPACED_SIGN.findall(text))
    return given or max(1, math.ceil(len(text.split()) / WORDS_PER_MINUTE + signs / SIGNS_PER_MINUTE))
