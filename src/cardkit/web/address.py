"""Turn a host name into the one address that may be connected to: public ones alone."""

from __future__ import annotations

import ipaddress
import socket

#: Addresses that carry an IPv4 address for gateways to unwrap (RFC 6052, 2.1; RFC 8215).
_GATEWAYS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


class PrivateAddress(Exception):  # noqa: N818 - it says where a name leads.
    """A host leads to an address that no visitor's phone could reach, and that we must not knock at."""

    def __init__(self, host: str, address: str) -> None:
        super().__init__(f"`{host}` leads to {address}, which is no public address")
        self.host = host
        self.address = address


def resolved(host: str, port: int, *, loopback: bool = False) -> tuple[str, ...]:
    """The addresses of a host, all of them public, in the system's order.

    One private address among them is enough to refuse the host: which of them a
    connection takes is chance. Whoever connects must connect to one of these and
    not ask for the name again, since the answer may differ by then.
    ``loopback`` lets this machine's own addresses pass, for tests.
    Raises PrivateAddress, and OSError where the name leads nowhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for address in addresses:
        if not is_public(address) and not (loopback and ipaddress.ip_address(address).is_loopback):
            raise PrivateAddress(host, address)
    return addresses


def is_public(address: str) -> bool:
    """Whether an address can be reached from anywhere, also when it is an IPv4 address in the dress of an IPv6 one."""
    one = ipaddress.ip_address(address)
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour
        if any(one in gateway for gateway in _GATEWAYS):
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if one.teredo:
            return False
        if inner is not None:
            return inner.is_global and not inner.is_multicast
        if one.is_site_local:  # Given up by RFC 3879, and still routed within houses.
            return False
    return one.is_global and not one.is_multicast
