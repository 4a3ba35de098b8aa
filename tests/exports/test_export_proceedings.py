"""``manage.py export_proceedings`` and the desk's drafts: files, sentences, rights."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from forum.exports.proceedings import typesetting
from forum.management.commands import export_proceedings
from forum.permissions.roles import HELPER
from people.models import User
from sessions_app.models import Event, EventAccess
from tests.support import factories as make
from tests.support.pdf_structure import TaggedPdf
from tests.support.staff import make_roles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def event(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Event:
    monkeypatch.chdir(tmp_path)
    event = make.make_event(slug="ports")
    make.make_appearance(make.make_session(event, slug="opening"), remarks_en="<p>Open.</p>")
    return event


def export(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("export_proceedings", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        export(*arguments)
    return str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((), "ports.proceedings.both.pdf"),
        (("--language", "zh-hans"), "ports.proceedings.zh-hans.pdf"),
        (("--language", "en"), "ports.proceedings.en.pdf"),
        (("--language", "en", "--session", "opening"), "ports.opening.proceedings.en.pdf"),
        (("--output", "book.pdf"), "book.pdf"),
    ],
)
def test_the_file_is_named_after_the_event(
    arguments: tuple[str, ...], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_proceedings, "write_pdf", lambda book: book.title.encode())
    assert (export("ports", *arguments), Path(name).stat().st_size > 0) == (
        f"Exported to {name}.\n", True,
    )  # fmt: skip


def test_the_address_is_the_site_s() -> None:
    export("ports", "--language", "en", "--address", "https://forum.example.org/")
    pdf = TaggedPdf(Path("ports.proceedings.en.pdf").read_bytes())
    assert pdf.links() == ["https://forum.example.org/en/events/ports/"]


def test_a_file_that_is_there_stays() -> None:
    Path("book.pdf").touch()
    assert refusal("ports", "--output", "book.pdf") == (
        "book.pdf is there already; --force writes over it."
    )


def test_an_unknown_session_is_named_with_those_that_are_there() -> None:
    assert refusal("ports", "--session", "nothing") == (
        "“Green Ports” has no session “nothing”; it has: opening."
    )


def test_a_draft_is_printed_as_one_only(event: Event) -> None:
    event.status = Event.Status.DRAFT
    event.save()
    assert refusal("ports") == (
        "“Green Ports” is not public; --draft prints it all the same, marked as a draft."
    )
    export("ports", "--draft", "--language", "en")
    assert (
        "Draft,notforpublication" in TaggedPdf(Path("ports.proceedings.en.pdf").read_bytes()).words
    )


def test_pictures_without_an_alternative_are_named_before_printing(event: Event) -> None:
    make.make_photo(event, caption_en="Hall")
    assert refusal("ports") == (
        "1 picture has no alternative text: photo “Hall”. Write it in the admin, or print with "
        "--anyway."
    )
    assert export("ports", "--anyway") == "Exported to ports.proceedings.both.pdf.\n"


def test_what_is_not_printed_needs_no_description(event: Event) -> None:
    make.make_photo(make.make_event(parent=event, status=Event.Status.DRAFT), caption_en="Hall")
    assert export("ports", "--language", "en") == "Exported to ports.proceedings.en.pdf.\n"


def desk(event: Event, language: str = "") -> str:
    address = reverse("event-proceedings-desk", args=[event.pk])
    return f"{address}?language={language}" if language else address


@pytest.mark.parametrize("language", ["zh-hans", "en", "both"])
def test_the_desk_hands_out_drafts(admin_client: Client, event: Event, language: str) -> None:
    event.status = Event.Status.DRAFT
    event.save()
    response = admin_client.get(desk(event, language))
    pdf = TaggedPdf(b"".join(response))
    mark = "草稿，不供发布" if language != "en" else "Draft,notforpublication"
    assert ("no-store" in response["Cache-Control"], mark in pdf.words) == (True, True)


def test_the_desk_names_what_is_missing(admin_client: Client, event: Event) -> None:
    make.make_photo(event, caption_en="Hall", caption_zh_hans="大厅")
    page = admin_client.get(desk(event)).content.decode()
    assert "photo “Hall”" in page


def test_an_unknown_edition_is_refused(admin_client: Client, event: Event) -> None:
    assert admin_client.get(desk(event, "fr")).status_code == 400


def test_the_change_page_links_to_it(admin_client: Client, event: Event) -> None:
    page = admin_client.get(reverse("admin:sessions_app_event_change", args=[event.pk]))
    assert f'href="{desk(event)}"' in page.content.decode()


def test_who_may_not_see_events_gets_none(client: Client, event: Event) -> None:
    client.force_login(User.objects.create_user("member", is_staff=True))
    assert client.get(desk(event, "en")).status_code == 403


def enter_as_helper(client: Client, event: Event) -> None:
    make_roles()
    helper = User.objects.create_user("helper", is_staff=True)
    helper.groups.add(Group.objects.get(name=HELPER))
    EventAccess.objects.create(user=helper, event=event)
    client.force_login(helper)


def test_a_sub_forum_that_is_not_a_helper_s_stays_out(client: Client, event: Event) -> None:
    part = make.make_event(parent=event, title_en="Green Rivers", status=Event.Status.DRAFT)
    make.make_session(part)
    enter_as_helper(client, event)
    assert "GreenRivers" not in TaggedPdf(b"".join(client.get(desk(event, "en")))).words


def test_nor_is_a_helper_told_what_its_pictures_lack(client: Client, event: Event) -> None:
    part = make.make_event(parent=event, status=Event.Status.DRAFT)
    make.make_photo(part, caption_en="Hall", caption_zh_hans="大厅")
    enter_as_helper(client, event)
    page = client.get(desk(event)).content.decode()
    assert ("Hall" in page, "大厅" in page) == (False, False)


def test_a_sub_forum_comes_along_for_others(admin_client: Client, event: Event) -> None:
    part = make.make_event(parent=event, title_en="Green Rivers", status=Event.Status.DRAFT)
    make.make_session(part)
    assert "GreenRivers" in TaggedPdf(b"".join(admin_client.get(desk(event, "en")))).words


def test_the_desk_tells_an_editor_whom_to_ask_for_a_font(
    admin_client: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "FAMILIES", ("No Such Font",))
    typesetting.require_fonts.cache_clear()
    page = admin_client.get(desk(event, "en")).content.decode()
    assert ("Tell the administrator of the site." in page, "FONTS_DIR" in page) == (True, False)
