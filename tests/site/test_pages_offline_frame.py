"""What an event stands in, taken offline: it is named nowhere, and the event stays."""

import pytest
from django.test import Client

from forum.core.content import Content
from tests.support import factories as make

pytestmark = pytest.mark.django_db
OFFLINE = Content.Status.OFFLINE
PAGES = ["events/ports/", "events/ports/parallel/", "events/", ""]


@pytest.mark.parametrize("page", PAGES)
def test_an_offline_parent_is_named_nowhere(client: Client, page: str) -> None:
    parent = make.make_event(title_en="Harbour Week", status=OFFLINE)
    make.make_event(slug="ports", parent=parent)
    text = client.get(f"/en/{page}").text
    assert ("Harbour Week" in text, "Green Ports" in text) == (False, True)


@pytest.mark.parametrize("page", PAGES)
def test_an_offline_series_is_named_nowhere(client: Client, page: str) -> None:
    make.make_event(slug="ports", series=make.make_series(name_en="Quay Talks", status=OFFLINE))
    text = client.get(f"/en/{page}").text
    assert ("Quay Talks" in text, "Green Ports" in text) == (False, True)
