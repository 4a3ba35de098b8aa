"""What an office declines of public remarks is kept back at once, a working copy or not."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from forum.history.recording import recording
from forum.history.working_copies.copy_diversion import diverting
from forum.models import ClearanceReply, WorkingCopy
from forum.workflow.clearance_replies import office_text
from people.models import User
from sessions_app.models import Appearance, EventAccess
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.staff import enter
from tests.workflow.test_office_replies import make_spoken, open_copy_of, settle

pytestmark = pytest.mark.django_db


@pytest.fixture
def spoken() -> Appearance:
    return make_spoken()


def reply_about(appearance: Appearance, answer: str) -> ClearanceReply:
    return ClearanceReply.objects.create(
        object=appearance, language="en", answer=answer, author="Office",
        read=office_text(appearance, "en"),
    )  # fmt: skip


def decline_by_reply(client: Client, appearance: Appearance) -> Any:
    return settle(client, reply_about(appearance, "declined"))


def decline_by_hand(client: Client, appearance: Appearance, **sent: Any) -> Any:
    """Fill in the row of a guest on the page of clearances and send it."""
    url = reverse("clearance", args=[appearance.session.event_id, "en"])
    (row,) = client.get(url).context["rows"]
    typed = {
        "version_token": row.form["version_token"].value(),
        "state": "declined",
        "by": "Office",
        **sent,
    }
    return client.post(url, {"appearance": appearance.pk, **typed}, follow=True)


# Staff enter what an office answered through its link, or what it answered in a letter.
in_both_ways = pytest.mark.parametrize("decline", [decline_by_reply, decline_by_hand])


@in_both_ways
@pytest.mark.parametrize("role", ["Editor", "Reviewer-publisher"])
@pytest.mark.parametrize("has_copy", [False, True])
def test_what_is_declined_is_kept_back_at_once(
    spoken: Appearance, role: str, has_copy: bool, decline: Any
) -> None:
    if has_copy:
        open_copy_of(spoken, title_en=["Director, Harbour Institute", "Dean"])
    page = decline(enter(role), spoken)
    spoken.refresh_from_db()
    assert (spoken.clearance_en, "kept back from the public now" in page.text) == ("declined", True)


@in_both_ways
def test_what_is_declined_cancels_no_schedule(spoken: Appearance, decline: Any) -> None:
    copy = open_copy_of(spoken, title_en=["Director, Harbour Institute", "Dean"])
    decline(enter("Reviewer-publisher"), spoken)
    former = copy.changes, copy.schedule
    copy.refresh_from_db()
    assert (copy.changes, copy.schedule) == former


def test_what_is_declined_by_hand_is_about_what_the_page_showed(spoken: Appearance) -> None:
    url = reverse("clearance", args=[spoken.session.event_id, "en"])
    typed = {"appearance": spoken.pk, "version_token": "0", "state": "declined", "by": "Office"}
    page = enter("Reviewer-publisher").post(url, typed)
    spoken.refresh_from_db()
    assert (spoken.clearance_en, "Record again to put what you typed" in page.text) == (
        "sent",
        True,
    )


def test_a_guest_of_a_working_copy_alone_is_declined_in_it(spoken: Appearance) -> None:
    event, client = spoken.session.event, enter("Editor")
    added = make_spoken(session=make.make_session(event), person=make.make_person(name_en="Wu Yu"))
    with diverting(User.objects.get(username="editor")):
        Appearance.objects.create(
            session=spoken.session, person=added.person, remarks_en="<p>Tides.</p>"
        )
    copy = WorkingCopy.objects.get()
    (key,) = copy.changes
    url = reverse("clearance", args=[event.pk, "en"])
    typed = {"appearance": key.partition(":")[2], "version_token": "1", "state": "declined"}
    page = client.post(url, typed, follow=True)
    copy.refresh_from_db()
    declined = copy.changes[key]["fields"]["clearance_en"][1]
    assert (declined, "saved in the working copy" in page.text) == ("declined", True)


def test_the_form_of_a_guest_leads_to_where_public_remarks_are_declined(
    spoken: Appearance, admin_client: Client
) -> None:
    url = reverse("admin:sessions_app_appearance_change", args=[spoken.pk])
    form = read_form(admin_client, url)
    page = admin_client.post(url, {**form, "clearance_en": "declined"})
    spoken.refresh_from_db()
    assert (spoken.clearance_en, "on the page “Clearance”" in page.text) == ("sent", True)


@pytest.mark.parametrize("has", ["slides", "remarks in another language", "a clearance"])
def test_a_guest_without_remarks_in_the_language_is_declined_there(
    admin_client: Client, has: str
) -> None:
    texts = {"remarks in another language": {"remarks_zh_hans": "<p>港口很重要。</p>"},
             "a clearance": {"clearance_zh_hans": "sent"}}  # fmt: skip
    guest = make.make_appearance(**texts.get(has, {}))
    if has == "slides":
        make.make_document(guest.session.event, appearance=guest)
    decline_by_hand(admin_client, guest)
    guest.refresh_from_db()
    assert guest.clearance_en == "declined"


def test_the_page_counts_the_texts_of_the_language(admin_client: Client) -> None:
    guest = make_spoken(remarks_en="", clearance_zh_hans="cleared")
    counts = []
    for code in ("zh-hans", "en"):
        url = reverse("clearance", args=[guest.session.event_id, code])
        context = admin_client.get(url).context
        counts.append((context["cleared"], context["total"], len(context["rows"])))
    assert counts == [(1, 1, 1), (0, 0, 1)]


def test_a_guest_who_said_nothing_is_declined_in_the_form(admin_client: Client) -> None:
    guest = make.make_appearance()
    url = reverse("admin:sessions_app_appearance_change", args=[guest.pk])
    form = read_form(admin_client, url)
    page = admin_client.post(url, {**form, "clearance_en": "declined"})
    assert page.status_code == 302


def test_a_large_scan_is_declined_with_beside_a_working_copy(
    spoken: Appearance, settings: Settings
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    open_copy_of(spoken, clearance_en=["sent", "cleared"])
    scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.4", content_type="application/pdf")
    page = decline_by_hand(enter("Reviewer-publisher"), spoken, scan=scan)
    spoken.refresh_from_db()
    with spoken.clearance_scan_en.open() as file:
        assert (page.status_code, spoken.clearance_en, file.read()) == (
            200,
            "declined",
            b"%PDF-1.4",
        )


@in_both_ways
def test_what_is_declined_outdoes_a_clearance_in_the_working_copy(
    spoken: Appearance, decline: Any
) -> None:
    copy = open_copy_of(spoken, clearance_en=["sent", "cleared"])
    page = decline(enter("Reviewer-publisher"), spoken)
    copy.refresh_from_db()
    assert (copy.changes, "was to be published at a time that was set" in page.text) == ({}, True)


def test_a_reply_that_goes_into_the_working_copy_says_so(spoken: Appearance) -> None:
    page = settle(enter("Editor"), reply_about(spoken, "cleared"))
    assert "saved in the working copy" in page.text


def test_a_reply_that_ends_a_schedule_says_so(spoken: Appearance) -> None:
    open_copy_of(spoken)
    page = settle(enter("Reviewer-publisher"), reply_about(spoken, "cleared"))
    assert "was to be published at a time that was set" in page.text


def test_the_reply_of_a_guest_who_is_gone_is_set_aside_in_its_event_alone() -> None:
    helper = enter("External helper")
    own_event, foreign = make.make_event(), make_spoken()
    user = User.objects.get(username="external helper")
    EventAccess.objects.create(user=user, event=own_event)
    reply = reply_about(foreign, "cleared")
    event = foreign.session.event
    with recording():
        foreign.save()
        foreign.delete()
    urls = [
        reverse("clearance-reply", args=[pk, "en", reply.pk]) for pk in (own_event.pk, event.pk)
    ]
    statuses = [helper.post(urls[0], {"aside": "1"}), enter("Editor").post(urls[1], {"aside": "1"})]
    reply.refresh_from_db()
    assert [response.status_code for response in statuses] == [404, 302]
    assert str(reply.settled_by) == "editor"
