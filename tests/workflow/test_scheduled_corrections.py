"""A change that is scheduled is asked about when it is scheduled, and told at its moment."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.history.working_copies.tables_with_copies import staged
from forum.models import AuditEntry, WorkingCopy
from forum.workflow.copy_steps import approve_copy, submit_copy
from forum.workflow.copy_tasks import publish_scheduled_copy
from forum.workflow.review_rounds import progress_of_copy
from people.models import Organization, User
from sessions_app.models import Correction, Event
from tests.history.test_copy_versions import copy_of
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn, make_settings
from tests.support.desk_client import address
from tests.support.publishing import LATER
from tests.support.working_copies import edit, form_url, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_reviews")]

PAST = "2024-01-01T09:30:00+08:00"
BOTH = "zh-hans,en"


@pytest.fixture
def event(editor: Client) -> Event:
    """A public event whose title another one is to take the place of, in both languages."""
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    edit(editor, event, title_en="Blue Ports", title_zh_hans="蓝色港口")
    return event


def correction(event: Event) -> dict[str, Any]:
    return {
        "asked_kind": "correction",
        "asked_day": "2024-01-05",
        "asked_events": [event.pk],
        "asked_text_en": "The title is Blue Ports.",
    }


def come_due(first: Any = Event) -> None:
    """Let the moment of all that is scheduled have come, and the worker do its work.

    first: the model of the records whose working copies the worker begins with.
    """
    reviewer = User.objects.get(username="reviewer-publisher")
    copies = list(WorkingCopy.objects.open())
    for copy in copies:
        copy.schedule = dict.fromkeys(copy.schedule, PAST)
        copy.save()
    for copy in sorted(copies, key=lambda copy: not isinstance(copy.object, first)):
        publish_scheduled_copy.func(copy.pk, reviewer.pk)


def list_notes() -> list[str]:
    return [correction.text_en for correction in Correction.objects.all()]


def test_scheduling_a_changed_text_asks(reviewer: Client, event: Event) -> None:
    panel = get_undrawn(reviewer, form_url(event)).context_data["publishing"]
    sent = {"step": "publish", "version_token": panel.version_token, "languages": "en", **LATER}
    response = reviewer.post(address(Event, "publishing", event.pk), sent)
    assert (response.status_code, WorkingCopy.objects.get().schedule) == (422, {})
    assert ("at", "2999-01-01T09:30") in response.context["carried"]


@pytest.mark.parametrize("languages", ["en", BOTH])
def test_a_correction_is_told_once_at_its_moment(
    reviewer: Client, event: Event, languages: str
) -> None:
    step(reviewer, event, "publish", languages=languages, **LATER, **correction(event))
    notes_before = list_notes()
    come_due()
    assert (notes_before, list_notes()) == ([], ["The title is Blue Ports."])
    assert Event.objects.get().title_en == "Blue Ports"


def test_a_slip_is_told_at_no_moment(reviewer: Client, event: Event) -> None:
    step(reviewer, event, "publish", languages="en", **LATER)
    come_due()
    assert (Event.objects.get().title_en, list_notes()) == ("Blue Ports", [])


def test_what_is_refused_is_not_told(reviewer: Client, event: Event) -> None:
    step(reviewer, event, "publish", languages="en", **LATER, **correction(event))
    Event.objects.update(title_en="Grey Ports")
    come_due()
    assert (Event.objects.get().title_en, list_notes()) == ("Grey Ports", [])


def test_an_edit_ends_the_note_with_the_schedule(
    editor: Client, reviewer: Client, event: Event
) -> None:
    step(reviewer, event, "publish", languages="en", **LATER, **correction(event))
    edit(editor, event, title_en="Red Ports")
    assert WorkingCopy.objects.get().notes == {}


def test_the_note_of_a_language_outlives_the_publication_of_the_other(
    reviewer: Client, event: Event
) -> None:
    step(reviewer, event, "publish", languages="en", **LATER, **correction(event))
    step(reviewer, event, "publish", languages="zh-hans")
    come_due()
    assert (Event.objects.get().title_en, list_notes()) == (
        "Blue Ports",
        ["The title is Blue Ports."],
    )


def test_what_is_scheduled_as_one_is_told_once(
    editor: Client, reviewer: Client, event: Event
) -> None:
    host = make.make_organization(name_en="Institute")
    make.make_role(event, organization=host)
    edit(editor, host, name_en="Academy")
    step(reviewer, event, "publish", languages=BOTH, **LATER, **correction(event))
    noted = notes()
    come_due()
    assert (noted, list_notes()) == ([["en", "zh-hans"], ["en"]], ["The title is Blue Ports."])


def test_no_copy_tells_what_only_another_one_corrects(
    editor: Client, reviewer: Client, event: Event
) -> None:
    host = make.make_organization(website="https://old.example")
    make.make_role(event, organization=host)
    edit(editor, host, website="https://new.example")
    step(reviewer, event, "publish", languages=BOTH, **LATER, **correction(event))
    noted = notes()
    Event.objects.update(title_en="Grey Ports")
    come_due()
    host.refresh_from_db()
    assert (noted, list_notes()) == ([["en", "zh-hans"], []], [])
    assert host.website == "https://new.example"


@pytest.mark.parametrize("later", [{}, {"later": "on"}])
def test_the_day_of_the_publication_is_proposed(
    reviewer: Client, event: Event, later: dict[str, str]
) -> None:
    panel = get_undrawn(reviewer, form_url(event)).context_data["publishing"]
    sent = {**LATER, "later": "", **later, "version_token": panel.version_token}
    response = reviewer.post(
        address(Event, "publishing", event.pk), {"step": "publish", "languages": "en", **sent}
    )
    day = "2999-01-01" if later else timezone.localdate().isoformat()
    assert response.context["day"] == day


def notes() -> list[list[str]]:
    """Return the languages of each open copy that tell a correction when they are published."""
    return [sorted(copy.notes) for copy in WorkingCopy.objects.open()]


@pytest.fixture
def host(editor: Client, event: Event) -> Organization:
    """Return a host whose public name another one is to take the place of."""
    host = make.make_organization(name_en="Institute")
    make.make_role(event, organization=host)
    edit(editor, host, name_en="Academy")
    return host


def test_a_shared_note_is_told_as_written_once_all_is_published(
    reviewer: Client, event: Event, host: Organization
) -> None:
    text = "The title and the host were corrected."
    answer = {**correction(event), "asked_text_en": text}
    step(reviewer, event, "publish", languages=BOTH, **LATER, **answer)
    come_due()
    assert list_notes() == [text]


TYPED = "The title and the host were corrected."


@pytest.fixture
def shared(reviewer: Client, event: Event, host: Organization) -> Organization:
    """Return the host whose working copy is to be published with the event's, under one note."""
    answer = {**correction(event), "asked_text_en": TYPED}
    step(reviewer, event, "publish", languages=BOTH, **LATER, **answer)
    return host


