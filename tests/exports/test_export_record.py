"""``manage.py export_record``: arguments, files, sentences, and the JSON that it writes."""

import json
import os
from datetime import date, time
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from forum.exports.event_data import gather_event
from people.models import Person
from sessions_app.models import Appearance, Event
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def event() -> Event:
    """Return an event with one session, two guests, of whom one is withheld, and a product."""
    event = make.make_event(
        slug="green-ports", country="CN", city_zh_hans="上海", city_en="Shanghai"
    )
    session = make.make_session(
        event, slug="launch", kind="launch", heading_zh_hans="成果发布环节",
        day=date(2023, 11, 5), start=time(9), end=time(9, 30),
    )  # fmt: skip
    person = make.make_person(slug="lin-lan", name_zh_hans="林岚", name_en="Lin Lan")
    Appearance.objects.create(
        session=session, person=person, role="launcher", title_zh_hans="海港研究院院长",
        attribution_zh_hans="指出", remarks_zh_hans="<p>港口<strong>开放</strong>。</p>",
    )  # fmt: skip
    hidden = make.make_person(slug="he-ping", name_zh_hans="何平", name_en="He Ping")
    Appearance.objects.create(session=session, person=hidden, position=2, withheld=True)
    return event


def export(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("export_record", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        export(*arguments)
    return str(caught.value)


def content(*arguments: str) -> dict[str, Any]:
    export("green-ports", "--format", "json", "--output", "out.json", "--force", *arguments)
    data: dict[str, Any] = json.loads(Path("out.json").read_text("utf-8"))
    return data


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((), "green-ports.docx"),
        (("--language", "en", "--anyway"), "green-ports.en.docx"),
        (("--language", "zh-hans"), "green-ports.zh-hans.docx"),
        (("--format", "json"), "green-ports.json"),
        (("--format", "xlsx"), "green-ports.xlsx"),
    ],
)
def test_the_file_is_named_after_the_event(
    event: Event, arguments: tuple[str, ...], name: str
) -> None:
    assert export(event.slug, *arguments) == f"Exported to {name}.\n"
    assert [path.name for path in Path().iterdir()] == [name]


def test_an_unknown_event_is_answered_with_near_ones(event: Event) -> None:
    assert refusal("green-port") == (
        "No event has the slug “green-port”; did you mean green-ports?"
    )


def test_an_event_that_resembles_none(event: Event) -> None:
    assert refusal("zzz") == "No event has the slug “zzz”; look it up in the admin."


def test_a_file_that_is_there_is_kept(event: Event) -> None:
    Path("green-ports.docx").write_text("mine")
    assert refusal("green-ports") == "green-ports.docx is there already; --force writes over it."
    assert Path("green-ports.docx").read_text() == "mine"


def test_force_writes_over_it(event: Event) -> None:
    Path("green-ports.docx").write_text("mine")
    export("green-ports", "--force")
    assert Path("green-ports.docx").read_bytes()[:2] == b"PK"


def test_a_folder_is_no_file(event: Event) -> None:
    Path("there").mkdir()
    sentence = "there is a folder; name a file in it with --output."
    assert refusal("green-ports", "--output", "there") == sentence


def test_a_folder_that_is_not_there(event: Event) -> None:
    sentence = "no/a.docx cannot be written: No such file or directory."
    assert refusal("green-ports", "--output", "no/a.docx") == sentence


