"""For which rows of another document a correction holds, and what it leaves in question there."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

import pytest

from forum.imports.remembered_corrections import inherit_corrections
from forum.imports.row_decisions import CONFIRMED, REFUSED, apply_row_decisions, row_key
from forum.models import ImportUpload
from forum.reader.event_record import (
    AppearanceRecord,
    Finding,
    Level,
    OrganizationRecord,
    SessionRecord,
)
from forum.reader.reading import Certainty, Reading, Shape, Value
from tests.support.records import a_person, a_record, both

KEYNOTE = "sessions_app.session:keynote"
LIN = "people.person:lin"
GUEST = "sessions_app.appearance"
NO_TITLE = {"title_zh_hans": "", "title_en": "", "kind": "keynote"}
TITLED = {"title_zh_hans": "潮汐", "title_en": "", "kind": "keynote"}
NAMED = {"name_zh_hans": "林岚", "name_en": ""}
SESSION = SessionRecord("keynote", 1, "keynote", {}, {}, {})
TIDES = replace(SESSION, title={"zh-hans": "潮汐"})
PERSON = a_person("lin", {"zh-hans": "林岚"}, {})
RECORD = a_record(sessions=(SESSION,), people=(PERSON,), appearances=(), products=())


def decided(row: str, decision: Mapping[str, str], stated: Mapping[str, str]) -> None:
    """Store a document given together with others, a row of which was decided about."""
    rows = {"rows": {row: decision}, "stated": {row: stated}}
    ImportUpload.objects.create(name="2022.docx", decisions={"batch": "b", **rows})


def inherited(session: SessionRecord = SESSION, event_slug: str = "") -> list[str]:
    upload = ImportUpload.objects.create(name="2023.docx", decisions={"batch": "b"})
    inherit_corrections(upload, replace(RECORD, sessions=(session,)), event_slug)
    return upload.inherited_rows


def of_ports() -> None:
    ImportUpload.objects.update(plan={"event_slug": "ports"})


@pytest.mark.django_db
@pytest.mark.parametrize("decision", [{"title_zh_hans": "潮汐"}, {"refused": "yes"}])
def test_a_row_that_says_nothing_is_no_other_documents_row(decision: dict[str, str]) -> None:
    decided(KEYNOTE, decision, NO_TITLE)
    of_ports()
    assert inherited(event_slug="ports") == []


@pytest.mark.django_db
def test_all_that_a_row_says_must_be_the_same() -> None:
    decided(KEYNOTE, {"kind": "opening"}, TITLED)
    of_ports()
    assert [inherited(session, "ports") for session in (replace(TIDES, kind="opening"), TIDES)] == [
        [], [KEYNOTE],
    ]  # fmt: skip


@pytest.mark.django_db
def test_documents_without_an_event_share_people_only() -> None:
    decided(KEYNOTE, {"kind": "opening"}, TITLED)
    decided(LIN, {"name_en": "Lin Lan"}, NAMED)
    assert inherited(TIDES) == [LIN]


@pytest.mark.django_db
def test_documents_of_two_events_share_nothing() -> None:
    decided(LIN, {"name_en": "Lin Lan"}, NAMED)
    of_ports()
    assert inherited(event_slug="bridges") == []


@pytest.mark.django_db
def test_what_was_decided_while_a_document_was_read_stays() -> None:
    decided(LIN, {"name_en": "Lin Lan"}, NAMED)
    upload = ImportUpload.objects.create(name="2023.docx", decisions={"batch": "b"})
    ImportUpload.objects.filter(pk=upload.pk).update(
        decisions={"batch": "b", "columns": {"姓名": "name"}}
    )
    inherit_corrections(upload, RECORD, "")
    upload.refresh_from_db()
    assert (upload.decisions["columns"], upload.inherited_rows) == ({"姓名": "name"}, [LIN])


def test_an_inherited_correction_leaves_the_guesses_of_other_columns() -> None:
    values = [
        Value(f"people.lin.{field}", Certainty.GUESS, (1,)) for field in ("name.en", "honorific.en")
    ]
    record = replace(RECORD, people=(replace(PERSON, name=both("林岚")),))
    reading = Reading(Shape.RECORD, record, 1.0, (), tuple(values))
    rows = {LIN: {"name_en": "Lin Lan"}}
    assert [
        apply_row_decisions(reading, rows, inherited_rows).guesses for inherited_rows in ([LIN], [])
    ] == [(values[1],), ()]


def test_a_correction_that_meets_a_twin_is_a_finding_and_its_question_stays() -> None:
    rows = tuple(AppearanceRecord("lin", "keynote", role, 1, {}) for role in ("speaker", "chair"))
    guess = Value("appearances.lin.keynote.speaker.role", Certainty.GUESS, (1,))
    record = replace(RECORD, people=(PERSON,), appearances=rows)
    reading = Reading(Shape.RECORD, record, 1.0, (), (guess,))
    decision = {f"sessions_app.appearance:{row_key(rows[0])}": {"role": "chair"}}
    result = apply_row_decisions(reading, decision)
    [finding] = result.record.findings
    assert (result.record.appearances, result.guesses) == (rows, (guess,))
    assert (finding.kind, finding.subject) == ("correction_unapplied", "林岚")


def test_a_guest_who_is_left_out_goes_with_every_row_of_the_same_name() -> None:
    twins = tuple(AppearanceRecord("lin", "keynote", "speaker", no, {}) for no in (1, 2))
    chair = AppearanceRecord("lin", "keynote", "chair", 1, {})
    record = replace(RECORD, people=(PERSON,), appearances=(*twins, chair))
    decision = {f"sessions_app.appearance:{row_key(twins[0])}": {"refused": "yes"}}
    result = apply_row_decisions(Reading(Shape.RECORD, record, 1.0), decision).record
    assert (result.appearances, result.findings) == ((chair,), ())


def test_a_guess_of_a_whole_row_is_settled_with_the_row() -> None:
    appearance = AppearanceRecord("lin", "keynote", "moderator", 1, {})
    guess = Value("appearances.lin.keynote.moderator", Certainty.GUESS, (1,))
    record = replace(RECORD, people=(PERSON,), appearances=(appearance,))
    reading = Reading(Shape.RECORD, record, 1.0, (), (guess,))
    decision = {f"sessions_app.appearance:{row_key(appearance)}": {"title_en": "Chair"}}
    assert apply_row_decisions(reading, decision).guesses == ()


def questions_after(row: str, decision: Mapping[str, str]) -> list[str]:
    """Return what is still asked where a guest's title and name are guesses."""
    appearance = AppearanceRecord("lin", "keynote", "speaker", 1, both("院长"), lines=(1,))
    guesses = tuple(
        Value(f"people.lin.{name}.zh-hans", Certainty.GUESS, (1,)) for name in ("name", "title")
    )
    record = replace(RECORD, people=(PERSON,), appearances=(appearance,))
    reading = Reading(Shape.PROGRAMME, record, 1.0, (), guesses)
    guesses_left = apply_row_decisions(reading, {row: decision}).guesses
    return [value.path.partition("people.lin.")[2] for value in guesses_left]


