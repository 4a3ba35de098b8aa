"""The library of knowledge products as data, with its filters."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from forum.core.columns import each_language
from forum.core.content import column, language_codes
from forum.core.field_labels import language_name
from forum.core.translated import Translated, translated
from forum.delivery.facets import (
    Fact,
    Filtering,
    Filters,
    Vocabulary,
    apply_filters,
    by_label,
    in_order_of,
    make_labeller,
    read_chosen_values,
    ready_texts,
)
from forum.delivery.frame import FRAME, build_list_frame
from forum.delivery.lists import (
    describe_filters,
    describe_pages,
    find_start,
    make_page,
    page_slice,
)
from forum.delivery.page_texts import PageTexts
from forum.delivery.record_fragments import Data, describe_products
from forum.delivery.statements import PageAnswer, PageStatement, Querysets, Records, Rows
from forum.models import KnowledgeProduct, Topic
from forum.models.products import KnowledgeProductQuerySet
from sessions_app.models import Appearance
from sessions_app.models.appearance_queryset import AppearanceQuerySet

# Audiences are written as a list of groups in one phrase; brackets hold a list of their own.
_BETWEEN_GROUPS = re.compile(r"\s*[、，,;；]\s*(?![^（(]*[)）])")
FILTERS: Final = ("kind", "topic", "language", "audience")


def list_facts() -> Rows:
    """Return what the filters ask of every published product."""
    audiences = [column("audience", code) for code in language_codes()]
    fields = ("pk", "kind", "languages", *each_language("is_ready"))
    products = KnowledgeProduct.objects.published().with_readiness().order_by()
    facts: Rows = products.values(*fields, *audiences)
    return facts


def list_tagged_topics() -> "QuerySet[Topic]":
    """Return the topics of products, each with the key of a product."""
    topics: QuerySet[Topic] = Topic.objects.published().exclude(products=None)
    return topics.annotate(product=F("products"))


FACET_QUERIES: Final[Querysets] = {
    "facts": list_facts,
    "tagged": list_tagged_topics,
}
FACET_STATEMENT: Final = PageStatement(**FACET_QUERIES)


def make_statement(keys: list[int] | None = None) -> PageStatement:
    """Return what a page of the library asks. keys: of the products that filters leave."""

    def list_page() -> KnowledgeProductQuerySet:
        products: KnowledgeProductQuerySet = KnowledgeProduct.objects.published()
        chosen = products if keys is None else products.filter(pk__in=keys)
        return chosen.by_kind()[page_slice()]

    def list_launchers() -> AppearanceQuerySet:
        return Appearance.objects.published().launching(list_page().values("pk"))

    return PageStatement(
        products=lambda: list_page().select_related("launched_in__event"),
        launchers=list_launchers,
        **FACET_QUERIES,
        **FRAME,
    )


PRODUCTS_STATEMENT: Final = make_statement()


def ask_for_products(request: HttpRequest) -> PageAnswer:
    """Return the rows of the page of the library that an address asks for."""
    statement = PRODUCTS_STATEMENT
    if read_chosen_values(request, *FILTERS):
        _filters, keys = filter_products(request, FACET_STATEMENT.ask().read())
        statement = make_statement(keys)
    return statement.ask(start=find_start(request))


def build_products_list(records: Records, request: HttpRequest) -> Data:
    """Return what a page of the library shows. records: of ``ask_for_products``."""
    texts = PageTexts()
    filters, keys = filter_products(request, records)
    page = make_page(request, records["products"], len(keys))
    cards = describe_products(records, texts, launch="event")
    pairs = zip(page, cards, strict=True)
    content = {
        "kinds": [
            {"heading": heading, "products": [card for _product, card in group]}
            for heading, group in groupby(pairs, key=lambda pair: pair[0].kind_heading)
        ],
        "count": len(keys),
        "pages": describe_pages(request, page),
        "filters": describe_filters(request, filters),
    }
    name = gettext("Knowledge products")
    return {**build_list_frame(request, records, texts, name, filters), **content}


# --- The filters --------------------------------------------------------------------------------


def filter_products(request: HttpRequest, records: Records) -> tuple[Filters, list[int]]:
    """Return the filters of the library, and the keys of the products that they leave."""
    filtering: Filtering = {
        "kind": (gettext("Kind"), in_order_of(KnowledgeProduct.Kind)),
        "topic": (pgettext("tag", "Topic"), by_label),
        "language": (gettext("Language"), by_label),
        "audience": (gettext("Audience"), by_label),
    }
    return apply_filters(request, filtering, make_facts(records))


def make_facts(records: Records) -> list[Fact]:
    """Return every published product as the filters see it."""
    rows = records["facts"]
    groups = {row["pk"]: list_audience_groups(ready_texts(row, "audience")) for row in rows}
    vocabulary = Vocabulary(words for audience in groups.values() for words in audience)
    topics: dict[int, dict[str, Translated]] = defaultdict(dict)
    for topic in records["tagged"]:
        topics[topic.product][topic.slug] = translated(topic, "name")
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
