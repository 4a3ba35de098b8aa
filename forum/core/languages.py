"""The language of a request: always its path's; Django's own middleware would read a cookie.

A cookie's language poisons shared caches: one English cookie made a proxy serve English to the next
Chinese reader. So public pages read no cookie, and addresses without a language redirect by
Accept-Language alone.
"""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.urls import is_valid_path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import get_languages, parse_accept_lang_header

ADMIN = "/admin/"
# Of a request whose query was cut: what a redirect hands on.
ASKED_QUERY: Final = "forum.asked_query"
type Handler = Callable[[HttpRequest], HttpResponseBase]


def is_chinese(language: str | None) -> bool:
    """Tell whether a language is Chinese, in whichever characters; None: none is active."""
    return (language or "").startswith("zh")


class LanguageMiddleware:
    """Activate the language of the path; lead addresses without one, or with an alias, there."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        segment, _slash, rest = request.path_info.lstrip("/").partition("/")
        canonical = language_of_segment(segment)
        if canonical and canonical != segment:
            return HttpResponsePermanentRedirect(_address(request, canonical, rest))
        if not canonical and not _stands_alone(request.path_info):
            return _by_accept_language(request)
        return self._respond(request, canonical or requested_language(request))

    def _respond(self, request: HttpRequest, language: str) -> HttpResponseBase:
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            if has_two_directions() and isinstance(response, HttpResponse):
                response.content = add_directions(response.text)
                response.headers["Content-Length"] = str(len(response.content))
        return response


# An element with a lang attribute; hreflang must not match.
_WITH_LANGUAGE: Final = re.compile(r'(<[a-zA-Z][^<>]*?\slang="([^"<>]+)")([^<>]*>)')


def is_right_to_left(code: str) -> bool:
    """Tell whether a language is written from right to left, by its code or BCP 47 tag."""
    language, *subtags = code.lower().split("-")
    return language in settings.LANGUAGES_BIDI and "latn" not in subtags


def has_two_directions() -> bool:
    """Tell whether the site has languages of both directions; only then pages state one."""
    return any(is_right_to_left(code) for code in get_languages())


def add_directions(html: str) -> str:
    """Return a page on which each element with a language of its own says its direction too.

    Here, where every page leaves, so that no template and no editor can forget it: a title in
    Chinese on an Arabic page would be scrambled.
    """

    def add_direction(match: re.Match[str]) -> str:
        if " dir=" in match[0]:
            return match[0]
        return f'{match[1]} dir="{"rtl" if is_right_to_left(match[2]) else "ltr"}"{match[3]}'

    return _WITH_LANGUAGE.sub(add_direction, html)


def language_of_segment(segment: str) -> str | None:
    """Return the site's language that a first path segment means: zh, zh-CN, zh_Hans -> zh-hans."""
    tag = segment.lower().replace("_", "-")
    if tag in get_languages():
        return tag
    base = tag.partition("-")[0]
    if len(tag) > 12 or base not in {code.partition("-")[0] for code in get_languages()}:
        return None
    try:
        return get_supported_language_variant(tag)
    except LookupError:
        return None


def requested_language(request: HttpRequest) -> str:
    """Return the best language by Accept-Language; in the admin the cookie comes first.

    Every kind of Chinese leads to Chinese, every language that we have not to English.
    """
    if request.path_info.startswith(ADMIN):
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if cookie in get_languages():
            return cookie
    for code, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if code == "*":
            break
        if quality and (language := language_of_segment(code)):
            return language
    return str(settings.LANGUAGE_CODE)


def _stands_alone(path: str) -> bool:
    """Tell whether a path is meant to have no language: the admin, media, robots.txt."""
    is_route = is_valid_path(path) or is_valid_path(f"{path}/")
    return bool(is_route) or path.startswith((ADMIN, settings.STATIC_URL))


def _by_accept_language(request: HttpRequest) -> HttpResponse:
    path = request.path_info.lstrip("/")
    response = HttpResponseRedirect(_address(request, requested_language(request), path))
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _address(request: HttpRequest, language: str, rest: str) -> str:
    query = request.META.get(ASKED_QUERY) or request.META.get("QUERY_STRING", "")
    return f"/{language}/{quote(rest)}" + (f"?{query}" if query else "")
