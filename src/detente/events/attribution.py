"""On whose word: the speech verbs of a sentence, who speaks, and how far the speech reaches.

Speech reaches right ("X said that ...", to the end) or left ("..., X said."); an open quotation goes on in
the next sentence. A speaker nobody knows by name is kept as written, with the kind it reads as: expert,
anonymous, wire, outlet or third_party. Of a chain ("Reuters reported, citing X") X is the speaker and
``through`` is Reuters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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
ANONYMOUS = words("anonymous")
UNNAMED = tuple(phrase.split() for phrase in words("unnamed_phrases"))
UNNAMED_REACH = 14  # words behind a speaker in which "on condition of anonymity" is still of it
MEDIA = words("media")
CITING = words("citing")
WIRES = table("news_agencies")
PASSED_ON = frozenset({"wire", "outlet"})
APPOSITION_LIMIT = 20  # words: "Michael Kofman, an analyst at ..., said"
APPOSED = DETERMINERS | {"who", "former", "senior"} | EXPERTS
MEDIA_SECTOR = "JRN"
SPEAKER_WORDS = 8  # longest speaker phrase kept as written
DOUBLE_QUOTES = QUOTES - {"'", "‘", "’", "``", "''"}


@dataclass(frozen=True, slots=True)
class Speech:
    """One act of saying: the verb's token, who said it (tokens ``at``), and the tokens it covers.

    ``verb`` is -1 where the sentence goes on with a quotation; ``open``: the quotation goes on after it.
    """

    verb: int
    who: tuple[Resolution, ...]
    text: str | None
    kind: AttributionKind | None
    start: int
    end: int
    at: tuple[int, ...] = ()
    through: str | None = None
    open: bool = False

    def covers(self, i: int) -> bool:
        """Whether the token at ``i`` is part of what was said."""
        return self.start <= i < self.end and i != self.verb

    @property
    def codes(self) -> frozenset[str]:
        """Codes of the speakers who speak for a state or body."""
        return frozenset(r.code for r in self.who if r.sector is None or r.sector in STATE_SECTORS)


def find_speeches(tokens: Sequence[Token], before: Speech | None) -> list[Speech]:
    """Return the speeches of a sentence; ``before`` is the last one of the sentence before it.

    "he added" is said by whoever spoke before, and so is a quotation that nobody else is named for.
    """
    found = [s for i in range(len(tokens)) if (s := _speech_at(tokens, i, before))]
    found += [s for i in range(len(tokens)) if (s := _according_to(tokens, i))]
    found = [_passed_on(tokens, _unnamed(tokens, s)) for s in found]
    running, goes_on = _running(tokens, before)
    if running and not any(s.covers(k) for s in found for k in range(running.start, running.end)):
        found.insert(0, running)
    return [*found[:-1], replace(found[-1], open=goes_on)] if found else []


def _running(tokens: Sequence[Token], before: Speech | None) -> tuple[Speech | None, bool]:
    """Return what is quoted from the sentence's beginning on, and whether it ends inside a quotation."""
    inside = before is not None and before.open
    start = 0 if inside else 1
    end = None
    for k, token in enumerate(tokens):
        if token.low not in DOUBLE_QUOTES:
            continue
        inside = token.low in {"“", "«"} or (token.low == '"' and not inside)
        if not inside and end is None:
            end = k
    quoted = start == 0 or (bool(tokens) and tokens[0].low in DOUBLE_QUOTES)
    if before is None or not quoted:
        return None, inside
    return Speech(
        -1, before.who, before.text, before.kind, start, len(tokens) if end is None else end
    ), inside


def _unnamed(tokens: Sequence[Token], speech: Speech) -> Speech:
    """Mark a speaker who would not be named, however well the office is known."""
    lows = [t.low for t in tokens[speech.verb : speech.verb + UNNAMED_REACH]]
    if not any(lows[k : k + len(p)] == p for p in UNNAMED for k in range(len(lows))):
        return speech
    text = " ".join(tokens[k].text for k in speech.at) or speech.text
    return replace(speech, kind="anonymous", text=text)


