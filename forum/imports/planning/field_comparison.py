"""Three-way comparison: the document, the database, and what the last import wrote.

database == document: nothing to do. database == last import: the document was corrected, so it is
written. Otherwise staff changed the text, and theirs stays. A blank in the document says nothing.
"""

from enum import Enum
from typing import Any

from django.db.models import Field, ForeignKey, ManyToManyField, Model

from forum.core.richtext import RichTextField, sanitize, to_text
from forum.history.import_plan import FieldChange
from forum.imports.planning.previous_imports import NEVER
from forum.imports.planning.record_plan import Json, Value, to_json


class Mode(Enum):
    """How far the document's word goes.

    OWN: the event's own; compared three ways. FILL: shared with other events; only what is empty is
    filled. ADD: a list, to which is added what is missing and was never there by an import before.
    """

    OWN = 1
    FILL = 2
    ADD = 3


def stored_value(row: Model, column: str) -> Json:
    """Return a row's value in JSON's types; relations as primary keys."""
    field: Any = row._meta.get_field(column)
    if isinstance(field, ManyToManyField):
        return sorted(related.pk for related in getattr(row, column).all())
    value = getattr(row, field.attname)
    if hasattr(value, "code"):
        return value.code or ""
    return to_json(value)


def is_blank(value: object) -> bool:
    """Tell whether a value says nothing."""
    return value is None or value in ("", [], ())


def compare_field(
    row: Model,
    column: str,
    new: Value,
    comparable: Json,
    remembered: Json,
    mode: Mode,
    overwrite: bool,
) -> FieldChange | None:
    """Return what happens to one column of a stored row, None where nothing does.

    new: what is written; comparable: the same as it would be stored, for comparing.
    """
    field = row._meta.get_field(column)
    stored = stored_value(row, column)
    if mode is Mode.ADD:
        return _addition(column, stored, comparable, remembered, overwrite)
    if is_blank(new) or _is_equal(field, stored, comparable):
        return None
    if mode is Mode.FILL and not is_blank(stored):
        return None
    is_conflict = not _is_untouched(field, stored, remembered) and not overwrite
    return FieldChange(column, stored, new, is_conflict)


def _is_untouched(field: "Field[Any, Any] | Any", stored: Json, remembered: Json) -> bool:
    """Tell whether the database holds what the last import left there."""
    if remembered is NEVER:
        return is_blank(stored)
    if isinstance(field, RichTextField):
        return sanitize(stored or "") == sanitize(remembered or "")
    return bool(stored == remembered or (is_blank(stored) and is_blank(remembered)))


def _is_equal(field: "Field[Any, Any] | Any", stored: Json, printed: Json) -> bool:
    if isinstance(field, RichTextField):
        # Staff's bold type is no difference from the document's plain paragraphs.
        return to_text(stored) == to_text(printed)
    if isinstance(field, ForeignKey | ManyToManyField):
        return bool(stored == printed)
    return bool(stored == printed or (is_blank(stored) and is_blank(printed)))


def _addition(
    column: str, stored: Json, printed: Json, remembered: Json, overwrite: bool
) -> FieldChange | None:
    missing = [item for item in printed if item not in stored]
    if not missing:
        return None
    is_remembered = remembered is not NEVER and not overwrite
    removed = [item for item in missing if item in remembered] if is_remembered else []
    added = [item for item in missing if item not in removed]
    if not added:
        return FieldChange(column, stored, [*stored, *removed], is_conflict=True)
    return FieldChange(column, stored, [*stored, *added])
