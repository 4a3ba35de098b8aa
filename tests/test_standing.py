"""What a reader must know of a whole record stands on everything that comes of it."""

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import call_command
from django.test import Client

from forum.delivery.share_cards import make_event_card
from forum.exports.event_export import write_docx
from forum.models import SiteSettings
from sessions_app.models import Appearance, Event
from tests.support import factories as make
from tests.support.pages import page, texts

pytestmark = pytest.mark.django_db

WORDS = "Unofficial record"


@pytest.fixture
def event() -> Event:
    found = make.make_event(slug="ports", standing="unofficial")
    session = make.make_session(found, slug="opening")
    make.make_appearance(session, remarks_en="<p>Ports are good.</p>")
    return found


@pytest.mark.parametrize("path", ["events/ports/", "events/ports/opening/", ""])
def test_pages_say_it(client: Client, event: Event, path: str) -> None:
    assert texts(page(client, f"/en/{path}"), "p", "standing") == [WORDS]


@pytest.mark.parametrize("path", ["events/ports/parallel/", "events/ports/opening/parallel/"])
def test_side_by_side_says_it_in_each_language(client: Client, event: Event, path: str) -> None:
    [row] = texts(page(client, f"/en/{path}"), "p", "reservation")
    assert row == f"非正式记录 {WORDS}"


def test_excerpts_elsewhere_say_it(client: Client, event: Event) -> None:
    appearance = Appearance.objects.get()
    appearance.organization = make.make_organization(slug="institute")
    appearance.person.slug = "mary"
    appearance.person.save()
    appearance.save()
    make.make_topic(slug="trade").appearances.add(appearance)
    paths = ("people/mary/", "organizations/institute/", "topics/trade/")
    said = [texts(page(client, f"/en/{path}"), "p", "reservation") for path in paths]
    assert said == [[WORDS]] * len(paths)


def test_found_remarks_say_it(client: Client, event: Event) -> None:
    [context] = texts(page(client, "/en/search/?q=good"), "p", "context")
    assert context.endswith(WORDS)


def test_the_read_interface_says_it(client: Client, event: Event) -> None:
    assert client.get("/api/v1/events/ports").json()["standing"] == "unofficial"


def test_the_json_file_says_it(event: Event, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    call_command("export_record", event.slug, format="json", output=str(file), stdout=io.StringIO())
    assert json.loads(file.read_text("utf-8"))["event"]["standing"] == "unofficial"


def test_a_record_that_is_vouched_for_says_nothing(client: Client) -> None:
    make.make_event(slug="ports")
    assert texts(page(client, "/en/events/ports/"), "p", "standing") == []


def test_the_citation_says_it(client: Client, event: Event) -> None:
    [citation] = page(client, "/en/events/ports/").all("p", id="citation")
    assert citation.text.endswith(f"[{WORDS}]")


@pytest.mark.parametrize("ending", ["ris", "bib", "json"])
@pytest.mark.parametrize("path", ["events/ports", "events/ports/opening"])
def test_citation_files_say_it(client: Client, event: Event, path: str, ending: str) -> None:
    response: Any = client.get(f"/en/{path}/cite.{ending}")
    assert WORDS in response.content.decode()


def test_the_picture_of_a_shared_link_says_it(event: Event) -> None:
    assert make_event_card(event, SiteSettings.current()).facts.endswith(WORDS)


def test_each_sheet_of_the_word_document_says_it(event: Event) -> None:
    target = io.BytesIO()
    write_docx(event, target, "en", anyway=True)
    document = docx.Document(target)
    assert document.sections[0].header.paragraphs[0].text == WORDS
