"""Where the target of a verb stands: direct object, after a preposition, in what is asked or promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.frames import HARDWARE_TYPES, NOUN_REACH
from detente.events.grammar import AUXILIARY, DATE_WORDS, DETERMINERS, PREPOSITIONS, is_adverb
from detente.events.lexicon import load_lexicon, plural
from detente.events.phrases import after_preposition, group_right, object_of
from detente.events.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.grammar import VerbGroup
    from detente.events.lexicon import Trigger
    from detente.events.tokens import Token

PERSON_OBJECT = "leader"  # an object list with this word takes any named person
LIGHT = words("light")
ANYWHERE = frozenset({"obj", "obj-inf", "obj-said", "inf"})  # their nouns may stand behind the target too
# slots that make the sense of the verb: "told" without "X to leave" asks nothing of anybody
MEANT = frozenset({"obj-inf", "obj-said", "for-inf", "inf", "that"})
MEETINGS = words("meetings")
INTRANSITIVE = words("intransitive")
# after "warned X" these go on with the warning; any other word makes X the subject of what is warned of
WARNING_GOES_ON = PREPOSITIONS | {"to", "that", "not", ",", ".", ";"}


def find_targets(tokens: Sequence[Token], trigger: Trigger, group: VerbGroup, end: int) -> list[int]:
    """Return the targets of a verb, from the first of its slots that holds any, up to ``end``."""
    for slot in trigger.target:
        found = _slot(tokens, slot, trigger, group, end)
        # "sent a note over arms for X": the object stands before its target's preposition, or is another's
        last = found[0] if found and slot not in ANYWHERE else end
        if found and (not trigger.objects or has_object(tokens, group.end, last, trigger.objects)):
            return found
    return []


def has_object(tokens: Sequence[Token], start: int, end: int, objects: frozenset[str]) -> bool:
    """Whether one of the nouns that the trigger wants stands between ``start`` and ``end``."""
    for token in tokens[start:end]:
        if PERSON_OBJECT in objects and any(r.kind == "person" for r in token.who):
            return True
        words = token.low.split() if token.who else [token.low, *token.low.split("-")]
        if any(w in objects or _singular_in(w, objects) for w in words):
            return True
    return False


def _singular_in(word: str, objects: frozenset[str]) -> bool:
    return word.endswith("s") and any(plural(o) == word for o in objects)


def _slot(tokens: Sequence[Token], slot: str, trigger: Trigger, group: VerbGroup, end: int) -> list[int]:
    start = group.end
    if slot == "obj":
        return [] if group.passive else _plain_object(tokens, trigger, start)
    if slot == "obj-said":
        found = [] if group.passive else _plain_object(tokens, trigger, start)
        return found if found and _next_low(tokens, found[-1]) != "to" else []
    if slot == "obj-inf":
        found = [] if group.passive else object_of(tokens, start)
        after = [t.low for t in tokens[found[-1] + 1 : found[-1] + 3]] if found else []
        return found if len(after) > 1 and after[0] == "to" and after[1] not in DETERMINERS else []
    if slot == "that":
        return _asked_subject(tokens, start)
    if slot == "inf":
        return _inside_infinitive(tokens, trigger, start, end)
    if slot == "for-inf":
        return _asked_infinitive(tokens, start, end)
    found = after_preposition(tokens, start, (slot,), end)
    return found if found and _is_prepositional_object(tokens, trigger, slot, start, found[0]) else []


def _is_prepositional_object(
    tokens: Sequence[Token], trigger: Trigger, slot: str, start: int, found: int
) -> bool:
    """Whether what follows the preposition is the verb's own: not "spoke of ties with X"."""
    if trigger.objects or trigger.type == "ASSAULT":
        return True
    if slot in {"in", "to"} and any(r.kind == "region" and r.use == "modifier" for r in tokens[found].who):
        return False  # a region after "in" is where it happened
    if "obj" in trigger.target:
        return tokens[start].low != slot
    if trigger.words[0] in INTRANSITIVE:
        k = next(k for k in range(start, found) if tokens[k].low == slot)
        return all(t.low in LIGHT or t.low in DATE_WORDS or is_adverb(t) for t in tokens[start:k])
    return True


def _plain_object(tokens: Sequence[Token], trigger: Trigger, start: int) -> list[int]:
    """Return the direct object, unless it is the subject of a clause: "warns Hamas is planning"."""
    found = object_of(tokens, start)
    if not found:
        return []
    if trigger.type not in HARDWARE_TYPES and all(
        r.kind == "region" and r.use == "modifier" for r in tokens[found[0]].who
    ):
        return []  # "condemned the Hormuz strike": the region is where, not whom
    if _is_meeting_place(tokens, found[-1]):
        return []
    after = tokens[found[-1] + 1].low if found[-1] + 1 < len(tokens) else "."
    if after in AUXILIARY or (trigger.words == ("warn",) and after not in WARNING_GOES_ON):
        return []
    return found


def _next_low(tokens: Sequence[Token], k: int) -> str:
    return tokens[k + 1].low if k + 1 < len(tokens) else ""


def _is_meeting_place(tokens: Sequence[Token], k: int) -> bool:
    """Whether a capital only says where: "welcomed the Moscow truce"."""
    return _next_low(tokens, k) in MEETINGS and any("capital" in r.reason for r in tokens[k].who)


def _asked_subject(tokens: Sequence[Token], start: int) -> list[int]:
    """Return the subject of the clause asked for: "demanded that Armenia withdraw"."""
    for k in range(start, min(len(tokens), start + NOUN_REACH)):
        if tokens[k].low == "that":
            j = k + 1
            while j < len(tokens) and tokens[j].low in {"the", "all"}:
                j += 1
            return group_right(tokens, j) if j < len(tokens) and tokens[j].acts else []
        dated = tokens[k].low == "on" and k + 1 < len(tokens) and tokens[k + 1].low in DATE_WORDS
        if tokens[k].who or (tokens[k].low in PREPOSITIONS and not dated) or tokens[k].low == ",":
            return []
    return []


def _asked_infinitive(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    """Return whom "called for Armenia to withdraw" asks."""
    found = after_preposition(tokens, start, ("for",), end)
    if found and found[-1] + 1 < len(tokens) and tokens[found[-1] + 1].low == "to":
        return found
    return []


def _inside_infinitive(tokens: Sequence[Token], trigger: Trigger, start: int, end: int) -> list[int]:
    for k in range(start, end - 1):
        if tokens[k].low == "to" and not tokens[k + 1].who:
            if trigger.type in {"AGREE", "REJECT"} and _is_hostile(tokens[k + 1].low):
                return []
            return next((group_right(tokens, j) for j in range(k + 1, end) if tokens[j].who), [])
    return []


def _is_hostile(low: str) -> bool:
    hostile = {"ACCUSE", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
    found = [t.type in hostile for _, triggers in load_lexicon().verbs.get(low, ()) for t in triggers]
    return bool(found) and all(found)
