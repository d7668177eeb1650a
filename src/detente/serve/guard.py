"""Who may read: on this machine only pages asked for by its own name, elsewhere only with the token.

Also puts the headers on every response that keep a page from loading, running or leaking anything.
"""

from __future__ import annotations

import hashlib
import secrets
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastapi.responses import RedirectResponse
from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from detente.serve.faults import fault_page, wants_data
from detente.serve.headers import HEADERS
from detente.serve.render import page

if TYPE_CHECKING:
    from fastapi import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "detente_token"
COOKIE_SECONDS = 30 * 24 * 3600  # a month: long enough not to be in the way, and never longer than the token
OPEN_PATHS = "/static/"  # style sheet and icon: nothing of a workspace


class Guard:
    """Lets a request through, or answers in its place.

    Without a token only loopback names are answered: a page elsewhere that points its own name at this
    machine (DNS rebinding) is turned away. With a token every name is answered: such a page lacks it.
    """

    def __init__(self, app: ASGIApp, *, token: str | None) -> None:
        """Keep the digest of the token, not the token."""
        self._app = app
        self._digest = _digest(token) if token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answer = self._instead(request) or self._app
        await answer(scope, receive, _with_headers(send))

    def _instead(self, request: Request) -> Response | None:
        if self._digest is None:
            return None if is_loopback_name(_host(request)) else _strange_host(request)
        if request.scope["path"].startswith(OPEN_PATHS):
            return None
        given = request.query_params.get("token")
        if given is not None and self._fits(_digest(given)):
            return self._welcome(request)
        return None if self._knows(request) else _locked(request)

    def _knows(self, request: Request) -> bool:
        scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
        # Headers arrive as Latin-1 whatever the sender wrote: back to the bytes that were sent.
        if scheme.casefold() == "bearer" and self._fits(_digest(bearer.strip().encode("latin-1"))):
            return True
        return self._fits(request.cookies.get(COOKIE, ""))

    def _fits(self, digest: str) -> bool:
        return secrets.compare_digest(digest.encode(), (self._digest or "").encode())

    def _welcome(self, request: Request) -> Response:
        """Put the token into a cookie and out of the address, where it would stay in the history."""
        address = request.url.remove_query_params("token")
        where = address.path + (f"?{address.query}" if address.query else "")
        # One slash: an address that begins with two is one of another host.
        response = RedirectResponse("/" + where.lstrip("/\\"), status_code=HTTPStatus.SEE_OTHER)
        response.set_cookie(
            COOKIE,
            self._digest or "",
            max_age=COOKIE_SECONDS,
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return response


def _host(request: Request) -> str | None:
    # Not `request.url`: that falls back to the server's own name where the header is none.
    try:
        return urlsplit(f"//{request.headers.get('Host', '')}").hostname
    except ValueError:  # a Host header that is no host
        return None


def is_loopback_name(host: str | None) -> bool:
    """Whether a name or address can only mean this machine.

    >>> [is_loopback_name(host) for host in ("localhost", "127.0.0.1", "::1", "evil.example", None)]
    [True, True, True, False, False]
    """
    if host is None:
        return False
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def _digest(token: str | bytes) -> str:
    sent = token.encode("utf-8", "surrogatepass") if isinstance(token, str) else token
    return hashlib.sha256(sent).hexdigest()


def _strange_host(request: Request) -> Response:
    detail = (
        "This server answers only as localhost or 127.0.0.1. To serve other machines, start it with a token."
    )
    return fault_page(request, HTTPStatus.MISDIRECTED_REQUEST, detail)


def _locked(request: Request) -> Response:
    if "json" in request.headers.get("Accept", "") or wants_data(request.scope["path"]):
        response = fault_page(request, HTTPStatus.UNAUTHORIZED, "Send the token: Authorization: Bearer TOKEN")
    else:
        response = page(request, "token.html", status=HTTPStatus.UNAUTHORIZED)
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
