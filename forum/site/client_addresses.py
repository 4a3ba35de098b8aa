"""Who asks: the network address of a request."""

import hmac
from ipaddress import IPv6Network, ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest

# Of an IPv6 address as much as whoever asks is given by a provider: the rest changes at will.
_PREFIX: Final = 64


def client_address(request: HttpRequest) -> str:
    """Return the network address of whoever asks; behind a proxy the one that it saw."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return address


def client_network(request: HttpRequest) -> str:
    """Return the address that requests are counted by: of IPv6 the first one of its network."""
    address = client_address(request)
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed), _PREFIX), strict=False).network_address)


def digest_client(request: HttpRequest) -> str:
    """Return what stands for the address of whoever asks."""
    address = client_network(request)
    return hmac.digest(settings.SECRET_KEY.encode(), address.encode(), "sha256").hex()
