"""An event's accent: refused where illegible, stored for both schemes, served."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from forum.core.colours import dark_scheme_tone, nearest_legible
from forum.delivery.publishing.files import list_paths
from forum.delivery.publishing.settling import settle_changes
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline

pytestmark = pytest.mark.django_db

BLUE = "#1f4e79"
LASTING, BRIEF = "public, max-age=31536000, immutable", "public, max-age=300"


def link(client: Client, event: Event) -> list[str]:
    """Return the addresses of the accent's style sheet on the event's page."""
    page = Outline(client.get(f"/en/events/{event.slug}/").text)
    return [href for sheet in page.all("link") if "accent.css" in (href := sheet["href"])]


def sheet(client: Client, event: Event, version: str = "", language: str = "en") -> Any:
    query = {"v": version} if version else {}
    return client.get(f"/{language}/events/{event.slug}/accent.css", query)


def test_an_accent_too_light_is_refused_with_the_nearest_that_is_not() -> None:
    event = make.make_event()
    event.accent = "#e8a33d"
    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert refused.value.message_dict == {
        "accent": [
            "#e8a33d is too light to be read on the page; "
            f"the nearest colour of its hue that can be read is {nearest_legible('#e8a33d')}."
        ]
    }


@pytest.mark.parametrize("accent", [BLUE, nearest_legible("#e8a33d"), ""])
def test_a_legible_accent_and_none_are_accepted(accent: str) -> None:
    make.make_event(accent=accent).full_clean()


def test_what_is_no_colour_is_refused_in_one_sentence() -> None:
    event = make.make_event()
    event.accent = "#12345"
    with pytest.raises(ValidationError) as refused:
        event.full_clean()
    assert [len(messages) for messages in refused.value.message_dict.values()] == [1]


def test_the_dark_scheme_s_tone_is_stored_with_the_accent() -> None:
    event = make.make_event(accent=BLUE)
    assert Event.objects.values_list("accent_dark", flat=True).get() == dark_scheme_tone(BLUE)
    event.accent = ""
    event.save(update_fields=["accent"])
    assert Event.objects.values_list("accent_dark", flat=True).get() == ""


def test_a_save_of_other_fields_leaves_the_tone_alone() -> None:
    event = make.make_event(accent=BLUE)
    event.city_en = "Geneva"
    event.save(update_fields=["city_en"])
    assert Event.objects.values_list("accent_dark", flat=True).get() == dark_scheme_tone(BLUE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_has_the_accent_of_both_schemes(client: Client, language: str) -> None:
    event = make.make_event(accent=BLUE)
    response = sheet(client, event, language=language)
    assert (response.headers["Content-Type"], response.content.decode()) == (
        "text/css; charset=utf-8",
        f":root {{ --accent: {BLUE}; --cover: {BLUE}; }}\n"
        "@media screen and (prefers-color-scheme: dark) "
        f"{{ :root {{ --accent: {event.accent_dark}; }} }}\n",
    )


def test_the_present_version_is_kept_for_a_year(client: Client) -> None:
    event = make.make_event(accent=BLUE)
    kept_cache_controls = [
        sheet(client, event, version).headers["Cache-Control"]
        for version in (event.accent_version, "older", "")
    ]
    assert kept_cache_controls == [LASTING, BRIEF, BRIEF]


@pytest.mark.usefixtures("_files_of_its_own")
@pytest.mark.parametrize("is_first_versioned", [True, False])
def test_so_it_is_of_a_published_one_however_it_was_first_asked_for(
    client: Client, settings: Settings, is_first_versioned: bool
) -> None:
    settings.PUBLISH_ADDRESS = "http://testserver"
    event = make.make_event(accent=BLUE)
    settle_changes()
    sheet(client, event, event.accent_version if is_first_versioned else "")
    kept_cache_controls = [
        sheet(client, event, version).headers["Cache-Control"]
        for version in (event.accent_version, "older", "")
    ]
    assert (kept_cache_controls, len(list_paths())) == ([LASTING, BRIEF, BRIEF], 1)


def test_a_page_links_the_present_version(client: Client) -> None:
    event = make.make_event(slug="ports", accent=BLUE)
    tone = dark_scheme_tone(BLUE)[1:]
    address = f"/en/events/ports/accent.css?v=1f4e79-{tone}"
    assert link(client, event) == [address]


@pytest.mark.parametrize("accent", ["", "red"])
def test_an_event_without_an_accent_has_no_sheet(client: Client, accent: str) -> None:
    event = make.make_event(accent=accent)
    assert (link(client, event), sheet(client, event).status_code) == ([], 404)


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_what_is_not_public_has_no_sheet(client: Client, hidden: dict[str, Any]) -> None:
    assert sheet(client, make.make_event(accent=BLUE, **hidden)).status_code == 404


def test_what_is_offline_has_no_sheet_any_longer(client: Client) -> None:
    assert sheet(client, make.make_event(accent=BLUE, status="offline")).status_code == 410


def test_an_unfit_accent_of_an_old_row_is_mended(client: Client) -> None:
    event = make.make_event()
    Event.objects.update(accent="#ffff00", accent_dark="#111111")
    content = sheet(client, event).content.decode()
    assert [
        word in content for word in (nearest_legible("#ffff00"), dark_scheme_tone("#ffff00"))
    ] == [
        True,
        True,
    ]


def test_a_former_address_leads_to_the_present_sheet(client: Client) -> None:
    event = make.make_event(slug="ports", accent=BLUE)
    event.slug = "harbours"
    event.save()
    response = client.get("/en/events/ports/accent.css?v=1")
    assert response.headers["Location"] == "/en/events/harbours/accent.css?v=1"
