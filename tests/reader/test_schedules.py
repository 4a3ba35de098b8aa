"""schedule.xml and schedule.json read: talks, guests, languages; what is hostile is refused."""

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from forum.models.finding_sentences import error_message, finding_message
from forum.reader.dispatch import read_document
from forum.reader.document import DocumentError, read
from forum.reader.reading import Reading, Shape

TALK = """
    <event id="1" guid="0c2e2b5c-0000-4000-8000-000000000001">
      <title>{title}</title><language>{language}</language><type>panel</type>
      <date>2024-06-12T09:00:00+08:00</date><start>09:00</start><duration>01:30</duration>
      <room>Hall 1</room><abstract>Words.</abstract>
      <persons><person id="3">王芳</person><person>Ann Bell</person></persons>
    </event>"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <version>1</version>
  <conference><title>Green Ports</title><acronym>ports</acronym>
    <start>2024-06-12</start><end>2024-06-13</end></conference>
  <day index="1" date="2024-06-12"><room name="Hall 1">{talks}</room></day>
</schedule>
"""


def xml(title: str = "Shared data", language: str = "en") -> str:
    return XML.format(talks=TALK.format(title=title, language=language))


def as_json(**changes: Any) -> str:
    talk = {
        "guid": "0c2e2b5c-0000-4000-8000-000000000001", "title": "Shared data", "language": "en",
        "type": "panel", "date": "2024-06-12T09:00:00+08:00", "duration": "01:30",
        "room": "Hall 1", "abstract": "Words.",
        "persons": [{"name": "王芳"}, {"public_name": "Ann Bell"}], **changes,
    }  # fmt: skip
    days = [{"index": 1, "date": "2024-06-12", "rooms": {"Hall 1": [talk]}}]
    conference = {"title": "Green Ports", "start": "2024-06-12", "end": "2024-06-13", "days": days}
    return json.dumps({"schedule": {"version": "1", "conference": conference}})


def read_text(folder: Path, text: str | bytes, name: str = "schedule.xml") -> Reading:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(read(path))


def refusal(folder: Path, text: str | bytes, name: str = "schedule.xml") -> str:
    with pytest.raises(DocumentError) as refused:
        read_text(folder, text, name)
    with translation.override("en"):
        return error_message(refused.value)


def sentences(reading: Reading) -> list[str]:
    with translation.override("en"):
        return [finding_message(finding) for finding in reading.record.findings]


BOTH = [("schedule.xml", xml()), ("schedule.json", as_json())]


@pytest.mark.parametrize(("name", "text"), BOTH)
def test_a_schedule_is_a_programme(tmp_path: Path, name: str, text: str) -> None:
    reading = read_text(tmp_path, text, name)
    record = reading.record
    assert (reading.shape, reading.understood) == (Shape.PROGRAMME, 1.0)
    assert (record.title, record.start_date, record.end_date) == (
        {"en": "Green Ports"}, date(2024, 6, 12), date(2024, 6, 13),
    )  # fmt: skip


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(("name", "text"), BOTH)
def test_a_schedule_may_be_utf16(tmp_path: Path, name: str, text: str, codec: str) -> None:
    content = text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(codec)
    [session] = read_text(tmp_path, content, name).record.sessions
    assert session.title == {"en": "Shared data"}


@pytest.mark.parametrize(("name", "text"), BOTH)
def test_a_talk_is_a_session(tmp_path: Path, name: str, text: str) -> None:
    [session] = read_text(tmp_path, text, name).record.sessions
    assert (session.kind, session.title, session.day, session.start, session.end, session.room) == (
        "discussion", {"en": "Shared data"}, date(2024, 6, 12), time(9), time(10, 30),
        {"en": "Hall 1"},
    )  # fmt: skip


@pytest.mark.parametrize(("name", "text"), BOTH)
def test_persons_are_guests_under_names_of_their_script(
    tmp_path: Path, name: str, text: str
) -> None:
    record = read_text(tmp_path, text, name).record
    assert [person.name for person in record.people] == [{"zh-hans": "王芳"}, {"en": "Ann Bell"}]
    assert {appearance.role for appearance in record.appearances} == {"panellist"}


