"""Where a record shows now, page by page, and in which lists and files."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from forum.core.content import Content, Part, language_codes
from forum.models import HomePart, KnowledgeProduct, Page, ProductPart, TakeDown, Topic
from forum.models.list_pages import LISTS
from people.models import Organization, Person
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """A page, list or file that shows the record. links: (language, address)."""

    kind: str
    title: str
    links: tuple[tuple[str, str], ...]


type Places = Iterator[PublicPlace]
# What has a page of its own, or a place on one.
type PageRecord = (
    Series | Event | Session | Document | Person | Organization | KnowledgeProduct | Page | Topic
)


def find_public_places(
    record: Content | Part, scope: str = TakeDown.Scope.RECORD
) -> list[PublicPlace]:
    """Return every place where a record, or an appearance's remarks, shows now; none if nowhere."""
    # Any: each model's own queryset says what is public with it.
    rows: Any = type(record)._default_manager
    with override(None):
        is_public = rows.published().filter(pk=record.pk).exists()
    if not is_public:
        return []
    if scope == TakeDown.Scope.REMARKS and isinstance(record, Appearance):
        return list(dict.fromkeys(_remarks(record)))
    label = record._meta.label
    lists = (_list(route) for route, page in LISTS.items() if label in page.models)
    return list(dict.fromkeys([*_BY_MODEL[type(record)](record), *lists]))


def _page(record: PageRecord) -> PublicPlace:
    """Return the page of a record under what it is called."""
    kind = str(capfirst(record._meta.verbose_name))
    return PublicPlace(kind, str(record), _links(record.get_absolute_url()))


def _pages(records: Iterable[PageRecord]) -> Places:
    return map(_page, records)


def _links(path: str) -> tuple[tuple[str, str], ...]:
    """Return an address once a language."""
    rest = path.lstrip("/").partition("/")[2]
    return tuple((code, f"/{code}/{rest}") for code in language_codes())


def _list(name: str, title: str = "", **kwargs: object) -> PublicPlace:
    """Return a list or a file. title: of whose it is, where several are named."""
    words: dict[str, Callable[[], str]] = {
        "home": lambda: gettext("Home page"),
        "events": lambda: gettext("List of events"),
        "people": lambda: gettext("Directory of people"),
        "organizations": lambda: gettext("Directory of organizations"),
        "knowledge": lambda: gettext("List of knowledge products"),
        "topics": lambda: gettext("List of topics"),
        "news": lambda: gettext("List of news"),
        "search": lambda: gettext("Search"),
        "feed": lambda: gettext("Feed of events"),
        "news-feed": lambda: gettext("Feed of news"),
        "series-feed": lambda: gettext("Feed of the series"),
        "agenda": lambda: gettext("Agenda for calendars"),
        "session-calendar": lambda: gettext("Session for calendars"),
        "share": lambda: gettext("Picture of shared links"),
        "event-parallel": lambda: gettext("Both languages side by side"),
        "session-parallel": lambda: gettext("Both languages side by side"),
        "event-word": lambda: gettext("Record (Word)"),
        "event-proceedings": lambda: gettext("Proceedings (PDF)"),
        "session-proceedings": lambda: gettext("Proceedings (PDF)"),
        "event-proceedings-both": lambda: gettext("Proceedings side by side (PDF)"),
        "quote-card": lambda: gettext("Quote card"),
    }
    kind = words[name]() if name in words else str(LISTS[name].name)
    return PublicPlace(kind, title, _links(reverse(name, kwargs=kwargs)))


def _sitemap() -> PublicPlace:
    return PublicPlace(gettext("Sitemap"), "", (("", reverse("sitemap")),))


def _sitemap_of_datasets(section: str) -> PublicPlace:
    address = reverse("sitemap-section", args=[section])
    return PublicPlace(gettext("Sitemap of datasets"), "", (("", address),))


def _lists(*names: str, sitemap: bool = True) -> Places:
    yield from (_list(name) for name in (*names, "search"))
    if sitemap:
        yield _sitemap()


def _series(series: Series) -> Places:
    yield _page(series)
    yield _list("series-feed", slug=series.slug)
    events = Event.objects.published()
    yield from _pages(events.filter(Q(series=series) | Q(parent__series=series)).latest_first())
    featured = events.upcoming().first() or _find_latest_record()
    if featured and featured.series == series:
        yield _list("home")
    yield from _lists("events")