@pytest.mark.parametrize(
    ("row", "decision", "questions"),
    [
        (LIN, {"name_zh_hans": "林蓝"}, ["title.zh-hans"]),
        (f"{GUEST}:keynote/lin/speaker", {"title_zh_hans": "副院长"}, ["name.zh-hans"]),
        (f"{GUEST}:keynote/lin/speaker", {"refused": "yes"}, []),
        (LIN, {"refused": "yes"}, []),
    ],
)
def test_a_title_is_asked_about_until_it_is_decided_where_it_was_held(
    row: str, decision: dict[str, str], questions: list[str]
) -> None:
    assert questions_after(row, decision) == questions


def test_a_session_takes_the_kind_day_and_hours_that_staff_say() -> None:
    decision = {"kind": "other", "day": "2025-09-18", "start": "09:05", "end": ""}
    session = replace(SESSION, start=time(9), end=time(10))
    reading = Reading(Shape.RECORD, replace(RECORD, sessions=(session,)), 1.0)
    record = apply_row_decisions(reading, {KEYNOTE: decision}).record
    [decided_session] = record.sessions
    assert (decided_session.kind, decided_session.day) == ("other", date(2025, 9, 18))
    assert (decided_session.start, decided_session.end) == (time(9, 5), None)
    assert record.decided_kinds == {"keynote"}


