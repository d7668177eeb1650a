"""Writes the words for months, days of the week and ages: those of Unicode CLDR beside our own rows.

``python -m training.dates.build_tables`` writes ``src/detente/articles/data/*.csv`` again; the rows cited as
``own`` stay as they are. Needs babel, which carries CLDR; reading pages does not.
"""

from __future__ import annotations

import csv
import pickle
from pathlib import Path
from typing import Any

import babel
from babel import localedata

DATA = Path(__file__).parents[2] / "src" / "detente" / "articles" / "data"
CITED = "Unicode CLDR"
# The languages of the world's news, and the countries whose months have names of their own.
_LOCALES = """
en fr es pt de de_AT it ru uk be tr az az_Cyrl ar ar_SY ar_IQ ar_DZ ar_MA ar_MR fa ps ur he zh zh_Hant ja ko
hi bn ta te mr ne hy ka pl cs sk hr sl sr sr_Latn bs sq mk bg ro el hu nl sv da no fi et lv lt ca id ms vi
th fil sw am kk uz uz_Cyrl ky tg tk mn my km so ha ku ckb yue
"""
LOCALES = _LOCALES.split()
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
SIZES = ("", "-short", "-narrow")
WIDTHS = ("wide", "abbreviated")
WRONG = frozenset({"خلال # أشهر"})  # "within # months": a slip of CLDR's
PLURAL_NUMBER = {"one": 1, "two": 2}  # what a pattern without a number means


def main() -> None:
    """Write the three tables."""
    months, days, ages = set(), set(), set()
    for locale in LOCALES:
        lang = locale.partition("_")[0]
        data = _own_data(locale)
        months |= {(lang, "gregorian", n, word, CITED) for n, word in _names(data, "months")}
        days |= {(lang, word, CITED) for _, word in _names(data, "days")}
        ages |= {(lang, unit, number, words, CITED) for unit, number, words in _ages(data)}
    _write("months.csv", ("lang", "calendar", "month", "word", "cited"), months)
    _write("weekdays.csv", ("lang", "word", "cited"), days)
    _write("ages.csv", ("lang", "unit", "number", "words", "cited"), ages)
    print(f"{len(months)} months, {len(days)} weekdays, {len(ages)} ages from babel {babel.__version__}")


def _own_data(locale: str) -> dict[str, Any]:
    """Return what a locale itself says: babel's merged data depend on what was asked before."""
    name = localedata.normalize_locale(locale)
    with Path(localedata.resolve_locale_filename(name or locale)).open("rb") as file:
        data: dict[str, Any] = pickle.load(file)  # noqa: S301 - babel's own file
    return data


def _names(data: dict[str, Any], kind: str) -> set[tuple[int, str]]:
    found = set()
    for width in (data.get(kind, {}).get(use, {}) for use in ("format", "stand-alone")):
        for names in (width[size] for size in WIDTHS if isinstance(width.get(size), dict)):
            found |= {(int(n), word) for n, word in names.items() if not any(c.isdigit() for c in word)}
    return found


def _ages(data: dict[str, Any]) -> set[tuple[str, str, str]]:
    found = set()
    for unit in UNITS:
        for size in SIZES:
            field = data.get("date_fields", {}).get(unit + size, {})
            ahead = set(_patterns(field, "future").values())  # a few locales give one of these as past, too
            for plural, words in _patterns(field, "past").items():
                if words.lstrip()[0] in "-−+" or words in ahead:
                    continue
                number = "" if "{0}" in words else PLURAL_NUMBER.get(plural)
                pattern = words.replace("{0}", "#")
                if number is not None and pattern not in WRONG:
                    found.add((unit, str(number), pattern))
    return found


def _patterns(field: Any, when: str) -> dict[str, str]:  # noqa: ANN401 - babel's own data
    past = field.get(when, {})
    return dict(past) if hasattr(past, "items") else {}  # else the name of another field


def _write(name: str, columns: tuple[str, ...], rows: set[tuple[Any, ...]]) -> None:
    path = DATA / name
    kept = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [tuple(row.values()) for row in csv.DictReader(file) if row["cited"] != CITED]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(sorted(tuple(map(str, row)) for row in {*rows, *kept}))


if __name__ == "__main__":
    main()
