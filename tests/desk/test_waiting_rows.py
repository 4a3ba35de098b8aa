"""What only a working copy has is read through links, talked about, opened like all else."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.desk import my_work
from forum.desk.preview_links import seal
from forum.models import ClearanceReply, Comment, PreviewLink, WorkingCopy
from people.models import User
from sessions_app.models import Appearance, EventAccess, Session
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address
from tests.support.staff import enter
from tests.workflow.test_office_replies import send as send_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(editor: Client) -> int:
    """Return the key of a guest whom only the working copy of a public event has."""
    session, person = make.make_session(make.make_event()), make.make_person(name_en="Lin Lan")
    url = f"{address(Appearance, 'add')}?session={session.pk}"
    texts = {"title_en": "Director", "remarks_en": "<p>Ports matter.</p>"}
    sent = {"session": session.pk, "person": person.pk, "role": "speaker", **texts}
    editor.post(url, {**read_form(editor, url), **sent})
    return waiting_key("sessions_app.appearance")


def waiting_key(label: str) -> int:
    (key,) = (key for key in WorkingCopy.objects.get().changes if key.startswith(f"{label}:"))
    return int(key.partition(":")[2])


def page(name: str, pk: int, model: type[Any] = Appearance) -> str:
    return reverse(name, args=[ContentType.objects.get_for_model(model).pk, pk])


def make_link(client: Client, guest: int) -> PreviewLink:
    client.post(page("preview-links", guest), {"note": "Ministry"})
    return PreviewLink.objects.get()


def open_link(link: PreviewLink) -> Client:
    office = Client()
    office.post("/preview/", {"seal": seal(link)})
    return office


def test_a_link_is_made_and_listed(editor: Client, guest: int) -> None:
    link = make_link(editor, guest)
    assert seal(link) in editor.get(page("preview-links", guest)).text


def test_a_link_stands_in_the_list_of_all(editor: Client, guest: int) -> None:
    make_link(editor, guest)
    assert "Ministry" in enter("Administrator").get(reverse("preview-links-all")).text


def test_a_link_is_ended(editor: Client, guest: int) -> None:
    link = make_link(editor, guest)
    editor.post(reverse("preview-revoke", args=[link.pk]))
    link.refresh_from_db()
    assert not link.is_valid


def test_a_link_shows_an_office_what_is_to_become_public(editor: Client, guest: int) -> None:
    link = make_link(editor, guest)
    url = reverse("preview", args=[link.pk])
    answer = open_link(link).get(url, headers={"accept-language": "en"}, follow=True)
    assert (answer.status_code, "Ports matter." in answer.text) == (200, True)


def test_a_photo_is_chosen_for_a_guest(editor: Client, guest: int) -> None:
    query = {"for": Session.objects.get().event_id, "guest": guest}
    text = editor.get(reverse("media-library"), query).text
    assert "Choose the photo that stands beside Lin Lan." in text


def test_an_office_replies_through_its_link(editor: Client, guest: int) -> None:
    link = make_link(editor, guest)
    send_reply(open_link(link), link, answer="cleared")
    assert [reply.object_id for reply in ClearanceReply.objects.all()] == [guest]
    work = editor.get(reverse("admin:index")).text
    assert "Reply of an office" in work


def reply_about(pk: int) -> ClearanceReply:
    kind = ContentType.objects.get_for_model(Appearance)
    return ClearanceReply.objects.create(
        content_type=kind, object_id=pk, language="en", answer="cleared"
    )


def test_a_reply_about_a_deleted_guest_takes_no_place_of_another(
    editor: Client, guest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(my_work, "MOST_ITEMS", 1)
    for pk in (guest + 1, guest):
        reply_about(pk)
    assert "Reply of an office" in editor.get(reverse("admin:index")).text


@pytest.mark.parametrize("guests", [1, 3])
def test_queries_of_replies_about_guests_of_a_working_copy(
    guests: int, editor: Client, guest: int, django_assert_num_queries: Any
) -> None:
    copy = WorkingCopy.objects.get()
    added = copy.changes[f"sessions_app.appearance:{guest}"]
    for number in range(guests):
        key, person = guest + number, make.make_person()
        fields = {**added["fields"], "person": [None, person.pk]}
        copy.changes[f"sessions_app.appearance:{key}"] = {**added, "fields": fields}
        reply_about(key)
    copy.save()
    list(my_work._list_replies(my_work.PendingRecords(User.objects.get())))
    with django_assert_num_queries(21):
        assert (
            len(list(my_work._list_replies(my_work.PendingRecords(User.objects.get())))) == guests
        )


@pytest.mark.parametrize("links", [1, 3])
def test_queries_of_links_to_what_was_deleted(
    links: int, admin_client: Client, admin_user: User, django_assert_num_queries: Any
) -> None:
    for _number in range(links):
        event = make.make_event()
        PreviewLink.objects.create(object=event, expires_at=timezone.now() + PreviewLink.LIFE)
        type(event).objects.filter(pk=event.pk).delete()
    url = reverse("preview-links-all")
    admin_client.get(url)
    with django_assert_num_queries(5):
        admin_client.get(url)


def test_a_link_ends_with_the_working_copy(editor: Client, guest: int) -> None:
    link = make_link(editor, guest)
    WorkingCopy.objects.all().delete()
    assert Client().post("/preview/", {"seal": seal(link)}).status_code == 410


def test_a_session_of_a_working_copy_has_links_too(editor: Client) -> None:
    event = make.make_event()
    url = f"{address(Session, 'add')}?event={event.pk}"
    sent = {"event": event.pk, "kind": "keynote", "slug": "k"}
    editor.post(url, {**read_form(editor, url), **sent})
    session = waiting_key("sessions_app.session")
    assert editor.get(page("preview-links", session, Session)).status_code == 200


def test_a_comment_is_stored_and_found_by_whom_it_asks(editor: Client, guest: int) -> None:
    reviewer = enter("Reviewer-publisher", "wang")
    editor.post(page("comment-add", guest), {"text": "@wang look"})
    texts = [comment.text for comment in Comment.objects.filter(object_id=guest)]
    assert texts == ["@wang look"]
    assert "@wang look" in reviewer.get(reverse("admin:index")).text


def test_who_has_it_open_is_noted(editor: Client, guest: int) -> None:
    assert editor.post(page("presence", guest)).json() == {"sentence": ""}


@pytest.mark.parametrize("name", ["comment-add", "presence", "preview-links"])
def test_a_helper_of_another_event_does_not_reach_it(guest: int, name: str) -> None:
    helper = enter("External helper")
    user = User.objects.get(username="external helper")
    EventAccess.objects.create(user=user, event=make.make_event(status="draft"))
    assert helper.post(page(name, guest), {"text": "Look"}).status_code in (403, 404)
