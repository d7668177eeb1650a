from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.articles.ages import read_age, resolve_age
from detente.articles.calendars import persian_day
from detente.articles.dates import date_order, not_after, read_stamp, url_date
from detente.articles.headers import read_header

NOON = "2025-07-14T12:00:00Z"
GOLD = Path(__file__).parents[1] / "data" / "dates" / "gold.tsv"
LINES = [line.split("\t") for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("line", "lang", "published", "precision"), LINES)
def test_line_that_says_when(line, lang, published, precision):
    dated = not_after(read_stamp(line, lang) or resolve_age(line, NOON, lang), NOON)
    assert ((dated.published, dated.precision) if dated else ("-", "-")) == (published, precision)


def test_other_dates_of_the_page_tell_day_from_month():
    assert read_stamp("03/04/2020", "en", date_order(["25/04/2020"])).published == "2020-04-03"
    assert read_stamp("03/04/2020", "en", date_order(["04/25/2020"])).published == "2020-03-04"
    assert date_order(["25/04/2020", "04/25/2020"]) is None


@pytest.mark.parametrize(
    ("day", "gregorian"),
    [
        ((1403, 12, 30), date(2025, 3, 20)),  # a leap year
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1404, 7, 31), None),
    ],
)
def test_day_of_the_persian_calendar(day, gregorian):
    assert persian_day(*day) == gregorian


@pytest.mark.parametrize(
    ("address", "published"),
    [
        ("https://a.example/2020/10/05/bridge", "2020-10-05"),
        ("https://a.example/world/2020/oct/05/bridge", "2020-10-05"),
        ("https://a.example/n/20201005-bridge", "2020-10-05"),
        ("https://a.example/n/2020-10/05/c_1126573.htm", "2020-10-05"),
        ("https://a.example/2020/13/05/bridge", None),
        ("https://a.example/bridge?day=/2020/10/05/", None),
        ("https://2020.10.05.example/bridge", None),
        ("https://a.example/story-1220201005331", None),
    ],
)
def test_day_in_an_address(address, published):
    dated = url_date(address)
    assert (dated.published if dated else None) == published


@pytest.mark.parametrize("line", ["Lake Today", "Fichier", "Read more today", "1.5 hours ago", "5 hours", ""])
def test_line_that_ends_with_no_age(line):
    assert read_age(line) is None


@pytest.mark.parametrize(
    ("line", "published", "precision"),
    [
        ("Arab News3 days ago", "2025-07-11", "day"),
        ("time20 minutes ago", "2025-07-14T11:40:00Z", "minute"),
        ("timean hour ago", "2025-07-14T11:00:00Z", "hour"),
        ("time3 hours ago", "2025-07-14T09:00:00Z", "hour"),
        ("yesterday", "2025-07-13", "day"),
        ("a month ago", "2025-06-01", "month"),
        ("5 min ago", "2025-07-14T11:55:00Z", "minute"),
    ],
)
def test_age_keeps_its_precision(line, published, precision):
    dated = resolve_age(line, NOON)
    assert (dated.published, dated.precision) == (published, precision)


@pytest.mark.parametrize(
    ("line", "retrieved", "published"),
    [
        ("1 month ago", "2025-03-01T00:00:00Z", "2025-02-01"),
        ("1 month ago", "2025-03-31", "2025-02-01"),
        ("7 months ago", "2025-07-14", "2024-12-01"),
        ("1 year ago", "2024-12-31", "2023-01-01"),
        ("a year ago", "2024-02-29", "2023-01-01"),
    ],
)
def test_months_and_years_are_those_of_the_calendar(line, retrieved, published):
    assert resolve_age(line, retrieved).published == published


@pytest.mark.parametrize(
    ("retrieved", "published", "precision"),
    [
        ("2025-07-24T12:00:00Z", "2025-07-01", "month"),  # 7 to 13 July
        ("2025-07-14T12:00:00Z", "2025-01-01", "year"),  # 27 June to 3 July
    ],
)
def test_age_in_weeks_claims_no_more_than_is_known(retrieved, published, precision):
    dated = resolve_age("2 weeks ago", retrieved)
    assert (dated.published, dated.precision) == (published, precision)


