"""From reviewed to public: language by language, at a moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.workflow import steps
from people.models import User
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.admin_forms import make_settings
from tests.support.publishing import BOTH, HIDDEN, draft, refusal

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("hours", [0, 2])
def test_a_language_that_is_scheduled_is_not_let_go(hours: int, lin: User) -> None:
    make_settings(reviews=0)
    first = datetime(2099, 5, 4, 1, 30, tzinfo=UTC)
    event = make.make_event(published_at=first, ready_languages=["zh-hans"])
    at = timezone.now() + timedelta(hours=hours) if hours else None
    assert refusal(steps.publish, event, lin, ["en"], at) == (
        "Chinese: scheduled for 4 May 2099, 09:30; choose all languages for one moment."
    )


def test_a_schedule_moves_with_all_its_languages(lin: User) -> None:
    make_settings(reviews=0)
    event = make.make_event(
        published_at=timezone.now() + timedelta(days=1), ready_languages=["zh-hans"]
    )
    at = timezone.now() + timedelta(days=2)
    steps.publish(event, lin, BOTH, at)
    assert (event.ready_languages, event.published_at) == (BOTH, at)


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
