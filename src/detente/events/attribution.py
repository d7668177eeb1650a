"""On whose word: the speech verbs of a sentence, who speaks, and how far the speech reaches.

Speech reaches right ("X said that ...", to the end) or left ("..., X said."). A speaker nobody knows by name
is kept as written, with the kind it reads as: expert, anonymous or wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.events.grammar import (
    AUXILIARY,
    BE,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    QUOTES,
    is_adverb,
    is_noun_site,
)
from detente.events.phrases import (
    PRONOUNS,
    SAY_FORMS,
    looks_finite,
    skip_adverbials_left,
    starts_clause,
    subject_of,
)
from detente.events.words import table, words
from detente.records import OPINION_GENRES, STATE_SECTORS, Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.events.tokens import Token
    from detente.records import Article, AttributionKind, Resolution

ADMISSIONS = frozenset(
    f for f in SAY_FORMS if f.startswith(("admit", "acknowledg", "confirm", "conced", "announc"))
)
CLAIMS = frozenset(
    f for f in SAY_FORMS if f.startswith(("claim", "alleg", "insist", "assert", "maintain", "argu"))
)
EXPERTS = words("experts")
WIRES = table("news_agencies")
SPEAKER_WORDS = 8  # longest speaker phrase kept as written
DOUBLE_QUOTES = QUOTES - {"'", "‘", "’", "``", "''"}


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: the verb's token, who said it (tokens ``at``), and the tokens it covers."""

    verb: int
    who: tuple[Resolution, ...]
    text: str | None
    kind: AttributionKind | None
    start: int
    end: int
    at: tuple[int, ...] = ()

    def covers(self, i: int) -> bool:
        """Whether the token at ``i`` is part of what was said."""
        return self.start <= i < self.end and i != self.verb

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the speakers who speak for a state or body."""
        return frozenset(r.code for r in self.who if r.sector is None or r.sector in STATE_SECTORS)


def find_speeches(tokens: Sequence[Token], before: Speech | None) -> list[Speech]:
    """Return the speeches of a sentence; ``before`` is the last one of the sentence before it.

    "he added" is said by whoever spoke before.
    """
    found = [s for i in range(len(tokens)) if (s := _speech_at(tokens, i, before))]
    return found + [s for i in range(len(tokens)) if (s := _according_to(tokens, i))]


def _speech_at(tokens: Sequence[Token], i: int, before: Speech | None) -> Speech | None:
    token = tokens[i]
    forms = SAY_FORMS.get(token.low)
    if token.who or not forms or is_noun_site(tokens, i):
        return None
    if not forms & {"past", "present"} and not _is_plural_subject(tokens, i):
        return None
    start = i
    while (
        start > 0
        and not tokens[start - 1].who
        and (tokens[start - 1].low in AUXILIARY or is_adverb(tokens[start - 1]))
    ):
        start -= 1
    if any(t.low in BE for t in tokens[start:i]):
        return None
    speaker = _speaker_left(tokens, start, before) or _speaker_right(tokens, i)
    if speaker is None:
        return None
    who, text, kind, first = speaker
    at = tuple(subject_of(tokens, start))
    if _trails(tokens, i):
        return Speech(i, who, text, kind, 0, min(first, i), at)
    return Speech(i, who, text, kind, i + 1, len(tokens), at)


def _is_plural_subject(tokens: Sequence[Token], i: int) -> bool:
    """Whether a plural stands right before a base form: "analysts say", not "to say" or "will say"."""
    if i == 0 or tokens[i - 1].low in AUXILIARY or tokens[i - 1].low == "to":
        return False
    return bool(tokens[i - 1].who) or tokens[i - 1].low.endswith("s")


def _trails(tokens: Sequence[Token], i: int) -> bool:
    """Whether nothing is said after the verb, as in "..., X said on Monday"."""
    for k in range(i + 1, len(tokens)):
        token = tokens[k]
        if token.low in {".", ",", "!", ";"}:
            return (
                not any(
                    t.low in DOUBLE_QUOTES or looks_finite(tokens, j)
                    for j, t in enumerate(tokens[k + 1 :], k + 1)
                )
                or i > k // 2
            )
        if token.low == "that" or token.low in DOUBLE_QUOTES or token.low == ":":
            return False
        if looks_finite(tokens, k) and k > i + 1:
            return False
    return True


def _speaker_left(
    tokens: Sequence[Token], start: int, before: Speech | None
) -> tuple[tuple[Resolution, ...], str | None, AttributionKind | None, int] | None:
    subjects = subject_of(tokens, start)
    if subjects:
        who = tuple(r for k in subjects for r in tokens[k].who)
        return who, ", ".join(dict.fromkeys(r.name for r in who)), None, subjects[0]
    k = skip_adverbials_left(tokens, start - 1)
    if k < 0 or tokens[k].low in {",", "."} or tokens[k].low in COORDINATORS or tokens[k].low in QUOTES:
        return (
            (before.who, before.text, before.kind, start)
            if before and k >= 0 and tokens[k].low in COORDINATORS
            else None
        )
    if tokens[k].low in PRONOUNS or tokens[k].low == "who":
        return (before.who, before.text, before.kind, k) if before else ((), None, "anonymous", k)
    return _plain_speaker(tokens, k)


def _plain_speaker(
    tokens: Sequence[Token], k: int
) -> tuple[tuple[Resolution, ...], str | None, AttributionKind | None, int] | None:
    first = k
    while (
        first > 0
        and k - first < SPEAKER_WORDS
        and not starts_clause(tokens[first - 1])
        and tokens[first - 1].low != ","
    ):
        first -= 1
    text = " ".join(t.text for t in tokens[first : k + 1])
    words = {t.low for t in tokens[first : k + 1]}
    return (), text, _kind_of_words(words), first


def _kind_of_words(words: set[str]) -> AttributionKind:
    if words & EXPERTS:
        return "expert"
    return "wire" if words & set(WIRES) else "anonymous"


def _speaker_right(
    tokens: Sequence[Token], i: int
) -> tuple[tuple[Resolution, ...], str | None, AttributionKind | None, int] | None:
    """Return the speaker of an inverted clause: '"...," said Yermak'."""
    if i == 0 or tokens[i - 1].low not in {",", *QUOTES}:
        return None
    k = i + 1
    while k < len(tokens) and tokens[k].low in DETERMINERS:
        k += 1
    if k >= len(tokens):
        return None
    if tokens[k].acts:
        return tokens[k].who, tokens[k].who[0].name, None, i
    if tokens[k].low in WIRES:
        return (), WIRES[tokens[k].low], "wire", i
    return None


def _according_to(tokens: Sequence[Token], i: int) -> Speech | None:
    if tokens[i].low != "according" or i + 2 >= len(tokens) or tokens[i + 1].low != "to":
        return None
    k = i + 2
    while k < len(tokens) - 1 and tokens[k].low in DETERMINERS:
        k += 1
    if tokens[k].acts:
        return Speech(i, tokens[k].who, tokens[k].who[0].name, None, 0, len(tokens))
    end = next(
        (j for j in range(k, len(tokens)) if tokens[j].low in {",", "."} or tokens[j].low in PREPOSITIONS),
        len(tokens),
    )
    words = tokens[k:end][:SPEAKER_WORDS]
    return Speech(
        i, (), " ".join(t.text for t in words), _kind_of_words({t.low for t in words}), 0, len(tokens)
    )


def in_quotes(tokens: Sequence[Token], i: int) -> bool:
    """Whether the token at ``i`` stands inside double quotation marks of its sentence."""
    inside = False
    for token in tokens[:i]:
        if token.low in {"“", "«"}:
            inside = True
        elif token.low in {"”", "»"}:
            inside = False
        elif token.low == '"':
            inside = not inside
    return inside


def attribute(article: Article, speech: Speech | None, parties: frozenset[str]) -> Attribution:
    """Return on whose word an event stands; ``parties`` are the codes of its two sides."""
    if speech is None:
        kind: AttributionKind = (
            "author" if article.genre in OPINION_GENRES else "wire" if article.wire else "outlet"
        )
        speaker = article.byline if kind == "author" else None
        return Attribution(
            speaker=speaker, speaker_code=None, outlet=article.outlet, wire=article.wire, kind=kind
        )
    code = next((r.code for r in speech.who), None)
    return Attribution(
        speaker=speech.text,
        speaker_code=code,
        outlet=article.outlet,
        wire=article.wire,
        kind=_stake(speech, parties),
    )


def _stake(speech: Speech, parties: frozenset[str]) -> AttributionKind:
    if speech.kind:
        return speech.kind
    if speech.codes & parties:
        return "party"
    return "expert" if any(r.sector == "EDU" for r in speech.who) else "third_party"
