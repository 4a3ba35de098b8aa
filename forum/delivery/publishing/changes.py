"""What changed, and which keys that touches.

Triggers on every table that pages show note each changed row in its own transaction: whatever wrote
it, ``save()``, ``update()``, bulk or by hand. A change touches the row and its table, what the row
hangs on before and after, and, if its being public decides over others', those with what they hang
on: the sessions of an event that is published, the people who spoke in them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import ForeignKey, Model, Q, QuerySet
from django.utils import translation

from forum.core.columns import language_codes, related_model
from forum.core.content import Content, Part, Status
from forum.core.images.columns import picture_fields
from forum.core.record_tree import holder_field, record_models
from forum.core.visibility import Visible, published_owner_filter
from forum.delivery.publishing.reads import MENU, PARTS, key_of_parts, key_of_row, relation_models
from forum.models import HomePart, KnowledgeProduct, Page, PageChange, Topic
from forum.models.page_files import FILE
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Photo, Series
from sessions_app.recordings import media_fields

CHANNEL: Final = "forum_pages"
# Among the keys of a change: that the record was not published before it.
UNPUBLISHED: Final = "unpublished"

type Rows = dict[type[Model], set[int]]


# --- The triggers -------------------------------------------------------------------------------


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
        for field in _foreign_keys(model)
    ]
    if model is Page:
        keys.append(f"CASE WHEN {row}.menu_position IS NOT NULL THEN '{MENU}' END")
    return ", ".join(keys)


def _write_state(model: type[Model]) -> str:
    """Return SQL for what a record was before; a part is as public as its owner."""
    if not issubclass(model, Content):
        return "NULL::text"
    return f"CASE WHEN OLD.status IS DISTINCT FROM '{Status.PUBLISHED}' THEN '{UNPUBLISHED}' END"


def _write_files(model: type[Model]) -> str:
    """Return SQL for the names of the files that a row gives up; NULL for what it has still."""
    columns = [f.column for f in (*picture_fields(), *media_fields()) if f.model is model]
    return ", ".join(
        f"CASE WHEN OLD.{column} IS DISTINCT FROM NEW.{column} "
        f"THEN '{FILE}:' || NULLIF(OLD.{column}, '') END"
        for column in columns
    )


@cache
def _foreign_keys(model: type[Model]) -> "tuple[ForeignKey[Any, Any], ...]":
    """Return the foreign keys of a model to what pages show."""
    return tuple(
        field
        for field in model._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model in noted_models()
    )


# --- What a change touches ----------------------------------------------------------------------


def find_touched(changes: Collection[PageChange]) -> set[str]:
    """Return the keys that changes touch."""
    rows: Rows = defaultdict(set)
    keys: set[str] = set()
    models, drafts = _models_by_table(), _find_drafts(changes)
    for change in changes:
        keys |= {key_of_row(change.table, change.row), *change.keys}
        if (change.table, change.row) not in drafts:
            keys.add(change.table)
            if change.table in models:
                rows[models[change.table]].add(change.row)
    keys |= find_keys_of_rows(rows)
    # Of a tie that is gone its change alone tells which photo it was of.
    return keys | _list_places_of_files(keys)


def _find_drafts(changes: Iterable[PageChange]) -> set[tuple[str, int]]:
    """Return the changed rows, with their tables, of which no list can tell.

    What is not published, was not before, and is named by nothing but its own parts; and these,
    unless they have come from somewhere else.
    """
    rows: dict[type[Visible], set[int]] = defaultdict(set)
    models, public = _models_by_table(), set[tuple[str, int]]()
    contents = {table for table, model in models.items() if issubclass(model, Content)}
    for change in changes:
        model = models.get(change.table)
        places = {key for key in change.keys if key.endswith(PARTS)}
        was_published = change.table in contents and UNPUBLISHED not in change.keys
        if was_published or len(places) > 1:
            public.add((change.table, change.row))
        elif model and issubclass(model, Content | Part):
            rows[model].add(change.row)
    drafts = set[tuple[str, int]]()
    for model, pks in rows.items():
        hidden = _rows(model).filter(pk__in=pks).exclude(published_owner_filter(model))
        lone = set(hidden.values_list("pk", flat=True))
        drafts |= {(model._meta.db_table, pk) for pk in lone - _find_named(model, lone)}
    return drafts - public


def _find_named(model: type[Model], pks: set[int]) -> set[int]:
    """Return those of some rows that others name, apart from what stands in them."""
    named = set[int]()
    for referring in noted_models() if pks else ():
        for field in _foreign_keys(referring):
            if field.related_model is model and field.name != holder_field(referring):
                naming = _rows(referring).filter(**{f"{field.name}__in": pks})
                named |= set(naming.values_list(field.attname, flat=True))
    return named


@cache
def _models_by_table() -> dict[str, type[Model]]:
    return {model._meta.db_table: model for model in noted_models()}


def find_keys_of_rows(rows: Rows) -> set[str]:
    """Return the keys that rows touch as they are now, should they change or fall due."""
    keys = set(_list_own_keys(rows))
    for model, pks in rows.items():
        keys |= set(_list_referring(model, pks))
    pending, visited = dict(rows), {model: set(pks) for model, pks in rows.items()}
    while pending:
        model, pks = pending.popitem()
        for dependent, lookup in _dependents(model):
            records = _rows(dependent).filter(**{f"{lookup}__in": pks})
            fresh = set(records.values_list("pk", flat=True)) - visited.setdefault(dependent, set())
            if fresh:
                visited[dependent] |= fresh
                pending.setdefault(dependent, set()).update(fresh)
    keys |= set(_list_own_keys(visited))
    keys |= _list_places_of_files(keys)
    keys |= _list_parts_above(keys) | set(_list_shared(visited))
    if news := rows.get(Page):
        keys |= _list_menu_keys(news)
    if _are_alone(lambda: Topic.objects.published(), rows.get(Topic, set())):
        keys.add(MENU)
    return keys


def _list_own_keys(rows: Rows) -> Iterator[str]:
    """Yield the keys of rows, of their tables, and of what they hang on."""
    for model, pks in rows.items():
        table, fields = model._meta.db_table, _foreign_keys(model)
        yield table
        yield from (key_of_row(table, pk) for pk in pks)
        for field in fields:
            related: Any = field.related_model
            make_key = key_of_parts if field.name == holder_field(model) else key_of_row
            named = _rows(model).filter(pk__in=pks).values_list(field.attname, flat=True).distinct()
            yield from (make_key(related._meta.db_table, pk) for pk in named if pk)


def _list_referring(model: type[Model], pks: set[int]) -> Iterator[str]:
    """Yield the keys of what names a record."""
    if not issubclass(model, Content | Part):
        return
    for referring in noted_models():
        for field in _foreign_keys(referring):
            if field.related_model is not model:
                continue
            naming = _rows(referring).filter(**{f"{field.name}__in": pks})
            table = referring._meta.db_table
            yield from (key_of_row(table, pk) for pk in naming.values_list("pk", flat=True))


@cache
def _dependents(model: type[Model]) -> tuple[tuple[type[Model], str], ...]:
    """Return the models, with the lookup, whose being public depends on a model's records.

    How records relate depends on either.
    """
    pairs: list[tuple[type[Model], str]] = []
    for dependent in noted_models():
        if issubclass(dependent, Content | Part):
            lookups = {
                getattr(dependent, "owner_path", ""),
                *dependent.withheld_with,
                *dependent.offline_with,
                *dependent.public_with,
                *dependent.named_by,
            } - {""}
            pairs += [
                (dependent, lookup)
                for lookup in lookups
                if related_model(dependent, lookup) is model
            ]
        elif dependent._meta.auto_created:
            pairs += [
                (dependent, field.name)
                for field in _foreign_keys(dependent)
                if field.related_model is model
            ]
    return tuple(pairs)


def _list_places_of_files(keys: set[str]) -> set[str]:
    """Return the keys of what shows the file of a photo: photos of other events, and covers.

    Who is on it is said in one place, and decides for all.
    """
    rows = (key.split(":") for key in keys)
    photos = {int(row[1]) for row in rows if row[0] == Photo._meta.db_table and len(row) == 2}
    files = _rows(Photo).filter(pk__in=photos).values("image")
    places: Rows = {
        Photo: set(_rows(Photo).filter(image__in=files).values_list("pk", flat=True)),
        Event: set(_rows(Event).filter(cover__in=files).values_list("pk", flat=True)),
    }
    above = set(_list_own_keys({model: pks for model, pks in places.items() if pks}))
    return above | set(_list_referring(Photo, places[Photo])) | _list_parts_above(above)


def _list_parts_above(keys: set[str]) -> set[str]:
    """Return the keys of what holds what has got or lost parts: a session's event."""
    held: Rows = defaultdict(set)
    models = {model._meta.db_table: model for model in record_models()}
    for key in keys:
        table, _colon, rest = key.partition(":")
        pk, _colon, is_parts = rest.partition(":")
        if is_parts and holder_field(models[table]):
            held[models[table]].add(int(pk))
    above = set[str]()
    for model, pks in held.items():
        field: Any = model._meta.get_field(holder_field(model))
        holders = _rows(model).filter(pk__in=pks).values_list(field.attname, flat=True)
        above |= {key_of_parts(field.related_model._meta.db_table, pk) for pk in holders}
    return above | (_list_parts_above(above) if above else set())


