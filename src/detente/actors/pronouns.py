"""Whom "he", "she" and "him" mean, and "the president": a person that the text has named.

By the habits of the news: who is quoted goes on speaking, who leads a sentence leads the next. A pronoun that
two persons could claim stays open. Not for states: ``anaphora``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.actors.shapes import Found
from detente.actors.told import is_one_person, key_at
from detente.knowledge import fold

if TYPE_CHECKING:
    from detente.actors.shapes import Who
    from detente.actors.told import SoFar

SUBJECT_AND_OTHER = 2  # persons of a sentence before "him"


def read_pronoun(so_far: SoFar, i: int) -> Found | None:
    """Read "he" and "she"."""
    meant = _quoted_about(so_far) if so_far.quoted else _spoken_of(so_far, i)
    if meant is None:
        return None
    who, why = meant
    name = who.name if who.kind == "person" else f"the one who acts for {who.name}"
    reason = f"'{so_far.line.words[i].text}': {name} {why}"
    return Found(i, i + 1, (replace(who, use="actor", reason=reason),))


def _quoted_about(so_far: SoFar) -> tuple[Who, str] | None:
    """Return the only person whom the quotations of the paragraph have named."""
    named = so_far.told.quoted
    if so_far.quoting and so_far.quoting.kind == "person" and not so_far.quotes_named:
        return so_far.quoting, "is whom the quotation goes on about"
    if len(named) != 1:
        return None
    return next(iter(named.values())), "is the only person named between the quotation marks"


def _spoken_of(so_far: SoFar, i: int) -> tuple[Who, str] | None:
    told, here = so_far.told, so_far.persons
    if saying := _who_says_so(so_far, i):
        return saying, "says so of himself or herself"
    if so_far.strangers:
        return None
    if ahead := _named_ahead(so_far, i):
        return ahead, "is named after it as the subject"
    if len(here) == 1 and so_far.first and here[0] in so_far.first.who:
        return here[0], "leads the sentence"
    if not here and told.speaker and key_at(so_far.line, i + 1) in lexicon.SAID:
        return told.speaker, "spoke last"
    if not here and told.last_speaker and told.sole:
        return told.last_speaker, "spoke in the sentence before, the only person named there"
    if not here and told.leader and not told.last_strangers:
        return told.leader, "leads the sentence before, alone"
    if len(told.persons) == 1 and not told.strangers:
        return next(iter(told.persons.values())), "is the only person the paragraph has named"
    return None


def _leads_alone(so_far: SoFar, here: list[Who]) -> bool:
    """Whether the first person opens the sentence and is not joined to the next ("A and B met him")."""
    first = so_far.first
    if first is None or here[0] not in first.who or first.first > 1:
        return False
    return key_at(so_far.line, first.last) not in {"and", ","}


def _who_says_so(so_far: SoFar, i: int) -> Who | None:
    """Return the subject of "the US president promised (that) he"."""
    line = so_far.line
    verb = i - 2 if key_at(line, i - 1) == "that" else i - 1
    if key_at(line, verb) not in lexicon.SAID | lexicon.THOUGHT:
        return None
    phrase = next((f for f in so_far.phrases if f.last == verb), None)
    if phrase is None or len(phrase.who) > 1 or phrase.who[0].use != "actor":
        return None
    who = phrase.who[0]
    return who if who.kind == "person" or is_one_person(line, phrase) else None


def _named_ahead(so_far: SoFar, i: int) -> Who | None:
    """Return the subject of "As he spoke, Trump said"."""
    line = so_far.line
    if i != 1 or line.words[0].key not in lexicon.OPENS_A_CLAUSE:
        return None
    first = next((f for f in so_far.phrases if f.who[0].kind == "person"), None)
    return first.who[0] if first and key_at(line, first.first - 1) == "," else None


def read_object_pronoun(so_far: SoFar, i: int) -> Found | None:
    """Read "him": the person beside the one who leads the sentence, else the only other of the paragraph."""
    line, told, here = so_far.line, so_far.told, so_far.persons
    if so_far.quoted or so_far.strangers or so_far.pronoun:
        return None
    names = {who.name for who in here}
    others = [who for who in told.persons.values() if who.name not in names]
    if len(here) == SUBJECT_AND_OTHER and _leads_alone(so_far, here):
        who, why = here[1], "is the other person of the sentence"
    elif here and len(others) == 1 and not told.strangers:
        who, why = others[0], "is the only other person the paragraph has named"
    else:
        return None
    reason = f"'{line.words[i].text}': {who.name} {why}"
    return Found(i, i + 1, (replace(who, use="actor", reason=reason),))


def read_office(so_far: SoFar, i: int) -> Found | None:
    """Read "the president", "the deputy minister": the only person of the text with such an office."""
    line = so_far.line
    item = line.starting.get(i + 1)
    if item is None or not item.agent or item.agent.kind != "person":
        return None
    noun = item.key.replace(" - ", "-")
    if noun.split()[-1] not in lexicon.OFFICES or key_at(line, item.last) in {"of", "'", "-", "for"}:
        return None
    if item.last < len(line.words) and line.words[item.last].capital:
        return None
    wanted = set(lexicon.SAME_OFFICE.get(noun, noun).replace("-", " ").split())
    fitting = {who.code: who for who in so_far.told.cast.values() if wanted <= _office_words(who)}
    if len(fitting) != 1:
        return None
    (who,) = fitting.values()
    reason = f"'the {item.key}': {who.name} is the only one of that office in the text so far"
    return Found(i, item.last, (replace(who, use="actor", reason=reason),))


def _office_words(who: Who) -> set[str]:
    return set(fold(who.reason).replace("'", " ").replace("-", " ").split())
