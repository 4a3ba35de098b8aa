"""What was public and was taken offline answers 410 with one neutral sentence."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from forum.history.recording import recording
from people.models import User
from tests.support import factories as make
from tests.support.pages import LANGUAGES, Outline
from tests.support.publishing import set_public

pytestmark = pytest.mark.django_db

SENTENCE = "What stood here has been taken offline; the rest of the site is open."
KINDS: list[tuple[Any, str]] = [
    (make.make_series, "series/{}/"),
    (make.make_series, "series/{}/feed.xml"),
    (make.make_event, "events/{}/"),
    (make.make_event, "events/{}/agenda.ics"),
    (make.make_event, "events/{}/share.png"),
    (make.make_event, "events/{}/qr.svg"),
    (make.make_event, "events/{}/parallel/"),
    (make.make_event, "events/{}/opening/"),
    (make.make_person, "people/{}/"),
    (make.make_organization, "organizations/{}/"),
    (make.make_product, "knowledge/{}/"),
    (make.make_product, "knowledge/{}/book.pdf"),
    (make.make_page, "pages/{}/"),
]
kinds = pytest.mark.parametrize(("factory", "path"), KINDS)


@kinds
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offline_record_is_gone(client: Client, factory: Any, path: str, language: str) -> None:
    record = factory(status="offline")
    assert client.get(f"/{language}/{path.format(record.slug)}").status_code == 410


@kinds
def test_a_draft_was_never_there(client: Client, factory: Any, path: str) -> None:
    record = factory(status="draft")
    assert client.get(f"/en/{path.format(record.slug)}").status_code == 404


@kinds
def test_what_was_never_published_was_never_there(client: Client, factory: Any, path: str) -> None:
    record = factory(status="offline", published_at=None)
    assert client.get(f"/en/{path.format(record.slug)}").status_code == 404


@kinds
def test_a_former_address_is_gone_too(client: Client, factory: Any, path: str) -> None:
    record = factory(slug="before")
    record.slug, record.status = "after", "offline"
    record.save()
    assert client.get(f"/en/{path.format('before')}").status_code == 410


def test_news_is_gone_at_its_own_address_only(client: Client) -> None:
    make.make_page(slug="opened", kind="news", status="offline")
    statuses = [client.get(f"/en/{path}/opened/").status_code for path in ("news", "pages")]
    assert statuses == [410, 404]


@pytest.mark.parametrize("path", ["", "parallel/", "qr.svg"])
def test_a_withheld_session_is_gone(client: Client, path: str) -> None:
    with recording():
        session = make.make_session(make.make_event(slug="ports"), slug="opening")
    with recording():
        session.withheld = True
        session.save()
    assert client.get(f"/en/events/ports/opening/{path}").status_code == 410


@pytest.mark.parametrize(("was_open", "status"), [(False, 404), (True, 410)])
def test_a_part_that_was_withheld_from_birth_was_never_there(
    client: Client, staff: User, was_open: bool, status: int
) -> None:
    event = make.make_event(slug="ports")
    with recording(staff):
        parts: list[Any] = [
            make.make_session(event, slug="opening", withheld=not was_open),
            make.make_document(event, withheld=not was_open),
        ]
    with recording(staff):
        for part in parts:
            part.withheld = True
            part.save()
    codes = [client.get(part.get_absolute_url()).status_code for part in parts]
    assert codes == [status] * 2


@pytest.mark.parametrize(
    ("hidden", "values"),
    [
        ("session", {"withheld": True}),
        ("appearance", {"withheld": True}),
        ("appearance", {"remarks_withheld": True}),
        ("appearance", {"clearance_en": "declined"}),
        ("person", {"status": "offline"}),
        ("event", {"status": "draft"}),
    ],
)
def test_a_document_that_something_withheld_from_birth_was_never_there(
    client: Client, hidden: str, values: dict[str, Any]
) -> None:
    """What it belongs to was open before: the document was not there then."""
    with recording():
        session = make.make_session()
        appearance = make.make_appearance(session)
    record: Any = {
        "session": session, "appearance": appearance, "person": appearance.person,
        "event": session.event,
    }[hidden]  # fmt: skip
    with recording():
        for name, value in values.items():
            setattr(record, name, value)
        record.save()
    with recording():
        document = make.make_document(session.event, session=session, appearance=appearance)
    with recording():
        document.withheld = True
        document.save()
    if hidden == "event":
        set_public(session.event)
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_document_was_there_before_its_guest_s_office_declined(client: Client) -> None:
    with recording():
        appearance = make.make_appearance(clearance_en="declined")
        document = make.make_document(appearance.session.event, appearance=appearance)
    for state in ("cleared", "declined"):
        with recording():
            appearance.clearance_en = state
            appearance.save()
    assert client.get(document.get_absolute_url()).status_code == 410


def test_a_session_that_never_was_is_not_found(client: Client) -> None:
    make.make_event(slug="ports")
    assert client.get("/en/events/ports/opening/").status_code == 404


@pytest.mark.parametrize(
    "hidden", ["document", "session", "session of the appearance", "appearance", "person", "event"]
)
def test_a_document_is_gone_with_what_it_belongs_to(client: Client, hidden: str) -> None:
    with recording():
        event = make.make_event()
        session = make.make_session(event)
        appearance = make.make_appearance(make.make_session(event))
        document = make.make_document(event, session=session, appearance=appearance)
    owner: Any = {
        "document": document,
        "session": session,
        "session of the appearance": appearance.session,
        "appearance": appearance,
        "person": appearance.person,
        "event": event,
    }[hidden]
    if hasattr(owner, "withheld"):
        owner.withheld = True
    else:
        owner.status = "offline"
    with recording():
        owner.save()
    assert client.get(document.get_absolute_url()).status_code == 410


def test_a_document_under_embargo_was_never_there(client: Client) -> None:
    later = timezone.now() + timedelta(days=1)
    document = make.make_document(embargoed_until=later)
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_product_is_gone_with_the_event_that_launched_it(client: Client) -> None:
    session = make.make_session(make.make_event(status="offline"))
    file = ContentFile(b"book", name="book.pdf")
    product = make.make_product(launched_in=session, file=file)
    addresses = (product.get_absolute_url(), f"/en/knowledge/{product.slug}/book.pdf")
    assert [client.get(address).status_code for address in addresses] == [410, 410]


def test_the_page_says_one_neutral_sentence(client: Client) -> None:
    make.make_person(slug="lin-lan", status="offline")
    outline = Outline(client.get("/en/people/lin-lan/").content.decode())
    assert [element.text for element in outline.all("h1")] == ["No longer available"]
    assert [element.text for element in outline.all("p", class_="lead")] == [SENTENCE]
    assert outline.all("meta", name="robots")[0]["content"] == "noindex"


def test_the_page_names_nobody(client: Client) -> None:
    make.make_person(slug="lin-lan", status="offline", name_en="Lin Lan", name_zh_hans="林岚")
    page = client.get("/en/people/lin-lan/").content.decode()
    assert [name for name in ("Lin Lan", "林岚") if name in page] == []


def test_what_is_put_back_is_there_again(client: Client) -> None:
    person = make.make_person(slug="lin-lan", status="offline")
    set_public(person)
    assert client.get("/en/people/lin-lan/").status_code == 200
