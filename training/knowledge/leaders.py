# ruff: noqa: INP001 - a script, no package
"""Rows of ``people.csv`` for heads of state and government, from snapshots of the World Factbook.

Left out are the states whose leaders are kept by hand, what ``judged.csv`` says is wrong, and everybody who
has a row by hand at that time: sources name offices in too many ways to compare them.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sources import FACTBOOK_LAST, HERE, NEVER, Row, Tables, by_code, read, same_person

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHORTEST_ALONE = len("Modi")
JUDGED_KEY = ("code", "name", "role", "start")

# Their leaders are in the table by hand, with ministers and officials.
HAND_STATES = {
    "TUR", "RUS", "AZE", "ARM", "GEO", "IRN", "UKR", "USA", "FRA", "DEU", "GBR", "ISR", "SYR", "CHN",
    "BLR", "IND",
}  # fmt: skip

# Slips of the source: the office was another.
SLIPS = {("LKA", "2015-01-09", "Ranil Wickremesinghe")}

# Surnames of leaders that are too common, or ordinary words, to stand alone for one person.
COMMON_SURNAMES = frozenset(
    (  # noqa: SIM905 - a list of names reads best as text
        "Abbott Abdullah Abe Abela Ahmed Ali Aoun Ardern Aso Banda Barrow Bennett Berg Berri Bin Bio "
        "Bolojan Boric Brown Browne Bush Carter Castillo Castro Charles Chen Conde Cook Costa Dahal "
        "Daniel Denkov Deuba Diallo Diaz Duque English Fernandez Frederiksen Fukuda Garcia Gates "
        "Gonsalves Gonzalez Hariri Harper Harris Hasina Hassan Hernandez Holness Hu Hunt Hussein Jimenez "
        "Johnson Jones Kamara Kan Karki Keita Key Khan Kim King Lee Li Long Lopez Mahama Martin Martinez "
        "May Mendoza Mensah Michel Mikati Mills Mitchell Mohamed Mohammed Molina Moon Morales Moreno "
        "Nguyen Noboa Noda Oli Ortega Park Paul Perez Petro Philip Plenković Powell Qaboos Rahman Rama "
        "Ramirez Rashid Rice Rivera Rodriguez Rudd Sabah Said Salam Salih Sall Salman Sanchez Santos "
        "Sharif Silva Singh Sirleaf Smith Solberg Store Stuart Sudani Suga Tamim Thani Thomas Torres "
        "Toure Tran Traore Turnbull Vance Vazquez Vella Wang Wong Yoon Young Zhang"
    ).split()
)


def generated(folder: Path, tables: Tables) -> Iterator[Row]:
    """Yield the terms that are neither judged wrong nor replaced by a row by hand."""
    states = {row["code"] for row in tables["states"] if not row["end"]} - HAND_STATES
    judged = {tuple(row[k] for k in JUDGED_KEY): row["verdict"] for row in read(HERE / "judged.csv")}
    rows = terms(folder, states)
    lone = lone_surnames(rows)
    hand = by_code(tables["people"])
    for row in rows:
        verdict = judged.get(tuple(row[k] for k in JUDGED_KEY))
        if verdict == "removed" or any(same_person(known, row) for known in hand[row["code"]]):
            continue
        if fold(row["alone"]) not in lone or verdict == "no surname":
            row["alone"] = ""
        yield row


def terms(folder: Path, states: set[str]) -> list[Row]:
    """Return the terms of all heads of state and government of these states."""
    offices = defaultdict(list)
    for row in read(folder / "tenures.csv"):
        if row["iso3"] in states and row["rank"] == "primary" and len(row["start"]) == len("2000-01-01"):
            offices[row["iso3"], row["role"]].append(row)
    rows = one_each([person for office in offices.values() for person in tenures(office)])
    return [row for row in rows if (row["code"], row["start"], row["name"]) not in SLIPS]


def lone_surnames(rows: list[Row]) -> set[str]:
    """Return the surnames, folded, that one state's leaders bear and that are no given names."""
    surnames = Counter(surname for _, surname in {(row["code"], fold(row["alone"])) for row in rows})
    given = {fold(part) for row in rows for part in row["name"].split()[:-1]}
    given |= {fold(name) for name in COMMON_SURNAMES}
    return {
        name for name, n in surnames.items() if n == 1 and name not in given and len(name) >= SHORTEST_ALONE
    }


def one_each(rows: list[Row]) -> list[Row]:
    """Return one row for each start of an office: a ruler may be listed twice, in two spellings."""
    best: dict[tuple[str, ...], Row] = {}
    for row in sorted(rows, key=lambda row: (row["end"] != "", row["end"])):
        kept = best.setdefault((row["code"], row["start"], row["role"]), row)
        if row["name"] != kept["name"]:
            kept["also"] = "|".join(filter(None, (kept["also"], row["name"])))
    return list(best.values())


def tenures(office: list[Row]) -> Iterator[Row]:
    """Yield the holders of one office, one after the other."""
    office = sorted({row["start"]: row for row in office}.values(), key=lambda row: row["start"])
    for row, after in itertools.zip_longest(office, office[1:]):
        name = clean_name(row["name"])
        if not name:
            continue
        following = after["start"] if after and clean_name(after["name"]) != name else NEVER
        current = row["current_2026_01"] == "1"
        if current and following != NEVER:
            continue  # somebody else came later and has gone already: the start is a slip of the source
        # With nobody known to have followed, a term is taken to end when it was last seen.
        end = "" if current else min(following, row["last_seen"] if following == NEVER else row["end_before"])
        if end and end <= row["start"]:
            continue
        spellings = {clean_name(variant) for variant in row["variants"].split("|")} - {""}
        also = sorted(spelling for spelling in spellings if fold(spelling) != fold(name))
        title = row["title"] or row["role"].replace("_", " ").capitalize()
        yield {
            "name": name, "also": "|".join(also), "code": row["iso3"], "role": title, "sector": "GOV",
            "start": row["start"], "end": end, "known_until": "" if end else row["last_seen"],
            "alone": surname(row["name"]), "cited": FACTBOOK_LAST,
        }  # fmt: skip


REMARK = re.compile(
    r"(?i:\bco-?prince\b)"
    r"|\b(and|of|on|resigned|Ministers?|Gen\.|Col\.|Tan Sri|Dato|vacant)\b|\b(Gen|Col|Dr)\."
)
ROMAN = re.compile(r"[IVX]+")
NAME = re.compile(r"[A-Za-zÀ-ž'’.-]+(?: [A-Za-zÀ-ž'’.-]+){1,4}")


def clean_name(text: str) -> str:
    """Return a name as it is written in the news, or nothing where the source holds a remark."""
    text = re.sub(r" serving as.*|,.*|\(.*|;.*", "", text).strip()
    if not NAME.fullmatch(text) or not surname(text) or REMARK.search(text):
        return ""
    return " ".join(calm(word) for word in text.split())


def calm(word: str) -> str:
    """``ALIYEV`` as ``Aliyev``, ``al-SISI`` as ``al-Sisi``; words with small letters stay."""
    if ROMAN.fullmatch(word):
        return word
    return "-".join(
        p.capitalize() if p.isupper() and len(p) > 1 and "." not in p else p for p in word.split("-")
    )


def surname(text: str) -> str:
    """Return the words that the source sets in capitals."""
    words = [w for w in text.split() if w.split("-")[-1].isupper() and len(w) > 1 and "." not in w]
    return " ".join(calm(w) for w in words)
