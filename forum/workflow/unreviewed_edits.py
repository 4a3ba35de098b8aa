"""What was edited after publication: it is public at once, and waits for somebody to confirm it.

Edits are the revisions of a record and its parts since it was last reviewed to the end; where it
never was, since it was published, made, or written by a command. Where the site asks for no review
nothing waits.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext

from forum.core.content import Content, ContentQuerySet, Record
from forum.history.revision_list import actor_name
from forum.history.rows import key_of
from forum.history.states import revisions_of
from forum.models import Review, Snapshot
from forum.models.history import AuditEntryQuerySet
from forum.workflow.review_rounds import Progress
from people.models import User

# So many edits are named one by one.
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit. who: "" if unknown."""

    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Later:
    """What was edited since the last review, the latest first.

    users: the keys of all who edited, more: edits that are not named.
    reviewed: the key of the revision that was reviewed last, to compare with; 0 for none.
    """

    edits: list[Edit]
    more: int
    users: frozenset[int]
    reviewed: int


def edited_since_review(record: Content, progress: Progress) -> Later | None:
    """Return what was edited since a published record was reviewed, None if nothing was."""
    if not progress.required or not record.is_published:
        return None
    revisions = revisions_of(key_of(record))
    end = progress.reviewed_at
    since = Value(end, output_field=DateTimeField()) if end else _first_public(record, revisions)
    later = revisions.edits().annotate(since=since).filter(at__gt=F("since"))
    edits = list(later.select_related("actor"))
    if not edits:
        return None
    # Any: the question names it.
    latest: Any = edits[0]
    return Later(
        edits=[Edit(actor_name(entry), entry.at) for entry in edits[:_NAMED]],
        more=max(0, len(edits) - _NAMED),
        users=frozenset(entry.actor_id for entry in edits if entry.actor_id),
        reviewed=_reviewed(revisions, latest.since),
    )


def why_not_confirm(later: Later | None, by: User) -> str:
    """Return the reason why somebody may not confirm later edits as reviewed, "" if they may."""
    if later is None:
        return gettext("Nothing was changed since the last review.")
    if by.pk in later.users:
        return gettext("You have edited this yourself; somebody else reviews it.")
    return ""


def list_waiting_edits(rows: ContentQuerySet[Content], required: int) -> QuerySet[Record]:
    """Return the published records among some that were edited since their review.

    later: the key of the latest revision. One query, however many records there are.
    """
    kind = ContentType.objects.get_for_model(rows.model)
    ends = Q(decision=Review.Decision.CONFIRMED) | Q(
        decision=Review.Decision.APPROVED, step__gte=required
    )
    reviews = Review.objects.filter(ends, content_type=kind, object_id=OuterRef("pk"))
    reviewed = reviews.order_by().values("object_id").annotate(last=Max("at")).values("last")
    snapshots = Snapshot.objects.filter(owner_type=kind, owner_id=OuterRef("pk"))
    made = snapshots.order_by("entry__at").values("entry__at")[:1]
    by_command = snapshots.filter(entry__actor=None).order_by("-entry__at")
    written = by_command.values("entry__at")[:1]
    public = Greatest("published_at", Subquery(made), Subquery(written))
    edits = snapshots.filter(entry__is_edit=True).order_by("-entry__at")
    records: QuerySet[Record] = (
        rows.with_published_status()
        .annotate(since=Coalesce(Subquery(reviewed), public))
        .annotate(later=Subquery(edits.filter(entry__at__gt=OuterRef("since")).values("entry")[:1]))
        .filter(later__isnull=False)
        .order_by("-later")
    )
    return records


def _first_public(record: Content, revisions: AuditEntryQuerySet) -> Greatest:
    """Return the moment from which a record that was never reviewed is taken as it is.

    As a part of the question after that moment: it is not asked by itself.
    """
    known = [moment for moment in (record.created, record.published_at) if moment]
    made = revisions.order_by("at").values("at")[:1]
    written = revisions.filter(actor=None).order_by("-at").values("at")[:1]
    moments = [Value(moment, output_field=DateTimeField()) for moment in known]
    return Greatest(*moments, Subquery(made), Subquery(written))


def _reviewed(revisions: AuditEntryQuerySet, since: datetime) -> int:
    """Return the key of what was reviewed, or of how it was before the first edit."""
    reviewed = revisions.filter(at__lte=since).first() or revisions.last()
    return reviewed.pk if reviewed else 0
