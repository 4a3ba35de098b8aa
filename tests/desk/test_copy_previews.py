"""Previews, their links and Word documents show a working copy as it will be."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.test import Client
from django.urls import reverse

from forum.desk.preview_links import seal
from forum.models import PreviewLink
from sessions_app.models import Event, Session
from tests.support import factories as make
from tests.support.desk_client import address
from tests.support.working_copies import copy_url, edit

pytestmark = pytest.mark.django_db


def test_a_word_document_of_it_says_so(editor: Client) -> None:
    event = make.make_event(title_en="Green Ports")
    edit(editor, event, title_en="Blue Ports")
    response: Any = editor.get(reverse("export-event", args=[event.pk]))
    document = docx.Document(BytesIO(b"".join(response)))
    head = document.sections[0].header.paragraphs[0].text
    assert (document.paragraphs[1].text, head.partition(" / ")[2]) == (
        "Blue Ports",
        "Draft, not for publication · Working copy",
    )


def test_the_preview_shows_the_working_copy(editor: Client, client: Client) -> None:
    event = make.make_event(title_en="Green Ports", slug="ports")
    edit(editor, event, title_en="Blue Ports")
    preview = editor.get(f"{copy_url('staff-preview', event)}?language=en").text
    public = client.get("/en/events/ports/").text
    assert ("Blue Ports" in preview, "Blue Ports" in public) == (True, False)


def test_a_preview_link_shows_the_working_copy(editor: Client, client: Client) -> None:
    event = make.make_event(title_en="Green Ports", slug="ports")
    edit(editor, event, title_en="Blue Ports")
    editor.post(copy_url("preview-links", event), {"note": "An office"})
    link = PreviewLink.objects.get()
    client.post(reverse("preview-open"), {"seal": seal(link)})
    page = client.get(f"/preview/{link.pk}/en/events/ports/")
    assert ("Blue Ports" in page.text, Event.objects.get().title_en) == (True, "Green Ports")


def open_preview(client: Client, editor: Client, record: Any) -> Any:
    """Make a preview link as staff and follow it as an office does; return the page."""
    editor.post(copy_url("preview-links", record), {"note": "An office"})
    link = PreviewLink.objects.get()
    return client.post(reverse("preview-open"), {"seal": seal(link)}, follow=True)


def test_a_preview_link_to_a_part_that_is_being_removed_is_over(
    editor: Client, client: Client
) -> None:
    session = make.make_session(make.make_event())
    editor.post(address(Session, "delete", session.pk), {"post": "yes"})
    page = open_preview(client, editor, session)
    assert (page.status_code, "what it showed is being removed" in page.text) == (410, True)


def test_a_preview_link_leads_to_the_address_that_the_working_copy_has(
    editor: Client, client: Client
) -> None:
    event = make.make_event(title_en="Green Ports", slug="ports")
    edit(editor, event, slug="green-ports")
    page = open_preview(client, editor, event)
    shown_at = page.request["PATH_INFO"].partition("/events/")[2]
    assert (page.status_code, shown_at) == (200, "green-ports/")
