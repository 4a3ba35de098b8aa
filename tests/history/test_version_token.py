"""The version token: another after each change of what it stands for."""

from importlib import import_module
from zlib import crc32

import pytest

from forum.history.rows import key_of
from forum.history.states import current_state, state_token
from forum.history.version_token import (
    OvertakenError,
    deletion_tokens,
    pack_tokens,
    record_token,
    record_tokens,
    require_token,
    token_of,
    unpack_tokens,
)
from tests.support import factories as make


def test_other_facts_have_another_token() -> None:
    assert token_of(["a", 1]) == token_of(("a", 1))
    assert token_of(["a", 1]) != token_of(["a", 2])


def test_the_same_token_is_taken() -> None:
    require_token("a", "a")


def test_another_one_is_overtaken() -> None:
    with pytest.raises(OvertakenError, match="This record has been changed"):
        require_token("a", "b")


def test_tokens_travel_in_a_hidden_field() -> None:
    assert unpack_tokens(pack_tokens({3: "ab12", 1: "7"})) == {3: "ab12", 1: "7"}


@pytest.mark.parametrize("text", ["", "x:1", "1:", ":a", "1:xyz", f"1:{'9' * 40}", f"{'9' * 40}:1"])
def test_what_is_no_token_is_dropped(text: str) -> None:
    assert unpack_tokens(text) == {}


@pytest.mark.django_db
def test_a_guest_changes_the_token_of_the_event() -> None:
    appearance = make.make_appearance()
    event = appearance.session.event
    record_token_before = record_token(event)
    appearance.save()
    assert record_token(event) != record_token_before


@pytest.mark.django_db
def test_a_deletion_changes_the_token() -> None:
    session = make.make_session()
    record_token_before = record_token(session.event)
    session.delete()
    assert record_token(session.event) != record_token_before


@pytest.mark.django_db
def test_another_record_does_not() -> None:
    event = make.make_event()
    record_token_before = record_token(event)
    make.make_appearance()
    assert record_token(event) == record_token_before


@pytest.mark.django_db
def test_a_state_has_the_token_of_its_record() -> None:
    event = make.make_appearance().session.event
    assert state_token(current_state(key_of(event))) == record_token(event)


@pytest.mark.django_db
def test_a_session_goes_with_its_guests() -> None:
    appearance = make.make_appearance()
    session = appearance.session
    deletion_tokens_before = deletion_tokens([session])
    appearance.save()
    assert deletion_tokens([session]) != deletion_tokens_before


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_tokens(django_assert_num_queries: object, number: int) -> None:
    events = [make.make_appearance().session.event for _no in range(number)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        record_tokens(events)


def test_the_migration_knows_both_formulas() -> None:
    migration = import_module("forum.migrations.0016_review_version_token")
    rows = [("sessions_app.Event", 1, 2), ("sessions_app.Session", 5, 1)]
    assert migration.number_of(rows) == crc32(repr(rows).encode()) & 0x7FFFFFFF


@pytest.mark.django_db
def test_the_migration_makes_the_token_of_the_record() -> None:
    migration = import_module("forum.migrations.0016_review_version_token")
    appearance = make.make_appearance()
    session, event = appearance.session, appearance.session.event
    rows = [
        ("sessions_app.Event", event.pk, event.version),
        ("sessions_app.Session", session.pk, session.version),
        ("sessions_app.Appearance", appearance.pk, appearance.version),
    ]
    assert migration.token_of(rows) == record_token(event)
