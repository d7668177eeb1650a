"""``detente demo``: the example corpus into a workspace, and the answers to the three questions."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Group

from detente.cli import render
from detente.cli.console import say, watching
from detente.cli.words import added_in_words
from detente.errors import SourceError
from detente.session import Session
from detente.session import open as open_session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

CORPUS = Path("examples", "caucasus")
PAGES = "pages"
NOTE = "illustrative: our own selection"
A, B, THIRD, ENEMY = "AZE", "RUS", "TUR", "ARM"


def corpus() -> Path:
    """Return the folder of the example pages: beside the installed package, else in the repository."""
    installed = Path(str(files("detente"))) / CORPUS / PAGES
    cloned = Path(__file__).parents[3] / CORPUS / PAGES
    for folder in (installed, cloned):
        if folder.is_dir():
            return folder
    raise SourceError(str(cloned), "the example pages are missing: install Detente again")


def run_demo(db: Path) -> None:
    """Add the example pages to a workspace and print the answers."""
    pages = corpus()
    with open_session(db, create=True) as session:
        with watching("adding the example pages", None) as watch:
            report = session.add(pages, note=NOTE, watch=watch)
        say(added_in_words(report, db))
        render.draw(Group(*_answers(session)), None)
        render.markdown(session.brief(A, B).to_markdown())
    say(f"Ask it yourself: detente pair {A} {B} --db {db}; detente serve --db {db} --open")


def _answers(session: Session) -> Iterator[RenderableType]:
    yield from _headed(f"How do {A} and {B} stand?", render.pair_by_year(session.pair(A, B)))
    yield from _headed(f"How does {THIRD} see {A} and {B}?", render.view(session.view(THIRD, A, B)))
    yield from _headed(f"Whom could {ENEMY}-{A} divide?", render.wedge(session.wedge(ENEMY, A)))
    yield from _headed(f"The brief on {A} and {B}", render.line(""))


def _headed(title: str, answer: RenderableType) -> Iterator[RenderableType]:
    yield render.heading(title)
    yield render.line(NOTE, style="italic")
    yield render.line("")
    yield answer
