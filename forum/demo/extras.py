"""What a document cannot say: portraits, biographies, product parts, pages, settings.

Can run any number of times: it fills what is empty and makes what is missing, and never touches
what somebody wrote. What it makes is published; what the imports made stays as they left it.
"""

from datetime import UTC, datetime, time

from django.core.files.base import ContentFile
from django.db import transaction

from forum.core.content import column
from forum.demo import build_docx, pictures
from forum.demo.data.events import EVENTS
from forum.demo.data.organizations import ORGANIZATIONS
from forum.demo.data.pages import PAGES, SETTINGS
from forum.demo.data.people_hongqiao import HONGQIAO
from forum.demo.data.people_lanwan import LANWAN
from forum.demo.data.products import PRODUCTS, TOPICS
from forum.demo.data.shapes import (
    Both,
    EventExtra,
    OrganizationExtra,
    PersonExtra,
    ProductExtra,
    SeriesExtra,
)
from forum.demo.filling import both, fill, new_slug, publish, texts
from forum.demo.samples import RECORDS
from forum.models import KnowledgeProduct, Page, ProductPart, SiteSettings, Topic
from people.models import Organization, Person, PhotoConsent
from sessions_app.models import Appearance, Document, Event, Photo, Series, Session


@transaction.atomic
def apply_extras() -> None:
    """Complete what the sample records brought; records that were not imported are passed over."""
    for organization in ORGANIZATIONS:
        _complete_organization(organization)
    for person in (*HONGQIAO, *LANWAN):
        _complete_person(person)
    for slug, name in TOPICS.items():
        _make_topic(slug, name)
    for product in PRODUCTS:
        _complete_product(product)
    for event in EVENTS:
        _complete_event(event)
    _make_pages()
    _complete_settings()


def _organization(name: str) -> Organization | None:
    """Return the organization of a Chinese name; two of one name are nobody's to choose from."""
    found = list(Organization.objects.named(name)[:2])
    return found[0] if len(found) == 1 else None


def _complete_organization(extra: OrganizationExtra) -> None:
    if Organization.objects.named(extra.name.zh).count() > 1:
        return
    record = _organization(extra.name.zh) or _make_organization(extra)
    if record.kind == Organization.Kind.OTHER and record.kind != extra.kind:
        record.kind = extra.kind
        record.save()
    abbreviation = Both(extra.abbreviation, extra.abbreviation)
    fill(record, country=extra.country, website=extra.website, abbreviation=abbreviation)
    if not record.logo:
        fill(record, logo=pictures.as_file(pictures.logo(extra.name.zh), record.slug))


def _make_organization(extra: OrganizationExtra) -> Organization:
    record = Organization(slug=new_slug(Organization, extra.name), **texts("name", extra.name))
    publish(record, "name")
    return record


def _complete_person(extra: PersonExtra) -> None:
    found = list(Person.objects.named(extra.name)[:2])
    if len(found) != 1:
        return
    [record] = found
    organization = _organization(extra.organization)
    if fill(record, biography=extra.biography):
        _add_first_facts(record, extra)
    fill(record, country=extra.country, organization=organization)
    _give_portrait(record)
    for appearance in Appearance.objects.filter(person=record, organization=None):
        fill(appearance, organization=organization)


def _add_first_facts(record: Person, extra: PersonExtra) -> None:
    """Add what goes with the biography; sort keys are never empty, for names propose them."""
    record.biography_as_of = extra.as_of
    if record.photo_consent == PhotoConsent.UNKNOWN:
        record.photo_consent = extra.consent
    if extra.sort_key:
        setattr(record, column("sort_key", "en"), extra.sort_key)
    record.save()


def _give_portrait(person: Person) -> None:
    if person.portrait or person.photo_consent == PhotoConsent.REFUSED:
        return
    name = both(person, "name")
    picture = pictures.as_file(pictures.portrait(name.zh or name.en), person.slug)
    fill(person, portrait=picture, portrait_alt=_portrait_alt(name))


def _portrait_alt(name: Both) -> Both:
    return Both(
        f"样图：代表{name.zh or name.en}的抽象图形，不是照片",
        f"Sample image: an abstract figure for {name.en or name.zh}, not a photograph",
    )


def _make_topic(slug: str, name: Both) -> None:
    if not Topic.objects.filter(slug=slug).exists():
        publish(Topic(slug=slug, **texts("name", name)), "name")


