"""Runs the web pages until they are interrupted; here alone a socket is opened."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from detente.errors import UsageError
from detente.serve.app import create_app
from detente.serve.guard import is_loopback_name

if TYPE_CHECKING:
    from pathlib import Path

TOKEN_VARIABLE = "DETENTE_TOKEN"  # noqa: S105 - the name of the variable; an option would stand in the process list
GRACE_SECONDS = 2  # for a page under way when the server is told to stop


def run(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    open_browser: bool = False,  # noqa: FBT001, FBT002 - the command line's flag
    token: str | None = None,
) -> None:
    """Serve a workspace folder until Ctrl+C; ``port`` 0 takes any free one.

    ``token`` (else ``DETENTE_TOKEN``) is what readers must have; other machines are served only with one.
    Raises `UsageError` without it or where the port is taken, `StoreError` where there is no workspace.
    """
    token = token or os.environ.get(TOKEN_VARIABLE) or None
    if not token and not is_loopback_name(host):
        raise UsageError(
            f"--host {host} lets other machines read this workspace: set {TOKEN_VARIABLE} to a long secret"
            f" first, for example {TOKEN_VARIABLE}=$(openssl rand -hex 16)"
        )
    app = create_app(folder, token=token)
    with _listening(host, port) as listener:
        address = _address(host, listener.getsockname()[1])
        lock = "; readers need the token" if token else ""
        print(f"Detente on {address} (Ctrl+C ends{lock})", file=sys.stderr, flush=True)  # noqa: T201 - the one line it says
        if open_browser:
            webbrowser.open(address)
        settings = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(settings).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as fault:
        raise UsageError(
            f"cannot listen on {host} port {port} ({fault.strerror or fault}): name another with --port"
        ) from fault


def _address(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
