"""An event and what it names: listed, left out, reviewed and published as one."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.desk.addresses import change_url
from forum.desk.audit_sentences import sentence_of
from forum.desk.publishing.panel_buttons import publishing_panel
from forum.history.working_copies.copy_diversion import diverting
from forum.models import AuditEntry, KnowledgeProduct, WorkingCopy
from forum.workflow import record_steps
from forum.workflow.package import Package, read_package
from people.models import Organization, Person, User
from sessions_app.models import Event
from tests.history.test_working_copies import member
from tests.support import factories as make
from tests.support.admin_forms import (
    form_data,
    get_undrawn,
    make_run,
    make_settings,
    make_warning,
    read_form,
)
from tests.support.desk_client import address
from tests.support.publishing import BOTH, HIDDEN, LATER, draft, refusal
from tests.support.staff import enter
from tests.support.working_copies import copy_url, edit, form_url, panel_token, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    """Return a draft event that names a new person, a new host and a new product."""
    event = draft(slug="ports")
    session = make.make_session(event)
    make.make_appearance(session, make.make_person(name_en="Lin Lan", **HIDDEN))
    host = make.make_organization(name_en="Port Authority", **HIDDEN)
    event.organizations.create(organization=host, role="host")
    make.make_product(title_en="Tide Atlas", launched_in=session, **HIDDEN)
    return event


def package(event: Event) -> Package:
    return read_package(event, BOTH)


def listed(event: Event) -> list[tuple[str, str, bool, bool]]:
    return [
        (type(item.record).__name__, item.state, item.is_needed, item.goes)
        for item in package(event).items
    ]


def statuses(event: Event) -> list[str]:
    records = [Event.objects.get(pk=event.pk), *(item.record for item in package(event).items)]
    return [record.status for record in records]


def lin() -> Person:
    return Person.objects.get(name_en="Lin Lan")


def choose(client: Client, event: Event, name: str, record: Any) -> list[str]:
    return step(client, event, name, item=f"{record._meta.label_lower}:{record.pk}")


def test_what_is_new_goes_with_it_and_who_is_nameless_must(event: Event) -> None:
    assert listed(event) == [
        ("Organization", "new", True, True),
        ("Person", "new", True, True),
        ("KnowledgeProduct", "new", False, True),
    ]


def test_what_is_public_is_counted() -> None:
    event = draft()
    make.make_appearance(make.make_session(event), make.make_person())
    assert (package(event).items, package(event).public) == ([], 1)


def test_who_is_named_already_stays_unless_taken_in(event: Event, reviewer: Client) -> None:
    person = lin()
    person.ready_languages = ["en"]
    person.save()
    state_before = listed(event)[1]
    choose(reviewer, event, "take_in", person)
    assert (state_before, listed(event)[1]) == (
        ("Person", "named", False, False),
        ("Person", "named", False, True),
    )


def test_english_that_is_published_later_takes_along_what_has_english(
    event: Event, reviewer: Client
) -> None:
    make_settings(reviews=0)
    step(reviewer, event, "publish", languages="zh-hans")
    event.refresh_from_db()
    state_before = [(item.state, item.languages) for item in read_package(event, ["en"]).items]
    step(reviewer, event, "publish", languages="en")
    assert state_before == [("untranslated", ["en"])] * 3
    assert lin().page_languages == BOTH


def test_a_language_that_was_withdrawn_stays_withdrawn(event: Event, reviewer: Client) -> None:
    make_settings(reviews=0)
    step(reviewer, event, "publish", languages="zh-hans,en")
    record_steps.withdraw(lin(), User.objects.get(username="reviewer-publisher"), "en")
    event.refresh_from_db()
    assert (listed(event), package(event).public) == ([], 3)


def test_a_printed_name_stands_in_the_place_of_the_hosts(event: Event) -> None:
    event.organizations.update(printed_name_en="The Port Authority")
    assert listed(event)[0] == ("Organization", "new", False, True)


def test_a_withheld_guest_is_not_named(event: Event) -> None:
    event.sessions.get().appearances.update(withheld=True)
    assert [type(item.record) for item in package(event).items].count(Person) == 0


def test_an_event_alone_is_refused_while_somebody_is_nameless(event: Event, lin: User) -> None:
    make_settings(reviews=0)
    sentence = refusal(record_steps.publish, event, lin, BOTH)
    assert "“Lin Lan” has no public name" in sentence


def test_who_is_named_later_is_nameless_now(event: Event, lin: User) -> None:
    make_settings(reviews=0)
    later = timezone.now() + timedelta(days=2)
    for item in package(event).items:
        record_steps.publish(item.record, lin, item.languages, later)
    assert "has no public name" in refusal(record_steps.publish, event, lin, BOTH)
    record_steps.publish(event, lin, BOTH, later)
    assert Event.objects.get(pk=event.pk).is_scheduled


def test_all_is_published_by_one_button(event: Event, reviewer: Client, client: Client) -> None:
    make_settings(reviews=0)
    panel = publishing_panel(User.objects.get(username="reviewer-publisher"), event)
    (*_each, button) = panel.choices
    message = step(
        reviewer, event, "publish", languages=button.codes,
        package_token=panel.package.version_token,
    )[-1]  # fmt: skip
    page = client.get("/en/events/ports/").text
    assert ("Lin Lan" in page, "Port Authority" in page, "Tide Atlas" in page) == (True,) * 3
    assert (button.label, "3 records are published" in message) == (
        "Publish Chinese and English, with 3 records",
        True,
    )


def test_nothing_is_published_where_one_record_cannot_be(event: Event, reviewer: Client) -> None:
    make_settings(reviews=1)
    message = step(reviewer, event, "publish", languages="zh-hans,en")[-1]
    assert ("“Port Authority”" in message, {*statuses(event)}) == (True, {"draft"})


def test_what_is_left_out_stays(event: Event, reviewer: Client) -> None:
    make_settings(reviews=0)
    product = event.sessions.get().launched_products.get()
    choose(reviewer, event, "leave_out", product)
    step(reviewer, event, "publish", languages="zh-hans,en")
    product.refresh_from_db()
    assert (product.status, Event.objects.get(pk=event.pk).status) == ("draft", "published")


def test_who_would_be_nameless_is_not_left_out(event: Event, reviewer: Client) -> None:
    message = choose(reviewer, event, "leave_out", lin())[-1]
    assert ("title without a name" in message, listed(event)[1][3]) == (True, True)


def test_it_is_submitted_and_approved_as_one(event: Event) -> None:
    make_settings(reviews=1)
    editor, reviewer = enter("Editor"), enter("Reviewer-publisher")
    step(editor, event, "submit", languages=BOTH)
    step(reviewer, event, "approve")
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert (statuses(event), Person.objects.get().status) == (["published"], "published")


def test_a_package_that_moved_on_is_not_published_unseen(event: Event, reviewer: Client) -> None:
    make_settings(reviews=0)
    token = package(event).version_token
    person = lin()
    person.name_en = "Lin Lam"
    person.save()
    step(reviewer, event, "publish", languages="zh-hans,en", package_token=token)
    assert Event.objects.get(pk=event.pk).status == "draft"


def test_a_changed_host_is_published_with_a_draft_event(reviewer: Client) -> None:
    make_settings(reviews=0)
    event, host = draft(), make.make_organization(name_en="Port Authority")
    event.organizations.create(organization=host, role="host")
    edit(enter("Editor"), host, name_en="Port Office")
    state_before = [(item.state, item.languages) for item in package(event).items]
    step(reviewer, event, "publish", languages="zh-hans,en")
    assert (state_before, Organization.objects.get().name_en) == (
        [("changed", ["en"])],
        "Port Office",
    )


def test_a_new_guest_in_a_working_copy_is_published_with_it(reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event()
    reviewer.post(copy_url("working-copy-start", event))
    person = make.make_person(name_en="Lin Lan", **HIDDEN)
    session = make.make_session(event)
    make.make_appearance(session, person)
    edit(enter("Editor"), event, title_en="Blue Ports")
    step(reviewer, event, "publish", languages="en")
    person.refresh_from_db()
    assert (person.status, WorkingCopy.objects.open().count()) == ("published", 0)


def test_a_public_event_publishes_what_it_names_anew(reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event()
    person = make.make_person(name_en="Lin Lan", **HIDDEN)
    make.make_appearance(make.make_session(event), person)
    message = step(reviewer, event, "publish", languages="")[-1]
    person.refresh_from_db()
    assert (person.status, message) == ("published", "1 record is published with it.")


@pytest.mark.parametrize("status", ["draft", "offline"])
def test_nobody_is_published_with_an_event_that_stays_hidden(
    event: Event, reviewer: Client, status: str
) -> None:
    make_settings(reviews=0)
    Event.objects.filter(pk=event.pk).update(status=status)
    step(reviewer, event, "publish", languages="")
    assert statuses(event) == [status, "draft", "draft", "draft"]


def test_a_working_copy_of_an_offline_event_publishes_nobody(reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event(status="offline")
    edit(enter("Editor"), event, title_en="Blue Ports")
    host = make.make_organization(**HIDDEN)
    make.make_role(event, organization=host, printed_name_en="The Port Authority")
    label = (
        publishing_panel(
            User.objects.get(username="reviewer-publisher"), event, WorkingCopy.objects.get()
        )
        .choices[-1]
        .label
    )
    step(reviewer, event, "publish", languages="en")
    host.refresh_from_db()
    title = Event.objects.get(pk=event.pk).title_en
    assert (title, host.status, label) == ("Blue Ports", "draft", "Publish English")


def press(client: Client, record: Event | Person, **sent: Any) -> Any:
    """Press the button that publishes; return the answer itself."""
    url = address(type(record), "publishing", record.pk)
    shown = {"step": "publish", "version_token": panel_token(record), "languages": "en"}
    return client.post(url, {**shown, **sent})


def test_open_findings_are_counted_on_the_button(reviewer: Client) -> None:
    make_settings(reviews=0)
    event = draft()
    make_warning(make_run(event=event))
    user = User.objects.get(username="reviewer-publisher")
    labels = [button.label for button in publishing_panel(user, event).choices]
    assert labels[0] == "Publish Chinese (1 open finding)"


def test_open_findings_are_asked_about_before_anything_is_published(reviewer: Client) -> None:
    make_settings(reviews=0)
    event = draft(title_en="Ports")
    run = make_run(event=event)
    doubt = make_warning(run, level="warning", kind="same_name")
    guess = make_warning(run, level="warning", kind="guess")
    page = press(reviewer, event)
    event.refresh_from_db()
    assert (page.status_code, page.context["named"], event.status) == (
        422,
        [(guess, change_url(guess)), (doubt, change_url(doubt))],
        "draft",
    )


@pytest.mark.parametrize("later", [{}, LATER])
def test_what_is_published_all_the_same_is_logged(reviewer: Client, later: dict[str, str]) -> None:
    make_settings(reviews=0)
    event = draft(title_en="Ports")
    make_warning(make_run(event=event), level="warning", kind="guess")
    page = press(reviewer, event, **later)
    press(reviewer, event, **dict([*page.context["carried"], page.context["seen"]]))
    event.refresh_from_db()
    entry = AuditEntry.objects.get(action="published")
    assert (event.ready_languages, entry.params["open_findings"]) == (["en"], 1)
    assert "(1 open finding): English" in sentence_of(entry)


def test_a_working_copy_with_open_findings_is_asked_about(reviewer: Client) -> None:
    make_settings(reviews=0)
    event = make.make_event(title_en="Ports")
    edit(enter("Editor"), event, title_en="Blue Ports")
    make_warning(make_run(event=event), level="warning", kind="guess")
    page = press(reviewer, event, asked_kind="slip")
    event.refresh_from_db()
    assert (page.status_code, event.title_en) == (422, "Ports")


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "1 finding of imports about “Lin Wan” is open. Nothing has been published yet."),
        ("zh-hans", "“Lin Wan”有 1 项导入问题待处理。目前尚未发布任何内容。"),
    ],
)
def test_whoever_is_published_alone_is_asked_about_by_name(
    reviewer: Client, language: str, question: str
) -> None:
    make_settings(reviews=0)
    reviewer.cookies["django_language"] = language
    guest = make.make_person(name_en="Lin Wan", name_zh_hans=None, status="draft")
    doubt = make_warning(make_run(), level="warning", kind="same_name", subject="Lin Wan")
    make_warning(make_run(), level="warning", kind="same_name", subject="Lin")
    page = press(reviewer, guest)
    answer = press(reviewer, guest, findings_seen=str(doubt.pk))
    guest.refresh_from_db()
    assert (question in page.text, page.status_code, answer.status_code, guest.status) == (
        True,
        422,
        302,
        "published",
    )
    listed = reviewer.get(page.context["findings_url"])
    assert [*listed.context["cl"].result_list] == [doubt]


def test_the_panel_lists_it(event: Event, reviewer: Client) -> None:
    page = reviewer.get(f"/admin/sessions_app/event/{event.pk}/change/").text
    assert ("Published with it" in page, "May not be left out" in page) == (True, True)


def test_a_product_that_is_added_from_the_event_goes_with_it(
    event: Event, admin_client: Client
) -> None:
    make.make_session(event, kind="opening")
    launch = make.make_session(event, kind="launch")
    url = f"/admin/forum/knowledgeproduct/add/?_event={event.pk}"
    page = admin_client.get(url)
    offered = page.context["adminform"].form.fields["launched_in"].queryset
    data = {**form_data(page), "title_en": "Port Primer"}
    answer = admin_client.post(url, data)
    product = KnowledgeProduct.objects.get(title_en="Port Primer")
    assert (data["launched_in"], set(offered)) == (str(launch.pk), set(event.sessions.all()))
    assert product in [item.record for item in package(event).items]
    anchor = answer["Location"].partition("#")[2]
    assert f'<li id="{anchor}"' in admin_client.get(answer["Location"]).text


def test_a_product_of_an_event_names_its_session(event: Event, admin_client: Client) -> None:
    make.make_session(event, kind="opening")
    make.make_session(event, kind="keynote")
    url = f"/admin/forum/knowledgeproduct/add/?_event={event.pk}"
    data = {**read_form(admin_client, url), "title_en": "Port Primer"}
    errors = admin_client.post(url, data).context["adminform"].form.errors
    is_stored = KnowledgeProduct.objects.filter(title_en="Port Primer").exists()
    assert (data["launched_in"], list(errors), is_stored) == ("", ["launched_in"], False)


def test_a_product_of_an_event_without_sessions_says_what_comes_first(admin_client: Client) -> None:
    event = make.make_event(status="draft")
    page = admin_client.get(f"/admin/forum/knowledgeproduct/add/?_event={event.pk}")
    assert "This event has no session yet" in page.text


def test_chinese_is_published_after_english_was_scheduled(event: Event, reviewer: Client) -> None:
    make_settings(reviews=0)
    names = {item.record for item in package(event).items}
    step(reviewer, event, "publish", languages="en", **LATER)
    scheduled = {item.record for item in package(event).items if item.state == "scheduled"}
    step(reviewer, event, "publish", languages="zh-hans")
    event.refresh_from_db()
    assert (scheduled, event.page_languages, list(event.schedule)) == (names, ["zh-hans"], ["en"])
    assert (lin().page_languages, list(lin().schedule)) == (["zh-hans"], ["en"])


def test_what_was_scheduled_with_an_event_is_cancelled_with_it(
    event: Event, reviewer: Client
) -> None:
    make_settings(reviews=0)
    step(reviewer, event, "publish", languages="en", **LATER)
    step(reviewer, event, "cancel", languages="en")
    assert statuses(event) == ["draft"] * 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow_with_the_guests(
    count: int, django_assert_num_queries: Any
) -> None:
    event = draft()
    session = make.make_session(event)
    for _number in range(count):
        make.make_appearance(session, make.make_person(**HIDDEN))
    package(event)  # what is looked up once a process
    with django_assert_num_queries(9):
        package(event)


def test_the_panel_tells_photos_that_a_working_copy_adds_changes_and_deletes(
    reviewer: Client,
) -> None:
    event = make.make_event()
    changed, deleted = make.make_photo(event), make.make_photo(event)
    make.make_photo(event, withheld=True)
    with diverting(member("Editor")):
        changed.caption_en = "The quay"
        changed.save()
        deleted.delete()
        make.make_photo(event)
    package = get_undrawn(reviewer, form_url(event)).context_data["publishing"].package
    assert [words for words, _url in package.parts] == [
        "Photos: 3, 1 new, 1 changed, 1 to be deleted, 1 withheld"
    ]


def test_the_panel_names_who_waits_for_a_review_once(event: Event, reviewer: Client) -> None:
    make_settings(reviews=1)
    page = get_undrawn(reviewer, form_url(event)).context_data["publishing"]
    names = [str(check.subject) for check in page.checks if check.is_blocking]
    waiting = [row.name for row in page.package.rows if row.kind == "Person" and row.problem]
    assert (names, waiting) == ([], ["林岚 / Lin Lan"])


def test_the_panel_says_beside_a_guest_that_there_is_no_name(
    event: Event, reviewer: Client
) -> None:
    make_settings(reviews=0)
    person = lin()
    Person.objects.update(name_zh_hans="")
    person.refresh_from_db()
    record_steps.publish(
        person, member("Administrator"), ["en"], timezone.now() + timedelta(days=2)
    )
    Event.objects.update(title_en="")
    page = get_undrawn(reviewer, form_url(event)).context_data["publishing"]
    (row,) = [row for row in page.package.rows if "no public name" in row.problem]
    names = [str(check.subject) for check in page.checks if check.is_blocking]
    assert (row.note, names, {button.is_blocked for button in page.choices}) == ("", [], {True})
