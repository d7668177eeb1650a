"""What a text is about, where that decides whether a name is a state at all: sport, a dish, a US state.

Words that sport and politics share ("goal", "match", "league") decide only together, and where no word of
politics stands beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.actors import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from detente.actors.lines import Line

SPORT_WORDS = 2  # of one paragraph, different ones, that make it one about sport
SHARED_WORDS = 3  # ... or this many that politics uses, too; of culture as well
SCORE = "2-1"  # stands for any score among the words of a paragraph
TITLE = -1  # the paragraph of the title
LONGEST_SCORE = 2  # digits of each side: "2-1", "28-24", never "2020-2021"


@dataclass(frozen=True, slots=True)
class Homonym:
    """Words beside a state's name that show something else of that name, and those that show the state."""

    other: frozenset[str]
    state: frozenset[str]


# Lower-case words and names; any one of `other` and none of `state` makes the name something else.
HOMONYMS = {
    "Turkey": Homonym(
        other=lexicon.words("thanksgiving turkeys poultry stuffing roast roasted cranberry gobbler"),
        state=lexicon.words("ankara istanbul turkish turks erdogan turkiye syria nato"),
    ),
    "Washington": Homonym(
        other=lexicon.words("seattle spokane tacoma olympia yakima bellingham puget"),
        state=lexicon.words("pentagon diplomat diplomats kremlin moscow beijing nato ambassador"),
    ),
}


def leisure_paragraphs(lines: Sequence[Line]) -> frozenset[int]:
    """Return the paragraphs about sport or culture; the title is one, where all of the text is."""
    words: dict[int, set[str]] = {}
    for line in lines:
        found = words.setdefault(line.paragraph, set())
        found |= {word.key for word in line.words}
        if _has_score(line):
            found.add(SCORE)
    everything = set().union(*words.values())
    if not everything & lexicon.POLITICS and _is_leisure(everything):
        return frozenset(words)
    leisure = {paragraph for paragraph, keys in words.items() if _is_leisure(keys)}
    if leisure:  # the rest of such a text needs less to be the same
        leisure |= {paragraph for paragraph, keys in words.items() if keys & lexicon.SPORT | _shared(keys)}
    bodies = {paragraph for paragraph in words if paragraph >= 0}
    whole = bodies and bodies <= leisure
    return frozenset(leisure | {TITLE} if whole else leisure - {TITLE} if bodies else leisure)


def _is_leisure(keys: set[str]) -> bool:
    """Whether the words of a paragraph are those of sport or culture, and none of politics."""
    strong = len(keys & lexicon.SPORT) + (SCORE in keys)
    shared = keys & lexicon.SPORT_TOO
    if strong >= SPORT_WORDS or (strong and shared and not keys & lexicon.POLITICS):
        return True
    return len(_shared(keys)) >= SHARED_WORDS


def _shared(keys: set[str]) -> set[str]:
    """Return the words that tell of sport or culture, where none tells of politics."""
    if keys & lexicon.POLITICS:
        return set()
    return max(keys & lexicon.SPORT_TOO, keys & lexicon.LEISURE, key=len)


def _has_score(line: Line) -> bool:
    words = line.words
    return any(
        words[k].text in {"-", "–"}
        and _points(words[k - 1].text)
        and _points(words[k + 1].text)
        and words[k - 1].end == words[k].start
        and words[k].end == words[k + 1].start
        for k in range(1, len(words) - 1)
    )


def _points(text: str) -> bool:
    return text.isdigit() and len(text) <= LONGEST_SCORE


def homonyms(keys: Collection[str]) -> frozenset[str]:
    """Return the names that mean something else than the state in a text of these words."""
    words = set(keys)
    found = {name for name, h in HOMONYMS.items() if words & h.other and not words & h.state}
    return frozenset(found | ({"Georgia"} if _georgia_is_us(words) else set()))


def _georgia_is_us(words: set[str]) -> bool:
    """Whether a text speaks of the American state and nowhere of the country or its part of the world."""
    if words & lexicon.GEORGIA_COUNTRY:
        return False
    return bool(words & lexicon.GEORGIA_US or (words & lexicon.US_PARTIES and words & lexicon.US_ELECTIONS))
