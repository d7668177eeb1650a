"""Notes on whoever wrote a text: a bio line behind it, a box with the name and what is said below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from detente.articles.blocks import ends_sentence, key, word_count
from detente.articles.headers import lead_kind, read_header, section_kind
from detente.articles.names import caseless, is_name_like
from detente.articles.phrases import line_kind, opens_bio, speaks_of_author
from detente.articles.quotes import OPEN_ROLES
from detente.articles.writers import names_writer, writer_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.articles.quotes import Labelled

MIN_SENTENCE_WORDS = 4
BIO_REACH = 3
NAMED_REACH = 12  # notes, tags and buttons may stand between the text and the box on its author
MAX_BIO_CHARS = 420
MAX_SHORT_BIO_CHARS = 400
HEADER_ROLES = frozenset({"byline", "meta"})
BIO = re.compile(
    r"^[\s•*·–—-]*(?:About the author:?\s*)?(?P<who>(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Amb|"
    r"Ambassador|Gen|Col)\.?\s+)?"
    r"[A-Z][\w.'’-]+(?:\s+(?:[A-Z][\w.'’-]*|al|bin|van|de|der|von)){0,4})(?:,\s[^,]{3,80},)?\s+"
    r"(?:is|was|has been|writes|covers|works|teaches|reports)\s+(?:an?|the|about|on|for|at|as|"
    r"currently|based|from|senior|professor|director|chair|editor|author|formerly)\b"
)
TWITTER = re.compile(r"\b(?:Twitter|X:|@\w+)")


def bio_name(text: str) -> str | None:
    """Return whom a bio line introduces, or None where it is none.

    >>> bio_name("• Dr. Leyla Aras is a political analyst who writes about the Caucasus.")
    'Dr. Leyla Aras'
    """
    found = BIO.match(text)
    return found["who"].strip() if found and (speaks_of_author(text) or TWITTER.search(text)) else None


def about_author(labelled: list[Labelled], i: int) -> None:
    """Behind a head such as "About the author" perhaps the name, then what is said of them."""
    labelled[i] = (labelled[i][0], "bio")
    for n in range(i + 1, min(len(labelled), i + BIO_REACH)):
        piece, role = labelled[n]
        if role not in OPEN_ROLES | HEADER_ROLES or len(piece.text) > MAX_BIO_CHARS:
            break
        labelled[n] = (piece, "bio")
        if ends_sentence(piece.text):
            _others(labelled, n + 1)
            break


def _others(labelled: list[Labelled], start: int) -> None:
    """Under one head may stand notes on several people, each beginning with a name."""
    for i in range(start, min(len(labelled), start + NAMED_REACH)):
        piece, role = labelled[i]
        named = TWO_NAMES.match(piece.text) is not None and ends_sentence(piece.text)
        if role not in OPEN_ROLES or not named or len(piece.text) > MAX_BIO_CHARS:
            break
        labelled[i] = (piece, "bio")


TWO_NAMES = re.compile(r"(?:[A-ZÀ-ÞА-Я][\w.'’-]+ ){2,3}[a-zà-ÿа-я]+ ")


def mark_bios(labelled: list[Labelled], authors: Sequence[str]) -> None:
    """Among the last blocks of the text, a line that introduces its author is a bio."""
    bodies = [i for i, (_, role) in enumerate(labelled) if role == "body"]
    if len(bodies) < 2:  # noqa: PLR2004 - the only paragraph is the text
        return
    names = _author_names(labelled, authors)
    for i in range(bodies[-BIO_REACH:][0], min(len(labelled), bodies[-1] + NAMED_REACH + 1)):
        piece, role = labelled[i]
        if role not in OPEN_ROLES | FOOT_ROLES or len(piece.text) > MAX_BIO_CHARS:
            continue
        cited = lead_kind(piece.text) == "cite" or (i and section_kind(labelled[i - 1][0].text) == "cite")
        header = read_header(piece.text)
        if cited or names_writer(piece.text) or (header is not None and header.says_when):
            continue
        start = key(piece.text)
        opening = " ".join(start.split()[:NAME_WORDS])  # "Dr. Ada Lind is ..."
        named = word_count(piece.text) > MIN_SENTENCE_WORDS and any(
            start.startswith(name) or f" {name} " in f" {opening} " for name in names
        )
        far = i > bodies[-1] + BIO_REACH
        if far and not (named and ends_sentence(piece.text) and speaks_of_author(piece.text)):
            continue
        closing = i >= bodies[-1] or piece.text.startswith(BULLETS)
        if named or opens_bio(piece.text) or bio_name(piece.text) or (closing and _introduces(piece.text)):
            labelled[i] = (piece, "bio")
    _name_boxes(labelled, names, bodies)


def _name_boxes(labelled: list[Labelled], names: Sequence[str], bodies: Sequence[int]) -> None:
    """Behind most of the text the author's name alone in a line opens a note on the author."""
    for i in range(bodies[max(1, len(bodies) // 2)], len(labelled) - 1):
        piece, role = labelled[i]
        below, kind = labelled[i + 1]
        if role not in OPEN_ROLES | FOOT_ROLES or key(piece.text) not in names:
            continue
        n = i + 1
        short = not ends_sentence(below.text) and word_count(below.text) <= MAX_POST_WORDS
        if short and n + 1 < len(labelled):
            n += 1  # post or outlet between name and note
            below, kind = labelled[n]
        if kind in OPEN_ROLES | {"bio"} and ends_sentence(below.text) and len(below.text) <= MAX_BIO_CHARS:
            for m in range(i, n + 1):
                labelled[m] = (labelled[m][0], "bio")


NAME_WORDS = 5
MAX_POST_WORDS = 6


def end_behind_bio(labelled: list[Labelled]) -> None:
    """Behind the lines on its author the text of a dump is over."""
    last = max((i for i, (_, role) in enumerate(labelled) if role == "bio"), default=len(labelled))
    behind = range(last + 1, len(labelled))
    if any(labelled[i][1] == "body" and labelled[i][0].is_long for i in behind):
        return
    for i in behind:
        piece, role = labelled[i]
        if role in ("body", "subheading") and not piece.path:
            labelled[i] = (piece, "unassigned")


def _introduces(text: str) -> bool:
    """Whether a line that closes a text begins with a name and says what that person does."""
    start = NAME_START.match(text.lstrip("•*· "))
    if len(text) <= MAX_SHORT_BIO_CHARS and CASELESS.match(
        text
    ):  # "Salma Haddad correspondent ...", without a verb
        return speaks_of_author(" ".join(text.split()[2:5]))
    return start is not None and is_name_like(start["name"] or start["signs"]) and speaks_of_author(text)


# What an author is or does comes right behind the name, in the present.
NAME_START = re.compile(
    r"(?P<name>[^\s,]+(?: [^\s,]+){1,2}?)(?:,| [—–-]| (?:is|was|has|writes|covers|reports|teaches|works|"
    r"est|a|enseigne|"
    r"écrit|dirige|couvre|coordonne|vit|leads|edits|runs|heads|leitet|coordina|es|ha|escribe|cubre|ist|war|schreibt|lebt|berichtet|lehrt|è|insegna|scrive|collabora|é|escreve|jest|пишет)\b)"
    r"|(?P<signs>[\u4e00-\u9fff]{2,4})是"
)
CASELESS = re.compile(r"[\u0590-\u06ff]+ [\u0590-\u06ff]+ ")
BULLETS = ("•", "*", "·", "▪")
FOOT_ROLES = frozenset({"nav", "related_teaser", "meta"})


def _author_names(labelled: Sequence[Labelled], authors: Sequence[str]) -> list[str]:
    """Return the names of whoever wrote it, as they are compared."""
    lines = [piece.text for piece, role in labelled if role == "byline"] + list(authors)
    headers = [read_header(line) for line in lines]
    names = [h.byline if h and h.byline else line for h, line in zip(headers, lines, strict=True)]
    first = next((i for i, (_, role) in enumerate(labelled) if role == "body"), len(labelled))
    beside = [read_header(piece.text) for piece, role in labelled[:first] if role == "meta"]
    names += [h.name for h in beside if h and h.name]
    names += [who for line in lines if (who := writer_of(line))]
    parts = [part.strip() for name in names for part in NAMES_SEAM.split(name)]
    signs = [part.split()[0] for part in parts if part and caseless(part) and speaks_of_author(part)]
    whole = [part for part in parts if word_count(part) > 1 and is_name_like(part)]
    return [key(part) for part in (*whole, *signs)]


NAMES_SEAM = re.compile(r",|;|·|\s(?:and|und|et|y|e|и|і|ve|و|&)\s")


def is_about_person(text: str) -> bool:
    """Whether a text in closed sentences begins with a name and says what that person is or does.

    >>> is_about_person("Ada Lind covers oceans. She joined in 2016."), is_about_person("By Ada Lind")
    (True, False)
    """
    if not ends_sentence(text) or word_count(text) <= MIN_SENTENCE_WORDS:
        return False
    named = PERSON.match(text) is not None and speaks_of_author(text) and line_kind(text) is None
    return named or is_about(text) or _introduces(text)


PERSON = re.compile(r"[A-ZÀ-Þ][\w.'’-]+ [A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w'’-]+)? [a-zà-ÿ]+ ")


def is_about(text: str) -> bool:
    """Whether a line is a note on the author, by its own words.

    >>> is_about("The author is a historian."), is_about("The bridge is open.")
    (True, False)
    """
    return opens_bio(text) or bio_name(text) is not None