def test_half_a_file_is_never_left(event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_files: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fdopen", full)
    assert "No space left on device" in refusal("green-ports")
    assert list(Path().iterdir()) == []


def test_standard_output(event: Event, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    export("green-ports", "--format", "json", "--output", "-")
    assert json.loads(capsysbinary.readouterr().out)["format"] == "forum-record/1"


def test_a_picture_that_is_gone_is_named(event: Event) -> None:
    photo = make.make_photo(event, caption_zh_hans="合影")
    photo.image.storage.delete(photo.image.name)
    output = export("green-ports").splitlines()
    assert output[0] == f"1 picture could not be read and is left out: {photo.image.name}."


def test_the_json_is_in_every_language(event: Event) -> None:
    assert content()["event"]["title"] == {"zh-hans": "绿色港口", "en": "Green Ports"}


def test_the_json_of_one_language(event: Event) -> None:
    assert content("--language", "en")["event"]["title"] == {"en": "Green Ports"}


def test_the_json_of_a_session(event: Event) -> None:
    assert content()["sessions"] == [
        {
            "key": "launch", "no": 1, "kind": "launch",
            "heading": {"zh-hans": "成果发布环节", "en": None},
            "topic": {"zh-hans": None, "en": None}, "title": {"zh-hans": None, "en": None},
            "day": "2023-11-05", "start": "09:00", "end": "09:30",
            "room": {"zh-hans": None, "en": None},
            "summary": {"zh-hans": None, "en": None},
            "key_points": {"zh-hans": None, "en": None},
            "summary_html": {"zh-hans": None, "en": None},
            "recording": None, "recording_file": None,
            "recording_captions": {"zh-hans": None, "en": None},
            "key_points_clearance": {"zh-hans": None, "en": None}, "withheld": False,
        }
    ]  # fmt: skip


def test_the_json_of_an_appearance(event: Event) -> None:
    (part,) = content()["appearances"]
    facts = ("person", "session", "role", "no", "attendance", "organization", "photo")
    assert [part[key] for key in facts] == ["lin-lan", "launch", "launcher", 1, None, None, None]
    assert part["remarks"]["zh-hans"] == "港口开放。"
    assert part["remarks_html"]["zh-hans"] == "<p>港口<strong>开放</strong>。</p>"


def test_the_json_says_what_is_unofficial_kept_back_or_not_cleared(event: Event) -> None:
    event.unofficial_languages, event.doi = ["en"], "10.1234/ports"
    event.key_points_en, event.clearance_key_points_en = "Ports are open.", "cleared"
    event.save()
    Appearance.objects.filter(withheld=False).update(
        clearance_zh_hans="declined", clearance_en="sent", remarks_en="<p>Ports are open.</p>",
        remarks_withheld=True,
    )  # fmt: skip
    exported = content("--withheld")
    part, _withheld = exported["appearances"]
    assert (exported["unofficial_languages"], exported["event"]["doi"]) == (["en"], "10.1234/ports")
    assert exported["event"]["key_points_clearance"] == {"zh-hans": None, "en": "cleared"}
    assert (part["clearance"], part["remarks_withheld"]) == (
        {"zh-hans": "declined", "en": "sent"}, True,
    )  # fmt: skip
    assert exported["notice"] == {
        "zh-hans": "草稿，不供发布",
        "en": "Draft, not for publication · Unofficial translation",
    }


def test_the_workbook_says_that_it_is_a_draft(event: Event) -> None:
    export(event.slug, "--format", "xlsx", "--output", "ports.xlsx")
    sheet = load_workbook("ports.xlsx").worksheets[0]
    header, row = ([cell.value for cell in cells] for cells in sheet.iter_rows())
    assert dict(zip(header, row, strict=True))["使用须知 / Notice"] == (
        "草稿，不供发布 / Draft, not for publication"
    )


def test_the_json_of_the_place(event: Event) -> None:
    exported = content()["event"]
    assert (exported["country_code"], exported["country"], exported["time_zone"]) == (
        "CN", {"zh-hans": "中国", "en": "China"}, "Asia/Shanghai",
    )  # fmt: skip


def test_every_part_has_its_list(event: Event) -> None:
    lists = [key for key, value in content().items() if isinstance(value, list)]
    assert lists == [
        "ready_languages", "unofficial_languages", "organizations", "sessions", "people",
        "appearances", "products", "photos", "documents", "corrections",
    ]  # fmt: skip


def test_drafts_are_exported(event: Event) -> None:
    event.status = Event.Status.DRAFT
    event.save()
    assert content()["status"] == "draft"


def test_the_withheld_are_left_out(event: Event) -> None:
    assert [part["key"] for part in content()["people"]] == ["lin-lan"]


def test_unless_they_are_asked_for(event: Event) -> None:
    exported = content("--withheld")
    assert [part["key"] for part in exported["people"]] == ["lin-lan", "he-ping"]
    assert [part["withheld"] for part in exported["appearances"]] == [False, True]


def test_whoever_is_offline_is_left_out(event: Event) -> None:
    Person.objects.filter(slug="lin-lan").update(status=Person.Status.OFFLINE)
    assert content()["people"] == []


def test_what_a_withheld_session_holds_is_left_out(event: Event) -> None:
    event.sessions.update(withheld=True)
    exported = content()
    assert (exported["sessions"], exported["appearances"]) == ([], [])


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_is_fixed(count: int) -> None:
    event = make.make_event()
    for _number in range(count):
        session = make.make_session(event)
        for _guest in range(count):
            Appearance.objects.create(session=session, person=make.make_person())
        make.make_photo(event, session=session)
    content = Event.objects.select_related("series", "parent__series").get(pk=event.pk)
    with CaptureQueriesContext(connection) as captured:
        gather_event(content)
    assert len(captured) == 8


def test_a_language_in_which_it_would_be_misread_is_refused() -> None:
    event = make.make_event(slug="parks")
    for number, name in enumerate(("王卉", "张翼"), 1):
        session = make.make_session(
            event, kind="discussion", position=number, title_zh_hans=f"{name}的主题"
        )
        make.make_appearance(session, make.make_person(name_zh_hans=name, name_en=""))
    assert refusal("parks", "--language", "en") == (
        "“绿色港口”: too much of it has no English, so that an import would misread a document in "
        "that language alone; export it in both languages."
    )
    assert not Path("parks.en.docx").exists()
