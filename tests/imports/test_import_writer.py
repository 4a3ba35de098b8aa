"""What an import leaves in the tables, and what another does beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from forum.imports.plan import Action
from forum.imports.writer import ImportOutcome
from forum.models import ImportRun, KnowledgeProduct
from forum.reader.event_record import EventRecord, OrganizationRecord
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from tests.support.factories import make_session
from tests.support.records import a_record, both, corrected, import_paper

pytestmark = pytest.mark.django_db

type Import = Callable[..., ImportOutcome]


@pytest.fixture(scope="module")
def first_import(undone_after_module: None, tmp_path_factory: Any) -> ImportOutcome:
    return import_paper(tmp_path_factory.mktemp("paper"))


@pytest.fixture
def do_import(first_import: ImportOutcome, tmp_path: Path) -> Import:
    """Import a record; the first of each test, of all of them the same, is there already."""
    first = [first_import]

    def do_import(record: EventRecord | None = None, **options: Any) -> ImportOutcome:
        return first.pop() if first else import_paper(tmp_path, record, **options)

    return do_import


def counts() -> list[int]:
    models = (
        Series, Event, Organization, Person, EventOrganization, Session, Appearance,
        KnowledgeProduct, Photo, ImportRun,
    )  # fmt: skip
    return [model.objects.count() for model in models]


def event() -> Event:
    return Event.objects.get(slug="2023-green-ports")


def speaker(name: str = "林岚") -> Appearance:
    return Appearance.objects.get(person__name_zh_hans=name, session__slug="opening")


def actions(outcome: ImportOutcome) -> dict[Action, int]:
    return {action: number for action, number in outcome.plan.counts.items() if number}


def test_everything_is_created(do_import: Import) -> None:
    do_import()
    assert counts() == [1, 2, 3, 4, 3, 2, 5, 1, 0, 1]


def test_the_event_holds_what_the_record_says(do_import: Import) -> None:
    do_import()
    row = event()
    assert (row.title_zh_hans, row.title_en, row.country.code, row.time_zone) == (
        "绿色港口", "Green Ports", "CN", "Asia/Shanghai",
    )  # fmt: skip
    assert row.introduction_zh_hans == "<p>论坛讨论港口。</p><p>第二段。</p>"
    assert row.introduction_en is None or row.introduction_en == ""


def test_the_parent_event_is_the_printed_forum(do_import: Import) -> None:
    do_import()
    parent = event().parent
    assert parent is not None
    assert (parent.title_zh_hans, parent.title_en, parent.edition, parent.slug) == (
        "第六届滨海论坛", "The Sixth Coast Forum", 6, "2023-sixth-coast-forum",
    )  # fmt: skip
    assert parent.series is not None
    assert (parent.series.name_zh_hans, parent.series.abbreviation_en) == ("滨海论坛", "CF")


def test_a_second_sub_forum_shares_parent_and_series(do_import: Import) -> None:
    do_import()
    do_import(a_record(title=both("航运金融", "Shipping Finance")))
    assert (Series.objects.count(), Event.objects.count()) == (1, 3)


def test_the_same_file_twice_changes_nothing(do_import: Import) -> None:
    do_import()
    counts_before = counts()
    outcome = do_import()
    assert outcome.run is None
    assert actions(outcome) == {Action.UNCHANGED: 21}
    assert counts() == counts_before


def test_the_same_record_in_another_file_changes_nothing(do_import: Import) -> None:
    do_import()
    outcome = do_import(a_record(source="other.txt"))
    assert outcome.run is None


def test_a_correction_writes_the_difference_alone(do_import: Import) -> None:
    do_import()
    versions = dict(Appearance.objects.values_list("pk", "version"))
    outcome = do_import(corrected(a_record(), "lin", remarks=both("改过的话。")))
    row = speaker()
    assert row.remarks_zh_hans == "<p>改过的话。</p>"
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.UPDATE: 1}
    changed = dict(Appearance.objects.values_list("pk", "version"))
    assert [pk for pk in versions if versions[pk] != changed[pk]] == [row.pk]
    assert outcome.run is not None
    assert outcome.run.changes == [
        {
            "model": "sessions_app.appearance",
            "pk": row.pk,
            "name": "林岚 · 致辞环节",
            "action": "update",
            "identity": "opening/林岚/speaker",
            "fields": {"remarks_zh_hans": ["<p>lin的话。</p><p>第二段。</p>", "<p>改过的话。</p>"]},
        }
    ]


def test_an_edited_text_stays(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_zh_hans = "<p>编辑的话。</p>"
    row.save()
    outcome = do_import(corrected(a_record(), "lin", remarks=both("改过的话。")))
    assert speaker().remarks_zh_hans == "<p>编辑的话。</p>"
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}


def test_bold_type_is_no_conflict(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_zh_hans = "<p><strong>lin</strong>的话。</p><p>第二段。</p>"
    row.save()
    assert actions(do_import()) == {Action.UNCHANGED: 21}


def test_an_edited_text_is_overwritten_on_demand(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_zh_hans = "<p>编辑的话。</p>"
    row.save()
    do_import(overwrite=True)
    assert speaker().remarks_zh_hans == "<p>lin的话。</p><p>第二段。</p>"


def test_an_emptied_text_stays_empty(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.attribution_zh_hans, row.remarks_zh_hans = "", ""
    row.save()
    do_import()
    assert speaker().remarks_zh_hans == ""


def test_what_staff_added_stays(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.remarks_en = "<p>Her words.</p>"
    row.save()
    assert do_import().run is None
    assert speaker().remarks_en == "<p>Her words.</p>"


def test_a_withheld_part_stays_withheld_and_is_listed(do_import: Import) -> None:
    do_import()
    row = speaker()
    row.withheld = True
    row.save()
    for options in ({}, {"overwrite": True}):
        outcome = do_import(**options)
        assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}
        assert speaker().withheld


def swap(first: str, second: str) -> None:
    appearance, other_appearance = speaker(first), speaker(second)
    appearance.position, other_appearance.position = other_appearance.position, appearance.position
    appearance.save()
    other_appearance.save()


def test_a_changed_order_stays(do_import: Import) -> None:
    do_import()
    swap("林岚", "玛丽·索萨")
    outcome = do_import()
    assert (speaker("林岚").position, speaker("玛丽·索萨").position) == (2, 1)
    assert actions(outcome) == {Action.UNCHANGED: 19, Action.CONFLICT: 2}


def test_a_changed_order_is_overwritten_on_demand(do_import: Import) -> None:
    do_import()
    swap("林岚", "玛丽·索萨")
    do_import(overwrite=True)
    assert (speaker("林岚").position, speaker("玛丽·索萨").position) == (1, 2)


def test_a_corrected_order_is_written(do_import: Import) -> None:
    do_import()
    record = a_record()
    lin, sosa, *rest = record.appearances
    rows = (replace(lin, no=2), replace(sosa, no=1), *rest)
    do_import(replace(record, appearances=rows))
    assert (speaker("林岚").position, speaker("玛丽·索萨").position) == (2, 1)


def test_what_staff_deleted_stays_deleted(do_import: Import) -> None:
    do_import()
    speaker().delete()
    outcome = do_import()
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}
    assert Appearance.objects.count() == 4


def test_a_deleted_session_stays_deleted_with_all_in_it(do_import: Import) -> None:
    do_import()
    Session.objects.get(slug="opening").delete()
    outcome = do_import()
    assert outcome.run is None
    assert (Session.objects.count(), Appearance.objects.count()) == (1, 2)


def test_a_plan_says_by_kinds_why_rows_stay(do_import: Import) -> None:
    do_import()
    record = a_record()
    Session.objects.get(slug="opening").delete()
    dropped = replace(record, organizations=record.organizations[1:])
    notes = [entry["note"] for entry in do_import(dropped).plan.as_json() if entry["note"]]
    assert {*notes} == {"not_named", "deleted"}


def test_what_was_deleted_comes_back_on_demand(do_import: Import) -> None:
    do_import()
    speaker().delete()
    do_import(overwrite=True)
    assert Appearance.objects.count() == 5
    assert do_import().run is None


def test_what_the_document_drops_stays_and_is_listed(do_import: Import) -> None:
    do_import()
    record = a_record()
    outcome = do_import(replace(record, appearances=record.appearances[1:]))
    assert Appearance.objects.count() == 5
    assert [change.name for change in outcome.plan.changes if change.note] == ["海港研究院院长"]


def test_a_renamed_person_is_recognized_and_keeps_the_name(do_import: Import) -> None:
    do_import()
    person = Person.objects.get(name_zh_hans="何平")
    person.name_zh_hans = "何萍"
    person.save()
    outcome = do_import()
    person.refresh_from_db()
    assert (person.name_zh_hans, person.aliases) == ("何萍", [])
    assert Person.objects.count() == 4
    assert actions(outcome) == {Action.UNCHANGED: 20, Action.CONFLICT: 1}


def test_a_changed_slug_of_a_session_stays(do_import: Import) -> None:
    do_import()
    session = Session.objects.get(slug="topic-1")
    session.slug = "ports-and-cities"
    session.save()
    assert do_import().run is None


def test_a_corrected_role_is_no_second_appearance(do_import: Import) -> None:
    do_import()
    do_import(corrected(a_record(), "lin", role="launcher"))
    assert speaker().role == "launcher"


def in_topic(record: EventRecord) -> EventRecord:
    """Return the record with Lin Lan in the other session."""
    return corrected(record, "lin", session="topic-1", no=2)


def test_a_guest_whom_the_session_lost_is_moved_and_named(do_import: Import) -> None:
    do_import()
    outcome = do_import(in_topic(a_record()))
    row = Appearance.objects.get(person__name_zh_hans="林岚")
    assert (row.session.slug, Appearance.objects.count()) == ("topic-1", 5)
    assert [finding.case for finding in outcome.plan.findings] == ["moved"]


def test_a_guest_whom_staff_moved_elsewhere_is_moved_back_and_named(do_import: Import) -> None:
    do_import()
    elsewhere = make_session(event(), slug="dinner", title_zh_hans="晚宴")
    Appearance.objects.filter(pk=speaker().pk).update(session=elsewhere)
    outcome = do_import(overwrite=True)
    [finding] = outcome.plan.findings
    assert (finding.case, finding.params["former"]) == ("moved", "晚宴")
    assert speaker().session.slug == "opening"


def test_a_document_of_one_session_moves_nobody_into_it(do_import: Import) -> None:
    do_import()
    record = in_topic(a_record())
    rows = tuple(row for row in record.appearances if row.session == "topic-1")
    do_import(replace(record, sessions=record.sessions[1:], appearances=rows, products=()))
    sessions = Appearance.objects.filter(person__name_zh_hans="林岚").order_by("session__slug")
    assert [row.session.slug for row in sessions] == ["opening", "topic-1"]


def test_an_organization_leaves_no_role_that_a_document_does_not_name(do_import: Import) -> None:
    do_import()
    name = both("滨海大学")
    do_import(a_record(organizations=(OrganizationRecord("supporter", 1, name),)))
    roles = EventOrganization.objects.filter(organization__name_zh_hans="滨海大学")
    assert {row.role for row in roles} == {"organizer", "supporter"}


def test_another_product_of_the_kind_is_a_new_one(do_import: Import) -> None:
    do_import()
    product = replace(
        a_record().products[0],
        title=both("桥梁养护手册"),
        text=both("手册讲述桥梁。"),
        kind="course",
    )
    outcome = do_import(a_record(products=(product,)))
    titles = KnowledgeProduct.objects.order_by("pk").values_list("title_zh_hans", flat=True)
    assert list(titles) == ["港口课程", "桥梁养护手册"]
    assert [change.name for change in outcome.plan.changes if change.note] == ["港口课程"]


def test_a_corrected_product_title_is_no_second_product(do_import: Import) -> None:
    do_import()
    record = a_record()
    product = replace(record.products[0], title=both("港口管理课程", "Course on Ports"))
    do_import(replace(record, products=(product,)))
    assert KnowledgeProduct.objects.get().title_zh_hans == "港口管理课程"


def test_a_product_knows_its_session_and_launcher(do_import: Import) -> None:
    do_import()
    product = KnowledgeProduct.objects.get()
    assert product.launched_in == Session.objects.get(slug="opening")
    assert list(product.launched_by.all()) == [speaker()]
    assert product.description_zh_hans == "<p>课程共三章。</p>"


def test_a_spelling_of_a_stored_organization_becomes_an_alias(do_import: Import) -> None:
    do_import()
    name = both("商务部", "Ministry of Commerce of the People's Republic of China")
    do_import(a_record(organizations=(OrganizationRecord("host", 1, name),)))
    row = Organization.objects.get(name_zh_hans="商务部")
    assert (row.name_en, row.aliases) == ("Ministry of Commerce", [name["en"]])


def test_records_arrive_as_drafts(do_import: Import) -> None:
    do_import()
    rows = [*Event.objects.all(), *Person.objects.all(), *Organization.objects.all()]
    assert {row.status for row in rows} == {"draft"}


def test_publish_never_publishes_a_draft_that_was_there(do_import: Import) -> None:
    do_import()
    do_import(corrected(a_record(), "lin", remarks=both("改过的话。")), publish=True)
    assert event().status == "draft"


def test_a_text_does_not_leak_into_the_other_language(do_import: Import) -> None:
    do_import()
    do_import(corrected(a_record(), "sosa", title=both("云岭开发局副主席")))
    row = speaker("玛丽·索萨")
    assert (row.title_zh_hans, row.title_en) == ("云岭开发局副主席", None)


def test_an_institution_is_linked_where_it_is_certain(do_import: Import) -> None:
    do_import()
    linked = Appearance.objects.exclude(organization=None)
    assert {(row.person.name_zh_hans, row.organization.name_zh_hans) for row in linked} == {
        ("林岚", "海港研究院"), ("何平", "滨海大学"),
    }  # fmt: skip


def at(start: time | None = None, end: time | None = None) -> EventRecord:
    """Return the record whose opening has one hour, or none."""
    record = a_record()
    opening = replace(record.sessions[0], start=start, end=end)
    return replace(record, sessions=(opening, *record.sessions[1:]))


@pytest.mark.parametrize(
    ("start", "end"), [(time(14), None), (None, time(8))]
)  # fmt: skip
def test_one_hour_that_does_not_fit_takes_the_place_of_both(
    do_import: Import, start: time | None, end: time | None
) -> None:
    do_import()
    outcome = do_import(at(start, end))
    opening = Session.objects.get(slug="opening")
    assert (opening.start, opening.end) == (start, end)
    assert [finding.case for finding in outcome.plan.findings] == ["renewed"]
    assert do_import(at(start, end)).run is None


def test_an_hour_that_does_not_fit_what_staff_typed_is_a_conflict(do_import: Import) -> None:
    do_import()
    opening = Session.objects.get(slug="opening")
    opening.end = time(10)
    opening.save()
    outcome = do_import(at(time(14)))
    opening.refresh_from_db()
    assert (opening.start, opening.end) == (time(9), time(10))
    assert [finding.case for finding in outcome.plan.findings] == ["kept"]
    assert outcome.plan.counts[Action.CONFLICT] == 1
