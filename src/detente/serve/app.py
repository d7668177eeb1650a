"""Puts the pages, their guard and their faults together into one application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

import detente
from detente.serve import questions, readings
from detente.serve.faults import answer_faults
from detente.serve.guard import Guard
from detente.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

DESCRIPTION = (
    "Sourced relations between states, read only. Each address answers as a page, and with .json or .csv "
    "(.svg for a pair's chart, .md for a brief) as data. Unknown figures are null, never 0. since and until "
    "are a half-open range of days of the events; as_of counts what was published by that day; "
    "recorded_as_of answers with what the workspace held on that day."
)


def create_app(folder: Path, *, token: str | None = None) -> FastAPI:
    """Return the application on a workspace folder; raises `StoreError` where there is none.

    With ``token`` every page asks for it; without, only this machine's own names are answered.

    >>> import pathlib, tempfile
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> with Workspace.open(folder, create=True):
    ...     create_app(folder).title
    'Detente'
    """
    with Workspace.open(folder):
        pass  # says at once, and not at the first page, that there is no workspace
    # FastAPI's own documentation pages load scripts from elsewhere; /openapi.json stays.
    app = FastAPI(
        title="Detente", version=detente.__version__, description=DESCRIPTION, docs_url=None, redoc_url=None
    )
    app.state.folder = folder
    app.add_middleware(Guard, token=token)
    answer_faults(app)
    app.mount("/static", StaticFiles(packages=[("detente.serve", "static")]))
    app.include_router(readings.router)
    app.include_router(questions.router)
    return app
