"""allauth's middleware, for the desk alone."""

from typing import Any, Final

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from forum.core.languages import Handler
from forum.core.middleware import in_admin

# Seconds; whoever signs in has the session for as long as the settings say.
STRANGERS_SESSION: Final = 3600


def end_soon(session: SessionBase) -> None:
    """Let the session of a stranger end soon: each question for a passkey stores one."""
    if session.modified and SESSION_KEY not in session and not session.is_empty():
        session.set_expiry(STRANGERS_SESSION)


class AdminAccountMiddleware:
    """What allauth needs of a request; public requests pass it by."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    @cached_property
    def account(self) -> Any:
        """Return allauth's own, which loads with the desk; annotated in part only."""
        return import_string("allauth.account.middleware.AccountMiddleware")(self.get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not in_admin(request):
            return self.get_response(request)
        answer: HttpResponseBase = self.account(request)
        end_soon(request.session)
        return answer

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Lead to the page that asks for the password again, where allauth wants that."""
        if not in_admin(request):
            return None
        answer: HttpResponseBase | None = self.account.process_exception(request, exception)
        return answer
