"""Closed-class words of English and the verb group: voice, tense and negation of one verb.

Not a parser: it answers only what the coder asks of the few words around a trigger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.events.words import listed, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.tokens import Token

Mood = Literal[
    "past",
    "present",
    "perfect",
    "past_perfect",
    "progressive",
    "future",
    "modal",
    "infinitive",
    "gerund",
    "base",
    "reduced",
]

BE = words("be")
HAVE = words("have")
DO = words("do")
FUTURE = words("future")
MODAL = words("modal")
NEGATION = frozenset({"not", "never", "neither", "nor", "no", "hardly", "cannot", "without"})
AUXILIARY = BE | HAVE | DO | FUTURE | MODAL

# adjectives and participles that turn "is X to do" into a plan or a guess
PLANNED = frozenset({"due", "set", "scheduled", "going", "ready", "prepared", "poised", "about"})
GUESSED = frozenset(
    {"expected", "likely", "unlikely", "believed", "thought", "rumoured", "rumored", "reported", "said"}
)

PREPOSITIONS = words("prepositions")
DETERMINERS = words("determiners")
COORDINATORS = frozenset({"and", "&", "or", "nor", "plus"})
RELATIVES = frozenset({"which", "who", "whose", "whom", "where", "when", "while"})
CLAUSE_OPENERS = words("clause_openers")
ADVERBS_PLAIN = words("adverbs")
ADVERBIALS = [phrase.split() for phrase in words("adverbials")]
NOT_ADVERBS = words("not_adverbs")
WEEKDAYS = listed("weekdays")
MONTHS = listed("months")
DATE_WORDS = (frozenset(WEEKDAYS) | frozenset(MONTHS) | words("date_words")) - {"may"}
QUOTES = frozenset({'"', "“", "”", "«", "»", "''", "``", "'", "‘", "’"})
DASHES = frozenset({"—", "–", "-", "--"})


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries: tokens ``start`` to ``end`` (half-open); ``head`` is the verb itself."""

    start: int
    head: int
    end: int
    mood: Mood
    passive: bool
    negated: bool
    cue: str = ""


def is_adverb(token: Token) -> bool:
    """Whether a token may stand between subject, auxiliaries and verb without meaning for us."""
    if token.who:
        return False
    return token.low in ADVERBS_PLAIN or (token.low.endswith("ly") and token.low not in NOT_ADVERBS)


def is_negation(low: str) -> bool:
    """Whether a word negates its verb group."""
    return low in NEGATION or low.endswith("n't")


def is_noun_site(tokens: Sequence[Token], i: int) -> bool:
    """Whether the word at ``i`` stands where a noun stands: after a determiner, preposition or possessive."""
    if i == 0:
        return False
    low = tokens[i - 1].low
    return (
        low in DETERMINERS - {"that"}
        or low == "'s"
        or (low in COORDINATORS and i > 1 and tokens[i - 2].low in PREPOSITIONS)  # "exports to and imports"
        or (low in PREPOSITIONS - {"to"} and not tokens[i].low.endswith("ing"))
    )


def read_group(
    tokens: Sequence[Token], head: int, forms: frozenset[str], length: int, *, title: bool
) -> VerbGroup | None:
    """Return the verb group around the verb at ``head``, or None where the word cannot be a verb.

    ``forms`` are the grammatical forms the word may be, ``length`` the words of its phrase.
    """
    start, words = _auxiliaries(tokens, head)
    negated = any(is_negation(w) for w in words)
    helpers = [w for w in words if w in AUXILIARY or w == "to"]
    mood, passive, cue = _mood(tokens, start, head, forms, helpers, title=title)
    if mood is None:
        return None
    if cue.endswith(" to") and cue != "be to":  # "is due to fly": the subject stands before "is"
        start = _before_plan(tokens, start)
    return VerbGroup(start, head, head + length, mood, passive, negated, cue)


