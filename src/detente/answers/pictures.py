"""Pictures of every answer but the pair's: bars and points whose marks say in words what they are.

Colours are those of `detente.answers.charts`; `detente.answers.charts.to_svg` draws these too. Each shows
rows that the answer's tables hold; nothing is worked out here.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import altair as alt

from detente.answers.charts import COLOURS, SCALE_WORDS, WIDTH
from detente.answers.rows import change_row, lane_row
from detente.answers.words import counted, day_of, signed

if TYPE_CHECKING:
    from detente.answers.actor import ActorAnswer
    from detente.answers.reading import ArticleAnswer, FrontAnswer, SearchAnswer
    from detente.answers.story import StoriesAnswer
    from detente.answers.view import ViewAnswer
    from detente.answers.wedge import WedgeAnswer

BARS_SHOWN = 20  # the largest; the table has all
FACTS_SHOWN = 60  # dated facts of an actor: those of a large state have no room in one picture
LABEL_WIDTH = 260  # pixels, for the words of a fact
BAR = 22  # pixels of height for one bar and the gap beside it
YEAR = len("2025")
UNSCORED_COLOUR = "#777777"  # what carries no score: words and plans
PLAIN = "#2166ac"
KINDS = {**COLOURS, "not scored": UNSCORED_COLOUR}

Row = dict[str, Any]


def view_chart(answer: ViewAnswer) -> alt.VConcatChart:
    """Return the sums of X's acts toward each, and below them each dated item of the lanes by date."""
    sums = [
        {"toward": code, "kind": kind, "value": value, "words": f"toward {code}: {kind} {signed(value)}"}
        for code, each in answer.sums().items()
        for kind, value in (("cooperation", each.cooperation), ("conflict", each.conflict))
        if value is not None
    ]
    toward = (
        _chart(sums)
        .mark_bar()
        .encode(
            x=alt.X("value:Q", title=SCALE_WORDS),
            y=alt.Y("toward:N", title=None, scale=alt.Scale(domain=list(answer.sums()))),
            color=_colour("kind", KINDS),  # one legend with the lanes below
            **_words(),
        )
        .properties(width=WIDTH, height=2 * BAR)
    )
    chart: alt.VConcatChart = alt.vconcat(toward, _lanes(answer))
    titled: alt.VConcatChart = chart.properties(
        title=_title(
            f"How {answer.x.name} sees {answer.a.name} and {answer.b.name}",
            answer.alignment_in_words(),
            answer.asked.note,
        )
    )
    return titled


def _lanes(answer: ViewAnswer) -> alt.Chart:
    lanes = {name: answer.lane_words(name) for name in ("said", "did", "others_say")}
    items = (*answer.lanes.said, *answer.lanes.did, *answer.lanes.others_say)
    rows = [
        {
            "lane": lanes[row.lane],
            "about": row.about,
            "date": row.date,
            "kind": _kind(row.value),
            "words": f"{day_of(row.date)}, {row.what}: {row.text}",
        }
        for row in map(lane_row, items)
        if row.date
    ]
    chart: alt.Chart = (
        _chart(rows)
        .mark_point(filled=True, size=50, opacity=0.7)
        .encode(
            x=alt.X("date:T", title=None, scale=alt.Scale(type="utc")),
            y=alt.Y("lane:N", title=None, scale=alt.Scale(domain=list(lanes.values())), axis=_labels()),
            color=_colour("kind", KINDS),
            shape=alt.Shape("about:N", title="about"),
            **_words(),
        )
        .properties(width=WIDTH, height=4 * BAR)
    )
    return chart


def wedge_chart(answer: WedgeAnswer) -> alt.Chart:
    """Return the exposure of the most exposed pairs as bars."""
    rows = [
        {
            "pair": "-".join(each.pair),
            "value": each.exposure,
            "kind": "third parties" if each.third_parties else "a party and a friend of the other",
            "words": f"{'-'.join(each.pair)}: exposure {signed(each.exposure, 2)}",
        }
        for each in answer.exposures[:BARS_SHOWN]
    ]
    kinds = {"third parties": PLAIN, "a party and a friend of the other": UNSCORED_COLOUR}
    title = f"Whom {answer.a.name}-{answer.b.name} could divide: {answer.label}"
    return _ranked(rows, "exposure", kinds, _title(title, answer.nothing, answer.asked.note))


def front_chart(answer: FrontAnswer) -> alt.Chart:
    """Return how far each pair moved, as bars; those whose year before is unknown have none."""
    rows = [
        {
            "pair": f"{row.a}-{row.b}",
            "value": row.change,
            "kind": "better" if row.change > 0 else "worse",
            "words": f"{row.a}-{row.b}: {signed(row.change)} ({signed(row.before)} to {signed(row.recent)})",
        }
        for row in map(change_row, answer.changes)
        if row.change is not None
    ]
    kinds = dict(zip(("better", "worse"), COLOURS.values(), strict=True))
    title = _title("Pairs that changed most", answer.rule, answer.asked.note)
    return _ranked(rows, "change of the mean weekly balance", kinds, title)


