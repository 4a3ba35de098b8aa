"""What a browser would send back of an admin form, and one maker for each registered model."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from unittest.mock import patch

from django import forms
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.test import Client

from forum.desk.base_admin import DeskAdmin
from forum.desk.desk_site import DeskSite
from forum.history.audit import log_action
from forum.models import (
    AuditEntry,
    CaptionTemplate,
    HomePart,
    ImportRun,
    ImportUpload,
    ImportWarning,
    KnowledgeProduct,
    Page,
    ProductPart,
    SiteSettings,
    SlugRedirect,
    Term,
    Topic,
)
from people.models import Organization, Person, User
from sessions_app.models import (
    Appearance,
    Document,
    Event,
    EventAccess,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from tests.support import factories as make

_numbers = count(1)


def make_run(**values: Any) -> ImportRun:
    file = ContentFile(b"record", name="record.txt")
    facts = {"source": "record.txt", "encoding": "utf-8", "sha256": "0" * 64, "file": file}
    return ImportRun.objects.create(**{**facts, **values})


def make_warning(run: ImportRun | None = None, **values: Any) -> ImportWarning:
    facts = {
        "level": "warning",
        "kind": "no_remarks",
        "subject": "林岚",
        "text": "%(name)s is listed but has no remarks.",
        "params": {"name": "林岚"},
    }
    return ImportWarning.objects.create(run=run or make_run(), **{**facts, **values})


def make_upload(**values: Any) -> ImportUpload:
    file = ContentFile(b"record", name="record.txt")
    return ImportUpload.objects.create(**{"name": "record.txt", "file": file, **values})


def make_redirect() -> SlugRedirect:
    return SlugRedirect.objects.create(
        content_type=ContentType.objects.get_for_model(Event),
        old_slug=f"old-{next(_numbers)}",
        object_id=make.make_event().pk,
    )


def make_settings(**values: Any) -> SiteSettings:
    row = SiteSettings.current()
    for name, value in {"site_name_en": "Coast Forum", **values}.items():
        setattr(row, name, value)
    row.save()
    return row


def make_access() -> EventAccess:
    user = User.objects.create_user(f"helper-{next(_numbers)}")
    return EventAccess.objects.create(user=user, event=make.make_event())


def make_entry() -> AuditEntry:
    user = User.objects.create_user(f"author-{next(_numbers)}")
    changes = [{"changed": {"fields": ["name"]}}]
    return log_action(AuditEntry.Action.CHANGED, make.make_person(), user, changes=changes)


def make_quote() -> HomePart:
    words = "Ports are good."
    appearance = make.make_appearance(remarks_en=f"<p>{words}</p>")
    return HomePart.objects.create(
        kind=HomePart.Kind.QUOTE, appearance=appearance, sentences={"en": words}
    )


MAKERS: dict[type[Model], Callable[[], Model]] = {
    Series: make.make_series,
    Event: make.make_event,
    EventOrganization: make.make_role,
    Session: make.make_session,
    Appearance: make.make_appearance,
    Photo: make.make_photo,
    Document: make.make_document,
    Person: make.make_person,
    Organization: make.make_organization,
    KnowledgeProduct: make.make_product,
    ProductPart: make.make_product_part,
    Topic: make.make_topic,
    Page: make.make_page,
    Term: make.make_term,
    CaptionTemplate: make.make_caption_template,
    SiteSettings: make_settings,
    SlugRedirect: make_redirect,
    ImportRun: make_run,
    ImportWarning: make_warning,
    ImportUpload: make_upload,
    User: lambda: User.objects.create_user(f"staff-{next(_numbers)}"),
    EventAccess: make_access,
    AuditEntry: make_entry,
    HomePart: make_quote,
    Group: lambda: Group.objects.create(name=f"group-{next(_numbers)}"),
}


def form_data(response: HttpResponse) -> dict[str, Any]:
    """Return what the form on an admin page sends when nothing is typed.

    Whatever a test then changes of a published text is a typing slip.
    """
    context = context_of(response)
    sets = [inline.formset for inline in context["inline_admin_formsets"]]
    data: dict[str, Any] = {"asked_kind": "slip"}
    for form in [context["adminform"].form, *_forms_of(sets)]:
        for bound in form:
            data.update(_values(bound))
    return data


def context_of(page: Any) -> Any:
    """Return what a page is drawn from, whether it was or not; nothing of what leads on."""
    return page.context or getattr(page, "context_data", None) or {}


def read_form(client: Client, url: str) -> dict[str, Any]:
    """Return what the form at an address sends when nothing is typed."""
    return form_data(get_form_alone(client, url))


def get_form_alone(client: Client, url: str) -> Any:
    """Return the page at an address with what its form is drawn from, and nothing beside that."""
    with (
        patch.object(DeskSite, "each_context", lambda site, request: {}),
        patch.object(DeskAdmin, "render_change_form", _answer_form_alone),
    ):
        return get_undrawn(client, url)


def _answer_form_alone(
    desk: DeskAdmin, request: HttpRequest, context: dict[str, Any], *_facts: object, **_more: object
) -> HttpResponse:
    """Leave out what stands beside a form, which takes half of its time."""
    return TemplateResponse(request, [], context)


def get_undrawn(client: Client, url: str, asked: dict[str, Any] | None = None) -> Any:
    """Return the page at an address with its ``context_data``, which is not drawn.

    asked: what stands in its query.
    """
    with undrawn():
        return client.get(url, asked)


@contextmanager
def undrawn() -> Iterator[None]:
    """Have pages answered with their ``context_data`` and not drawn."""
    with patch.object(SimpleTemplateResponse, "rendered_content", property(_say_messages)):
        yield


def _say_messages(page: Any) -> str:
    """Take the messages, which a page that is drawn says and the next one says no more."""
    return "".join(map(str, get_messages(page._request)))


def _forms_of(sets: list[Any]) -> Iterator[Any]:
    for formset in sets:
        yield formset.management_form
        yield from formset.forms


def _values(bound: Any) -> dict[str, Any]:
    name, value, widget = bound.html_name, bound.value(), bound.field.widget
    widget = getattr(widget, "widget", widget)
    if isinstance(widget, forms.MultiWidget):
        parts = widget.decompress(value)
        return {f"{name}_{place}": _text(part) for place, part in enumerate(parts)}
    ticks = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.SelectMultiple)
    if isinstance(widget, forms.FileInput) or (isinstance(widget, ticks) and not value):
        return {}
    if isinstance(value, list | tuple):
        return {name: [_text(item) for item in value]}
    return {name: _text(value)}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """Return the messages of a form that was refused, by field."""
    return dict(response.context["adminform"].form.errors)  # type: ignore[attr-defined]


def messages_of(response: Any) -> list[str]:
    """Return what a page says, or the one that it leads to."""
    return [str(message) for message in get_messages(response.wsgi_request)]
