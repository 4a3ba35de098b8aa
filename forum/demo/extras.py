"""What a document cannot say: biographies, product parts, pages, settings.

Can run any number of times: it fills what is empty and makes what is missing, and never touches
what somebody wrote. What it makes is published; what the imports made stays as they left it.
"""

from datetime import UTC, date, datetime, time
from typing import Any

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from forum.core.columns import field_texts
from forum.core.content import Content, Status, column, language_codes
from forum.core.slugs import EVENT_LENGTH, propose
from forum.demo.sample_data import (
    EventData,
    HomePartData,
    OrganizationData,
    PageData,
    PersonData,
    ProductData,
    ProductPartData,
    SeriesData,
    SiteData,
    Texts,
    read_data,
    read_people,
)
from forum.demo.sample_documents import RECORDS, build_docx
from forum.models import HomePart, KnowledgeProduct, Page, ProductPart, SiteSettings, Topic
from people.models import Organization, Person, PhotoConsent
from sessions_app.models import Appearance, Document, Event, Series, Session


@transaction.atomic
def apply_extras() -> None:
    """Complete what the sample records brought; records that were not imported are passed over."""
    site: SiteData = read_data("site")
    captions = site["captions"]
    for organization in read_data("organizations"):
        complete_organization(organization)
    for person in read_people():
        complete_person(person)
    for slug, name in read_data("topics").items():
        make_topic(slug, name)
    for product in read_data("products"):
        complete_product(product)
    series: dict[str, SeriesData] = read_data("series")
    for event in read_data("events"):
        complete_event(event, series[event["series"]], captions)
    for page in read_data("pages"):
        make_page(page)
    complete_settings(site["settings"])
    make_home(site["home"])


def complete_organization(data: OrganizationData) -> None:
    """Fill an organization's gaps, or make it; two of one name are nobody's to choose from."""
    if Organization.objects.named(data["name"]["zh-hans"]).count() > 1:
        return
    organization = find_organization(data["name"]["zh-hans"]) or _make_organization(data)
    if organization.kind == Organization.Kind.OTHER and organization.kind != data["kind"]:
        organization.kind = data["kind"]
        organization.save()
    fill(
        organization,
        country=data.get("country"),
        website=data.get("website"),
        abbreviation=_in_every_language(data.get("abbreviation", "")),
    )


def find_organization(name: str) -> Organization | None:
    """Return the only organization of a Chinese name."""
    namesakes = list(Organization.objects.named(name)[:2])
    return namesakes[0] if len(namesakes) == 1 else None


def _make_organization(data: OrganizationData) -> Organization:
    name = data["name"]
    organization = Organization(slug=_new_slug(Organization, name), **columns("name", name))
    publish(organization, "name")
    return organization


def complete_person(data: PersonData) -> None:
    """Fill the gaps of the only person of a name."""
    namesakes = list(Person.objects.named(data["name"])[:2])
    if len(namesakes) != 1:
        return
    [person] = namesakes
    organization = find_organization(data["organization"])
    if fill(person, biography=data["biography"]):
        _add_first_facts(person, data)
    fill(person, country=data.get("country"), organization=organization)
    for appearance in Appearance.objects.filter(person=person, organization=None):
        fill(appearance, organization=organization)


def _add_first_facts(person: Person, data: PersonData) -> None:
    """Add what goes with the biography; sort keys are never empty, for names propose them."""
    person.biography_as_of = date.fromisoformat(data["biography_as_of"])
    if person.photo_consent == PhotoConsent.UNKNOWN:
        person.photo_consent = data["photo_consent"]
    if "sort_key" in data:
        setattr(person, column("sort_key", "en"), data["sort_key"])
    person.save()


def make_topic(slug: str, name: Texts) -> None:
    """Make a subject tag."""
    if not Topic.objects.filter(slug=slug).exists():
        publish(Topic(slug=slug, **columns("name", name)), "name")


def complete_product(data: ProductData) -> None:
    """Fill a product's gaps."""
    product = KnowledgeProduct.objects.filter(title_zh_hans__contains=data["title_words"]).first()
    if not product:
        return
    fill(product, summary=data["summary"], audience=data["audience"])
    fill(product, link=data.get("link"), languages=data.get("languages"))
    if not product.topics.exists():
        product.topics.set(Topic.objects.filter(slug__in=data["topics"]))
    if not product.publishers.exists():
        publishers = [find_organization(name) for name in data["publishers"]]
        product.publishers.set(filter(None, publishers))
    if not ProductPart.objects.filter(product=product).exists():
        _make_parts(product, data.get("parts", []))
    if not product.cited_events.exists():
        product.cited_events.set(_list_titled(Event, data.get("cited_events", [])))
    if not product.cited_appearances.exists():
        remarks = Appearance.objects.filter(
            session__event__in=product.cited_events.all(),
            person__name_zh_hans__in=data.get("cited_people", []),
        )
        product.cited_appearances.set(remarks.exclude(remarks_zh_hans__in=["", None]))


def _list_titled(model: Any, titles: list[str]) -> list[Any]:
    """Return the records whose Chinese titles hold some words."""
    titled = (model._default_manager.filter(title_zh_hans__contains=words) for words in titles)
    return [record for records in titled for record in records[:1]]


