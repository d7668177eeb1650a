"""The pages for reading: the front, one article, search, what was given up on, and how it is done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from detente import queries
from detente.answers import SearchAnswer, Table
from detente.errors import UsageError
from detente.knowledge import load as load_world
from detente.records import Rejected
from detente.relations.wedges import FORMULA, WHY_EXPOSURE
from detente.serve import reader
from detente.serve.addresses import page_url, pair_slug
from detente.serve.asking import Asked, Asking  # noqa: TC001 - FastAPI reads these when the app is made
from detente.serve.faults import close_codes
from detente.serve.formats import answer_as, csv_of, json_of
from detente.serve.render import page
from detente.session import code_of

router = APIRouter(default_response_class=HTMLResponse)

Limit = Annotated[int, Query(ge=1, le=1000, description="how many sentences at most")]
SHOWN = 50  # sentences found: more than anyone reads, few enough to load on a phone


# The front page


@router.get("/index.json", response_class=Response)
def front_json(asked: Asked) -> Response:
    """The newest articles and the pairs that changed most, as JSON."""
    return answer_as("json", queries.front(asked.ws, asked.window), "front")


@router.get("/index.csv", response_class=Response)
def front_csv(asked: Asked, table: str | None = None) -> Response:
    """One list of the front page as CSV: changes, newest or evidence."""
    return answer_as("csv", queries.front(asked.ws, asked.window), "front", table)


@router.get("/")
def front_page(asked: Asked) -> Response:
    """The newest articles, the pairs that changed most and why, and what the workspace holds."""
    answer = queries.front(asked.ws, asked.window)
    formats = {"JSON": "/index.json", "CSV: changes": "/index.csv", "CSV: newest": "/index.csv?table=newest"}
    return page(
        asked.request,
        "front.html",
        answer=answer,
        note=answer.asked.note,
        window=asked.window,
        states=sorted((load_world().name(code), code) for code in load_world().current_states),
        written=_last_written(asked),
        formats=formats,
    )


def _last_written(asked: Asking) -> str:
    """When the workspace's database was last written: a run's last commit."""
    files = (
        path.stat().st_mtime
        for path in asked.ws.folder.glob("workspace.sqlite*")
        if path.suffix != ".sqlite-shm"
    )
    return datetime.fromtimestamp(max(files), tz=UTC).strftime("%Y-%m-%d %H:%M UTC")


@router.get("/go", include_in_schema=False)
def go(
    asked: Asked,
    a: str = "",
    b: str = "",
    x: str = "",
    ask: Literal["pair", "view", "wedge", "brief"] = "pair",
) -> Response:
    """Send a form on to the address of its question."""
    if not all(name.strip() for name in ((a, b, x) if ask == "view" else (a, b))):
        raise UsageError("name every party: A and B, and C for how C sees the two")
    slug = pair_slug(code_of(a), code_of(b))
    parts = ("view", code_of(x), slug) if ask == "view" else (ask, slug)
    return RedirectResponse(page_url(*parts, window=asked.window))


# One article


@router.get("/article/{article_id}.json", response_class=Response)
def article_json(article_id: str, asked: Asked) -> Response:
    """One article with its sentences, events and claims, as JSON."""
    answer = queries.article(asked.ws, article_id, recorded_as_of=asked.window.recorded_as_of)
    return answer_as("json", answer, article_id)


@router.get("/article/{article_id}.csv", response_class=Response)
def article_csv(article_id: str, asked: Asked, table: str | None = None) -> Response:
    """What was coded in one article, as CSV: events, claims or evidence."""
    answer = queries.article(asked.ws, article_id, recorded_as_of=asked.window.recorded_as_of)
    return answer_as("csv", answer, article_id, table)


@router.get("/article/{article_id}")
def article_page(article_id: str, asked: Asked) -> Response:
    """One article: its text with the coded sentences marked, and beside them what was coded."""
    answer = queries.article(asked.ws, article_id, recorded_as_of=asked.window.recorded_as_of)
    base = page_url("article", article_id)
    claims = {"CSV: claims": f"{base}.csv?table=claims"} if answer.claims else {}
    return page(
        asked.request,
        "article.html",
        answer=answer,
        article=answer.article,
        note=answer.asked.note,
        title=reader.title_passage(answer),
        passages=reader.passages(answer),
        left_out=[block for block in answer.article.blocks if block.role != "body"],
        formats={"JSON": f"{base}.json", "CSV: events": f"{base}.csv"} | claims,
    )


# Search


@router.get("/search.json", response_class=Response)
def search_json(asked: Asked, q: str = "", limit: Limit = SHOWN) -> Response:
    """The sentences that hold all the words, as JSON."""
    return answer_as("json", _search(asked, q, limit), "search")


@router.get("/search.csv", response_class=Response)
def search_csv(asked: Asked, q: str = "", limit: Limit = SHOWN) -> Response:
    """The sentences that hold all the words, as CSV."""
    return answer_as("csv", _search(asked, q, limit), "search")


@router.get("/search")
def search_page(asked: Asked, q: str = "", limit: Limit = SHOWN) -> Response:
    """The sentences that hold all the words, best first."""
    answer = _search(asked, q, limit) if q.strip() else None
    found = {"JSON": ".json", "CSV": ".csv"} if answer else {}
    return page(
        asked.request,
        "search.html",
        answer=answer,
        searched=q,
        limit=limit,
        window=asked.window,
        states=_named(q),
        note=answer.asked.note if answer else None,
        formats={
            words: page_url(f"search{suffix}", q=q, window=asked.window) for words, suffix in found.items()
        },
    )


def _search(asked: Asking, words: str, limit: int) -> SearchAnswer:
    return queries.search(asked.ws, words, limit, asked.window)


def _named(words: str) -> list[str]:
    """The parties that the words may mean, for those who look for a state and not for a sentence."""
    return close_codes(words.strip()) if words.strip() else []


# What was given up on, and the method


@router.get("/rejects.json", response_class=Response)
def rejects_json(asked: Asked) -> Response:
    """The inputs that were given up on, with the stage and the reason, as JSON."""
    return json_of({"rejects": _rejects(asked).to_dicts()})


@router.get("/rejects.csv", response_class=Response)
def rejects_csv(asked: Asked) -> Response:
    """The inputs that were given up on, as CSV."""
    return csv_of(_rejects(asked), "rejects")


@router.get("/rejects")
def rejects_page(asked: Asked) -> Response:
    """The inputs that were given up on, with the stage and the reason."""
    formats = {"JSON": "/rejects.json", "CSV": "/rejects.csv"}
    return page(asked.request, "rejects.html", rows=_rejects(asked).to_dicts(), formats=formats)


def _rejects(asked: Asking) -> Table:
    return Table.of("Given up on", Rejected, asked.ws.rejects())


@router.get("/about")
def about_page(asked: Asked) -> Response:
    """How figures are made, in short, and what this server gives."""
    return page(asked.request, "about.html", why=WHY_EXPOSURE, formula=FORMULA)
