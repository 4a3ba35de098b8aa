"""An event that came in as a programme and comes back as a record has its sessions still."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forum.imports.plan import Action, RecordPlan, plan_import
from forum.imports.writer import ImportOptions, write_import
from forum.reader.event_record import EventRecord, Scope, SessionRecord
from tests.support.records import a_paper, a_person, a_record, an_appearance, both

pytestmark = pytest.mark.django_db

type Import = Callable[[EventRecord], None]


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    def do_import(record: EventRecord) -> None:
        paper = a_paper(tmp_path, repr(record))
        write_import(paper.of(record), paper, ImportOptions())

    return do_import


def a_programme(key: str, kind: str, title: str = "岸电与城市") -> EventRecord:
    """Return an event of one session, whose key and kind are a way in's own."""
    session = SessionRecord(key, 1, kind, {}, {}, both(title))
    return a_record(
        sessions=(session,),
        people=(a_person("lin", both("林岚"), both("海港研究院院长")),),
        appearances=(an_appearance("lin", key, title=both("海港研究院院长")),),
        products=(),
    )


def actions(plan: RecordPlan) -> set[Action]:
    return {change.action for change in plan.changes}


def test_a_session_of_the_same_title_is_the_same(do_import: Import) -> None:
    do_import(a_programme("discussion", "discussion"))
    plan = plan_import(a_programme("topic-1", "discussion"))
    assert actions(plan) == {Action.UNCHANGED}


def test_a_kind_that_a_record_has_no_word_for_stays(do_import: Import) -> None:
    do_import(a_programme("keynote", "keynote"))
    assert actions(plan_import(a_programme("other", "other"))) == {Action.UNCHANGED}


@pytest.mark.parametrize("stated", [{"scope": Scope.TABLES}, {"decided_kinds": {"keynote"}}])
def test_a_kind_that_tables_or_staff_state_is_taken(do_import: Import, stated: Any) -> None:
    do_import(a_programme("keynote", "keynote"))
    tables = replace(a_programme("keynote", "other"), **stated)
    (change,) = (row for row in plan_import(tables).changes if row.ref.label.endswith(".session"))
    assert [(field.column, field.new) for field in change.fields] == [("kind", "other")]


def test_one_heading_does_not_join_sessions_of_two_titles(do_import: Import) -> None:
    heading = {"en": "Panel Discussion"}
    first = a_programme("discussion", "discussion")
    second = a_programme("topic-1", "discussion", "渔港的未来")
    first, second = (
        replace(
            record,
            sessions=tuple(
                replace(row, heading=heading, title={"zh-hans": row.title["zh-hans"]})
                for row in record.sessions
            ),
        )
        for record in (first, second)
    )
    do_import(first)
    changes = plan_import(second).changes
    planned = {row.ref.key: row.action for row in changes if row.ref.label.endswith(".session")}
    assert planned["topic-1"] == Action.CREATE


def test_a_session_of_another_title_is_a_new_one(do_import: Import) -> None:
    do_import(a_programme("discussion", "discussion"))
    plan = plan_import(a_programme("topic-1", "discussion", "渔港"))
    assert Action.CREATE in actions(plan)
