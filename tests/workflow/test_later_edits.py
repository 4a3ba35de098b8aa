"""What is edited after publication is public at once, is told, and confirmed by somebody else."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from forum.core.content import Content
from forum.desk.publishing.panel import compare_address
from forum.history.recording import recording
from forum.models import AuditEntry, Review
from forum.workflow import record_steps
from forum.workflow.review_rounds import progress_of
from forum.workflow.unreviewed_edits import Later, edited_since_review, list_waiting_edits
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings, read_form
from tests.support.desk_client import address
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

LATER = "Changed since the last review"


def staff(role: str, name: str = "") -> Client:
    """Return the browser of somebody with a role."""
    if not Group.objects.exists():
        make_roles()
    user = User.objects.create_user(name or role.lower().replace(" ", "-"), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    """Return whoever edits what is public directly, as those do who may publish."""
    return staff("Reviewer-publisher", "editor")


@pytest.fixture
def reviewer() -> Client:
    return staff("Reviewer-publisher")


@pytest.fixture
def event() -> Event:
    """An event that was reviewed and published."""
    event = make.make_event(status="draft", title_en="Green Ports")
    submitter, approver = (User.objects.create_superuser(name) for name in ("lin", "wang"))
    record_steps.submit(event, submitter, ["zh-hans", "en"])
    record_steps.approve(event, approver)
    record_steps.publish(event, approver, ["zh-hans", "en"])
    return event


def edit(client: Client, record: Any, **values: Any) -> None:
    url = address(type(record), "change", record.pk)
    client.post(url, read_form(client, url) | values)


def act(client: Client, record: Content, step: str, **values: Any) -> None:
    page = client.get(address(type(record), "change", record.pk))
    token = page.context["publishing"].version_token
    url = address(type(record), "publishing", record.pk)
    client.post(url, {"step": step, "version_token": token} | values)


def later(record: Content) -> Later | None:
    return edited_since_review(record, progress_of(record))


def list_editors(record: Content) -> list[str]:
    later_edits = later(record)
    return [edit.who for edit in later_edits.edits] if later_edits else []


def test_what_was_reviewed_is_as_it_was(event: Event) -> None:
    assert later(event) is None


def test_an_edit_is_told_with_who_made_it(event: Event, editor: Client) -> None:
    edit(editor, event, title_en="Blue Ports")
    event.refresh_from_db()
    assert (event.title_en, list_editors(event)) == ("Blue Ports", ["editor"])


def test_an_edit_of_a_part_is_told(event: Event, editor: Client) -> None:
    session = make.make_session(event)
    edit(editor, session, title_en="Ports")
    assert list_editors(event) == ["editor"]


def test_a_step_is_no_edit(event: Event, reviewer: Client) -> None:
    act(reviewer, event, "withdraw", languages="en")
    assert (Event.objects.get().ready_languages, later(event)) == (["zh-hans"], None)


def test_a_draft_is_not_told(editor: Client) -> None:
    event = make.make_event(status="draft")
    edit(editor, event, title_en="Blue Ports")
    assert later(event) is None


def test_a_site_without_reviews_tells_nothing(event: Event, editor: Client) -> None:
    make_settings(reviews=0)
    edit(editor, event, title_en="Blue Ports")
    assert later(event) is None


def test_what_was_never_reviewed_is_told_from_its_publication(editor: Client) -> None:
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    assert list_editors(event) == ["editor"]


def test_what_a_command_wrote_before_any_review_is_taken_as_it_is(editor: Client) -> None:
    event = make.make_event()
    with recording():
        event.title_en = "Blue Ports"
        event.save()
    rows = list_waiting_edits(Event.objects.all(), 1)
    assert (later(event), list(rows)) == (None, [])


def test_what_a_command_wrote_after_a_review_is_told(event: Event) -> None:
    with recording():
        event.title_en = "Blue Ports"
        event.save()
    assert (list_editors(event), list_waiting_edits(Event.objects.all(), 1).get()) == ([""], event)


def test_the_panel_compares_with_what_was_reviewed(event: Event, editor: Client) -> None:
    edit(editor, event, title_en="Blue Ports")
    later_edits = later(event)
    assert later_edits
    rows = editor.get(compare_address(event, later_edits)).context["rows"]
    assert [(field.old, field.new) for field in rows[0].fields] == [("Green Ports", "Blue Ports")]


def test_the_second_edit_is_compared_with_what_was_confirmed(
    event: Event, editor: Client, reviewer: Client
) -> None:
    edit(editor, event, title_en="Blue Ports")
    act(reviewer, event, "confirm")
    edit(editor, event, title_en="Red Ports")
    later_edits = later(event)
    assert later_edits
    rows = editor.get(compare_address(event, later_edits)).context["rows"]
    assert [(field.old, field.new) for field in rows[0].fields] == [("Blue Ports", "Red Ports")]


def test_somebody_else_confirms(event: Event, editor: Client, reviewer: Client) -> None:
    edit(editor, event, title_en="Blue Ports")
    act(reviewer, event, "confirm", note="Read")
    given_review = Review.objects.get(decision="confirmed")
    logged = AuditEntry.objects.filter(action="confirmed").count()
    assert (later(event), str(given_review.by), given_review.note, logged) == (
        None,
        "reviewer-publisher",
        "Read",
        1,
    )


def test_nobody_confirms_their_own_edit(event: Event, reviewer: Client) -> None:
    edit(reviewer, event, title_en="Blue Ports")
    act(reviewer, event, "confirm")
    assert list_editors(event) == ["reviewer-publisher"]


def test_an_editor_confirms_nothing(event: Event, editor: Client) -> None:
    edit(editor, event, title_en="Blue Ports")
    act(staff("Editor", "second"), event, "confirm")
    assert list_editors(event) == ["editor"]


def test_what_changed_meanwhile_is_not_confirmed(
    event: Event, editor: Client, reviewer: Client
) -> None:
    edit(editor, event, title_en="Blue Ports")
    page = reviewer.get(address(Event, "change", event.pk))
    edit(editor, event, title_en="Red Ports")
    sent = {"step": "confirm", "version_token": page.context["publishing"].version_token}
    reviewer.post(address(Event, "publishing", event.pk), sent)
    assert len(list_editors(event)) == 2


def test_a_confirmation_leaves_an_open_round_as_it_is(
    event: Event, editor: Client, reviewer: Client
) -> None:
    act(reviewer, event, "withdraw", languages="en")
    edit(editor, event, title_en="Blue Ports")
    act(editor, event, "submit", languages="en")
    act(reviewer, event, "confirm")
    progress = progress_of(Event.objects.get())
    assert (progress.step, later(event)) == (1, None)


def test_the_panel_shows_what_was_changed_and_the_button(
    event: Event, editor: Client, reviewer: Client
) -> None:
    edit(editor, event, title_en="Blue Ports")
    pages = [client.get(address(Event, "change", event.pk)).text for client in (editor, reviewer)]
    assert [(LATER in page, "Confirm as reviewed" in page) for page in pages] == [
        (True, False),
        (True, True),
    ]


def test_the_dashboard_lists_it_with_who_and_what(
    event: Event, editor: Client, reviewer: Client
) -> None:
    make.make_person()
    edit(editor, event, title_en="Blue Ports")
    boxes = {box.title: box.lines for box in get_undrawn(reviewer, "/admin/").context_data["boxes"]}
    (line,) = boxes[LATER]
    assert (line.words, line.url, line.note[:17]) == (
        "Blue Ports",
        reverse("admin:sessions_app_event_change", args=[event.pk]),
        "Event · editor · ",
    )


def test_the_dashboard_forgets_what_was_confirmed(
    event: Event, editor: Client, reviewer: Client
) -> None:
    edit(editor, event, title_en="Blue Ports")
    act(reviewer, event, "confirm")
    boxes = {box.title: box.lines for box in get_undrawn(reviewer, "/admin/").context_data["boxes"]}
    assert boxes[LATER] == []


@pytest.mark.parametrize("edits", [1, 3])
def test_queries_of_the_panel(
    event: Event, editor: Client, edits: int, django_assert_num_queries: Any
) -> None:
    for number in range(edits):
        edit(editor, event, title_en=f"Ports {number}")
    progress = progress_of(event)
    with django_assert_num_queries(3):
        edited_since_review(event, progress)
