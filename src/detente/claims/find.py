"""Finds the claims of an article, sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from detente.claims.holders import Holding, actor_of, author, holdings, objectors
from detente.claims.lexicon import (
    ANALOGY,
    FIRST_PERSON,
    QUESTION,
    RED_LINE,
    STANCE_WORDS,
    VAGUE_HORIZON,
    dated_horizon,
    estimate_pattern,
    estimates,
)
from detente.records import OPINION_GENRES, UNKNOWN_CODE, Actor, Claim, ClaimKind, content_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detente.records import Article, Resolution, Sentence

Grade = Literal["A", "B", "C", "D"]

UNHEDGED = "will"
EVEN = 0.5


class _Holder(NamedTuple):
    """Whose claim it is, and whether in its own voice."""

    actor: Actor
    voiced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Estimated:
    """A probability word as it stands in a sentence, its negation taken into the range.

    ``polarity`` is -1 where the sentence leans to "it will not happen".
    """

    words: str
    low: float
    high: float
    polarity: int


def find_claims(
    article: Article, sentences: Sequence[Sentence], resolutions: Sequence[Resolution]
) -> list[Claim]:
    """Return the stances, forecasts, red lines and analogies voiced in an article, in text order.

    A claim about nobody whose code is known is left out, and so are questions.
    """
    named: dict[int, list[Resolution]] = defaultdict(list)
    for resolution in resolutions:
        named[resolution.mention.sentence].append(resolution)
    return [claim for s in sentences for claim in _claims(article, s, named[s.number])]


def _claims(article: Article, sentence: Sentence, named: Sequence[Resolution]) -> list[Claim]:
    if not named or _is_question(sentence.text):
        return []
    held = holdings(sentence, named)
    if FIRST_PERSON.search(sentence.text):
        held = [holding for holding in held if holding.verb.way == "attitude"]
    found = [
        *_red_lines(article, sentence, named, held),
        *_forecasts(article, sentence, named, held),
        *_stances(article, sentence, named, held),
        *_analogies(article, sentence, named, held),
    ]
    return list({claim.id: claim for claim in found}.values())


def _is_question(text: str) -> bool:
    return text.rstrip("\"'”’ ").endswith("?") or (bool(QUESTION.match(text)) and text[-1:] not in {".", "!"})


def _red_lines(
    article: Article, sentence: Sentence, named: Sequence[Resolution], held: Sequence[Holding]
) -> list[Claim]:
    match = RED_LINE.search(sentence.text)
    if not match:
        return []
    objecting = [_Holder(actor, voiced=False) for actor in objectors(sentence, named)]
    return [
        claim
        for holder in objecting or _speakers(article, held)
        if (claim := _claim(article, sentence, named, holder, "red_line", words=match[0], polarity=-1))
    ]


def _forecasts(
    article: Article, sentence: Sentence, named: Sequence[Resolution], held: Sequence[Holding]
) -> list[Claim]:
    estimated = _estimated(article, sentence.text)
    if estimated is None or RED_LINE.search(sentence.text):
        return []
    own = FIRST_PERSON.search(sentence.text)
    return [
        claim
        for holder in _speakers(article, () if own else held)
        if (
            claim := _claim(
                article,
                sentence,
                named,
                holder,
                "forecast",
                words=estimated.words,
                polarity=estimated.polarity,
                probability=(estimated.low, estimated.high),
            )
        )
    ]


def _stances(
    article: Article, sentence: Sentence, named: Sequence[Resolution], held: Sequence[Holding]
) -> list[Claim]:
    return [
        claim
        for holding in held
        if not holding.voiced or holding.verb.polarity or _takes_sides(sentence, holding)
        if (
            claim := _claim(
                article,
                sentence,
                _told_of(sentence, named, holding),
                _Holder(holding.holder, holding.voiced),
                "stance",
                words=f"not {holding.words}" if holding.negated else holding.words,
                polarity=-holding.verb.polarity if holding.negated else holding.verb.polarity,
            )
        )
    ]


def _takes_sides(sentence: Sentence, holding: Holding) -> bool:
    return any(STANCE_WORDS.search(sentence.text, start, end) for start, end in holding.told)


def _told_of(sentence: Sentence, named: Sequence[Resolution], holding: Holding) -> list[Resolution]:
    """Those a stance is about: who is named in what is told, but not who holds it too ("A and B fear C")."""
    return [
        r
        for r in named
        if r.code not in holding.beside
        and holding.tells(r.mention.start - sentence.start, r.mention.end - sentence.start)
    ]


def _analogies(
    article: Article, sentence: Sentence, named: Sequence[Resolution], held: Sequence[Holding]
) -> list[Claim]:
    match = ANALOGY.search(sentence.text)
    if not match:
        return []
    holders = _speakers(article, held)
    found = (_claim(article, sentence, named, holder, "analogy", words=match[0]) for holder in holders)
    return [claim for claim in found if claim]


def _speakers(article: Article, held: Iterable[Holding]) -> list[_Holder]:
    """Those on whose word the sentence stands: who speaks, else whose belief is told of, else the author."""
    holders = [_Holder(h.holder, h.voiced) for h in held]
    voiced = [holder for holder in holders if holder.voiced]
    return voiced or holders or [_Holder(author(article), voiced=True)]


def _estimated(article: Article, text: str) -> _Estimated | None:
    """The first probability word; an unhedged "will" only where somebody argues, as news says it of plans."""
    for match in estimate_pattern().finditer(text):
        if match[1] == UNHEDGED and article.genre not in OPINION_GENRES:
            continue
        estimate = estimates()[match[1]]
        if match[2]:
            words = f"{match[1]} {match[2].strip()}"
            low, high = round(1 - estimate.high, 2), round(1 - estimate.low, 2)
            return _Estimated(words=words, low=low, high=high, polarity=-1)
        polarity = -1 if estimate.high < EVEN else 1
        return _Estimated(words=match[1], low=estimate.low, high=estimate.high, polarity=polarity)
    return None


def _claim(
    article: Article,
    sentence: Sentence,
    named: Sequence[Resolution],
    holder: _Holder,
    kind: ClaimKind,
    *,
    words: str,
    polarity: int = 0,
    probability: tuple[float, float] | None = None,
) -> Claim | None:
    about = _about(named, holder.actor)
    if not about:
        return None
    dated, vague = dated_horizon(sentence.text, article.published), VAGUE_HORIZON.search(sentence.text)
    return Claim(
        id=content_id(article.id, str(sentence.number), holder.actor.code, holder.actor.name, kind, words),
        article_id=article.id,
        sentence=sentence.number,
        start=sentence.start,
        end=sentence.end,
        holder=holder.actor,
        about=about,
        kind=kind,
        polarity=polarity,
        probability=probability,
        words=words,
        horizon=dated or (vague[0] if vague else None),
        grade=_grade(kind, probability, dated=dated is not None, vague=vague is not None),
        status="open",
        voiced=holder.voiced,
    )


def _about(named: Iterable[Resolution], holder: Actor) -> tuple[Actor, ...]:
    others: dict[str, Actor] = {}
    for resolution in sorted(named, key=lambda r: r.mention.start):
        if resolution.code not in {holder.code, UNKNOWN_CODE}:
            others.setdefault(resolution.code, actor_of(resolution, resolution.reason))
    return tuple(others.values())


def _grade(kind: ClaimKind, probability: tuple[float, float] | None, *, dated: bool, vague: bool) -> Grade:
    """A: a date to check it by. B: an open horizon. C: it commits itself. D: nothing could refute it."""
    if kind in {"stance", "analogy"}:
        return "D"
    if dated:
        return "A"
    if vague:
        return "B"
    commits = kind == "red_line" or (probability is not None and not probability[0] < EVEN < probability[1])
    return "C" if commits else "D"
