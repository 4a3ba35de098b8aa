"""Who asks: the network address of a request."""

import hmac

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the network address of whoever asks; behind a proxy the one that it saw."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return address


def digest_client(request: HttpRequest) -> str:
    """Return what stands for the address of whoever asks."""
    address = client_address(request)
    return hmac.digest(settings.SECRET_KEY.encode(), address.encode(), "sha256").hex()
