"""Every address of the desk, each about a record that is there."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RegexPattern

from forum.core.content import Part
from forum.desk.desk_site import DeskSite
from forum.models import MergeJournal, PreviewLink
from tests.support.permission_table import MODELS, OF_PARTS, OTHERS, PAGES


@dataclass(frozen=True, slots=True)
class Place:
    """An address: its name, the model and record it is about, what a GET and a POST need."""

    name: str
    url: str
    model: str
    reading: str
    writing: str


def leave_unrendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every page and every error answered without its text, and refusals without a log."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    # What the frame of each page shows: the menu, and the words of its scripts.
    bare_frame = {"is_nav_sidebar_enabled": False}
    monkeypatch.setattr(DeskSite, "each_context", lambda site, request: bare_frame)
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr(URLResolver, "resolve_error_handler", lambda self, status: bare(status))


def bare(status: int) -> Callable[..., HttpResponse]:
    """Answer an error without its page."""
    return lambda request, exception=None: HttpResponse(status=status)


def patterns() -> Iterator[tuple[str, URLPattern]]:
    """Return each pattern below /admin/ with its name in full."""
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern).startswith("admin/"):
            if isinstance(pattern, URLPattern):
                yield pattern.name or "", pattern
            else:
                prefix = f"{pattern.namespace}:" if pattern.namespace else ""
                yield from ((prefix + (name or ""), found) for name, found in _below(pattern))


def _below(resolver: Any) -> Iterator[tuple[str | None, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name, pattern
        else:
            yield from _below(pattern)


def page_of(name: str) -> tuple[str, str] | None:
    """Return model and page of a model's address: admin:people_person_change."""
    if name == "admin:auth_user_password_change":
        return "people.user", "password_change"
    for label in MODELS:
        prefix = f"admin:{label.replace('.', '_')}_"
        if name.startswith(prefix) and name.removeprefix(prefix) in PAGES:
            return label, name.removeprefix(prefix)
    return None


def place_of(name: str, one: URLPattern, records: dict[str, Any]) -> Place | None:
    if name in OTHERS:
        label, reading, writing = OTHERS[name]
        return Place(name, _other_url(name, one, records), label, reading, writing)
    label_and_page = page_of(name)
    if not label_and_page:
        return None
    label, page = label_and_page
    part = issubclass(type(records[label]), Part)
    reading, writing = OF_PARTS.get(page, PAGES[page]) if part else PAGES[page]
    return Place(
        name, reverse(name, kwargs=_arguments(one, records[label])), label, reading, writing
    )


def _arguments(one: URLPattern, record: Model) -> dict[str, Any]:
    known = {
        "object_id": record.pk,
        "pk": record.pk,
        "id": record.pk,
        "revision": 1,
        "suffix": "csv",
        "row": "people.person:nobody",
    }
    return {key: known[key] for key in one.pattern.converters}


def _other_url(name: str, one: URLPattern, records: dict[str, Any]) -> str:
    event = records["sessions_app.event"]
    if name == "preview-revoke":
        return reverse(name, args=[PreviewLink.objects.create(object=event).pk])
    if name == "undo-merge":
        merge = MergeJournal.objects.create(object=records["people.person"], other=0)
        return reverse(name, args=[merge.pk])
    if name == "admin:app_list":
        return reverse(name, args=["people"])
    about = records.get(OTHERS[name][0], event)
    known = {
        "pk": about.pk,
        "content_type": ContentType.objects.get_for_model(about).pk,
        "path": "agenda.ics",
        "content_type_id": ContentType.objects.get_for_model(about).pk,
        "object_id": about.pk,
        "scope": "record",
        "language": "en",
        "name": "no-such.jpg",
        "kind": about._meta.model_name,
        "field": "introduction",
        "reply": 1,
        "seal": "no-such",
        "provider_id": "no-such",
        "uidb36": "1",
        "key": "no-such",
        "token": "no-such",
    }
    pattern = one.pattern
    names = pattern.regex.groupindex if isinstance(pattern, RegexPattern) else pattern.converters
    url = reverse(name, kwargs={key: known[key] for key in names})
    query = "?app_label=sessions_app&model_name=appearance&field_name=person"
    return url + query if name == "admin:autocomplete" else url
