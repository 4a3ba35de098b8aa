"""Files are handed out after a look whether they are public, as what they are."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from sessions_app.models import Document
from tests.support import factories as make
from tests.support.pages import answer

pytestmark = pytest.mark.django_db


def document(name: str = "agenda.pdf", **values: object) -> Document:
    return make.make_document(file=ContentFile(b"content", name=name), **values)


def test_a_file_arrives_whole(client: Client) -> None:
    response = client.get(f"/en{document().get_absolute_url()[3:]}")
    assert b"".join(response) == b"content"


@pytest.mark.parametrize(
    ("name", "kind", "way"),
    [
        ("agenda.pdf", "application/pdf", "inline"),
        ("page.html", "text/html", "attachment"),
        ("image.svg", "image/svg+xml", "attachment"),
        ("notes.txt", "text/plain", "attachment"),
        ("what.ever", "application/octet-stream", "attachment"),
    ],
)
def test_only_what_runs_nothing_is_shown_in_the_browser(
    client: Client, name: str, kind: str, way: str
) -> None:
    headers = answer(client, document(name).get_absolute_url()).headers
    found = headers["Content-Type"], headers["Content-Disposition"].split(";")[0]
    assert found == (kind, way)


def test_the_headers_of_a_file(client: Client) -> None:
    headers = answer(client, document().get_absolute_url()).headers
    assert (headers["Content-Length"], headers["X-Content-Type-Options"]) == ("7", "nosniff")


def test_a_chinese_file_name_is_kept(client: Client) -> None:
    headers = answer(client, document("会议议程.pdf").get_absolute_url()).headers
    assert headers["Content-Disposition"] == (
        "inline; filename*=utf-8''%E4%BC%9A%E8%AE%AE%E8%AE%AE%E7%A8%8B.pdf"
    )


def test_another_name_leads_to_the_file_s_own(client: Client) -> None:
    found = document()
    response = client.get(f"/en/documents/{found.pk}/other.pdf")
    assert (response.status_code, response.headers["Location"]) == (301, found.get_absolute_url())


@pytest.mark.parametrize("name", ["other.pdf", "agenda.pdf"])
def test_a_document_of_a_draft_is_not_there_under_any_name(client: Client, name: str) -> None:
    found = document(event=make.make_event(status="draft"))
    assert client.get(f"/en/documents/{found.pk}/{name}").status_code == 404


def test_a_withheld_document_is_not_there(client: Client) -> None:
    assert client.get(document(withheld=True).get_absolute_url()).status_code == 404


def test_a_file_that_is_gone_is_not_found(client: Client) -> None:
    found = document()
    found.file.storage.delete(found.file.name)
    assert client.get(found.get_absolute_url()).status_code == 404


def test_a_product_s_file_arrives(client: Client) -> None:
    product = make.make_product(slug="course", file=ContentFile(b"book", name="book.pdf"))
    response = client.get(f"/en/knowledge/course/{product.file_name}")
    assert b"".join(response) == b"book"


def test_another_name_leads_to_the_product_s_file(client: Client) -> None:
    product = make.make_product(slug="course", file=ContentFile(b"book", name="book.pdf"))
    response = client.get("/en/knowledge/course/other.pdf")
    assert response.headers["Location"] == f"/en/knowledge/course/{product.file_name}"


def test_a_product_without_a_file_hands_out_none(client: Client) -> None:
    make.make_product(slug="course")
    assert client.get("/en/knowledge/course/book.pdf").status_code == 404


def test_a_draft_product_hands_out_none(client: Client) -> None:
    file = ContentFile(b"book", name="book.pdf")
    product = make.make_product(slug="course", file=file, status="draft")
    assert client.get(f"/en/knowledge/course/{product.file_name}").status_code == 404
