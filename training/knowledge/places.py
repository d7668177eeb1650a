# ruff: noqa: INP001 - a script, no package
"""The generated rows of ``places.csv``: capitals, and towns from a number of people up.

How many people depends on the country: few where there is war and diplomacy, many where there is neither. A
row by hand is kept as it is and takes the place of a generated one close by that shares a spelling.

**Names left out.** A place is looked up by one capitalised word after "in", "at", "near" or "to", so a name
that is more often something else does harm. ``not_towns.csv`` lists them: ordinary English words, mostly such
as running news text writes small (``word``), first names and surnames (``person``), and surnames of
officials in our table (``official``, not for capitals); none holds for a town of more than ``A_MILLION``
people. A name of any length is left out where our alias table reads it as a state, a people, an
organisation, an armed group, or a region of another state (other than a capital's own name); Kirkuk and
Donetsk stay in the state that the region lies in. The same rules hold for the spellings in ``also``: those
of ``spellings.csv``, which no rule gives, and those made by the habits of the news. "Gaza" is left to the
Strip; the town is Gaza City.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from sources import HERE, Row, Tables, read

from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

A_MILLION = 1_000_000
MOST_SPELLINGS = 3
SHORTEST_SPELLING = 4  # letters
ESTABLISHED = 200_000  # people: a town of this size has an English name of its own
NEAR = 0.5  # degrees: two rows of one name and country are one place

# Towns are listed from this many people (thousands); in a state not named here from OTHERWISE.
FROM = {
    # war, occupation, unrest, closed borders
    "UA": 15, "AM": 15, "AZ": 15, "GE": 15, "SY": 15, "IQ": 15, "IL": 15, "PS": 15, "LB": 15, "YE": 15,
    "SD": 15, "SS": 15, "LY": 15, "ML": 15, "NE": 15, "BF": 15, "TD": 15, "MR": 15, "CF": 15, "ET": 15,
    "ER": 15, "DJ": 15, "SO": 15, "CD": 15, "MM": 15, "AF": 15, "PK": 15, "XK": 15, "RS": 15, "BA": 15,
    "MK": 15, "MD": 15, "BY": 15, "CY": 15, "JO": 15, "KW": 15, "HT": 15, "TW": 15, "RW": 15, "BI": 15,
    # close to it
    "IR": 20, "TR": 20, "RU": 20, "NG": 20, "CM": 20, "EG": 20, "SA": 20, "KP": 20, "VE": 20, "UG": 20,
    "TJ": 15, "KG": 20, "TM": 20, "UZ": 25, "KZ": 25, "MZ": 20, "LK": 20, "BD": 25, "KE": 20, "TN": 20,
    "EE": 15, "LV": 15, "LT": 15, "ME": 15, "AL": 15, "HR": 20, "GR": 20, "RO": 30, "BG": 25, "HU": 25,
    "PL": 25, "KR": 25, "KH": 20, "LA": 15, "FI": 25, "NO": 20, "SE": 30, "DK": 30, "SK": 25, "CZ": 30,
    "SI": 15, "AT": 25, "CH": 20, "IE": 20, "OM": 20, "QA": 15, "AE": 20, "BH": 15, "DZ": 25, "MA": 25,
    # large and quiet
    "US": 40, "CA": 40, "GB": 40, "AU": 40, "DE": 35, "FR": 30, "ES": 40, "IT": 35, "NL": 40, "BE": 35,
    "PT": 25, "JP": 90, "CN": 90, "IN": 60, "BR": 60, "MX": 50, "AR": 40, "CL": 40, "CO": 40, "PE": 40,
    "ID": 40, "PH": 50, "MY": 50, "TH": 40, "VN": 40, "ZA": 45, "HK": 150, "NZ": 40, "CU": 40, "AO": 30,
}  # fmt: skip
OTHERWISE = 20

# States with the name of their capital.
NAMED_AS_CAPITAL = {"DJI", "LUX", "MCO", "SGP", "SMR"}

# A dependency counts with the state it belongs to.
BELONGS_TO = {
    "HK": "CN", "MO": "CN", "PR": "US", "GU": "US", "VI": "US", "AS": "US", "MP": "US", "RE": "FR",
    "GP": "FR", "MQ": "FR", "GF": "FR", "NC": "FR", "PF": "FR", "YT": "FR", "MF": "FR", "GI": "GB",
    "BM": "GB", "KY": "GB", "VG": "GB", "FK": "GB", "JE": "GB", "GG": "GB", "IM": "GB", "TC": "GB",
    "CW": "NL", "AW": "NL", "SX": "NL", "GL": "DK", "FO": "DK", "AX": "FI",
}  # fmt: skip

# Districts and parts of a town that the gazetteer lists as towns.
NOT_TOWNS = re.compile(
    r"Gaza|Old City|Ra’s Bayrūt|Commonwealth|Kalininskiy|West Jerusalem|.* Masyv|.* District"
    r"|.* \d\d|.*(?<!Khmelnyt|ropyvnyt)skyi"
)

# Countries whose names begin with an Arabic article that the news writes in many ways or not at all.
ARTICLE_COUNTRIES = frozenset("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TD TN YE".split())  # noqa: SIM905
ARTICLE = re.compile(r"(?i)^[‘’']?(?:a[dlnrstzẕḑţşḩ]h?|el)[ -](?=\w)")
MARKS = re.compile(r"['’‘ʻʼ`´]")
# Letters and endings of one language as the news writes them: (countries, pattern, replacement).
LETTERS: tuple[tuple[str, str, str], ...] = (
    ("RU UA BY KZ", r"(?:iy|yy|yi)\b", "y"),
    ("RU UA BY KZ", r"yye\b", "ye"),
    ("UA", r"(?<=[aeiouy])yi", "i"),
    ("UA", r"(?<=[bdghklmnprstvz])ya", "ia"),
)
AZERI = str.maketrans(
    {"x": "kh", "X": "Kh", "q": "g", "Q": "G", "c": "j", "C": "J", "ş": "sh", "Ş": "Sh", "ç": "ch", "Ç": "Ch",
     "ğ": "gh"}
)  # fmt: skip
# Countries whose towns the news spells in several ways: variants that the gazetteer also lists are taken.
SPELT_VARIOUSLY = frozenset(
    (  # noqa: SIM905 - a list of codes reads best as text
        "AE AF AM AZ BH BY DZ EG ER ET GE IQ IR JO KG KW KZ LB LY MA MM OM PK PS QA SA SD SO SY TD TJ TM TN "
        "UA UZ YE"
    ).split()
)
ENGLISH_LOOKS = re.compile(r"[A-Z][a-z]{2,}(?:[ -][A-Za-z][a-z]+){0,2}")
# Letters in a row that romanisation for other languages writes, and English does not.
FOREIGN_LOOKS = re.compile(
    r"(?i)sch|tch|dj|tj|cz|sz|cs|zs|w[bcdfgklmnprstvz]|x|j[bcdfgkmnpstvz]|[sdn]j|oe\b|ij|c\b|ehl|aa|uu|ii\b|ss\b|^(.)\1"
)
VOWELS = frozenset("aeiouy")
SAME_SOUND = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ay", "i"), ("ai", "i"), ("ei", "i"), ("ey", "i"), ("iy", "i"),
    ("ya", "ia"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("q", "k"), ("y", "i"), ("e", "i"),
    ("o", "u"),
)  # fmt: skip


def generated(folder: Path, tables: Tables) -> list[Row]:
    """Return the towns that no row by hand has, each name with the larger of two close by."""
    towns = list(read(folder / "cities15000.tsv", delimiter="\t"))
    hand = tables["places"]
    rows = without_doubles(hand, taken(towns, Unwanted(tables), tables))
    largest: dict[str, int] = {}
    for row in [*hand, *rows]:
        largest[fold(row["name"])] = max(int(row["people"] or 0), largest.get(fold(row["name"]), 0))
    for row in rows:
        also = (name for name in row["also"].split("|") if largest.get(fold(name), -1) < int(row["people"]))
        row["also"] = "|".join(filter(None, also))
    return rows


class Unwanted:
    """Which names are left out; see the head of this file."""

    def __init__(self, tables: Tables) -> None:
        """Read the words that are no towns, and what names mean from our tables."""
        self.why = {row["name"]: row["why"] for row in read(HERE / "not_towns.csv")}
        within = {row["code"]: row["within"].split("|") for row in tables["codes"]}
        self.meanings: dict[str, set[str]] = defaultdict(set)
        for row in tables["aliases"]:
            if row["kind"] not in {"capital", "seat", "not_state"}:
                at_home = within[row["code"]] if row["kind"] == "region" else []
                self.meanings[fold(row["alias"])].update(at_home)

    def __call__(self, name: str, state: str, people: int, *, capital: bool) -> bool:
        """Whether a town of this size is better not looked up by this name."""
        word = fold(name)
        if state not in self.meanings.get(word, {state}) and not capital:
            return True
        why = self.why.get(word)
        return bool(why) and people <= A_MILLION and not (capital and why == "official")


def taken(towns: list[Row], unwanted: Unwanted, tables: Tables) -> Iterator[Row]:
    """Yield the towns that are large enough for their country, under names that may be looked up."""
    iso3 = {row["iso2"]: row["code"] for row in tables["states"]}
    states = {
        cc: iso3[BELONGS_TO.get(cc, cc)] for cc in {t["cc"] for t in towns} if BELONGS_TO.get(cc, cc) in iso3
    }
    capitals = capital_ids([t for t in towns if t["cc"] in states], states, tables["aliases"])
    listed = {(r["country"], r["name"]): r["also"].split("|") for r in read(HERE / "spellings.csv")}
    for town in towns:
        people = int(town["pop"] or 0)
        capital = town["geonameid"] in capitals
        large = people >= 1_000 * FROM.get(town["cc"], OTHERWISE)
        if town["cc"] not in states or NOT_TOWNS.fullmatch(town["name"]) or not (large or capital):
            continue
        own = town["name"].lstrip("'’‘ʻʼ`´")
        if unwanted(own, states[town["cc"]], people, capital=capital):
            continue
        told = listed.get((town["cc"], town["name"]), [])
        names = (*told, *by_rule(town), *([] if told else variants(town)))
        also = [
            name
            for name in different(names, own)
            if len(name) >= SHORTEST_SPELLING
            and not unwanted(name, states[town["cc"]], people, capital=capital)
        ]
        yield {
            "name": own,
            "also": "|".join(also[:MOST_SPELLINGS]),
            "country": states[town["cc"]],
            "lat": f"{float(town['lat']):.3f}",
            "lon": f"{float(town['lon']):.3f}",
            "people": str(round(people, -3) or people),
            "cited": f"GeoNames {town['geonameid']}",
        }


def capital_ids(towns: Iterable[Row], states: Mapping[str, str], aliases: list[Row]) -> set[str]:
    """Return the largest town of each capital's name in its state."""
    found: dict[tuple[str, str], list[tuple[bool, int, str]]] = defaultdict(list)
    for town in towns:
        for name in {fold(n) for n in (town["name"], *town["alt"].split("|"))}:
            rank = (name == fold(town["name"]), int(town["pop"] or 0), town["geonameid"])
            found[states[town["cc"]], name].append(rank)
    rows = [
        row
        for row in aliases
        if row["kind"] == "capital" or (row["kind"] == "name" and row["code"] in NAMED_AS_CAPITAL)
    ]
    return {max(found[row["code"], fold(row["alias"])], default=("", 0, ""))[2] for row in rows}


