"""Two rows about the same thing become one: no text is lost, and two different ones are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FileField, ForeignKey, Model
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.columns import ModelField, model_field
from forum.core.content import RESTRICTING, Record, column, language_codes
from forum.core.richtext import RichTextField, to_text
from people.models import PhotoConsent
from sessions_app.models import Appearance

# Technical columns.
OWN_COLUMNS = {"id", "version", "created", "updated", "translations"}
# The row that stays keeps its own, unless it has none.
SURVIVORS_COLUMNS = {"position", "photo", "organization", "person", "session", "event", "role"}
# The value that hides more wins.
STRICTEST = {*RESTRICTING}


@dataclass(slots=True)
class Joined:
    """What the row that stays takes from the one that goes.

    values: column -> value; disputed: labels of the columns in which both have something else.
    """

    values: dict[str, object] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)


def join(survivor: Record, duplicate: Record) -> Joined:
    """Return how two rows of a model become one."""
    joined = Joined()
    for column_field in _matter(survivor):
        _compare(joined, column_field, survivor, duplicate)
    if isinstance(survivor, Appearance):
        for code in language_codes():
            _join_clearance(joined, code, survivor, duplicate)
    return joined


def strictest(name: str, survivor: Any, duplicate: Any) -> Any:
    """Return which of two values shows less."""
    if name == "photo_consent":
        order = (PhotoConsent.UNKNOWN, PhotoConsent.GIVEN, PhotoConsent.REFUSED)
        return max(survivor, duplicate, key=lambda value: order.index(value))
    return max((value for value in (survivor, duplicate) if value is not None), default=None)


def columns_of(model: type[Model]) -> Iterator[ModelField]:
    """Return a model's stored columns, each language of a translated field for itself."""
    translated = set(get_translatable_fields_for_model(model) or ())
    return (field for field in model._meta.concrete_fields if field.name not in translated)


def copy_state(survivor: Record, duplicate: Record, name: str) -> None:
    """Let a text that was taken over keep the state of its translation."""
    for code in language_codes():
        base = name.removesuffix(column("", code))
        state = duplicate.translations.get(base, {}).get(code) if base != name else None
        if state:
            survivor.translations.setdefault(base, {})[code] = state


def _matter(row: Record) -> Iterator[ModelField]:
    return (
        field
        for field in columns_of(type(row))
        if field.name not in OWN_COLUMNS and not field.name.startswith("clearance")
    )


def _compare(joined: Joined, field: ModelField, survivor: Record, duplicate: Record) -> None:
    first, second = getattr(survivor, field.attname), getattr(duplicate, field.attname)
    if field.name in STRICTEST:
        joined.values[field.attname] = strictest(field.name, first, second)
    elif not first and second:
        joined.values[field.attname] = second
    elif second and field.name not in SURVIVORS_COLUMNS and field.name != "remarks_kind":
        _compare_texts(joined, field, first, second)


def _compare_texts(joined: Joined, field: ModelField, first: object, second: object) -> None:
    if isinstance(field, (FileField, ForeignKey)):
        return
    text, further_text = _plain(field, first), _plain(field, second)
    is_long = isinstance(field, RichTextField)
    # 部长 stands in 副部长 too: only of long texts the fuller one is the same one.
    if text == further_text or (is_long and further_text in text):
        return
    if is_long and text in further_text:
        joined.values[field.attname] = second
    else:
        joined.disputed.append(str(field.verbose_name))


def _plain(field: ModelField, value: Any) -> str:
    text = to_text(value) if isinstance(field, RichTextField) else str(value)
    return " ".join(text.split())


def _join_clearance(joined: Joined, code: str, survivor: Record, duplicate: Record) -> None:
    """Take the clearance of the text that holds; two different ones of one text are a dispute."""
    state = column("clearance", code)
    first, second = getattr(survivor, state), getattr(duplicate, state)
    is_replaced = bool(joined.values.get(column("remarks", code)))
    if is_replaced and first and not second:
        joined.values[state] = Appearance.Clearance.CHANGED_SINCE
    elif second and (is_replaced or not first):
        _take_clearance(joined, code, duplicate)
    elif first and second and first != second:
        cleared = model_field(Appearance, state)
        joined.disputed.append(str(cleared.verbose_name))


def _take_clearance(joined: Joined, code: str, duplicate: Record) -> None:
    for clearance in columns_of(Appearance):
        base = clearance.name.removesuffix(column("", code))
        if base != clearance.name and base.startswith("clearance"):
            joined.values[clearance.attname] = getattr(duplicate, clearance.attname)
