"""What waits for one person: what came back, comments, imports, replies and lost clearances."""

from collections.abc import Iterator
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import get_language

from forum.core.content import column, language_codes
from forum.core.field_labels import site_language_name
from forum.core.record_names import full_name
from forum.desk.addresses import change_url
from forum.desk.audit_sentences import reason_of
from forum.models import AuditEntry, ClearanceReply, Comment, ImportUpload, Review, WorkingCopy
from forum.permissions.access import PUBLISH, may, reaches, within
from forum.workflow.copy_steps import refused_moments
from forum.workflow.step_labels import moment
from people.models import User
from sessions_app.models import Appearance

type WorkLine = tuple[str, str, str]
"""Words, address, note."""

MOST_LINES: Final = 8


def list_returned(user: User) -> Iterator[WorkLine]:
    """Yield what was submitted by somebody and came back, with the whole note, the latest first."""
    same = Review.objects.filter(
        content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
    )
    later = same.filter(pk__gt=OuterRef("pk"))
    own = same.filter(by=user, decision=Review.Decision.SUBMITTED, pk__lt=OuterRef("pk"))
    returned = Review.objects.filter(~Exists(later), Exists(own))
    returned = returned.filter(decision=Review.Decision.RETURNED).select_related("by")
    for review in returned.order_by("-at").prefetch_related("object")[:MOST_LINES]:
        subject = review.object
        record = subject.object if isinstance(subject, WorkingCopy) else subject
        if record is not None and reaches(user, record):
            note = " · ".join(part for part in (str(review.by or ""), review.note) if part)
            yield full_name(record), change_url(record), note


def list_refused(user: User) -> Iterator[WorkLine]:
    """Yield working copies whose moment passed without publishing them, with the reasons.

    They are work for who may publish, and for who set the moment.
    """
    copies = WorkingCopy.objects.open().exclude(refusals={}).prefetch_related("object")
    entries = AuditEntry.objects.filter(
        Exists(
            copies.order_by().filter(
                content_type=OuterRef("content_type"), object_id=OuterRef("object_id")
            )
        ),
        action=AuditEntry.Action.COPY_REFUSED,
    )
    latest = {
        (entry.content_type_id, entry.object_id, code): entry
        for entry in entries.order_by("at", "pk")
        for code in entry.params["languages"]
    }
    for copy in copies.order_by("pk")[:MOST_LINES]:
        record = copy.object
        for code, at in refused_moments(copy).items():
            entry = latest.get((copy.content_type_id, copy.object_id, code))
            is_theirs = entry is not None and entry.params["scheduled_by"] == user.pk
            if record is not None and reaches(user, record) and (is_theirs or may(user, PUBLISH)):
                reason = reason_of(entry, get_language() or "") if entry else ""
                parts = (site_language_name(code), moment(at), reason)
                note = " · ".join(part for part in parts if part)
                yield full_name(record), change_url(record), note


def list_mentions(user: User) -> Iterator[WorkLine]:
    """Yield the open comments that ask somebody to look, the oldest first."""
    comments = Comment.objects.open().filter(mentioned=user).select_related("author")
    for comment in comments.prefetch_related("object")[:MOST_LINES]:
        record = comment.object
        if record is not None and reaches(user, record):
            note = " · ".join(part for part in (str(comment.author or ""), str(record)) if part)
            yield comment.text, f"{change_url(record)}#comments", note


def list_changed_since_clearance(user: User) -> Iterator[WorkLine]:
    """Yield the appearances whose text was changed after its office had cleared it."""
    changed = Q()
    for code in language_codes():
        changed |= Q(**{column("clearance", code): Appearance.Clearance.CHANGED_SINCE})
    rows = within(user, Appearance.objects.filter(changed))
    rows = rows.select_related("person", "session__event").order_by("updated")
    for appearance in rows[:MOST_LINES]:
        yield str(appearance.person), change_url(appearance), str(appearance.session.event)


def list_replies(user: User) -> Iterator[WorkLine]:
    """Yield the replies of offices that nobody has dealt with, the oldest first."""
    kind = ContentType.objects.get_for_model(Appearance)
    rows = within(user, Appearance.objects.all()).values("pk")
    replies = ClearanceReply.objects.waiting().filter(content_type=kind, object_id__in=rows)
    first = list(replies[:MOST_LINES])
    appearances = Appearance.objects.select_related("person", "session__event").in_bulk(
        [reply.object_id for reply in first]
    )
    for reply in first:
        appearance = appearances[reply.object_id]
        url = reverse("clearance", args=[appearance.session.event_id, reply.language])
        note = " · ".join((reply.get_answer_display(), reply.author, str(appearance.session.event)))
        yield str(appearance.person), f"{url}#row-{appearance.pk}", note


def list_imports(user: User) -> Iterator[WorkLine]:
    """Yield somebody's own uploads whose questions wait for an answer, the oldest first."""
    uploads = ImportUpload.objects.filter(by=user, state=ImportUpload.State.PLANNED)
    for upload in uploads.only("name", "state").order_by("pk")[:MOST_LINES]:
        yield upload.name, change_url(upload), upload.get_state_display()
