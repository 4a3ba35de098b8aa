"""From the page of an event all that belongs to it is reached."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forum.desk.addresses import change_url, list_url
from forum.models import ImportWarning
from sessions_app.models import Document, Event
from tests.support import factories as make
from tests.support.admin_forms import make_run, make_warning
from tests.support.publishing import draft

pytestmark = pytest.mark.django_db


def test_all_of_an_event_is_reached_from_its_page(admin_client: Client) -> None:
    event = draft()
    session = make.make_session(event, kind="launch")
    make.make_appearance(session, remarks_en="<p>Ports matter.</p>")
    product = make.make_product(launched_in=session, status="draft")
    make.make_photo(event)
    make.make_document(event)
    run = make_run(event=event)
    make_warning(run)
    page = admin_client.get(change_url(event))
    expected = {
        "session": change_url(session),
        "programme as a table": reverse("admin:sessions_app_event_grid", args=[event.pk]),
        "product": change_url(product),
        "photos": reverse("admin:sessions_app_event_photos", args=[event.pk]),
        "documents": f"{list_url(Document)}?event__id__exact={event.pk}",
        "clearances": reverse("clearance", args=[event.pk, "en"]),
        "findings": list_url(ImportWarning),
        "translations": reverse("translation-record", args=["event", event.pk, "en"]),
        "find and replace": reverse("find-replace", args=[event.pk]),
    }
    text = page.text.replace("&amp;", "&")
    assert [name for name, url in expected.items() if f'"{url}' not in text] == []
    prefixes = {inline.formset.prefix for inline in page.context["inline_admin_formsets"]}
    assert {"organizations", "corrections"} <= prefixes


def test_ready_languages_were_given_the_moment_of_their_record() -> None:
    event, present_moment = make.make_event(), timezone.now()
    rows: Any = Event.objects
    rows.update(
        published_at=present_moment,
        published_at_en=None,
        published_at_zh_hans=None,
        ready_languages=["zh-hans"],
    )
    migration = import_module("sessions_app.migrations.0007_moments_of_languages")
    migration.copy_moments(apps, None)
    event.refresh_from_db()
    assert (event.get_moment("zh-hans"), event.get_moment("en")) == (present_moment, None)
