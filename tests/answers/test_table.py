from __future__ import annotations

import subprocess
import sys

import pytest

from detente.answers import Table
from detente.records import DateRange

ROWS = [
    DateRange(start="2020-09-27", end="2020-09-27", precision="day"),
    DateRange(start=None, end="<b>2021</b>", precision="unknown"),
]


def test_a_table_is_the_same_rows_in_every_shape():
    table = Table.of("dates", DateRange, ROWS)
    dicts = table.to_dicts()
    assert dicts == list(table)
    assert dicts[0] == {"start": "2020-09-27", "end": "2020-09-27", "precision": "day"}
    assert len(table) == 2
    assert table.to_polars().to_dicts() == dicts
    assert list(table.to_pandas()["precision"]) == ["day", "unknown"]
    assert table.to_arrow().column_names == table.columns


def test_an_empty_table_keeps_its_columns():
    assert Table.of("none", DateRange, []).to_polars().columns == ["start", "end", "precision"]


def test_a_notebook_shows_text_from_pages_as_text():
    shown = Table.of("<script>", DateRange, ROWS)._repr_html_()
    assert "<b>" not in shown
    assert "<script>" not in shown


@pytest.mark.parametrize("library", ["pandas", "polars", "altair", "vl_convert"])
def test_heavy_libraries_wait_until_they_are_asked_for(library):
    code = f"import sys, detente.answers; sys.exit({library!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
