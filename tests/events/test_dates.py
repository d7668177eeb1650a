"""When: what date words mean for a page of Friday 11 July 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.events.dates import day_range, find_dates, shift_forward

PUBLISHED = date(2025, 7, 11)

# words -> (start, end, precision)
PAST = {
    "They met on Tuesday.": ("2025-07-08", "2025-07-08", "day"),
    "They met last Friday.": ("2025-07-04", "2025-07-04", "day"),
    "They met in the early hours of Tuesday.": ("2025-07-08", "2025-07-08", "day"),
    "They met three days ago.": ("2025-07-08", "2025-07-08", "day"),
    "They met a few days ago.": ("2025-07-04", "2025-07-11", "week"),
    "They met six months ago.": ("2025-01-01", "2025-01-31", "month"),
    "They met last night.": ("2025-07-10", "2025-07-10", "day"),
    "Missiles fell overnight.": ("2025-07-11", "2025-07-11", "day"),
    "They met at the weekend.": ("2025-07-05", "2025-07-06", "day"),
    "They met last week.": ("2025-06-30", "2025-07-06", "week"),
    "They met earlier this year.": ("2025-01-01", "2025-07-11", "year"),
    "They fought over the past two weeks.": ("2025-06-27", "2025-07-11", "month"),
    "They met in early June.": ("2025-06-01", "2025-06-30", "month"),
    "They met in December.": ("2024-12-01", "2024-12-31", "month"),
    "They met in the last week of December.": ("2024-12-25", "2024-12-31", "week"),
    "They met in 2022.": ("2022-01-01", "2022-12-31", "year"),
    "They met on the 5th of May 2024.": ("2024-05-05", "2024-05-05", "day"),
    "They met on June 5, 2024.": ("2024-06-05", "2024-06-05", "day"),
    "They met on 2025-05-03.": ("2025-05-03", "2025-05-03", "day"),
    "They met between 3 and 5 May.": ("2025-05-03", "2025-05-05", "week"),
    "They met between May 3 and 5.": ("2025-05-03", "2025-05-05", "week"),
    "They met on June 28 to July 2.": ("2025-06-28", "2025-07-02", "week"),
    "They fought between March and May 2024.": ("2024-03-01", "2024-05-31", "year"),
    # going on
    "They have fought since March.": ("2025-03-01", "2025-07-11", "year"),
    "They have fought since Monday.": ("2025-07-07", "2025-07-11", "week"),
    "They have fought since 2022.": (None, "2025-07-11", "unknown"),
    "By 2014 they had left.": (None, "2014-12-31", "unknown"),
    "They were there from 2014 to 2016.": (None, "2016-12-31", "unknown"),
}
AHEAD = {
    "They will leave within a year.": ("2025-07-11", "2026-07-11", "year"),
    "They will leave within 48 hours.": ("2025-07-11", "2025-07-13", "week"),
    "Over the next two weeks they will leave.": ("2025-07-11", "2025-07-25", "month"),
    "In the coming days they will leave.": ("2025-07-11", "2025-07-18", "week"),
    "In the next five years they will leave.": (None, "2030-07-11", "unknown"),
    "They will meet in two weeks.": ("2025-07-22", "2025-07-28", "week"),
    "They will meet later this week.": ("2025-07-11", "2025-07-13", "week"),
    "They will leave by the end of the month.": ("2025-07-01", "2025-07-31", "month"),
    "They will leave by the end of next month.": ("2025-08-01", "2025-08-31", "month"),
    "They will leave by the end of September.": ("2025-07-11", "2025-09-30", "year"),
    "They will leave by 5 August.": ("2025-07-11", "2025-08-05", "month"),
    "They will leave by Tuesday.": ("2025-07-11", "2025-07-15", "week"),
    "They will leave by May.": ("2025-07-11", "2026-05-31", "year"),
    "They will leave by 2030.": (None, "2030-12-31", "unknown"),
    "They will stay until Monday.": (None, None, "unknown"),
}


@pytest.mark.parametrize(("sentence", "expected"), (PAST | AHEAD).items())
def test_date_words_of_a_sentence(sentence, expected):
    (found,) = find_dates(sentence, PUBLISHED)
    assert (found.range.start, found.range.end, found.range.precision) == expected
    assert found.ahead == (sentence in AHEAD)


def test_next_such_day_is_read_forward():
    (found,) = find_dates("They will meet next Tuesday.", PUBLISHED)
    assert found.range.start == "2025-07-15"
    (found,) = find_dates("They will meet this weekend.", PUBLISHED)
    assert shift_forward(found.range, PUBLISHED).start == "2025-07-12"
    assert shift_forward(day_range(date(2025, 7, 8)), PUBLISHED).start == "2025-07-15"


@pytest.mark.parametrize(
    "sentence", ["They met on Tuesday.", "They will leave within a year.", "In March they met."]
)
def test_relative_words_need_the_day_of_the_article(sentence):
    assert find_dates(sentence, None) == []


def test_a_year_needs_none():
    (found,) = find_dates("They will leave by 6 August 2025.", None)
    assert (found.range.start, found.range.end) == (None, "2025-08-06")


SCRAPS = """
within a year by the end of month since March between 3 and 5 May 2024 next last week weekend days ago Tuesday
in two weeks before 31 February 30 to until 2022 - overnight this later coming June 29 few 999
31/02/2024 2024-13-40
"""


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(SCRAPS.split()), max_size=20).map(" ".join) | st.text(max_size=80),
    st.none() | st.dates(date(1990, 1, 1), date(2090, 12, 31)),
)
def test_no_text_breaks_the_dates_and_ranges_hold(text, published):
    for found in find_dates(text, published):
        assert 0 <= found.start < found.end <= len(text)
        when = found.range if published is None else shift_forward(found.range, published)
        assert when.start is None or when.end is None or when.start <= when.end
