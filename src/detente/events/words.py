"""Classes of words, from `data/words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _load() -> dict[str, Any]:
    file = resources.files("detente.events") / "data" / "words.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """Return one class of words, in lower case.

    >>> "between" in words("prepositions")
    True
    """
    value = _load()[name]
    return frozenset(value.split() if isinstance(value, str) else value)


def listed(name: str) -> tuple[str, ...]:
    """Return one class of words in the order of the file.

    >>> listed("weekdays")[0]
    'monday'
    """
    return tuple(_load()[name].split())


def table(name: str) -> dict[str, str]:
    """Return one table from a word to what it means.

    >>> table("news_agencies")["afp"]
    'AFP'
    """
    return dict(_load()[name])
