"""The interface itself: who may ask how often, what is answered when something is wrong."""

from functools import cache
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import Throttled, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.throttling import BaseThrottle

from forum.models.request_counts import count_request, seconds_to_next_minute
from forum.site.client_addresses import digest_client
from forum.site.problem_details import PROBLEM, make_problem
from forum.site.record_lookup import Gone, Moved, moved_address


class BadCursor(Exception):
    """A cursor that no page of this interface has named."""


class SharedThrottle(BaseThrottle):
    """Counts in the database, which all processes share; an address is kept as a digest alone."""

    def allow_request(self, request: HttpRequest) -> bool:
        return count_request(digest_client(request)) <= settings.API_REQUESTS_PER_MINUTE

    def wait(self) -> float:
        return seconds_to_next_minute()


class ReadableJson(JSONRenderer):
    """JSON in which Chinese stands as it is written."""

    json_dumps_params = {"ensure_ascii": False}


class ReadApi(NinjaAPI):
    """Answers with both languages, whatever the reader's."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return what clients that are generated call it: list_events, get_event."""
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, object] | None = None
    ) -> OpenAPISchema:
        """Return the description, to read only; the code alone decides what it says."""
        return self._describe(path_prefix or self.get_root_path(path_params or {}))

    @cache  # noqa: B019 - there is one of it in a process
    def _describe(self, path_prefix: str) -> OpenAPISchema:
        """Return the description; what is wrong is described as the media type that it has."""
        schema = super().get_openapi_schema(path_prefix=path_prefix)
        for methods in schema["paths"].values():
            for status, answer in methods["get"]["responses"].items():
                content = answer.get("content", {})
                if int(status) >= HTTPStatus.BAD_REQUEST and "application/json" in content:
                    content[PROBLEM] = content.pop("application/json")
        return schema


def add_problems(api: ReadApi) -> None:
    """Let the interface answer what goes wrong in its own way."""

    @api.exception_handler(Http404)
    def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
        detail = str(error) or "There is no such record, or it is not public."
        return make_problem(HTTPStatus.NOT_FOUND, detail)

    @api.exception_handler(Gone)
    def gone(request: HttpRequest, error: Gone) -> HttpResponse:
        detail = "The record was public and has been taken down."
        return make_problem(HTTPStatus.GONE, detail)

    @api.exception_handler(Moved)
    def moved(request: HttpRequest, error: Moved) -> HttpResponse:
        return HttpResponsePermanentRedirect(moved_address(request, error.changed))

    @api.exception_handler(BadCursor)
    def bad_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
        detail = "cursor: this is none that a page named as its next; start without one."
        return make_problem(HTTPStatus.BAD_REQUEST, detail)

    @api.exception_handler(ValidationError)
    def bad_request(request: HttpRequest, error: ValidationError) -> HttpResponse:
        places = (
            f"{'.'.join(str(step) for step in fault['loc'][1:])}: {fault['msg']}"
            for fault in error.errors
        )
        return make_problem(HTTPStatus.BAD_REQUEST, "; ".join(places))

    @api.exception_handler(Throttled)
    def too_many(request: HttpRequest, error: Throttled) -> HttpResponse:
        most = settings.API_REQUESTS_PER_MINUTE
        detail = f"More than {most} requests in this minute; wait for the next."
        return make_problem(HTTPStatus.TOO_MANY_REQUESTS, detail)


def in_no_language() -> Any:
    """Let a question about visibility be one about any language."""
    return translation.override(None)
