"""Persons: who held which office on the day, and whom this document has introduced.

Not for phrases: how a name is found beside its role is in ``phrases``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from detente.actors import lexicon
from detente.knowledge import Tenure, World, fold, skeleton
from detente.knowledge.rows import is_stale
from detente.knowledge.world import FAMILY_NAME_FIRST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FORMER_SECTOR = "ELI"
# A former head of state or government is still called by surname alone this long.
STILL_KNOWN = 5  # years
HEADS = frozenset({"President", "Prime Minister", "Chancellor"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the text names: for whom they act on the day, in which sector, and how we know."""

    name: str
    code: str
    sector: str | None
    reason: str


@dataclass(slots=True)
class Memory:
    """Who has been introduced in this document, by full name and by surname."""

    full: dict[str, Person] = field(default_factory=dict)
    surnames: dict[str, Person | None] = field(default_factory=dict)
    spelled: dict[str, Person] = field(default_factory=dict)
    given: dict[str, Person] = field(default_factory=dict)  # by first name: "Sir Jeremy"
    nobody: set[str] = field(default_factory=set)  # first names like a state's of people no table knows

    def add(self, person: Person, called: str = "") -> None:
        """Remember a person, also as ``called``; a surname shared by two people is no longer known."""
        names = (person.name, called or person.name)
        if all(fold(name) in self.full for name in names):
            return
        known = person.reason.removesuffix(", named with role")
        person = replace(person, reason=f"{known}, introduced in this text")
        for name in names:
            self.full.setdefault(fold(name), person)
            self.spelled.setdefault(skeleton(name), person)
            self.given[_first_name(name)] = person
        for surname in dict.fromkeys(key for name in names for key in short_names(name, person.code)):
            before = self.surnames.get(surname)
            clash = surname in self.surnames and (before is None or not _same(before, person))
            self.surnames[surname] = None if clash else person


def _first_name(name: str) -> str:
    """Return the first name, after titles that a text may have set before it."""
    words = fold(name).replace("'", "").split()
    return next((word for word in words if word not in lexicon.TITLES | lexicon.HONORIFICS), words[0])


def _same(one: Person, other: Person) -> bool:
    return one.code == other.code and fold(one.name).split()[-1:] == fold(other.name).split()[-1:]


# Where people are called by their own name and have no other.
OWN_NAME_FIRST = frozenset({"ETH", "ERI", "IDN", "MMR", "THA", "ISL", "MNG", "BTN", "LKA", "MYS"})
LONG_NAME = 2  # words: beyond, the last two may be cited
MIN_INNER_NAME = 4  # letters of a name that stands before the last
MIN_SHORT_NAME = 2  # letters: "Xi", "U" is a title


def short_names(name: str, code: str) -> tuple[str, ...]:
    """Return the ways a person of a state is cited without the full name.

    >>> short_names("Kim Jong Un", "PRK"), short_names("Abiy Ahmed", "ETH"), short_names("Kaja Kallas", "EST")
    (('un', 'jong un', 'jong', 'kim'), ('ahmed', 'abiy'), ('kallas',))
    """
    first = fold(name).split()[0]
    leads = code in FAMILY_NAME_FIRST | OWN_NAME_FIRST and len(first) >= MIN_SHORT_NAME
    return tuple(dict.fromkeys((*surname_keys(name), *([first] if leads else []))))


def surname_keys(name: str) -> tuple[str, ...]:
    """Return the ways a surname is cited: the last word, with its particles where it has some.

    >>> surname_keys("Ursula von der Leyen"), surname_keys("Kirill Dmitriev")
    (('leyen', 'der leyen', 'von der leyen'), ('dmitriev',))
    >>> surname_keys("Aung San Suu Kyi")
    ('kyi', 'suu kyi')
    """
    words = fold(name).split()
    if len(words) == 1:
        return (words[0],)
    keys = [words[-1]]
    if len(words) > LONG_NAME:  # Suu Kyi, bin Salman; Løkke of Lars Løkke Rasmussen
        keys.append(" ".join(words[-2:]))
        if len(words[-2]) >= MIN_INNER_NAME and words[-2] not in lexicon.NAME_PARTICLES:
            keys.append(words[-2])
    for size in range(2, len(words)):
        if words[-size] not in {"von", "der", "van", "de", "la", "le", "al", "bin", "den"}:
            break
        keys.append(" ".join(words[-size:]))
    return tuple(dict.fromkeys(keys))


