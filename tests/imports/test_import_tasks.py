"""The work on an upload: what it leaves in its row and in the tables, and what a worker does."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from forum.desk.imports import uploads
from forum.desk.imports.uploads import status_of, store_interruption
from forum.imports import tasks
from forum.imports.upload_heartbeat import UploadHeartbeat, find_running_uploads
from forum.models import AuditEntry, ImportRun, ImportUpload
from people.models import Person, User
from sessions_app.models import Event
from tests.support.admin_forms import make_settings
from tests.support.factories import make_person
from tests.support.papers import CLEAN
from tests.support.worker import age, run_worker

pytestmark = pytest.mark.django_db

State = ImportUpload.State


@pytest.fixture
def importer() -> User:
    """Return somebody who may do all: nobody is asked to review."""
    make_settings(reviews=0)
    return User.objects.create_superuser("importer")


def an_upload(text: str = CLEAN, name: str = "record.txt", **values: Any) -> ImportUpload:
    file = ContentFile(text.encode(), name="stored.txt")
    return ImportUpload.objects.create(name=name, file=file, **values)


def planned(**values: Any) -> ImportUpload:
    upload = an_upload(**values)
    tasks.read_and_plan(upload.pk)
    upload.refresh_from_db()
    return upload


def confirmed(upload: ImportUpload, by: User, *, publish: bool = False) -> ImportUpload:
    ImportUpload.objects.filter(pk=upload.pk).update(state=State.WRITING)
    tasks.write_confirmed(upload.pk, by.pk, publish=publish)
    upload.refresh_from_db()
    return upload


def test_a_document_is_planned() -> None:
    upload = planned()
    assert (upload.state, upload.progress, upload.reason) == (State.PLANNED, 100, "")
    assert upload.plan["counts"] == {"create": 18, "update": 0, "unchanged": 0, "conflict": 0}
    assert upload.plan["writes"] == 18
    assert Event.objects.count() == 0


def test_the_plan_bears_the_name_of_the_file_as_it_was_given() -> None:
    assert planned(name="松川.txt").plan["source"] == "松川.txt"


def test_warnings_are_kept_in_parts_with_their_passages() -> None:
    upload = planned(text=CLEAN.replace("秦牧野 松川大学教授", "秦牧野 松川大学讲师"))
    (warning,) = upload.plan["warnings"]
    assert warning["kind"] == "person_title_variant"
    assert warning["case"] == "words"
    named = {str(line) for line in warning["lines"]}
    assert named <= set(upload.plan["passages"])


def test_what_lacks_english_is_listed() -> None:
    lacking = {(text["model"], text["field"]): text for text in planned().plan["lacking"]}
    names = lacking["people.person", "name"]
    assert (names["language"], len(names["names"]), names["of"]) == ("en", 4, 4)
    assert ("sessions_app.event", "title") not in lacking


def test_a_damaged_document_fails_with_one_sentence() -> None:
    upload = planned(text="PK\x03\x04 no archive")
    assert (upload.state, upload.plan) == (State.FAILED, {})
    assert upload.reason == (
        "the Word file is damaged or incomplete; get it again, or open it in Word and save it "
        "anew as .docx."
    )


def test_what_nobody_foresaw_is_told_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_facts: Any, **_more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(tasks, "read_document", fail)
    upload = an_upload()
    with pytest.raises(RuntimeError):
        tasks.read_and_plan(upload.pk)
    upload.refresh_from_db()
    assert upload.state == State.FAILED
    assert upload.reason.startswith("Something went wrong (RuntimeError); nothing was written.")


def test_a_document_is_read_once() -> None:
    upload = planned()
    ImportUpload.objects.filter(pk=upload.pk).update(plan={})
    tasks.read_and_plan(upload.pk)
    upload.refresh_from_db()
    assert upload.plan == {}


def test_the_confirmed_plan_becomes_a_run(importer: User) -> None:
    upload = confirmed(planned(), importer)
    run = ImportRun.objects.get()
    assert (upload.state, upload.run, upload.progress) == (State.DONE, run, 100)
    assert (run.by, run.source) == (importer, "record.txt")
    assert Path(run.file.path).read_bytes() == CLEAN.encode()
    assert {event.status for event in Event.objects.all()} == {"draft"}


def test_the_confirmed_plan_is_published_on_demand(importer: User) -> None:
    confirmed(planned(), importer, publish=True)
    assert {event.status for event in Event.objects.all()} == {"published"}


def withdrawn(importer: User) -> None:
    User.objects.filter(pk=importer.pk).update(is_active=False)


@pytest.mark.parametrize("leave", [User.delete, withdrawn])
def test_nothing_is_written_for_whoever_may_not_import_any_more(
    importer: User, leave: Callable[[User], object]
) -> None:
    upload, pk = planned(), importer.pk
    leave(importer)
    ImportUpload.objects.filter(pk=upload.pk).update(state=State.WRITING)
    tasks.write_confirmed(upload.pk, pk, publish=False)
    upload.refresh_from_db()
    assert (upload.state, upload.run, Event.objects.count()) == (State.PLANNED, None, 0)
    assert upload.reason.startswith("Whoever confirmed this may no longer import")


def without_right(importer: User) -> None:
    User.objects.filter(pk=importer.pk).update(is_superuser=False)
    importer.user_permissions.add(Permission.objects.get(codename="add_importrun"))


@pytest.mark.parametrize("change", [without_right, lambda _user: make_settings(reviews=1)])
def test_nothing_is_published_past_a_review_or_a_right(
    importer: User, change: Callable[[User], object]
) -> None:
    upload = planned()
    change(importer)
    upload = confirmed(upload, importer, publish=True)
    assert (upload.state, upload.run, Event.objects.count()) == (State.PLANNED, None, 0)
    assert upload.reason.startswith("Whoever confirmed this may no longer publish")


def test_the_run_is_logged(importer: User) -> None:
    confirmed(planned(), importer)
    (entry,) = AuditEntry.objects.filter(actor=importer)
    assert (entry.action, entry.record) == ("imported", ImportRun.objects.get())


def test_the_uploads_own_file_goes_when_the_run_has_it(
    importer: User, django_capture_on_commit_callbacks: Any
) -> None:
    upload = planned()
    path = Path(upload.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        confirmed(upload, importer)
    assert not path.exists()


def test_a_plan_that_was_overtaken_is_made_anew(importer: User) -> None:
    upload = planned()
    make_person(name_zh_hans="程砚", name_en=None)
    confirmed(upload, importer)
    assert (upload.state, upload.run, ImportRun.objects.count()) == (State.PLANNED, None, 0)
    assert upload.reason.startswith("Somebody changed the site after the plan was made")
    assert [question["name"] for question in upload.plan["questions"]] == ["程砚"]


def test_a_decision_is_planned_with(importer: User) -> None:
    person = make_person(name_zh_hans="程砚", name_en=None)
    upload = planned()
    (question,) = upload.plan["questions"]
    upload.decisions = {question["key"]: str(person.pk)}
    upload.state = State.WAITING
    upload.save()
    tasks.read_and_plan(upload.pk)
    upload.refresh_from_db()
    confirmed(upload, importer)
    assert (Person.objects.count(), person.appearances.count()) == (4, 1)


def test_the_same_document_again_changes_nothing(importer: User) -> None:
    confirmed(planned(), importer)
    again = planned()
    assert (again.state, again.plan["writes"]) == (State.PLANNED, 0)


def test_a_failure_while_writing_leaves_nothing(
    importer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = planned()

    def fail(*_facts: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(tasks, "partial", fail)
    with pytest.raises(RuntimeError):
        confirmed(upload, importer)
    upload.refresh_from_db()
    assert (upload.state, upload.run_id) == (State.FAILED, None)
    assert (ImportRun.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_worker_reads_and_writes(importer: User) -> None:
    upload = uploads.receive_file(_given(), importer)
    assert upload.state == State.WAITING
    run_worker()
    upload.refresh_from_db()
    assert upload.state == State.PLANNED
    assert uploads.ask_to_write(upload, importer, publish=False)
    assert not uploads.ask_to_write(upload, importer, publish=False)
    run_worker()
    upload.refresh_from_db()
    assert (upload.state, upload.run) == (State.DONE, ImportRun.objects.get())


def _given() -> Any:
    return SimpleUploadedFile("record.txt", CLEAN.encode())


def test_without_a_worker_it_says_so(importer: User) -> None:
    upload = uploads.receive_file(_given(), importer)
    assert status_of(upload).trouble == ""
    age(upload)
    assert status_of(upload).trouble.startswith("No worker is running, so this waits.")


def test_while_another_upload_is_read_it_waits(importer: User) -> None:
    upload = uploads.receive_file(_given(), importer)
    age(upload)
    with UploadHeartbeat(upload.pk + 1):
        assert (find_running_uploads(), status_of(upload).trouble) == ({upload.pk + 1}, "")


def test_a_work_whose_process_died_has_failed(importer: User) -> None:
    upload = uploads.receive_file(_given(), importer)
    age(upload, status="RUNNING", started_at=timezone.now() - timedelta(minutes=1))
    ImportUpload.objects.update(state=State.READING)
    upload.refresh_from_db()
    with UploadHeartbeat(upload.pk):
        assert status_of(upload).state == State.READING
    assert status_of(upload).state == State.FAILED
    assert upload.reason == "The work was interrupted; nothing was written. Try again."
    # To look is not to write.
    upload.refresh_from_db()
    assert upload.state == State.READING
    store_interruption(upload)
    upload.refresh_from_db()
    assert upload.state == State.FAILED


def test_a_beat_leaves_no_lock_behind() -> None:
    with UploadHeartbeat(7):
        pass
    assert find_running_uploads() == set()


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_work_is_under_way() -> None:
    upload = an_upload()
    with UploadHeartbeat(upload.pk) as heartbeat:
        heartbeat.report(40)
        heartbeat.report(41)  # too soon after the other to be worth a query
    upload.refresh_from_db()
    assert upload.progress == 40
    assert connection.in_atomic_block is False
