"""The one error tree of Detente, drawn here.

    DetenteError
    ├── UsageError        the question itself is off: a wrong option, date or pair (exit 2)
    │   └── UnknownName   a code, type or name that nothing knows; says what is close (exit 2)
    ├── SourceError       a whole source (path, folder, archive) cannot be read (exit 1)
    ├── StoreError        the workspace cannot be opened, read or written (exit 1)
    │   └── StoreBusy     another process is writing to it
    ├── OntologyError     the shipped ontology files are broken
    ├── KnowledgeError    the shipped knowledge tables are broken
    └── MissingExtra      an optional part is not installed; says which

One bad page, sentence or row is not an error but a value: `detente.records.Rejected`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSE_MATCHES_SHOWN = 3


class DetenteError(Exception):
    """Something Detente could not do; its text says what, where and what to do."""


class UsageError(DetenteError):
    """The question is off: a wrong option, date, pair or format."""


class UnknownName(UsageError):  # noqa: N818 - reads as what it is at the place it is raised
    """A name that nothing knows.

    >>> str(UnknownName("state", "AZR", ["ARM", "AZE", "TUR"]))
    "unknown state 'AZR': did you mean AZE or ARM?"
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        """Keep the parts and say what is close."""
        self.kind = kind
        self.name = name
        close = difflib.get_close_matches(name, list(known), n=CLOSE_MATCHES_SHOWN, cutoff=0.5)
        hint = f": did you mean {' or '.join(close)}?" if close else ""
        super().__init__(f"unknown {kind} {name!r}{hint}")


class SourceError(DetenteError):
    """A whole source cannot be read."""

    def __init__(self, location: str, reason: str) -> None:
        """Name the source and why."""
        self.location = location
        self.reason = reason
        super().__init__(f"{location}: {reason}")


class StoreError(DetenteError):
    """The workspace cannot be opened, read or written."""


class StoreBusy(StoreError):  # noqa: N818 - reads as what it is at the place it is raised
    """Another process is writing to the workspace."""


class OntologyError(DetenteError):
    """The shipped ontology files are broken."""


class KnowledgeError(DetenteError):
    """The shipped knowledge tables are broken."""


class MissingExtra(DetenteError):  # noqa: N818 - reads as what it is at the place it is raised
    """An optional part is not installed."""
