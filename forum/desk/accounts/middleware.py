"""allauth's middleware, for the desk alone."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.module_loading import import_string

from forum.core.languages import Handler
from forum.core.middleware import in_admin


class AdminAccountMiddleware:
    """What allauth needs of a request; public requests pass it by."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    @cached_property
    def account(self) -> Any:
        """Return allauth's own, which loads with the desk; annotated in part only."""
        return import_string("allauth.account.middleware.AccountMiddleware")(self.get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase = (self.account if in_admin(request) else self.get_response)(
            request
        )
        return answer

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Lead to the page that asks for the password again, where allauth wants that."""
        if not in_admin(request):
            return None
        answer: HttpResponseBase | None = self.account.process_exception(request, exception)
        return answer
