"""The page on which staff decide what an event, its sessions and remarks are about."""

from typing import Any

import pytest
from django.test import Client

from forum.desk.event_topics import list_new_words, list_topic_rows
from forum.history.working_copies.store import edits_of
from forum.models import WorkingCopy
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    event = make.make_event(slug="parks", title_zh_hans="创新论坛", title_en="Innovation")
    session = make.make_session(event, title_zh_hans="通过产业园区推动创新", title_en="")
    make.make_appearance(session, remarks_en="<p>Industrial parks need power.</p>")
    return event


def list_words(event: Event) -> list[tuple[str, str, bool]]:
    return [
        (row.name.partition("-")[0], choice.word, choice.is_set)
        for row in list_topic_rows(event)
        for choice in row.choices
    ]


def test_a_topic_is_proposed_where_its_words_stand(event: Event) -> None:
    make.make_topic(name_zh_hans="产业园区", name_en="Industrial park")
    assert list_words(event) == [
        ("sessions", "产业园区", False),
        ("appearances", "Industrial parks", False),
    ]


def test_the_glossary_adds_words_to_a_topic(event: Event) -> None:
    make.make_topic(name_zh_hans="产业园区", name_en="Parks of industry")
    make.make_term(text_zh_hans="产业园区", text_en="industrial park")
    assert ("appearances", "Industrial parks", False) in list_words(event)


def test_terms_that_are_no_topic_are_offered(event: Event) -> None:
    make.make_term(text_zh_hans="产业园区", text_en="industrial park")
    [(words, number, _address)] = list_new_words(event)
    assert (words, number) == ("产业园区 / industrial park", 2)


def enter_as_lin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("lin"))
    return client


def read_tokens(event: Event) -> dict[str, Any]:
    """Return what the page sends of rows in which nothing is ticked."""
    return {f"{row.name}-version_token": row.version_token for row in list_topic_rows(event)}


def send(client: Client, event: Event, data: dict[str, Any]) -> Any:
    return client.post(f"/admin/sessions_app/event/{event.pk}/topics/", data, follow=True)


def test_what_is_ticked_and_typed_is_stored_and_what_is_not_is_taken_away(event: Event) -> None:
    topic = make.make_topic(name_en="Industrial park")
    typed = make.make_topic(name_zh_hans="能源", name_en="Energy")
    taken_topic = make.make_topic(name_zh_hans="港口", name_en="Harbours")
    taken_topic.events.add(event)
    appearance = event.sessions.get().appearances.get()
    name = f"appearances-{appearance.pk}"
    data = {name: [topic.pk], f"{name}-more": "energy", f"events-{event.pk}-more": "Nothing"}
    response = send(enter_as_lin(), event, {**read_tokens(event), **data})
    assert set(appearance.topics.all()) == {topic, typed}
    assert not event.topics.exists()
    assert "“Nothing”" in response.content.decode()


def test_what_somebody_else_ticked_meanwhile_stays(event: Event) -> None:
    ports, energy = make.make_topic(name_en="Ports"), make.make_topic(name_en="Energy")
    page = read_tokens(event)
    ports.events.add(event)
    page = send(enter_as_lin(), event, {**page, f"events-{event.pk}": [energy.pk]}).text
    assert (set(event.topics.all()), "You had ticked: Energy" in page) == ({ports}, True)


def test_what_the_page_did_not_show_stays(event: Event) -> None:
    topic = make.make_topic()
    topic.events.add(event)
    send(enter_as_lin(), event, {})
    assert set(event.topics.all()) == {topic}


def test_what_was_typed_for_a_deleted_row_is_told(event: Event) -> None:
    data = {**read_tokens(event), "sessions-0-more": "Blue ports"}
    assert "It held: Blue ports" in send(enter_as_lin(), event, data).text


def test_topics_of_an_editor_wait_in_the_topic_s_working_copy() -> None:
    first, second = make.make_event(), make.make_event()
    topic = make.make_topic(name_en="Ports")
    editor = enter("Editor")
    for event in (first, second):
        data = {**read_tokens(event), f"events-{event.pk}-more": "Ports"}
        page = send(editor, event, data).text
        assert "saved in the working copy" in page
    (edit,) = edits_of(WorkingCopy.objects.get()).values()
    html = editor.get(f"/admin/sessions_app/event/{first.pk}/topics/").text
    assert (topic.events.count(), sorted(edit.values["events"]), html.count(" checked")) == (
        0,
        [first.pk, second.pk],
        1,
    )
