"""Texts and numbers that no column holds are no error of the server."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.desk.preview_links import seal
from forum.desk.programme_grid.pasting import pasted_rows
from forum.history.conflicts.form_token import read_token
from forum.history.corrections.correction_question import Answer
from forum.models import ClearanceReply, Comment, PreviewLink, Review, TakeDown
from forum.workflow import record_steps
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import make_settings, make_upload, read_form
from tests.support.bulk_forms import ask, confirm
from tests.support.desk_client import address
from tests.support.staff import enter
from tests.support.working_copies import copy_url, form_url

pytestmark = pytest.mark.django_db

NUL = "\0"
# More digits than Python takes for a number.
DIGITS = "9" * 5000


def test_a_comment_on_a_field_of_no_name(admin_client: Client) -> None:
    event = make.make_event()
    admin_client.post(copy_url("comment-add", event), {"text": f"Check{NUL} it", "field": NUL})
    comment = Comment.objects.get()
    assert (comment.text, comment.field) == ("Check it", "")


def test_a_preview_link_for_nobody(admin_client: Client) -> None:
    admin_client.post(copy_url("preview-links", make.make_event()), {"note": f"Port{NUL} office"})
    assert PreviewLink.objects.get().note == "Port office"


def test_a_reason_of_a_take_down(admin_client: Client) -> None:
    event = make.make_event()
    kind = ContentType.objects.get_for_model(event).pk
    admin_client.post(reverse("offline", args=[kind, event.pk, "record"]), {"reason": f"A{NUL}."})
    assert TakeDown.objects.get().reason == "A."


def test_a_note_of_a_review(lin: User) -> None:
    make_settings(reviews=1)
    event = make.make_event(status="draft", ready_languages=[])
    record_steps.submit(event, lin, ["en"])
    reviewer = enter("Reviewer-publisher")
    confirm(reviewer, ask(reviewer, "mark_reviewed", event), note=f"Good{NUL}.")
    assert Review.objects.get(decision="approved").note == "Good."


def test_events_of_a_correction() -> None:
    data = QueryDict(f"asked_kind=correction&asked_events={DIGITS}&asked_text_en=A")
    assert Answer.read(data).events == ()


def test_a_first_row_of_a_pasted_list(admin_client: Client) -> None:
    event = make.make_session().event
    url = reverse("admin:sessions_app_event_grid_paste", args=[event.pk])
    sent = {"pasted_list": "Lin Lan", "_first": DIGITS}
    assert admin_client.post(url, sent).status_code == 200


def test_a_cell_over_too_many_columns() -> None:
    html = f'<table><tr><td colspan="{DIGITS}">A</td><td>B</td></tr></table>'
    assert pasted_rows("", html) == [["A", "B"]]


def test_working_copies_beside_an_import(admin_client: Client) -> None:
    upload = make_upload()
    url = reverse("admin:forum_importupload_copies", args=[upload.pk])
    assert admin_client.post(url, {"beside": DIGITS}).status_code == 302


@pytest.mark.parametrize(
    "token", ['{"version": Infinity, "digests": {}}', "[" * 100_000, f'{{"version": {DIGITS}}}']
)
def test_a_version_token(token: str) -> None:
    assert read_token(token) == (None, {})


def test_a_form_with_such_a_token(admin_client: Client) -> None:
    event = make.make_event()
    url = form_url(event)
    sent = {**read_form(admin_client, url), "version_token": '{"version": Infinity}'}
    assert admin_client.post(url, sent).status_code < 500


def test_an_autosave(admin_client: Client, admin_user: User) -> None:
    sent = {"user": admin_user.pk, "draft": DIGITS}
    assert admin_client.post(reverse("autosave-keep"), sent).status_code == 400


def test_the_draft_of_an_office(client: Client) -> None:
    appearance = make.make_appearance(remarks_en="<p>Ports.</p>", clearance_en="sent")
    until = timezone.now() + timedelta(days=1)
    link = PreviewLink.objects.create(object=appearance, expires_at=until)
    client.post(reverse("preview-open"), {"seal": seal(link)})
    url = reverse("preview-reply", args=[link.pk, "en"])
    context = client.get(url).context
    sent = {**context["form"].initial, "seal": context["seal"], "answer": "cleared", "author": "X"}
    response = client.post(url, {**sent, "draft": NUL})
    assert (response.status_code, ClearanceReply.objects.count()) == (302, 1)


def test_a_note_that_is_too_long_is_not_cut(lin: User) -> None:
    make_settings(reviews=1)
    event = make.make_event(status="draft", ready_languages=[])
    record_steps.submit(event, lin, ["en"])
    reviewer = enter("Reviewer-publisher")
    page = ask(reviewer, "mark_reviewed", event)
    sent = {
        "action": "mark_reviewed", "confirmed": "1", "_selected_action": "0",
        "version_tokens": page.context["version_tokens"], "note": "x" * 2001,
    }  # fmt: skip
    answer = reviewer.post(address(Event, "changelist"), sent).text
    assert ("At most 2000 are stored" in answer, "x" * 2001 in answer) == (True, True)
    assert not Review.objects.filter(decision="approved").exists()
