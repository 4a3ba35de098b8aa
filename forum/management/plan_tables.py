"""A plan and its findings as text for a terminal, aligned where Han characters take two columns."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.utils.translation import gettext, pgettext

from forum.core.columns import ModelField
from forum.core.value_text import value_as_text
from forum.imports.plan import Action, FieldChange, RecordChange, RecordPlan
from forum.imports.planning.record_plan import to_json
from forum.models.finding_sentences import finding_message, lines_in_words
from forum.reader.event_record import EventRecord, Finding, Level

VALUE_WIDTH: Final = 36


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(_columns(char) for char in text)


def pad(text: str, columns: int) -> str:
    """Return the text with spaces behind it."""
    return text + " " * max(0, columns - width(text))


def shorten(text: str, columns: int) -> str:
    """Return the text on one line, cut to the columns with … at its end."""
    line = " ".join(text.split())
    if width(line) <= columns:
        return line
    visible, used = [], 1
    for char in line:
        used += _columns(char)
        if used > columns:
            break
        visible.append(char)
    return "".join(visible) + "…"


def aligned(rows: Sequence[Sequence[str]], indent: str = "  ") -> Iterator[str]:
    """Yield the rows as lines; every column but the last is as wide as its widest cell."""
    if not rows:
        return
    widths = [max(width(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [pad(cell, columns) for cell, columns in zip(row, widths, strict=False)]
        yield f"{indent}{'  '.join([*cells, row[-1]])}".rstrip()


def plan_lines(plan: RecordPlan) -> Iterator[str]:
    """Yield the plan: each object of which something happens, with its fields when it exists."""
    changes = [change for change in plan.changes if change.action is not Action.UNCHANGED]
    if not changes:
        return
    yield gettext("Plan")
    # A title may be printed on several lines.
    rows = [
        [
            action_name(change.action),
            str(change.model._meta.verbose_name),
            " ".join(change.name.split()),
        ]
        for change in changes
    ]
    for line, change in zip(aligned(rows), changes, strict=True):
        yield line
        yield from _field_lines(change)


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield the findings, the most serious first: level, kind, subject, lines; then the message."""
    ranked = sorted(findings, key=lambda finding: list(Level).index(finding.level))
    if not ranked:
        return
    yield gettext("Warnings")
    rows = [
        [
            level_name(finding.level),
            finding.kind,
            shorten(finding.subject, VALUE_WIDTH),
            lines_in_words(finding.lines),
        ]
        for finding in ranked
    ]
    for line, finding in zip(aligned(rows), ranked, strict=True):
        yield line
        yield f"      {finding_message(finding)}"


def count_line(record: EventRecord, plan: RecordPlan) -> str:
    """Return the counts of actions and findings in one line."""
    actions = [f"{action_name(action)} {number}" for action, number in plan.counts.items()]
    counts = Counter(finding.level for finding in (*record.findings, *plan.findings))
    levels = [f"{level_name(level)} {counts[level]}" for level in Level]
    return f"{', '.join(actions)}; {', '.join(levels)}"


def action_name(action: Action) -> str:
    """Return what happens to an object, in the active language."""
    return str(action.label)


def level_name(level: Level) -> str:
    """Return a level in the active language."""
    return {
        Level.ERROR: pgettext("finding", "error"),
        Level.WARNING: pgettext("finding", "warning"),
        Level.NOTE: pgettext("finding", "note"),
    }[level]


def _field_lines(change: RecordChange) -> Iterator[str]:
    if change.note:
        yield f"      {change.note.label}"
    if change.row is None:
        return
    rows = [_field_row(change, field_change) for field_change in change.fields]
    yield from aligned(rows, indent="      ")


def _field_row(change: RecordChange, field_change: FieldChange) -> list[str]:
    field: Any = change.model._meta.get_field(field_change.column)
    old, new = _value(field, field_change.old), _value(field, to_json(field_change.new))
    conflict = gettext("kept; the document has %(new)s") % {"new": new}
    return [str(field.verbose_name), old, conflict if field_change.is_conflict else f"-> {new}"]


def _value(field: ModelField, value: Any) -> str:
    if value is None or value in ("", []):
        return "–"
    # What it is related to may not be stored yet; the plan says by which key it names that.
    text = str(value) if field.is_relation else value_as_text(field, value, ", ")
    return shorten(text, VALUE_WIDTH)


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
