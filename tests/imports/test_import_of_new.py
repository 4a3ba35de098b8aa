"""What the public would read for the first time waits, unless the import is asked to publish it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from forum.core.content import Status
from forum.history.rows import key_of
from forum.history.working_copies.store import open_copy, start_copy
from forum.imports import writer
from forum.imports.plan import plan_import
from forum.imports.row_writer import WriteError
from forum.imports.undo import undo_run
from forum.imports.writer import (
    ImportOptions,
    ImportOutcome,
    PlanOvertakenError,
    rehearse_import,
    write_import,
)
from forum.models import KnowledgeProduct, WorkingCopy
from forum.reader.event_record import (
    EventRecord,
    PhotoRecord,
    ProductRecord,
    Scope,
    SessionRecord,
)
from forum.workflow.copy_steps import publish_copy
from forum.workflow.erasure.erase import erase_person
from forum.workflow.erasure.plan import plan_erasure
from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo, Session
from tests.support.admin_forms import make_settings
from tests.support.images import png
from tests.support.import_pages import address, confirm, import_text, make_upload_file, page, upload
from tests.support.papers import CLEAN
from tests.support.records import PEOPLE, SESSIONS, a_paper, a_person, a_record, an_appearance, both
from tests.support.staff import enter

pytestmark = pytest.mark.django_db

NEW_SESSION = SessionRecord(
    "topic-2", 3, "discussion", both("讨论环节"), both("主题二"), both("桥")
)
LAUNCH = ProductRecord(
    2, "tool", both("桥梁工具", "Bridge Tool"), "topic-2", ("bai",), both("一。")
)


def grown(**values: Any) -> EventRecord:
    """Return the record with one more session, its guest, and what she launched there."""
    record = a_record(**values)
    return replace(
        record,
        sessions=(*SESSIONS, NEW_SESSION),
        people=(*PEOPLE, a_person("bai", both("白露", "Bai Lu"), both("县长"))),
        appearances=(*record.appearances, an_appearance("bai", "topic-2", title=both("县长"))),
        products=(*record.products, LAUNCH),
    )


def write(folder: Path, record: EventRecord, **options: Any) -> ImportOutcome:
    paper = a_paper(folder, repr(record))
    return write_import(paper.of(record), paper, ImportOptions(**options))


def publish_record(folder: Path) -> int:
    """Import a record to be public at once; return the key of its event."""
    write(folder, a_record(), publish=True)
    return Event.objects.published().exclude(parent=None).get().pk


@pytest.fixture
def publisher() -> User:
    return User.objects.create_superuser("publisher")


@pytest.fixture
def importer() -> User:
    """Somebody who may import, and not publish."""
    enter("Importer")
    return User.objects.get(username="importer")


def sessions(event: Event) -> int:
    return Session.objects.filter(event=event).count()


def begin_copy(record: Any, **fields: list[Any]) -> WorkingCopy:
    """Begin a working copy that changes columns of a record. fields: column -> [old, new]."""
    copy = start_copy(key_of(record), None)
    copy.changes = {
        f"{record._meta.label_lower}:{record.pk}": {"kind": "changed", "fields": fields}
    }
    copy.save()
    return copy


def test_the_command_says_that_it_waits(tmp_path: Path) -> None:
    import_text(tmp_path, CLEAN, publish=True)
    text = import_text(tmp_path, with_a_guest())
    assert "goes into their working copies, to be published from there." in text


def with_a_guest() -> str:
    speech = "桥梁国际协会秘书长奥尔加·林德指出，老桥也能通行新车。"
    guest = "石塔县县长白露在松川出席“河谷与桥梁”分论坛并致辞\n石塔县县长白露表示，桥要有人看。"
    host = "奥尔加·林德 桥梁国际协会秘书长"
    return CLEAN.replace(speech, f"{speech}\n{guest}").replace(host, f"{host}\n白露 石塔县县长")


# The desk


@pytest.fixture
def public(tmp_path: Path, at_once: None) -> Event:
    """A public event, as a document made it."""
    import_text(tmp_path, CLEAN, publish=True)
    return Event.objects.published().exclude(parent=None).get()


WAITS = "What this import changes of public records goes into their working copies then"
AT_ONCE = "What it changes of public records, everybody sees at once."


def guests() -> int:
    return Appearance.objects.filter(person__name_zh_hans="白露").count()


def test_a_draft_that_is_asked_for_is_none_of_the_publics(
    admin_client: Client, public: Event
) -> None:
    make_settings(reviews=0)
    record_upload = upload(admin_client, make_upload_file(with_a_guest()))
    text = " ".join(page(admin_client, record_upload).split())
    confirm(admin_client, record_upload)
    record_upload.refresh_from_db()
    assert (WAITS in text, AT_ONCE in text, record_upload.state, guests()) == (
        True,
        False,
        "done",
        0,
    )


def test_where_reviews_are_asked_for_nothing_new_goes_round_them(
    admin_client: Client, public: Event
) -> None:
    make_settings(reviews=1)
    record_upload = upload(admin_client, make_upload_file(with_a_guest()))
    responses = [confirm(admin_client, record_upload, publish=word) for word in ("yes", "no")]
    record_upload.refresh_from_db()
    assert [response.status_code for response in responses] == [403, 302]
    assert (record_upload.plan["held_back"], record_upload.state, guests()) == (True, "done", 0)


def test_a_correction_that_is_public_at_once_is_said_to_be(
    admin_client: Client, public: Event
) -> None:
    record_upload = upload(admin_client, make_upload_file(CLEAN.replace("积水", "白蚁")))
    text = " ".join(page(admin_client, record_upload).split())
    assert (WAITS in text, AT_ONCE in text) == (False, True)


def test_beside_a_working_copy_what_is_new_is_published_or_goes_into_it(
    admin_client: Client, public: Event
) -> None:
    make_settings(reviews=0)
    copy = begin_copy(public, venue_en=[public.venue_en, "Hall 1"])  # type: ignore[attr-defined]
    record_upload = upload(admin_client, make_upload_file(with_a_guest()))
    admin_client.post(address("copies", record_upload), {"way": "direct", "beside": [copy.pk]})
    record_upload.refresh_from_db()
    refused = confirm(admin_client, record_upload)
    record_upload.refresh_from_db()
    assert (refused.url.endswith("#confirm"), record_upload.state, guests()) == (True, "planned", 0)
    assert 'name="publish" value="no"' not in page(admin_client, record_upload)
    confirm(admin_client, record_upload, publish="yes")
    assert guests() == 1


def test_the_page_says_that_a_schedule_will_end(public: Event, at_once: None) -> None:
    begin_copy(public, venue_en=[public.venue_en, "Hall 1"])  # type: ignore[attr-defined]
    WorkingCopy.objects.update(schedule={"en": "2099-01-01T00:00:00+00:00"})
    record_upload = upload(enter("Importer"), make_upload_file(with_a_guest()))
    assert [finding["kind"] for finding in record_upload.plan["warnings"]].count("unscheduled") == 1


# Who confirms what somebody else gave


def test_a_publisher_confirms_what_an_importer_gave_once_it_is_planned_for_her(
    admin_client: Client, public: Event
) -> None:
    begin_copy(public, venue_en=[public.venue_en, "Hall 1"])  # type: ignore[attr-defined]
    record_upload = upload(enter("Importer"), make_upload_file(CLEAN.replace("积水", "白蚁")))
    confirm(admin_client, record_upload)
    record_upload.refresh_from_db()
    first = record_upload.state, record_upload.reason.partition(",")[0]
    admin_client.post(address("copies", record_upload), {"way": "copies"})
    record_upload.refresh_from_db()
    confirm(admin_client, record_upload)
    record_upload.refresh_from_db()
    assert (*first, record_upload.state) == (
        "planned",
        "The plan was made for somebody else",
        "done",
    )


def test_an_importer_confirms_what_a_publisher_gave(admin_client: Client, public: Event) -> None:
    record_upload = upload(admin_client, make_upload_file(CLEAN.replace("积水", "白蚁")))
    importer = enter("Importer")
    confirm(importer, record_upload)
    record_upload.refresh_from_db()
    first = record_upload.state, record_upload.reason.partition(",")[0]
    confirm(importer, record_upload)
    record_upload.refresh_from_db()
    assert (*first, record_upload.state) == (
        "planned",
        "The plan was made for somebody else",
        "done",
    )
    assert WorkingCopy.objects.open().count() == 1


def erased(folder: Path) -> EventRecord:
    """Return a record that was imported; of its people one was erased since."""
    record = a_record()
    write(folder, record, publish=True)
    # It empties files for good once it is committed; the tables tell enough here.
    erase_person(plan_erasure(Person.objects.get(name_en="Lin Lan")), with_remarks=True)
    return record


def test_whoever_was_erased_does_not_come_back_unnamed(tmp_path: Path) -> None:
    record = erased(tmp_path)
    outcome = write(tmp_path, record, publish=True)
    [finding] = [finding for finding in outcome.plan.findings if finding.kind == "person_erased"]
    assert (finding.level, finding.params["names"]) == ("error", ["林岚"])
    assert Person.objects.get(name_en="Lin Lan").status == Status.DRAFT


def may_name_erased(record: EventRecord, **options: Any) -> bool:
    return plan_import(record, **options).may_name_erased


def test_whoever_is_answered_to_be_new_was_not_erased(tmp_path: Path) -> None:
    record = erased(tmp_path)
    plan = plan_import(record, decisions={})
    answers = {question.key: "new" for question in plan.questions}
    outcome = may_name_erased(record, decisions={}), may_name_erased(record, decisions=answers)
    assert (list(answers), outcome) == (["people.person:lin"], (True, False))


def table_of(source: str, digit: str, *names: str) -> EventRecord:
    people = tuple(a_person(f"p-{name}", both(name), {}) for name in names)
    return EventRecord(source, "utf-8", digit * 64, {}, people=people, scope=Scope.TABLES)


def test_whom_a_table_named_only_that_file_and_one_of_the_same_people_may_name(
    tmp_path: Path,
) -> None:
    table = table_of("2024.csv", "0", "林岚", "何平")
    paper = a_paper(tmp_path, "2024")
    write_import(paper.of(table), paper)
    erase_person(plan_erasure(Person.objects.get(name_zh_hans="林岚")), with_remarks=True)
    again, later = table_of("2024.csv", "1", "林岚"), table_of("2025.csv", "2", "白露")
    renamed = table_of("guests.csv", "3", "林岚", "何平")
    outcome = [may_name_erased(file) for file in (again, renamed, later)]
    assert outcome == [True, True, False]


def test_an_import_that_makes_nobody_new_names_nobody(tmp_path: Path) -> None:
    record = erased(tmp_path)
    rows = tuple(row for row in record.appearances if row.person != "lin")
    outcome = write(tmp_path, replace(record, people=PEOPLE[1:], appearances=rows, products=()))
    assert [
        finding.kind for finding in outcome.plan.findings if finding.kind == "person_erased"
    ] == []


# What follows begins with this event, which a test before it would find beside its own.


@pytest.fixture(scope="module")
def public_record(undone_after_module: None, tmp_path_factory: Any) -> int:
    return publish_record(tmp_path_factory.mktemp("paper"))


@pytest.fixture
def event(public_record: int) -> Event:
    """A public event, as a record made it."""
    return Event.objects.get(pk=public_record)


@pytest.fixture
def scheduled(event: Event) -> WorkingCopy:
    copy = begin_copy(event, venue_en=[event.venue_en, "Hall 1"])  # type: ignore[attr-defined]
    WorkingCopy.objects.update(schedule={"en": "2099-01-01T00:00:00+00:00"})
    return copy


def test_what_is_published_while_it_plans_gets_nothing_new(
    tmp_path: Path, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def publish_first(*arguments: Any) -> list[WorkingCopy]:
        Event.objects.filter(pk=event.pk).update(status=Status.PUBLISHED)
        return lock_copies(*arguments)

    Event.objects.filter(pk=event.pk).update(status=Status.DRAFT)
    lock_copies = writer._lock_copies
    monkeypatch.setattr(writer, "_lock_copies", publish_first)
    with pytest.raises(PlanOvertakenError):
        write(tmp_path, grown())
    assert sessions(event) == 2


@pytest.mark.parametrize("is_known", [False, True], ids=["operator", "publisher"])
def test_a_new_session_of_a_public_event_waits(
    tmp_path: Path, event: Event, publisher: User, is_known: bool
) -> None:
    outcome = write(tmp_path, grown(), by=publisher if is_known else None)
    assert (sessions(event), outcome.plan.waits) == (2, True)


def test_a_new_photo_of_a_public_event_waits_with_its_file(tmp_path: Path, event: Event) -> None:
    photo = PhotoRecord("one.png", "opening", "lin", both("林岚致辞"))
    paper = a_paper(tmp_path, "photo", **{"one.png": png().read()})
    write_import(paper.of(a_record(photos=(photo,))), paper, ImportOptions())
    copy = open_copy(key_of(event))
    assert copy
    (image,) = [
        edit["fields"]["image"][1] for edit in copy.changes.values() if "image" in edit["fields"]
    ]
    assert (Photo.objects.count(), default_storage.exists(image)) == (0, True)


def test_published_it_is_public_at_once(tmp_path: Path, event: Event) -> None:
    write(tmp_path, grown(), publish=True)
    assert (sessions(event), WorkingCopy.objects.count()) == (3, 0)


def test_the_same_document_again_changes_nothing(tmp_path: Path, event: Event) -> None:
    write(tmp_path, grown())
    assert write(tmp_path, grown()).run is None


def test_a_text_where_the_public_read_none_waits(tmp_path: Path, event: Event) -> None:
    Appearance.objects.filter(person__name_en="Mary Sosa").update(remarks_zh_hans="")
    outcome = write(tmp_path, a_record(), overwrite=True)
    remarks = Appearance.objects.get(person__name_en="Mary Sosa").remarks_zh_hans  # type: ignore[attr-defined]
    assert (outcome.plan.waits, remarks) == (True, "")


def test_a_correction_is_public_at_once(tmp_path: Path, event: Event) -> None:
    outcome = write(tmp_path, a_record(city=both("南京", "Nanjing")))
    event.refresh_from_db()
    assert (outcome.plan.waits, event.city_en) == (False, "Nanjing")  # type: ignore[attr-defined]


def test_new_people_and_hosts_beside_an_open_copy_are_stored(
    tmp_path: Path, event: Event, importer: User
) -> None:
    begin_copy(Person.objects.get(name_en="Lin Lan"), name_en=["Lin Lan", "Lin  Lan"])
    record = grown(title=both("海上风电", "Offshore Wind"), start_date=None, end_date=None)
    write(tmp_path, record, event_slug="new", by=importer)
    other_event = Event.objects.get(title_en="Offshore Wind")
    assert (sessions(other_event), Person.objects.filter(name_en="Bai Lu").count()) == (3, 1)


def test_what_a_new_product_is_launched_by_waits_with_it(tmp_path: Path, event: Event) -> None:
    write(tmp_path, grown())
    product = KnowledgeProduct.objects.get(title_en="Bridge Tool")
    assert (product.status, product.launched_in, product.launched_by.count()) == ("draft", None, 0)


def test_published_the_event_takes_the_launch_along(
    tmp_path: Path, event: Event, publisher: User
) -> None:
    make_settings(reviews=0)
    write(tmp_path, grown())
    copy = open_copy(key_of(event))
    assert copy
    publish_copy(copy, publisher, ["zh-hans", "en"])
    product = KnowledgeProduct.objects.get(title_en="Bridge Tool")
    launchers = [str(appearance.person) for appearance in product.launched_by.all()]
    assert (product.launched_in_id is None, launchers) == (False, ["Bai Lu"])
    assert not WorkingCopy.objects.open().exists()


def test_a_copy_that_fits_no_more_is_a_sentence(
    tmp_path: Path, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forum.history.working_copies import copy_diversion, writing

    def refuse(*_arguments: object) -> None:
        raise writing.CopyRefusedError("It does not fit.")

    monkeypatch.setattr(copy_diversion, "write_edits", refuse)
    with pytest.raises(WriteError, match="It does not fit"):
        write(tmp_path, grown())


def test_a_dry_run_says_that_a_schedule_would_end(
    tmp_path: Path, event: Event, scheduled: WorkingCopy
) -> None:
    paper = a_paper(tmp_path, "dry")
    plan = rehearse_import(paper.of(grown()), paper, ImportOptions())
    scheduled.refresh_from_db()
    kinds = [finding.kind for finding in plan.findings]
    assert (kinds.count("unscheduled"), bool(scheduled.schedule)) == (1, True)


def test_a_new_event_is_undone_although_a_copy_got_a_name(tmp_path: Path, event: Event) -> None:
    Person.objects.filter(name_en="Lin Lan").update(name_zh_hans="")
    new = grown(title=both("海上风电", "Offshore Wind"), start_date=None, end_date=None)
    run = write(tmp_path, new, event_slug="new", overwrite=True).run
    assert run
    undo_run(run)
    stored = Event.objects.filter(title_en="Offshore Wind"), Person.objects.filter(name_en="Bai Lu")
    assert [rows.count() for rows in stored] == [0, 0]
