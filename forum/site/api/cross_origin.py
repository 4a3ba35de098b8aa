"""What every request to the interface is answered with; no page waits for the interface itself."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from forum.core.middleware import Handler

PLACE = "/api/v1/"


class CrossOriginMiddleware:
    """Lets pages of other sites read, and asks nothing of those who ask first whether they may."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PLACE):
            return self.get_response(request)
        is_preflight = request.method == "OPTIONS"
        response = HttpResponse(status=204) if is_preflight else self.get_response(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        if is_preflight:
            response.headers["Access-Control-Allow-Methods"] = "GET, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "*"
            response.headers["Access-Control-Max-Age"] = "86400"
            response.headers["Allow"] = "GET, OPTIONS"
        return response
