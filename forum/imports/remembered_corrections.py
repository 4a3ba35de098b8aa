"""Corrections of one document's rows, remembered for those that were given with it, or come after.

Two documents of one event misread a person alike. What staff have decided about a row is decided
about the same row of another document where that one says the same of it, once: whoever takes such
a decision back is not asked to do so again.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet

from forum.core.content import column, language_codes
from forum.imports.row_decisions import (
    CHOICES,
    CONFIRMED,
    FIELDS,
    MOMENTS,
    TEXTS,
    Row,
    RowDecision,
    find_row,
)
from forum.models import ImportUpload
from forum.reader.event_record import EventRecord, OrganizationRecord
from forum.reader.record_json import shape_moment

_MOST_UPLOADS: Final = 30
_PERSON: Final = "people.person:"


def inherit_corrections(upload: ImportUpload, record: EventRecord, event_slug: str) -> bool:
    """Add to an upload's decisions those of others that hold for its rows; tell if there are any.

    record: as its decisions have it. event_slug: of the event that it goes into, "" for none.
    """
    with transaction.atomic():
        # Staff may have decided something while the document was read.
        stored = ImportUpload.objects.select_for_update().values_list("decisions", flat=True)
        decisions = stored.get(pk=upload.pk)
        inherited = dict(decisions.get(ImportUpload.INHERITED, {}))
        rows = dict(decisions.get(ImportUpload.ROWS, {}))
        before = len(inherited)
        for row_name, decision in _corrections(upload, event_slug):
            if (
                row_name not in inherited
                and row_name not in rows
                and _holds(record, row_name, decision)
            ):
                rows[row_name] = decision["decision"]
                inherited[row_name] = decision["stated"]
        if len(inherited) == before:
            return False
        changes = {ImportUpload.ROWS: rows, ImportUpload.INHERITED: inherited}
        upload.decisions = {**decisions, **changes}
        upload.save(update_fields=["decisions"])
    return True


def find_companions(upload: ImportUpload, event_slug: str = "") -> QuerySet[ImportUpload]:
    """Return the uploads that go into the event of one; of one without, those given with it."""
    batch, named = upload.decisions.get(ImportUpload.BATCH), upload.event_slug or event_slug
    if named:
        is_companion = Q(decisions__event=named) | Q(plan__event_slug=named)
        is_companion |= Q(run__event__slug=named)
    else:
        is_companion = Q(decisions__batch=batch) if batch else Q(pk__in=())
    return ImportUpload.objects.filter(is_companion).exclude(pk=upload.pk)


def _corrections(
    upload: ImportUpload, event_slug: str
) -> Iterator[tuple[str, Mapping[str, RowDecision]]]:
    """Yield the rows that were decided about elsewhere, the newest decision first.

    Without an event only people are the same in two documents: each has a session ``keynote``.
    """
    has_event = bool(upload.event_slug or event_slug)
    companions = find_companions(upload, event_slug).filter(decisions__has_key=ImportUpload.STATED)
    stored = companions.order_by("-created", "-pk").values_list("decisions", flat=True)
    for decisions in stored[:_MOST_UPLOADS]:
        rows, stated = decisions.get(ImportUpload.ROWS, {}), decisions[ImportUpload.STATED]
        for row_name, decision in rows.items():
            is_correction = row_name in stated and set(decision) != {CONFIRMED}
            if is_correction and (has_event or row_name.startswith(_PERSON)):
                yield row_name, {"decision": decision, "stated": stated[row_name]}


def _holds(record: EventRecord, row_name: str, correction: Mapping[str, RowDecision]) -> bool:
    """Tell whether a record says of a row, in words, all that it said where it was decided."""
    model, _colon, key = row_name.partition(":")
    row = find_row(record, model, key)
    if row is None or isinstance(row, OrganizationRecord | EventRecord):  # whose key says nothing
        return False
    values, stated = stated_values(row, model), correction["stated"]
    has_words = any(text for name, text in stated.items() if name not in CHOICES[model])
    return has_words and all(values.get(name, "") == text for name, text in stated.items())


def stated_values(row: Row, model: str) -> dict[str, str]:
    """Return what a document says of a row: column -> text, for whatever can be corrected."""
    texts = {
        column(name, code): getattr(row, FIELDS.get(name, name)).get(code) or ""
        for name in TEXTS[model]
        for code in language_codes()
    }
    values = {name: getattr(row, name) for name in CHOICES[model]}
    return texts | {
        name: (shape_moment(value) if name in MOMENTS else value) or ""
        for name, value in values.items()
    }
