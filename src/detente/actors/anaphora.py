"""What refers back within a paragraph: "both sides", "the country", "its neighbour", "he".

Each is resolved only where the paragraph leaves one reading. One pass: what a paragraph has said so far is
kept as it is read, never looked for again. Not for names: those are in ``phrases``.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.shapes import Found, Who
from detente.knowledge import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.actors.lines import Line
    from detente.knowledge import World

QUOTES = frozenset('"“”')
PAIR = 2  # states in a pair

Pair = tuple[str, str]


def complete(lines: Sequence[Line], found: dict[int, list[Found]], world: World) -> None:
    """Add what refers back to the phrases of each sentence, in place."""
    cast: dict[str, Who] = {}
    for _, group in itertools.groupby(lines, key=lambda line: line.paragraph):
        told = Told(cast=cast)
        for line in group:
            so_far = SoFar(line, found[line.number], told)
            added = list(_references(so_far, world))
            found[line.number] = sorted([*found[line.number], *added], key=lambda f: f.first)
            told.end(line, found[line.number])


# --- what has been said so far ------------------------------------------------------------------------


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
        self.strangers |= self.last_strangers


@dataclass(slots=True)
class SoFar:
    """A sentence read up to a word, with what its paragraph has told."""

    line: Line
    phrases: Sequence[Found]
    told: Told
    first: Found | None = None  # of the phrases of this sentence that ended before the word
    codes: set[str] = field(default_factory=set)  # of these phrases
    run: Run = field(default_factory=Run)
    strangers: bool = False
    quoted: bool = False
    reported: bool = False  # the word before opens what somebody says

    def positions(self) -> Iterator[int]:
        """Yield the position of each word, all before it taken in."""
        strangers = _strangers(self.line, self.phrases)
        waiting = iter([*self.phrases, None])
        phrase = next(waiting)
        for i, word in enumerate(self.line.words):
            while phrase and phrase.last <= i:
                self._add(phrase)
                phrase = next(waiting)
            self.strangers |= i in strangers
            yield i
            self.quoted ^= word.text in QUOTES
            self.reported = word.key in {"that", "said", "says"}
        while phrase:
            self._add(phrase)
            phrase = next(waiting)

    def _add(self, phrase: Found) -> None:
        self.first = self.first or phrase
        self.codes.update(phrase.codes)
        self.run.add(self.line, phrase)
        self.told.add(phrase)


def _strangers(line: Line, phrases: Sequence[Found]) -> set[int]:
    """Return where a sentence has named somebody whom no phrase covers; positions are those after."""
    covered = {k for f in phrases if f.who[0].kind == "person" for k in range(f.first, f.last)}
    ends = {
        item.last
        for item in line.items
        if item.agent and item.agent.kind == "person" and item.first not in covered and not _plural(item.key)
    }
    known = {k for item in line.items if item.aliases for k in range(item.first, item.last)} | covered
    loose = [k not in known and word.text.istitle() for k, word in enumerate(line.words)]
    names = itertools.pairwise(loose)
    return ends | {end for end, (one, other) in enumerate(names, start=PAIR) if one and other}


def _plural(noun: str) -> bool:
    return noun.endswith(("s", "men", "people", "children"))


def _references(so_far: SoFar, world: World) -> Iterator[Found]:
    line = so_far.line
    taken = {k for f in so_far.phrases for k in range(f.first, f.last)}
    for i in so_far.positions():
        word = line.words[i]
        if i in taken:
            continue
        if word.key in {"both", "the"}:
            reference = (
                _two(so_far, i, world)
                or _country(so_far, i, world)
                or _body(so_far, i, world)
                or _office(so_far, i)
            )
        elif word.key == "its":
            reference = _neighbour(so_far, i, world)
        elif word.key in {"he", "she"}:
            reference = _pronoun(so_far, i)
        elif word.key == "him":
            reference = _object_pronoun(so_far, i)
        else:
            continue
        if reference and not taken & set(range(reference.first, reference.last)):
            yield reference


def _key(line: Line, i: int) -> str:
    return line.words[i].key if 0 <= i < len(line.words) else ""


def _state(code: str, sector: str | None, reason: str, world: World) -> Who:
    return Who(code, world.name(code), "state", sector, "actor", reason)


# --- two states ---------------------------------------------------------------------------------------


def _two(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "both sides" and "the two countries"."""
    line = so_far.line
    k = i + 1 if line.words[i].key == "both" else i + 2
    if line.words[i].key == "the" and _key(line, i + 1) != "two":
        return None
    k += _key(line, k) in {"neighbouring", "neighboring", "rival", "warring"}
    noun = _key(line, k)
    if noun not in lexicon.PAIR_NOUNS or _key(line, k + 1) == "of":
        return None
    pair = _pair_before(so_far) or _only_two(so_far)
    if pair is None:
        return None
    names = " and ".join(world.name(code) for code in pair)
    words = line.source[line.words[i].start : line.words[k].end]
    reason = f"'{words}': {names} are the pair named before in the paragraph"
    sector = lexicon.PAIR_NOUNS[noun]
    return Found(i, k + 1, tuple(_state(code, sector, reason, world) for code in sorted(pair)))


def _pair_before(so_far: SoFar) -> Pair | None:
    """Return the nearest pair named before; a pair of an earlier sentence must leave out this subject."""
    if here := so_far.run.now():
        return here[-1]
    pair = so_far.told.pairs[-1] if so_far.told.pairs else None
    subject = so_far.first.codes[0] if so_far.first else None
    return None if pair is None or (subject in pair and not so_far.reported) else pair