def _passed_on(tokens: Sequence[Token], speech: Speech) -> Speech:
    """Tell the speaker from who passes the word on: "X told TASS", "Reuters reported, citing X"."""
    told = _first_noun(tokens, speech.verb + 1)
    if tokens[speech.verb].low in {"told", "tells"} and told is not None:
        text, kind = _as_written(tokens, told)
        return replace(speech, through=text) if kind in PASSED_ON else speech
    if speech.kind not in PASSED_ON and not _is_media(speech.who):
        return speech
    cited = next((k for k, t in enumerate(tokens) if t.low in CITING and not t.who), None)
    source = None if cited is None else _first_noun(tokens, cited + 1)
    if source is None:
        return replace(speech, through=speech.text)
    text, kind = _as_written(tokens, source)
    who = tokens[source].who if tokens[source].acts else ()
    return replace(speech, who=who, text=text, kind=kind, through=speech.text)


def _first_noun(tokens: Sequence[Token], k: int) -> int | None:
    while k < len(tokens) and not tokens[k].who and tokens[k].low in DETERMINERS:
        k += 1
    return k if k < len(tokens) and tokens[k].low not in {",", ".", "that"} else None


def _as_written(tokens: Sequence[Token], k: int) -> tuple[str, AttributionKind | None]:
    """Return the phrase that begins at ``k`` and its kind, None where it is somebody known."""
    if tokens[k].acts:
        return _said_by(tokens[k].who, tokens[k].text)
    end = next(
        (j for j in range(k, len(tokens)) if tokens[j].low in {",", ".", "that"} or starts_clause(tokens[j])),
        len(tokens),
    )
    phrase = tokens[k : min(end, k + SPEAKER_WORDS)]
    return " ".join(t.text for t in phrase), _kind_of(phrase)


def _said_by(who: Sequence[Resolution], written: str) -> tuple[str, AttributionKind | None]:
    """Return a known speaker's name; of media the words, for the name is the state's."""
    if not _is_media(who):
        return ", ".join(dict.fromkeys(r.name for r in who)), None
    wire = _wire(written.lower().split())
    return wire or written, "wire" if wire else None


def _is_media(who: Sequence[Resolution]) -> bool:
    return bool(who) and all(r.sector == MEDIA_SECTOR for r in who)


def _wire(lows: Sequence[str]) -> str | None:
    """Return the news agency a phrase names."""
    phrase = f" {' '.join(lows)} "
    return next((name for word, name in WIRES.items() if f" {word} " in phrase), None)


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
    if token.low == "saying" and i > 1 and tokens[i - 1].low == "as":
        return _quoted_as(tokens, i)
    speaker = _speaker_left(tokens, start, before) or _speaker_right(tokens, i)
    if speaker is None:
        return None
    who, text, kind, first = speaker
    at = tuple(subject_of(tokens, start))
    if _trails(tokens, i):
        return Speech(i, who, text, kind, 0, min(first, i), at)
    return Speech(i, who, text, kind, i + 1, len(tokens), at)


def _quoted_as(tokens: Sequence[Token], i: int) -> Speech | None:
    """Return the speech of "TASS quoted X as saying that ..." or "X was quoted as saying that ..."."""
    verb = next(
        (k for k in range(i - 2, max(-1, i - 2 - SPEAKER_WORDS), -1) if tokens[k].low in {"quoted", "cited"}),
        None,
    )
    if verb is None:
        return None
    start = verb
    while start > 0 and tokens[start - 1].low in AUXILIARY:
        start -= 1
    subjects = subject_of(tokens, start)
    who = tuple(r for k in subjects for r in tokens[k].who)
    if verb == i - 2:
        if not who:
            return None
        return Speech(i, who, *_said_by(who, tokens[subjects[0]].text), i + 1, len(tokens), tuple(subjects))
    source = _first_noun(tokens, verb + 1)
    if source is None or source >= i - 1:
        return None
    named = [k for k in range(source, i - 1) if tokens[k].acts]
    if named:
        said = _said_by(tokens[named[0]].who, tokens[named[0]].text)
    else:
        said = " ".join(t.text for t in tokens[source : i - 1]), _kind_of(tokens[source : i - 1])
    through = _said_by(who, tokens[subjects[0]].text)[0] if _is_media(who) else None
    return Speech(
        i, tokens[named[0]].who if named else (), *said, i + 1, len(tokens), tuple(named[:1]), through
    )


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
    stranger = _apposed(tokens, start)
    if stranger:
        return stranger
    subjects = subject_of(tokens, start)
    if subjects:
        who = tuple(r for k in subjects for r in tokens[k].who)
        return who, *_said_by(who, tokens[subjects[0]].text), subjects[0]
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


