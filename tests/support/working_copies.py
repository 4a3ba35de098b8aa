"""Working copies at the desk: their forms saved, their panel's buttons pressed."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from tests.support.admin_forms import errors, get_undrawn, messages_of, read_form
from tests.support.desk_client import address


def form_url(record: Any) -> str:
    return address(type(record), "change", record.pk)


def copy_url(page: str, record: Any) -> str:
    return reverse(page, args=[ContentType.objects.get_for_model(record).pk, record.pk])


def edit(client: Client, record: Any, **values: Any) -> Any:
    """Save a record's form with some fields changed; the form is shown again if it was refused."""
    url = form_url(record)
    response = client.post(url, {**read_form(client, url), **values})
    assert response.status_code == 302, errors(response)
    return response


def step(client: Client, record: Any, name: str, **values: Any) -> list[str]:
    """Press a button of the panel; return what the page says then."""
    panel = get_undrawn(client, form_url(record)).context_data["publishing"]
    url = address(type(record), "publishing", record.pk)
    sent = {"step": name, "version_token": panel.version_token, "asked_kind": "slip", **values}
    response = client.post(url, sent)
    return messages_of(response)


def read_form_value(client: Client, record: Any, field: str) -> Any:
    """Return what the form shows in a field."""
    return get_undrawn(client, form_url(record)).context_data["adminform"].form[field].value()
