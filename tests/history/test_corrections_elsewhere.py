"""Texts that change by another way than their form: whoever lets them is asked, and tells it."""

import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from forum.history.corrections.changed import find_changes
from forum.history.corrections.correction_note import propose_note
from forum.history.rows import key_of
from forum.imports.writer import ImportOptions, write_import
from forum.models import ImportRun, ImportUpload
from forum.workflow.merging.merge import pair_token
from sessions_app.models import Appearance, Correction, Event
from tests.history.test_restore import changed, first_revision
from tests.localization.test_handoff_commands import FILLED
from tests.support import factories as make
from tests.support.admin_forms import make_upload
from tests.support.handoff_pages import give, send, translated
from tests.support.import_pages import confirm, make_upload_file, upload
from tests.support.papers import CLEAN
from tests.support.publishing import set_public
from tests.support.records import a_paper, a_record, both, corrected

pytestmark = pytest.mark.django_db

TOLD = {
    "asked_kind": "correction",
    "asked_day": "2024-03-01",
    "asked_text_zh_hans": "更正。",
    "asked_text_en": "Put right.",
}
type Post = Callable[..., Any]


def list_corrections() -> list[tuple[Event, date, str]]:
    return [
        (correction.event, correction.made_on, correction.text_en)
        for correction in Correction.objects.all()
    ]  # type: ignore[attr-defined]


def answers(event: Event) -> dict[str, Any]:
    return {**TOLD, "asked_events": [event.pk]}


# A revision that is restored


def restoring(client: Client, event: Event) -> Post:
    url = f"/admin/sessions_app/event/{event.pk}/restore/{first_revision(event)}/"
    token = client.get(url).context["version_token"]
    return lambda **sent: client.post(url, {"version_token": token, **sent})


def test_restoring_a_published_title_asks(admin_client: Client) -> None:
    event = changed()
    response = restoring(admin_client, event)()
    [change] = response.context["changes"]
    event.refresh_from_db()
    assert (response.status_code, change.old, change.new, event.title_en) == (
        422,
        "Blue Ports",
        "Green Ports",
        "Blue Ports",
    )


def test_a_restored_correction_is_told(admin_client: Client) -> None:
    event = changed()
    restoring(admin_client, event)(**answers(event))
    event.refresh_from_db()
    assert (event.title_en, list_corrections()) == (
        "Green Ports",
        [(event, date(2024, 3, 1), "Put right.")],
    )


def test_restoring_a_draft_asks_nothing(admin_client: Client) -> None:
    event = changed()
    Event.objects.update(status="draft")
    assert restoring(admin_client, event)().status_code == 302


# An import, and its undoing


@pytest.fixture
def second(tmp_path: Path) -> ImportRun:
    """Return the import that corrected a title of a published record."""
    paper = a_paper(tmp_path)
    write_import(paper.of(a_record()), paper, ImportOptions(publish=True))
    new = corrected(a_record(), "lin", title=both("研究院新院长", "New Director"))
    run = write_import(paper.of(new), paper, ImportOptions()).run
    assert run
    return run


def test_undoing_an_import_asks(admin_client: Client, second: ImportRun) -> None:
    response = admin_client.post(f"/admin/undo-import/{second.pk}/")
    subjects = {(change.subject, change.language) for change in response.context["changes"]}
    assert response.status_code == 422
    assert {language for _subject, language in subjects} == {"zh-hans", "en"}


def test_an_undone_correction_is_told(admin_client: Client, second: ImportRun) -> None:
    assert second.event
    admin_client.post(f"/admin/undo-import/{second.pk}/", answers(second.event))
    second.refresh_from_db()
    assert bool(second.undone_at)
    assert list_corrections() == [(second.event, date(2024, 3, 1), "Put right.")]


def test_the_command_that_undoes_asks(second: ImportRun) -> None:
    with pytest.raises(CommandError, match=r"2 published texts would change .*--correction"):
        call_command("undo_import", second.pk)
    assert ImportRun.objects.get(pk=second.pk).undone_at is None


def test_the_command_that_undoes_tells(second: ImportRun) -> None:
    call_command("undo_import", second.pk, correction=True, stdout=io.StringIO())
    assert Correction.objects.count() == 1


# A record that comes in the browser


@pytest.fixture
def planned(admin_client: Client, settings: Settings) -> ImportUpload:
    """Return the upload of a record whose published event has another title now."""
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    confirm(admin_client, upload(admin_client))
    for event in Event.objects.all():
        event.ready_languages = ["zh-hans", "en"]
        set_public(event)
    return upload(admin_client, make_upload_file(CLEAN.replace("积水", "白蚁")))


def test_an_import_of_other_remarks_asks(admin_client: Client, planned: ImportUpload) -> None:
    response = confirm(admin_client, planned)
    planned.refresh_from_db()
    assert (response.status_code, planned.state) == (422, "planned")
    assert {change.field.name for change in response.context["changes"]} == {"remarks"}


def test_the_way_back_leads_to_the_plan(admin_client: Client, planned: ImportUpload) -> None:
    page = confirm(admin_client, planned)
    assert page.context["back"] == f"/admin/forum/importupload/{planned.pk}/change/"


def test_an_imported_correction_is_told_once_it_is_written(
    admin_client: Client, planned: ImportUpload
) -> None:
    question = confirm(admin_client, planned)
    [(event, _chosen)] = question.context["events"]
    confirm(admin_client, planned, **answers(event))
    planned.refresh_from_db()
    assert (planned.state, list_corrections()) == (
        "done",
        [(event, date(2024, 3, 1), "Put right.")],
    )