def test_a_shared_note_is_told_as_written_though_a_part_was_published_before(
    reviewer: Client, shared: Organization
) -> None:
    step(reviewer, shared, "publish", languages="en")
    come_due()
    assert list_notes() == [TYPED]


def test_a_shared_note_is_told_as_written_though_a_language_was_published_before(
    reviewer: Client, event: Event, shared: Organization
) -> None:
    step(reviewer, event, "publish", languages="zh-hans")
    come_due()
    assert list_notes() == [TYPED]


def test_who_scheduled_a_note_hears_that_it_is_not_told_as_written(
    editor: Client, event: Event, shared: Organization
) -> None:
    edit(editor, shared, name_en="College")
    come_due()
    scheduler = User.objects.get(username="reviewer-publisher")
    entry = AuditEntry.objects.get(action=AuditEntry.Action.NOTE_REPLACED)
    assert (TYPED in list_notes(), TYPED in entry.params["reasons"]["en"]) == (False, True)
    assert (entry.object_id, entry.params["scheduled_by"]) == (event.pk, scheduler.pk)


@pytest.mark.parametrize("first", [Event, Organization])
def test_a_note_tells_of_no_change_that_was_refused(
    reviewer: Client, event: Event, host: Organization, first: Any
) -> None:
    step(reviewer, event, "publish", languages="en", **LATER, **correction(event))
    Event.objects.update(title_en="Grey Ports")
    come_due(first)
    host.refresh_from_db()
    assert (host.name_en, list_notes()) == (
        "Academy",
        ["Organization: Name read “Institute”; it is “Academy”."],
    )


def test_a_note_of_a_refused_language_tells_of_the_other_alone(
    reviewer: Client, event: Event
) -> None:
    step(reviewer, event, "publish", languages=BOTH, **LATER, **correction(event))
    approve_english(event)
    come_due()
    assert list_notes() == ["Title read “Green Ports”; it is “Blue Ports”."]


def approve_english(record: Any) -> None:
    """Let the site ask for a review, and give it to the English of a working copy."""
    make_settings(reviews=1)
    copy = copy_of(record)
    submit_copy(copy, User.objects.get(username="editor"), ["en"])
    with staged([copy]):
        edited: Any = type(record)._default_manager.get(pk=record.pk)
        token = progress_of_copy(copy, edited).version_token
    approve_copy(copy, User.objects.get(username="reviewer-publisher"), "", token)


def test_a_note_keeps_the_approvals_of_its_event(
    reviewer: Client, event: Event, host: Organization
) -> None:
    for record in (event, host):
        approve_english(record)
    step(reviewer, host, "publish", languages="en", **correction(event))
    notes_before = list_notes()
    step(reviewer, event, "publish", languages="en")
    assert (notes_before, Event.objects.get().title_en) == (
        ["The title is Blue Ports."],
        "Blue Ports",
    )
