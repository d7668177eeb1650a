# ruff: noqa: INP001 - a script, no package
"""Rows of ``people.csv`` for ministers and other officials.

Taken are only the offices listed in ``offices.csv`` (six states and the organisations) and the foreign
ministers of 2022. What the source has wrong is listed in ``terms.csv``, by the person's number in Wikidata,
our name of the office and, for one term of several, the start that the source gives. An end that neither
knows stays open, checked until the day of the source's snapshot. A term that a row by hand already has is
left out. Only facts are taken over: a name, an office, two dates.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sources import HERE, NEVER, Row, Tables, by_code, initials, last_word, read, same_person

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_DAY = "2000-01-01"  # nobody who had left by then is needed
FEW_DAYS = 30  # who stood in for less than a month is not in the news by name
GAP_DAYS = 7  # a new cabinet a few days later: still the same term
FULL_DATE = len("2000-01-01")
MINISTERS_SEEN = "2022-11-30"  # the day of the list of foreign ministers
SHORTEST_ALONE = len("Modi")

# What terms.csv says, by number in Wikidata, office, and start in the source.
Terms = dict[tuple[str, str, str], Row]

# Names as the news writes them; the source's own spelling stays as a variant.
NAMES = {
    "William Joseph Burns": "William Burns",
    "James Franklin Jeffrey": "James Jeffrey",
    "John Owen Brennan": "John Brennan",
    "Richard Bowman Myers": "Richard Myers",
    "Michael Mullen": "Mike Mullen",
    "John Michael McConnell": "Mike McConnell",
    "Ramazan Kadyrov": "Ramzan Kadyrov",
    "Sergey Mironoff": "Sergei Mironov",
    "Alexander Vladimirovich Konovalov": "Alexander Konovalov",
    "Jonathan Finer": "Jon Finer",
    "Sergey Mikhaylovich Ignatyev": "Sergei Ignatyev",
    "Thomas E. Donilon": "Tom Donilon",
    "Mark Malloch Brown, Baron Malloch-Brown": "Mark Malloch Brown",
    "John William Ashe": "John Ashe",
    "William M. Daley": "Bill Daley",
    "Daniel Pfeiffer": "Dan Pfeiffer",
    "Jeffrey Zients": "Jeff Zients",
    "Sergey Shoygu": "Sergei Shoigu",
    "Dan R. Brouillette": "Dan Brouillette",
    "Anthony Luzzatto Gardner": "Anthony Gardner",
    "R. Nicholas Burns": "Nicholas Burns",
    "Thomas A. Shannon, Jr.": "Thomas Shannon",
    "Dee-Maxwell Saah Kemayah, Sr": "Dee-Maxwell Kemayah",
    "Dee-Maxwell Saah Kemayah, Sr.": "Dee-Maxwell Kemayah",
    "Vasily Malyk": "Vasyl Malyuk",
    "İsmail Cem İpekçi": "Ismail Cem",
    "Alexandre Orlov": "Alexander Orlov",
    "Mary Catherine Phee": "Molly Phee",
    "A. Elizabeth Jones": "Elizabeth Jones",
    "A. Wess Mitchell": "Wess Mitchell",
    "Archbishop Paul Gallagher": "Paul Gallagher",
    "Dr. Narayan Khadka": "Narayan Khadka",
    "Sheikh Mohammed bin Abdulrahman Al Thani": "Mohammed bin Abdulrahman",
    "Raşit Meredow": "Rashid Meredov",
    "Sheikh Abdullah bin Zayed Al Nahyan": "Abdullah bin Zayed",
    "Prince Faisal bin Farhan Al Saud": "Faisal bin Farhan",
    "Bruno Rodríguez Parrilla": "Bruno Rodriguez",
    "Þórdís Kolbrún R. Gylfadóttir": "Thordis Kolbrun Gylfadottir",
    "Sergey Yuryevitch Nechayev": "Sergei Nechayev",
    "William Braucher Wood": "William Wood",
    "James Franklin Collins": "James Collins",
    "Steven Karl Pifer": "Steven Pifer",
    "William Stamps Farish III": "William Farish",
    "Knut Vollebæk": "Knut Vollebaek",
}  # fmt: skip
INITIAL = re.compile(r"(?<=\w) [A-Z]\.(?= )|,? (?:Jr\.|III|II)$")
# First names as most of the news spells them, for Russians.
RUSSIAN = (
    (r"\b(Serge|Alexe|Andre|Nikola)y\b", r"\1i"),
    (r"\bAleksandr\b", "Alexander"),
    (r"\bYury\b", "Yuri"),
)
PARTICLE = re.compile(r"\b(de|of|van|der|du|i|Le|La|bin|Al)\b")
LETTERS = str.maketrans(
    {"ı": "i", "İ": "I", "ə": "a", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "dj", "Đ": "Dj", "ð": "d",
     "Þ": "Th", "þ": "th", "ß": "ss", "ʻ": "'", "’": "'"}
)  # fmt: skip

# Known by another title, from the list of offices or by hand.
OWN_TITLE = {"USA", "GBR"}
# Foreign ministers of 2022 whose date or state the list has wrong, or whose state knows them by hand.
NOT_THE_MINISTER = {
    ("MMR", "Zin Mar Aung"),  # of the shadow government
    ("TLS", "Adaljíza Magno"),
    ("BRN", "Hassanal Bolkiah"),  # listed as head of state
    ("FJI", "Frank Bainimarama"),
    ("YEM", "Hisham Sharaf"),  # of the Houthis
    ("COM", "Dhoihir Dhoulkamal"),  # the first of January stands for a year
    ("PRY", "Euclides Acevedo"),  # had left in spring
    ("MDG", "Richard Rakotonirina"),  # stood in
    ("LIE", "Dominique Hasler"),  # dated from her first, other ministry
    ("VUT", "Mark Ati"),
}

# Surnames that many bear, or that are words: never alone for one of these.
COMMON = frozenset(
    (  # noqa: SIM905 - a list of names reads best as text
        "Abraham Ahmad Alexander Ali Alor Andall Antonov Baker Barrett Bass Bell Berger Blair Blank Bodman "
        "Boente Bolten Brennan Brown Brennan Bryson Burns Camara Card Carney Carter Chu Clark Clement Cohen "
        "Coleman Collins Conway Cox Craft Daley Darroux Davis Day Dempsey Dey Diop Dorji Douglas Duke Dunn "
        "Earnest Evans Faria Ferrand Filip Finn Ford Fox Francis Fried Gates Gibbs Gordon Gore Graham Gray "
        "Green Greene Hadley Hassan Haines Herbst Hicks Hill Holder Hughes Hussein Ivanov Jackson Jeffrey "
        "Johnson Jones Jordan Kaba Kelly Kerry Kirk Koenig Lebedev Lew Lewis Locke Long Lynch Lynn Makarov "
        "Martin Mason McConnell Mercier Mer Miller Mills Mitchell Mohamed Mohammed Moore Morell Murphy Myers "
        "Nagy Neumann Newman Norquist O'Brien Oral Ozer Pace Park Pascual Patterson Paul Perry Peters "
        "Philippe Powell Power Prodan Radchenko Richardson Rice Rosen Ross Rouse Ryan Sanders Schwab "
        "Sessions Shannon Shapiro Sherman Simon Sison Smith Snow Soares Spencer Sullivan Summers Tai Taylor "
        "Foll Roux Jiuyong Shi England Casey Whitaker Beers Lyons Richmond Wilkinson Emanuel Carson Gardner "
        "Hartley Ridge Shelton Hayden Reno Breton Mignon Lute Morningstar Charpentier Grossman Gonzales "
        "Meadows Vaillant Yamamoto Hutchison Steinberg Lockhart Bartlett Raskin Orlov Krylov Mironov "
        "Konovalov Dumont Gregoire Kerim Remy Leger Cunningham Gillespie Pickard Hill Guillaume Ashe "
        "Faure Bel Fokin "
        "Ozturk Gunes Atalay Aksu Cicek Celik Ergin Akbulut Moroz Rybak Koval Shevchenko Kalinin "
        "Reznik Marchuk Derkach Bohdan Litvinenko Umansky Arbuzov Sorkin Omelyan Prasolov Puchkov "
        "Titov Akimov Coats Bolton Maguire Mullen McClellan Grisham Pritzker Crocker Armitage "
        "Frazer Alekseyev Ponomarenko Bosser Tantan Schill Kennard Emerson Thors Garnik Toptan "
        "Ipek Pfeiffer Courtenay Cuny Cadet Finer Waddell Schnabel Higgins Bermann McKinley "
        "Thomson Font Angue Reina Baptiste Barbosa Macamo Adamo Kofe Ramdin Acevedo Kabua "
        "Timken Todd Townsend Trump Turk Tuttle Ustinov Vance Walker Wilson Wolf Wolff Wong Wood Work Wray "
        "Wright Yates Yildiz Yilmaz Young Zhukov Gul Guler Sahin Oral Turkoglu Petrenko Popov Avdeyev "
        "Mitchell Douglas Pereira Paul Peters Tembo Tax Greene Hasler Borg Ng Snyder Reynolds Fritz Emerson"
    ).split()
)


def generated(folder: Path, tables: Tables, leaders: list[Row]) -> list[Row]:
    """Return the rows of both sources, less what the rows by hand have."""
    terms = {(row["wikidata"], row["role"], row["given"]): row for row in read(HERE / "terms.csv")}
    rows = [*holders(folder, terms), *foreign_ministers(folder, tables, terms)]
    hand = by_code(tables["people"])
    rows = [row for row in rows if not any(same_term(known, row) for known in hand[row["code"]])]
    return lone_surnames(rows, [*tables["people"], *leaders])


def same_term(one: Row, other: Row) -> bool:
    """Whether two rows of a state speak of one person in one office at one time."""
    return fold(one["role"]) == fold(other["role"]) and same_person(one, other)


def holders(folder: Path, terms: Terms) -> Iterator[Row]:
    """Yield the terms of the listed offices; neighbouring terms of one person are one."""
    offices = {
        (row["state"], row["position"]): (row["code"], row["role"], row["sector"])
        for row in read(HERE / "offices.csv")
    }
    held = defaultdict(list)
    for row in read(folder / "holders_2000_2022.csv"):
        office = offices.get((row["iso3"], row["position"]))
        fixed = office and fix(row, terms.get((row["wikidata"], office[1], row["start"])))
        if office and fixed:
            held[office, row["wikidata"]].append(fixed)
    merged = {key: list(joined(sorted(rows, key=start_end))) for key, rows in held.items()}
    starts: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for (office, _), rows in merged.items():
        starts[office].update(row["start"] for row in rows)
    for (office, wikidata), rows in merged.items():
        code, role, sector = office
        for row in rows:
            end = row["end"] or last_day(terms, wikidata, role)
            if end and (end <= max(FIRST_DAY, row["start"]) or days(row["start"], end) < FEW_DAYS):
                continue
            if next_day(end) in starts[office]:
                end = next_day(end)  # the day of a handover belongs to the successor
            by_hand = row.get("by_hand") or (end and not row["end"])
            yield person(row["person"], code, role, sector) | {
                "start": row["start"], "end": end, "known_until": "" if end else row["last_known"],
                "cited": f"Wikidata {wikidata}" + "; dates by hand" * bool(by_hand),
            }  # fmt: skip


def start_end(row: Row) -> tuple[str, str]:
    """Return what terms are put in order by."""
    return row["start"], row["end"] or NEVER


def fix(row: Row, truth: Row | None) -> Row | None:
    """Return the row with true dates, or nothing where it is no term of the office."""
    if truth is None:
        return row if row["start"] else None
    if truth["verdict"] == "removed":
        return None
    return row | {
        "start": truth["start"] or row["start"],
        "end": truth["end"] or row["end"],
        "by_hand": "yes",
    }


def last_day(terms: Terms, wikidata: str, role: str) -> str:
    """Return the end of the term that still ran in the snapshot, or nothing where it is not known."""
    known = terms.get((wikidata, role, ""))
    return known["end"] if known else ""


def joined(rows: list[Row]) -> Iterator[Row]:
    """Yield terms, with those that overlap or follow within a few days made one."""
    kept: Row | None = None
    for row in rows:
        if kept and follows(kept["end"], row["start"]):
            later = "" if not (kept["end"] and row["end"]) else max(kept["end"], row["end"])
            kept = kept | {"end": later}
            continue
        if kept:
            yield kept
        kept = row
    if kept:
        yield kept


def follows(end: str, start: str) -> bool:
    """Whether a term that starts then goes on with the one that ended then."""
    return not end or start <= end or days(end, start) <= GAP_DAYS


def days(start: str, end: str) -> int:
    """Return the days between two dates; many where one of them is not known to the day."""
    if len(start) != FULL_DATE or len(end) != FULL_DATE:
        return FEW_DAYS
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def next_day(day: str) -> str:
    """Return the day after, or nothing where the day is not known.

    >>> next_day("2001-09-30"), next_day("2001")
    ('2001-10-01', '')
    """
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat() if len(day) == FULL_DATE else ""


def foreign_ministers(folder: Path, tables: Tables, terms: Terms) -> Iterator[Row]:
    """Yield the foreign ministers of 2022, with an open end where nothing else is known."""
    states = {row["name"]: row["code"] for row in tables["states"]}
    labels = {
        row["alias"]: row["target"] for row in read(folder / "aliases.csv") if row["kind"] == "minister"
    }
    for row in read(folder / "foreign_ministers_2022.csv"):
        code = states.get(row["countryLabel"]) or labels.get(row["name"], "")
        if code not in states.values() or len(row["start"]) != FULL_DATE or not row["name"]:
            continue
        if code in OWN_TITLE or (code, row["name"]) in NOT_THE_MINISTER:
            continue
        end = last_day(terms, row["person"], "Foreign Minister")
        yield person(row["name"], code, "Foreign Minister", "GOV") | {
            "start": row["start"], "end": end, "known_until": "" if end else MINISTERS_SEEN,
            "cited": f"Wikidata {row['person']}" + "; end by hand" * bool(end),
        }  # fmt: skip


def person(source: str, code: str, role: str, sector: str) -> Row:
    """Return name, variants and office; the name without accents, initials and titles.

    >>> person("Joseph F. Dunford, Jr.", "USA", "", "")["name"]
    'Joseph Dunford'
    """
    name = plain(INITIAL.sub("", NAMES.get(source, source)).strip())
    for spelling, usual in RUSSIAN if code == "RUS" else ():
        name = re.sub(spelling, usual, name)
    also = source if fold(source) != fold(name) and "," not in source else ""
    return {"name": name, "also": also, "code": code, "role": role, "sector": sector, "alone": ""}


def plain(text: str) -> str:
    """Return a name in plain letters, with its capitals.

    >>> plain("Mevlüt Çavuşoğlu")
    'Mevlut Cavusoglu'
    """
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def lone_surnames(rows: list[Row], others: list[Row]) -> list[Row]:
    """Return the rows with the surname that may stand alone: borne by one known person only."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for row in [*others, *rows]:
        bearers[last_word(row)].add(initials(row))
    given = {fold(word) for row in [*others, *rows] for word in row["name"].split()[:-1]}
    common = {fold(name) for name in COMMON} | given
    for row in rows:
        surname = row["name"].split()[-1]
        lone = len(bearers[last_word(row)]) == 1 and len(surname) >= SHORTEST_ALONE
        whole = not PARTICLE.search(row["name"]) and "." not in surname
        row["alone"] = surname if lone and whole and fold(surname) not in common else ""
    return rows
