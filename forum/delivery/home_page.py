"""The front page as data: parts in the order that staff gave them, each with what it shows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django_countries import countries

from forum.core.translated import Translated, translated
from forum.delivery.event_page import accent_address, describe_cover
from forum.delivery.facets import Vocabulary, label_sort_key, ready_texts
from forum.delivery.frame import build_frame, find_site, read_frame
from forum.delivery.home_statement import COMING, RECENT
from forum.delivery.lists import describe_label
from forum.delivery.news_pages import describe_link_to
from forum.delivery.page_texts import PageTexts, Text, list_marks
from forum.delivery.record_fragments import (
    Data,
    address_of_quote_card,
    describe_event_row,
    describe_guest,
    describe_guests,
    describe_link,
    describe_products,
    describe_reservation,
)
from forum.delivery.statements import Records
from forum.delivery.text_markup import display
from forum.delivery.time_markup import days
from forum.models import HomePart
from sessions_app.models import Appearance, Event

MOST_PEOPLE: Final = 8
MOST_PLACES: Final = 12

USUAL_ORDER: Final = tuple(kind for kind in HomePart.Kind if kind != HomePart.Kind.QUOTE)


def build_home_page(records: Records, request: HttpRequest) -> Data:
    """Return what the front page shows. records: of ``HOME_STATEMENT``."""
    texts = PageTexts()
    site = find_site(records)
    content = HomeContent(records, texts)
    parts = [part for part in content.list_parts() if part["content"]]
    featured = content.featured if any(part["kind"] == "latest" for part in parts) else None
    return {
        **build_frame(request, read_frame(records)),
        "tagline": texts.show(site, "tagline"),
        "parts": parts,
        "accent": accent_address(featured) if featured else "",
        "honest": texts.say_honestly(),
    }


@dataclass(frozen=True, slots=True)
class EventCity:
    """A city in which events were. names: language code -> name, as one of them writes it."""

    country: str
    names: Mapping[str, str]
    label: Translated
    events: int


def count_places(rows: Iterable[Mapping[str, Any]]) -> list[EventCity]:
    """Return where events were, the most frequent place first.

    Of three events in 上海, Shanghai and 上海 (Shanghai), all were in one place.
    """
    cities = defaultdict(list)
    for row in rows:
        if names := ready_texts(row, "city"):
            cities[row["country"]].append(names)
    places = [place for country in cities for place in _count_cities(country, cities[country])]
    return sorted(places, key=lambda place: (-place.events, place.label.value))


def _count_cities(country: str, cities: list[dict[str, str]]) -> Iterator[EventCity]:
    vocabulary = Vocabulary(cities)
    names_by_key = {vocabulary.find_key(names): names for names in cities}
    for key, count in Counter(map(vocabulary.find_key, cities)).items():
        yield EventCity(country, names_by_key[key], vocabulary.find_label(key), count)


class HomeContent:
    """What each kind of part shows; it is asked for where the part stands."""

    def __init__(self, records: Records, texts: PageTexts) -> None:
        self.records = records
        self.texts = texts
        events: list[Event] = [*records["upcoming"], *records["past"]]
        self.featured = events[0] if events else None

    def list_parts(self) -> list[Data]:
        stored: list[HomePart] = self.records["parts"]
        quotes = self._find_quotes(stored)
        kinds = (
            [(part.kind, part.pk) for part in stored if part.is_shown]
            if stored
            else [(kind.value, 0) for kind in USUAL_ORDER]
        )
        makers: dict[str, Callable[[], Any]] = {
            "latest": self.describe_featured,
            "coming": lambda: self._rows("upcoming", COMING),
            "recent": lambda: self._rows("past", RECENT),
            "numbers": self.list_numbers,
            "topics": self.list_topics,
            "places": self.list_places,
            "people": self.list_people,
            "products": self.list_products,
            "news": self.list_news,
        }
        return [
            {"kind": kind, "content": makers[kind]() if kind in makers else quotes.get(key)}
            for kind, key in kinds
        ]

    def describe_featured(self) -> Data | None:
        """Return the cover of the event that is on, comes next or was last, with its gist."""
        event = self.featured
        if event is None:
            return None
        return {
            **describe_cover(event, self.texts),
            "href": event.get_absolute_url(),
            "announced_as": describe_standing(event),
            "gist": self._find_gist(event),
        }

    def _find_gist(self, featured: Event) -> Data:
        """Return the points of the event at the head, else of the latest record, which it names.

        Where neither has any, the introduction of the event at the head.
        """
        events = dict.fromkeys([featured, *self.records["past"][:1]])
        points_by_event = ((event, self.texts.show_points(event)) for event in events)
        event, points = next((pair for pair in points_by_event if pair[1]), (featured, None))
        introduction = None if points else self.texts.show_excerpt(event, "introduction")
        return {
            "href": event.get_absolute_url(),
            "record": describe_link(event, "title", self.texts) if event != featured else None,
            "points": points,
            "introduction": introduction,
            "marks": self.texts.list_marks(event, "introduction") if introduction else [],
        }

    def _rows(self, name: str, most: int) -> list[Data]:
        events = [event for event in self.records[name] if event != self.featured]
        return [describe_event_row(event, self.texts) for event in events[:most]]

    def list_numbers(self) -> list[Data]:
        """Return how much the site holds; what there is none of is left out."""
        [people], [hosts] = self.records["counts"], self.records["hosts"]
        events = len(self.records["places"])
        numbers = [
            (events, gettext("Events"), "events"),
            (people["guests"], gettext("Guests"), "people"),
            (people["countries"], gettext("Countries and areas"), ""),
            (hosts["hosts"], gettext("Hosts"), "organizations"),
        ]
        shown = [
            {"number": number, "words": words, "route": route}
            for number, words, route in numbers
            if number
        ]
        # One figure is no overview, and a site of one event is no place for figures.
        return shown if events > 1 else []

    def list_topics(self) -> list[Data]:
        topics = sorted(
            self.records["topics"],
            key=lambda topic: label_sort_key(translated(topic, "name").value),
        )
        return [describe_link(topic, "name", self.texts) for topic in topics]

    def list_places(self) -> list[Data]:
        """Return where events were, the most frequent place first."""
        places = count_places(self.records["places"])
        if len(places) < 2:
            return []
        # Cities of two countries may have one name; the list of events filters by the name alone.
        cities = Vocabulary(ready_texts(row, "city") for row in self.records["cities"])
        return [
            {
                "city": self._note(place.label),
                "country": str(countries.name(place.country)),
                "href": address_of_city(cities.find_key(place.names)),
                "count": place.events,
            }
            for place in places[:MOST_PLACES]
        ]

    def _note(self, label: Translated) -> Text:
        """Return a word for the page, which says so if it is in another language."""
        if label.is_fallback:
            self.texts.fallbacks.add(label.language)
        return describe_label(label)

    def list_people(self) -> list[Data]:
        """Return who spoke at the latest record, in protocol order, everybody once."""
        first_appearances: dict[int, Appearance] = {}
        for appearance in self.records["guests"]:
            first_appearances.setdefault(appearance.person_id, appearance)
        guests = [*first_appearances.values()][:MOST_PEOPLE]
        return describe_guests(guests, self.texts)

    def list_products(self) -> list[Data]:
        return describe_products(self.records, self.texts, launch="event")

    def list_news(self) -> list[Data]:
        return [describe_link_to(news_item, self.texts) for news_item in self.records["news"]]

    def _find_quotes(self, parts: list[HomePart]) -> dict[int, Data | None]:
        appearances = {appearance.pk: appearance for appearance in self.records["quoted"]}
        return {
            part.pk: describe_quote(part, appearances[part.appearance_id], self.texts)
            for part in parts
            if part.is_shown and part.appearance_id in appearances
        }


def address_of_city(key: str) -> str:
    """Return the address of the list of events in a city. key: as the list's filter has it."""
    return f"{reverse('events')}?{urlencode({'city': key})}"


