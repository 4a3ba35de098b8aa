"""What an event names and waits for a moment: published with it, left to its moment, cancelled."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from forum.core.content import Content
from forum.desk.publishing.panel_buttons import publishing_panel
from forum.models import KnowledgeProduct, WorkingCopy
from forum.workflow import copy_steps, record_steps
from forum.workflow.coming_events import read_coming_names
from forum.workflow.copy_tasks import publish_scheduled_copy
from forum.workflow.package import read_package
from forum.workflow.step_labels import moment
from people.models import Organization, Person, User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import get_undrawn
from tests.support.publishing import BOTH, HIDDEN, LATER, draft
from tests.support.staff import enter
from tests.support.working_copies import edit, form_url, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_reviews")]
SOON = {"later": "on"}


@pytest.fixture
def event() -> Event:
    return draft(slug="ports", title_en="Green Ports")


def user() -> User:
    return User.objects.get(username="reviewer-publisher")


def launch(event: Event, **values: Any) -> KnowledgeProduct:
    session = make.make_session(event, kind="launch")
    return make.make_product(title_en="Tide Atlas", launched_in=session, **{**HIDDEN, **values})


def invite(event: Event, person: Person) -> Person:
    make.make_appearance(make.make_session(event), person)
    return person


def guest(event: Event, **values: Any) -> Person:
    return invite(event, make.make_person(**{**HIDDEN, **values}))


def changed_host(event: Event) -> WorkingCopy:
    """Return the working copy of a public host's English name."""
    host = make.make_organization(name_en="Port Authority")
    make.make_role(event, organization=host)
    edit(enter("Editor"), host, name_en="Port Office")
    return WorkingCopy.objects.open().get()


def days(number: float) -> Any:
    return timezone.now() + timedelta(days=number)


def languages(record: Content) -> tuple[list[str], list[str]]:
    """Return in which languages a record is public, and in which it is scheduled."""
    record.refresh_from_db()
    return record.page_languages, list(record.schedule)


def going(event: Event) -> list[bool]:
    return [item.goes for item in read_package(event, BOTH).items]


def test_a_record_with_a_moment_of_its_own_waits_for_it(event: Event, reviewer: Client) -> None:
    product = launch(event)
    record_steps.publish(product, user(), ["en"], days(2))
    step(reviewer, event, "publish", languages="zh-hans")
    assert (languages(event)[0], languages(product)) == (["zh-hans"], ([], ["en"]))


def test_a_record_with_a_moment_of_its_own_is_taken_in(event: Event, reviewer: Client) -> None:
    product = launch(event)
    record_steps.publish(product, user(), ["en"], days(2))
    step(reviewer, event, "take_in", item=f"{product._meta.label_lower}:{product.pk}")
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert languages(product) == (BOTH, [])


def test_a_change_with_a_moment_of_its_own_waits_for_it(event: Event, reviewer: Client) -> None:
    copy = changed_host(event)
    copy_steps.publish_copy(copy, user(), ["en"], days(2))
    step(reviewer, event, "publish", languages="zh-hans,en")
    copy.refresh_from_db()
    assert (list(copy.schedule), Organization.objects.get().name_en) == (["en"], "Port Authority")


def test_a_nameless_guest_does_not_wait(event: Event, reviewer: Client) -> None:
    person = guest(event)
    record_steps.publish(person, user(), ["en"], days(2))
    step(reviewer, event, "publish", languages="zh-hans")
    assert languages(person) == (["zh-hans"], ["en"])


def test_a_moment_that_is_the_events_is_shared(event: Event, reviewer: Client) -> None:
    product, at = launch(event), days(2)
    for record in (event, product):
        record_steps.publish(record, user(), ["en"], at)
    assert going(event) == [True]


def test_the_row_tells_the_moment(event: Event, reviewer: Client) -> None:
    at = days(2)
    record_steps.publish(launch(event), user(), ["en"], at)
    panel = publishing_panel(user(), event)
    assert panel.package
    row = panel.package.rows[0]
    assert (row.state, row.note) == (
        f"Scheduled for {moment(at)}",
        "Waits for its own moment, and Chinese stays as it is: that goes with the event only if "
        "you choose so.",
    )


def test_the_row_tells_the_moment_of_each_language(event: Event, reviewer: Client) -> None:
    product, first, second = launch(event), days(2), days(3)
    record_steps.publish(product, user(), ["zh-hans"], second)
    record_steps.publish(product, user(), ["en"], first)
    panel = publishing_panel(user(), event)
    assert panel.package
    row = panel.package.rows[0]
    assert (row.state, row.note) == (
        f"English: scheduled for {moment(first)} · Chinese: scheduled for {moment(second)}",
        "Waits for its own moment: before that it goes only if you choose so.",
    )


