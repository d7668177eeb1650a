"""What a question gives back: a frozen answer with its tables, its evidence and its words.

    queries -> ActorAnswer, PairAnswer, ViewAnswer, WedgeAnswer, BriefAnswer, SearchAnswer, FrontAnswer,
               ArticleAnswer, StoriesAnswer

Each is an `Answer`: ``asked`` (the question, what was counted, the caveats), ``tables``, ``evidence()``,
``plot()``, ``to_dict()`` for JSON, ``_repr_html_`` for notebooks, and its main table by ``to_arrow()``,
``to_pandas()`` and ``to_polars()``. Not for finding answers: nothing here reads a workspace or decides what
counts.
"""

from detente.answers.actor import ActorAnswer, FactRow
from detente.answers.answer import Answer
from detente.answers.asked import Asked, Party, Window
from detente.answers.brief import BriefAnswer
from detente.answers.pair import PairAnswer
from detente.answers.reading import ArticleAnswer, FrontAnswer, SearchAnswer
from detente.answers.story import StoriesAnswer
from detente.answers.table import Table
from detente.answers.view import ViewAnswer
from detente.answers.wedge import WedgeAnswer

__all__ = [
    "ActorAnswer",
    "Answer",
    "ArticleAnswer",
    "Asked",
    "BriefAnswer",
    "FactRow",
    "FrontAnswer",
    "PairAnswer",
    "Party",
    "SearchAnswer",
    "StoriesAnswer",
    "Table",
    "ViewAnswer",
    "WedgeAnswer",
    "Window",
]
