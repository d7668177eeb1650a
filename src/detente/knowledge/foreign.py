"""Names of states and capitals in languages other than English, from CLDR and our own table.

Not for case endings or for telling whether a word is meant as a name: that is done in ``actors``.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from detente.knowledge.tables import read_rows
from detente.knowledge.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from detente.knowledge.rows import Alias, ForeignName, State

CLDR = "Unicode CLDR through babel (Unicode licence)"
ANY_LANGUAGE = "*"  # in column lang of foreign.csv
DOUBTS = frozenset({"doubtful", "word"})  # kinds of rows there that mark a name rather than give one

# Locales beside a language's own whose spellings stand in the same news, and codes that babel lacks.
VARIANTS: Mapping[str, tuple[str, ...]] = {
    "az": ("az_Cyrl",),
    "bs": ("bs_Cyrl",),
    "de": ("de_AT", "de_CH"),
    "es": ("es_419", "es_MX"),
    "fr": ("fr_CA",),
    "no": ("nb", "nn"),
    "pt": ("pt_PT",),
    "sh": ("sr_Latn", "hr", "bs"),
    "sr": ("sr_Latn",),
    "uz": ("uz_Cyrl",),
    "zh": ("zh_Hant", "zh_Hant_HK"),
}

# Languages whose accents the news often leaves out; in others an accent may make another word.
FOLDED = frozenset({"ru", "uk", "tr", "az", "hy", "ka", "fr", "es", "pt", "de", "it", "ca", "gl", "ro", "be"})
ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ckb", "ps", "sd", "ug", "ks", "mzn", "pnb"})
LATIN_LAST = "\u024f"  # the last letter of the blocks Latin to Latin Extended-B

# The same letter as other keyboards type it; the stretching line and a lone hamza are left out.
_ARABIC = str.maketrans(
    {"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه", "ـ": None, "ء": None}
)
_MARKS = str.maketrans(dict.fromkeys("’‘ʼʻ՚`´", "'") | dict.fromkeys("‑‐", "-"))
_SURE_LENGTH = 5  # a shorter English name is often a word of another language


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means in one language: a state or capital.

    ``doubt``: empty, ``doubtful`` (also something else: counts where the text names the state in another
    way, too) or ``word`` (an ordinary word as well: the same where no capital letter can tell).
    """

    alias: str
    kind: str  # name, capital, demonym; pair names two states; not_state hides a name inside it
    code: str
    state: str  # the English name
    doubt: str
    cited: str


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """What is known of one language: ``rows`` are its names as `spelled` makes them, with their meanings."""

    lang: str
    language: str  # its English name
    rows: Mapping[str, tuple[Meaning, ...]] = field(repr=False)


def spelled(text: str, lang: str) -> str:
    """Return the form in which names of a language are compared: small letters, one kind of apostrophe.

    Accents go where the language's news leaves them out; Arabic letters become those of one keyboard.

    >>> spelled("Côte d’Ivoire", "fr"), spelled("Иордания", "ru"), spelled("Àustria", "sw")
    ("cote d'ivoire", 'иордания', 'àustria')
    """
    if lang == "az":  # ə without its letter is typed e; Qətər is not qatar
        text = text.replace("ə", "e").replace("Ə", "E")
    if lang in FOLDED:
        return fold(text.translate(_MARKS))
    if lang in ARABIC_SCRIPT:
        return fold(text.translate(_MARKS)).translate(_ARABIC)
    return unicodedata.normalize("NFC", text.translate(_MARKS)).lower()


@cache
def names_in(lang: str) -> Names:
    """Return the names of states and capitals in a language, read when first asked for.

    Empty where babel does not know the language.

    >>> [name.code for name in names_in("ka").rows["რუსეთი"]], len(names_in("zz").rows)
    (['RUS'], 0)
    """
    base = lang.replace("_", "-").split("-", maxsplit=1)[0]
    found: dict[str, dict[str, Meaning]] = defaultdict(dict)
    locales = _locales(base)
    if not locales:
        return Names(base, base, {})
    own = [row for row in _table() if row.lang in {base, ANY_LANGUAGE}]
    doubts = _doubts(own, base)
    for name in (*_own(own), *_from_cldr(locales), *_from_english(locales)):
        key = spelled(name.alias, base)
        known = found[key].get(name.code)
        if known is None or (name.alias.islower() and not known.alias.islower()):  # "рф" is also "РФ"
            found[key][name.code] = _marked(name, doubts.get((key, name.code), ""))
    return Names(base, _language(base), {key: _sorted_out(rows.values()) for key, rows in found.items()})


