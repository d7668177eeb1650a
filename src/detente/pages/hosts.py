"""Which machines may be asked: those of the public network, nobody's own behind it.

A name is never believed, only the addresses it resolves to, and the check stands where the connection is
made: what was checked is what is connected to, so an answer that changes in between opens nothing.
Whatever form a host is written in (decimal, octal, hexadecimal, `localhost`, a trailing dot), it is judged
by what it resolves to.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, TypeAlias

from detente.pages.addresses import PORTS, port_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    # As socket.getaddrinfo gives it: family, kind, protocol, canonical name, (address, port, ...).
    Found: TypeAlias = "tuple[Any, Any, int, Any, tuple[Any, ...]]"
    Resolve: TypeAlias = "Callable[..., Sequence[Found]]"

ADVICE = "--allow-private lets it"
# Addresses of the IPv4 network inside IPv6: the last 32 bits are those of the machine that is reached.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")
# A translator of one's own network, and the site-local addresses of old: inside, whatever they hold.
# The others are kept for protocols, relays and books; some releases of Python count them as public.
INSIDE = (
    ipaddress.IPv6Network("64:ff9b:1::/48"),
    ipaddress.IPv6Network("fec0::/10"),
    ipaddress.IPv6Network("3fff::/20"),
    ipaddress.IPv4Network("192.0.0.0/24"),
    ipaddress.IPv4Network("192.88.99.0/24"),
)
IPV4_BITS = 0xFFFFFFFF


class PrivateHostError(OSError):
    """An address is not of the public network; its text says which and what lets it."""


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public network, and so is any IPv4 address wrapped in it.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return all(is_public(str(one)) for one in inner)
    if any(address in network for network in INSIDE):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _wrapped(address: ipaddress.IPv6Address) -> list[ipaddress.IPv4Address] | None:
    """Return the IPv4 addresses that an IPv6 address leads to, None where it is one of its own."""
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address.sixtofour is not None:
        return [address.sixtofour]
    if address.teredo is not None:
        return list(address.teredo)
    if any(address in network for network in (NAT64, IPV4_COMPATIBLE)):
        return [ipaddress.IPv4Address(int(address) & IPV4_BITS)]
    return None


def checked(host: str, found: Sequence[Found], *, allow_private: bool) -> Sequence[Found]:
    """Return what a host resolved to; `PrivateHostError` where any of it is not public.

    >>> checked("desk.example", [(2, 1, 6, "", ("10.0.0.7", 80))], allow_private=False)
    Traceback (most recent call last):
    detente.pages.hosts.PrivateHostError: desk.example is private (10.0.0.7): --allow-private lets it
    """
    if not allow_private:
        for _, _, _, _, place in found:
            check_peer(host, str(place[0]))
    return found


def check_peer(host: str, address: str) -> None:
    """Raise `PrivateHostError` unless the address of a machine is public."""
    if not is_public(address):
        raise PrivateHostError(f"{host} is private ({address}): {ADVICE}")


def port_fault(address: str, *, allow_private: bool) -> str | None:
    """Return why the port of an address is not asked, None where it is.

    >>> port_fault("http://news.example:22/", allow_private=False)
    'port 22 is not asked, only 80 and 443: --allow-private lets it'
    """
    port = port_of(address)
    if allow_private or port in PORTS.values():
        return None
    return f"port {port} is not asked, only 80 and 443: {ADVICE}"
