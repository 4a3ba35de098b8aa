"""A record is reviewed by other people than its editors before it is public."""

import pytest
from django.test import Client

from forum.history.audit import log_action
from forum.history.version_token import OvertakenError, record_token
from forum.models import AuditEntry, ImportRun, Review
from forum.workflow import record_steps
from forum.workflow.approvals import keep_approvals
from forum.workflow.review_rounds import progress_of
from forum.workflow.step_labels import step_name
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_settings, read_form
from tests.support.desk_client import address
from tests.support.publishing import BOTH, draft, refusal

pytestmark = pytest.mark.django_db


def test_a_submission_waits_for_review(lin: User) -> None:
    event = draft()
    record_steps.submit(event, lin, ["zh-hans"], "Please look.")
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
    record_steps.submit(event, lin, BOTH)
    assert refusal(record_steps.publish, event, lin, ["zh-hans"]) == (
        "Chinese: the reviews that this site asks for have not been given."
    )


def test_what_was_approved_is_published(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
    record_steps.publish(event, lin, BOTH)
    assert (Event.objects.published().get(), event.ready_languages) == (event, BOTH)


def test_nobody_approves_what_they_submitted(lin: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    sentence = "You submitted this yourself; somebody else reviews it."
    assert refusal(record_steps.approve, event, lin) == sentence


def test_nobody_approves_what_they_edited(client: Client, lin: User, wang: User) -> None:
    event = draft()
    client.force_login(wang)
    url = address(Event, "change", event.pk)
    client.post(url, {**read_form(client, url), "title_en": "Greener Ports"})
    record_steps.submit(event, lin, BOTH)
    sentence = "You have edited this yourself; somebody else reviews it."
    assert refusal(record_steps.approve, event, wang) == sentence


def test_nobody_approves_a_session_that_they_edited(client: Client, lin: User, wang: User) -> None:
    session = make.make_session(draft())
    client.force_login(wang)
    url = address(type(session), "change", session.pk)
    client.post(url, {**read_form(client, url), "title_en": "Opening"})
    record_steps.submit(session.event, lin, BOTH)
    assert "edited" in refusal(record_steps.approve, session.event, wang)


def test_nobody_approves_a_session_that_they_deleted(client: Client, lin: User, wang: User) -> None:
    session = make.make_session(draft())
    client.force_login(wang)
    url = address(type(session), "delete", session.pk)
    client.post(url, {"post": "yes"})
    record_steps.submit(session.event, lin, BOTH)
    reason = refusal(record_steps.approve, session.event, wang)
    assert (type(session).objects.count(), "edited" in reason) == (0, True)


@pytest.mark.parametrize(("column", "refused"), [("title_en", True), ("title_zh_hans", False)])
def test_a_review_of_one_language_approves_no_edit_of_another(
    client: Client, lin: User, wang: User, chen: User, column: str, refused: bool
) -> None:
    event = draft()
    client.force_login(wang)
    url = address(Event, "change", event.pk)
    client.post(url, {**read_form(client, url), column: "Greener Ports"})
    record_steps.submit(event, lin, ["zh-hans"])
    record_steps.approve(event, chen)
    record_steps.submit(event, lin, ["en"])
    approved = progress_of(event).approved
    if refused:
        assert "edited" in refusal(record_steps.approve, event, wang)
    else:
        record_steps.approve(event, wang)
    assert (approved, "en" in progress_of(event).approved) == (["zh-hans"], not refused)


def test_nobody_approves_what_they_imported(lin: User, wang: User) -> None:
    event = draft()
    make_run(event=event, by=wang)
    record_steps.submit(event, lin, BOTH)
    assert (ImportRun.objects.count(), "edited" in refusal(record_steps.approve, event, wang)) == (
        1,
        True,
    )


def test_an_edit_that_others_approved_binds_no_longer(lin: User, wang: User, chen: User) -> None:
    event = draft()
    log_action(AuditEntry.Action.CHANGED, event, wang)
    record_steps.submit(event, lin, ["zh-hans"])
    record_steps.approve(event, chen)
    record_steps.publish(event, chen, ["zh-hans"])
    record_steps.submit(event, lin, ["en"])
    record_steps.approve(event, wang)
    assert progress_of(event).approved == BOTH


def test_an_approval_is_no_edit(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, ["zh-hans"])
    record_steps.approve(event, wang)
    record_steps.submit(event, lin, ["en"])
    record_steps.approve(event, wang)
    assert progress_of(event).approved == BOTH


def test_each_step_has_another_reviewer(lin: User, wang: User, chen: User) -> None:
    make_settings(reviews=2)
    event = draft()
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
    reason = refusal(record_steps.approve, event, wang)
    record_steps.approve(event, chen)
    assert (reason, progress_of(event).approved) == (
        "You have given the step “First review”; somebody else gives the next one.",
        BOTH,
    )


@pytest.mark.parametrize("reviews", [1, 2, 3])
def test_as_many_reviews_are_asked_for_as_the_site_says(reviews: int, lin: User) -> None:
    make_settings(reviews=reviews)
    event = draft()
    record_steps.submit(event, lin, BOTH)
    approved = []
    for number in range(reviews):
        approved.append(bool(progress_of(event).approved))
        record_steps.approve(event, User.objects.create_superuser(f"reviewer-{number}"))
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
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
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
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
    with keep_approvals(event):
        event.save()
    assert progress_of(event).approved == BOTH


def test_what_somebody_else_saves_meanwhile_is_an_edit(lin: User, wang: User) -> None:
    event = draft()
    session = make.make_session(event)
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
    with keep_approvals(event):
        event.save()
        session.save()
    assert progress_of(event).approved == []


def test_an_approval_is_for_what_was_seen(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    token = record_token(event)
    event.save()
    with pytest.raises(OvertakenError):
        record_steps.approve(event, wang, "", token)


def test_what_was_submitted_is_not_submitted_twice(lin: User, wang: User, chen: User) -> None:
    make_settings(reviews=2)
    event = draft()
    record_steps.submit(event, lin, ["zh-hans"])
    record_steps.approve(event, wang)
    reason = refusal(record_steps.submit, event, chen, ["en"])
    assert (reason, progress_of(event).step) == (
        "It waits for a review in Chinese already.",
        2,
    )


def test_a_return_says_what_to_change(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    silent = refusal(record_steps.send_back, event, wang, " ")
    record_steps.send_back(event, wang, "The city is missing.")
    event.refresh_from_db()
    assert (silent, event.status, progress_of(event).open) == (
        "Write what is to be changed, so that the editor knows.",
        "draft",
        None,
    )


def test_what_was_returned_is_submitted_anew(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    record_steps.send_back(event, wang, "No.")
    early = refusal(record_steps.approve, event, wang)
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
    assert (early, progress_of(event).approved) == ("Nothing waits for a review here.", BOTH)


def test_without_reviews_one_person_does_it_all(lin: User) -> None:
    make_settings(reviews=0)
    event = draft()
    record_steps.publish(event, lin, ["zh-hans"])
    assert event.ready_languages == ["zh-hans"]


def test_every_step_is_logged_with_name_and_time(lin: User, wang: User) -> None:
    event = draft()
    record_steps.submit(event, lin, BOTH)
    record_steps.approve(event, wang)
    record_steps.publish(event, wang, BOTH)
    entries = AuditEntry.objects.order_by("pk").values_list("actor__username", "action")
    assert list(entries) == [("lin", "submitted"), ("wang", "approved"), ("wang", "published")]
