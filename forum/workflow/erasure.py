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
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forum.core.content import Record, column, language_codes
from forum.core.images.cleaning import remove_unused
from forum.core.record_tree import record_models
from forum.core.storage import private_storage
from forum.history.audit import Action, log_action
from forum.models import (
    Autosave,
    ImportRun,
    ImportUpload,
    ImportWarning,
    PreviewLink,
    SearchEntry,
    SlugRedirect,
    Snapshot,
    Term,
    WorkingCopy,
)
from people.models import Person, PhotoConsent, User
from sessions_app.models import Appearance, Document, Photo

WITHHELD: Final = _("Name withheld")
# In what is kept of the past, where no reader's language is known.
ERASED: Final = "[erased]"
# What a name must have to be looked for: one letter stands everywhere.
_SHORTEST: Final = 2
_REMARKS: Final = ("remarks", "speech_title")
_TEXTS: Final = (models.CharField, models.TextField, models.JSONField)
# What is made of records anew, and what is about staff.
_NOT_SCRUBBED: Final = (SearchEntry, User)


@dataclass(frozen=True, slots=True)
class NamedPassage:
    """A name in the text of another record. place: “model slug-or-key, column”."""

    place: str
    text: str


@dataclass
class Erasure:
    """What erasing a person changes.

    names: every spelling that the records and their history know. shared_photos: on which others
    are too. documents: of the person's appearances. runs: imports that brought something of them,
    or read of them in an event of theirs. keys: model -> those of the rows that tell of them.
    """

    person: Person
    names: tuple[str, ...]
    appearances: list[Appearance]
    own_photos: list[Photo]
    shared_photos: list[Photo]
    documents: list[Document]
    runs: list[ImportRun]
    keys: dict[str, set[int]]
    mentions: list[NamedPassage] = field(default_factory=list)


def plan_erasure(person: Person) -> Erasure:
    """Look at everything that tells who a person was; nothing is changed."""
    appearances = list(person.appearances.select_related("session__event"))
    photos = Photo.objects.filter(appearances__in=appearances).distinct()
    of_others = Appearance.objects.exclude(person=person).filter(photo__in=photos)
    shared = set(of_others.values_list("photo", flat=True))
    own_photos = [photo for photo in photos if photo.pk not in shared]
    documents = list(Document.objects.filter(appearance__in=appearances))
    names = find_names(person)
    rows: list[Record] = [person, *appearances, *own_photos, *documents]
    keys: dict[str, set[int]] = {}
    for row in rows:
        keys.setdefault(row._meta.label_lower, set()).add(row.pk)
    return Erasure(
        person,
        names,
        appearances,
        own_photos,
        [photo for photo in photos if photo.pk in shared],
        documents,
        list(_find_runs(names, keys, {appearance.session.event_id for appearance in appearances})),
        keys,
        list(find_mentions(names, person)),
    )


@transaction.atomic
def erase_person(erasure: Erasure, *, with_remarks: bool) -> None:
    """Do what was planned, or nothing. with_remarks: whether the remarks go too."""
    person = erasure.person
    _forget_files(erasure)
    for photo in erasure.own_photos:
        _scrub_snapshots(photo, _empty_values(Photo, ("caption", "alt", "credit", "image")))
        photo.delete()
    for photo in erasure.shared_photos:
        photo.withheld = True
        photo.save()
    for document in erasure.documents:
        _scrub_snapshots(document, _empty_values(Document, ("title", "file")))
        document.delete()
    for appearance in erasure.appearances:
        _write(appearance, appearance_values(with_remarks=with_remarks))
    _write(person, person_values(person))
    _forget_traces(erasure)
    _scrub_history(erasure.names)
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


