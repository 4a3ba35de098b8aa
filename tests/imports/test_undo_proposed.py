"""What undoing an import proposes in working copies is not undone until they are published."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forum.history.rows import key_of
from forum.history.working_copies.copy_diversion import editing
from forum.history.working_copies.store import close_copy, open_copy, start_copy
from forum.imports.plan import Action, plan_import
from forum.imports.planning.undone_marks import read_discarded
from forum.imports.undo import preview_undo, undo_run
from forum.models import ImportRun, WorkingCopy
from forum.workflow.copy_steps import publish_copy, resume_copy
from people.models import User
from sessions_app.models import Event
from tests.imports.test_import_of_new import grown, importer, publish_record, publisher, write
from tests.support.admin_forms import make_settings
from tests.support.records import a_person, a_record, an_appearance, both

__all__ = ["importer", "publisher"]

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def public_record(undone_after_module: None, tmp_path_factory: Any) -> int:
    return publish_record(tmp_path_factory.mktemp("paper"))


@pytest.fixture
def event(public_record: int) -> Event:
    """Return a public event, as a record made it."""
    return Event.objects.get(pk=public_record)


def city(event: Event) -> str:
    event.refresh_from_db()
    return str(event.city_en)  # type: ignore[attr-defined]


def copy_of(event: Event) -> WorkingCopy:
    copy = open_copy(key_of(event))
    assert copy
    return copy


def test_a_preview_locks_nothing_and_asks_by_model(tmp_path: Path, event: Event) -> None:
    few, many = counts_of_preview(tmp_path, 3), counts_of_preview(tmp_path, 30)
    assert (few[0], many) == (0, few)


def test_what_a_discarded_working_copy_held_is_imported_again(
    tmp_path: Path, event: Event, importer: User
) -> None:
    imported_into_copy(tmp_path, event, importer)
    plan = write(tmp_path, grown(city=both("南京", "Nanjing")), by=importer).plan
    created = [change.ref.label for change in plan.changes if change.action is Action.CREATE]
    assert (plan.counts[Action.CONFLICT], created[:2]) == (
        0, ["sessions_app.session", "sessions_app.appearance"]
    )  # fmt: skip
    assert "city_en" in copy_of(event).changes[f"sessions_app.event:{event.pk}"]["fields"]


def test_what_was_discarded_is_read_once_for_all_imports(
    tmp_path: Path, event: Event, importer: User
) -> None:
    counts = []
    for town in ("南京", "宁波"):
        imported_into_copy(tmp_path, event, importer)
        write(tmp_path, a_record(city=both(town)))
        with CaptureQueriesContext(connection) as queries:
            plan_import(a_record())
        reading = [query for query in queries if "discarded" in query["sql"]]
        counts.append((ImportRun.objects.count(), len(reading)))
    assert counts == [(3, 1), (5, 1)]


def test_what_was_discarded_of_other_records_is_not_read(
    tmp_path: Path, event: Event, importer: User
) -> None:
    run = imported_into_copy(tmp_path, event, importer)
    stranger = {"model": Event._meta.label_lower, "pk": 0}
    read = [bool(read_discarded(rows, run.at)) for rows in (run.changes, [stranger])]
    assert read == [True, False]


def test_taken_up_again_it_is_there(tmp_path: Path, event: Event, importer: User) -> None:
    imported_into_copy(tmp_path, event, importer)
    for copy in WorkingCopy.objects.filter(outcome=WorkingCopy.Outcome.DISCARDED):
        resume_copy(copy, importer)
    assert write(tmp_path, grown(city=both("南京", "Nanjing")), by=importer).run is None


def test_undone_after_that_nothing_was_edited_since(
    tmp_path: Path, event: Event, importer: User
) -> None:
    run = imported_into_copy(tmp_path, event, importer)
    assert undo_run(run, importer).retained == []


# What follows begins with this import, which a test before it would find beside its own.


@pytest.fixture(scope="module")
def moving_run(public_record: int, tmp_path_factory: Any) -> int:
    run = write(tmp_path_factory.mktemp("paper"), a_record(city=both("南京", "Nanjing"))).run
    assert run
    return run.pk


@pytest.fixture
def moved(event: Event, moving_run: int) -> ImportRun:
    """Return an import that moved a public event to another city."""
    return ImportRun.objects.get(pk=moving_run)


def test_what_is_proposed_leaves_the_import_open(
    event: Event, moved: ImportRun, importer: User
) -> None:
    result = undo_run(moved, importer)
    moved.refresh_from_db()
    marks = [(sorted(entry.get("proposed")), entry.get("undone")) for entry in moved.changes]
    assert (city(event), result.waits, moved.undone_at) == ("Nanjing", True, None)
    assert marks == [(["city_en", "city_zh_hans"], None)]


def test_discarded_the_import_counts_as_before(
    tmp_path: Path, event: Event, moved: ImportRun, importer: User, publisher: User
) -> None:
    undo_run(moved, importer)
    close_copy(copy_of(event), WorkingCopy.Outcome.DISCARDED, publisher)
    plan = write(tmp_path, a_record(city=both("杭州", "Hangzhou"))).plan
    assert (city(event), plan.counts[Action.CONFLICT]) == ("Hangzhou", 0)


def test_discarded_it_can_be_undone_again(event: Event, moved: ImportRun, importer: User) -> None:
    undo_run(moved, importer)
    close_copy(copy_of(event), WorkingCopy.Outcome.DISCARDED, importer)
    undo_run(moved)
    moved.refresh_from_db()
    assert (city(event), moved.undone_at is None) == ("Shanghai", False)


def test_published_it_is_undone(
    tmp_path: Path, event: Event, moved: ImportRun, importer: User, publisher: User
) -> None:
    make_settings(reviews=0)
    undo_run(moved, importer)
    publish_copy(copy_of(event), publisher, ["zh-hans", "en"])
    published = city(event)
    plan = write(tmp_path, a_record(city=both("南京", "Nanjing"))).plan
    assert (published, city(event), plan.counts[Action.CONFLICT]) == ("Shanghai", "Nanjing", 0)


def test_published_a_second_time_closes_the_import(
    event: Event, moved: ImportRun, importer: User, publisher: User
) -> None:
    make_settings(reviews=0)
    undo_run(moved, importer)
    publish_copy(copy_of(event), publisher, ["zh-hans", "en"])
    result = undo_run(moved, publisher)
    moved.refresh_from_db()
    assert (result.retained, result.reverted, moved.undone_at is None) == ([], [], False)


def is_undone_after(run: ImportRun, capture: Any, outcome: WorkingCopy.Outcome) -> bool:
    """Tell whether a run is undone once the working copy that it waits for is closed."""
    make_settings(reviews=0)
    user = User.objects.get(username="publisher")
    copy = WorkingCopy.objects.open().get()
    with capture(execute=True):
        if outcome == WorkingCopy.Outcome.PUBLISHED:
            publish_copy(copy, user, ["zh-hans", "en"])
        else:
            close_copy(copy, outcome, user)
    run.refresh_from_db()
    return run.undone_at is not None


@pytest.mark.parametrize("outcome", WorkingCopy.Outcome)
def test_published_it_closes_the_import_by_itself(
    moved: ImportRun,
    importer: User,
    publisher: User,
    django_capture_on_commit_callbacks: Any,
    outcome: WorkingCopy.Outcome,
) -> None:
    undo_run(moved, importer)
    is_undone = is_undone_after(moved, django_capture_on_commit_callbacks, outcome)
    assert (is_undone, moved.undone_by) == (outcome == WorkingCopy.Outcome.PUBLISHED, importer)


@pytest.fixture
def prepared(event: Event, moved: ImportRun) -> str:
    """Let a command undo what a working copy holds too; return what it says."""
    fields = {name: [new, new] for name, (_old, new) in moved.changes[0]["fields"].items()}
    changes = {f"sessions_app.event:{event.pk}": {"kind": "changed", "fields": fields}}
    WorkingCopy.objects.create(object=event, changes=changes)
    out = io.StringIO()
    call_command("undo_import", str(moved.pk), "--slip", stdout=out)
    return out.getvalue().splitlines()[-1]


def test_what_a_command_leaves_public_is_not_told_as_undone(event: Event, prepared: str) -> None:
    assert (city(event), prepared.partition(":")[0]) == ("Nanjing", "Undoing is prepared")


def test_an_undoing_by_a_command_is_closed_by_what_it_waits_for(
    prepared: str, moved: ImportRun, publisher: User, django_capture_on_commit_callbacks: Any
) -> None:
    outcome = WorkingCopy.Outcome.PUBLISHED
    assert is_undone_after(moved, django_capture_on_commit_callbacks, outcome)


def test_discarded_an_edit_of_the_public_value_closes_no_import(
    event: Event,
    moved: ImportRun,
    importer: User,
    publisher: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    undo_run(moved, importer)
    Event.objects.filter(pk=event.pk).update(city_zh_hans="杭州", city_en="Hangzhou")
    outcome = WorkingCopy.Outcome.DISCARDED
    assert not is_undone_after(moved, django_capture_on_commit_callbacks, outcome)


def edit_copy(event: Event, user: User, name: str) -> None:
    """Type another city into the working copy."""
    with editing(user, [copy_of(event)]):
        edited = Event.objects.get(pk=event.pk)
        edited.city_zh_hans = edited.city_en = name  # type: ignore[attr-defined]
        edited.venue_en = "Hall 1"  # type: ignore[attr-defined]
        edited.save()


@pytest.mark.parametrize(
    ("name", "is_closed"), [("Hangzhou", True), ("Shanghai", True), ("Nanjing", False)]
)
def test_published_with_a_third_value_the_import_waits_for_nothing(
    event: Event,
    moved: ImportRun,
    importer: User,
    publisher: User,
    django_capture_on_commit_callbacks: Any,
    name: str,
    is_closed: bool,
) -> None:
    undo_run(moved, importer)
    edit_copy(event, importer, name)
    outcome = WorkingCopy.Outcome.PUBLISHED
    assert is_undone_after(moved, django_capture_on_commit_callbacks, outcome) == is_closed


def test_what_is_closed_closes_no_import_that_nobody_undoes(
    event: Event, moved: ImportRun, publisher: User, django_capture_on_commit_callbacks: Any
) -> None:
    start_copy(key_of(event), publisher)
    outcome = WorkingCopy.Outcome.DISCARDED
    assert not is_undone_after(moved, django_capture_on_commit_callbacks, outcome)


def test_a_second_attempt_changes_no_working_copy(
    event: Event, moved: ImportRun, importer: User
) -> None:
    undo_run(moved, importer)
    version = copy_of(event).version
    result = undo_run(moved, importer)
    assert (result.retained, result.waits, copy_of(event).version) == ([], True, version)


def counts_of_preview(folder: Path, guests: int) -> tuple[int, int, int]:
    """Return how often the preview of an undoing locks, counts, and asks what hangs on rows."""
    names = [f"guest{number}" for number in range(guests)]
    people = tuple(a_person(f"new{name}", both(name, name.title()), both("主任")) for name in names)
    record = a_record(
        title=both(f"论坛{guests}", f"Forum {guests}"),
        people=people,
        appearances=tuple(
            an_appearance(f"new{name}", "opening", no) for no, name in enumerate(names, 1)
        ),
        start_date=None, end_date=None, products=(),
    )  # fmt: skip
    run = write(folder, record, event_slug="new").run
    assert run
    with CaptureQueriesContext(connection) as queries:
        preview_undo(run)
    statements = [query["sql"] for query in queries]
    locks = sum("FOR UPDATE" in statement for statement in statements)
    hanging = sum('FROM "forum_comment"' in statement for statement in statements)
    return locks, sum("COUNT(" in statement for statement in statements), hanging


def test_a_begun_undoing_says_when_it_is_pressed_again(
    client: Client, moved: ImportRun, importer: User
) -> None:
    undo_run(moved, importer)
    client.force_login(importer)
    page = client.get(reverse("admin:forum_importrun_change", args=[moved.pk])).content.decode()
    assert f"Begun by {importer}: it waits for the working copies" in page


def imported_into_copy(folder: Path, event: Event, importer: User) -> ImportRun:
    """Return an import that waited in working copies, which were discarded."""
    run = write(folder, grown(city=both("南京", "Nanjing")), by=importer).run
    for copy in WorkingCopy.objects.open():
        close_copy(copy, WorkingCopy.Outcome.DISCARDED, importer)
    assert run
    return run