def _event(event: Event) -> Places:
    yield _page(event)
    for name in ("event-parallel", "agenda"):
        yield _list(name, slug=event.slug)
    yield _list("share", slug=event.slug, shape="share")
    yield from _files(event)
    for session in Session.objects.published().filter(event=event).select_related("event"):
        yield from _of_session(session)
    yield from _pages(Event.objects.published().filter(parent=event))
    event_series = event.series or (event.parent and event.parent.series)
    yield from _pages(_published(event.parent, event_series))
    for series in _published(event_series):
        yield _list("series-feed", slug=series.slug)
    appearances = Appearance.objects.published().filter(session__event=event)
    people = Person.objects.published().filter(pk__in=appearances.values("person"))
    yield from _pages(people.in_directory_order())
    yield from _pages(_organizations_of(event, appearances))
    yield from _products("knowledge", launched_in__event=event)
    yield from _pages(Document.objects.published().filter(event=event))
    yield from _lists("home", "feed", "people")
    yield _sitemap_of_datasets("event-datasets")


def _organizations_of(event: Event, appearances: QuerySet[Appearance]) -> Iterable[Organization]:
    roles = EventOrganization.objects.published().filter(event=event).values("organization")
    has_part = Q(pk__in=roles) | Q(pk__in=appearances.values("organization"))
    organizations: Iterable[Organization] = (
        Organization.objects.published().filter(has_part).in_directory_order()
    )
    return organizations


def _session(session: Session) -> Places:
    yield from _around(session)
    appearances = Appearance.objects.published().filter(session=session)
    people = Person.objects.published().filter(pk__in=appearances.values("person"))
    yield from _pages(people.in_directory_order())
    yield from _products("home", "knowledge", launched_in=session)
    yield _list("agenda", slug=session.event.slug)
    yield from _lists()


def _around(session: Session) -> Places:
    """Yield the pages and files of a session and its event, both languages side by side too."""
    yield _page(session.event)
    yield _list("event-parallel", slug=session.event.slug)
    yield from _files(session.event)
    yield from _of_session(session)


def _of_session(session: Session) -> Places:
    yield _page(session)
    calendar = ("session-calendar",) if session.has_hour else ()
    for name in ("session-parallel", "session-proceedings", *calendar):
        yield _list(name, slug=session.event.slug, session_slug=session.slug)


def _files(event: Event) -> Places:
    """Yield the files that print an event; the proceedings of its parent do too."""
    yield _list("event-word", slug=event.slug)
    for printed in (event, *_published(event.parent)):
        for name in ("event-proceedings", "event-proceedings-both"):
            yield _list(name, str(printed), slug=printed.slug)


def _find_latest_record() -> Event | None:
    """Return the event of which, and of its sub-forums, the front page names the speakers."""
    record: Event | None = Event.objects.published().past().first()
    return record


def _is_quoted(appearance: Appearance) -> bool:
    return HomePart.objects.filter(appearance=appearance, is_shown=True).exists()


def _quote_card(appearance: Appearance) -> Places:
    if appearance.has_remarks():
        session, person = appearance.session, appearance.person
        places = {"slug": session.event.slug, "session_slug": session.slug}
        places["person_slug"] = person.slug
        yield _list("quote-card", **places, role="")
        # Who speaks in several roles has a card for each.
        if Appearance.objects.filter(session=session, person=person).count() > 1:
            yield _list("quote-card", **places, role=appearance.role)


def _appearance(appearance: Appearance) -> Places:
    yield from _of_appearance(appearance, _find_latest_record())


def _of_appearance(appearance: Appearance, latest: Event | None) -> Places:
    """Yield where an appearance shows. latest: see ``_find_latest_record``."""
    yield from _around(appearance.session)
    yield from _quote_card(appearance)
    event = appearance.session.event
    is_named = latest is not None and latest.pk in (event.pk, event.parent_id)
    speaks = is_named and not appearance.is_moderator
    if speaks or _is_quoted(appearance):
        yield _list("home")
    yield from _pages(_published(appearance.person, appearance.organization))
    yield from _products("home", "knowledge", launched_by=appearance)
    yield from _pages(Document.objects.published().filter(appearance=appearance))
    yield _list("agenda", slug=appearance.session.event.slug)
    yield from _lists("people", sitemap=False)


