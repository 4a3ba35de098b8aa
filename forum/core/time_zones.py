"""Time zones in words: “China · Shanghai (UTC+8)” for Asia/Shanghai.

Countries are named as everywhere on the site, cities as the Unicode Consortium's CLDR names them.
"""

from collections import Counter
from datetime import date
from functools import cache, lru_cache
from typing import Final
from zoneinfo import available_timezones

from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django_countries import countries

from forum.core.dates import offset
from forum.core.names import sort_key

_NOWHERE: Final = ("001", "ZZ")


def list_time_zones() -> tuple[tuple[str, str], ...]:
    """Return name and words of each zone that somebody lives in, in the active language's order."""
    return _list_zones(get_language() or "", timezone.localdate())


@lru_cache(maxsize=8)
def _list_zones(language: str, on: date) -> tuple[tuple[str, str], ...]:
    """Return the zones with their distances on a day, which are read from some 400 files."""
    names = _names_in(language)
    return tuple((zone, _with_offset(words, zone, on)) for zone, words in names.items())


def time_zone_words(zone: str) -> str:
    """Return a zone in words; one that has no place of its own, such as UTC, as it is called."""
    words = _names_in(get_language() or "").get(zone)
    return _with_offset(words, zone, timezone.localdate()) if words else zone


def _with_offset(words: str, zone: str, on: date) -> str:
    return f"{words} ({offset(zone, on)})"


@cache
def _names_in(language: str) -> dict[str, str]:
    """Return the words for each zone, the city only where a country has several zones."""
    # Dear, and only some forms of the desk ask for it.
    from babel.core import Locale, get_global

    cities = Locale.parse(to_locale(language)).time_zones
    former_names: dict[str, list[str]] = {}
    for former, present in get_global("zone_aliases").items():
        former_names.setdefault(present, []).append(former)
    known_here = available_timezones()
    inhabited = {
        zone: country
        for zone, country in get_global("zone_territories").items()
        if country not in _NOWHERE and zone in known_here
    }
    number = Counter(inhabited.values())

    def name_place(zone: str, country: str) -> str:
        country_name = str(countries.name(country)) or country
        if number[country] == 1:
            return country_name
        known = (cities.get(name, {}).get("city") for name in (zone, *former_names.get(zone, ())))
        return f"{country_name} · {next(filter(None, known), _last_part(zone))}"

    names = {zone: name_place(zone, country) for zone, country in inhabited.items()}
    return dict(sorted(names.items(), key=lambda entry: sort_key(entry[1])))


def _last_part(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
