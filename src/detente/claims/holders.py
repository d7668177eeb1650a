"""Whose claim a sentence holds: the actor before a verb of saying or attitude, or the article's author."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from detente.claims.lexicon import FIRST_PERSON, Verb, verb_pattern, verbs
from detente.records import UNKNOWN_CODE, Actor

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from detente.records import Article, Resolution, Sentence

# The reasons on a holder, for readers: what is decided stands in `Holding`.
VOICED = "named with the verb of saying"
ASCRIBED = "named with the verb of attitude"
OBJECTION = "named as the one to whom it is unacceptable"
AUTHOR = "the author's own words"

# What may stand between a holder and its verb: helpers and adverbs, or one insertion between commas.
# No helper ends in "ly": a word that both sides of a choice could take would be tried in 2^n ways.
_HELPERS = re.compile(
    r"\s*(?:[,—–-]+\s*(?=which|who))?(?:(?:which|who|has|have|had|is|are|was|were|also|seems?|appears?|to|still|itself"
    r"|later|well|does|do|did|not|now|long|always|both|\w+ly)\s+)*"
)
_OF_WHERE = re.compile(r"\s+of\s+[A-Z][^,;:]{1,40},?\s*")
_ASKED = re.compile(r"\b(?:how|whether|why|what|when|where)\s+(?:the\s+)?$", re.IGNORECASE)
_INSERTION = re.compile(r"\s*[,—–][^;:]{1,90}[,—–]\s*(?:(?:also|has|have|had|later|then)\s+)*")
_AND = re.compile(r"\s*,?\s*(?:and|as well as)\s*(?:the\s+)?", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*(?:the\s+)?", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(viewed|seen|regarded|perceived|considered|opposed|supported|welcomed|condemned)\b[^.;,]{0,40}?\bby\s+(?:both\s+)?"
)
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_TO_WHOM = re.compile(r"\bunacceptable\s+(?:to|for)\s+(?:both\s+)?")
_NEGATED = re.compile(r"\b(?:not|never|no longer)\b")
_ARTICLE = re.compile(r"\s*(?:the\s+)?", re.IGNORECASE)
_QUOTED = re.compile(r"[\"”'’´]\s*$")
_CLOSING = re.compile(r"[\"”'’,]\s*$")


GAP_MAX = 200  # characters between a holder and its verb, or between two holders: more is no one phrase
TAIL_WORDS = 2  # so few words behind a verb only end the sentence: "..., she said on Sunday."


Stretch: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A holder, the verb that makes it one, and the parts of the sentence that the verb reports.

    ``told`` are (start, end) in the sentence; ``beside`` are the codes of those who hold it together with
    the holder, and of whom it is therefore not.
    """

    holder: Actor
    verb: Verb
    words: str
    told: tuple[Stretch, ...]
    beside: frozenset[str]
    negated: bool = False

    @property
    def voiced(self) -> bool:
        """Whether the holder said it, rather than somebody ascribing it to the holder."""
        return self.verb.way == "speech"

    def tells(self, start: int, end: int) -> bool:
        """Whether a place in the sentence lies within what is told."""
        return any(first <= start and end <= last for first, last in self.told)


def holdings(sentence: Sentence, resolutions: Sequence[Resolution]) -> list[Holding]:
    """Return those whose words or attitudes the sentence reports, in text order, each once a verb.

    Where one both says and wants something, saying it is what counts: it voiced the claim itself.
    """
    actors = sorted((r for r in resolutions if r.use == "actor"), key=lambda r: r.mention.start)
    found = [holding for match in _verbs_of(sentence) for holding in _of_verb(sentence, match, actors)]
    found += [h for match in _PASSIVE.finditer(sentence.text) for h in _behind(sentence, match, actors)]
    speaking = {holding.holder.code for holding in found if holding.voiced}
    kept = [h for h in found if h.voiced or h.holder.code not in speaking]
    return list({(h.holder.code, h.verb.lemma): h for h in kept}.values())


def objectors(sentence: Sentence, resolutions: Sequence[Resolution]) -> list[Actor]:
    """Return those to whom the sentence says that something is unacceptable."""
    return [
        actor_of(resolution, OBJECTION)
        for match in _TO_WHOM.finditer(sentence.text)
        for resolution in _starting(sentence, match.end(), list(resolutions))
    ]


def author(article: Article) -> Actor:
    """Return the author as a holder; the outlet where the page bears no byline."""
    name = article.byline or article.outlet or "unnamed author"
    return Actor(
        code=UNKNOWN_CODE, name=name, kind="person", sector=None, text="", start=0, end=0, reason=AUTHOR
    )


def _verbs_of(sentence: Sentence) -> Iterator[re.Match[str]]:
    first_person = [match.span() for match in FIRST_PERSON.finditer(sentence.text)]
    for match in verb_pattern().finditer(sentence.text):
        if not any(start <= match.start() < end for start, end in first_person):
            yield match


