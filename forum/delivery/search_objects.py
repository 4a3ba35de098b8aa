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
from django.db.models.expressions import RawSQL
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.content import Record, column, language_codes
from forum.core.visibility import READINESS
from forum.delivery.statements import PageStatement, Records, among_keys, name_table
from forum.models import KnowledgeProduct, Page, SearchEntry, Topic
from people.models import Organization, Person
from sessions_app.models import Appearance, Document, Event, Photo, Series, Session

Kind = SearchEntry.Kind

_ADDRESS: Final = ("slug", "source_language", *READINESS)
_EVENT: Final = (*_ADDRESS, "title", "starts_on", "ends_on", "standing")
_SESSION: Final = ("slug", "kind", "day", "label", "title", "heading")
_IMAGE: Final = ("image", "image_width", "image_height", "image_ppoi")

# What a photo says of who is on it.
_GUEST: Final = {
    "": ("photo", "role"),
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
    """An object that was found. title, text: of its best passage, in ``language``.

    led: of a person, as whom she or he was the moderator of sessions that were found too.
    """

    kind: str
    language: str
    title: str
    text: str
    object: Any
    led: tuple[Appearance, ...] = ()


def load_hits(keys: Iterable[int]) -> list[Hit]:
    """Return the results for entries, in their order, each with its object if that is public."""
    entry_keys = list(keys)
    if not entry_keys:
        return []
    records = HITS.ask(keys=entry_keys).read()
    rows = {row["pk"]: row for row in records["entries"]}
    objects = list_objects(records)
    entries = (rows[key] for key in entry_keys if key in rows)
    return [
        Hit(row["kind"], row["language"], row["title"], row["text"], record)
        for row in entries
        if (record := objects.get((_MODELS[row["kind"]], row["object_id"])))
    ]


def list_objects(records: Records) -> dict[tuple[type[Model], int], Any]:
    """Return the objects that the public may see, by model and key."""
    guests: dict[int, list[Appearance]] = defaultdict(list)
    for guest in records["guests"]:
        guests[guest.photo_key].append(guest)
    for photo in records[_name(Photo)]:
        photo.public_guests = guests[photo.pk]
    return {(model, record.pk): record for model in _FIELDS for record in records[_name(model)]}


def _name(model: type[Model]) -> str:
    """Return what the statement calls a model's records."""
    return str(model._meta.model_name)


def _ask_for(model: type[Any]) -> QuerySet[Record]:
    fields = _FIELDS[model]
    objects: QuerySet[Record] = model._default_manager.published().only(*_columns_of(model, fields))
    if related := [path for path in fields if path]:
        objects = objects.select_related(*related)
    # Once more only those that are published, in no order: to sort them cost most.
    return objects.filter(pk__in=_keys_of(model)).order_by()


def _keys_of(model: type[Any]) -> RawSQL:
    """Return the keys of a model's records among the entries of the same statement."""
    kinds = ", ".join(f"'{kind}'" for kind, kind_model in _MODELS.items() if kind_model is model)
    # Names of our own.
    keys = f"SELECT object_id FROM {name_table('entries')} WHERE kind IN ({kinds})"  # noqa: S608
    # The same.
    return RawSQL(keys, ())  # noqa: S611


def _ask_for_guests() -> QuerySet[Appearance]:
    """Return who is named on the photos, in order, each with the photo's key."""
    return (
        Appearance.objects.published()
        .consenting_to_photos()
        .annotate(photo_key=F("photos"))
        # Of the same ties: one more condition on "photos" would join them a second time.
        .filter(photo_key__in=_keys_of(Photo))
        .select_related("person", "session__event")
        .only(*_columns_of(Appearance, _GUEST))
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


HITS: Final = PageStatement(
    entries=lambda: SearchEntry.objects.filter(among_keys(SearchEntry)).values(
        "pk", "kind", "object_id", "language", "title", "text"
    ),
    **{_name(model): partial(_ask_for, model) for model in _FIELDS},
    guests=_ask_for_guests,
)