def _sorted_out(rows: Iterable[Meaning]) -> tuple[Meaning, ...]:
    """Return the meanings of one spelling: a state's name outweighs a phrase that only hides one."""
    rows = tuple(rows)
    return tuple(row for row in rows if row.code) or rows


def _marked(name: Meaning, doubt: str) -> Meaning:
    return Meaning(name.alias, name.kind, name.code, name.state, doubt, name.cited) if doubt else name


@cache
def _table() -> list[ForeignName]:
    return read_rows("foreign")


@cache
def _states() -> dict[str, State]:
    """Return the states on earth today by their ISO 3166 alpha-2 code."""
    return {row.iso2: row for row in read_rows("states") if row.iso2 and not row.end}


@cache
def _english() -> dict[str, str]:
    return {row.code: row.name for row in read_rows("states")}


@cache
def _capitals() -> list[Alias]:
    return [row for row in read_rows("aliases") if row.kind == "capital" and not row.end]


def _doubts(own: Iterable[ForeignName], lang: str) -> dict[tuple[str, str], str]:
    """Return the doubt of each name; a language's own row outweighs one for all languages."""
    marked = sorted((row for row in own if row.kind in DOUBTS), key=lambda row: row.lang != ANY_LANGUAGE)
    return {(spelled(row.alias, lang), row.code): row.kind for row in marked}


def _own(own: Iterable[ForeignName]) -> Iterator[Meaning]:
    english = _english()
    for row in own:
        if row.kind not in DOUBTS and (row.code in english or row.kind == "not_state"):
            yield Meaning(row.alias, row.kind, row.code, english.get(row.code, ""), "", row.cited)


# --- CLDR ----------------------------------------------------------------------------------------------


def _locales(base: str) -> list[Locale]:
    tags = [base, *VARIANTS.get(base, ())]
    return [locale for tag in tags if (locale := _parsed(tag)) is not None]


def _parsed(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag)
    except (UnknownLocaleError, ValueError):
        return None


def _language(base: str) -> str:
    return str(Locale.parse("en").languages.get(base, base))


def _from_cldr(locales: Iterable[Locale]) -> Iterator[Meaning]:
    for locale in locales:
        for territory, name in locale.territories.items():
            state = _states().get(territory)
            for alias in _parts(name):
                if state:
                    yield Meaning(alias, "name", state.code, state.name, "", CLDR)
                elif not alias.isupper():
                    yield Meaning(alias, "not_state", "", "", "", CLDR)  # South America, French Guiana
        for zone, row in _capital_zones().items():
            city = locale.time_zones.get(zone, {}).get("city") or (_city(zone) if _latin(locale) else "")
            if city:
                yield Meaning(city, "capital", row.code, row.name, "", CLDR)


def _parts(name: str) -> Iterator[str]:
    """Return a name without and as its explanation in brackets: "Myanmar (Burma)".

    >>> list(_parts("Мьянма (Бирма)")), list(_parts("Конго - Киншаса"))
    (['Мьянма'], ['Конго - Киншаса'])
    """
    yield name.partition(" (")[0].partition("（")[0]


@cache
def _capital_zones() -> dict[str, State]:
    """Return the states by the time zone that bears their capital's name, in its old and new spelling."""
    english = Locale.parse("en").time_zones
    capitals = {(fold(row.alias), row.code) for row in _capitals()}
    territories = get_global("zone_territories")
    zones: dict[str, State] = {}
    for zone, modern in {
        **get_global("zone_aliases"),
        **dict(zip(territories, territories, strict=True)),
    }.items():
        state = _states().get(territories.get(modern, ""))
        cities = {_city(zone), str(english.get(zone, {}).get("city", ""))}
        if state and any((fold(city), state.code) in capitals for city in cities):
            zones[zone] = state
    return zones


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _english_capitals() -> tuple[Meaning, ...]:
    english = _english()
    return tuple(
        Meaning(row.alias, "capital", row.code, english[row.code], _doubt_of(row), row.cited)
        for row in _capitals()
        if row.code in english
    )


def _doubt_of(row: Alias) -> str:
    if row.ambiguous:
        return "doubtful"
    return "" if len(row.alias) >= _SURE_LENGTH else "word"


def _from_english(locales: Iterable[Locale]) -> Iterator[Meaning]:
    """Return English names of capitals for languages in Latin letters, which often keep them."""
    if any(_latin(locale) for locale in locales):
        yield from _english_capitals()


def _latin(locale: Locale) -> bool:
    return str(locale.territories.get("ES", "я"))[0] <= LATIN_LAST
