"""Addresses: how questions become paths and back, so that a page is a pure function of its address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from detente.errors import UnknownName, UsageError
from detente.records import to_dict
from detente.session import code_of

if TYPE_CHECKING:
    from detente.answers import Window

SAFE = ":"  # organisations and groups are written IGO:EU, also in an address


def pair_slug(a: str, b: str) -> str:
    """Return the one way an address spells a pair: both codes in order.

    >>> pair_slug("RUS", "AZE")
    'AZE-RUS'
    """
    return "-".join(sorted((a, b)))


def parse_pair(slug: str) -> tuple[str, str]:
    """Return the codes of ``AZE-RUS``; English names are understood. Raises `UnknownName`, `UsageError`.

    >>> parse_pair("Russia-azerbaijan")
    ('AZE', 'RUS')
    """
    cuts = [n for n, sign in enumerate(slug) if sign == "-"]
    if not cuts:
        raise UsageError(f"{slug!r} is not a pair: write two codes with a hyphen between them, as in AZE-RUS")
    # A name may hold a hyphen itself (Guinea-Bissau): the first cut that gives two known names is meant.
    faults: list[UnknownName] = []
    for cut in cuts:
        try:
            one, other = sorted((code_of(slug[:cut]), code_of(slug[cut + 1 :])))
        except UnknownName as fault:
            faults.append(fault)
        else:
            return _two(one, other)
    raise faults[0]


def _two(one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise UsageError(f"a pair has two different parties, not {one} twice")
    return one, other


def page_url(*parts: str, window: Window | None = None, suffix: str = "", **more: str | None) -> str:
    """Return the address of a page, with its window and other settings as the query.

    >>> page_url("pair", "AZE-RUS", "week", "2025-06-30")
    '/pair/AZE-RUS/week/2025-06-30'
    >>> page_url("pair", "AZE-IGO:EU", suffix=".csv", unit="year")
    '/pair/AZE-IGO:EU.csv?unit=year'
    """
    path = "/" + "/".join(quote(part, safe=SAFE) for part in parts) + suffix
    asked = (to_dict(window) if window else {}) | more
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def article_url(article_id: str, event_id: str | None = None, sentence: int | None = None) -> str:
    """Return the address of an article, at an event's note or at a sentence.

    >>> article_url("0123456789abcdef", sentence=3)
    '/article/0123456789abcdef#s-3'
    """
    path = page_url("article", article_id)
    if event_id:
        return f"{path}#e-{quote(event_id)}"
    return path if sentence is None else f"{path}#s-{sentence}"
