"""Whose text it is: a copy of an agency's report is not a report of its own."""

from __future__ import annotations

import json

import pytest

from detente.articles import split_page
from detente.articles.wires import AGENCIES, SITES, wire_of
from detente.records import Page

LEAD = "Ferries left the harbour again on Monday after the crews signed an agreement with the ministry."
REST = "The strike had begun in June. Nobody was hurt. The crews met twice. The owners were pleased. " * 3
RU = "Паромы снова вышли из гавани в понедельник после подписания соглашения."

DATELINES = [
    ("ANKARA, July 3 (Reuters) - ", "Reuters"),
    ("(Reuters) - ", "Reuters"),
    ("HARBOUR TOWN (Interfax) - ", "Interfax"),
    ("HARBOUR TOWN, July 14 (AFP) — ", "AFP"),
    ("BAKU (AFP) — ", "AFP"),
    ("PARIS, 3 juil. (AFP) - ", "AFP"),
    ("WASHINGTON (AP) — ", "AP"),
    ("MOSCOW, March 5. /TASS/. ", "TASS"),
    ("МОСКВА, 5 марта. /ТАСС/. ", "TASS"),
    ("МОСКВА, 5 мар - РИА Новости. ", "RIA Novosti"),
    ("Москва. 5 марта. INTERFAX.RU - ", "Interfax"),
    ("BEIJING, July 3 (Xinhua) -- ", "Xinhua"),
    ("新华社北京7月3日电 ", "Xinhua"),
    ("【モスクワ共同】", "Kyodo"),
    ("(서울=연합뉴스) ", "Yonhap"),
    ("باريس (أ ف ب) - ", "AFP"),
    ("موسكو (رويترز) - ", "Reuters"),
    ("أنقرة - الأناضول: ", "Anadolu"),
    ("ANKARA (AA) - ", "Anadolu"),
    ("Madrid, 3 jul (EFE).- ", "EFE"),
    ("(ANSA) - ROMA, 03 LUG - ", "ANSA"),
    ("Berlin (dpa) - ", "DPA"),
    ("YEREVAN, JULY 3, ARMENPRESS. ", "Armenpress"),
    ("Bakı, 3 iyul, AZƏRTAC ", "Azertac"),
    ("New Delhi, Jul 3 (PTI) ", "PTI"),
    ("New Delhi [India], July 3 (ANI): ", "ANI"),
    ("Damascus, SANA- ", "SANA"),
    ("KYIV. July 3 (Interfax-Ukraine) - ", "Interfax-Ukraine"),
    ("The minister told reporters (AFP) - ", None),
]


@pytest.mark.parametrize(("before", "wire"), DATELINES, ids=[before for before, _ in DATELINES])
def test_a_dateline_is_a_credit(before, wire):
    assert wire_of(None, [before + (RU if before[:1] in "МБ" else LEAD), REST]) == wire


@pytest.mark.parametrize(
    ("tail", "wire"),
    [
        ("(TASS)", "TASS"),
        ("/ТАСС/", "TASS"),
        ("- AP", "AP"),
        (f"{LEAD} — Reuters", "Reuters"),
        (f"{REST} (AFP)", "AFP"),
        ("With inputs from PTI", "PTI"),
        ("(With inputs from ANI)", "ANI"),
        ("Source: Anadolu Agency", "Anadolu"),
        ("Quelle: dpa", "DPA"),
        ("Источник: Интерфакс", "Interfax"),
        ("来源：新华社", "Xinhua"),
        ("The Associated Press contributed to this report.", "AP"),
        ("(Reporting by Ada Lind in Ankara; Editing by Tom Ash)", "Reuters"),
        ("© 2025 Agence France-Presse", "AFP"),
        ("nm/rt (AP, Reuters)", None),  # written from two: nobody's copy
        ("Sources: ministry of transport, AP", None),
    ],
)
def test_a_sign_off_is_a_credit(tail, wire):
    assert wire_of(None, [LEAD, REST, tail]) == wire


@pytest.mark.parametrize(
    ("byline", "wire"),
    [
        ("Reuters", "Reuters"),
        ("Reuters Staff", "Reuters"),
        ("By Ada Lind, Reuters", "Reuters"),
        ("By Ada Lind — AFP", "AFP"),
        ("Ada Lind | AP", "AP"),
        ("By The Associated Press", "AP"),
        ("Anadolu Agency", "Anadolu"),
        ("ТАСС", "TASS"),
        ("Ada Lind", None),
        ("Ada Lind, former Reuters editor", None),
        ("Ap Lind", None),
    ],
)
def test_a_byline_is_a_credit(byline, wire):
    assert wire_of(byline, [LEAD, REST]) == wire


@pytest.mark.parametrize(
    ("paragraphs", "wire"),
    [
        ([f"{LEAD} He called it “a good day for the islands”, AFP said. {REST}"], "AFP"),
        ([f'{LEAD} "A good day," he said, AFP reported.', REST], "AFP"),
        ([f"{LEAD[:-1]}, reported the Associated Press (AP). {REST}"], "AP"),
        ([LEAD, REST, "The fleet is old, Reuters said.", REST, "It will sail, Reuters reported."], "Reuters"),
        ([f"{LEAD[:-1]}, Interfax said.", REST, "The fleet is old, Interfax said."], "Interfax"),
    ],
)
def test_a_text_that_says_at_its_head_whose_it_is(paragraphs, wire):
    assert wire_of(None, paragraphs) == wire


@pytest.mark.parametrize(
    "paragraphs",
    [
        [LEAD, REST, "Interfax reported that the fleet is old.", REST],
        [LEAD, REST, "The fleet is old, Reuters said.", REST],
        [f"{LEAD[:-1]}, Interfax said.", REST],
        [f"{LEAD[:-1]}, TASS reported.", REST],
        [f"{LEAD} The minister told the Associated Press (AP) that more is to come. {REST}"],
        [f"The minister told Reuters on Monday. {LEAD}"],
        [f"The minister told Agence France-Presse (AFP) - in a rare talk - that ships sail. {LEAD}"],
        [f"Harbour crews have, according to TASS, gone home. {LEAD}"],
        [f"{LEAD} Reuters said last week that the talks had failed. {REST}"],
        [f"{LEAD[:-1]}, Reuters reported last week.", REST],
        [f"{LEAD[:-1]}, AFP said.", REST, "The fleet is old, Reuters said."],
        [f"{LEAD} He spoke to AFP."],
        [f"{RU} Об этом сообщил ТАСС источник."],
        [LEAD, REST, "He spoke to reporters of AP"],
        ["Trend: fewer ferries.", REST],
        ["SANA is the capital. " + LEAD, REST],
    ],
)
def test_a_report_that_only_cites_an_agency_is_its_own(paragraphs):
    assert wire_of(None, paragraphs) is None


def test_on_an_agencys_own_site_the_outlet_is_the_wire():
    row = {"title": "Ferries sail", "text": LEAD, "url": "https://www.reuters.com/world/ferries-sail"}
    page = Page(
        id="p", location="rows.jsonl", kind="row", content=json.dumps(row).encode(),
        retrieved="2025-07-14", retrieved_from="given",
    )  # fmt: skip
    (article,) = split_page(page)
    assert (article.outlet, article.wire) == ("Reuters", "Reuters")
    assert wire_of(None, [LEAD], url="https://notreuters.com/a") is None
    assert wire_of(None, [LEAD], outlet="Anadolu Agency") == "Anadolu"
    assert set(SITES.values()) <= set(AGENCIES)
