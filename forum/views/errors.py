"""What a visitor meets when a page cannot be shown."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from forum.views.suggestions import suggestion


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    try:
        meant = suggestion(request.path_info)
        return render(request, "404.html", {"suggestion": meant}, status=404)
    except (InterfaceError, OperationalError):
        # The menu and the footer come from the database: this page does without them.
        return HttpResponse(render_to_string("404_alone.html"), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # Without the request: its context would ask a database that may be the trouble.
    return HttpResponse(render_to_string("500.html"), status=500)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(render_to_string("403.html"), status=403)
