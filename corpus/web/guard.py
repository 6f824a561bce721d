"""Which machines sources may be fetched from: public ones, and those that a setting names."""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import TypeAlias

from corpus.web.errors import AddressRefused

Ip: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
# The numeric addresses of a host and a port. Raises OSError where there are none.
Resolve: TypeAlias = Callable[[str, int], tuple[str, ...]]

# Public by their numbers, and still not somebody's site: they lead to another address, which a
# check of these numbers would miss, or to the machine's own provider.
_NOT_SITES = {
    "an IPv4 address inside IPv6": (
        "::ffff:0:0/96", "::/96", "2002::/16", "2001::/32", "64:ff9b::/96", "64:ff9b:1::/48",
        "192.88.99.0/24",
    ),
    "a cloud's own service": (
        "168.63.129.16/32", "100.100.100.200/32", "192.0.0.0/24", "fd00:ec2::254/128",
    ),
}  # fmt: skip
_NETWORKS = tuple(
    (ipaddress.ip_network(network), kind)
    for kind, networks in _NOT_SITES.items()
    for network in networks
)


def resolved(host: str, port: int) -> tuple[str, ...]:
    """What the machine's own resolver says, each address once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def why_not_public(ip: Ip) -> str:
    """What a number is if it is not that of a public site, else ""."""
    if ip.is_loopback or ip.is_unspecified:
        return "this machine itself"
    for network, kind in _NETWORKS:
        if ip in network:
            return kind
    if ip.is_link_local:
        return "a link-local address, where clouds keep their secrets"
    if ip.is_multicast:
        return "a multicast address"
    is_site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return "" if ip.is_global and not (ip.is_reserved or is_site_local) else "a private address"


class Guard:
    """Says which numeric addresses may be connected to for a host.

    `private_hosts` are names, with or without a port, that may have any address.
    """

    def __init__(self, private_hosts: Iterable[str] = (), resolve: Resolve = resolved) -> None:
        self._private = frozenset(name.strip().lower().rstrip(".") for name in private_hosts)
        self._resolve = resolve

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses to connect to, which the caller must not look up again.

        Raises AddressRefused if any of them is not public, OSError if there are none.
        """
        try:
            numbers = self._resolve(host, port)
        except UnicodeError:
            raise AddressRefused(host, "expected the name of a host, got none; check it") from None
        if self._is_named(host, port):
            return numbers
        for number in numbers:
            kind = why_not_public(ipaddress.ip_address(number.partition("%")[0]))
            if kind:
                raise AddressRefused(
                    host,
                    f"expected a public site, got {number}: {kind}; if it is yours and meant, name "
                    f"it in ADVISER_PRIVATE_HOSTS",
                )
        return numbers

    def _is_named(self, host: str, port: int) -> bool:
        name = host.lower().strip("[]").rstrip(".")
        shown = f"[{name}]" if ":" in name else name
        return not self._private.isdisjoint({name, shown, f"{shown}:{port}"})
