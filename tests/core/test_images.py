"""Pictures: their variants, and the files that come and go with their rows."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django.fixtures import Settings

from forum.core.images import checking
from forum.core.images.encoding import decoded, encoded, resized
from forum.core.images.shapes import LOGO, PHOTO, PORTRAIT, PictureShape, Size
from sessions_app.models import Photo
from tests.support.factories import make_event, make_organization, make_person, make_photo
from tests.support.images import png

pytestmark = pytest.mark.django_db


def stored(settings: Settings) -> list[str]:
    """Return the name of every file in the media folder."""
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def halves(mode: str = "RGB", size: tuple[int, int] = (400, 200)) -> "ContentFile[bytes]":
    """Return a PNG, red on its left half and blue (transparent, with alpha) on its right."""
    image = Image.new(mode, size, "red")
    image.paste((0, 0, 255, 0)[: len(mode)], (size[0] // 2, 0, *size))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="halves.png")


def opened(name: str) -> Image.Image:
    with default_storage.open(name) as file, Image.open(file) as image:
        image.load()
        return image


def test_a_picture_of_too_many_pixels_is_told_how_many_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "MAX_PIXELS", 2_000_000)
    with pytest.raises(ValidationError) as refusal:
        checking.clean_image(png(2000, 1500))
    assert refusal.value.messages == [
        "The picture has 3 megapixels; at most 2 are read. Save it smaller and upload it again."
    ]


@pytest.mark.parametrize(
    ("shape", "original", "sizes"),
    [
        (PHOTO, (2560, 1707), [(480, 320), (960, 640), (1600, 1067)]),
        (PHOTO, (1700, 1000), [(480, 282), (960, 565), (1600, 941)]),
        (PHOTO, (1000, 500), [(480, 240), (1000, 500)]),
        (PHOTO, (500, 400), [(500, 400)]),
        (PHOTO, (8, 6), [(8, 6)]),
        (PHOTO, (2560, 1), [(480, 1), (960, 1), (1600, 1)]),
        (PORTRAIT, (900, 1200), [(96, 96), (192, 192), (480, 480)]),
        (PORTRAIT, (300, 150), [(96, 96), (150, 150)]),
        (LOGO, (360, 180), [(128, 64), (360, 180)]),
        (LOGO, (4000, 2000), [(128, 64), (320, 160), (640, 320)]),
    ],
)
def test_no_variant_is_larger_than_the_original(
    shape: PictureShape, original: tuple[int, int], sizes: list[tuple[int, int]]
) -> None:
    assert [(size.width, size.height) for size in shape.sizes(*original)] == sizes


@pytest.mark.parametrize(("name", "width"), [("small", 480), ("medium", 1000), ("large", 1000)])
def test_small_medium_and_large_are_there_for_every_original(name: str, width: int) -> None:
    assert PHOTO.size(name, 1000, 500).width == width


def test_variants_are_made_when_the_picture_is_saved() -> None:
    photo = make_photo(image=png(1000, 500))
    encodings = [(variant.encoding, opened(variant.name)) for variant in photo.image.variants()]
    assert [(encoding, image.format, image.size) for encoding, image in encodings] == [
        ("avif", "AVIF", (480, 240)),
        ("webp", "WEBP", (480, 240)),
        ("jpg", "JPEG", (480, 240)),
        ("avif", "AVIF", (1000, 500)),
        ("webp", "WEBP", (1000, 500)),
        ("jpg", "JPEG", (1000, 500)),
    ]


def test_nothing_else_is_made(settings: Settings) -> None:
    image = make_photo(image=png(1000, 500)).image
    assert stored(settings) == sorted([image.name, *(variant.name for variant in image.variants())])


def test_names_of_variants_derive_from_the_random_name() -> None:
    image = make_photo().image
    token = Path(image.name).stem
    assert len(token) >= 22
    assert all(Path(variant.name).name.startswith(f"{token}-") for variant in image.variants())


def test_a_portrait_is_cut_around_the_focal_point() -> None:
    portrait_person = make_person(portrait=halves(), portrait_ppoi="0.1x0.5")
    right = make_person(portrait=halves(), portrait_ppoi="0.9x0.5")
    pixels = [
        opened(
            next(
                variant.name for variant in person.portrait.variants() if variant.encoding == "webp"
            )
        )
        .convert("RGB")
        .getpixel((48, 48))
        for person in (portrait_person, right)
    ]
    assert [max(range(3), key=lambda band, at=at: at[band]) for at in pixels] == [0, 2]


def test_another_focal_point_gives_a_portrait_other_addresses() -> None:
    person = make_person(portrait=halves())
    large_before = person.portrait.large
    person.portrait_ppoi = "0.1x0.5"
    person.save()
    person.refresh_from_db()
    assert person.portrait.large != large_before
    assert all(default_storage.exists(variant.name) for variant in person.portrait.variants())


def test_another_focal_point_leaves_a_photo_as_it_is() -> None:
    photo = make_photo()
    large_before = photo.image.large
    photo.image_ppoi = "0.1x0.5"
    photo.save()
    assert Photo.objects.get().image.large == large_before


def variant(encoding: str, image: Any) -> Image.Image:
    return opened(
        [variant.name for variant in image.variants() if variant.encoding == encoding][-1]
    )


@pytest.mark.parametrize("encoding", ["avif", "webp"])
def test_transparent_stays_transparent(encoding: str) -> None:
    image = variant(encoding, make_photo(image=halves("RGBA")).image)
    assert image.convert("RGBA").getpixel((390, 100))[3] < 8  # type: ignore[index]


def test_transparent_is_white_in_jpeg() -> None:
    image = variant("jpg", make_photo(image=halves("RGBA")).image)
    assert min(image.getpixel((390, 100))) > 247  # type: ignore[type-var, arg-type]


def test_a_logo_keeps_png_for_engines_that_read_nothing_else() -> None:
    image = variant("png", make_organization(logo=halves("RGBA")).logo)
    assert (image.format, image.mode) == ("PNG", "RGBA")


def test_an_opaque_picture_carries_no_transparency() -> None:
    source = io.BytesIO()
    Image.new("RGBA", (9, 9), (10, 20, 30, 255)).save(source, "PNG")
    source.seek(0)
    assert decoded(source, PHOTO).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
@pytest.mark.parametrize("encoding", ["avif", "webp", "jpg", "png"])
def test_every_kind_of_picture_can_be_encoded(mode: str, encoding: str) -> None:
    source = io.BytesIO()
    Image.new(mode, (40, 30)).save(source, "JPEG" if mode == "CMYK" else "PNG")
    source.seek(0)
    image = resized(decoded(source, PHOTO), PHOTO, Size(480, 20, 15), (0.5, 0.5))
    with Image.open(io.BytesIO(encoded(image, encoding, PHOTO))) as picture:
        assert picture.size == (20, 15)


def test_the_camera_tells_nothing_in_a_variant() -> None:
    source = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    Image.new("RGB", (40, 30)).save(source, "JPEG", exif=exif)
    image = variant("jpg", make_photo(image=ContentFile(source.getvalue(), name="a.jpg")).image)
    assert dict(image.getexif()) == {}


# Files that go


def test_a_replaced_picture_goes_when_that_is_committed(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    photo = make_photo()
    state_before = stored(settings)
    with django_capture_on_commit_callbacks(execute=True):
        photo = Photo.objects.get()
        photo.image = png(20, 10)
        photo.save()
        assert set(state_before) <= set(stored(settings))
    image = Photo.objects.get().image
    assert stored(settings) == sorted([image.name, *(variant.name for variant in image.variants())])


@pytest.mark.parametrize("way", ["cleared", "deleted", "row", "owner"])
def test_a_picture_that_is_taken_away_goes(
    way: str,
    settings: Settings,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    event = make_event(cover=png()) if way != "owner" else make_photo().event
    with django_capture_on_commit_callbacks(execute=True):
        event = type(event).objects.get(pk=event.pk)
        if way == "cleared":
            event.cover = ""
            event.save()
        elif way == "deleted":
            event.cover.delete()
        else:
            event.delete()
    assert stored(settings) == []


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_edit_loses_no_file() -> None:
    photo = make_photo()
    name = photo.image.name
    with transaction.atomic():
        photo.image = png(20, 10)
        photo.save()
        Photo.objects.all().delete()
        transaction.set_rollback(True)
    assert default_storage.exists(name)
    assert all(
        default_storage.exists(variant.name) for variant in Photo.objects.get().image.variants()
    )


def test_a_picture_of_two_rows_stays(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first = make_photo()
    second = make_photo(first.event, image=first.image.name)
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    second.refresh_from_db()
    assert default_storage.exists(second.image.name)
    assert all(default_storage.exists(variant.name) for variant in second.image.variants())


def test_saving_other_columns_takes_no_picture_away(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    photo = make_photo()
    name = photo.image.name
    with django_capture_on_commit_callbacks(execute=True):
        photo.image = ""
        photo.save(update_fields=["position"])
    assert default_storage.exists(name)


def test_a_lost_file_is_no_reason_to_refuse_an_edit(caplog: pytest.LogCaptureFixture) -> None:
    person = make_person(portrait=png())
    for name in [person.portrait.name, *(variant.name for variant in person.portrait.variants())]:
        default_storage.delete(name)
    person.name_en = "Lin L."
    person.save()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
