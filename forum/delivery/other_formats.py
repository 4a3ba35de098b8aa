"""In what other forms a record can be had: links that its page names."""

from typing import Final, NamedTuple

from django.utils.translation import gettext, override

from forum.core.addressable import page_address
from forum.core.content import Record
from forum.core.field_labels import site_language_name
from forum.exports.schedules.schedule_records import has_hours
from forum.models import KnowledgeProduct
from forum.reader.event_record import LANGUAGES
from people.models import Person
from sessions_app.models import Event, Series, Session

# Name of what reference managers take -> its suffix.
REFERENCES: Final = {"RIS": "ris", "BibTeX": "bib", "CSL-JSON": "json"}


class FormatLink(NamedTuple):
    """label: what the file is, its kind in brackets."""

    label: str
    href: str


def list_formats(event: Event, sessions: list[Session]) -> list[FormatLink]:
    """Return what a published event can be taken away as. sessions: its public ones."""
    links = [
        FormatLink(gettext("Proceedings (PDF)"), page_address("event-proceedings", event.slug))
    ]
    links += list_records(event)
    if len(event.readable_languages) > 1:
        address = page_address("event-proceedings-both", event.slug)
        links.append(FormatLink(gettext("Proceedings side by side (PDF)"), address))
    if has_hours(sessions):
        links += [
            FormatLink(
                gettext("Programme (schedule.xml)"), page_address("schedule-xml", event.slug)
            ),
            FormatLink(
                gettext("Programme (schedule.json)"), page_address("schedule-json", event.slug)
            ),
        ]
    links.append(FormatLink(gettext("Data for programs"), page_address("api-docs")))
    return links


def list_records(event: Event) -> list[FormatLink]:
    """Return the published record as Word, in each language of the house style that is ready."""
    label = gettext("Record in %(language)s: published texts only (Word)")
    links = []
    for code in (code for code in event.readable_languages if code in LANGUAGES):
        name = label % {"language": site_language_name(code)}
        with override(code):
            links.append(FormatLink(name, page_address("event-word", event.slug)))
    return links


def list_references(record: Record) -> list[FormatLink]:
    """Return the files of a published record that reference managers take."""
    place: tuple[str, ...]
    match record:
        case Event():
            place = ("event-citation", record.slug)
        case Session():
            place = ("session-citation", record.event.slug, record.slug)
        case Person():
            place = ("person-citation", record.slug)
        case KnowledgeProduct():
            place = ("product-citation", record.slug)
        case _:
            return []
    return [FormatLink(name, page_address(*place, kind)) for name, kind in REFERENCES.items()]


def formats_of(record: Record, *, has_hours: bool) -> list[FormatLink]:
    """Return what a published person or series can be taken away as besides.

    has_hours: whether a session that a person took part in has an hour, as its calendar asks for.
    """
    match record:
        case Person() if has_hours:
            calendar = page_address("person-calendar", record.slug)
            return [FormatLink(gettext("Calendar of the sessions (iCalendar)"), calendar)]
        case Series():
            calendar = page_address("series-calendar", record.slug)
            return [
                FormatLink(gettext("Calendar of the events (iCalendar)"), calendar),
                FormatLink(gettext("Feed of the series"), page_address("series-feed", record.slug)),
            ]
        case _:
            return []
