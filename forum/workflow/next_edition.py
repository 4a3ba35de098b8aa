"""An event duplicated as its next edition: what stays the same is copied, what was said is not."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model

from forum.core.content import column, language_codes
from forum.core.edition_numbers import raised
from forum.core.slugs import EVENT_LENGTH, propose
from forum.core.visibility import READINESS
from sessions_app.models import Appearance, Event, EventOrganization, Session

# Each column of a copied model is either kept or begins anew.
KEPT: dict[type[Model], tuple[str, ...]] = {
    Event: ("series", "kind", "time_zone", "accent", "source_language", "when_not_ready"),
    EventOrganization: ("organization", "role", "position", "printed_name", "withheld"),
    Session: ("slug", "kind", "heading", "label", "position", "withheld"),
    Appearance: ("person", "role", "position", "organization"),
}
ANEW: dict[type[Model], tuple[str, ...]] = {
    Event: (
        "slug", "published_at", *READINESS, "unofficial_languages", "parent",
        "edition", "title", "subtitle", "starts_on", "ends_on", "venue", "city", "country",
        "introduction", "cover", "cover_width", "cover_height", "cover_ppoi", "cover_alt",
        "accent_dark", "previous_edition",
    ),
    EventOrganization: ("event",),
    Session: ("event", "title", "day", "start", "end", "room", "recording_url"),
    Appearance: (
        "session", "title", "honorific", "attendance", "attendance_note", "attribution",
        "remarks", "remarks_kind", "remarks_withheld", "embargoed_until", "language_spoken",
        "source_language",
        "caption", "photo", "photo_consent", "clearance", "clearance_on", "clearance_channel",
        "clearance_scan", "clearance_by", "clearance_note", "withheld",
    ),
}  # fmt: skip
PLACE = ("venue", "city", "country")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the next edition shall be.

    titles: key of each event that is duplicated, sub-forums included -> column -> title.
    """

    titles: Mapping[int, Mapping[str, str]]
    edition: int | None = None  # of the event itself
    same_place: bool = False
    same_people: bool = False
    sub_forums: Iterable[Event] = field(default_factory=tuple)


def proposed_titles(event: Event) -> dict[str, str]:
    """Return column -> title of the next edition, in each language that has one now."""
    columns = [column("title", code) for code in language_codes()]
    return {name: raised(getattr(event, name) or "") for name in columns}


def next_edition(event: Event, wish: Wish) -> list[Event]:
    """Duplicate an event and chosen sub-forums as drafts; return the event's copy, then theirs."""
    with transaction.atomic():
        copy = _duplicate(event, wish, parent=_next_parent(event), edition=wish.edition)
        return [copy, *(_sub_forum(one, wish, copy) for one in wish.sub_forums)]


def _sub_forum(event: Event, wish: Wish, parent: Event) -> Event:
    # A sub-forum may count its editions otherwise than its forum does.
    edition = event.edition + 1 if event.edition else None
    return _duplicate(event, wish, parent=parent, edition=edition)


def _next_parent(event: Event) -> Event | None:
    """Return the next edition of the event's parent, where there is one already."""
    return event.parent.next_editions.order_by("-pk").first() if event.parent else None


def _duplicate(event: Event, wish: Wish, *, parent: Event | None, edition: int | None) -> Event:
    copy: Event = _copied(event, parent=parent, previous_edition=event, **wish.titles[event.pk])
    copy.edition = edition
    if wish.same_place:
        _keep(event, copy, PLACE)
    copy.slug = _free_slug(copy)
    copy.save()
    for role in EventOrganization.objects.filter(event=event).order_by("position", "pk"):
        _copied(role, event=copy).save()
    for session in Session.objects.filter(event=event).order_by("position", "pk"):
        _duplicate_session(session, copy, wish)
    return copy


def _duplicate_session(session: Session, event: Event, wish: Wish) -> None:
    copy = _copied(session, event=event)
    copy.save()
    if wish.same_people:
        # Of a withheld session too: the copy is withheld with it.
        guests = [
            appearance
            for appearance in session.appearances.select_related("person")
            if not (appearance.withheld or appearance.person.is_offline)
        ]
        for appearance in guests:
            _copied(appearance, session=copy).save()


def _copied(row: Any, **values: Any) -> Any:
    copy = type(row)(**values)
    _keep(row, copy, KEPT[type(row)])
    return copy


def _keep(row: Any, copy: Any, names: Iterable[str]) -> None:
    for name in names:
        translated = [column(name, code) for code in language_codes()]
        # A translated column first: the base's own name stands for the active language.
        found = [one for one in translated if hasattr(row, one)] or [name]
        for one in found:
            setattr(copy, one, getattr(row, one))
        if name in row.translations:
            copy.translations[name] = deepcopy(row.translations[name])


def _free_slug(event: Event) -> str:
    texts = [getattr(event, column("title", code)) for code in ("en", *language_codes())]
    return propose(
        *texts,
        "event",
        length=EVENT_LENGTH,
        is_taken=lambda slug: Event.objects.filter(slug=slug).exists(),
    )
