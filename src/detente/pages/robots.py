"""What a site lets programs fetch: its robots.txt, read as RFC 9309 says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from protego import Protego

if TYPE_CHECKING:
    from detente.pages.wire import Answer

ROBOT = "Detente"  # the name by which a robots.txt can speak to us
MAX_ROBOTS_BYTES = 500 * 1024  # RFC 9309: at least 500 KiB are to be read; more is nobody's rules
KEPT_SECONDS = 24 * 3600  # RFC 9309: not to be used for longer than a day
TOO_MANY, SERVER_ERRORS = 429, range(500, 600)
FOUND = range(200, 300)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows; without a file everything."""

    parsed: Protego | None = None

    def allows(self, address: str) -> bool:
        """Whether the address may be fetched.

        >>> rules = read_rules(b"User-agent: *" + bytes([10]) + b"Disallow: /private")
        >>> rules.allows("https://news.example/private/a"), rules.allows("https://news.example/a")
        (False, True)
        """
        return self.parsed is None or self.parsed.can_fetch(address, ROBOT)

    @property
    def delay(self) -> float | None:
        """The pause in seconds that the site asks for between two requests."""
        return None if self.parsed is None else self.parsed.crawl_delay(ROBOT)


def read_rules(body: bytes) -> Rules:
    """Return the rules in a robots.txt, of which only the first `MAX_ROBOTS_BYTES` count."""
    return Rules(Protego.parse(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace").lstrip("\ufeff")))


def rules_of(answer: Answer) -> Rules | None:
    """Return the rules that an answer means; None where the site cannot say now and is to be asked later.

    No file (any 4xx) forbids nothing; a server in trouble (5xx, 429) forbids all until it speaks.
    """
    if answer.status in FOUND:
        return read_rules(answer.body)
    return None if answer.status == TOO_MANY or answer.status in SERVER_ERRORS else Rules()


@dataclass(slots=True)
class Site:
    """What is known of one origin's robots.txt: the rules, or how often it was asked in vain."""

    rules: Rules | None = None
    until: float = 0.0
    tries: int = 0
    next_try: float = 0.0
    dead: str | None = None

    def unknown(self, now: float) -> bool:
        """Whether the file is to be asked for now."""
        if self.dead is not None or self.next_try > now:
            return False
        return self.rules is None or self.until <= now

    def verdict(self, address: str, now: float) -> str | None:
        """Return why an address is not to be asked, None where it may be or that is not known yet."""
        if self.dead is not None:
            return self.dead
        known = self.rules is not None and self.until > now
        forbidden = known and self.rules is not None and not self.rules.allows(address)
        return "the site's robots.txt forbids it" if forbidden else None

    def heard(self, answer: Answer, now: float, *, last: bool) -> None:
        """Take what the site answered; after the ``last`` try trouble is believed."""
        rules = rules_of(answer)
        if rules is None:
            self.failed(f"the server answered {answer.status}", for_good=last)
        else:
            self.rules, self.until, self.tries = rules, now + KEPT_SECONDS, 0

    def failed(self, reason: str, *, for_good: bool) -> None:
        """Take note that the file was asked for in vain."""
        self.tries += 1
        if for_good:
            self.dead = reason if self.tries == 1 else f"its robots.txt cannot be read: {reason}"
