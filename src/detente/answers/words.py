"""Numbers in words."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "report"), counted(0, "year")
    ('1 report', '0 years')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
