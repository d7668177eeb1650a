"""The one door to niquests: one request, one answer, inside its limits of time and size.

It follows no redirect, tries nothing twice, keeps no cookie, believes no proxy or password from the
environment, and connects to public addresses only: deciding what to do with an answer is for `fetch`.
"""

from __future__ import annotations

import logging
import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import niquests
from niquests.exceptions import RequestException, SSLError, Timeout
from niquests.packages import urllib3
from niquests.packages.urllib3.contrib.resolver import (  # type: ignore[import-not-found] # made at run time
    BaseResolver,
    ProtocolResolver,
)

from detente import __version__
from detente.pages.addresses import host_of, port_of
from detente.pages.hosts import PrivateHostError, check_peer, checked
from detente.pages.inflate import PACKED, InflateError, inflated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from detente.pages.hosts import Found, Resolve

USER_AGENT = f"Detente/{__version__}"
# The few packings that can be unpacked here inside a limit; brotli and zstd are not asked for.
ACCEPT_ENCODING = "gzip, deflate"
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
CHUNK = 64 * 1024
# Connections that a thread keeps open for the next page of their host; more are hosts long left behind.
MAX_KEPT = 8
MB = 2**20

# Its warnings name addresses of single pages; what went wrong is in the rejects.
logging.getLogger("niquests").setLevel(logging.ERROR)
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long one request may take, in seconds.

    ``total`` runs from the request to the last byte: an answer that drips keeps within ``read`` for ever.
    """

    connect: float = 10.0
    read: float = 20.0
    total: float = 90.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: header names in lower case, the body unpacked (empty where it was not read)."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class WireError(Exception):
    """No answer came, or none that can be read; ``again`` where another try may bring one."""

    def __init__(self, reason: str, *, again: bool) -> None:
        """Keep why, and whether it is worth another try."""
        super().__init__(reason)
        self.reason = reason
        self.again = again


class _Gate(BaseResolver):  # type: ignore[misc]
    """Resolves and connects: what is checked here is what is connected to.

    It keeps a second handle on each connection, so that one which takes too long can be cut at any stage,
    also while its headers still drip in.
    """

    protocol = ProtocolResolver.CUSTOM
    implementation = "checked"

    def __init__(self, resolve: Resolve, *, allow_private: bool) -> None:
        super().__init__(None)
        self._resolve = resolve
        self._allow_private = allow_private
        self._handles: dict[tuple[str, int], socket.socket] = {}
        self.refused: PrivateHostError | None = None
        self.unknown = False
        self.expired = False

    def getaddrinfo(self, host: Any, *arguments: Any, **options: Any) -> list[Found]:  # noqa: ANN401 - as the library calls it
        options.pop("quic_upgrade_via_dns_rr", None)
        name = host.decode("ascii") if isinstance(host, bytes) else str(host)
        try:
            return list(
                checked(name, self._resolve(name, *arguments, **options), allow_private=self._allow_private)
            )
        except PrivateHostError as refused:
            self.refused = refused
            raise
        except socket.gaierror as fault:
            self.unknown = fault.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None)}
            raise

    def create_connection(self, address: tuple[str, int], *arguments: Any, **options: Any) -> socket.socket:  # noqa: ANN401 - as the library calls it
        made: socket.socket = super().create_connection(address, *arguments, **options)
        if not self._allow_private:
            try:
                check_peer(address[0], str(made.getpeername()[0]))
            except PrivateHostError as refused:
                self.refused = refused
                made.close()
                raise
        self._keep(address, made.dup())
        return made

    def _keep(self, address: tuple[str, int], handle: socket.socket) -> None:
        if old := self._handles.pop(address, None):
            old.close()
        self._handles[address] = handle

    @property
    def kept(self) -> int:
        """How many connections there are."""
        return len(self._handles)

    def cut(self) -> None:
        """End every connection at once; who waits on one wakes up with an error."""
        self.expired = True
        for handle in list(self._handles.values()):
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def begin(self) -> None:
        """Forget what was said of the request before."""
        self.refused, self.unknown, self.expired = None, False, False

    def close(self) -> None:
        for handle in self._handles.values():
            handle.close()
        self._handles.clear()

    def is_available(self) -> bool:
        return True

    def recycle(self) -> BaseResolver:
        return self

    def support(self, hostname: str | bytes | None) -> bool | None:  # noqa: ARG002 - any host
        return None


class Wire:
    """Sends requests; each thread that uses it has connections of its own."""

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        allow_private: bool = False,
        resolve: Resolve = socket.getaddrinfo,
    ) -> None:
        """Connect only to public addresses unless ``allow_private``; ``resolve`` is as socket.getaddrinfo."""
        self._limits = limits or Limits()
        self._allow_private = allow_private
        self._resolve = resolve
        self._here = threading.local()
        self._gates: list[_Gate] = []
        self._sessions: list[niquests.Session] = []

    def ask(
        self,
        address: str,
        headers: Mapping[str, str],
        *,
        limit_of: Callable[[int, Mapping[str, str]], int],
        whole: bool = True,
    ) -> Answer:
        """Return the answer to one GET request; `WireError` where there is none.

        ``limit_of`` tells from status and headers how many bytes of body are read, packed and unpacked; it
        may raise `WireError` itself. A longer body is an error or, unless ``whole``, cut there.
        """
        session, gate = self._line()
        gate.begin()
        timer = threading.Timer(self._limits.total, gate.cut)
        timer.daemon = True
        timer.start()
        try:
            with _told(address, gate, self._limits):
                return self._exchange(session, address, headers, limit_of, whole=whole)
        finally:
            timer.cancel()

    def close(self) -> None:
        """End what is under way, in whatever thread."""
        for gate in self._gates:
            gate.cut()
        for session in self._sessions:
            session.close()
        for gate in self._gates:
            gate.close()

    def _line(self) -> tuple[niquests.Session, _Gate]:
        gate: _Gate | None = getattr(self._here, "gate", None)
        if gate is not None and gate.kept < MAX_KEPT:
            return self._here.session, gate
        if gate is not None:
            self._here.session.close()
            gate.close()
            self._gates.remove(gate)
            self._sessions.remove(self._here.session)
        gate = _Gate(self._resolve, allow_private=self._allow_private)
        session = niquests.Session(
            resolver=gate,
            retries=False,
            disable_http3=True,  # its hints lead to other hosts and ports than those that were checked
            revocation_configuration=None,  # asks third parties about each certificate
            allow_incoming_cookies=False,
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPT, "Accept-Encoding": ACCEPT_ENCODING},
        )
        session.trust_env = False
        self._here.session, self._here.gate = session, gate
        self._gates.append(gate)
        self._sessions.append(session)
        return session, gate

    def _exchange(
        self,
        session: niquests.Session,
        address: str,
        headers: Mapping[str, str],
        limit_of: Callable[[int, Mapping[str, str]], int],
        *,
        whole: bool,
    ) -> Answer:
        times = (self._limits.connect, self._limits.read)
        answer = session.get(
            address, headers=dict(headers), stream=True, allow_redirects=False, timeout=times
        )
        with answer:
            status = answer.status_code or 0
            found = {str(name).lower(): str(value) for name, value in answer.headers.items()}
            limit = limit_of(status, found)
            return Answer(status, found, _body(answer, found, limit, whole=whole) if limit else b"")


def _body(answer: niquests.Response, headers: Mapping[str, str], limit: int, *, whole: bool) -> bytes:
    said = headers.get("content-length", "")
    if whole and said.isascii() and said.isdigit() and int(said) > limit:
        raise WireError(_too_large(limit), again=False)
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in {"", "identity"}:
        return b"".join(_chunks(answer, limit, whole=whole))
    if packing not in PACKED:
        raise WireError(f"is packed as {packing}, which was not asked for", again=False)
    try:
        return inflated(_chunks(answer, limit, whole=True), limit)
    except InflateError as fault:
        raise WireError(str(fault), again=False) from fault


def _chunks(answer: niquests.Response, limit: int, *, whole: bool) -> Iterator[bytes]:
    assert answer.raw is not None
    size = 0
    for chunk in answer.raw.stream(CHUNK, decode_content=False):
        size += len(chunk)
        if size > limit:
            if whole:
                raise WireError(_too_large(limit), again=False)
            yield chunk[: len(chunk) - (size - limit)]
            return
        yield chunk


def _too_large(limit: int) -> str:
    return f"larger than {limit // MB} MB, the most that is fetched of one address"


@contextmanager
def _told(address: str, gate: _Gate, limits: Limits) -> Iterator[None]:
    """Say what the library's many errors mean for the one who asked for the address."""
    try:
        yield
    except (RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as fault:
        raise _meaning(fault, address, gate, limits) from fault


def _meaning(fault: Exception, address: str, gate: _Gate, limits: Limits) -> WireError:
    if gate.refused is not None:
        return WireError(str(gate.refused), again=False)
    if gate.expired:
        return WireError(f"took longer than {limits.total:g} s in all", again=True)
    place = f"{host_of(address)}:{port_of(address)}"
    if gate.unknown:
        return WireError(f"the name {host_of(address)} is not known", again=False)
    if isinstance(fault, SSLError | urllib3.exceptions.SSLError):
        return WireError(f"no secure connection with {place}: {fault}", again=False)
    if isinstance(fault, urllib3.exceptions.NewConnectionError):  # to the library a refusal is a timeout too
        return WireError(f"no connection with {place}: {str(fault).rpartition(': ')[2]}", again=True)
    if isinstance(fault, Timeout | urllib3.exceptions.TimeoutError):
        return WireError(f"{place} did not answer in time", again=True)
    if "too long" in str(fault) or "too large" in str(fault):
        return WireError(f"{place} sent headers longer than are read", again=False)
    if isinstance(fault, urllib3.exceptions.IncompleteRead):
        return WireError("the answer ended too early", again=True)
    return WireError(f"no connection with {place}: {fault}", again=True)
