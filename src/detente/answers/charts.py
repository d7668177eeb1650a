"""Pictures of a series: one Altair chart for the notebook, the web page and the brief, and its SVG.

Cooperation is a blue bar up, conflict an orange bar down, balance a dark point; a line joins only points of
neighbouring periods. Unknown periods are grey, never zero. Every mark links to its evidence where the caller
says how addresses are made. Altair and vl-convert are loaded here and nowhere else; neither uses the network.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert

from detente.answers.words import counted
from detente.relations.days import day

if TYPE_CHECKING:
    from collections.abc import Callable

    from detente.relations import Period, Series

# Blue and orange stay apart for readers who cannot tell red from green, and in print.
COLOURS = {"cooperation": "#2166ac", "conflict": "#d95f02"}
BALANCE_COLOUR = "#222222"
UNKNOWN_COLOUR = "#e3e3e3"
WIDTH, HEIGHT = 720, 260
INSET = {"week": 0, "year": 30}  # days left free on both sides of a bar, so that neighbours can be told apart
# Vega puts a host of its own before an address without one; this one is put there first and taken off again.
HOST_OF_NONE = "https://no-host.invalid/"
WEB = ("http://", "https://")
SCALE_WORDS = "sum of PLOVER scores"


def pair_chart(
    series: Series,
    pair: str,
    *,
    evidence_url: Callable[[str], str] | None = None,
    note: str | None = None,
) -> alt.LayerChart:
    """Return the chart of a pair's series; ``evidence_url`` maps a period's key to its evidence's address."""
    inset = timedelta(days=INSET[series.unit])
    bars = [row for period in series.known for row in _bars(period, inset, evidence_url)]
    points = _points(series, evidence_url)
    layers: list[alt.Chart | alt.LayerChart] = [
        _unknown_layer(_unknown(series)),
        _bar_layer(bars, _axis(series)),
        _zero_layer(),
        _balance_layer(points),
    ]
    title = alt.TitleParams(
        f"{pair}: cooperation and conflict by {series.unit}",
        subtitle=[finding(series), *_caption(series, note)],
        anchor="start",
        subtitleColor="#444444",
    )
    chart = alt.layer(*layers).properties(
        width=WIDTH, height=HEIGHT, title=title, description=f"{pair}: {finding(series)}"
    )
    plain: alt.LayerChart = chart.configure_view(stroke=None).configure_axis(grid=False)
    return plain


def to_svg(chart: alt.LayerChart) -> str:
    """Draw a chart to SVG, offline; addresses without a host stay so."""
    spec = chart.to_dict()
    for row in (row for rows in spec["datasets"].values() for row in rows):
        if "href" in row and not row["href"].startswith(WEB):
            row["href"] = HOST_OF_NONE + row["href"]
    # An empty list of allowed addresses: a chart whose data were a URL would fail instead of fetching.
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg.replace(HOST_OF_NONE, "")


def finding(series: Series) -> str:
    """Say in one sentence what the picture shows, for readers who do not see it."""
    known = series.known
    if not known:
        return f"no {series.unit} with a counted event"
    last = known[-1]
    lowest = min(known, key=lambda period: (period.sums.balance or 0.0, period.key))
    return (
        f"{len(known)} of {len(series.periods)} {series.unit}s known; lowest balance "
        f"{lowest.sums.balance:+.1f} ({lowest.key}), latest {last.sums.balance:+.1f} ({last.key})"
    )


def _caption(series: Series, note: str | None) -> list[str]:
    outside = counted(len(series.coarse) + len(series.undated), "occurrence")
    lines = [f"Grey: unknown, not zero. Dated too coarsely to be shown: {outside}."]
    return [*lines, note] if note else lines


def _bars(period: Period, inset: timedelta, url: Callable[[str], str] | None) -> list[dict[str, Any]]:
    pairs = (("cooperation", period.sums.cooperation), ("conflict", period.sums.conflict))
    sides = {
        "start": (day(period.start) + inset).isoformat(),
        "past": (day(period.end) + timedelta(days=1) - inset).isoformat(),
    }
    return [_mark(period, name, value, url) | sides for name, value in pairs if value]


