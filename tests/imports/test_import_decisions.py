"""What a plan asks where somebody is there to answer, and what the answers make of it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forum.imports.plan import Question, RecordPlan, plan_import
from forum.imports.planning.name_matching import ORGANIZATIONS, PEOPLE, find_similar_names
from forum.imports.writer import ImportOptions, PlanOvertakenError, write_import
from forum.models import ImportRun
from forum.reader.event_record import EventRecord, OrganizationRecord
from people.models import Organization, Person
from sessions_app.models import Event
from tests.support.factories import (
    make_appearance,
    make_event,
    make_organization,
    make_person,
    make_session,
)
from tests.support.records import a_paper, a_person, a_record, an_appearance, both

pytestmark = pytest.mark.django_db

EVENT = "sessions_app.event:"
LIN = "people.person:lin"


def only(name: Any = None, title: str = "海港研究院院长", **values: Any) -> EventRecord:
    """Return a record in which one person speaks."""
    person = a_person("lin", name or both("林岚"), both(title))
    rows = (an_appearance("lin", "opening", title=both(title)),)
    return a_record(
        people=(person,), appearances=rows, products=(), **{"organizations": (), **values}
    )


def hosted_by(name: Any) -> EventRecord:
    return only(organizations=(OrganizationRecord("host", 1, name),))


def stored(title: str = "商务部司长", **names: Any) -> Person:
    """Store a person with an appearance at another event."""
    session = make_session(make_event(title_zh_hans="渔业大会", title_en=None))
    person = make_person(**{"name_en": None, **names})
    make_appearance(session, person, title_zh_hans=title, title_en=None)
    return person


def list_questions(made: RecordPlan) -> list[tuple[str, tuple[int, ...], str]]:
    return [(question.key, question.candidates, question.answer) for question in made.questions]


def people(made: RecordPlan) -> list[tuple[str, str]]:
    return [
        (change.name, str(change.action))
        for change in made.changes
        if change.ref.label == "people.person"
    ]


def test_a_namesake_is_asked_about_instead_of_reported() -> None:
    person = stored()
    plan = plan_import(only(), decisions={})
    assert list_questions(plan) == [(LIN, (person.pk,), "")]
    assert plan.findings == ()


def test_nothing_is_asked_where_nobody_answers() -> None:
    stored()
    assert plan_import(only()).questions == ()


def test_who_is_certain_is_not_asked_about() -> None:
    stored("海港研究院副院长")
    plan = plan_import(only(), decisions={})
    assert (plan.questions, people(plan)) == ((), [("林岚", "unchanged")])


def test_who_was_called_a_stored_person_is() -> None:
    person = stored()
    plan = plan_import(only(), decisions={LIN: str(person.pk)})
    assert people(plan) == [("林岚", "unchanged")]
    assert list_questions(plan) == [(LIN, (person.pk,), str(person.pk))]


def test_who_was_called_new_is_made_without_a_warning() -> None:
    person = stored()
    plan = plan_import(only(), decisions={LIN: "new"})
    assert people(plan) == [("林岚", "create")]
    assert (list_questions(plan), plan.findings) == ([(LIN, (person.pk,), "new")], ())


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        (both("玛丽·索萨"), {"name_zh_hans": "玛莉·索萨"}),
        (both("", "Katharina Lind"), {"name_zh_hans": None, "name_en": "Katarina Lind"}),
        (both("王守文"), {"name_zh_hans": "王首文"}),
        (both("王守文"), {"name_zh_hans": "别人", "aliases": ["王首文"]}),
    ],
)
def test_a_name_spelled_alike_is_asked_about(printed: Any, held: dict[str, Any]) -> None:
    person = stored(**held)
    (question,) = plan_import(only(printed), decisions={}).questions
    assert (question.candidates, question.similar) == ((person.pk,), frozenset({person.pk}))


@pytest.mark.parametrize(
    ("printed", "held"), [("王伟", "王维"), ("王守文", "李守文"), ("玛丽·索萨", "安娜·索萨")]
)
def test_short_and_other_names_are_not(printed: str, held: str) -> None:
    stored(name_zh_hans=held)
    assert plan_import(only(both(printed)), decisions={}).questions == ()


def test_the_spelling_of_a_chosen_person_becomes_an_alias() -> None:
    person = stored(name_zh_hans="玛莉·索萨")
    plan = plan_import(only(both("玛丽·索萨")), decisions={LIN: str(person.pk)})
    (change,) = (change for change in plan.changes if change.ref.label == "people.person")
    assert [(field.column, field.new) for field in change.fields] == [("aliases", ["玛丽·索萨"])]


def test_an_answer_whose_person_is_gone_leaves_the_question_open() -> None:
    person = stored()
    plan = plan_import(only(), decisions={LIN: str(person.pk + 1000)})
    assert list_questions(plan) == [(LIN, (person.pk,), "")]


def test_two_of_a_record_are_never_one_stored_person() -> None:
    person = stored()
    two = (
        a_person("lin", both("林岚"), both("海港研究院院长")),
        a_person("lin-2", both("林岚"), both("滨海大学教授")),
    )
    rows = tuple(an_appearance(person.key, "opening", no) for no, person in enumerate(two, 1))
    record = only()
    record = a_record(people=two, appearances=rows, organizations=(), products=())
    answers = {LIN: str(person.pk), "people.person:lin-2": str(person.pk)}
    assert [question.answer for question in plan_import(record, decisions=answers).questions] == [
        str(person.pk),
        "",
    ]


def test_an_organization_of_one_name_is_asked_about() -> None:
    row = make_organization(name_zh_hans="海港研究院", name_en="Sea Institute")
    key = "people.organization:海港研究院"
    record = hosted_by(both("海港研究院", "Harbour University"))
    assert list_questions(plan_import(record, decisions={})) == [(key, (row.pk,), "")]
    chosen = plan_import(record, decisions={key: str(row.pk)})
    assert list_questions(chosen) == [(key, (row.pk,), str(row.pk))]
    actions = [
        str(change.action) for change in chosen.changes if change.ref.label == "people.organization"
    ]
    assert actions == ["update"]
    assert list_questions(plan_import(record, decisions={key: "new"})) == [(key, (row.pk,), "new")]


def test_an_organization_spelled_alike_is_asked_about() -> None:
    row = make_organization(name_zh_hans="滨海国际贸易研究院", name_en=None)
    record = hosted_by(both("滨海国际贸易研究所"))
    assert list_questions(plan_import(record, decisions={})) == [
        ("people.organization:滨海国际贸易研究所", (row.pk,), "")
    ]


def a_near_event() -> Event:
    return make_event(
        title_zh_hans="绿色港口", title_en="Green Ports", starts_on=None, ends_on=None
    )


def alone() -> EventRecord:
    return only(parent=None, kind="event")


def test_an_event_much_alike_is_asked_about_and_nothing_is_planned() -> None:
    event = a_near_event()
    plan = plan_import(alone(), decisions={})
    assert (list_questions(plan), plan.is_blocked) == ([(EVENT, (event.pk,), "")], True)
    assert (plan.changes, plan.findings) == ((), ())


def test_the_chosen_event_is_the_one() -> None:
    event = a_near_event()
    plan = plan_import(alone(), decisions={EVENT: str(event.pk)})
    assert (plan.event, plan.is_blocked) == (event, False)


def test_another_event_is_made() -> None:
    a_near_event()
    plan = plan_import(alone(), decisions={EVENT: "new"})
    assert (plan.event, plan.is_blocked) == (None, False)


def test_the_fingerprint_is_that_of_what_is_written() -> None:
    person = stored()
    record = only()
    answers = {LIN: "new"}
    version_token_before = plan_import(record, decisions=answers).version_token
    assert plan_import(record, decisions=answers).version_token == version_token_before
    assert (
        plan_import(record, decisions={LIN: str(person.pk)}).version_token != version_token_before
    )


def test_a_plan_that_was_overtaken_is_not_written(tmp_path: Path) -> None:
    paper = a_paper(tmp_path)
    record = paper.of(only())
    agreed = plan_import(record, decisions={}).version_token
    stored()
    with pytest.raises(PlanOvertakenError):
        write_import(record, paper, ImportOptions(decisions={}, version_token=agreed))
    assert (ImportRun.objects.count(), Person.objects.count()) == (0, 1)


def test_the_agreed_plan_is_written(tmp_path: Path) -> None:
    person = stored()
    paper = a_paper(tmp_path)
    record = paper.of(only())
    answers = {LIN: str(person.pk)}
    agreed = plan_import(record, decisions=answers).version_token
    write_import(record, paper, ImportOptions(decisions=answers, version_token=agreed))
    assert (Person.objects.count(), person.appearances.count()) == (1, 2)


def test_queries_do_not_grow_with_the_questions(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    stored()
    record = only()
    plan_import(record, decisions={})  # learns the content types
    for _more in range(2):
        with django_assert_num_queries(13):
            plan_import(record, decisions={})
        stored()
        make_organization()


def test_a_question_in_json() -> None:
    question = Question("people.person:lin", "people.person", "林岚", lines=(3, 1), candidates=(7,))
    assert question.as_json() == {
        "key": "people.person:lin", "label": "people.person", "name": "林岚", "title": "",
        "lines": [1, 3], "candidates": [7], "similar": [], "answer": "",
    }  # fmt: skip


def test_other_places_are_other_organizations() -> None:
    candidates = [(1, ["南京师范大学文学院"]), (2, ["北京师范大学文学系"])]
    assert find_similar_names({"a": ["北京师范大学文学院"]}, candidates, ORGANIZATIONS) == {
        "a": [2]
    }


def test_nobody_is_alike_among_ten_thousand_other_names() -> None:
    candidates = [
        (pk, [f"某某{chr(0x4E00 + pk % 5000)}·{pk}", f"somebody{pk}"]) for pk in range(10_000)
    ]
    names = {f"k{number}": [f"玛丽·索萨{number}"] for number in range(300)}
    assert not any(find_similar_names(names, candidates, PEOPLE).values())


def test_the_organization_is_stored_once() -> None:
    record = only(
        organizations=(
            OrganizationRecord("host", 1, both("商务部")),
            OrganizationRecord("organizer", 1, both("商务部")),
        )
    )
    make_organization(name_zh_hans="商务部", name_en="Ministry of Commerce")
    make_organization(name_zh_hans="商务部", name_en="Commerce Department")
    key = "people.organization:商务部"
    plan = plan_import(record, decisions={key: "new"})
    created = [change for change in plan.changes if change.ref.label == "people.organization"]
    assert ([str(change.action) for change in created], len(plan.questions)) == (["create"], 1)
    assert Organization.objects.count() == 2
