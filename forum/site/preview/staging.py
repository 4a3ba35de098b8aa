"""A record as if it were public in every language, for the length of a transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from forum.core.content import Content, Status, WhenNotReady, language_codes
from forum.models import Page
from sessions_app.models import Appearance, Session


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo whatever is written meanwhile."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def stage(record: Model, *, alone: bool = False) -> None:
    """Put a record before the public; call it within ``rolled_back`` only.

    alone: of a session, show nobody but the guest whose appearance the record is.
    """
    if isinstance(record, Content):
        _publish(record)
    elif isinstance(record, Session):
        _show(record)
        _publish(record.event)
    elif isinstance(record, Appearance):
        stage(record.session)
        _show(record, remarks_withheld=False, embargoed_until=None)
        if alone:
            others = Appearance.objects.filter(session__event=record.session.event_id)
            others.exclude(pk=record.pk).update(withheld=True)


def _publish(record: Content) -> None:
    # update(): no signal, for nothing outside this transaction may hear of it.
    type(record)._default_manager.filter(pk=record.pk).update(
        status=Status.PUBLISHED,
        published_at=record.published_at or timezone.now(),
        ready_languages=language_codes(),
        when_not_ready=WhenNotReady.FALL_BACK,
    )
    rows = type(record)._default_manager.filter(pk=record.pk)
    if record.published_at and record.published_at > timezone.now():
        rows.update(published_at=timezone.now())
    if isinstance(record, Page):
        Page.objects.filter(pk=record.pk).update(expires_at=None)


def _show(record: Model, **values: Any) -> None:
    type(record)._default_manager.filter(pk=record.pk).update(withheld=False, **values)
