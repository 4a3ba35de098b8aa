"""A transcript: an agenda, then turns that begin with who speaks and a colon."""

from collections.abc import Mapping
from datetime import time
from pathlib import Path

import pytest

from forum.imports.row_decisions import apply_row_decisions, row_key
from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import EN, ZH, EventRecord
from forum.reader.reading import Reading, Shape
from forum.reader.record_draft import _guess_case
from forum.reader.shapes.transcript.reader import read_transcript
from forum.reader.shapes.transcript.turns import guest_of_label

TEXT = """2023年海塘论坛
2023-04-10 09:00

时间\t议题\t演讲人
9:00\t海塘的四百年\t松川大学 CTO 林岚
9:30\t潮位怎么预报\tAnna Berg 海洋台首席工程师

实录

海塘的四百年

主持人：先请林岚老师。

林岚：各位上午好，我讲讲海塘怎么修。
第二段说石料从哪里来。

观众：石料贵不贵？

潮位怎么预报

Anna Berg：I shall speak about tides.
"""


def read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "transcript.txt"
    path.write_text(text, "utf-8")
    return read_transcript(read(path))


@pytest.fixture
def record(tmp_path: Path) -> EventRecord:
    return read_text(tmp_path, TEXT).record


def test_a_turn_is_remarks_to_its_last_paragraph(record: EventRecord) -> None:
    assert record.appearances[0].remarks == {
        "zh-hans": "各位上午好，我讲讲海塘怎么修。\n第二段说石料从哪里来。"
    }


def test_each_speaks_in_the_session_of_the_agenda(record: EventRecord) -> None:
    assert [(a.person, a.session, a.role) for a in record.appearances] == [
        ("lin-lan", "session-1", "speaker"),
        ("anna-berg", "session-2", "speaker"),
    ]


def test_names_and_titles_of_two_scripts_are_parted(record: EventRecord) -> None:
    assert [(person.name, person.title) for person in record.people] == [
        ({"zh-hans": "林岚"}, {"zh-hans": "松川大学 CTO"}),
        ({"en": "Anna Berg"}, {"zh-hans": "海洋台首席工程师"}),
    ]


def test_a_role_and_the_floor_are_nobody_s_name(tmp_path: Path) -> None:
    reading = read_text(tmp_path, TEXT)
    assert [line.text for line in reading.unread] == [
        "实录", "主持人：先请林岚老师。", "观众：石料贵不贵？",
    ]  # fmt: skip


def test_a_second_turn_follows_the_first(tmp_path: Path) -> None:
    text = TEXT.replace("潮位怎么预报\n\nAnna", "林岚：石料不贵。\n\n潮位怎么预报\n\nAnna")
    remarks = read_text(tmp_path, text).record.appearances[0].remarks["zh-hans"]
    assert remarks.splitlines()[-1] == "石料不贵。"


def test_whoever_speaks_without_an_agenda_needs_a_whole_name(tmp_path: Path) -> None:
    text = "Harbour talk: a transcript\n\nRS: Good morning to all here.\nAnna Berg: Thank you.\n"
    assert [person.name for person in read_text(tmp_path, text).record.people] == [
        {"en": "Anna Berg"}
    ]


@pytest.mark.parametrize("speaker", ["何平", "主持人"])
def test_a_guessed_session_is_none_once_its_row_is_corrected(tmp_path: Path, speaker: str) -> None:
    head, _words = TEXT.split("实录")
    named = "主持人：何平（某报主编）" if speaker == "主持人" else ""
    reading = read_text(tmp_path, f"{head}{named}\n\n{speaker}：各位好。\n\n{speaker}：再会。\n")
    row = next(row for row in reading.record.appearances if row.person == "he-ping")
    decision = {f"sessions_app.appearance:{row_key(row)}": {"session": "session-1"}}
    corrected = apply_row_decisions(reading, decision)
    guesses = [
        [value for value in made.guesses if value.path.startswith("appearances")]
        for made in (reading, corrected)
    ]
    assert (len(guesses[0]), guesses[1]) == (1, [])