def describe_quote(part: HomePart, appearance: Appearance, texts: PageTexts) -> Data | None:
    """Return a sentence with who said it; None where the public may not read it any more.

    It stands in the language of the remarks that the page would show.
    """
    remarks = translated(appearance, "remarks")
    sentence = part.sentence_in(remarks) if remarks else ""
    if not sentence:
        return None
    if remarks.is_fallback:
        texts.fallbacks.add(remarks.language)
    event = appearance.session.event
    return {
        "sentence": Text(sentence, remarks.lang if remarks.is_fallback else ""),
        "marks": list_marks(appearance, remarks),
        "is_full_text": appearance.remarks_kind == Appearance.RemarksKind.FULL_TEXT,
        "kind": display(appearance, "remarks_kind"),
        "guest": describe_guest(appearance, texts),
        "event": describe_link(event, "title", texts),
        "href": f"{appearance.session.get_absolute_url()}#{appearance.anchor}",
        "days": days(event.starts_on) if event.starts_on else "",
        "standing": describe_reservation(event),
        "card": address_of_quote_card(appearance.session, appearance.person.slug),
    }


def describe_standing(event: Event) -> str:
    """Return in words whether the event is on, comes next or is over."""
    today = timezone.localdate()
    if not event.starts_on or not event.ends_on or event.ends_on < today:
        return gettext("Latest record")
    return gettext("On now") if event.starts_on <= today else gettext("Next event")