def search_chart(answer: SearchAnswer) -> alt.Chart:
    """Return how many of the sentences were published in each year."""
    years = Counter(hit.published[:YEAR] if hit.published else "no date" for hit in answer.hits)
    rows = [
        {"year": year, "number": number, "words": f"{year}: {counted(number, 'sentence')}"}
        for year, number in sorted(years.items())
    ]
    chart: alt.Chart = (
        _chart(rows)
        .mark_bar(color=PLAIN)
        .encode(
            x=alt.X("year:N", title="year of publication", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("number:Q", title="sentences", axis=alt.Axis(tickMinStep=1)),
            **_words(),
        )
        .properties(
            width=alt.Step(2 * BAR),
            title=_title(f"Sentences with {answer.words!r}", answer.asked.counted, answer.asked.note),
        )
    )
    return chart


def stories_chart(answer: StoriesAnswer) -> alt.Chart:
    """Return the articles of each story by day, those that speak for themselves beside the copies."""
    labels = {row.story: row.label for row in answer.stories[:BARS_SHOWN]}
    rows = [
        {
            "story": labels[member.story],
            "day": day_of(member.published),
            "kind": "own text" if member.role == "original" else "copy or version",
            "words": f"{member.outlet or 'no outlet'}: {member.title} ({member.role})",
        }
        for member in answer.members
        if member.story in labels
    ]
    chart: alt.Chart = (
        _chart(rows)
        .mark_circle(size=60)
        .encode(
            x=alt.X("day:N", title="day of publication"),
            y=alt.Y("story:N", title=None, sort=list(labels.values()), axis=alt.Axis(labelLimit=LABEL_WIDTH)),
            color=_colour("kind", {"own text": PLAIN, "copy or version": UNSCORED_COLOUR}),
            **_words(),
        )
        .properties(
            width=WIDTH,
            height=alt.Step(BAR),
            title=_title("Stories", answer.asked.counted, answer.asked.note),
        )
    )
    return chart


def actor_chart(answer: ActorAnswer) -> alt.Chart:
    """Return when each dated fact held; what holds still ends at the day it was last checked."""
    rows = [
        {"fact": row.fact, "about": row.about, "since": row.since, "until": until, "words": words}
        for actor in answer.facts
        for row in answer.rows(actor)
        if row.since and (until := row.until or row.checked)
        for words in [f"{row.fact}: {row.since} to {row.until or 'now, as last checked ' + until}"]
    ][:FACTS_SHOWN]
    chart: alt.Chart = (
        _chart(rows)
        .mark_bar()
        .encode(
            x=alt.X("since:T", title=None),
            x2="until:T",
            y=alt.Y("fact:N", title=None, sort=None, axis=alt.Axis(labelLimit=LABEL_WIDTH)),
            color=alt.Color("about:N", title=None),
            **_words(),
        )
        .properties(width=WIDTH, height=alt.Step(BAR), title=_title(answer.in_words(), answer.asked.counted))
    )
    return chart


def article_chart(answer: ArticleAnswer) -> alt.Chart:
    """Return the score of each coded pair by the sentence it stands in."""
    rows = [
        {
            "sentence": row.sentence,
            "value": row.scale,
            "kind": _kind(row.scale),
            "words": f"{row.sentence}: {row.source}-{row.target} {row.type} ({row.status}): {row.text}",
        }
        for row in answer.evidence_rows
    ]
    chart: alt.Chart = (
        _chart(rows)
        .mark_point(filled=True, size=60)
        .encode(
            x=alt.X("sentence:Q", title="sentence (0 is the title)", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("value:Q", title="PLOVER score"),
            color=_colour("kind", KINDS),
            **_words(),
        )
        .properties(width=WIDTH, title=_title(answer.article.title, answer.asked.counted, answer.asked.note))
    )
    return chart


def _ranked(rows: list[Row], measure: str, kinds: dict[str, str], title: alt.TitleParams) -> alt.Chart:
    """Bars of pairs, the first row on top."""
    chart: alt.Chart = (
        _chart(rows)
        .mark_bar()
        .encode(
            x=alt.X("value:Q", title=measure),
            y=alt.Y("pair:N", title=None, sort=None, axis=_labels()),
            color=_colour("kind", kinds),
            **_words(),
        )
        .properties(width=WIDTH, height=max(1, len(rows)) * BAR, title=title)
    )
    return chart


def _chart(rows: list[Row]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=rows))


def _kind(value: float | None) -> str:
    if not value:
        return "not scored"
    return "cooperation" if value > 0 else "conflict"


def _colour(field: str, kinds: dict[str, str]) -> alt.Color:
    scale = alt.Scale(domain=list(kinds), range=list(kinds.values()))
    return alt.Color(f"{field}:N", title=None, scale=scale, legend=alt.Legend(orient="top", labelLimit=0))


def _words() -> Row:
    return {"tooltip": alt.Tooltip("words:N"), "description": alt.Description("words:N")}


def _labels() -> alt.Axis:
    return alt.Axis(labelLimit=0)  # names are shown whole


def _title(title: str, *lines: str | None) -> alt.TitleParams:
    subtitle = [line for line in lines if line]
    return alt.TitleParams(title, subtitle=subtitle, anchor="start", subtitleColor="#444444")
