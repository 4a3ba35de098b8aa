"""What is stored of a plan for its page: everything that the page shows, in JSON's types.

Beside the report of ``forum.imports.report``: ``warnings`` with the ``case`` and ``params`` that
make their message, so that it is said in the reader's language; ``questions``; ``passages``, line
number -> text, of the lines that warnings and questions name and those around them; ``lacking``,
``[{model, field, language, names, of}]``: whose text is in another language only, of how many that
have the text in any; ``edits`` of stored rows that may be corrections, as
``forum.history.corrections.changed`` writes them; ``counts``; ``guesses``, how many values are
questions; ``writes``, how many objects are written; ``fingerprint``, the version token, and
``blocked`` of the plan. Whoever stores it adds ``columns``, and ``held_back``: whether what it
changes of public records goes into their working copies because it is doubtful; and ``unseen``,
``[[label, key, name, languages]]``: public records with texts in languages nobody has published.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from forum.core.content import column, language_codes
from forum.history.corrections.changed import as_json
from forum.imports.plan import RecordChange, RecordPlan
from forum.imports.record_file import describe_columns
from forum.imports.report import describe_record
from forum.reader import fitness
from forum.reader.context import ReadingContext
from forum.reader.document import Document
from forum.reader.event_record import Finding
from forum.reader.reading import Reading

# Of so many of a finding's lines the passage is shown.
LINES_PER_FINDING: Final = 6
_AROUND: Final = 1
_MOST_LINES: Final = 3_000
_LONGEST: Final = 4_000

# The texts that readers look for.
_TEXTS: Final = {
    "sessions_app.event": ("title", "introduction"),
    "people.organization": ("name",),
    "people.person": ("name",),
    "sessions_app.session": ("title",),
    "sessions_app.appearance": ("title", "remarks"),
    "sessions_app.photo": ("caption",),
    "forum.knowledgeproduct": ("title", "description"),
}


def as_stored_plan(reading: Reading, document: Document, plan: RecordPlan) -> dict[str, object]:
    """Return the plan of a document as its page needs it."""
    record = reading.record
    findings = [*record.findings, *plan.findings]
    places = [finding.lines for finding in findings]
    places += [question.lines for question in plan.questions]
    places += [change.lines for change in plan.changes]
    return {
        **describe_record(record, reading),
        "plan": plan.as_json(),
        "guesses": len(reading.guesses),
        "warnings": [_warning(finding) for finding in findings],
        "questions": [question.as_json() for question in plan.questions],
        "passages": _passages(document, places),
        "lacking": find_missing_texts(plan),
        "edits": as_json(plan.edits()),
        "counts": {str(action): number for action, number in plan.counts.items()},
        "writes": len(list(plan.written_changes())),
        "fingerprint": plan.version_token,
        "blocked": plan.is_blocked,
        "event_slug": getattr(plan.event, "slug", ""),
    }


def refusals_as_json(reading: Reading, document: Document) -> dict[str, object]:
    """Return shape, warnings and passages of a document that was refused for some of its cells."""
    findings = fitness.find_refusals(reading)
    return {
        "shape": reading.shape.value,
        "warnings": [_warning(finding) for finding in findings],
        "passages": _passages(document, [finding.lines for finding in findings]),
    }


def columns_as_json(document: Document, context: ReadingContext) -> list[dict[str, object]]:
    """Return ``[{header, field, samples}]`` of a document that is a table of people, else []."""
    return [
        {"header": column.header, "field": column.field, "samples": list(column.samples)}
        for column in describe_columns(document, context)
    ]


def _warning(finding: Finding) -> dict[str, object]:
    return {
        "level": finding.level.value,
        "kind": finding.kind,
        "subject": finding.subject,
        "lines": sorted(finding.lines),
        "case": finding.case,
        "params": dict(finding.params),
    }


def _passages(document: Document, places: Iterable[tuple[int, ...]]) -> dict[str, str]:
    """Return the lines that are named, the first few of each, with those before and after."""
    numbers: set[int] = set()
    for lines in places:
        for line in sorted(lines)[:LINES_PER_FINDING]:
            numbers |= set(range(line - _AROUND, line + _AROUND + 1))
        if len(numbers) > _MOST_LINES:
            break
    return {
        str(line.number): line.text[:_LONGEST] for line in document.lines if line.number in numbers
    }


def find_missing_texts(plan: RecordPlan) -> list[dict[str, object]]:
    """Return what still has no text in one of the languages once the plan is written."""
    names: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for change, field, missing_languages in _texts_after(plan):
        totals[change.ref.label, field] += 1
        for language in missing_languages:
            names[change.ref.label, field, language].append(change.name)
    return [
        {"model": label, "field": field, "language": language, "names": lacking,
         "of": totals[label, field]}
        for (label, field, language), lacking in names.items()
    ]  # fmt: skip


def _texts_after(plan: RecordPlan) -> Iterator[tuple[RecordChange, str, list[str]]]:
    """Yield each text that will stand in some language, and the languages that it lacks."""
    for change in plan.changes:
        if change.is_absent:
            continue
        new = {field_change.column: field_change.new for field_change in change.written_fields}
        for field in _TEXTS.get(change.ref.label, ()):
            columns = {code: column(field, code) for code in language_codes()}
            missing = [
                code
                for code, name in columns.items()
                if not (new[name] if name in new else getattr(change.row, name, None))
            ]
            if len(missing) < len(columns):
                yield change, field, missing