def test_a_guess_says_what_is_asked() -> None:
    paths = (
        "event.title.en",
        "event.start_date",
        "event.place.en",
        "organizations.host.1.name.en",
        "appearances.lin.panel.speaker.session",
        "appearances.lin.panel.moderator",
    )
    assert [_guess_case(path) for path in paths] == [
        "title", "date", "", "organization", "session", "chair",
    ]  # fmt: skip


PARTS = """“海塘与渔村”沙龙文字实录

时　间：2025年3月15日
主　办：滨海研究会
主持人：周　易（滨海研究会秘书长）
嘉　宾：
林　岚（松川大学教授）
彼得·林 Peter Lin（某技术公司首席产品官）
请假：何平（省水利厅）

一、开场

【14:00】

周易：各位好，今天不念稿，也不推销。

二、主题分享

林岚：我只讲一个数字，百分之十一。
我的第一个办法很简单：问渔民。

彼得·林（译文）：谢谢，我讲一讲邮递员的故事。

三、圆桌讨论

林岚：我插一句，城里的情况也不一样。

观众甲：三百块钱从哪里来，谁来出？

（整理：周末　校对：许可）
"""


def test_numbered_headings_are_where_people_speak(tmp_path: Path) -> None:
    record = read_text(tmp_path, PARTS).record
    assert [(a.person, a.session, a.role) for a in record.appearances] == [
        ("zhou-yi", "opening", "moderator"),
        ("lin-lan", "keynote", "speaker"),
        ("peter-lin", "keynote", "speaker"),
        ("lin-lan", "roundtable", "panellist"),
    ]


def test_a_clause_with_a_colon_is_still_the_speaker_s(tmp_path: Path) -> None:
    record = read_text(tmp_path, PARTS).record
    assert record.appearances[1].remarks["zh-hans"].splitlines()[-1] == (
        "我的第一个办法很简单：问渔民。"
    )


def test_whom_the_head_lists_has_a_title_and_whoever_stayed_away_is_nobody(tmp_path: Path) -> None:
    record = read_text(tmp_path, PARTS).record
    assert [(person.name, person.title) for person in record.people] == [
        ({"zh-hans": "周易"}, {"zh-hans": "滨海研究会秘书长"}),
        ({"zh-hans": "林岚"}, {"zh-hans": "松川大学教授"}),
        ({"zh-hans": "彼得·林", "en": "Peter Lin"}, {"zh-hans": "某技术公司首席产品官"}),
    ]


def test_a_question_from_the_floor_is_nobody_s_words(tmp_path: Path) -> None:
    text = PARTS.replace("观众甲", "一位观众的问题是这样的")
    remarks = read_text(tmp_path, text).record.appearances[-1].remarks
    assert remarks == {"zh-hans": "我插一句，城里的情况也不一样。"}


@pytest.mark.parametrize("note", ["（根据现场录音整理，未经本人审阅）", "（本文未经发言人确认）"])
def test_a_note_on_the_recording_is_no_part_of_the_last_turn(tmp_path: Path, note: str) -> None:
    text = PARTS.replace("（整理：周末　校对：许可）", note).replace(
        "观众甲：三百块钱从哪里来，谁来出？\n", ""
    )
    remarks = read_text(tmp_path, text).record.appearances[-1].remarks
    assert remarks == {"zh-hans": "我插一句，城里的情况也不一样。"}


