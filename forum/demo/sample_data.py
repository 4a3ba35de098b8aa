"""What the sample documents cannot say: ``data/*.json``.

Texts are objects, language code -> text; what is not certain in a language is left out, and so are
websites that are not certain. Of real people only the office held at the event is told, as the
record states it; of invented ones more. People, organizations, events and products are named as
the documents print them in Chinese; events and products by words of their titles.
"""

import json
from pathlib import Path
from typing import Any, Final, NotRequired, TypedDict

FOLDER: Final = Path(__file__).parent
PEOPLE_FILES: Final = ("people_hongqiao", "people_lanwan")

type Texts = dict[str, str]


class OrganizationData(TypedDict):
    """An organization, which is made when no record has printed it. country: ISO 3166-1 alpha-2."""

    name: Texts
    kind: str
    country: NotRequired[str]
    website: NotRequired[str]
    abbreviation: NotRequired[str]


class PersonData(TypedDict):
    """A person. country: that he or she speaks for; sort_key: where the name prints it last."""

    name: str
    biography: Texts
    biography_as_of: str
    organization: str
    photo_consent: str
    country: NotRequired[str]
    sort_key: NotRequired[str]


class ProductPartData(TypedDict):
    """A part of a product. group: its stage of the life cycle, or its kind of author."""

    kind: str
    title: Texts
    group: Texts
    text: NotRequired[Texts]


class ProductData(TypedDict):
    """A product. topics: slugs; publishers: names; languages: that it exists in, if known.

    cited_events, cited_people: what it cites, by words of the title, and who said it.
    """

    title_words: str
    summary: Texts
    audience: Texts
    topics: list[str]
    publishers: list[str]
    parts: NotRequired[list[ProductPartData]]
    link: NotRequired[str]
    languages: NotRequired[list[str]]
    cited_events: NotRequired[list[str]]
    cited_people: NotRequired[list[str]]


class SeriesData(TypedDict):
    """A forum that returns."""

    name: Texts
    abbreviation: str
    description: Texts


class EventData(TypedDict):
    """An event. record: its file under ``records``; accent: #rrggbb; series: a key of theirs.

    session_topics: the last part of a session's address -> slugs of topics.
    """

    title_words: str
    record: str
    accent: str
    standing: str
    series: str
    session_topics: dict[str, list[str]]


class PageData(TypedDict):
    """A page or a piece of news. body: HTML of the site's allow-list.

    events, products: what the news tells of, by words of their titles.
    """

    slug: str
    kind: str
    title: Texts
    body: Texts
    published_on: str
    menu_position: NotRequired[int]
    events: NotRequired[list[str]]
    products: NotRequired[list[str]]


class HomePartData(TypedDict):
    """A part of the front page. person, sentences: of a sentence from a speech."""

    kind: str
    person: NotRequired[str]
    sentences: NotRequired[Texts]


class SiteData(TypedDict):
    """settings: field -> texts; captions: of what is made for a record, whose name is filled in."""

    home: list[HomePartData]
    settings: dict[str, Texts]
    captions: dict[str, Texts]


def read_data(name: str) -> Any:
    """Return what one of the files holds, in the shapes above."""
    return json.loads((FOLDER / "data" / f"{name}.json").read_text("utf-8"))


def read_people() -> list[PersonData]:
    """Return the guests of every event, each with what its file says once of all in it."""
    people: list[PersonData] = []
    for file_name in PEOPLE_FILES:
        data = read_data(file_name)
        guests: list[PersonData] = data["people"]
        for person in guests:
            biography = {
                code: f"<p>{data['biography_opening'].get(code, '')}{text}</p>"
                for code, text in person["biography"].items()
            }
            people.append(
                {
                    "biography_as_of": data["biography_as_of"],
                    "photo_consent": data["photo_consent"],
                    **person,
                    "biography": biography,
                }
            )
    return people
