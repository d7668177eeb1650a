"""Pictures of a series: one Altair chart for the notebook, the web page and the brief, and its SVG.

Cooperation is a blue bar up, conflict an orange bar down, balance a dark point; a line joins only points of
neighbouring periods. Unknown years are grey, unknown weeks a grey strip at the foot, never zero. Every mark
links to its evidence where the caller says how addresses are made. vl-convert is loaded here and nowhere
else, Altair here and in `detente.answers.pictures`; neither uses the network.
"""

from __future__ import annotations

import json
from datetime import timedelta
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

import altair as alt
import vl_convert

from detente.answers.words import counted
from detente.relations.days import DAYS_IN_WEEK, day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from detente.relations import Period, Series

# Blue and orange stay apart for readers who cannot tell red from green, and in print.
COLOURS = {"cooperation": "#2166ac", "conflict": "#d95f02"}
BALANCE_COLOUR = "#222222"
UNKNOWN_COLOUR = "#e3e3e3"
WIDTH, HEIGHT = 720, 260
INSET = {"week": 0, "year": 30}  # days left free on both sides of a bar, so that neighbours can be told apart
STRIP = 8  # height of the strip of unknown weeks: behind the marks, ten years of gaps would hide them
DRAWN_KEPT = 64  # drawings kept, some 100 kB each: the same page asked for again is not drawn again
THIN = 4  # pixels: where a week is narrower, its bar is drawn this wide
POINT, SMALL_POINT = 36, 16
MOST_TICKS = 9  # labels of a day ("29 Sep 2025") beside one another without touching
DAYS_IN_YEAR = 365
YEARS_OF_DAYS = 3  # a longer series of weeks is labelled by years
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
        _unknown_layer(series),
        _bar_layer(series, linked=bool(evidence_url)),
        _zero_layer(),
        _balance_layer(series, linked=bool(evidence_url)),
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
    # Put in last: Altair copies and checks whatever stands in a chart at each step.
    plain.datasets = {"unknown": _unknown(series), "bars": bars, "points": points, "zero": [{"zero": 0}]}
    return plain


def to_svg(chart: alt.TopLevelMixin) -> str:
    """Draw a chart to SVG, offline; addresses without a host stay so."""
    spec = chart.to_dict(validate=False)  # each part was checked when it was made
    for row in (row for rows in spec["datasets"].values() for row in rows):
        if "href" in row and not row["href"].startswith(WEB):
            row["href"] = HOST_OF_NONE + row["href"]
    return _drawn(json.dumps(spec)).replace(HOST_OF_NONE, "")


@lru_cache(maxsize=DRAWN_KEPT)
def _drawn(spec: str) -> str:
    # An empty list of allowed addresses: a chart whose data were a URL would fail instead of fetching.
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg


def finding(series: Series) -> str:
    """Say in one sentence what the picture shows, for readers who do not see it."""
    known = series.known
    if not known:
        return f"no {series.unit} with a counted event"
    last = known[-1]
    lowest = min(known, key=lambda period: (period.sums.balance or 0.0, period.key))
    return (
        f"{len(known)} of {counted(len(series.periods), series.unit)} known; lowest balance "
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


def _time(field: str, series: Series) -> alt.X:
    # UTC on both sides, so that a bar does not move a day with the reader's zone.
    scale = alt.Scale(type="utc")
    if series.periods:
        first, last = day(series.periods[0].start), day(series.periods[-1].end)
        scale.domain = [_moment(first), _moment(last + timedelta(days=1))]
    return alt.X(f"{field}:T", title=None, scale=scale)


def _moment(of: date) -> dict[str, Any]:
    return {"year": of.year, "month": of.month, "date": of.day, "utc": True}


def _axis(series: Series) -> alt.Axis:
    """Names a year under the middle of its bar: a tick at its first day reads as the border of two bars."""
    if series.unit == "week":
        mondays = [day(period.start) for period in series.periods]
        years = len(mondays) * DAYS_IN_WEEK > YEARS_OF_DAYS * DAYS_IN_YEAR
        ticks = _new_years(mondays) if years else mondays
        form = "%Y" if years else "%-d %b %Y"
        values = [_moment(tick) for tick in _thinned(ticks)]
        return alt.Axis(title=None, values=values, format=form, labelFlush=False)
    middles = _thinned([day(_middle(period)) for period in series.periods])
    return alt.Axis(title=None, values=[_moment(d) for d in middles], format="%Y", ticks=False)


def _new_years(mondays: list[date]) -> list[date]:
    """The first Monday of each year."""
    return [monday for monday in mondays if monday.year != (monday - timedelta(days=DAYS_IN_WEEK)).year]


def _thinned(ticks: list[date]) -> list[date]:
    """Every tick, or every second, third ... so that their labels do not touch."""
    return ticks[:: max(1, -(-len(ticks) // (2 * MOST_TICKS if _by_year(ticks) else MOST_TICKS)))]


def _by_year(ticks: list[date]) -> bool:
    """Whether no two ticks stand in one year: then their labels are years, half as wide."""
    return len({tick.year for tick in ticks}) == len(ticks)


def _links(*, linked: bool) -> dict[str, Any]:
    words = {"tooltip": alt.Tooltip("words:N"), "description": alt.Description("words:N")}
    return words | ({"href": alt.Href("href:N")} if linked else {})


def _is_thin(series: Series) -> bool:
    """Whether a period is too narrow to draw its bar as wide as it lasts."""
    return len(series.periods) * THIN > WIDTH


def _unknown_layer(series: Series) -> alt.Chart:
    base = alt.Chart(alt.NamedData(name="unknown")).mark_rect(color=UNKNOWN_COLOUR, opacity=0.6)
    across = {"x": _time("start", series), "x2": alt.X2("past:T"), "tooltip": alt.Tooltip("words:N")}
    strip = {"y": alt.value(HEIGHT - STRIP), "y2": alt.value(HEIGHT)} if series.unit == "week" else {}
    layer: alt.Chart = base.encode(**across, **strip)
    return layer


def _bar_layer(series: Series, *, linked: bool) -> alt.Chart:
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
        legend=alt.Legend(orient="top"),
    )
    value = alt.Y("value:Q", title=SCALE_WORDS)
    base = alt.Chart(alt.NamedData(name="bars"))
    ends = {"y": value, "y2": alt.Y2Datum(0), "color": colour, **_links(linked=linked)}
    if _is_thin(series):
        narrow: alt.Chart = base.mark_bar(size=THIN).encode(
            x=_time("middle", series).axis(_axis(series)), **ends
        )
        return narrow
    x = _time("start", series).axis(_axis(series))
    layer: alt.Chart = base.mark_bar().encode(x=x, x2=alt.X2("past:T"), **ends)
    return layer


def _zero_layer() -> alt.Chart:
    base = alt.Chart(alt.NamedData(name="zero")).mark_rule(color="#888888")
    layer: alt.Chart = base.encode(y=alt.Y("zero:Q"))
    return layer


def _balance_layer(series: Series, *, linked: bool) -> alt.LayerChart:
    base = alt.Chart(alt.NamedData(name="points")).encode(x=_time("middle", series), y=alt.Y("value:Q"))
    size = SMALL_POINT if _is_thin(series) else POINT
    line = base.mark_line(color=BALANCE_COLOUR, strokeWidth=1).encode(detail=alt.Detail("run:N"))
    points = base.mark_point(color=BALANCE_COLOUR, filled=True, size=size, opacity=1).encode(
        **_links(linked=linked)
    )
    layer = alt.layer(line, points)
    assert isinstance(layer, alt.LayerChart)
    return layer
