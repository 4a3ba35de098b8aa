"""The objects of results, each with what a result says of it and nothing else.

Whole rows, with their event's and person's, took a third of the time of a page of results, and as
much again to compose their SQL at each search: a statement of each kind is composed once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db.models import F, Model, QuerySet
from django.db.models.constants import LOOKUP_SEP
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.content import Record, column, language_codes
from forum.core.visibility import READINESS
from forum.delivery.statements import PageStatement, among_keys
from forum.models import KnowledgeProduct, Page, SearchEntry
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet

Kind = SearchEntry.Kind

_ADDRESS: Final = ("slug", "source_language", *READINESS)
_EVENT: Final = (*_ADDRESS, "title", "starts_on", "ends_on", "standing")
_SESSION: Final = ("slug", "kind", "day", "label", "title", "heading")
_IMAGE: Final = ("image", "image_width", "image_height", "image_ppoi")
_PAGE: Final = (*_ADDRESS, "kind", "title", "body", "published_at")

_APPEARANCE: Final = {
    "": ("role", "title", "speech_title", "remarks", "remarks_withheld", "clearance"),
    "person": (*_ADDRESS, "name"),
    "session": _SESSION,
    "session__event": _EVENT,
}

# What a photo says of who is on it.
_GUEST: Final = {"person": (*_ADDRESS, "name"), "session": ("slug",), "session__event": _ADDRESS}

# Of each kind its model and fields, those of related rows by their path: event__title.
_FIELDS: Final[dict[str, tuple[type[Any], dict[str, tuple[str, ...]]]]] = {
    Kind.REMARKS: (Appearance, _APPEARANCE),
    Kind.MODERATOR: (Appearance, _APPEARANCE),
    Kind.EVENT: (Event, {"": (*_EVENT, "introduction", "venue", "city", "country")}),
    Kind.SESSION: (Session, {"": (*_SESSION, "summary"), "event": _EVENT}),
    Kind.PERSON: (Person, {"": (*_ADDRESS, "name", "biography")}),
    Kind.ORGANIZATION: (Organization, {"": (*_ADDRESS, "name", "abbreviation", "kind")}),
    Kind.PRODUCT: (KnowledgeProduct, {"": (*_ADDRESS, "title", "summary", "kind")}),
    Kind.SERIES: (Series, {"": (*_ADDRESS, "name", "abbreviation", "description")}),
    Kind.NEWS: (Page, {"": _PAGE}),
    Kind.PAGE: (Page, {"": _PAGE}),
    Kind.DOCUMENT: (Document, {"": ("title", "language", "size", "file"), "event": _EVENT}),
    Kind.PHOTO: (Photo, {"": ("caption", "alt", *_IMAGE), "event": _EVENT}),
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
    rows = {
        row["pk"]: row
        for row in SearchEntry.objects.filter(pk__in=entry_keys).values(
            "pk", "kind", "object_id", "language", "title", "text"
        )
    }
    objects = _load_objects(rows.values())
    entries = (rows[key] for key in entry_keys if key in rows)
    return [
        Hit(row["kind"], row["language"], row["title"], row["text"], record)
        for row in entries
        if (record := objects.get((row["kind"], row["object_id"])))
    ]


def _load_objects(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, int], Model]:
    keys: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        keys[row["kind"]].append(row["object_id"])
    # Once more only those that are published; they are put in the order of the entries.
    return {
        (kind, record.pk): record
        for kind, object_ids in keys.items()
        for record in load_public_objects(kind, object_ids)
    }


def load_public_objects(kind: str, keys: Iterable[int]) -> list[Any]:
    """Return the objects of a kind that the public may see, in no order: to sort them cost most."""
    records = _statement_of(kind).ask(keys=keys).read()
    guests: dict[int, list[Appearance]] = defaultdict(list)
    for guest in records.get("guests", ()):
        guests[guest.photo_key].append(guest)
    for photo in records["records"] if kind == Kind.PHOTO else ():
        photo.public_guests = guests[photo.pk]
    return records["records"]


@cache
def _statement_of(kind: str) -> PageStatement:
    model, _fields = _FIELDS[kind]
    further = {"guests": _ask_for_guests} if kind == Kind.PHOTO else {}
    return PageStatement(records=lambda: _ask_for(kind).filter(among_keys(model)), **further)


def _ask_for(kind: str) -> QuerySet[Record]:
    model, fields = _FIELDS[kind]
    objects: QuerySet[Record] = model._default_manager.published().only(*_columns(kind))
    if related := [path for path in fields if path]:
        objects = objects.select_related(*related)
    return objects.order_by()


def _ask_for_guests() -> QuerySet[Appearance]:
    """Return who is named on the photos, in order, each with the photo's key."""
    guests: AppearanceQuerySet = Appearance.objects.published().letting_be_shown()
    return (
        guests.annotate(photo_key=F("photos"))
        .filter(among_keys(Appearance.photos.through, "photo_id"))
        .select_related("person", "session__event")
        .only("photo", *_columns_of(Appearance, _GUEST))
        .order_by("session__position", "session", "position")
    )


@cache
def _columns(kind: str) -> tuple[str, ...]:
    return tuple(_columns_of(*_FIELDS[kind]))


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
