"""The files of what is offline lie in the private storage, under the names that they had.

Rows decide: a picture is offline when every row that names it is ``kept_back``, or shows somebody
who refused to be shown. ``sync_pictures`` may be repeated at any time and ends in the same state,
so a machine that stopped halfway loses nothing. Recordings and their captions go the same way, for
every guest of their session is seen and heard on them.
An embargo ends without a save: a task of the worker waits for its moment.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.tasks import task

from forum.core.content import Content, Part
from forum.core.images.columns import rows_with_picture
from forum.models import KnowledgeProduct
from forum.workflow.take_down.public_files import (
    PublicFile,
    file_fields,
    hidden_rows,
    may_be_misplaced,
    settle_pictures,
)
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Photo, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet

# What shows a record's pictures, or shows them no longer with it: model -> rows with pictures.
BELONGING: dict[type[Content | Part], Callable[[Any], Iterable[Model]]] = {
    Organization: lambda organization: [organization],
    Person: lambda person: [
        person,
        *Photo.objects.filter(appearances__person=person).distinct(),
        *_recorded().filter(appearances__person=person).distinct(),
    ],
    Event: lambda event: [
        event,
        *event.photos.all(),
        *_recorded().filter(event=event),
        *KnowledgeProduct.objects.filter(launched_in__event=event),
    ],
    Session: lambda session: [
        session,
        *Photo.objects.filter(Q(session=session) | Q(appearances__session=session)).distinct(),
        *session.launched_products.all(),
    ],
    Appearance: lambda appearance: [
        *appearance.photos.all(),
        # Of all sessions of the event: the guest may have left another one.
        *_recorded().filter(event__sessions=appearance.session_id),
    ],
    Photo: lambda photo: [photo],
    KnowledgeProduct: lambda product: [product],
}


def after_save(record: Any, created: bool) -> None:
    """Move the pictures of a record once it is stored, where its save shows or hides one."""
    # Nothing belongs yet to what has just been made: what will is saved itself.
    if type(record) in BELONGING and not (created and not _may_show_picture(record)):
        transaction.on_commit(partial(_follow, record), robust=True)


def follow_photos(keys: Iterable[int]) -> None:
    """Move photos on which other guests are named now: one of them may hide it."""
    transaction.on_commit(partial(_follow_photos, keys), robust=True)


def after_delete(record: Any) -> None:
    """Show a recording again from which the last guest who kept it back has been removed."""
    if isinstance(record, Appearance):
        transaction.on_commit(partial(_follow_recording, record.session_id), robust=True)


def pictures_of(record: Content | Part) -> list[PublicFile]:
    """Return the pictures that show with a record."""
    rows = BELONGING[type(record)](record) if type(record) in BELONGING else ()
    return [file for row in rows for file in _files_of(row)]


def all_pictures() -> Iterator[PublicFile]:
    """Yield every stored picture."""
    for field in file_fields():
        for row in rows_with_picture(field).iterator():
            yield getattr(row, field.name)


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
