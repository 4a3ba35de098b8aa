"""Forms that were tampered with: whatever is sent, a role writes its own language alone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client

from forum.core.content import Content
from forum.core.richtext import RichTextField
from forum.models import KnowledgeProduct, Page, ProductPart, Topic
from forum.permissions.roles import CHINESE_EDITOR, TRANSLATOR
from people.models import Organization, Person, User
from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)
from sessions_app.recordings import MediaFormField
from tests.support import factories as make
from tests.support.admin_forms import MAKERS, context_of, form_data, get_form_alone
from tests.support.images import png
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db

EDITED = [
    Series, Event, EventOrganization, Session, Appearance, Photo, Document, Person, Organization,
    KnowledgeProduct, ProductPart, Topic, Page,
]  # fmt: skip
# Their rows stand on the form of the record above them.
ROWS: dict[type[Model], Any] = {
    Event: (make.make_role, make.make_correction),
    Session: (lambda session: make.make_appearance(session),),
    KnowledgeProduct: (make.make_product_part,),
}
WRITTEN = (*EDITED, Correction)
# These follow from what was written.
FOLLOWING = {"version", "updated", "translations", "match_keys"}


def stored(*languages: str | None) -> dict[str, Any]:
    """Return what stands in the columns of languages, by its place; None: in those of none."""
    return {
        f"{model.__name__} {row.pk} {column.name}": _plain(getattr(row, column.attname))
        for model in WRITTEN
        for row in model._default_manager.all()
        for column in model._meta.concrete_fields
        if column.name not in FOLLOWING
        and not _speaks_for_others(column)
        and getattr(column, "language", None) in languages
    }


def _speaks_for_others(column: Any) -> bool:
    """Tell whether a field reads the column of the active language."""
    names = {field.name for field in column.model._meta.fields}
    return f"{column.name}_en" in names


def _plain(value: Any) -> Any:
    """Return a value as it is compared: no text is none, moments to the second."""
    return value.replace(microsecond=0) if isinstance(value, datetime) else value or None


def crafted(response: Any, *languages: str | None) -> dict[str, Any]:
    """Return what the form sends when columns of languages, locked or not, are written over."""
    context = context_of(response)
    inlines = [
        inline_admin_formset.formset for inline_admin_formset in context["inline_admin_formsets"]
    ]
    shown = [
        context["adminform"].form,
        *(form for inline in inlines for form in inline.initial_forms),
    ]
    changed = (pair for form in shown for pair in _changed(form, languages))
    return {**form_data(response), **dict(changed)}


def _changed(form: Any, languages: tuple[str | None, ...]) -> Iterator[tuple[str, Any]]:
    columns = {
        field.name: field for field in form._meta.model._meta.fields if not field.primary_key
    }
    for bound in form:
        column = columns.get(bound.name)
        if column is None or column.name == "version":
            continue
        if getattr(column, "language", None) in languages:
            if isinstance(bound.field, forms.SplitDateTimeField):
                yield f"{bound.html_name}_0", "2020-02-02"
                yield f"{bound.html_name}_1", "02:02"
            elif (value := _another(bound, column)) is not None:
                yield bound.html_name, value


def _another(bound: Any, column: Any) -> Any:
    """Return a value that a column would take, other than the stored one; None if none is known."""
    bound_value, choices = bound.value(), [str(key) for key, _label in column.flatchoices if key]
    if isinstance(bound.field, forms.ModelChoiceField):
        other_records = bound.field.queryset.model._default_manager.exclude(pk=bound_value or 0)
        return next((str(row.pk) for row in other_records), None)
    if choices:
        return next((key for key in choices if key != bound_value), None)
    if isinstance(column, RichTextField):
        return "<p>Another</p>"
    return next((value for kind, value in OTHERS if isinstance(bound.field, kind)), None)


OTHERS: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.BooleanField, "on"),
    # Captions are refused without their recording, which has no language.
    (MediaFormField, None),
    (forms.FileField, png()),
    (forms.DateField, "2020-02-02"),
    (forms.TimeField, "02:02"),
    (forms.IntegerField, "7"),
    (forms.URLField, "https://another.example/"),
    (forms.SlugField, "another"),
    (forms.CharField, "Another"),
)


def enter(client: Client, role: str) -> None:
    make_roles()
    user = User.objects.create_user("member", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def form_of(model: type[Model]) -> str:
    """Make a record with its rows, and others to lead to; return the address of its form."""
    record = MAKERS[model]()
    for make_row in ROWS.get(model, ()):
        make_row(record)
    MAKERS[model]()
    # Drafts, which are edited in their tables.
    for edited in (model for model in EDITED if issubclass(model, Content)):
        edited._default_manager.update(status="draft")
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/{record.pk}/change/"


@pytest.mark.parametrize("model", EDITED)
def test_a_translator_writes_english_alone(client: Client, model: type[Model]) -> None:
    enter(client, TRANSLATOR)
    url = form_of(model)
    other_titles, english = stored(None, "zh-hans"), stored("en")
    response = client.post(url, crafted(get_form_alone(client, url), None, "zh-hans", "en"))
    assert (response.status_code, stored(None, "zh-hans")) == (302, other_titles)
    assert stored("en") != english


@pytest.mark.parametrize("model", EDITED)
def test_a_chinese_editor_leaves_english_alone(client: Client, model: type[Model]) -> None:
    enter(client, CHINESE_EDITOR)
    url = form_of(model)
    english, chinese = stored("en"), stored("zh-hans")
    response = client.post(url, crafted(get_form_alone(client, url), "zh-hans", "en"))
    assert (response.status_code, stored("en")) == (302, english)
    assert stored("zh-hans") != chinese
