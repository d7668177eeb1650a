"""The options that several verbs share, said once."""

from __future__ import annotations

import inspect
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar

import typer

from detente.cli.output import Kind
from detente.config import DB_VARIABLE, DEFAULT_DB

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

Sources: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help="Files, folders or globs of saved pages; - is standard input."),
]
Party: TypeAlias = Annotated[str, typer.Argument(help="A code or an English name: AZE, Azerbaijan, IGO:EU.")]
Retrieved: TypeAlias = Annotated[
    str | None,
    typer.Option(help="When the pages were fetched (2025-07-14T12:00:00Z); ages on them count from it."),
]
Published: TypeAlias = Annotated[
    str | None, typer.Option(help="The date of pages that bear none (2020-10-05, 2020-10 or 2020).")
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

BOUNDS: dict[str, object] = {"since": Since, "until": Until, "as_of": AsOf, "recorded_as_of": RecordedAsOf}


def bounded(verb: Callable[..., Result]) -> Callable[..., Result]:
    """Give a verb the four options of a window; it takes what was given as its one parameter ``bounds``."""

    @wraps(verb)
    def run(**given: Any) -> Result:  # noqa: ANN401 - as wide as a command line
        bounds = {name: given.pop(name) for name in BOUNDS}
        return verb(**given, bounds=bounds)

    # typer reads the options off the signature and the annotations.
    named: list[inspect.Parameter] = []
    for parameter in inspect.signature(verb, eval_str=True).parameters.values():
        if parameter.name == "bounds":
            named += [parameter.replace(name=n, annotation=of, default=None) for n, of in BOUNDS.items()]
        else:
            named.append(parameter)
    run.__signature__ = inspect.Signature(named)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in named}
    return run