def _make_parts(product: KnowledgeProduct, parts: list[ProductPartData]) -> None:
    for position, part in enumerate(parts, 1):
        ProductPart.objects.create(
            product=product,
            position=position,
            kind=part["kind"],
            **columns("title", part["title"]),
            **columns("group", part["group"]),
            **columns("text", part.get("text", {})),
        )


def complete_event(data: EventData, series: SeriesData, captions: dict[str, Texts]) -> None:
    """Give an event its series, topics, accent and document."""
    event = Event.objects.filter(title_zh_hans__contains=data["title_words"]).first()
    if not event:
        return
    # The forum stands in the series' timeline; a sub-forum stands in its forum.
    fill(event.parent or event, series=complete_series(series))
    # The accent tells a first run, so that what staff took away stays away.
    if event.accent:
        return
    fill(event, accent=data["accent"], standing=data["standing"])
    _make_document(event, data, captions)
    for slug, topics in data["session_topics"].items():
        for topic in Topic.objects.filter(slug__in=topics):
            topic.sessions.add(*Session.objects.filter(event=event, slug=slug))


def complete_series(data: SeriesData) -> Series:
    """Return a series, made where it is missing, with its gaps filled."""
    series = Series.objects.filter(name_zh_hans=data["name"]["zh-hans"]).first()
    if series is None:
        series = Series(slug=_new_slug(Series, data["name"]), **columns("name", data["name"]))
        publish(series, "name")
    abbreviation = _in_every_language(data["abbreviation"])
    fill(series, abbreviation=abbreviation, description=data["description"])
    return series


def _make_document(event: Event, data: EventData, captions: dict[str, Texts]) -> None:
    """Offer the record's own text for download."""
    if Document.objects.filter(event=event).exists():
        return
    record = RECORDS / data["record"]
    Document.objects.create(
        event=event,
        file=ContentFile(build_docx(record), name=f"{record.stem}.docx"),
        language="zh-hans",
        **columns("title", captions["document_title"]),
    )


def make_page(data: PageData) -> None:
    """Make a page or a piece of news."""
    if Page.objects.filter(slug=data["slug"]).exists():
        return
    page = Page(
        slug=data["slug"],
        kind=data["kind"],
        menu_position=data.get("menu_position"),
        **columns("title", data["title"]),
        **columns("body", data["body"]),
    )
    moment = datetime.combine(date.fromisoformat(data["published_on"]), time(4), UTC)
    for code in language_codes():
        page.set_moment(code, moment)
    publish(page, "title")
    page.events.set(_list_titled(Event, data.get("events", [])))
    page.products.set(_list_titled(KnowledgeProduct, data.get("products", [])))


def make_home(parts: list[HomePartData]) -> None:
    """Lay out the front page, unless staff did."""
    if HomePart.objects.exists():
        return
    for position, part in enumerate(parts, 1):
        sentences = part.get("sentences", {})
        speeches = Appearance.objects.filter(person__name_zh_hans=part.get("person"))
        appearance = speeches.filter(remarks_zh_hans__contains=sentences.get("zh-hans", "")).first()
        if part["kind"] != HomePart.Kind.QUOTE or appearance:
            HomePart.objects.create(
                kind=part["kind"],
                position=position,
                appearance=appearance,
                sentences=sentences,
            )


def complete_settings(fields: dict[str, Texts]) -> None:
    """Fill the site's name, footer and contact."""
    settings = SiteSettings.current()
    if settings._state.adding:
        # Whoever tries the demo is alone, and nobody approves their own edit.
        settings.reviews = 0
    fill(settings, **fields)


def columns(field: str, field_texts: Texts) -> dict[str, str]:
    """Return the columns of a translated field that texts fill: {"name_zh_hans": …}."""
    return {column(field, code): text for code, text in field_texts.items()}


def fill(record: models.Model, **values: object) -> bool:
    """Set the fields that are empty so far and save; tell whether anything changed.

    Texts are written only where the field is empty in every language, so that nobody's own text
    is ever paired with one of ours.
    """
    missing: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, dict):
            missing |= {} if field_texts(record, name) else columns(name, value)
        elif value and not getattr(record, name):
            missing[name] = value
    for name, value in missing.items():
        setattr(record, name, value)
    if missing:
        record.save()
    return bool(missing)


def publish(record: Content, name: str) -> None:
    """Publish a record that was just made, ready in each language that has a text in a field."""
    record.ready_languages = list(field_texts(record, name))
    record.status = Status.PUBLISHED
    record.set_missing_moments(timezone.now())
    record.save()


def _in_every_language(text: str) -> Texts:
    return dict.fromkeys(language_codes(), text) if text else {}


def _new_slug(model: type[Content], name: Texts) -> str:
    """Return a free address: of the English name, else of the Chinese one's pinyin."""
    return propose(
        name.get("en"),
        name.get("zh-hans"),
        length=EVENT_LENGTH,
        is_taken=lambda slug: model._default_manager.filter(slug=slug).exists(),
    )