@pytest.mark.parametrize(
    ("language", "title", "column"),
    [
        ("en", "Shared data", {"en": "Shared data"}),
        ("en_US", "Shared data", {"en": "Shared data"}),
        ("", "Shared data", {"en": "Shared data"}),
        ("", "数据共享", {"zh-hans": "数据共享"}),
        ("zh-Hans", "数据共享", {"zh-hans": "数据共享"}),
        ("zh", "GitHub", {"zh-hans": "GitHub"}),
        ("en", "数据共享", {"zh-hans": "数据共享"}),
        ("de", "Geteilte Daten", {}),
        ("zh-TW", "資料共享", {}),
        ("fr", "Données", {}),
    ],
)
@pytest.mark.parametrize("kind", ["xml", "json"])
def test_a_title_goes_to_its_own_column_or_to_none(
    tmp_path: Path, language: str, title: str, column: dict[str, str], kind: str
) -> None:
    text = xml(title, language) if kind == "xml" else as_json(title=title, language=language)
    [session] = read_text(tmp_path, text, f"schedule.{kind}").record.sessions
    assert session.title == column


def test_a_title_without_a_column_is_said(tmp_path: Path) -> None:
    assert sentences(read_text(tmp_path, xml("Geteilte Daten", "de")))[0] == (
        "“Geteilte Daten” is in the language “de”, for which this site has no column; the session "
        "is kept without this title. Type a title at the session."
    )


@pytest.mark.parametrize(
    ("hours", "unread"),
    [
        ({"date": "yesterday"}, ["yesterday"]),
        ({"date": "", "start": "25:99"}, ["25:99"]),
        ({"date": "0001-01-01T00:00:00+23:00"}, ["0001-01-01T00:00:00+23:00"]),
        ({"duration": "half an hour"}, ["half an hour"]),
        ({"duration": "00:00"}, []),
    ],
)
def test_hours_that_are_none_are_said(
    tmp_path: Path, hours: dict[str, str], unread: list[str]
) -> None:
    reading = read_text(tmp_path, as_json(**hours), "schedule.json")
    assert [sentence for sentence in sentences(reading) if "no time" in sentence] == [
        f"“{text}” is no time; the session is kept without it. Type its hours at the session."
        for text in unread
    ]


def test_a_title_in_several_languages_is_taken_in_those_there_are(tmp_path: Path) -> None:
    title = {"en": "Data", "zh-hans": "数据", "de": "Daten"}
    reading = read_text(tmp_path, as_json(title=title), "schedule.json")
    assert reading.record.sessions[0].title == {"en": "Data", "zh-hans": "数据"}


def test_abstracts_and_zones_that_have_no_field_are_said(tmp_path: Path) -> None:
    zoned = xml().replace("</conference>", f"{ZONE}</conference>")
    assert sentences(read_text(tmp_path, zoned)) == [
        "1 sessions have an abstract, for which a session has no field; nothing was taken of them.",
        "The times of this schedule are of the zone Europe/Berlin; set it as the event's time "
        "zone.",
    ]


def test_times_are_those_of_the_schedule_s_zone(tmp_path: Path) -> None:
    zoned = xml().replace("</conference>", f"{ZONE}</conference>")
    [session] = read_text(tmp_path, zoned).record.sessions
    assert session.start == time(3)


def test_an_event_s_days_are_those_of_the_schedule_s_zone(tmp_path: Path) -> None:
    zoned = xml().replace(
        "</conference>", "<time_zone_name>Asia/Shanghai</time_zone_name></conference>"
    )
    zoned = zoned.replace("<start>2024-06-12</start>", "<start>2024-06-11T20:00Z</start>")
    assert read_text(tmp_path, zoned).record.start_date == date(2024, 6, 12)


@pytest.mark.parametrize(
    ("tag", "start"), [("<date>2024-06-12T09:00:00+08:00</date>", time(9)),
                       ("<start>09:00</start>", time(9))],
)  # fmt: skip
def test_one_way_to_say_the_time_is_enough(tmp_path: Path, tag: str, start: time) -> None:
    [session] = read_text(tmp_path, xml().replace(tag, "")).record.sessions
    assert session.start == start


def test_what_is_missing_is_not_there(tmp_path: Path) -> None:
    bare = XML.format(talks="<event><title>Talk</title></event>")
    [session] = read_text(tmp_path, bare).record.sessions
    assert (session.title, session.start, session.end) == ({"en": "Talk"}, None, None)


