"""A country's name as a cover prints it: the site's own, where the importer knows it again."""

from functools import lru_cache

from django.utils import translation
from django_countries import countries

from forum.imports.planning.places import country_code
from forum.reader.event_record import EN, ZH, Text
from forum.reader.shapes.record import places
from forum.reader.vocabulary.places import COUNTRY_IN_ENGLISH


@lru_cache(maxsize=512)
def printed_country(code: str, language: str) -> str:
    """Return the name of an ISO 3166 code in a language; "" for no code."""
    if not code:
        return ""
    with translation.override(language):
        site_name = str(countries.name(code))
    english_names = (pair[0] if language == ZH else pair[1] for pair in COUNTRY_IN_ENGLISH.items())
    names = [
        site_name,
        *(name for name in english_names if country_code({language: name}) == code),
    ]
    return next((name for name in names if _is_read(name, code, language)), site_name)


def _is_read(name: str, code: str, language: str) -> bool:
    probe = f"{name}·松川" if language == ZH else f"Songchuan, {name}"
    place = places.read_place(probe)
    return bool(place and place.country == name and country_code({language: name}) == code)


def place_line(city: str, country: str, language: str) -> str:
    """Return 中国·上海, Shanghai, China; in brackets what the importer takes for no place."""
    parts = (country, city) if language == ZH else (city, country)
    text = ("·" if language == ZH else ", ").join(part for part in parts if part)
    if not text:
        return ""
    return text if places.read_place(text) == places.Place(city, country) else f"（{text}）"


def country_names(code: str) -> Text:
    """Return the country's name in the languages of a record."""
    return {language: name for language in (ZH, EN) if (name := printed_country(code, language))}
