"""What changed, and which keys that touches.

A change touches the row and its table, what the row hangs on before and after, and, if its being
public decides over others', those with what they hang on: the sessions of an event that is
published, the people who spoke in them. What nobody could see before, and nobody can now, touches
its own row, and what shows the files that it has given up, or a photo that it is tied to.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.utils import translation

from forum.core.columns import language_codes, related_model
from forum.core.content import Content, Part
from forum.core.record_tree import holder_field, record_models
from forum.delivery.publishing.reads import MENU, key_of_parts, key_of_row
from forum.delivery.publishing.triggers import foreign_keys, models_by_table, noted_models
from forum.delivery.publishing.unseen import find_unseen
from forum.models import KnowledgeProduct, Page, PageChange, Topic
from forum.models.page_files import FILE
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, Photo, Series

# What is shown in other places too, whoever sees the row.
_OF_FILES: Final = (f"{FILE}:", f"{Photo._meta.db_table}:")

type Rows = dict[type[Model], set[int]]


def find_touched(changes: Collection[PageChange]) -> set[str]:
    """Return the keys that changes touch."""
    rows: Rows = defaultdict(set)
    keys: set[str] = set()
    models, unseen = models_by_table(), find_unseen(changes)
    for change in changes:
        keys.add(key_of_row(change.table, change.row))
        if (change.table, change.row) in unseen:
            keys.update(key for key in change.keys if key.startswith(_OF_FILES))
            continue
        keys |= {change.table, *change.keys}
        if change.table in models:
            rows[models[change.table]].add(change.row)
    keys |= find_keys_of_rows(rows)
    # Of a tie that is gone its change alone tells which photo it was of.
    return keys | _list_places_of_files(keys)


def find_keys_of_rows(rows: Rows) -> set[str]:
    """Return the keys that rows touch as they are now, should they change or fall due."""
    keys: set[str] = set()
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
        table, fields = model._meta.db_table, foreign_keys(model)
        yield table
        yield from (key_of_row(table, pk) for pk in pks)
        columns = [field.attname for field in fields]
        named = _rows(model).filter(pk__in=pks).values_list(*columns) if columns else ()
        for field, related_keys in zip(fields, zip(*named, strict=True), strict=False):
            related: Any = field.related_model
            make_key = key_of_parts if field.name == holder_field(model) else key_of_row
            yield from (make_key(related._meta.db_table, pk) for pk in {*related_keys} if pk)


def _list_referring(model: type[Model], pks: set[int]) -> Iterator[str]:
    """Yield the keys of what names a record."""
    if not issubclass(model, Content | Part):
        return
    for referring in noted_models():
        for field in foreign_keys(referring):
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
                for field in foreign_keys(dependent)
                if field.related_model is model
            ]
    return tuple(pairs)


def _list_places_of_files(keys: set[str]) -> set[str]:
    """Return the keys of what shows the file of a photo: photos of other events, and covers.

    Who is on it is said in one place, and decides for all.
    """
    rows = [key.split(":") for key in keys]
    photos = {int(row[1]) for row in rows if row[0] == Photo._meta.db_table and len(row) == 2}
    # Of a photo that is gone the name of its file tells it.
    names = [row[1] for row in rows if row[0] == FILE]
    images = _rows(Photo).filter(pk__in=photos).values_list("image", flat=True)
    files = {*names, *images}
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
    return model._base_manager.order_by()
