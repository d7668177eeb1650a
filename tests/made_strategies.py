"""Hypothesis strategies over the records of `made`."""

from __future__ import annotations

from hypothesis import strategies as st

import made

CODES = ["ARM", "AZE", "RUS"]
KINDS = ["ASSAULT", "CONSULT", "REQUEST"]
DATES = ["2020-09-27", "2020-09-28", "2020-09", "2020-10", "2020", "2021-01-04", None]


@st.composite
def reports(draw):
    source, target = draw(st.permutations(CODES))[:2]
    return made.report(
        source,
        target,
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(DATES)),
        article_id=draw(st.sampled_from(["a1", "a2", "a3"])),
        outlet=draw(st.sampled_from(["Steppe Review", "Caspian Courier", None])),
        occurrence=draw(st.sampled_from(["o1", "o2", "o3", "o4"])),
        sentence=draw(st.integers(0, 9)),
    )
