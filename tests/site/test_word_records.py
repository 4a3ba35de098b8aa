"""The published record as a Word document: nothing that is not public is in it."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from sessions_app.models import Appearance, Event, Session
from tests.support import factories as make
from tests.support.pages import get
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db

SECRET = "Unspeakable"
ADDRESS = "/en/events/ports/record.docx"


@pytest.fixture
def event() -> Event:
    return make.make_event(slug="ports", key_points_en="Ports open.")


@pytest.fixture
def session(event: Event) -> Session:
    session = make.make_session(event, slug="opening", title_en="Opening day")
    make.make_appearance(session, remarks_en="<p>Ports are open.</p>")
    return session


def read(client: Client, address: str = ADDRESS) -> str:
    """Return every part of the document that is text."""
    response = client.get(address)
    assert response.status_code == 200
    with zipfile.ZipFile(BytesIO(response.content)) as package:
        return "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith(".xml")
        )


def hide_session(event: Event) -> None:
    make.make_session(event, slug="secret", title_en=SECRET, withheld=True)


def hide_embargoed_guest(event: Event) -> None:
    moment = timezone.now() + timedelta(days=1)
    make.make_appearance(make.make_session(event), title_en=SECRET, embargoed_until=moment)


def hide_withheld_guest(event: Event) -> None:
    make.make_appearance(make.make_session(event), title_en=SECRET, withheld=True)


def hide_withheld_remarks(event: Event) -> None:
    make.make_appearance(
        make.make_session(event), remarks_en=f"<p>{SECRET}</p>", remarks_withheld=True
    )


def hide_declined_remarks(event: Event) -> None:
    declined = Appearance.Clearance.DECLINED
    make.make_appearance(
        make.make_session(event), remarks_en=f"<p>{SECRET}</p>", clearance_en=declined
    )


def hide_photo(event: Event) -> None:
    make.make_photo(event, caption_en=SECRET, withheld=True)


def hide_photo_that_a_guest_refused(event: Event) -> None:
    photo = make.make_photo(event, caption_en=SECRET, alt_en=SECRET)
    make.make_appearance(
        make.make_session(event), make.make_person(photo_consent="refused"), photo=photo,
        caption_en=SECRET,
    )  # fmt: skip


def hide_host(event: Event) -> None:
    make.make_role(event, make.make_organization(name_en=SECRET), withheld=True)


def make_launched_product(event: Event, status: str) -> None:
    launch = make.make_session(event, kind="launch")
    product = make.make_product(
        title_en=SECRET,
        description_en=f"<p>{SECRET} is a course.</p>",
        status=status,
        launched_in=launch,
    )
    product.launched_by.add(make.make_appearance(launch))


def hide_draft_product(event: Event) -> None:
    make_launched_product(event, "draft")


def hide_product_taken_down(event: Event) -> None:
    make_launched_product(event, "offline")


def hide_unready_name(event: Event) -> None:
    person = make.make_person(name_en=SECRET, ready_languages=["zh-hans"])
    make.make_appearance(make.make_session(event), person)


def hide_offline_series(event: Event) -> None:
    event.series = make.make_series(name_en=SECRET, abbreviation_en=SECRET, status="offline")
    event.save()


def put_in_series_of_parent(event: Event, **values: object) -> None:
    """Let an event be of a series by its parent alone, which has a title in Chinese only."""
    series = make.make_series(name_en=SECRET, abbreviation_en=SECRET, **values)
    event.parent = make.make_event(slug="coast-2023", title_en="", series=series)
    event.save()


def hide_offline_series_of_parent(event: Event) -> None:
    put_in_series_of_parent(event, status="offline")


def hide_draft_series_of_parent(event: Event) -> None:
    put_in_series_of_parent(event, status="draft", ready_languages=[])


def hide_unready_series_of_parent(event: Event) -> None:
    put_in_series_of_parent(event, ready_languages=["zh-hans"])


@pytest.mark.parametrize(
    "hide",
    [
        hide_session, hide_embargoed_guest, hide_withheld_guest, hide_withheld_remarks,
        hide_declined_remarks, hide_photo, hide_photo_that_a_guest_refused, hide_host,
        hide_draft_product, hide_product_taken_down, hide_unready_name, hide_offline_series,
        hide_offline_series_of_parent, hide_draft_series_of_parent, hide_unready_series_of_parent,
    ],
)  # fmt: skip
def test_nothing_hidden_is_in_it(
    client: Client, event: Event, session: Session, hide: Callable[[Event], None]
) -> None:
    hide(event)
    text = read(client)
    assert "Ports are open." in text
    assert SECRET not in text


def test_a_language_that_is_not_ready_is_in_none(client: Client, event: Event) -> None:
    make.make_session(event, title_en=SECRET, title_zh_hans="开幕")
    event.ready_languages = ["zh-hans"]
    event.save()
    assert SECRET not in read(client, ADDRESS.replace("/en/", "/zh-hans/"))
    assert client.get(ADDRESS).status_code == 404


def test_each_sheet_says_what_it_holds(client: Client, event: Event, session: Session) -> None:
    event.unofficial_languages = ["en"]
    event.save()
    session.appearances.update(clearance_en=Appearance.Clearance.SENT)
    document = docx.Document(BytesIO(client.get(ADDRESS).content))
    assert document.sections[0].header.paragraphs[0].text == (
        "Published texts only · Unofficial translation · Some remarks not reviewed by the speaker"
    )


@pytest.mark.parametrize("answer", ["sent", "changed_since"])
def test_what_an_office_answered_is_not_in_it(
    client: Client, session: Session, answer: str
) -> None:
    session.appearances.update(clearance_en=answer)
    assert "Clearance" not in read(client)


def test_a_draft_has_none(client: Client, event: Event) -> None:
    event.status = Event.Status.DRAFT
    event.save()
    assert client.get(ADDRESS).status_code == 404


def list_stored(settings: Settings) -> list[str]:
    return sorted(file.name[:8] for file in Path(settings.PROCEEDINGS_ROOT).glob("*.docx"))


def test_the_public_series_of_the_parent_is_named(client: Client, event: Event) -> None:
    put_in_series_of_parent(event)
    assert SECRET in read(client)


def test_what_was_taken_down_is_gone(client: Client, event: Event, settings: Settings) -> None:
    client.get(ADDRESS)
    stored = list_stored(settings)
    set_offline(event)
    assert client.get(ADDRESS).status_code == 410
    assert (stored, list_stored(settings)) == (["ports.en"], [])


def test_one_that_may_not_be_read_any_more_is_thrown_away(
    client: Client, event: Event, settings: Settings
) -> None:
    client.get(ADDRESS)
    client.get(ADDRESS.replace("/en/", "/zh-hans/"))
    event.ready_languages = ["zh-hans"]
    event.save()
    client.get(ADDRESS)
    assert list_stored(settings) == ["ports.zh"]


def test_the_same_content_is_written_once(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = client.get(ADDRESS).content
    monkeypatch.setattr("forum.exports.event_export.write_document", None)
    assert client.get(f"{ADDRESS}?x=1", headers={"host": "localhost"}).content == first
    assert client.head(ADDRESS).status_code == 200


def test_a_change_ends_the_earlier_one(
    client: Client, session: Session, settings: Settings
) -> None:
    client.get(ADDRESS)
    session.appearances.update(withheld=True)
    assert "Ports are open." not in read(client)
    assert list_stored(settings) == ["ports.en"]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_event_s_page_leads_to_each_language(
    client: Client, session: Session, language: str
) -> None:
    page = get(client, f"/{language}/events/ports/")
    assert page.count("/events/ports/record.docx") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(client: Client, event: Event, count: int) -> None:
    for number in range(count):
        session = make.make_session(event, slug=f"a-{number}")
        guest = make.make_appearance(session, photo=make.make_photo(event))
        make.make_product(launched_in=session).launched_by.add(guest)
        make.make_role(event)
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        client.get(ADDRESS)
    assert len(queries) == 10
