"""Between two of one name nothing decides, and a contradicting institution makes a question."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forum.imports.plan import RecordPlan, plan_import
from forum.imports.writer import ImportOptions, write_import
from forum.reader.event_record import EventRecord, PersonRecord, Scope
from people.models import Person
from sessions_app.models import Appearance, Event
from tests.support.factories import make_appearance, make_event, make_person, make_session
from tests.support.records import a_paper, a_person, a_record, an_appearance, both

pytestmark = pytest.mark.django_db

WANG = both("王伟")
EAST, WEST = both("东港集团董事长"), both("西山大学教授")


@pytest.fixture
def event() -> Event:
    event = make_event(slug="ports", title_zh_hans="绿色港口论坛", status="draft")
    make_session(event, slug="opening", kind="opening", position=1)
    return event


def guests(*people: PersonRecord, **values: Any) -> EventRecord:
    """Return a list of the guests of the opening."""
    rows = tuple(
        an_appearance(person.key, "opening", no, title=person.title, remarks={})
        for no, person in enumerate(people, 1)
    )
    facts: dict[str, Any] = {"scope": Scope.GUESTS, "source": "guests.csv"} | values
    return a_record(people=people, appearances=rows, organizations=(), products=(), **facts)


def stored(event: Event, title: dict[str, str], **names: Any) -> Person:
    person = make_person(**{"name_en": None, **names})
    make_appearance(
        event.sessions.get(), person, title_zh_hans=title.get("zh-hans"), title_en=title.get("en")
    )
    return person


def people(plan: RecordPlan) -> list[tuple[int | None, str]]:
    return [
        (change.row.pk if change.row else None, str(change.action))
        for change in plan.changes
        if change.ref.label == "people.person"
    ]


def list_doubts(plan: RecordPlan) -> list[tuple[int, ...]]:
    return [question.candidates for question in plan.questions]


def kinds(plan: RecordPlan) -> list[str]:
    return [finding.kind for finding in plan.findings]


def write(folder: Path, record: EventRecord, event: Event) -> None:
    paper = a_paper(folder, repr(record))
    write_import(paper.of(record), paper, ImportOptions(event_slug=event.slug))


def test_two_of_one_english_name_are_asked_about(event: Event) -> None:
    first = stored(event, {}, name_zh_hans="王伟", name_en="Wang Wei")
    second = stored(event, {}, name_zh_hans="王薇", name_en="Wang Wei")
    record = guests(a_person("wang", both("", "Wang Wei"), {}))
    plan = plan_import(record, event_slug="ports", decisions={})
    assert (people(plan), list_doubts(plan)) == ([(None, "create")], [(first.pk, second.pk)])


def test_two_of_one_institution_are_asked_about(event: Event) -> None:
    other_session = make_session(make_event(title_zh_hans="渔业大会"), slug="opening")
    two = [make_person(name_zh_hans="王伟", name_en=None) for _ in range(2)]
    for person in two:
        make_appearance(other_session, person, title_zh_hans=EAST["zh-hans"], title_en=None)
    plan = plan_import(guests(a_person("wang", WANG, EAST)), event_slug="ports", decisions={})
    assert list_doubts(plan) == [tuple(person.pk for person in two)]


def test_where_nobody_answers_it_is_a_finding(event: Event) -> None:
    for name in ("王伟", "王薇"):
        stored(event, {}, name_zh_hans=name, name_en="Wang Wei")
    record = guests(a_person("wang", both("", "Wang Wei"), {}))
    assert kinds(plan_import(record, event_slug="ports")) == ["same_name"]


def test_another_institution_at_the_same_event_is_asked_about(event: Event) -> None:
    person = stored(event, EAST, name_zh_hans="王伟")
    plan = plan_import(guests(a_person("wang", WANG, WEST)), event_slug="ports", decisions={})
    assert (people(plan), list_doubts(plan)) == ([(None, "create")], [(person.pk,)])


@pytest.mark.parametrize("title", [{}, both("东港集团有限公司总裁"), both("", "CEO, East Port")])
def test_nothing_that_contradicts_is_the_same_person(event: Event, title: dict[str, str]) -> None:
    person = stored(event, EAST, name_zh_hans="王伟")
    plan = plan_import(guests(a_person("wang", WANG, title)), event_slug="ports", decisions={})
    assert (people(plan), list_doubts(plan)) == ([(person.pk, "unchanged")], [])


def test_two_lists_with_one_name_make_two_people(tmp_path: Path, event: Event) -> None:
    lists = [guests(a_person("wang", WANG, title)) for title in (EAST, WEST)]
    for record in lists * 2:
        write(tmp_path, record, event)
    titles = Appearance.objects.order_by("pk").values_list("person_id", "title_zh_hans")
    first, second = Person.objects.order_by("pk").values_list("pk", flat=True)
    assert list(titles) == [(first, EAST["zh-hans"]), (second, WEST["zh-hans"])]


def test_who_of_two_is_meant_no_other_list_decides(tmp_path: Path, event: Event) -> None:
    for title in (EAST, WEST):
        write(tmp_path, guests(a_person("wang", WANG, title)), event)
    pks = tuple(Person.objects.order_by("pk").values_list("pk", flat=True))
    later = guests(a_person("wang", WANG, {}), source="later.csv")
    plan = plan_import(later, event_slug="ports", decisions={})
    assert (people(plan), list_doubts(plan)) == ([(None, "create")], [pks])


def test_whoever_was_named_in_a_tie_is_the_same_again(tmp_path: Path, event: Event) -> None:
    for title in (EAST, WEST):
        write(tmp_path, guests(a_person("wang", WANG, title)), event)
    later = guests(a_person("wang", WANG, {}), source="later.csv")
    for _ in range(2):
        write(tmp_path, later, event)
    assert Person.objects.count() == 3


def test_a_namesake_whom_staff_renamed_is_found(tmp_path: Path, event: Event) -> None:
    for title in (EAST, WEST):
        write(tmp_path, guests(a_person("wang", WANG, title)), event)
    Person.objects.filter(pk=Person.objects.latest("pk").pk).update(
        name_zh_hans="王玮", match_keys=["王玮"]
    )
    write(tmp_path, guests(a_person("wang", WANG, WEST)), event)
    assert Person.objects.count() == 2


def test_a_corrected_institution_of_the_same_record_is_nobody_new(
    tmp_path: Path, event: Event
) -> None:
    for title in (EAST, WEST):
        write(tmp_path, guests(a_person("wang", WANG, title), scope=Scope.RECORD), event)
    assert Appearance.objects.get().title_zh_hans == WEST["zh-hans"]  # type: ignore[attr-defined]


def test_namesakes_that_nothing_tells_apart_stay_two(tmp_path: Path, event: Event) -> None:
    record = guests(a_person("wang-1", WANG, {}), a_person("wang-2", WANG, {}))
    for _ in range(2):
        write(tmp_path, record, event)
    assert (Person.objects.count(), Appearance.objects.count()) == (2, 2)


def table_of_people(*people: PersonRecord, source: str = "2024.csv") -> EventRecord:
    return EventRecord(source, "utf-8", "0" * 64, {}, people=people, scope=Scope.TABLES)


def write_table(folder: Path, record: EventRecord) -> None:
    paper = a_paper(folder, repr(record))
    write_import(paper.of(record), paper)


def test_a_table_of_another_year_is_no_reason_to_be_the_same(tmp_path: Path) -> None:
    write_table(tmp_path, table_of_people(a_person("wang-wei", WANG, {})))
    person = Person.objects.get()
    new = table_of_people(a_person("wang-wei-2", WANG, {}), source="2025.csv")
    plan = plan_import(new, decisions={})
    assert (people(plan), list_doubts(plan)) == ([(None, "create")], [(person.pk,)])


def test_an_address_in_a_table_finds_whom_staff_renamed(tmp_path: Path) -> None:
    record = table_of_people(a_person("wang-wei", WANG, {}))
    write_table(tmp_path, record)
    person = Person.objects.get()
    person.name_zh_hans = "王玮"  # type: ignore[attr-defined]
    person.save()
    plan = plan_import(replace(record, source="again.csv"))
    assert [pk for pk, _action in people(plan)] == [person.pk]


def test_a_plan_with_somebody_else_is_another_plan(event: Event) -> None:
    elsewhere = make_session(make_event(title_zh_hans="渔业大会"), slug="opening")
    first, second = [make_person(name_zh_hans="王伟", name_en=None) for _ in range(2)]
    row = make_appearance(elsewhere, first, title_zh_hans=EAST["zh-hans"], title_en=None)
    record = guests(a_person("wang", WANG, EAST))
    made_plan = plan_import(record, event_slug="ports")
    row.person = second
    row.save()
    plan = plan_import(record, event_slug="ports")
    assert (people(made_plan), people(plan)) == (
        [(first.pk, "unchanged")], [(second.pk, "unchanged")]
    )  # fmt: skip
    assert made_plan.version_token != plan.version_token
