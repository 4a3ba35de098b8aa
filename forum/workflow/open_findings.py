"""Findings of imports that nobody has settled, and the question before they become public."""

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q, QuerySet

from forum.core.columns import field_texts
from forum.core.content import Content
from forum.models import ImportWarning
from people.models import Named
from sessions_app.models import Event

# What a form says was seen: the key of the latest finding.
FINDINGS_SEEN: Final = "findings_seen"
# The kind of finding that says a value was guessed.
GUESS: Final = "guess"

_OPEN: Final = ImportWarning.objects.filter(resolved_at=None).exclude(
    level=ImportWarning.Level.NOTE
)


class AskAboutFindings(Exception):
    """A record would be published while findings about it are open; guesses come first."""

    def __init__(self, record: Content, findings: list[ImportWarning]) -> None:
        super().__init__(len(findings))
        self.record = record
        self.findings = findings


def list_open_findings(events: Collection[int]) -> QuerySet[ImportWarning]:
    """Return what the imports of events found and nobody has settled; notes need no settling.

    An import that was undone has deleted its event: where that is, it was brought back.
    """
    brought_back = Q(run__changes__contains=[{"model": Event._meta.label_lower, "undone": True}])
    return _OPEN.filter(Q(run__undone_at=None) | brought_back, run__event__in=events)


def list_findings_naming(names: Collection[str]) -> QuerySet[ImportWarning]:
    """Return what imports that stand found about people or organizations of some names."""
    return _OPEN.filter(run__undone_at=None, subject__in=names)


def names_in_findings(record: Content) -> list[str]:
    """Return by what findings name a person or an organization; nothing for other records."""
    return [*field_texts(record, "name").values()] if isinstance(record, Named) else []


def _list_findings_about(record: Content) -> QuerySet[ImportWarning]:
    if isinstance(record, Event):
        return list_open_findings([record.pk])
    return list_findings_naming(names_in_findings(record))


def require_agreement(record: Content, seen: Collection[str]) -> None:
    """Ask about open findings of a record that is to be published, if it has any.

    seen: keys of the latest findings that somebody agreed to leave open. Raises AskAboutFindings
    where that of the record is not among them.
    """
    findings = list(_list_findings_about(record))
    if findings and str(max(finding.pk for finding in findings)) not in seen:
        findings.sort(key=lambda finding: (finding.kind != GUESS, finding.pk))
        raise AskAboutFindings(record, findings)


def note_open_findings(record: Content) -> dict[str, Any]:
    """Return what the trail keeps of findings that are open when a record is published."""
    count = _list_findings_about(record).count()
    return {"open_findings": count} if count else {}
