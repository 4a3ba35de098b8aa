"""A result of the search as data: what it is called, why it was found, and where it is shown."""

from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, gettext, override

from forum.core.content import column, language_codes
from forum.core.field_labels import site_language_name
from forum.core.names import is_han
from forum.core.translated import Translated, html_lang, translated
from forum.delivery.latin_names import LANG
from forum.delivery.page_texts import PageTexts, Text, list_in_other_languages, spell_name
from forum.delivery.pictures import photo
from forum.delivery.record_fragments import (
    Data,
    address_of,
    describe_days,
    describe_place,
    describe_reservation,
    describe_session_link,
)
from forum.delivery.search_objects import Hit
from forum.delivery.text_markup import display
from forum.delivery.time_markup import days
from forum.localization.text_marks import join_languages, only_in
from forum.models import SearchEntry
from forum.search.highlights import Marker
from people.models import Person
from sessions_app.models import Appearance, Session

Kind = SearchEntry.Kind

GUESTS: Final = (Kind.REMARKS, Kind.MODERATOR)
# Kinds whose results say in which event they are.
WITHIN_EVENTS: Final = (Kind.SESSION, Kind.DOCUMENT, Kind.PHOTO)
# Kinds whose records are of several sorts.
SORTED: Final = (Kind.ORGANIZATION, Kind.PRODUCT)
# The fields that name a kind's records; the first with text.
_NAMES: Final[dict[str, str]] = {
    Kind.SESSION: "title heading",
    Kind.PHOTO: "caption",
    Kind.PERSON: "name",
    Kind.ORGANIZATION: "name",
    Kind.TOPIC: "name",
    Kind.SERIES: "name",
}
# The field that a kind's passages come from first of all.
_BODIES: Final[dict[str, str]] = {
    Kind.REMARKS: "remarks",
    Kind.EVENT: "introduction",
    Kind.PERSON: "biography",
    Kind.PRODUCT: "summary",
    Kind.SERIES: "description",
    Kind.NEWS: "body",
    Kind.PAGE: "body",
    Kind.PHOTO: "caption",
}


def describe_hit(hit: Hit, marker: Marker, texts: PageTexts) -> Data:
    """Return a result. marker: finds the words of the query in its texts."""
    describe = describe_guest if hit.kind in GUESTS else describe_record
    return {
        "kind": str(hit.kind),
        "href": find_address(hit),
        "role": "",
        "held_title": None,
        "others": [],
        "picture": "",
        "abbreviation": None,
        "facts": [],
        "place": None,
        "people": [],
        "event": None,
        "session": None,
        "days": "",
        "standing": "",
        "spelling": None,
        "led": [],
        # Of a photo its caption is the name.
        "passage": None if hit.kind == Kind.PHOTO else describe_passage(hit, marker, texts),
        **describe(hit, marker, texts),
    }


def describe_guest(hit: Hit, marker: Marker, texts: PageTexts) -> Data:
    """Return what somebody said, or moderated."""
    appearance: Appearance = hit.object
    session: Session = appearance.session
    event = session.event
    return {
        # Of a person whose name stands in a language that is not ready, none is shown.
        "name": texts.show(appearance.person, "name") or Text(""),
        "role": display(appearance, "role") if appearance.is_moderator else "",
        "held_title": texts.show_marked(appearance, "title"),
        "spelling": describe_spelling(hit, appearance.person, marker),
        "event": describe_event(event, texts),
        "session": describe_session_link(session, texts)["name"],
        "days": days(session.day) if session.day else describe_days(event),
        "standing": describe_reservation(event),
    }


def describe_record(hit: Hit, marker: Marker, texts: PageTexts) -> Data:
    """Return any other result."""
    record = hit.object
    name = texts.show(record, _NAMES.get(hit.kind, "title"))
    result: Data = {
        "name": name or Text(display(record, "kind") if hit.kind == Kind.SESSION else ""),
        "facts": list_facts(hit),
    }
    if hit.kind == Kind.ORGANIZATION:
        result["abbreviation"] = texts.show(record, "abbreviation")
    if hit.kind in WITHIN_EVENTS:
        result["event"] = describe_event(record.event, texts)
        result["standing"] = describe_reservation(record.event)
    if hit.kind == Kind.PERSON:
        result["others"] = list_in_other_languages(record, "name")
        result["led"] = [describe_led(guest, texts) for guest in hit.led]
        result["spelling"] = describe_spelling(hit, record, marker)
    if hit.kind == Kind.PHOTO:
        result["picture"] = photo(record, "image", "alt", sizes="8rem")
        result["people"] = list_people(record, texts)
    if hit.kind == Kind.EVENT:
        result["days"] = describe_days(record)
        result["place"] = describe_place_of(record, texts)
        result["standing"] = describe_reservation(record)
    return result


