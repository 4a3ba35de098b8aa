"""Words beside a name that fill no field, and what is asked for rather than believed."""

from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH, EventRecord
from forum.reader.finished_draft import finish_draft
from forum.reader.prose.acts_en import read_sentence_en
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.reading import Shape
from forum.reader.record_draft import RecordDraft


def begin_draft(tmp_path: Path) -> RecordDraft:
    path = tmp_path / "document.txt"
    path.write_text("Green ports", "utf-8")
    return RecordDraft(read(path))


def read_lines(tmp_path: Path, *lines: str) -> EventRecord:
    path = tmp_path / "document.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path)).record


def test_a_padded_name_of_a_surname_of_two_characters_is_closed(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "潮汐技术交流会议程", "时间：2024年5月6日",
        "9:20 - 10:00 潮位预报的新办法", "分享嘉宾：欧阳　明华，海潮学院院长",
        "10:00 - 10:40 浮标怎样省电", "分享嘉宾：程砚，海潮学院院长",
        "10:40 - 11:00 提问时间",
    )  # fmt: skip
    people = [(person.name[ZH], person.title[ZH]) for person in record.people]
    assert people[0] == ("欧阳明华", "海潮学院院长")


@pytest.mark.parametrize(("name", "asked"), [("欧阳 明华", False), ("海潮科技 林岚", True)])
def test_a_surname_of_two_characters_is_no_affiliation(
    tmp_path: Path, name: str, asked: bool
) -> None:
    draft = begin_draft(tmp_path)
    draft.add_person({ZH: name}, {}, [1])
    findings = finish_draft(draft, Shape.GUEST_LIST).record.findings
    assert any(finding.kind == "guess" for finding in findings) is asked


def test_a_longer_title_leaves_that_of_the_other_language(tmp_path: Path) -> None:
    draft = begin_draft(tmp_path)
    session = draft.add_session("opening", lines=[1])
    key = draft.add_person({EN: "Lin Lan"}, {ZH: "部长", EN: "Minister"}, [1])
    draft.add_appearance(key, session, "speaker", {ZH: "部长", EN: "Minister"}, [1])
    draft.retitle(draft.person_of(key), {EN: "Minister for Ports"}, 2)
    assert draft.appearances[0].title == {ZH: "部长", EN: "Minister for Ports"}


def test_a_session_that_nothing_else_tells_of_is_asked_for(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛在滨海举行",
        "2024年5月6日，第三届潮汐论坛在滨海举行，来自各地的代表共同探讨潮汐能的未来发展。",
        "滨海大学校长林岚作主旨演讲。林岚指出，潮汐能前景广阔，值得长期投入。",
        "海浪研究院院长王芳出席圆桌会议。",
    )
    findings = record.findings
    asked = [(finding.case, finding.subject) for finding in findings if finding.kind == "guess"]
    assert asked == [("session", "王芳")]


@pytest.mark.parametrize(
    ("bracketed", "title"),
    [
        ("Berg Shipping", "Berg Shipping"), ("Online", ""), ("Keynote Speaker", ""),
        ("Second from left", ""), ("Panel 2", ""),
    ],
)  # fmt: skip
def test_in_brackets_a_house_is_a_title_and_an_aside_is_none(bracketed: str, title: str) -> None:
    sentence = f"The panel was moderated by Anna Berg ({bracketed})."
    assert [mention.title for mention in find_mentions_en(sentence, Roster())] == [title]


@pytest.mark.parametrize(
    ("did", "roles"),
    [
        ("attended the Third Tide Forum", ["attendee"]),
        ("joined online", ["attendee"]),
        ("joined the company in 2010", []),
        ("attended Harbour University before he came to the conference", []),
    ],
)
def test_who_joined_something_else_attended_nothing(did: str, roles: list[str]) -> None:
    reading = read_sentence_en(f"Dr. Lin Lan, Director of the Tide Institute, {did}.", Roster())
    assert [act.role for act in reading.acts] == roles


@pytest.mark.parametrize(
    ("did", "roles"),
    [
        ("参加了本届盛会", ["attendee"]),
        ("受邀参与开幕式", ["attendee"]),
        ("参与起草了潮汐能国家标准", []),
        ("曾参加南极科学考察", []),
    ],
)
def test_who_took_part_in_something_else_was_at_no_event(did: str, roles: list[str]) -> None:
    reading = read_sentence_zh(f"海浪研究院院长王芳{did}。", Roster())
    assert [act.role for act in reading.acts] == roles


@pytest.mark.parametrize(
    ("sentence", "stranger"),
    [
        ("圆桌环节，苏静作为主持人，与高岩、于海围绕潮汐能展开讨论。", "苏静"),
        ("圆桌环节，与会专家围绕潮汐能展开讨论。", ""),
    ],
)
def test_a_session_s_sentence_hides_nobody_who_is_named(sentence: str, stranger: str) -> None:
    assert read_sentence_zh(sentence, Roster()).stranger == stranger


def test_whoever_is_named_bare_later_appears_with_the_title(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛在滨海举行",
        "2024年5月6日，第三届潮汐论坛在滨海举行，来自各地的代表共同探讨潮汐能的未来发展。",
        "滨海市市长林岚、海浪研究院院长王芳出席论坛。",
        "论坛上，王芳作主旨演讲。她强调，潮汐能前景广阔，值得长期投入。",
    )
    titles = {appearance.person: appearance.title for appearance in record.appearances}
    assert titles["wang-fang"] == {ZH: "海浪研究院院长"}


@pytest.mark.parametrize(("title", "named"), [({ZH: "海潮学院院长"}, ["林岚"]), ({}, [])])
def test_whose_title_no_session_takes_is_named(
    tmp_path: Path, title: dict[str, str], named: list[str]
) -> None:
    draft = begin_draft(tmp_path)
    draft.add_person({ZH: "林岚"}, title, [1])
    findings = finish_draft(draft, Shape.PROGRAMME).record.findings
    lost = [each.subject for each in findings if each.kind == "guests_without_session"]
    assert lost == named


def test_a_second_topic_of_one_guest_in_a_session_is_quoted(tmp_path: Path) -> None:
    draft = begin_draft(tmp_path)
    session = draft.add_session("keynote", lines=[1])
    key = draft.add_person({ZH: "林岚"}, {}, [1])
    for topic in ({}, {ZH: "潮汐的账"}, {ZH: "码头的灯"}):
        draft.add_appearance(key, session, "speaker", {}, [1], speech_title=topic)
    assert [dict(each.speech_title) for each in draft.appearances] == [{ZH: "潮汐的账"}]
    findings = finish_draft(draft, Shape.PROGRAMME).record.findings
    assert [each.subject for each in findings if each.kind == "not_understood"] == ["码头的灯"]


@pytest.mark.parametrize(
    ("title", "asked"), [("浪花集团董事长", True), ("滨海大学海洋学院教授", False)]
)
def test_two_titles_of_one_name_that_share_no_house_are_named(
    tmp_path: Path, title: str, asked: bool
) -> None:
    draft = begin_draft(tmp_path)
    for printed in ("滨海大学海洋学院院长", title):
        draft.add_person({ZH: "林岚"}, {ZH: printed}, [1])
    findings = finish_draft(draft, Shape.PROGRAMME).record.findings
    assert any((each.kind, each.case) == ("same_name", "joined") for each in findings) is asked
