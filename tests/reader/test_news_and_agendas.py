"""Forms of news and of programmes in plain lines that strangers send."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from forum.reader.dispatch import read_document
from forum.reader.document import Document, read
from forum.reader.event_record import ZH, EventRecord
from forum.reader.guest_cells import read_guests
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.reading import Reading
from forum.reader.shapes.news.release import read_release
from forum.reader.shapes.programme.reader import read_programme
from forum.reader.shapes.transcript.reader import read_transcript

NEWS = (
    "第三届潮汐论坛在滨海举行",
    "5月18日，第三届潮汐论坛在滨海举行。滨海大学校长林岚出席开幕式并致辞，副校长王芳主持。",
)


def read_lines(
    tmp_path: Path, *lines: str, reader: Callable[[Document], Reading] = read_release
) -> EventRecord:
    path = tmp_path / "document.txt"
    path.write_text("\n".join(lines), "utf-8")
    return reader(read(path)).record


def remarks(record: EventRecord, person: str) -> str:
    keys = [guest.key for guest in record.people if guest.name.get(ZH) == person]
    return "".join(
        appearance.remarks.get(ZH, "")
        for appearance in record.appearances
        if appearance.person in keys
    )


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("副校长林岚，海潮学院王芳院士、石言和院士出席。", ["林岚", "王芳", "石言和"]),
        ("滨海大学林岚教授，海潮党校（滨海行政学院）王芳教授受邀参加论坛。", ["林岚", "王芳"]),
        ("校友代表发言，回忆在校的日子。", []),
        ("滨海大学博士生林岚、海潮学院硕士生王芳分别作报告。", ["林岚", "王芳"]),
    ],
)
def test_who_acts(sentence: str, people: list[str]) -> None:
    reading = read_sentence_zh(sentence, Roster())
    assert [mention.name for act in reading.acts for mention in act.people] == people


@pytest.mark.parametrize(
    "sentence",
    [
        "滨海大学教授林岚以《潮汐》为题，海潮学院教授王芳以《海流》为题作大会报告。",
        "滨海大学教授林岚、海潮学院教授王芳分别以《潮汐》《海流》为题作大会报告。",
    ],
)
def test_each_speaker_has_a_topic(sentence: str) -> None:
    (act,) = read_sentence_zh(sentence, Roster()).acts
    assert act.speech_titles == ({ZH: "潮汐"}, {ZH: "海流"})


def test_a_comment_with_a_discussion_is_a_comment() -> None:
    (act,) = read_sentence_zh("滨海大学教授林岚进行点评和讨论。", Roster()).acts
    assert act.role == "discussant"


def test_a_speech_goes_on_in_the_paragraphs_below(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        *NEWS,
        "林岚在致辞中表示，",
        "潮水守时，港口也要守时，各地的伙伴因此聚在一起，一起商量岸电、航道与潮汐的许多事情。",
        "她指出，明年的论坛还会再来，届时请大家把这一年的账目与难处都带来，一项一项地讨论清楚。",
    )
    assert remarks(record, "林岚").endswith("一项一项地讨论清楚。")


def test_points_of_a_speech_stand_in_paragraphs_of_their_own(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *NEWS, "林岚指出，潮水守时。", "一是要建岸电。", "二是要疏航道。")
    assert remarks(record, "林岚") == "潮水守时。\n一是要建岸电。\n二是要疏航道。"


def test_a_sentence_that_was_broken_off_is_joined(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        NEWS[0],
        "5月18日，第三届潮汐论坛在滨海举行。滨海大学-",
        "",
        "海潮公司联合实验室主任林岚出席开幕式并致辞。",
    )
    assert [person.title for person in record.people] == [{ZH: "滨海大学-海潮公司联合实验室主任"}]


def test_what_is_told_of_the_event_introduces_it(tmp_path: Path) -> None:
    told = "本届论坛以“守时的港口”为主题，持续两天，吸引了三百多位港口从业者。"
    assert read_lines(tmp_path, *NEWS, told).introduction == {ZH: told}


def test_a_title_told_once_is_that_of_the_bare_name(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *NEWS, "“潮水守时，我们也要守时。”程砚说。", "海潮学院院长程砚")
    assert {person.name[ZH]: person.title for person in record.people}["程砚"] == {
        ZH: "海潮学院院长"
    }


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        (
            "Anna Berg - Director, Trade in Goods and Tide Policy",
            [("Anna Berg", "Director, Trade in Goods and Tide Policy")],
        ),
        (
            "Anna Berg, Director and Tom Li, Head of Tides",
            [("Anna Berg", "Director"), ("Tom Li", "Head of Tides")],
        ),
        (
            "Anna Berg, Secretary-General, Tide League; Director, Coast Office",
            [("Anna Berg", "Secretary-General, Tide League; Director, Coast Office")],
        ),
        (
            "Anna Berg, Director of Sustainability and Port Business Development, Tide Air",
            [("Anna Berg", "Director of Sustainability and Port Business Development, Tide Air")],
        ),
        ("Summit Convener, TDX", []),
    ],
)
def test_a_title_is_not_cut_into_people(cell: str, people: list[tuple[str, str]]) -> None:
    guests, _unread = read_guests(cell)
    assert [(guest.name["en"], guest.title["en"]) for guest in guests] == people


def test_chinese_lines_and_as_many_english_below_are_the_same_people() -> None:
    guests, _unread = read_guests(
        "林岚，海潮学院院长\n王芳，港务局局长\n"
        "Lan Lin, Dean, Tide College\nFang Wang, Head, Port Office"
    )
    assert [guest.name for guest in guests] == [
        {"zh-hans": "林岚", "en": "Lan Lin"},
        {"zh-hans": "王芳", "en": "Fang Wang"},
    ]


def test_tabs_part_time_topic_and_speaker(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛 会议日程",
        "13:30-13:35\t开场致辞\t出品人",
        "13:35-13:55\t岸电的账本\t林岚 滨海大学教授",
        "\t\t王芳 海潮公司工程师",
        "13:55-14:15\t航道与潮汐\t程砚 港务局局长",
        reader=read_programme,
    )
    assert [
        (session.title or session.heading, [
            appearance.person
            for appearance in record.appearances
            if appearance.session == session.key
        ])
        for session in record.sessions
    ] == [
        ({ZH: "开场致辞"}, []),
        ({ZH: "岸电的账本"}, ["lin-lan", "wang-fang"]),
        ({ZH: "航道与潮汐"}, ["cheng-yan"]),
    ]  # fmt: skip


def test_an_english_programme_in_blocks(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "TIDE DIALOGUES 2023 PROGRAMME",
        "THURSDAY, 26 JANUARY 2023",
        "9:00am - 9:45am",
        "Session I: Harbours That Keep Time",
        "Harbours keep time, and whoever keeps one has to say what it takes in ships and staff.",
        "Moderator - Anna Berg, Head of Ports, Tide League",
        "Panelists (35 mins)",
        "Tom Li – Director, Coast Office",
        "Hon. Minister of Tides",
        "Ada Weiss, Tide Air Ltd",
        "10:00am - 10:30am",
        "Coffee Break",
        "FRIDAY, 27 JANUARY 2023",
        "9:00am - 9:30am",
        "Closing Ceremony",
        reader=read_programme,
    )
    roles = {appearance.person: appearance.role for appearance in record.appearances}
    assert (roles, [session.title for session in record.sessions], record.end_date) == (
        {"anna-berg": "moderator", "tom-li": "panellist", "ada-weiss": "panellist"},
        [{"en": "Harbours That Keep Time"}, {}, {}],
        date(2023, 1, 27),
    )


def test_guests_are_introduced_in_blocks_and_the_way_there_is_told_apart(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛",
        "会议日程",
        "09:00-09:10\t开幕式",
        "09:10-09:40\t主题演讲：岸电的账本",
        "\t演讲嘉宾：滨海大学 王芳",
        "09:40-10:00\t茶歇",
        "特邀嘉宾",
        "",
        "林岚",
        "滨海大学潮汐系",
        "系主任，教授",
        "",
        "交通指引",
        "由滨海站出发，可乘坐地铁，约十公里。",
        reader=read_programme,
    )
    assert [(person.name, person.title) for person in record.people] == [
        ({ZH: "王芳"}, {ZH: "滨海大学"}),
        ({ZH: "林岚"}, {ZH: "滨海大学潮汐系 系主任，教授"}),
    ]


def test_news_call_people_by_surname_and_post(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "The Tide Summit 2023 was held in Bergen on 5 May 2023.",
        "President Şule Đorđević said in her speech at the opening that harbours keep time.",
        "“Whoever keeps a harbour keeps time as well,” Đorđević said.",
        "Asked about tides, the President said they come twice a day.",
    )
    ((appearance,),) = (record.appearances,)
    assert (appearance.remarks["en"].count("\n"), record.people[0].title) == (
        2,
        {"en": "President"},
    )


def test_a_post_that_several_hold_is_that_of_all_behind_it(tmp_path: Path) -> None:
    record = read_lines(tmp_path, NEWS[0], "海潮协会副会长林岚、王芳、程砚出席论坛开幕式。")
    assert {person.name[ZH]: person.title.get(ZH) for person in record.people} == dict.fromkeys(
        ("林岚", "王芳", "程砚"), "海潮协会副会长"
    )


def test_name_and_title_stand_on_lines_below_the_topic(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛日程",
        "09:30 - 09:35",
        "院士致辞",
        "林岚",
        "滨海大学教授",
        "潮汐委员会 副主任",
        "09:35 - 09:55",
        "岸电的账本",
        "王芳",
        "海潮公司架构师",
        reader=read_programme,
    )
    assert [(person.name, person.title) for person in record.people] == [
        ({ZH: "林岚"}, {ZH: "滨海大学教授 潮汐委员会 副主任"}),
        ({ZH: "王芳"}, {ZH: "海潮公司架构师"}),
    ]


def test_the_preface_of_a_transcript_names_the_event_and_those_who_sit_there(
    tmp_path: Path,
) -> None:
    record = read_lines(
        tmp_path,
        "岸电还有哪些账要算？",
        "11月26日，由海潮公司主办的“2019潮汐大会”在滨海举行。"
        "海潮公司CEO林岚与滨海大学教授王芳一同圆桌论道。",
        "以下为圆桌论坛实录：",
        "林岚：岸电的账本要一项一项地算，先算船，再算岸，最后算两者之间的电缆与人手。",
        "王芳：航道的账也是这样，潮水守时，港口也要守时，这些都写在每年的账目里。",
        reader=read_transcript,
    )
    assert (record.title, [person.title for person in record.people]) == (
        {ZH: "2019潮汐大会"},
        [{ZH: "海潮公司CEO"}, {ZH: "滨海大学教授"}],
    )


def test_rows_of_one_width_are_no_wrapped_paragraph(tmp_path: Path) -> None:
    rows = [
        f"{hour}:00-{hour}:50\t岸电的账本第{hour}讲及其算法\t林岚 滨海大学教授"
        for hour in range(10, 18)
    ]
    path = tmp_path / "agenda.txt"
    path.write_text("\n".join(("第三届潮汐论坛日程", *rows)), "utf-8")
    assert len(read_document(read(path)).record.sessions) == 8


def test_whoever_presides_may_speak_with_somebody_named_behind() -> None:
    reading = read_sentence_zh(
        "成功大学教授程砚主持论坛，并与松川大学教授高岩以“潮水的账”为题作主旨演讲。", Roster()
    )
    acts = [([mention.name for mention in act.people], act.role) for act in reading.acts]
    assert acts == [(["程砚"], "moderator"), (["程砚", "高岩"], "speaker")]
    assert [mention.title for mention in reading.mentions] == ["成功大学教授", "松川大学教授"]


def test_whoever_presides_over_a_talk_with_somebody_gives_none() -> None:
    reading = read_sentence_zh("馆长程砚主持对话，并与教授高岩展开交流。", Roster())
    assert [act.role for act in reading.acts if act.people[0].name == "程砚"] == ["moderator"]
