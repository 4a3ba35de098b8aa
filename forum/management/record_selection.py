"""The records that a command is about: events by their slugs, or all of a kind."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Final

from django.core.management.base import CommandError
from django.utils.translation import gettext

from forum.core.content import Record
from forum.models import KnowledgeProduct, Page, SiteSettings, Topic
from people.models import Organization, Person
from sessions_app.models import Event, Series

KINDS: Final[dict[str, Any]] = {
    "events": Event,
    "series": Series,
    "people": Person,
    "organizations": Organization,
    "products": KnowledgeProduct,
    "topics": Topic,
    "pages": Page,
    "settings": SiteSettings,
}


def select_records(slugs: Sequence[str], kinds: Sequence[str]) -> list[Record]:
    """Return the events in the order of their slugs, then the records kind by kind.

    Without either all records. Raises CommandError at an unknown slug.
    """
    events = [get_event(slug) for slug in dict.fromkeys(slugs)]
    selected_kinds = kinds or ([] if slugs else KINDS)
    records = [
        record
        for kind in KINDS
        if kind in selected_kinds
        for record in KINDS[kind]._default_manager.all()
    ]
    return [*events, *(record for record in records if record not in events)]


def get_event(slug: str) -> Event:
    """Return an event by its slug; raise CommandError with the nearest ones."""
    related = Event.objects.select_related("series", "parent__series")
    event = related.filter(slug=slug).first()
    if event is None:
        raise CommandError(_unknown(slug, Event.objects.values_list("slug", flat=True)))
    return event


def _unknown(slug: str, slugs: Iterable[str]) -> str:
    stored = list(slugs)
    near = get_close_matches(slug, stored, n=3, cutoff=0.4)
    near += [longer for longer in stored if slug and slug in longer and longer not in near]
    if near:
        return gettext("No event has the slug “%(slug)s”; did you mean %(near)s?") % {
            "slug": slug,
            "near": ", ".join(near[:5]),
        }
    return gettext("No event has the slug “%(slug)s”; look it up in the admin.") % {"slug": slug}
