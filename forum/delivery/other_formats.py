"""In what other forms a record can be had: links that its page names."""

from typing import NamedTuple

from django.utils.translation import gettext, override

from forum.core.addressable import page_address
from forum.core.content import Record
from forum.core.field_labels import site_language_name
from forum.exports.schedules.schedule_records import has_hours
from forum.models import KnowledgeProduct
from forum.reader.event_record import LANGUAGES
from people.models import Person
from sessions_app.models import Event, Series, Session


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
    links += list_references("event-citation", event.slug)
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


def list_references(route: str, *names: str) -> list[FormatLink]:
    """Return the files that reference managers take. names: of the record in its address."""
    labels = (
        ("ris", gettext("Reference (RIS)")),
        ("bib", gettext("Reference (BibTeX)")),
        ("json", gettext("Reference (CSL-JSON)")),
    )
    return [FormatLink(label, page_address(route, *names, kind)) for kind, label in labels]


def formats_of(record: Record) -> list[FormatLink]:
    """Return what a published session, person, product or series can be taken away as."""
    match record:
        case Session():
            return list_references("session-citation", record.event.slug, record.slug)
        case Person():
            calendar = page_address("person-calendar", record.slug)
            return [
                *list_references("person-citation", record.slug),
                FormatLink(gettext("Calendar of the sessions (iCalendar)"), calendar),
            ]
        case KnowledgeProduct():
            return list_references("product-citation", record.slug)
        case Series():
            calendar = page_address("series-calendar", record.slug)
            return [
                FormatLink(gettext("Calendar of the events (iCalendar)"), calendar),
                FormatLink(gettext("Feed of the series"), page_address("series-feed", record.slug)),
            ]
        case _:
            return []
