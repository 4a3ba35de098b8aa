"""Bulk actions ask first, act on what was seen alone, and say how many and why not."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.models import Review, TakeDown, Topic
from forum.workflow import record_steps
from people.models import Organization, Person, User
from sessions_app.models import Event, Session
from tests.history.test_autosaves import keep
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_settings, make_warning, messages_of
from tests.support.bulk_forms import MOVED_ON, ask, confirm, plain
from tests.support.desk_client import address
from tests.support.publishing import BOTH, HIDDEN, draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def _no_reviews() -> None:
    make_settings(reviews=0)


# Publishing


@pytest.mark.usefixtures("_no_reviews")
def test_nothing_is_published_before_it_is_confirmed(admin_client: Client) -> None:
    page = ask(admin_client, "publish", draft())
    assert (page.status_code, Event.objects.published().exists()) == (200, False)


@pytest.mark.usefixtures("_no_reviews")
def test_what_was_confirmed_is_published(admin_client: Client) -> None:
    page = ask(admin_client, "publish", draft(), draft())
    assert confirm(admin_client, page, languages=BOTH) == ["2 records published."]
    assert [event.ready_languages for event in Event.objects.published()] == [BOTH, BOTH]


@pytest.mark.usefixtures("_no_reviews")
def test_only_the_chosen_language_is_published(admin_client: Client) -> None:
    event = draft()
    confirm(admin_client, ask(admin_client, "publish", event), languages=["en"])
    event.refresh_from_db()
    assert (event.status, event.ready_languages) == ("published", ["en"])


@pytest.mark.usefixtures("_no_reviews")
def test_the_page_says_what_blocks_each_record(admin_client: Client) -> None:
    blocked = draft(title_en="", accent="#ffffff")
    rows = ask(admin_client, "publish", draft(), blocked).context["rows"]
    found = {
        row.url.split("/")[-3]: [
            (prospect.state, [check.message for check in prospect.reasons])
            for prospect in row.prospects
        ]
        for row in rows
    }
    accent = "The accent colour cannot be read on the page."
    assert found[str(blocked.pk)] == [
        ("Blocked", [accent]),
        ("Blocked", ["“Title · English” is missing.", accent]),
    ]
    assert [("Will be published", [])] * 2 in found.values()


@pytest.mark.usefixtures("_no_reviews")
def test_what_can_be_published_is_and_the_rest_is_told(admin_client: Client) -> None:
    whole, chinese = draft(), draft(title_zh_hans="港", title_en="")
    page = ask(admin_client, "publish", whole, chinese)
    lines = confirm(admin_client, page, languages=BOTH)
    chinese.refresh_from_db()
    assert (plain(lines), chinese.ready_languages) == (
        ["2 records published.", "1 record: “Title · English” is missing. 港"],
        ["zh-hans"],
    )


@pytest.mark.usefixtures("_no_reviews")
def test_one_reason_of_several_records_is_told_once_with_links(admin_client: Client) -> None:
    drafts = [draft(title_zh_hans=f"港{number}", title_en="") for number in range(3)]
    page = ask(admin_client, "publish", *drafts)
    first, reason = confirm(admin_client, page, languages=["en"])
    links = [f'<a href="{address(Event, "change", draft.pk)}">' for draft in drafts]
    assert first == "0 records published."
    assert reason.startswith("3 records: “Title · English” is missing.")
    assert all(link in reason for link in links)


@pytest.mark.usefixtures("_no_reviews")
def test_at_most_ten_records_are_named(admin_client: Client) -> None:
    topics = [make.make_topic() for _each in range(12)]
    page = ask(admin_client, "publish", *topics)
    _first, reason = confirm(admin_client, page, languages=["en"])
    assert (reason.count("<a href"), reason.endswith("and 2 more")) == (10, True)


@pytest.mark.usefixtures("_no_reviews")
def test_names_are_escaped_in_what_is_said(admin_client: Client) -> None:
    topic = make.make_topic(name_zh_hans="", name_en="<b>Ports</b>")
    page = ask(admin_client, "publish", topic)
    assert "&lt;b&gt;Ports" in confirm(admin_client, page, languages=["en"])[1]


@pytest.mark.usefixtures("_no_reviews")
def test_without_a_language_the_page_asks_again(admin_client: Client) -> None:
    page = ask(admin_client, "publish", draft())
    sent = {"action": "publish", "version_tokens": page.context["version_tokens"], "confirmed": "1"}
    again = admin_client.post(address(Event, "changelist"), {**sent, "_selected_action": "0"})
    assert again.context["refused"] == "Choose at least one language."


@pytest.mark.usefixtures("_no_reviews")
@pytest.mark.parametrize("model", [Event, Organization])
@pytest.mark.parametrize(("is_agreed", "status"), [(False, "draft"), (True, "published")])
def test_open_findings_of_imports_are_asked_about(
    admin_client: Client, model: type[Event | Organization], is_agreed: bool, status: str
) -> None:
    is_event = model is Event
    record = draft() if is_event else make.make_organization(name_en="House", status="draft")
    run = make_run(event=record if is_event else None)
    finding = make_warning(run, subject="" if is_event else "House")
    page = ask(admin_client, "publish", record)
    agreed = {"findings_seen": str(finding.pk)} if is_agreed else {}
    confirm(admin_client, page, languages=["en"], **agreed)
    record.refresh_from_db()
    assert ("1 open finding</a>" in page.text, record.status) == (True, status)


def test_nothing_is_published_before_its_reviews(admin_client: Client) -> None:
    page = ask(admin_client, "publish", draft())
    states = [prospect.state for prospect in page.context["rows"][0].prospects]
    lines = confirm(admin_client, page, languages=BOTH)
    assert (states, plain(lines)[0]) == (["Not reviewed yet"] * 2, "0 records published.")


def test_more_than_one_request_can_do_is_refused(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib import admin

    monkeypatch.setattr(type(admin.site.get_model_admin(Event)), "most_at_once", 1)
    response = ask(admin_client, "publish", draft(), draft())
    assert messages_of(response) == ["You chose 2 records; choose at most 1 at once."]


@pytest.mark.usefixtures("_no_reviews")
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_page_before_publishing(admin_client: Client, rows: int) -> None:
    events = [draft() for _row in range(rows)]
    for event in events:
        make.make_appearance(make.make_session(event))
    ask(admin_client, "publish", *events)
    with CaptureQueriesContext(connection) as captured:
        ask(admin_client, "publish", *events)
    assert len(captured) == 22


# Conflicts


@pytest.mark.usefixtures("_no_reviews")
def test_what_was_changed_meanwhile_is_left_alone(admin_client: Client) -> None:
    changed, same = draft(title_en="Changed", title_zh_hans=""), draft()
    page = ask(admin_client, "publish", changed, same)
    changed.save()
    lines = plain(confirm(admin_client, page, languages=["en"]))
    changed.refresh_from_db()
    assert (lines, changed.status) == (
        ["1 record published.", f"1 record: {MOVED_ON} Changed"],
        "draft",
    )


@pytest.mark.usefixtures("_no_reviews")
def test_a_session_that_was_changed_meanwhile_counts(admin_client: Client) -> None:
    event = draft()
    session = make.make_session(event)
    page = ask(admin_client, "publish", event)
    session.save()
    assert plain(confirm(admin_client, page, languages=BOTH))[0] == "0 records published."


@pytest.mark.usefixtures("_no_reviews")
def test_what_was_deleted_meanwhile_is_named(admin_client: Client) -> None:
    topic = make.make_topic(name_en="Harbour", **HIDDEN)
    page = ask(admin_client, "publish", topic)
    admin_client.post(address(Topic, "delete", topic.pk), {"post": "yes"})
    lines = confirm(admin_client, page, languages=BOTH)
    # The deletion itself has been told first.
    assert lines[1:] == ["0 records published.", "Deleted meanwhile: 港口 / Harbour"]


@pytest.mark.usefixtures("_no_reviews")
def test_a_page_that_was_tampered_with_does_nothing(admin_client: Client) -> None:
    page = ask(admin_client, "publish", draft())
    lines = confirm(
        admin_client, page, languages=BOTH, version_tokens="x:1,2,:,9:y," + "9" * 40 + ":1"
    )
    assert lines == ["0 records published."]


def test_what_was_changed_meanwhile_is_not_taken_offline(admin_client: Client) -> None:
    person = make.make_person(name_zh_hans="", name_en="Lin")
    question = ask(admin_client, "take_offline", person)
    person.save()
    sent = {"version_tokens": question.context["version_tokens"], "reason": "asked by the office"}
    response = admin_client.post(question.context["address"], sent)
    assert plain(messages_of(response)) == ["0 records taken offline.", f"1 record: {MOVED_ON} Lin"]
    assert not TakeDown.objects.exists()


# Reviews


@pytest.fixture
def lin() -> User:
    return User.objects.create_user("lin", is_staff=True)


def test_reviews_of_others_are_given(admin_client: Client, lin: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    page = ask(admin_client, "mark_reviewed", event)
    (row,) = page.context["rows"]
    assert (row.asked_for, row.step, row.by, row.why_not) == (
        "Chinese and English", "Review", "lin", "",
    )  # fmt: skip
    assert confirm(admin_client, page, note="Well done.") == ["1 review given."]
    approvals = Review.objects.filter(decision="approved").values_list("by__username", "note")
    assert list(approvals) == [("admin", "Well done.")]


def test_nobody_approves_their_own(admin_client: Client, admin_user: User) -> None:
    event = draft(title_zh_hans="", title_en="Port")
    record_steps.submit(event, admin_user, BOTH)
    page = ask(admin_client, "mark_reviewed", event)
    why = "You submitted this yourself; somebody else reviews it."
    assert (page.context["rows"][0].why_not, page.context["going"]) == (why, False)
    assert plain(confirm(admin_client, page)) == ["0 reviews given.", f"1 record: {why} Port"]


def test_nobody_approves_what_they_edited(admin_client: Client, lin: User) -> None:
    from tests.support.admin_forms import read_form

    person = make.make_person(**HIDDEN)
    url = address(Person, "change", person.pk)
    admin_client.post(url, {**read_form(admin_client, url), "name_en": "Lin"})
    person.refresh_from_db()
    record_steps.submit(person, lin, BOTH)
    page = ask(admin_client, "mark_reviewed", person)
    why = "You have edited this yourself; somebody else reviews it."
    assert page.context["rows"][0].why_not == why


def test_nobody_approves_what_they_have_not_seen(admin_client: Client, lin: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    page = ask(admin_client, "mark_reviewed", event)
    event.save()
    confirm(admin_client, page)
    assert not Review.objects.filter(decision="approved").exists()


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_page_before_reviewing(admin_client: Client, lin: User, rows: int) -> None:
    events = [draft() for _row in range(rows)]
    for event in events:
        make.make_appearance(make.make_session(event))
        record_steps.submit(event, lin, BOTH)
    ask(admin_client, "mark_reviewed", *events)
    with CaptureQueriesContext(connection) as captured:
        ask(admin_client, "mark_reviewed", *events)
    assert len(captured) == 18


def test_who_may_not_review_is_offered_nothing(client: Client) -> None:
    editor = User.objects.create_user("editor", is_staff=True)
    rights = Permission.objects.filter(codename__in=["view_event", "change_event"])
    editor.user_permissions.set(rights)
    client.force_login(editor)
    page = client.get(address(Event, "changelist"))
    make.make_event()
    offered = dict(page.context["cl"].model_admin.get_action_choices(page.wsgi_request))
    assert {"publish", "mark_reviewed", "take_offline", "delete_selected"} & set(offered) == set()


# Every list


@pytest.mark.parametrize(
    ("make_one", "action"),
    [
        (make_one, action)
        for make_one in (make.make_series, make.make_person, make.make_organization,
                         make.make_product, make.make_topic, make.make_page)
        for action in ("publish", "mark_reviewed", "take_offline", "delete_selected")
    ],
)  # fmt: skip
def test_each_list_asks_first(admin_client: Client, make_one: Any, action: str) -> None:
    record = make_one()
    page = ask(admin_client, action, record)
    stored = type(record).objects.get(pk=record.pk)
    assert (page.status_code, stored.version, bool(page.context["version_tokens"])) == (
        200,
        1,
        True,
    )


# What is typed and not saved


@pytest.mark.usefixtures("_no_reviews")
@pytest.mark.parametrize("action", ["publish", "mark_reviewed"])
def test_the_page_names_who_typed_what_is_not_saved(
    admin_client: Client, lin: User, action: str
) -> None:
    event, untouched = draft(), draft()
    session = make.make_session(event)
    pages = [address(Event, "grid", event.pk), address(Session, "change", session.pk)]
    for number, page in enumerate(pages):
        keep(lin, draft=f"{number:032x}", page=page)
    page = ask(admin_client, action, event, untouched)
    counts = {row.url.split("/")[-3]: len(row.unsaved) for row in page.context["rows"]}
    assert (counts, "lin typed a text at" in page.content.decode()) == (
        {str(event.pk): 2, str(untouched.pk): 0},
        True,
    )
