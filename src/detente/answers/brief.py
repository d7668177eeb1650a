"""The analyst's page: sections of sourced lines, as Markdown and as one self-contained HTML file.

Not for deciding what the page says: `detente.answers.briefing` writes the lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from detente.answers.answer import Answer
from detente.answers.asked import asked_dict
from detente.answers.escape import plain_markdown, web_address
from detente.answers.table import Table
from detente.records import to_dict

if TYPE_CHECKING:
    import altair as alt

    from detente.answers.asked import Asked
    from detente.answers.pair import PairAnswer
    from detente.answers.view import ViewAnswer
    from detente.answers.wedge import WedgeAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One numbered source: the sentence, who published it, when and where."""

    number: int
    text: str
    title: str
    outlet: str | None
    published: str | None
    url: str | None
    article_id: str
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the page with the numbers of its sources; ``depth`` 1 stands under the line before it.

    ``more`` is how many further sentences the figure rests on: the page cites those that weigh most.
    """

    text: str
    references: tuple[int, ...] = ()
    more: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading with its lines."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefAnswer(Answer):
    """The page on one pair; ``pair``, ``views`` and ``wedge`` are the answers it is written from."""

    asked: Asked
    title: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    pair: PairAnswer
    views: tuple[ViewAnswer, ...]
    wedge: WedgeAnswer

    def to_markdown(self) -> str:
        """Return the page as Markdown; whatever came from a page or a file is escaped."""
        return _templates(markdown=True).get_template("brief.md").render(brief=self)

    def to_html(self) -> str:
        """Return the page as one HTML file without script, style sheet or picture from elsewhere."""
        return _templates(markdown=False).get_template("brief.html").render(brief=self, chart=self._svg())

    def _svg(self) -> Markup | None:
        from detente.answers.charts import to_svg  # noqa: PLC0415 - altair loads only for pictures

        if not self.pair.yearly.known:
            return None
        return Markup(to_svg(self.plot()))  # noqa: S704 - drawn by vl-convert, which escapes text

    @property
    def tables(self) -> dict[str, Table]:
        """The sources of the page."""
        return {"references": self.evidence()}

    def evidence(self) -> Table:
        """Return the numbered sentences that the page rests on."""
        return Table.of(f"Sources of {self.title}", Reference, self.references)

    def plot(self) -> alt.LayerChart:
        """Return the picture of the page: the pair by year."""
        return self.pair.plot("year")

    def to_dict(self) -> dict[str, Any]:
        """Return the whole page, ready for JSON."""
        parts = {
            "title": self.title,
            "sections": [to_dict(section) for section in self.sections],
            "references": self.evidence().to_dicts(),
        }
        return asked_dict(self.asked) | parts

    def _repr_html_(self) -> str:
        return self.to_html()


@cache
def _templates(*, markdown: bool) -> Environment:
    """The two kinds of page differ in how text is made harmless; a template cannot forget it in either."""
    loader = PackageLoader("detente.answers", "templates")
    kept = {"loader": loader, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    if markdown:
        finalize = plain_markdown
        made = Environment(autoescape=False, finalize=finalize, **kept)  # type: ignore[arg-type]  # noqa: S701 - finalize escapes
    else:
        made = Environment(autoescape=True, **kept)  # type: ignore[arg-type]
    made.filters["web_address"] = web_address
    return made
