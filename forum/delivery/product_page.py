"""The page of a knowledge product as data."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from forum.core.field_labels import language_name
from forum.core.translated import translated
from forum.delivery.frame import FRAME, build_frame, read_frame
from forum.delivery.page_texts import PageTexts, list_in_other_languages, plain_text, spell_name
from forum.delivery.pictures import photo
from forum.delivery.record_fragments import (
    Data,
    describe_days,
    describe_guests,
    describe_link,
    describe_session_link,
)
from forum.delivery.related import OF_PRODUCT
from forum.delivery.related_rows import describe_joined, describe_related
from forum.delivery.remarks_list import describe_remarks_list
from forum.delivery.statements import SLUG, PageStatement, Records
from forum.delivery.text_markup import display, short_address
from forum.models import KnowledgeProduct, ProductPart, Topic
from people.models import Organization
from sessions_app.models import Appearance, Event, Session
from sessions_app.models.appearance_queryset import AppearanceQuerySet


def list_launchers() -> AppearanceQuerySet:
    launchers = Appearance.objects.published()
    return launchers.filter(launched_products__slug=SLUG).with_event().with_people()


def list_publishers() -> "QuerySet[Organization]":
    publishers: QuerySet[Organization] = Organization.objects.not_offline()
    return publishers.filter(products__slug=SLUG).order_by("pk")


PRODUCT_STATEMENT: Final = PageStatement(
    products=lambda: (
        KnowledgeProduct.objects.published()
        .select_related("launched_in__event__parent")
        .filter(slug=SLUG)
    ),
    launchers=list_launchers,
    publishers=list_publishers,
    topics=lambda: Topic.objects.published().filter(products__slug=SLUG).order_by("slug"),
    parts=lambda: ProductPart.objects.published().filter(product__slug=SLUG),
    cited_events=lambda: (
        Event.objects.published().filter(citing_products__slug=SLUG).latest_first()
    ),
    cited_remarks=lambda: (
        Appearance.objects.published()
        .filter(citing_products__slug=SLUG)
        .with_event()
        .with_people()
        .newest_event_first()
    ),
    cited_products=lambda: (
        KnowledgeProduct.objects.published().filter(citing_products__slug=SLUG).latest_first()
    ),
    **OF_PRODUCT,
    **FRAME,
)


def build_product_page(records: Records, request: HttpRequest) -> Data | None:
    """Return what the page shows, None where the public sees no such product.

    records: of ``PRODUCT_STATEMENT``.
    """
    if not records["products"]:
        return None
    [product] = records["products"]
    for part in records["parts"]:
        part.product = product
    texts = PageTexts()
    event = product.launched_in.event if product.launched_in else None
    content = {
        "product": describe_head(product, texts),
        "publishers": [describe_link(giver, "name", texts) for giver in records["publishers"]],
        "topics": [describe_link(topic, "name", texts) for topic in records["topics"]],
        "about": texts.show_prose(product, "description"),
        "chapters": list_chapters(records["parts"], texts),
        "access": describe_access(product),
        "launch": describe_launch(product.launched_in, records["launchers"], texts),
        "sources": list_sources(records, texts),
        **describe_related(
            records,
            texts,
            people=[launcher.person for launcher in records["launchers"]],
            event=event,
        ),
    }
    context = {
        "subject": product,
        **read_frame(records),
        "publishers": records["publishers"],
    }
    return {
        **build_frame(request, context),
        "title": plain_text(product, "title"),
        "honest": texts.say_honestly(),
        **content,
    }


def describe_head(product: KnowledgeProduct, texts: PageTexts) -> Data:
    return {
        "cover": (
            photo(product, "cover", "cover_alt", sizes="16rem", lazy=False, priority=True)
            if product.cover
            else ""
        ),
        "kind": display(product, "kind"),
        "of_kind": f"{reverse('knowledge')}?kind={product.kind}",
        "title": texts.show(product, "title"),
        "others": list_in_other_languages(product, "title"),
        "summary": texts.show(product, "summary"),
        "marks": texts.list_marks(product, "summary"),
        "other_names": [spell_name(name) for name in product.other_names],
        "audience": texts.show(product, "audience"),
        "standing": product.reservation,
    }


def describe_access(product: KnowledgeProduct) -> Data | None:
    """Return how the product is to be had, None where the record does not say."""
    if not (product.link or product.file or product.languages):
        return None
    return {
        "link": product.link,
        "short_link": short_address(product.link),
        "file": describe_file(product) if product.file else None,
        "languages": [
            {
                "name": language_name(code),
                "href": f"{reverse('knowledge')}?{urlencode({'language': code})}",
            }
            for code in product.languages
        ],
    }


def describe_file(product: KnowledgeProduct) -> Data:
    name = product.file_name
    facts = [PurePosixPath(name).suffix.removeprefix(".").upper()]
    size = find_size(product)
    return {
        "name": name,
        "href": reverse("product-file", args=[product.slug, name]),
        "facts": " · ".join([*facts, *([filesizeformat(size)] if size else [])]),
    }


def find_size(product: KnowledgeProduct) -> int:
    """Return the size of a product's file in bytes, 0 where the storage has lost it."""
    try:
        return int(product.file.size)
    except OSError:
        return 0


