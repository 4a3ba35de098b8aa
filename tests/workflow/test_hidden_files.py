"""A refused picture stays hidden wherever it is used, when the photo goes that names its guests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from forum.core.storage import picture_storage
from forum.history.rows import RowKey, key_of
from forum.history.working_copies.copy_diversion import diverting
from forum.models import WorkingCopy
from forum.workflow.take_down import hidden_files
from forum.workflow.take_down.hidden_files import clear_covers
from people.models import PhotoConsent, User
from sessions_app.models import Appearance, Event, Photo
from tests.support import factories as make
from tests.support.images import png

pytestmark = pytest.mark.django_db

type Capture = DjangoCaptureOnCommitCallbacks


@pytest.fixture
def photo(django_capture_on_commit_callbacks: Capture) -> Photo:
    """Return a photo of a guest who refused; another event has it as a photo and as its cover."""
    with django_capture_on_commit_callbacks(execute=True):
        photo = make.make_photo()
        make.make_photo(make.make_event(cover=photo.image.name), image=photo.image.name)
        session = make.make_session(photo.event)
        make.make_appearance(session, photo=photo, photo_consent=PhotoConsent.REFUSED)
    return photo


def replace_image(photo: Photo) -> None:
    photo.image = png()
    photo.save()


GOING: dict[str, Callable[[Photo], object]] = {
    "deleted": lambda photo: photo.delete(),
    "deleted with its event": lambda photo: photo.event.delete(),
    "given another picture": replace_image,
}


@pytest.mark.parametrize("name", GOING)
def test_it_shows_nowhere(
    photo: Photo, name: str, django_capture_on_commit_callbacks: Capture
) -> None:
    file = photo.image.name
    place = Photo.objects.get(image=file, appearances=None)
    with django_capture_on_commit_callbacks(execute=True):
        GOING[name](Photo.objects.get(pk=photo.pk))
    cover = Event.objects.get(pk=place.event_id).public_cover
    assert (cover, Photo.objects.published().filter(pk=place.pk).exists()) == (None, False)
    assert not picture_storage().is_in_public(file)


def test_a_photo_that_everybody_may_see_stays_where_it_is_used(photo: Photo) -> None:
    Appearance.objects.update(photo_consent="")
    file = photo.image.name
    photo.delete()
    place = Photo.objects.get(image=file)
    assert (bool(place.event.public_cover), place.withheld) == (True, False)


def test_a_deletion_that_waits_in_a_working_copy_changes_nothing_elsewhere(photo: Photo) -> None:
    with diverting(User.objects.create_user("lin", is_staff=True)):
        Photo.objects.get(pk=photo.pk).delete()
    covers = Event.objects.filter(cover=photo.image.name)
    assert (Photo.objects.filter(withheld=True).count(), covers.count()) == (0, 1)


@pytest.fixture
def copy(photo: Photo) -> WorkingCopy:
    """Return the working copy of an event that is to have the photo as its cover."""
    key = key_of(make.make_event())
    edits = {
        f"{key.label}:{key.pk}": {"kind": "changed", "fields": {"cover": ["", photo.image.name]}}
    }
    return make_copy(key, edits)


def make_copy(key: RowKey, changes: dict[str, Any]) -> WorkingCopy:
    return WorkingCopy.objects.create(content_type=key.kind, object_id=key.pk, changes=changes)


def test_it_leaves_working_copies_alone_in_which_it_is_no_cover(photo: Photo) -> None:
    key = key_of(make.make_event())
    fields = {"cover": ["", "another.png"], "title_en": ["", photo.image.name]}
    other_copy = make_copy(key, {f"{key.label}:{key.pk}": {"kind": "changed", "fields": fields}})
    with CaptureQueriesContext(connection) as queries:
        clear_covers({photo.image.name})
    other_copy.refresh_from_db()
    read = [query["sql"] for query in queries if "workingcopy" in query["sql"]]
    assert (other_copy.version, len(read), read[0].count("FOR UPDATE")) == (0, 1, 1)


def test_it_is_taken_out_of_a_working_copy_whose_other_columns_stay(
    photo: Photo, copy: WorkingCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_cover = hidden_files._without_cover

    def save_and_clear(fields: Any, names: Any) -> Any:
        WorkingCopy.objects.update(notes={"en": "The date was wrong."})
        return without_cover(fields, names)

    monkeypatch.setattr(hidden_files, "_without_cover", save_and_clear)
    clear_covers({photo.image.name})
    copy.refresh_from_db()
    assert (copy.changes, copy.version, copy.notes) == ({}, 1, {"en": "The date was wrong."})