def _only_two(so_far: SoFar) -> Pair | None:
    """Return the two states of the paragraph, beside the one that leads this sentence, if just two."""
    subject = so_far.first.codes[0] if so_far.first else None
    states = sorted(code for code in so_far.told.codes if ":" not in code and code != subject)
    return (states[0], states[1]) if len(states) == PAIR and not so_far.reported else None


def _joined(line: Line, one: Found, other: Found) -> bool:
    skipped = {"the", "'", "s", "his", "her", "its"}
    between = [w.key for w in line.words[one.last : other.first] if w.key not in skipped]
    return between in (["and"], ["-"], [","], [",", "and"], ["or"], ["/"])


# --- one state ----------------------------------------------------------------------------------------


def _country(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "the country": the state that the sentence before was about."""
    line, topic, named = so_far.line, so_far.told.topic, so_far.codes
    if _key(line, i + 1) != "country" or line.words[i].key != "the":
        return None
    if topic is None or topic in named or not so_far.told.others <= named:
        return None
    reason = f"'the country': {world.name(topic)} is what the sentence before is about"
    return Found(i, i + 2, (_state(topic, None, reason, world),))


def _body(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "the alliance" and "the militia": the only organisation or group that the paragraph has named."""
    prefix = lexicon.BODIES.get(_key(so_far.line, i + 1))
    codes = [code for code in so_far.told.codes if prefix and code.startswith(prefix)]
    if len(codes) != 1 or _key(so_far.line, i + 2) == "of":
        return None
    words = f"the {_key(so_far.line, i + 1)}"
    reason = f"'{words}': {world.name(codes[0])} is the only one the paragraph has named"
    who = Who(codes[0], world.name(codes[0]), world.kind(codes[0]), None, "actor", reason)
    return Found(i, i + 2, (who,))


def _office(so_far: SoFar, i: int) -> Found | None:
    """Read "the president", "the deputy minister": the only person of the text with such an office."""
    line = so_far.line
    item = next((item for item in line.items if item.first == i + 1), None)
    if item is None or not item.agent or item.agent.kind != "person":
        return None
    if item.key.split()[-1] not in lexicon.OFFICES or _key(line, item.last) in {"of", "'", "-", "for"}:
        return None
    if item.last < len(line.words) and line.words[item.last].capital:
        return None
    wanted = set(lexicon.SAME_OFFICE.get(item.key, item.key).split())
    fitting = {who.code: who for who in so_far.told.cast.values() if wanted <= _office_words(who)}
    if len(fitting) != 1:
        return None
    (who,) = fitting.values()
    reason = f"'the {item.key}': {who.name} is the only one of that office in the text so far"
    return Found(i, item.last, (replace(who, use="actor", reason=reason),))


def _office_words(who: Who) -> set[str]:
    return set(fold(who.reason).replace("'", " ").replace("-", " ").split())


def _leading(line: Line, phrases: Sequence[Found]) -> str | None:
    """Return the state that leads a sentence."""
    first = phrases[0]
    who = first.who[0]
    before = _key(line, first.first - 1)
    before = _key(line, first.first - 2) if before == "the" else before
    alone = len(first.who) == 1 and not (len(phrases) > 1 and _joined(line, first, phrases[1]))
    leads = who.use == "actor" and who.kind in {"state", "person"} and ":" not in who.code
    return who.code if alone and leads and before not in lexicon.PREPOSITIONS else None


def _neighbour(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "its neighbour": the other one, where the paragraph has named just two states."""
    codes, own = so_far.told.codes, so_far.first
    if _key(so_far.line, i + 1) not in {"neighbour", "neighbor"} or not own or len(codes) != PAIR:
        return None
    others = codes - set(own.codes)
    if len(others) != 1 or any(":" in c for c in codes):
        return None
    code = others.pop()
    reason = f"'its neighbour': {world.name(code)} is the only other state the paragraph has named"
    return Found(i, i + 2, (_state(code, None, reason, world),))


# --- one person ---------------------------------------------------------------------------------------


def _pronoun(so_far: SoFar, i: int) -> Found | None:
    """Read "he" and "she": the only person the paragraph has named so far."""
    told, word = so_far.told, so_far.line.words[i].text
    if so_far.quoted or so_far.strangers:
        return None
    here = [who for f in so_far.phrases if f.last <= i for who in f.who if who.kind == "person"]
    if len(here) == 1 and so_far.first and here[0] in so_far.first.who:
        who, where = here[0], "leads the sentence"
    elif not here and told.leader and not told.last_strangers:
        who, where = told.leader, "leads the sentence before, alone"
    elif len(told.persons) == 1 and not told.strangers:
        who, where = next(iter(told.persons.values())), "is the only person the paragraph has named"
    else:
        return None
    reason = f"'{word}': {who.name} {where}"
    return Found(i, i + 1, (replace(who, use="actor", reason=reason),))


def _object_pronoun(so_far: SoFar, i: int) -> Found | None:
    """Read "him": the only person of the paragraph beside those whom its own sentence names before it."""
    told = so_far.told
    if any(word.key in {"he", "she"} for word in so_far.line.words[:i]):
        return None
    here = {who.name for f in so_far.phrases if f.last <= i for who in f.who if who.kind == "person"}
    others = [who for who in told.persons.values() if who.name not in here]
    if len(others) != 1 or not here or so_far.quoted or so_far.strangers or told.strangers:
        return None
    (who,) = others
    reason = f"'{so_far.line.words[i].text}': {who.name} is the only other person the paragraph has named"
    return Found(i, i + 1, (replace(who, use="actor", reason=reason),))
