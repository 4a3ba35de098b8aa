"""axe finds nothing serious on the desk's main pages in a real Chromium.

They take the light and the dark in turn: its rule of colours, for which alone that matters, takes
longer than all others. Nor does one of them scroll within another scroll bar, or a list sideways.
"""

from collections.abc import Callable, Iterator
from io import StringIO
from itertools import cycle
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from forum.demo.sample_documents import INDUSTRIAL_PARKS
from forum.models import ImportRun
from people.models import Person
from sessions_app.models import Event
from tests.browser.desk import at_the_desk, list_nested
from tests.support import factories as make
from tests.support.admin_forms import make_settings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Axe()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
SCHEMES = ("light", "dark")
GRAVE = ("serious", "critical")
# How a page is parted is grave however little axe makes of it.
PARTS = ("landmark-", "region", "bypass", "skip-link")
STILL = "*, ::before, ::after { transition: none !important; animation: none !important; }"
# The choices that jQuery makes of selects are named once they are there.
NAMED = """() => [...document.querySelectorAll(".select2 [role=combobox]")].every(
    (box) => !box.getAttribute("aria-labelledby")?.startsWith("select2-"))"""

type Steps = Callable[[Page], None]


def look(page: Page, scheme: str) -> list[tuple[str, str, str]]:
    """Return rule and the first element of each serious finding, and of each about landmarks."""
    page.add_style_tag(content=STILL)
    page.evaluate("is => document.documentElement.classList.toggle('dark', is)", scheme == "dark")
    page.evaluate(AXE.axe_script)
    violations = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    grave = [
        violation
        for violation in violations
        if violation["impact"] in GRAVE or violation["id"].startswith(PARTS)
    ]
    return [(scheme, violation["id"], violation["nodes"][0]["html"][:160]) for violation in grave]


def choose(action: str) -> Steps:
    """Choose the first records of a list, and an action."""

    def steps(page: Page) -> None:
        page.locator("input.action-select").first.check()
        page.select_option("select[name=action]", action)
        page.locator("#changelist-actions button[type=submit]").click()
        page.wait_for_load_state()

    return steps


def open_filters(page: Page) -> None:
    page.locator(".filter-open-button").click()
    page.locator(".by-event .select2-selection").wait_for()


def conflict(page: Page) -> None:
    """Save what somebody else has changed meanwhile."""
    page.fill("#id_name_en", "Lin Lan of Harbour")
    Person.objects.latest("pk").save()
    page.locator("[name=_continue]").click()
    page.locator("form.conflict").wait_for()


def compare(page: Page) -> None:
    page.locator("form .primary").first.click()
    page.wait_for_load_state()


def sample() -> dict[str, tuple[str, Steps | None]]:
    """Import the sample record; return what a page is called -> its address, and further steps."""
    call_command(
        "import_record", str(INDUSTRIAL_PARKS), publish=True, despite_doubts=True, stdout=StringIO()
    )
    make_settings(reviews=0)
    event = Event.objects.get(slug__startswith="2023-promoting")
    make.make_page()
    draft = make.make_person(status="draft", ready_languages=[])
    make.make_photo(event)
    people = ContentType.objects.get_for_model(Person).pk
    # One of records, one of pictures, and those that have templates of their own.
    lists = ("sessions_app_event", "sessions_app_photo", "forum_importupload", "forum_auditentry")
    guest = Person.objects.earliest("pk")

    def at(name: str, *keys: Any) -> str:
        return reverse(name, args=keys)

    def form(record: Any) -> str:
        meta = record._meta
        return at(f"admin:{meta.app_label}_{meta.model_name}_change", record.pk)

    events, named = at("admin:sessions_app_event_changelist"), at("admin:people_person_changelist")
    return {
        "dashboard": (at("admin:index"), None),
        **{name: (at(f"admin:{name}_changelist"), None) for name in lists},
        "filters": (at("admin:sessions_app_appearance_changelist"), open_filters),
        "nothing found": (f"{events}?q=zzzz", None),
        "event": (form(event), None),
        "session": (form(event.sessions.earliest("position")), None),
        "person": (form(guest), None),
        "photo board": (at("admin:sessions_app_event_photos", event.pk), None),
        "import run": (form(ImportRun.objects.get()), None),
        "merge": (f"{at('merge-person', guest.pk)}?other={draft.pk}", None),
        "next edition": (at("next-edition", event.pk), None),
        "take offline": (at("offline", people, guest.pk, "record"), None),
        "take several offline": (named, choose("take_offline")),
        "publish": (events, choose("publish")),
        "export": (events, choose("export")),
        "delete": (at("admin:forum_page_changelist"), choose("delete_selected")),
        "clearance": (at("clearance", event.pk, "en"), None),
        "conflict": (form(draft), conflict),
        "history": (at("admin:sessions_app_event_history", event.pk), None),
        "compare": (at("admin:sessions_app_event_history", event.pk), compare),
        "recover": (at("admin:recover"), None),
    }


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        yield ready


def test_nothing_serious_on_the_main_pages(desk: Page, live_server: Any) -> None:
    violations = {}
    for scheme, (name, (path, steps)) in zip(cycle(SCHEMES), sample().items()):
        desk.goto(f"{live_server.url}{path}")
        desk.wait_for_function(NAMED)
        nested = list_nested(desk)
        if steps:
            steps(desk)
        if wrong := [*look(desk, scheme), *nested]:
            violations[name] = wrong
    assert violations == {}


def test_nothing_serious_on_the_way_in(page: Page, live_server: Any) -> None:
    violations = {}
    for name in ("admin:login", "account_reset_password"):
        page.goto(f"{live_server.url}{reverse(name)}")
        if wrong := [finding for scheme in SCHEMES for finding in look(page, scheme)]:
            violations[name] = wrong
    assert violations == {}
