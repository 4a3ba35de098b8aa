"""“Export to Word” on an event in the admin."""

from io import BytesIO
from typing import Any

import docx
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from people.models import User
from sessions_app.models import Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def address(event: Event) -> str:
    return reverse("export-event", args=[event.pk])


def answer(client: Client, event: Event) -> tuple[Any, bytes]:
    """Return the response, closed as a server would close it, and what it carried."""
    response: Any = client.get(address(event))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    return response, body


def a_member(client: Client, *permissions: str) -> Client:
    user = User.objects.create_user("member", password="secret", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client.force_login(user)
    return client


def an_event() -> Event:
    return make.make_event(slug="green-ports", title_zh_hans="绿色港口", title_en="Green Ports")


def test_the_change_page_links_to_it(admin_client: Client) -> None:
    event = an_event()
    page = admin_client.get(reverse("admin:sessions_app_event_change", args=[event.pk]))
    assert f'href="{address(event)}"' in page.content.decode()


def test_the_page_of_a_new_event_does_not(admin_client: Client) -> None:
    page = admin_client.get(reverse("admin:sessions_app_event_add"))
    assert "/admin/export/" not in page.content.decode()


def test_it_is_a_word_document(admin_client: Client) -> None:
    response, _body = answer(admin_client, an_event())
    assert (response["Content-Type"], response["Content-Disposition"]) == (
        WORD, 'attachment; filename="green-ports.docx"',
    )  # fmt: skip


def test_it_is_in_both_languages(admin_client: Client) -> None:
    _response, body = answer(admin_client, an_event())
    document = docx.Document(BytesIO(body))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[:2] == ["绿色港口", "Green Ports"]


def test_nobody_keeps_a_copy_on_the_way(admin_client: Client) -> None:
    response, _body = answer(admin_client, an_event())
    assert "no-store" in response["Cache-Control"]


def test_an_event_that_is_not_there_is_not_found(admin_client: Client) -> None:
    assert admin_client.get("/admin/export/99999.docx").status_code == 404


def test_whoever_may_view_the_event_may_export_it(client: Client) -> None:
    event = an_event()
    response, _body = answer(a_member(client, "view_event"), event)
    assert response.status_code == 200


def test_others_may_not(client: Client) -> None:
    event = an_event()
    assert a_member(client, "view_person").get(address(event)).status_code == 403


def test_the_public_is_asked_to_sign_in(client: Client) -> None:
    url = address(an_event())
    assert client.get(url)["Location"] == f"{reverse('admin:login')}?next={url}"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_read(admin_client: Client, method: str) -> None:
    assert getattr(admin_client, method)(address(an_event())).status_code == 405