def test_who_confirms_the_event_answers_for_what_its_form_shows_alone() -> None:
    title, day, introduction = (
        Value(f"event.{field}", Certainty.GUESS, (line,))
        for line, field in enumerate(("title.en", "start_date", "introduction.en"), 1)
    )
    reading = Reading(Shape.RECORD, RECORD, 1.0, (), (title, day, introduction))
    decision = {"sessions_app.event:event": {CONFIRMED: "yes"}}
    assert apply_row_decisions(reading, decision).guesses == (introduction,)


def finding(kind: str, subject: str, *lines: int, **params: object) -> Finding:
    return Finding(Level.WARNING, kind, subject, lines, params=params)


ON_A_LINE = replace(
    RECORD,
    people=tuple(
        a_person(key, both(name), {}, lines=lines)
        for key, name, lines in [("lin", "林岚", (4,)), ("he", "何平", (4,)), ("wu", "吴越", (7,))]
    ),
    findings=(
        finding("attendance_unstated", "林岚", 4, name="林岚"),
        finding("guess", "何平", 4, value="何平"),
        finding("not_understood", "林岚", 9, text="林岚"),
        finding("guests_without_session", "林岚", 4, 7, count=3, names=["林岚", "何平", "吴越"]),
    ),
)


@pytest.mark.parametrize(
    ("left_out", "remaining"),
    [
        (["lin"], [("guess", "何平"), ("not_understood", "林岚"),
                   ("guests_without_session", ["何平", "吴越"])]),
        (["lin", "he", "wu"], [("not_understood", "林岚")]),
    ],
)  # fmt: skip
def test_what_is_found_about_a_row_goes_with_it(
    left_out: list[str], remaining: list[tuple[str, object]]
) -> None:
    rows = {f"people.person:{key}": {REFUSED: "yes"} for key in left_out}
    record = apply_row_decisions(Reading(Shape.RELEASE, ON_A_LINE, 1.0), rows).record
    assert [(row.kind, row.params.get("names", row.subject)) for row in record.findings] == (
        remaining
    )


def test_the_name_of_an_organization_is_corrected_in_all_its_rows() -> None:
    organizations = tuple(
        OrganizationRecord(role, no, both(name), (no,))
        for role, no, name in [("host", 1, "我校"), ("host", 2, "海塘局"), ("organizer", 1, "我校")]
    )
    guesses = tuple(
        Value(f"organizations.{row.role}.{row.no}.name.zh-hans", Certainty.GUESS, row.lines)
        for row in organizations
        if row.name == both("我校")
    )
    reading = Reading(Shape.RELEASE, replace(RECORD, organizations=organizations), 1.0, (), guesses)
    rows = {"sessions_app.eventorganization:host-1": {"printed_name_zh_hans": "滨海大学"}}
    corrected = apply_row_decisions(reading, rows)
    names = [row.name["zh-hans"] for row in corrected.record.organizations]
    assert (names, corrected.guesses) == (["滨海大学", "海塘局", "滨海大学"], ())


def test_organizations_are_left_out_one_after_the_other() -> None:
    organizations = tuple(OrganizationRecord("host", no, both(f"第{no}所")) for no in (1, 2, 3))
    reading = Reading(Shape.RELEASE, replace(RECORD, organizations=organizations), 1.0)
    rows = {f"sessions_app.eventorganization:host-{no}": {REFUSED: "yes"} for no in (1, 2)}
    organizations = apply_row_decisions(reading, rows).record.organizations
    assert [row_key(row) for row in organizations] == ["host-3"]