def choose(
    tenures: Iterable[Tenure], world: World, day: str, around: frozenset[str] = frozenset()
) -> Person | None:
    """Return who a full name means on a day: the holder of an office, or of one held before.

    Of two who bear it, the one whose state the text names (``around``).
    """
    rows = list(tenures)
    held = [t for t in rows if t.valid(day)]
    held = [t for t in held if t.code in around] or held
    if held:
        return _in_office(held, world, day)
    past = [t for t in rows if t.end and t.end <= day]
    if not past:
        return None
    last = max(past, key=lambda t: t.end)
    reason = f"{last.role} of {world.name(last.code)} until {last.end}, no longer in office"
    return Person(last.name, last.code, _after_office(last), reason)


def choose_surname(tenures: Iterable[Tenure], world: World, day: str, named: frozenset[str]) -> Person | None:
    """Return whom a surname alone means on a day: the one in office, or the only one whose state is named."""
    rows = list(tenures)
    held = [t for t in rows if t.valid(day)]
    why = "named by surname"
    if not held:
        return _well_known(rows, world, day)
    if len({t.name for t in held}) > 1:
        held = [t for t in held if t.code in named]
        why = "named by surname in a text about that side"
    if len({t.name for t in held}) != 1:
        return None
    person = _in_office(held, world, day)
    return person and Person(person.name, person.code, person.sector, f"{person.reason}, {why}")


def choose_by_office(
    tenures: Iterable[Tenure], world: World, day: str, office: str, around: frozenset[str]
) -> Person | None:
    """Return whom an office and a family name mean on a day: "President Park", "Defence Minister Singh".

    One holder of that office must remain, or one whose state the text names.
    """
    held = [t for t in tenures if t.valid(day) and _same_office(t.role, office)]
    if len({t.name for t in held}) > 1:
        held = [t for t in held if t.code in around]
    if len({t.name for t in held}) != 1:
        return None
    person = _in_office(held, world, day)
    return person and replace(person, reason=f"{person.reason}, named by office and surname")


def _same_office(one: str, other: str) -> bool:
    """Whether two names of offices may be one: "Interim President" and "President"."""
    words, others = (fold(office).replace("defense", "defence").split() for office in (one, other))
    return words[-1] == others[-1] and (set(words) <= set(others) or set(others) <= set(words))


def _well_known(rows: Sequence[Tenure], world: World, day: str) -> Person | None:
    """Return a head of state or government who left office so lately that a surname still means them."""
    oldest = f"{int(day[:4]) - STILL_KNOWN:04}{day[4:]}"
    left = [t for t in rows if t.role in HEADS and t.end and oldest < t.end <= day]
    person = choose(left, world, day) if len({t.name for t in left}) == 1 else None
    return person and replace(person, reason=f"{person.reason}, named by surname")


def _in_office(held: list[Tenure], world: World, day: str) -> Person | None:
    tenure = max(held, key=lambda t: t.start)
    if is_stale(tenure.end, tenure.known_until, day):
        return None
    checked = f" (last checked {tenure.known_until})" if not tenure.end and day > tenure.known_until else ""
    reason = f"{tenure.role} of {world.name(tenure.code)} since {tenure.start}{checked}"
    return Person(tenure.name, tenure.code, tenure.sector, reason)


def _after_office(tenure: Tenure) -> str | None:
    """Former officials are not the state; an opponent or fighter stays one."""
    return (
        FORMER_SECTOR if tenure.sector in {None, "GOV", "MIL", "LEG", "SPY", "COP", "JUD"} else tenure.sector
    )
