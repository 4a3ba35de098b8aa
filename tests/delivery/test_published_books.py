"""Books of an event as files: proceedings and its record."""

from typing import Any

import pytest
from django.test import Client

from forum.delivery.publishing import files, page_rendering, publisher, settling
from forum.models import PageFile
from tests.support import factories as make
from tests.support.publishing import PAGE, set_offline

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publishing")]

BOOKS = ("proceedings.pdf", "proceedings-both.pdf", "record.docx")


@pytest.fixture
def part(ports: Any) -> Any:
    """Return a sub-forum's session, when the books of the forum are published."""
    session = make.make_session(make.make_event(slug="docks", parent=ports))
    settling.settle_changes()
    publisher.require_pages(f"{PAGE}{name}" for name in BOOKS)
    for path in PageFile.objects.values_list("path", flat=True):
        publisher.publish_page(path)
    return session


def list_books() -> list[str]:
    books = PageFile.objects.filter(is_current=True, path__startswith=PAGE)
    assert {path for path in files.list_paths() if path.startswith(PAGE)} == {
        book.path for book in books
    }
    return sorted(book.path.removeprefix(PAGE) for book in books)


def test_books_are_files_and_end_with_their_event(client: Client, ports: Any, part: Any) -> None:
    assert list_books() == sorted(BOOKS)
    assert client.get(f"{PAGE}proceedings.pdf")["Content-Type"] == "application/pdf"
    set_offline(ports)
    settling.settle_changes()
    assert list_books() == []
    assert [client.get(f"{PAGE}{name}").status_code for name in BOOKS] == [410, 410, 410]


def test_a_guest_of_a_sub_forum_ends_the_forum_s_book(part: Any) -> None:
    make.make_appearance(part, remarks_en="<p>New.</p>")
    settling.settle_changes()
    assert list_books() == ["record.docx"]


def test_pages_lead_the_worker_to_the_books(ports: Any) -> None:
    publisher.publish_page(PAGE)
    links = set(page_rendering.list_links(files_content(PAGE)))
    assert {f"{PAGE}{name}" for name in BOOKS} <= links


def files_content(path: str) -> bytes:
    file = files.find_file(path)
    assert file is not None
    return file.content


def test_a_book_hears_of_no_key(
    client: Client, ports: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(f"{PAGE}proceedings.pdf")
    monkeypatch.setattr("forum.site.proceedings.send_book", None)
    assert client.get(f"{PAGE}proceedings.pdf?page=2").status_code == 200