def test_age_in_weeks_over_the_turn_of_the_year_is_no_date():
    assert resolve_age("2 weeks ago", "2025-01-14") is None


@given(
    st.integers(0, 999),
    st.sampled_from(["minutes", "hours", "days", "weeks", "months", "years"]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.times(),
)
def test_any_age_is_of_the_contract_and_not_after_retrieval(count, unit, day, clock):
    retrieved = f"{day}T{clock:%H:%M:%S}Z"
    dated = resolve_age(f"{count} {unit} ago", retrieved)
    if dated is not None:
        assert dated.precision in {"minute", "hour", "day", "month", "year"}
        assert dated.published <= retrieved


def test_age_against_a_bare_day_is_known_to_the_day():
    assert resolve_age("20 minutes ago", "2025-07-14").precision == "day"


@pytest.mark.parametrize(
    ("stamp", "published", "zone"),
    [
        ("2016-06-27T14:05:00+03:00", "2016-06-27T11:05:00Z", "+03:00"),
        ("Mon, 14 Jul 2025 10:15:00 +0200", "2025-07-14T08:15:00Z", "+0200"),
        ("October 2, 2020", "2020-10-02", None),
        ("2 October 2020 14:05 GMT+4", "2020-10-02T10:05:00Z", "GMT+4"),
        ("2020-10-02T00:00:00Z", "2020-10-02", "Z"),
        ("2020-10-02T14:05:00", "2020-10-02", None),
        ("02.10.2020", "2020-10-02", None),
        ("October 45, 2020", None, None),
        ("soon", None, None),
    ],
)
def test_stamp(stamp, published, zone):
    dated = read_stamp(stamp)
    assert (dated.published, dated.zone) == (published, zone) if published else dated is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("By Mira Sand and Tom Orr", {"byline": "Mira Sand and Tom Orr"}),
        (
            "Mira Sand - Rivertown | September 5, 2023 07:50",
            {"name": "Mira Sand", "date": "September 5, 2023 07:50"},
        ),
        ("River Post · 2 October 2020 · 4 min read", {"name": "River Post", "minutes": 4}),
        ("Posted on October 2, 2020 by admin", {"byline": "admin", "date": "October 2, 2020"}),
        ("Updated 2 hours ago", {"updated": "2 hours ago", "age": None}),
        ("https://harbour.example/k4t2z", {"link": "https://harbour.example/k4t2z"}),
        ("Publié le 5 octobre 2020 à 14h30", {"date": "5 octobre 2020 à 14h30"}),
        (
            "Publicado: 05/10/2020 14:30 | Actualizado: 06/10/2020",
            {"date": "05/10/2020 14:30", "updated": "06/10/2020"},
        ),
        ("Понедельник, 5 октября 2020 г., 14:30", {"date": "5 октября 2020 г., 14:30"}),
        ("Güncelleme: 05.10.2020 - 14:30", {"updated": "05.10.2020 - 14:30", "date": None}),
        ("نُشر في: 5 أكتوبر 2020", {"date": "5 أكتوبر 2020"}),
        ("发布时间：2020年10月5日 14:30", {"date": "2020年10月5日 14:30"}),
        ("Mis à jour il y a 2 heures", {"updated": "il y a 2 heures", "age": None}),
        ("Lake Monitor · vor 3 Stunden", {"outlet": "Lake Monitor", "age": "vor 3 Stunden"}),
    ],
)
def test_header_line(line, said):
    header = read_header(line)
    assert {name: getattr(header, name) for name in said} == said


@pytest.mark.parametrize(
    "line", ["Talks began 3 days ago in the capital of the north.", "By then it was late", "Gas"]
)
def test_text_is_no_header_line(line):
    assert read_header(line) is None
