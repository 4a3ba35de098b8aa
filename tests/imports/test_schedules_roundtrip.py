"""A schedule that this site wrote comes back in and changes nothing; another one makes a draft."""

from datetime import date, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from forum.exports.table_writer import event_workbook
from forum.models import ImportRun
from sessions_app.models import Appearance, Event, EventOrganization, Session
from tests.support import factories as make

pytestmark = pytest.mark.django_db

SESSION = (
    "slug", "kind", "title_en", "title_zh_hans", "label_en", "label_zh_hans", "day", "start", "end",
    "room_en", "room_zh_hans",
)  # fmt: skip


@pytest.fixture
def event() -> Event:
    event = make.make_event(
        slug="ports", title_en="Green Ports", venue_en="Hall", venue_zh_hans="大厅"
    )
    opening = make.make_session(
        event, slug="opening", start=time(9), end=time(10), room_zh_hans="一号厅", room_en="Hall 1",
        title_en="Opening words", title_zh_hans="开幕", position=1, day=date(2023, 11, 5),
    )  # fmt: skip
    make.make_appearance(opening)
    moderator = make.make_person(name_zh_hans="何平", name_en="He Ping")
    make.make_appearance(
        opening, moderator, role="moderator", title_en="Editor", title_zh_hans="编辑"
    )
    topic = make.make_session(
        event, slug="topic-1", kind="discussion", start=time(10), end=time(11), label_en="Topic 1",
        label_zh_hans="主题一", title_en="Shared data", title_zh_hans="数据共享", position=2,
        room_zh_hans="二号厅", room_en="Hall 2", day=date(2023, 11, 5),
    )  # fmt: skip
    make.make_appearance(topic, make.make_person(name_zh_hans="王芳", name_en="Wang Fang"),
                         role="panellist")  # fmt: skip
    # It has neither title, room nor day: in a file others stand for them.
    make.make_session(
        event, slug="launch", kind="launch", start=time(11), end=time(12), position=3, day=None,
        heading_en="Launch of the atlas", heading_zh_hans="图集发布", title_en="", title_zh_hans="",
    )  # fmt: skip
    return event


def import_file(path: Path, *arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("import_record", str(path), *arguments, stdout=out, stderr=out)
    return out.getvalue()


def stored() -> list[object]:
    sessions = Session.objects.order_by("pk").values_list(*SESSION)
    appearances = Appearance.objects.order_by("pk").values_list(
        "session", "person", "role", "title_en", "title_zh_hans"
    )
    return [*sessions, *appearances]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", ["xml", "json"])
def test_a_schedule_comes_back_and_changes_nothing(
    client: Client, event: Event, tmp_path: Path, language: str, kind: str
) -> None:
    """What the format has no place for stays as it is: of XML roles and titles of guests."""
    path = tmp_path / f"schedule.{kind}"
    path.write_bytes(client.get(f"/{language}/events/ports/schedule.{kind}").content)
    state_before = stored()
    summary = import_file(path).splitlines()[-1]
    assert (stored(), summary) == (
        state_before, "Nothing changes: the database holds what the document says.",
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["xml", "json"])
def test_who_moderates_and_speaks_in_a_session_keeps_both_parts(
    client: Client, event: Event, tmp_path: Path, kind: str
) -> None:
    """XML has no roles: a row that an import made is no less named for that."""
    session = Session.objects.get(slug="topic-1")
    guest = session.appearances.get().person
    make.make_appearance(session, guest, role="moderator", position=1)
    make.make_appearance(session, make.make_person(name_zh_hans="陈静", name_en="Chen Jing"),
                         role="panellist", position=1)  # fmt: skip
    session.appearances.filter(person=guest, role="panellist").update(position=2)
    workbook, path = tmp_path / "event.xlsx", tmp_path / f"schedule.{kind}"
    workbook.write_bytes(event_workbook(event))
    path.write_bytes(client.get(f"/en/events/ports/schedule.{kind}").content)
    session.appearances.all().delete()
    import_file(workbook, "--slip")
    text = import_file(path)
    assert ("withhold" in text, text.splitlines()[-1]) == (
        False, "Nothing changes: the database holds what the document says.",
    )  # fmt: skip


def test_a_schedule_leaves_the_kind_of_its_event(
    client: Client, event: Event, tmp_path: Path
) -> None:
    """It says none."""
    Event.objects.update(kind=Event.Kind.SUB_FORUM)
    path = tmp_path / "schedule.json"
    path.write_bytes(client.get("/en/events/ports/schedule.json").content)
    import_file(path, "--event", "ports", "--slip")
    event.refresh_from_db()
    assert event.kind == Event.Kind.SUB_FORUM


def test_a_schedule_does_not_miss_the_organizers_that_it_has_no_place_for(
    client: Client, event: Event, tmp_path: Path
) -> None:
    """Not even where an import made them."""
    workbook, path = tmp_path / "event.xlsx", tmp_path / "schedule.xml"
    make.make_role(event)
    workbook.write_bytes(event_workbook(event))
    path.write_bytes(client.get("/en/events/ports/schedule.xml").content)
    EventOrganization.objects.all().delete()
    import_file(workbook, "--slip", "--publish")
    assert (EventOrganization.objects.count(), import_file(path).splitlines()[-1]) == (
        1, "Nothing changes: the database holds what the document says.",
    )  # fmt: skip


def test_a_schedule_of_another_program_is_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "schedule.xml"
    path.write_text(
        "<schedule><conference><title>Open Harbour Days</title><start>2024-06-12</start>"
        "<end>2024-06-12</end></conference><day date='2024-06-12'><room name='Hall'>"
        "<event><title>Cranes</title><start>09:00</start><duration>00:30</duration>"
        "<persons><person>Ann Bell</person></persons></event></room></day></schedule>"
    )
    import_file(path)
    event = Event.objects.get(title_en="Open Harbour Days")
    assert (event.status, [str(row.title_en) for row in event.sessions.all()]) == (  # type: ignore[attr-defined]  # a translated column
        "draft", ["Cranes"],
    )  # fmt: skip


def write_changed(client: Client, event: Event, folder: Path, kind: str) -> Path:
    """Write an event in a format, then take a session's title away."""
    path = folder / f"event.{kind}"
    if kind == "xlsx":
        path.write_bytes(event_workbook(event))
    else:
        content = client.get(f"/en/events/ports/schedule.{kind}").content
        path.write_bytes(content)
    Session.objects.filter(slug="topic-1").update(title_en=None)
    return path


@pytest.mark.parametrize("kind", ["xml", "json", "xlsx"])
def test_a_dry_run_writes_nothing_and_an_import_is_undone(
    client: Client, event: Event, tmp_path: Path, kind: str
) -> None:
    path = write_changed(client, event, tmp_path, kind)
    state_before = stored()
    import_file(path, "--dry-run")
    assert (stored(), ImportRun.objects.count()) == (state_before, 0)
    import_file(path, "--slip", "--publish")
    assert Session.objects.get(slug="topic-1").__dict__["title_en"] == "Shared data"
    with translation.override("en"):
        call_command("undo_import", str(ImportRun.objects.get().pk), "--slip", stdout=StringIO())
    assert stored() == state_before
