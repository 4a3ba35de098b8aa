"""A name for each request: in the answer's head, and in every line that is logged meanwhile."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

HEADER: Final = "X-Request-ID"
# What a proxy may name a request; anything else could forge a line of the log.
_NAME: Final = re.compile(r"[A-Za-z0-9-]{8,64}")

current_request: ContextVar[str] = ContextVar("current_request", default="")


class RequestIdMiddleware:
    """Name each request as the proxy in front did, else anew."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
        if not _NAME.fullmatch(name):
            name = secrets.token_hex(8)
        token = current_request.set(name)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response.headers[HEADER] = name
        return response
