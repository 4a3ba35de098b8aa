"""Working copies at the desk: their forms saved, their panel's buttons pressed."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from forum.desk.message_storage import DeskCookieStorage
from forum.history.rows import key_of
from forum.history.version_token import record_token
from forum.history.working_copies.store import open_copy
from forum.workflow.copy_approvals import read_progress
from tests.support.admin_forms import errors, get_form_alone, messages_of, read_form
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


def panel_token(record: Any) -> str:
    """Return the version token in a record's panel: of its working copy, where it has one."""
    copy = open_copy(key_of(record))
    return read_progress(copy).version_token if copy else record_token(record)


def step(client: Client, record: Any, name: str, **values: Any) -> list[str]:
    """Press a button of the panel; return what the page says then."""
    # What was said before, the page with the panel has said.
    client.cookies.pop(DeskCookieStorage.cookie_name, None)
    url = address(type(record), "publishing", record.pk)
    sent = {"step": name, "version_token": panel_token(record), "asked_kind": "slip", **values}
    response = client.post(url, sent)
    return messages_of(response)


def read_form_value(client: Client, record: Any, field: str) -> Any:
    """Return what the form shows in a field."""
    return get_form_alone(client, form_url(record)).context_data["adminform"].form[field].value()