def test_the_first_announcement_of_several_is_the_line_of_their_session(tmp_path: Path) -> None:
    path = tmp_path / "transcript.txt"
    path.write_text(
        "海港对话实录\n2031年6月2日\n"
        "主持人：大家好，欢迎来到海港对话。有请滨海大学校长林岚致辞。\n"
        "林岚：各位来宾，潮汐是最守时的程序，从不迟到，也从不请假，我们为它记了一百年的账。\n"
        "主持人：谢谢。有请海潮学会会长王芳致辞。\n"
        "王芳：各位朋友，港口的灯要亮一整夜，是因为总有船在夜里回家，我们为它守了三十年。\n"
        "主持人：谢谢。有请海港研究院院长程砚致辞。\n"
        "程砚：大家好，码头上的人起得最早，他们的早晨从三点开始，我们为它写了一本书。\n"
    )
    (session,) = read_transcript(read(path)).record.sessions

    assert (session.heading, session.lines) == ({ZH: "致辞"}, (3,))


def test_a_second_summing_up_follows_the_first(tmp_path: Path) -> None:
    text = (
        "海塘沙龙文字实录\n\n主持人：周易（滨海研究会秘书长）\n\n"
        "周易：各位好，林岚老师来了。\n林岚：我只讲一个数字，百分之十一。\n小结：潮水守时\n\n"
        "周易：还有什么要补充的？\n林岚：没有了，谢谢各位。\n总结：账目要清\n"
    )
    record = read_text(tmp_path, text).record
    assert [session.summary for session in record.sessions] == [
        {"zh-hans": "小结：潮水守时\n总结：账目要清"}
    ]


def test_an_end_before_the_beginning_is_named(tmp_path: Path) -> None:
    text = (
        "Harbour talk: a transcript\n\n3:15 P.M.\n\nAnna Berg: Good morning to all here.\n"
        "Tom Lund: Thank you.\nAnna Berg: The tide waits for nobody.\n\nEND 2:10 P.M.\n"
    )
    record = read_text(tmp_path, text).record
    assert [(session.start, session.end) for session in record.sessions] == [(time(15, 15), None)]
    assert [finding.subject for finding in record.findings if finding.lines == (9,)] == [
        "2:10 P.M."
    ]


def test_headings_part_a_transcript_that_begins_with_a_turn(tmp_path: Path) -> None:
    text = (
        "林岚：各位上午好，我讲讲海塘怎么修。\n\n石料与账目\n\n周易：石料不贵，账目要清。\n\n"
        "潮位与台风\n\n林岚：潮位要报得早。\n周易：谢谢各位。\n\n海塘与渔村\n\n林岚：渔村要留人。\n"
    )
    record = read_text(tmp_path, text).record
    assert record.title == {ZH: "石料与账目"}  # which is asked for
    assert [session.heading for session in record.sessions] == [
        {ZH: "潮位与台风"}, {ZH: "海塘与渔村"},
    ]  # fmt: skip


def test_names_in_traditional_characters_begin_turns_on_their_own_lines(tmp_path: Path) -> None:
    text = (
        "2023-05-06 海塘座談\n\n陳海：\n各位早安，今天談海塘怎麼修。\n\n"
        "許潮生：\n石料不貴，帳目要清。\n\n羅雲：\n潮位要報得早。\n\n"
        "陳海：\n謝謝各位。\n\n許潮生：\n謝謝。\n\n羅雲：\n再見。\n"
    )
    record = read_text(tmp_path, text).record
    assert [person.name for person in record.people] == [{ZH: "陳海"}, {ZH: "許潮生"}, {ZH: "羅雲"}]


def test_what_a_moderator_does_is_no_name() -> None:
    assert guest_of_label("主持人介绍") is None


def test_initials_of_listed_names_begin_turns(tmp_path: Path) -> None:
    path = tmp_path / "panel.txt"
    path.write_text(
        "The Quiet Harbour\n\nSpeakers: Will O'Hara, Anna Berg, Mia Lund\n\nDate: 2031-05-06\n\n"
        "MM: Can the back row hear us?\n\nWO: The old harbour still works as it did.\n\n"
        "AB: Nobody has counted the boats for years, and that is a pity for all of us.\n\n"
        "ML: We counted them in the spring.\n\nAB: Then tell us how many there were.\n",
        "utf-8",
    )
    record = read_transcript(read(path)).record
    names = {person.key: person.name["en"] for person in record.people}
    remarks = {names[guest.person]: guest.remarks.get("en") for guest in record.appearances}
    assert remarks == {
        "Will O'Hara": "The old harbour still works as it did.",
        "Anna Berg": "Nobody has counted the boats for years, and that is a pity for all of us.\n"
        "Then tell us how many there were.",
        "Mia Lund": "We counted them in the spring.",
    }


