"""Previews: the exact public page of what is not public yet.

Within a transaction a view stands in for the record's table, in which the record is published; the
page's own view renders it with links that stay in the preview, and the transaction is rolled back:
no second set of templates or queries that could differ from the public ones.
"""

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Final

from django.conf import settings
from django.db.models import FileField, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from forum.core.content import Content, Status, WhenNotReady, language_codes
from forum.core.storage import is_offline
from forum.core.visibility import MOMENTS
from forum.history.preview_views import StagedRows, create_stand_ins
from forum.models import Page
from sessions_app.models import Appearance, Event, Session

ADDRESS = re.compile(r'(href|src|action)="(/[^"?#]*)')
PICTURE = re.compile(rf'{re.escape(settings.MEDIA_URL)}([^"\s,?#]+)')

# Keys of rows that stand in a preview alone.
_NEW_KEYS: Final = 2_000_000_000


def can_be_previewed(record: Model) -> bool:
    """Tell whether a record has a public page of its own, or stands on a session's."""
    has_page = isinstance(record, Content) and hasattr(record, "get_absolute_url")
    return has_page or isinstance(record, (Session, Appearance))


def public_address(record: Model, language: str) -> str:
    """Return the public address of the page on which a record stands."""
    page_record = record.session if isinstance(record, Appearance) else record
    with translation.override(language):
        return str(page_record.get_absolute_url())  # type: ignore[attr-defined]  # whatever is previewed has one


def is_page_of(record: Model, path: str) -> bool:
    """Tell whether a path is one of the pages of a record: no other is shown with its preview."""
    pages = (public_address(record, code) for code in language_codes())
    if isinstance(record, Event):
        return path.startswith(tuple(pages))
    return path in {*pages, *list_further_pages(record)}


def list_further_pages(record: Model) -> Iterator[str]:
    """Yield what a page needs beside itself: the event's accent, the other languages beside it."""
    session = record.session if isinstance(record, Appearance) else record
    if isinstance(session, Session):
        for code in language_codes():
            yield public_address(session.event, code) + "accent.css"
            yield public_address(session, code) + "parallel/"
            yield public_address(session, code) + "qr.svg"


def render_preview(
    request: HttpRequest, record: Model, path: str, prefix: str, reply: str = ""
) -> HttpResponse:
    """Return the page that a path leads to, never to be stored or indexed.

    prefix: what stands before the public path in the preview's own addresses. reply: where its
    reader answers. Raises Http404 for a path that is no page of the record.
    """
    if not is_page_of(record, path):
        raise Http404
    response = render_page(request, path)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        inside = keep_inside(response.text, record, prefix)
        with translation.override(path.lstrip("/").partition("/")[0]):
            notice = render_to_string("previews/notice.html", {"reply": reply})
        # Whoever has read to the end finds it there too.
        inside = inside.replace("</main>", f"</main>{notice}", 1) if reply else inside
        response.content = inside.replace("<main", f"{notice}<main", 1).encode()
    return make_private(response)


def make_private[R: HttpResponseBase](response: R) -> R:
    """Forbid to store or index an answer, or to tell others where the reader came from."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def render_page(request: HttpRequest, path: str) -> HttpResponse:
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


def keep_inside(html: str, record: Model, prefix: str) -> str:
    def move_link(link: re.Match[str]) -> str:
        attribute, path = link.groups()
        return f'{attribute}="{prefix if is_page_of(record, path) else ""}{path}'

    def move_picture(picture: re.Match[str]) -> str:
        # Out of the public folder until its guests may be seen.
        return f"{prefix if is_offline(picture[1]) else ''}{picture[0]}"

    return PICTURE.sub(move_picture, ADDRESS.sub(move_link, html))


def stage(
    record: Model,
    *,
    alone: bool = False,
    edited: Iterable[Model] = (),
    hidden: Iterable[Model] = (),
) -> None:
    """Put a record before this one reader; call it within ``rolled_back`` only.

    alone: of a session, show nobody but the guest whose appearance the record is. edited: rows as
    a form has them, hidden: parts that it takes out.
    """
    changes = [*list_staged_rows(record, alone=alone), *list_hidden_rows(hidden)]
    added: list[Model] = []
    for number, row in enumerate(edited):
        stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk else None
        if stored:
            changes += list_edited_columns(row, stored)
        else:
            row.pk = row.pk or _NEW_KEYS + number
            added.append(row)
    create_stand_ins(changes, added)


def list_staged_rows(record: Model, *, alone: bool = False) -> Iterator[StagedRows]:
    """Yield what differs from the tables; of two that hold for a row the first counts."""
    if isinstance(record, Content):
        yield StagedRows(type(record), "id", [record.pk], published_values(record))
    elif isinstance(record, Session):
        yield StagedRows(Session, "id", [record.pk], {"withheld": False})
        yield from list_staged_rows(record.event)
    elif isinstance(record, Appearance):
        yield from list_staged_rows(record.session)
        values = {"withheld": False, "remarks_withheld": False, "embargoed_until": None}
        yield StagedRows(Appearance, "id", [record.pk], values)
        if alone:
            sessions = Session.objects.filter(event=record.session.event_id)
            keys = list(sessions.values_list("pk", flat=True))
            yield StagedRows(Appearance, "session_id", keys, {"withheld": True})


def list_hidden_rows(rows: Iterable[Model]) -> Iterator[StagedRows]:
    """Yield what leaves parts out that a form deletes."""
    for row in rows:
        yield StagedRows(type(row), "id", [row.pk], None)


def list_edited_columns(row: Model, stored: Model) -> Iterator[StagedRows]:
    """Yield what differs in a row from how it is stored."""
    values = {
        field.name: getattr(row, field.attname)
        for field in type(row)._meta.local_concrete_fields
        if not isinstance(field, FileField)
        and getattr(row, field.attname) != getattr(stored, field.attname)
    }
    if values:
        yield StagedRows(type(row), "id", [row.pk], values)


def published_values(record: Content) -> dict[str, object]:
    """Return what a record has that is public from now on, in every language."""
    now = timezone.now()
    expiry = {"expires_at": None} if isinstance(record, Page) else {}
    return {
        "status": Status.PUBLISHED.value,
        **{name: min(getattr(record, name) or now, now) for name in ("published_at", *MOMENTS)},
        "ready_languages": language_codes(),
        "when_not_ready": WhenNotReady.FALL_BACK.value,
        **expiry,
    }
