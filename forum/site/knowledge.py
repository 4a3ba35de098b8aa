"""The library of knowledge products, and each product's page."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, pgettext

from forum.core.columns import each_language
from forum.core.content import column, language_codes
from forum.core.field_labels import language_name
from forum.core.translated import Translated, translated
from forum.delivery.facets import (
    Facet,
    FacetChoice,
    Fact,
    Filters,
    Vocabulary,
    by_label,
    count_choices,
    make_labeller,
    read_chosen_values,
)
from forum.delivery.lists import paginate
from forum.models import KnowledgeProduct, ProductPart, Topic
from forum.site.record_lookup import find_published, public_page
from sessions_app.models import Appearance

# Audiences are written as a list of groups in one phrase; brackets hold a list of their own.
_BETWEEN_GROUPS = re.compile(r"\s*[、，,;；]\s*(?![^（(]*[)）])")


@public_page
def knowledge(request: HttpRequest) -> HttpResponse:
    filters, keys = filter_products(request)
    products = KnowledgeProduct.objects.published()
    if filters.chosen:
        products = products.filter(pk__in=keys)
    page = paginate(request, products.with_launch().by_kind(), count=len(keys))
    context = {"page": page, "filters": filters, "count": len(keys)}
    return render(request, "knowledge/knowledge.html", context)


@public_page
def product(request: HttpRequest, slug: str) -> HttpResponse:
    products = KnowledgeProduct.objects.published().select_related("launched_in__event__parent")
    product = find_published(products, slug)
    launchers = Appearance.objects.published().filter(launched_products=product)
    context = {
        "subject": product,
        "launchers": launchers.with_event().with_people(),
        "publishers": product.publishers.not_offline().order_by("pk"),
        "topics": product.topics.published().order_by("slug"),
        "chapters": list_chapters(product.parts.published()),
    }
    return render(request, "knowledge/product.html", context)


def filter_products(request: HttpRequest) -> tuple[Filters, list[int]]:
    """Return the filters of the library, and the keys of the products that they leave."""
    filters: dict[str, tuple[str, Callable[[FacetChoice], Any]]] = {
        "kind": (gettext("Kind"), product_kind_order),
        "topic": (pgettext("tag", "Topic"), by_label),
        "language": (gettext("Language"), by_label),
        "audience": (gettext("Audience"), by_label),
    }
    chosen = read_chosen_values(request, *filters)
    facts = list_product_facts()
    facets = [
        Facet(name, label, chosen.get(name, ""), count_choices(name, facts, chosen, order))
        for name, (label, order) in filters.items()
    ]
    return Filters(facets), [fact.pk for fact in facts if fact.matches(chosen)]


def product_kind_order(choice: FacetChoice) -> int:
    return list(KnowledgeProduct.Kind.values).index(choice.key)


def list_product_facts() -> list[Fact]:
    """Return every published product as the filters see it: two queries."""
    audiences = [column("audience", code) for code in language_codes()]
    fields = ("pk", "kind", "languages", *each_language("is_ready"))
    products = KnowledgeProduct.objects.published().with_readiness().order_by()
    rows = list(products.values(*fields, *audiences))
    groups = {row["pk"]: list_audience_groups(audience_phrases(row)) for row in rows}
    vocabulary = Vocabulary(words for audience in groups.values() for words in audience)
    topics = list_product_topics()
    kind = make_labeller(lambda key: KnowledgeProduct.Kind(key).label)
    language = make_labeller(language_name)
    return [
        Fact(
            {
                "kind": kind(row["kind"]),
                "topic": topics[row["pk"]],
                "language": unite_labels(map(language, row["languages"])),
                "audience": unite_labels(map(vocabulary.label_names, groups[row["pk"]])),
            },
            row["pk"],
        )
        for row in rows
    ]


def unite_labels(labels: Iterable[Mapping[str, Translated]]) -> dict[str, Translated]:
    return {key: label for mapping in labels for key, label in mapping.items()}


def list_product_topics() -> Mapping[int, Mapping[str, Translated]]:
    """Return the topics of each product: slug -> name."""
    topics: dict[int, dict[str, Translated]] = defaultdict(dict)
    pairs = Topic.objects.published().exclude(products=None).annotate(product=F("products"))
    for topic in pairs:
        topics[topic.product][topic.slug] = translated(topic, "name")
    return topics


def audience_phrases(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the phrase for the audience in each language that the product is ready in."""
    words = {code: row[column("audience", code)] for code in language_codes()}
    return {code: word for code, word in words.items() if word and row[column("is_ready", code)]}


def list_audience_groups(phrases: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the groups that a phrase lists, each in its languages: language code -> words.

    Languages that list as many groups list the same ones; else each language's stand alone.
    """
    lists = {code: split_audience(phrase) for code, phrase in phrases.items()}
    if len({len(groups) for groups in lists.values()}) > 1:
        return [{code: group} for code, groups in lists.items() for group in groups]
    return [
        dict(zip(lists.keys(), groups, strict=True)) for groups in zip(*lists.values(), strict=True)
    ]


@lru_cache(maxsize=4096)
def split_audience(phrase: str) -> tuple[str, ...]:
    groups = (group.strip() for group in _BETWEEN_GROUPS.split(phrase.strip().rstrip(".。")))
    return tuple(group[:1].upper() + group[1:] for group in groups if group)


@dataclass(frozen=True, slots=True)
class PartGroup:
    """Parts in their order. first: the one that names the group; None for parts without one."""

    first: ProductPart | None
    parts: list[ProductPart]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The parts of a kind. title: the kind's plural in words."""

    kind: str
    title: str
    groups: list[PartGroup]


def list_chapters(parts: Iterable[ProductPart]) -> list[Chapter]:
    """Return the parts kind by kind, in the order in which each kind begins."""
    by_kind: dict[str, list[ProductPart]] = {}
    for part in parts:
        by_kind.setdefault(part.kind, []).append(part)
    titles = chapter_titles()
    return [
        Chapter(kind, titles[kind], list_part_groups(kind_parts))
        for kind, kind_parts in by_kind.items()
    ]


def list_part_groups(parts: Iterable[ProductPart]) -> list[PartGroup]:
    """Return the groups as they stand: a life cycle is told in its order."""
    groups = groupby(parts, key=lambda part: translated(part, "group").value)
    runs = [(name, list(run)) for name, run in groups]
    return [PartGroup(run[0] if name else None, run) for name, run in runs]


def chapter_titles() -> dict[str, str]:
    return {
        ProductPart.Kind.MODULE: gettext("Modules"),
        ProductPart.Kind.CHAPTER: gettext("Chapters"),
        ProductPart.Kind.CONTRIBUTION: gettext("Contributions"),
        ProductPart.Kind.EDITION: gettext("Yearly editions"),
    }