@pytest.mark.parametrize(
    ("line", "label", "honorific"),
    [
        ("Dina Reyes, Tide Bank", "DR", {}),
        ("Max Solberg - Tide Bank", "MS", {}),
        ("Mr Manuel Reed, Tide Bank", "MR", {EN: "Mr"}),
    ],
)
def test_initials_that_read_like_a_form_of_address_begin_turns(
    tmp_path: Path, line: str, label: str, honorific: Mapping[str, str]
) -> None:
    reading = read_text(
        tmp_path,
        f"Fireside chat on tides\n\n{line}\nSara Isaksen, Quay News\n\n"
        f"SI: You have led the bank for ten years. What has changed?\n\n"
        f"{label}: The sea came closer than any of us had thought.\n\nSI: And the people?\n\n"
        f"{label}: They moved inland.\n",
    )
    person = next(person for person in reading.record.people if person.title[EN] == "Tide Bank")
    said = [item.remarks for item in reading.record.appearances if item.person == person.key]
    assert (person.name[EN] in line, person.honorific, said) == (
        True,
        honorific,
        [{EN: "The sea came closer than any of us had thought.\nThey moved inland."}],
    )


_TWO_SEATS = """2023年海塘论坛
2023-04-10 09:00

时间\t议题\t演讲人
9:00\t海塘的四百年\t松川大学 CTO 林岚
9:30\t潮位怎么预报\t海洋台首席工程师 程砚
10:00\t石料从哪里来\t松川大学 CTO 林岚

实录

海塘的四百年

林岚：各位上午好，我讲讲海塘怎么修。

潮位怎么预报

程砚：我讲讲潮位。

石料从哪里来

林岚：我再讲讲石料。
"""


def test_the_heading_above_says_in_which_seat_somebody_speaks(tmp_path: Path) -> None:
    record = read_text(tmp_path, _TWO_SEATS).record
    spoken = [(each.session, each.remarks.get(ZH, "")) for each in record.appearances]
    assert spoken == [
        ("session-1", "各位上午好，我讲讲海塘怎么修。"),
        ("session-2", "我讲讲潮位。"),
        ("session-3", "我再讲讲石料。"),
    ]


def test_words_below_a_heading_that_seats_somebody_else_are_asked_for(tmp_path: Path) -> None:
    reading = read_text(tmp_path, _TWO_SEATS.replace("程砚：我讲讲潮位。", "林岚：我插一句。"))
    asked = [value.path for value in reading.values if value.path.endswith(".session")]
    assert asked == ["appearances.lin-lan.session-1.speaker.session"]


_INITIALS = """Tide Panel

14 May 2031

Ann Berg-Moe (ABM): Welcome to the tide panel. We begin with a round of introductions.

Tom Lund (TL): I keep the tide gauges of the northern coast, and have done so for nine years.

ABM: Thanks. How do you read a gauge that the sea has taken away?

TL: We do not read it. We build the next one higher, and write down where the old one stood.
"""


def test_initials_that_a_first_turn_explains_are_no_title(tmp_path: Path) -> None:
    record = read_text(tmp_path, _INITIALS).record
    assert [(person.name, person.title) for person in record.people] == [
        ({EN: "Ann Berg-Moe"}, {}),
        ({EN: "Tom Lund"}, {}),
    ]


def test_turns_of_initials_are_those_of_whoever_they_were_explained_for(tmp_path: Path) -> None:
    record = read_text(tmp_path, _INITIALS).record
    assert [len(item.remarks[EN].split("\n")) for item in record.appearances] == [2, 2]


