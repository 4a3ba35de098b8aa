"""Working copies: what the tables hold stays, and what was done is kept beside it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.core.record_tree import tree_of
from forum.history.rows import key_of
from forum.history.states import RecordState, current_state
from forum.history.version_token import OvertakenError
from forum.history.working_copies.changes import (
    RecordEdits,
    as_json,
    changed_languages,
    find_conflicts,
    find_edits,
    from_json,
    lay_over,
    part_by_language,
    settle,
)
from forum.history.working_copies.copy_diversion import diverting
from forum.history.working_copies.overlay import overlaid
from forum.history.working_copies.store import edits_of, is_released, open_copy
from forum.history.working_copies.tables_with_copies import staged
from forum.history.working_copies.writing import write_edits
from forum.models import AuditEntry, SearchEntry, SlugRedirect, WorkingCopy
from people.models import Person, User
from sessions_app.models import Appearance, Event, Photo, Session
from tests.support import factories as make
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db
DRAFT: dict[str, Any] = {"status": "draft", "published_at": None, "ready_languages": []}


@pytest.fixture
def editor() -> User:
    return member("Editor")


def member(role: str) -> User:
    make_roles()
    user = User.objects.create_user(role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def save(record: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    record.save()


def edit(user: User, record: Any, **values: Any) -> None:
    """Change a record as a page of the desk does: with its working copy laid over the tables."""
    owner = key_of(record.owner)
    with diverting(user, filter(None, [open_copy(owner)])):
        save(type(record)._base_manager.get(pk=record.pk), **values)


def copy_of(record: Any) -> WorkingCopy:
    copy = open_copy(key_of(record))
    assert copy
    return copy


def edits(record: Any) -> RecordEdits:
    return edits_of(copy_of(record))


def changed(record: Any) -> dict[str, dict[str, Any]]:
    """Return what the working copy of a record changes, counters and states apart."""
    apart = {"version", "translations", "match_keys"}
    return {
        f"{key.label.partition('.')[2]} {edit.kind}": {
            name: pair for name, pair in edit.fields.items() if name not in apart
        }
        for key, edit in edits(record).items()
    }


def test_an_editor_changes_a_working_copy_and_not_the_table(editor: User) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    assert (Event.objects.get().title_en, changed(event)) == (
        "Green Ports",
        {"event changed": {"title_en": ("Green Ports", "Blue Ports")}},
    )


def test_a_publisher_changes_the_table() -> None:
    event = make.make_event(title_en="Green Ports")
    edit(member("Reviewer-publisher"), event, title_en="Blue Ports")
    assert (Event.objects.get().title_en, WorkingCopy.objects.count()) == ("Blue Ports", 0)


def test_a_draft_is_changed_itself(editor: User) -> None:
    event = make.make_event(title_en="Green Ports", **DRAFT)
    edit(editor, event, title_en="Blue Ports")
    assert (Event.objects.get().title_en, WorkingCopy.objects.count()) == ("Blue Ports", 0)


@pytest.mark.parametrize(
    ("status", "expected"), [("published", True), ("offline", True), ("draft", False)]
)
def test_what_the_public_has_seen_is_released(status: str, expected: bool) -> None:
    assert is_released(make.make_event(status=status)) is expected


@pytest.mark.parametrize(("values", "expected"), [({}, True), (DRAFT, False)])
def test_a_draft_that_a_public_event_names_is_released(
    values: dict[str, Any], expected: bool
) -> None:
    person = make.make_person(**DRAFT)
    make.make_appearance(make.make_session(make.make_event(**values)), person)
    assert is_released(person) is expected


@pytest.mark.parametrize("relation", ["topic", "page", "product", "next edition"])
def test_a_draft_whose_name_no_page_reads_is_not_released(relation: str) -> None:
    event = make.make_event(**DRAFT)
    match relation:
        case "topic":
            make.make_topic().events.add(event)
        case "page":
            make.make_page().events.add(event)
        case "product":
            make.make_product().cited_events.add(event)
        case _:
            make.make_event(previous_edition=event)
    assert not is_released(event)


@pytest.mark.parametrize("relation", ["parent", "series"])
def test_a_draft_that_a_public_event_is_part_of_is_released(relation: str) -> None:
    record = make.make_series(**DRAFT) if relation == "series" else make.make_event(**DRAFT)
    make.make_event(**{relation: record})
    assert is_released(record)


def test_a_second_edit_keeps_what_the_first_changed_from(editor: User) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    edit(editor, event, title_en="Red Ports", venue_en="Hall 1")
    assert changed(event) == {
        "event changed": {"title_en": ("Green Ports", "Red Ports"), "venue_en": (None, "Hall 1")}
    }


def test_what_is_set_back_is_no_change(editor: User) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports", venue_en="Hall 1")
    edit(editor, event, title_en="Green Ports")
    assert changed(event) == {"event changed": {"venue_en": (None, "Hall 1")}}


def test_a_new_part_keeps_its_key(editor: User) -> None:
    event = make.make_event()
    with diverting(editor):
        session = Session.objects.create(event=event, kind="keynote", slug="keynote")
    assert Session.objects.count() == 0
    with staged([copy_of(event)]):
        assert Session.objects.get().pk == session.pk
    with diverting(editor, [copy_of(event)]):
        save(Session.objects.get(), heading_en="Keynotes")
    (row,) = edits(event).values()
    assert (row.kind, row.key.pk, row.values["heading_en"]) == ("added", session.pk, "Keynotes")


def test_what_is_laid_over_to_be_read_is_what_is_laid_over_to_be_written(editor: User) -> None:
    deleted_appearance, stays = make.make_appearance(), make.make_appearance()
    event, photo = stays.session.event, make.make_photo(stays.session.event)
    deleted_appearance.session = stays.session
    deleted_appearance.save()
    with diverting(editor):
        save(Event.objects.get(pk=event.pk), title_en="Blue Ports")
        session = Session.objects.create(event=event, kind="keynote", slug="keynote")
        Appearance.objects.create(session=session, person=deleted_appearance.person, photo=photo)
        Appearance.objects.get(pk=stays.pk).photos.add(photo)
        Appearance.objects.get(pk=deleted_appearance.pk).delete()
    with staged([copy_of(event)]):
        written = current_state(key_of(event))
    with CaptureQueriesContext(connection) as captured, overlaid([copy_of(event)]):
        read = current_state(key_of(event))
        again = Event.objects.select_for_update().get(pk=event.pk).title_en
    assert (read, again) == (written, "Blue Ports")
    assert not [row for row in captured if row["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


def test_a_deleted_part_is_deleted_in_the_working_copy(editor: User) -> None:
    session = make.make_session()
    make.make_appearance(session)
    with diverting(editor):
        Session.objects.get().delete()
    assert (Session.objects.count(), Appearance.objects.count()) == (1, 1)
    assert sorted(changed(session.event)) == ["appearance deleted", "session deleted"]


def test_a_deleted_record_is_a_proposal(editor: User) -> None:
    event = make.make_event()
    with diverting(editor):
        Event.objects.get().delete()
    assert (Event.objects.count(), copy_of(event).proposals) == (1, {"deletes": True})


def test_a_draft_beside_a_public_record_is_deleted_all_the_same(editor: User) -> None:
    public, draft = make.make_page(), make.make_page(**DRAFT)
    with diverting(editor):
        public.delete()
        draft.delete()
    assert [page.pk for page in type(public).objects.all()] == [WorkingCopy.objects.get().object_id]


def test_a_draft_beside_a_public_record_is_stored_all_the_same(editor: User) -> None:
    event = make.make_event(title_en="Green Ports")
    with diverting(editor):
        person = Person.objects.create(slug="wang", name_en="Wang")
        session = Session.objects.create(event=event, kind="keynote", slug="keynote")
        Appearance.objects.create(session=session, person=person)
    assert (Person.objects.get().name_en, Session.objects.count()) == ("Wang", 0)
    assert sorted(changed(event)) == ["appearance added", "session added"]


def test_a_part_does_not_move_out_of_a_public_record(editor: User) -> None:
    session, draft = make.make_session(), make.make_event(**DRAFT)
    with pytest.raises(OvertakenError), diverting(editor):
        save(Session.objects.get(), event=draft)
    assert Session.objects.get().event_id == session.event_id


def test_nothing_that_follows_a_save_follows_one_that_is_taken_back(
    editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    event = make.make_event(title_en="Green Ports", slug="green")
    entries = list(SearchEntry.objects.order_by("pk").values_list("pk", "text"))
    with django_capture_on_commit_callbacks() as callbacks:
        edit(editor, event, title_en="Blue Ports", slug="blue")
    assert (list(SearchEntry.objects.order_by("pk").values_list("pk", "text")), callbacks) == (
        entries,
        [],
    )
    assert SlugRedirect.objects.count() == 0


def test_the_audit_trail_tells_of_it(editor: User) -> None:
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    entry = AuditEntry.objects.get(action="copy_changed")
    assert (entry.actor, entry.record, entry.is_edit) == (editor, event, True)


def test_a_form_that_was_opened_before_notices(editor: User) -> None:
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    with staged([copy_of(event)]):
        first = Event.objects.get().version
    edit(editor, event, title_en="Red Ports")
    with staged([copy_of(event)]):
        second = Event.objects.get().version
    save(Event.objects.get(), venue_en="Hall 1")
    with staged([copy_of(event)]):
        third = Event.objects.get().version
    assert len({Event.objects.get().version, first, second, third}) == 4


def test_a_direct_edit_elsewhere_is_merged(editor: User) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    save(Event.objects.get(), venue_en="Hall 1")
    state = current_state(key_of(event))
    merged = lay_over(state, edits(event))[key_of(event)].fields
    assert (find_conflicts(state, edits(event)), merged["title_en"], merged["venue_en"]) == (
        [],
        "Blue Ports",
        "Hall 1",
    )


def in_conflict(editor: User) -> tuple[Event, RecordState]:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    save(Event.objects.get(), title_en="Grey Ports")
    return event, current_state(key_of(event))


def test_a_direct_edit_of_the_same_text_is_a_conflict(editor: User) -> None:
    event, state = in_conflict(editor)
    (conflict,) = find_conflicts(state, edits(event))
    assert (conflict.name, conflict.public, conflict.value) == (
        "title_en",
        "Grey Ports",
        "Blue Ports",
    )


@pytest.mark.parametrize(
    ("copy_holds", "expected"), [(True, ("Grey Ports", "Blue Ports")), (False, None)]
)
def test_a_conflict_is_decided(
    editor: User, copy_holds: bool, expected: tuple[str, str] | None
) -> None:
    event, state = in_conflict(editor)
    settled = settle(edits(event), state, {}, {(key_of(event), "title_en"): copy_holds})
    pair = settled[key_of(event)].fields.get("title_en") if settled else None
    assert (pair, find_conflicts(state, settled)) == (expected, [])


def test_what_was_changed_in_a_row_that_is_gone_is_not_lost(editor: User) -> None:
    session = make.make_session(heading_en="Opening")
    edit(editor, session, heading_en="Opening remarks")
    last = current_state(key_of(session.event))
    event, key = session.event, key_of(session)
    Session.objects.get().delete()
    edit(editor, event, title_en="Blue Ports")
    state = current_state(key_of(event))
    (conflict,) = find_conflicts(state, edits(event))
    settled = settle(edits(event), state, last, {(key, ""): True})
    assert (conflict.key, settled[key].kind, settled[key].values["heading_en"]) == (
        key,
        "added",
        "Opening remarks",
    )


def test_one_language_is_published_and_the_other_waits(editor: User) -> None:
    event = make.make_event(title_en="Green Ports", title_zh_hans="绿色港口", venue_en="")
    edit(editor, event, title_en="Blue Ports", title_zh_hans="蓝色港口", accent="#1f4e79")
    chosen, rest = part_by_language(edits(event), ["zh-hans"])
    write_edits(current_state(key_of(event)), chosen, is_partial=True)
    stored = Event.objects.get()
    assert (stored.title_en, stored.title_zh_hans, stored.accent) == (
        "Green Ports",
        "蓝色港口",
        "#1f4e79",
    )
    assert set(rest[key_of(event)].fields) - {"translations", "version"} == {"title_en"}


def test_a_new_session_goes_without_its_other_language(editor: User) -> None:
    event = make.make_event()
    with diverting(editor):
        Session.objects.create(
            event=event, kind="keynote", slug="k", heading_en="Keynotes", heading_zh_hans="主旨"
        )
    assert changed_languages(edits(event)) == {"", "en", "zh-hans"}
    chosen, rest = part_by_language(edits(event), ["zh-hans"])
    write_edits(current_state(key_of(event)), chosen, is_partial=True)
    session = Session.objects.get()
    (row,) = rest.values()
    assert (session.heading_zh_hans, session.heading_en, row.fields["heading_en"]) == (
        "主旨",
        None,
        (None, "Keynotes"),
    )


def test_what_cannot_stand_without_its_text_waits_whole(editor: User) -> None:
    event = make.make_event()
    with diverting(editor):
        event.corrections.create(text_en="It read A; it is B.")
    chosen, _rest = part_by_language(edits(event), ["zh-hans"])
    held_back = write_edits(current_state(key_of(event)), chosen, is_partial=True)
    assert (len(held_back), event.corrections.count()) == (1, 0)


def test_relations_to_many_are_changed_and_published(editor: User) -> None:
    product, topic = make.make_product(), make.make_topic()
    with diverting(editor):
        type(product).objects.get().topics.set([topic])
    assert product.topics.count() == 0
    with staged([copy_of(product)]):
        assert product.topics.count() == 1
    write_edits(current_state(key_of(product)), edits(product))
    assert [topic.pk for topic in product.topics.all()] == [topic.pk]


def test_a_file_outlives_what_is_taken_back(editor: User) -> None:
    from tests.support.images import png

    event = make.make_event()
    with diverting(editor):
        Photo.objects.create(event=event, image=png())
    (row,) = edits(event).values()
    field: Any = Photo._meta.get_field("image")
    assert (Photo.objects.count(), field.storage.exists(row.values["image"])) == (0, True)


def test_a_difference_is_kept_in_json(editor: User) -> None:
    session = make.make_session()
    edit(editor, session, heading_en="Opening")
    kept_edits = edits(session.event)
    assert from_json(as_json(kept_edits)) == kept_edits


@pytest.mark.parametrize("model", tree_of(Event))
def test_every_row_is_staged_as_it_was(editor: User, model: type[Any]) -> None:
    """A whole event, deleted from the tables, comes back from a difference column by column."""
    from forum.history.working_copies.tables_with_copies import stage_edits

    event = make.make_event()
    session = make.make_session(event)
    make.make_role(event)
    make.make_correction(event)
    make.make_document(event)
    make.make_appearance(session, photo=make.make_photo(event))
    state = current_state(key_of(event))
    parts = {key: row for key, row in state.items() if key.label != "sessions_app.event"}
    for key in reversed(parts):
        key.model._base_manager.filter(pk=key.pk).delete()
    bare = current_state(key_of(event))
    stage_edits(bare, find_edits(bare, {**bare, **parts}, {}, 0))
    back = {key: row.fields for key, row in current_state(key_of(event)).items()}
    label = model._meta.label_lower
    expected = {key: row.fields for key, row in state.items() if key.label == label}
    assert {key: back.get(key) for key in expected} == expected


def test_two_open_copies_of_one_record_are_impossible(editor: User) -> None:
    event = make.make_event()
    edit(editor, event, title_en="Blue Ports")
    edit(editor, event, title_zh_hans="蓝色港口")
    assert [copy.object_id for copy in WorkingCopy.objects.all()] == [event.pk]
