"""Which language a text is in (ISO 639-1)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLE_CHARS = 500  # what the classifier was measured on
# A headline alone tells the classifier little; then what the page declares is the better evidence.
SHORT_CHARS = 80
WORD = re.compile(r"[^\W\d_]+")
ENGLISH = frozenset(
    [
        "the",
        "of",
        "to",
        "and",
        "in",
        "a",
        "that",
        "is",
        "for",
        "on",
        "with",
        "by",
        "said",
        "has",
        "was",
        "were",
        "from",
        "at",
        "its",
        "will",
    ]
)
# The texts of the example pages have at least .19 of these words, headlines half of that.
# No other language has a tenth of them together with one of those that are English only.
ENGLISH_ONLY = frozenset({"the", "has", "were", "said", "with", "from", "that"})
ENGLISH_SHARE = 0.1


def language_of(text: str, declared: str | None = None) -> str:
    """Return the language of a text; ``declared`` is what its page says and decides where the text is short.

    >>> language_of("The two foreign ministers met in Baku on Monday and said that talks will go on.")
    'en'
    """
    sample = text[:SAMPLE_CHARS]
    words = [word.lower() for word in WORD.findall(sample)]
    english = sum(word in ENGLISH for word in words)
    if ENGLISH_ONLY.intersection(words) and english >= ENGLISH_SHARE * len(words):
        return "en"
    if len(sample) < SHORT_CHARS and (declared or sample.isascii()):
        return declared or "en"
    return _classifier()(sample)[0] if words else declared or "en"


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    import py3langid  # noqa: PLC0415 - loads a model, and English text needs none

    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
