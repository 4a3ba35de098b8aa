"""Which addresses a request is looked up among, so that the desk loads with its first page.

A process that answers public requests alone never loads the admin, the importer, the readers of
documents and their libraries: half its start and a third of its memory.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import get_urlconf, set_urlconf

PUBLIC: Final = "forum.site.urls"
API: Final = "forum.site.api.urls"
# First part of a path -> its addresses; None: all that the site has.
OF_PARTS: Final[dict[str, str | None]] = {"admin": None, "preview": None, "api": API}


class PublicAddressesMiddleware:
    """Stands before whatever asks for an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info.lstrip("/").partition("/")[0]
        addresses = OF_PARTS.get(first, PUBLIC)
        if addresses is None:
            return self.get_response(request)
        request.urlconf = addresses
        outer = get_urlconf()
        # For those who ask before the request's view is looked up.
        set_urlconf(addresses)
        try:
            return self.get_response(request)
        finally:
            # Django takes it back when a server's request has ended; a page that is published is
            # rendered within a task, or within a request to the desk, which go on.
            set_urlconf(outer)
