"""What is kept beside a translation follows every way in which a text is written or put back."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forum.core.translations.states import TranslationEntry, TranslationState, confirm, entry_of
from forum.core.translations.units import unit_of, units_of
from forum.demo.extras import apply_extras
from forum.history.recording import recording
from forum.history.recovery import list_deleted, read_deleted_state, recover
from forum.history.rows import key_of
from forum.history.states import current_state
from forum.imports.undo import undo_run
from forum.imports.writer import ImportOptions, ImportOutcome, write_import
from forum.models import Page, TranslationTally
from forum.reader.event_record import EventRecord
from forum.workflow.merging.merge import merge_records, pair_token
from people.models import Person, User
from sessions_app.models import Appearance, Correction, Event, Photo, Session
from tests.desk.test_admin_saving import add
from tests.desk.test_photo_board import typed as typed_on_board
from tests.desk.test_photo_board import url as board_url
from tests.exports.test_export_roundtrip import exported, imported
from tests.history.test_conflicts import answered, opened, send
from tests.history.test_restore import put_back
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.records import a_paper, a_record, both, corrected
from tests.support.staff import make_roles
from tests.workflow.test_next_edition import copy_of

pytestmark = pytest.mark.django_db

SOURCE = "<p>促进园区发展。</p>"
ENGLISH = "<p>Develop parks.</p>"
FIRST = {"by": None, "source": SOURCE, "state": "draft"}


def stored_state(record: Any, field: str, language: str = "en") -> dict[str, Any]:
    """Return what holds for a text as it is stored, without its day and digest."""
    stored = type(record)._default_manager.get(pk=record.pk)
    units: Any = entry_of(stored, field, language)
    return {name: units[name] for name in units if name not in ("at", "text")}


def state(
    record: Any, field: str, source: str = "zh-hans", language: str = "en"
) -> TranslationState:
    stored = type(record)._default_manager.get(pk=record.pk)
    return unit_of(stored, field, language, source).state


def reviewed(record: Any, field: str) -> Any:
    confirm(record, field, "en", "zh-hans", TranslationState.REVIEWED)
    record.save()
    return record


@pytest.fixture
def person() -> Any:
    return make.make_person(biography_zh_hans=SOURCE, biography_en=ENGLISH)


# The desk


def test_a_form_notes_who_translated(admin_client: Client, admin_user: User) -> None:
    person = make.make_person(biography_zh_hans=SOURCE, biography_en="")
    send(admin_client, person, opened(admin_client, person), biography_en=ENGLISH)
    assert stored_state(person, "biography") == {**FIRST, "by": admin_user.pk}


def test_a_form_that_changes_the_source_alone_leaves_the_entry(
    admin_client: Client, person: Any
) -> None:
    reviewed(person, "biography")
    data = opened(admin_client, person)
    send(admin_client, person, data, biography_zh_hans="<p>促进升级。</p>")
    assert stored_state(person, "biography") == {**FIRST, "state": "reviewed"}
    assert state(person, "biography") == TranslationState.OUTDATED


def test_a_form_of_something_new_notes_its_pair(admin_client: Client, admin_user: User) -> None:
    add(admin_client, Person, name_zh_hans="何平", name_en="He Ping")
    entry = {"by": admin_user.pk, "source": "何平", "state": "authored"}
    assert stored_state(Person.objects.get(), "name") == entry


def test_an_inline_notes_who_translated(admin_client: Client, admin_user: User) -> None:
    event = make.make_event()
    row = make.make_role(event, printed_name_zh_hans="商务部", printed_name_en="")
    data = opened(admin_client, event)
    send(admin_client, event, data, **{"organizations-0-printed_name_en": "Ministry"})
    entry = {"by": admin_user.pk, "source": "商务部", "state": "authored"}
    assert stored_state(row, "printed_name") == entry


def test_a_session_s_form_notes_who_translated(admin_client: Client, admin_user: User) -> None:
    guest = make.make_appearance(remarks_zh_hans=SOURCE, remarks_en="")
    url = f"/admin/sessions_app/session/{guest.session_id}/change/"
    data = read_form(admin_client, url)
    admin_client.post(url, {**data, "appearances-0-remarks_en": ENGLISH})
    assert stored_state(guest, "remarks") == {**FIRST, "by": admin_user.pk}


def test_the_photo_board_notes_who_translated(admin_client: Client, admin_user: User) -> None:
    photo = make.make_photo(caption_zh_hans="港口")
    url = board_url(photo.event)
    data = typed_on_board(admin_client, photo.event, caption_en="A port")
    admin_client.post(url, data)
    entry = {"by": admin_user.pk, "source": "港口", "state": "draft"}
    assert stored_state(Photo.objects.get(), "caption") == entry


def test_a_correction_that_the_desk_tells_is_a_draft(
    admin_client: Client, admin_user: User
) -> None:
    event = make.make_event()
    note = {
        "asked_kind": "correction", "asked_day": "2024-03-01", "asked_text_zh-hans": "原文误作甲。",
        "asked_text_en": "It read A.", "asked_events": str(event.pk),
    }  # fmt: skip
    send(admin_client, event, opened(admin_client, event), title_en="Blue Ports", **note)
    entry = {"by": admin_user.pk, "source": "原文误作甲。", "state": "draft"}
    assert stored_state(Correction.objects.get(), "text") == entry


@pytest.mark.parametrize(("choice", "by_admin"), [("theirs", False), ("mine", True)])
def test_the_entry_is_that_of_the_text_that_was_chosen_in_a_conflict(
    admin_client: Client, admin_user: User, person: Any, choice: str, by_admin: bool
) -> None:
    data = opened(admin_client, person)
    duplicate = User.objects.create_user("other")
    with recording(duplicate):
        person.biography_en = "<p>Theirs.</p>"
        person.save()
    screen = send(admin_client, person, data, biography_en="<p>Mine.</p>")
    send(admin_client, person, answered(screen, choice))
    assert stored_state(person, "biography")["by"] == (admin_user.pk if by_admin else duplicate.pk)


def test_a_proposed_title_is_the_editors(admin_client: Client, admin_user: User) -> None:
    guest = make.make_appearance(title_zh_hans="", title_en="")
    data = opened(admin_client, guest)
    send(admin_client, guest, data, title_zh_hans="局长", title_en="Director")
    assert stored_state(guest, "title") == {
        "by": admin_user.pk,
        "source": "局长",
        "state": "authored",
    }


# Imports


type Import = Callable[..., ImportOutcome]


@pytest.fixture
def do_import(tmp_path: Path) -> Import:
    """Import a record as if it stood in a file."""

    def do_import(record: EventRecord | None = None, **options: Any) -> ImportOutcome:
        paper = a_paper(tmp_path, repr(record))
        return write_import(paper.of(record or translated()), paper, ImportOptions(**options))

    return do_import


def translated(english: str = "Her words.", chinese: str = "她的话。") -> EventRecord:
    return corrected(a_record(), "lin", remarks=both(chinese, english))


def speaker() -> Appearance:
    return Appearance.objects.get(person__name_zh_hans="林岚", session__slug="opening")


def test_an_import_notes_drafts_of_the_one_who_imports(do_import: Import) -> None:
    user = User.objects.create_user("li")
    do_import(by=user)
    assert stored_state(speaker(), "remarks") == {
        "by": user.pk,
        "source": "<p>她的话。</p>",
        "state": "draft",
    }


def test_an_import_notes_originals(do_import: Import) -> None:
    do_import()
    event = Event.objects.get(slug="2023-green-ports")
    assert stored_state(event, "title") == {"by": None, "source": "绿色港口", "state": "authored"}


def test_a_new_source_from_an_import_makes_it_outdated(do_import: Import) -> None:
    do_import()
    reviewed(speaker(), "remarks")
    do_import(translated(chinese="她的新话。"))
    assert state(speaker(), "remarks") == TranslationState.OUTDATED


def test_a_new_translation_from_an_import_is_a_draft(do_import: Import) -> None:
    do_import()
    reviewed(speaker(), "remarks")
    do_import(translated("Her new words."))
    assert state(speaker(), "remarks") == TranslationState.DRAFT


def test_an_unchanged_import_changes_nothing(do_import: Import) -> None:
    do_import()
    entry_before = reviewed(speaker(), "remarks")
    outcome = do_import(translated())
    entry_after = speaker()
    assert (outcome.run, entry_after.translations, entry_after.version) == (
        None,
        entry_before.translations,
        entry_before.version,
    )


def test_an_import_knows_a_speech_given_in_english(do_import: Import) -> None:
    do_import()
    guest = speaker()
    guest.source_language = "en"
    guest.save()
    do_import(translated("Her new words."))
    assert state(guest, "remarks", "en", "zh-hans") == TranslationState.OUTDATED


def test_a_round_trip_through_word_changes_no_entry(do_import: Import, tmp_path: Path) -> None:
    do_import()
    entry_before = reviewed(speaker(), "remarks").translations
    _record, outcome = imported(exported(tmp_path))
    assert (outcome.run, speaker().translations) == (None, entry_before)


def test_an_old_translation_comes_back_with_its_entry(do_import: Import) -> None:
    do_import()
    entry_before = reviewed(speaker(), "remarks").translations
    run = do_import(translated("Her new words.")).run
    assert run
    undo_run(run)
    assert speaker().translations == entry_before


def test_undoing_a_first_translation_leaves_no_entry(do_import: Import) -> None:
    do_import(translated(""))
    run = do_import(translated()).run
    assert run
    undo_run(run)
    assert "remarks" not in speaker().translations


def test_undoing_a_new_source_puts_the_state_back(do_import: Import) -> None:
    do_import()
    reviewed(speaker(), "remarks")
    run = do_import(translated(chinese="她的新话。")).run
    assert run
    undo_run(run)
    assert state(speaker(), "remarks") == TranslationState.REVIEWED


# Revisions


def test_a_restored_text_comes_back_with_its_entry(person: Any) -> None:
    entry_before = deepcopy(reviewed(person, "biography").translations)
    expected = current_state(key_of(person))
    person.biography_en = "<p>Another.</p>"
    person.save()
    put_back(person, expected)
    person.refresh_from_db()
    assert person.translations == entry_before


def test_a_restored_entry_from_before_digests_keeps_its_state(person: Any) -> None:
    expected = current_state(key_of(person))
    entry = {"state": "reviewed", "source": SOURCE, "by": 7, "at": "2023-11-05T09:00:00+00:00"}
    expected[key_of(person)].fields["translations"] = {"biography": {"en": entry}}
    person.biography_en = "<p>Another.</p>"
    person.save()
    put_back(person, expected)
    assert stored_state(person, "biography") == {"by": 7, "source": SOURCE, "state": "reviewed"}


def test_a_recovered_record_comes_back_with_its_entries(person: Any) -> None:
    entry_before = reviewed(person, "biography").translations
    with recording():
        person.delete()
    assert TranslationTally.objects.count() == 0
    with recording():
        recover(read_deleted_state(list_deleted([Person])[0]))
    assert Person.objects.get().translations == entry_before
    assert TranslationTally.objects.get(language="en").reviewed == 1


# Copies and merges


def test_the_next_edition_takes_over_the_entries_of_what_it_copies() -> None:
    event = make.make_event()
    user = User.objects.create_user("li")
    with recording(user):
        make.make_session(event, heading_zh_hans="讨论", heading_en="Discussion")
    copied = copy_of(event).sessions.get()
    assert stored_state(copied, "heading") == {"by": user.pk, "source": "讨论", "state": "authored"}


def test_a_merge_takes_a_text_with_its_entry(person: Any, admin_user: User) -> None:
    text = "<p>Other.</p>"
    duplicate = reviewed(make.make_person(biography_zh_hans=SOURCE, biography_en=text), "biography")
    merge_records(person, duplicate, ["biography_en"], admin_user, pair_token((person, duplicate)))
    assert stored_state(person, "biography") == {**FIRST, "state": "reviewed"}


def test_joined_appearances_take_a_text_with_its_entry(admin_user: User) -> None:
    session = make.make_session()
    first = make.make_appearance(session, remarks_zh_hans=SOURCE)
    second = make.make_appearance(session, remarks_zh_hans=SOURCE, remarks_en=ENGLISH)
    reviewed(second, "remarks")
    person, duplicate = first.person, second.person
    merge_records(person, duplicate, [], admin_user, pair_token((person, duplicate)))
    assert stored_state(first, "remarks") == {**FIRST, "state": "reviewed"}


# The demo, and what hangs on the original language


def test_the_demo_notes_what_it_fills() -> None:
    apply_extras()
    units = [unit for page in Page.objects.all() for unit in units_of(page, "en")]
    assert {bool(unit.at) for unit in units if unit.text} == {True}


def test_another_original_turns_the_pairs_of_all_parts_round() -> None:
    event = make.make_event()
    make.make_photo(event, caption_zh_hans="港口", caption_en="A port")
    event = Event.objects.get()
    event.source_language = "en"
    event.save()
    photo: Any = Photo.objects.get()
    photo.caption_en = "A harbour"
    photo.save()
    assert state(photo, "caption", "en", "zh-hans") == TranslationState.OUTDATED
    tally = TranslationTally.objects.filter(event=event, outdated=1)
    assert [progress.language for progress in tally] == ["zh-hans"]


def test_a_record_that_was_just_made_may_have_another_original() -> None:
    event = make.make_event()
    make.make_photo(event, caption_zh_hans="港口", caption_en="A port")
    event.source_language = "en"
    event.save()
    tally = TranslationTally.objects.of_kinds(Photo).filter(draft=1)
    assert [state.language for state in tally] == ["zh-hans"]


def test_a_session_that_moves_takes_the_counts_of_its_guests_along() -> None:
    guest = make.make_appearance()
    existing = make.make_event()
    session = Session.objects.get()
    session.event = existing
    session.save()
    tally = TranslationTally.objects.of_kinds(Appearance).get(object_id=guest.pk, language="en")
    assert (tally.owner_id, tally.event) == (existing.pk, existing)


def test_a_save_of_other_columns_counts_nothing() -> None:
    photo = make.make_photo(caption_zh_hans="港口")
    photo.position = 7
    with CaptureQueriesContext(connection) as done:
        photo.save(update_fields=["position"])
    assert [state for state in done.captured_queries if "tally" in state["sql"]] == []


def test_a_translator_does_not_say_what_was_the_original(client: Client) -> None:
    make_roles()
    user = User.objects.create_user("li", is_staff=True)
    user.groups.add(Group.objects.get(name="English translator"))
    client.force_login(user)
    session = make.make_session(make.make_event(status="draft"))
    guest = make.make_appearance(session, remarks_zh_hans=SOURCE, remarks_en="")
    data = opened(client, guest)
    send(client, guest, data, remarks_en=ENGLISH, source_language="en")
    assert Appearance.objects.get().source_language == ""
    assert stored_state(guest, "remarks") == {**FIRST, "by": user.pk}


def test_an_entry_says_when() -> None:
    person = make.make_person()
    entry: TranslationEntry = person.translations["name"]["en"]
    assert entry["at"][:10] == timezone.now().date().isoformat()
