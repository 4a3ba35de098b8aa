"""The desk's first page says what waits, what changed and what there is."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from forum.core.content import Status
from forum.desk import my_work
from forum.desk.addresses import change_url
from forum.history.working_copies.copy_diversion import diverting
from forum.models import ClearanceReply, Comment, ImportUpload, Review, WorkingCopy
from forum.workflow import copy_steps, record_steps
from people.models import User
from sessions_app.models import Event
from tests.history.test_autosaves import keep
from tests.support import factories as make
from tests.support.admin_forms import (
    get_undrawn,
    make_entry,
    make_run,
    make_settings,
    make_upload,
    make_warning,
)
from tests.support.publishing import draft
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db


def boxes(client: Client) -> dict[str, list[str]]:
    boxes = get_undrawn(client, "/admin/").context_data["boxes"]
    return {str(box.title): [line.words for line in box.lines] for box in boxes}


def work(client: Client) -> dict[str, list[tuple[str, str]]]:
    """Return what waits in each event: what is to be done, with what."""
    groups = get_undrawn(client, "/admin/").context_data["work"]
    return {group.title: [(item.kind, item.words) for item in group.items] for group in groups}


def enter(role: str, name: str) -> Client:
    make_roles()
    user = User.objects.create_user(name, is_staff=True, language="en")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def _on(days: int) -> dict[str, Any]:
    """Return the days of an event, so many from today."""
    today = timezone.localdate() + timedelta(days=days)
    return {"starts_on": today, "ends_on": today}


def return_draft(
    lin: User, wang: User, note: str = "The date is missing.", codes: Sequence[str] = ("en",)
) -> Event:
    """Return a draft that Lin submitted in some languages and Wang sent back with a note."""
    event = draft(title_en="Ports")
    record_steps.submit(event, lin, codes)
    record_steps.send_back(event, wang, note)
    return event


def edit_copy(event: Event) -> WorkingCopy:
    """Let somebody who may not publish change an event that is public; submit the working copy."""
    editor, _is_new = User.objects.get_or_create(username="zhao", is_staff=True)
    with diverting(editor):
        event.venue_en = "Hall 9"
        event.save()
    copy = WorkingCopy.objects.latest("pk")
    copy_steps.submit_copy(copy, editor, ["en"])
    return copy


def test_what_goes_on_is_told(admin_client: Client) -> None:
    make.make_event(title_en="Waiting", status=Status.IN_REVIEW)
    person = make.make_person(name_en="Nina Sent")
    make.make_appearance(person=person, clearance_en="sent")
    make_entry()
    assert boxes(admin_client) == {
        "In review": ["Waiting"],
        "Working copies": [],
        "Changed since the last review": [],
        "Translations": [],
        "Sent for clearance, no answer yet": ["Nina Sent"],
        "Recent changes": ["林岚 / Lin Lan"],
    }


def test_what_waits_stands_by_its_event_the_next_first(
    admin_client: Client, admin_user: User, lin: User
) -> None:
    make_settings(reviews=1)
    past = make.make_event(title_en="Past", **_on(-9))
    coming = draft(title_en="Coming", **_on(9))
    record_steps.submit(coming, lin, ["en"])
    session = make.make_session(past)
    person = make.make_person(name_en="Nina Changed")
    make.make_appearance(session=session, person=person, clearance_en="changed_since")
    Comment.objects.create(object=session, text="Which hall?").mentioned.add(admin_user)
    make.make_page(title_en="Tomorrow", published_at=timezone.now() + timedelta(days=1))
    make.make_page(title_en="Next year", published_at=timezone.now() + timedelta(days=300))
    make_warning(make_run(event=past))
    make_upload(by=admin_user, state="planned", name="record.docx")
    make_upload(by=None, state="planned", name="other.docx")
    assert work(admin_client) == {
        "Coming": [("To review", "Coming")],
        "Past": [
            ("Comment for you", str(session)),
            ("Changed since clearance", "Nina Changed"),
            ("Import to check", "1 open finding"),
        ],
        "Other records": [("Your import", "record.docx"), ("Scheduled soon", "Tomorrow")],
    }


def test_what_came_back_waits_with_the_whole_note(lin: User, wang: User, client: Client) -> None:
    make_settings(reviews=1)
    return_draft(lin, wang, "The title is missing.\nAnd the date.")
    client.force_login(lin)
    (group,) = get_undrawn(client, "/admin/").context_data["work"]
    (item,) = (item for item in group.items if item.kind == "Returned to you")
    assert item.note.endswith("The title is missing.\nAnd the date.")


def test_what_came_back_and_was_published_is_said_returned_nowhere(
    lin: User, wang: User, client: Client
) -> None:
    make_settings(reviews=0)
    event = return_draft(lin, wang)
    record_steps.publish(event, wang, ["en"])
    client.force_login(lin)
    panel = get_undrawn(client, change_url(event)).context_data["publishing"]
    assert ("Returned to you" in client.get("/admin/").text, panel.returned) == (False, None)


def test_what_came_back_waits_while_another_language_is_published(lin: User, wang: User) -> None:
    make_settings(reviews=0)
    event = return_draft(lin, wang)
    record_steps.publish(event, wang, ["zh-hans"])
    assert [review.note for review in Review.objects.standing_returns()] == ["The date is missing."]


def test_what_came_back_in_two_languages_waits_until_both_are_published(
    lin: User, wang: User
) -> None:
    make_settings(reviews=0)
    event = return_draft(lin, wang, codes=["zh-hans", "en"])
    waiting = []
    for code in ("zh-hans", "en"):
        record_steps.publish(event, wang, [code])
        waiting.append(Review.objects.standing_returns().exists())
    assert waiting == [True, False]


@pytest.mark.parametrize(("code", "is_waiting"), [("en", False), ("zh-hans", True)])
def test_what_came_back_of_a_working_copy_waits_until_its_language_is_published(
    wang: User, code: str, is_waiting: bool
) -> None:
    make_settings(reviews=0)
    editor = User.objects.create_user("zhao", is_staff=True)
    event = make.make_event(title_en="Ports", title_zh_hans="港口")
    with diverting(editor):
        event.title_en, event.title_zh_hans = "Blue Ports", "蓝色港口"
        event.save()
    copy = WorkingCopy.objects.get()
    copy_steps.submit_copy(copy, editor, ["en"])
    copy_steps.return_copy(copy, wang, "The date is missing.")
    copy_steps.publish_copy(copy, wang, [code])
    is_open = WorkingCopy.objects.open().exists()
    assert (is_open, Review.objects.standing_returns().exists()) == (True, is_waiting)


def test_a_working_copy_ends_no_return_of_the_record_with_its_number(lin: User, wang: User) -> None:
    make_settings(reviews=0)
    copy = edit_copy(make.make_event(pk=9000))
    event = draft(pk=copy.pk, title_en="Ports")
    record_steps.submit(event, lin, ["en"])
    record_steps.send_back(event, wang, "The date is missing.")
    copy_steps.publish_copy(copy, wang, ["en"])
    assert Review.objects.standing_returns().get().object == event


def test_what_came_back_waits_until_its_own_language_is_submitted_again(
    lin: User, wang: User, client: Client
) -> None:
    make_settings(reviews=1)
    event = return_draft(lin, wang)
    client.force_login(lin)
    waiting = []

    def look() -> None:
        """Note whether the panel and the first page say that it came back."""
        panel = get_undrawn(client, change_url(event)).context_data["publishing"]
        listed = "Returned to you" in client.get("/admin/").text
        waiting.append((panel.returned.note if panel.returned else "", listed))

    record_steps.submit(event, lin, ["zh-hans"])
    look()
    record_steps.approve(event, wang)
    record_steps.publish(event, wang, ["zh-hans"])
    look()
    record_steps.submit(event, lin, ["en"])
    look()
    assert waiting == [("The date is missing.", True), ("The date is missing.", True), ("", False)]


def test_the_latest_of_two_notes_stands_in_the_panel(lin: User, wang: User, client: Client) -> None:
    make_settings(reviews=1)
    event = draft(title_en="Ports")
    for code, note in (("en", "The date is missing."), ("zh-hans", "The name is wrong.")):
        record_steps.submit(event, lin, [code])
        record_steps.send_back(event, wang, note)
    client.force_login(lin)
    panel = get_undrawn(client, change_url(event)).context_data["publishing"]
    assert panel.returned.note == "The name is wrong."


def test_nobody_is_asked_to_review_what_they_submitted(wang: User, client: Client) -> None:
    make_settings(reviews=1)
    record_steps.submit(draft(title_en="Ports"), wang, ["en"])
    client.force_login(wang)
    kinds = [kind for items in work(client).values() for kind, _words in items]
    assert "To review" not in kinds


def test_own_submissions_leave_room_for_those_of_others(
    lin: User, wang: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_settings(reviews=1)
    monkeypatch.setattr(my_work, "MOST_ITEMS", 1)
    record_steps.submit(draft(title_en="Ports"), wang, ["en"])
    record_steps.submit(draft(title_en="Rails"), lin, ["en"])
    client.force_login(wang)
    assert work(client)["Rails"] == [("To review", "Rails")]


def test_what_came_back_and_was_discarded_is_no_work(wang: User, client: Client) -> None:
    make_settings(reviews=1)
    copy = edit_copy(make.make_event(title_en="Ports"))
    copy_steps.return_copy(copy, wang, "No.")
    copy_steps.discard_copy(copy, wang, str(copy.version))
    submitter = User.objects.get(username="zhao")
    submitter.is_superuser = True
    submitter.save()
    client.force_login(submitter)
    assert work(client) == {}


def test_a_working_copy_waits_for_its_review(wang: User, client: Client) -> None:
    make_settings(reviews=1)
    copy = edit_copy(make.make_event(title_en="Ports"))
    client.force_login(wang)
    state_before = work(client)
    copy_steps.return_copy(copy, wang, "No.")
    assert (state_before, work(client)) == ({"Ports": [("To review", "Ports")]}, {})


def test_a_submitted_working_copy_is_in_review(wang: User, client: Client) -> None:
    make_settings(reviews=1)
    copy = edit_copy(make.make_event(title_en="Ports"))
    client.force_login(wang)
    in_review_before = boxes(client)["In review"]
    copy_steps.return_copy(copy, wang, "No.")
    assert (in_review_before, boxes(client)["In review"]) == (["Ports"], [])


def test_a_translator_s_desk_is_a_translator_s() -> None:
    facts = {"introduction_zh_hans": "<p>论坛</p>", "introduction_en": ""}
    make.make_event(title_en="Ports", status=Status.IN_REVIEW, **facts)
    make.make_page(title_en="Tomorrow", published_at=timezone.now() + timedelta(days=1))
    client = enter("English translator", "translator")
    assert ([*boxes(client)], [kind for kind, _words in work(client)["Ports"]]) == (
        ["Translations"],
        ["To translate"],
    )


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_empty_site_says_how_to_begin(admin_client: Client, language: str) -> None:
    admin_client.cookies["django_language"] = language
    response = admin_client.get("/admin/")
    assert [link.url for link in response.context["start"]] == [
        "/admin/forum/importupload/",
        "/admin/sessions_app/event/add/",
        "/admin/people/person/add/",
    ]
    assert response.context["is_empty"]


def test_a_helper_is_told_of_one_event(client: Client) -> None:
    make_roles()
    user = User.objects.create_user("helper", is_staff=True)
    user.groups.add(Group.objects.get(name="External helper"))
    own_event = make.make_event(title_en="Mine", status=Status.IN_REVIEW)
    make.make_event(title_en="Other", status=Status.IN_REVIEW)
    user.event_access.create(event=own_event)
    client.force_login(user)
    assert boxes(client)["In review"] == ["Mine"]


def test_a_helper_is_told_of_the_working_copies_of_one_event(client: Client) -> None:
    make_roles()
    user = User.objects.create_user("helper", is_staff=True)
    user.groups.add(Group.objects.get(name="External helper"))
    own_event = make.make_event(title_en="Mine")
    user.event_access.create(event=own_event)
    for event in (own_event, make.make_event(title_en="Other")):
        edit_copy(event)
    client.force_login(user)
    listed = boxes(client)
    assert (listed["Working copies"], listed["In review"]) == (["绿色港口 / Mine"], ["Mine"])


def test_what_there_is_to_translate_is_told(admin_client: Client) -> None:
    facts = {"introduction_zh_hans": "<p>论坛</p>", "introduction_en": ""}
    make.make_event(title_zh_hans="近", title_en="Next", **facts)
    assert (boxes(admin_client)["Translations"], work(admin_client)["Next"]) == (
        ["English 50 %"],
        [("To translate", "English 50 %")],
    )


def test_replies_of_offices_wait_until_somebody_deals_with_them(admin_client: Client) -> None:
    appearance = make.make_appearance(person=make.make_person(name_en="Nina Sent"))
    for settled_at in (None, timezone.now()):
        ClearanceReply.objects.create(
            object=appearance, language="en", answer="cleared", settled_at=settled_at
        )
    (items,) = work(admin_client).values()
    assert items == [("Reply of an office", "Nina Sent")]


def fill_desk(user: User, author: User, rows: int) -> None:
    """Let something of each kind wait for a user, so many times."""
    make_settings(reviews=1)
    for number in range(rows):
        event = draft(introduction_en="")
        record_steps.submit(event, author, ["en"])
        appearance = make.make_appearance(clearance_en="sent", clearance_zh_hans="changed_since")
        ClearanceReply.objects.create(object=appearance, language="en", answer="cleared")
        Comment.objects.create(object=appearance, text="?").mentioned.add(user)
        Comment.objects.create(object=appearance.session, text="?").mentioned.add(user)
        make.make_page(published_at=timezone.now() + timedelta(days=1 + number))
        make_upload(by=user, state="planned", plan={"event_slug": event.slug})
        make_warning(make_run(event=event))
        make_entry()
        copy = edit_copy(make.make_event())
        copy.refusals = {"en": "2024-01-01T09:30:00+08:00"}
        copy.save()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_dashboard(
    admin_client: Client, admin_user: User, lin: User, rows: int, django_assert_num_queries: Any
) -> None:
    fill_desk(admin_user, lin, rows)
    admin_client.get("/admin/")
    with django_assert_num_queries(41):
        admin_client.get("/admin/")


@pytest.mark.parametrize("role", ["", "Reviewer-publisher"])
def test_every_link_of_the_dashboard_leads_to_a_page(
    admin_client: Client, admin_user: User, lin: User, role: str
) -> None:
    client = enter(role, "wen") if role else admin_client
    user = User.objects.latest("pk") if role else admin_user
    fill_desk(user, lin, 1)
    # Its plan is none; a planned one is made by a worker.
    ImportUpload.objects.all().delete()
    make_warning(make_run())
    keep(user, page=change_url(Event.objects.latest("pk")))
    page = get_undrawn(client, "/admin/").context_data
    lines = [line for box in page["boxes"] for line in box.lines]
    items = [item for group in page["work"] for item in group.items]
    entries = (*page["start"], *page["work"], *items, *lines)
    addresses = [*(entry.url for entry in entries), *(box.more for box in page["boxes"])]
    urls = {url.partition("#")[0] for url in addresses if url}
    answers = {url: get_undrawn(client, url).status_code for url in urls}
    assert answers == dict.fromkeys(answers, 200)


def test_the_menu_is_made_once(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    make_menu = AdminSite.get_app_list
    monkeypatch.setattr(
        AdminSite, "get_app_list", lambda *asked: made.append(asked) or make_menu(*asked)
    )
    admin_client.get("/admin/")
    assert len(made) == 1


def test_findings_of_an_import_that_was_undone_are_no_work(admin_client: Client) -> None:
    make_warning(make_run(undone_at=timezone.now()))
    assert work(admin_client) == {}


def test_whoever_has_no_role_is_told_whom_to_ask(client: Client) -> None:
    client.force_login(User.objects.create_user("newcomer", is_staff=True))
    html = client.get("/admin/").text
    assert ("Ask an administrator" in html, "Nothing waits for a review" in html) == (True, False)
