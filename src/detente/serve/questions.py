"""The pages on relations: a pair and the evidence behind its figures, a view, a wedge, a brief."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente import queries
from detente.answers.charts import finding
from detente.errors import UsageError
from detente.records import to_dict
from detente.relations.days import DAYS_IN_WEEK, monday
from detente.serve.addresses import page_url, pair_slug, parse_pair
from detente.serve.asking import Asked, Asking  # noqa: TC001 - FastAPI reads these when the app is made
from detente.serve.formats import answer_as, csv_of, json_of, markdown_of, svg_of, tables_of
from detente.serve.pictures import pair_svg
from detente.serve.render import drawn, page
from detente.serve.words import period_words
from detente.session import code_of

if TYPE_CHECKING:
    from detente.answers import Answer, PairAnswer, Table, WedgeAnswer
    from detente.relations import Period

router = APIRouter(default_response_class=HTMLResponse)

Unit = Literal["week", "year"]
TableName = Annotated[str | None, Query(description="which table of the answer the CSV holds")]
UNITS: tuple[Unit, ...] = ("year", "week")
FIRST_YEAR_CHARACTERS = 4
LAST_WEEK = date.max - timedelta(days=DAYS_IN_WEEK)  # a later one would end after the last day there is


# A pair


@router.get("/pair/{pair}.json", response_class=Response)
def pair_json(pair: str, asked: Asked) -> Response:
    """How two parties stand, as JSON."""
    return answer_as("json", _pair(asked, pair), pair)


@router.get("/pair/{pair}.csv", response_class=Response)
def pair_csv(pair: str, asked: Asked, table: TableName = None) -> Response:
    """One table of a pair as CSV: weeks, years, turns, coarse, undated or evidence."""
    return answer_as("csv", _pair(asked, pair), pair, table)


@router.get("/pair/{pair}.svg", response_class=Response)
def pair_chart(pair: str, asked: Asked, unit: Unit = "week") -> Response:
    """The chart of a pair by week or by year; every mark links to its evidence."""
    return svg_of(pair_svg(_pair(asked, pair), unit, inline=False))


@router.get("/pair/{pair}")
def pair_page(pair: str, asked: Asked) -> Response:
    """How two parties stand, as a page."""
    if elsewhere := _canonical(asked, "pair", _slug(pair)):
        return elsewhere
    answer = _pair(asked, pair)
    charts = {
        unit: drawn(pair_svg(answer, unit, inline=True))
        for unit in UNITS
        if (answer.weekly if unit == "week" else answer.yearly).known
    }
    return _page(
        asked,
        "pair.html",
        answer,
        ("pair", answer.pair),
        charts=charts,
        findings={"week": finding(answer.weekly), "year": finding(answer.yearly)},
    )


def _pair(asked: Asking, pair: str) -> PairAnswer:
    return queries.pair(asked.ws, *parse_pair(pair), asked.window)


# The evidence behind one week or year of it


@router.get("/pair/{pair}/{unit}/{period}.json", response_class=Response)
def evidence_json(pair: str, unit: Unit, period: str, asked: Asked) -> Response:
    """The reports behind one week (its Monday) or year, as JSON; their values sum to the figure."""
    answer, found, table = _evidence(asked, pair, unit, period)
    words = {"pair": answer.pair, "unit": unit, "period": period, "counted": answer.asked.counted}
    figure: dict[str, Any] = {"sums": to_dict(found.sums) if found and found.known else None}
    window = {"window": to_dict(asked.window), "note": answer.asked.note}
    return json_of(words | window | figure | {"evidence": table.to_dicts()})


@router.get("/pair/{pair}/{unit}/{period}.csv", response_class=Response)
def evidence_csv(pair: str, unit: Unit, period: str, asked: Asked) -> Response:
    """The reports behind one week or year, as CSV."""
    answer, _, table = _evidence(asked, pair, unit, period)
    return csv_of(table, f"{answer.pair}-{unit}-{period}")


@router.get("/pair/{pair}/{unit}/{period}")
def evidence_page(pair: str, unit: Unit, period: str, asked: Asked) -> Response:
    """The reports behind one week or year, with what each adds to the figure."""
    if elsewhere := _canonical(asked, "pair", _slug(pair), unit, _period_key(unit, period)):
        return elsewhere
    answer, found, table = _evidence(asked, pair, unit, period)
    known = [each.key for each in (answer.weekly if unit == "week" else answer.yearly).known]
    base = page_url("pair", answer.pair, unit, period)
    return page(
        asked.request,
        "evidence.html",
        answer=answer,
        note=answer.asked.note,
        window=asked.window,
        unit=unit,
        period=period,
        period_words=period_words(unit, period),
        found=found,
        rows=table.to_dicts(),
        before=max((key for key in known if key < period), default=None),
        after=min((key for key in known if key > period), default=None),
        formats=_formats(base, asked, {"JSON": ".json", "CSV": ".csv"}),
    )


def _evidence(asked: Asking, pair: str, unit: Unit, period: str) -> tuple[PairAnswer, Period | None, Table]:
    key = _period_key(unit, period)
    answer = _pair(asked, pair)
    series = answer.weekly if unit == "week" else answer.yearly
    return answer, next((each for each in series.periods if each.key == key), None), answer.evidence(key)


def _period_key(unit: Unit, text: str) -> str:
    """Return the key of a week (the Monday of any of its days) or year; raises `UsageError`."""
    try:
        if unit == "week":
            first = monday(date.fromisoformat(text))
            if first <= LAST_WEEK:
                return first.isoformat()
        elif len(text) == FIRST_YEAR_CHARACTERS:
            return f"{date(int(text), 1, 1).year:04}"
    except ValueError:
        pass
    example = "a day of the week such as 2025-06-30" if unit == "week" else "a year such as 2025"
    raise UsageError(f"{text!r} is not {example.split(' such', maxsplit=1)[0]}: write {example}")


# A third party's view


@router.get("/view/{x}/{pair}.json", response_class=Response)
def view_json(x: str, pair: str, asked: Asked) -> Response:
    """How a third party sees a pair, as JSON: said, did, others_say."""
    return answer_as("json", queries.view(asked.ws, code_of(x), *parse_pair(pair), asked.window), pair)


@router.get("/view/{x}/{pair}.csv", response_class=Response)
def view_csv(x: str, pair: str, asked: Asked, table: TableName = None) -> Response:
    """One lane of a third party's view as CSV: said, did, others_say or evidence."""
    answer = queries.view(asked.ws, code_of(x), *parse_pair(pair), asked.window)
    return answer_as("csv", answer, f"{x}-on-{pair}", table)