def _mark(period: Period, kind: str, value: float | None, url: Callable[[str], str] | None) -> dict[str, Any]:
    told = counted(period.sums.reports, "report")
    words = f"{period.key}: {kind} {value:+.1f} from {counted(period.sums.occurrences, 'occurrence')}, {told}"
    mark = {
        "period": period.key,
        "middle": _middle(period),
        "kind": kind,
        "value": value,
        "words": words,
    }
    return mark | ({"href": url(period.key)} if url else {})


def _middle(period: Period) -> str:
    first, last = day(period.start), day(period.end)
    return (first + (last - first) / 2).isoformat()


def _points(series: Series, url: Callable[[str], str] | None) -> list[dict[str, Any]]:
    """The balance of each known period; ``run`` numbers stretches, so that no line spans a gap."""
    runs = groupby(series.periods, key=lambda period: period.known)
    return [
        _mark(period, "balance", period.sums.balance, url) | {"run": run}
        for run, (known, group) in enumerate(runs)
        if known
        for period in group
    ]


def _unknown(series: Series) -> list[dict[str, Any]]:
    stretches = (list(g) for known, g in groupby(series.periods, key=lambda p: p.known) if not known)
    return [
        {
            "start": stretch[0].start,
            "past": (day(stretch[-1].end) + timedelta(days=1)).isoformat(),
            "words": f"unknown from {stretch[0].key} to {stretch[-1].key}: no counted event",
        }
        for stretch in stretches
    ]


def _values(rows: list[dict[str, Any]]) -> alt.Data:
    return alt.InlineData(values=rows)


def _time(field: str) -> alt.X:
    # UTC on both sides, so that a bar does not move a day with the reader's zone.
    return alt.X(f"{field}:T", title=None, scale=alt.Scale(type="utc"))


def _axis(series: Series) -> alt.Axis:
    """Names a year under the middle of its bar: a tick at its first day reads as the border of two bars."""
    if series.unit == "week":
        return alt.Axis(title=None)
    middles = [day(_middle(period)) for period in series.periods]
    values = [alt.DateTime(year=d.year, month=d.month, date=d.day, utc=True) for d in middles]
    return alt.Axis(title=None, values=values, format="%Y", ticks=False)


def _links(rows: list[dict[str, Any]]) -> dict[str, Any]:
    linked = bool(rows) and "href" in rows[0]
    words = {"tooltip": alt.Tooltip("words:N"), "description": alt.Description("words:N")}
    return words | ({"href": alt.Href("href:N")} if linked else {})


def _unknown_layer(rows: list[dict[str, Any]]) -> alt.Chart:
    base = alt.Chart(_values(rows)).mark_rect(color=UNKNOWN_COLOUR, opacity=0.6)
    layer: alt.Chart = base.encode(x=_time("start"), x2="past:T", tooltip=alt.Tooltip("words:N"))
    return layer


def _bar_layer(rows: list[dict[str, Any]], axis: alt.Axis) -> alt.Chart:
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
        legend=alt.Legend(orient="top"),
    )
    value = alt.Y("value:Q", title=SCALE_WORDS)
    base = alt.Chart(_values(rows)).mark_bar()
    x = _time("start").axis(axis)
    layer: alt.Chart = base.encode(x=x, x2="past:T", y=value, y2=alt.datum(0), color=colour, **_links(rows))
    return layer


def _zero_layer() -> alt.Chart:
    base = alt.Chart(_values([{"zero": 0}])).mark_rule(color="#888888")
    layer: alt.Chart = base.encode(y="zero:Q")
    return layer


def _balance_layer(rows: list[dict[str, Any]]) -> alt.LayerChart:
    base = alt.Chart(_values(rows)).encode(x=_time("middle"), y=alt.Y("value:Q"))
    line = base.mark_line(color=BALANCE_COLOUR, strokeWidth=1).encode(detail="run:N")
    points = base.mark_point(color=BALANCE_COLOUR, filled=True, size=36, opacity=1).encode(**_links(rows))
    layer = alt.layer(line, points)
    assert isinstance(layer, alt.LayerChart)
    return layer
