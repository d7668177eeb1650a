"""Detente turns the news you already have into a live, sourced model of the relations between states.

    pages -> articles -> actors -> events -> relations        (claims hang beside events)
     get     read        who       what      how they

    >>> import detente
    >>> articles = detente.read(["pages/"])            # doctest: +SKIP
    >>> events = detente.code(["pages/"])              # doctest: +SKIP
    >>> desk = detente.open("caucasus", create=True)   # doctest: +SKIP
    >>> desk.add(["pages/"])                           # doctest: +SKIP
    >>> desk.pair("AZE", "RUS").evidence()             # doctest: +SKIP

`read` and `code` store nothing and give a `Table` (Arrow, with ``to_pandas``, ``to_polars`` and
``to_dicts``); `label` answers sentences whose two actors you name, and `evaluate_coder` holds the coder
against a gold file; `actor` says what is known of a state or person on a day, and on whose word; `open` gives
a `Session` on a workspace folder: ``add`` to it, then ask it ``pair view wedge brief search``. The command
line says the same words. Importing this loads nothing heavy: the names below are fetched when they are first
used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.errors import DetenteError
    from detente.session import (
        Session,
        actor,
        code,
        evaluate_coder,
        label,
        open,  # noqa: A004 - as `gzip.open`: detente.open(dir)
        read,
    )

__version__ = "0.1.0"

__all__ = [
    "DetenteError",
    "Session",
    "__version__",
    "actor",
    "code",
    "evaluate_coder",
    "label",
    "open",
    "read",
]

_HOMES = {
    "DetenteError": "detente.errors",
    "Session": "detente.session",
    "actor": "detente.session",
    "code": "detente.session",
    "evaluate_coder": "detente.session",
    "label": "detente.session",
    "open": "detente.session",
    "read": "detente.session",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any public name
    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