def _complete_product(extra: ProductExtra) -> None:
    record = KnowledgeProduct.objects.filter(title_zh_hans__contains=extra.words).first()
    if not record:
        return
    fill(record, summary=extra.summary, audience=extra.audience)
    fill(record, link=extra.link, languages=list(extra.languages))
    _give_cover(record)
    if not record.topics.exists():
        record.topics.set(Topic.objects.filter(slug__in=extra.topics))
    if not record.publishers.exists():
        publishers = (_organization(name) for name in extra.publishers)
        record.publishers.set(one for one in publishers if one)
    if not ProductPart.objects.filter(product=record).exists():
        _make_parts(record, extra)


def _give_cover(product: KnowledgeProduct) -> None:
    if product.cover:
        return
    title = both(product, "title")
    alt = Both(f"样图：{title.zh}的封面", f"Sample image: cover of {title.en or title.zh}")
    cover = pictures.as_file(pictures.cover(*title), product.slug)
    fill(product, cover=cover, cover_alt=alt)


def _make_parts(product: KnowledgeProduct, extra: ProductExtra) -> None:
    for position, part in enumerate(extra.parts, 1):
        words = texts("title", part.title) | texts("group", part.group) | texts("text", part.text)
        ProductPart.objects.create(product=product, position=position, kind=part.kind, **words)


def _complete_event(extra: EventExtra) -> None:
    event = Event.objects.filter(title_zh_hans__contains=extra.words).first()
    if not event:
        return
    # The forum stands in the series' timeline; a sub-forum stands in its forum.
    fill(event.parent or event, series=_series(extra.series))
    # The cover tells a first run, so that pictures which staff took away stay away.
    if event.cover:
        return
    cover = pictures.as_file(pictures.scene(extra.screen, extra.screen), event.slug)
    fill(event, accent=extra.accent, cover=cover, cover_alt=extra.cover_alt)
    _describe_photos(event)
    _make_photos(event, extra)
    _make_document(event, extra)


def _series(extra: SeriesExtra) -> Series:
    found = Series.objects.filter(name_zh_hans=extra.name.zh).first()
    series = found or Series(slug=new_slug(Series, extra.name), **texts("name", extra.name))
    if not found:
        publish(series, "name")
    abbreviation = Both(extra.abbreviation, extra.abbreviation)
    fill(series, abbreviation=abbreviation, description=extra.description)
    return series


def _describe_photos(event: Event) -> None:
    """Say what the pictures of the Word document show: a caption names the act, not the picture."""
    for appearance in Appearance.objects.filter(photo__event=event).select_related("photo"):
        if appearance.photo:
            fill(appearance.photo, alt=_portrait_alt(both(appearance.person, "name")))


def _make_photos(event: Event, extra: EventExtra) -> None:
    if Photo.objects.filter(event=event).exists():
        return
    for position, (slug, caption) in enumerate(extra.photos, 1):
        image = pictures.scene(f"{extra.screen} {slug}", extra.screen)
        Photo.objects.create(
            event=event,
            session=Session.objects.filter(event=event, slug=slug).first(),
            position=position,
            image=pictures.as_file(image, f"{event.slug}-{slug}"),
            **texts("caption", caption),
            **texts("alt", extra.cover_alt),
            **texts("credit", Both("示例图库", "Sample library")),
        )


def _make_document(event: Event, extra: EventExtra) -> None:
    """Offer the record's own text for download."""
    if Document.objects.filter(event=event).exists():
        return
    record = RECORDS / extra.record
    content = build_docx.build(record.read_text(encoding="utf-8"), (), title=record.stem)
    Document.objects.create(
        event=event,
        file=ContentFile(content, name=f"{record.stem}.docx"),
        language="zh-hans",
        **texts("title", Both("论坛记录（示例）", "Record (sample)")),
    )


def _make_pages() -> None:
    for extra in PAGES:
        if Page.objects.filter(slug=extra.slug).exists():
            continue
        words = texts("title", extra.title) | texts("body", extra.body)
        page = Page(slug=extra.slug, kind=extra.kind, menu_position=extra.menu, **words)
        page.published_at = datetime.combine(extra.published, time(4), UTC)
        publish(page, "title")


def _complete_settings() -> None:
    names = ("site_name", "tagline", "organizer", "contact", "footer")
    settings = SiteSettings.current()
    if settings._state.adding:
        # Whoever tries the demo is alone, and nobody approves their own edit.
        settings.reviews = 0
    fill(settings, **{name: getattr(SETTINGS, name) for name in names})
