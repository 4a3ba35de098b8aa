"""Speakers named without a title, known by their place and by frequent given names."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EventRecord

HEAD = ("Tide Workshop 2031", "", "Programme", "", "5 May 2031", "")


def read_lines(tmp_path: Path, *lines: str) -> EventRecord:
    path = tmp_path / "programme.md"
    path.write_text("\n".join((*HEAD, *lines)), "utf-8")
    return read_document(read(path)).record


def talks(record: EventRecord) -> list[tuple[str, str, str]]:
    """Return who speaks, the session's words, and the topic of the speech."""
    names = {person.key: person.name["en"] for person in record.people}
    titles = {
        session.key: (session.title or session.heading).get("en", "") for session in record.sessions
    }
    return [
        (names[a.person], titles[a.session], a.speech_title.get("en", ""))
        for a in record.appearances
    ]


@pytest.mark.parametrize("form", [
    "{name}: {topic}", "{name} - {topic}", "{name}  {topic}", "{name} __{topic}__",
    "{name}, {topic}", "{topic} | {name}", "{topic}, {name}", "Invited talk: {name}, {topic}",
    "*{topic}* {name}", "{name}. {topic}",
])  # fmt: skip
def test_names_beside_topics_speak(tmp_path: Path, form: str) -> None:
    given = [
        ("Anna Berg", "How the tide turns"), ("Tom Li and Ruva Amadi", "What a gauge can tell"),
        ("Eva Falk", "Who pays for the quay"), ("Orsi Quade", "Where the sand goes"),
    ]  # fmt: skip
    rows = [
        f"- {9 + at}:00 - {10 + at}:00 {form.format(name=name, topic=topic)}"
        for at, (name, topic) in enumerate(given)
    ]
    assert [(name, topic) for name, topic, _speech in talks(read_lines(tmp_path, *rows))] == [
        ("Anna Berg", "How the tide turns"), ("Tom Li", "What a gauge can tell"),
        ("Ruva Amadi", "What a gauge can tell"), ("Eva Falk", "Who pays for the quay"),
        ("Orsi Quade", "Where the sand goes"),
    ]  # fmt: skip


def test_topics_of_two_words_are_nobody(tmp_path: Path) -> None:
    rows = ("9:00 Green Ports", "9:30 Blue Carbon", "10:00 Urban Mobility", "10:30 Anna Berg")
    assert read_lines(tmp_path, *rows).people == ()


def test_topics_stand_below_names_alone(tmp_path: Path) -> None:
    rows = (
        "- **9:00** [CET] Anna Berg, Tom Li", "*How the tide turns in a narrow bay.*", "",
        "- **9:30** [CET] Eva Falk", "*What a gauge can tell of storms.*", "",
        "- **10:00** [CET] Orsi Quade, Jo van Dam", "*Who pays for the quay in the end?*",
    )  # fmt: skip
    assert [(name, topic) for name, topic, _speech in talks(read_lines(tmp_path, *rows))] == [
        ("Anna Berg", "How the tide turns in a narrow bay."),
        ("Tom Li", "How the tide turns in a narrow bay."),
        ("Eva Falk", "What a gauge can tell of storms."),
        ("Orsi Quade", "Who pays for the quay in the end?"),
        ("Jo van Dam", "Who pays for the quay in the end?"),
    ]


def test_topics_stand_above_names_alone_below_one_time(tmp_path: Path) -> None:
    rows = (
        "8:30 - 9:00 Welcome", "", "9:00 - 10:30 Short talks", "",
        "_How the tide turns_\\", "Anna Berg and Tom Li", "",
        "_What a gauge can tell_\\", "Eva Falk", "", "_Who pays for the quay_\\", "Orsi Quade", "",
        "10:30 - 11:00 Coffee",
    )  # fmt: skip
    assert talks(read_lines(tmp_path, *rows)) == [
        ("Anna Berg", "Short talks", "How the tide turns"),
        ("Tom Li", "Short talks", "How the tide turns"),
        ("Eva Falk", "Short talks", "What a gauge can tell"),
        ("Orsi Quade", "Short talks", "Who pays for the quay"),
    ]


def test_column_without_header_belongs_to_the_topics(tmp_path: Path) -> None:
    rows = (
        "| Event | | Time |", "| --- | --- | --- |", "| Invited talk | Anna Berg | 9:00-9:30 |",
        "| Invited talk | Tom Li | 9:30-10:00 |", "| Invited talk | Eva Falk | 10:00-10:30 |",
    )  # fmt: skip
    record = read_lines(tmp_path, *rows)
    assert [name for name, _topic, _speech in talks(record)] == ["Anna Berg", "Tom Li", "Eva Falk"]


def test_table_without_outer_strokes_goes_on_past_an_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "guests.md"
    path.write_text(
        "Participants\n\nName | Affiliation\n---|---\nAnna Berg | Tide University\nTom Li |\n"
        "Eva Falk | Harbour Institute\n",
        "utf-8",
    )
    people = read_document(read(path)).record.people
    assert [(person.name["en"], person.title.get("en", "")) for person in people] == [
        ("Anna Berg", "Tide University"), ("Tom Li", ""), ("Eva Falk", "Harbour Institute"),
    ]  # fmt: skip


