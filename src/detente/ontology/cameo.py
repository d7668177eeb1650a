"""The map between CAMEO codes and PLOVER types, for reading and writing other people's event data.

For GDELT and ICEWS files. Not for coding: Detente never codes a sentence in CAMEO. The table is
``data/cameo.csv``; the type of each row is that of CAMEO2PLOVER-2021, and a row whose mode or
context differs from it has a note that says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from detente.errors import OntologyError, UnknownName
from detente.ontology.plover import load, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from detente.ontology.plover import Act

DROPPED = "dropped"  # PLOVER does not record bare comments (01) and appeals (02)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One code of CAMEO 1.1b3 and what it is in PLOVER; ``type`` is None where PLOVER drops it.

    ``reverse``: source and target change places when the code is read. ``writes``: the acts for
    which this code is the one to write, where the rule of `to_cameo` would choose another or none.
    """

    code: str
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    reverse: bool
    writes: tuple[Act, ...]
    definition: str
    note: str
    cited: str


@lru_cache(maxsize=1)
def cameo_codes() -> Mapping[str, CameoCode]:
    """Return every code with its row, in order of code.

    >>> len(cameo_codes())
    298
    """
    try:
        return MappingProxyType({row["code"]: _code(row) for row in read_rows("cameo.csv")})
    except KeyError as error:
        raise OntologyError(f"ontology data: cameo.csv has no column {error}") from error


def cameo_code(code: str) -> CameoCode:
    """Return the row of a code, or say what is close. Codes are text: the zero in front counts.

    >>> cameo_code("043").reverse
    True
    """
    known = cameo_codes()
    if code not in known:
        raise UnknownName("CAMEO code", code, known)
    return known[code]


def from_cameo(code: str) -> Act | None:
    """Return the PLOVER type and mode of a code, or None where PLOVER drops it.

    See `CameoCode.reverse` for the one code that names the actors the other way round.
    Source: CAMEO2PLOVER-2021.

    >>> from_cameo("0871"), from_cameo("190"), from_cameo("010")
    (('RETREAT', 'ceasefire'), ('ASSAULT', None), None)
    """
    row = cameo_code(code)
    return None if row.type is None else (row.type, row.mode)


def to_cameo(event_type: str, mode: str | None = None) -> str:
    """Return the CAMEO code to write for a type and mode.

    The code that claims the act (``writes``); otherwise, of the codes that read back as the same
    type and mode, the widest one: a written code should not say more than the event did. An act
    that CAMEO has no code for gets the nearest, and may read back as less (docs/ontology.md).

    >>> to_cameo("CONSULT", "visit"), to_cameo("ASSAULT", "drone"), to_cameo("AID")
    ('042', '1952', '070')
    """
    load().scale(event_type, mode)  # an unknown name has no code and a better message
    return _written()[event_type, mode]


@lru_cache(maxsize=1)
def _written() -> Mapping[Act, str]:
    codes = cameo_codes().values()
    written: dict[Act, str] = {}
    for row in sorted(codes, key=lambda row: (len(row.code), row.code)):
        if row.type is not None and not row.reverse:
            written.setdefault((row.type, row.mode), row.code)
    written.update({act: row.code for row in codes for act in row.writes})
    return MappingProxyType(written)


def _code(row: dict[str, str]) -> CameoCode:
    return CameoCode(
        code=row["code"],
        type=None if row["type"] == DROPPED else row["type"],
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split()),
        reverse=row["reverse"] == "yes",
        writes=tuple(_act(text) for text in row["writes"].split()),
        definition=row["definition"],
        note=row["note"],
        cited=row["cited"],
    )


def _act(text: str) -> Act:
    event_type, _, mode = text.partition("/")
    return event_type, mode or None
