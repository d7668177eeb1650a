"""What a party's name says of it: which country it belongs to and of what kind it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.outlook.ranking.arrays import Ints


OF_COUNTRY = re.compile(r"(?P<kind>.+?)\s*\((?P<country>[^()]*(?:\([^()]*\))?[^()]*)\)")  # Police (Nigeria)
CODE = re.compile(r"(?P<kind>[A-Z]+):.+")  # IGO:EU, ARM:HAMAS
STATE = re.compile(r"[A-Z]{3}")  # a state's own code
KIND_OF_STATE = "state"


class Kinds(NamedTuple):
    """Country and kind of each party, -1 where its name tells none, and how many of each there are."""

    country: Ints
    kind: Ints
    countries: int
    kinds: int


def read_kind(name: str) -> tuple[str | None, str | None]:
    """Return the country and the kind that a name tells.

    >>> read_kind("Police (Nigeria)"), read_kind("ARM:HAMAS"), read_kind("RUS"), read_kind("Xi Jinping")
    (('Nigeria', 'Police'), (None, 'ARM'), ('RUS', 'state'), (None, None))
    """
    if found := OF_COUNTRY.fullmatch(name):
        return found["country"], found["kind"]
    if found := CODE.fullmatch(name):
        return None, found["kind"]
    if STATE.fullmatch(name):
        return name, KIND_OF_STATE
    return None, None


def read_kinds(names: Sequence[str]) -> Kinds:
    """Return country and kind of each; a name that others have in brackets is that of a state itself.

    >>> read_kinds(["Nigeria", "Police (Nigeria)", "Xi Jinping"]).country.tolist()
    [0, 0, -1]
    """
    told = [read_kind(name) for name in names]
    places = {country for country, _ in told if country}
    told = [(name, KIND_OF_STATE) if name in places else one for name, one in zip(names, told, strict=True)]
    country, countries = _numbered([country for country, _ in told])
    kind, kinds = _numbered([kind for _, kind in told])
    return Kinds(country, kind, countries, kinds)


def _numbered(values: Sequence[str | None]) -> tuple[Ints, int]:
    number = {value: i for i, value in enumerate(sorted({value for value in values if value is not None}))}
    return np.array([-1 if value is None else number[value] for value in values], dtype=np.int64), len(number)
