"""Minutes in lists: headings between them, who holds which post, what somebody known says."""

from pathlib import Path

import pytest

from forum.reader.document import read
from forum.reader.event_record import EventRecord
from forum.reader.shapes.minutes.reader import read_minutes

TEXT = """海塘协会 2031-05-06 例会

参会人员：2031 年全体理事+方晓

议程

推选会长

• 林岚：8 票
• 程砚：1 票

结果

• 林岚：会长，分管海塘
• 程砚 Anna：副会长，分管水闸
• 秘书：陈屿

账目@王芳

• 石料
• 船费

修海塘的日子

• 林老师：先修水闸，再修海塘。
• 形式：分两段修，隔一周。
"""


def read_text(tmp_path: Path, text: str) -> EventRecord:
    path = tmp_path / "minutes.txt"
    path.write_text(text, "utf-8")
    return read_minutes(read(path)).record


@pytest.fixture
def record(tmp_path: Path) -> EventRecord:
    return read_text(tmp_path, TEXT)


def test_headings_between_lists_are_items(record: EventRecord) -> None:
    titles = [session.title["zh-hans"] for session in record.sessions]
    assert titles == ["推选会长", "结果", "账目", "修海塘的日子"]


def test_lists_say_who_holds_which_post(record: EventRecord) -> None:
    titles = {p.name.get("zh-hans"): p.title.get("zh-hans") for p in record.people if p.title}
    assert titles == {"林岚": "会长", "程砚": "副会长", "陈屿": "秘书"}


def test_who_is_called_behind_a_heading_presents_it(record: EventRecord) -> None:
    assert [a.session for a in record.appearances if a.person == "wang-fang"] == ["session-3"]


def test_an_entry_of_somebody_known_is_words_and_no_other(record: EventRecord) -> None:
    spoken = [(a.person, a.remarks) for a in record.appearances if a.remarks]
    assert spoken == [("lin-lan", {"zh-hans": "先修水闸，再修海塘。"})]


def test_a_person_beside_a_group_was_there(record: EventRecord) -> None:
    assert {"zh-hans": "方晓"} in [person.name for person in record.people]


def test_one_post_alone_says_nothing_of_a_person(tmp_path: Path) -> None:
    text = TEXT.replace("• 程砚 Anna：副会长，分管水闸\n• 秘书：陈屿\n", "• 水闸\n")
    names = [person.name.get("zh-hans") for person in read_text(tmp_path, text).people]
    assert names == ["方晓", "王芳"]


def test_numbered_items_are_not_cut_by_the_lists_within(tmp_path: Path) -> None:
    text = (
        "海塘协会例会纪要\n\n会议纪要\n\n1、修海塘\n石料\n• 从山里来\n木料\n• 从海上来\n2、修水闸\n"
    )
    titles = [session.title for session in read_text(tmp_path, text).sessions]
    assert titles == [{"zh-hans": "修海塘"}, {"zh-hans": "修水闸"}]


CALLED_BY_FIRST_NAMES = """Harbour Committee Meeting 2024-05-27

Agenda

• docs: Add new tide tables #15

• Gates broken; time for new ones! #16

• Harbour dues #17

Present

• Anna M Berg (Harbour)

• Tom Li

• revy

Minutes

Harbour dues #17

• Anna: dues are too low for the gates

• Nobody objected to dues

docs: Add new tide tables #15

• tom: the tables are ready to be printed

Gates broken; time for new ones! #16

• Revy/Tom: new gates are needed this year

• Ada: who is she to say anything
"""


def test_those_who_were_there_speak_by_their_first_names(tmp_path: Path) -> None:
    record = read_text(tmp_path, CALLED_BY_FIRST_NAMES)
    titles = {session.key: session.title.get("en") for session in record.sessions}
    assert [(a.person, titles[a.session], a.remarks.get("en")) for a in record.appearances] == [
        ("anna-m-berg", "Harbour dues #17", "dues are too low for the gates"),
        ("tom-li", "docs: Add new tide tables #15", "the tables are ready to be printed"),
        ("revy", "Gates broken; time for new ones! #16", None),
        ("tom-li", "Gates broken; time for new ones! #16", None),
    ]


