"""``detente doctor``: how an installation and a workspace are."""

from __future__ import annotations

import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from rich.console import Group

from detente import __version__, pipeline
from detente.answers.words import counted
from detente.cli.render import draw, grid, heading, line
from detente.errors import StoreError
from detente.records import to_dict
from detente.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import RenderableType

LIBRARIES = ("duckdb", "pyarrow", "trafilatura", "typer", "fastapi", "altair")


def run_doctor(folder: Path) -> None:
    """Print how things are; raises `StoreError` where files of the workspace are damaged."""
    draw(Group(*_installation()), None)
    if not folder.exists():
        draw(Group(heading(str(folder)), line("no workspace here: make one with 'detente add'")), None)
        return
    with Workspace.open(folder) as workspace:
        with workspace.snapshot() as held:
            draw(Group(*_workspace(held)), None)
        problems = workspace.problems()
    if problems:
        table = grid("", ("file", "what"), ((p.what, p.reason) for p in problems))
        draw(Group(heading("Problems"), table), None)
    if lost := sum(problem.loss for problem in problems):
        text = f"{counted(lost, 'file')} damaged: restore the folder, or add the pages to a new one"
        raise StoreError(f"{folder}: {text}")


def _installation() -> Iterator[RenderableType]:
    yield heading("Detente")
    rows = [
        ("detente", __version__),
        ("python", platform.python_version()),
        ("sqlite", sqlite3.sqlite_version),
    ]
    rows += [(name, _version(name)) for name in LIBRARIES]
    rows += [(name, value) for name, value in pipeline.versions().items()]
    yield grid("", ("part", "version"), rows)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _workspace(workspace: Workspace) -> Iterator[RenderableType]:
    yield heading(f"Workspace {workspace.folder}")
    counts = to_dict(workspace.counts())
    yield grid("", ("what", "count"), ((name.replace("_", " "), value) for name, value in counts.items()))
    yield from _recipe(workspace)
    yield from _languages(workspace)
    undated = counts["undated_articles"]
    if undated:
        yield line("")
        yield line(
            f"{counted(undated, 'article')} without a date: their events stand in no series;"
            " add those pages again with --published"
        )
    rejects = workspace.rejects()
    yield heading(f"{len(rejects)} rejected")
    if rejects:
        yield grid("", ("location", "stage", "reason"), ((r.location, r.stage, r.reason) for r in rejects))


def _recipe(workspace: Workspace) -> Iterator[RenderableType]:
    held = workspace.versions().get("recipe")
    if held is not None and held != pipeline.versions()["recipe"]:
        yield line("Its pages were coded by another version: add them again to have them coded anew")


def _languages(workspace: Workspace) -> Iterator[RenderableType]:
    found = workspace.languages()
    others = {lang: n for lang, n in found.items() if lang not in pipeline.CODED_LANGUAGES}
    if others:
        text = ", ".join(f"{n} {lang}" for lang, n in others.items())
        yield line(f"Not coded yet, but dated and searchable: {text}")
