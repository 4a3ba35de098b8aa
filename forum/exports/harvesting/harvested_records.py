"""What is harvested: published events and knowledge products, each with all that is ready of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Model, Prefetch
from django.utils.timezone import localdate
from django.utils.translation import override

from forum.core.content import Content, Record
from forum.core.control_characters import printable
from forum.core.richtext import to_text
from forum.core.translated import html_lang, in_language
from forum.core.translations.states import is_rich
from forum.core.visibility import last_change
from forum.localization.text_marks import list_reservations
from forum.models import KnowledgeProduct, Topic
from forum.models.products import with_public_topics
from sessions_app.models import Event, EventOrganization

type Words = list[tuple[str, str]]

# DataCite's general kinds of resource.
_GENERAL: Final = {
    "event": "Event", "publication": "Book", "dataset": "Dataset", "tool": "Software",
    "course": "InteractiveResource", "platform": "Service",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HarvestedRecord:
    """identifier: kind and key, which no renaming changes; words are pairs of tag and text.

    creators: each by name.
    urls: addresses in each language; subjects: of topics; general: DataCite's kind of resource;
    issued: a day as ISO 8601, or a year.
    """

    set_name: str
    identifier: str
    updated: datetime
    titles: Words
    creators: list[Words]
    descriptions: Words
    subjects: Words
    publisher: str
    issued: str
    published: date | None
    languages: tuple[str, ...]
    urls: tuple[str, ...]
    kind: str
    general: str
    doi: str
    handle: str


def list_words(record: Record, field: str) -> Words:
    """Return a text in each language in which the public may read it."""
    model: type[Model] = type(record)
    has_markup = is_rich(model, field)
    words = []
    for code in record.owner.readable_languages:
        text = in_language(record, field, code).value
        if text:
            words.append((html_lang(code), printable(to_text(text) if has_markup else text)))
    return words


def list_notes(record: Content, event: Event | None) -> Words:
    """Return what must be known of a record in each of its languages.

    event: the one that it is or comes from, whose standing holds for it.
    """
    words = []
    for code in record.readable_languages:
        with override(code):
            standing = str(event.get_standing_display()) if event else ""
            notes = filter(None, (standing, *list_reservations(record, code)))
            words += [(html_lang(code), note) for note in notes]
    return words


def published_events() -> Any:
    roles = EventOrganization.objects.published().in_print_order()
    prefetched = Prefetch("organizations", queryset=roles, to_attr="harvested_roles")
    events: Any = Event.objects.published().prefetch_related(prefetched)
    return with_public_topics(events.annotate(changed_at=last_change(Event)))


def published_products() -> Any:
    related = KnowledgeProduct.objects.published().select_related("launched_in__event")
    related = related.annotate(changed_at=last_change(KnowledgeProduct))
    return with_public_topics(related.prefetch_related("publishers"))


def harvest_event(event: Event, base: str, publisher: str) -> HarvestedRecord:
    roles: Iterable[EventOrganization] = vars(event)["harvested_roles"]  # prefetched
    return HarvestedRecord(
        **describe_common(event, base, publisher),
        set_name="events",
        titles=list_words(event, "title"),
        creators=list(name_hosts(event, roles)),
        descriptions=[*list_words(event, "introduction"), *list_notes(event, event)],
        subjects=name_topics(event),
        issued=event.starts_on.isoformat() if event.starts_on else "",
        kind="event",
        general=_GENERAL["event"],
    )


def name_hosts(event: Event, roles: Iterable[EventOrganization]) -> Iterator[Words]:
    for role in roles:
        if role.role == role.Role.HOST:
            role.event = event
            yield list_words(role, "printed_name") or list_words(role.organization, "name")


def name_topics(record: Content) -> Words:
    topics: Iterable[Topic] = vars(record)["public_topics"]  # prefetched
    return [words for topic in topics for words in list_words(topic, "name")]


def harvest_product(product: KnowledgeProduct, base: str, publisher: str) -> HarvestedRecord:
    session = product.launched_in
    return HarvestedRecord(
        **describe_common(product, base, publisher),
        set_name="products",
        titles=list_words(product, "title"),
        creators=[list_words(publisher, "name") for publisher in product.named_publishers],
        descriptions=[
            *(list_words(product, "summary") or list_words(product, "description")),
            *list_notes(product, session.event if session else None),
        ],
        subjects=name_topics(product),
        issued=session.day_or_year if session else "",
        kind=product.kind,
        general=_GENERAL.get(product.kind, "Other"),
    )


def describe_common(record: Any, base: str, publisher: str) -> dict[str, Any]:
    addresses = []
    for code in record.page_languages:
        with override(code):
            addresses.append(f"{base}{record.get_absolute_url()}")
    published = record.published_at
    return {
        "identifier": f"{record._meta.model_name}.{record.pk}",
        "updated": record.changed_at,
        "publisher": printable(publisher),
        "published": localdate(published) if published else None,
        "languages": tuple(html_lang(code) for code in record.page_languages),
        "urls": tuple(addresses),
        "doi": record.doi,
        "handle": record.handle,
    }
