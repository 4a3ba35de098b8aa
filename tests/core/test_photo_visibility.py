"""A photo is public as its guests are, wherever its file is used: the rows against the rule."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.core.visibility import kept_back_filter, matches
from people.models import Person, PhotoConsent
from sessions_app.models import Appearance, Event, Photo, Session
from tests.core.test_visibility import content_states, part_states
from tests.support import factories as make

LANGUAGES = ("zh-hans", "en")


@pytest.fixture
def photos(db: None) -> None:
    """Store three photos, two of one file at two events, and three guests, who may be on each."""
    first, second = make.make_event(), make.make_event()
    photo = make.make_photo(first)
    make.make_photo(second, image=photo.image.name)
    make.make_photo(second)
    for event in (first, first, second):
        make.make_appearance(make.make_session(event))


def change_states(data: st.DataObject) -> None:
    """Put every row into a state by chance, and guests on photos."""
    for content in (Event, Person):
        for row in content.objects.all():
            content.objects.filter(pk=row.pk).update(**data.draw(content_states()))
    for part in (Session, Appearance, Photo):
        for row in part.objects.all():
            part.objects.filter(pk=row.pk).update(**data.draw(part_states(part)))
    consents = st.sampled_from([PhotoConsent.UNKNOWN] * 4 + [PhotoConsent.REFUSED])
    for guests in (Person.objects.all(), Appearance.objects.all()):
        for guest in guests:
            type(guest)._default_manager.filter(pk=guest.pk).update(
                photo_consent=data.draw(consents)
            )
    for photo in Photo.objects.all():
        photo.appearances.set(data.draw(st.sets(st.sampled_from([*Appearance.objects.all()]))))


def guests_of_file(photo: Photo) -> list[Appearance]:
    return [guest for guest in Appearance.objects.all() for on in guest.photos.all()
            if on.image.name == photo.image.name]  # fmt: skip


def is_kept_back(guest: Appearance) -> bool:
    kept_back = matches(guest, kept_back_filter(Appearance))
    return kept_back or Appearance.objects.under_embargo().filter(pk=guest.pk).exists()


def is_out_of_sight(photo: Photo) -> bool:
    of_file = guests_of_file(photo)
    naming = [*photo.appearances.all()] or of_file
    return (
        matches(photo, kept_back_filter(Photo))
        or any(guest.refuses_photos for guest in of_file)
        or bool(naming and all(is_kept_back(guest) for guest in naming))
    )


def is_public(photo: Photo, language: str) -> bool:
    guests = [*photo.appearances.all()]
    shows_guest = not guests or any(
        guest.is_public_in(language) and guest.may_be_on(photo) for guest in guests
    )
    whoever_is_on_it = super(Photo, photo).is_public_in(language)
    return whoever_is_on_it and shows_guest and not is_out_of_sight(photo)


@given(data=st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_of_photos_agree_with_their_guests(photos: None, data: st.DataObject) -> None:
    change_states(data)
    rows: Any = Photo.objects.all()
    out_of_sight = {photo.pk for photo in rows if is_out_of_sight(photo)}
    assert {photo.pk for photo in Photo.objects.kept_back()} == out_of_sight
    for language in LANGUAGES:
        public = {photo.pk for photo in rows if is_public(photo, language)}
        assert {photo.pk for photo in Photo.objects.published(language)} == public
        assert {photo.pk for photo in rows if photo.is_public_in(language)} == public
