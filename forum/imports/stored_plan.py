"""What is kept of a plan for its page: everything that the page shows, in JSON's types.

Beside the report of ``forum.imports.report``: ``warnings`` with the ``case`` and ``params`` that
make their message, so that it is said in the reader's language; ``questions``; ``passages``, line
number -> text, of the lines that warnings and questions name and those around them; ``lacking``,
``[{model, field, language, names}]``; ``edits`` of stored rows that may be corrections, as
``forum.history.corrections.changed`` writes them; ``counts``; ``guesses``, how many values are
questions; ``writes``, how many objects are written; ``fingerprint`` and ``blocked`` of the plan.
"""

from collections.abc import Iterable
from typing import Any, Final

from forum.history.corrections.changed import as_json
from forum.imports.missing_translations import lacking
from forum.imports.plan import Plan
from forum.imports.report import report
from forum.reader.document import Document
from forum.reader.event_record import Finding
from forum.reader.reading import Reading

LINES_EACH: Final = 6
_AROUND: Final = 1
_MOST_LINES: Final = 3_000
_LONGEST: Final = 4_000


def as_kept(reading: Reading, document: Document, made: Plan) -> dict[str, Any]:
    """Return the plan of a document as its page needs it."""
    record = reading.record
    findings = [*record.findings, *made.findings]
    places = [*(one.lines for one in findings), *(one.lines for one in made.questions)]
    return {
        **report(record, made.as_json(), reading),
        "guesses": len(reading.guesses),
        "warnings": [_warning(one) for one in findings],
        "questions": [one.as_json() for one in made.questions],
        "passages": _passages(document, places),
        "lacking": lacking(made),
        "edits": as_json(made.edits()),
        "counts": {str(action): number for action, number in made.counts.items()},
        "writes": sum(1 for _one in made.writes()),
        "fingerprint": made.fingerprint,
        "blocked": made.blocked,
        "event_slug": getattr(made.event, "slug", ""),
    }


def _warning(one: Finding) -> dict[str, Any]:
    return {
        "level": one.level.value,
        "kind": one.kind,
        "subject": one.subject,
        "lines": sorted(one.lines),
        "case": one.case,
        "params": dict(one.params),
    }


def _passages(document: Document, places: Iterable[tuple[int, ...]]) -> dict[str, str]:
    """Return the lines that are named, the first few of each, with those before and after."""
    wanted: set[int] = set()
    for lines in places:
        for line in sorted(lines)[:LINES_EACH]:
            wanted |= set(range(line - _AROUND, line + _AROUND + 1))
        if len(wanted) > _MOST_LINES:
            break
    return {
        str(line.number): line.text[:_LONGEST] for line in document.lines if line.number in wanted
    }
