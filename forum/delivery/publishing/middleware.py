"""Answers with the files of published pages, before all else, and makes those that are missing.

It asks no database for a page that is there, so that pages are shown while that is away.
"""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.csp import CSP, build_policy

from forum.delivery.publishing import files, page_rendering, publisher
from forum.delivery.publishing.files import PublishedFile
from forum.delivery.publishing.purging import describe_keys
from forum.delivery.publishing.query_keys import VERSION, split_query
from forum.delivery.publishing.reads import note_reads

logger = logging.getLogger(__name__)

# Seconds for which a request waits for another that makes the same page: more than any page takes.
# One that waits for a database that hangs is parted from it before, and so lets the next one go.
PATIENCE: Final = 3.0
# Their addresses bear a version, which changes with them: the colours that they name.
VERSIONED: Final = "/accent.css"
_COLOUR: Final = re.compile(rb"--accent: #(\w+)")
# So a year is safe; any other version is looked at again soon.
LASTING: Final = "public, max-age=31536000, immutable"
BRIEF: Final = "public, max-age=300"
_CONDITIONS: Final = ("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


class PublishedPagesMiddleware:
    """Stands before every other middleware; requests that are not for published pages pass by."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        if settings.PUBLISH_ADDRESS:
            # Now: another release may lie there when the first page is stored.
            files.digest_code(settings.BASE_DIR)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_asked_for_page(request) or not files.is_plain(request.path_info):
            return self.get_response(request)
        return find_answer(request) or self.make_page(request)

    def make_page(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with a page as it is made, and publish it."""
        path = request.path_info
        route = page_rendering.find_route(path) if request.method == "GET" else ""
        if not route:
            return self.get_response(request)
        try:
            with files.lock_page(path, PATIENCE) as is_alone:
                if answer := find_answer(request):
                    return answer
                if is_alone:
                    return self.publish_page(request, route)
        except OSError:
            # A folder that hosts share may be away: it costs the file, not the answer.
            logger.exception("The folder of published pages cannot be written to, for %s", path)
        return self.get_response(request)

    def publish_page(self, request: HttpRequest, route: str) -> HttpResponseBase:
        """Make a page, put it in its place, and answer with what lies there."""
        path, generation, began = request.path_info, files.read_generation(), timezone.now()
        with note_reads() as reads, without_conditions(request):
            response = self.get_response(request)
        if not page_rendering.is_publishable(response):
            return response
        rendering = page_rendering.make_rendering(path, route, response, reads, generation, began)
        try:
            publisher.store_page(rendering)
        except (DatabaseError, InterfaceError, OSError):
            # A full disk, or a database that has just gone, costs the file, not the answer.
            logger.exception("The page %s could not be published", path)
        return find_answer(request) or response


@contextmanager
def without_conditions(request: HttpRequest) -> Iterator[None]:
    """Let a page be answered whole and as it is: what a visitor has already is looked at after."""
    asked: dict[str, str] = {
        name: request.META.pop(name) for name in _CONDITIONS if name in request.META
    }
    # What was parsed of them would be kept.
    request.__dict__.pop("headers", None)
    try:
        yield
    finally:
        request.META.update(asked)
        request.__dict__.pop("headers", None)


def is_asked_for_page(request: HttpRequest) -> bool:
    """Tell whether a request is for a page as it is published: at its address, nothing further."""
    host = request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", "")
    return (
        bool(settings.PUBLISH_ADDRESS)
        and request.method in ("GET", "HEAD")
        and not asks_further(request)
        and f"{request.scheme}://{host}" == settings.PUBLISH_ADDRESS
        and not page_rendering.is_bypassing_files()
    )


def asks_further(request: HttpRequest) -> bool:
    """Tell whether what stands behind a path may change the answer: in a book nothing does.

    A version changes for how long it is kept, which is found with the file.
    """
    query, path = request.META.get("QUERY_STRING", ""), request.path_info
    if not query or page_rendering.is_book(path):
        return False
    known, _has_unknown = split_query(query, path)
    # A NUL byte is refused.
    return "%00" in query or any(name != VERSION for name, _value in known)


def find_answer(request: HttpRequest) -> HttpResponse | None:
    """Return the answer that the file of a page is, None where there is none."""
    path = request.path_info
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "") if files.is_compressible(path) else ""
    encoding = choose_encoding(accepted)
    file = files.find_file(path, encoding)
    if file is None:
        return None
    is_had = file.etag in request.META.get("HTTP_IF_NONE_MATCH", "")
    content = b"" if is_had or request.method == "HEAD" else file.content
    response = HttpResponse(content, status=304 if is_had else 200)
    for name, value in {**describe_headers(path), **file.headers, "ETag": file.etag}.items():
        response.headers[name] = value
    if path.endswith(VERSIONED):
        response.headers["Cache-Control"] = find_life(request)
    response.headers["CDN-Cache-Control"] = f"max-age={find_cdn_age(file)}"
    if is_had:
        del response.headers["Content-Type"]
        return response
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(file.content))
    return response


def find_life(request: HttpRequest) -> str:
    """Return how long a browser may keep a sheet: whoever had it made may have asked otherwise."""
    file = files.find_file(request.path_info)
    version = b"-".join(_COLOUR.findall(file.content)).decode() if file else ""
    return LASTING if version and request.GET.get(VERSION) == version else BRIEF


def choose_encoding(accepted: str) -> str:
    """Return the best of the encodings that a browser takes and files have, "" for none."""
    if settings.PUBLISH_BROTLI and re.search(r"\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))", accepted):
        return "br"
    return "gzip" if "gzip" in accepted else ""


def find_cdn_age(file: PublishedFile) -> int:
    """Return for how many seconds shared caches may show a page, RFC 9213: not past its moment."""
    if file.until is None:
        return settings.CDN_MAX_AGE
    return max(0, min(settings.CDN_MAX_AGE, file.until - int(timezone.now().timestamp()) - 1))


@lru_cache(maxsize=1024)
def describe_headers(path: str) -> dict[str, str]:
    """Return the headers of a page; the web server's recipe has the same for those that it gives.

    What the other middlewares would add, which a published page does not come to.
    """
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Cache-Control": "no-cache",
        "CDN-Cache-Control": f"max-age={settings.CDN_MAX_AGE}",
        **describe_keys(path),
        "Vary": "Accept-Encoding",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Permissions-Policy": settings.PERMISSIONS_POLICY,
        CSP.HEADER_ENFORCE.value: build_policy(settings.SECURE_CSP),
    }
    if path.endswith("/"):
        headers["Content-Language"] = path.split("/")[1]
    if settings.SECURE_HSTS_SECONDS and settings.PUBLISH_ADDRESS.startswith("https:"):
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return headers
