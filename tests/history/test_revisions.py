"""Revisions: one for each change of whatever belongs to a record, by whatever way it came."""

from typing import Any

import pytest
from django.db import DataError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.history.recording import recording
from forum.history.revision_list import summarize_revisions
from forum.history.rows import RowKey, key_of
from forum.history.states import current_state, revisions_of, state_at
from forum.models import AuditEntry
from people.models import User
from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.bulk_forms import ask
from tests.support.desk_client import address, speak

pytestmark = pytest.mark.django_db


def revisions(record: Any) -> list[AuditEntry]:
    return list(revisions_of(key_of(record)))


def list_history(record: Any) -> list[tuple[str, str, list[str]]]:
    """Return what the latest revision says: (what happened, to what, its fields)."""
    (latest,) = summarize_revisions(key_of(record), revisions(record)[:1])
    return [(row.kind, row.name, [field.name for field in row.fields]) for row in latest.rows]


def send(client: Client, record: Any, **typed: Any) -> None:
    url = address(type(record), "change", record.pk)
    assert client.post(url, {**read_form(client, url), **typed}).status_code == 302


def test_the_first_change_stores_the_record_as_it_was(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    send(admin_client, event, title_en="Blue Ports")
    oldest = revisions(event)[-1]
    assert state_at(key_of(event), oldest)[key_of(event)].fields["title_en"] == "Green Ports"


def test_a_save_makes_one_revision(admin_client: Client, admin_user: User) -> None:
    event = make.make_event()
    send(admin_client, event, title_en="Blue Ports")
    assert [revision.actor for revision in revisions(event)] == [admin_user, None]


def test_a_save_that_changes_nothing_makes_none(admin_client: Client) -> None:
    event = make.make_event()
    send(admin_client, event, title_en="Blue Ports")
    send(admin_client, event)
    assert len(revisions(event)) == 2


def test_both_languages_are_told(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    send(admin_client, event, title_en="Blue Ports", title_zh_hans="蓝色港口")
    assert list_history(event) == [
        ("changed", "蓝色港口 / Blue Ports", ["title_zh_hans", "title_en"]),
    ]


def test_a_session_is_a_change_of_its_event(admin_client: Client) -> None:
    session = make.make_session(title_zh_hans="", title_en="Opening")
    send(admin_client, session, title_en="Welcome")
    assert list_history(session.event) == [("changed", "Welcome", ["title_en"])]


def test_an_appearance_is_a_change_of_its_event(admin_client: Client) -> None:
    session = make.make_session(title_en="Opening")
    appearance = make.make_appearance(session)
    send(admin_client, appearance, attendance="video")
    assert list_history(session.event) == [("changed", "林岚 / Lin Lan · Opening", ["attendance"])]


def test_a_row_that_is_deleted_is_told(admin_client: Client) -> None:
    event = make.make_event()
    session = make.make_session(event, title_en="Opening")
    admin_client.post(address(Session, "delete", session.pk), {"post": "yes"})
    assert list_history(event) == [("removed", "Opening", [])]


def test_rows_that_change_places_are_told_as_moved() -> None:
    event = make.make_event()
    session = make.make_session(event, title_en="Opening", position=1)
    with recording():
        session.position = 2
        session.save()
    assert [(kind, name) for kind, name, _fields in list_history(event)] == [("moved", "Opening")]


def test_a_bulk_action_makes_a_revision(admin_client: Client) -> None:
    event = make.make_event()
    rows = [make.make_session(event, title_en=name) for name in ("One", "Two")]
    tokens = ask(admin_client, "delete_selected", *rows).context["version_tokens"]
    sent = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    admin_client.post(
        address(Session, "changelist"), {**sent, "post": "yes", "version_tokens": tokens}
    )
    assert list_history(event) == [("removed", "One", []), ("removed", "Two", [])]


def test_a_state_leaves_out_what_was_deleted() -> None:
    event = make.make_event()
    session = make.make_session(event)
    key = key_of(session)
    with recording():
        session.delete()
    newest, oldest = revisions(event)
    states = [state_at(key_of(event), revision) for revision in (oldest, newest)]
    assert [key in state for state in states] == [True, False]


def test_a_state_has_the_rows_that_did_not_change() -> None:
    event = make.make_event()
    appearance = make.make_appearance(make.make_session(event))
    with recording():
        event.title_en = "Blue Ports"
        event.save()
    newest = revisions(event)[0]
    assert key_of(appearance) in state_at(key_of(event), newest)


def test_a_state_has_no_rows_of_another_event() -> None:
    events = [make.make_event(), make.make_event()]
    rows = [make.make_appearance(make.make_session(event)) for event in events]
    with recording():
        for row in rows:
            row.attendance = Appearance.Attendance.VIDEO
            row.save()
    state = state_at(key_of(events[0]), revisions(events[0])[0])
    assert [key for key in state if key.label == "sessions_app.appearance"] == [key_of(rows[0])]


def test_the_latest_state_is_what_is_stored() -> None:
    event = make.make_event()
    make.make_appearance(make.make_session(event), photo=make.make_photo(event))
    make.make_role(event)
    make.make_correction(event)
    with recording():
        event.save()
        event.title_en = "Blue Ports"
        event.save()
    key = key_of(event)
    stored = {row_key: row.fields for row_key, row in current_state(key).items()}
    assert {row_key: row.fields for row_key, row in state_at(key).items()} == stored


def test_nothing_is_recorded_of_what_failed() -> None:
    event = make.make_event()
    event.title_en, event.kind = "Blue Ports", "x" * 40
    with pytest.raises(DataError), recording():
        event.save()
    assert revisions(event) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_history_names_who_and_what(admin_client: Client, language: str) -> None:
    speak(admin_client, language)
    person = make.make_person()
    send(admin_client, person, name_en="Lin Lan-Xi")
    page = admin_client.get(address(type(person), "history", person.pk)).content.decode()
    assert ("admin" in page, "<ins>Lan-Xi</ins>" in page) == (True, True)


def test_what_was_typed_is_escaped(admin_client: Client) -> None:
    person = make.make_person()
    send(admin_client, person, name_en="<script>x</script>")
    page = admin_client.get(address(type(person), "history", person.pk)).content.decode()
    assert "<script>x" not in page


def test_the_history_of_a_session_is_that_of_its_event(admin_client: Client) -> None:
    session = make.make_session()
    page = admin_client.get(address(Session, "history", session.pk), follow=True)
    assert page.redirect_chain[0][0] == address(Event, "history", session.event.pk)


def test_staff_without_rights_see_no_history(client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    event = make.make_event()
    assert client.get(address(Event, "history", event.pk)).status_code == 403


@pytest.mark.parametrize("number", [2, 4])
def test_queries_of_the_history(admin_client: Client, number: int) -> None:
    event = make.make_event()
    for _no in range(number):
        appearance = make.make_appearance(make.make_session(event))
        with recording():
            appearance.attendance = Appearance.Attendance.VIDEO
            appearance.save()
    url = address(Event, "history", event.pk)
    admin_client.get(url)
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(url)
    assert len(captured) == 9


def test_a_part_that_moves_changes_both_events() -> None:
    source, target = make.make_event(), make.make_event()
    session = make.make_session(source)
    with recording():
        session.save()
    with recording():
        session.event = target
        session.save()
    assert [len(revisions(event)) for event in (source, target)] == [2, 2]


def test_a_product_has_its_parts() -> None:
    part = make.make_product_part(title_en="Module 1")
    with recording():
        part.title_en = "Module one"
        part.save()
    assert list_history(part.product)[0][2] == ["title_en"]


def test_an_unknown_key_has_no_state() -> None:
    assert state_at(RowKey("sessions_app.event", 10**6)) == {}


def taken_back(change: Any) -> None:
    """Try a change within a recorded block, as previews do, and take it back."""
    with recording(), transaction.atomic():
        change()
        transaction.set_rollback(True)


def test_what_was_tried_and_taken_back_leaves_the_record_as_it_was() -> None:
    session = make.make_session()
    taken_back(session.event.save)
    (baseline,) = revisions(session.event)
    assert key_of(session) in state_at(key_of(session.event), baseline)


def test_a_deletion_that_was_taken_back_is_none() -> None:
    event = make.make_event()
    taken_back(Event.objects.get(pk=event.pk).delete)
    assert key_of(event) in state_at(key_of(event))
