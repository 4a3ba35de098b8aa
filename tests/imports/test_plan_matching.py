"""Whom and what the plan takes for the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from forum.history.working_copies.store import are_any_released
from forum.imports.plan import EmptyStore, PlanError, RecordPlan, plan_import
from forum.imports.planning.name_matching import is_romanized
from forum.imports.planning.organization_matching import kind_of
from forum.imports.planning.places import country_code, time_zone
from forum.imports.planning.slugs import event_slug, person_slug
from forum.reader.event_record import (
    EventRecord,
    Finding,
    Level,
    OrganizationRecord,
    ParentRecord,
)
from people.models import Organization
from tests.support.factories import (
    make_appearance,
    make_event,
    make_organization,
    make_person,
    make_role,
    make_series,
    make_session,
)
from tests.support.records import a_person, a_record, an_appearance, both

pytestmark = pytest.mark.django_db

LIN = "people.person"
ORGANIZATION = "people.organization"


def changes(made: RecordPlan, label: str) -> list[tuple[str, str]]:
    return [
        (change.name, str(change.action)) for change in made.changes if change.ref.label == label
    ]


def findings(made: RecordPlan) -> list[tuple[str, str, str]]:
    return [(str(finding.level), finding.kind, finding.subject) for finding in made.findings]


def only(title: str, name: Any = None, **values: Any) -> EventRecord:
    """Return a record in which one person speaks under a title."""
    person = a_person("lin", name or both("林岚"), both(title), **values)
    rows = (an_appearance("lin", "opening", title=both(title)),)
    return a_record(people=(person,), appearances=rows, organizations=(), products=())


def another_session() -> Any:
    return make_session(make_event(title_zh_hans="渔业大会", title_en=None))


def stored(title: str, **names: Any) -> None:
    """Store a person with an appearance at another event."""
    make_appearance(another_session(), make_person(**names), title_zh_hans=title, title_en=None)


def test_one_name_and_one_institution_is_one_person() -> None:
    stored("海港研究院副院长", name_en=None)
    plan = plan_import(only("海港研究院院长"))
    assert changes(plan, LIN) == [("林岚", "unchanged")]
    assert findings(plan) == []


def test_one_name_and_another_institution_is_a_new_person() -> None:
    stored("商务部司长", name_en=None)
    plan = plan_import(only("商务部国际贸易经济合作研究院副院长"))
    assert changes(plan, LIN) == [("林岚", "create")]
    assert findings(plan) == [("warning", "same_name", "林岚")]


def test_a_namesake_of_unknown_affiliation_is_a_new_person() -> None:
    make_person(name_en=None)
    plan = plan_import(only("海港研究院院长"))
    assert changes(plan, LIN) == [("林岚", "create")]
    assert findings(plan) == [("warning", "same_name", "林岚")]


def test_a_linked_organization_is_an_affiliation() -> None:
    make_appearance(
        another_session(),
        make_person(name_en=None),
        title_zh_hans=None,
        title_en=None,
        organization=make_organization(name_zh_hans="海港研究院"),
    )
    assert changes(plan_import(only("海港研究院院长")), LIN) == [("林岚", "unchanged")]


@pytest.mark.parametrize("printed", ["法图·海达拉", "法图 • 海达拉", "法图・海达拉"])
def test_middle_dots_are_no_difference(printed: str) -> None:
    stored("海港研究院院长", name_zh_hans="法图·海达拉", name_en=None)
    assert changes(plan_import(only("海港研究院院长", both(printed))), LIN)[0][1] == "unchanged"


def test_an_alias_is_a_name() -> None:
    stored("海港研究院院长", name_zh_hans="林兰", name_en=None, aliases=["林岚"])
    assert changes(plan_import(only("海港研究院院长")), LIN)[0][1] == "unchanged"


def test_a_further_spelling_becomes_an_alias() -> None:
    stored("海港研究院院长", name_zh_hans="玛丽·索萨", name_en="Mary Sosa")
    plan = plan_import(only("海港研究院院长", both("玛莉·索萨", "Mary Sosa")))
    change = next(change for change in plan.changes if change.ref.label == LIN)
    assert [(field.column, field.new) for field in change.fields] == [("aliases", ["玛莉·索萨"])]


def test_a_missing_name_is_filled() -> None:
    stored("海港研究院院长", name_en=None, ready_languages=["zh-hans"])
    plan = plan_import(only("海港研究院院长", both("林岚", "Lin Lan")))
    change = next(change for change in plan.changes if change.ref.label == LIN)
    assert [(field.column, field.new) for field in change.fields] == [
        ("name_en", "Lin Lan"),
        ("ready_languages", ["zh-hans", "en"]),
    ]


def test_two_chinese_people_with_one_romanization_are_two() -> None:
    stored("商务部司长", name_zh_hans="张威", name_en="Zhang Wei")
    plan = plan_import(only("商务部司长", both("张伟", "Zhang Wei")))
    assert changes(plan, LIN) == [("张伟", "create")]
    assert findings(plan) == [("warning", "same_name", "张伟")]


def test_namesakes_in_one_record_are_two_and_stay_so(django_assert_max_num_queries: Any) -> None:
    people = (
        a_person("li-1", both("李娜"), both("松果出版社主任")),
        a_person("li-2", both("李娜"), both("回声公司总监")),
    )
    stored("松果出版社编辑", name_zh_hans="李娜", name_en=None)
    plan = plan_import(a_record(people=people, appearances=()))
    assert changes(plan, LIN) == [("李娜", "unchanged"), ("李娜", "create")]


def hosted_by(*names: Any) -> EventRecord:
    rows = tuple(OrganizationRecord("host", no, name) for no, name in enumerate(names, 1))
    return a_record(organizations=rows, people=(), appearances=(), products=())


def test_an_organization_is_never_matched_by_prefix() -> None:
    make_organization(name_zh_hans="商务部", name_en=None)
    plan = plan_import(hosted_by(both("商务部国际贸易经济合作研究院")))
    assert changes(plan, ORGANIZATION) == [("商务部国际贸易经济合作研究院", "create")]
    assert findings(plan) == []


def test_an_organization_is_matched_in_either_language() -> None:
    make_organization(name_zh_hans="商务部", name_en="Ministry of Commerce")
    for name in (both("商务部"), both("", "MINISTRY OF COMMERCE")):
        assert changes(plan_import(hosted_by(name)), ORGANIZATION)[0][1] == "unchanged"


def test_an_organization_is_matched_by_its_printed_name() -> None:
    make_role(
        another_session().event,
        make_organization(name_zh_hans="对外经济贸易部"),
        printed_name_zh_hans="外经贸部",
    )
    assert changes(plan_import(hosted_by(both("外经贸部"))), ORGANIZATION)[0][1] == "update"


def test_a_contradicting_name_in_the_other_language_is_another_organization() -> None:
    make_organization(name_zh_hans="外交部", name_en="Ministry of Foreign Affairs of Aland")
    plan = plan_import(hosted_by(both("外交部", "Foreign Office of Borland")))
    assert changes(plan, ORGANIZATION) == [("外交部", "create")]
    assert findings(plan) == [("warning", "same_name", "外交部")]


def test_one_organization_in_two_roles_is_one() -> None:
    rows = (
        OrganizationRecord("host", 1, both("商务部")),
        OrganizationRecord("supporter", 1, both("商务部")),
    )
    plan = plan_import(a_record(organizations=rows, people=(), appearances=(), products=()))
    assert changes(plan, ORGANIZATION) == [("商务部", "create")]
    assert len(changes(plan, "sessions_app.eventorganization")) == 2


def a_stored_event(**values: Any) -> Any:
    series = make_series()
    parent = make_event(
        series=series, edition=6, kind="main_forum", title_zh_hans="第六届滨海论坛",
        title_en="The Sixth Coast Forum", starts_on=None, ends_on=None,
    )  # fmt: skip
    return make_event(**{"parent": parent, "kind": "sub_forum", "slug": "stored", **values})


def match_event(record: EventRecord, **options: Any) -> tuple[str, bool]:
    plan = plan_import(record, **options)
    return getattr(plan.event, "slug", ""), plan.is_blocked


def test_a_new_event_without_a_day_is_told_of() -> None:
    dateless = a_record(start_date=None, end_date=None, organizations=())
    assert findings(plan_import(dateless)) == [("warning", "field_empty", "date")]
    told = Finding(Level.WARNING, "field_empty", "date", (), "date")
    assert findings(plan_import(replace(dateless, findings=(told,)))) == []


@pytest.mark.parametrize(
    "title",
    [both("绿色港口"), both("“绿色 港口”"), both("港口", "GREEN PORTS"), both("", "Green ports")],
)
def test_an_event_is_found_by_edition_day_and_title(title: Any) -> None:
    a_stored_event()
    assert match_event(a_record(title=title)) == ("stored", False)


@pytest.mark.parametrize(
    "record",
    [
        a_record(start_date=date(2023, 11, 6)),
        a_record(parent=ParentRecord(both("滨海论坛"), 7)),
        a_record(title=both("绿色港口城")),
    ],
    ids=["another day", "another edition", "a similar title"],
)
def test_a_near_miss_creates_nothing(record: EventRecord) -> None:
    a_stored_event()
    plan = plan_import(record)
    assert (plan.changes, plan.is_blocked) == ((), True)
    assert findings(plan)[0][:2] == ("warning", "near_miss")


@pytest.mark.parametrize(
    "record",
    [
        a_record(start_date=date(2024, 11, 6), parent=ParentRecord(both("滨海论坛"), 7)),
        a_record(title=both("航运金融", "Shipping Finance")),
    ],
    ids=["next year's edition", "another title"],
)
def test_another_event_is_no_near_miss(record: EventRecord) -> None:
    a_stored_event()
    assert match_event(record) == ("", False)


def test_the_operator_says_which_event_is_meant() -> None:
    a_stored_event()
    record = a_record(start_date=date(2023, 11, 6))
    assert match_event(record, event_slug="stored") == ("stored", False)
    assert match_event(record, event_slug="new") == ("", False)


def test_an_unknown_slug_is_refused() -> None:
    with pytest.raises(PlanError) as refusal:
        plan_import(a_record(), event_slug="nowhere")
    assert str(refusal.value) == (
        "No event has the slug “nowhere”; look it up in the admin, or write --event new."
    )


def test_a_series_is_found_by_its_abbreviation() -> None:
    series = make_series(name_zh_hans="滨海国际论坛", name_en=None, abbreviation_en="CF")
    plan = plan_import(a_record())
    assert [change.row for change in plan.changes if change.ref.key == "series"] == [series]


def test_without_an_edition_there_is_no_parent_event() -> None:
    plan = plan_import(a_record(parent=ParentRecord(both("滨海论坛"))))
    assert [name for name, _ in changes(plan, "sessions_app.event")] == ["绿色港口"]


def test_a_database_without_tables_makes_everything_new() -> None:
    make_person()
    plan = plan_import(a_record(), store=EmptyStore())
    assert {str(change.action) for change in plan.changes} == {"create"}


def test_staff_work_on_a_handmade_event_is_kept() -> None:
    event = a_stored_event(introduction_zh_hans="<p>编辑写的。</p>")
    make_session(event=event, slug="opening", kind="opening", room_zh_hans="一号厅")
    plan = plan_import(a_record())
    kept = [
        (change.name, field.column)
        for change in plan.changes
        for field in change.fields
        if field.is_conflict
    ]
    assert kept == [("绿色港口", "introduction_zh_hans")]


def test_queries_do_not_grow_with_the_record(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    a_stored_event()
    plan_import(a_record())  # learns the content types
    with django_assert_num_queries(19):
        plan_import(a_record())
    people = tuple(
        a_person(f"p{number}", both(f"张{chr(0x4E00 + number)}"), both("海港研究院院长"))
        for number in range(60)
    )
    rows = tuple(an_appearance(person.key, "opening", no) for no, person in enumerate(people, 1))
    longer = replace(a_record(), people=people, appearances=rows)
    with django_assert_num_queries(19):
        plan_import(longer)


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        (both("中国", "China"), "CN"),
        (both("肯尼亚"), "KE"),
        (both("老挝"), "LA"),
        (both("", "Lao PDR"), "LA"),
        (both("", "The Netherlands"), "NL"),
        (both("某国"), ""),
        (both("中国", "Kenya"), ""),
    ],
)
def test_countries(printed: Any, code: str) -> None:
    assert country_code(printed) == code


@pytest.mark.parametrize(
    ("code", "city", "zone"),
    [
        ("CN", both("上海"), "Asia/Shanghai"),
        ("CH", both("日内瓦"), "Europe/Zurich"),
        ("US", both("", "New York"), "America/New_York"),
        ("US", both("", "Springfield"), ""),
    ],
)
def test_time_zones(code: str, city: Any, zone: str) -> None:
    assert time_zone(code, city) == zone


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (both("绿色港口", "The Green Ports’ Day"), "2023-green-ports-day"),
        (both("绿色港口"), "2023-lv-se-gang-kou"),
        (
            both("", "Promoting International Cooperation and Innovation in Industrial Parks"),
            "2023-promoting-international-cooperation-and-innovation-in",
        ),
    ],
)
def test_event_slugs(title: Any, slug: str) -> None:
    assert event_slug(2023, title) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        (both("王受文"), "wang-shouwen"),
        (both("法图·海达拉"), "fatu-haidala"),
        (both("欧阳静", "Ouyang Jing"), "ouyang-jing"),
    ],
)
def test_person_slugs(name: Any, slug: str) -> None:
    assert person_slug(name) == slug


@pytest.mark.parametrize(
    ("name", "romanized"),
    [
        (both("张伟", "Zhang Wei"), True),
        (both("张伟", "Wei Zhang"), True),
        (both("王受文", "Wang Shou-wen"), True),
        (both("康博思", "Stephen Kargbo"), False),
        (both("张伟"), False),
    ],
)
def test_romanized_names(name: Any, romanized: bool) -> None:
    assert is_romanized(name) == romanized


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("滨海大学", Organization.Kind.ACADEMIA),
        ("滨海银行", Organization.Kind.FINANCE),
        ("滨海电视台", Organization.Kind.MEDIA),
        ("滨海俱乐部", Organization.Kind.OTHER),
    ],
)
def test_kinds_of_organizations(name: str, kind: str) -> None:
    assert kind_of({"zh-hans": name}) == kind


@pytest.mark.parametrize("drafts", [1, 3])
def test_whether_drafts_are_read_is_asked_once(drafts: int, django_assert_num_queries: Any) -> None:
    people = [make_person(status="draft") for _ in range(drafts)]
    organizations = [make_organization(status="draft") for _ in range(drafts)]
    with django_assert_num_queries(2):
        assert not are_any_released([*people, *organizations])


def test_a_draft_that_a_public_event_names_is_read() -> None:
    people = [make_person(status="draft") for _ in range(2)]
    make_appearance(make_session(), people[1])
    assert are_any_released(people)


ALIKE = both("“绿色港口与数字航运”分论坛在滨海举行")


@pytest.mark.parametrize(
    ("stored", "facts", "is_asked"),
    [
        ({"title_zh_hans": "绿色港口与数字航运"}, {"title": ALIKE}, True),
        ({"title_zh_hans": "绿色港口与数字航运", "starts_on": date(2023, 11, 3)},
         {"title": ALIKE}, True),
        ({"title_zh_hans": "绿色港口与数字航运", "ends_on": date(2023, 11, 4),
          "starts_on": date(2023, 11, 3)}, {"title": ALIKE}, False),
        ({"venue_zh_hans": "滨海会议中心"}, {"venue": both("滨海会议中心")}, True),
        ({"venue_zh_hans": "别处"}, {"venue": both("滨海会议中心")}, False),
        ({"city_zh_hans": "上海"}, {"organizations": ()}, False),
        ({"city_zh_hans": "上海"}, {}, True),
    ],
    ids=["title", "days overlap", "other days", "venue", "elsewhere", "other host", "city"],
)  # fmt: skip
def test_an_event_on_the_same_days_is_asked_about(
    stored: dict[str, Any], facts: dict[str, Any], is_asked: bool
) -> None:
    """News name no edition, and a title their own way."""
    event = a_stored_event(**stored)
    make_role(event, make_organization(name_zh_hans="海港研究院"))
    plan = plan_import(
        a_record(**{"title": both("航运金融", "Shipping Finance"), "parent": None, **facts}),
        decisions={},
    )
    assert (
        [list(question.candidates) for question in plan.questions], plan.is_blocked
    ) == (([[event.pk]], True) if is_asked else ([], False))  # fmt: skip


@pytest.mark.parametrize(
    ("stored_title", "printed", "is_told"),
    [
        ("松川市副市长", "松川市市长", True),
        ("松川市常务副市长", "松川市副市长", False),
        ("松川市副市长", "松川市人民政府党组成员、副市长", False),
        ("Deputy Mayor of Songchuan", "Mayor of Songchuan", True),
        ("Chairperson, Songchuan Port", "Chairman, Songchuan Port", False),
        ("Vice-Mayor of Songchuan", "Songchuan, Vice Mayor", False),
    ],
)
def test_a_title_that_the_same_event_contradicts_is_told_of(
    stored_title: str, printed: str, is_told: bool
) -> None:
    event = a_stored_event()
    make_appearance(
        make_session(event), make_person(name_en=None), title_zh_hans=stored_title, title_en=None
    )
    plan = plan_import(only(printed), event_slug="stored")
    reported = [dict(row.params) for row in plan.findings if row.kind == "title_conflict"]
    assert reported == (
        [{"name": "林岚", "title": printed, "stored": stored_title}] if is_told else []
    )
