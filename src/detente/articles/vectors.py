"""What an article is about, as weighed terms: words of title and lead, actors, coded acts.

Rare terms weigh most. Not for deciding which articles belong together: `stories` does that.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from detente.articles.wordlists import news_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from detente.records import Fingerprint

Vector: TypeAlias = "dict[str, float]"

# Swept on the tuning half of evals/stories: a title twice as heavy costs .06 of F1, names no heavier than
# other words as much; actors and acts make no difference there, where one pair mostly has several stories.
TITLE_WEIGHT = 1.6
LEAD_WEIGHT = 1.0
NAME_FACTOR = 1.3  # a name inside a sentence says more than a common noun
ACTOR_WEIGHT = 0.5
ACT_WEIGHT = 0.8
ACTOR_MARK, ACT_MARK = "@", "#"

# In a small collection every word is rare. So as many articles are thought beside it, in which news words,
# actors and others have these shares.
BEHIND = 400
NEWS_SHARE = 0.08
ACTOR_SHARE = 0.08
ACT_SHARE = 0.01
OTHER_SHARE = 0.002

STEM = 6  # letters kept of a word where its language bends the ends of words
_ENDINGS = ("ings", "ing", "ied", "ies", "ed", "es", "s")
MIN_STEM = 4


def vectors_of(prints: Sequence[Fingerprint]) -> list[Vector]:
    """Return the weighed terms of each article, each of length 1.

    >>> vectors_of([])
    []
    """
    raw = [_terms(one) for one in prints]
    seen = Counter(term for terms in raw for term in terms)
    number = len(raw) + BEHIND
    rarity = {term: math.log(number / (count + BEHIND * _share(term))) for term, count in seen.items()}
    return [unit({term: weight * max(0.0, rarity[term]) for term, weight in terms.items()}) for terms in raw]


def unit(vector: Vector) -> Vector:
    """Return a vector of length 1 in its direction, without terms that weigh nothing.

    >>> unit({"ferry": 3.0, "harbour": 4.0, "the": 0.0})
    {'ferry': 0.6, 'harbour': 0.8}
    """
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items() if weight} if length else {}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the product of two vectors: their likeness, 0 to 1, where both have length 1.

    >>> dot({"ferry": 0.6, "harbour": 0.8}, {"harbour": 1.0})
    0.8
    """
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * long[term] for term, weight in short.items() if term in long)


def total(vectors: Iterable[Vector]) -> Vector:
    """Return the sum of vectors."""
    found: defaultdict[str, float] = defaultdict(float)
    for vector in vectors:
        for term, weight in vector.items():
            found[term] += weight
    return dict(found)


@lru_cache(maxsize=200_000)
def stem(word: str, lang: str) -> str:
    """Return what stays of a word when its ending is cut; words of other languages keep six letters.

    >>> stem("refineries", "en"), stem("сообщила", "ru"), stem("talks", "en")
    ('refiner', 'сообщи', 'talk')
    """
    if lang != "en":
        return word[:STEM]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > MIN_STEM else word


@lru_cache(maxsize=1)
def _news_stems() -> frozenset[str]:
    return frozenset(stem(word, "en") for word in news_words())


def _terms(one: Fingerprint) -> Vector:
    """Return the terms of an article with the weight of the place where they stand."""
    names = {stem(name, one.lang) for name in one.names}
    terms: defaultdict[str, float] = defaultdict(float)
    for words, weight in ((one.title_words, TITLE_WEIGHT), (one.lead_words, LEAD_WEIGHT)):
        for term in {stem(word, one.lang) for word in words}:
            terms[term] += weight * (NAME_FACTOR if term in names else 1.0)
    for code in one.actors:
        terms[ACTOR_MARK + code] += ACTOR_WEIGHT
    for act in one.acts:
        terms[ACT_MARK + act] += ACT_WEIGHT
    return dict(terms)


def _share(term: str) -> float:
    if term.startswith(ACTOR_MARK):
        return ACTOR_SHARE
    if term.startswith(ACT_MARK):
        return ACT_SHARE
    return NEWS_SHARE if term in _news_stems() else OTHER_SHARE
