"""From reviewed to public: language by language, at a moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.core.translated import translated
from forum.workflow import record_steps
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.publishing import BOTH, HIDDEN, draft, refusal

pytestmark = pytest.mark.django_db


def test_chinese_goes_first_and_english_follows(client: Client, lin: User, wang: User) -> None:
    event = draft(slug="ports", when_not_ready="hide")
    record_steps.submit(event, lin, ["zh-hans"])
    record_steps.approve(event, wang)
    record_steps.publish(event, lin, ["zh-hans"])
    first = [client.get(f"/{code}/events/ports/").status_code for code in BOTH]
    record_steps.submit(event, lin, ["en"])
    record_steps.approve(event, wang)
    record_steps.publish(event, lin, ["en"])
    assert (first, client.get("/en/events/ports/").status_code) == ([200, 404], 200)


def test_a_language_to_come_leaves_the_other_public(lin: User) -> None:
    event = make.make_event(ready_languages=["zh-hans"])
    record_steps.submit(event, lin, ["en"])
    assert (event.status, event.ready_languages) == ("published", ["zh-hans"])


def test_a_publication_is_scheduled(lin: User) -> None:
    make_settings(reviews=0)
    event, at = draft(), timezone.now() + timedelta(days=1)
    record_steps.publish(event, lin, BOTH, at)
    assert (event.status, event.published_at, Event.objects.published().exists()) == (
        "published",
        at,
        False,
    )


@pytest.mark.parametrize(
    ("hours", "values", "said"),
    [
        (-1, HIDDEN, "Choose a moment that is still to come."),
        (1, {}, "It is published already."),
    ],
)
def test_a_moment_is_refused(hours: int, values: Any, said: str, lin: User) -> None:
    make_settings(reviews=0)
    at = timezone.now() + timedelta(hours=hours)
    assert refusal(record_steps.publish, make.make_event(**values), lin, ["zh-hans"], at) == said


def test_what_is_public_is_scheduled_with_nothing(lin: User) -> None:
    make_settings(reviews=0)
    event, at = make.make_event(ready_languages=["en"]), timezone.now() + timedelta(hours=1)
    assert refusal(record_steps.publish, event, lin, BOTH, at) == (
        "English: public already, so the publication cannot be scheduled."
    )


def test_what_was_scheduled_can_be_published_at_once(lin: User) -> None:
    make_settings(reviews=0)
    event = make.make_event(published_at=timezone.now() + timedelta(days=1))
    record_steps.publish(event, lin, BOTH)
    assert Event.objects.published().exists()


def test_each_language_has_its_moment(lin: User) -> None:
    make_settings(reviews=0)
    event = draft()
    monday = timezone.now() + timedelta(days=3)
    record_steps.publish(event, lin, ["zh-hans"])
    record_steps.publish(event, lin, ["en"], monday)
    assert (event.page_languages, event.schedule) == (["zh-hans"], {"en": monday})


def test_a_language_is_not_ready_before_its_moment(lin: User) -> None:
    make_settings(reviews=0)
    event = draft(when_not_ready="hide")
    record_steps.publish(event, lin, ["zh-hans"])
    record_steps.publish(event, lin, ["en"], timezone.now() + timedelta(days=3))
    title = translated(event, "title", "en")
    public_flags = [Event.objects.published(code).exists() for code in BOTH]
    assert (title.language, public_flags, event.is_announced_in("en")) == (
        "zh-hans",
        [True, False],
        False,
    )


def test_one_language_is_published_while_another_is_scheduled(lin: User) -> None:
    make_settings(reviews=0)
    monday = timezone.now() + timedelta(days=3)
    event = make.make_event(published_at=monday, ready_languages=["zh-hans"])
    record_steps.publish(event, lin, ["en"])
    assert (event.page_languages, event.schedule) == (["en"], {"zh-hans": monday})


def test_a_schedule_moves_with_all_its_languages(lin: User) -> None:
    make_settings(reviews=0)
    event = make.make_event(
        published_at=timezone.now() + timedelta(days=1), ready_languages=["zh-hans"]
    )
    at = timezone.now() + timedelta(days=2)
    record_steps.publish(event, lin, BOTH, at)
    assert event.schedule == dict.fromkeys(BOTH, at)


def test_a_schedule_is_cancelled(lin: User) -> None:
    event = make.make_event(published_at_en=timezone.now() + timedelta(days=1))
    record_steps.cancel_schedule(event, lin, "en")
    assert (event.ready_languages, event.get_moment("en"), event.is_public) == (
        ["zh-hans"],
        None,
        True,
    )


def test_a_record_whose_only_schedule_is_cancelled_is_a_draft(lin: User) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    event = make.make_event(published_at=tomorrow, ready_languages=["en"])
    record_steps.cancel_schedule(event, lin, "en")
    assert (event.status, event.ready_languages, event.published_at) == ("draft", [], None)


def test_what_is_public_has_no_schedule_to_cancel(lin: User) -> None:
    assert refusal(record_steps.cancel_schedule, make.make_event(), lin, "en") == (
        "Its publication in that language is not scheduled."
    )


def test_the_first_publication_is_remembered(lin: User) -> None:
    make_settings(reviews=0)
    first = timezone.now() - timedelta(days=30)
    event = make.make_event(status="offline", published_at=first)
    record_steps.publish(event, lin, BOTH)
    assert event.published_at == first


def test_a_language_is_taken_out_of_sight(lin: User) -> None:
    event = make.make_event()
    record_steps.withdraw(event, lin, "en")
    last = refusal(record_steps.withdraw, event, lin, "zh-hans")
    assert (event.ready_languages, last) == (
        ["zh-hans"],
        "This is its only language: take the whole record offline.",
    )


def test_a_check_that_blocks_keeps_it_from_the_public(lin: User) -> None:
    make_settings(reviews=0)
    event = draft(title_en="")
    assert refusal(record_steps.publish, event, lin, ["en"]) == "“Title · English” is missing."