@pytest.mark.parametrize("is_taken_in", [True, False])
def test_a_change_that_is_due_before_the_event_is_named_with_its_moment(
    event: Event, reviewer: Client, is_taken_in: bool
) -> None:
    copy, soon = changed_host(event), days(1)
    copy_steps.publish_copy(copy, user(), ["en"], soon)
    if is_taken_in:
        take_in(reviewer, event, Organization.objects.get())
    message = step(reviewer, event, "publish", languages="zh-hans,en", **LATER)[-1]
    copy.refresh_from_db()
    assert copy_steps.scheduled_moments(copy) == {"en": soon}
    assert f"“Port Authority” waits for its own moment: {moment(soon)}." in message
    assert "published with it" not in message


def test_a_change_that_is_due_with_the_event_by_itself_goes_with_it(
    event: Event, reviewer: Client
) -> None:
    copy, at = changed_host(event), timezone.make_aware(datetime(2999, 1, 1, 9, 30))
    copy_steps.publish_copy(copy, user(), ["en"], at)
    take_in(reviewer, event, Organization.objects.get())
    message = step(reviewer, event, "publish", languages="zh-hans,en", **LATER)[-1]
    copy.refresh_from_db()
    assert copy_steps.scheduled_moments(copy) == {"en": at}
    assert ("1 record is published with it." in message, "waits" in message) == (True, False)


def test_a_change_of_a_language_that_is_hidden_until_later_comes_with_the_event(
    event: Event, reviewer: Client
) -> None:
    copy, host = embargoed_host(event), Organization.objects.get()
    copy_steps.publish_copy(copy, user(), ["en"], days(0.5))
    take_in(reviewer, event, host)
    step(reviewer, event, "publish", languages="zh-hans,en", at=f"{days(1):%Y-%m-%dT%H:%M}", **SOON)
    come_due(copy)
    assert (languages(host), host.name_en) == ((BOTH, []), "Port Office")


def test_what_has_no_moment_goes_with_the_event_once_taken_in(
    event: Event, reviewer: Client
) -> None:
    copy, soon = changed_host(event), days(1)
    helper = enter("Editor", name="second")
    edit(helper, Organization.objects.get(), name_en="Port Office", name_zh_hans="港口办")
    copy_steps.publish_copy(copy, user(), ["en"], soon)
    take_in(reviewer, event, Organization.objects.get())
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert Organization.objects.get().name_zh_hans == "港口办"


def test_no_other_language_is_published_instead(event: Event, reviewer: Client) -> None:
    product = launch(event, title_zh_hans="")
    message = step(reviewer, event, "publish", languages="zh-hans")[-1]
    assert (languages(product), "published with it" in message) == (([], []), False)


def test_no_change_of_another_language_is_published_instead(event: Event, reviewer: Client) -> None:
    copy = changed_host(event)
    step(reviewer, event, "publish", languages="zh-hans")
    copy.refresh_from_db()
    assert copy.closed_at is None


def test_each_button_counts_what_goes_in_its_language(event: Event, reviewer: Client) -> None:
    launch(event, title_zh_hans="")
    labels = [button.label for button in publishing_panel(user(), event).choices]
    assert labels == [
        "Publish Chinese", "Publish English, with 1 record",
        "Publish Chinese and English, with 1 record",
    ]  # fmt: skip


def test_a_name_is_published_in_the_only_language_that_it_has(
    event: Event, reviewer: Client
) -> None:
    person = guest(event, name_zh_hans="")
    step(reviewer, event, "publish", languages="zh-hans")
    assert languages(person) == (["en"], [])


def test_a_name_that_is_to_come_is_not_published_instead(event: Event, reviewer: Client) -> None:
    person = guest(event, name_zh_hans="")
    record_steps.publish(person, user(), ["en"], days(2))
    message = step(reviewer, event, "publish", languages="zh-hans")[-1]
    assert (languages(event)[0], languages(person)) == ([], ([], ["en"]))
    assert "has no public name" in message


def test_a_changed_text_is_cancelled_with_the_event(event: Event, reviewer: Client) -> None:
    copy = changed_host(event)
    step(reviewer, event, "publish", languages="zh-hans,en", **LATER)
    copy.refresh_from_db()
    scheduled = list(copy.schedule)
    message = step(reviewer, event, "cancel", languages="en")[-1]
    copy.refresh_from_db()
    assert (scheduled, list(copy.schedule)) == (["en"], [])
    assert "1 record is cancelled with it." in message


def test_a_change_with_another_moment_is_not_cancelled(event: Event, reviewer: Client) -> None:
    copy = changed_host(event)
    copy_steps.publish_copy(copy, user(), ["en"], days(2))
    step(reviewer, event, "publish", languages="en", **LATER)
    step(reviewer, event, "cancel", languages="en")
    copy.refresh_from_db()
    assert list(copy.schedule) == ["en"]


