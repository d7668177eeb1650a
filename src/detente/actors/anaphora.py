"""What refers back within a paragraph: "both sides", "the country", "its neighbour", "he".

Each is resolved only where the paragraph leaves one reading. Not for names: those are in ``phrases``; not for
persons: ``pronouns``.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.pronouns import read_object_pronoun, read_office, read_pronoun
from detente.actors.shapes import Found, Who
from detente.actors.told import PAIR, SoFar, Told, key_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.actors.lines import Line
    from detente.actors.told import Pair
    from detente.knowledge import World


def complete(lines: Sequence[Line], found: dict[int, list[Found]], world: World) -> None:
    """Add what refers back to the phrases of each sentence, in place."""
    cast: dict[str, Who] = {}
    told: Told | None = None
    for _, group in itertools.groupby(lines, key=lambda line: line.paragraph):
        told = Told(cast=cast, speaker=told.goes_on_speaking if told else None)
        for line in group:
            so_far = SoFar(line, found[line.number], told)
            added = list(_references(so_far, world))
            found[line.number] = sorted([*found[line.number], *added], key=lambda f: f.first)
            told.end(line, found[line.number])


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
                or read_office(so_far, i)
            )
        elif word.key == "this":
            reference = _body(so_far, i, world)
        elif word.key == "its":
            reference = _neighbour(so_far, i, world)
        elif word.key in {"he", "she"}:
            reference = read_pronoun(so_far, i)
        elif word.key == "him":
            reference = read_object_pronoun(so_far, i)
        else:
            continue
        if reference and not taken & set(range(reference.first, reference.last)):
            yield reference


def _state(code: str, sector: str | None, reason: str, world: World) -> Who:
    return Who(code, world.name(code), "state", sector, "actor", reason)


# --- two states ---------------------------------------------------------------------------------------


def _two(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "both sides" and "the two countries"."""
    line = so_far.line
    k = i + 1 if line.words[i].key == "both" else i + 2
    if line.words[i].key == "the" and key_at(line, i + 1) != "two":
        return None
    k += key_at(line, k) in {"neighbouring", "neighboring", "rival", "warring"}
    noun = key_at(line, k)
    if noun not in lexicon.PAIR_NOUNS or key_at(line, k + 1) == "of":
        return None
    here = so_far.run.now()
    pair = here[-1] if here else _pair_before(so_far) or _only_two(so_far)
    if pair is None:
        return None
    names = " and ".join(world.name(code) for code in pair)
    words = line.source[line.words[i].start : line.words[k].end]
    reason = f"'{words}': {names} are the pair named before in the paragraph"
    sector = lexicon.PAIR_NOUNS[noun]
    return Found(i, k + 1, tuple(_state(code, sector, reason, world) for code in sorted(pair)))


def _pair_before(so_far: SoFar) -> Pair | None:
    """Return the nearest pair of an earlier sentence; it must leave out this one's subject."""
    pair = so_far.told.pairs[-1] if so_far.told.pairs else None
    subject = so_far.first.codes[0] if so_far.first else None
    return None if pair is None or (subject in pair and not so_far.reported) else pair


def _only_two(so_far: SoFar) -> Pair | None:
    """Return the two states of the paragraph, beside the one that leads this sentence, if just two."""
    subject = so_far.first.codes[0] if so_far.first else None
    states = sorted(code for code in so_far.told.codes if ":" not in code and code != subject)
    return (states[0], states[1]) if len(states) == PAIR and not so_far.reported else None


# --- one state ----------------------------------------------------------------------------------------


def _country(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "the country": the state that the sentence before was about."""
    line, topic, named = so_far.line, so_far.told.topic, so_far.codes
    if key_at(line, i + 1) != "country" or line.words[i].key != "the":
        return None
    if topic is None or topic in named or not so_far.told.others <= named:
        return None
    reason = f"'the country': {world.name(topic)} is what the sentence before is about"
    return Found(i, i + 2, (_state(topic, None, reason, world),))


def _body(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "the alliance" and "the militia": the only organisation or group that the paragraph has named."""
    noun = key_at(so_far.line, i + 1)
    codes = _bodies(so_far, i, noun)
    if len(codes) != 1 or key_at(so_far.line, i + 2) == "of":
        return None
    words = f"{so_far.line.words[i].key} {noun}"
    reason = f"'{words}': {world.name(codes[0])} is the only one the paragraph has named"
    who = Who(codes[0], world.name(codes[0]), world.kind(codes[0]), None, "actor", reason)
    return Found(i, i + 2, (who,))


def _bodies(so_far: SoFar, i: int, noun: str) -> list[str]:
    """Return the codes of the paragraph that a noun may stand for."""
    told = so_far.told
    if (named := lexicon.CAPITAL_BODY.get(noun)) and so_far.line.words[i + 1].capital:
        return [named] if named in told.codes else []
    if noun in lexicon.LANDFORMS:
        return [code for code, named in told.places.items() if noun in named.split()]
    if (usual := lexicon.USUAL_BODY.get(noun)) in told.codes:
        return [usual] if usual else []
    prefix = lexicon.BODIES.get(noun)
    return [code for code in told.codes if prefix and code.startswith(prefix)]


def _neighbour(so_far: SoFar, i: int, world: World) -> Found | None:
    """Read "its neighbour": the other one, where the paragraph has named just two states."""
    codes, own = so_far.told.codes, so_far.first
    if key_at(so_far.line, i + 1) not in {"neighbour", "neighbor"} or not own or len(codes) != PAIR:
        return None
    others = codes - set(own.codes)
    if len(others) != 1 or any(":" in c for c in codes):
        return None
    code = others.pop()
    reason = f"'its neighbour': {world.name(code)} is the only other state the paragraph has named"
    return Found(i, i + 2, (_state(code, None, reason, world),))
