"""Undoing an import: what it wrote goes back, what was edited or is used elsewhere stays."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.desk.imports import undo
from forum.imports.plan import Action
from forum.imports.undo import UndoError, UndoResult, preview_undo, undo_run
from forum.imports.writer import ImportOptions, ImportOutcome, write_import
from forum.models import (
    AuditEntry,
    Autosave,
    ClearanceReply,
    Comment,
    HomePart,
    ImportRun,
    KnowledgeProduct,
    PreviewLink,
    SearchEntry,
    WorkingCopy,
)
from forum.reader.event_record import EventRecord
from people.models import Organization, Person, User
from sessions_app.models import Appearance, Event, EventOrganization, Photo, Series, Session
from tests.history.test_recover import blocking
from tests.support import factories as make
from tests.support.admin_forms import make_warning, read_form
from tests.support.desk_client import address, speak
from tests.support.records import a_paper, a_record, both, corrected, import_paper

pytestmark = pytest.mark.django_db

type Import = Callable[..., ImportRun]

MODELS = (
    Series, Event, Organization, Person, EventOrganization, Session, Appearance, KnowledgeProduct,
    Photo,
)  # fmt: skip


@pytest.fixture(scope="module")
def first_run(undone_after_module: None, tmp_path_factory: Any) -> ImportRun:
    return run_of(import_paper(tmp_path_factory.mktemp("paper")))


def run_of(outcome: ImportOutcome) -> ImportRun:
    assert outcome.run
    return outcome.run


@pytest.fixture
def do_import(first_run: ImportRun, tmp_path: Path) -> Import:
    """Import a record, return the run; the first of each test is there already."""
    first = [first_run.pk]

    def do_import(record: EventRecord | None = None) -> ImportRun:
        if first:
            return ImportRun.objects.get(pk=first.pop())
        return run_of(import_paper(tmp_path, record))

    return do_import


def counts() -> list[int]:
    return [model._default_manager.count() for model in MODELS]


def speaker() -> Appearance:
    return Appearance.objects.get(person__name_zh_hans="林岚", session__slug="opening")


def fixed() -> EventRecord:
    return corrected(a_record(), "lin", title=both("研究院新院长", "New Director"))


def why(lines: list[Any], what: str, name: str = "") -> list[str]:
    return [line.reason for line in lines if line.kind == what and line.name.startswith(name)]


def test_an_untouched_import_leaves_nothing(do_import: Import) -> None:
    undo_run(do_import())
    assert counts() == [0] * len(MODELS)


def test_the_search_forgets_it(do_import: Import) -> None:
    undo_run(do_import())
    assert SearchEntry.objects.count() == 0


def test_a_second_import_goes_back_to_the_first(do_import: Import) -> None:
    do_import()
    title_before = speaker().title_en
    undo_run(do_import(fixed()))
    assert speaker().title_en == title_before


def test_what_an_earlier_import_found_goes_on_keeping_it_from_the_public(
    do_import: Import,
) -> None:
    first = do_import()
    make_warning(first, level="error")
    assert first.event
    blocking_before = blocking(first.event)
    later = do_import(fixed())
    make_warning(later, level="error")
    with_later = blocking(first.event)
    undo_run(later)
    assert (len(with_later) - len(blocking_before), blocking(first.event)) == (1, blocking_before)
    assert "1 error of an import has not been settled." in blocking_before


def test_what_goes_back_counts_on(do_import: Import) -> None:
    do_import()
    undo_run(do_import(fixed()))
    assert speaker().version == 3


def test_both_imports_are_undone_one_after_the_other(do_import: Import) -> None:
    first, second = do_import(), do_import(fixed())
    undo_run(second)
    undo_run(first)
    assert counts() == [0] * len(MODELS)


def test_a_field_edited_since_stays_and_is_listed(do_import: Import) -> None:
    do_import()
    run = do_import(fixed())
    row = speaker()
    row.title_en = "Dean"
    row.save()
    undone = undo_run(run)
    assert (speaker().title_en, [line.label for line in undone.retained]) == (
        "Dean",
        ["Title as of the event · English"],
    )


def test_the_other_fields_of_the_row_go_back(do_import: Import) -> None:
    do_import()
    title_before = speaker().title_zh_hans
    run = do_import(fixed())
    row = speaker()
    row.title_en = "Dean"
    row.save()
    undo_run(run)
    assert speaker().title_zh_hans == title_before


def test_a_created_row_that_was_edited_stays(do_import: Import) -> None:
    run = do_import()
    row = speaker()
    row.title_en = "Dean"
    row.save()
    undone = undo_run(run)
    assert (why(undone.retained, "Appearance"), Appearance.objects.count()) == (
        ["It has been edited since."],
        1,
    )


def edit_in_copy(row: Appearance, user: User) -> None:
    """Have an edit of the row wait in the working copy of its event."""
    fields = {"title_en": [row.title_en, "Dean"]}
    changes = {f"sessions_app.appearance:{row.pk}": {"kind": "changed", "fields": fields}}
    WorkingCopy.objects.create(object=row.session.event, changes=changes)


def type_unsaved(row: Appearance, user: User, page: str = "", **place: str) -> None:
    page = page or f"/admin/sessions_app/appearance/{row.pk}/change/"
    entry = {"name": "title_en", "values": ["Dean"], **place}
    Autosave.objects.create(
        user=user, draft="d", page=page, entries=[entry], typed_at=timezone.now()
    )


def type_on_session(row: Appearance, user: User) -> None:
    page = f"/admin/sessions_app/session/{row.session_id}/change/"
    type_unsaved(row, user, page, prefix="appearances", key=str(row.pk))


def type_in_programme(row: Appearance, user: User) -> None:
    page = f"/admin/sessions_app/event/{row.session.event_id}/programme/"
    type_unsaved(row, user, page, name=f"g{row.pk}-title_en")


WORK: dict[str, Callable[[Appearance, User], object]] = {
    "Part of the front page": lambda row, _user: HomePart.objects.create(
        kind="quote", appearance=row, sentences={"en": "Ports are good."}
    ),
    "Comment": lambda row, user: Comment.objects.create(object=row, text="Look", author=user),
    "Reply of an office": lambda row, _user: ClearanceReply.objects.create(
        object=row, language="en", answer="cleared", author="Office"
    ),
    "Preview link (for review)": lambda row, _user: PreviewLink.objects.create(object=row),
    "Working copy": edit_in_copy,
    "Unsaved text": type_unsaved,
}
WAYS = [*WORK.items(), ("Unsaved text", type_on_session), ("Unsaved text", type_in_programme)]


@pytest.mark.parametrize(("kind", "work"), WAYS)
def test_a_row_that_people_worked_on_beside_stays(
    do_import: Import, staff: User, kind: str, work: Callable[[Appearance, User], object]
) -> None:
    run = do_import()
    work(speaker(), staff)
    undone = undo_run(run)
    assert (why(undone.retained, "Appearance"), Appearance.objects.count()) == (
        [f"People have worked on it: 1 × {kind}."],
        1,
    )


def test_what_an_edited_row_stands_in_stays(do_import: Import) -> None:
    run = do_import()
    row = speaker()
    row.title_en = "Dean"
    row.save()
    undo_run(run)
    # The event stands in its parent, which the import created too.
    assert (Event.objects.count(), Session.objects.count(), Person.objects.count()) == (2, 1, 1)


def test_publishing_is_no_edit(do_import: Import) -> None:
    run = do_import()
    for record in (*Event.objects.all(), *Person.objects.all()):
        record.status = Event.Status.PUBLISHED
        record.ready_languages = ["zh-hans", "en"]
        record.save()
    undo_run(run)
    assert counts() == [0] * len(MODELS)


def test_what_stays_of_a_public_event_is_taken_offline(do_import: Import, admin_user: User) -> None:
    run = do_import()
    event = speaker().session.event
    event.status = Event.Status.PUBLISHED
    event.save()
    Comment.objects.create(object=event, text="Look", author=admin_user)
    undone = undo_run(run, admin_user)
    event.refresh_from_db()
    assert (why(undone.retained, "Event"), event.status, event.sessions.count()) == (
        [
            "People have worked on it: 1 × Comment.",
            "It is used by 1 × Event.",
            "It loses what the import brought, and is taken offline.",
        ],
        "offline",
        0,
    )


def test_a_person_who_appears_elsewhere_stays(do_import: Import) -> None:
    run = do_import()
    make.make_appearance(person=speaker().person)
    undone = undo_run(run)
    assert why(undone.retained, "Person") == ["It is used by 1 × Appearance."]


def test_an_organization_with_another_role_stays(do_import: Import) -> None:
    run = do_import()
    role = EventOrganization.objects.first()
    assert role
    make.make_role(organization=role.organization)
    undone = undo_run(run)
    assert "It is used by 1 × Organization of the event." in why(undone.retained, "Organization")


def test_a_person_who_was_there_before_stays(do_import: Import) -> None:
    person = make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    undo_run(do_import())
    assert [person.pk for person in Person.objects.all()] == [person.pk]


def test_the_preview_changes_nothing(do_import: Import) -> None:
    run = do_import()
    counts_before = counts()
    preview_undo(run)
    assert (counts(), ImportRun.objects.get().undone_at) == (counts_before, None)


def test_the_preview_says_what_undoing_does(do_import: Import) -> None:
    run = do_import()
    expected: UndoResult = preview_undo(run)
    assert undo_run(run) == expected


def test_an_import_is_undone_once(do_import: Import) -> None:
    run = do_import()
    undo_run(run)
    with pytest.raises(UndoError, match="was undone already"):
        undo_run(run)


def test_who_and_when_are_kept(do_import: Import, admin_user: User) -> None:
    run = do_import()
    undo_run(run, admin_user)
    run.refresh_from_db()
    assert (run.undone_by, run.undone_at is not None) == (admin_user, True)


def test_it_makes_a_revision(do_import: Import) -> None:
    run = do_import()
    undo_run(run)
    newest = AuditEntry.objects.latest_first()[0]
    assert (newest.action, newest.params) == ("import_undone", {"file": run.source})


def test_the_document_can_be_imported_again(do_import: Import) -> None:
    run = do_import()
    counts_before = counts()
    undo_run(run)
    do_import()
    assert counts() == counts_before


def test_what_was_undone_is_written_again(do_import: Import) -> None:
    do_import()
    undo_run(do_import(fixed()))
    do_import(fixed())
    assert speaker().title_en == "New Director"


def test_what_stayed_is_found_by_the_next_import(do_import: Import, tmp_path: Path) -> None:
    run = do_import()
    row = speaker()
    row.title_en = "Dean"
    row.save()
    undo_run(run)
    paper = a_paper(tmp_path, "again")
    outcome = write_import(paper.of(a_record()), paper, ImportOptions())
    events = [change for change in outcome.plan.changes if change.model is Event and change.row]
    assert {event.action for event in events} == {Action.UNCHANGED}
    assert Event.objects.count() == 2


# In the desk and by command


def test_staff_undo_after_a_look(admin_client: Client, do_import: Import) -> None:
    url = reverse("undo-import", args=[do_import().pk])
    assert admin_client.get(url).status_code == 200
    admin_client.post(url)
    assert counts() == [0] * len(MODELS)


def test_what_only_created_is_undone_without_another_look(
    admin_client: Client, do_import: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []
    monkeypatch.setattr(undo, "preview_undo", lambda *asked: looks.append(asked))
    admin_client.post(reverse("undo-import", args=[do_import().pk]))
    assert (counts(), looks) == ([0] * len(MODELS), [])


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_look_lists_what_stays(admin_client: Client, do_import: Import, language: str) -> None:
    speak(admin_client, language)
    run = do_import()
    row = speaker()
    url = address(Appearance, "change", row.pk)
    admin_client.post(url, {**read_form(admin_client, url), "title_en": "Dean"})
    page = admin_client.get(reverse("undo-import", args=[run.pk]))
    assert len(page.context["undone"].retained) == 7


def test_what_stays_is_told_in_one_message(admin_client: Client, do_import: Import) -> None:
    run = do_import()
    url = address(Appearance, "change", speaker().pk)
    admin_client.post(url, {**read_form(admin_client, url), "title_en": "Dean"})
    page = admin_client.post(reverse("undo-import", args=[run.pk]), follow=True)
    *_saved, done, retained = (str(message) for message in page.context["messages"])
    assert ("7 stay" in done, retained.count("<li>")) == (True, 7)


def test_a_second_time_is_told(admin_client: Client, do_import: Import) -> None:
    run = do_import()
    undo_run(run)
    response = admin_client.post(reverse("undo-import", args=[run.pk]), follow=True)
    assert "was undone already" in response.content.decode()


def test_the_run_offers_it_until_it_was_undone(admin_client: Client, do_import: Import) -> None:
    run = do_import()
    url = reverse("admin:forum_importrun_change", args=[run.pk])
    offered = reverse("undo-import", args=[run.pk])
    state_before = offered in admin_client.get(url).content.decode()
    undo_run(run)
    assert (state_before, offered in admin_client.get(url).content.decode()) == (True, False)


def test_staff_without_rights_are_refused(client: Client, do_import: Import) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.post(reverse("undo-import", args=[do_import().pk])).status_code == 403


def command(*arguments: Any) -> str:
    out = io.StringIO()
    call_command("undo_import", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_undoes(do_import: Import) -> None:
    output = command(do_import().pk)
    assert (counts(), "The import has been undone: " in output) == ([0] * len(MODELS), True)


def test_the_dry_run_writes_nothing(do_import: Import) -> None:
    run = do_import()
    counts_before = counts()
    output = command(run.pk, "--dry-run")
    assert (counts(), "nothing was written" in output) == (counts_before, True)


def test_the_command_refuses_an_unknown_run() -> None:
    with pytest.raises(CommandError, match="There is no import run 7"):
        command(7)


def test_whoever_may_not_publish_undoes_it_in_working_copies(do_import: Import) -> None:
    do_import()
    event = speaker().session.event
    event.status, event.ready_languages = Event.Status.PUBLISHED, ["zh-hans", "en"]
    event.save()
    run = do_import(fixed())
    title_before = speaker().title_en
    undo_run(run, User.objects.create_user("lin", is_staff=True))
    stored = ImportRun.objects.get(pk=run.pk)
    copy = WorkingCopy.objects.open().get()
    assert (speaker().title_en, stored.undone_at, copy.object_id) == (title_before, None, event.pk)


def test_whom_a_public_event_names_is_proposed_to_be_deleted(do_import: Import) -> None:
    run = do_import()
    event = speaker().session.event
    event.status, event.ready_languages = Event.Status.PUBLISHED, ["zh-hans", "en"]
    event.save()
    undone = undo_run(run, User.objects.create_user("lin", is_staff=True))
    assert (undone.waits, Person.objects.count(), Appearance.objects.count()) == (True, 4, 5)
    proposed = [copy for copy in WorkingCopy.objects.open() if copy.proposals.get("deletes")]
    assert speaker().person in [copy.object for copy in proposed]
