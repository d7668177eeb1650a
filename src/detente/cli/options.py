"""The options that several verbs share, said once."""

from __future__ import annotations

import inspect
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import typer

from detente.cli.output import Kind
from detente.config import DB_VARIABLE, DEFAULT_DB
from detente.pages.fetching import HOSTS, LIMIT
from detente.pages.pace import PACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Result = TypeVar("Result")
MOST_HOSTS = 64  # beyond it threads wait for each other, not for answers

Sources: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files, folders or globs of saved pages, or web addresses; - is standard input.",
    ),
]
Party: TypeAlias = Annotated[str, typer.Argument(help="A code or an English name: AZE, Azerbaijan, IGO:EU.")]
Retrieved: TypeAlias = Annotated[
    str | None,
    typer.Option(help="When the pages were fetched (2025-07-14T12:00:00Z); ages on them count from it."),
]
Published: TypeAlias = Annotated[
    str | None, typer.Option(help="The date of pages that bear none (2020-10-05, 2020-10 or 2020).")
]
Columns: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=COLUMN",
        help="Which column of a table holds a field (title=headline); may be given several times."
        " Usual names are known without it.",
    ),
]
Rejects: TypeAlias = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write what was rejected here too, one JSON line each.")
]
Format: TypeAlias = Annotated[
    Kind | None,
    typer.Option(
        "--format", help="Default: by the suffix of -o, else a table on a terminal and jsonl elsewhere."
    ),
]
Out: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="Write here, whole or not at all; - is standard output."
    ),
]
Db: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--db", metavar="DIR", help=f"The workspace folder. Default: ${DB_VARIABLE}, else {DEFAULT_DB}."
    ),
]
Since: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DATE", help="From this day on (2020-10-05, 2020-10 or 2020).")
]
Until: TypeAlias = Annotated[str | None, typer.Option(metavar="DATE", help="Before this day.")]
AsOf: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DATE", help="Count only what was published on or before this day.")
]
RecordedAsOf: TypeAlias = Annotated[
    str | None, typer.Option(metavar="DATE", help="Answer with what the workspace held on this day.")
]
TableName: TypeAlias = Annotated[
    str | None, typer.Option("--table", metavar="NAME", help="Which table of the answer to write.")
]
Explain: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="Add the words that carried each answer: what its probability loses without them. Slower.",
    ),
]
Confidence: TypeAlias = Annotated[
    float | None,
    typer.Option(
        metavar="P",
        min=0,
        max=1,
        help="Keep events of at least this confidence. Default: the threshold on the model's card;"
        " lower finds more events and more wrong ones, higher the other way round.",
    ),
]

Workers: TypeAlias = Annotated[
    int,
    typer.Option("--workers", metavar="N", min=0, help="Code in so many processes; 0 is one for each core."),
]

Pace: TypeAlias = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=0, help="The least pause between two requests to one web host."),
]
Hosts: TypeAlias = Annotated[
    int, typer.Option(metavar="N", min=1, max=MOST_HOSTS, help="Ask so many web hosts at the same time.")
]
Follow: TypeAlias = Annotated[
    bool, typer.Option("--follow", help="Fetch the page of each entry of a feed too; it replaces the entry.")
]
Limit: TypeAlias = Annotated[
    int, typer.Option(metavar="N", min=1, help="At most so many pages of one sitemap or followed feed.")
]
AllowPrivate: TypeAlias = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private networks and from any port too.")
]
FETCH: dict[str, tuple[object, object]] = {
    "pace": (Pace, PACE),
    "hosts": (Hosts, HOSTS),
    "follow": (Follow, False),
    "limit": (Limit, LIMIT),
    "allow_private": (AllowPrivate, False),
}

BOUNDS: dict[str, object] = {"since": Since, "until": Until, "as_of": AsOf, "recorded_as_of": RecordedAsOf}


def bounded(verb: Callable[..., Result]) -> Callable[..., Result]:
    """Give a verb the four options of a window; it takes what was given as its one parameter ``bounds``."""
    return _grouped(verb, "bounds", {name: (option, None) for name, option in BOUNDS.items()})


def fetched(verb: Callable[..., Result]) -> Callable[..., Result]:
    """Give a verb the options of web addresses; it takes what was given as its one parameter ``fetch``."""
    return _grouped(verb, "fetch", FETCH)


def _grouped(
    verb: Callable[..., Result], group: str, options: Mapping[str, tuple[object, object]]
) -> Callable[..., Result]:
    """Give a verb several options, each with its default, in the place of one parameter."""

    @wraps(verb)
    def run(**given: Any) -> Result:  # noqa: ANN401 - as wide as a command line
        taken = {name: given.pop(name) for name in options}
        return verb(**given, **{group: taken})

    # typer reads the options off the signature and the annotations.
    named: list[inspect.Parameter] = []
    for parameter in inspect.signature(verb, eval_str=True).parameters.values():
        if parameter.name == group:
            named += [
                parameter.replace(name=name, annotation=option, default=default)
                for name, (option, default) in options.items()
            ]
        else:
            named.append(parameter)
    run.__signature__ = inspect.Signature(named)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in named}
    return run
