"""The files of what is taken offline leave the public folder, and come back with it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from forum.core.images.files import PictureFile
from forum.core.storage import PictureStorage
from forum.models import PageChange
from forum.workflow.take_down import put_back, take_offline
from forum.workflow.take_down.pictures import end_of_embargo, follow_changes
from forum.workflow.take_down.public_files import move_again
from people.models import User
from sessions_app.models import Appearance, EventAccess, Photo
from tests.support import factories as make
from tests.support.images import png
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


def files(settings: Settings) -> tuple[set[str], set[str]]:
    """Return the pictures in the public folder, and those in the private one."""
    roots = (Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT) / "offline")
    public, private = (
        {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}
        for root in roots
    )
    return public, private


def pictured(kind: str) -> tuple[Any, Any]:
    """Return a record to take offline, and a picture that goes with it."""
    if kind == "person":
        record = make.make_person(portrait=png())
        return record, record.portrait
    if kind == "event":
        record = make.make_event(cover=png())
        return record, record.cover
    if kind == "product":
        record = make.make_product(cover=png())
        return record, record.cover
    if kind == "organization":
        record = make.make_organization(logo=png())
        return record, record.logo
    event = make.make_event()
    photo = make.make_photo(event)
    session = make.make_session(event)
    appearance = make.make_appearance(session, photo=photo)
    records = {
        "photo": photo,
        "appearance of the photo": appearance,
        "person on the photo": appearance.person,
        "event of the photo": event,
        "session of the photo": session,
    }
    if kind == "session of the photo":
        photo.session = session
        photo.save()
    return records[kind], photo.image


PICTURED = (
    "person", "event", "product", "organization", "photo", "appearance of the photo",
    "person on the photo", "event of the photo", "session of the photo",
)  # fmt: skip
pictures = pytest.mark.parametrize("kind", PICTURED)


@pictures
def test_no_file_of_it_stays_in_the_public_folder(
    settings: Settings,
    staff: User,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record, picture = pictured(kind)
    state_before, _none = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(record, staff, "asked")
    assert (str(picture.name) in state_before, files(settings)) == (True, (set(), state_before))


@pictures
def test_its_files_come_back(
    settings: Settings,
    staff: User,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record, _picture = pictured(kind)
    files_before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(record, staff, "asked")
    with django_capture_on_commit_callbacks(execute=True):
        put_back(record, staff)
    assert files(settings) == files_before


@pictures
def test_a_machine_that_stopped_between_is_mended(
    settings: Settings, staff: User, kind: str
) -> None:
    record, _picture = pictured(kind)
    state_before, _none = files(settings)
    take_offline(record, staff, "asked")
    call_command("sync_media", stdout=StringIO())
    assert files(settings) == (set(), state_before)


def change_and_stop(step: Callable[[], object]) -> None:
    """Change something in a process that ends after the commit; let the worker go about it."""
    PageChange.objects.all().delete()
    step()
    follow_changes(PageChange.objects.all())
    for task in DBTaskResult.objects.filter(task_path=move_again.module_path):
        move_again.call(*task.args_kwargs["args"])


def refuse_pictures(appearance: Any) -> None:
    appearance.person.photo_consent = "refused"
    appearance.person.save()


@pytest.mark.parametrize(
    "step",
    [
        lambda it: it.photos.get().delete(),
        lambda it: Photo.objects.update(withheld=True),
        lambda it: Photo.objects.update(image=""),
        refuse_pictures,
    ],
)
def test_the_worker_hides_what_a_process_left_that_ended_after_the_commit(
    settings: Settings, step: Callable[[Any], object]
) -> None:
    appearance, _picture = pictured("appearance of the photo")
    state_before, _none = files(settings)
    change_and_stop(partial(step, appearance))
    assert (len(state_before) > 1, files(settings)) == (True, (set(), state_before))


def test_the_worker_hides_whom_a_photo_names_now(settings: Settings) -> None:
    guest = make.make_appearance(person=make.make_person(photo_consent="refused"))
    photo = make.make_photo(guest.session.event)
    state_before, _none = files(settings)
    change_and_stop(lambda: guest.photos.add(photo))
    assert files(settings) == (set(), state_before)


def test_nothing_is_left_to_the_worker_of_what_may_be_seen() -> None:
    photo = make.make_photo()
    change_and_stop(photo.save)
    assert DBTaskResult.objects.count() == 0


def test_what_is_hidden_while_it_comes_back_stays_hidden(
    settings: Settings,
    staff: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Somebody withholds a photo whose files are still out of sight, and on their way back."""
    photo = make.make_photo()
    state_before, _none = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo.event, staff, "asked")
    move = PictureStorage.move_picture

    def withhold_and_move(storage: PictureStorage, name: str, *, offline: bool) -> bool:
        Photo.objects.update(withheld=True)
        return move(storage, name, offline=offline)

    monkeypatch.setattr(PictureStorage, "move_picture", withhold_and_move)
    with django_capture_on_commit_callbacks(execute=True):
        put_back(photo.event, staff)
    assert files(settings) == (set(), state_before)