def find_names(person: Person) -> tuple[str, ...]:
    """Return every spelling of a person's name that is known, the longest first."""
    names = {*person.names(), *person.aliases}
    kind = ContentType.objects.get_for_model(Person)
    for fields in Snapshot.objects.filter(content_type=kind, object_id=person.pk).values_list(
        "fields", flat=True
    ):
        names.update(fields.get(column("name", code)) or "" for code in language_codes())
        aliases = fields.get("aliases") or []
        names.update(json.loads(aliases) if isinstance(aliases, str) else aliases)
    names -= {ERASED, *_placeholders()}
    return tuple(sorted({name for name in names if len(name) >= _SHORTEST}, key=len, reverse=True))


def find_mentions(names: Iterable[str], person: Person) -> Iterator[NamedPassage]:
    """Yield the texts of other records, and what somebody is still at, that hold a name."""
    names = tuple(names)
    rows: list[Record] = [person, *person.appearances.all()]
    for model in record_models():
        if model in (Person, Appearance, Term) or not names:
            continue
        for name in (text_field.attname for text_field in _text_fields(model)):
            if _is_shadow(model, name):
                continue
            condition = _holds(name, names)
            for row in model._base_manager.filter(condition):
                place = f"{model._meta.verbose_name} {getattr(row, 'slug', '') or row.pk}, {name}"
                yield NamedPassage(place, _excerpt(str(getattr(row, name)), names))
    for work, pending in _unfinished().items():
        fields = [text_field.attname for text_field in _text_fields(work)]
        condition = _any([_holds(name, names) for name in fields])
        for item in pending.exclude(_is_about(work, rows)).filter(condition):
            place = f"{work._meta.verbose_name} {getattr(item, 'object', None) or item}"
            text = " ".join(str(getattr(item, name)) for name in fields)
            yield NamedPassage(place, _excerpt(text, names))


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
    _scrub_snapshots(row, values)


def _scrub_snapshots(row: Record, values: dict[str, object]) -> None:
    """Let no earlier state of a row tell what the row does not tell any more."""
    kind = ContentType.objects.get_for_model(row)
    names = {row_field.attname: row_field.name for row_field in row._meta.concrete_fields}
    by_name = {names.get(key, key): value for key, value in values.items()} | {"match_keys": []}
    for snapshot in Snapshot.objects.filter(content_type=kind, object_id=row.pk):
        snapshot.fields |= {key: by_name[key] for key in by_name if key in snapshot.fields}
        snapshot.save()


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
    folder = Path(settings.PROCEEDINGS_ROOT)
    for event in {appearance.session.event for appearance in erasure.appearances}:
        for path in folder.glob(f"{event.slug}.*"):
            transaction.on_commit(partial(path.unlink, missing_ok=True))


def _delete(storage: Storage, name: str) -> None:
    storage.delete(name)


def _forget_traces(erasure: Erasure) -> None:
    """Delete what is about the person alone, and what an import kept of the rows."""
    rows: list[Record] = [erasure.person, *erasure.appearances]
    for model in (SlugRedirect, WorkingCopy, PreviewLink, Autosave):
        model._default_manager.filter(_is_about(model, rows)).delete()
    # The page's title alone is left of a text that was saved.
    Autosave.objects.filter(_holds("title", erasure.names), entries=[]).delete()
    for label, keys in erasure.keys.items():
        for pk in keys:
            for copy in WorkingCopy.objects.with_row(label, pk):
                del copy.changes[f"{label}:{pk}"]
                copy.version += 1
                copy.save()
    if erasure.names:
        exact = [
            Q(**{f"{column('text', code)}__iexact": name})
            for code in language_codes()
            for name in erasure.names
        ]
        Term.objects.filter(_any(exact)).delete()
    # What follows the names of the person has followed them to “Name withheld”.
    Term.objects.filter(source__startswith=f"{Person._meta.label_lower}:{rows[0].pk}:").delete()
    _forget_imports(erasure)


def _forget_imports(erasure: Erasure) -> None:
    """Leave of the imports what they changed in other rows: the document said more of the person.

    Speech, title and caption stand in what was read of it, in staff's answers and in findings.
    """
    pattern = _pattern(erasure.names)
    for run in erasure.runs:
        run.record = {}
        for change in run.changes:
            if change["pk"] in erasure.keys.get(str(change["model"]).lower(), ()):
                change |= {"fields": {}, "name": ERASED, "identity": ""}
        run.save()
    ImportUpload.objects.filter(run__in=erasure.runs).update(plan={}, decisions={})
    for warning in ImportWarning.objects.filter(run__in=erasure.runs):
        if pattern.search(warning.subject):
            warning.delete()


