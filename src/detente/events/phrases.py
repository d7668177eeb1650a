"""Noun phrases around a trigger: who stands left of a verb, who right of it, who after a preposition.

All functions take the tokens of one sentence and return indexes of mention tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.events.grammar import (
    AUXILIARY,
    CLAUSE_OPENERS,
    COORDINATORS,
    DASHES,
    DATE_WORDS,
    DETERMINERS,
    PREPOSITIONS,
    QUOTES,
    adverbial_length,
    is_adverb,
)
from detente.events.lexicon import inflect, load_lexicon
from detente.events.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.tokens import Token

PARENTHESIS_LIMIT = 30  # words: longer insertions between subject and verb are not bridged
OBJECT_REACH = 8  # words between a verb and its direct object
SLOT_REACH = 5  # words between a preposition and the mention it governs
PRONOUNS = frozenset({"it", "he", "she", "they"})
HARDWARE = words("hardware")
JOINED_TO_IN = words("joined_to_in")
IRREGULAR_FINITE = words("irregular_finite")


SAY_FORMS = {form: names for lemma in words("say_verbs") for form, names in inflect(lemma).items()}

BELIEF_FORMS = {form for lemma in words("belief_verbs") for form in inflect(lemma)}


def starts_clause(token: Token) -> bool:
    """Whether a token ends the reach of the verb before it."""
    low = token.low
    return not token.who and (
        low in CLAUSE_OPENERS - {"as", "since", "until", "before", "after", "than", "so", "how"}
        or low in ";:.?!…"
        or low in QUOTES
        or low in DASHES
        or low in "()"
    )


def looks_finite(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` (adverbs skipped) looks like a finite verb."""
    while i < len(tokens) and is_adverb(tokens[i]):
        i += 1
    if i >= len(tokens) or tokens[i].who:
        return False
    low = tokens[i].low
    if low in AUXILIARY or SAY_FORMS.get(low, set()) & {"past", "present"}:
        return True
    known = load_lexicon().verbs.get(low, ())
    if any(names & {"past", "present"} for names, _ in known):
        return True
    return low in IRREGULAR_FINITE or (low.endswith("ed") and len(low) > 4)  # noqa: PLR2004 - "ed" and a stem


def before_phrase(tokens: Sequence[Token], i: int) -> int:
    """Return the index of the word before the noun phrase that the mention at ``i`` opens or closes."""
    i -= 1
    while i >= 0 and not tokens[i].who and (tokens[i].low in DETERMINERS or tokens[i].low.isdigit()):
        i -= 1
    return i


def group_left(tokens: Sequence[Token], i: int) -> list[int]:
    """Return the coordinated mentions that end with the one at ``i``: "A, B and C"."""
    group = [i]
    seen_and = False
    while True:
        k = before_phrase(tokens, group[0])
        if k < 1:
            return group
        low = tokens[k].low
        if low in COORDINATORS:
            if tokens[k - 1].low == "," and not _is_serial(tokens, k - 2):
                return group  # "... defenders, and Armenia protested": a new clause
            seen_and = True
            k -= tokens[k - 1].low == ","
        elif not (low == "," and seen_and):
            return group
        if k < 1 or not tokens[k - 1].acts:
            return group
        group.insert(0, k - 1)


def _is_serial(tokens: Sequence[Token], k: int) -> bool:
    """Whether the mention at ``k`` ends a list of its own: "A, B, and C"."""
    if k < 0 or not tokens[k].acts:
        return False
    before = before_phrase(tokens, k)
    return before > 0 and tokens[before].low == "," and tokens[before - 1].acts


