"""Erasing a person: what told who somebody was goes, from the tables and from their history.

What stays is the record of the event: that a guest had a part in a session, in which role, order
and way, under “Name withheld”. Names in the texts of other records, and in what somebody is still
at, are not rewritten, for a text that its author did not write would stand there, and be public:
they are told, and somebody edits them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, TypedDict

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from forum.core.columns import columns, each_language
from forum.core.content import Record, column, language_codes
from forum.core.images.cleaning import remove_unused
from forum.core.record_tree import record_models
from forum.core.storage import private_storage
from forum.history.audit import Action, log_action
from forum.history.working_copies.changes import DERIVED
from forum.models import (
    AuditEntry,
    Autosave,
    ClearanceReply,
    Comment,
    HomePart,
    ImportRun,
    ImportUpload,
    ImportWarning,
    Notification,
    PreviewLink,
    Review,
    SearchEntry,
    SlugRedirect,
    Snapshot,
    TakeDown,
    Term,
    WorkingCopy,
)
from forum.workflow.name_search import (
    ERASED,
    any_of,
    excerpt_around,
    holds_name,
    name_pattern,
    replace_names,
    text_fields,
)
from people.models import Person, PhotoConsent, User
from sessions_app.models import Appearance, Document, Photo

WITHHELD: Final = _("Name withheld")
# What a name must have to be looked for: one letter stands everywhere.
_SHORTEST: Final = 2
_REMARKS: Final = ("remarks", "speech_title")
# Where a sentence ends, or a paragraph; what is shorter than a few words quotes nobody.
_SENTENCE_ENDS: Final = re.compile(r"<[^>]*>|[.。!！?？;；\n]")
_QUOTED: Final = 8
# What is made of records anew, and what is about staff.
_NOT_SCRUBBED: Final = (SearchEntry, User)
# Where the past is kept: in the site's tables, Django's own log, the queue with its letters.
_HISTORY: Final = ("forum", "people", "sessions_app", "admin", DBTaskResult._meta.app_label)


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A name in the text of another record. place: “model slug-or-key, column”."""

    place: str
    text: str


class StoredEdit(TypedDict):
    """What a working copy keeps of a row. fields: column -> base and value."""

    kind: str
    fields: dict[str, list[object]]


@dataclass
class Erasure:
    """What erasing a person changes.

    person_keys: the person's, and those of the duplicates that were merged into it. names: every
    spelling that the records and their history know. shared_photos: on which others are too.
    documents: of the person's appearances. runs: imports that brought something of them, or read
    of them in an event of theirs. keys: model -> those of the rows that tell of them.
    passages: sentences of their remarks and biography, without tags.
    """

    person: Person
    person_keys: set[int]
    names: tuple[str, ...]
    appearances: list[Appearance]
    own_photos: list[Photo]
    shared_photos: list[Photo]
    documents: list[Document]
    runs: list[ImportRun]
    keys: dict[str, set[int]]
    passages: tuple[str, ...]
    mentions: list[NamedPassage] = field(default_factory=list)


def plan_erasure(person: Person) -> Erasure:
    """Look at everything that tells who a person was; nothing is changed."""
    appearances = list(person.appearances.select_related("session__event"))
    photos = Photo.objects.filter(appearances__in=appearances).distinct()
    of_others = Appearance.objects.exclude(person=person).filter(photo__in=photos)
    shared = set(of_others.values_list("photo", flat=True))
    own_photos = [photo for photo in photos if photo.pk not in shared]
    documents = list(Document.objects.filter(appearance__in=appearances))
    person_keys = find_person_keys(person)
    names = find_names(person)
    # What was deleted since, or is somebody else's now, tells in the history who had it once.
    former = _snapshots(Appearance, Q(fields__person__in=[*person_keys]))
    others = Appearance.objects.exclude(person=person)
    keys = {
        Person._meta.label_lower: person_keys,
        Photo._meta.label_lower: {photo.pk for photo in own_photos},
        Document._meta.label_lower: {document.pk for document in documents},
        Appearance._meta.label_lower: {appearance.pk for appearance in appearances}
        | (
            set(former.values_list("object_id", flat=True))
            - set(others.values_list("pk", flat=True))
        ),
    }
    events = {appearance.session.event_id for appearance in appearances}
    events |= set(former.values_list("owner_id", flat=True))
    return Erasure(
        person,
        person_keys,
        names,
        appearances,
        own_photos,
        [photo for photo in photos if photo.pk in shared],
        documents,
        list(_find_runs(names, keys, events)),
        keys,
        find_passages(person, appearances),
        list(find_mentions(names, person)),
    )


