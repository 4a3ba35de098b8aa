"""What erasing a person changes: rows, names, texts and what staff are still at."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from forum.core.columns import columns, each_language
from forum.core.content import Record, column, language_codes
from forum.core.record_tree import record_models
from forum.history.audit import Action
from forum.history.desk_pages import list_desk_pages
from forum.models import (
    AuditEntry,
    Autosave,
    ImportRun,
    ImportUpload,
    MergeJournal,
    Notification,
    SlugRedirect,
    Snapshot,
    Term,
    WorkingCopy,
)
from forum.workflow.erasure.values import REMARKS, is_shadow_column, list_placeholders
from forum.workflow.name_search import (
    ERASED,
    any_of,
    excerpt_around,
    find_word_columns,
    holds_name,
    name_pattern,
)
from people.models import Person
from sessions_app.models import Appearance, Document, Event, Photo

# What a name must have to be looked for: one letter stands everywhere.
_SHORTEST: Final = 2
# Where a sentence ends, or a paragraph; what is shorter than a few words quotes nobody.
_SENTENCE_ENDS: Final = re.compile(r"<[^>]*>|[.。!！?？;；\n]")
_QUOTED: Final = 8


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A name in the text of another record. place: “model slug-or-key, column”."""

    place: str
    text: str


@dataclass(kw_only=True)
class Erasure:
    """What erasing a person changes.

    person_keys: the person's, and those of the duplicates that were merged into it. names: every
    spelling that the records and their history know. own_files: of photos on which nobody else is;
    covered: the events that have one as their cover. shared_photos: on which others are too.
    documents: of the person's appearances. runs: imports that brought something of them, or read
    of them in an event of theirs. keys: model -> those of the rows that tell of them.
    passages: sentences of their remarks and biography, without tags.
    """

    person: Person
    person_keys: set[int]
    names: tuple[str, ...]
    appearances: list[Appearance]
    own_photos: list[Photo]
    own_files: set[str]
    covered: list[Event]
    shared_photos: list[Photo]
    documents: list[Document]
    runs: list[ImportRun]
    keys: dict[str, set[int]]
    passages: tuple[str, ...]
    mentions: list[NamedPassage] = field(default_factory=list)


def plan_erasure(person: Person) -> Erasure:
    """Look at everything that tells who a person was; nothing is changed."""
    appearances = list(person.appearances.select_related("session__event"))
    # A file is used in several places, and who is on it is said in one of them.
    files = Photo.objects.filter(appearances__in=appearances).values("image")
    photos = list(Photo.objects.filter(image__in=files))
    appearances_of_others = Appearance.objects.exclude(person=person)
    shared = set(
        appearances_of_others.filter(photos__image__in=files).values_list(
            "photos__image", flat=True
        )
    )
    own_photos = [photo for photo in photos if photo.image.name not in shared]
    documents = list(Document.objects.filter(appearance__in=appearances))
    person_keys = find_person_keys(person)
    own_files = _find_own_files(own_photos, person_keys)
    names = find_names(person)
    # What was deleted since, or is somebody else's now, tells in the history who had it once.
    former = find_snapshots(Appearance, Q(fields__person__in=[*person_keys]))
    keys = {
        Person._meta.label_lower: person_keys,
        Photo._meta.label_lower: {photo.pk for photo in own_photos},
        Document._meta.label_lower: {document.pk for document in documents},
        Appearance._meta.label_lower: {appearance.pk for appearance in appearances}
        | (
            set(former.values_list("object_id", flat=True))
            - set(appearances_of_others.values_list("pk", flat=True))
        ),
    }
    events = {appearance.session.event_id for appearance in appearances}
    events |= set(former.values_list("owner_id", flat=True))
    return Erasure(
        person=person,
        person_keys=person_keys,
        names=names,
        appearances=appearances,
        own_photos=own_photos,
        own_files=own_files,
        covered=list(Event.objects.filter(cover__in=own_files)),
        shared_photos=[photo for photo in photos if photo.image.name in shared],
        documents=documents,
        runs=list(_find_runs(names, keys, events)),
        keys=keys,
        passages=find_passages(person, appearances),
        mentions=list(find_mentions(names, person)),
    )


