"""What sites have in the tables of former versions becomes their history."""

import json
from datetime import UTC, datetime, timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from forum.history.rows import RowKey, fields_of, key_of
from forum.history.states import revisions_of, state_at
from forum.models import AuditEntry, Snapshot
from people.models import User
from tests.support import factories as make

pytestmark = pytest.mark.django_db

migration = import_module("forum.migrations.0015_copy_history")
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
BASELINE = "Before the first recorded change"
STEP = "Status or clearance only; no text was edited"


@pytest.fixture
def tables(db: None) -> None:
    """Make the tables of django-reversion, as 6.4 has them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE reversion_revision (id serial PRIMARY KEY, date_created timestamptz,"
            " user_id bigint, comment text)"
        )
        cursor.execute(
            "CREATE TABLE reversion_version (id serial PRIMARY KEY, revision_id int,"
            " content_type_id int, object_id text, format text, serialized_data text, db text)"
        )


def insert(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {sql} RETURNING id", values)
        return int(cursor.fetchone()[0])


def revision(
    *rows: Any, minute: int = 0, user: User | None = None, text: str = "", form: str = "json"
) -> None:
    """Store a revision of some rows, as they are or of (row, other values)."""
    comment = json.dumps({"text": text, "params": {"file": "a.docx"}}) if text else ""
    at = START + timedelta(minutes=minute)
    made = insert(
        "reversion_revision (date_created, user_id, comment) VALUES (%s, %s, %s)",
        at, user and user.pk, comment,
    )  # fmt: skip
    for row in rows:
        record, values = row if isinstance(row, tuple) else (row, {})
        stored = {"pk": record.pk, "fields": {**fields_of(record), **values}}
        insert(
            "reversion_version (revision_id, content_type_id, object_id, format, serialized_data,"
            " db) VALUES (%s, %s, %s, %s, %s, 'default')",
            made, ContentType.objects.get_for_model(record).pk, str(record.pk), form,
            json.dumps([stored]),
        )  # fmt: skip


def logged(record: Any, user: User, message: Any, *, minute: int = 0, flag: int = CHANGE) -> None:
    entry = LogEntry.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(record),
        object_id=str(record.pk),
        object_repr=str(record),
        action_flag=flag,
        change_message=message if isinstance(message, str) else json.dumps(message),
    )
    moment = START + timedelta(minutes=minute, seconds=-1)
    LogEntry.objects.filter(pk=entry.pk).update(action_time=moment)


def copy() -> list[AuditEntry]:
    migration.copy_history(apps, SimpleNamespace(connection=connection))
    return list(AuditEntry.objects.order_by("at", "pk"))


@pytest.fixture
def wang(db: None) -> User:
    return User.objects.create_user("wang")


def test_a_save_and_its_line_in_the_log_become_one(tables: None, wang: User) -> None:
    event = make.make_event()
    changes = [{"changed": {"fields": ["Title · English"]}}]
    revision(event, user=wang)
    logged(event, wang, changes)
    (entry,) = copy()
    assert (entry.action, entry.actor, entry.record, entry.params, entry.is_edit) == (
        "changed", wang, event, {"changes": changes}, True,
    )  # fmt: skip
    assert [snapshot.object_id for snapshot in entry.snapshots.all()] == [event.pk]


def test_parts_belong_to_their_event(tables: None, wang: User) -> None:
    appearance = make.make_appearance()
    event = appearance.session.event
    revision(appearance, appearance.session, event, text=BASELINE)
    copy()
    owners = {(snapshot.owner_type.model, snapshot.owner_id) for snapshot in Snapshot.objects.all()}
    assert owners == {("event", event.pk)}
    assert set(state_at(key_of(event))) == {
        key_of(row) for row in (event, appearance.session, appearance)
    }


@pytest.mark.parametrize(
    ("text", "action", "is_edit"),
    [
        (BASELINE, "baseline", False),
        (STEP, "changed", False),
        ("Imported from %(file)s", "imported", True),
        ("", "changed", True),
    ],
)
def test_what_a_comment_meant(tables: None, text: str, action: str, is_edit: bool) -> None:
    revision(make.make_event(), text=text)
    (entry,) = copy()
    assert (entry.action, entry.is_edit) == (action, is_edit)


def test_a_comment_keeps_its_params(tables: None) -> None:
    revision(make.make_event(), text="Imported from %(file)s")
    assert copy()[0].params == {"file": "a.docx"}


@pytest.mark.parametrize(
    ("mark", "action"), [("published", "published"), ("translation", "translation_reviewed")]
)
def test_the_word_in_a_message_becomes_an_act(wang: User, mark: str, action: str) -> None:
    logged(make.make_event(), wang, [{"changed": {"fields": ["status"]}, "publishing": mark}])
    (entry,) = copy()
    assert (entry.action, entry.is_edit) == (action, False)


def test_a_message_without_a_word_is_kept(wang: User) -> None:
    logged(make.make_event(), wang, "Taken offline: asked")
    assert copy()[0].params == {"note": "Taken offline: asked"}


def test_a_deletion_is_one(tables: None, wang: User) -> None:
    session = make.make_session()
    revision(session, form="deleted", user=wang)
    logged(session, wang, "", flag=DELETION)
    (entry,) = copy()
    assert (entry.action, entry.owner_id) == ("deleted", session.event.pk)
    assert entry.snapshots.get().kind == "deleted"


def test_what_moved_to_another_event_left_the_former(tables: None) -> None:
    source, target = make.make_event(), make.make_event()
    session = make.make_session(target)
    revision((session, {"event": source.pk}), source, target)
    revision(session, source, target, minute=1)
    copy()
    states = [set(state_at(key_of(event))) for event in (source, target)]
    assert [key_of(session) in state for state in states] == [False, True]


def test_the_order_is_that_of_the_moments(tables: None, wang: User) -> None:
    event = make.make_event()
    logged(event, wang, "late", minute=9)
    revision(event, minute=5)
    logged(event, wang, "early", minute=1)
    assert [entry.params.get("note") for entry in copy()] == ["early", None, "late"]


def test_another_s_line_is_not_taken_for_a_revision_s(tables: None, wang: User) -> None:
    event = make.make_event()
    revision(event, user=User.objects.create_user("lin"))
    logged(event, wang, "mine")
    assert [entry.snapshots.count() for entry in copy()] == [0, 1]


def test_the_former_tables_are_gone(tables: None, wang: User) -> None:
    logged(make.make_event(), wang, "")
    copy()
    assert "reversion_version" not in connection.introspection.table_names()
    assert not LogEntry.objects.exists()


def test_a_site_without_them_has_nothing_to_copy(db: None) -> None:
    assert copy() == []


def test_revisions_are_found_by_their_event(tables: None) -> None:
    session = make.make_session()
    revision(session, session.event)
    copy()
    assert [len(revisions_of(RowKey("sessions_app.event", session.event.pk)))] == [1]


def test_who_read_the_log_reads_the_trail(db: None) -> None:
    group = Group.objects.create(name="readers")
    group.permissions.add(Permission.objects.get(codename="view_logentry"))
    migration.let_readers_read(apps, None)
    assert group.permissions.filter(codename="view_auditentry").exists()


def test_every_part_is_known_to_the_migration() -> None:
    from forum.core.content import Part
    from forum.core.record_tree import owner_lookup, owner_model, record_models

    parts = {
        model._meta.label_lower: (
            tuple(owner_lookup(model).split("__")),
            owner_model(model)._meta.label_lower,
        )
        for model in record_models()
        if issubclass(model, Part) and model._meta.label_lower in migration.OWNERS
    }
    assert parts == migration.OWNERS
