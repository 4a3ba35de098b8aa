"""The sample data name pictures that are there, of the sizes that the pages show well."""

from pathlib import Path

import pytest
from PIL import Image

from forum.demo.sample_data import FOLDER, open_picture, picture_path, read_data, read_people

SIZES = {
    "portraits": (480, 600),
    "scenes": (1600, 800),
    "covers": (600, 800),
    "logos": (360, 180),
}


def named_pictures() -> list[str]:
    """Return every picture that the data name."""
    events = read_data("events")
    return [
        *(person["portrait"] for person in read_people() if "portrait" in person),
        *(organization["logo"] for organization in read_data("organizations")),
        *(product["cover"] for product in read_data("products")),
        *(event["cover"] for event in events),
        *(photo["image"] for event in events for photo in event["photos"]),
    ]


def test_each_picture_is_named_once() -> None:
    stored = [str(path.relative_to(FOLDER / "pictures")) for path in FOLDER.rglob("*.png")]
    assert sorted(named_pictures()) == sorted(stored)


@pytest.mark.parametrize("picture", named_pictures())
def test_pictures_have_their_size(picture: str) -> None:
    with Image.open(picture_path(picture)) as image:
        assert image.size == SIZES[str(Path(picture).parent)]


def test_a_picture_becomes_a_file_of_a_name() -> None:
    file = open_picture("covers/bridge-for-cities.png", "my-cover")
    assert (file.name, file.size) == (
        "my-cover.png",
        picture_path("covers/bridge-for-cities.png").stat().st_size,
    )


def test_all_pictures_together_are_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.png")) < 1_200_000


def test_invented_people_say_so_in_their_first_words() -> None:
    invented = [person for person in read_people() if person["photo_consent"] != "unknown"]
    assert {person["biography"]["en"][:20] for person in invented} == {"<p>Fictional person."}
