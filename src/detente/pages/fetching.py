"""How addresses are fetched: what a user may choose, and what a test hands in."""

from __future__ import annotations

import logging
import random
import secrets
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.pages.addresses import AddressError, normal_address
from detente.pages.hosts import port_fault
from detente.pages.pace import PACE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from detente.pages.hosts import Resolve
    from detente.pages.wire import Limits

HOSTS = 4  # asked at the same time: a laptop's line is full with that many pages under way
LIMIT = 100  # pages that one feed or sitemap leads to
TRIES = 4
BACK_OFF = 2.0  # seconds before the second try; doubled before each that follows
MAX_BACK_OFF = 60.0
RUN_BITS = 60  # fits a whole number of SQLite

log = logging.getLogger(__name__)


def log_line(line: str) -> None:
    """Say a line as a warning of the log."""
    log.warning("%s", line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How addresses are fetched.

    ``pace`` is the least pause in seconds between two requests to one host, ``hosts`` how many are asked at
    the same time. ``follow`` fetches the page of each entry of a feed too; ``limit`` is how many pages one
    feed or sitemap leads to. ``allow_private`` lets private networks and any port. ``state`` is the SQLite
    file that a run is resumed from, None for none. ``tell`` takes what is worth a line and no reject. The
    clock, the pauses and the resolving of names can be handed in.
    """

    pace: float = PACE
    hosts: int = HOSTS
    follow: bool = False
    limit: int = LIMIT
    allow_private: bool = False
    state: Path | None = None
    tell: Callable[[str], None] = log_line
    limits: Limits | None = None
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    resolve: Resolve = socket.getaddrinfo
    run: int = field(default_factory=lambda: secrets.randbits(RUN_BITS))  # whose pages are safe, see `settle`

    def back_off(self, tries: int) -> float:
        """Return the seconds before the next try: twice as long each time, never the same for two hosts.

        >>> Fetching(chance=lambda: 1.0).back_off(3)
        8.0
        """
        longest = min(BACK_OFF * float(2 ** (tries - 1)), MAX_BACK_OFF)
        return longest * (1 + self.chance()) / 2


def address_fault(address: str, fetching: Fetching) -> str | None:
    """Return why an address is never asked, None where it may be; what it resolves to is seen later.

    >>> address_fault("https://user:secret@news.example/", Fetching())
    'an address with a user name or password is not fetched'
    """
    try:
        return port_fault(normal_address(address), allow_private=fetching.allow_private)
    except AddressError as fault:
        return str(fault)
