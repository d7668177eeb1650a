"""When each host may be asked again: one at a time, a pause in between, longer where it asks for one."""

from __future__ import annotations

from dataclasses import dataclass, field

PACE = 1.0  # seconds between two requests to one host
# A robots.txt may ask for more; beyond this a site of news would take days, so no more than this is given.
MAX_CRAWL_DELAY = 30.0


@dataclass(slots=True)
class Pace:
    """The next moment of each host, in seconds of the caller's clock.

    >>> pace = Pace(1.0)
    >>> pace.took("news.example", now=10.0)
    >>> pace.ready("news.example"), pace.ready("other.example")
    (11.0, 0.0)
    """

    seconds: float = PACE
    _next: dict[str, float] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=dict)

    def ready(self, host: str) -> float:
        """Return from when on the host may be asked."""
        return self._next.get(host, 0.0)

    def took(self, host: str, now: float) -> None:
        """Take note that a request to the host has just ended."""
        pause = max(self.seconds, self._delays.get(host, 0.0))
        self._next[host] = max(self.ready(host), now + pause)

    def hold(self, host: str, until: float) -> None:
        """Leave the host alone until then."""
        self._next[host] = max(self.ready(host), until)

    def slow(self, host: str, delay: float | None) -> None:
        """Keep the pause that a robots.txt asks for, up to `MAX_CRAWL_DELAY`."""
        if delay is not None and delay > 0:
            self._delays[host] = min(delay, MAX_CRAWL_DELAY)
