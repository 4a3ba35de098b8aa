"""The proceedings that visitors download: what they may have, caching, links."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from forum.exports.proceedings import typesetting
from forum.exports.proceedings.typesetting import locked_typesetter
from forum.exports.stored_files import locked
from forum.history.recording import recording
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.pages import answer, get
from tests.support.pdf_structure import TaggedPdf
from tests.support.publishing import set_offline

pytestmark = pytest.mark.django_db

WORDS = {
    "/zh-hans/events/ports/proceedings.pdf": "绿色港口",
    "/en/events/ports/proceedings.pdf": "Portsareopen.",
    "/en/events/ports/proceedings-both.pdf": "港口开放",
    "/en/events/ports/opening/proceedings.pdf": "Portsareopen.",
}
ADDRESS = "/en/events/ports/proceedings.pdf"


@pytest.fixture(autouse=True)
def event() -> Event:
    event = make.make_event(slug="ports")
    session = make.make_session(event, slug="opening")
    make.make_appearance(
        session, remarks_zh_hans="<p>港口开放。</p>", remarks_en="<p>Ports are open.</p>"
    )
    return event


@pytest.fixture
def quick_books(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have books of no pages, for what does not look into them."""
    monkeypatch.setattr(
        "forum.exports.proceedings.printing.write_pdf", lambda book, **options: b"%PDF-1.7"
    )


def read(client: Client, path: str) -> TaggedPdf:
    response = client.get(path)
    assert response.status_code == 200
    return TaggedPdf(b"".join(response))


@pytest.mark.parametrize("path", WORDS)
def test_each_edition_is_there(client: Client, path: str) -> None:
    assert WORDS[path] in read(client, path).words


@pytest.mark.usefixtures("quick_books")
def test_it_is_shown_under_a_name_of_its_own(client: Client) -> None:
    response = answer(client, ADDRESS)
    names = ("Content-Type", "Content-Disposition", "Cache-Control")
    assert [response[name] for name in names] == [
        "application/pdf", 'inline; filename="ports.proceedings.en.pdf"', "no-cache",
    ]  # fmt: skip


def test_the_colophon_names_the_page_s_address(client: Client, settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://forum.example.org"
    assert "https://forum.example.org/en/events/ports/" in read(client, ADDRESS).words


@pytest.mark.usefixtures("quick_books")
def test_whoever_has_it_is_told_so(client: Client) -> None:
    etag = answer(client, ADDRESS)["ETag"]
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 304


def test_it_is_set_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(client, ADDRESS).text
    monkeypatch.setattr("forum.exports.proceedings.printing.write_pdf", None)
    assert read(client, ADDRESS).text == first


def test_side_by_side_is_one_book_from_either_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(client, "/en/events/ports/proceedings-both.pdf").text
    monkeypatch.setattr("forum.exports.proceedings.printing.write_pdf", None)
    assert read(client, "/zh-hans/events/ports/proceedings-both.pdf").text == first


@pytest.mark.usefixtures("quick_books")
def test_one_that_is_thrown_away_meanwhile_is_made_again(
    client: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visitor who finds it while another's page throws it away."""
    answer(client, ADDRESS)
    monkeypatch.setattr(Path, "exists", lambda _path: True)
    for file in Path(settings.PROCEEDINGS_ROOT).glob("*.pdf"):
        file.unlink()
    assert client.get(ADDRESS).status_code == 200


def test_a_change_is_in_the_next_one(client: Client, event: Event, settings: object) -> None:
    answer(client, ADDRESS)
    event.title_en = "Blue Ports"  # type: ignore[attr-defined]  # a translated column
    event.save()
    assert "BluePorts" in read(client, ADDRESS).words


def test_the_earlier_state_is_thrown_away(client: Client, event: Event, tmp_path: Path) -> None:
    answer(client, ADDRESS)
    event.sessions.get().appearances.update(withheld=True)
    assert "Portsareopen" not in read(client, ADDRESS).words
    assert len(list((tmp_path / "proceedings").glob("*.pdf"))) == 1


@pytest.mark.parametrize("path", WORDS)
def test_a_draft_has_none(client: Client, event: Event, path: str) -> None:
    event.status = Event.Status.DRAFT
    event.save()
    assert client.get(path).status_code == 404


def test_side_by_side_wants_two_languages(client: Client, event: Event) -> None:
    event.ready_languages = ["en"]
    event.save()
    assert client.get("/en/events/ports/proceedings-both.pdf").status_code == 404


@pytest.mark.usefixtures("quick_books")
def test_what_was_taken_down_is_gone(client: Client, event: Event, tmp_path: Path) -> None:
    answer(client, ADDRESS)
    set_offline(event)
    assert client.get(ADDRESS).status_code == 410
    assert list((tmp_path / "proceedings").glob("*.pdf")) == []


def test_without_fonts_visitors_are_asked_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "FAMILIES", ("No Such Font",))
    typesetting.require_fonts.cache_clear()
    assert client.get(ADDRESS).status_code == 503


def test_a_character_that_no_font_has_does_not_turn_readers_away(
    client: Client, event: Event
) -> None:
    event.subtitle_en = "Ports of \U0001f6d8"  # type: ignore[attr-defined]  # a translated column
    event.save()
    assert "Portsareopen." in read(client, ADDRESS).words


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("/en/events/ports/", "/en/events/ports/proceedings.pdf"),
        ("/zh-hans/events/ports/", "/zh-hans/events/ports/proceedings-both.pdf"),
        ("/en/events/ports/opening/", "/en/events/ports/opening/proceedings.pdf"),
        ("/en/events/ports/parallel/", "/en/events/ports/proceedings-both.pdf"),
    ],
)
def test_pages_lead_to_it(client: Client, page: str, link: str) -> None:
    assert f'href="{link}"' in get(client, page)


