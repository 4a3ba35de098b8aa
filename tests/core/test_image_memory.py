"""No picture takes more than 300 MB of memory to be decoded, whatever it is made of."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from forum.core.images.checking import FEW_PIXELS, clean_image
from forum.core.images.reencoding import MEMORY
from tests.support.serving import ROOT, environment

# Re-encode each file that is named, in a process of its own; print what it took: of this process
# and of those that it started, in bytes.
MEASURE = """
import json, os, resource, sys
import django
django.setup()
from django.core.exceptions import ValidationError
from forum.core.images.checking import clean_image
def peak(who):
    return resource.getrusage(who).ru_maxrss * 1024
def measure(name):
    before = peak(resource.RUSAGE_SELF)
    try:
        with open(name, "rb") as source:
            clean_image(source)
        sentence = ""
    except ValidationError as error:
        [sentence] = error.messages
    return [peak(resource.RUSAGE_SELF) - before, peak(resource.RUSAGE_CHILDREN), sentence]
for line in sys.stdin:
    if not os.fork():
        print(json.dumps(measure(line.strip())), flush=True)
        os._exit(0)
    if os.wait()[1]:
        sys.exit(1)
"""
type Measure = Callable[[Path], tuple[int, int, str]]
REFUSED = (
    "The picture is damaged, or takes more than 300 MB of memory to be read. "
    "Save it as a plain JPEG, or smaller, and upload it again."
)


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Measure]:
    """Return a function: a file -> the memory that it took, here and apart, and why not taken."""
    folder = str(tmp_path_factory.mktemp("data"))
    with subprocess.Popen(
        [sys.executable, "-c", MEASURE],
        cwd=ROOT,
        env=environment(DJANGO_SETTINGS_MODULE="forum.settings", DATA_DIR=folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        stdin, stdout = process.stdin, process.stdout
        assert stdin
        assert stdout

        def measure_file(file: Path) -> tuple[int, int, str]:
            stdin.write(f"{file}\n")
            stdin.flush()
            within, apart, sentence = json.loads(stdout.readline())
            return within, apart, sentence

        yield measure_file


@pytest.mark.parametrize(
    ("name", "mode", "size", "options", "sentence"),
    [
        ("opaque.png", "RGB", (8000, 6000), {"compress_level": 1}, ""),
        ("palette.png", "P", (8000, 8000), {"compress_level": 1}, ""),
        ("huge.png", "RGB", (8000, 8000), {"compress_level": 1}, REFUSED),
        ("transparent.png", "RGBA", (8000, 8000), {"compress_level": 1}, REFUSED),
        ("camera.jpg", "RGB", (8000, 8000), {}, ""),
        ("progressive.jpg", "RGB", (8000, 8000), {"progressive": True, "subsampling": 0}, REFUSED),
        ("few.webp", "RGB", (3200, 2500), {"method": 0}, ""),
        ("huge.webp", "RGB", (8000, 6000), {"method": 0}, REFUSED),
        ("huge.avif", "RGB", (8000, 6000), {"speed": 10}, REFUSED),
    ],
)
def test_no_picture_takes_more_than_its_memory(
    tmp_path: Path,
    measure: Measure,
    name: str,
    mode: str,
    size: Any,
    options: dict[str, Any],
    sentence: str,
) -> None:
    Image.new(mode, size).save(tmp_path / name, **options)
    within, apart, refusal = measure(tmp_path / name)
    assert (refusal, max(within, apart) <= MEMORY) == (sentence, True)


def test_a_large_picture_is_the_same_as_a_small_one_would_be() -> None:
    """Upright, in bounds, and without what the camera wrote."""
    exif = Image.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    Image.new("RGB", (4000, 2500), "red").save(buffer, "JPEG", exif=exif)
    assert FEW_PIXELS < 4000 * 2500
    with Image.open(clean_image(buffer).open()) as image:
        assert (image.size, image.format, dict(image.getexif())) == ((1600, 2560), "JPEG", {})


def test_a_large_picture_that_is_broken_off_is_refused() -> None:
    buffer = io.BytesIO()
    Image.effect_noise((4000, 2500), 50).save(buffer, "PNG")
    with pytest.raises(ValidationError, match="300 MB"):
        clean_image(io.BytesIO(buffer.getvalue()[:100_000]))
