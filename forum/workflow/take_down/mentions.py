"""Where else a record's name is written: texts are asked by the search's index, captions read."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import F, Model, Q, QuerySet, prefetch_related_objects
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import override

from forum.core.content import Content, Record, column, language_codes
from forum.core.record_tree import owner_lookup, parts_of
from forum.models import KnowledgeProduct, SearchEntry, SiteSettings
from forum.search.highlights import Marker, make_marker
from forum.search.indexed_fields import list_organizer_names
from forum.search.passages import clean
from forum.search.query import Query, parse_query
from people.models import Named, Organization, Person
from sessions_app.models import Appearance, Correction, Event, EventOrganization, Photo

# More than anybody reads before deciding.
AT_MOST = 200
# Short texts that the search does not hold: model -> translated fields.
CAPTIONS: dict[type[Record], tuple[str, ...]] = {
    Appearance: ("caption", "attendance_note"),
    Photo: ("alt", "credit"),
    Person: ("portrait_alt",),
    Event: ("cover_alt",),
    EventOrganization: ("printed_name",),
    Correction: ("text",),
    KnowledgeProduct: ("cover_alt",),
    SiteSettings: ("site_name", "tagline", "organizer", "contact", "footer"),
}


@dataclass(frozen=True, slots=True)
class RecordMention:
    """A passage of another record that names this one. passage: with the name marked.

    is_public: whether the public may see it now.
    """

    record: Record
    language: str
    passage: SafeString
    is_public: bool

    @property
    def kind(self) -> str:
        """What the record that holds the passage is called."""
        return str(capfirst(self.record._meta.verbose_name))


def find_mentions(record: Content) -> list[RecordMention]:
    """Return where a record is named in what does not go offline with it, at most ``AT_MOST``."""
    names = [SoughtName.of(text) for text in _names(record)]
    dependents = {(type(row), row.pk) for row in _dependents(record)}
    passages = [
        (row, language, passage)
        for row, language, passage in _passages([name for name in names if name.query])
        if (type(row), row.pk) not in dependents
    ][:AT_MOST]
    public = _public_records(row for row, _language, _passage in passages)
    return [
        RecordMention(row, language, passage, row in public) for row, language, passage in passages
    ]


def _names(record: Record) -> list[str]:
    """Return what a record is called, in every language."""
    if isinstance(record, Appearance):
        record = record.person
    if not hasattr(record, "main_fields"):
        return []
    names = [getattr(record, column(record.main_fields[0], code)) for code in language_codes()]
    if isinstance(record, Named):
        names += record.aliases
    # A single character or letter stands in every text.
    return list(dict.fromkeys(clean(name).strip() for name in names if len(name or "") > 1))


def _dependents(record: Record) -> Iterator[Record]:
    """Yield the records that go offline with one, or whose own name it is."""
    yield record
    if isinstance(record, Appearance):
        yield record.person
    if isinstance(record, Person):
        yield from record.appearances.all()
    if isinstance(record, Organization):
        yield from EventOrganization.objects.filter(organization=record)
    if isinstance(record, Event):
        for part in parts_of(Event):
            yield from part._default_manager.filter(**{owner_lookup(part): record})


@dataclass(frozen=True, slots=True)
class SoughtName:
    """A name that is looked for, to the letter."""

    query: Query
    marker: Marker

    @classmethod
    def of(cls, text: str) -> "SoughtName":
        query = parse_query(f'"{text}"')
        return cls(query, make_marker(query, []))

    @property
    def text(self) -> str:
        """The name as it is written."""
        return self.query.text.strip('"')


def _passages(names: list[SoughtName]) -> Iterator[tuple[Record, str, SafeString]]:
    """Yield record, language and passage, each once."""
    keys: set[tuple[type[Model], int, str]] = set()
    for row, language, passage in (*_in_texts(names), *_in_captions(names)):
        key = (type(row), row.pk, str(passage))
        if key not in keys:
            keys.add(key)
            yield row, language, passage


def _in_texts(names: list[SoughtName]) -> Iterator[tuple[Record, str, SafeString]]:
    for name in names:
        rows = SearchEntry.objects.filter(name.query.matches())
        rows = rows.order_by(F("event__starts_on").desc(nulls_last=True), "pk")
        entries = list(rows.prefetch_related("object")[: AT_MOST * 2])
        events = [entry.object for entry in entries if isinstance(entry.object, Event)]
        prefetch_related_objects(events, "organizations__organization")
        for entry in entries:
            for text in _texts(entry):
                if name.marker.spans(text):
                    yield (
                        cast("Record", entry.object),
                        entry.language,
                        name.marker.excerpt(text, entry.language),
                    )


def _texts(entry: SearchEntry) -> list[str]:
    """Return what is written in an entry; the names of who speaks or hosts stand there too."""
    record = cast("Record", entry.object)
    if isinstance(record, Appearance):
        # The index adds the name and its spellings, which are printed nowhere.
        return [clean(getattr(record, column("title", entry.language)) or ""), entry.text]
    if isinstance(record, Event):
        text = entry.text
        for names in list_organizer_names(record, entry.language):
            text = text.replace(clean(names), "")
        return [entry.title, text]
    is_name = entry.kind in (SearchEntry.Kind.PERSON, SearchEntry.Kind.ORGANIZATION)
    return [entry.text] if is_name else [entry.title, entry.text]


def _in_captions(names: list[SoughtName]) -> Iterator[tuple[Record, str, SafeString]]:
    for model, fields in CAPTIONS.items():
        for code in language_codes():
            for field in fields:
                yield from _in_column(model, column(field, code), code, names)


def _in_column(
    model: type[Record], field: str, code: str, names: list[SoughtName]
) -> Iterator[tuple[Record, str, SafeString]]:
    condition = Q()
    for name in names:
        condition |= Q(**{f"{field}__icontains": name.text})
    if not condition:
        return
    for row in model._default_manager.filter(condition).order_by("pk")[:AT_MOST]:
        text = clean(strip_tags(getattr(row, field)))
        for name in names:
            if name.marker.spans(text):
                yield row, code, name.marker.excerpt(text, code)
                break


def _public_records(records: Iterable[Record]) -> set[Record]:
    pks_by_model: dict[type[Record], set[int]] = defaultdict(set)
    for record in records:
        pks_by_model[type(record)].add(record.pk)
    with override(None):
        return {
            record
            for model, pks in pks_by_model.items()
            for record in _public_rows(model).filter(pk__in=pks)
        }


def _public_rows(model: type[Record]) -> QuerySet[Record]:
    # Any: each model's own queryset says what is public with it.
    rows: Any = model._default_manager.all()
    # The site's own settings stand on every page.
    public: QuerySet[Record] = rows if model is SiteSettings else rows.published()
    return public