def _of_verb(sentence: Sentence, match: re.Match[str], actors: Sequence[Resolution]) -> list[Holding]:
    if _is_passive(sentence.text, match):
        return []
    verb = verbs()[match[1]]
    before = [r for r in actors if _end(sentence, r) <= match.start()]
    for last in reversed(before):
        if match.start() - _end(sentence, last) > GAP_MAX:
            break
        gap = sentence.text[_end(sentence, last) : match.start()]
        if _HELPERS.fullmatch(gap) or _INSERTION.fullmatch(gap) or _OF_WHERE.fullmatch(gap):
            named = _joined_before(sentence, before, last)
            if _ASKED.search(sentence.text[: _start(sentence, named[0])]):
                return []
            return _held(sentence, match, named, verb, negated=bool(_NEGATED.search(gap)))
        if last.kind == "person":  # a nearer person is more likely meant than whoever stands before
            break
    start = match.start()
    if verb.way == "speech" and _CLOSING.search(sentence.text, max(0, start - GAP_MAX), start):
        return _held(sentence, match, _starting(sentence, match.end() + 1, actors), verb, negated=False)
    return []


def _is_passive(text: str, match: re.Match[str]) -> bool:
    """Whether what stands before the verb is what it is done to: "the raid on Baku was condemned by ..."."""
    start = match.start()
    return bool(_PASSIVE.match(text, start) and _BE.search(text, max(0, start - GAP_MAX), start))


def _held(
    sentence: Sentence, match: re.Match[str], named: Sequence[Resolution], verb: Verb, *, negated: bool
) -> list[Holding]:
    return _together(named, verb, match[1], _told(sentence, match, named), negated=negated)


def _together(
    named: Sequence[Resolution], verb: Verb, words: str, told: tuple[Stretch, ...], *, negated: bool = False
) -> list[Holding]:
    reason = f"{VOICED if verb.way == 'speech' else ASCRIBED} {verb.lemma!r}"
    return [
        Holding(
            holder=actor_of(resolution, reason),
            verb=verb,
            words=words,
            told=told,
            beside=frozenset(other.code for other in named),
            negated=negated,
        )
        for resolution in named
    ]


def _told(sentence: Sentence, match: re.Match[str], named: Sequence[Resolution]) -> tuple[Stretch, ...]:
    """What the verb reports: what follows it; what stands before too, where it closes or cuts a quote."""
    after = (match.end(), len(sentence.text))
    before = (0, min([match.start(), *(_start(sentence, r) for r in named)]))
    last = len(sentence.text[match.end() :].split(None, TAIL_WORDS)) <= TAIL_WORDS
    mark = _CLOSING if last else _QUOTED
    told_before = mark.search(sentence.text, max(0, before[1] - GAP_MAX), before[1])
    return (before, after) if told_before else (after,)


def _behind(sentence: Sentence, match: re.Match[str], actors: Sequence[Resolution]) -> list[Holding]:
    verb = verbs().get(match[1], Verb(lemma="see", way="attitude", polarity=0))
    named = _starting(sentence, match.end(), actors)
    return _together(named, verb, match[1], ((0, len(sentence.text)),))


def _starting(sentence: Sentence, at: int, actors: Sequence[Resolution]) -> list[Resolution]:
    """The actor named right at a place in the sentence, with those joined to it by "and"."""
    named: list[Resolution] = []
    for resolution in actors:
        start = _start(sentence, resolution)
        gap = sentence.text[at:start] if 0 <= start - at <= GAP_MAX else None
        if gap is not None and (_AND.fullmatch(gap) if named else _ARTICLE.fullmatch(gap)):
            named.append(resolution)
            at = _end(sentence, resolution)
    return named


def _joined_before(sentence: Sentence, before: Sequence[Resolution], last: Resolution) -> list[Resolution]:
    """The actor right before the verb, those joined to it ("A, B and C") and its equals ("both sides")."""
    named, joined = [last], False
    for earlier in reversed([r for r in before if r is not last]):
        if earlier.mention.start == named[0].mention.start:
            named.insert(0, earlier)
            continue
        gap = sentence.text[_end(sentence, earlier) : _start(sentence, named[0])]
        if not (_AND.fullmatch(gap) or (joined and _COMMA.fullmatch(gap))):
            break
        named.insert(0, earlier)
        joined = True
    return named


def actor_of(resolution: Resolution, reason: str) -> Actor:
    """Return the actor that a mention was resolved to, with the reason it stands in a claim."""
    return Actor(
        code=resolution.code,
        name=resolution.name,
        kind=resolution.kind,
        sector=resolution.sector,
        text=resolution.mention.text,
        start=resolution.mention.start,
        end=resolution.mention.end,
        reason=reason,
    )


def _start(sentence: Sentence, resolution: Resolution) -> int:
    return resolution.mention.start - sentence.start


def _end(sentence: Sentence, resolution: Resolution) -> int:
    return resolution.mention.end - sentence.start
