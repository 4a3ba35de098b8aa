"""The site asked for one page after the other, as a visitor asks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from io import BytesIO
from mimetypes import guess_type
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final
from urllib.parse import unquote

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.db import reset_queries
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from forum.core.storage import picture_storage
from forum.delivery.publishing.files import is_plain
from forum.delivery.publishing.middleware import find_answer, is_asked_for_page
from forum.delivery.publishing.own_requests import make_own_request
from forum.delivery.publishing.page_rendering import bypassing_files
from forum.site.archive.asking_ahead import AskingAhead
from forum.site.archive.errors import SiteArchiveError
from forum.site.archive.ledger import Ledger
from forum.site.archive.page_links import find_whole
from forum.site.archive.scope import ArchiveScope

# What is larger lies in a file while it is handed on.
_IN_MEMORY: Final = 1 << 20
_CHUNK: Final = 1 << 16
# What is larger does not go from process to process.
_MOST_SENT: Final = 8 << 20
# How often the progress is told.
_EVERY: Final = 25


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """What the site answers at an address.

    location: where it leads instead, "" unless it has moved; kind: the media type with its charset.
    """

    address: str
    status: int
    kind: str
    body: IO[bytes]
    location: str = ""

    @property
    def is_page(self) -> bool:
        """Whether it is HTML."""
        return self.kind.startswith("text/html")


@dataclass
class SiteWalk:
    """A walk through the public site. base: scheme and host; tell: what hears how far it is.

    processes: how many make pages, for this one alone takes them; 1: this one makes them itself.
    absent: the addresses that a page leads to and the site does not have.
    """

    base: str
    scope: ArchiveScope
    ledger: Ledger
    tell: Callable[[int, int, str], None]
    processes: int = 1
    absent: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def list_answers(self) -> Iterator[SiteAnswer]:
        """Yield the answer of each address that was met; whoever takes it meets the next ones."""
        for number, address, answer in self.list_numbered_answers():
            if number % _EVERY == 1:
                self.tell(number, self.ledger.count_met(), address)
            if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
                self.absent.append(address)
            with answer.body:
                yield answer

    def list_numbered_answers(self) -> Iterator[tuple[int, str, SiteAnswer]]:
        """Yield number, address and answer of what was met."""
        if self.processes == 1:
            self.ledger.meet(self.scope.list_starts())
            for number, address in self.ledger.list_waiting():
                yield number, address, self.ask(address)
            return
        with AskingAhead(self.processes, self.ask_to_send) as ahead:
            self.ledger.meet(self.scope.list_starts())
            for number, address in self.ledger.list_waiting():
                ahead.ask(self.ledger.list_next(number, ahead.most))
                yield number, address, ahead.take(number) or self.ask(address)

    def ask_to_send(self, address: str) -> SiteAnswer | None:
        """Return what the site answers for another process; None: it is to open the file itself."""
        if address.startswith(settings.MEDIA_URL):
            return None
        answer = self.ask(address)
        content = answer.body.read(_MOST_SENT + 1)
        return replace(answer, body=BytesIO(content)) if len(content) <= _MOST_SENT else None

    def make_request(self, address: str) -> Any:
        """Return a request as the handler takes it."""
        return make_own_request(self.base, address)

    def ask(self, address: str) -> SiteAnswer:
        """Return what the site answers; raise SiteArchiveError where it fails."""
        known = self.find_whole(address) or find_picture(address)
        if known is not None:
            return known
        response = self.find_published(address) or self.make_answer(address)
        # With DEBUG each connection lists its queries, for ever outside of a server.
        reset_queries()
        status = response.status_code
        is_asset = address.startswith(settings.STATIC_URL)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.BAD_REQUEST:
            raise SiteArchiveError(refuse_failure(address, status))
        if is_asset and status != HTTPStatus.OK:
            raise SiteArchiveError(
                gettext("%(address)s is missing; run collectstatic first.") % {"address": address}
            )
        kind = response.headers.get("Content-Type", "application/octet-stream")
        location = response.headers.get("Location", "")
        return SiteAnswer(address, status, kind, take_body(response), location)

    def find_published(self, address: str) -> HttpResponseBase | None:
        """Return the file of a published page, None where the page is to be made."""
        request = self.make_request(address)
        is_page = is_asked_for_page(request) and is_plain(request.path_info)
        return find_answer(request) if is_page else None

    def make_answer(self, address: str) -> HttpResponseBase:
        """Return an answer that is made for the archive alone.

        To publish it would take as long again, and is the worker's.
        """
        with bypassing_files():
            return self._handler.get_response(self.make_request(address))

    def find_whole(self, address: str) -> SiteAnswer | None:
        """Return what leads a part of a file to that; None where it is none.

        The site has several of each remark: to make them would take longer than all else.
        """
        whole = find_whole(address)
        if whole == address:
            return None
        kind = "application/octet-stream"
        return SiteAnswer(address, HTTPStatus.SEE_OTHER, kind, BytesIO(), whole)


def find_picture(address: str) -> SiteAnswer | None:
    """Return a stored picture, which a web server hands out; None where it is none."""
    if not address.startswith(settings.MEDIA_URL):
        return None
    name, storage = unquote(address.removeprefix(settings.MEDIA_URL)), picture_storage()
    try:
        # The storage finds what is offline too.
        if not storage.is_in_public(name):
            raise FileNotFoundError(name)
        file = storage.open(name)
    except OSError:
        raise SiteArchiveError(
            gettext("The picture %(address)s cannot be read; run rebuild_images first.")
            % {"address": address}
        ) from None
    kind = guess_type(name)[0] or "application/octet-stream"
    return SiteAnswer(address, HTTPStatus.OK, kind, file)


def refuse_failure(address: str, status: int) -> str:
    if address.endswith(".pdf"):
        return gettext(
            "The site answers %(status)d at %(address)s; look into its log, or leave the "
            "proceedings out with --without-proceedings."
        ) % {"address": address, "status": status}
    return gettext("The site answers %(status)d at %(address)s; look into its log.") % {
        "address": address,
        "status": status,
    }


def take_body(response: HttpResponseBase) -> IO[bytes]:
    """Return the content of an answer as a file at its beginning."""
    body = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever takes it closes it
    parts: Any = response
    for part in parts.streaming_content if response.streaming else (parts.content,):
        body.write(part)
    # Closing the response would tell that a request ended, and part the connection.
    if isinstance(response, FileResponse) and response.file_to_stream:
        response.file_to_stream.close()
    body.seek(0)
    return body


def list_chunks(body: IO[bytes]) -> Iterator[bytes]:
    """Yield a file from its beginning, some at a time; leave it at its beginning."""
    body.seek(0)
    while chunk := body.read(_CHUNK):
        yield chunk
    body.seek(0)
