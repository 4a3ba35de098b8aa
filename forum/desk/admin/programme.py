"""The sessions of an event's page: one row each, whose order is stored as soon as it changes."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext

from forum.core.content import column, language_codes
from forum.core.field_labels import site_language_name
from forum.core.record_names import name_in
from forum.core.translated import html_lang
from forum.desk.addresses import change_url, url_name
from forum.desk.base_admin import DeskAdmin, PageContext, admin_of, staff_of
from forum.desk.return_links import FROM_EVENT
from forum.history.audit import Action, log_action
from forum.history.version_token import require_token, row_token, token_of
from forum.permissions.access import may_write
from forum.workflow.session_changes import number_sessions
from sessions_app.models import Event, Session

ROWS_TEMPLATE = "admin/sessions_app/event/session_rows.html"


class SessionName(NamedTuple):
    """What a session is called in a language; text: "" where it has neither title nor heading."""

    tag: str
    language: str
    text: str


class SessionRow(NamedTuple):
    """A session as a line. name: in the interface's language; names: in each of the site's."""

    session: Session
    url: str
    name: str
    names: list[SessionName]


class EventProgramme:
    """The sessions of one event, for whoever looks at its page; no query until rows are read."""

    def __init__(self, event: Event, request: HttpRequest) -> None:
        session_admin = admin_of(Session)
        self.event = event
        self.may_add = session_admin.has_add_permission(request)
        self.may_change = session_admin.has_change_permission(request)
        self._from = f"{FROM_EVENT}={event.pk}"
        self.url = reverse("admin:sessions_app_event_sessions", args=[event.pk])
        self.add_url = f"{reverse(url_name(Session, 'add'))}?event={event.pk}&{self._from}"
        self._sessions: Any = session_admin.get_queryset(request).filter(event=event)

    def rows(self) -> Iterator[SessionRow]:
        """Yield the sessions in their order."""
        for session in self._sessions.order_by("position", "pk").with_counts():
            url = f"{change_url(session)}?{self._from}"
            yield SessionRow(session, url, str(session), session_names(session))


def session_names(session: Session) -> list[SessionName]:
    """Return what a session is called in each language: label, and title or heading."""
    return [
        SessionName(html_lang(code), site_language_name(code), _labelled_name(session, code))
        for code in language_codes()
    ]


def _labelled_name(session: Session, code: str) -> str:
    label, name = getattr(session, column("label", code)) or "", name_in(session, code)
    # A label alone says which session it is, not what it is about.
    return f"{label} {name}".lstrip() if name else ""


class ProgrammeMixin(DeskAdmin):
    """The part of the event's admin that shows its sessions and stores their order."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.sessions_view)
        name = "sessions_app_event_sessions"
        return [path("<int:pk>/sessions/", view, name=name), *super().get_urls()]

    def fill_form_page(self, request: HttpRequest, context: PageContext) -> None:
        event = context.get("original")
        context["programme"] = event and EventProgramme(event, request)
        super().fill_form_page(request, context)

    def sessions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the rows; POST: store their order, ``session``: key:version, first to last."""
        event: Event = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, event):
            raise PermissionDenied
        if request.method == "POST":
            return self._reorder(request, event)
        return render(request, ROWS_TEMPLATE, {"programme": EventProgramme(event, request)})

    def _reorder(self, request: HttpRequest, event: Event) -> HttpResponse:
        pairs = (pair.partition(":") for pair in request.POST.getlist("session"))
        sent = [(key, version) for key, _colon, version in pairs]
        with transaction.atomic():
            stored = list(event.sessions.select_for_update().order_by("position", "pk"))
            _require_change(request, stored)
            sessions = {(str(session.pk), row_token(session)): session for session in stored}
            present = token_of(sorted(sessions))
            require_token(token_of(sorted(sent)), present, _overtaken_message())
            moved = number_sessions([sessions[pair] for pair in sent])
            if moved:
                log_action(Action.REORDERED, event, request.user)
        return JsonResponse(
            {
                "versions": {session.pk: session.version for session in stored},
                "message": ngettext(
                    "The order is saved: %(count)d session moved.",
                    "The order is saved: %(count)d sessions moved.",
                    moved,
                )
                % {"count": moved},
            }
        )


def _require_change(request: HttpRequest, sessions: list[Session]) -> None:
    session_admin = admin_of(Session)
    if not may_write(staff_of(request), Session._meta.get_field("position")):
        raise PermissionDenied
    if not all(session_admin.has_change_permission(request, session) for session in sessions):
        raise PermissionDenied


def _overtaken_message() -> str:
    return gettext(
        "The sessions have been changed meanwhile; this is how they stand now. "
        "Move the session again."
    )
