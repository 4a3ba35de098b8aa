"""An import that names a public record in a further language publishes that only where asked."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from forum.imports.undo import undo_run
from forum.imports.writer import ImportOptions, rehearse_import, write_import
from forum.models import ImportRun, ImportWarning
from people.models import Person, User
from sessions_app.models import Event
from tests.support.records import a_paper, a_record, both

pytestmark = pytest.mark.django_db

MONDAY = timezone.now() + timedelta(days=5)
PAST = timezone.now() - timedelta(days=5)

type Import = Callable[..., ImportRun | None]


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    """Import the record in both languages; return the run."""

    def do_import(**options: bool) -> ImportRun | None:
        paper = a_paper(tmp_path, "both languages")
        return write_import(paper.of(a_record()), paper, ImportOptions(**options)).run

    return do_import


@pytest.fixture(scope="module")
def record_in_chinese(undone_after_module: None, tmp_path_factory: Any) -> None:
    paper = a_paper(tmp_path_factory.mktemp("paper"), "Chinese alone")
    write_import(paper.of(a_record(title=both("绿色港口"))), paper, ImportOptions())


@pytest.fixture
def event(record_in_chinese: None) -> Event:
    """Return the event as an import in Chinese alone made it."""
    return Event.objects.get(title_zh_hans="绿色港口")


def release(record: Event | Person, moment: object, status: str = "published") -> None:
    """Let a record be public in Chinese from a moment on."""
    rows = type(record).objects.filter(pk=record.pk)
    rows.update(
        status=status,
        ready_languages=["zh-hans"],
        published_at_zh_hans=moment,
        published_at_en=None,
        published_at=moment,
    )


def languages(record: Event | Person) -> tuple[list[str], object]:
    record.refresh_from_db()
    return record.ready_languages, record.get_moment("en")


@pytest.mark.parametrize("moment", [MONDAY, PAST], ids=["scheduled", "public"])
def test_no_language_becomes_public_unasked(
    event: Event, do_import: Import, moment: object
) -> None:
    release(event, moment)
    do_import()
    assert languages(event) == (["zh-hans"], None)
    assert event.title_en == "Green Ports"


@pytest.mark.parametrize("status", ["published", "offline"])
def test_the_run_says_which_language_stays_unseen(
    event: Event, do_import: Import, status: str
) -> None:
    release(event, PAST, status)
    do_import()
    (warning,) = ImportWarning.objects.filter(kind="language_unpublished")
    with override("en"):
        assert warning.message == (
            "What this import holds of “绿色港口” in English was stored, and the public does not "
            "see it: nobody has published that language. Whoever may publish does so on its page."
        )


def test_a_language_that_is_published_is_no_finding(event: Event, do_import: Import) -> None:
    release(event, PAST)
    do_import(publish=True)
    assert list(ImportWarning.objects.filter(kind="language_unpublished")) == []


def test_a_dry_run_says_which_language_would_stay_unseen(event: Event, tmp_path: Path) -> None:
    release(event, PAST)
    paper = a_paper(tmp_path, "both languages")
    plan = rehearse_import(paper.of(a_record()), paper, ImportOptions())
    assert [
        finding.params["languages"]
        for finding in plan.findings
        if finding.kind == "language_unpublished"
    ] == [["en"]]


def test_nothing_of_what_is_offline_gets_ready(event: Event, do_import: Import) -> None:
    release(event, PAST, "offline")
    do_import(publish=True)
    assert languages(event) == (["zh-hans"], None)


def test_asked_to_publish_a_scheduled_event_keeps_its_moment(
    event: Event, do_import: Import
) -> None:
    release(event, MONDAY)
    do_import(publish=True)
    assert languages(event) == (["zh-hans", "en"], MONDAY)


def test_asked_to_publish_a_public_event_is_public_at_once(event: Event, do_import: Import) -> None:
    release(event, PAST)
    do_import(publish=True)
    assert (languages(event)[0], event.page_languages) == (["zh-hans", "en"], ["zh-hans", "en"])


def test_what_is_doubtful_publishes_no_language(event: Event, do_import: Import) -> None:
    release(event, PAST)
    do_import(publish=True, is_doubtful=True)
    assert languages(event) == (["zh-hans"], None)


def test_english_drafts_of_staff_stay_drafts(event: Event, do_import: Import) -> None:
    Event.objects.filter(pk=event.pk).update(title_en="Green Ports", introduction_en="<p>Raw</p>")
    release(event, PAST)
    do_import(publish=True)
    assert languages(event) == (["zh-hans"], None)


def test_undoing_takes_the_moment_back(event: Event, do_import: Import) -> None:
    release(event, MONDAY)
    run = do_import(publish=True)
    assert run
    undo_run(run, User.objects.create_superuser("root"))
    assert languages(event) == (["zh-hans"], None)


@pytest.mark.parametrize(("publish", "expected"), [(False, []), (True, ["en"])])
def test_the_same_holds_for_people(
    event: Event, do_import: Import, publish: bool, expected: list[str]
) -> None:
    person = Person.objects.get(name_zh_hans="林岚")
    Person.objects.filter(pk=person.pk).update(name_en=None)
    ImportRun.objects.all().delete()  # that had named the person in English
    release(person, MONDAY)
    do_import(publish=publish)
    ready, moment = languages(person)
    assert (ready, moment) == (["zh-hans", *expected], MONDAY if expected else None)
