"""Cuts inside one body block: tails of the site ("Short link : Post Views: 11") and glued sub-headings.

Aggregators print an article as one paragraph with its sub-headings run into the text. A sub-heading is cut
only where a capital in mid-sentence shows it: a few words after a full stop, then a word such as "The" or
"Late" that is written with a capital only at the start of a sentence. What cannot be told that way stays in
the text.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from detente.articles.blocks import word_count
from detente.articles.datelines import find_date
from detente.articles.headers import MAX_HEADER_CHARS, lead_kind
from detente.articles.language import language_of
from detente.articles.names import is_name_like
from detente.articles.phrases import opening_words
from detente.articles.writers import names_writer

if TYPE_CHECKING:
    from detente.articles.blocks import Piece

# Only whole articles in one block are searched for glued sub-headings; a shorter block is a brief without
# any.
GLUED_BODY_CHARS = 400

TAIL = re.compile(
    r"(?<=[.!?\"'”’»)\s])\s*(?:short link\s*:|post views\s*:|share this (?:article|story|post)\b|"
    r"read more\s*:|read also\s*:|also read\s*:|follow us on\b|source\s*:\s*\S+$|click here to\b|"
    r"subscribe to our\b|\(function\()",
    re.IGNORECASE,
)
# A tail is the last of a text; the same words earlier are a box in mid-text or the text itself.
TAIL_CHARS = 300
TAIL_KINDS = frozenset({"nav", "related", "share"})

# Languages that write all nouns large: there the next word tells nothing.
LARGE_NOUNS = frozenset({"de"})
MAX_HEAD_WORDS = 8
MIN_HEAD_WORDS = 2
SENTENCE_START = re.compile(r"(?<=[.!?][\"'”’»)]) (?=\S)|(?<=[^\W\d_][.!?]) (?=\S)|(?<=[0-9%][.!?]) (?=\S)")
WORD = re.compile(r"\S+")
QUOTED_HEAD = re.compile(r"(?P<head>['‘][A-Z][^.!?,'’\"“”]{5,60}['’]) (?=[\"“])")
QUOTED_START = re.compile(
    r"(?P<head>['‘][A-Z][\w-]+['’](?: [\w-]+){1,4}) (?=(?:If|But|However|When|While|After|As|In|On) )"
)
NO_MARKS = re.compile(r"[.!?,;:\"“”«»()—]")
# Words that may stand capitalised before a capitalised starter inside one and the same sentence.
NO_HEAD = re.compile(
    r"\b(?:President|Minister|Mr|Dr|Gen|St|New|Saudi|North|South)$|^(?:On|In|At|But|And|If|As|He|She|It|They|We|You|"
    r"Er|Sie|Es|Wir|Ich|Elle|Ils|Elles|Nous|On|Je|Él|Ella|Ellos|Yo|Он|Она|Они|Мы|Я|O|Bu|Biz|Nel|En|Im|Am|Dans|В|На)\b"
)
# A head does not end in a small word that asks for a name behind it ("of The Hague", "von Die Linke").
SMALL_END = re.compile(
    r"\s(?:of|in|on|at|to|for|by|from|with|and|or|the|a|von|in|an|auf|mit|bei|und|oder|de|du|des|à|au|en|et|ou|par|pour|"
    r"del|al|y|o|por|para|con|di|da|e|per|su|do|em|no|na|в|на|с|по|о|от|до|из|за|к|у|и|или|ve|ile)$"
)


def cut_body(labelled: list[tuple[Piece, str]]) -> list[tuple[Piece, str]]:
    """Return labelled blocks with tails and glued sub-headings cut out of body blocks."""
    bodies = sum(role == "body" for _, role in labelled)
    found: list[tuple[Piece, str]] = []
    above = True
    for piece, role in labelled:
        above = above and role != "body"
        if role != "body":
            found.extend(_cut_header(piece, role) if above else [(piece, role)])
            continue
        text, tail = _without_tail(piece)
        found.extend(
            _without_heads(text) if bodies == 1 and len(text.text) >= GLUED_BODY_CHARS else [(text, "body")]
        )
        found.extend([(tail, "share")] if tail else [])
    return [(piece, role) for piece, role in found if piece.text]


def _cut_header(piece: Piece, role: str) -> list[tuple[Piece, str]]:
    """Cut a line above the text that says who and when: the byline is one part, the rest another."""
    text = piece.text
    date = find_date(text) if len(text) <= MAX_HEADER_CHARS and any(map(str.isdigit, text)) else None
    if date is None or role not in HEADER_ROLES:
        return [(piece, role)]
    parts = [(piece.part(0, date.start), date.start > 0 and text[date.start - 1].isalpha())]
    seams = [date.end, *(found.start() for found in GLUED_START.finditer(text, date.end)), len(text)]
    parts.append((piece.part(date.start, date.end), False))
    parts += [(piece.part(one, other), False) for one, other in itertools.pairwise(seams)]
    named = [_names(part.text, glued=glued) for part, glued in parts]
    if not any(named):
        return [(piece, role)]
    found: list[tuple[Piece, str]] = []
    place = 0
    for (part, _), name in zip(parts, named, strict=True):
        kind, end = "byline" if name else "meta", place + len(part.text)
        end = part.offset - piece.offset + len(part.text)
        if found and found[-1][1] == kind:  # what stays together keeps its words whole
            place = found.pop()[0].offset - piece.offset
        found.append((piece.part(place, end), kind))
        place = end
    return found


def _names(text: str, *, glued: bool) -> bool:
    """Whether a part of a header line names who wrote it: by its first word, or a name run into the date."""
    words = text.strip(" ,|·•–—-")
    return bool(words) and (
        names_writer(words) or (glued and word_count(words) > 1 and is_name_like(words, MAX_NAME))
    )


HEADER_ROLES = frozenset({"meta", "byline", "unassigned"})
MAX_NAME = 4
GLUED_START = re.compile(r"(?<=[^\W_A-ZÀ-ÞА-ЯİŞĞÇÖÜ])(?=[A-ZÀ-ÞА-ЯİŞĞÇÖÜ])")


def _without_tail(piece: Piece) -> tuple[Piece, Piece | None]:
    start = max(0, len(piece.text) - TAIL_CHARS)
    cuts = [found.end() for found in SENTENCE_START.finditer(piece.text, start)]
    cut = next((place for place in cuts if lead_kind(piece.text[place:]) in TAIL_KINDS), None)
    if found := TAIL.search(piece.text, start):
        cut = found.start() if cut is None else min(cut, found.start())
    if cut is None:
        return piece, None
    return piece.part(0, cut), piece.part(cut, len(piece.text))


def _without_heads(piece: Piece) -> list[tuple[Piece, str]]:
    """Cut a block at its glued sub-headings: body, subheading, body ..."""
    starters = _starters(language_of(piece.text))
    parts: list[tuple[Piece, str]] = []
    done = 0
    for start in [found.end() for found in SENTENCE_START.finditer(piece.text)]:
        head = _glued_head(piece.text, start, *starters)
        if head is not None and start >= done:
            parts += [(piece.part(done, start), "body"), (piece.part(start, head), "subheading")]
            done = head
    return [*parts, (piece.part(done, len(piece.text)), "body")]


def _starters(lang: str) -> tuple[frozenset[str], bool]:
    """Return the words that open a sentence in a language, and whether its nouns are large."""
    return opening_words(lang), lang in LARGE_NOUNS


def _glued_head(text: str, start: int, starters: frozenset[str], large_nouns: bool) -> int | None:  # noqa: FBT001
    """Return where the sub-heading that starts here ends, or None where there is none.

    >>> _glued_head("They left. Growing Frustration The talks failed.", 11, *_starters("en"))
    30
    >>> _glued_head("Se fueron. Un pozo seco La presa está vacía.", 11, *_starters("es"))
    23
    """
    for pattern in (QUOTED_HEAD, QUOTED_START):
        if found := pattern.match(text, start):
            return found.end("head")
    words = list(WORD.finditer(text, start, start + MAX_HEAD_CHARS))
    if not words or not words[0][0][0].isupper():
        return None
    for n in range(MIN_HEAD_WORDS, min(MAX_HEAD_WORDS, len(words) - 2) + 1):
        if NO_MARKS.search(words[n - 1][0]):
            return None
        word, following = words[n][0], words[n + 1][0]
        opens = word in starters or word.partition("'")[0] + "'" in starters
        titled = all(other[0][0].isupper() or other[0] in SMALL for other in words[:n])
        if opens and (large_nouns or titled or following[0].islower() or following[0].isdigit()):
            head = text[start : words[n - 1].end()]
            return None if NO_HEAD.search(head) or SMALL_END.search(head) else words[n - 1].end()
    return None


MAX_HEAD_CHARS = 120
SMALL = frozenset(
    {"of", "to", "and", "for", "in", "on", "the", "with", "over", "a"}
)  # in an English headline
