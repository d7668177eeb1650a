# ruff: noqa: INP001 - a script, no package
"""The generated rows of ``members.csv``, and the rivalries in ``ties.csv``.

Members come from the World Factbook's lists of memberships, snapshots 2015 to 2026: who belongs is known, the
day of entry is not: a list may have been completed late, so ``start`` is always empty. Only what the last
snapshot still lists is taken. An organisation's row by hand for a state replaces every generated one.

Rivalries come from Thompson, Sakuwa and Suhas (2021), years only: those that still ran in 2010 or later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources import FACTBOOK, Row, Tables, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A list that was last seen before this day had been dropped: no longer a member, or no longer listed.
STILL_LISTED = "2026-01-01"

# The Factbook's short names of organisations and ours. Left out: those kept wholly by hand (SCO, BRICS, CIS,
# ECOWAS, EAEU ...) and those whose lists there are known to be wrong (AIIB, UNASUR).
ORGANISATIONS = {
    "ADB": "ADB", "AfDB": "AFDB", "AMU": "AMU", "APEC": "APEC", "Arctic Council": "ARCTIC_COUNCIL",
    "ASEAN": "ASEAN", "AU": "AU", "BIMSTEC": "BIMSTEC", "BSEC": "BSEC", "Caricom": "CARICOM", "CE": "COE",
    "CELAC": "CELAC", "CICA": "CICA", "COMESA": "COMESA", "CPLP": "CPLP", "CSTO": "CSTO", "D-8": "D8",
    "ECO": "ECO", "EFTA": "EFTA", "EMU": "EUROZONE", "EU": "EU", "G-20": "G20", "G-7": "G7", "G-77": "G77",
    "GCC": "GCC", "GUAM": "GUAM", "IAEA": "IAEA", "ICCt": "ICC", "IGAD": "IGAD", "LAS": "LAS",
    "Mercosur": "MERCOSUR", "NAM": "NAM", "NATO": "NATO", "OAS": "OAS", "OECD": "OECD", "OECS": "OECS",
    "OIC": "OIC", "OIF": "OIF", "OPCW": "OPCW", "OPEC": "OPEC", "OSCE": "OSCE",
    "Pacific Alliance": "PACIFIC_ALLIANCE", "PIF": "PIF", "SAARC": "SAARC", "SACU": "SACU", "SADC": "SADC",
    "Schengen Convention": "SCHENGEN", "SICA": "SICA", "UN": "UN", "USMCA": "USMCA", "WAEMU": "WAEMU",
    "WTO": "WTO",
}  # fmt: skip
STATUS = {
    "member": "member", "nonregional member": "member", "nonregional members": "member",
    "observer": "observer", "candidate country": "candidate", "candidate": "candidate",
    "accession candidate": "candidate", "associate": "associate", "associate member": "associate",
    "associated member": "associate", "associate observer": "observer", "partner": "partner",
    "partners": "partner", "dialogue partner": "partner", "sectoral dialogue partner": "partner",
    "suspended": "suspended", "Chinese Taipei": "member",
}  # fmt: skip
# States that the Factbook's rows have without an ISO code, by its own code for the country.
NO_ISO = {"ae": "ARE", "ct": "CAF", "dr": "DOM", "fm": "FSM"}
# (organisation, state) that the source has wrong: it signed only, or takes part in some work.
WRONG = {("IGO:EUROZONE", "SWE"), ("IGO:ICC", "UZB"), ("IGO:OECD", "IND")}


def generated(folder: Path, tables: Tables) -> Iterator[Row]:
    """Yield the members of the organisations, for pairs of the two that have no row by hand."""
    states = {row["code"] for row in tables["states"]}
    skipped = {(row["organisation"], row["state"]) for row in tables["members"]} | WRONG
    for row in read(folder / "io_participation.csv"):
        organisation = f"IGO:{ORGANISATIONS.get(row['org'], '')}"
        state = row["iso3"] or NO_ISO.get(row["gec"], "")
        status = STATUS.get(row["status"])
        known = organisation != "IGO:" and state in states and status
        if not known or (organisation, state) in skipped or row["last_seen"] < STILL_LISTED:
            continue
        yield {
            "organisation": organisation,
            "state": state,
            "status": str(status),
            "start": "",
            "end": "",
            "known_until": row["last_seen"],
            "cited": FACTBOOK.format(row["last_seen"][:7]),
        }


# The rivalries' list ends with this year: an end in it means that the rivalry still ran.
LAST_YEAR = "2020"
RECENT = "2010"
# Rivalries that the source itself has under a wrong number.
MISNUMBERED = {"165"}


def rivalries(folder: Path, tables: Tables) -> Iterator[Row]:
    """Yield the rivalries between states of today that ran in 2010 or later, as ties."""
    # Former states come first and are overwritten: a number belongs to the state of today.
    states = sorted(tables["states"], key=lambda row: not row["end"])
    codes = {row["cow"]: row["code"] for row in states if row["cow"]}
    taken = {(row["one"], row["other"]) for row in tables["ties"] if row["kind"] == "rivalry"}
    for row in read(folder.parent / "history" / "tss_rivalries.csv"):
        if row["end"] < RECENT or row["tssr_id"] in MISNUMBERED:
            continue
        one, other = sorted((codes[row["ccode1"]], codes[row["ccode2"]]))
        if (one, other) in taken:
            continue
        ongoing = row["end"] == LAST_YEAR
        yield {
            "one": one,
            "other": other,
            "kind": "rivalry",
            "name": row["rivalry"].rstrip(" 0123456789"),
            "start": row["start"],
            "end": "" if ongoing else row["end"],
            "known_until": f"{LAST_YEAR}-12-31" if ongoing else "",
            "cited": f"Thompson Sakuwa and Suhas: strategic rivalries #{row['tssr_id']}",
        }
