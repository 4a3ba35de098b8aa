"""The objects of results, each with what a result says of it and nothing else.

Whole rows, with their event's and person's, took a third of the time of a page of results.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final, cast

from django.db.models import QuerySet
from django.db.models.constants import LOOKUP_SEP
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.content import Record, column, language_codes
from forum.core.visibility import READINESS
from forum.models import KnowledgeProduct, Page, SearchEntry
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series, Session
from sessions_app.models.photos import PhotoQuerySet

Kind = SearchEntry.Kind

_ADDRESS: Final = ("slug", "source_language", *READINESS)
_EVENT: Final = (*_ADDRESS, "title", "starts_on", "ends_on")
_SESSION: Final = ("slug", "kind", "label", "title", "heading")
_IMAGE: Final = ("image", "image_width", "image_height", "image_ppoi")
_PAGE: Final = (*_ADDRESS, "kind", "title", "body", "published_at")

_APPEARANCE: Final = {
    "": ("role", "title", "speech_title", "remarks", "remarks_withheld", "clearance"),
    "person": (*_ADDRESS, "name"),
    "session": _SESSION,
    "session__event": _EVENT,
}

# Of each kind its model and fields, those of related rows by their path: event__title.
_FIELDS: Final[dict[str, tuple[type[Any], dict[str, tuple[str, ...]]]]] = {
    Kind.REMARKS: (Appearance, _APPEARANCE),
    Kind.MODERATOR: (Appearance, _APPEARANCE),
    Kind.EVENT: (Event, {"": (*_EVENT, "introduction", "venue", "city", "country")}),
    Kind.SESSION: (Session, {"": (*_SESSION, "summary"), "event": _EVENT}),
    Kind.PERSON: (Person, {"": (*_ADDRESS, "name", "biography")}),
    Kind.ORGANIZATION: (Organization, {"": (*_ADDRESS, "name", "abbreviation", "kind")}),
    Kind.PRODUCT: (KnowledgeProduct, {"": (*_ADDRESS, "title", "summary", "kind")}),
    Kind.SERIES: (Series, {"": (*_ADDRESS, "name", "description")}),
    Kind.NEWS: (Page, {"": _PAGE}),
    Kind.PAGE: (Page, {"": _PAGE}),
    Kind.DOCUMENT: (Document, {"": ("title", "language", "size", "file"), "event": _EVENT}),
    Kind.PHOTO: (Photo, {"": ("caption", "alt", *_IMAGE), "event": _EVENT}),
}


def load_public_objects(kind: str, keys: Iterable[int]) -> QuerySet[Record]:
    """Return the objects of a kind that the public may see, in no order: to sort them cost most."""
    model, fields = _FIELDS[kind]
    objects: QuerySet[Record] = model._default_manager.published().only(*_columns(kind))
    if related := [path for path in fields if path]:
        objects = objects.select_related(*related)
    if kind == Kind.PHOTO:
        objects = cast("PhotoQuerySet", objects).with_guests()
    return objects.filter(pk__in=list(keys)).order_by()


@cache
def _columns(kind: str) -> tuple[str, ...]:
    model, fields_by_path = _FIELDS[kind]
    return tuple(
        name for path, fields in fields_by_path.items() for name in _of_row(model, path, fields)
    )


def _of_row(model: Any, path: str, fields: tuple[str, ...]) -> Iterator[str]:
    steps = path.split(LOOKUP_SEP) if path else []
    for step in steps:
        model = model._meta.get_field(step).related_model
    translated = get_translatable_fields_for_model(model) or ()
    for field in fields:
        codes = language_codes() if field in translated else ()
        for name in [column(field, code) for code in codes] or [field]:
            yield LOOKUP_SEP.join([*steps, name])
