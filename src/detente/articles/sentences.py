"""Sentences of an article with exact offsets: sentencex, and the newswire traps that it falls into."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from sentencex import get_sentence_boundaries

from detente.records import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detente.records import Article

# Abbreviations that are never the end of a sentence when a capital follows.
JOIN = re.compile(
    r"(?:^|[\s(\"'“‘])(?:Lt|Gen|Col|Maj|Capt|Sgt|Adm|Brig|Cmdr|Sen|Rep|Reps|Sens|Gov|Govs|Dr|Prof|"
    r"Mr|Mrs|Ms|St|Amb|Rev|Hon|"
    r"Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|No|vs|approx|ca|Fig|Art|[A-Z]|"
    r"[А-ЯЁІЇЄҐ]|им|проф|ген|акад|ул)\.\s*$"
)
# After these only a number goes on: "5 окт. 2020".
MONTH_ABBREVIATION = re.compile(
    r"\s(?:янв|февр?|мар|апр|авг|сент?|окт|нояб?|дек|січ|лют|берез|квіт|серп|верес|жовт|листоп|груд|janv|févr|avr|"
    r"juil|déc|ene|abr|dic|Okt|Dez|Ara|Eyl|Ağu)\.\s*$"
)
# After these a new sentence may start, but not with a day, a month or a lower-case word.
TIME_ABBREVIATION = re.compile(r"\b[ap]\.m\.\s*$")
DAY_NEXT = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|Ju(?:ne|ly)|"
    r"August|[A-Z]{2,4}\b|local|[a-z]"
)
CLOSERS = re.compile(r"[\"'”’»)\]´]+(?=\s|$)")
# Behind a Chinese or Japanese stop there is no space; there only a mark that cannot be a closing one opens.
OPENERS = re.compile(
    r"(?:\s(?=[\"'“‘„«(\[]+\s?$)|(?<=[。！？])(?=[“‘「『《（(]+\s?$))(?P<mark>.+)$",
)
SEAM_REACH = 6
SMALL = re.compile(r"[\"'“‘”’\s]*[a-zß-öø-ÿāăąćčďđēęěğģīıķļłńņňőœŕřśşšţťūůűųźżžșțəа-џґқңғүұөһάέήίόύώα-ωա-և]")
# Pairs of quotation marks mislead the library where one is missing, and newswire misses many: it never sees
# them. An apostrophe inside a word stays.
QUOTES = re.compile(
    r"[\"“”„«»]|(?<!\w)['‘’´`](?=\w)|(?<=[^\w\s])['’´`](?=[\s,;]|$)|(?<=\w)['’´`](?=[\s,.;!?]|$)"
)
# The library takes "May." for an abbreviation; it is a whole month, or a name, and ends its sentence.
# it.Then: a full stop glued to the next sentence. Addresses have no capital there, abbreviations no small
# letters.
GLUED = re.compile(
    r"(?<=\bMay\.)(?=\s[A-Z“‘\"])"
    r"|(?<=[a-z0-9”\"’')]{2}[.!?])(?=[A-Z“‘\"][a-zA-Z])"
    r"|(?<=[a-z]{2}[.!?][\"”’'])(?=[A-Z][a-z])"
)
# Text without stops (a table, a poem) is cut here, so that no later stage meets a sentence of a megabyte.
MAX_SENTENCE = 2_000


def split_sentences(article: Article) -> list[Sentence]:
    """Return the sentences of an article: number 0 is the title, then the text in order.

    Offsets count in ``article.title`` for 0 and in ``article.text`` for the others; a sentence never crosses
    a paragraph. An article without a title starts with number 1.

    >>> from detente.articles.rows import article_of
    >>> text = "Sen. Lee left it.Then the U.S. spoke."
    >>> article = article_of(title="Talks", text=text, retrieved="2025-07-14")
    >>> [(s.number, s.start, s.text) for s in split_sentences(article)]
    [(0, 0, 'Talks'), (1, 0, 'Sen. Lee left it.'), (2, 17, 'Then the U.S. spoke.')]
    """
    found = [Sentence(article_id=article.id, number=0, start=0, end=len(article.title), text=article.title)]
    if not article.title:
        found = []
    start, number = 0, 0
    for paragraph in article.paragraphs:
        for low, high in sentence_spans(paragraph, article.lang):
            number += 1
            found.append(
                Sentence(
                    article_id=article.id,
                    number=number,
                    start=start + low,
                    end=start + high,
                    text=paragraph[low:high],
                )
            )
        start += len(paragraph) + 2
    return found


def sentence_spans(text: str, lang: str = "en") -> list[tuple[int, int]]:
    """Return (start, end) of each sentence of a paragraph, outer spaces left out.

    >>> [("He met Lt. Gen. Orr. He left.")[a:b] for a, b in sentence_spans("He met Lt. Gen. Orr. He left.")]
    ['He met Lt. Gen. Orr.', 'He left.']
    """
    bare = QUOTES.sub(" ", text)
    spans = [(b["start_index"], b["end_index"]) for b in get_sentence_boundaries(lang, bare)]
    spans = [part for span in spans for part in _unglued(text, *span)]
    spans = _joined(text, _with_quotes(text, spans))
    return [trimmed for span in spans for part in _bounded(text, *span) if (trimmed := _trimmed(text, *part))]


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what was split behind an abbreviation, or before a small letter: "Stop!" he said."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and _runs_on(text[found[-1][0] : found[-1][1]], text[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _runs_on(before: str, after: str) -> bool:
    if SMALL.match(after):
        return True
    if JOIN.search(before[-12:]) and not re.search(r"\bU\.S\.\s*$|\bU\.N\.\s*$", before[-8:]):
        return True
    if MONTH_ABBREVIATION.search(before[-12:]):
        return after[:1].isdecimal()
    return TIME_ABBREVIATION.search(before) is not None and DAY_NEXT.match(after) is not None


def _unglued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split where a full stop is glued to the next sentence."""
    for found in GLUED.finditer(text, start + 1, end):
        yield start, found.start()
        start = found.start()
    yield start, end


def _with_quotes(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put each quotation mark at a seam where it belongs: a closing one before, an opening one behind."""
    bounds = [0]
    for seam, _ in spans[1:]:
        bounds.append(max(bounds[-1], _seam(text, seam)))
    bounds.append(len(text))
    return [(low, high) for low, high in itertools.pairwise(bounds) if low < high]


def _seam(text: str, seam: int) -> int:
    """Return where the next sentence really starts, given the place between two sentences."""
    if (closer := CLOSERS.match(text, seam)) and text[seam - 1 : seam].strip():
        return closer.end()
    opener = OPENERS.search(text, max(0, seam - SEAM_REACH), seam)
    return opener.start("mark") if opener else seam


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut
    yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    part = text[start:end]
    low = start + len(part) - len(part.lstrip())
    high = low + len(part.strip())
    return (low, high) if high > low else None
