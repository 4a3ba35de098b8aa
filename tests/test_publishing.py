"""From draft to public: reviews by different people, language by language, at a moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from forum.models import ImportRun, Review
from forum.publishing import steps
from forum.publishing.edition import edition, kept
from forum.publishing.panel import panel_of, state
from forum.publishing.rounds import progress_of
from forum.publishing.steps import Refused
from forum.publishing.words import step_name
from people.models import User
from sessions_app.models import Event
from tests import factories as make
from tests.admin_forms import form_data, make_run, make_settings
from tests.images import png
from tests.test_admin_pages import address

pytestmark = pytest.mark.django_db

BOTH = ["zh-hans", "en"]
HIDDEN: dict[str, Any] = {"status": "draft", "published_at": None, "ready_languages": []}


def draft(**values: Any) -> Event:
    return make.make_event(**{**HIDDEN, **values})


@pytest.fixture
def lin() -> User:
    return User.objects.create_superuser("lin")


@pytest.fixture
def wang() -> User:
    return User.objects.create_superuser("wang")


@pytest.fixture
def chen() -> User:
    return User.objects.create_superuser("chen")


def refusal(step: Any, *arguments: Any) -> str:
    with pytest.raises(Refused) as refused:
        step(*arguments)
    return str(refused.value)


def press(client: Client, record: Any, step: str, **sent: Any) -> list[str]:
    """Press a button of the panel; return what the page says then."""
    url = address(type(record), "publishing", record.pk)
    seen = {"step": step, "seen": edition(record)}
    response = client.post(url, {**seen, **sent})
    return [str(message) for message in get_messages(response.wsgi_request)]


# Reviews


def test_a_submission_waits_for_review(lin: User) -> None:
    event = draft()
    steps.submit(event, lin, ["zh-hans"], "Please look.")
    row = Review.objects.values("decision", "step", "languages", "by", "note").get()
    assert (event.status, row) == (
        "in_review",
        {
            "decision": "submitted",
            "step": 0,
            "languages": ["zh-hans"],
            "by": lin.pk,
            "note": "Please look.",
        },
    )


def test_nothing_is_published_before_its_review(lin: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    assert refusal(steps.publish, event, lin, ["zh-hans"]) == (
        "Chinese: the reviews that this site asks for have not been given."
    )


def test_what_was_approved_is_published(lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    steps.approve(event, wang)
    steps.publish(event, lin, BOTH)
    assert (Event.objects.published().get(), event.ready_languages) == (event, BOTH)


def test_nobody_approves_what_they_submitted(lin: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    said = "You submitted this yourself; somebody else reviews it."
    assert refusal(steps.approve, event, lin) == said


def test_nobody_approves_what_they_edited(client: Client, lin: User, wang: User) -> None:
    event = draft()
    client.force_login(wang)
    url = address(Event, "change", event.pk)
    client.post(url, {**form_data(client.get(url)), "title_en": "Greener Ports"})
    steps.submit(event, lin, BOTH)
    said = "You have edited this yourself; somebody else reviews it."
    assert refusal(steps.approve, event, wang) == said


def test_nobody_approves_a_session_that_they_edited(client: Client, lin: User, wang: User) -> None:
    session = make.make_session(draft())
    client.force_login(wang)
    url = address(type(session), "change", session.pk)
    client.post(url, {**form_data(client.get(url)), "title_en": "Opening"})
    steps.submit(session.event, lin, BOTH)
    assert "edited" in refusal(steps.approve, session.event, wang)


def test_nobody_approves_what_they_imported(lin: User, wang: User) -> None:
    event = draft()
    make_run(event=event, by=wang)
    steps.submit(event, lin, BOTH)
    assert (ImportRun.objects.count(), "edited" in refusal(steps.approve, event, wang)) == (1, True)


def test_an_edit_that_others_approved_binds_no_longer(lin: User, wang: User, chen: User) -> None:
    event = draft()
    LogEntry.objects.log_actions(wang.pk, [event], 2, change_message=[{"changed": {}}])
    steps.submit(event, lin, ["zh-hans"])
    steps.approve(event, chen)
    steps.publish(event, chen, ["zh-hans"])
    steps.submit(event, lin, ["en"])
    steps.approve(event, wang)
    assert progress_of(event).approved == BOTH


def test_an_approval_is_no_edit(lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, ["zh-hans"])
    steps.approve(event, wang)
    steps.submit(event, lin, ["en"])
    steps.approve(event, wang)
    assert progress_of(event).approved == BOTH


def test_each_step_has_another_reviewer(lin: User, wang: User, chen: User) -> None:
    make_settings(reviews=2)
    event = draft()
    steps.submit(event, lin, BOTH)
    steps.approve(event, wang)
    said = refusal(steps.approve, event, wang)
    steps.approve(event, chen)
    assert (said, progress_of(event).approved) == (
        "You have given the step “First review”; somebody else gives the next one.",
        BOTH,
    )


@pytest.mark.parametrize("reviews", [1, 2, 3])
def test_as_many_reviews_are_asked_for_as_the_site_says(reviews: int, lin: User) -> None:
    make_settings(reviews=reviews)
    event = draft()
    steps.submit(event, lin, BOTH)
    approved = []
    for number in range(reviews):
        approved.append(bool(progress_of(event).approved))
        steps.approve(event, User.objects.create_superuser(f"reviewer-{number}"))
    assert (approved, progress_of(event).approved) == ([False] * reviews, BOTH)


def test_the_steps_have_names() -> None:
    assert [step_name(step, 3) for step in (1, 2, 3)] == [
        "First review",
        "Second review",
        "Final review",
    ]


@pytest.mark.parametrize("change", ["record", "part", "new part", "deleted part"])
def test_an_edit_takes_the_approval_back(change: str, lin: User, wang: User) -> None:
    event = draft()
    session = make.make_session(event)
    steps.submit(event, lin, BOTH)
    steps.approve(event, wang)
    if change == "record":
        event.save()
    elif change == "part":
        session.save()
    elif change == "new part":
        make.make_session(event)
    else:
        session.delete()
    assert (progress_of(event).approved, progress_of(event).step) == ([], 1)


def test_what_is_kept_is_no_edit(lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    steps.approve(event, wang)
    with kept(event):
        event.save()
    assert progress_of(event).approved == BOTH


def test_a_return_says_what_to_change(lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    silent = refusal(steps.send_back, event, wang, " ")
    steps.send_back(event, wang, "The city is missing.")
    event.refresh_from_db()
    assert (silent, event.status, progress_of(event).open) == (
        "Write what is to be changed, so that the editor knows.",
        "draft",
        None,
    )


def test_what_was_returned_is_submitted_anew(lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    steps.send_back(event, wang, "No.")
    early = refusal(steps.approve, event, wang)
    steps.submit(event, lin, BOTH)
    steps.approve(event, wang)
    assert (early, progress_of(event).approved) == ("Nothing waits for a review here.", BOTH)


def test_without_reviews_one_person_does_it_all(lin: User) -> None:
    make_settings(reviews=0)
    event = draft()
    steps.publish(event, lin, ["zh-hans"])
    assert event.ready_languages == ["zh-hans"]


def test_every_step_is_logged_with_name_and_time(lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    steps.approve(event, wang)
    steps.publish(event, wang, BOTH)
    entries = LogEntry.objects.order_by("pk").values_list("user__username", flat=True)
    said = {entry.get_change_message() for entry in LogEntry.objects.all()}
    assert (list(entries), said) == (["lin", "wang", "wang"], {"Changed status."})


# Languages and moments


def test_chinese_goes_first_and_english_follows(client: Client, lin: User, wang: User) -> None:
    event = draft(slug="ports", when_not_ready="hide")
    steps.submit(event, lin, ["zh-hans"])
    steps.approve(event, wang)
    steps.publish(event, lin, ["zh-hans"])
    first = [client.get(f"/{code}/events/ports/").status_code for code in BOTH]
    steps.submit(event, lin, ["en"])
    steps.approve(event, wang)
    steps.publish(event, lin, ["en"])
    assert (first, client.get("/en/events/ports/").status_code) == ([200, 404], 200)


def test_a_language_to_come_leaves_the_other_public(lin: User) -> None:
    event = make.make_event(ready_languages=["zh-hans"])
    steps.submit(event, lin, ["en"])
    assert (event.status, event.ready_languages) == ("published", ["zh-hans"])


def test_a_publication_is_scheduled(lin: User) -> None:
    make_settings(reviews=0)
    event, at = draft(), timezone.now() + timedelta(days=1)
    steps.publish(event, lin, BOTH, at)
    assert (event.status, event.published_at, Event.objects.published().exists()) == (
        "published",
        at,
        False,
    )


@pytest.mark.parametrize(
    ("hours", "values", "said"),
    [
        (-1, HIDDEN, "Choose a moment that is still to come."),
        (
            1,
            {"ready_languages": ["en"]},
            "It is public already, so its publication cannot be scheduled.",
        ),
    ],
)
def test_a_moment_is_refused(hours: int, values: Any, said: str, lin: User) -> None:
    make_settings(reviews=0)
    at = timezone.now() + timedelta(hours=hours)
    assert refusal(steps.publish, make.make_event(**values), lin, ["zh-hans"], at) == said


def test_what_was_scheduled_can_be_published_at_once(lin: User) -> None:
    make_settings(reviews=0)
    event = make.make_event(published_at=timezone.now() + timedelta(days=1))
    steps.publish(event, lin, BOTH)
    assert Event.objects.published().exists()


def test_the_first_publication_is_remembered(lin: User) -> None:
    make_settings(reviews=0)
    first = timezone.now() - timedelta(days=30)
    event = make.make_event(status="offline", published_at=first)
    steps.publish(event, lin, BOTH)
    assert event.published_at == first


def test_a_language_is_taken_out_of_sight(lin: User) -> None:
    event = make.make_event()
    steps.withdraw(event, lin, "en")
    last = refusal(steps.withdraw, event, lin, "zh-hans")
    assert (event.ready_languages, last) == (
        ["zh-hans"],
        "This is its only language: take the whole record offline.",
    )


def test_a_check_that_blocks_keeps_it_from_the_public(lin: User) -> None:
    make_settings(reviews=0)
    event = draft(title_en="")
    assert refusal(steps.publish, event, lin, ["en"]) == "“Title · English” is missing."


# The panel


def test_the_state_says_when(lin: User) -> None:
    at = timezone.make_aware(timezone.datetime(2030, 11, 5, 9, 30))  # type: ignore[attr-defined]
    assert state(make.make_event(published_at=at)) == "Scheduled for 5 November 2030, 09:30"


def test_a_site_without_reviews_offers_to_publish(lin: User) -> None:
    make_settings(reviews=0)
    panel = panel_of(draft(), lin, may_change=True, may_review=True)
    assert [choice.label for choice in panel.choices] == [
        "Publish Chinese",
        "Publish English",
        "Publish Chinese and English",
    ]


def test_a_language_that_is_blocked_is_not_offered(lin: User) -> None:
    make_settings(reviews=0)
    event = draft(cover=png(), cover_alt_zh_hans="港口")
    panel = panel_of(event, lin, may_change=True, may_review=True)
    assert [choice.is_blocked for choice in panel.choices] == [False, True, True]


@pytest.mark.parametrize(
    ("when", "note"),
    [
        ("fall_back", "Readers are shown the other language, marked."),
        ("hide", "Stays out of this language."),
    ],
)
def test_a_language_that_is_not_ready_says_what_readers_meet(
    when: str, note: str, lin: User
) -> None:
    event = make.make_event(ready_languages=["zh-hans"], when_not_ready=when)
    panel = panel_of(event, lin, may_change=True, may_review=True)
    assert [language.note for language in panel.languages] == ["", note]


def test_the_panel_s_buttons_publish(admin_client: Client) -> None:
    make_settings(reviews=0)
    event = draft()
    said = press(admin_client, event, "publish", languages="zh-hans,en")
    event.refresh_from_db()
    assert (len(said), event.ready_languages) == (1, BOTH)


def test_the_panel_schedules_in_the_site_s_zone(admin_client: Client) -> None:
    make_settings(reviews=0)
    event = draft()
    press(admin_client, event, "publish", languages="en", later="on", at="2030-11-05T09:30")
    event.refresh_from_db()
    assert state(event) == "Scheduled for 5 November 2030, 09:30"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "Choose the day and the hour of the publication."),
        ("tomorrow", "Give the day and the hour, e.g. 09:30."),
    ],
)
def test_a_moment_that_is_none_is_refused(admin_client: Client, at: str, said: str) -> None:
    make_settings(reviews=0)
    assert press(admin_client, draft(), "publish", languages="en", later="on", at=at) == [said]


def test_nobody_approves_what_they_have_not_seen(client: Client, lin: User, wang: User) -> None:
    event = draft()
    steps.submit(event, lin, BOTH)
    client.force_login(wang)
    said = press(client, event, "approve", seen=1)
    assert (said, progress_of(event).approved) == (
        ["Somebody else has changed this record since you opened it."],
        [],
    )


def test_an_editor_submits_and_does_not_publish(client: Client) -> None:
    editor = User.objects.create_user("editor", is_staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="change_event"))
    client.force_login(editor)
    event = draft()
    press(client, event, "submit", languages=BOTH)
    assert press(client, event, "publish", languages="en") == [
        "Submitted for review.",
        "Your role does not include reviewing and publishing.",
    ]


def test_who_may_only_look_moves_nothing(client: Client) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_event"))
    client.force_login(reader)
    url = address(Event, "publishing", draft().pk)
    assert client.post(url, {"step": "submit", "languages": BOTH}).status_code == 403


@pytest.mark.parametrize(("method", "pk", "status"), [("get", 1, 405), ("post", 999999, 404)])
def test_other_requests_are_refused(
    admin_client: Client, method: str, pk: int, status: int
) -> None:
    url = address(Event, "publishing", pk)
    assert getattr(admin_client, method)(url).status_code == status


def test_the_bulk_action_obeys_the_reviews(admin_client: Client) -> None:
    from tests.test_admin_desk import act

    event = draft(title_zh_hans="港", title_en="Port")
    assert act(admin_client, "publish", event) == [
        "“港 / Port”: In no language it is ready to be published.",
        "0 records published.",
    ]
