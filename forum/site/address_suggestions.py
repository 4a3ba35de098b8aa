"""What somebody may have looked for under an address where there is nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.utils import translation
from django.utils.translation import get_language

from forum.core.content import language_codes
from forum.core.translated import Translated, translated
from forum.models import KnowledgeProduct, Page
from people.models import Organization, Person
from sessions_app.models import Event, Series

# Model name -> the model and the field that names its records.
_NAMED: dict[str, tuple[Any, str]] = {
    "event": (Event, "title"),
    "series": (Series, "name"),
    "person": (Person, "name"),
    "organization": (Organization, "name"),
    "product": (KnowledgeProduct, "title"),
    "page": (Page, "title"),
}
_SECTIONS = {"events", "series", "people", "organizations", "knowledge", "pages", "news"}
# A slip of the pen leaves this much of a slug, and its first letters.
_ALIKE = 0.8
_SURE = 4
_LOOKED_AT = 100


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page that is there. label: its name, in the language that the link leads to."""

    href: str
    label: Translated


def suggestion(path: str) -> Suggestion | None:
    """Return the published record whose slug resembles a part of a path, at best in its language.

    A record that is hidden in the language of the page is suggested in another one.
    """
    wanted = list(_wanted(path))
    if not wanted:
        return None
    alike = _closest(wanted, _slugs(_beginning(wanted), None))
    if alike:
        return _suggested(*alike, get_language() or "")
    for language in language_codes():
        for kind, slug in _slugs(Q(slug__in=wanted), language)[:1]:
            return _suggested(kind, slug, language)
    return None


def _wanted(path: str) -> Iterator[str]:
    """Yield the parts of a path that could be meant for a slug."""
    for part in path.strip("/").split("/")[1:]:
        slug = re.sub(r"[^a-z0-9]+", "-", part.lower().removesuffix(".html")).strip("-")
        if len(slug) >= _SURE and slug not in _SECTIONS:
            yield slug[:_LOOKED_AT]


def _beginning(wanted: list[str]) -> Q:
    condition = Q()
    for slug in wanted[:3]:
        condition |= Q(slug__startswith=slug[:_SURE])
    return condition


def _slugs(condition: Q, language: str | None) -> "QuerySet[Any, tuple[str, str]]":
    """Return kind and slug of the published records that meet a condition: one query."""
    first, *rest = (
        model.objects.published(language)
        .filter(condition)
        .order_by()
        .annotate(model_name=Value(kind))
        .values_list("model_name", "slug")[:_LOOKED_AT]
        for kind, (model, _field) in _NAMED.items()
    )
    return first.union(*rest, all=True).order_by()  # type: ignore[no-any-return]


def _closest(wanted: list[str], slugs: Any) -> tuple[str, str] | None:
    """Return the kind and slug most like one of the wanted; None where none is like them."""
    marked = [(max(_alike(one, slug) for one in wanted), kind, slug) for kind, slug in slugs]
    likeness, kind, slug = max(marked, default=(0.0, "", ""))
    return (kind, slug) if likeness >= _ALIKE else None


def _alike(wanted: str, slug: str) -> float:
    """Return how much a slug is like the wanted one, 0 to 1; one that was cut short is enough."""
    cut = _ALIKE if slug.startswith(wanted) and len(wanted) > _SURE else 0.0
    return max(cut, SequenceMatcher(None, wanted, slug, autojunk=False).ratio())


def _suggested(kind: str, slug: str, language: str) -> Suggestion:
    model, field = _NAMED[kind]
    with translation.override(language):
        record = model.objects.published().get(slug=slug)
        return Suggestion(record.get_absolute_url(), translated(record, field))
