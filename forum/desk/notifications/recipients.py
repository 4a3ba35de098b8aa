"""Whom an act concerns: who reviews, who wrote, who was asked."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from forum.models import AuditEntry, Review, WorkingCopy
from forum.permissions.access import (
    PUBLISH_RIGHT,
    active_staff,
    has_model_right,
    helpers_of,
    only_helpers,
    reaches,
)
from people.models import User

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def reviewers() -> QuerySet[User]:
    """Return who may review what is submitted."""
    users = User.objects.with_perm(PUBLISH_RIGHT, backend=_BACKEND, include_superusers=True)
    return users.filter(is_staff=True)


def reviews_of(record: Model) -> QuerySet[Review]:
    """Return the steps of a record, and of its working copies."""
    kind = ContentType.objects.get_for_model(record)
    copies = WorkingCopy.objects.filter(content_type=kind, object_id=record.pk)
    of_copies = Q(
        content_type=ContentType.objects.get_for_model(WorkingCopy),
        object_id__in=copies.values("pk"),
    )
    return Review.objects.filter(Q(content_type=kind, object_id=record.pk) | of_copies)


def submitters(record: Model) -> QuerySet[User]:
    """Return who submitted a record for review, or its working copy, the last time."""
    reviews = reviews_of(record).filter(decision=Review.Decision.SUBMITTED)
    latest = reviews.order_by("-at").values("by")[:1]
    return active_staff().filter(pk__in=latest)


def schedulers(record: Model, languages: Iterable[str]) -> QuerySet[User]:
    """Return who set the times at which languages of a record, or its working copy, were due."""
    steps = (AuditEntry.Action.PUBLISHED, AuditEntry.Action.COPY_SCHEDULED)
    entries = AuditEntry.objects.about(record).filter(action__in=steps).order_by("-pk")
    latest = [entries.filter(params__languages__contains=[code]).first() for code in languages]
    return active_staff().filter(pk__in=[entry.actor_id for entry in latest if entry])


def writers(record: Model) -> QuerySet[User]:
    """Return who has edited a record or a part of it, by the activity log."""
    edits = AuditEntry.objects.about(record).filter(is_edit=True)
    return active_staff().filter(pk__in=edits.values("actor"))


def who_reach(users: Iterable[User], record: Model, kind: str, actor: int | None) -> list[User]:
    """Return those of some users who may see a record and want to hear of such an act of others."""
    return [
        user
        for user in {user.pk: user for user in users}.values()
        if user.pk != actor and kind not in user.muted_notices and may_hear_of(user, record)
    ]


def colleagues_of(record: Model) -> QuerySet[User]:
    """Return who may see what a record says: of whom ``may_hear_of`` is true."""
    right = f"{record._meta.app_label}.view_{record._meta.model_name}"
    users = User.objects.with_perm(right, backend=_BACKEND, include_superusers=True)
    strangers = only_helpers().exclude(pk__in=helpers_of(record).values("pk"))
    return users.filter(is_staff=True).exclude(pk__in=strangers.values("pk"))


def may_hear_of(user: User, record: Model) -> bool:
    """Tell whether somebody may see what a record says."""
    return has_model_right(user, "view", record) and reaches(user, record)
