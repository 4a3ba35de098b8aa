"""Leads a page to the style sheet of its own cut of the face."""

from contextlib import suppress
from hashlib import blake2b
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.utils.translation import get_language

from forum.delivery.han_face.characters import FaceCut, read_cut

# The cuts of pages that were made lately: a page that says the same is not read again.
_MOST: Final = 4096
_cuts: dict[bytes, FaceCut | None] = {}


def link_face(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a page that names its face in its head.

    What a query cut down has none: its combinations are without end, and each would want a cut.
    """
    cut = None if request.META.get("QUERY_STRING") else find_cut(response)
    if cut and isinstance(response, HttpResponse):
        page = request.path_info.partition("/")[2].partition("/")[2]
        href = f"/{get_language()}/typefaces/{cut.version}/{page}style.css"
        link = f'<link rel="stylesheet" href="{href}">\n</head>'
        response.content = response.content.replace(b"</head>", link.encode(), 1)
    return response


def find_cut(response: HttpResponseBase) -> FaceCut | None:
    """Return the cut for what was answered, None where it is no page or has no Han heads."""
    is_page = response.get("Content-Type", "").startswith("text/html")
    if not isinstance(response, HttpResponse) or not is_page or response.status_code != 200:
        return None
    digest = blake2b(response.content, digest_size=16).digest()
    with suppress(KeyError):
        return _cuts[digest]
    if len(_cuts) >= _MOST:
        _cuts.clear()
    # Another thread may forget it at once.
    cut = _cuts[digest] = read_cut(response.content.decode())
    return cut
