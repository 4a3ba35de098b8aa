"""The page of an event tells its last change by the rows that it has, as the database would."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from forum.delivery.event_page import PARTS, find_last_change, join_records
from forum.delivery.event_statement import EVENT_STATEMENT
from people.models import PhotoConsent
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=1)


def photo_beside_remarks(event: Event, **values: Any) -> Any:
    photo = make.make_photo(event)
    words = {"remarks_en": "<p>Ports are good.</p>"}
    make.make_appearance(make.make_session(event), photo=photo, **words, **values)
    return photo


CHANGED: dict[str, Callable[[Event], Any]] = {
    "the event": lambda event: event,
    "a session": make.make_session,
    "an appearance": lambda event: make.make_appearance(make.make_session(event)),
    "a photo": make.make_photo,
    "a photo beside remarks": photo_beside_remarks,
    "a photo of who refused": lambda event: photo_beside_remarks(
        event, photo_consent=PhotoConsent.REFUSED
    ),
    "a document": make.make_document,
    "a correction": make.make_correction,
    "an organization's part": make.make_role,
    "a withheld session": lambda event: make.make_session(event, withheld=True),
}


@pytest.mark.parametrize("changed", CHANGED)
def test_last_change_is_the_database_s(changed: str) -> None:
    event = make.make_event(slug="ports")
    record = CHANGED[changed](event)
    type(record).objects.filter(pk=record.pk).update(updated=LATER)
    with translation.override("en"):
        records = EVENT_STATEMENT.ask("ports").read()
        [listed_event] = records["events"]
        join_records(listed_event, records)
        changed_at = Event.objects.with_last_change().get().changed_at
        assert find_last_change(listed_event, records) == changed_at


def test_every_part_of_an_event_is_looked_at() -> None:
    from forum.core.record_tree import parts_of

    readers = {reader.name: reader for reader in EVENT_STATEMENT.ask("ports").readers}
    models = {readers[name].maker.model for name in PARTS if readers[name].maker}  # type: ignore[union-attr]
    assert models == set(parts_of(Event))
