"""The command for pictures whose variants are missing: they are made."""

import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from sessions_app.models import Photo
from tests.support.factories import make_photo
from tests.support.images import png

pytestmark = pytest.mark.django_db


def run(command: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(command, stdout=out, stderr=out, **options)
    return out.getvalue()


def age(settings: Settings) -> None:
    """Make every file two days old."""
    for path in Path(settings.MEDIA_ROOT).rglob("*"):
        os.utime(path, (path.stat().st_mtime - 172_800,) * 2)


def test_missing_variants_are_made() -> None:
    image = make_photo(image=png(1000, 500)).image
    names = [variant.name for variant in image.variants()]
    for name in names[:2]:
        default_storage.delete(name)
    assert run("rebuild_images") == (
        f"1 of 1  {image.name}: 2 made\n2 variants of 1 pictures made.\n"
    )
    assert all(default_storage.exists(name) for name in names)


@pytest.mark.parametrize("encoding", ["avif", "webp", "jpg"])
@pytest.mark.parametrize("share", [0.0, 0.6])
def test_a_variant_that_was_broken_off_is_made_again(encoding: str, share: float) -> None:
    image = make_photo(image=png(1000, 500)).image
    [name] = [variant.name for variant in image.variants() if variant.encoding == encoding][-1:]
    path = Path(default_storage.path(name))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    run("rebuild_images")
    assert path.read_bytes() == whole


def test_what_is_complete_stays() -> None:
    image = make_photo().image
    assert run("rebuild_images") == (
        f"1 of 1  {image.name}: complete\n0 variants of 1 pictures made.\n"
    )


def test_all_are_made_again_by_force() -> None:
    make_photo()
    assert run("rebuild_images", force=True).endswith("3 variants of 1 pictures made.\n")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "the file is not there"), (b"no picture", "it is no picture that can be read")],
)
def test_a_picture_that_cannot_be_read_is_told_and_the_rest_goes_on(
    content: bytes | None, reason: str
) -> None:
    lost, kept_photo = make_photo(), make_photo()
    for photo in (lost, kept_photo):
        for variant in photo.image.variants():
            default_storage.delete(variant.name)
    default_storage.delete(lost.image.name)
    if content:
        default_storage.save(lost.image.name, ContentFile(content))
    # Django opens a picture of unknown size as soon as its row is read.
    Photo.objects.filter(pk=lost.pk).update(image_width=None)
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 2 pictures could not be read"):
        call_command("rebuild_images", stdout=out, stderr=out)
    assert out.getvalue() == (
        f"1 of 2  {lost.image.name}: {reason} (sessions_app.Photo {lost.pk})\n"
        f"2 of 2  {kept_photo.image.name}: 3 made\n3 variants of 2 pictures made.\n"
    )


def test_unknown_pixels_are_looked_up() -> None:
    make_photo(image=png(20, 10))
    Photo.objects.update(image_width=None, image_height=None)
    run("rebuild_images")
    assert Photo.objects.values_list("image_width", "image_height").get() == (20, 10)
