"""What told who a person was goes from work that waits, from imports and from the past."""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Final, TypedDict

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import FileField, Model, Q
from django_tasks_db.models import DBTaskResult

from forum.core.content import Record, column, language_codes
from forum.core.storage import private_storage, share_folder
from forum.history.desk_pages import list_desk_pages
from forum.history.named_files import remove_former, remove_unused
from forum.history.working_copies.changes import DERIVED, from_json
from forum.history.working_copies.store import edits_of
from forum.models import (
    Autosave,
    ClearanceReply,
    Comment,
    HomePart,
    ImportRun,
    ImportUpload,
    ImportWarning,
    MergeJournal,
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
from forum.workflow.erasure.afterwards import remove_on_commit
from forum.workflow.erasure.plan import (
    Erasure,
    find_former_photos,
    find_snapshots,
    glossary_filter,
    list_unfinished_work,
    rows_filter,
)
from forum.workflow.erasure.values import (
    appearance_values,
    key_by_field,
    make_empty_values,
    person_values,
)
from forum.workflow.name_search import (
    ERASED,
    any_of,
    find_word_columns,
    holds_name,
    name_pattern,
    replace_names,
)
from forum.workflow.take_down.hidden_files import COVER, clear_covers
from people.models import Person, User
from sessions_app.models import Appearance, Document, Event, Photo

# Derived from records, or about staff.
_NOT_SCRUBBED: Final = (SearchEntry, User)
# Where the past is kept: in the site's tables, Django's own log, the queue with its letters.
_HISTORY: Final = ("forum", "people", "sessions_app", "admin", DBTaskResult._meta.app_label)


class StoredEdit(TypedDict):
    """What a working copy keeps of a row. fields: column -> base and value."""

    kind: str
    fields: dict[str, list[object]]


def write_row(row: Record, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    scrub_row(row, values)


def scrub_row(row: Record, values: dict[str, object]) -> None:
    """Remove from a row's snapshots what was erased from the row."""
    _scrub_snapshots(type(row), Q(object_id=row.pk), values)


def _scrub_snapshots(model: type[Record], condition: Q, values: dict[str, object]) -> None:
    by_name = key_by_field(model, values) | {"match_keys": []}
    for snapshot in find_snapshots(model, condition):
        forget_former_files(model, {key: [snapshot.fields.get(key)] for key in by_name})
        snapshot.fields |= {key: by_name[key] for key in by_name if key in snapshot.fields}
        snapshot.save()


def forget_former_files(model: type[Model], values: Mapping[str, Iterable[object]]) -> None:
    """Remove on commit the files that a row had, or was to have, unless a row has them still.

    values: column -> names of files, or what stands for none.
    """
    for field in model._meta.concrete_fields:
        if isinstance(field, FileField):
            for name in filter(None, values.get(field.name, ())):
                remove_on_commit(str(name), partial(remove_former, field, str(name)))


def forget_deleted_rows(erasure: Erasure, *, with_remarks: bool) -> None:
    """Empty the snapshots of rows that were deleted, merged or moved to another person."""
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
        make_empty_values(Document, ("title", "file")),
    )


def forget_covers(erasure: Erasure) -> None:
    """Take the photos of the person alone off events, and out of their history."""
    clear_covers(erasure.own_files)
    _scrub_snapshots(Event, Q(fields__cover__in=[*erasure.own_files]), dict.fromkeys(COVER, ""))


def forget_files(erasure: Erasure) -> None:
    """Remove the files on commit."""
    pictures = [erasure.person.portrait, *(photo.image for photo in erasure.own_photos)]
    for picture in filter(None, pictures):
        remove_on_commit(picture.name, partial(remove_unused, picture))
    own, shared = find_former_photos(erasure.person_keys)
    images = find_snapshots(Photo, Q(object_id__in=own)).values_list("fields__image", flat=True)
    forget_former_files(Photo, {"image": images})
    # Whoever brings one back that was deleted has it out of sight, as those that are left.
    deleted = shared - set(Photo.objects.filter(pk__in=shared).values_list("pk", flat=True))
    _scrub_snapshots(Photo, Q(object_id__in=deleted), {"withheld": True})
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
        remove_on_commit(name, partial(private_storage().delete, name))
    # Books, records and quote cards; a forum's book prints its sub-forums' guests.
    folder = Path(settings.PROCEEDINGS_ROOT)
    events = {appearance.session.event for appearance in erasure.appearances}
    for event in events | {event.parent for event in events if event.parent}:
        for path in folder.glob(f"{event.slug}.*"):
            remove_on_commit(str(path), partial(path.unlink, missing_ok=True))
    # Cards that were drawn of links: their names tell of nobody, and any may show the person's
    # name, a former one too. They are drawn again when they are asked for.
    remove_on_commit(str(share_folder()), _remove_cards)


def _remove_cards() -> None:
    with suppress(FileNotFoundError):
        shutil.rmtree(share_folder())


def forget_traces(erasure: Erasure, *, with_remarks: bool) -> None:
    """Delete what is about the person alone, and what work on others keeps of the rows."""
    rows: list[Record] = [erasure.person, *erasure.appearances]
    copies = WorkingCopy.objects.filter(rows_filter(WorkingCopy, rows))
    kind = ContentType.objects.get_for_model(WorkingCopy)
    reviews = Q(content_type=kind, object_id__in=[copy.pk for copy in copies])
    for edit in (edit for copy in copies for edit in edits_of(copy).values()):
        forget_former_files(edit.key.model, edit.fields)
    Review.objects.filter(rows_filter(Review, rows) | reviews).update(note="")
    TakeDown.objects.filter(rows_filter(TakeDown, rows)).update(reason=ERASED)
    for model in (SlugRedirect, WorkingCopy, Autosave, Comment, Notification):
        model._default_manager.filter(rows_filter(model, rows)).delete()
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
    pages = [page for row in rows for page in list_desk_pages(row)]
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
    Term.objects.filter(glossary_filter(erasure.names, erasure.person)).delete()
    _forget_imports(erasure)
    _forget_merges(erasure)


def _forget_edits(erasure: Erasure, values: dict[str, object]) -> None:
    """Let working copies of events neither keep nor bring back what the rows told.

    What they do beside with these rows stays: their order, their role, that one is to go. values:
    of an appearance that tells nothing.
    """
    blank = key_by_field(Appearance, values)
    appearances = erasure.keys[Appearance._meta.label_lower]
    copies = WorkingCopy.objects.exclude(changes={}).select_for_update()
    for copy in copies.iterator(chunk_size=50):
        changes: dict[str, StoredEdit] = {}
        for place, edit in copy.changes.items():
            label, _colon, pk = place.rpartition(":")
            fields, is_hers = edit["fields"], int(pk) in erasure.keys.get(label, ())
            if label == Appearance._meta.label_lower:
                fields = _fields_without(edit, blank, erasure.person_keys, is_hers=is_hers)
                is_hers = not fields.keys() - DERIVED
            elif label == Document._meta.label_lower:
                is_hers |= not appearances.isdisjoint(fields.get("appearance", ()))
            retained = {} if is_hers else fields
            former = {
                name: [value for value in pair if value not in retained.get(name, ())]
                for name, pair in edit["fields"].items()
            }
            forget_former_files(apps.get_model(label), former)
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
    for autosave in Autosave.objects.unsaved().select_for_update():
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


def _forget_merges(erasure: Erasure) -> None:
    """Delete the journals of the person's merges, and leave the rows out of those of others."""
    kind = ContentType.objects.get_for_model(Person)
    of_person = Q(object_id__in=erasure.person_keys) | Q(other__in=erasure.person_keys)
    for journal in MergeJournal.objects.filter(of_person, content_type=kind):
        for edit in from_json(journal.rows).values():
            forget_former_files(edit.key.model, edit.fields)
        journal.delete()
    places = {f"{label}:{pk}" for label, pks in erasure.keys.items() for pk in pks}
    for journal in MergeJournal.objects.filter(undone_at=None).select_for_update():
        if places.isdisjoint((*journal.rows, *journal.joined)):
            continue
        journal.rows = {place: row for place, row in journal.rows.items() if place not in places}
        journal.joined = {gone: to for gone, to in journal.joined.items() if gone not in places}
        journal.save()


def scrub_history(erasure: Erasure) -> None:
    """Replace the names in whatever is kept about records: audit, revisions, imports, reviews.

    The history of somebody else of the same name stays whole.
    """
    names = erasure.names
    if not names:
        return
    pattern = name_pattern(names)
    namesakes = find_snapshots(Person, ~Q(object_id__in=erasure.person_keys))
    unfinished = list_unfinished_work()
    for model in apps.get_models():
        if (
            model._meta.app_label not in _HISTORY
            or issubclass(model, Record)
            or model in _NOT_SCRUBBED
        ):
            continue
        fields = list(find_word_columns(model))
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