def _remarks(appearance: Appearance) -> Places:
    yield from _around(appearance.session)
    yield from _quote_card(appearance)
    yield from _pages(Document.objects.published().filter(appearance=appearance))
    yield from _pages(_published(appearance.person, appearance.organization))
    if _is_quoted(appearance):
        yield _list("home")
    yield from _lists(sitemap=False)


def _photo(photo: Photo) -> Places:
    """Yield the pages of the photo's gallery, and of those who are on it."""
    appearances = Appearance.objects.published().filter(photos=photo).with_event()
    yield _page(photo.event)
    yield from _files(photo.event)
    if photo.session:
        yield _page(photo.session)
    for appearance in appearances.select_related("person"):
        yield _page(appearance.session)
        yield from _pages(_published(appearance.person))
    yield from _lists(sitemap=False)


def _document(document: Document) -> Places:
    yield _page(document)
    yield _page(document.event)
    if document.session:
        yield _page(document.session)
    yield from _lists(sitemap=False)


def _person(person: Person) -> Places:
    yield _page(person)
    appearances = (
        Appearance.objects.published().filter(person=person).with_event().newest_event_first()
    )
    latest = _find_latest_record()
    for appearance in appearances.select_related("organization", "person"):
        yield from _of_appearance(appearance, latest)
    yield from _pages(_published(person.organization))
    yield from _lists()


def _organization(organization: Organization) -> Places:
    yield _page(organization)
    roles = EventOrganization.objects.published().filter(organization=organization)
    yield from _pages(role.event for role in roles.newest_event_first())
    yield from _pages(Person.objects.published().filter(organization=organization))
    yield from _products("knowledge", publishers=organization)
    yield from _lists()


def _products(*lists: str, **where: object) -> Places:
    """Yield the pages of some products; with any, the lists that show the record with them."""
    products = list(KnowledgeProduct.objects.published().filter(**where))
    yield from _pages(products)
    if products:
        yield from map(_list, lists)


def _role(role: EventOrganization) -> Places:
    yield _page(role.event)
    yield _list("event-parallel", slug=role.event.slug)
    yield from _files(role.event)
    yield from _pages(_published(role.organization))


def _product(product: KnowledgeProduct) -> Places:
    yield _page(product)
    if product.launched_in:
        yield from _pages(_published(product.launched_in.event))
        yield from _files(product.launched_in.event)
        yield _page(product.launched_in)
    launchers = Appearance.objects.published().filter(launched_products=product)
    yield from _pages(Person.objects.published().filter(appearances__in=launchers).distinct())
    yield from _pages(Organization.objects.published().filter(products=product))
    yield from _lists("home")
    if product.kind == KnowledgeProduct.Kind.DATASET:
        yield _sitemap_of_datasets("product-datasets")


def _part(part: ProductPart) -> Places:
    yield _page(part.product)
    yield from _lists(sitemap=False)


def _topic(topic: Topic) -> Places:
    yield _page(topic)
    yield from _lists()
    yield from _products("home", "knowledge", topics=topic)
    events = Event.objects.published()
    yield from _pages(events.filter(topics=topic))
    yield from _pages(Session.objects.published().filter(topics=topic).select_related("event"))


def _own_page(page: Page) -> Places:
    yield _page(page)
    if page.kind == Page.Kind.NEWS:
        yield from _lists("home", "news", "news-feed")
    else:
        yield from _lists()


def _published[P: Series | Event | Person | Organization](*records: P | None) -> Iterator[P]:
    """Yield those of some records that have a public page."""
    with override(None):
        public = [record for record in records if record and record.is_public]
    yield from public


_BY_MODEL: dict[type[Model], Callable[[Any], Places]] = {
    Series: _series,
    Event: _event,
    EventOrganization: _role,
    Session: _session,
    Appearance: _appearance,
    Photo: _photo,
    Document: _document,
    Person: _person,
    Organization: _organization,
    KnowledgeProduct: _product,
    ProductPart: _part,
    Page: _own_page,
    Topic: _topic,
}
