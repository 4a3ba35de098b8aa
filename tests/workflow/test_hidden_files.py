"""A refused picture stays hidden wherever it is used, when the photo goes that names its guests."""

from collections.abc import Callable

import pytest
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from forum.core.storage import picture_storage
from forum.history.working_copies.diverting import diverting
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
    cover = Event.objects.get(pk=place.event_id).shown_cover
    assert (cover, Photo.objects.published().filter(pk=place.pk).exists()) == (None, False)
    assert not picture_storage().is_in_public(file)


def test_a_photo_that_everybody_may_see_stays_where_it_is_used(photo: Photo) -> None:
    Appearance.objects.update(photo_consent="")
    file = photo.image.name
    photo.delete()
    place = Photo.objects.get(image=file)
    assert (bool(place.event.shown_cover), place.withheld) == (True, False)


def test_a_deletion_that_waits_in_a_working_copy_changes_nothing_elsewhere(photo: Photo) -> None:
    with diverting(User.objects.create_user("lin", is_staff=True)):
        Photo.objects.get(pk=photo.pk).delete()
    covers = Event.objects.filter(cover=photo.image.name)
    assert (Photo.objects.filter(withheld=True).count(), covers.count()) == (0, 1)
