"""Whose text it is: a copy of an agency's report is not a report of its own."""

from __future__ import annotations

import pytest

from detente.articles.marks import wire_of

LEAD = "Ferries left the harbour again on Monday after the crews signed an agreement with the ministry."
REST = "The strike had begun in June. Nobody was hurt. The crews met twice. The owners were pleased. " * 3


@pytest.mark.parametrize(
    ("paragraphs", "wire"),
    [
        ([f"HARBOUR TOWN (Reuters) - {LEAD}", REST], "Reuters"),
        ([f"HARBOUR TOWN, July 14 (AFP) — {LEAD}", REST], "AFP"),
        ([f"HARBOUR TOWN (Interfax) - {LEAD}", REST], "Interfax"),
        ([LEAD, REST, "(TASS)"], "TASS"),
        ([LEAD, REST, f"{LEAD} — Reuters"], "Reuters"),
        ([f"{LEAD} He called it “a good day for the islands”, AFP said. {REST}"], "AFP"),
        ([f'{LEAD} "A good day," he said, AFP reported.', REST], "AFP"),
        ([f"{LEAD[:-1]}, reported the Associated Press (AP). {REST}"], "AP"),
        ([LEAD, REST, "The fleet is old, Reuters said.", REST, "It will sail, Reuters reported."], "Reuters"),
        ([f"{LEAD[:-1]}, Interfax said.", REST, "The fleet is old, Interfax said."], "Interfax"),
    ],
)
def test_a_copy_of_an_agencys_report_says_so(paragraphs, wire):
    assert wire_of(None, paragraphs) == wire


@pytest.mark.parametrize(
    "paragraphs",
    [
        [LEAD, REST, "Interfax reported that the fleet is old.", REST],
        [LEAD, REST, "The fleet is old, Reuters said.", REST],
        [f"{LEAD[:-1]}, Interfax said.", REST],
        [f"{LEAD[:-1]}, TASS reported.", REST],
        [f"{LEAD} The minister told the Associated Press (AP) that more is to come. {REST}"],
        [f"{LEAD} Reuters said last week that the talks had failed. {REST}"],
        [f"{LEAD[:-1]}, Reuters reported last week.", REST],
        [f"{LEAD[:-1]}, AFP said.", REST, "The fleet is old, Reuters said."],
        [f"{LEAD} He spoke to AFP."],
    ],
)
def test_a_report_that_only_cites_an_agency_is_its_own(paragraphs):
    assert wire_of(None, paragraphs) is None


def test_a_byline_is_a_credit():
    assert wire_of("Reuters", [LEAD]) == "Reuters"
    assert wire_of(None, [LEAD], ["By Ada Lind — AFP"]) == "AFP"
