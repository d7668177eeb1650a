"""How many: people killed, wounded, captured or detained, with the bound the words give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from detente.events.words import table, words
from detente.records import Quantity

if TYPE_CHECKING:
    from detente.records import Bound

_SPELLED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen twenty"
)
_VALUES = {word: value for value, word in enumerate(_SPELLED.split(), 1)}
_DEEDS = table("deeds")
_BOUNDS = table("bounds")

_NUMBER = rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}}|{'|'.join(_VALUES)})"
_BOUND = rf"(?P<bound>{'|'.join(_BOUNDS)})?"
_PEOPLE = rf"(?P<unit>{'|'.join(sorted(words('people')))})"
_ADJECTIVES = r"(?:(?!and\b)[A-Za-z’'-]+ ){0,3}?"
_ACTIVE = "|".join(_DEEDS)
_AUXILIARY = r"(?:(?:were|was|had been|have been|are|being) )?"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<deed>{_ACTIVE}) {_BOUND} ?\b{_NUMBER}(?: {_ADJECTIVES}{_PEOPLE})?\b",  # killed 38 people
        rf"{_BOUND} ?\b{_NUMBER} {_ADJECTIVES}{_PEOPLE}\b[^.;]{{0,40}}?\b{_AUXILIARY}(?P<deed>{_ACTIVE})\b",
        rf"{_BOUND} ?\b{_NUMBER} (?:of them )?{_AUXILIARY}(?P<deed>{_ACTIVE})\b(?P<unit>)",  # two were hurt
    )
)


def find_quantities(text: str, offset: int, speaker: str | None, as_of: str | None) -> tuple[Quantity, ...]:
    """Return the casualties and arrests a sentence counts; ``offset`` is where it starts in the article.

    >>> [(q.value, q.what, q.bound) for q in find_quantities("It killed at least 38 people.", 0, None, None)]
    [(38.0, 'killed', 'at_least')]
    """
    found: list[Quantity] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.start("number") + offset, match.end() + offset
            if not any(start < q.end and q.start < end for q in found):
                found.append(_quantity(match, start, end, speaker, as_of))
    return tuple(sorted(found, key=lambda q: q.start))


def _quantity(match: re.Match[str], start: int, end: int, speaker: str | None, as_of: str | None) -> Quantity:
    number = match["number"].lower()
    value = float(_VALUES.get(number) or int(number.replace(",", "")))
    bound = cast("Bound", _BOUNDS.get((match["bound"] or "").lower(), "exactly"))
    return Quantity(
        value=value,
        low=value if bound in {"exactly", "at_least"} else None,
        high=value if bound in {"exactly", "at_most"} else None,
        unit=(match["unit"] or "people").lower().replace("others", "people"),
        what=_DEEDS[match["deed"].lower()],
        bound=bound,
        as_of=as_of,
        speaker=speaker,
        start=start,
        end=end,
    )