def _before_plan(tokens: Sequence[Token], start: int) -> int:
    i = start
    while (
        i > 0
        and not tokens[i - 1].who
        and (
            tokens[i - 1].low in PLANNED | GUESSED | AUXILIARY
            or is_negation(tokens[i - 1].low)
            or is_adverb(tokens[i - 1])
        )
    ):
        i -= 1
    return i


def _auxiliaries(tokens: Sequence[Token], head: int) -> tuple[int, list[str]]:
    """Walk left over auxiliaries, "to", negations and adverbs; return where they start and the words."""
    start = head
    words: list[str] = []
    i = head - 1
    while i >= 0 and not tokens[i].who:
        low = tokens[i].low
        skipped = adverbial_length(tokens, i)
        if low in AUXILIARY or is_negation(low) or (low == "to" and "to" not in words):
            words.insert(0, low)
            start = i
            skipped = 1
        if not skipped:
            break
        i -= skipped
    return start, words


def adverbial_length(tokens: Sequence[Token], i: int) -> int:
    """Return how many words the adverbial that ends at ``i`` has: "sharply" 1, "for its part" 3, none 0."""
    if is_adverb(tokens[i]):
        return 1
    for phrase in ADVERBIALS:
        if [t.low for t in tokens[max(0, i + 1 - len(phrase)) : i + 1]] == phrase:
            return len(phrase)
    return 0


def _mood(  # noqa: C901, PLR0911, PLR0912 - one flat table of the English verb group
    tokens: Sequence[Token], start: int, head: int, forms: frozenset[str], helpers: list[str], *, title: bool
) -> tuple[Mood | None, bool, str]:
    last = helpers[-1] if helpers else ""
    participle = "participle" in forms
    passive = participle and last in BE
    if passive:
        helpers = helpers[:-1]
        last = helpers[-1] if helpers else ""
    modal = next((w for w in helpers if w in MODAL), "")
    if modal:
        return "modal", passive, modal
    if any(w in FUTURE for w in helpers):
        return "future", passive, "will"
    if "to" in helpers and set(helpers[: helpers.index("to")]) & BE:
        return "future", passive, "be to"  # "sanctions are to be imposed"
    if "to" in helpers:
        return _infinitive(tokens, start, passive=passive)
    if "had" in helpers or "hadn't" in helpers:
        return "past_perfect", passive, ""
    if "having" in helpers:
        return ("gerund" if participle or passive else None), passive, ""
    if any(w in HAVE for w in helpers):
        if participle or passive:
            return "perfect", passive, ""
        return ("progressive" if "been" in helpers and "gerund" in forms else None), False, ""
    if passive:
        return _simple_passive(tokens, head)
    if last in BE:
        return ("progressive" if "gerund" in forms else None), False, ""
    if last in DO:
        return ("past" if last.startswith("did") else "present"), False, ""
    if "gerund" in forms:
        return "gerund", False, ""
    if "past" in forms:
        return "past", False, ""
    if participle:
        return "reduced", True, ""
    if "present" in forms:
        return "present", False, ""
    return ("present" if title else "base"), False, ""


def _simple_passive(tokens: Sequence[Token], head: int) -> tuple[Mood, bool, str]:
    before = {t.low for t in tokens[max(0, head - 3) : head]}
    if "being" in before:
        return "progressive", True, ""
    if "be" in before:
        return "base", True, ""
    return ("past" if before & {"was", "were", "wasn't", "weren't"} else "present"), True, ""


def _infinitive(tokens: Sequence[Token], start: int, *, passive: bool) -> tuple[Mood, bool, str]:
    """Return the mood of "to VERB" from the word that governs it: "is due to" is a plan."""
    governor = next((t.low for t in reversed(tokens[:start]) if not is_adverb(t)), "")
    be = start >= 1 and governor in BE
    if be or governor in PLANNED:
        return "future", passive, f"{governor} to"
    if governor in GUESSED:
        return "modal", passive, f"{governor} to"
    return "infinitive", passive, governor
