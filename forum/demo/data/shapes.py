"""The shapes of the sample data. ``Both`` holds a text in Chinese and in English, in this order."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Both(NamedTuple):
    """A text in both languages; an empty one is not known, and stays empty."""

    zh: str
    en: str = ""


NOTHING = Both("")


@dataclass(frozen=True, slots=True)
class OrganizationExtra:
    """An organization by its Chinese name. It is created when no record has printed it.

    name.en: given only for those that are created; country: ISO 3166-1 alpha-2, or "".
    """

    name: Both
    kind: str
    country: str = ""
    website: str = ""
    abbreviation: str = ""


@dataclass(frozen=True, slots=True)
class PersonExtra:
    """A person by the Chinese name, with what the record does not say.

    sort_key: surname first, for names in Latin letters that print it last.
    country: ISO 3166-1 alpha-2 of the country that he or she speaks for, or "".
    consent: a value of ``PhotoConsent``.
    """

    name: str
    biography: Both
    as_of: date
    organization: str = ""
    country: str = ""
    sort_key: str = ""
    consent: str = "unknown"


@dataclass(frozen=True, slots=True)
class PartExtra:
    """A part of a product. group: its stage of the life cycle, or its kind of author."""

    kind: str
    title: Both
    group: Both
    text: Both = NOTHING


@dataclass(frozen=True, slots=True)
class ProductExtra:
    """A product by words of its Chinese title.

    topics: slugs; publishers: Chinese names; languages: codes that it exists in, if known.
    """

    words: str
    summary: Both
    audience: Both
    topics: tuple[str, ...]
    publishers: tuple[str, ...]
    parts: tuple[PartExtra, ...]
    link: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesExtra:
    """A forum that returns."""

    name: Both
    abbreviation: str
    description: Both


@dataclass(frozen=True, slots=True)
class EventExtra:
    """An event by words of its Chinese title.

    record: name of the file under ``records``; photos: session's slug and caption of sample views.
    screen: what the sample views show on the screen, the same in both languages.
    accent: #rrggbb.
    """

    words: str
    record: str
    series: SeriesExtra
    screen: str
    cover_alt: Both
    photos: tuple[tuple[str, Both], ...]
    accent: str


@dataclass(frozen=True, slots=True)
class PageExtra:
    """A page or a piece of news. body: HTML of the site's allow-list; menu: None for news."""

    slug: str
    kind: str
    title: Both
    body: Both
    published: date
    menu: int | None = None


@dataclass(frozen=True, slots=True)
class SettingsExtra:
    """The site's own name, footer and contact."""

    site_name: Both
    tagline: Both
    organizer: Both
    contact: Both
    footer: Both
