"""Views that load with their first request, for the libraries that they need are dear.

Word's and the PDF's took a third of a server's start and of its memory, and most of its processes
never make either.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.module_loading import import_string


def load_late(name: str) -> Callable[..., HttpResponseBase]:
    """Return a view by its full name."""

    def view(request: HttpRequest, /, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = import_string(name)(request, **kwargs)
        return answer

    return view
