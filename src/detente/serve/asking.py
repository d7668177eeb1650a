"""What every page asks of its request: an open workspace and the window that the address names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, TypeAlias

from fastapi import Depends, Query, Request

from detente.answers import Window  # noqa: TC001 - FastAPI reads these when the app is made
from detente.session import window_of
from detente.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

Day: TypeAlias = Annotated[str | None, Query(description="an ISO date such as 2020-10-05")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One request's workspace and window."""

    request: Request
    ws: Workspace
    window: Window


def _asking(
    request: Request,
    since: Day = None,
    until: Day = None,
    as_of: Day = None,
    recorded_as_of: Day = None,
) -> Iterator[Asking]:
    # A form sends what was left empty as empty text. Each request opens and closes its own connections: it
    # needs no lock, sees one moment of what a run beside it has finished, and survives a workspace that is
    # replaced.
    window = window_of(since or None, until or None, as_of or None, recorded_as_of or None)
    with Workspace.open(request.app.state.folder) as opened, opened.snapshot() as ws:
        yield Asking(request=request, ws=ws, window=window)


Asked: TypeAlias = Annotated[Asking, Depends(_asking)]