def group_right(tokens: Sequence[Token], i: int) -> list[int]:
    """Return the coordinated mentions that begin with the one at ``i``; a new clause ends them.

    After "between" the second always belongs: "talks between A and B were held".
    """
    group, commas = [i], 0
    opens = before_phrase(tokens, i)
    paired = opens >= 0 and tokens[opens].low in {"between", "among", "both"}
    while True:
        k = group[-1] + 1
        if k < len(tokens) and tokens[k].low == "'s":
            return _closed(group, commas)
        link = _link(tokens, k)
        if link is None:
            return _closed(group, commas)
        k, is_and = link
        while k < len(tokens) and not tokens[k].who and tokens[k].low in DETERMINERS:
            k += 1
        if k >= len(tokens) or not tokens[k].who or (not paired and looks_finite(tokens, k + 1)):
            return _closed(group, commas)
        group.append(k)
        if is_and:
            return group
        commas += 1


def _closed(group: list[int], commas: int) -> list[int]:
    # "Putin, Aliyev said": commas alone make no list
    return group[: len(group) - commas]


def _link(tokens: Sequence[Token], k: int) -> tuple[int, bool] | None:
    if k < len(tokens) and tokens[k].low in COORDINATORS:
        return k + 1, True
    if k + 1 < len(tokens) and tokens[k].low == ",":
        is_and = tokens[k + 1].low in COORDINATORS
        return k + 1 + is_and, is_and
    return None


def skip_adverbials_left(tokens: Sequence[Token], i: int) -> int:
    """Step left over adverbs and dates: "Turkey last week sharply", "Russia in 2015"."""
    while i >= 0 and not tokens[i].who:
        low = tokens[i].low
        if length := adverbial_length(tokens, i):
            i -= length
        elif low in DATE_WORDS or (
            low.isdigit() and i > 0 and tokens[i - 1].low in {"in", "on", *DATE_WORDS}
        ):
            i -= 1
            if i >= 0 and tokens[i].low in {"on", "in", "at", "during", "since"}:
                i -= 1
        else:
            break
    return i


def subject_of(tokens: Sequence[Token], start: int) -> list[int]:
    """Return the mentions that are the subject of the verb group at ``start``, or nothing."""
    i = skip_adverbials_left(tokens, start - 1)
    if i < 0:
        return []
    token = tokens[i]
    if token.acts:
        return _not_governed(tokens, i)
    low = token.low
    if low in PRONOUNS:
        return _speaker_antecedent(tokens, i)
    if low in {",", ")"} or low in DASHES:
        return _bridge(tokens, i)
    if low in {"who", "which", "that"}:
        k = i - 1 - (i > 0 and tokens[i - 1].low == ",")
        return [k] if k >= 0 and tokens[k].acts else []
    if low in COORDINATORS or low in {"but", "then"}:
        return clause_subject(tokens, i)
    return _owner_of_hardware(tokens, i)


def _not_governed(tokens: Sequence[Token], i: int) -> list[int]:
    """Return the subject that ends at ``i``, unless a preposition makes it part of another phrase."""
    group = group_left(tokens, i)
    k = before_phrase(tokens, group[0])
    if k < 0 or tokens[k].who or tokens[k].low not in PREPOSITIONS:
        return group
    if tokens[k].low in {"like", "unlike", "alongside"}:
        return []
    # "Turkish troops in Syria attacked": the head stands before the preposition
    if tokens[k].low in {"in", "at", "near", "from", "across", "on"} and k > 0 and tokens[k - 1].acts:
        return _not_governed(tokens, k - 1)
    # "... to Armenia, and Iran delivered": the list was none, a new clause begins
    opens = before_phrase(tokens, i)
    return [i] if opens > 0 and tokens[opens].low in COORDINATORS and tokens[opens - 1].low == "," else []


def _speaker_antecedent(tokens: Sequence[Token], i: int) -> list[int]:
    """Return whom "it" means in "Turkey said (that) it had ...": the speaker."""
    k = i - 1
    if k >= 0 and tokens[k].low == "that":
        k -= 1
    k = skip_adverbials_left(tokens, k)
    if (k > 0 and "past" in SAY_FORMS.get(tokens[k].low, ())) or (
        k > 0 and "present" in SAY_FORMS.get(tokens[k].low, ())
    ):
        start = k
        while start > 0 and tokens[start - 1].low in AUXILIARY:
            start -= 1
        return subject_of(tokens, start) if tokens[start - 1].low not in PRONOUNS else []
    return []


