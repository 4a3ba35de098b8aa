"""A page made as visitors are shown it, for its file: its content, headers, keys and links."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Final, TypeGuard

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from forum.core.content import language_codes
from forum.core.languages import language_of_segment
from forum.delivery.publishing import files
from forum.delivery.publishing.own_requests import make_own_request
from forum.delivery.publishing.reads import OF_LINKS, PUBLISHED, Reads, list_keys, note_reads

# What differs from file to file.
_OWN_HEADERS: Final = (
    "Content-Type", "Content-Disposition", "Cache-Control", "Access-Control-Allow-Origin",
    "X-Robots-Tag", "Vary",
)  # fmt: skip
_LINK: Final = re.compile(rb'(?:href|src)="([^"?#]+)|<loc>([^<]+)</loc>')
_is_bypassing: ContextVar[bool] = ContextVar("is bypassing files", default=False)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A page as it was made. content: None where there is no such page, or the site fails to make
    it (answer_code: 500 and more); began: being made.
    """

    path: str
    content: bytes | None
    began: datetime
    headers: dict[str, str] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    asks_day: bool = False
    generation: str = ""
    answer_code: int = 200

    @property
    def has_failed(self) -> bool:
        """Tell whether the page could not be made, which says nothing of what it is."""
        return self.answer_code >= 500


def find_route(path: str) -> str:
    """Return the name of the route of an address that is published, "" of any other."""
    try:
        return _find_route(path, *language_codes()) if files.is_plain(path) else ""
    except Resolver404:
        return ""


@lru_cache(maxsize=8192)
def _find_route(path: str, main_language: str, *_others: str) -> str:
    """Return the name of a route; each page leads to some thirty, and most of them to the same.

    Raises Resolver404 where there is none that is published: what anybody may make up without end
    is not remembered.
    """
    segment = path.lstrip("/").partition("/")[0]
    language = segment if language_of_segment(segment) == segment else main_language
    with translation.override(language):
        name = resolve(path).url_name or ""
    if name not in PUBLISHED:
        raise Resolver404
    return name


@contextmanager
def bypassing_files() -> Iterator[None]:
    """Have this thread's requests answered anew: no file is looked for, and none is written."""
    token = _is_bypassing.set(True)
    try:
        yield
    finally:
        _is_bypassing.reset(token)


def is_bypassing_files() -> bool:
    """Tell whether this thread's requests are answered anew."""
    return _is_bypassing.get()


def render_page(path: str) -> Rendering:
    """Make a page as visitors are shown it at the published address."""
    generation, began = files.read_generation(), timezone.now()
    request = make_own_request(settings.PUBLISH_ADDRESS, path)
    with note_reads() as reads, bypassing_files():
        response = _handler().get_response(request)
    route = find_route(path)
    if not route or not is_publishable(response):
        return Rendering(path, None, began, generation=generation, answer_code=response.status_code)
    return make_rendering(path, route, response, reads, generation, began)


def make_rendering(
    path: str, route: str, response: HttpResponse, reads: Reads, generation: str, began: datetime
) -> Rendering:
    """Return a page that was answered. route: of its address; generation: of when it began."""
    headers = {name: response.headers[name] for name in _OWN_HEADERS if name in response.headers}
    keys = list_keys(*find_page_of_face(route, path), reads)
    return Rendering(path, response.content, began, headers, keys, reads.asks_day, generation)


def find_page_of_face(route: str, path: str) -> tuple[str, str]:
    """Return the route and the address of the page whose face an address has; of others theirs."""
    if not route.startswith("typeface"):
        return route, path
    language, _typefaces, _version, rest = path.lstrip("/").split("/", 3)
    page = f"/{language}/{rest[: rest.rfind('/') + 1]}"
    return find_route(page) or route, page


def is_publishable(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Tell whether an answer is one that everybody is given alike."""
    is_whole = isinstance(response, HttpResponse) and response.status_code == 200
    return is_whole and not response.cookies and "no-store" not in response.get("Cache-Control", "")


@cache
def _handler() -> Any:
    handler = BaseHandler()
    handler.load_middleware()
    return handler


def list_links(content: bytes) -> Iterator[str]:
    """Yield the addresses that a page, or a map of the site, leads to, if they are published."""
    for href, location in set(_LINK.findall(content)):
        path = (href or location).decode("utf-8", "replace")
        path = path.removeprefix(settings.PUBLISH_ADDRESS)
        route = find_route(path) if path.startswith("/") else None
        if route and route not in OF_LINKS:
            yield path


def is_book(path: str) -> bool:
    """Tell whether an address is that of a file to print, which is long in the making."""
    return path.endswith((".pdf", ".docx"))