def test_an_imported_slip_is_not_told(admin_client: Client, planned: ImportUpload) -> None:
    confirm(admin_client, planned, asked_kind="slip")
    planned.refresh_from_db()
    assert (planned.state, list_corrections()) == ("done", [])


def test_a_plan_of_an_earlier_version_asks_nothing(admin_client: Client) -> None:
    upload = make_upload(state=ImportUpload.State.PLANNED, plan={"fingerprint": "kept"})
    assert confirm(admin_client, upload).status_code == 302


# A record that an operator imports


def imported(path: Path, **options: Any) -> None:
    call_command("import_record", str(path), stdout=io.StringIO(), **options)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file that corrects remarks of a published record."""
    path = tmp_path / "record.txt"
    path.write_text(CLEAN)
    imported(path, publish=True)
    path.write_text(CLEAN.replace("积水", "白蚁"))
    return path


def test_the_command_asks_and_writes_nothing(file: Path) -> None:
    runs = ImportRun.objects.count()
    with pytest.raises(CommandError, match=r"published text.* would change .*add --slip"):
        imported(file)
    assert ImportRun.objects.count() == runs


def test_the_command_takes_a_slip(file: Path) -> None:
    imported(file, slip=True)
    assert (ImportRun.objects.count(), list_corrections()) == (2, [])


def test_the_command_tells_a_correction(file: Path) -> None:
    imported(file, correction=True)
    assert [correction.event for correction in Correction.objects.all()] == [
        ImportRun.objects.latest("pk").event
    ]


def test_a_dry_run_is_refused_as_the_import_would_be(file: Path) -> None:
    with pytest.raises(CommandError, match="add --slip for a typing slip"):
        imported(file, dry_run=True)
    assert ImportRun.objects.count() == 1


# Translations that come back


def test_a_translation_that_comes_back_asks(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    appearance = make.make_appearance(
        make.make_session(event), remarks_zh_hans="<p>船。</p>", remarks_en="<p>Ship.</p>"
    )
    sent = send(admin_client, event, scope="all")
    data = translated(sent, {f"appearance.{appearance.pk}.remarks": "Vessel."})
    preview = admin_client.get(give(admin_client, data).url)
    shown = {
        "take": [change.change.tick for change in preview.context["changes"]],
        "version_token": preview.context["plan"].version_token,
    }
    url = preview.request["PATH_INFO"]
    question = admin_client.post(url, shown)
    appearance.refresh_from_db()
    assert (question.status_code, appearance.remarks_en) == (422, "<p>Ship.</p>")
    admin_client.post(url, {**shown, **answers(event)})
    appearance.refresh_from_db()
    assert (appearance.remarks_en, list_corrections()) == (
        "<p>Vessel.</p>",
        [(event, date(2024, 3, 1), "Put right.")],
    )


def test_the_note_stands_in_the_plan_of_what_changed_meanwhile(admin_client: Client) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口")
    sent = send(admin_client, event, scope="all")
    data = translated(sent, {f"event.{event.pk}.title": "Blue Ports"})
    url = give(admin_client, data).url
    token = admin_client.get(url).context["plan"].version_token
    Event.objects.filter(pk=event.pk).update(title_en="Red Ports")
    page = admin_client.post(url, {**answers(event), "version_token": token})
    fields = dict(re.findall(r'type="hidden" name="(asked_\w+)" value="([^"]*)"', page.text))
    carried = {**TOLD, "asked_events": str(event.pk)}
    del carried["asked_kind"]
    assert (page.status_code, fields) == (409, carried)


def test_what_had_no_translation_asks_nothing(tmp_path: Path) -> None:
    make.make_event(slug="ports", introduction_zh_hans="<p>论坛。</p>", introduction_en="")
    path = tmp_path / "out.xlf"
    call_command("export_translations", "ports", output=path, stdout=io.StringIO())
    empty = b'<target state="needs-translation" xml:lang="en"/>'
    path.write_bytes(path.read_bytes().replace(empty, FILLED, 1))
    call_command("import_translations", path, stdout=io.StringIO())
    assert Event.objects.get().introduction_en == "<p>Text</p>"  # type: ignore[attr-defined]


# Two records that become one


def test_a_merge_that_renames_a_guest_asks(admin_client: Client) -> None:
    kept_person = make.make_person(name_en="Lin Lan", name_zh_hans="林岚")
    other_person = make.make_person(name_en="Lin Lang", name_zh_hans="林岚")
    event = make.make_appearance(person=other_person).session.event
    url = f"/admin/people/person/{kept_person.pk}/merge/?other={other_person.pk}"
    versions = {"version_token": pair_token([kept_person, other_person])}
    question = admin_client.post(url, versions)
    changes = [(change.old, change.new) for change in question.context["changes"]]
    assert (question.status_code, changes) == (422, [("Lin Lang", "Lin Lan")])
    admin_client.post(url, {**versions, **answers(event)})
    assert (Appearance.objects.get().person, list_corrections()) == (
        kept_person,
        [(event, date(2024, 3, 1), "Put right.")],
    )


# The note


def test_of_many_changes_the_note_says_what_they_are() -> None:
    session = make.make_session(title_en="Opening")
    people = [make.make_person(name_en=f"Lin {name}") for name in ("An", "Bo", "Chi", "De", "En")]
    guests = [make.make_appearance(session, person, title_en="Mayor") for person in people]
    edits = {key_of(guest): {"title_en": ("Mayor", "Governor")} for guest in guests}
    note = propose_note(find_changes(edits))["en"]
    assert note.startswith("Corrected: ")
    assert note.count("(Title") == 5


def test_columns_that_do_not_count_are_passed_over() -> None:
    event = make.make_event()
    assert find_changes({key_of(event): {"venue_en": ("Hall 1", "Hall 2")}}) == []
