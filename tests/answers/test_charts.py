from __future__ import annotations

import re
from datetime import date

import pytest

import made
from detente.answers.charts import finding, pair_chart, to_svg
from detente.relations import group_occurrences, weekly_sums, yearly_sums

DAYS = [
    ("AID", "2020-09-21"),
    ("ASSAULT", "2020-09-27"),
    ("CONSULT", "2020-09-28"),
    ("ASSAULT", "2020-10-14"),
    ("AID", "2020-11"),
]


@pytest.fixture
def series():
    return weekly_sums(group_occurrences(made.report("AZE", "ARM", *each) for each in DAYS))


def linked(key):
    return f"/pair/ARM-AZE/week/{key}"


def drawn(chart, mark):
    """The rows behind the layer that draws with a mark."""
    spec = chart.to_dict()
    layers = [layer for each in spec["layer"] for layer in each.get("layer", [each])]
    layers += [each for each in spec["layer"] if "layer" in each]
    (named,) = {layer["data"]["name"] for layer in layers if "data" in layer and _draws(layer, mark)}
    return spec["datasets"][named]


def _draws(layer, mark):
    inner = layer.get("layer", [layer])
    return any(each.get("mark", {}).get("type") == mark for each in inner)


def test_every_mark_opens_its_evidence_and_unknown_weeks_have_no_mark(series):
    chart = pair_chart(series, "ARM-AZE", evidence_url=linked)
    bars = drawn(chart, "bar")
    assert {bar["href"] for bar in bars} == {linked(period.key) for period in series.known}
    assert [(bar["period"], bar["kind"], bar["value"]) for bar in bars] == [
        ("2020-09-21", "cooperation", 10.0),
        ("2020-09-21", "conflict", -9.0),
        ("2020-09-28", "cooperation", 4.0),
        ("2020-10-12", "conflict", -9.0),
    ]
    svg = to_svg(chart)
    assert set(re.findall(r'href="([^"]+)"', svg)) == {linked(period.key) for period in series.known}


def test_an_address_with_a_host_keeps_it(series):
    svg = to_svg(pair_chart(series, "ARM-AZE", evidence_url=lambda key: f"https://desk.example/{key}"))
    assert 'href="https://desk.example/2020-09-21"' in svg
    assert "no-host" not in svg


def test_unknown_weeks_are_a_grey_stretch_and_no_line_spans_them(series):
    chart = pair_chart(series, "ARM-AZE")
    (stretch,) = drawn(chart, "rect")
    assert (stretch["start"], stretch["past"]) == ("2020-10-05", "2020-10-12")
    runs = {point["period"]: point["run"] for point in drawn(chart, "point")}
    assert runs["2020-09-21"] == runs["2020-09-28"] != runs["2020-10-12"]


def test_the_picture_says_what_it_shows_and_what_the_workspace_says_of_itself(series):
    svg = to_svg(pair_chart(series, "ARM-AZE", note="illustrative: our own selection"))
    assert "illustrative: our own selection" in svg
    assert finding(series) in svg
    assert "3 of 4 weeks known; lowest balance -9.0 (2020-10-12)" in finding(series)


def test_years_draw_the_same_way_and_nothing_draws_too():
    years = yearly_sums(group_occurrences(made.report("AZE", "ARM", *each) for each in DAYS))
    assert "by year" in to_svg(pair_chart(years, "ARM-AZE"))
    assert "no year with a counted event" in to_svg(pair_chart(yearly_sums([]), "ARM-AZE"))


def series_over(*days):
    return weekly_sums(group_occurrences(made.report("AZE", "ARM", "AID", on=on) for on in days))


def ticks(chart):
    """The days named under the picture and how they are written."""
    (axis,) = [
        layer["encoding"]["x"]["axis"]
        for layer in chart.to_dict()["layer"]
        if "axis" in layer.get("encoding", {}).get("x", {})
    ]
    return [date(each["year"], each["month"], each["date"]) for each in axis["values"]], axis["format"]


@pytest.mark.parametrize(
    ("days", "form"),
    [
        (["2025-09-29"], "%-d %b %Y"),
        (["2025-09-29", "2025-12-10"], "%-d %b %Y"),
        (["2023-01-02", "2025-11-12"], "%-d %b %Y"),
        (["2015-05-04", "2025-08-11"], "%Y"),
        (["1950-05-04", "2025-08-11"], "%Y"),
    ],
)
def test_weeks_are_named_by_their_mondays_and_labels_leave_room(days, form):
    named, written = ticks(pair_chart(series_over(*days), "ARM-AZE"))
    assert written == form
    assert {each.weekday() for each in named} == {0}
    assert 1 <= len(named) <= (9 if "%d" in form or "%-d" in form else 18)
    if form == "%Y":
        assert len({each.year for each in named}) == len(named)


def test_one_is_said_of_one():
    assert finding(series_over("2025-09-29")).startswith("1 of 1 week known")
    year = yearly_sums(group_occurrences([made.report("AZE", "ARM", "AID")]))
    assert finding(year).startswith("1 of 1 year known")


def test_text_of_others_cannot_break_out_of_the_picture(series):
    svg = to_svg(pair_chart(series, "ARM-AZE", note="</text><script>alert(1)</script>"))
    assert "<script" not in svg