@transaction.atomic
def erase_person(erasure: Erasure, *, with_remarks: bool) -> None:
    """Do what was planned, or nothing. with_remarks: whether the remarks go too."""
    person = erasure.person
    _forget_files(erasure)
    for photo in erasure.own_photos:
        _scrub_row(photo, _empty_values(Photo, ("caption", "alt", "credit", "image")))
        photo.delete()
    for photo in erasure.shared_photos:
        photo.withheld = True
        photo.save()
    for document in erasure.documents:
        document.delete()
    for appearance in erasure.appearances:
        _write(appearance, appearance_values(with_remarks=with_remarks))
    _write(person, person_values(person))
    _forget_deleted_rows(erasure, with_remarks=with_remarks)
    _forget_traces(erasure, with_remarks=with_remarks)
    _scrub_history(erasure)
    log_action(
        Action.ERASED,
        person,
        appearances=len(erasure.appearances),
        photos=len(erasure.own_photos),
        documents=len(erasure.documents),
        remarks=with_remarks,
    )
    transaction.on_commit(partial(note_erasure, person, with_remarks=with_remarks))


def person_values(person: Person) -> dict[str, object]:
    """Return the columns of a person that told who it was, and what stands there after."""
    values = _empty_values(
        Person, ("honorific", "biography", "biography_as_of", "portrait", "portrait_alt", "country")
    )
    for code in language_codes():
        with override(code):
            values[column("name", code)] = str(WITHHELD)
        values[column("sort_key", code)] = f"~{person.pk}"
    return values | {
        "slug": f"withheld-{person.pk}",
        "aliases": [],
        "organization": None,
        "photo_consent": PhotoConsent.REFUSED,
        "status": Person.Status.DRAFT,
        "ready_languages": language_codes(),
        "translations": {},
    }


def appearance_values(*, with_remarks: bool) -> dict[str, object]:
    """Return the columns of an appearance that tell who it was, and what stands there after."""
    told = (
        "title", "honorific", "attendance_note", "attribution", "caption", "language_spoken",
        "clearance", "clearance_on", "clearance_channel", "clearance_scan", "clearance_by",
        "clearance_note", *(_REMARKS if with_remarks else ()),
    )  # fmt: skip
    return _empty_values(Appearance, told) | {
        "organization": None,
        "photo": None,
        "photo_consent": PhotoConsent.REFUSED,
        "translations": {},
    }


def find_person_keys(person: Person) -> set[int]:
    """Return a person's key, and those of the duplicates that were merged into it."""
    addresses = SlugRedirect.objects.filter(_is_about(SlugRedirect, [person]))
    slugs = [*addresses.values_list("old_slug", flat=True)]
    former = _snapshots(Person, Q(fields__slug__in=slugs))
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
    snapshots = _snapshots(Person, Q(object_id__in=find_person_keys(person)))
    for fields in snapshots.values_list("fields", flat=True):
        names.update(fields.get(column("name", code)) or "" for code in language_codes())
        aliases = fields.get("aliases") or []
        names.update(json.loads(aliases) if isinstance(aliases, str) else aliases)
        slugs.add(fields.get("slug") or "")
    names |= {slug for slug in slugs - {f"withheld-{person.pk}"} if "-" in slug}
    names -= {ERASED, *_placeholders()}
    return tuple(
        sorted(
            {name for name in names if len(name) >= _SHORTEST}, key=lambda name: (-len(name), name)
        )
    )


