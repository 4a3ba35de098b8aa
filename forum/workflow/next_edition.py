"""An event duplicated as its next edition: what stays the same is copied, what was said is not."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from forum.core.content import RESTRICTING, Record, column, language_codes
from forum.core.edition_numbers import raised
from forum.core.slugs import EVENT_LENGTH, propose
from forum.core.visibility import READINESS
from sessions_app.models import Appearance, Event, EventOrganization, Session

# Each column of a copied model is either copied or begins anew; so do the translated texts that are
# not copied, for they tell of that event.
COPIED: dict[type[Model], tuple[str, ...]] = {
    Event: ("series", "kind", "time_zone", "accent", "source_language", "when_not_ready"),
    EventOrganization: ("organization", "role", "position", "printed_name", "withheld"),
    Session: ("slug", "kind", "heading", "label", "position", "withheld"),
    Appearance: ("person", "role", "position", "organization"),
}
ANEW: dict[type[Model], tuple[str, ...]] = {
    Event: (
        "slug", "published_at", *READINESS, "unofficial_languages", "parent", "edition",
        "starts_on", "ends_on", "country", "cover", "cover_width", "cover_height", "cover_ppoi",
        "accent_dark", "previous_edition", "standing", "clearance_key_points", "doi", "handle",
    ),
    EventOrganization: ("event",),
    Session: (
        "event", "day", "start", "end", "recording_url", "recording_file", "recording_captions",
        "clearance_key_points",
    ),
    Appearance: (
        *RESTRICTING, "session", "attendance", "remarks_kind", "language_spoken",
        "source_language", "photo", "clearance", "clearance_on", "clearance_channel",
        "clearance_scan", "clearance_by", "clearance_note",
    ),
}  # fmt: skip
PLACE = ("venue", "city", "country")


@dataclass(frozen=True, slots=True)
class NextEdition:
    """The choices for the next edition.

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


def duplicate_event(event: Event, request: NextEdition) -> list[Event]:
    """Duplicate an event and chosen sub-forums as drafts; return the event's copy, then theirs."""
    with transaction.atomic():
        copy = _duplicate(event, request, parent=_next_parent(event), edition=request.edition)
        return [copy, *(_sub_forum(forum, request, copy) for forum in request.sub_forums)]


def _sub_forum(event: Event, request: NextEdition, parent: Event) -> Event:
    # A sub-forum may count its editions otherwise than its forum does.
    edition = event.edition + 1 if event.edition else None
    return _duplicate(event, request, parent=parent, edition=edition)


def _next_parent(event: Event) -> Event | None:
    """Return the next edition of the event's parent, where there is one already."""
    return event.parent.next_editions.order_by("-pk").first() if event.parent else None


def _duplicate(
    event: Event, request: NextEdition, *, parent: Event | None, edition: int | None
) -> Event:
    copy: Event = _copy(event, parent=parent, previous_edition=event, **request.titles[event.pk])
    copy.edition = edition
    if request.same_place:
        _copy_columns(event, copy, PLACE)
    copy.slug = _free_slug(copy)
    copy.save()
    for role in EventOrganization.objects.filter(event=event).order_by("position", "pk"):
        _copy(role, event=copy).save()
    for session in Session.objects.filter(event=event).order_by("position", "pk"):
        _duplicate_session(session, copy, request)
    return copy


def _duplicate_session(session: Session, event: Event, request: NextEdition) -> None:
    copy = _copy(session, event=event)
    copy.save()
    if request.same_people:
        # Of a withheld session too: the copy is withheld with it.
        guests = [
            appearance
            for appearance in session.appearances.select_related("person")
            if not (appearance.withheld or appearance.person.is_offline)
        ]
        for appearance in guests:
            _copy(appearance, session=copy).save()


def _copy[M: Record](row: M, **values: object) -> M:
    copy = type(row)(**values)
    _copy_columns(row, copy, COPIED[type(row)])
    return copy


def _copy_columns(row: Record, copy: Record, names: Iterable[str]) -> None:
    for name in names:
        translated = [column(name, code) for code in language_codes()]
        # A translated column first: the base's own name stands for the active language.
        present = [base for base in translated if hasattr(row, base)] or [name]
        for column_name in present:
            setattr(copy, column_name, getattr(row, column_name))
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
