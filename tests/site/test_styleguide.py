"""The design system's own page: for development only, built from the site's parts."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.support.pages import LANGUAGES, Outline, get

pytestmark = pytest.mark.django_db


@pytest.fixture
def _development(settings: Settings) -> None:
    settings.STYLEGUIDE = True


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_styleguide_in_production(
    client: Client, settings: Settings, language: str
) -> None:
    settings.STYLEGUIDE = False
    assert client.get(f"/{language}/styleguide/").status_code == 404


@pytest.mark.usefixtures("_development")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("tag", "word"),
    [("header", "cover"), ("dl", "facts"), ("article", "turn"), ("article", "event-row"),
     ("article", "product"), ("nav", "pagination"), ("form", "filters"), ("form", "search-box"),
     ("li", "guest"), ("span", "monogram"), ("table", "pairs")],
)  # fmt: skip
def test_every_part_of_the_site_is_shown(
    client: Client, tag: str, word: str, language: str
) -> None:
    outline = Outline(get(client, f"/{language}/styleguide/"))
    assert outline.all(tag, class_=word) != []


@pytest.mark.usefixtures("_development")
@pytest.mark.parametrize("word", ["fallback", "unofficial", "honest"])
def test_the_marks_of_languages_are_shown(client: Client, word: str) -> None:
    assert f'class="{word}"' in get(client, "/en/styleguide/")


@pytest.mark.usefixtures("_development")
def test_every_pair_of_colours_is_measured_and_legible(client: Client) -> None:
    rows = Outline(get(client, "/en/styleguide/")).all("td")
    ratios = [float(cell.text) for cell in rows if cell.text.replace(".", "").isdigit()]
    assert (len(ratios), min(ratios) >= 4.5) == (28, True)
