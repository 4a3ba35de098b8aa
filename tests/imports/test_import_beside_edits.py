"""What others save while an import or an undoing is at work is neither deleted nor set back."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection

from forum.core.content import Status
from forum.history.rows import key_of
from forum.history.working_copies import copy_diversion
from forum.history.working_copies.store import open_copy
from forum.imports.undo import undo_run
from forum.models import ImportRun
from people.models import Person, User
from sessions_app.models import Event, Session
from tests.imports.test_import_of_new import write
from tests.support.records import PEOPLE, a_record, both
from tests.support.staff import enter

pytestmark = pytest.mark.django_db(transaction=True)

ALIAS = (replace(PEOPLE[0], other_names=("林兰",)), *PEOPLE[1:])


@pytest.fixture
def importer() -> User:
    enter("Importer")
    return User.objects.get(username="importer")


def save_beside(monkeypatch: pytest.MonkeyPatch, save: Callable[[], object]) -> threading.Thread:
    """Let a colleague save once what was diverted is rolled back, before it is kept."""
    keep = copy_diversion.Diversion.keep

    def work() -> None:
        save()
        connection.close()

    def keep_late(diversion: copy_diversion.Diversion) -> None:
        thread.start()
        thread.join(1)
        keep(diversion)

    thread = threading.Thread(target=work)
    monkeypatch.setattr(copy_diversion.Diversion, "keep", keep_late)
    return thread


def make_draft(folder: Path) -> Event:
    """Return a draft event whose guest Lin Lan is public."""
    write(folder, a_record())
    for person in Person.objects.filter(name_en="Lin Lan"):
        person.status = Status.PUBLISHED
        person.save()
    return Event.objects.exclude(parent=None).get()


def test_a_session_that_is_added_beside_an_import_stays(
    tmp_path: Path, importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_draft(tmp_path)
    colleague = save_beside(
        monkeypatch, lambda: Session.objects.create(event=event, slug="closing", kind="closing")
    )
    write(tmp_path, a_record(people=ALIAS, city=both("杭州", "Hangzhou")), by=importer)
    colleague.join()
    assert Session.objects.filter(event=event, slug="closing").count() == 1


def test_a_title_that_is_saved_beside_an_import_stays(
    tmp_path: Path, importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_draft(tmp_path)
    session = Session.objects.get(event=event, slug="opening")

    def save() -> None:
        session.title_en = "Words of Welcome"  # type: ignore[attr-defined]
        session.save(update_fields=["title_en"])

    colleague = save_beside(monkeypatch, save)
    write(tmp_path, a_record(people=ALIAS, city=both("杭州", "Hangzhou")), by=importer)
    colleague.join()
    session.refresh_from_db()
    assert session.title_en == "Words of Welcome"  # type: ignore[attr-defined]


def test_a_working_copy_takes_nothing_back_that_is_published_beside(
    tmp_path: Path, importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a_record(), publish=True)
    event = Event.objects.exclude(parent=None).get()

    def save() -> None:
        event.venue_en = "Harbour Hall"  # type: ignore[attr-defined]
        event.save(update_fields=["venue_en"])

    colleague = save_beside(monkeypatch, save)
    write(tmp_path, a_record(city=both("杭州", "Hangzhou")), by=importer)
    colleague.join()
    copy = open_copy(key_of(event))
    assert copy
    fields = copy.changes[f"sessions_app.event:{event.pk}"]["fields"]
    assert ("city_en" in fields, "venue_en" in fields) == (True, False)


def test_a_session_that_is_added_beside_an_undoing_stays(
    tmp_path: Path, importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_draft(tmp_path)
    write(tmp_path, a_record(people=ALIAS, city=both("杭州", "Hangzhou")))
    colleague = save_beside(
        monkeypatch, lambda: Session.objects.create(event=event, slug="closing", kind="closing")
    )
    undo_run(ImportRun.objects.latest("pk"), importer)
    colleague.join()
    assert Session.objects.filter(event=event, slug="closing").count() == 1
