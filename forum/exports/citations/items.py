"""What is cited of a published record: who is responsible, what it is called, when, where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext

from forum.core.record_names import name_of
from forum.core.translated import html_lang, translated
from forum.localization.text_marks import list_reservations
from forum.models import KnowledgeProduct, Page, SiteSettings
from people.models import Person
from sessions_app.models import Appearance, Event, EventOrganization, Session

_BETWEEN_NOTES: Final = " · "


@dataclass(frozen=True, slots=True)
class CitedWork:
    """One entry. kind: event, session, remarks, product kinds, person.

    authors: names as printed, of people or bodies; container: what it is a part of; language: BCP
    47 tag of the title; key: letters, figures and hyphens, unique within a file; issued: a day as
    ISO 8601, or a year; note: what a reader must know of the whole record.
    """

    kind: str
    key: str
    title: str
    language: str
    url: str
    authors: tuple[str, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    issued: str = ""
    note: str = ""
    doi: str = ""


def list_hosts(roles: Iterable[EventOrganization]) -> tuple[str, ...]:
    """Return the names of the hosts among an event's organizations, as the event printed them."""
    names = (
        translated(host, "printed_name").value or translated(host.organization, "name").value
        for host in roles
        if host.role == host.Role.HOST
    )
    return tuple(name for name in names if name)


def cite_event(event: Event, hosts: tuple[str, ...], site: SiteSettings, base: str) -> CitedWork:
    title = translated(event, "title")
    return CitedWork(
        kind="event",
        key=event.slug,
        title=title.value,
        language=html_lang(title.language),
        url=f"{base}{event.get_absolute_url()}",
        authors=hosts,
        container=name_larger_forum(event),
        publisher=name_publisher(site),
        place=event.name_place(translated(event, "city").value),
        issued=event.starts_on.isoformat() if event.starts_on else "",
        note=join_notes(event.get_standing_display(), *list_reservations(event, title.language)),
        doi=event.doi,
    )


def join_notes(*notes: object) -> str:
    """Return what a reader must know as one line, each once."""
    return _BETWEEN_NOTES.join(dict.fromkeys(filter(None, map(str, notes))))


def name_larger_forum(event: Event) -> str:
    """Return the name of the forum that the event was part of: its parent's, else its series'."""
    if event.public_parent:
        return translated(event.public_parent, "title").value
    return translated(event.public_series, "name").value if event.public_series else ""


def name_publisher(site: SiteSettings) -> str:
    """Return who publishes the site."""
    return translated(site, "organizer").value or translated(site, "site_name").value


def cite_session(
    session: Session, hosts: tuple[str, ...], site: SiteSettings, base: str, guest: str = ""
) -> list[CitedWork]:
    """Return a session, then the remarks of each in it, or of one guest by the person's slug.

    session: of ``with_appearances``.
    """
    event = session.event
    title, standing = name_of(session), str(event.get_standing_display())
    whole = CitedWork(
        kind="session",
        key=f"{event.slug}-{session.slug}",
        title=title.value,
        language=html_lang(title.language),
        url=f"{base}{session.get_absolute_url()}",
        authors=hosts,
        container=translated(event, "title").value,
        publisher=name_publisher(site),
        place=event.name_place(translated(event, "city").value),
        issued=session.day_or_year,
        note=join_notes(standing, *list_reservations(session, title.language)),
    )
    spoken = [row for row in session.public_appearances if translated(row, "remarks")]
    texts = Counter(row.person_id for row in spoken)
    return [
        whole,
        *(
            cite_remarks(row, row.role if texts[row.person_id] > 1 else "", whole, standing)
            for row in spoken
            if guest in ("", row.person.slug)
        ),
    ]


def cite_remarks(row: Appearance, role: str, whole: CitedWork, standing: str) -> CitedWork:
    """Return what somebody said in a session, at its place on the session's page.

    role: of somebody with several texts there, in which. standing: of the event, may be "".
    """
    name, remarks = translated(row.person, "name").value, translated(row, "remarks")
    words = {"name": name, "session": whole.title}
    return CitedWork(
        kind="remarks",
        key="-".join(filter(None, (whole.key, row.person.slug, role))),
        title=gettext("Remarks of %(name)s: %(session)s") % words,
        language=html_lang(remarks.wanted),
        url=f"{whole.url}#{row.anchor}",
        authors=(name,),
        container=whole.container,
        publisher=whole.publisher,
        place=whole.place,
        issued=whole.issued,
        note=join_notes(standing, *list_reservations(row, remarks.language)),
    )


def cite_product(product: KnowledgeProduct, base: str) -> CitedWork:
    title = translated(product, "title")
    publishers = [translated(publisher, "name").value for publisher in product.named_publishers]
    return CitedWork(
        kind=product.kind,
        key=product.slug,
        title=title.value,
        language=html_lang(title.language),
        url=f"{base}{product.get_absolute_url()}",
        authors=tuple(filter(None, publishers)),
        publisher="; ".join(filter(None, publishers)) or name_publisher(SiteSettings.current()),
        issued=find_issued(product),
        note=join_notes(product.reservation, *list_reservations(product, title.language)),
        doi=product.doi,
    )


def cite_person(person: Person, base: str) -> CitedWork:
    name = translated(person, "name")
    publisher = name_publisher(SiteSettings.current())
    return CitedWork(
        kind="person",
        key=person.slug,
        title=name.value,
        language=html_lang(name.language),
        url=f"{base}{person.get_absolute_url()}",
        container=publisher,
        publisher=publisher,
        issued=find_issued(person),
    )


def find_issued(record: object) -> str:
    """Return when a product, what is told of a person, or a page came out; "" where unknown.

    As ``CitedWork.issued``.
    """
    match record:
        case KnowledgeProduct(launched_in=Session() as session):
            return session.day_or_year
        case Person(biography_as_of=date() as day):
            return day.isoformat()
        case Page(published_at=datetime() as moment):
            return timezone.localdate(moment).isoformat()
        case _:
            return ""
