"""The ontology: which kinds of events exist, what each weighs, and what CAMEO calls it.

For: names, definitions, quad classes and scales of the 16 PLOVER types and their modes, contexts
and sectors; PLOVER's own rewrites; the map to and from CAMEO. All of it is data under ``data/``,
read once.
Not for: deciding what a sentence says (`detente.events`), who an actor is (`detente.knowledge`) or
how tense a pair is (`detente.relations`).

>>> ontology = load()
>>> len(ontology.types), len(ontology.modes), ontology.quad("SANCTION")
(16, 67, 4)
"""

from __future__ import annotations

from detente.ontology.cameo import CameoCode, cameo_code, cameo_codes, from_cameo, to_cameo
from detente.ontology.plover import (
    Context,
    EventType,
    Mode,
    Ontology,
    QuadClass,
    Rewrite,
    Sector,
    Settlement,
    Tie,
    load,
    to_plover,
)

__all__ = [
    "CameoCode",
    "Context",
    "EventType",
    "Mode",
    "Ontology",
    "QuadClass",
    "Rewrite",
    "Sector",
    "Settlement",
    "Tie",
    "cameo_code",
    "cameo_codes",
    "from_cameo",
    "load",
    "to_cameo",
    "to_plover",
]
