"""How many: people, weapons, troops, goods and money, with the bound the words give.

An open word gives the least it says as its value ("dozens" is at least 24), never nothing and never zero; the
middle of "between 10 and 20" is its value. A sum's unit is the code of its currency.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, cast

from detente.events.words import table, words
from detente.records import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detente.events.frames import Frame
    from detente.events.scenes import Scene
    from detente.records import Bound

YEARS = range(1900, 2101)  # a bare figure of these counts nothing: "in 2022 killed"
DEED_REACH = 80  # characters before an amount in which its deed stands
MOVED = frozenset({"deployed", "sent", "withdrawn", "pledged"})  # what is done with troops, not to them
TROOPS = frozenset({"troops", "peacekeepers"})
ALONE = frozenset({"abducted", "displaced", "missing"})  # said of people though nobody is named
SEIZED = frozenset({"captured", "detained"})  # of a ship: seized

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_ONES.split(), 1)} | {
    word: value for value, word in zip(range(20, 100, 10), _TENS.split(), strict=True)
}
_SCALES = {word: float(value) for word, value in table("scales").items()}
_VAGUE = {word: tuple(float(n) for n in ends.split()) for word, ends in table("vague").items()}
_BOUNDS = table("bounds")
_DEEDS, _NOUNS = table("deeds"), table("deed_nouns")
_PEOPLE_DEEDS, _THING_DEEDS = table("people_deeds"), table("thing_deeds")
_THINGS = table("things")
_CURRENCIES, _SYMBOLS = table("currencies"), table("symbols")
_TYPES = {what: frozenset(types.split()) for what, types in table("quantity_types").items()}
_HARMS = frozenset({*_DEEDS.values(), *_PEOPLE_DEEDS.values()})
_NOBODY = frozenset({"deaths", "fatalities", "lives", "others", "persons", "victims"})  # counted as people


def _any(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _starts(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d{1,3})?(?![.,]?\d)"
_SPELLED = (
    rf"(?:(?:{'|'.join(_TENS.split())})(?:[ -](?:{'|'.join(_ONES.split())}))?|{'|'.join(_ONES.split())})\b"
)
_LETTERS = "|".join(sorted(w for w in _SCALES if len(w) == 1))
_SCALE = rf"(?:{_any(w for w in _SCALES if len(w) > 1)})\b"
_OPEN = rf"(?:a |the )?(?:{_any(_VAGUE)})\b"
_NUMBER = (
    rf"(?:half an? {_SCALE}|(?:{_FIGURE}|{_SPELLED}|an?|several|a few|a couple of)[ -]?{_SCALE}(?: {_SCALE})?"
    rf"|{_FIGURE}(?:(?<=\d)(?:{_LETTERS})\b)?|{_SPELLED}|{_OPEN})"
)
_SYMBOL = rf"(?:{_any(_SYMBOLS)})"
_AMOUNT = re.compile(
    rf"(?:(?P<bound>{_any(_BOUNDS)}) )?(?:another |a further |an additional )?"
    rf"(?<![\w.,])(?P<symbol>{_SYMBOL} ?)?(?<![.,])(?P<number>{_NUMBER})"
    rf"(?:(?: to | and | or | ?[-–] ?)(?:{_SYMBOL} ?)?(?P<upper>{_FIGURE}(?:[ -]?{_SCALE})?|{_SPELLED}))?"
    r"(?![\w%])(?!-(?:year|day|month|week|hour|day)s?\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween $", re.IGNORECASE)
_PEOPLE = words("people")
_ADJECTIVES = r"(?:(?!(?:and|of|or|at|in|on|with|to|from|were|was)\b)[A-Za-z’'-]+ ){0,3}?"
_UNIT = _starts(
    rf" (?:of (?:(?:the |its |some |about )*{_NUMBER} )?(?:the |its |their )?)?(?:more )?{_ADJECTIVES}"
    rf"(?P<unit>{_any(_PEOPLE | _THINGS.keys())})\b"
)
_CURRENCY = _starts(rf"[ -](?P<name>{_any(_CURRENCIES)})s?\b")
_GOODS = _starts(r" (?:metric )?(?P<unit>tonne|ton|barrel)s?\b")
_FILLER = re.compile(r" (?:(?!(?:and|but|after|killing)\b)[A-Za-z’'-]+ ){0,5}", re.IGNORECASE)
_WITH = re.compile(
    rf"\b(?:{_any(words('struck_with'))}) (?:[A-Za-z’'-]+ ){{0,5}}?with (?:a |an )?$", re.IGNORECASE
)
_WHOLE = re.compile(rf"\b{_NUMBER} of (?:the |its |some |about )*$", re.IGNORECASE)
_NOMINAL = re.compile(rf"\b(?P<deed>{_any(_NOUNS)}) of (?:the )?$", re.IGNORECASE)
_ALL = re.compile(
    rf"\bof (?:the |its )?{_NUMBER} {_ADJECTIVES}(?P<unit>{_any(_PEOPLE | _THINGS.keys())})[^.;]*, $",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof (?:the |its )?$", re.IGNORECASE)
_TAKEN = re.compile(rf"\b(?:{_any(words('taken'))}) (?:[A-Za-z’'-]+ ){{0,2}}$", re.IGNORECASE)
_GREW = re.compile(r"\b(?:rose|risen|rises|rising|climbed|grew|increased|up) from $", re.IGNORECASE)
_DEATHS = frozenset({"deaths", "fatalities"})
_JOINED = re.compile(r"(?:,| and|, and|,? plus|,? as well as) ")


class _Way(NamedTuple):
    """A table of deeds as looked for before an amount, somewhere after it, and right behind it."""

    meanings: dict[str, str]
    deed: re.Pattern[str]
    after: re.Pattern[str]
    alone: re.Pattern[str]


def _way(meanings: dict[str, str]) -> _Way:
    deed = rf"\b(?P<deed>{_any(meanings)})\b"
    helper = "(?:(?:were|was|had been|have been|are|being) )?"
    return _Way(
        meanings,
        _starts(deed),
        _starts(rf"[^.;]{{0,40}}?{deed}"),
        _starts(rf" (?:of (?:them|those|whom|which) )?(?:more )?{helper}{deed}"),
    )


_HARM, _PERSONS, _WEAPONS = (_way(meanings) for meanings in (_DEEDS, _PEOPLE_DEEDS, _THING_DEEDS))


class _Amount(NamedTuple):
    """A number of a text with what its words leave open; ``start`` is where its bound begins."""

    start: int
    first: int
    last: int
    value: float
    low: float | None
    high: float | None
    bound: Bound
    symbol: str
    figures: str


class _Count(NamedTuple):
    """An amount with what is counted; ``last`` is where the words that say it end."""

    amount: _Amount
    last: int
    unit: str
    what: str


def find_quantities(text: str, offset: int, speaker: str | None, as_of: str | None) -> tuple[Quantity, ...]:
    """Return what a sentence counts; ``offset`` is where it starts in the article.

    >>> [(q.value, q.what, q.bound) for q in find_quantities("It killed at least 38 people.", 0, None, None)]
    [(38.0, 'killed', 'at_least')]
    >>> [(q.value, q.unit) for q in find_quantities("They lent it half a billion dollars.", 0, None, None)]
    [(500000000.0, 'USD')]
    """
    counts: list[_Count] = []
    for amount in _amounts(text):
        if counts and amount.first < counts[-1].amount.last:
            continue
        count = _sum(text, amount) or _goods(text, amount) or _counted(text, amount, counts)
        if count:
            counts.append(count)
    return tuple(_quantity(count, offset, speaker, as_of) for count in counts)


def event_quantities(
    scene: Scene, frame: Frame, speaker: str | None, as_of: str | None
) -> tuple[Quantity, ...]:
    """Return the counts of a frame's clause that fit its type, those nearer to another such frame left out.

    A count is on the word of whoever the sentence lets say it, else on ``speaker``'s.
    """
    low, high = scene.clause(frame)
    found = find_quantities(scene.sentence.text[low:high], scene.sentence.start + low, speaker, as_of)
    return tuple(
        replace(q, speaker=_speaker_of(scene, q) or speaker)
        for q in found
        if frame.trigger.type in _TYPES[q.what] and _nearest(scene, frame, q) is frame
    )


def _nearest(scene: Scene, frame: Frame, quantity: Quantity) -> Frame:
    """Return the frame a count stands nearest to: this one or a fitting one with both its sides."""
    fitting = [
        f
        for f in scene.frames
        if f.trigger.type in _TYPES[quantity.what]
        and f.sources
        and f.targets
        and _within(scene, f, quantity.start)
    ]
    return min(fitting, key=lambda f: abs(scene.tokens[f.first].start - quantity.start), default=frame)


def _within(scene: Scene, frame: Frame, at: int) -> bool:
    low, high = scene.clause(frame)
    return low <= at - scene.sentence.start < high


def _speaker_of(scene: Scene, quantity: Quantity) -> str | None:
    at = next((k for k, t in enumerate(scene.tokens) if t.end > quantity.start), 0)
    covering = [s for s in scene.speeches if s.covers(at)]
    nearest = min(covering, key=lambda s: abs(s.verb - at), default=None)
    return nearest.text if nearest else None


def _amounts(text: str) -> Iterator[_Amount]:
    last = 0
    while match := _AMOUNT.search(text, last):
        number, upper = match["number"].lower(), (match["upper"] or "").lower()
        low, high = _read(number)
        last = match.end()
        bound = cast("Bound", _BOUNDS.get((match["bound"] or "").lower(), "exactly"))
        ends = _range(text, match, upper)
        if upper and ends is None:
            last = match.end("number")
        value, low_, high_, bound = _sized(low, high, bound) if ends is None else (*_middle(*ends), "about")
        yield _Amount(
            match.start(),
            match.start("symbol" if match["symbol"] else "number"),
            last,
            value,
            low_,
            high_,
            bound,
            (match["symbol"] or "").strip().lower(),
            number,
        )


def _read(number: str) -> tuple[float, float]:
    """Return the least and the most that number words say.

    >>> _read("1.5 billion"), _read("two dozen"), _read("several hundred"), _read("twenty-five")
    ((1500000000.0, 1500000000.0), (24.0, 24.0), (300.0, 900.0), (25.0, 25.0))
    """
    words_ = re.sub(r"(?<=\d)(?=[a-z])|-", " ", number.replace(",", "")).split()
    open_word = " ".join(w for w in words_ if w not in {"a", "an", "the"})
    if open_word in _VAGUE:
        low, high = _VAGUE[open_word]
        return low, high
    low = high = 0.0
    scale = 1.0
    for word in words_:
        if word in _SCALES:
            scale *= _SCALES[word]
        elif word in _VAGUE:
            low, high = _VAGUE[word]
        elif word == "half":
            low = high = 0.5
        elif word in _VALUES or word[0].isdigit():
            value = float(_VALUES.get(word) or word)
            low, high = low + value, high + value
    return (low or 1.0) * scale, (high or 1.0) * scale


def _range(text: str, match: re.Match[str], upper: str) -> tuple[float, float] | None:
    """Return both ends of "10 to 20"; "10 and 20" is a range after "between" only."""
    if not upper:
        return None
    joint = text[match.end("number") : match.start("upper")]
    if "and" in joint and not _BETWEEN.search(text[: match.start()]):
        return None
    low, _ = _read(match["number"].lower())
    _, high = _read(upper)
    if _GREW.search(text[: match.start()]):
        return None
    if not any(w in _SCALES for w in re.split(r"[ \d.,-]+", match["number"].lower())):  # "2 to 3 billion"
        scales = [_SCALES[w] for w in re.split(r"[ \d.,-]+", upper) if w in _SCALES]
        low *= scales[0] if scales else 1.0
    return (low, high) if low < high else None


def _middle(low: float, high: float) -> tuple[float, float, float]:
    return (low + high) / 2, low, high


def _sized(low: float, high: float, bound: Bound) -> tuple[float, float | None, float | None, Bound]:
    """Return (value, low, high, bound) of one number."""
    if bound == "at_most":
        return high, None, high, bound
    if bound == "about":
        return low, None, None, bound
    if bound == "at_least":
        return low, low, None, bound
    return low, low, high, "exactly" if low == high else "at_least"


def _sum(text: str, amount: _Amount) -> _Count | None:
    after = _CURRENCY.match(text, amount.last)
    if after:
        return _Count(amount, after.end(), _CURRENCIES[after["name"].lower()], "money")
    return _Count(amount, amount.last, _SYMBOLS[amount.symbol], "money") if amount.symbol else None


def _goods(text: str, amount: _Amount) -> _Count | None:
    after = _GOODS.match(text, amount.last)
    if after is None:
        return None
    return _Count(amount, after.end(), "barrels" if after["unit"].lower() == "barrel" else "tonnes", "goods")


def _counted(text: str, amount: _Amount, counts: list[_Count]) -> _Count | None:
    """Return a count of people or things with what was done to them, as the words around it say."""
    named = _UNIT.match(text, amount.last)
    word = named["unit"].lower() if named else ""
    if word in _THINGS and word == _THINGS[word][:-1] and amount.value != 1:  # "two drone operators"
        named, word = None, ""
    if named is None:
        return _uncertain(text, amount, counts)
    last = named.end()
    told = _deed_before(text, amount, word) or _deed_after(text, amount, last, word)
    if told is None and counts and _JOINED.fullmatch(text, counts[-1].last, amount.start):
        told = counts[-1].what, last  # "136 drones and 4 missiles"
    if told is None or told[0] in {"money", "goods"}:
        return None
    return _Count(amount, max(last, told[1]), _unit(word), told[0])


def _unit(word: str) -> str:
    return "people" if word in _NOBODY else word if word in _PEOPLE else _THINGS[word]


def _uncertain(text: str, amount: _Amount, counts: list[_Count]) -> _Count | None:
    """Return a count that names nobody: "killed 38", "two were hurt", ", of which 61 were shot down"."""
    if amount.figures.isdigit() and int(amount.figures) in YEARS:
        return None
    harm = _last_deed(text, amount, _HARM, adjacent=True)
    if harm:
        return _Count(amount, amount.last, "people", harm)
    for way in (_HARM, _PERSONS, _WEAPONS):
        found = way.alone.match(text, amount.last)
        what = way.meanings[found["deed"].lower()] if found else ""
        if found and (way is _HARM or what in ALONE):
            return _Count(amount, found.end(), "people", what)
        if found and (unit := counts[-1].unit if counts else _unit_of_all(text, amount)):
            return _Count(amount, found.end(), unit, what)
    return None


def _unit_of_all(text: str, amount: _Amount) -> str | None:
    """Return what is counted in "of the 136 drones, 61 were shot down"."""
    found = _ALL.search(text[max(0, amount.start - DEED_REACH) : amount.start])
    return _unit(found["unit"].lower()) if found else None


def _deed_before(text: str, amount: _Amount, word: str) -> tuple[str, int] | None:
    before = text[max(0, amount.start - DEED_REACH) : amount.start]
    harm = _last_deed(text, amount, _HARM, adjacent=True)
    if harm and (word in _PEOPLE or harm in SEIZED):
        return harm if word in _PEOPLE else "seized", 0
    noun = _NOMINAL.search(before)
    if noun and _fits(_NOUNS[noun["deed"].lower()], word):
        return _NOUNS[noun["deed"].lower()], 0
    if word in _THINGS and word not in _PEOPLE and _WITH.search(before):
        return "launched", 0
    for way in (_PERSONS, _WEAPONS):
        what = _last_deed(text, amount, way, adjacent=False)
        if what and (word in (_PEOPLE if way is _PERSONS else _THINGS)) and _fits(what, word):
            return what, 0
    return None


def _deed_after(text: str, amount: _Amount, last: int, word: str) -> tuple[str, int] | None:
    """Return the nearest deed after the unit: "38 people were killed", "500 troops had been withdrawn"."""
    if text.startswith(",", last) and _OF.search(text, 0, amount.start):  # "of the 136 drones, 61 were ..."
        return None
    if word == "lives":
        return ("killed", last) if _TAKEN.search(text[: amount.start]) else None
    ways = [_HARM, _PERSONS] if word in _PEOPLE else []
    ways += [_WEAPONS] if word in _THINGS else []
    found = [(way, match) for way in ways if (match := way.after.match(text, last))]
    told = [(m.end(), way.meanings[m["deed"].lower()]) for way, m in found]
    known = next(((what, end) for end, what in sorted(told) if _fits(what, word)), None)
    return known or (("killed", last) if word in _DEATHS else None)


def _fits(what: str, word: str) -> bool:
    """Whether it is done to such a thing: troops are moved, drones are not."""
    if _THINGS.get(word) in TROOPS:
        return what in MOVED or (word in _PEOPLE and what in _HARMS)
    return True


def _last_deed(text: str, amount: _Amount, way: _Way, *, adjacent: bool) -> str | None:
    """Return what the last deed before an amount says was done, where little stands between."""
    low = max(0, amount.start - DEED_REACH)
    for match in reversed(list(way.deed.finditer(text, low, amount.start))):
        between = text[match.end() : amount.start]
        if between == " " or (not adjacent and _FILLER.fullmatch(between)):
            return way.meanings[match["deed"].lower()]
    return None


def _quantity(count: _Count, offset: int, speaker: str | None, as_of: str | None) -> Quantity:
    amount = count.amount
    return Quantity(
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=count.unit,
        what=count.what,
        bound=amount.bound,
        as_of=as_of,
        speaker=speaker,
        start=amount.first + offset,
        end=count.last + offset,
    )
