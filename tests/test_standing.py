"""What a reader must know of a whole record stands on everything that comes of it."""

import io
import json
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import docx
import icalendar
import pytest
from django.core.management import call_command
from django.test import Client

from forum.delivery.share_cards import make_event_card
from forum.exports.event_export import write_docx
from forum.models import SiteSettings
from forum.site import share_drawing
from forum.site.share_drawing import draw_square
from sessions_app.models import Appearance, Event
from tests.support import factories as make
from tests.support.pages import page, texts

pytestmark = pytest.mark.django_db

WORDS = "Unofficial record"
RECORDS = ["events/ports", "events/ports/opening", "knowledge/course"]


@pytest.fixture
def event() -> Event:
    event = make.make_event(
        slug="ports", standing="unofficial", series=make.make_series(slug="coast")
    )
    session = make.make_session(event, slug="opening", start=time(9), end=time(10))
    make.make_appearance(
        session, make.make_person(slug="lin-lan"), remarks_en="<p>Ports are good.</p>"
    )
    make.make_product(slug="course", launched_in=session)
    return event


@pytest.mark.parametrize(
    "path", ["events/ports/", "events/ports/opening/", "knowledge/course/", ""]
)
def test_pages_say_it(client: Client, event: Event, path: str) -> None:
    assert texts(page(client, f"/en/{path}"), "p", "standing") == [WORDS]


@pytest.mark.parametrize("path", ["events/ports/parallel/", "events/ports/opening/parallel/"])
def test_side_by_side_says_it_in_each_language(client: Client, event: Event, path: str) -> None:
    [row] = texts(page(client, f"/en/{path}"), "p", "reservation")
    assert row == f"非正式记录 {WORDS}"


def test_excerpts_elsewhere_say_it(client: Client, event: Event) -> None:
    appearance = Appearance.objects.get()
    appearance.organization = make.make_organization(slug="institute")
    appearance.save()
    make.make_topic(slug="trade").appearances.add(appearance)
    paths = ("people/lin-lan/", "organizations/institute/", "topics/trade/")
    passages = [texts(page(client, f"/en/{path}"), "p", "reservation") for path in paths]
    assert passages == [[WORDS]] * len(paths)


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


@pytest.mark.parametrize("path", RECORDS)
def test_the_citation_says_it(client: Client, event: Event, path: str) -> None:
    [citation] = page(client, f"/en/{path}/").all("p", id="citation")
    assert citation.text.endswith(f"[{WORDS}]")


@pytest.mark.parametrize("ending", ["ris", "bib", "json"])
@pytest.mark.parametrize("path", RECORDS)
def test_citation_files_say_it(client: Client, event: Event, path: str, ending: str) -> None:
    response: Any = client.get(f"/en/{path}/cite.{ending}")
    assert WORDS in response.content.decode()


@pytest.mark.parametrize("path", RECORDS)
def test_structured_data_say_it(client: Client, event: Event, path: str) -> None:
    [script] = page(client, f"/en/{path}/").all("script", type="application/ld+json")
    assert json.loads(script.text)["@graph"][0]["description"].endswith(WORDS)


@pytest.mark.parametrize(
    "path",
    [
        "events/ports/agenda.ics",
        "events/ports/opening/session.ics",
        "series/coast/events.ics",
        "people/lin-lan/events.ics",
    ],
)
def test_each_entry_of_a_calendar_says_it(client: Client, event: Event, path: str) -> None:
    entries: Any = icalendar.Calendar.from_ical(client.get(f"/en/{path}").content)
    descriptions = [str(entry["DESCRIPTION"]) for entry in entries.walk("VEVENT")]
    assert descriptions
    assert all(description.startswith(WORDS) for description in descriptions)


@pytest.mark.parametrize("path", ["feed.xml", "series/coast/feed.xml"])
def test_feeds_say_it_before_the_introduction(client: Client, event: Event, path: str) -> None:
    feed = client.get(f"/en/{path}").content.decode()
    assert f"&lt;p&gt;&lt;em&gt;{WORDS}&lt;/em&gt;&lt;/p&gt;&lt;p&gt;The forum" in feed


@pytest.mark.parametrize("ending", ["xml", "json"])
def test_schedules_say_it_before_the_remarks(client: Client, event: Event, ending: str) -> None:
    content = client.get(f"/en/events/ports/schedule.{ending}").content.decode()
    start = content.index(WORDS)
    assert content.index("Ports are good.") > start


def test_what_is_harvested_says_it_in_each_language(client: Client, event: Event) -> None:
    answer = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    content = answer.content.decode()
    # The event and its product
    assert (content.count(f">{WORDS}<"), content.count(">非正式记录<")) == (2, 2)


def test_what_a_speaker_has_not_reviewed_is_cited_so(client: Client, event: Event) -> None:
    Appearance.objects.update(clearance_en="sent")
    response: Any = client.get("/en/events/ports/opening/cite.ris")
    note = f"N1  - {WORDS} · Not reviewed by the speaker"
    assert note in response.content.decode().split("\r\n")


def test_who_subscribes_learns_of_an_unofficial_translation(client: Client, event: Event) -> None:
    event.unofficial_languages = ["en"]
    event.save()
    feed = client.get("/en/feed.xml").content.decode()
    calendar: Any = icalendar.Calendar.from_ical(client.get("/en/events/ports/agenda.ics").content)
    first = str(calendar.walk("VEVENT")[0]["DESCRIPTION"]).splitlines()[0]
    assert ("Unofficial translation" in feed, first) == (True, f"{WORDS} · Unofficial translation")


def test_the_picture_of_a_shared_link_says_it(event: Event) -> None:
    assert make_event_card(event, SiteSettings.current()).foot.endswith(WORDS)


@pytest.mark.parametrize("path", RECORDS)
def test_the_words_beside_a_shared_link_say_it_first(
    client: Client, event: Event, path: str
) -> None:
    metas = page(client, f"/en/{path}/").all("meta")
    words = [
        meta["content"]
        for meta in metas
        if (meta["name"] or meta["property"]) in ("description", "og:description")
    ]
    assert [text.startswith(f"{WORDS} · ") for text in words] == [True, True]


@pytest.mark.skipif(not share_drawing.find_font("Bold", 40), reason="no Noto CJK on this machine")
def test_the_square_of_a_shared_link_says_it(event: Event) -> None:
    card = make_event_card(event, SiteSettings.current())
    bare = draw_square(replace(card, reservation=""))
    assert draw_square(card) != bare


def test_each_sheet_of_the_word_document_says_it(event: Event) -> None:
    target = io.BytesIO()
    write_docx(event, target, "en", anyway=True)
    document = docx.Document(target)
    assert document.sections[0].header.paragraphs[0].text == f"{WORDS} · Draft, not for publication"
