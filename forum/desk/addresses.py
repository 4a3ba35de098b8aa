"""The addresses of a model's admin."""

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.http import urlencode

from forum.core.content import Record
from forum.models import ImportWarning


def url_name(model: type[Model] | Model, page: str) -> str:
    """Return the name of an address of a model's admin: change, add, changelist, history ..."""
    opts = model._meta
    return f"admin:{opts.app_label}_{opts.model_name}_{page}"


def change_url(record: Model, field: str = "") -> str:
    """Return the address of a record's form, at one of its fields."""
    url = reverse(url_name(record, "change"), args=[record.pk])
    return f"{url}#id_{field}" if field else url


def form_url(record: Record) -> str:
    """Return where a whole row is edited: its own form, else that of the record that owns it."""
    return change_url(record if admin.site.is_registered(type(record)) else record.owner)


def list_url(model: type[Model]) -> str:
    """Return the address of a model's list."""
    return reverse(url_name(model, "changelist"))


def open_findings_url(event: int | None, *names: str) -> str:
    """Return where the findings of imports that nobody has settled are listed.

    event: the key of the one whose imports they are of; None for all. names: of what they are
    about.
    """
    url = f"{list_url(ImportWarning)}?resolved_at__isempty=1&level__in=error,warning"
    if names:
        return f"{url}&{urlencode({'subject__in': ','.join(names)})}"
    return f"{url}&at_event={event}" if event else url