def list_books(tmp_path: Path) -> list[str]:
    return sorted(file.name[:-37] for file in (tmp_path / "proceedings").glob("ports.*"))


@pytest.mark.usefixtures("quick_books")
@pytest.mark.parametrize(
    "path",
    [
        "/en/events/ports/proceedings/proceedings.pdf",
        "/en/events/ports/opening/proceedings.png",
        "/en/events/ports/proceedings/en.png",
    ],
)
def test_an_address_that_is_none_throws_no_book_away(
    client: Client, event: Event, tmp_path: Path, path: str
) -> None:
    answer(client, ADDRESS)
    answer(client, "/en/events/ports/opening/proceedings.pdf")
    books = list_books(tmp_path)
    assert (client.get(path).status_code, list_books(tmp_path)) == (404, books)


@pytest.mark.usefixtures("quick_books")
def test_a_language_that_is_hidden_leaves_the_other_s_book(
    client: Client, event: Event, tmp_path: Path
) -> None:
    answer(client, ADDRESS)
    answer(client, "/zh-hans/events/ports/proceedings.pdf")
    event.ready_languages, event.when_not_ready = ["zh-hans"], Event.WhenNotReady.HIDE
    event.save()
    client.get(ADDRESS)
    assert list_books(tmp_path) == ["ports.proceedings.zh-hans"]


@pytest.mark.usefixtures("quick_books")
def test_a_session_that_was_taken_down_leaves_no_book(
    client: Client, event: Event, tmp_path: Path
) -> None:
    answer(client, "/en/events/ports/opening/proceedings.pdf")
    session = event.sessions.get(slug="opening")
    session.withheld = True
    with recording():
        session.save()
    assert client.get("/en/events/ports/opening/proceedings.pdf").status_code == 410
    assert list_books(tmp_path) == []


@pytest.mark.parametrize("host", ["TESTSERVER", "testserver:8443"])
def test_it_is_one_book_however_the_host_is_written(
    client: Client, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    first = read(client, ADDRESS).text
    monkeypatch.setattr("forum.exports.proceedings.printing.write_pdf", None)
    response = client.get(ADDRESS, headers={"Host": host})
    assert TaggedPdf(b"".join(response)).text == first


def test_visitors_wait_for_another_book_for_seconds_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.site.proceedings.PATIENCE", 0.0)
    with locked_typesetter():
        response = client.get(ADDRESS)
    assert (response.status_code, response.get("Retry-After")) == (503, "60")


def test_visitors_wait_for_the_same_book_for_seconds_only(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("forum.site.proceedings.PATIENCE", 0.0)
    lock = tmp_path / "proceedings" / ".ports.proceedings.en.pdf.lock"
    lock.parent.mkdir(exist_ok=True)
    with locked(lock):
        response = client.get(ADDRESS)
    assert (response.status_code, response.get("Retry-After")) == (503, "60")
