"""Public pages, made of the rows that the database answers with.

The database is asked for all that a page shows in one statement, unless it says that nothing was
written since it was asked last. While its answer is the same to the byte, so is the page, and the
one that was made of it last is handed out again: making it costs four times as much as asking. It
holds until the first moment that one of its records names, and for a day, for some pages say what
is on.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any, Concatenate, Final, NamedTuple

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from forum.delivery.publishing.reads import are_noted
from forum.delivery.renderer import render_page
from forum.delivery.statements import PageAnswer, Records

# Bytes that a process keeps.
MOST: Final = 8_000_000

type Data = dict[str, Any]


class MadePage(NamedTuple):
    """A page. began, ends: from when on, and until when, it says what its rows mean."""

    content: bytes
    began: datetime
    ends: datetime | None

    @property
    def holds(self) -> bool:
        """Whether nothing that its rows name has fallen due since it was made."""
        now = timezone.now()
        return self.began <= now and (self.ends is None or now < self.ends)


class PageShelf:
    """The pages that were asked for last, by what they are made of."""

    def __init__(self) -> None:
        self.pages: OrderedDict[object, MadePage] = OrderedDict()
        self.size = 0
        self.lock = Lock()

    def find(self, key: object) -> MadePage | None:
        """Return a page that holds."""
        with self.lock:
            page = self.pages.get(key)
            if page is not None:
                self.pages.move_to_end(key)
        return page if page is not None and page.holds else None

    def put(self, key: object, page: MadePage) -> None:
        """Keep a page, and forget those that nobody has asked for longest."""
        with self.lock:
            former = self.pages.pop(key, None)
            self.pages[key] = page
            self.size += len(page.content) - (len(former.content) if former else 0)
            while self.size > MOST:
                self.size -= len(self.pages.popitem(last=False)[1].content)

    def clear(self) -> None:
        """Forget all: what pages are made of besides rows is another."""
        with self.lock:
            self.pages.clear()
            self.size = 0


shelf: Final = PageShelf()


def show_page[**P](
    request: HttpRequest,
    template: str,
    answer: PageAnswer,
    build: Callable[Concatenate[Records, HttpRequest, P], Data | None],
    *arguments: P.args,
    **options: P.kwargs,
) -> HttpResponse | None:
    """Return the page of an answer, None where the public sees no such page.

    build: makes its data of the records and of the request's address. One that asks the database
    for more is not kept.
    """
    origin = request.scheme, request.get_host(), request.get_full_path()
    key = (template, *origin, get_language(), timezone.localdate())
    # What a page read is noted from its records.
    page = None if are_noted() else find_page(key, answer)
    if page is None:
        further: list[str] = []
        with connection.execute_wrapper(note_in(further)):
            records = answer.read()
            data = build(records, request, *arguments, **options)
            if data is None:
                return None
            content = render_page(template, data).encode()
        page = MadePage(content, answer.began, records.ends)
        if further:
            return HttpResponse(page.content)
        shelf.put((*key, answer.digest), page)
    answer.remember(page.ends)
    return HttpResponse(page.content)


def find_page(key: tuple[object, ...], answer: PageAnswer) -> MadePage | None:
    """Return the page that was made of the same rows.

    Only where it is there may it be worth to ask first whether anything was written.
    """
    page = shelf.find((*key, answer.recent_digest))
    return page if page and answer.is_current() else shelf.find((*key, answer.digest))


def note_in(statements: list[str]) -> Callable[..., Any]:
    """Return a wrapper of statements that notes them."""

    def note(execute: Callable[..., Any], sql: str, *further: Any) -> Any:
        statements.append(sql)
        return execute(sql, *further)

    return note


def show_list(
    request: HttpRequest,
    template: str,
    answer: PageAnswer,
    build: Callable[[Records, HttpRequest], Data],
) -> HttpResponse:
    """Return the page of an answer that is there whatever the rows are."""
    page = show_page(request, template, answer, build)
    assert page is not None  # noqa: S101 - its data is never None
    return page
