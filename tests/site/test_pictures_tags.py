"""The tags of pictures: encodings, sizes, words, and no look at a file."""

from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.utils import translation

from forum.core.content import Status
from forum.delivery.pictures import logo, photo, portrait
from people.models import Person, PhotoConsent
from sessions_app.models import Event, Photo
from tests.support.factories import (
    make_appearance,
    make_event,
    make_organization,
    make_person,
    make_photo,
    make_session,
)
from tests.support.images import png
from tests.support.pages import Element, Outline, get, one_of_each

pytestmark = pytest.mark.django_db


def outline_photo(record: Photo, language: str = "en", **options: Any) -> Outline:
    with translation.override(language):
        return Outline(photo(record, "image", "alt", **options))


def photo_element(record: Photo, language: str = "en", **options: Any) -> Element:
    [element] = outline_photo(record, language, **options).all("img")
    return element


def cover_element(event: Event, **options: Any) -> Element:
    [element] = Outline(photo(event, "cover", "cover_alt", **options)).all("img")
    return element


def test_a_photo_is_offered_in_three_encodings_and_all_its_sizes() -> None:
    record = make_photo(image=png(1000, 500))
    page = outline_photo(record)
    assert [element.tag for element in page.elements] == ["picture", "source", "source", "img"]
    assert [source["type"] for source in page.all("source")] == ["image/avif", "image/webp"]
    image = record.image
    small, large = image.sizes
    expected = [
        f"{image.address(encoding, small)} 480w, {image.address(encoding, large)} 1000w"
        for encoding in ("avif", "webp", "jpg")
    ]
    assert [element["srcset"] for element in page.elements[1:]] == expected


def test_a_photo_has_its_size_and_arrives_late() -> None:
    element = photo_element(make_photo(image=png(1000, 500)))
    names = ("class", "width", "height", "loading", "decoding", "fetchpriority")
    assert [element[name] for name in names] == ["photo", "1000", "500", "lazy", "async", ""]


def test_the_picture_that_the_page_waits_for_comes_first() -> None:
    event = make_event(cover=png())
    element = cover_element(event, lazy=False, priority=True, sizes="50vw")
    names = ("loading", "decoding", "fetchpriority", "sizes")
    assert [element[name] for name in names] == ["", "", "high", "50vw"]


@pytest.mark.parametrize(
    ("focus", "classes"),
    [
        ("0.5x0.5", "photo"),
        ("0.52x0.48", "photo"),
        ("0.31x0.2", "photo focus-x-30 focus-y-20"),
        ("0x1", "photo focus-x-0 focus-y-100"),
        ("nonsense", "photo"),
        ("9x-9", "photo focus-x-100 focus-y-0"),
    ],
)
def test_the_focal_point_is_a_class(focus: str, classes: str) -> None:
    event = make_event(cover=png(), cover_ppoi=focus)
    assert cover_element(event)["class"] == classes


def test_every_class_of_a_focal_point_is_in_the_style_sheet() -> None:
    from django.conf import settings

    css = (settings.BASE_DIR / "static/css/base.css").read_text()
    names = [f".focus-{axis}-{n} " for axis in "xy" for n in range(0, 101, 10) if n != 50]
    assert [name for name in names if name not in css] == []


@pytest.mark.parametrize(
    ("language", "values", "expected"),
    [
        ("en", {"alt_en": "A hall", "alt_zh_hans": "会场"}, ("A hall", "")),
        ("zh-hans", {"alt_en": "A hall", "alt_zh_hans": "会场"}, ("会场", "")),
        ("en", {"alt_zh_hans": "会场"}, ("会场", "zh-Hans")),
        ("zh-hans", {"alt_en": "A hall", "caption_zh_hans": "图"}, ("A hall", "en")),
        ("en", {"caption_en": "Lin Lan speaks"}, ("Lin Lan speaks", "")),
        ("en", {"caption_zh_hans": "林岚致辞"}, ("林岚致辞", "zh-Hans")),
        ("en", {}, ("", "")),
    ],
)
def test_words_for_those_who_do_not_see_it(
    language: str, values: dict[str, str], expected: tuple[str, str]
) -> None:
    element = photo_element(make_photo(**values), language)
    assert (element["alt"], element["lang"]) == expected


def test_the_caption_of_an_appearance_describes_its_photo_too() -> None:
    record = make_photo()
    appearance = make_appearance(photo=record, caption_en="Lin Lan speaks")
    assert photo_element(record, caption_of=appearance)["alt"] == "Lin Lan speaks"


def test_a_cover_without_words_is_passed_over_by_screen_readers() -> None:
    element = cover_element(make_event(cover=png()))
    assert ("alt" in element.attributes, element["alt"]) == (True, "")