def _apposed(
    tokens: Sequence[Token], start: int
) -> tuple[tuple[Resolution, ...], str | None, AttributionKind | None, int] | None:
    """Return the stranger of "Michael Kofman, an analyst at ..., said"."""
    last = start - 1
    if last < 1 or tokens[last].low != ",":
        return None
    comma = next(
        (k for k in range(last - 1, max(0, last - APPOSITION_LIMIT), -1) if tokens[k].low in {",", ";", ":"}),
        0,
    )
    name = tokens[comma - 1] if comma else None
    if name is None or tokens[comma].low != "," or name.who or not name.text[:1].isupper():
        return None
    if tokens[comma + 1].low not in APPOSED or any(looks_finite(tokens, k) for k in range(comma)):
        return None
    who, text, kind, first = _plain_speaker(tokens, comma - 1) or ((), None, None, comma)
    words_ = {t.low for t in tokens[comma + 1 : last]}
    return who, text, "expert" if words_ & EXPERTS else kind, first


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
    phrase = tokens[first : k + 1]
    text = _wire([t.low for t in phrase]) or " ".join(t.text for t in phrase)
    return (), text, _kind_of(phrase), first


def _kind_of(phrase: Sequence[Token]) -> AttributionKind:
    """Return what kind of speaker a phrase is that names nobody known."""
    lows = [t.low for t in phrase]
    if ANONYMOUS & set(lows):
        return "anonymous"
    if EXPERTS & set(lows):
        return "expert"
    if _wire(lows):
        return "wire"
    if MEDIA & set(lows):
        return "outlet"
    named = any(t.text[:1].isupper() and not t.who for t in phrase[1:])
    return "third_party" if named else "anonymous"


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
        return tokens[k].who, *_said_by(tokens[k].who, tokens[k].text), i
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
        return Speech(i, tokens[k].who, *_said_by(tokens[k].who, tokens[k].text), 0, len(tokens), (k,))
    end = next(
        (j for j in range(k, len(tokens)) if tokens[j].low in {",", "."} or tokens[j].low in PREPOSITIONS),
        len(tokens),
    )
    phrase = tokens[k:end][:SPEAKER_WORDS]
    text = _wire([t.low for t in phrase]) or " ".join(t.text for t in phrase)
    kind = _kind_of(
        tokens[k : k + SPEAKER_WORDS] if any(t.low in ANONYMOUS for t in tokens[end : end + 2]) else phrase
    )
    return Speech(i, (), text, kind, 0, len(tokens))


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
    return Attribution(
        speaker=speech.text,
        speaker_code=next((r.code for r in speech.who), None),
        outlet=article.outlet,
        wire=article.wire or _wire((speech.through or "").lower().split()),
        kind=_stake(speech, parties),
    )


def _stake(speech: Speech, parties: frozenset[str]) -> AttributionKind:
    if speech.kind:
        return speech.kind
    state_media = {r.code for r in speech.who} if "state" in (speech.text or "").lower().split() else set()
    if (speech.codes | state_media) & parties:
        return "party"
    if _is_media(speech.who):
        return "outlet"
    return "expert" if any(r.sector == "EDU" for r in speech.who) else "third_party"
