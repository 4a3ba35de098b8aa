"""Who gets which middleware: the admin has sessions, users, messages; public pages have caches.

Public pages read no cookie and set none, so that their answers may be kept by anyone.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest
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
    """Tell whether a request is the admin's."""
    return request.path_info.startswith(ADMIN)


class AdminOnly(MiddlewareMixin):
    """A middleware that public requests pass by."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        return super().__call__(request) if in_admin(request) else self.get_response(request)


# Subclasses, because Django's checks look for the classes in the settings.
class AdminSessionMiddleware(AdminOnly, SessionMiddleware):
    """Sessions of staff."""


class AdminAuthenticationMiddleware(AdminOnly, AuthenticationMiddleware):
    """Who of the staff asks."""


class AdminMessageMiddleware(AdminOnly, MessageMiddleware):
    """What the admin has to say once."""


class AdminCsrfMiddleware(AdminOnly, CsrfViewMiddleware):
    """Forms are the admin's; no public page takes one."""

    def process_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return super().process_view(request, *args, **kwargs) if in_admin(request) else None


class PermissionsPolicyMiddleware:
    """Tell browsers what no page asks for, so that nothing put into one can either."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        # A style sheet or a font asks for nothing, and a first visit fetches a dozen of them.
        if not request.path_info.startswith(settings.STATIC_URL):
            response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class RevalidationMiddleware(ConditionalGetMiddleware):
    """Let everybody keep a public answer, and ask each time whether it still holds.

    No age would do: a record that is taken offline is gone with the next request, and one that was
    scheduled comes due without any save. The question costs a page's queries but not its bytes.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if in_admin(request):
            return response
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_cache=True)
        return super().process_response(request, response)


class CompressionMiddleware(GZipMiddleware):
    """Compress public texts, style sheets and scripts included.

    What is compressed beside a secret can be guessed from its length: the admin, which has secrets,
    is left alone, and so public pages need no random bytes against that.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        kind = response.headers.get("Content-Type", "")
        if in_admin(request) or not kind.startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
