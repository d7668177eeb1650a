"""Lines of time on pages that report as things happen: which blocks say when a post was written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence, key, word_count
from detente.articles.headers import MAX_TITLE_CHARS, read_header
from detente.articles.names import caseless, is_name_like
from detente.articles.phrases import REMEMBERED
from detente.articles.split import HEADER_TIME_CHARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.blocks import Piece

# A time of day as posts give it, in any digits: "14:05", "9.20pm", "14h05", "下午2:35", "21時34分".
CLOCK = (
    r"(?:上午|下午|晚上|午前|午後|오전|오후)?\s?\d{1,2}\s?(?:[:.h時时点點시]\s?\d{2}(?![\d,.]*\d)(?:[:.]\d{2})?[分분]?|"
    r"(?=\s?[aApP]\.?[mM]\b))(?:\s?[aApP]\.?\s?[mM]\b\.?)?"
)
# "BST", "Uhr", "(GMT+3)", "мск": what belongs to a time of day
ZONE = (
    r"(?:\s?\(?(?:GMT|UTC|[ACEJKMPSW][DES]?[DES]?T|BST|IST|HKT|BR?T|TRT|TSİ|MSK|MEZ|MESZ|WIB|Uhr|uhr|hrs?|hs|h|мск|МСК|"
    r"Ortszeit)(?:[+-]\d{1,2})?\)?(?![^\W\d_]))?"
)
LEADS = re.compile(rf"^[\s\[(•·|]*(?P<clock>{CLOCK}{ZONE})[\])]?(?P<seam>\s*[:：|–—·•-]?\s*)(?=[^\d%€$£°])")
TRAILS = re.compile(rf"(?:^|[\s,|·•–—(-])(?P<clock>{CLOCK}{ZONE})[)\s]*$")
MAX_PLACE_WORDS = 5  # beside a time of day: a name, a place
MIN_TITLE_WORDS = 3
MIN_STAMPS = 3
BARE = ("clock", "age", "time", "date")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a short line says of time: its form, and where the words behind its time of day start.

    Forms: clock, age, date (with or without a time of day), time (only the page's mark says so), place (a
    time of day, then a name or place), titled (a time of day, then a headline), trail (words, then a time).
    """

    form: str
    rest: int = 0


def stamp_of(piece: Piece) -> Stamp | None:
    """Return what a block says of time, None where it is no line of time.

    >>> from detente.articles.blocks import Piece
    >>> stamp_of(Piece("14:05 Uhr", 0)).form, stamp_of(Piece("14.05: Envoys leave the hall", 0)).form
    ('clock', 'titled')
    >>> stamp_of(Piece("Mira Sand, 14:05", 0)).form, stamp_of(Piece("14:05 Mira Sand", 0)).form
    ('trail', 'place')
    >>> stamp_of(Piece("The talks began at 14:05.", 0)) is None
    True
    """
    if piece.hidden or len(piece.text) > MAX_TITLE_CHARS:
        return None
    if len(piece.text) <= HEADER_TIME_CHARS:
        header = read_header(piece.text)
        if header is None and piece.time:
            return Stamp("time")
        if header is not None and (header.age or header.date):
            return Stamp("age" if header.age else "date")
    found = _clock_form(piece.text)
    return found if found or not piece.time or len(piece.text) > HEADER_TIME_CHARS else Stamp("time")


@lru_cache(maxsize=REMEMBERED)
def _clock_form(text: str) -> Stamp | None:
    if not any(char.isdigit() for char in text[:MAX_TITLE_CHARS]):
        return None
    header = read_header(text)
    if found := LEADS.match(text):
        rest = text[found.end() :]
        words = word_count(rest)
        if header is not None and header.clock and header.clock == text and words <= 1:
            return Stamp("clock")
        if ends_sentence(rest) and words > MAX_PLACE_WORDS and rest[-1] in ".。":
            return None
        named = is_name_like(rest) if not caseless(rest) else not found["seam"].strip()
        says = words > MAX_PLACE_WORDS or (words >= MIN_TITLE_WORDS and not named)
        return Stamp("titled" if says else "place", found.end())
    if header is not None and header.clock:
        return Stamp("clock")
    found = TRAILS.search(text)
    if found is None or len(text) > HEADER_TIME_CHARS:
        return None
    before = word_count(text[: found.start()].strip(" ,|·•–—-("))
    return Stamp("trail" if before else "clock") if before <= MAX_PLACE_WORDS else None


def post_stamps(pieces: Sequence[Piece], after: int, *, live: bool) -> list[int]:
    """Return the places of the lines of time behind the headline that open a post: those of one kind.

    On a page that calls itself live a name, a place or a headline may stand beside the time of day.
    """
    found = {i: stamp for i in range(after, len(pieces)) if (stamp := stamp_of(pieces[i]))}
    forms = Counter(stamp.form for stamp in found.values())
    bare = max(BARE, key=lambda form: forms[form])
    if not live or forms[bare] + forms["place"] * (bare == "clock") >= MIN_STAMPS:
        kinds = {bare}
        if live:
            kinds |= {"clock", "age", "place"} if bare in ("clock", "age") else set()
        return [i for i, stamp in found.items() if stamp.form in kinds]
    if forms["titled"] + forms["place"] >= MIN_STAMPS:
        last = {key(pieces[i].text): i for i in found}  # a list of the chief events gives the lines before
        return [
            i
            for i, stamp in found.items()
            if stamp.form in ("titled", "place", "clock") and last[key(pieces[i].text)] == i
        ]
    return [i for i, stamp in found.items() if stamp.form in ("trail", "clock")]


def parted(piece: Piece) -> list[Piece]:
    """Return a line of time and the headline beside it as two blocks; any other block as it is.

    >>> from detente.articles.blocks import Piece
    >>> [part.text for part in parted(Piece("14.05: Envoys leave the hall", 0))]
    ['14.05', 'Envoys leave the hall']
    """
    stamp = stamp_of(piece)
    if stamp is None or stamp.form != "titled":
        return [piece]
    time = piece.part(0, stamp.rest)
    return [time.part(0, len(time.text.rstrip(" :：|–—·•-"))), piece.part(stamp.rest, len(piece.text))]