def _list_shared(rows: Rows) -> Iterator[str]:
    """Yield the keys of what makes records related, two steps away: topics, speakers, series.

    Whoever spoke in a session is related to all who spoke on its topic, and so is the organization
    that was spoken for; a sub-forum is an edition in its parent's series.
    """
    yield from _list_alike_products(rows)
    parents = Event._base_manager.filter(sub_forums__in=rows.get(Event, ()), series__isnull=False)
    for series in parents.order_by().values_list("series", flat=True).distinct():
        yield key_of_row(Series._meta.db_table, series)
    changed = Q(pk__in=rows.get(Appearance, ())) | Q(organization__in=rows.get(Organization, ()))
    appearances = Appearance._base_manager.filter(changed)
    for path, model, make_key in (
        ("topics", Topic, key_of_parts),
        ("session__topics", Topic, key_of_parts),
        ("person", Person, key_of_row),
    ):
        keys = appearances.order_by().values_list(path, flat=True).distinct()
        yield from (make_key(model._meta.db_table, pk) for pk in keys if pk)


def _list_alike_products(rows: Rows) -> Iterator[str]:
    """Yield the keys of the products of the same events, and of the same people as launchers."""
    launches = KnowledgeProduct.launched_by.through
    launched = _rows(launches).filter(pk__in=rows.get(launches, ())).values("knowledgeproduct")
    products = Q(pk__in=rows.get(KnowledgeProduct, ())) | Q(pk__in=launched)
    changed = _rows(KnowledgeProduct).filter(products)
    alike = Q(launched_in__event__in=changed.values("launched_in__event")) | Q(
        launched_by__person__in=changed.values("launched_by__person")
    )
    for pk in _rows(KnowledgeProduct).filter(alike).values_list("pk", flat=True).distinct():
        yield key_of_row(KnowledgeProduct._meta.db_table, pk)


def _list_menu_keys(pages: set[int]) -> set[str]:
    """Return the menu's key if one of these pages stands in it, or could stand for the news.

    Another piece of news that lasts holds their place.
    """
    if Page.objects.filter(pk__in=pages, menu_position__isnull=False).exists():
        return {MENU}
    is_alone = _are_alone(lambda: Page.objects.published().news().lasting(), pages)
    return {MENU} if is_alone else set()


def _are_alone(list_records: "Callable[[], QuerySet[Any]]", pks: set[int]) -> bool:
    """Tell whether nothing else of a list is public in some language than what changed, if any.

    list_records: those that are public in the active language.
    """
    for code in language_codes() if pks else ():
        with translation.override(code):
            if not list_records().exclude(pk__in=pks).exists():
                return True
    return False


def _rows(model: type[Model]) -> "QuerySet[Any]":
    rows: QuerySet[Any] = model._base_manager.order_by()
    return rows
