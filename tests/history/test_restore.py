"""Restoring a revision: that event's rows, through save, and nothing that others decided."""

from typing import Any

import pytest
from django.test import Client

from forum.history.recording import recording
from forum.history.restore import preview, restore
from forum.history.rows import RowKey, key_of
from forum.history.states import RecordState, current_state, revisions_of, state_token
from forum.history.version_token import OvertakenError
from forum.models import SearchEntry
from forum.workflow.checks import find_blocking_checks
from people.models import Person
from sessions_app.models import Appearance, Event, EventOrganization, Photo, Session
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_warning
from tests.support.desk_client import address

pytestmark = pytest.mark.django_db


def put_back(record: Any, wanted: RecordState, *, delete_added: bool = False) -> list[str]:
    """Restore a state of a record; return what was noted."""
    root = key_of(record)
    with recording():
        token = state_token(current_state(root))
        return restore(root, wanted, version_token=token, delete_added=delete_added).notes


def save(record: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    with recording():
        record.save()


def delete(record: Any) -> int:
    pk: int = record.pk
    with recording():
        record.delete()
    return pk


def test_texts_go_back_in_both_languages() -> None:
    event = make.make_event(title_zh_hans="绿色港口", title_en="Green Ports")
    expected = current_state(key_of(event))
    save(event, title_zh_hans="蓝色港口", title_en="Blue Ports")
    put_back(event, expected)
    assert Event.objects.values_list("title_zh_hans", "title_en").get() == (
        "绿色港口",
        "Green Ports",
    )


def test_what_an_import_found_stays_open_and_keeps_it_from_the_public() -> None:
    event = make.make_event(status="draft")
    expected = current_state(key_of(event))
    make_warning(make_run(event=event), level="error")
    save(event, title_en="Blue Ports")
    messages_before = [check.message for check in find_blocking_checks(event, ["zh-hans", "en"])]
    put_back(event, expected)
    blocking = [check.message for check in find_blocking_checks(event, ["zh-hans", "en"])]
    assert (blocking, "1 error of an import has not been settled." in blocking) == (
        messages_before,
        True,
    )


def test_the_version_counts_up() -> None:
    event = make.make_event(title_en="Green Ports")
    expected = current_state(key_of(event))
    save(event, title_en="Blue Ports")
    put_back(event, expected)
    assert Event.objects.get().version == 3


def test_rows_that_did_not_change_are_not_saved() -> None:
    session = make.make_session()
    expected = current_state(key_of(session.event))
    save(session.event, title_en="Blue Ports")
    put_back(session.event, expected)
    assert Session.objects.get().version == 1


def test_html_is_cleaned_on_the_way() -> None:
    event = make.make_event()
    expected = current_state(key_of(event))
    fields = expected[key_of(event)].fields
    fields["introduction_en"] = "<p onclick='x()'>Ports<script>x</script></p>"
    put_back(event, expected)
    assert Event.objects.get().introduction_en == "<p>Ports</p>"


def test_the_search_follows() -> None:
    event = make.make_event(title_en="Green Ports")
    expected = current_state(key_of(event))
    save(event, title_en="Blue Ports")
    put_back(event, expected)
    entries = SearchEntry.objects.filter(object_id=event.pk, language="en", kind="event")
    assert [entry.title for entry in entries[:1]] == ["Green Ports"]


def test_a_deleted_session_comes_back_with_its_guests() -> None:
    event = make.make_event()
    appearance = make.make_appearance(make.make_session(event, slug="opening"))
    expected = current_state(key_of(event))
    pk = delete(appearance.session)
    put_back(event, expected)
    assert Appearance.objects.values_list("pk", "session", "session__slug").get() == (
        appearance.pk,
        pk,
        "opening",
    )


def test_a_row_that_comes_back_counts_on() -> None:
    session = make.make_session()
    expected = current_state(key_of(session.event))
    delete(session)
    put_back(session.event, expected)
    assert Session.objects.get().version == 2


def test_an_organization_comes_back_in_its_role() -> None:
    role = make.make_role()
    expected = current_state(key_of(role.event))
    delete(role)
    put_back(role.event, expected)
    assert EventOrganization.objects.get().organization == role.organization


def test_what_was_added_since_stays_unless_told() -> None:
    event = make.make_event()
    expected = current_state(key_of(event))
    make.make_session(event)
    put_back(event, expected)
    assert Session.objects.count() == 1


def test_what_was_added_since_goes_when_told() -> None:
    event = make.make_event()
    expected = current_state(key_of(event))
    make.make_appearance(make.make_session(event))
    put_back(event, expected, delete_added=True)
    assert (Session.objects.count(), Appearance.objects.count()) == (0, 0)


def test_a_guest_who_moved_to_a_new_session_goes_back_when_that_goes() -> None:
    event = make.make_event()
    appearance = make.make_appearance(make.make_session(event, slug="opening"))
    expected = current_state(key_of(event))
    save(appearance, session=make.make_session(event, slug="closing"))
    put_back(event, expected, delete_added=True)
    assert Appearance.objects.get().session.slug == "opening"


def test_the_person_is_not_touched() -> None:
    appearance = make.make_appearance()
    event = appearance.session.event
    expected = current_state(key_of(event))
    save(appearance.person, name_en="Lin Lan-Xi")
    save(appearance, title_en="Dean")
    put_back(event, expected)
    assert (Person.objects.get().name_en, Person.objects.get().version) == ("Lin Lan-Xi", 2)


def test_a_person_who_is_gone_is_named_and_left_out() -> None:
    appearance = make.make_appearance(make.make_session(title_en="Opening"))
    event = appearance.session.event
    expected = current_state(key_of(event))
    delete(appearance)
    delete(appearance.person)
    assert put_back(event, expected) == [
        "Appearance “林岚 / Lin Lan · Opening” is left out: person “林岚 / Lin Lan” is gone."
    ]


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        ("status", "published", "offline"),
        ("ready_languages", ["en"], []),
        ("slug", "green-ports", "blue-ports"),
    ],
)
def test_publication_and_address_stay(name: str, then: Any, now: Any) -> None:
    event = make.make_event(**{name: then})
    expected = current_state(key_of(event))
    save(event, **{name: now})
    put_back(event, expected)
    assert getattr(Event.objects.get(), name) == now


