"""The public page of a staged record, with links that stay in the preview."""

import copy
import re
from collections.abc import Iterator

from django.conf import settings
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import translation

from forum.core.content import Content, language_codes
from forum.core.storage import is_offline
from sessions_app.models import Appearance, Event, Session

_ADDRESS = re.compile(r'(href|src|action)="(/[^"?#]*)')
_PICTURE = re.compile(rf'{re.escape(settings.MEDIA_URL)}([^"\s,?#]+)')


def can_be_previewed(record: Model) -> bool:
    """Tell whether a record has a public page of its own, or stands on a session's."""
    has_page = isinstance(record, Content) and hasattr(record, "get_absolute_url")
    return has_page or isinstance(record, (Session, Appearance))


def address(record: Model, language: str) -> str:
    """Return the public address of the page on which a record stands."""
    shown = record.session if isinstance(record, Appearance) else record
    with translation.override(language):
        return str(shown.get_absolute_url())  # type: ignore[attr-defined]


def belongs(record: Model, path: str) -> bool:
    """Tell whether a path is one of the pages of a record: no other is shown with its preview."""
    pages = (address(record, code) for code in language_codes())
    if isinstance(record, Event):
        return path.startswith(tuple(pages))
    return path in {*pages, *_further(record)}


def _further(record: Model) -> Iterator[str]:
    """Yield what a page needs beside itself: the event's accent, the other languages beside it."""
    session = record.session if isinstance(record, Appearance) else record
    if isinstance(session, Session):
        for code in language_codes():
            yield address(session.event, code) + "accent.css"
            yield address(session, code) + "parallel/"
            yield address(session, code) + "qr.svg"


def page(request: HttpRequest, record: Model, path: str, prefix: str) -> HttpResponse:
    """Return the page that a path leads to, never to be stored or indexed.

    prefix: what stands before the public path in the preview's own addresses. Raises Http404 for a
    path that is no page of the record.
    """
    if not belongs(record, path):
        raise Http404
    response = _rendered(request, path)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _kept_inside(response.text, record, prefix).encode()
    return private(response)


def private[R: HttpResponseBase](response: R) -> R:
    """Forbid to store or index an answer, or to tell others where the reader came from."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _rendered(request: HttpRequest, path: str) -> HttpResponse:
    # The language first: addresses of another one do not resolve.
    with translation.override(path.lstrip("/").partition("/")[0]):
        try:
            match = resolve(path)
        except Resolver404 as error:
            raise Http404 from error
        inner = copy.copy(request)
        inner.method, inner.path, inner.path_info, inner.resolver_match = "GET", path, path, match
        response: HttpResponse = match.func(inner, *match.args, **match.kwargs)
    return response


def _kept_inside(html: str, record: Model, prefix: str) -> str:
    def moved(match: re.Match[str]) -> str:
        attribute, path = match.groups()
        return f'{attribute}="{prefix if belongs(record, path) else ""}{path}'

    def kept(picture: re.Match[str]) -> str:
        # Out of the public folder until its guests may be seen.
        return f"{prefix if is_offline(picture[1]) else ''}{picture[0]}"

    notice = render_to_string("previews/notice.html")
    inside = _PICTURE.sub(kept, _ADDRESS.sub(moved, html))
    return inside.replace("<main", f"{notice}<main", 1)
