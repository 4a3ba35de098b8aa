"""The files of what is offline lie in the private storage, under the names that they had.

Rows decide: a picture is offline when every row that names it is ``kept_back``, or shows somebody
who refused to be shown. ``sync_pictures`` in ``public_files.py`` may be repeated at any time and
ends in the same state, so a machine that stopped halfway loses nothing. Recordings and their
captions go the same way, for every guest of their session is seen and heard on them.
An embargo ends without a save: a task of the worker waits for its moment.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.tasks import task

from forum.core.content import Content, Part
from forum.core.images.columns import rows_with_picture
from forum.database.after_commit import do_on_living_connection
from forum.models import KnowledgeProduct, PageChange
from forum.models.page_files import FILE
from forum.workflow.take_down.public_files import (
    PublicFile,
    file_fields,
    hidden_rows,
    hide_again,
    may_be_misplaced,
    settle_pictures,
)
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Photo, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet

type Keys = Collection[int]

# What shows pictures with records, or shows them no longer with these, beside themselves: model ->
# of the keys of some, further rows with pictures.
BELONGING: dict[type[Content | Part], Callable[[Keys], list[QuerySet[Any]]]] = {
    Organization: lambda keys: [],
    Person: lambda keys: [
        Photo.objects.filter(appearances__person__in=keys).distinct(),
        _recorded().filter(appearances__person__in=keys).distinct(),
    ],
    Event: lambda keys: [
        Photo.objects.filter(event__in=keys),
        _recorded().filter(event__in=keys),
        KnowledgeProduct.objects.filter(launched_in__event__in=keys),
    ],
    Session: lambda keys: [
        Photo.objects.filter(Q(session__in=keys) | Q(appearances__session__in=keys)).distinct(),
        KnowledgeProduct.objects.filter(launched_in__in=keys),
    ],
    Appearance: lambda keys: [
        Photo.objects.filter(appearances__in=keys).distinct(),
        # Of all sessions of the event: the guest may have left another one.
        _recorded().filter(event__sessions__appearances__in=keys).distinct(),
    ],
    Photo: lambda keys: [],
    KnowledgeProduct: lambda keys: [],
}


def after_save(record: Any, created: bool) -> None:
    """Move the pictures of a record once it is stored, where its save shows or hides one."""
    # Nothing belongs yet to what has just been made: what will is saved itself.
    if type(record) in BELONGING and not (created and not _may_show_picture(record)):
        _on_commit(partial(_follow, record))


def follow_photos(keys: Iterable[int]) -> None:
    """Move photos on which other guests are named now: one of them may hide it."""
    _on_commit(partial(_follow_photos, keys))


def after_delete(record: Any) -> None:
    """Show a recording again from which the last guest who kept it back has been removed."""
    if isinstance(record, Appearance):
        _on_commit(partial(_follow_recording, record.session_id))


def follow_changes(changes: Iterable[PageChange]) -> None:
    """Have what changed rows hide, or gave up, moved out of sight, if that has not been done.

    The process that saved them may have ended right after the commit.
    """
    models = {model._meta.db_table: model for model in BELONGING}
    keys, names = defaultdict[type[Content | Part], set[int]](set), set[str]()
    for change in changes:
        places = [f"{change.table}:{change.row}", *change.keys]
        for table, _colon, rest in (place.partition(":") for place in places):
            if table == FILE:
                names.add(rest)
            elif table in models and (table == change.table or change.table not in models):
                keys[models[table]].add(int(rest.partition(":")[0]))
    for model, pks in keys.items():
        own: QuerySet[Any] = model._default_manager.filter(pk__in=pks)
        rows = chain(own, *BELONGING[model](pks))
        names |= {str(file.name) for row in rows for file in _files_of(row)}
    hide_again(names)


def pictures_of(record: Content | Part) -> list[PublicFile]:
    """Return the pictures that show with a record."""
    further = BELONGING[type(record)]([record.pk]) if type(record) in BELONGING else None
    rows = () if further is None else chain([record], *further)
    return [file for row in rows for file in _files_of(row)]


def all_pictures() -> Iterator[PublicFile]:
    """Yield every stored picture."""
    for field in file_fields():
        for row in rows_with_picture(field).iterator():
            yield getattr(row, field.name)


def _on_commit(work: Callable[[], object]) -> None:
    transaction.on_commit(partial(do_on_living_connection, work), robust=True)


def _may_show_picture(record: Content | Part) -> bool:
    """Tell whether a new record has a picture, or a part in one, of its own."""
    is_recorded = isinstance(record, Appearance) and record.session.recording_file
    return bool(is_recorded or getattr(record, "photo_id", None) or any(_files_of(record)))


def _follow_photos(keys: Iterable[int]) -> None:
    for photo in Photo.objects.filter(pk__in=keys):
        _follow(photo)


def _follow_recording(session: int) -> None:
    """Put the recording of a session where its guests let it be."""
    settle_pictures(file for row in _recorded().filter(pk=session) for file in _files_of(row))


def _recorded() -> QuerySet[Session]:
    """Return the sessions with a recording of our own."""
    return Session.objects.exclude(recording_file="")


@task()
def end_of_embargo(appearance: int) -> None:
    """Put the pictures of an appearance back into the public folder, if it is public now."""
    for record in Appearance.objects.filter(pk=appearance):
        settle_pictures(pictures_of(record))


def _follow(record: Content | Part) -> None:
    """Move the pictures of a record that has been saved, where that may be needed."""
    files = pictures_of(record)
    if not files:
        return
    for guest in _guests_on(record).under_embargo():
        end_of_embargo.using(run_after=guest.embargoed_until).enqueue(guest.pk)
    hides = any(rows.filter(pk=record.pk).exists() for rows in hidden_rows(type(record)))
    if hides or any(map(may_be_misplaced, files)):
        settle_pictures(files)


def _guests_on(record: Content | Part) -> AppearanceQuerySet:
    """Return the guests whose embargo keeps out of sight what is theirs, or shows them."""
    if isinstance(record, Appearance):
        return Appearance.objects.filter(pk=record.pk)
    if isinstance(record, Session):
        return Appearance.objects.filter(session=record)
    if isinstance(record, Photo):
        return Appearance.objects.filter(photos=record)
    return Appearance.objects.none()


def _files_of(row: Model) -> Iterator[PublicFile]:
    for field in file_fields():
        if isinstance(row, field.model) and getattr(row, field.name):
            yield getattr(row, field.name)
