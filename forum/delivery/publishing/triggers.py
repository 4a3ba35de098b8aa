"""The triggers that note each changed row of what pages show, in its own transaction.

Whatever wrote it: ``save()``, ``update()``, bulk or by hand.
"""

from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import ForeignKey, Model

from forum.core.content import Content, Status
from forum.core.images.columns import picture_fields
from forum.core.record_tree import holder_field, record_models
from forum.delivery.publishing.reads import MENU, PARTS, relation_models
from forum.models import HomePart, Page, PageChange, ProductPart
from forum.models.page_files import FILE
from sessions_app.models import Correction, Document, Session
from sessions_app.recordings import media_fields

CHANNEL: Final = "forum_pages"
# Among the keys of a change: that the record was not released before it, or the part withheld.
UNSEEN: Final = "unseen"
# Withheld, these decide over nothing but what stands in them: over files that are shown elsewhere
# a session by its guests alone. Others decide over such files themselves, and over when a map says
# that what they belong to was changed.
WITHHELD_ALONE: Final = (Session, Document, Correction, ProductPart)


@cache
def noted_models() -> tuple[type[Model], ...]:
    """Return every model whose rows pages show, and those of how these relate."""
    return (*record_models(), *relation_models(), HomePart)


def install_triggers() -> None:
    """Have every change noted; what is there already stays."""
    present = connection.introspection.table_names()
    if PageChange._meta.db_table not in present:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE proname LIKE 'forum\\_note\\_%%'")
        installed = dict(cursor.fetchall())
        for model in noted_models():
            table, body = model._meta.db_table, _write_body(model)
            name = f"forum_note_{table}"
            if table not in present or installed.get(name) == body:
                continue
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f"{body}$$"
            )
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {name}()"
            )


def _write_body(model: type[Model]) -> str:
    """Return what a trigger does for a row that was inserted, updated or deleted."""
    table, outbox = model._meta.db_table, PageChange._meta.db_table
    return f"""
DECLARE changed bigint; keys text[] := '{{}}';
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;
  IF TG_OP <> 'INSERT' THEN
    changed := OLD.id; keys := keys || ARRAY[{_write_keys(model, "OLD")}]::text[];
    keys := keys || ARRAY[{_write_files(model)}]::text[];
  END IF;
  IF TG_OP <> 'DELETE' THEN
    changed := NEW.id; keys := keys || ARRAY[{_write_keys(model, "NEW")}]::text[];
  END IF;
  INSERT INTO {outbox} ("table", "row", keys, at, is_settled)
  VALUES ('{table}', changed, array_remove(keys || {_write_state(model)}, NULL), now(), false);
  NOTIFY {CHANNEL};
  RETURN NULL;
END
"""  # noqa: S608 - names of tables and columns


def _write_keys(model: type[Model], row: str) -> str:
    """Return SQL for what a row hangs on; NULL where it hangs on nothing there."""
    holder = holder_field(model)
    keys = [
        f"'{field.related_model._meta.db_table}:' || {row}.{field.column}"
        + (f" || '{PARTS}'" if field.name == holder else "")
        for field in foreign_keys(model)
    ]
    if model is Page:
        keys.append(f"CASE WHEN {row}.menu_position IS NOT NULL THEN '{MENU}' END")
    return ", ".join(keys)


def _write_state(model: type[Model]) -> str:
    """Return SQL for whether nobody could see a row before, nor anything by it; NULL if somebody.

    A part that is not withheld is as public as its owner.
    """
    if issubclass(model, Content):
        is_seen = f"OLD.status IN ('{Status.PUBLISHED}', '{Status.OFFLINE}')"
    elif issubclass(model, WITHHELD_ALONE):
        is_seen = "NOT OLD.withheld"
    else:
        return "NULL::text"
    # Of a row that was not there neither is so.
    return f"CASE WHEN {is_seen} THEN NULL ELSE '{UNSEEN}' END"


def _write_files(model: type[Model]) -> str:
    """Return SQL for the names of the files that a row gives up; NULL for what it has still."""
    columns = [f.column for f in (*picture_fields(), *media_fields()) if f.model is model]
    return ", ".join(
        f"CASE WHEN OLD.{column} IS DISTINCT FROM NEW.{column} "
        f"THEN '{FILE}:' || NULLIF(OLD.{column}, '') END"
        for column in columns
    )


@cache
def foreign_keys(model: type[Model]) -> "tuple[ForeignKey[Any, Any], ...]":
    """Return the foreign keys of a model to what pages show."""
    return tuple(
        field
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model in noted_models()
    )


@cache
def models_by_table() -> dict[str, type[Model]]:
    """Return those models by their tables."""
    return {model._meta.db_table: model for model in noted_models()}