@pytest.mark.parametrize(
    ("name", "then", "now"),
    [
        ("withheld", False, True),
        ("remarks_withheld", False, True),
        ("photo_consent", "given", "refused"),
        ("clearance_en", "cleared", "declined"),
    ],
)
def test_what_others_decided_since_stays(name: str, then: Any, now: Any) -> None:
    appearance = make.make_appearance(**{name: then})
    expected = current_state(key_of(appearance.session.event))
    save(appearance, **{name: now})
    put_back(appearance.session.event, expected)
    assert getattr(Appearance.objects.get(), name) == now


def test_what_was_withheld_when_it_was_deleted_comes_back_withheld() -> None:
    appearance = make.make_appearance(withheld=False)
    event = appearance.session.event
    expected = current_state(key_of(event))
    save(appearance, withheld=True)
    delete(appearance)
    put_back(event, expected)
    assert Appearance.objects.get().withheld is True


def test_a_photo_whose_file_is_gone_is_told() -> None:
    photo = make.make_photo(caption_zh_hans="合影", caption_en="")
    expected = current_state(key_of(photo.event))
    photo.image.storage.delete(photo.image.name)
    delete(photo)
    assert put_back(photo.event, expected) == [
        "Photo “合影” is left out: The file of “image” is gone."
    ]


def test_a_photo_comes_back_with_its_file() -> None:
    photo = make.make_photo()
    expected = current_state(key_of(photo.event))
    name = photo.image.name
    delete(photo)  # the file goes on commit, which no test reaches
    put_back(photo.event, expected)
    assert Photo.objects.get().image.name == name


