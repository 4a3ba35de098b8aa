"""Two rows about the same thing become one: no text is lost, and two different ones are refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import FileField, ForeignKey
from modeltranslation.manager import get_translatable_fields_for_model

from forum.core.content import column, language_codes
from forum.core.richtext import RichTextField, to_text
from people.models import PhotoConsent
from sessions_app.models import Appearance

# Columns that say nothing about the matter.
OWN = {"id", "version", "created", "updated", "translations"}
# The row that stays keeps its own, unless it has none.
KEPT = {"position", "photo", "organization", "person", "session", "event", "role"}
# What hides more holds.
STRICTEST = {"withheld", "remarks_withheld", "embargoed_until", "photo_consent"}


@dataclass(slots=True)
class Joined:
    """What the row that stays takes from the one that goes.

    values: column -> value; disputed: labels of the columns in which both have something else.
    """

    values: dict[str, Any] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)


def join(kept: Any, other: Any) -> Joined:
    """Return how two rows of a model become one."""
    joined = Joined()
    for one in _matter(kept):
        _compare(joined, one, kept, other)
    if isinstance(kept, Appearance):
        for code in language_codes():
            _join_clearance(joined, code, kept, other)
    return joined


def strictest(name: str, kept: Any, other: Any) -> Any:
    """Return which of two values shows less."""
    if name == "photo_consent":
        order = (PhotoConsent.UNKNOWN, PhotoConsent.GIVEN, PhotoConsent.REFUSED)
        return max(kept, other, key=lambda value: order.index(value))
    return max((value for value in (kept, other) if value is not None), default=None)


def columns_of(model: Any) -> Iterator[Any]:
    """Return a model's stored columns, each language of a translated field for itself."""
    translated = set(get_translatable_fields_for_model(model) or ())
    return (one for one in model._meta.concrete_fields if one.name not in translated)


def copy_state(kept: Any, other: Any, name: str) -> None:
    """Let a text that was taken over keep the state of its translation."""
    for code in language_codes():
        base = name.removesuffix(column("", code))
        state = other.translations.get(base, {}).get(code) if base != name else None
        if state:
            kept.translations.setdefault(base, {})[code] = state


def _matter(row: Any) -> Iterator[Any]:
    return (
        one
        for one in columns_of(type(row))
        if one.name not in OWN and not one.name.startswith("clearance")
    )


def _compare(joined: Joined, one: Any, kept: Any, other: Any) -> None:
    mine, theirs = getattr(kept, one.attname), getattr(other, one.attname)
    if one.name in STRICTEST:
        joined.values[one.attname] = strictest(one.name, mine, theirs)
    elif not mine and theirs:
        joined.values[one.attname] = theirs
    elif theirs and one.name not in KEPT and one.name != "remarks_kind":
        _compare_texts(joined, one, mine, theirs)


def _compare_texts(joined: Joined, one: Any, mine: Any, theirs: Any) -> None:
    if isinstance(one, (FileField, ForeignKey)):
        return
    first, second = _plain(one, mine), _plain(one, theirs)
    # 部长 stands in 副部长 too: only of long texts the fuller one is the same one.
    if first == second or (isinstance(one, RichTextField) and second in first):
        return
    if isinstance(one, RichTextField) and first in second:
        joined.values[one.attname] = theirs
    else:
        joined.disputed.append(str(one.verbose_name))


def _plain(one: Any, value: Any) -> str:
    text = to_text(value) if isinstance(one, RichTextField) else str(value)
    return " ".join(text.split())


def _join_clearance(joined: Joined, code: str, kept: Any, other: Any) -> None:
    """Take the clearance of the text that holds; two different ones of one text are a dispute."""
    state = column("clearance", code)
    mine, theirs = getattr(kept, state), getattr(other, state)
    replaced = bool(joined.values.get(column("remarks", code)))
    if replaced and mine and not theirs:
        joined.values[state] = Appearance.Clearance.CHANGED_SINCE
    elif theirs and (replaced or not mine):
        _take_clearance(joined, code, other)
    elif mine and theirs and mine != theirs:
        cleared: Any = Appearance._meta.get_field(state)
        joined.disputed.append(str(cleared.verbose_name))


def _take_clearance(joined: Joined, code: str, other: Any) -> None:
    for one in columns_of(Appearance):
        base = one.name.removesuffix(column("", code))
        if base != one.name and base.startswith("clearance"):
            joined.values[one.attname] = getattr(other, one.attname)
