"""Previews: the exact public page of what is not public yet.

Within a transaction a view stands in for the record's table, in which the record is published; the
page's own view renders it with links that stay in the preview, and the transaction is rolled back:
no second set of templates or queries that could differ from the public ones.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connection, transaction
from django.db.models import FileField, Model
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from forum.core.content import Content, Status, WhenNotReady, language_codes
from forum.core.storage import is_offline
from forum.core.visibility import MOMENTS
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
        return str(page_record.get_absolute_url())  # type: ignore[attr-defined]


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


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo whatever is written meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
    by_model: dict[type[Model], list[StagedRows]] = {}
    form_rows = [*list_hidden_rows(hidden), *list_edited_rows(edited)]
    for staged in [*list_staged_rows(record, alone=alone), *form_rows]:
        by_model.setdefault(staged.model, []).append(staged)
    for model, staged_rows in by_model.items():
        create_stand_in(model, staged_rows)
    with connection.cursor() as cursor:
        # Statements whose plan the server keeps are planned anew where this path is another.
        cursor.execute(
            "SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)"
        )


class StagedRows(NamedTuple):
    """Rows of a model that have other values in a preview. column, keys: which rows they are."""

    model: type[Model]
    column: str
    keys: list[int]
    values: Mapping[str, object]


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
        yield StagedRows(type(row), "id", [row.pk], {"withheld": True})


def list_edited_rows(rows: Iterable[Model]) -> Iterator[StagedRows]:
    """Yield what differs in rows from how they are stored; those that are new are put in.

    A row that is put in refers to others, which are not locked: the server asks at the end of the
    transaction, and there is none.
    """
    for number, row in enumerate(rows):
        model: Any = type(row)
        columns = model._meta.local_concrete_fields
        stored = model._base_manager.filter(pk=row.pk).first() if row.pk else None
        if stored is None:
            row.pk = row.pk or _NEW_KEYS + number
            with suppress(IntegrityError, DataError), transaction.atomic():
                model._base_manager._insert([row], fields=columns, using=DEFAULT_DB_ALIAS)
            continue
        values = {
            field.name: getattr(row, field.attname)
            for field in columns
            if not isinstance(field, FileField)
            and getattr(row, field.attname) != getattr(stored, field.attname)
        }
        if values:
            yield StagedRows(model, "id", [row.pk], values)


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


def create_stand_in(model: type[Model], staged_rows: list[StagedRows]) -> None:
    """Let a view take a model's place for the length of this transaction.

    No row is written, and none locked: editors and other readers wait for nobody's preview.
    """
    quote = connection.ops.quote_name
    columns, parameters = [], []
    for field in model._meta.local_concrete_fields:
        column, cases = quote(str(field.column)), ""
        for staged in staged_rows:
            if field.name in staged.values:
                kind = field.db_type(connection)
                cases += f" WHEN {quote(staged.column)} = ANY(%s) THEN CAST(%s AS {kind})"
                value = staged.values[field.name]
                parameters += [staged.keys, field.get_db_prep_save(value, connection)]
        columns.append(f"CASE{cases} ELSE {column} END AS {column}" if cases else column)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            # Quoted names of tables and columns; values are parameters.
            f"CREATE TEMPORARY VIEW {table} AS SELECT {', '.join(columns)} FROM {table}",  # noqa: S608
            parameters,
        )
