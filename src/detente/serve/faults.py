"""What a reader gets when a question cannot be answered: a page, or ``application/problem+json`` (RFC 9457).

Which of the two follows from the address: data addresses end in a suffix.
"""

from __future__ import annotations

import difflib
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from detente.errors import DetenteError, StoreError, UnknownName, UsageError
from detente.knowledge import load as load_world
from detente.serve.headers import HEADERS
from detente.serve.render import page
from detente.serve.words import name_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from fastapi import FastAPI, Request, Response

DATA_SUFFIXES = (".json", ".csv", ".svg", ".md")
CLOSE_SHOWN = 5
CLOSE_ENOUGH = 0.6  # below this, suggestions were other countries with a few letters in common

log = logging.getLogger(__name__)


def answer_faults(app: FastAPI) -> None:
    """Give the app an answer to each kind of fault."""
    app.add_exception_handler(DetenteError, _ours)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _unforeseen)


def fault_page(
    request: Request, status: int, detail: str, close: list[tuple[str, str]] | None = None
) -> Response:
    """Return a fault; ``close`` are (address, words) of what was perhaps meant."""
    title = HTTPStatus(status).phrase
    if wants_data(request.scope["path"]):
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        suggestions = {"close": [where for where, _ in close]} if close else {}
        media = "application/problem+json"
        body = problem | {"instance": request.scope["path"]} | suggestions
        return JSONResponse(body, status_code=status, media_type=media)
    return page(
        request, "fault.html", status=status, title=title, detail=detail, close=close or [], code=status
    )


def wants_data(path: str) -> bool:
    """Whether an address asks for data and not for a page.

    >>> wants_data("/pair/AZE-RUS.csv"), wants_data("/pair/AZE-RUS")
    (True, False)
    """
    return path.endswith(DATA_SUFFIXES)


def close_codes(name: str) -> list[str]:
    """Return codes whose code or English name is like a name that nobody bears.

    >>> close_codes("Azerbaidjan"), close_codes("AZR")[:1]
    (['AZE'], ['AZE'])
    """
    world, asked = load_world(), name.casefold()
    return _close_of(asked, world.current_states) or _close_of(asked, world.codes)


def _close_of(asked: str, codes: Collection[str]) -> list[str]:
    world = load_world()
    known = {code.casefold(): code for code in codes}
    known |= {world.name(code).casefold(): code for code in codes}
    close = difflib.get_close_matches(asked, known, n=CLOSE_SHOWN, cutoff=CLOSE_ENOUGH)
    close.sort(key=lambda each: each[:2] != asked[:2])  # people seldom miss the first two letters
    return list(dict.fromkeys(known[each] for each in close))


def _ours(request: Request, fault: Exception) -> Response:
    if isinstance(fault, UnknownName):
        close = _close(request, fault.name)
        detail = f"unknown {fault.kind} {fault.name!r}" if close else str(fault)
        return fault_page(request, HTTPStatus.NOT_FOUND, detail, close)
    if isinstance(fault, UsageError):
        return fault_page(request, HTTPStatus.BAD_REQUEST, str(fault))
    if isinstance(fault, StoreError):
        return fault_page(request, HTTPStatus.SERVICE_UNAVAILABLE, str(fault))
    return _unforeseen(request, fault)


def _close(request: Request, name: str) -> list[tuple[str, str]]:
    """The same address with each close code in the place of the unknown name."""
    return [(_with(request, name, code), f"{name_of(code)} ({code})") for code in close_codes(name)]


def _with(request: Request, name: str, code: str) -> str:
    path: str = request.scope["path"]
    asked = {key: code if value == name else value for key, value in request.query_params.items()}
    query = f"?{urlencode(asked)}" if asked else ""
    return quote(path.replace(name, code, 1), safe="/:") + query


def _http(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    details = {
        HTTPStatus.NOT_FOUND: "There is no such page here.",
        HTTPStatus.METHOD_NOT_ALLOWED: "Pages here are only read: use GET.",
    }
    response = fault_page(
        request, fault.status_code, details.get(HTTPStatus(fault.status_code), fault.detail)
    )
    response.headers.update(fault.headers or {})
    return response


def _invalid(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, RequestValidationError)
    faults = "; ".join(f"{each['loc'][-1]}: {each['msg']}" for each in fault.errors())
    return fault_page(request, HTTPStatus.BAD_REQUEST, faults)


def _unforeseen(request: Request, fault: Exception) -> Response:
    log.error("%s: %s", request.scope["path"], fault, exc_info=fault)
    detail = "Something here is broken; the server's log says more. Other pages are not affected."
    response = fault_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)
    response.headers.update(HEADERS)  # this one answer is given outside of the guard
    return response
