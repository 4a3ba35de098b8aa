"""What comes back is compared with what is stored: text by text, with warnings."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.core.translations.states import TranslationState, confirm
from forum.core.translations.units import Unit, unit_of
from forum.history.import_plan import Action
from forum.history.recording import recording
from forum.history.rows import key_of
from forum.history.states import current_state
from forum.localization.exchange.file_writer import gather_units
from forum.localization.exchange.findings import TranslationFindingKind as Kind
from forum.localization.exchange.findings import translation_finding_message
from forum.localization.exchange.outgoing_units import ExportScope
from forum.localization.exchange.plan_writer import write_translations as write
from forum.localization.exchange.translation_plan import TranslationPlan
from forum.localization.tallies import make_tallies
from forum.models import AuditEntry
from sessions_app.models import Appearance, Event
from tests.history.test_restore import put_back
from tests.support.exchange_files import FORMATS, change, coded, filled, handed_out, planned, taking
from tests.support.factories import make_appearance, make_event, make_person, make_session

TEXT = "<p>论坛讨论<strong>港口</strong>。</p>"


@pytest.fixture
def event(db: None) -> Event:
    return make_event(introduction_zh_hans=TEXT, introduction_en="")


def stored(record: Any, field: str = "introduction") -> Unit:
    record.refresh_from_db()
    return unit_of(record, field, "en", "zh-hans")


def sent_back(record: Any, text: str, **options: Any) -> TranslationPlan:
    return planned(filled(handed_out(record, scope=ExportScope.TO_DO, **options).content, text))


def key(event: Event) -> str:
    return f"event.{event.pk}.introduction"


GOOD = coded('On <g id="2">ports</g>.')


def test_a_new_translation_is_a_draft(event: Event) -> None:
    write(sent_back(event, GOOD))
    unit = stored(event)
    assert (unit.text, unit.state) == ("<p>On <strong>ports</strong>.</p>", TranslationState.DRAFT)


def test_the_same_file_twice_changes_nothing(event: Event) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    write(planned(data))
    version = stored(event) and event.version
    again = planned(data)
    assert [unit_change.action for unit_change in again.changes] == [Action.UNCHANGED]
    assert write(again).changes == []
    event.refresh_from_db()
    assert event.version == version


MESSY = ["Hall&#10;1 ", " Hall&#13;&#10;1", "Hall&#127;1", "Hall&#133;1", "&#8232;Hall"]


@pytest.mark.parametrize("text", MESSY)
def test_messy_texts_change_nothing_twice(db: None, text: str) -> None:
    session = make_session(room_zh_hans="一号厅")
    data = filled(handed_out(session.event, scope=ExportScope.TO_DO).content, text)
    assert len(write(planned(data)).changes) == 1
    assert write(planned(data)).changes == []


@pytest.mark.parametrize(
    "text", [*(coded(raw) for raw in MESSY), f"{GOOD}&#10; ", "a&#13;b", coded('<x id="7"/>On')]
)
def test_messy_rich_texts_change_nothing_twice(event: Event, text: str) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, text)
    for count in (1, 0):
        plan = planned(data)
        written = write(plan, decisions=taking(plan, key(event)))
        assert len(written.changes) == count


def test_nothing_is_written_by_a_plan(event: Event) -> None:
    sent_back(event, GOOD)
    assert stored(event).text == ""


def test_counts_follow_an_import(event: Event) -> None:
    missing_before = next(
        unit_change for unit_change in make_tallies(event) if unit_change.language == "en"
    ).missing
    write(sent_back(event, GOOD))
    event.refresh_from_db()
    tally_after = next(
        unit_change for unit_change in make_tallies(event) if unit_change.language == "en"
    )
    assert (missing_before, tally_after.missing, tally_after.draft) == (1, 0, 1)


def test_a_source_that_changed_makes_an_outdated_draft(event: Event) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    event.introduction_zh_hans = TEXT.replace("讨论", "不讨论")
    event.save()
    plan = planned(data)
    unit_change = change(plan, key(event))
    assert (unit_change.action, unit_change.finding_kinds, unit_change.source) == (
        Action.CREATE,
        {Kind.SOURCE_CHANGED},
        TEXT,
    )
    write(plan)
    unit = stored(event)
    assert (unit.text, unit.state, unit.previous) == (
        "<p>On <strong>ports</strong>.</p>", TranslationState.OUTDATED, TEXT,
    )  # fmt: skip


def test_punctuation_of_the_source_does_not_count(event: Event) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    event.introduction_zh_hans = TEXT.replace("。", "！")
    event.save()
    plan = planned(data)
    assert plan.with_findings == []


def test_a_translation_written_meanwhile_stays(event: Event) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    data = data.replace(b'product-version="20', b'product-version="19')
    event.introduction_en = "<p>Mine.</p>"
    event.save()
    plan = planned(data)
    assert change(plan, key(event)).action == Action.CONFLICT
    assert write(plan).changes == []
    assert stored(event).text == "<p>Mine.</p>"


def test_a_conflict_is_taken_if_somebody_says_so(event: Event) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD)
    data = data.replace(b'product-version="20', b'product-version="19')
    event.introduction_en = "<p>Mine.</p>"
    event.save()
    plan = planned(data)
    write(plan, decisions=taking(plan, key(event)))
    assert stored(event).text == "<p>On <strong>ports</strong>.</p>"


STORED = "<p>On ports</p>"


@pytest.fixture
def recorded(event: Event) -> Event:
    """An event with a translation, whose history has begun."""
    with recording():
        event.introduction_en = STORED
        event.save()
    # As if that was an hour before the file is made.
    AuditEntry.objects.update(at=timezone.now() - timedelta(hours=1))
    return event


def revise(event: Event, text: str) -> None:
    with recording():
        event.introduction_en = text
        event.save()


@pytest.mark.parametrize("text", ["<p>On ports.</p>", "<p>On <strong>ports</strong></p>"])
def test_punctuation_and_marks_of_meanwhile_stay(recorded: Event, text: str) -> None:
    data = handed_out(recorded).content
    revise(recorded, text)
    plan = planned(data)
    assert (change(plan, key(recorded)).action, write(plan).changes) == (Action.CONFLICT, [])


def test_a_version_that_was_restored_meanwhile_stays(recorded: Event) -> None:
    former = current_state(key_of(recorded))
    revise(recorded, "<p>On harbours</p>")
    AuditEntry.objects.update(at=timezone.now() - timedelta(minutes=30))
    data = handed_out(recorded).content
    put_back(recorded, former)
    plan = planned(data)
    assert (change(plan, key(recorded)).action, stored(recorded).text) == (Action.CONFLICT, STORED)


def test_a_row_that_is_saved_without_that_text_is_no_conflict(recorded: Event) -> None:
    data = handed_out(recorded).content.replace(b"On ports", b"On the ports")
    with recording():
        recorded.venue_en = "Hall 1"
        recorded.save()
    assert change(planned(data), key(recorded)).action == Action.UPDATE


def test_what_is_saved_while_a_file_is_made_is_later_than_it(event: Event) -> None:
    read_at = []

    def read() -> Iterator[Event]:
        read_at.append(timezone.now())
        yield event

    assert gather_units(read(), "en").exported_at < read_at[0]


def test_what_moved_since_the_plan_is_left_alone(event: Event) -> None:
    plan = sent_back(event, GOOD)
    event.introduction_en = "<p>Mine.</p>"
    event.save()
    written = write(plan, decisions=taking(plan, key(event)))
    overtaken = [change.returned.key for change in written.overtaken]
    assert (overtaken, written.changes) == ([key(event)], [])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (coded("On ports."), {Kind.CODES}),
        (coded('On <g id="2">big</g> <g id="2">ports</g>.'), {Kind.CODES}),
        (coded('On <g id="2">ports</g><x id="9"/>.'), {Kind.CODES}),
        ('On <g id="2">ports</g>.', {Kind.PARAGRAPHS}),
        ("On ports.", {Kind.PARAGRAPHS, Kind.CODES}),
        (f"So: {GOOD}", {Kind.CODES}),
        (f"{GOOD}{coded('More.')}", {Kind.PARAGRAPHS}),
        (f'<mrk mtype="seg" mid="0">{GOOD}</mrk>', set()),
    ],
)
def test_codes_are_looked_after(event: Event, text: str, kinds: set[Kind]) -> None:
    plan = sent_back(event, text)
    assert change(plan, key(event)).finding_kinds == kinds
    assert bool(plan.chosen()) is (Kind.CODES not in kinds)


def test_a_text_without_codes_keeps_its_lines_as_paragraphs(event: Event) -> None:
    plan = sent_back(event, 'On <g id="2">ports</g>.&#10;And more.')
    assert change(plan, key(event)).text == ("<p>On <strong>ports</strong>.</p><p>And more.</p>")


def test_lost_codes_are_named(event: Event) -> None:
    (finding,) = change(sent_back(event, coded("On ports.")), key(event)).findings
    assert translation_finding_message(finding) == (
        f"{key(event)}: the translation lacks <strong>; it is taken only if you say so."
    )


def test_a_text_that_is_too_long_is_left_out(db: None) -> None:
    session = make_session(room_zh_hans="一号厅")
    data = handed_out(session.event, scope=ExportScope.TO_DO).content
    plan = planned(filled(data, "x" * 201))
    unit_change = change(plan, f"session.{session.pk}.room")
    assert (unit_change.action, unit_change.finding_kinds, unit_change.is_writable) == (
        Action.REFUSED, {Kind.TOO_LONG}, False,
    )  # fmt: skip


def test_control_characters_are_taken_out(db: None) -> None:
    session = make_session(room_zh_hans="一号厅")
    data = handed_out(session.event, scope=ExportScope.TO_DO).content
    plan = planned(filled(data, "Hall&#127; 1&#10;upstairs "))
    unit_change = change(plan, f"session.{session.pk}.room")
    assert (unit_change.text, unit_change.finding_kinds) == ("Hall 1 upstairs", {Kind.CHARACTERS})


@pytest.mark.parametrize(
    "name", ["event.1.nothing", "event.999999.title", "user.1.name", "x", "", "event.1.title.x"]
)
def test_unknown_texts_are_left_out(event: Event, name: str) -> None:
    data = handed_out(event, scope=ExportScope.TO_DO).content
    data = filled(data, GOOD).replace(key(event).encode(), name.encode())
    (unit_change,) = planned(data).changes
    assert (unit_change.action, unit_change.finding_kinds) == (Action.REFUSED, {Kind.UNKNOWN})


def test_a_file_that_lost_its_moment_overwrites_nothing(event: Event) -> None:
    event.introduction_en = "<p>Mine.</p>"
    event.save()
    data = re.sub(rb' (product-version|date)="[^"]*"', b"", handed_out(event).content)
    plan = planned(data.replace(b">Mine.<", b">Yours.<"))
    assert plan.file.exported_at is None
    assert change(plan, key(event)).finding_kinds >= {Kind.CONFLICT}


@pytest.fixture
def cleared(db: None) -> Appearance:
    return make_appearance(
        remarks_zh_hans="<p>一</p>", remarks_en="<p>One</p>", clearance_en="cleared"
    )


@pytest.mark.parametrize("form", FORMATS)
def test_locked_texts_change_nothing(cleared: Appearance, form: str) -> None:
    plan = planned(handed_out(cleared.owner, form))
    assert plan.with_findings == []


def test_a_changed_text_that_is_locked_is_left_out(cleared: Appearance) -> None:
    data = handed_out(cleared.owner).content
    assert data.count(b'translate="no"') == 2
    plan = planned(data.replace(b">One<", b">Two<"))
    unit_change = change(plan, f"appearance.{cleared.pk}.remarks")
    assert (unit_change.action, unit_change.finding_kinds) == (Action.REFUSED, {Kind.LOCKED})


def test_a_text_that_stands_twice_is_taken_once(event: Event) -> None:
    data = filled(handed_out(event, scope=ExportScope.TO_DO).content, GOOD).decode()
    unit = data[data.index("<trans-unit") : data.index("</trans-unit>") + len("</trans-unit>")]
    plan = planned(data.replace(unit, unit + unit.replace("On ", "Of ")).encode())
    assert [(unit_change.action, unit_change.finding_kinds) for unit_change in plan.changes] == [
        (Action.CREATE, set()),
        (Action.REFUSED, {Kind.TWICE}),
    ]
    assert [unit_change.text for unit_change in write(plan).changes] == [
        "<p>On <strong>ports</strong>.</p>"
    ]


@pytest.mark.parametrize(("state", "action"), [
    ("translated", Action.CONFIRM), ("needs-review-translation", Action.UNCHANGED),
])  # fmt: skip
def test_an_old_translation_can_be_confirmed(event: Event, state: str, action: Action) -> None:
    event.introduction_en = "<p>On <strong>ports</strong>.</p>"
    event.save()
    event.introduction_zh_hans = TEXT.replace("讨论", "研讨")
    event.save()
    data = handed_out(event, scope=ExportScope.TO_DO).content
    plan = planned(data.replace(b"needs-review-translation", state.encode()))
    assert change(plan, key(event)).action == action
    write(plan)
    expected = TranslationState.DRAFT if action == Action.CONFIRM else TranslationState.OUTDATED
    assert stored(event).state == expected


def test_reviewed_texts_of_a_file_come_in_as_drafts(event: Event) -> None:
    data = handed_out(event, scope=ExportScope.TO_DO).content
    write(planned(filled(data, GOOD, state="signed-off")))
    assert stored(event).state == TranslationState.DRAFT


def test_a_replaced_review_is_a_draft_again(event: Event) -> None:
    event.introduction_en = "<p>Of <strong>ports</strong>.</p>"
    confirm(event, "introduction", "en", "zh-hans", TranslationState.REVIEWED)
    event.save()
    data = handed_out(event).content.replace(b">Of <", b">On <")
    write(planned(data))
    unit = stored(event)
    assert (unit.text, unit.state) == ("<p>On <strong>ports</strong>.</p>", TranslationState.DRAFT)


def test_queries_do_not_grow_with_the_file(db: None, django_assert_num_queries: Any) -> None:
    for count in (1, 3):
        session = make_session()
        for _ in range(count):
            make_appearance(session, make_person(), remarks_zh_hans="<p>一</p>")
        with django_assert_num_queries(10):
            data = handed_out(session.event)
        with django_assert_num_queries(3):
            planned(data)
