"""The sessions of an event's page: one row each, whose order is stored as soon as it changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext

from forum.core.content import column, language_codes
from forum.core.field_labels import own_name
from forum.core.translated import html_lang
from forum.history.audit import Action, log_action
from forum.history.version_token import OvertakenError, require_token, row_token, token_of
from forum.permissions.access import may_write
from sessions_app.models import Event, Session

ROWS = "admin/sessions_app/event/session_rows.html"


@dataclass(frozen=True, slots=True)
class Name:
    """What a session is called in a language; text: "" where it has neither title nor heading."""

    tag: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A session as a line. name: in the interface's language; names: in each of the site's."""

    session: Session
    url: str
    name: str
    names: list[Name]


class Programme:
    """The sessions of one event, for whoever looks at its page; no query until rows are asked."""

    def __init__(self, event: Event, request: HttpRequest) -> None:
        desk: Any = admin.site.get_model_admin(Session)
        self.event = event
        self.may_add: bool = desk.has_add_permission(request)
        self.may_change: bool = desk.has_change_permission(request)
        self.url = reverse("admin:sessions_app_event_sessions", args=[event.pk])
        self.add_url = f"{reverse('admin:sessions_app_session_add')}?event={event.pk}"
        self._sessions = desk.get_queryset(request).filter(event=event)

    def rows(self) -> Iterator[Row]:
        """Yield the sessions in their order."""
        for session in self._sessions.order_by("position", "pk").with_counts():
            url = reverse("admin:sessions_app_session_change", args=[session.pk])
            yield Row(session, url, str(session), names_of(session))


def names_of(session: Session) -> list[Name]:
    """Return what a session is called in each language: label, and title or heading."""
    return [
        Name(html_lang(code), own_name(code), _name(session, code)) for code in language_codes()
    ]


def _name(session: Session, code: str) -> str:
    label, title, heading = (
        getattr(session, column(field, code)) or "" for field in ("label", "title", "heading")
    )
    # A label alone says which session it is, not what it is about.
    return " ".join(part for part in (label, title or heading) if part) if title or heading else ""


class ProgrammeViews:
    """The part of the event's admin that shows its sessions and stores their order."""

    admin_site: Any

    def get_urls(self) -> list[Any]:
        own = self.admin_site.admin_view(self.sessions_view)
        name = "sessions_app_event_sessions"
        return [path("<int:pk>/sessions/", own, name=name), *super().get_urls()]  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        event = context.get("original")
        context["programme"] = event and Programme(event, request)
        page: HttpResponse = super().render_change_form(  # type: ignore[misc]
            request, context, *args, **kwargs
        )
        return page

    def sessions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the rows; POST: store their order, ``session``: key:version, first to last."""
        event: Event = get_object_or_404(self.get_queryset(request), pk=pk)  # type: ignore[attr-defined]
        if not self.has_view_permission(request, event):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            return self._reorder(request, event)
        return render(request, ROWS, {"programme": Programme(event, request)})

    def _reorder(self, request: HttpRequest, event: Event) -> HttpResponse:
        sent = [tuple(one.split(":", 1)) for one in request.POST.getlist("session")]
        with transaction.atomic():
            stored = list(event.sessions.select_for_update().order_by("position", "pk"))
            _require_change(request, stored)
            present = [(str(session.pk), row_token(session)) for session in stored]
            try:
                require_token(token_of(sorted(sent)), token_of(sorted(present)), _moved_on())
            except OvertakenError as error:
                return JsonResponse({"message": str(error)}, status=409)
            known = {str(one.pk): one for one in stored}
            moved = _renumber([known[pk] for pk, _version in sent])
            if moved:
                log_action(Action.REORDERED, event, request.user)
        return JsonResponse(
            {
                "versions": {pk: one.version for pk, one in known.items()},
                "message": ngettext(
                    "The order is saved: %(count)d session moved.",
                    "The order is saved: %(count)d sessions moved.",
                    moved,
                )
                % {"count": moved},
            }
        )


def _require_change(request: HttpRequest, sessions: list[Session]) -> None:
    desk: Any = admin.site.get_model_admin(Session)
    may_order = may_write(request.user, Session._meta.get_field("position"))
    if not (may_order and all(desk.has_change_permission(request, one) for one in sessions)):
        raise PermissionDenied


def _renumber(sessions: list[Session]) -> int:
    """Number the sessions from 1 on, saving those whose place changes; return how many."""
    moved = 0
    for place, session in enumerate(sessions, start=1):
        if session.position != place:
            session.position = place
            session.save(update_fields=["position"])
            moved += 1
    return moved


def _moved_on() -> str:
    return gettext(
        "Somebody else has changed the sessions meanwhile; this is how they stand now. "
        "Move the session again."
    )
