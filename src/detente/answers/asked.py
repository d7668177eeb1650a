"""What was asked and what was counted, said in words on every answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.records import to_dict


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which part of the record a question looks at; dates are ISO days, None is no bound.

    ``since`` and ``until`` bound the day of the event (``since <= day < until``). ``as_of`` keeps what was
    published on or before that day; ``recorded_as_of`` answers with what the workspace held on that day.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    recorded_as_of: str | None = None

    def in_words(self) -> str:
        """Say the window.

        >>> Window(since="2020-01-01").in_words()
        'since 2020-01-01'
        """
        parts = [
            ("since", self.since),
            ("before", self.until),
            ("published by", self.as_of),
            ("as the workspace stood on", self.recorded_as_of),
        ]
        return ", ".join(f"{words} {value}" for words, value in parts if value) or "all dates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a question: its code and its usual English name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question in words, what was counted, and what a reader must know beside the figures.

    ``note`` is what the workspace says of itself ("illustrative: our own selection"), shown with each chart.
    """

    question: str
    window: Window
    counted: str
    caveats: tuple[str, ...] = ()
    note: str | None = None


def asked_dict(asked: Asked) -> dict[str, Any]:
    """Return question, window, counting and caveats as the first keys of an answer's JSON."""
    return {
        "question": asked.question,
        "window": to_dict(asked.window),
        "counted": asked.counted,
        "caveats": list(asked.caveats),
        "note": asked.note,
    }
