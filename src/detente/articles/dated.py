"""A time of publication as it is known: with its precision and the page's own words for its zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.records import PublishedPrecision

# A precision that spans more than a day: any better date is asked first.
COARSE = frozenset({"month", "year"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A time of publication, how exact it is and the page's own words for its zone."""

    published: str
    precision: PublishedPrecision
    zone: str | None = None
