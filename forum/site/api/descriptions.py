"""Published records as the interface answers them."""

from mimetypes import guess_type
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import override
from ninja import Schema

from forum.core.content import Content, column
from forum.core.richtext import to_text
from forum.core.translated import html_lang
from forum.core.translations.states import is_rich, source_of
from forum.core.translations.units import unit_of
from forum.models import KnowledgeProduct, Page, Topic
from forum.site.api.schemas import (
    AppearanceOut,
    EventOut,
    NewsOut,
    OrganizationOut,
    PersonOut,
    ProductOut,
    SeriesOut,
    SessionOut,
    TopicOut,
)
from people.models import Organization, Person
from sessions_app.models import Appearance, Event, EventOrganization, Series, Session

type Data = dict[str, Any]


def describe_text(record: Any, field: str) -> Data:
    """Return language tag -> words, of the languages in which the public may read them."""
    owner: Content = record.owner
    return {
        html_lang(code): describe_words(record, field, code)
        for code in owner.readable_languages
        if getattr(record, column(field, code)) and not record.hides(field, code)
    }


def describe_words(record: Any, field: str, code: str) -> Data:
    value = getattr(record, column(field, code))
    model: type[Model] = type(record)
    has_markup = is_rich(model, field)
    return {
        "text": to_text(value) if has_markup else value,
        "html": value if has_markup else None,
        "state": find_state(record, field, code),
        "unofficial": code in record.owner.unofficial_languages,
        "not_reviewed_by_speaker": record.is_uncleared(field, code),
    }


def find_state(record: Any, field: str, code: str) -> str:
    """Return “original” for what was written in the language, else the translation's state."""
    source = source_of(record, field, record.original_language)
    if code == source:
        return "original"
    return str(unit_of(record, field, code, source).state.value)


def list_addresses(request: HttpRequest, record: Any, languages: list[str]) -> dict[str, str]:
    addresses = {}
    for code in languages:
        with override(code):
            addresses[html_lang(code)] = request.build_absolute_uri(record.get_absolute_url())
    return addresses


def find_slug(record: Any) -> str | None:
    """Return the slug of a related record that the public may see, else None."""
    return record.slug if record and record.page_languages else None


def describe_series(request: HttpRequest, record: Series) -> Data:
    return {
        "slug": record.slug,
        **describe_texts(record, SeriesOut),
        "urls": list_addresses(request, record, record.page_languages),
        "updated": record.updated,
    }


def describe_texts(record: Any, schema: type[Schema]) -> Data:
    """Return the translated fields that a schema has."""
    fields = type(record).translated_fields
    return {name: describe_text(record, name) for name in schema.model_fields if name in fields}


def describe_event(request: HttpRequest, record: Event) -> Data:
    roles: list[EventOrganization] = vars(record)["public_roles"]  # prefetched
    for role in roles:
        role.event = record
    return {
        **pick(record, "slug", "kind", "standing", "edition"),
        **pick(record, "starts_on", "ends_on", "time_zone", "updated"),
        **describe_texts(record, EventOut),
        **pick(record, "doi", "handle"),
        "series": find_slug(record.series),
        "parent": find_slug(record.parent),
        "country": record.country.code or None,
        "organizations": [describe_role(role) for role in roles],
        "topics": list_topics(record),
        "urls": list_addresses(request, record, record.page_languages),
    }


def list_topics(record: Any) -> list[str]:
    """Return the slugs of a record's public topics, which were prefetched."""
    return [topic.slug for topic in vars(record)["public_topics"]]


def pick(record: Any, *names: str) -> Data:
    return {name: getattr(record, name) for name in names}


def describe_role(record: EventOrganization) -> Data:
    name = describe_text(record, "printed_name") or describe_text(record.organization, "name")
    return {"role": record.role, "organization": find_slug(record.organization), "name": name}


def describe_session(request: HttpRequest, record: Session) -> Data:
    return {
        **pick(record, "slug", "kind", "day", "start", "end", "position", "updated"),
        "id": record.pk,
        "event": record.event.slug,
        "standing": record.event.standing,
        **describe_texts(record, SessionOut),
        "recording": record.recording_url or None,
        "own_recording": describe_recording(request, record),
        "topics": list_topics(record),
        "urls": list_addresses(request, record, record.event.page_languages),
    }


def describe_recording(request: HttpRequest, record: Session) -> Data | None:
    """Return the recording that the site hands out itself."""
    file = record.public_recording
    if not file:
        return None
    captions = record.public_captions.items()
    return {
        "url": request.build_absolute_uri(file.url),
        "media_type": guess_type(str(file.name))[0],
        "captions": {code: request.build_absolute_uri(vtt.url) for code, vtt in captions},
    }


def describe_appearance(request: HttpRequest, record: Appearance) -> Data:
    return {
        **pick(record, "role", "position", "remarks_kind", "updated"),
        "id": record.pk,
        "event": record.session.event.slug,
        "standing": record.session.event.standing,
        "session": record.session.slug,
        "person": find_slug(record.person),
        "name": describe_text(record.person, "name"),
        **describe_texts(record, AppearanceOut),
        "organization": find_slug(record.organization),
        "attendance": record.attendance or None,
        "language_spoken": record.language_spoken or None,
        "topics": list_topics(record),
    }


def describe_person(request: HttpRequest, record: Person) -> Data:
    return {
        **pick(record, "slug", "biography_as_of", "updated"),
        **describe_texts(record, PersonOut),
        "country": record.country.code or None,
        "organization": find_slug(record.organization),
        "urls": list_addresses(request, record, record.page_languages),
    }


def describe_organization(request: HttpRequest, record: Organization) -> Data:
    return {
        **pick(record, "slug", "kind", "updated"),
        **describe_texts(record, OrganizationOut),
        "country": record.country.code or None,
        "website": record.website or None,
        "urls": list_addresses(request, record, record.page_languages),
    }


def describe_product(request: HttpRequest, record: KnowledgeProduct) -> Data:
    launchers: list[Appearance] = vars(record)["public_launchers"]  # with_launch
    session = record.launched_in
    return {
        **pick(record, "slug", "kind", "other_names", "languages", "updated"),
        **describe_texts(record, ProductOut),
        **pick(record, "doi", "handle"),
        "link": record.link or None,
        "event": session.event.slug if session else None,
        "session": session.slug if session else None,
        "launched_by": [launcher.pk for launcher in launchers],
        "publishers": [
            publisher.slug for publisher in record.publishers.all() if publisher.page_languages
        ],
        "topics": list_topics(record),
        "urls": list_addresses(request, record, record.page_languages),
    }


def describe_topic(request: HttpRequest, record: Topic) -> Data:
    return {**pick(record, "slug", "updated"), **describe_texts(record, TopicOut)}


def describe_news(request: HttpRequest, record: Page) -> Data:
    return {
        **pick(record, "slug", "published_at", "updated"),
        **describe_texts(record, NewsOut),
        "urls": list_addresses(request, record, record.page_languages),
    }