def _bridge(tokens: Sequence[Token], i: int) -> list[int]:
    """Jump back over an insertion: "Turkey, a close ally of Baku, condemned"."""
    opening = {")": {"("}, ",": {","}}.get(tokens[i].low, DASHES)
    for k in range(i - 1, max(0, i - PARENTHESIS_LIMIT) - 1, -1):
        if tokens[k].low in opening and k > 0:
            return _not_governed(tokens, k - 1) if tokens[k - 1].acts else []
        if tokens[k].low in QUOTES or tokens[k].low in {";", ":"}:
            return []
    # "the envoy, retired Gen. Kellogg, arrived": the mention holds its own comma
    return _not_governed(tokens, i - 1) if i > 0 and tokens[i - 1].acts else []


def _owner_of_hardware(tokens: Sequence[Token], i: int) -> list[int]:
    """Return whose "F-16s" or "missiles" stand before the verb: hardware acts for its state."""
    if not is_hardware(tokens[i].low):
        return []
    for k in range(i - 1, max(-1, i - 1 - SLOT_REACH), -1):
        token = tokens[k]
        if token.who:
            return [k]
        if token.low in {"its", "their", "his"}:
            return _speaker_antecedent(tokens, k)
        joined = token.low in COORDINATORS and is_hardware(tokens[k - 1].low)  # "artillery and drones"
        if token.low in PREPOSITIONS or token.low == "," or (token.low in COORDINATORS and not joined):
            return []
    return []


def is_hardware(low: str) -> bool:
    """Whether a word names a weapon or a force that acts for whoever owns it."""
    return low in HARDWARE or (low.endswith("s") and low[:-1] in HARDWARE)


def governor_of(tokens: Sequence[Token], start: int) -> int | None:
    """Return the word that an infinitive or gerund at ``start`` hangs on: "began", "intend", "denies"."""
    k = skip_adverbials_left(tokens, start - 1)
    return k if k >= 0 and not tokens[k].who else None


def subject_of_governor(tokens: Sequence[Token], start: int) -> list[int]:
    """Return the subject of the verb that governs the infinitive or gerund at ``start``."""
    k = governor_of(tokens, start)
    if k is None:
        return []
    while k > 0 and not tokens[k - 1].who and (tokens[k - 1].low in AUXILIARY or is_adverb(tokens[k - 1])):
        k -= 1
    return subject_of(tokens, k)


def clause_subject(tokens: Sequence[Token], upto: int) -> list[int]:
    """Return the first mention before ``upto`` that is followed by a finite verb and not governed."""
    first = 0
    for k in range(upto - 1, -1, -1):
        if tokens[k].low in {";", ":"} or tokens[k].low in QUOTES:
            first = k + 1
            break
    for k in range(first, upto):
        if tokens[k].acts and _heads_clause(tokens, k, upto):
            group = _not_governed(tokens, k)
            if group:
                return group
    return _fronted_subject(tokens, first, upto)


def _is_date(tokens: Sequence[Token], k: int) -> bool:
    return k < len(tokens) and (tokens[k].low in DATE_WORDS or tokens[k].low.isdigit())


def _fronted_subject(tokens: Sequence[Token], first: int, upto: int) -> list[int]:
    """Return the subject that follows a fronted phrase: "Returning from a visit to Baku, Erdogan said"."""
    if any(looks_finite(tokens, k) for k in range(first, upto)):
        return []
    comma = next((k for k in range(upto, len(tokens)) if tokens[k].low == ","), len(tokens))
    k = comma + 1
    while k < len(tokens) and tokens[k].low in DETERMINERS:
        k += 1
    if k >= len(tokens) or not tokens[k].acts:
        return []
    group = group_right(tokens, k)
    return group if looks_finite(tokens, group[-1] + 1) else []