def find_passages(person: Person, appearances: Iterable[Appearance]) -> tuple[str, ...]:
    """Return what a person said, and was said to be, as texts to be looked for word by word."""
    texts = [getattr(person, name) for name in each_language("biography")]
    for appearance in appearances:
        texts += [getattr(appearance, name) for name in columns(*_REMARKS)]
    sentences = _SENTENCE_ENDS.split("\n".join(text for text in texts if text))
    return tuple({text for sentence in sentences if len(text := sentence.strip()) >= _QUOTED})


def find_mentions(names: Iterable[str], person: Person) -> Iterator[NamedPassage]:
    """Yield the texts of other records, and what somebody is still at, that hold a name."""
    names = tuple(names)
    rows: list[Record] = [person, *person.appearances.all()]
    for model in record_models():
        if model in (Person, Appearance) or not names:
            continue
        for name in (text_field.attname for text_field in text_fields(model)):
            if _is_shadow(model, name):
                continue
            condition = holds_name(name, names)
            stored = model._base_manager.filter(condition)
            for row in stored.exclude(_goes(names, person)) if model is Term else stored:
                place = f"{model._meta.verbose_name} {getattr(row, 'slug', '') or row.pk}, {name}"
                yield NamedPassage(place, excerpt_around(str(getattr(row, name)), names))
    for work, pending in _unfinished().items():
        fields = [text_field.attname for text_field in text_fields(work)]
        condition = any_of([holds_name(name, names) for name in fields])
        for item in pending.exclude(_is_about(work, rows)).filter(condition):
            place = f"{work._meta.verbose_name} {getattr(item, 'object', None) or item}"
            text = " ".join(str(getattr(item, name)) for name in fields)
            yield NamedPassage(place, excerpt_around(text, names))


def note_erasure(person: Person, *, with_remarks: bool) -> None:
    """Remember beside the data that a person was erased, for a backup from before brings it back.

    Its key and when it was made tell nobody who it was, and are together no other person's: what
    was restored gives the same keys again.
    """
    line = json.dumps(
        {
            "person": person.pk,
            "created": person.created.isoformat(),
            "remarks": with_remarks,
            "at": timezone.now().isoformat(),
        }
    )
    with _journal().open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


def erased_again() -> list[tuple[Person, bool]]:
    """Return who was erased once and is here again, after a restore; whether the remarks went."""
    try:
        lines = _journal().read_text("utf-8").splitlines()
    except OSError:
        return []
    entries = [json.loads(line) for line in lines]
    choices = {(entry["person"], entry["created"]): entry["remarks"] for entry in entries}
    keys = {pk for pk, _created in choices}
    return [
        (person, choices[person.pk, person.created.isoformat()])
        for person in Person.objects.filter(pk__in=keys).order_by("pk")
        if (person.pk, person.created.isoformat()) in choices
        and person.slug != f"withheld-{person.pk}"
    ]


def _journal() -> Path:
    return Path(settings.DATA_DIR) / "erasures.jsonl"


def _placeholders() -> list[str]:
    texts = []
    for code in language_codes():
        with override(code):
            texts.append(str(WITHHELD))
    return texts


def _empty_values(model: type[Record], names: Iterable[str]) -> dict[str, object]:
    """Return the columns of fields, each language's too, with what stands there for nothing."""
    columns = {column(name, code) for name in names for code in language_codes()} | set(names)
    return {
        row_field.attname: row_field.get_default() if row_field.has_default()
        else None if row_field.null else ""
        for row_field in model._meta.concrete_fields
        if row_field.name in columns and not _is_shadow(model, row_field.name)
    }  # fmt: skip


def _is_shadow(model: type[Record], name: str) -> bool:
    """Tell whether a column is that of a translated field itself, which stands for no language."""
    names = {row_field.name for row_field in model._meta.concrete_fields}
    return column(name, language_codes()[0]) in names