@pytest.mark.parametrize(("size", "width"), [("small", 480), ("medium", 960), ("large", 1600)])
def test_the_address_and_the_pixels_of_a_photo(size: str, width: int) -> None:
    image = make_photo(image=png(2000, 1000)).image
    pixels = image.size(size)
    assert (pixels.width, pixels.height) == (width, width // 2)
    assert getattr(image, size) == image.address("jpg", pixels)


def test_the_large_photo_of_a_small_original_is_the_original_size() -> None:
    photo = make_photo(image=png(30, 20))
    assert photo.image.large == photo.image.address("jpg", photo.image.sizes[-1])


def test_a_portrait_is_a_square() -> None:
    person = make_person(portrait=png(600, 900), portrait_alt_en="Lin Lan at a desk")
    page = Outline(portrait(person))
    [picture], [element] = page.all("picture"), page.all("img")
    assert picture["class"] == "portrait"
    names = ("width", "height", "alt", "sizes", "loading")
    expected = ["480", "480", "Lin Lan at a desk", "5rem", "lazy"]
    assert [element[name] for name in names] == expected


def test_whoever_refused_is_shown_as_a_monogram() -> None:
    person = make_person(slug="lin", portrait=png(), photo_consent=PhotoConsent.REFUSED)
    page = Outline(portrait(person))
    assert [(element.tag, element["class"], element.text) for element in page.elements] == [
        ("span", "monogram tint-6", "LL")
    ]


def test_a_monogram_has_the_tint_of_its_person() -> None:
    tints = {
        element["class"]
        for slug in ("wang-shouwen", "wang-shouwen", "wang-shouwen")
        for element in Outline(portrait(Person(slug=slug, name_en="W S"))).elements
    }
    assert len(tints) == 1


def test_all_six_tints_are_given() -> None:
    people = [Person(slug=f"person-{number}", name_en="Lin Lan") for number in range(60)]
    classes = {Outline(portrait(person)).elements[0]["class"] for person in people}
    assert classes == {f"monogram tint-{number}" for number in range(1, 7)}


def test_a_logo_has_the_size_in_which_it_is_shown() -> None:
    organization = make_organization(logo=png(360, 180))
    page = Outline(logo(organization, height=32))
    [picture], [element] = page.all("picture"), page.all("img")
    assert [element[name] for name in ("width", "height", "sizes", "alt")] == [
        "64",
        "32",
        "64px",
        "",
    ]
    assert picture["class"] == "logo"


def test_a_logo_is_never_enlarged() -> None:
    [element] = Outline(logo(make_organization(logo=png(36, 18)))).all("img")
    assert (element["width"], element["height"]) == ("36", "18")


def test_a_picture_of_unknown_pixels_is_shown_as_it_is() -> None:
    record = make_photo()
    record.image_width = record.image_height = None
    assert photo_element(record)["src"] == record.image.url == record.image.large


@pytest.fixture
def no_look_at_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: FileSystemStorage, name: str, *args: Any) -> None:
        raise AssertionError(f"{name} is looked for")

    for method in ("exists", "open", "size", "get_modified_time", "listdir"):
        monkeypatch.setattr(FileSystemStorage, method, refuse)


def full_event() -> None:
    event = make_event(slug="ports", cover=png(900, 600))
    photo = make_photo(event, image=png(900, 600))
    organization = make_organization(logo=png(90, 30))
    person = make_person(slug="lin-lan", portrait=png(90, 120))
    make_appearance(
        make_session(event, slug="opening"), person, photo=photo, organization=organization
    )


@pytest.mark.parametrize("path", ["events/ports/", "people/", "people/lin-lan/", ""])
def test_no_page_looks_at_a_file(client: Client, path: str, request: pytest.FixtureRequest) -> None:
    full_event()
    request.getfixturevalue("no_look_at_files")
    assert "image/avif" in get(client, f"/en/{path}") or path == "people/"


@pytest.mark.parametrize("change", [{"withheld": True}, {"status": Status.OFFLINE}])
def test_no_address_of_a_picture_that_is_not_public(client: Client, change: dict[str, Any]) -> None:
    pages = one_of_each()
    photo = Photo.objects.order_by("pk").last()
    assert photo
    token = photo.image.name.rpartition("/")[2].partition(".")[0]
    assert token in get(client, f"/en/{pages['event']}")
    record = photo if "withheld" in change else photo.event
    for name, value in change.items():
        setattr(record, name, value)
    record.save()
    for name in ("home", "events", "event", "session", "person"):
        assert token not in client.get(f"/en/{pages[name]}").content.decode(), name