@router.get("/view/{x}/{pair}")
def view_page(x: str, pair: str, asked: Asked) -> Response:
    """How a third party sees a pair: what it said, what it did, what others say it thinks."""
    code = code_of(x)
    if elsewhere := _canonical(asked, "view", code, _slug(pair)):
        return elsewhere
    answer = queries.view(asked.ws, code, *parse_pair(pair), asked.window)
    return _page(asked, "view.html", answer, ("view", code, pair))


# Whom a conflict could divide


@router.get("/wedge/{pair}.json", response_class=Response)
def wedge_json(pair: str, asked: Asked, between: str | None = None) -> Response:
    """Whom a conflict exposes, as JSON: exposure, not a forecast."""
    return answer_as("json", _wedge(asked, pair, between), pair)


@router.get("/wedge/{pair}.csv", response_class=Response)
def wedge_csv(pair: str, asked: Asked, between: str | None = None, table: TableName = None) -> Response:
    """One table of a wedge as CSV: exposures, paths, edges or evidence."""
    return answer_as("csv", _wedge(asked, pair, between), f"wedge-{pair}", table)


@router.get("/wedge/{pair}")
def wedge_page(pair: str, asked: Asked, between: str | None = None) -> Response:
    """Whom a conflict exposes: pairs on opposite sides, the paths, the sentences of every tie."""
    if elsewhere := _canonical(asked, "wedge", _slug(pair)):
        return elsewhere
    return _page(asked, "wedge.html", _wedge(asked, pair, between), ("wedge", pair), between=between)


def _wedge(asked: Asking, pair: str, between: str | None) -> WedgeAnswer:
    named = parse_pair(between) if between else None
    return queries.wedge(asked.ws, *parse_pair(pair), asked.window, named)


# The analyst's page


@router.get("/brief/{pair}.json", response_class=Response)
def brief_json(pair: str, asked: Asked) -> Response:
    """The analyst's page as JSON: sections of lines with the numbers of their sources."""
    return answer_as("json", queries.brief(asked.ws, *parse_pair(pair), asked.window), pair)


@router.get("/brief/{pair}.csv", response_class=Response)
def brief_csv(pair: str, asked: Asked, table: TableName = None) -> Response:
    """The sources of the analyst's page as CSV."""
    return answer_as("csv", queries.brief(asked.ws, *parse_pair(pair), asked.window), f"brief-{pair}", table)


@router.get("/brief/{pair}.md", response_class=Response)
def brief_markdown(pair: str, asked: Asked) -> Response:
    """The analyst's page as Markdown."""
    answer = queries.brief(asked.ws, *parse_pair(pair), asked.window)
    return markdown_of(answer.to_markdown(), f"brief-{pair}")


@router.get("/brief/{pair}")
def brief_page(pair: str, asked: Asked) -> Response:
    """The analyst's page: standing, what changed and why, third parties, counter-evidence, gaps, sources."""
    if elsewhere := _canonical(asked, "brief", _slug(pair)):
        return elsewhere
    answer = queries.brief(asked.ws, *parse_pair(pair), asked.window)
    chart = drawn(pair_svg(answer.pair, "year", inline=True)) if answer.pair.yearly.known else None
    return _page(asked, "brief.html", answer, ("brief", pair), {"Markdown": ".md"}, chart=chart)


# What they share


def _page(
    asked: Asking,
    template: str,
    answer: Answer,
    path: tuple[str, ...],
    also: dict[str, str] | None = None,
    **context: Any,  # noqa: ANN401 - as wide as templates are
) -> Response:
    formats = _formats(page_url(*path), asked, {"JSON": ".json"} | (also or {}), tables_of(answer))
    return page(
        asked.request,
        template,
        answer=answer,
        note=answer.asked.note,
        window=asked.window,
        formats=formats,
        **context,
    )


def _formats(
    base: str, asked: Asking, suffixes: dict[str, str], tables: dict[str, Table] | None = None
) -> dict[str, str]:
    """The addresses of the same page as data, with the same window, by the words of their links."""
    query = str(asked.request.query_params)
    kept = f"?{query}" if query else ""
    links = {words: f"{base}{suffix}{kept}" for words, suffix in suffixes.items()}
    joint = "&" if query else "?"
    return links | {f"CSV: {name}": f"{base}.csv{kept}{joint}table={name}" for name in tables or {}}


def _canonical(asked: Asking, *parts: str) -> Response | None:
    """The one address of a page, where another was asked for: names for codes, or codes out of order."""
    if asked.request.scope["path"] == "/" + "/".join(parts):
        return None
    query = str(asked.request.query_params)
    where = page_url(*parts)
    return RedirectResponse(f"{where}?{query}" if query else where)


def _slug(pair: str) -> str:
    return pair_slug(*parse_pair(pair))
