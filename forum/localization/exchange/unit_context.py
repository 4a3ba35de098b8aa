"""Where a text stands, in each language: event › session › person › field."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any
from unicodedata import east_asian_width

from django.utils import translation

from forum.core.content import Part, Record, language_codes
from forum.core.record_names import PAGE_NAME_FIELDS
from forum.core.translations.states import source_of, text_of, worded_fields
from forum.localization.exchange.outgoing_units import Words
from sessions_app.models import Appearance, Correction, EventOrganization

_PARTED = " › "
# Of what stands above a text, for an event's title may fill the cell; Han characters count twice.
_WIDEST = 44


def say_in_each_language(say: Callable[[], Any]) -> Words:
    """Return what a function says while each of the site's languages is active."""
    words = {}
    for code in language_codes():
        with translation.override(code):
            words[code] = str(say())
    return words


def describe_places(row: Record, fields: Iterable[str]) -> dict[str, Words]:
    """Return field -> where it stands, of a row whose neighbours are at hand."""
    above = {code: [_cut(step) for step in _steps(row, code)] for code in language_codes()}
    model: type[Record] = type(row)
    return {name: _place(above, _label(model, name)) for name in fields}


def _place(above: dict[str, list[str]], label: Words) -> Words:
    return {code: _PARTED.join([*steps, label[code]]) for code, steps in above.items()}


@cache
def _label(model: Any, field: str) -> Words:
    return say_in_each_language(lambda: model._meta.get_field(field).verbose_name)


def _cut(text: str) -> str:
    width = 0
    for place, char in enumerate(text):
        width += 2 if east_asian_width(char) in "WF" else 1
        if width > _WIDEST:
            return f"{text[:place].rstrip()}…"
    return text


def _steps(row: Record, language: str) -> Iterator[str]:
    with translation.override(language):
        if not isinstance(row, Part):
            yield record_name(row, language) or str(row._meta.verbose_name)
            return
        yield record_name(row.owner, language)
        session = getattr(row, "session", None)
        if session is not None:
            yield record_name(session, language)
        yield _last(row, language)


def _last(row: Record, language: str) -> str:
    match row:
        case Appearance():
            return record_name(row.person, language)
        case EventOrganization():
            return f"{row.get_role_display()} {record_name(row.organization, language)}"
        case Correction():
            return f"{row._meta.verbose_name} {row.made_on.isoformat()}"
    named = record_name(row, language)
    return named or f"{row._meta.verbose_name} {getattr(row, 'position', row.pk)}"


def record_name(record: Record, language: str) -> str:
    """Return what a record is called at the desk, in a language or else in its own; its kind
    where it has no name.
    """
    model = type(record)
    fields = worded_fields(model)
    for name in filter(fields.__contains__, PAGE_NAME_FIELDS):
        original = source_of(record, name, language)
        if text := text_of(record, name, language) or text_of(record, name, original):
            return text
    return str(getattr(record, "get_kind_display", str)())