def test_the_change_that_ends_with_a_record_s_schedule_is_named(
    event: Event, reviewer: Client
) -> None:
    host = make.make_organization(name_en="Port Authority", **HIDDEN)
    make.make_role(event, organization=host)
    step(reviewer, event, "publish", languages="en", **LATER)
    edit(enter("Editor"), Organization.objects.get(), name_en="Port Office")
    copy = WorkingCopy.objects.open().get()
    copy_steps.publish_copy(copy, user(), ["en"], days(200))
    message = step(reviewer, event, "cancel", languages="en")[-1]
    copy.refresh_from_db()
    assert list(copy.schedule) == []
    assert "Port Authority: A change of it was scheduled as well: it stays" in message


def test_what_a_working_copy_named_is_cancelled_with_it(reviewer: Client) -> None:
    event = make.make_event()
    edit(enter("Editor"), event, title_en="Blue Ports")
    person = guest(event)
    step(reviewer, event, "publish", languages="en", **LATER)
    languages_before = languages(person)
    step(reviewer, event, "cancel", languages="en")
    assert (languages_before, languages(person)) == (([], ["en"]), ([], []))
    assert WorkingCopy.objects.open().get().schedule == {}


def test_a_guest_of_another_event_that_is_due_stays(event: Event, reviewer: Client) -> None:
    person, other_event = guest(event), draft(title_en="Quiet Harbours")
    invite(other_event, person)
    for record in (event, other_event):
        step(reviewer, record, "publish", languages="en", **LATER)
    message = step(reviewer, event, "cancel", languages="en")[-1]
    assert (languages(event)[1], languages(person)[1]) == ([], ["en"])
    assert "“Lin Lan” stays scheduled: “Quiet Harbours” is scheduled and names it." in message


def test_a_guest_stays_whom_the_other_language_names(event: Event, reviewer: Client) -> None:
    person = guest(event, name_zh_hans="")
    step(reviewer, event, "publish", languages="zh-hans,en", **LATER)
    step(reviewer, event, "cancel", languages="en")
    assert (languages(event)[1], languages(person)[1]) == (["zh-hans"], ["en"])


def test_a_name_in_its_only_language_is_cancelled_too(event: Event, reviewer: Client) -> None:
    person = guest(event, name_zh_hans="")
    step(reviewer, event, "publish", languages="zh-hans", **LATER)
    languages_before = languages(person)
    step(reviewer, event, "cancel", languages="zh-hans")
    assert (languages_before, languages(person)) == (([], ["en"]), ([], []))


def test_what_somebody_may_not_publish_stays_and_is_named(event: Event, reviewer: Client) -> None:
    person = guest(event)
    step(reviewer, event, "publish", languages="en", **LATER)
    rights = ["add_review", "view_event", "change_event"]
    helper = User.objects.create_user("helper", is_staff=True)
    helper.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(helper)
    message = step(client, event, "cancel", languages="en")[-1]
    assert (languages(event)[1], languages(person)[1]) == ([], ["en"])
    assert "“Lin Lan” stays scheduled: Your role does not include publishing it." in message


def test_a_guest_who_is_due_before_the_event_keeps_that_moment(
    reviewer: Client, event: Event
) -> None:
    person, soon = guest(event), days(1)
    record_steps.publish(person, user(), BOTH, soon)
    step(reviewer, event, "publish", languages="zh-hans,en", **LATER)
    person.refresh_from_db()
    assert (len(event_schedule(event)), person.schedule) == (2, dict.fromkeys(BOTH, soon))


@pytest.mark.parametrize("count", [1, 3])
def test_what_coming_events_name_is_read_in_as_many_statements(
    reviewer: Client, count: int, django_assert_num_queries: Any
) -> None:
    at, people, editor = days(2), [], enter("Editor")
    for _number in range(count):
        coming, public = draft(), make.make_event()
        people.append(invite(coming, make.make_person()))
        launch(coming)
        record_steps.publish(coming, user(), ["en"], at)
        edit(editor, public, title_en="Quiet Harbours")
        people.append(invite(public, make.make_person()))
        copy_steps.publish_copy(WorkingCopy.objects.latest("pk"), user(), ["en"], at)
    read_coming_names("en", at)  # what is looked up once a process
    with django_assert_num_queries(7):
        names = read_coming_names("en", at)
    assert all(names.event_of(person) for person in people)


def event_schedule(event: Event) -> dict[str, Any]:
    event.refresh_from_db()
    return event.schedule


