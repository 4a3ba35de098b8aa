"""Texts of a record -> columns of a model, cut to what a column holds."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import CharField, Model

from forum.core.content import column, language_codes
from forum.core.richtext import RichTextField, from_paragraphs
from forum.core.translations.states import is_rich
from forum.imports.planning.record_plan import Value
from forum.reader.event_record import (
    AppearanceRecord,
    Finding,
    Level,
    SessionRecord,
    Text,
    text_fields,
)

type Report = Callable[[Finding], None]


def text_columns(field: str, text: Text) -> dict[str, Value]:
    """Return the columns of a translated field: {"title_zh_hans": …}; no key without a text."""
    return {column(field, code): text[code] for code in language_codes() if text.get(code)}


def rich_text_columns(field: str, text: Text) -> dict[str, Value]:
    """Return the columns of a translated rich-text field; each line becomes a paragraph."""
    return {name: from_paragraphs(str(value)) for name, value in text_columns(field, text).items()}


def part_columns(
    model: type[Model], part: SessionRecord | AppearanceRecord, **columns: str
) -> dict[str, Value]:
    """Return the columns of every text of a part. columns: name in the record -> in the model."""
    values: dict[str, Value] = {}
    for name in text_fields(type(part)):
        field = columns.get(name, name)
        to_columns = rich_text_columns if is_rich(model, field) else text_columns
        values |= to_columns(field, getattr(part, name))
    return values


def first_text(text: Text) -> str:
    """Return a text for people to read, the Chinese original first."""
    return next((text[code] for code in language_codes() if text.get(code)), "")


def languages_of(text: Text) -> list[str]:
    """Return the codes of the languages that a text is given in, in the site's order."""
    return [code for code in language_codes() if text.get(code)]


def cut_to_columns(
    model: type[Model],
    values: Mapping[str, Value],
    name: str,
    lines: tuple[int, ...],
    report: Report,
) -> dict[str, Value]:
    """Return the values, each text no longer than its column; what was cut is reported.

    What a form of the desk shows in one line is one: browsers join its lines without a space.
    """
    fitting = {key: _fit_lines(model, key, value) for key, value in values.items()}
    for key, value in fitting.items():
        limit = _max_length(model, key)
        if isinstance(value, str) and limit and len(value) > limit:
            fitting[key] = f"{value[: limit - 1]}…"
            report(_report_cut(name, lines, limit))
    return fitting


def _fit_lines(model: type[Model], name: str, value: Value) -> Value:
    if not isinstance(value, str) or "\n" not in value:
        return value
    # Not without a space: lines may be two topics as well as one that a cell was too narrow for.
    is_one_line = isinstance(model._meta.get_field(name), CharField)
    return " ".join(value.split()) if is_one_line else value


def _max_length(model: type[Model], name: str) -> int | None:
    field: Any = model._meta.get_field(name)
    return None if isinstance(field, RichTextField) else getattr(field, "max_length", None)


def _report_cut(name: str, lines: tuple[int, ...], limit: int) -> Finding:
    return Finding(
        level=Level.WARNING,
        kind="truncated",
        subject=name,
        lines=lines,
        case="text",
        params={"limit": limit},
    )
