"""The words by which claims are found, as data: probability words, verbs of saying and of attitude, horizons.

Probability ranges follow the analytic standard ICD 203 where it names the word; ``source`` says so or says
that the range is ours.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Way = Literal["speech", "attitude"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A probability word and the range it is taken to mean."""

    words: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb that says whose claim it is; ``way`` is speech (the holder voiced it) or attitude (ascribed)."""

    lemma: str
    way: Way
    polarity: int


@cache
def estimates() -> dict[str, Estimate]:
    """Return the probability words, lower case.

    >>> estimates()["likely"].low
    0.55
    """
    return {
        row["words"]: Estimate(words=row["words"], low=float(row["low"]), high=float(row["high"]))
        for row in _rows("estimates.csv")
    }


@cache
def verbs() -> dict[str, Verb]:
    """Return the verbs by each of their forms.

    >>> verbs()["fears"].polarity
    -1
    """
    return {
        form: Verb(lemma=row["lemma"], way=_way(row["way"]), polarity=int(row["polarity"]))
        for row in _rows("verbs.csv")
        for form in row["forms"].split()
    }


@cache
def estimate_pattern() -> re.Pattern[str]:
    """Return what finds a probability word, the longest first, with a negation right behind it."""
    words = sorted(estimates(), key=len, reverse=True)
    # Case counts: "May" is a month or the first word of a question. "Might is right" is no probability.
    either = "|".join(map(re.escape, words))
    return re.compile(rf"\b({either})\b(?!\s+is\b)(\s+(?:not|never|no longer)\b)?")


def dated_horizon(text: str, published: str | None) -> str | None:
    """Return the first horizon that a calendar can check and that was not over when it was written.

    >>> dated_horizon("It rose in 2017 and is projected to double by 2030.", "2025-07-14")
    'by 2030'
    """
    for match in DATED_HORIZON.finditer(text):
        year = _YEAR.search(match[0])
        if year is None or published is None or year[0] >= published[: len("YYYY")]:
            return match[0]
    return None


@cache
def verb_pattern() -> re.Pattern[str]:
    """Return what finds a form of one of the verbs."""
    return re.compile(rf"\b({'|'.join(sorted(verbs(), key=len, reverse=True))})\b")


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|ten|twelve)"

# A horizon that a calendar can check.
DATED_HORIZON = re.compile(
    rf"\b(?:by|in|before|until|after|from|during)\s+(?:the\s+end\s+of\s+)?(?:(?:{_MONTHS})\s+)?20\d\d\b"
    rf"|\b(?:by|before|until)\s+(?:the\s+end\s+of\s+)?(?:{_MONTHS}|{_DAYS}|this\s+year|next\s+(?:year|month))\b"
    rf"|\bwithin\s+{_NUMBER}\s+(?:days?|weeks?|months?|years?)\b"
    rf"|\b(?:on|next)\s+(?:{_DAYS})\b"
    r"|\bnext\s+(?:week|month|year)\b|\b(?:later|by\s+the\s+end\s+of)\s+this\s+(?:week|month|year)\b"
)
_YEAR = re.compile(r"20\d\d")
# A horizon that leaves open how long.
VAGUE_HORIZON = re.compile(
    r"\b(?:in|over)\s+the\s+(?:coming|next\s+few|near|foreseeable)\s+(?:days|weeks|months|years|future)"
    r"(?:\s+and\s+(?:weeks|months|years))?\b"
    r"|\bsoon\b|\bshortly\b|\bfor\s+now\b|\beventually\b|\bin\s+the\s+(?:short|medium|long)(?:er)?\s+(?:term|run)\b"
)
RED_LINE = re.compile(
    r"\b(?:unacceptable|red\s+lines?|(?:will|would|can|could)\s*not\s+(?:tolerate|accept|allow|permit|stand\s+by)"
    r"|(?:won't|wouldn't|cannot)\s+(?:tolerate|accept|allow|permit|stand\s+by))\b"
)
ANALOGY = re.compile(
    r"\b(?:reminiscent\s+of|similar\s+(?:to|trajectory|path|course|pattern)|echo(?:es)?\s+of|parallels?\s+(?:to|with)"
    r"|just\s+as\s+in|as\s+(?:it\s+(?:did|was)\s+)?in\s+(?:19|20)\d\d|like\s+in\s+(?:19|20)\d\d|the\s+past\s+shows"
    r"|history\s+(?:shows|suggests)|precedent|recalls\s+the|consider\s+the\s+(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
# Words that make reported speech a stance rather than a report of facts.
STANCE_WORDS = re.compile(
    r"\b(?:concerns?|wish(?:es)?|hopes?|wants?|must|should|ready|regrets?|supports?|oppos\w+|welcom\w+|condemn\w+"
    r"|reject\w*|restraint|respect\w*|worr\w+|fears?|solidarity|stand(?:s)?\s+(?:by|with)|priority|interests?)\b",
    re.IGNORECASE,
)
QUESTION = re.compile(r"^\W*(?:How|Why|What|Whether|Will|Would|Could|Can|Is|Are|Who|Which)\b.*", re.DOTALL)
FIRST_PERSON = re.compile(r"\b(?:I|we)\s+(?:assume|believe|think|expect|suspect|doubt)\b", re.IGNORECASE)


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("detente.claims").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _way(text: str) -> Way:
    return "speech" if text == "speech" else "attitude"