def test_whom_only_initials_call_is_asked_for(tmp_path: Path) -> None:
    text = _INITIALS.replace("Ann Berg-Moe (ABM)", "ABM").replace("Tom Lund (TL)", "AB")
    reading = read_text(tmp_path, text.replace("TL:", "AB:"))
    questions = {value.path for value in reading.guesses if ".name." in value.path}
    assert len(questions) == len(reading.record.people) == 2


_SAID = (
    "海塘不是一天修成的，每一代人都要把自己那一段修好，再把图纸和账本交给下一代人，"
    "这样潮水来的时候才有人守。"
)
_AGENDA = (
    "2031年海塘论坛\n\n日程\n\n时间\t议题\t演讲人\n13:30\t领导致辞\t松川市副市长 程砚\n"
    "13:40\t海塘的四百年\t松川大学教授 林岚\n14:10\t潮位的预报\t海洋台工程师 高岩\n"
    "14:40\t石料的来历\t石场场长 苏静\n15:10\t浮标怎样省电\t灯塔公司总裁 于海\n"
    "16:40\t圆桌交流\t海塘协会理事长 王芳\n\n实录\n\n"
)


def test_turns_below_an_agenda_are_a_transcript_whatever_headings_part_them(
    tmp_path: Path,
) -> None:
    names = ("林岚", "王芳", "程砚")
    asked = "\n\n".join(f"{name}：{_SAID}" for _round in range(5) for name in names)
    short = "\n\n".join(f"{name}：海塘的{part}" for part in ("石头", "闸门") for name in names)
    opening = f"领导致辞\n\n程砚：{_SAID}\n\n主持人：谢谢程砚。"
    text = f"{_AGENDA}{opening}\n\n圆桌交流\n\n{asked}\n\n{short}\n"
    path = tmp_path / "forum.txt"
    path.write_text(text, "utf-8")
    assert read_document(read(path)).shape is Shape.TRANSCRIPT


PANEL = """Harbour Panel

Anna Berg, Tom Li, Eva van Dam, Ruth Amadi

Introduction

AB: Welcome to the harbour.

TL: Thank you, it rains.

EvD: It always does.

What the quays will cost the town in the coming years

AB: Who pays for it?

TL: The town does.

Q&A

Q - And the ships?

AB: They pay as well.
"""


def test_turns_begin_by_the_initials_of_those_whom_a_line_lists(tmp_path: Path) -> None:
    record = read_text(tmp_path, PANEL).record
    assert [(a.person, a.remarks["en"]) for a in record.appearances if a.remarks] == [
        ("anna-berg", "Welcome to the harbour.\nWho pays for it?\nThey pay as well."),
        ("tom-li", "Thank you, it rains.\nThe town does."),
        ("eva-van-dam", "It always does."),
    ]


def test_a_panel_is_one_session_whatever_its_headings_speak_of(tmp_path: Path) -> None:
    record = read_text(tmp_path, PANEL).record
    assert [(s.kind, s.title) for s in record.sessions] == [("discussion", {"en": "Harbour Panel"})]


def test_a_line_of_names_is_no_title(tmp_path: Path) -> None:
    reading = read_text(tmp_path, PANEL.replace("Harbour Panel", "Panel"))
    assert "Anna Berg" not in str(reading.record.title)


def test_a_turn_may_say_whose_its_initials_are(tmp_path: Path) -> None:
    text = (
        "Tides\n\nAnna Berg (AB): Welcome, Tom.\n\nTom Li (WHO): Hello.\n\n"
        "AB: What do tides cost?\n\nTom Li (WHO): Nothing.\n\nAB: Thank you.\n"
    )
    people = read_text(tmp_path, text).record.people
    assert [(p.name["en"], p.title) for p in people] == [
        ("Anna Berg", {}),
        ("Tom Li", {"en": "WHO"}),
    ]


