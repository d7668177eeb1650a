# ruff: noqa: INP001 - a script, no package
"""The generated rows of ``aliases.csv``: English names, capitals, adjectives and nouns for the people.

Not for names of organisations, groups and regions, nor former names: those are kept by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources import FACTBOOK_LAST, Row, Tables, read

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLDR = "Unicode CLDR 46 (Unicode licence)"

# English names of the sources that are unusable as they stand: fragments of remarks, or not the name used.
NOT_CAPITALS = {
    "D.C", "Jerusalem", "city", "on Efate", "on Viti Levu", "some months of the year", "aka Yangon",
    "Chisinau in Romanian", "Kishinev in Russian", "Charlotte Amalie", "Road Town", "Cockburn Town",
    "Grand Turk", "Lefkosia/Lefkosa", "Tarabulus", "Baki", "Baky", "Bujumbura", "Victoria", "Kingston",
    "Hamilton", "Nassau", "Georgetown",
}  # fmt: skip
# Read as a capital only beside the state's own name: towns of the same name are in the news elsewhere.
SHARED_CAPITALS = {
    "Tripoli", "San José", "Santiago", "Saint George's", "Saint John's", "Kingstown", "Sucre", "Malé",
    "Lima", "Wellington", "Castries", "Bridgetown", "Panama City", "La Paz", "Cape Town", "Bern", "Apia",
    "Valletta", "Praia", "Roseau", "Freetown", "Monrovia", "Sofia",
}  # fmt: skip
KEPT_CAPITALS = {"Victoria": "SYC", "Kingston": "JAM", "Nassau": "BHS", "Georgetown": "GUY"}
# One adjective for several states, or for none of them alone; or the name of the state itself.
NOT_DEMONYMS = {
    "Congo", "Korean", "Singapore", "Luxembourg", "New Zealand", "Liechtenstein", "Taiwan", "Kiribati",
    "Swati", "Equatoguinean", "Guinean", "Congolese", "Dominican", "Samoan",
}  # fmt: skip


def generated(folder: Path, tables: Tables) -> Iterator[Row]:
    """Yield the aliases that no row by hand has for the same code."""
    states = {row["code"] for row in tables["states"] if not row["end"]}
    taken = {(fold(row["alias"]), row["code"]) for row in tables["aliases"]}
    for row in found(list(read(folder / "aliases.csv")), states):
        if (fold(row["alias"]), row["code"]) not in taken:
            yield row


def found(rows: list[Row], states: set[str]) -> Iterator[Row]:
    """Yield names, adjectives, nouns for the people, and capitals."""
    countries = {fold(row["alias"]) for row in rows if row["kind"] == "country"}
    for row in rows:
        name, code = row["alias"], row["target"]
        if code not in states:
            continue
        if (row["source"], row["lang"], row["role"]) == ("cldr", "en", "name"):
            yield alias(name.replace("&", "and"), "name", code, CLDR)
        elif row["kind"] == "capital" and name not in NOT_CAPITALS and fold(name) not in countries:
            yield capital(name, code, shared=name in SHARED_CAPITALS)
        elif row["kind"] == "demonym" and row["role"] == "adjective" and name not in NOT_DEMONYMS:
            yield from demonyms(name, code)
    for name, code in KEPT_CAPITALS.items():
        yield capital(name, code, shared=True)


def capital(name: str, code: str, *, shared: bool) -> Row:
    """Return a row for a capital; one with a shared name counts only beside its state."""
    return alias(name, "capital", code, FACTBOOK_LAST) | {"ambiguous": "yes" if shared else ""}


def demonyms(word: str, code: str) -> Iterator[Row]:
    """Yield the adjective and, where English forms it by rule, the plural noun for the people."""
    yield alias(word, "demonym", code, FACTBOOK_LAST)
    if word.endswith(("an", "i")) and word != "German":
        yield alias(word + "s", "people", code, FACTBOOK_LAST)


def alias(text: str, kind: str, code: str, cited: str) -> Row:
    """Return a row of the aliases; what is left out is empty."""
    return {"alias": text, "kind": kind, "code": code, "cited": cited}