def test_the_words_of_several_are_told_of_the_item(tmp_path: Path) -> None:
    record = read_text(tmp_path, CALLED_BY_FIRST_NAMES)
    assert record.sessions[-1].summary == {
        "en": "• Revy/Tom: new gates are needed this year\n• Ada: who is she to say anything"
    }


def test_a_day_alone_heads_no_item(tmp_path: Path) -> None:
    text = f"{CALLED_BY_FIRST_NAMES}\nNext meeting\n\nJuly 8th 2024\n"
    assert read_text(tmp_path, text).sessions[-1].title == {"en": "Next meeting"}


def test_an_item_named_for_one_person_leaves_the_others_items(tmp_path: Path) -> None:
    text = f"{CALLED_BY_FIRST_NAMES}\nTide tables (Tom)\n\n• Tom: they are printed now\n"
    titles = [session.title.get("en") for session in read_text(tmp_path, text).sessions]
    assert titles[1:] == [
        "Harbour dues #17", "docs: Add new tide tables #15",
        "Gates broken; time for new ones! #16", "Tide tables (Tom)",
    ]  # fmt: skip


SAID_WITHOUT_MARKS = """例会已结束，下附会议纪要。

2023/5 海塘例会

参会人员：

• tidewatch

• Gates

• 林岚

• Felix Yan

本次议题

海塘要不要加高

tidewatch: 期望加高一米

gates/林岚: 认同加高一米的做法

开个议题跟进，由 @gates 推进

石料从哪里来

felix: 是否问过山里的采石场

gates: 问过了，价钱太高

水闸的钥匙

林岚: 钥匙不在这里，要去找

邀请新人的决议

由于有人离会，会后再议。
"""


def test_words_without_marks_stand_below_the_headings_of_items(tmp_path: Path) -> None:
    record = read_text(tmp_path, SAID_WITHOUT_MARKS)
    titles = {session.key: session.title["zh-hans"] for session in record.sessions}
    assert [*titles.values()] == [
        "海塘要不要加高", "石料从哪里来", "水闸的钥匙", "邀请新人的决议",
    ]  # fmt: skip
    assert [(a.person, titles[a.session], a.remarks) for a in record.appearances] == [
        ("tidewatch", "海塘要不要加高", {"zh-hans": "期望加高一米"}),
        ("gates", "海塘要不要加高", {}),
        ("lin-lan", "海塘要不要加高", {}),
        ("felix-yan", "石料从哪里来", {"zh-hans": "是否问过山里的采石场"}),
        ("gates", "石料从哪里来", {"zh-hans": "问过了，价钱太高"}),
        ("lin-lan", "水闸的钥匙", {"zh-hans": "钥匙不在这里，要去找"}),
    ]


def test_minutes_below_a_letter_are_called_by_the_line_above_those_present(
    tmp_path: Path,
) -> None:
    assert read_text(tmp_path, SAID_WITHOUT_MARKS).title == {"zh-hans": "2023/5 海塘例会"}


def test_words_above_every_heading_head_the_items_themselves(tmp_path: Path) -> None:
    text = SAID_WITHOUT_MARKS.replace("本次议题\n", "本次议题\n\ngates: 先说海塘的事情\n")
    assert [session.title for session in read_text(tmp_path, text).sessions] == [{}]


def test_a_short_line_below_an_announced_item_is_told_of_it(tmp_path: Path) -> None:
    told = "\n".join(
        f"{title}\n\nTalk on {word}\n- It goes on\n- Tom will ask\n"
        for title, word in (("State of the Gate", "rust"), ("The Fees", "dues"), ("Logo", "ink"))
    )
    text = (
        "Tide Board meeting - 2031-09-13\n\nAttendees\n\nAnna Berg\nTom Holt\nIda Lund\n\n"
        f"Agenda\n\n- State of the gate\n- The fees\n- Logo\n\n{told}"
    )
    titles = [session.title.get("en") for session in read_text(tmp_path, text).sessions]
    assert titles == ["State of the Gate", "The Fees", "Logo"]