@pytest.fixture
def embargoed() -> Any:
    """Return an appearance with a photo, not public for an hour."""
    photo = make.make_photo()
    until = timezone.now() + timedelta(hours=1)
    return make.make_appearance(make.make_session(photo.event), photo=photo, embargoed_until=until)


def save(record: Any, capture: DjangoCaptureOnCommitCallbacks, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    with capture(execute=True):
        record.save()


def test_a_photo_of_somebody_under_embargo_is_out_of_reach(
    settings: Settings,
    embargoed: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    state_before, _none = files(settings)
    save(embargoed, django_capture_on_commit_callbacks)
    assert files(settings) == (set(), state_before)


def test_it_comes_back_with_the_end_of_the_embargo(
    settings: Settings,
    embargoed: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    files_before = files(settings)
    save(embargoed, django_capture_on_commit_callbacks)
    [waiting] = DBTaskResult.objects.all()
    # As if an hour went by: nothing is saved.
    Appearance.objects.update(embargoed_until=timezone.now())
    end_of_embargo.call(*waiting.args_kwargs["args"])
    assert (waiting.run_after, files(settings)) == (embargoed.embargoed_until, files_before)


def test_it_comes_back_when_the_embargo_is_given_up(
    settings: Settings,
    embargoed: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    files_before = files(settings)
    save(embargoed, django_capture_on_commit_callbacks)
    save(embargoed, django_capture_on_commit_callbacks, embargoed_until=None)
    assert files(settings) == files_before


def test_a_group_photo_stays_while_somebody_on_it_is_public(
    settings: Settings,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    guests = [make.make_appearance(make.make_session(photo.event), photo=photo) for _each in "ab"]
    files_before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(guests[0].person, staff, "asked")
    assert files(settings) == files_before


@pytest.mark.parametrize("kind", ["portrait", "person on the photo", "appearance of the photo"])
def test_consent_refused_takes_the_files_away_and_given_brings_them_back(
    settings: Settings,
    kind: str,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    record, _picture = pictured("person" if kind == "portrait" else kind)
    files_before = files(settings)
    save(record, django_capture_on_commit_callbacks, photo_consent="refused")
    refused = files(settings)
    save(record, django_capture_on_commit_callbacks, photo_consent="given")
    assert (refused, files(settings)) == ((set(), files_before[0]), files_before)


def test_a_group_photo_goes_with_the_first_on_it_who_refuses(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo = make.make_photo()
    guests = [make.make_appearance(make.make_session(photo.event), photo=photo) for _each in "ab"]
    files_before = files(settings)
    save(guests[0], django_capture_on_commit_callbacks, photo_consent="refused")
    assert files(settings) == (set(), files_before[0])


def test_a_photo_that_comes_in_after_the_refusal_is_out_of_reach(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo = make.make_photo()
    make.make_appearance(make.make_session(photo.event), photo=photo, photo_consent="refused")
    state_before, _none = files(settings)
    save(photo, django_capture_on_commit_callbacks)
    assert files(settings) == (set(), state_before)


def test_a_photo_follows_who_is_said_to_be_on_it(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo = make.make_photo()
    guest = make.make_appearance(make.make_session(photo.event), photo_consent="refused")
    files_before = files(settings)
    states = []
    for relate in (photo.appearances.add, photo.appearances.remove):
        with django_capture_on_commit_callbacks(execute=True):
            relate(guest)
        states.append(files(settings))
    assert states == [(set(), files_before[0]), files_before]


def test_two_rows_of_one_file_keep_it_public(
    settings: Settings,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    make.make_photo(image=photo.image.name)
    files_before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    assert files(settings) == files_before


def test_sync_says_how_many_files_it_moved(staff: User) -> None:
    photo = make.make_photo()
    take_offline(photo, staff, "asked")
    output = StringIO()
    call_command("sync_media", stdout=output)
    call_command("sync_media", stdout=output)
    count = len(list(photo.image.variants())) + 1
    assert output.getvalue() == f"{count} files moved.\n0 files moved.\n"


def test_a_deleted_picture_stays_out_of_the_public_s_reach(
    settings: Settings,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    files_before = files(settings)
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert (files(settings), files_before[0]) == (files_before, set())


def test_staff_still_see_the_picture(
    admin_client: Client,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    page = admin_client.get(f"/admin/sessions_app/photo/{photo.pk}/change/").content.decode()
    address = reverse("offline-picture", args=[photo.image.name])
    content = admin_client.get(address).getvalue()
    assert (address in page, content[:4]) == (True, b"\x89PNG")


@pytest.mark.parametrize("name", ["../../secret.png", "documents/agenda.pdf", "photos/none.png"])
def test_no_other_file_is_handed_out(admin_client: Client, name: str) -> None:
    assert admin_client.get(f"/admin/offline-pictures/{name}").status_code in (302, 404)


def test_visitors_see_no_offline_picture(client: Client) -> None:
    assert client.get("/admin/offline-pictures/photos/a.png").status_code == 302


def test_who_has_no_role_sees_no_offline_picture(
    client: Client,
    staff: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make.make_photo()
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photo, staff, "asked")
    client.force_login(User.objects.create_user("dismissed", is_staff=True))
    address = reverse("offline-picture", args=[photo.image.name])
    assert client.get(address).status_code == 404


def test_a_helper_sees_offline_pictures_of_own_events_alone(
    staff: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photos = [make.make_photo(), make.make_photo()]
    with django_capture_on_commit_callbacks(execute=True):
        for photo in photos:
            take_offline(photo, staff, "asked")
    helper = enter("External helper")
    user = User.objects.get(username="external helper")
    EventAccess.objects.create(user=user, event=photos[0].event)
    names = [name for photo in photos for name in photo.image.names()[::2]]
    statuses = {}
    for name in names:
        response = helper.get(reverse("offline-picture", args=[name]))
        statuses[name] = response.status_code
        response.getvalue()
    own_names = photos[0].image.names()
    assert statuses == {name: 200 if name in own_names else 404 for name in names}


def test_a_helper_s_picture_is_looked_for_by_its_name_alone(
    staff: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = make.make_event()
    photos = [make.make_photo(event) for _number in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(photos[2], staff, "asked")
    helper = enter("External helper")
    EventAccess.objects.create(user=User.objects.get(username="external helper"), event=event)
    [variant, *_others] = photos[2].image.variants()
    compared: list[str] = []
    list_names = PictureFile.names

    def note_names(file: PictureFile) -> list[str]:
        compared.append(str(file.name))
        return list_names(file)

    monkeypatch.setattr(PictureFile, "names", note_names)
    helper.get(reverse("offline-picture", args=[variant.name])).getvalue()
    assert compared == [photos[2].image.name]


def test_crops_around_a_former_point_leave_the_public_folder(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person: Any = make.make_person(portrait=png())
    person.portrait_ppoi = "0.1x0.1"
    with django_capture_on_commit_callbacks(execute=True):
        person.save()
    person = type(person).objects.get(pk=person.pk)
    public, _private = files(settings)
    assert public == {
        str(person.portrait.name),
        *(variant.name for variant in person.portrait.variants()),
    }


def test_crops_come_back_with_their_point(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person: Any = make.make_person(portrait=png())
    state_before, _private = files(settings)
    for point in ("0.1x0.1", "0.5x0.5"):
        person.portrait_ppoi = point
        with django_capture_on_commit_callbacks(execute=True):
            person.save()
    assert files(settings)[0] == state_before


def test_a_refused_consent_hides_crops_around_former_points(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    person: Any = make.make_person(portrait=png())
    person.portrait_ppoi = "0.1x0.1"
    person.save()
    person.photo_consent = "refused"
    with django_capture_on_commit_callbacks(execute=True):
        person.save()
    assert files(settings)[0] == set()


@pytest.fixture
def broken_photo(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a photo of an event of two, whose file cannot be moved."""
    event = make.make_event()
    broken = make.make_photo(event)
    make.make_photo(event)
    move = PictureStorage.move_picture

    def refuse(storage: PictureStorage, name: str, *, offline: bool) -> bool:
        if name == broken.image.name:
            raise OSError("no such bucket")
        return move(storage, name, offline=offline)

    monkeypatch.setattr(PictureStorage, "move_picture", refuse)
    return broken


def test_a_file_that_cannot_be_moved_keeps_no_other(
    settings: Settings,
    staff: User,
    broken_photo: Any,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(broken_photo.event, staff, "asked")
    assert files(settings)[0] == {broken_photo.image.name}


def test_a_file_that_could_not_be_moved_is_tried_again(
    settings: Settings,
    staff: User,
    broken_photo: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        take_offline(broken_photo.event, staff, "asked")
    [waiting] = DBTaskResult.objects.filter(task_path=move_again.module_path)
    monkeypatch.undo()
    move_again.call(*waiting.args_kwargs["args"])
    assert (waiting.args_kwargs["args"], files(settings)[0]) == (
        [[broken_photo.image.name], 60.0], set(),
    )  # fmt: skip


def test_what_waits_to_be_hidden_is_asked_for_once(staff: User) -> None:
    record, _picture = pictured("event")
    take_offline(record, staff, "asked")
    for _look in range(2):
        follow_changes(PageChange.objects.all())
    assert DBTaskResult.objects.filter(task_path=move_again.module_path).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_hides_a_file_that_cannot_be_moved_is_told(
    admin_client: Client, broken_photo: Any
) -> None:
    kind = ContentType.objects.get_for_model(broken_photo)
    address = reverse("offline", args=[kind.pk, broken_photo.pk, "record"])
    response = admin_client.post(address, {"reason": "asked"}, follow=True)
    assert "1 file could not be moved" in response.text
