"""The command line: the same words as Python and the web, one short function a verb.

Standard output carries only the records asked for; progress, one line for each reject, and the closing
line go to standard error. Exit 0 when the run finished, rejects or not; 1 when it could not run; 2 for
usage. Not for answering: every verb calls `detente.session`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from detente.cli.console import say
from detente.cli.verbs import app
from detente.errors import DetenteError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["app", "main"]

EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; no error of ours ever shows a traceback."""
    code = _run(sys.argv[1:] if arguments is None else list(arguments))
    try:
        sys.stdout.flush()
    except OSError:  # what failed has been said; the rest would be tried, and complained about, at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = code or EXIT_FAILED
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    try:
        app(args=arguments, prog_name="detente")
    except SystemExit as leave:
        return int(leave.code or 0)
    except UsageError as fault:
        say(f"detente: {fault}")
        return EXIT_USAGE
    except DetenteError as fault:
        say(f"detente: {fault}")
        return EXIT_FAILED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:  # the reader has gone, as `head` does
        return EXIT_FAILED
    except OSError as fault:
        say(f"detente: {fault}")
        return EXIT_FAILED
    return 0
