"""axe finds nothing serious on the main pages of the desk, in light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from forum.models import Review
from sessions_app.models import Event
from tests import factories as make
from tests.admin_forms import make_warning
from tests.browser.desk import at_the_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe()
RULES: dict[str, dict[str, Any]] = {
    "light": {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]},
    # The others are told by the document alone.
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast"]}},
}


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


@pytest.fixture
def event() -> Event:
    event = make.make_event(edition=6)
    make.make_role(event)
    person = make.make_person(biography_en="<p>She knows ports.</p>")
    texts = {"remarks_zh_hans": "<p>港口。</p>", "remarks_en": "<p>Ports.</p>"}
    make.make_appearance(make.make_session(event, title_en="Ports"), person, **texts)
    make.make_photo(event)
    Review.objects.create(object=event, decision="submitted", version=1, languages=["en"])
    make_warning()
    return event


def addresses(event: Event) -> Iterator[str]:
    """Yield the main pages: lists, forms, and what is done with a record."""
    yield reverse("admin:index")
    for name in (
        "sessions_app_event",
        "people_person",
        "forum_importwarning",
        "forum_importupload",
    ):
        yield reverse(f"admin:{name}_changelist")
    session = event.sessions.get()
    person = session.appearances.get().person
    yield reverse("admin:sessions_app_event_change", args=[event.pk])
    yield reverse("admin:sessions_app_session_change", args=[session.pk])
    yield reverse("admin:people_person_change", args=[person.pk])
    yield reverse("admin:sessions_app_document_add")
    yield reverse("admin:sessions_app_event_photos", args=[event.pk])
    yield reverse("admin:sessions_app_event_history", args=[event.pk])
    yield reverse("clearance", args=[event.pk, "en"])
    yield reverse("next-edition", args=[event.pk])
    other = make.make_person(name_en="LIN Lan")
    yield f"{reverse('merge-person', args=[person.pk])}?other={other.pk}"
    yield reverse("admin:recover")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_on_the_main_pages(
    desk: Page, live_server: Any, event: Event, scheme: Any
) -> None:
    desk.emulate_media(color_scheme=scheme)
    found: list[tuple[str, str, str]] = []
    for path in addresses(event):
        desk.goto(f"{live_server.url}{path}", wait_until="load")
        found += [(path, *one) for one in serious(desk, RULES[scheme])]
    assert found == []


def serious(page: Page, rules: dict[str, Any]) -> list[tuple[str, str]]:
    """Return rule and the first element that breaks it seriously."""
    results = AXE.run(page, options=rules).response["violations"]
    return [
        (one["id"], one["nodes"][0]["html"][:160])
        for one in results
        if one["impact"] in ("serious", "critical")
    ]
