"""The objects of results, each with what a result says of it and nothing else.

Whole rows, with their event's and person's, took a third of the time of a page of results, and as
much again to compose their SQL at each search: one statement for all is composed once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db.models import F, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.content import Record, column, language_codes
from forum.core.visibility import READINESS
from forum.delivery.statements import PageStatement, among_keys
from forum.models import KnowledgeProduct, Page, SearchEntry, Topic
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet

Kind = SearchEntry.Kind

_ADDRESS: Final = ("slug", "source_language", *READINESS)
_EVENT: Final = (*_ADDRESS, "title", "starts_on", "ends_on", "standing")
_SESSION: Final = ("slug", "kind", "day", "label", "title", "heading")
_IMAGE: Final = ("image", "image_width", "image_height", "image_ppoi")

# What a photo says of who is on it.
_GUEST: Final = {
    "person": (*_ADDRESS, "name"),
    "session": ("slug", "kind"),
    "session__event": _ADDRESS,
}

# Of each kind its model.
_MODELS: Final[dict[str, type[Any]]] = {
    Kind.REMARKS: Appearance,
    Kind.MODERATOR: Appearance,
    Kind.EVENT: Event,
    Kind.SESSION: Session,
    Kind.PERSON: Person,
    Kind.ORGANIZATION: Organization,
    Kind.PRODUCT: KnowledgeProduct,
    Kind.TOPIC: Topic,
    Kind.SERIES: Series,
    Kind.NEWS: Page,
    Kind.PAGE: Page,
    Kind.DOCUMENT: Document,
    Kind.PHOTO: Photo,
}
# Of each model its fields, those of related rows by their path: event__title.
_FIELDS: Final[dict[type[Any], dict[str, tuple[str, ...]]]] = {
    Appearance: {
        "": ("role", "title", "speech_title", "remarks", "remarks_withheld", "clearance"),
        "person": (*_ADDRESS, "name"),
        "session": _SESSION,
        "session__event": _EVENT,
    },
    Event: {"": (*_EVENT, "introduction", "venue", "city", "country")},
    Session: {"": (*_SESSION, "summary"), "event": _EVENT},
    Person: {"": (*_ADDRESS, "name", "biography")},
    Organization: {"": (*_ADDRESS, "name", "abbreviation", "kind")},
    KnowledgeProduct: {"": (*_ADDRESS, "title", "summary", "kind")},
    Topic: {"": (*_ADDRESS, "name")},
    Series: {"": (*_ADDRESS, "name", "abbreviation", "description")},
    Page: {"": (*_ADDRESS, "kind", "title", "body", "published_at")},
    Document: {"": ("title", "language", "size", "file"), "event": _EVENT},
    Photo: {"": ("caption", "alt", *_IMAGE), "event": _EVENT},
}


@dataclass(frozen=True, slots=True)
class Hit:
    """An object that was found. title, text: of its best passage, in ``language``."""

    kind: str
    language: str
    title: str
    text: str
    object: Any


def load_hits(keys: Iterable[int]) -> list[Hit]:
    """Return the results for entries, in their order, each with its object if that is public."""
    entry_keys = list(keys)
    if not entry_keys:
        return []
    rows = {row["pk"]: row for row in ENTRIES.ask(keys=entry_keys).read()["entries"]}
    # Once more only those that are published; they are put in the order of the entries.
    objects = load_public_objects((row["kind"], row["object_id"]) for row in rows.values())
    entries = (rows[key] for key in entry_keys if key in rows)
    return [
        Hit(row["kind"], row["language"], row["title"], row["text"], record)
        for row in entries
        if (record := objects.get((_MODELS[row["kind"]], row["object_id"])))
    ]


def load_public_objects(keys: Iterable[tuple[str, int]]) -> dict[tuple[type[Model], int], Any]:
    """Return the objects that the public may see, by model and key. keys: theirs, by kind."""
    asked: dict[str, list[int]] = defaultdict(list)
    for kind, key in keys:
        asked[_name(_MODELS[kind])].append(key)
    records = OBJECTS.ask(named_keys=asked).read()
    guests: dict[int, list[Appearance]] = defaultdict(list)
    for guest in records["guests"]:
        guests[guest.photo_key].append(guest)
    for photo in records[_name(Photo)]:
        photo.public_guests = guests[photo.pk]
    return {(model, record.pk): record for model in _FIELDS for record in records[_name(model)]}


def _name(model: type[Model]) -> str:
    """Return what the statement calls a model's records, and their keys."""
    return str(model._meta.model_name)


def _ask_for(model: type[Any]) -> QuerySet[Record]:
    fields = _FIELDS[model]
    objects: QuerySet[Record] = model._default_manager.published().only(*_columns_of(model, fields))
    if related := [path for path in fields if path]:
        objects = objects.select_related(*related)
    # In no order: to sort them cost most.
    return objects.filter(among_keys(model, named=_name(model))).order_by()


def _ask_for_guests() -> QuerySet[Appearance]:
    """Return who is named on the photos, in order, each with the photo's key."""
    guests: AppearanceQuerySet = Appearance.objects.published().consenting_to_photos()
    return (
        guests.annotate(photo_key=F("photos"))
        .filter(among_keys(Appearance.photos.through, "photo_id", named=_name(Photo)))
        .select_related("person", "session__event")
        .only("photo", *_columns_of(Appearance, _GUEST))
        .order_by("session__position", "session", "position")
    )


def _columns_of(model: type[Any], fields_by_path: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for path, fields in fields_by_path.items():
        yield from _of_row(model, path, fields)


def _of_row(model: Any, path: str, fields: tuple[str, ...]) -> Iterator[str]:
    steps = path.split(LOOKUP_SEP) if path else []
    for step in steps:
        model = model._meta.get_field(step).related_model
    translated = get_translatable_fields_for_model(model) or ()
    for field in fields:
        codes = language_codes() if field in translated else ()
        for name in [column(field, code) for code in codes] or [field]:
            yield LOOKUP_SEP.join([*steps, name])


ENTRIES: Final = PageStatement(
    entries=lambda: SearchEntry.objects.filter(among_keys(SearchEntry)).values(
        "pk", "kind", "object_id", "language", "title", "text"
    )
)
OBJECTS: Final = PageStatement(
    **{_name(model): partial(_ask_for, model) for model in _FIELDS}, guests=_ask_for_guests
)
