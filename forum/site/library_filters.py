"""What the library of knowledge products can be cut down to: kind, topic, language, audience."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext, pgettext

from forum.core.content import column, language_codes
from forum.core.field_labels import language_name
from forum.core.translated import Translated, translated
from forum.models import KnowledgeProduct, Topic
from forum.site.facets import (
    Choice,
    Facet,
    Fact,
    Filters,
    Vocabulary,
    by_label,
    chosen_values,
    counted,
    spoken,
)

# Audiences are written as a list of groups in one phrase; brackets hold a list of their own.
_BETWEEN_GROUPS = re.compile(r"\s*[、，,;；]\s*(?![^（(]*[)）])")


def library_filters(request: HttpRequest) -> tuple[Filters, list[int]]:
    """Return the filters of the library, and the keys of the products that they leave."""
    orders = _orders()
    chosen = chosen_values(request, *orders)
    facts = _facts()
    facets = [
        Facet(name, label, chosen.get(name, ""), counted(name, facts, chosen, order))
        for name, (label, order) in orders.items()
    ]
    return Filters(facets), [fact.pk for fact in facts if fact.matches(chosen)]


def _orders() -> dict[str, tuple[str, Callable[[Choice], Any]]]:
    """Return the filters: name -> label, and the order of what it offers."""
    return {
        "kind": (gettext("Kind"), _as_declared),
        "topic": (pgettext("tag", "Topic"), by_label),
        "language": (gettext("Language"), by_label),
        "audience": (gettext("Audience"), by_label),
    }


def _as_declared(choice: Choice) -> int:
    return list(KnowledgeProduct.Kind.values).index(choice.key)


def _facts() -> list[Fact]:
    """Return every published product as the filters see it: two queries."""
    audiences = [column("audience", code) for code in language_codes()]
    fields = ("pk", "kind", "languages", "ready_languages")
    rows = list(KnowledgeProduct.objects.published().order_by().values(*fields, *audiences))
    groups = {row["pk"]: audience_groups(_audience(row)) for row in rows}
    vocabulary = Vocabulary(words for some in groups.values() for words in some)
    topics = _topics()
    kind, language = spoken(lambda key: KnowledgeProduct.Kind(key).label), spoken(language_name)
    return [
        Fact(
            {
                "kind": kind(row["kind"]),
                "topic": topics[row["pk"]],
                "language": _united(map(language, row["languages"])),
                "audience": _united(map(vocabulary.labelled, groups[row["pk"]])),
            },
            row["pk"],
        )
        for row in rows
    ]


def _united(labels: Iterable[Mapping[str, Translated]]) -> dict[str, Translated]:
    return {key: label for some in labels for key, label in some.items()}


def _topics() -> Mapping[int, Mapping[str, Translated]]:
    """Return the topics of each product: slug -> name."""
    found: dict[int, dict[str, Translated]] = defaultdict(dict)
    pairs = Topic.objects.published().exclude(products=None).annotate(product=F("products"))
    for topic in pairs:
        found[topic.product][topic.slug] = translated(topic, "name")
    return found


def _audience(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the phrase for the audience in each language that the product is ready in."""
    words = {code: row[column("audience", code)] for code in language_codes()}
    return {code: word for code, word in words.items() if word and code in row["ready_languages"]}


def audience_groups(phrases: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the groups that a phrase lists, each in its languages: language code -> words.

    Languages that list as many groups list the same ones; else each language's stand alone.
    """
    lists = {code: _groups(phrase) for code, phrase in phrases.items()}
    if len({len(groups) for groups in lists.values()}) > 1:
        return [{code: group} for code, groups in lists.items() for group in groups]
    return [
        dict(zip(lists.keys(), groups, strict=True)) for groups in zip(*lists.values(), strict=True)
    ]


@lru_cache(maxsize=4096)
def _groups(phrase: str) -> tuple[str, ...]:
    groups = (group.strip() for group in _BETWEEN_GROUPS.split(phrase.strip().rstrip(".。")))
    return tuple(group[:1].upper() + group[1:] for group in groups if group)