def _find_runs(
    names: tuple[str, ...], keys: dict[str, set[int]], events: set[int]
) -> Iterator[ImportRun]:
    """Yield the imports that wrote rows of keys, or read a name in a document of the events."""
    pattern = _pattern(names)
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
        return _any([])
    if model is Autosave:
        return _any(
            Q(page__startswith=f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/")
            for row in rows
        )
    return _any(
        Q(content_type=ContentType.objects.get_for_model(row), object_id=row.pk) for row in rows
    )


def _scrub_history(names: tuple[str, ...]) -> None:
    """Replace the names in whatever is kept about records: audit, revisions, imports, reviews."""
    if not names:
        return
    pattern = _pattern(names)
    unfinished = _unfinished()
    for model in apps.get_models():
        is_ours = model._meta.app_label in ("forum", "people", "sessions_app")
        if not is_ours or issubclass(model, Record) or model in _NOT_SCRUBBED:
            continue
        fields = list(_text_fields(model))
        if not fields:
            continue
        condition = _any([_holds(text_field.attname, names) for text_field in fields])
        stored = model._base_manager.filter(condition)
        if model in unfinished:
            stored = stored.exclude(pk__in=unfinished[model].values("pk"))
        changed = []
        for row in stored.iterator(chunk_size=200):
            for text_field in fields:
                value = getattr(row, text_field.attname)
                setattr(row, text_field.attname, _replace(value, pattern))
            changed.append(row)
        # No signal: nothing follows from what a row kept about the past.
        model._base_manager.bulk_update(
            changed, [text_field.attname for text_field in fields], batch_size=200
        )


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of some names; without one it finds nothing."""
    return re.compile("|".join(map(_expression, names)) or "(?!)", re.IGNORECASE)


def _expression(name: str) -> str:
    """Return a pattern for a name; one of letters stands as words of its own."""
    escaped = re.escape(name)
    return rf"(?<!\w){escaped}(?!\w)" if name.isascii() else escaped


def _replace(value: Any, pattern: re.Pattern[str]) -> Any:
    """Return a text, or JSON's value, without the names."""
    if isinstance(value, str):
        return pattern.sub(ERASED, value)
    if isinstance(value, list):
        return [_replace(item, pattern) for item in value]
    if isinstance(value, dict):
        return {_replace(key, pattern): _replace(item, pattern) for key, item in value.items()}
    return value


def _text_fields(model: type[models.Model]) -> Iterator[Any]:
    """Yield the columns of texts and JSON that hold words, those of files and keys aside."""
    for text_field in model._meta.concrete_fields:
        is_text = isinstance(text_field, _TEXTS) and not text_field.choices
        if is_text and not isinstance(text_field, models.SlugField) and not text_field.unique:
            yield text_field


def _holds(name: str, names: Iterable[str]) -> Q:
    """Return the condition that a column of text or JSON holds one of some names."""
    as_text = Cast(name, TextField())
    return _any([Q(models.lookups.IContains(as_text, spelling)) for spelling in names])


def _any(conditions: Iterable[Q]) -> Q:
    condition = Q(pk__in=[])
    for alternative in conditions:
        condition |= alternative
    return condition


def _excerpt(text: str, names: Iterable[str]) -> str:
    """Return what stands around the first name in a text."""
    place = min((at for name in names if (at := text.lower().find(name.lower())) >= 0), default=0)
    start = max(0, place - 20)
    return " ".join(re.sub(r"<[^>]*>", " ", text[start : place + 40]).split())


def _touches(run: ImportRun, keys: dict[str, set[int]]) -> bool:
    return any(
        change.get("pk") in keys.get(str(change.get("model")).lower(), ()) for change in run.changes
    )