def find_person_keys(person: Person) -> set[int]:
    """Return a person's key, and those of the duplicates that were merged into it."""
    addresses = SlugRedirect.objects.filter(rows_filter(SlugRedirect, [person]))
    slugs = [*addresses.values_list("old_slug", flat=True)]
    former = find_snapshots(Person, Q(fields__slug__in=slugs))
    merged = AuditEntry.objects.filter(
        action=Action.MERGED_AWAY,
        content_type=ContentType.objects.get_for_model(Person),
        object_id__in=former.values("object_id"),
    )
    return {person.pk, *(entry.object_id for entry in merged if entry.object_id)}


def find_names(person: Person) -> tuple[str, ...]:
    """Return every spelling of a person's name that is known, the longest first.

    A slug of two words or more is one of them.
    """
    names = {*person.names(), *person.aliases}
    slugs = {person.slug}
    snapshots = find_snapshots(Person, Q(object_id__in=find_person_keys(person)))
    for fields in snapshots.values_list("fields", flat=True):
        names.update(fields.get(column("name", code)) or "" for code in language_codes())
        aliases = fields.get("aliases") or []
        names.update(json.loads(aliases) if isinstance(aliases, str) else aliases)
        slugs.add(fields.get("slug") or "")
    names |= {slug for slug in slugs - {f"withheld-{person.pk}"} if "-" in slug}
    names -= {ERASED, *list_placeholders()} | _find_names_of_parted(person)
    return tuple(
        sorted(
            {name for name in names if len(name) >= _SHORTEST}, key=lambda name: (-len(name), name)
        )
    )


def _find_names_of_parted(person: Person) -> set[str]:
    """Return the names of those who were one with a person by a merge that was undone."""
    kind = ContentType.objects.get_for_model(Person)
    pair = Q(object_id=person.pk) | Q(other=person.pk)
    merges = MergeJournal.objects.filter(pair, content_type=kind).exclude(undone_at=None)
    keys = {pk for merge in merges for pk in (merge.object_id, merge.other)} - {person.pk}
    others = Person.objects.filter(pk__in=keys)
    names = {name for other in others for name in (*other.names(), *other.aliases, other.slug)}
    return names - {*person.names(), *person.aliases}


def find_passages(person: Person, appearances: Iterable[Appearance]) -> tuple[str, ...]:
    """Return what a person said, and was said to be, as texts to be looked for word by word."""
    texts = [getattr(person, name) for name in each_language("biography")]
    for appearance in appearances:
        texts += [getattr(appearance, name) for name in columns(*REMARKS)]
    sentences = _SENTENCE_ENDS.split("\n".join(text for text in texts if text))
    return tuple(
        sorted({text for sentence in sentences if len(text := sentence.strip()) >= _QUOTED})
    )


def find_mentions(names: Iterable[str], person: Person) -> Iterator[NamedPassage]:
    """Yield the texts of other records, and what somebody is still at, that hold a name."""
    names = tuple(names)
    rows: list[Record] = [person, *person.appearances.all()]
    for model in record_models():
        if model in (Person, Appearance) or not names:
            continue
        for name in (text_field.attname for text_field in find_word_columns(model)):
            if is_shadow_column(model, name):
                continue
            condition = holds_name(name, names)
            stored = model._base_manager.filter(condition)
            for row in stored.exclude(glossary_filter(names, person)) if model is Term else stored:
                place = f"{model._meta.verbose_name} {getattr(row, 'slug', '') or row.pk}, {name}"
                yield NamedPassage(place, excerpt_around(str(getattr(row, name)), names))
    for work, pending in list_unfinished_work().items():
        fields = [text_field.attname for text_field in find_word_columns(work)]
        condition = any_of([holds_name(name, names) for name in fields])
        for item in pending.exclude(rows_filter(work, rows)).filter(condition):
            place = f"{work._meta.verbose_name} {getattr(item, 'object', None) or item}"
            text = " ".join(str(getattr(item, name)) for name in fields)
            yield NamedPassage(place, excerpt_around(text, names))