def by_rule(town: Row) -> Iterator[str]:
    """Yield what the name becomes by the habits of the news: no marks, no article, its own letters."""
    name, country = MARKS.sub("", town["name"]), town["cc"]
    if country in ARTICLE_COUNTRIES and ARTICLE.match(name):
        name = ARTICLE.sub("", name)
    if country == "AZ":
        name = name.translate(AZERI)
    for countries, pattern, replacement in LETTERS:
        if country in countries.split():
            name = re.sub(pattern, replacement, name)
    yield name
    if name.startswith(("Saint ", "St. ")):
        rest = name.split(" ", 1)[1]
        yield from (f"{saint} {rest}" for saint in ("St.", "St", "Saint"))


def variants(town: Row) -> Iterator[str]:
    """Yield variants that the gazetteer has, sound alike and look English; fewest letters apart first."""
    romanised = not town["name"].isascii() or ARTICLE.match(town["name"]) or town["cc"] in {"UA", "BY"}
    if town["cc"] not in SPELT_VARIOUSLY or not romanised or int(town["pop"] or 0) > ESTABLISHED:
        return
    sound = sounds(town["name"], town["cc"])
    alike = {
        name
        for name in town["alt"].split("|")
        if ENGLISH_LOOKS.fullmatch(name)
        and not FOREIGN_LOOKS.search(name)
        and sounds(name, town["cc"]) == sound
        and ("kh" in fold(town["name"]) or "kh" not in fold(name) or town["cc"] in {"UA", "BY"})
    }
    yield from sorted(alike, key=lambda name: (abs(len(name) - len(town["name"])), name))