HOSTILE = (
    "the file holds what no program for schedules writes (a document type, entities, inclusions, "
    "or elements nested or counted without end); export it anew from the program that it comes "
    "from."
)
DTD = '<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "b">]><schedule>&a;</schedule>'
EXTERNAL = '<!DOCTYPE schedule SYSTEM "file:///etc/passwd"><schedule/>'
INCLUSION = (
    '<schedule xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/>'
    "</schedule>"
)
ZONE = "<time_zone_name>Europe/Berlin</time_zone_name>"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (DTD, "schedule.xml"),
        (EXTERNAL, "schedule.xml"),
        (INCLUSION, "schedule.xml"),
        ("<schedule>" + "<a>" * 100_000, "schedule.xml"),
        ("<schedule>" + "<a/>" * 250_000, "schedule.xml"),
        ('{"schedule":' + "[" * 100_000, "schedule.json"),
        ('{"schedule": ' + "9" * 10_000 + "}", "schedule.json"),
    ],
    ids=["dtd", "external", "xinclude", "deep-xml", "many", "deep-json", "digits"],
)
def test_what_is_hostile_is_refused(tmp_path: Path, text: str, name: str) -> None:
    assert refusal(tmp_path, text, name) == f"{name}: {HOSTILE}"


ANEW = "export it anew from the program that it comes from."
BROKEN = [
    (xml()[:-30], "schedule.xml line 12: this line of the schedule cannot be read (unclosed "
     f"token); {ANEW}"),
    (xml().encode("utf-16"), "schedule.xml line 1: this line of the schedule cannot be read "
     f"(encoding specified in XML declaration is incorrect); {ANEW}"),
    ('{"schedule": {"conference": }}', "schedule.json line 1: this line of the schedule cannot be "
     f"read (Expecting value); {ANEW}"),
    ('{"schedule": {"version": "1", "version": "2"}}', "schedule.json: “version” stands twice in "
     f"one object of the file, so that nobody can tell which is meant; {ANEW}"),
    ('{"schedule": {"version": NaN}}', "schedule.json: “NaN” is no number that JSON knows; export "
     "the file anew from the program that it comes from."),
    ('{"schedule": {"conference": {"title": "a\\u0000b", "days": []}}}', "schedule.json: "
     "“a\ufffdb” has a character that no text can hold (U+0000); export the file anew from "
     "the program that it comes from."),
    ('{"schedule": {"conference": {"title": "\\ud800", "days": []}}}', "schedule.json: "
     "“\ufffd” has a character that no text can hold (U+D800); export the file anew from "
     "the program that it comes from."),
    ('{"talks": []}', "schedule.json: this is no schedule as c3voc and pretalx write it "
     "(schedule.xml, schedule.json); export one, or give a text or a Word document."),
    ('{"schedule": {"conference": {"days": null}}}', "schedule.json: this is no schedule as c3voc "
     "and pretalx write it (schedule.xml, schedule.json); export one, or give a text or a Word "
     "document."),
    ("<?xml version='1.0'?><rss><channel/></rss>", "news.xml: this is no schedule as c3voc and "
     "pretalx write it (schedule.xml, schedule.json); export one, or give a text or a Word "
     "document."),
    ('{"schedule": {"conference": {"days": []}}}', f"schedule.json: the schedule holds no talk; "
     f"{ANEW}"),
    ('{"format": "forum-record/1", "event": {}}', "event.json: this is an event as this site "
     "exports it for other programs (JSON), which it does not read; export the event as Word or "
     "as tables (XLSX) and import that."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    BROKEN,
    ids=["cut", "utf-16", "value", "twice", "nan", "nul", "half", "other", "no-days", "feed",
         "empty", "own"],
)  # fmt: skip
def test_what_is_broken_is_one_sentence(tmp_path: Path, text: str | bytes, sentence: str) -> None:
    assert refusal(tmp_path, text, sentence.split(" ")[0].rstrip(":")) == sentence


def test_more_talks_than_any_programme_has_are_refused(tmp_path: Path) -> None:
    text = XML.format(talks="<event><title>T</title></event>" * 2001)
    assert "2001" in refusal(tmp_path, text)
