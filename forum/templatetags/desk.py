"""Template tags of the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from forum.core.content import language_codes
from forum.core.field_labels import own_name
from forum.core.translated import html_lang
from forum.site.previews import can_be_previewed

register = template.Library()


@dataclass(frozen=True, slots=True)
class Preview:
    """A button that shows the form as a public page in one language."""

    url: str
    lang: str
    name: str


@register.simple_tag
def previews(record: Any, opts: Any) -> list[Preview]:
    """Return the previews of a record, one a language; none for what has no page.

    record: None for one that has not been saved yet; opts: of its model.
    """
    if not can_be_previewed(record or opts.model()):
        return []
    if record:
        url = reverse("staff-preview", args=_keys(record))
    else:
        kind = ContentType.objects.get_for_model(opts.model)
        url = reverse("staff-preview-new", args=[kind.pk])
    return [
        Preview(f"{url}?language={code}", html_lang(code), own_name(code))
        for code in language_codes()
    ]


@register.simple_tag
def preview_links_url(record: Any) -> str:
    """Return where the links for a speaker's office are made."""
    return reverse("preview-links", args=_keys(record))


def _keys(record: Any) -> tuple[int, int]:
    return ContentType.objects.get_for_model(record).pk, record.pk


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """A filter that narrows a list. url: of the list without it."""

    title: str
    value: str
    url: str


@register.simple_tag
def active_filters(changelist: Any) -> list[ActiveFilter]:
    """Return the filters that narrow a list; the first choice of each is “all”."""
    return [found for spec in changelist.filter_specs for found in _active(spec, changelist)]


def _active(spec: Any, changelist: Any) -> Iterator[ActiveFilter]:
    everything, *others = spec.choices(changelist)
    for one in others:
        if one["selected"]:
            yield ActiveFilter(str(spec.title), str(one["display"]), everything["query_string"])