def test_the_second_of_a_recording_is_no_words(tmp_path: Path) -> None:
    text = (
        "Tides\n\nAnna Berg, Tom Li\n\nIntroduction\n\nAnna: 00:00:01\n\nWelcome to the tides\n\n"
        "Tom: 00:00:04\n\nThank you.\n\nMoon\n\n"
        "Anna: [00:10] The moon pulls.\n\nTom: (00:12) It does.\n"
    )
    record = read_text(tmp_path, text).record
    assert [(a.session, a.person, a.remarks["en"]) for a in record.appearances] == [
        ("session-1", "anna-berg", "Welcome to the tides"),
        ("session-1", "tom-li", "Thank you."),
        ("session-2", "anna-berg", "The moon pulls."),
        ("session-2", "tom-li", "It does."),
    ]


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Anna Berg - Moderator", ("Anna Berg", {}, "moderator")),
        ("Anna Berg, Coast Office", ("Anna Berg", {"en": "Coast Office"}, "speaker")),
    ],
)
def test_a_line_above_the_turns_says_what_somebody_is(
    tmp_path: Path, line: str, person: tuple[str, dict[str, str], str]
) -> None:
    text = f"Tides\n\n{line}\nTom Li\n\n" + "AB: What pulls them?\n\nTL: The moon does.\n\n" * 2
    record = read_text(tmp_path, text).record
    roles = {a.person: a.role for a in record.appearances}
    anna = record.people[0]
    assert (anna.name["en"], anna.title, roles[anna.key]) == person


def test_greetings_and_abbreviations_complete_no_name(tmp_path: Path) -> None:
    text = (
        "Tides\n\nTom Li: Hello Anna.\n\nAnna: Hi Tom.\n\nTom Li: Another FAQ is the moon.\n\n"
        "FAQ: why the moon pulls the water\n\nAnna: It pulls.\n\n"
        "FAQ: why twice a day\n\nTom Li: Yes.\n"
    )
    names = [p.name["en"] for p in read_text(tmp_path, text).record.people]
    assert [name for name in names if " " in name] == ["Tom Li"]


def test_an_address_of_the_web_is_no_turn_and_no_day(tmp_path: Path) -> None:
    text = PANEL.replace(
        "Introduction",
        "Tide Atlas (BIP 152): https://tides.example/2016/06/07/atlas\n\nIntroduction",
    )
    record = read_text(tmp_path, text).record
    assert (len(record.people), record.start_date) == (4, None)


def test_what_is_heard_in_the_room_heads_no_session(tmp_path: Path) -> None:
    text = (
        "Tides\n\n[Laughter]\n\nAnna Berg: One.\n\n[Audience member speaks]\n\n"
        "Anna Berg: Two.\n\nTom Li: Three.\n"
    )
    assert [s.kind for s in read_text(tmp_path, text).record.sessions] == ["discussion"]


RECORDED_PANEL = """Scaling Tides Panel - Harbour Days 2024

Panel Introductions

Anna: 00:00:01

Welcome to the tides.

Tom: 00:00:04

Thank you.

Why Don't More Harbours Pay?

Anna: 00:00:1

Why don't they pay?

Tom: 00:00:20

They are poor.

Anna: 00:00:30

What do they say?

Tom: 00:00:40

Nothing.
"""


def test_a_panel_before_the_name_of_its_event_is_one_session(tmp_path: Path) -> None:
    record = read_text(tmp_path, RECORDED_PANEL).record
    assert [(session.kind, session.title) for session in record.sessions] == [
        ("discussion", {"en": "Scaling Tides Panel - Harbour Days 2024"})
    ]


def test_a_question_in_capitals_heads_turns_and_is_nobody_s_words(tmp_path: Path) -> None:
    record = read_text(tmp_path, RECORDED_PANEL).record
    assert [(a.person, a.remarks["en"]) for a in record.appearances] == [
        ("anna", "Welcome to the tides.\nWhy don't they pay?\nWhat do they say?"),
        ("tom", "Thank you.\nThey are poor.\nNothing."),
    ]


