"""What a deleted record kept out of sight stays there; what was open stays open."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.core.content import Status
from people.models import Person
from sessions_app.models import Appearance, Document, Photo
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("guest", "withheld"),
    [
        ({}, False),
        ({"withheld": True}, True),
        ({"remarks_withheld": True}, True),
        ({"clearance_en": Appearance.Clearance.DECLINED}, True),
        ({"embargoed_until": timezone.now() + timedelta(days=1)}, True),
    ],
)
def test_slides_of_a_deleted_guest(guest: dict[str, Any], withheld: bool) -> None:
    session = make.make_session()
    appearance = make.make_appearance(session, **guest)
    document = make.make_document(session.event, appearance=appearance)
    appearance.delete()
    document.refresh_from_db()
    assert (document.appearance, document.withheld) == (None, withheld)


def test_slides_of_a_deleted_guest_who_is_offline() -> None:
    appearance = make.make_appearance()
    document = make.make_document(appearance.session.event, appearance=appearance)
    Person.objects.update(status=Status.OFFLINE)
    Appearance.objects.all().delete()
    assert Document.objects.get(pk=document.pk).withheld


@pytest.mark.parametrize("withheld", [False, True])
def test_photos_and_documents_of_a_deleted_session(withheld: bool) -> None:
    session = make.make_session(withheld=withheld)
    make.make_photo(session.event, session=session)
    make.make_document(session.event, session=session)
    session.delete()
    rows = [*Photo.objects.all(), *Document.objects.all()]
    assert [(row.session, row.withheld) for row in rows] == [(None, withheld)] * 2
