"""Whether the public pages answer as they should: headers, and links that lead nowhere."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from forum.management.site_checks.findings import SiteFinding, error, warning

# Header -> what it holds somewhere.
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin",
    "Permissions-Policy": "camera=()",
}
SECURE_HEADERS: Final = {"Strict-Transport-Security": "max-age="}
_LINK: Final = re.compile(r"""\s(?:href|src)="(/[^"#]*)["#]""")
# Each query of these is a page of its own; the other is set anew for whoever asks for it.
_ENDLESS: Final = "/search/"
_COSTLY: Final = ".pdf"


@dataclass
class PageWalk:
    """Every address of the site that its own pages link to. most: pages that are walked."""

    most: int
    paths: dict[str, str] = field(default_factory=dict)
    count: int = 0
    is_whole: bool = False

    def __post_init__(self) -> None:
        host = settings.ALLOWED_HOSTS[0].lstrip(".")
        self.client = Client(raise_request_exception=False, SERVER_NAME=host)

    def get(self, address: str) -> HttpResponseBase:
        response: HttpResponseBase = self.client.get(address, secure=True)
        if isinstance(response, StreamingHttpResponse):
            # A file, which is closed once it was read.
            deque(response, maxlen=0)
        return response

    def walk(self) -> Iterator[tuple[str, str, int]]:
        """Yield each link that leads nowhere: page, address, status."""
        starts = [f"/{code}/" for code, _name in settings.LANGUAGES]
        self.paths = dict.fromkeys(starts, "the site")
        waiting = deque(starts)
        while waiting and self.count < self.most:
            address = waiting.popleft()
            status, links = self._look_at(address)
            if status >= 400:
                yield self.paths[address], address, status
            for link in links:
                if link not in self.paths:
                    self.paths[link] = address
                    waiting.append(link)
        self.is_whole = not waiting

    def _look_at(self, address: str) -> tuple[int, list[str]]:
        path = unquote(urlsplit(address).path)
        if path.startswith(settings.MEDIA_URL):
            return 200 if default_storage.exists(path.removeprefix(settings.MEDIA_URL)) else 404, []
        if path.startswith(settings.STATIC_URL):
            return 200 if has_static_file(path.removeprefix(settings.STATIC_URL)) else 404, []
        self.count += 1
        response = self.get(address)
        kind = response.headers.get("Content-Type", "")
        is_page = kind.startswith("text/html")
        if response.status_code != 200 or not isinstance(response, HttpResponse) or not is_page:
            return response.status_code, []
        links = [unescape(link) for link in _LINK.findall(response.content.decode())]
        return 200, [link for link in links if _is_walked(link)]


def check_headers() -> Iterator[SiteFinding]:
    walk = PageWalk(most=1)
    address = f"/{settings.LANGUAGE_CODE}/"
    response = walk.get(address)
    expected = {**HEADERS, **(SECURE_HEADERS if settings.SECURE_SSL_REDIRECT else {})}
    for name, part in expected.items():
        value = response.headers.get(name, "")
        if part not in value:
            yield error(
                "headers", address, f"{name} is “{value}” and should hold “{part}”",
                "Restore the middleware and the policy of forum/settings.py.",
            )  # fmt: skip
    if response.cookies or "Cookie" in response.headers.get("Vary", ""):
        yield error(
            "headers", address, "it sets or reads a cookie, so no cache may keep it",
            "Take what asks for a session out of the public pages.",
        )  # fmt: skip


def check_links(most: int) -> Iterator[SiteFinding]:
    walk = PageWalk(most)
    for page, address, status in walk.walk():
        yield error(
            "links", page, f"it links to {address}, which answers {status}",
            "Mend the link in the text, or publish what it leads to.",
        )  # fmt: skip
    if not walk.is_whole:
        yield warning(
            "links", "the site", f"only the first {most} pages were looked at",
            "Name a larger number with --pages.",
        )  # fmt: skip


def has_static_file(name: str) -> bool:
    if settings.WHITENOISE_AUTOREFRESH:
        return finders.find(name) is not None
    return staticfiles_storage.exists(name)


def _is_walked(link: str) -> bool:
    parts = urlsplit(link)
    is_endless = _ENDLESS in parts.path and bool(parts.query)
    is_ours = not link.startswith(("//", "/admin/"))
    return is_ours and not is_endless and not parts.path.endswith(_COSTLY)