def _heads_clause(tokens: Sequence[Token], k: int, upto: int) -> bool:
    j = k + 1
    while j < upto and (
        tokens[j].low in DATE_WORDS or (tokens[j].low in {"on", "in", "at"} and _is_date(tokens, j + 1))
    ):
        j += 1
    if j < upto and looks_finite(tokens, j):
        return True
    if k + 1 < upto and tokens[k + 1].low == ",":
        for j in range(k + 2, min(len(tokens), k + PARENTHESIS_LIMIT)):
            if tokens[j].low == ",":
                return looks_finite(tokens, j + 1)
    return False


def object_of(tokens: Sequence[Token], start: int) -> list[int]:
    """Return the direct object after ``start``: the first mention reached without a preposition."""
    for k in range(start, min(len(tokens), start + OBJECT_REACH)):
        token = tokens[k]
        if token.who:
            return group_right(tokens, k)
        if token.low in PREPOSITIONS or token.low in {"to", ","} or starts_clause(token) or looks_said(token):
            return []
        if token.low in COORDINATORS and not _goes_on(tokens, k + 1):
            return []
    return []


def _goes_on(tokens: Sequence[Token], k: int) -> bool:
    """Whether a noun phrase follows "and": "two men and a Russian officer", not "and damaging"."""
    return k < len(tokens) and (bool(tokens[k].who) or tokens[k].low in DETERMINERS)


def looks_said(token: Token) -> bool:
    """Whether a word is a finite verb of saying."""
    return bool(SAY_FORMS.get(token.low, set()) & {"past", "present"})


def after_preposition(
    tokens: Sequence[Token], start: int, prepositions: Sequence[str], end: int
) -> list[int]:
    """Return the mentions governed by the first fitting preposition between ``start`` and ``end``."""
    if "in" in prepositions:
        prepositions = (*prepositions, "inside")
    for k in range(start, end):
        if tokens[k].low in prepositions and not tokens[k].who and not _is_joined(tokens, k):
            found = _governed(tokens, k + 1, end)
            if found:
                return found
    return []


def _is_joined(tokens: Sequence[Token], k: int) -> bool:
    return k > 1 and tokens[k - 1].low in JOINED_TO_IN and tokens[k - 2].low == "in"


def _governed(tokens: Sequence[Token], start: int, end: int) -> list[int]:
    for k in range(start, min(end, start + SLOT_REACH)):
        token = tokens[k]
        if token.who:
            return group_right(tokens, k)
        if token.low in PREPOSITIONS - {"of"} or token.low in {"to", ","} or token.low in COORDINATORS:
            return []
    return []


def reach(tokens: Sequence[Token], start: int) -> int:
    """Return where the clause that the verb before ``start`` governs ends."""
    for k in range(start, len(tokens)):
        token = tokens[k]
        if starts_clause(token) or _opens_as_clause(tokens, k):
            return k
        if token.low == "," and not _is_list_comma(tokens, k):
            return k
        if token.low in {"and", "but"} and looks_finite(tokens, k + 1):
            return k
    return len(tokens)


def _opens_as_clause(tokens: Sequence[Token], k: int) -> bool:
    """Whether "as" opens a clause of its own subject: "as Iran fires", not "as Russia's ally"."""
    if tokens[k].low != "as" or k == 0 or tokens[k - 1].low in {"such", "well", "same"}:
        return False
    j = k + 1
    while j < len(tokens) and tokens[j].low in DETERMINERS:
        j += 1
    return j + 1 < len(tokens) and bool(tokens[j].who) and tokens[j + 1].low != "'s"


def _is_list_comma(tokens: Sequence[Token], k: int) -> bool:
    return k > 0 and bool(tokens[k - 1].who) and len(group_right(tokens, k - 1)) > 1
