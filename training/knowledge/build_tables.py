# ruff: noqa: INP001, T201 - a script, no package: it says what it did
"""Writes the generated rows of ``src/detente/knowledge/data`` from the project's data folder.

    python training/knowledge/build_tables.py ../shared/data/knowledge

Rows whose ``cited`` starts with ``hand:`` were written by a person: they are kept, and where one of
them says the same (alias and code, or person and code), it wins over a generated row.
Only facts are taken over (a name, a date, a code, a coordinate), each with the name of its origin.
"""

from __future__ import annotations

import csv
import itertools
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from detente.knowledge.tables import COLUMNS, sort_key
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Row = dict[str, str]

DATA = Path(__file__).parents[2] / "src" / "detente" / "knowledge" / "data"
HAND = "hand:"
# rows of the sources that a reader found wrong, doubtful or replaced by one of ours
JUDGED = Path(__file__).parent / "judged.csv"
JUDGED_KEY = ("code", "name", "role", "start")
CLDR = "Unicode CLDR 46 (Unicode licence)"
FACTBOOK = "CIA World Factbook, snapshot 2026-01 (public domain)"
COW = "cow2iso (MIT)"
GEONAMES = "GeoNames cities15000 (CC BY 4.0)"

# The 193 members of the United Nations, then the four that Detente also treats as states.
UN_MEMBERS = (  # noqa: SIM905 - a list of codes reads best as text
    "AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR "
    "BFA BDI CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY "
    "SLV GNQ ERI EST SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN "
    "IRN IRQ IRL ISR ITA JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI "
    "MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR "
    "OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP "
    "SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR "
    "ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE"
).split()
STATES = (*UN_MEMBERS, "PSE", "TWN", "VAT", "XKX")
# (ISO 3166 alpha-2, Correlates of War number) of those that cow2iso lacks or has under a wrong code.
NOT_IN_COW = {"ATG": ("AG", "58"), "LIE": ("LI", "223"), "MCO": ("MC", "221"), "PSE": ("PS", ""),
              "SRB": ("RS", "345"), "TWN": ("TW", "713"), "VAT": ("VA", ""),
              "XKX": ("XK", "347")}  # fmt: skip

# English names of the sources that are unusable as they stand: fragments of remarks, or not the name used.
NOT_CAPITALS = {
    "D.C", "Jerusalem", "city", "some months of the year", "aka Yangon", "Chisinau in Romanian",
    "Kishinev in Russian", "Charlotte Amalie", "Road Town", "Cockburn Town", "Grand Turk", "Lefkosia/Lefkosa",
    "Tarabulus", "Baki", "Baky", "Bujumbura", "Victoria", "Kingston", "Hamilton", "Nassau", "Georgetown",
}  # fmt: skip
# Read as a capital only beside the state's own name: towns of the same name are in the news elsewhere.
SHARED_CAPITALS = {
    "Tripoli", "San José", "Santiago", "Saint George's", "Saint John's", "Kingstown", "Sucre", "Malé",
    "Lima", "Wellington", "Castries", "Bridgetown", "Panama City", "La Paz", "Cape Town", "Bern", "Apia",
    "Valletta", "Praia", "Roseau", "Freetown", "Monrovia", "Sofia",
}  # fmt: skip
KEPT_CAPITALS = {"Victoria": "SYC", "Kingston": "JAM", "Nassau": "BHS", "Georgetown": "GUY"}

# Countries whose places are listed down to this many people (thousands); all other towns by MANY_PEOPLE.
SMALLEST_TOWN = {
    "AM": 20, "AZ": 30, "GE": 30, "TR": 250, "RU": 500, "UA": 150, "SY": 90, "IR": 600, "IQ": 400,
    "IL": 250, "PS": 100, "LB": 60, "BY": 300, "MD": 100, "KZ": 500,
}  # fmt: skip
MANY_PEOPLE = 3_000
# A town with one of these names would be read into ordinary English or hide a better known place.
NOT_PLACES = {"Of", "Bar", "Van", "Batman", "Most", "Nice", "Reading", "Split", "Mary", "Marks"}

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


def main(folder: Path) -> None:
    """Write every table again, from the hand-written rows and the sources in ``folder``."""
    aliases = list(read(folder / "aliases.csv"))
    save("states", states(folder, aliases))
    save("aliases", generated_aliases(aliases))
    save("people", leaders(folder))
    save("places", places(folder))


