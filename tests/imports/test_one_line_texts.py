"""What the desk types in one line is stored in one, on however many lines it was printed."""

import pytest

from forum.imports.plan import plan_import
from forum.management.plan_tables import plan_lines
from forum.reader.event_record import EventRecord, SessionRecord
from tests.support.records import a_record, both

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> EventRecord:
    """Return a record whose session has a title of two lines and a summary of two paragraphs."""
    titled = both("① 签订协议\n② 交换文本")
    session = SessionRecord("signing", 1, "signing", {}, {}, titled, summary=both("甲。\n乙。"))
    return a_record(sessions=(session,), appearances=(), people=(), products=())


def columns_of_session(record: EventRecord) -> dict[str, object]:
    (change,) = (row for row in plan_import(record).changes if row.ref.label.endswith(".session"))
    return {field.column: field.new for field in change.fields}


def test_a_title_of_two_lines_is_stored_in_one(record: EventRecord) -> None:
    assert columns_of_session(record)["title_zh_hans"] == "① 签订协议 ② 交换文本"


def test_paragraphs_stay_paragraphs(record: EventRecord) -> None:
    assert columns_of_session(record)["summary_zh_hans"] == "<p>甲。</p><p>乙。</p>"


def test_the_plan_names_it_in_one_line(record: EventRecord) -> None:
    lines = [line.split() for line in plan_lines(plan_import(record)) if "签订" in line]
    assert lines == [["create", "session", "①", "签订协议", "②", "交换文本"]]
