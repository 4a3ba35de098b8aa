"""The panel that publishes a record: what it offers, says and refuses."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from forum.desk.audit_sentences import sentence_of
from forum.desk.publishing.panel import panel_of, state_in_words
from forum.desk.publishing.panel_buttons import publishing_panel
from forum.history.working_copies.copy_diversion import diverting
from forum.models import AuditEntry, Page, WorkingCopy
from forum.workflow import record_steps
from forum.workflow.review_rounds import progress_of
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.desk_client import address
from tests.support.images import png
from tests.support.publishing import BOTH, draft, press
from tests.support.staff import enter

pytestmark = pytest.mark.django_db


def test_the_state_says_when(lin: User) -> None:
    at = timezone.make_aware(timezone.datetime(2030, 11, 5, 9, 30))  # type: ignore[attr-defined]
    assert (
        state_in_words(make.make_event(published_at=at)) == "Scheduled for 5 November 2030, 09:30"
    )


@pytest.mark.parametrize(
    ("end", "state", "language", "notice"),
    [
        (2001, "Expired on 5 November 2001, 09:30: nobody sees it", "Expired", "This has expired"),
        (2999, "Published since 1 May 2000, 00:00, until 5 November 2999, 09:30", "Published",
         "This is public"),
    ],
)  # fmt: skip
def test_an_end_is_told(
    admin_client: Client, end: int, state: str, language: str, notice: str
) -> None:
    start, end_at = datetime(2000, 5, 1), datetime(end, 11, 5, 9, 30)
    page = make.make_page(
        published_at=timezone.make_aware(start), expires_at=timezone.make_aware(end_at)
    )
    panel = panel_of(page, User.objects.get(), may_change=True, may_review=True)
    assert (panel.state, {item.state for item in panel.languages}) == (state, {language})
    assert notice in admin_client.get(address(Page, "change", page.pk)).text


def test_a_schedule_is_cancelled_by_a_button(admin_client: Client) -> None:
    at = timezone.make_aware(timezone.datetime(2030, 11, 5, 9, 30))  # type: ignore[attr-defined]
    event = make.make_event(published_at_en=at)
    page = admin_client.get(address(Event, "change", event.pk)).text
    assert "Scheduled for 5 November 2030, 09:30" in page
    assert "Cancel the schedule: English" in page
    assert press(admin_client, event, "cancel", languages="en") == [
        "The schedule is cancelled; this language stays unpublished."
    ]


@pytest.mark.parametrize(
    ("role", "steps"), [("Reviewer-publisher", "<details open>"), ("Editor", "<details>")]
)
def test_whoever_reviews_sees_the_note_at_once(lin: User, role: str, steps: str) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH, "Please read the titles")
    page = enter(role).get(address(Event, "change", event.pk)).text
    assert f"{steps}\n<summary>Earlier steps</summary>" in page


@pytest.mark.parametrize(("reviews", "words"), [(1, "Approve<"), (2, "Approve: First review<")])
def test_the_only_review_needs_no_name(lin: User, reviews: int, words: str) -> None:
    make_settings(reviews=reviews)
    event, reviewer = draft(), Client()
    record_steps.submit(event, lin, BOTH)
    reviewer.force_login(User.objects.create_superuser("reviewer"))
    assert words in reviewer.get(address(Event, "change", event.pk)).text


def test_a_site_without_reviews_offers_to_publish(lin: User) -> None:
    make_settings(reviews=0)
    panel = panel_of(draft(), lin, may_change=True, may_review=True)
    assert [choice.label for choice in panel.choices] == [
        "Publish Chinese",
        "Publish English",
        "Publish Chinese and English",
    ]


def test_what_is_approved_is_not_submitted_again(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, ["zh-hans"])
    record_steps.approve(event, wang)
    panel = panel_of(event, lin, may_change=True, may_review=True)
    assert [language.code for language in panel.to_submit] == ["en"]


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
    sentences = press(admin_client, event, "publish", languages="zh-hans,en")
    event.refresh_from_db()
    assert (len(sentences), event.ready_languages) == (1, BOTH)


def test_the_panel_schedules_in_the_site_s_zone(admin_client: Client) -> None:
    make_settings(reviews=0)
    event = draft()
    press(admin_client, event, "publish", languages="en", later="on", at="2030-11-05T09:30")
    event.refresh_from_db()
    assert state_in_words(event) == "Scheduled for 5 November 2030, 09:30"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "Choose the day and the hour of the publication."),
        ("tomorrow", "Give a day and an hour that exist, e.g. 2023-11-05 09:30."),
    ],
)
def test_a_moment_that_is_none_is_refused(admin_client: Client, at: str, said: str) -> None:
    make_settings(reviews=0)
    assert press(admin_client, draft(), "publish", languages="en", later="on", at=at) == [said]


def test_nobody_approves_what_they_have_not_seen(client: Client, lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    client.force_login(wang)
    url = address(Event, "publishing", event.pk)
    response = client.post(url, {"step": "approve", "version_token": "another"})
    assert (response.status_code, progress_of(event).approved) == (409, [])


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


def test_each_language_s_own_moment_is_told(admin_client: Client) -> None:
    make_settings(reviews=0)
    event = draft(slug="ports")
    press(admin_client, event, "publish", languages="zh-hans", later="on", at="2999-01-01T09:30")
    event.refresh_from_db()
    *_former, words = press(
        admin_client, event, "publish", languages="en", later="on", at="2999-01-04T09:30"
    )
    entry = AuditEntry.objects.filter(action=AuditEntry.Action.PUBLISHED).latest("pk")
    assert (words, sentence_of(entry)) == (
        "English: scheduled for 4 January 2999, 09:30.",
        "Scheduled for 4 January 2999, 09:30: English",
    )


def test_what_both_languages_lack_is_said_whichever_is_public(admin_user: User) -> None:
    """Here: of a draft, of one that is public in Chinese, of its working copy."""
    event = draft(introduction_zh_hans="", introduction_en="")
    panels = [publishing_panel(admin_user, event)]
    make_settings(reviews=0)
    record_steps.publish(event, admin_user, ["zh-hans"])
    panels.append(publishing_panel(admin_user, event))
    with diverting(User.objects.create_user("zhao", is_staff=True)):
        event.venue_zh_hans = "九号馆"
        event.save()
    copy = WorkingCopy.objects.get()
    panels.append(publishing_panel(admin_user, event, copy))
    fields = [
        sorted(check.field for check in panel.checks if check.field.startswith("introduction"))
        for panel in panels
    ]
    assert fields == [["introduction_en", "introduction_zh_hans"]] * 3