def read(path: Path, delimiter: str = ",") -> Iterator[Row]:
    """Yield the rows of a table with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def save(table: str, rows: Iterable[Row]) -> None:
    """Merge with the hand-written rows of the table and write it, sorted."""
    path = DATA / f"{table}.csv"
    kept = [row for row in read(path) if row["cited"].startswith(HAND)] if path.exists() else []
    taken = {identity(table, row) for row in kept}
    columns = COLUMNS[table]
    merged = kept + [row for row in rows if identity(table, row) not in taken]
    unique = {tuple(row.get(c, "") for c in columns) for row in merged}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(unique, key=sort_key))
    print(f"{table}: {len(unique)} rows, {len(kept)} of them by hand")


def identity(table: str, row: Row) -> tuple[str, ...]:
    """Return what makes two rows say the same thing, in the eyes of the merge."""
    if table == "people":
        return row["code"], re.split(r"[ -]", fold(row["name"]))[-1]
    if table == "aliases":
        return fold(row["alias"]), row["code"]
    return (row[COLUMNS[table][0]],)


def states(folder: Path, aliases: list[Row]) -> Iterator[Row]:
    """Yield the states with their ISO and Correlates of War codes."""
    latest = sorted(read(folder / "cow2iso.txt"), key=lambda row: row["valid_until"] or "9999")
    codes = {row["iso3"]: (row["iso2"], row["cow_id"]) for row in latest}
    names = {
        r["target"]: r["alias"]
        for r in aliases
        if (r["source"], r["lang"], r["role"]) == ("cldr", "en", "name")
    }
    for code in STATES:
        iso2, cow = NOT_IN_COW.get(code) or codes[code]
        yield {
            "code": code,
            "iso2": iso2,
            "cow": cow,
            "name": names[code].replace("&", "and"),
            "cited": f"{CLDR}; {COW}",
        }


def generated_aliases(aliases: list[Row]) -> Iterator[Row]:
    """Yield names, adjectives, nouns for the people, and capitals."""
    names = {fold(r["alias"]) for r in aliases if r["kind"] == "country"}
    for row in aliases:
        if row["target"] not in STATES:
            continue
        if row["source"] == "cldr" and row["lang"] == "en" and row["role"] == "name":
            yield alias(row["alias"].replace("&", "and"), "name", row["target"], CLDR)
        elif (
            row["kind"] == "capital" and row["alias"] not in NOT_CAPITALS and fold(row["alias"]) not in names
        ):
            shared = "yes" if row["alias"] in SHARED_CAPITALS else ""
            yield alias(row["alias"], "capital", row["target"], FACTBOOK) | {"ambiguous": shared}
        elif row["kind"] == "demonym" and row["role"] == "adjective":
            yield from demonyms(row)
    for name, code in KEPT_CAPITALS.items():
        yield alias(name, "capital", code, FACTBOOK) | {"ambiguous": "yes"}


# One adjective for several states, or for none of them alone; or the name of the state itself.
NOT_DEMONYMS = {
    "Congo", "Korean", "Singapore", "Luxembourg", "New Zealand", "Liechtenstein", "Taiwan", "Kiribati",
    "Swati", "Equatoguinean", "Guinean", "Congolese", "Dominican", "Samoan",
}  # fmt: skip


def demonyms(row: Row) -> Iterator[Row]:
    """Yield the adjective and, where English forms it by rule, the plural noun for the people."""
    word = row["alias"]
    if word in NOT_DEMONYMS:
        return
    yield alias(word, "demonym", row["target"], FACTBOOK)
    if word.endswith(("an", "i")) and word != "German":
        yield alias(word + "s", "people", row["target"], FACTBOOK)


def alias(text: str, kind: str, code: str, cited: str) -> Row:
    """Return a row of the aliases; what is left out is empty."""
    return {"alias": text, "kind": kind, "code": code, "cited": cited}


def leaders(folder: Path) -> Iterator[Row]:
    """Yield heads of state and government; an end is the next holder's start where that is earlier."""
    offices = defaultdict(list)
    for row in read(folder / "tenures.csv"):
        if (
            row["iso3"] in set(STATES) - HAND_STATES
            and row["rank"] == "primary"
            and len(row["start"]) == len("2000-01-01")
        ):
            offices[row["iso3"], row["role"]].append(row)
    found = [person for office in offices.values() for person in tenures(office)]
    rows = [row for row in one_each(found) if (row["code"], row["start"], row["name"]) not in SLIPS]
    surnames = Counter(
        fold(row["alone"]) for row in {(r["code"], fold(r["alone"])): r for r in rows}.values()
    )
    given = {fold(part) for row in rows for part in row["name"].split()[:-1]} | {
        fold(n) for n in COMMON_SURNAMES
    }
    judged = {tuple(row[k] for k in JUDGED_KEY): row["verdict"] for row in read(JUDGED)}
    for row in rows:
        verdict = judged.get(tuple(row[k] for k in JUDGED_KEY))
        if verdict == "removed":
            continue
        alone = fold(row["alone"])
        if surnames[alone] > 1 or alone in given or len(alone) < len("Modi") or verdict == "no surname":
            row["alone"] = ""
        yield row


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
        following = after["start"] if after and clean_name(after["name"]) != name else "9999"
        current = row["current_2026_01"] == "1"
        if current and following != "9999":
            continue  # somebody else came later and has gone already: the start is a slip of the source
        # With nobody known to have followed, a term is taken to end when it was last seen.
        end = (
            "" if current else min(following, row["last_seen"] if following == "9999" else row["end_before"])
        )
        if end and end <= row["start"]:
            continue
        variants = sorted({clean_name(v) for v in row["variants"].split("|")} - {name, ""})
        title = row["title"] or row["role"].replace("_", " ").capitalize()
        yield {
            "name": name, "also": "|".join(variants), "code": row["iso3"], "role": title, "sector": "GOV",
            "start": row["start"], "end": end, "known_until": "" if end else row["last_seen"],
            "alone": surname(row["name"]), "cited": FACTBOOK,
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


def places(folder: Path) -> Iterator[Row]:
    """Yield capitals, the larger towns of the region, and the largest of the world."""
    iso3 = {row["iso2"]: row["code"] for row in read(DATA / "states.csv")}
    capitals = {(r["code"], fold(r["alias"])) for r in read(DATA / "aliases.csv") if r["kind"] == "capital"}
    best: dict[str, tuple[tuple[bool, int], Row]] = {}
    for row in read(folder / "cities15000.tsv", delimiter="\t"):
        code, key = iso3.get(row["cc"], ""), fold(row["name"])
        people = int(row["pop"] or 0)
        large = people >= 1_000 * SMALLEST_TOWN.get(row["cc"], MANY_PEOPLE)
        if not code or row["name"] in NOT_PLACES or not (large or (code, key) in capitals):
            continue
        rank = ((code, key) in capitals, people)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, row | {"country": code, "cited": GEONAMES})
    for _, row in best.values():
        yield row | {"lat": f"{float(row['lat']):.3f}", "lon": f"{float(row['lon']):.3f}"}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
