"""Work that tests have worker processes do; a fresh process imports it from here.

A page says in its text what it does to the process that codes it.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from detente.errors import KnowledgeError
from detente.records import Coded, Page, Rejected
from workspace_samples import coded, page

GOOD, KILL, HANG, LEAVE, FAIL, KILL_ONCE = "good", "kill", "hang", "leave", "fail", "kill once"


def text_page(n: int, does: str = GOOD) -> Page:
    """Page n, which does something when it is coded; ids differ by n."""
    one = page(n)
    return Page(**{f: getattr(one, f) for f in one.__dataclass_fields__} | {"content": does.encode()})


def obey(one: Page) -> list[Coded | Rejected]:
    """Do what the page says."""
    said, _, place = one.content.decode().partition(":")
    if said == KILL:
        os.kill(os.getpid(), signal.SIGKILL)
    if said == KILL_ONCE and not Path(place).exists():
        Path(place).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if said == LEAVE:
        os._exit(7)
    if said == HANG:
        time.sleep(3600)
    if said == FAIL:
        raise ValueError(place)
    number = int(one.location.partition("/")[2].partition(".")[0])
    after = Rejected(id=one.id, stage="claims", reason="made up", location=one.location)
    return [coded(number, one), after, coded(number + 1000, one)] if number % 5 == 0 else [coded(number, one)]


def slowly(one: Page) -> list[Coded | Rejected]:
    """Do what the page says after a while, so that a run can be met in the middle."""
    time.sleep(0.02)
    return obey(one)


def ready() -> None:
    """Load nothing."""


def broken_tables() -> None:
    """Fail as the tables do where they are broken."""
    raise KnowledgeError("states.csv: line 3 has no code")


def killed_at_start() -> None:
    """Take the process away before it has any page."""
    os.kill(os.getpid(), signal.SIGKILL)