def describe_led(guest: Appearance, texts: PageTexts) -> Data:
    """Return a session that a person led."""
    return {
        "role": display(guest, "role"),
        "href": find_address_in_session(guest),
        "session": describe_session_link(guest.session, texts)["name"],
        "days": describe_days(guest.session.event),
    }


def describe_event(event: Any, texts: PageTexts) -> Data:
    """Return the event of a result, which is as public as the result itself."""
    return {"href": address_of(event), "name": texts.show(event, "title")}


def describe_place_of(event: Any, texts: PageTexts) -> Data | None:
    """Return where an event was, None where neither its city nor its country is known."""
    return describe_place(event, texts) if texts.show(event, "city") or event.country else None


def list_facts(hit: Hit) -> list[str]:
    """Return what tells records of the same name apart."""
    record = hit.object
    if hit.kind == Kind.NEWS:
        return [days(record.published_at)]
    if hit.kind == Kind.DOCUMENT:
        sizes = [filesizeformat(record.size)] if record.size else []
        return [site_language_name(record.language), *sizes]
    return [display(record, "kind")] if hit.kind in SORTED else []


def describe_spelling(hit: Hit, bearer: Person, marker: Marker) -> Data | None:
    """Return the spelling that was found where no name or text on the page bears the words."""
    names = [getattr(bearer, column("name", code)) or "" for code in language_codes()]
    held_title = translated(hit.object, "title").value if isinstance(hit.object, Appearance) else ""
    if any(marker.spans(text) for text in (*names, held_title, hit.text)):
        return None
    spellings = [line for line in hit.title.splitlines() if marker.spans(line)]
    if not spellings:
        return None
    # The forms in pinyin are the last line; those before are names, titles and abbreviations.
    is_pinyin = spellings[-1] == hit.title.splitlines()[-1] and any(map(is_han, names))
    if not is_pinyin or is_han(spellings[-1]):
        spelling = spell_name(spellings[-1])
        words = marker.excerpt(spelling.value, "en")
        return {"label": gettext("Found by:"), "lang": spelling.lang, "words": words}
    forms = " ".join(form for form in spellings[-1].split() if marker.spans(form))
    label = gettext("Found by the pinyin of the name:")
    return {"label": label, "lang": LANG, "words": marker.whole(forms)}


def describe_passage(hit: Hit, marker: Marker, texts: PageTexts) -> Data | None:
    """Return the passage that matches in its own language, with what a reader must know of that.

    “Chinese only”, or where to read the text that it stands in, if the page's language has another.
    """
    if not hit.text:
        return None
    passage: Data = {
        "words": marker.excerpt(hit.text, hit.language), "lang": "", "mark": "", "original": None
    }  # fmt: skip
    if hit.language == get_language():
        return passage
    body, lang = find_body(hit), html_lang(hit.language)
    # On a site of three languages the passage may stand in the third.
    if body.is_fallback and body.language == hit.language:
        texts.fallbacks.add(body.language)
        return {**passage, "lang": lang, "mark": only_in(body)}
    with override(hit.language):
        href = find_address(hit)
    original = {"href": href, "lang": lang, "words": name_text(hit.language)}
    return {**passage, "lang": lang, "original": original}


def find_body(hit: Hit) -> Translated:
    field = _BODIES.get(hit.kind)
    language = get_language() or language_codes()[0]
    return translated(hit.object, field) if field else Translated("", language, language)


def name_text(language: str) -> str:
    return gettext("In the %(language)s text") % {"language": join_languages([language])}


def find_address(hit: Hit) -> str:
    """Return where the object is shown: remarks at their anchor on the session's page.

    A photo of guests stands beside what the first of them said, any other in the event's gallery.
    """
    if hit.kind in GUESTS:
        return find_address_in_session(hit.object)
    if hit.kind == Kind.PHOTO:
        beside = [guest for guest in list_guests(hit.object) if guest.photo_id == hit.object.pk]
        gallery = f"{hit.object.event.get_absolute_url()}#photos"
        return find_address_in_session(beside[0]) if beside else gallery
    return str(hit.object.get_absolute_url())


def find_address_in_session(appearance: Appearance) -> str:
    return f"{appearance.session.get_absolute_url()}#{appearance.anchor}"


def list_guests(picture: Any) -> list[Appearance]:
    """Return who is on a photo that was found, of its own event."""
    return [guest for guest in picture.public_guests if guest.session.event_id == picture.event_id]


def list_people(picture: Any, texts: PageTexts) -> list[Text]:
    """Return whom a photo that was found shows and its caption does not name, each once."""
    caption = translated(picture, "caption").value
    people = dict.fromkeys(guest.person for guest in list_guests(picture))
    unnamed = [person for person in people if translated(person, "name").value not in caption]
    return [name for person in unnamed if (name := texts.show(person, "name"))]
