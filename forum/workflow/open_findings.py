"""Findings of imports that nobody has settled, and the question before they become public."""

from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q, QuerySet

from forum.core.content import Content
from forum.models import ImportWarning
from sessions_app.models import Event

# What a form says was seen: the key of the latest finding.
FINDINGS_SEEN: Final = "findings_seen"
# The kind of finding that says a value was guessed.
GUESS: Final = "guess"


class AskAboutFindings(Exception):
    """An event would be published while findings of its imports are open; guesses come first."""

    def __init__(self, event: Content, findings: list[ImportWarning]) -> None:
        super().__init__(len(findings))
        self.event = event
        self.findings = findings


def list_open_findings(events: Collection[int]) -> QuerySet[ImportWarning]:
    """Return what the imports of events found and nobody has settled; notes need no settling.

    An import that was undone has deleted its event: where that is, it was brought back.
    """
    brought_back = Q(run__changes__contains=[{"model": Event._meta.label_lower, "undone": True}])
    return ImportWarning.objects.filter(
        Q(run__undone_at=None) | brought_back, run__event__in=events, resolved_at=None
    ).exclude(level=ImportWarning.Level.NOTE)


def require_agreement(record: Content, seen: Collection[str]) -> None:
    """Ask about open findings of a record that is to be published, if it has any.

    seen: keys of the latest findings that somebody agreed to leave open. Raises AskAboutFindings
    where that of the record is not among them.
    """
    findings = list(list_open_findings([record.pk])) if isinstance(record, Event) else []
    if findings and str(max(finding.pk for finding in findings)) not in seen:
        findings.sort(key=lambda finding: (finding.kind != GUESS, finding.pk))
        raise AskAboutFindings(record, findings)


def note_open_findings(record: Content) -> dict[str, Any]:
    """Return what the trail keeps of findings that are open when a record is published."""
    count = list_open_findings([record.pk]).count() if isinstance(record, Event) else 0
    return {"open_findings": count} if count else {}
