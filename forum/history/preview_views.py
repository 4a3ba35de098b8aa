"""Views that stand in for tables for the length of a transaction, with other rows than are stored.

No row is written, and none locked: editors and other readers wait for nobody's preview.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection
from django.db.models import FileField, Model

from forum.core.columns import ModelField


class StagedRows(NamedTuple):
    """Rows of a model that have other values. column, keys: which; None for values: left out."""

    model: type[Model]
    column: str
    keys: list[int]
    values: Mapping[str, object] | None


def create_stand_ins(changes: Iterable[StagedRows], added: Iterable[Model] = ()) -> None:
    """Replace tables by views; call it within a transaction that is rolled back.

    Of two changes that hold for a row the first counts. added: rows that no table has.
    """
    by_model: dict[type[Model], tuple[list[StagedRows], list[Model]]] = {}
    for change in changes:
        by_model.setdefault(change.model, ([], []))[0].append(change)
    for row in added:
        by_model.setdefault(type(row), ([], []))[1].append(row)
    for model, (staged_rows, new_rows) in by_model.items():
        _create_stand_in(model, staged_rows, new_rows)
    with connection.cursor() as cursor:
        # Statements whose plan the server keeps are planned anew where this path is another.
        cursor.execute(
            "SELECT set_config('search_path', 'pg_temp, ' || current_setting('search_path'), true)"
        )


@contextmanager
def group_by_all_columns() -> Iterator[None]:
    """Group counts by every column: a view has no primary key."""
    features = connection.features
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = type(features).allows_group_by_selected_pks


def _create_stand_in(
    model: type[Model], staged_rows: list[StagedRows], new_rows: list[Model]
) -> None:
    quote = connection.ops.quote_name
    fields = model._meta.local_concrete_fields
    columns, parameters = [], []
    for field in fields:
        column, cases = quote(str(field.column)), ""
        for staged in staged_rows:
            if staged.values is not None and field.name in staged.values:
                cases += f" WHEN {quote(staged.column)} = ANY(%s) THEN {_cast(field)}"
                value = staged.values[field.name]
                parameters += [staged.keys, field.get_db_prep_save(value, connection)]
        columns.append(f"CASE{cases} ELSE {column} END AS {column}" if cases else column)
    source, name = _source_of(model), quote(model._meta.db_table)
    # Quoted names of tables and columns; values are parameters.
    selects = [f"SELECT {', '.join(columns)} FROM {source}"]  # noqa: S608
    if left_out := [staged for staged in staged_rows if staged.values is None]:
        conditions = [f"{quote(staged.column)} = ANY(%s)" for staged in left_out]
        selects[0] += f" WHERE NOT ({' OR '.join(conditions)})"
        parameters += [staged.keys for staged in left_out]
    for row in new_rows:
        selects.append(f"SELECT {', '.join(map(_cast, fields))}")
        parameters += [field.get_db_prep_save(_value(row, field), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY VIEW {name} AS {' UNION ALL '.join(selects)}", parameters)


def _source_of(model: type[Model]) -> str:
    """Return what a view is made of: the table, or the view that stands in for it already."""
    quote = connection.ops.quote_name
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = pg_my_temp_schema()"
            " AND (relname = %s OR relname LIKE %s)",
            [table, f"{table} under %%"],
        )
        views = [name for (name,) in cursor.fetchall()]
        if table not in views:
            return quote(table)
        under = quote(f"{table} under {len(views)}")
        cursor.execute(f"ALTER VIEW pg_temp.{quote(table)} RENAME TO {under}")
    return f"pg_temp.{under}"


def _value(row: Model, field: ModelField) -> object:
    """Return what a save would write, but no file."""
    value = getattr(row, field.attname)
    is_file = isinstance(field, FileField)
    return field.pre_save(row, add=True) if value is None and not is_file else value


def _cast(field: ModelField) -> str:
    return f"CAST(%s AS {field.db_type(connection)})"