def test_two_headings_of_panels_are_panels_of_their_own(tmp_path: Path) -> None:
    text = RECORDED_PANEL.replace("Why Don't More Harbours Pay?", "Panel Discussion")
    text = text.replace("Panel Introductions", "Opening Panel")
    assert len(read_text(tmp_path, text).record.sessions) == 2


PART_OF_ONE = """Tides in 2022

Introductions

Anna Berg (AB): Welcome to the tides.

Tom Li (TL): Thank you.

Harbour demo (Ada Weiss)

Slides: https://example.org/harbour-demo

Anna Berg (AB): The demo is next.

Ada Weiss (AW): Nobody has seen it yet.

Priorities of the coast

TL: Stones first.
"""


def test_a_heading_may_name_in_brackets_whose_part_it_is(tmp_path: Path) -> None:
    record = read_text(tmp_path, PART_OF_ONE).record
    assert [session.heading["en"] for session in record.sessions] == [
        "Introductions", "Harbour demo (Ada Weiss)", "Priorities of the coast",
    ]  # fmt: skip


def test_a_link_below_a_heading_is_nobody_s_words(tmp_path: Path) -> None:
    record = read_text(tmp_path, PART_OF_ONE).record
    assert [(a.person, a.session, a.remarks["en"]) for a in record.appearances] == [
        ("anna-berg", "session-1", "Welcome to the tides."),
        ("tom-li", "session-1", "Thank you."),
        ("anna-berg", "session-2", "The demo is next."),
        ("ada-weiss", "session-2", "Nobody has seen it yet."),
        ("tom-li", "session-3", "Stones first."),
    ]


@pytest.mark.parametrize("label", ["会前要点", "注意事项", "主要内容", "存在问题"])
def test_what_heads_a_paragraph_again_and_again_is_no_speaker(tmp_path: Path, label: str) -> None:
    text = f"海塘例会会议纪要\n\n{label}：石塘先修东段，西段明年再议，石料从松川运来。\n\n"
    text += "这里是说明。\n\n提示：闸门由两个人看守，每天早晚各查一次水位。\n\n"
    text += f"{label}：闸址下次再议。\n\n"
    text += "提示：写清谁来做，做到什么时候为止。\n"
    assert read_text(tmp_path, text).record.people == ()


def test_minutes_with_such_paragraphs_are_minutes(tmp_path: Path) -> None:
    path = tmp_path / "minutes.txt"
    hints = "".join(
        f"会前要点：第{number}件事先把石塘的账目看一遍，再看闸门。\n\n"
        f"会中要点：第{number}件事记下谁来做，做到什么时候为止。\n\n"
        for number in range(1, 6)
    )
    path.write_text(f"海塘例会会议纪要\n\n会议主持：林岚\n参会人：王芳、程砚\n\n{hints}", "utf-8")
    assert read_document(read(path)).shape is Shape.MINUTES


def test_a_line_above_the_first_turn_names_the_discussion(tmp_path: Path) -> None:
    turns = "Anna Berg: The sea was here first.\n\nTom Li: It will not wait for us.\n\n" * 3
    sessions = read_text(tmp_path, f"Tide days\n\nClosing panel\n\n{turns}").record.sessions
    assert [(session.kind, session.heading) for session in sessions] == [
        ("discussion", {"en": "Closing panel"})
    ]


def test_short_turns_by_initials_of_those_listed_above_are_a_transcript(tmp_path: Path) -> None:
    path = tmp_path / "panel.txt"
    path.write_text(
        "Harbour panel\n\nMara Stone, Quay News - Moderator\n\nDina Reyes, Tide Bank\n\n"
        "Max Ruiz - Port Office\n\nMS: Welcome. Who pays for the quay?\n\n"
        "DR: We do, in a good year.\n\nMR: The port pays as well.\n\nMS: Dina, is that so?\n\n"
        "DR: It is.\n\nMR: There you have it.\n",
        "utf-8",
    )
    assert read_document(read(path)).shape is Shape.TRANSCRIPT
