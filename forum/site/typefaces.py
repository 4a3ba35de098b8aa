"""The page's own cut of the Han display face, and the style sheet that names it.

/zh-hans/typefaces/{version}/events/ports/style.css   and face.woff2 beside it, of /events/ports/

The version says which characters: what stands at an address never changes. They are read out of the
page itself, and the cut is stored when it is first asked for.
"""

from copy import copy
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import get_language

from forum.delivery.han_face.characters import FaceCut
from forum.delivery.han_face.cutting import cut_face
from forum.delivery.han_face.linking import find_cut
from forum.exports.stored_files import read_stored_file
from forum.site.record_lookup import public_page

LONG: Final = "public, max-age=31536000, immutable"
# Nor is it published: anybody can make up versions, each a file.
SHORT: Final = "no-store"
# What a cut may hold, as the style sheets call it; the rest stays in the reader's own face.
ROLES: Final = ("--han-display", "--han-titles", "--han-names")
# Without the space: lines are as high as before it arrives.
FACE: Final = """@font-face {
  font-family: "Forum Han";
  src: url("face.woff2") format("woff2");
  font-weight: 500 900;
  font-display: swap;
  unicode-range: U+B7, U+2014, U+2018-2019, U+201C-201D, U+2026, U+3000-303F, U+3400-9FFF,
    U+F900-FAFF, U+FF01-FF5E;
}
"""


@public_page
def style(request: HttpRequest, version: str, page: str) -> HttpResponse:
    cut = find_page_cut(request, page)
    headers = {"Cache-Control": find_life(cut, version)}
    sheet = write_sheet(cut.roles, has_face=bool(cut.characters))
    return HttpResponse(sheet, content_type="text/css; charset=utf-8", headers=headers)


def write_sheet(roles: int, *, has_face: bool = True) -> str:
    """Return the style sheet of a cut. roles: how many of ROLES it holds the characters of.

    has_face: whether it holds any that are not common, which all pages have.
    """
    rules = "".join(f'  {role}: "Forum Han", var(--han-song);\n' for role in ROLES[:roles])
    return (FACE if has_face else "") + f":root {{\n{rules}}}\n"


@public_page
def face(request: HttpRequest, version: str, page: str) -> HttpResponse:
    # The page first: for what is none, or has no character of its own, nothing is stored.
    cut = find_page_cut(request, page)
    if not cut.characters:
        raise Http404
    # No event's: its slug has no underscore.
    name = f"_typeface.{get_language()}.{page.replace('/', '.')}woff2"
    digest = cut.version.partition("-")[0]
    content = read_stored_file(name, digest, lambda: cut_face(cut.characters))
    return send_face(content, find_life(cut, version))


def find_life(cut: FaceCut, version: str) -> str:
    """Return how long a version is kept; one that the page does not want now is not."""
    return LONG if cut.version == version else SHORT


def send_face(content: bytes, cache_control: str) -> HttpResponse:
    headers = {"Cache-Control": cache_control}
    return HttpResponse(content, content_type="font/woff2", headers=headers)


def find_page_cut(request: HttpRequest, page: str) -> FaceCut:
    """Return the cut that a page wants; raise Http404 of one that wants none."""
    cut = find_cut(answer_page(request, f"/{get_language()}/{page}"))
    if cut is None:
        raise Http404
    return cut


def answer_page(request: HttpRequest, path: str) -> HttpResponseBase:
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    renamed = copy(request)
    renamed.path = renamed.path_info = path
    renamed.resolver_match = match
    response: HttpResponseBase = match.func(renamed, *match.args, **match.kwargs)
    return response
