"""What a paragraph has told up to a word: states, pairs, persons, who spoke, what is quoted.

Kept as the text is read, never looked for again. Not for what refers back to it: ``anaphora``, ``pronouns``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.actors import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.actors.lines import Line
    from detente.actors.shapes import Found, Who

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
EITHER = frozenset("\"'‘’´")  # open after a blank, close before one; within a word they are none
PAIR = 2  # states in a pair

Pair = tuple[str, str]


def key_at(line: Line, i: int) -> str:
    """Return the folded word at a position, nothing outside the line."""
    return line.words[i].key if 0 <= i < len(line.words) else ""


@dataclass(slots=True)
class Run:
    """Phrases joined as a list ("A and B", "A, B and C") and the pair that the last such list made."""

    last: Found | None = None
    codes: dict[str, None] = field(default_factory=dict)
    states: int = 0
    pairs: list[Pair | None] = field(default_factory=list)

    def add(self, line: Line, phrase: Found) -> None:
        """Go on with a phrase, in a new list where nothing joins it to the one before."""
        if self.last is None or not _joined(line, self.last, phrase):
            self.pairs = self.now()
            self.codes, self.states = {}, 0
        self.last = phrase
        self.codes.update(dict.fromkeys(phrase.codes))
        self.states += sum(w.kind in {"state", "person"} and ":" not in w.code for w in phrase.who)

    def now(self) -> list[Pair | None]:
        """Return the latest pair in a list of one; None stands for a longer list, no item for no list."""
        if len(self.codes) < PAIR:
            return self.pairs
        if len(self.codes) > PAIR or self.states < len(self.codes):
            return [None] if len(self.codes) > PAIR else self.pairs
        one, other = self.codes
        return [(one, other)]


@dataclass(slots=True)
class Told:
    """What the sentences of a paragraph have told, up to a word."""

    cast: dict[str, Who]  # the persons of the document
    persons: dict[str, Who] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    strangers: bool = False  # somebody unnamed or unknown: "a driver", "Jane Roe"
    pairs: list[Pair | None] = field(default_factory=list)  # of the nearest sentence that has one
    topic: str | None = None  # what leads the nearest sentence that names any
    others: frozenset[str] = frozenset()  # whom that sentence names besides
    leader: Who | None = None  # the one person of the sentence before, where it leads that
    last_strangers: bool = False  # as strangers, of the sentence before
    speaker: Who | None = None  # whom the text gave the word last ...
    last_speaker: Who | None = None  # ... and in the sentence before,
    sole: bool = False  # which names one person
    places: dict[str, str] = field(default_factory=dict)  # regions of the paragraph, as named
    quoted: dict[str, Who] = field(default_factory=dict)  # persons named between quotation marks
    in_quotes: bool = False  # whether the next sentence begins between them

    @property
    def goes_on_speaking(self) -> Who | None:
        """Who spoke last, where the paragraph has named nobody else."""
        return self.speaker if self.persons.keys() <= {self.speaker.name if self.speaker else ""} else None

    def add(self, phrase: Found) -> None:
        """Take in a phrase."""
        self.codes.update(phrase.codes)
        persons = {w.name: w for w in phrase.who if w.kind == "person"}
        self.persons.update(persons)
        self.cast.update(persons)

    def end(self, line: Line, phrases: Sequence[Found]) -> None:
        """Take in what a whole sentence, with its references, was about."""
        run = Run()
        for phrase in phrases:
            run.add(line, phrase)
        self.pairs = run.now() or self.pairs
        if phrases:
            self.topic = _leading(line, phrases)
            self.others = frozenset(code for f in phrases for code in f.codes) - {self.topic}
        persons = {who.name: who for f in phrases for who in f.who if who.kind == "person"}
        leads = bool(phrases) and phrases[0].who[0].name in persons
        self.leader = next(iter(persons.values())) if leads and len(persons) == 1 else None
        self.last_strangers = bool(_strangers(line, phrases))
        self.last_speaker = _speaker(line, phrases)
        unknown = any(key_at(line, end) in lexicon.SAID for end in _strangers(line, phrases))
        self.speaker = self.last_speaker or (None if unknown else self.speaker)
        self.sole = len(persons) == 1
        self.strangers |= self.last_strangers


@dataclass(slots=True)
class SoFar:
    """A sentence read up to a word, with what its paragraph has told."""

    line: Line
    phrases: Sequence[Found]
    told: Told
    first: Found | None = None  # of the phrases of this sentence that ended before the word
    codes: set[str] = field(default_factory=set)  # of these phrases
    persons: list[Who] = field(default_factory=list)  # likewise
    run: Run = field(default_factory=Run)
    pronoun: bool = False  # "he" or "she" stood before
    strangers: bool = False
    quoted: bool = False  # whether the word stands between quotation marks
    reported: bool = False  # the word before opens what somebody says
    quoting: Who | None = None  # whose name stands right before the quotation mark
    quotes_named: bool = False  # whether a person was named between the marks in this sentence

    def positions(self) -> Iterator[int]:
        """Yield the position of each word, all before it taken in."""
        strangers = _strangers(self.line, self.phrases)
        waiting = iter([*self.phrases, None])
        phrase = next(waiting)
        self.quoted = self.told.in_quotes
        for i, word in enumerate(self.line.words):
            while phrase and phrase.last <= i:
                self._add(phrase)
                phrase = next(waiting)
            self.strangers |= i in strangers
            yield i
            was, self.quoted = self.quoted, _quoted_after(self.line, i, quoted=self.quoted)
            if self.quoted and not was:
                self.quoting = next((f.who[0] for f in self.phrases if f.last == i), None)
            self.pronoun |= word.key in {"he", "she"}
            self.reported = word.key in {"that", "said", "says"}
        while phrase:
            self._add(phrase)
            phrase = next(waiting)
        self.told.in_quotes = self.quoted

    def _add(self, phrase: Found) -> None:
        self.first = self.first or phrase
        self.codes.update(phrase.codes)
        self.run.add(self.line, phrase)
        self.told.add(phrase)
        persons = {w.name: w for w in phrase.who if w.kind == "person"}
        self.persons += persons.values()
        if self.quoted and persons:
            if not self.quotes_named:
                self.told.quoted, self.quotes_named = {}, True
            self.told.quoted.update(persons)
        if phrase.who[0].kind == "region":
            words = self.line.words[phrase.first : phrase.last]
            self.told.places[phrase.who[0].code] = " ".join(word.key for word in words)


def _quoted_after(line: Line, i: int, *, quoted: bool) -> bool:
    """Whether the text after a word stands between quotation marks."""
    word = line.words[i]
    if word.text in OPENING | CLOSING:
        return word.text in OPENING
    if word.text in EITHER:
        before = i > 0 and line.words[i - 1].end == word.start
        following = line.words[i + 1] if i + 1 < len(line.words) else None
        after = bool(following and word.end == following.start and following.text.isalnum())
        if after and not before:
            return True
        if before and not after:
            return False
    return quoted


def _speaker(line: Line, phrases: Sequence[Found]) -> Who | None:
    """Return the first person who says something, or whom a quotation ends on ("...," said Macron)."""
    for phrase in phrases:
        who = phrase.who[0]
        inverted = (
            key_at(line, phrase.first - 1) in lexicon.SAID and not key_at(line, phrase.first - 2).isalnum()
        )
        if who.kind == "person" and (inverted or key_at(line, phrase.last) in lexicon.SAID):
            return who
    return None


def _strangers(line: Line, phrases: Sequence[Found]) -> set[int]:
    """Return where a sentence has named somebody whom no phrase covers; positions are those after."""
    covered = {k for f in phrases if f.who[0].kind == "person" for k in range(f.first, f.last)}
    ends = {
        item.last
        for item in line.items
        if item.agent and item.agent.kind == "person" and item.first not in covered and not _plural(item.key)
    }
    known = {k for item in line.items if item.aliases for k in range(item.first, item.last)} | covered
    ordinary = lexicon.FUNCTION | lexicon.CALENDAR
    loose = [
        k not in known and word.text.istitle() and word.key not in ordinary
        for k, word in enumerate(line.words)
    ]
    names = itertools.pairwise(loose)
    return ends | {end for end, (one, other) in enumerate(names, start=PAIR) if one and other}


def is_one_person(line: Line, phrase: Found) -> bool:
    """Whether a phrase ends in the office of one person: "the US president"."""
    item = next((item for item in line.items if item.last == phrase.last), None)
    return bool(item and item.agent and item.agent.kind == "person" and not _plural(item.key))


def _plural(noun: str) -> bool:
    return noun.endswith(("s", "men", "people", "children"))


def _leading(line: Line, phrases: Sequence[Found]) -> str | None:
    """Return the state that leads a sentence."""
    first = phrases[0]
    who = first.who[0]
    before = key_at(line, first.first - 1)
    before = key_at(line, first.first - 2) if before == "the" else before
    alone = len(first.who) == 1 and not (len(phrases) > 1 and _joined(line, first, phrases[1]))
    leads = who.use == "actor" and who.kind in {"state", "person"} and ":" not in who.code
    return who.code if alone and leads and before not in lexicon.PREPOSITIONS else None


def _joined(line: Line, one: Found, other: Found) -> bool:
    skipped = {"the", "'", "s", "his", "her", "its"}
    between = [w.key for w in line.words[one.last : other.first] if w.key not in skipped]
    return between in (["and"], ["-"], [","], [",", "and"], ["or"], ["/"])
