"""Only who may publish works on what is public itself, however an address spells its record."""

from typing import Any

import pytest
from django.test import Client

from forum.models import WorkingCopy
from sessions_app.models import Event, Photo
from tests.desk.test_event_topics import read_tokens
from tests.support import factories as make
from tests.support.admin_forms import read_form
from tests.support.desk_client import address
from tests.support.handoff_pages import agree, give, send, translated
from tests.support.images import png
from tests.support.staff import enter
from tests.support.working_copies import form_url, read_form_value

pytestmark = pytest.mark.django_db

# The admin quotes a line feed as "_0A"; full-width digits are digits to ``int``.
SPELLINGS = ("+{}", " {}", "{}_0A", "\uff11")


def spell(spelling: str, pk: int) -> str:
    """Return a key in another spelling. pk: 1, which is the one digit that all of them spell."""
    return spelling.format(pk)


@pytest.fixture
def event() -> Event:
    return make.make_event(pk=1, title_en="Green Ports")


def url_of(event: Event, page: str, spelling: str) -> str:
    canonical = address(Event, page, event.pk)
    return canonical.replace(f"/{event.pk}/", f"/{spell(spelling, event.pk)}/") + "?_public=1"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_key_that_is_spelled_otherwise_changes_nothing_public(
    editor: Client, event: Event, spelling: str
) -> None:
    sent = {**read_form(editor, form_url(event)), "title_en": "Blue Ports"}
    editor.post(url_of(event, "change", spelling), sent)
    assert Event.objects.get().title_en == "Green Ports"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_key_that_is_spelled_otherwise_deletes_nothing_public(
    editor: Client, event: Event, spelling: str
) -> None:
    editor.post(url_of(event, "delete", spelling), {"post": "yes"})
    assert Event.objects.count() == 1


@pytest.mark.parametrize("spelling", [" {}", "+{}"])
def test_a_photo_is_not_added_in_public(editor: Client, event: Event, spelling: str) -> None:
    url = f"{address(Photo, 'add')}?_public=1"
    sent: dict[str, Any] = {**read_form(editor, url), "image": png()}
    editor.post(url, {**sent, "event": spell(spelling, event.pk)})
    assert (Photo.objects.count(), WorkingCopy.objects.count()) == (0, 1)


def test_topics_are_not_set_in_public(editor: Client, event: Event) -> None:
    topic = make.make_topic(name_en="Ports")
    data = {**read_tokens(event), f"events-{event.pk}": [topic.pk]}
    editor.post(f"/admin/sessions_app/event/{event.pk}/topics/?_public=1", data)
    assert event.topics.count() == 0


def test_translations_are_not_imported_into_what_is_public() -> None:
    page = make.make_page(title_zh_hans="港口", title_en="", body_zh_hans="", body_en="")
    publisher, translator = enter("Administrator"), enter("English translator")
    data = translated(send(publisher, page), {"title": "Ports"})
    preview = translator.get(give(translator, data).url + "?_public=1")
    preview.request["PATH_INFO"] += "?_public=1"
    agree(translator, preview)
    page.refresh_from_db()
    assert (page.title_en, read_form_value(translator, page, "title_en")) == ("", "Ports")


def test_whoever_may_publish_sets_topics_beside_a_working_copy(
    editor: Client, reviewer: Client, event: Event
) -> None:
    first, second = make.make_topic(name_en="Ports"), make.make_topic(name_en="Energy")
    data = {**read_tokens(event), f"events-{event.pk}": [first.pk]}
    url = f"/admin/sessions_app/event/{event.pk}/topics/"
    editor.post(url, data)
    reviewer.post(f"{url}?_public=1", {**data, f"events-{event.pk}": [second.pk]})
    assert list(event.topics.all()) == [second]