def find_snapshots(model: type[Record], condition: Q) -> models.QuerySet[Snapshot]:
    """Return the earlier states of rows of a model that meet a condition."""
    kind = ContentType.objects.get_for_model(model)
    return Snapshot.objects.filter(condition, content_type=kind)


def find_former_photos(person_keys: Iterable[int]) -> tuple[set[int], set[int]]:
    """Return the keys of photos that ever showed a person: nobody else, and others too."""
    own = Q(fields__person__in=[*person_keys])
    states = find_snapshots(Appearance, own).values_list("fields__photos", flat=True)
    keys = {key for photos in states for key in photos or ()}
    shared = {
        key
        for key in keys
        if find_snapshots(Appearance, Q(fields__photos__contains=[key]) & ~own).exists()
    }
    return keys - shared, shared


def _find_own_files(own_photos: Iterable[Photo], person_keys: Iterable[int]) -> set[str]:
    """Return the files on which nobody else is, those of photos that were deleted since too."""
    former = find_former_photos(person_keys)[0]
    deleted = former - set(Photo.objects.filter(pk__in=former).values_list("pk", flat=True))
    states = find_snapshots(Photo, Q(object_id__in=deleted))
    images = {*states.values_list("fields__image", flat=True)} - {None, ""}
    used = Photo.objects.filter(image__in=images).values_list("image", flat=True)
    return {str(photo.image.name) for photo in own_photos} | (images - set(used))


def glossary_filter(names: Iterable[str], person: Person) -> Q:
    """Return the condition that an entry of the glossary is a name of the person, and no more."""
    exact = [
        Q(**{f"{column('text', code)}__iexact": name})
        for code in language_codes()
        for name in names
    ]
    # What follows the names of the person has followed them to “Name withheld”.
    source = f"{Person._meta.label_lower}:{person.pk}:"
    return any_of([*exact, Q(source__startswith=source)])


def _find_runs(
    names: tuple[str, ...], keys: dict[str, set[int]], events: set[int]
) -> Iterator[ImportRun]:
    """Yield the imports that wrote rows of keys, or read a name in a document of the events."""
    pattern = name_pattern(names)
    runs = ImportRun.objects.filter(~Q(changes=[]) | Q(event__in=events))
    for run in runs.iterator(chunk_size=20):
        is_named = run.event_id in events and pattern.search(
            json.dumps(run.record, ensure_ascii=False)
        )
        if is_named or _touches(run, keys):
            yield run


def _touches(run: ImportRun, keys: dict[str, set[int]]) -> bool:
    return any(
        change.get("pk") in keys.get(str(change.get("model")).lower(), ()) for change in run.changes
    )


def list_unfinished_work() -> dict[type[models.Model], models.QuerySet[models.Model]]:
    """Return what somebody is still at, or can take up again; what is made of it may be public."""
    return {
        WorkingCopy: WorkingCopy.objects.recoverable(),
        Autosave: Autosave.objects.unsaved(),
        ImportUpload: ImportUpload.objects.filter(run=None),
    }


def rows_filter(model: type[models.Model], rows: Iterable[Record]) -> Q:
    """Return the condition that what staff work on, or what leads to a row, is about some rows."""
    if model is ImportUpload:
        return any_of([])
    if path := {Autosave: "page", Notification: "path"}.get(model):
        pages = [page for row in rows for page in list_desk_pages(row)]
        return any_of(Q(**{f"{path}__startswith": page}) for page in pages)
    return any_of(
        Q(content_type=ContentType.objects.get_for_model(row), object_id=row.pk) for row in rows
    )