def test_a_guest_whom_a_scheduled_change_names_stays(event: Event, reviewer: Client) -> None:
    person, public = guest(event), make.make_event(title_en="Quiet Harbours")
    appearance = make.make_appearance(
        make.make_session(public), make.make_person(name_en="Wang Fang")
    )
    edit(enter("Editor"), appearance, person=person.pk)
    for record in (event, public):
        step(reviewer, record, "publish", languages="en", **LATER)
    message = step(reviewer, event, "cancel", languages="en")[-1]
    assert (languages(event)[1], languages(person)[1]) == ([], ["en"])
    assert "“Lin Lan” stays scheduled: “Quiet Harbours” is scheduled and names it." in message


def test_a_choice_says_nothing_of_a_moment_that_was_set_later(
    event: Event, reviewer: Client
) -> None:
    product = launch(event)
    take_in(reviewer, event, product)
    record_steps.publish(product, user(), ["en"], days(2))
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert (languages(event)[0], languages(product)) == (BOTH, ([], ["en"]))


def test_a_needed_name_is_not_published_before_its_moment_unasked(
    event: Event, reviewer: Client
) -> None:
    person, at = guest(event), days(2)
    record_steps.publish(person, user(), ["en"], at)
    message = step(reviewer, event, "publish", languages="zh-hans,en")[-1]
    assert (languages(event), languages(person)) == (([], []), ([], ["en"]))
    assert f"“Lin Lan”: It is scheduled for {moment(at)} by itself." in message


def test_a_needed_name_is_published_before_its_moment_once_taken_in(
    event: Event, reviewer: Client
) -> None:
    person = guest(event)
    record_steps.publish(person, user(), ["en"], days(2))
    take_in(reviewer, event, person)
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert languages(person) == (BOTH, [])


def test_the_row_of_a_needed_name_asks(event: Event, reviewer: Client) -> None:
    record_steps.publish(guest(event), user(), ["en"], days(2))
    page = reviewer.get(f"/admin/sessions_app/event/{event.pk}/change/").text
    assert ('aria-label="Publish with it: ' in page, "Leave out: " in page) == (True, False)


def test_a_change_that_is_due_before_the_event_keeps_that_moment(
    event: Event, reviewer: Client
) -> None:
    copy, soon = changed_host(event), days(1)
    copy_steps.publish_copy(copy, user(), ["en"], soon)
    take_in(reviewer, event, Organization.objects.get())
    step(reviewer, event, "publish", languages="zh-hans,en", **LATER)
    copy.refresh_from_db()
    assert (len(event_schedule(event)), copy_steps.scheduled_moments(copy)) == (2, {"en": soon})


def test_a_change_that_was_taken_in_ends_a_later_moment_when_it_is_due(
    event: Event, reviewer: Client
) -> None:
    copy, host = embargoed_host(event), Organization.objects.get()
    take_in(reviewer, event, host)
    step(reviewer, event, "publish", languages="zh-hans,en", at=f"{days(1):%Y-%m-%dT%H:%M}", **SOON)
    come_due(copy)
    assert (languages(host), host.name_en) == ((BOTH, []), "Port Office")


def test_a_later_moment_that_a_change_ends_is_named_no_more(event: Event, reviewer: Client) -> None:
    embargoed_host(event)
    host = Organization.objects.get()
    note_before = note_of_english(reviewer, host)
    take_in(reviewer, event, host)
    step(reviewer, event, "publish", languages="zh-hans,en", at=f"{days(1):%Y-%m-%dT%H:%M}", **SOON)
    assert ("and not before" in note_before, note_of_english(reviewer, host)) == (True, "")


def note_of_english(client: Client, record: Content) -> str:
    languages = get_undrawn(client, form_url(record)).context_data["publishing"].languages
    return next(language.note for language in languages if language.code == "en")


def test_a_change_that_is_scheduled_anew_by_itself_ends_no_later_moment(
    event: Event, reviewer: Client
) -> None:
    copy, host = embargoed_host(event), Organization.objects.get()
    take_in(reviewer, event, host)
    step(reviewer, event, "publish", languages="zh-hans,en", at=f"{days(1):%Y-%m-%dT%H:%M}", **SOON)
    copy_steps.publish_copy(copy, user(), ["en"], days(1))
    come_due(copy)
    assert (languages(host), host.name_en) == ((["zh-hans"], ["en"]), "Port Office")


def embargoed_host(event: Event) -> WorkingCopy:
    """Return the copy of a changed name whose language is to be public later than tomorrow."""
    copy = changed_host(event)
    Organization.objects.update(published_at_en=days(2))
    return copy


def come_due(copy: WorkingCopy) -> None:
    """Let the moment of what a copy has scheduled come, and the worker do its work."""
    copy.refresh_from_db()
    copy.schedule = dict.fromkeys(copy.schedule, days(-1).isoformat())
    copy.save()
    publish_scheduled_copy.func(copy.pk, user().pk)


def take_in(client: Client, event: Event, record: Content) -> None:
    step(client, event, "take_in", item=f"{record._meta.label_lower}:{record.pk}")