def describe_launch(
    session: Session | None, launchers: Iterable[Appearance], texts: PageTexts
) -> Data | None:
    """Return where the product was launched, and by whom."""
    if session is None:
        return None
    event = session.event
    parent = event.public_parent
    return {
        "parent": describe_link(parent, "title", texts) if parent else None,
        "href": event.get_absolute_url(),
        "title": texts.show(event, "title"),
        "session": describe_session_link(session, texts),
        "days": describe_days(event),
        "launchers": describe_guests(launchers, texts),
    }


def list_sources(records: Records, texts: PageTexts) -> list[Data]:
    """Return what the product cites: events, remarks with the event of each, products."""
    remarks = describe_remarks_list(records["cited_remarks"], texts)
    return [
        *(describe_joined(event, texts) for event in records["cited_events"]),
        *(
            {"kicker": event["title"], "name": turn["person"]["name"],
             "href": turn["href"], "reasons": []}
            for event in remarks
            for turn in event["turns"]
        ),
        *(describe_joined(product, texts) for product in records["cited_products"]),
    ]  # fmt: skip


# --- Its parts ----------------------------------------------------------------------------------


def list_chapters(parts: Iterable[ProductPart], texts: PageTexts) -> list[Data]:
    """Return the parts kind by kind, in the order in which each kind begins."""
    by_kind: dict[str, list[ProductPart]] = {}
    for part in parts:
        by_kind.setdefault(part.kind, []).append(part)
    titles = chapter_titles()
    return [
        {"kind": kind, "title": titles[kind], "groups": list_part_groups(of_kind, texts)}
        for kind, of_kind in by_kind.items()
    ]


def list_part_groups(parts: Iterable[Any], texts: PageTexts) -> list[Data]:
    """Return the groups as they stand: a life cycle is told in its order."""
    groups = groupby(parts, key=lambda part: translated(part, "group").value)
    runs = [list(run) for _name, run in groups]
    return [
        {
            "name": texts.show(run[0], "group"),
            "parts": [
                {
                    "title": texts.show(part, "title"),
                    "link": part.link,
                    "text": texts.show_prose(part, "text"),
                }
                for part in run
            ],
        }
        for run in runs
    ]


def chapter_titles() -> dict[str, str]:
    return {
        ProductPart.Kind.MODULE: gettext("Modules"),
        ProductPart.Kind.CHAPTER: gettext("Chapters"),
        ProductPart.Kind.CONTRIBUTION: gettext("Contributions"),
        ProductPart.Kind.EDITION: gettext("Yearly editions"),
    }
