"""Web addresses in one form, so that a page is known by one name and fetched once.

Not for asking whether an address may be fetched: `hosts` and `robots` say that.
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

SCHEMES = frozenset({"http", "https"})
PORTS = {"http": 80, "https": 443}
# Browsers and servers cut off not far above; a longer one is a trap or a mistake.
MAX_ADDRESS = 4096
# Parameters that tell a site who sent the reader and change nothing on the page.
TRACKERS = re.compile(
    r"(?:utm_\w+|mtm_\w+|pk_\w+|at_(?:medium|campaign|link\w*|bbc_team|ptr\w*|format)"
    r"|[a-z]{1,4}clid|msclkid|igshid|mc_[ce]id|_ga|_gl|xtor|ns_\w+|cmpid|ocid|smid|ftag|gi)"
    r"(?:=.*)?",
    re.IGNORECASE,
)
# As they stand in an address; everything else is written with percent signs.
SAFE = "/%:@!$&'()*+,;=~-._"
CONTROL = re.compile(r"[\x00-\x20\x7f]")
HOST = re.compile(r"[a-z0-9._-]{1,253}")
LABEL_BYTES = 63


class AddressError(ValueError):
    """What is written is no address that is fetched; its text says why."""


def looks_like_address(source: str) -> bool:
    """Whether a source names something on the web rather than a file.

    >>> looks_like_address("https://news.example/a"), looks_like_address("saved/a.html")
    (True, False)
    """
    return "://" in source


def normal_address(text: str) -> str:
    """Return an address in its one form; `AddressError` where it is none that can be fetched.

    Scheme and host in lower case (foreign letters as IDNA), no default port, no fragment, no parameters that
    only track the reader; the order of the others stays.

    >>> normal_address("HTTPS://News.Example:443/a b?id=7&utm_source=x#top")
    'https://news.example/a%20b?id=7'
    """
    if len(text) > MAX_ADDRESS:
        raise AddressError(f"address longer than {MAX_ADDRESS} characters")
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as fault:
        raise AddressError(f"no address: {fault}") from fault
    if parts.scheme not in SCHEMES:
        raise AddressError(f"only http and https are fetched, not {parts.scheme or 'this'}")
    if "@" in parts.netloc:
        raise AddressError("an address with a user name or password is not fetched")
    if port == 0:
        raise AddressError("no address: there is no port 0")
    if CONTROL.search(parts.netloc):
        raise AddressError("no address: a blank or control character in the host name")
    host = _host(parts.hostname or "")
    place = host if port in {None, PORTS[parts.scheme]} else f"{host}:{port}"
    query = "&".join(one for one in parts.query.split("&") if one and not TRACKERS.fullmatch(one))
    path = _straight(quote(parts.path, safe=SAFE) or "/")
    return urlunsplit((parts.scheme, place, path, quote(query, safe=SAFE + "?"), ""))


def _straight(path: str) -> str:
    """Return a path without ``.`` and ``..``, as it is sent: a robots.txt is asked about that one."""
    if "/." not in path:
        return path
    names = path.split("/")[1:]
    parts: list[str] = []
    for name in names:
        if name == "..":
            del parts[-1:]
        elif name != ".":
            parts.append(name)
    return "/" + "/".join([*parts, ""] if names[-1] in {".", ".."} else parts)


def joined(base: str, link: str) -> str:
    """Return where a link on a page leads, in its one form; `AddressError` as `normal_address`.

    >>> joined("https://news.example/a/b", "../c#d")
    'https://news.example/c'
    """
    try:
        return normal_address(urljoin(base, link.strip()))
    except AddressError:
        raise
    except ValueError as fault:
        raise AddressError(f"no address: {fault}") from fault


def host_of(address: str) -> str:
    """Return the host of an address in its one form: requests are paced by it.

    >>> host_of("https://news.example:8443/a")
    'news.example'
    """
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Return scheme, host and port: one robots.txt holds for all under it.

    >>> origin_of("https://news.example/a?b")
    'https://news.example'
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def path_of(address: str) -> str:
    """Return path and query of an address.

    >>> path_of("https://news.example/a?b")
    '/a?b'
    """
    parts = urlsplit(address)
    return urlunsplit(("", "", parts.path, parts.query, ""))


def port_of(address: str) -> int:
    """Return the port of an address, that of its scheme where none is named.

    >>> port_of("https://news.example/")
    443
    """
    parts = urlsplit(address)
    return parts.port or PORTS[parts.scheme]


def _ipv6(name: str) -> ipaddress.IPv6Address:
    """Return an IPv6 address; a zone behind it names a cable of this machine, and may hold anything."""
    try:
        if "%" not in name:
            return ipaddress.IPv6Address(name)
    except ValueError:
        pass
    raise AddressError(f"no address: {name!r} is no host name")


def _host(name: str) -> str:
    """Return a host name in lower case and ASCII, brackets around an IPv6 address."""
    if ":" in name:
        return f"[{_ipv6(name)}]"
    try:
        host = name.rstrip(".").encode("idna").decode("ascii").lower() if not name.isascii() else name.lower()
    except UnicodeError as fault:
        raise AddressError(f"no address: {name!r} is no host name") from fault
    host = host.rstrip(".")
    if not HOST.fullmatch(host) or any(not 0 < len(part) <= LABEL_BYTES for part in host.split(".")):
        raise AddressError(f"no address: {name!r} is no host name")
    return host
