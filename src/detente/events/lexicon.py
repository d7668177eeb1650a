"""The trigger lexicon: which words tell of which PLOVER type, and where their target stands.

`data/verbs.csv` and `data/nouns.csv` are ours; a new trigger is a line there, never code. Columns:

- ``verb`` / ``noun``: lemma, with its particle ("shoot down").
- ``object``: head nouns of which one must stand with the verb ("impose": sanction, tariff ...), or none.
- ``source`` (nouns): ``possessive`` ("Russia's attack", "Russian attack"), ``by``, ``from``, ``subject``.
- ``slot`` / ``target``: ``obj`` or the prepositions after which the target stands; ``inf`` looks into the
  infinitive ("pledged to help X"), ``that`` at the subject of the clause asked for, ``obj-inf`` and
  ``for-inf`` at whom an infinitive asks ("told X to leave", "called for X to leave"), ``obj-said`` at whom
  something else is told ("told X that").
- ``frame``: empty (directed), ``mutual`` (symmetric) or ``reverse`` (subject and target change places:
  the visitor of "hosted X" is X).
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from detente.events.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DATA = resources.files("detente.events") / "data"
_VERBS, _NOUNS = "verbs.csv", "nouns.csv"
SOURCES = (".py", ".csv", ".toml")

VOWELS = "aeiou"
# the last letter is written twice: banned; British and American spelling differ for the second set
DOUBLED = words("doubled")
DOUBLED_OR_NOT = words("doubled_or_not")

# past, participle; regular verbs need no row
IRREGULAR: dict[str, tuple[str, str]] = {
    "be": ("was", "been"),
    "beat": ("beat", "beaten"),
    "begin": ("began", "begun"),
    "beseech": ("besought", "besought"),
    "blow": ("blew", "blown"),
    "break": ("broke", "broken"),
    "buy": ("bought", "bought"),
    "cut": ("cut", "cut"),
    "fight": ("fought", "fought"),
    "fly": ("flew", "flown"),
    "freeze": ("froze", "frozen"),
    "give": ("gave", "given"),
    "have": ("had", "had"),
    "hit": ("hit", "hit"),
    "hold": ("held", "held"),
    "lend": ("lent", "lent"),
    "meet": ("met", "met"),
    "overrun": ("overran", "overrun"),
    "pay": ("paid", "paid"),
    "ring": ("rang", "rung"),
    "say": ("said", "said"),
    "seek": ("sought", "sought"),
    "sell": ("sold", "sold"),
    "send": ("sent", "sent"),
    "shoot": ("shot", "shot"),
    "shut": ("shut", "shut"),
    "sit": ("sat", "sat"),
    "speak": ("spoke", "spoken"),
    "stand": ("stood", "stood"),
    "strike": ("struck", "struck"),
    "take": ("took", "taken"),
    "tell": ("told", "told"),
    "throw": ("threw", "thrown"),
    "build": ("built", "built"),
    "come": ("came", "come"),
    "let": ("let", "let"),
    "make": ("made", "made"),
    "retake": ("retook", "retaken"),
    "set": ("set", "set"),
    "leave": ("left", "left"),
    "undertake": ("undertook", "undertaken"),
    "withdraw": ("withdrew", "withdrawn"),
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """One line of the lexicon. ``source`` is empty for verbs: theirs is the subject."""

    type: str
    mode: str | None
    words: tuple[str, ...]
    objects: frozenset[str]
    source: tuple[str, ...]
    target: tuple[str, ...]
    frame: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Verb forms and noun heads, indexed by the first word as it stands in the text.

    ``verbs`` maps a form to its (form name, triggers); a form such as "shot" is past and participle.
    """

    verbs: Mapping[str, tuple[tuple[frozenset[str], tuple[Trigger, ...]], ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    version: str


def inflect(lemma: str) -> dict[str, set[str]]:
    """Return each written form of a verb with the grammatical forms it may be.

    >>> sorted(inflect("shoot")["shot"])
    ['participle', 'past']
    >>> sorted(inflect("ban"))
    ['ban', 'banned', 'banning', 'bans']
    """
    forms: dict[str, set[str]] = {lemma: {"base"}}

    def add(name: str, *written: str) -> None:
        for form in written:
            forms.setdefault(form, set()).add(name)

    regular = _with_ending(lemma, "ed")
    past, participle = IRREGULAR.get(lemma, (None, None))
    add("present", _third_person(lemma))
    add("past", *([past] if past else regular))
    add("participle", *([participle] if participle else regular))
    add("gerund", *_with_ending(lemma, "ing"))
    if lemma == "be":
        forms |= {"is": {"present"}, "are": {"present"}, "were": {"past"}, "am": {"present"}}
    return forms


def _third_person(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in VOWELS:
        return lemma[:-1] + "ies"
    if lemma == "have":
        return "has"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _with_ending(lemma: str, ending: str) -> list[str]:
    doubled = lemma + lemma[-1] + ending
    if lemma in DOUBLED:
        return [doubled]
    if lemma in DOUBLED_OR_NOT:
        return [doubled, lemma + ending]
    if lemma.endswith("e") and not (ending == "ing" and lemma.endswith(("ee", "be"))):
        return [lemma[:-1] + ending]
    if lemma.endswith("y") and lemma[-2] not in VOWELS and ending == "ed":
        return [lemma[:-1] + "ied"]
    return [lemma + ending]


def plural(noun: str) -> str:
    """Return the regular plural of a noun.

    >>> plural("embargo"), plural("visit"), plural("summary")
    ('embargoes', 'visits', 'summaries')
    """
    return noun + "es" if noun.endswith("o") else _third_person(noun)


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines())


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon, read once.

    >>> [t.type for names, ts in load_lexicon().verbs["condemned"] for t in ts]
    ['ACCUSE']
    """
    return Lexicon(verbs=_verb_index(), nouns=_noun_index(), version=_digest())


def _verb_index() -> dict[str, tuple[tuple[frozenset[str], tuple[Trigger, ...]], ...]]:
    by_lemma: dict[str, list[Trigger]] = {}
    for row in _rows(_VERBS):
        words = tuple(row["verb"].split())
        trigger = Trigger(
            row["type"],
            row["mode"] or None,
            words,
            frozenset(_split(row["object"])),
            (),
            _split(row["slot"]),
            row["frame"],
        )
        by_lemma.setdefault(words[0], []).append(trigger)
    index: dict[str, list[tuple[frozenset[str], tuple[Trigger, ...]]]] = {}
    for lemma, triggers in by_lemma.items():
        # the most specific line is tried first: longer phrases, then those that want a certain object
        ranked = tuple(sorted(triggers, key=lambda t: (-len(t.words), not t.objects)))
        for form, names in inflect(lemma).items():
            index.setdefault(form, []).append((frozenset(names), ranked))
    return {form: tuple(entries) for form, entries in index.items()}


def _noun_index() -> dict[str, tuple[Trigger, ...]]:
    index: dict[str, list[Trigger]] = {}
    for row in _rows(_NOUNS):
        *before, head = row["noun"].split()
        mode = row["mode"] or None
        # "talks" are held, "talk" is not; "shooting down" has no plural
        for form in {head} if head.endswith("s") or head == "down" else {head, plural(head)}:
            words = (*before, form)
            trigger = Trigger(
                row["type"],
                mode,
                words,
                frozenset(),
                _split(row["source"]),
                _split(row["target"]),
                row["frame"],
            )
            index.setdefault(words[0], []).append(trigger)
    return {w: tuple(sorted(ts, key=lambda t: -len(t.words))) for w, ts in index.items()}


def _digest() -> str:
    """Return the digest of the whole room, rules and data: events name what made them."""
    room = resources.files("detente.events")
    files = [file for folder in (room, _DATA) for file in folder.iterdir() if file.name.endswith(SOURCES)]
    digest = hashlib.sha256()
    for file in sorted(files, key=lambda file: file.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
