"""What the site knows, for whoever reads a document: organizations, sessions, countries."""

from collections.abc import Iterator, Mapping

from django.utils import translation
from django.utils.translation import gettext

from forum.core.content import column, language_codes
from forum.imports.planning.event_matching import PlanError
from forum.imports.planning.places import country_names
from forum.imports.planning.questions import NEW
from forum.reader.context import OWN_SESSION, EventSession, ReadingContext
from forum.reader.event_record import Text
from people.models import Organization
from sessions_app.models import Event, Session


def reading_context(
    event_slug: str | None = None,
    *,
    session: str = "",
    columns: Mapping[str, str] | None = None,
) -> ReadingContext:
    """Return what a document is read by.

    event_slug: of the event that it goes into, None or ``new`` where none is named. session: slug
    of the one for guests without, or ``OWN_SESSION``; columns: header -> what it holds. Raises
    PlanError where the event has no such session.
    """
    sessions = _event_sessions(event_slug) if event_slug not in (None, NEW) else None
    if session not in {"", OWN_SESSION, *(listed.key for listed in sessions or ())}:
        raise PlanError(
            gettext("The event has no session “%(slug)s”; look it up in the admin.")
            % {"slug": session}
        )
    return ReadingContext(
        stored_organization_names(), sessions, session, country_names(), columns or {}
    )


def stored_organization_names() -> list[Text]:
    """Return the names of the stored organizations, by which the reader parts a list of names."""
    columns = [column("name", code) for code in language_codes()]
    return [
        {code: name for code, name in zip(language_codes(), names, strict=True) if name}
        for names in Organization.objects.values_list(*columns)
    ]


def _event_sessions(slug: str | None) -> tuple[EventSession, ...] | None:
    """Return the sessions of an event; None where there is no such event, as the plan will say."""
    event = Event.objects.filter(slug=slug).first()
    if event is None:
        return None
    rows = event.sessions.order_by("position", "pk")
    return tuple(EventSession(row.slug, row.kind, tuple(_names(row))) for row in rows)


def _names(session: Session) -> Iterator[str]:
    """Yield what a list may call a session, the words that people know it by first."""
    for code in language_codes():
        label, title, heading = (
            getattr(session, column(field, code)) or "" for field in ("label", "title", "heading")
        )
        yield from filter(None, (title, label, heading))
        if label and title:
            yield f"{label} {title}"
        with translation.override(code):
            yield str(session.get_kind_display())
    yield session.slug
