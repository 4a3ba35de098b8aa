"""What an event consists of leaves the site with it."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest

from forum.core.content import Part
from forum.core.record_tree import owner_lookup, parts_of
from forum.exports.event_data import gather_event
from forum.exports.export_records import EventExport
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Session,
)
from tests.support import factories as make
from tests.support.pages import one_of_each

# Each part, and where an export has its rows.
LISTS: Final[dict[type[Part], Callable[[EventExport], Sequence[object]]]] = {
    EventOrganization: lambda export: export.record.organizations,
    Session: lambda export: export.record.sessions,
    Appearance: lambda export: export.record.appearances,
    Photo: lambda export: export.record.photos,
    Document: lambda export: export.documents,
    Correction: lambda export: export.corrections,
}


def test_every_part_of_an_event_has_a_place_in_its_export() -> None:
    assert {*LISTS} == {*parts_of(Event)}


@pytest.mark.django_db
@pytest.mark.parametrize("part", LISTS)
def test_each_row_of_a_part_is_exported(part: type[Part]) -> None:
    one_of_each()
    event = Event.objects.get(slug="ports")
    make.make_correction(event)
    rows = part._default_manager.filter(**{owner_lookup(part): event})
    assert len(LISTS[part](gather_event(event))) == rows.count() > 0