def sounds(name: str, country: str) -> str:
    """Return the name with one sign for what romanisations write in several ways.

    In Ukraine and Belarus the consonants, with g as h, and how the name begins and ends: towns are also
    known by their Russian names.
    """
    word = fold(ARTICLE.sub("", MARKS.sub("", name)) if country in ARTICLE_COUNTRIES else MARKS.sub("", name))
    word = re.sub(r"[^a-z]", "", word)
    if country in {"UA", "BY"}:
        consonants = re.sub(r"[aeiouy]", "", word[1:].replace("g", "h"))
        return word[:1] + re.sub(r"(.)\1", r"\1", consonants) + str(word[-1:] in VOWELS)
    for written, sign in SAME_SOUND:
        word = word.replace(written, sign)
    return re.sub(r"(.)\1", r"\1", word.removesuffix("h"))


def different(names: Iterable[str], name: str) -> list[str]:
    """Return the spellings that are not the same when folded, nor the name itself."""
    found: dict[str, str] = {fold(name): ""}
    for other in names:
        found.setdefault(fold(other), other)
    return list(filter(None, found.values()))


def without_doubles(hand: list[Row], rows: Iterable[Row]) -> list[Row]:
    """Return the rows that repeat neither a row by hand, in any spelling, nor a larger town close by."""
    by_hand: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in hand:
        for name in spellings(row):
            by_hand[fold(name), row["country"]].append(row)
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -int(row["people"])):
        doubles = [double for name in spellings(row) for double in by_hand[fold(name), row["country"]]]
        same = found[fold(row["name"]), row["country"]]
        if not any(near(row, other) for other in [*doubles, *same]):
            same.append(row)
    return [row for same in found.values() for row in same]


def spellings(row: Row) -> list[str]:
    """Return the name and the other spellings."""
    return list(filter(None, (row["name"], *row["also"].split("|"))))


def near(one: Row, other: Row) -> bool:
    """Whether two places lie within about 50 km of each other."""
    return all(abs(float(one[d]) - float(other[d])) < NEAR for d in ("lat", "lon"))
