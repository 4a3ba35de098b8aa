"""Middleware for the admin alone (sessions, users, messages), and for public pages (caching).

Public pages read no cookie and set none, so that their answers may be kept by anyone.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_cache_control
from django.utils.deprecation import MiddlewareMixin

from forum.core.languages import ADMIN

type Handler = Callable[[HttpRequest], HttpResponseBase]

COMPRESSED: Final = (
    "text/",
    "application/atom+xml",
    "application/json",
    "application/xml",
    "application/javascript",
    "image/svg+xml",
)


def in_admin(request: HttpRequest) -> bool:
    """Tell whether a request is for the admin."""
    return request.path_info.startswith(ADMIN)


class AdminOnly(MiddlewareMixin):
    """A middleware that public requests skip."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return super().__call__(request) if in_admin(request) else self.get_response(request)


# Subclasses, because Django's checks look for the classes in the settings.
class AdminSessionMiddleware(AdminOnly, SessionMiddleware):
    """Sessions, for the admin alone."""


class AdminAuthenticationMiddleware(AdminOnly, AuthenticationMiddleware):
    """The signed-in user, for the admin alone."""


class AdminMessageMiddleware(AdminOnly, MessageMiddleware):
    """Messages, for the admin alone."""


class AdminCsrfMiddleware(AdminOnly, CsrfViewMiddleware):
    """CSRF protection, for the admin alone: no public page has a form."""

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().process_view(request, *args, **kwargs) if in_admin(request) else None


class AdminTextMiddleware(AdminOnly):
    """Leave NUL out of what forms of the admin send: no text column takes it."""

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if not in_admin(request) or request.method != "POST":
            return
        sent = request.POST
        if any("\0" in text for _name, texts in sent.lists() for text in texts):
            pairs = [(name, text) for name, texts in sent.lists() for text in texts]
            request.POST = QueryDict(urlencode(pairs).replace("%00", ""))


class PermissionsPolicyMiddleware:
    """Forbid browser features that no page uses, so that injected code cannot use them either."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # Not on style sheets and fonts, to which the header means nothing.
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class RevalidationMiddleware(ConditionalGetMiddleware):
    """Let caches store public answers, and revalidate them on each use.

    A maximum age would be wrong: a record taken offline must be gone with the next request, and one
    that is scheduled appears without a save. A revalidation costs a page's queries, not its bytes.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if in_admin(request):
            return response
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return super().process_response(request, response)


class CompressionMiddleware(GZipMiddleware):
    """Compress public texts, style sheets and scripts included.

    A secret in a compressed page can be guessed from its length (BREACH). The admin, which has
    secrets, is not compressed, and public pages need no random padding.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        kind = response.headers.get("Content-Type", "")
        if in_admin(request) or not kind.startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