def test_listed_talks_below_headings_are_sessions_of_these(tmp_path: Path) -> None:
    rows = (
        "9:00 Welcome", "9:30 Coffee", "10:00 Closing", "",
        "## Posters", "", "- **How the tide turns in a bay**", "  *Anna Berg, Tom Li*", "",
        "- **What a gauge can tell of storms**", "  *Eva Falk*", "",
        "- **Who pays for the quay in the end**", "  *Orsi Quade and Jo van Dam*",
    )  # fmt: skip
    assert talks(read_lines(tmp_path, *rows)) == [
        ("Anna Berg", "Posters", "How the tide turns in a bay"),
        ("Tom Li", "Posters", "How the tide turns in a bay"),
        ("Eva Falk", "Posters", "What a gauge can tell of storms"),
        ("Orsi Quade", "Posters", "Who pays for the quay in the end"),
        ("Jo van Dam", "Posters", "Who pays for the quay in the end"),
    ]


def test_programme_without_times_names_people_and_topics_in_its_entries(tmp_path: Path) -> None:
    rows = (
        "### Talks", "- **Anna Berg** and Tom Li, *How the tide turns in a bay* [slides]",
        "- **Eva Falk**, *What a gauge can tell of storms*",
        "- **Orsi Quade**, *Tides*", "- **Jo van Dam**, *Who pays for the quay in the end*",
    )  # fmt: skip
    record = read_lines(tmp_path, *rows)
    assert [(name, speech) for name, _topic, speech in talks(record)] == [
        ("Anna Berg", "How the tide turns in a bay"), ("Tom Li", "How the tide turns in a bay"),
        ("Eva Falk", "What a gauge can tell of storms"), ("Orsi Quade", "Tides"),
        ("Jo van Dam", "Who pays for the quay in the end"),
    ]  # fmt: skip
    assert [person.title for person in record.people] == [{}] * 5


def test_times_within_a_cell_begin_sessions_of_their_own(tmp_path: Path) -> None:
    rows = (
        "| Time | Session |", "| --- | --- |", "| 9:00-9:30 | Registration |",
        "| 9:30-10:30 | Session I: Tides<br>Chair: Ida Holm<br>9:30-10:00<br>Anna Berg, Tom Li<br>"
        "How the tide turns<br>10:00-10:30<br>Eva Falk<br>Gauge: a tool for storms |",
        "| 10:30-11:00 | Coffee |",
    )  # fmt: skip
    assert [(name, topic) for name, topic, _speech in talks(read_lines(tmp_path, *rows))] == [
        ("Ida Holm", "Tides"), ("Anna Berg", "How the tide turns"),
        ("Tom Li", "How the tide turns"), ("Eva Falk", "Gauge: a tool for storms"),
    ]  # fmt: skip


def test_names_below_a_topic_in_days_side_by_side_speak(tmp_path: Path) -> None:
    rows = (
        "| Time | Thursday June 1 | Friday June 2 |", "| --- | --- | --- |",
        "| 9:00 - 10:00 | First years<br>Anna BERG<br>Orsi QUADE | Second years<br>Tom LI |",
        "| 10:00 - 10:30 | Coffee | Coffee |", "| 10:30 - 11:00 | Eva FALK | Jo van Dam |",
    )  # fmt: skip
    people = read_lines(tmp_path, *rows).people
    assert [person.name["en"] for person in people] == [
        "Anna BERG", "Orsi QUADE", "Tom LI", "Eva FALK", "Jo van Dam",
    ]  # fmt: skip


def test_row_without_a_time_names_who_speaks_in_the_tracks_above(tmp_path: Path) -> None:
    path = tmp_path / "programme.md"
    path.write_text(
        "潮汐工作坊议程\n\n| 5月6日 | 港口治理 | 潮汐数据 |\n|---|---|---|\n"
        "| 9:00-12:00 | 给码头做减法 | 潮位的安全架构 |\n"
        "| | 林岚 滨海科技 CTO | 王芳 海潮网负责人 |\n"
        "| 13:30-16:30 | 一座港的账 | 看见水位 |\n| | 李明 港务局局长 | 赵越 潮汐社总监 |\n",
        "utf-8",
    )
    record = read_document(read(path)).record
    names = {person.key: person.name["zh-hans"] for person in record.people}
    topics = {session.key: session.title["zh-hans"] for session in record.sessions}
    assert [(names[a.person], topics[a.session]) for a in record.appearances] == [
        ("林岚", "给码头做减法"), ("王芳", "潮位的安全架构"), ("李明", "一座港的账"),
        ("赵越", "看见水位"),
    ]  # fmt: skip


def test_posts_below_a_time_are_no_topics(tmp_path: Path) -> None:
    rows = (
        "9:00 - 10:00 Panel: who pays for the quay",
        "- **Anna Berg**, Director, Office of Tides, Ministry of Harbours and Coasts",
        "- **Tom Li**, Principal Deputy Director for Policy, Bureau of Gates",
        "- **Eva Falk**, Chief Scientist, Harbour Institute", "10:00 - 10:30 Coffee",
        "10:30 - 11:00 Closing",
    )  # fmt: skip
    assert [person.title["en"] for person in read_lines(tmp_path, *rows).people] == [
        "Director, Office of Tides, Ministry of Harbours and Coasts",
        "Principal Deputy Director for Policy, Bureau of Gates",
        "Chief Scientist, Harbour Institute",
    ]


def test_guests_with_houses_give_no_talks(tmp_path: Path) -> None:
    path = tmp_path / "guests.md"
    rows = ("1. Anna Berg, Tide University", "2. Tom Li, TU", "3. Eva Falk, Harbour Institute",
            "4. Orsi Quade, HI", "5. Jo van Dam, Berg Ltd")  # fmt: skip
    path.write_text("\n".join(("List of participants", "", *rows)), "utf-8")
    assert read_document(read(path)).record.sessions == ()
