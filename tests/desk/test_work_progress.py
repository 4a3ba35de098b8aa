"""Long work in the desk says how far it is, to whoever waits for it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from forum.desk import work_progress
from forum.models import ImportRun
from people.models import User
from tests.desk.test_glossary_desk import confirm, upload
from tests.support import bulk_forms
from tests.support import factories as make
from tests.support.handoff_pages import agree, give, send, translated

pytestmark = pytest.mark.django_db

TOKEN = "0123456789abcdef" * 2
LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "w"}}


@pytest.fixture(autouse=True)
def _in_this_process(settings: Settings) -> None:
    """Let nothing outlast the test: the work's thread writes outside of its transaction."""
    settings.CACHES = LOCAL


def ask(client: Client) -> Any:
    return client.get(reverse("work-progress", args=[TOKEN])).json()["progress"]


def change_two_terms(client: Client, **sent: str) -> Any:
    for text in ("园区", "码头"):
        make.make_term(text_zh_hans=text, text_en=f"{text} x", note="")
    rows = ("园区,园区 x,Parks", "码头,码头 x,Quays")
    return confirm(client, upload(client, "zh-Hans,en,note", *rows), **sent)


def test_nothing_is_known_before_the_work_begins(admin_client: Client) -> None:
    assert ask(admin_client) is None


def test_an_import_of_a_glossary_says_how_far_it_is(admin_client: Client) -> None:
    change_two_terms(admin_client, _work=TOKEN)
    assert ask(admin_client) == 49


def test_an_import_of_translations_says_how_far_it_is(admin_client: Client) -> None:
    person = make.make_person(biography_zh_hans="<p>林岚研究港口。</p>", slug="lin")
    back = give(admin_client, translated(send(admin_client, person), {"biography": "Ports."}))
    agree(admin_client, admin_client.get(back.url), _work=TOKEN)
    assert ask(admin_client) == 99


def test_an_undoing_says_how_far_it_is(admin_client: Client) -> None:
    change_two_terms(admin_client)
    run = ImportRun.objects.get()
    admin_client.post(reverse("undo-import", args=[run.pk]), {"_work": TOKEN})
    assert ask(admin_client) == 49


def test_an_export_of_events_says_how_far_it_is(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty at most; if each has 120 guests their documents take 15 s of a processor."""
    notices: list[tuple[int, int]] = []
    monkeypatch.setattr(
        work_progress, "store_now_and_then", lambda _store: lambda *step: notices.append(step)
    )
    page = bulk_forms.ask(admin_client, "export", make.make_event(), make.make_event())
    sent = {"version_tokens": page.context["version_tokens"], "format": "json", "_work": TOKEN}
    b"".join(admin_client.post(page.context["address"], sent))
    assert ("data-working" in page.text, notices) == (True, [(0, 2), (1, 2)])


def test_a_file_says_when_it_is_there(admin_client: Client) -> None:
    """Its answer leaves the page where it is."""
    address = reverse("event-proceedings-desk", args=[make.make_event().pk])
    page = admin_client.get(address)
    b"".join(admin_client.get(address, {"language": "en", "_work": TOKEN}))
    assert ("data-working" in page.text, ask(admin_client)) == (True, 100)


def test_nobody_is_told_of_another_s_work(admin_client: Client, client: Client) -> None:
    change_two_terms(admin_client, _work=TOKEN)
    client.force_login(User.objects.create_superuser("other"))
    assert ask(client) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 31])
def test_work_without_a_name_is_done_all_the_same(admin_client: Client, token: str) -> None:
    change_two_terms(admin_client, _work=token)
    assert ImportRun.objects.count() == 1
