"""The media library: every photo once, found by what it shows, used again without another file."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.core.content import Content
from forum.desk.media_library import LibraryPhoto
from forum.permissions.roles import HELPER
from forum.workflow.erasure.erase import erase_person
from forum.workflow.erasure.plan import plan_erasure
from people.models import PhotoConsent, User
from sessions_app.models import Appearance, Event, EventAccess, Photo
from tests.support import factories as make
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return make.make_event(title_en="Target", title_zh_hans="", status=Content.Status.DRAFT)


def list_photos(client: Client, **asked: object) -> list[LibraryPhoto]:
    context = client.get(reverse("media-library"), asked).context
    return list(context["photos"])


def reuse(client: Client, event: Event, photo: Photo, **more: object) -> None:
    url = reverse("admin:sessions_app_event_photos_reuse", args=[event.pk])
    client.post(url, {"photo": photo.pk, **more})


def test_a_photo_is_used_in_another_event_with_its_texts_and_the_same_file(
    admin_client: Client, event: Event
) -> None:
    photo = make.make_photo(caption_zh_hans="码头", credit_en="Photo: Lin Lan")
    reuse(admin_client, event, photo)
    copy = event.photos.get()
    assert (copy.image.name, copy.caption_zh_hans, copy.credit_en) == (
        photo.image.name, "码头", "Photo: Lin Lan",
    )  # fmt: skip


def test_a_photo_that_is_used_twice_stands_there_once_with_both_places(
    admin_client: Client, event: Event
) -> None:
    photo = make.make_photo()
    reuse(admin_client, event, photo)
    reuse(admin_client, event, photo)
    (entry,) = list_photos(admin_client, **{"for": event.pk})
    assert (len(entry.uses), entry.is_there) == (2, True)


def test_a_photo_becomes_a_cover_with_a_focal_point_of_its_own(
    admin_client: Client, event: Event
) -> None:
    photo = make.make_photo(alt_en="The port", image_ppoi="0.2x0.3")
    reuse(admin_client, event, photo, use="cover")
    cover = Event.objects.values("cover", "cover_ppoi", "cover_alt_en").get(pk=event.pk)
    assert cover == {
        "cover": photo.image.name, "cover_ppoi": "0.2x0.3", "cover_alt_en": "The port",
    }  # fmt: skip


def test_a_cover_goes_when_somebody_on_it_refuses(event: Event) -> None:
    photo = make.make_photo()
    event.cover = photo.image.name
    event.save()
    assert Event.objects.get(pk=event.pk).public_cover
    session = make.make_session(photo.event)
    make.make_appearance(session, photo=photo, photo_consent=PhotoConsent.REFUSED)
    assert Event.objects.get(pk=event.pk).public_cover is None


def test_the_file_stays_while_one_of_its_places_is_left(
    admin_client: Client, event: Event, django_capture_on_commit_callbacks: object
) -> None:
    photo = make.make_photo()
    reuse(admin_client, event, photo)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        photo.delete()
    copy = event.photos.get()
    assert copy.image.storage.exists(copy.image.name)


def test_a_photo_is_chosen_for_a_guest(admin_client: Client, event: Event) -> None:
    guest = make.make_appearance(make.make_session(event))
    reuse(admin_client, event, make.make_photo(), guest=guest.pk)
    guest.refresh_from_db()
    assert guest.photo == event.photos.get()


def test_no_photo_is_put_anywhere_for_a_guest_who_is_gone(
    admin_client: Client, event: Event
) -> None:
    guest = make.make_appearance(make.make_session(event))
    deleted_key = guest.pk
    guest.delete()
    reuse(admin_client, event, make.make_photo(), guest=deleted_key)
    assert event.photos.count() == 0


def test_a_reviewer_sets_a_cover_and_adds_no_photo(event: Event) -> None:
    photo, reviewer = make.make_photo(), enter("Reviewer-publisher")
    page = reviewer.get(reverse("media-library"), {"for": event.pk}).text
    assert ["Use as cover" in page, "Use in this event" in page] == [True, False]
    reuse(reviewer, event, photo, use="cover")
    event.refresh_from_db()
    assert event.cover.name == photo.image.name


def test_a_translator_is_offered_no_use_of_a_photo(event: Event) -> None:
    make.make_photo()
    page = enter("English translator").get(reverse("media-library"), {"for": event.pk}).text
    assert ["Use as cover" in page, "Use in this event" in page] == [False, False]


@pytest.mark.parametrize("words", ["碼頭", "Lin Lan", "linlan", "Green Ports"])
def test_photos_are_found_by_caption_guest_and_event(admin_client: Client, words: str) -> None:
    appearance = make.make_appearance(
        person=make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    )
    photo = make.make_photo(appearance.session.event, caption_zh_hans="码头全景")
    appearance.photo = photo
    appearance.save()
    make.make_photo(make.make_event(title_en="Rails", title_zh_hans="铁路"))
    assert [entry.photo for entry in list_photos(admin_client, q=words)] == [photo]


def test_whoever_refuses_is_hidden_wherever_the_photo_is_used(
    admin_client: Client, event: Event
) -> None:
    event.status = Content.Status.PUBLISHED
    event.save()
    appearance = make.make_appearance()
    photo = make.make_photo(appearance.session.event)
    appearance.photo = photo
    appearance.save()
    reuse(admin_client, event, photo)
    copy = event.photos.get()
    state_before = (Photo.objects.published().filter(pk=copy.pk).exists(), copy.is_public_in("en"))
    Appearance.objects.update(photo_consent=PhotoConsent.REFUSED)
    state_after = (Photo.objects.published().filter(pk=copy.pk).exists(), copy.is_public_in("en"))
    assert (state_before, state_after) == ((True, True), (False, False))


def test_whoever_is_taken_out_of_sight_is_so_wherever_the_photo_is_used(
    admin_client: Client, event: Event
) -> None:
    event.status = Content.Status.PUBLISHED
    event.save()
    appearance = make.make_appearance()
    photo = make.make_photo(appearance.session.event)
    appearance.photo = photo
    appearance.save()
    reuse(admin_client, event, photo)
    copy = event.photos.get()
    Appearance.objects.update(withheld=True)
    public = (Photo.objects.published().filter(pk=copy.pk).exists(), copy.is_public_in("en"))
    kept_back = Photo.objects.kept_back().filter(pk=copy.pk).exists()
    assert (*public, kept_back) == (False, False, True)


def test_who_is_erased_is_erased_wherever_the_photo_is_used(
    admin_client: Client, event: Event
) -> None:
    appearance = make.make_appearance()
    photo = make.make_photo(appearance.session.event)
    appearance.photo = photo
    appearance.save()
    reuse(admin_client, event, photo)
    erase_person(plan_erasure(appearance.person), with_remarks=True)
    assert not event.photos.exists()


def test_what_is_out_of_sight_is_not_used_again(admin_client: Client, event: Event) -> None:
    photo = make.make_photo(withheld=True)
    reuse(admin_client, event, photo)
    assert not event.photos.exists()


def test_an_empty_library_says_how_photos_come(admin_client: Client) -> None:
    page = admin_client.get(reverse("media-library"))
    assert "There are no photos yet." in page.text


def test_the_number_of_queries_does_not_follow_the_photos(admin_client: Client) -> None:
    def ask() -> int:
        with CaptureQueriesContext(connection) as queries:
            list_photos(admin_client, q="Green")
        return len(queries)

    make.make_photo()
    ask()
    numbers = [ask()]
    for _number in range(2):
        make.make_photo()
    assert [*numbers, ask()] == [numbers[0]] * 2


def test_nor_does_it_for_a_helper(event: Event) -> None:
    helper = enter(HELPER)
    user = User.objects.get(pk=helper.session["_auth_user_id"])

    def ask() -> int:
        EventAccess.objects.create(user=user, event=make.make_event())
        make.make_photo(EventAccess.objects.latest("pk").event)
        with CaptureQueriesContext(connection) as queries:
            list_photos(helper)
        return len(queries)

    ask()
    first = ask()
    assert ask() == first


def test_a_chinese_editor_sets_a_cover_and_leaves_english_alone(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(status="draft", cover_alt_en="The hall")
    reuse(enter("Chinese editor"), event, make.make_photo(alt_zh_hans="码头"), use="cover")
    stored = Event.objects.get(pk=event.pk)
    assert (stored.cover_alt_zh_hans, stored.cover_alt_en) == ("码头", "The hall")