def test_the_address_of_a_session_that_came_back_may_be_taken() -> None:
    event = make.make_event()
    session = make.make_session(event, slug="opening", title_en="Opening")
    expected = current_state(key_of(event))
    delete(session)
    make.make_session(event, slug="opening")
    assert put_back(event, expected) == [
        "Session “Opening”: the address “opening” is taken; it is “opening-2” now."
    ]


def test_a_guest_who_was_entered_again_is_told() -> None:
    appearance = make.make_appearance(make.make_session(title_en="Opening"))
    event = appearance.session.event
    expected = current_state(key_of(event))
    delete(appearance)
    make.make_appearance(appearance.session, appearance.person)
    assert put_back(event, expected) == [
        "Appearance “林岚 / Lin Lan · Opening” is left out: "
        "This person already has this role in the session."
    ]


def test_the_preview_changes_nothing() -> None:
    event = make.make_event(title_en="Green Ports")
    expected = current_state(key_of(event))
    save(event, title_en="Blue Ports")
    preview(key_of(event), expected)
    assert (Event.objects.get().title_en, Event.objects.get().version) == ("Blue Ports", 2)


def test_another_event_is_not_touched() -> None:
    source, target = make.make_session(), make.make_session()
    expected = current_state(key_of(source.event))
    save(source, title_en="A")
    save(target, title_en="B")
    put_back(source.event, expected)
    assert Session.objects.get(pk=target.pk).title_en == "B"


def test_a_row_that_belongs_to_another_event_stays_there() -> None:
    session = make.make_session(title_en="Opening")
    event, other_event = session.event, make.make_event()
    expected = current_state(key_of(event))
    save(session, event=other_event)
    notes = put_back(event, expected)
    assert (Session.objects.get().event, len(notes)) == (other_event, 1)


def test_a_save_since_the_preview_refuses() -> None:
    appearance = make.make_appearance()
    root = key_of(appearance.session.event)
    expected, token = current_state(root), state_token(current_state(root))
    save(appearance, title_en="Dean")
    with pytest.raises(OvertakenError):
        restore(root, expected, version_token=token, delete_added=False)


# Over HTTP


def first_revision(record: Any) -> int:
    revision = revisions_of(key_of(record)).last()
    assert revision
    return int(revision.pk)


def changed() -> Event:
    event = make.make_event(title_en="Green Ports")
    save(event, title_en="Blue Ports")
    return event


def test_an_editor_restores_what_the_preview_showed(admin_client: Client) -> None:
    event = changed()
    url = address(Event, "restore", event.pk, first_revision(event))
    token = admin_client.get(url).context["version_token"]
    response = admin_client.post(url, {"version_token": token, "asked_kind": "slip"})
    assert (response.status_code, Event.objects.get().title_en) == (302, "Green Ports")


def test_restoring_makes_a_revision(admin_client: Client) -> None:
    event = changed()
    url = address(Event, "restore", event.pk, first_revision(event))
    token = admin_client.get(url).context["version_token"]
    admin_client.post(url, {"version_token": token, "asked_kind": "slip"})
    assert revisions_of(key_of(event)).count() == 3


def test_an_overtaken_preview_is_shown_again(admin_client: Client) -> None:
    event = changed()
    url = address(Event, "restore", event.pk, first_revision(event))
    token = admin_client.get(url).context["version_token"]
    save(event, title_en="Red Ports")
    response = admin_client.post(url, {"version_token": token})
    assert (response.status_code, Event.objects.get().title_en) == (409, "Red Ports")


def test_a_revision_of_another_event_is_not_restored(admin_client: Client) -> None:
    revision = first_revision(changed())
    url = address(Event, "restore", make.make_event().pk, revision)
    assert admin_client.post(url, {"version_token": ""}).status_code == 404


def test_whoever_may_only_change_may_not_restore(client: Client) -> None:
    from django.contrib.auth.models import Permission

    from people.models import User

    event = changed()
    user = User.objects.create_user("translator", is_staff=True)
    codes = ("view_event", "change_event")
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(user)
    url = address(Event, "restore", event.pk, first_revision(event))
    assert client.get(url).status_code == 403


def test_an_unknown_row_is_nobodys() -> None:
    assert RowKey("people.person", 1).model is Person