def _write(row: Record, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    _scrub_row(row, values)


def _scrub_row(row: Record, values: dict[str, object]) -> None:
    """Let no earlier state of a row tell what the row does not tell any more."""
    _scrub_snapshots(type(row), Q(object_id=row.pk), values)


def _scrub_snapshots(model: type[Record], condition: Q, values: dict[str, object]) -> None:
    by_name = _by_field(model, values) | {"match_keys": []}
    for snapshot in _snapshots(model, condition):
        snapshot.fields |= {key: by_name[key] for key in by_name if key in snapshot.fields}
        snapshot.save()


def _snapshots(model: type[Record], condition: Q) -> models.QuerySet[Snapshot]:
    """Return the earlier states of rows of a model that meet a condition."""
    kind = ContentType.objects.get_for_model(model)
    return Snapshot.objects.filter(condition, content_type=kind)


def _by_field(model: type[Record], values: dict[str, object]) -> dict[str, object]:
    """Return values of columns by the names that the history keeps them under."""
    names = {row_field.attname: row_field.name for row_field in model._meta.concrete_fields}
    return {names.get(key, key): value for key, value in values.items()}


def _forget_deleted_rows(erasure: Erasure, *, with_remarks: bool) -> None:
    """Let the states of what was deleted, merged or given to somebody else tell nothing."""
    _scrub_snapshots(Person, Q(object_id__in=erasure.person_keys), person_values(erasure.person))
    _scrub_snapshots(
        Appearance,
        Q(fields__person__in=[*erasure.person_keys]),
        appearance_values(with_remarks=with_remarks),
    )
    appearances = erasure.keys[Appearance._meta.label_lower]
    _scrub_snapshots(
        Document,
        Q(fields__appearance__in=[*appearances])
        | Q(object_id__in=erasure.keys[Document._meta.label_lower]),
        _empty_values(Document, ("title", "file")),
    )


def _forget_files(erasure: Erasure) -> None:
    """Remove the files once all else is written."""
    pictures = [erasure.person.portrait, *(photo.image for photo in erasure.own_photos)]
    for picture in filter(None, pictures):
        transaction.on_commit(partial(remove_unused, picture))
    names = [str(document.file.name) for document in erasure.documents]
    for appearance in erasure.appearances:
        scans = (getattr(appearance, column("clearance_scan", code)) for code in language_codes())
        names += [str(scan.name) for scan in scans if scan]
    uploads = ImportUpload.objects.filter(run__in=erasure.runs)
    stored_files: list[ImportRun | ImportUpload] = [*erasure.runs, *uploads]
    for stored in stored_files:
        names.append(str(stored.file.name))
        stored.file = ""
        stored.save()
    for name in filter(None, names):
        transaction.on_commit(partial(_delete, private_storage(), name))
    # Books, records and quote cards; a forum's book prints its sub-forums' guests.
    folder = Path(settings.PROCEEDINGS_ROOT)
    events = {appearance.session.event for appearance in erasure.appearances}
    for event in events | {event.parent for event in events if event.parent}:
        for path in folder.glob(f"{event.slug}.*"):
            transaction.on_commit(partial(path.unlink, missing_ok=True))


def _delete(storage: Storage, name: str) -> None:
    storage.delete(name)


def _forget_traces(erasure: Erasure, *, with_remarks: bool) -> None:
    """Delete what is about the person alone, and what work on others keeps of the rows."""
    rows: list[Record] = [erasure.person, *erasure.appearances]
    copies = WorkingCopy.objects.filter(_is_about(WorkingCopy, rows))
    kind = ContentType.objects.get_for_model(WorkingCopy)
    reviews = Q(content_type=kind, object_id__in=[copy.pk for copy in copies])
    Review.objects.filter(_is_about(Review, rows) | reviews).update(note="")
    TakeDown.objects.filter(_is_about(TakeDown, rows)).update(reason=ERASED)
    for model in (SlugRedirect, WorkingCopy, Autosave, Comment, Notification):
        model._default_manager.filter(_is_about(model, rows)).delete()
    # They outlive an appearance that was deleted.
    former = any_of(
        Q(content_type=ContentType.objects.get_for_model(model),
          object_id__in=erasure.keys[model._meta.label_lower])
        for model in (Person, Appearance)
    )  # fmt: skip
    ClearanceReply.objects.filter(former).delete()
    PreviewLink.objects.filter(former).delete()
    # The page's title alone is left of a text that was saved.
    Autosave.objects.filter(holds_name("title", erasure.names), entries=[]).delete()
    pages = [page for row in rows for page in _desk_pages(row)]
    DBTaskResult.objects.filter(holds_name("args_kwargs", pages)).delete()
    quotes = HomePart.objects.filter(appearance__in=erasure.appearances)
    if with_remarks:
        quotes.delete()
    else:
        for quote in quotes:
            quote.is_shown = False
            quote.save()
    _forget_edits(erasure, appearance_values(with_remarks=with_remarks))
    _forget_typed(erasure)
    Term.objects.filter(_goes(erasure.names, erasure.person)).delete()
    _forget_imports(erasure)


def _goes(names: Iterable[str], person: Person) -> Q:
    """Return the condition that an entry of the glossary is a name of the person, and no more."""
    exact = [
        Q(**{f"{column('text', code)}__iexact": name})
        for code in language_codes()
        for name in names
    ]
    # What follows the names of the person has followed them to “Name withheld”.
    source = f"{Person._meta.label_lower}:{person.pk}:"
    return any_of([*exact, Q(source__startswith=source)])


def _forget_edits(erasure: Erasure, values: dict[str, object]) -> None:
    """Let working copies of events neither keep nor bring back what the rows told.

    What they do beside with these rows stays: their order, their role, that one is to go. values:
    of an appearance that tells nothing.
    """
    blank = _by_field(Appearance, values)
    appearances = erasure.keys[Appearance._meta.label_lower]
    for copy in WorkingCopy.objects.exclude(changes={}).iterator(chunk_size=50):
        changes: dict[str, StoredEdit] = {}
        for place, edit in copy.changes.items():
            label, _colon, pk = place.rpartition(":")
            fields, is_hers = edit["fields"], int(pk) in erasure.keys.get(label, ())
            if label == Appearance._meta.label_lower:
                fields = _fields_without(edit, blank, erasure.person_keys, is_hers=is_hers)
                is_hers = not fields.keys() - DERIVED
            elif label == Document._meta.label_lower:
                is_hers |= not appearances.isdisjoint(fields.get("appearance", ()))
            if not is_hers:
                changes[place] = {"kind": edit["kind"], "fields": fields}
        if changes != copy.changes:
            copy.changes, copy.version = changes, copy.version + 1
            copy.save()


def _fields_without(
    edit: StoredEdit, blank: dict[str, object], person_keys: set[int], *, is_hers: bool
) -> dict[str, list[object]]:
    """Return what a working copy does with the columns of an appearance, without a person's.

    blank: column -> what stands there for nothing. is_hers: whether the row is the person's now.
    """
    kind, fields = edit["kind"], edit["fields"]
    people = fields.get("person", [None, None])
    was_hers, is_to_be = (pk in person_keys if "person" in fields else is_hers for pk in people)
    if kind == "changed" and was_hers and is_to_be:
        return {name: pair for name, pair in fields.items() if name not in blank}
    return {
        name: [
            blank[name] if is_blank and name in blank else value
            for is_blank, value in zip((was_hers, is_to_be), pair, strict=True)
        ]
        for name, pair in fields.items()
    }


def _forget_typed(erasure: Erasure) -> None:
    """Drop from unsaved texts of sessions and programmes what was typed into the person's rows."""
    keys = {str(appearance.pk) for appearance in erasure.appearances}
    cells = tuple(f"g{key}-" for key in keys)
    for autosave in Autosave.objects.unsaved():
        entries = [
            entry
            for entry in autosave.entries
            if not entry.get("name", "").startswith(cells)
            and not (entry.get("prefix") == "appearances" and entry.get("key") in keys)
        ]
        if not entries:
            autosave.delete()
        elif entries != autosave.entries:
            autosave.entries = entries
            autosave.save()


def _forget_imports(erasure: Erasure) -> None:
    """Leave of the imports what they changed in other rows: the document said more of the person.

    Speech, title and caption stand in what was read of it, in staff's answers and in findings.
    """
    pattern = name_pattern([*erasure.names, *erasure.passages])
    for run in erasure.runs:
        run.record = {}
        for change in run.changes:
            if change["pk"] in erasure.keys.get(str(change["model"]).lower(), ()):
                change |= {"fields": {}, "name": ERASED, "identity": ""}
        run.save()
    ImportUpload.objects.filter(run__in=erasure.runs).update(plan={}, decisions={})
    for warning in ImportWarning.objects.filter(run__in=erasure.runs):
        values = [warning.subject, warning.text, *warning.params.values()]
        if pattern.search("\n".join(map(str, values))):
            warning.delete()


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


def _unfinished() -> dict[type[models.Model], models.QuerySet[models.Model]]:
    """Return what somebody is still at, or can take up again; what is made of it may be public."""
    return {
        WorkingCopy: WorkingCopy.objects.recoverable(),
        Autosave: Autosave.objects.unsaved(),
        ImportUpload: ImportUpload.objects.filter(run=None),
    }


def _is_about(model: type[models.Model], rows: Iterable[Record]) -> Q:
    """Return the condition that what staff work on, or what leads to a row, is about some rows."""
    if model is ImportUpload:
        return any_of([])
    if path := {Autosave: "page", Notification: "path"}.get(model):
        pages = [page for row in rows for page in _desk_pages(row)]
        return any_of(Q(**{f"{path}__startswith": page}) for page in pages)
    return any_of(
        Q(content_type=ContentType.objects.get_for_model(row), object_id=row.pk) for row in rows
    )


def _desk_pages(row: Record) -> list[str]:
    """Return how the addresses begin of the desk's pages that are about one row."""
    kind, model = ContentType.objects.get_for_model(row).pk, row._meta.model_name
    return [
        f"/admin/{row._meta.app_label}/{model}/{row.pk}/",
        f"/admin/translations/{model}/{row.pk}/",
        f"/admin/comments/{kind}/{row.pk}/",
        f"/admin/offline/{kind}/{row.pk}/",
    ]


def _scrub_history(erasure: Erasure) -> None:
    """Replace the names in whatever is kept about records: audit, revisions, imports, reviews.

    The history of somebody else of the same name stays whole.
    """
    names = erasure.names
    if not names:
        return
    pattern = name_pattern(names)
    namesakes = _snapshots(Person, ~Q(object_id__in=erasure.person_keys))
    unfinished = _unfinished()
    for model in apps.get_models():
        if (
            model._meta.app_label not in _HISTORY
            or issubclass(model, Record)
            or model in _NOT_SCRUBBED
        ):
            continue
        fields = list(text_fields(model))
        if not fields:
            continue
        condition = any_of([holds_name(text_field.attname, names) for text_field in fields])
        stored = model._base_manager.filter(condition)
        if model in unfinished:
            stored = stored.exclude(pk__in=unfinished[model].values("pk"))
        if model is Snapshot:
            stored = stored.exclude(pk__in=namesakes.values("pk"))
        changed = []
        for row in stored.iterator(chunk_size=200):
            for text_field in fields:
                value = getattr(row, text_field.attname)
                setattr(row, text_field.attname, replace_names(value, pattern))
            changed.append(row)
        # No signal: nothing follows from what a row kept about the past.
        model._base_manager.bulk_update(
            changed, [text_field.attname for text_field in fields], batch_size=200
        )


def _touches(run: ImportRun, keys: dict[str, set[int]]) -> bool:
    return any(
        change.get("pk") in keys.get(str(change.get("model")).lower(), ()) for change in run.changes
    )
