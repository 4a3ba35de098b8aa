"""Ways of writing that the samples do not have: who is named how, and what a line says beside."""

from datetime import time
from pathlib import Path

import pytest

from forum.reader.classification import classify
from forum.reader.dispatch import read_document
from forum.reader.document import read
from forum.reader.event_record import ZH, EventRecord, Line
from forum.reader.guest_cells import read_guests
from forum.reader.padding import close_padding
from forum.reader.prose.acts_zh import read_sentence_zh
from forum.reader.prose.mentions import Roster
from forum.reader.prose.organizations import split_organizations_en
from forum.reader.prose.people_en import find_mentions_en
from forum.reader.prose.people_zh import find_mentions_zh
from forum.reader.reading import Shape
from forum.reader.shapes.news.report import read_report
from forum.reader.shapes.record.places import held_at


def names_zh(sentence: str) -> list[str]:
    return [mention.name for mention in find_mentions_zh(sentence, Roster())]


def read_lines(tmp_path: Path, *lines: str) -> EventRecord:
    path = tmp_path / "document.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read_document(read(path)).record


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("滨海大学校长林岚、滨海大学王芳、海潮学院院长程砚等出席。", ["林岚", "王芳", "程砚"]),
        ("滨海大学校长林岚、滨海大学国发院、海潮学院院长程砚等出席。", ["林岚", "程砚"]),
        ("物理学家、工程师和经济学家安娜·贝格作报告。", ["安娜·贝格"]),
        ("中国驻某国大使馆公参林岚致辞。", ["林岚"]),
        ("某协会首席代表林岚女士发言。", ["林岚"]),
        ("滨海公司CEO林岚表示，潮水守时。", ["林岚"]),
        ("海潮局规划司林岚司长致辞。", ["林岚"]),
    ],
)
def test_who_is_named_in_a_list(sentence: str, names: list[str]) -> None:
    assert names_zh(sentence) == names


def test_who_is_spoken_for_is_not_there() -> None:
    reading = read_sentence_zh("滨海大学林岚教授代海潮学院院士王芳作主旨报告。", Roster())
    assert [mention.name for mention in reading.mentions] == ["林岚"]
    assert [(act.role, act.people[0].name) for act in reading.acts] == [("speaker", "林岚")]


def test_a_surname_with_a_rank_is_somebody_named_before() -> None:
    roster = Roster()
    roster.add(find_mentions_zh("滨海大学党委书记林岚出席。", Roster()))
    reading = read_sentence_zh("林书记说，潮水守时。", roster)
    assert reading.saying is not None
    assert reading.saying.person is not None
    assert reading.saying.person.name == "林岚"


@pytest.mark.parametrize(
    ("sentence", "acts"),
    [
        (
            "滨海大学校长林岚以线上线下方式出席论坛开幕式并致辞。",
            [("attendee", "opening"), ("speaker", "opening")],
        ),
        ("滨海大学校长林岚出席开幕式并讲话。", [("attendee", "opening"), ("speaker", "opening")]),
        (
            "滨海大学校长林岚等专家，以及各学院师生代表共300余人参加会议。",
            [("attendee", "")],
        ),
        ("滨海大学教授林岚作主旨报告，开展学术交流。", [("speaker", "keynote")]),
        ("会议拟邀请海潮局局长林岚出席并致辞。", []),
    ],
)
def test_what_people_do(sentence: str, acts: list[tuple[str, str]]) -> None:
    reading = read_sentence_zh(sentence, Roster())
    assert [(act.role, act.kind) for act in reading.acts] == acts


def test_what_is_expressed_is_no_beginning_of_a_speech() -> None:
    text = "滨海大学校长林岚对来宾表示热烈欢迎，并介绍了潮汐研究。"
    saying = read_sentence_zh(text, Roster()).saying
    assert saying is not None
    assert text[saying.words :] == text


def test_a_meeting_beside_the_others_is_a_session_of_its_own(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐大会举行",
        "2024年5月18日，第三届潮汐大会在宁波举行。滨海大学校长林岚出席开幕式并致辞。",
        "青年论坛由海潮学院院长程砚主持。",
        "林岚表示，潮水守时。",
    )
    moderated = [item.session for item in record.appearances if item.role == "moderator"]
    headings = {session.key: session.heading for session in record.sessions}
    assert [headings[key] for key in moderated] == [{"zh-hans": "青年论坛"}]


def test_the_host_s_name_keeps_its_quotation_and_wishes_name_no_host(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第三届潮汐论坛举行",
        "2024年5月18日，由滨海大学、“蓝色海岸”潮汐联盟和我校共同主办的第三届潮汐论坛在宁波举行。",
        "海潮局局长林岚表示，希望滨海集团、海塘公司等主办与承办单位，用好这个平台。",
    )
    assert [next(iter(item.name.values())) for item in record.organizations] == [
        "滨海大学", "“蓝色海岸”潮汐联盟", "我校",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "city"),
    [
        ("论坛在浙江省宁波市举行。", "宁波"),
        ("论坛在福建泉州举行。", "泉州"),
        ("论坛在浙江举行。", ""),
    ],
)
def test_a_province_is_no_city(sentence: str, city: str) -> None:
    place = held_at(sentence)
    assert place is not None
    assert place.city == city


def test_news_without_a_dateline_are_news() -> None:
    texts = (
        "海潮学院举办潮汐论坛",
        "5月18日下午，海潮学院在宁波举办第三届潮汐论坛，滨海大学校长林岚出席论坛开幕式并致辞。",
        "论坛由海潮学院副院长程砚主持，滨海大学教授王芳作了主旨报告，与会师生进行了交流。",
    )
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    assert classify(lines, (), is_table_file=False) is Shape.RELEASE


PROGRAMME = (
    "第三届潮汐论坛日程",
    "",
    "09：00－09：30  开幕式   地点：一层大厅",
    "主持人：程  砚 潮汐协会会长",
    "致  辞：",
    "1. 林岚  滨海大学校长",
    "2. 阿依古丽·艾尔肯  海潮学院院长（视频）",
    "09：30－10：30  主旨报告",
    "09：30－09：50  王芳 滨海大学教授",
    "               《潮水守时》",
    "09：50－10：10  李明 滨海公司董事长：海塘怎么修",
    "10：10－10：30  总结（主持人：何平 - 潮汐协会秘书长）",
    "分论坛一：蓝色港口      地点：201会议室",
    "主持人：周达 港务集团总工程师",
    "14：00－14：20  （拟邀）沿海银行 首席专家 安娜·贝格",
)


def test_a_line_s_time_is_followed_by_who_speaks_then(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *PROGRAMME)
    names = {person.key: person.name[ZH] for person in record.people}
    assert [
        (session.start, session.heading.get(ZH), session.title.get(ZH), session.room.get(ZH),
         [(names[item.person], item.role) for item in record.appearances
          if item.session == session.key])
        for session in record.sessions
    ] == [
        (time(9), "开幕式", None, "一层大厅",
         [("程砚", "moderator"), ("林岚", "speaker"), ("阿依古丽·艾尔肯", "speaker")]),
        (time(9, 30), "主旨报告", None, None, []),
        (time(9, 30), None, "潮水守时", None, [("王芳", "speaker")]),
        (time(9, 50), None, "海塘怎么修", None, [("李明", "speaker")]),
        (time(10, 10), "总结", None, None, [("何平", "moderator")]),
        (None, "分论坛一", "蓝色港口", "201会议室", [("周达", "moderator")]),
        (time(14), None, None, None, [("安娜·贝格", "speaker")]),
    ]  # fmt: skip


def test_spaces_pad_labels_and_names() -> None:
    assert close_padding("出  席：林  岚（滨海局）、王  芳") == "出席：林岚（滨海局）、王芳"
    assert close_padding("会 议 纪 要") == "会议纪要"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ms. Ann Berg\n安·贝格", {"zh-hans": "安·贝格", "en": "Ann Berg"}),
        ("Ann Berg 安·贝格", {"zh-hans": "安·贝格", "en": "Ann Berg"}),
        ("Ann Tan（陈安安，某商会代表处主任）", {"zh-hans": "陈安安", "en": "Ann Tan"}),
        ("Mr. Bo Lund，Tide Company 首席分析师", {"en": "Bo Lund"}),
    ],
)
def test_a_cell_with_both_names_is_one_person(cell: str, names: dict[str, str]) -> None:
    guests, unread = read_guests(cell)
    assert ([dict(guest.name) for guest in guests], unread) == ([names], [])


def test_a_guest_whose_remark_says_so_is_not_coming(tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    path.write_text(
        "姓名,单位,职务,备注\n林岚,滨海局,局长,因出访请假，由王芳代为出席\n王芳,滨海局,处长,素食\n".replace(
            "，", "；"
        ),
        "utf-8",
    )
    record = read_document(read(path)).record
    assert [person.name[ZH] for person in record.people] == ["王芳"]
    assert any(finding.subject.startswith("林岚") for finding in record.findings)


TRANSCRIPT = (
    "第三届潮汐论坛速记稿",
    "主持：程  砚（潮汐协会秘书长）",
    "【第一部分：致辞】",
    "程砚：大家好！下面有请滨海大学校长林岚女士致辞，下半场由海潮学院院长何平主持。",
    "林岚：谢谢。潮水守时，我们也要守时。",
    "（茶歇 10:10—10:25）",
    "【第二部分：圆桌讨论  海塘怎么修】",
    "何平：我们请安娜女士先说，海塘应当怎么修才好。",
    "安娜·贝格（视频，同声传译）：先看潮水，再看石头，最后看钱。",
)


def test_parts_of_a_transcript_are_sessions_and_turns_announce_titles(tmp_path: Path) -> None:
    record = read_lines(tmp_path, *TRANSCRIPT)
    names = {person.key: person.name[ZH] for person in record.people}
    titles = {person.name[ZH]: person.title.get(ZH) for person in record.people}
    assert [(session.kind, session.heading[ZH], session.title.get(ZH))
            for session in record.sessions] == [
        ("opening", "致辞", None), ("roundtable", "圆桌讨论", "海塘怎么修"),
    ]  # fmt: skip
    assert [(names[item.person], item.session, item.role) for item in record.appearances] == [
        ("程砚", "opening", "moderator"), ("林岚", "opening", "speaker"),
        ("何平", "roundtable", "moderator"), ("安娜·贝格", "roundtable", "panellist"),
    ]  # fmt: skip
    assert (titles["林岚"], titles["何平"]) == ("滨海大学校长", "海潮学院院长")


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "Norland’s Minister for Harbours, Tides and Coasts, Mr Bo Lund, opened the forum.",
            [("Bo Lund", "Norland’s Minister for Harbours, Tides and Coasts")],
        ),
        (
            "Bo Lund, Tide Office, Norway, said that tides keep time.",
            [("Bo Lund", "Tide Office, Norway")],
        ),
        (
            "Ms Ann Berg, Fellow, Institute of Tidal Studies (Moderator)",
            [("Ann Berg", "Fellow, Institute of Tidal Studies (Moderator)")],
        ),
        (
            "Ms Ann Berg, Director of Tides, a speaker at the forum, said: “Tides keep time.”",
            [("Ann Berg", "Director of Tides")],
        ),
    ],
)
def test_people_of_english_sentences(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = find_mentions_en(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == people


def test_only_and_parts_two_institutions() -> None:
    printed = "the Tide Institute and the United Nations Commission on Tidal Law (UNTIDE)"
    assert [name for name, _sure in split_organizations_en(printed)] == [
        "Tide Institute", "United Nations Commission on Tidal Law",
    ]  # fmt: skip
    assert [name for name, _sure in split_organizations_en("Ministry of Trade and Industry")] == [
        "Ministry of Trade and Industry"
    ]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        (
            "滨海学院副院长乜云教授、海潮局局长林岚出席。",
            [("乜云", "滨海学院副院长"), ("林岚", "海潮局局长")],
        ),
        ("滨海学院系主任特聘教授林岚出席。", [("林岚", "滨海学院系主任特聘教授")]),
        ("滨海学会主席王子韬表示，潮水守时。", [("王子韬", "滨海学会主席")]),
    ],
)
def test_a_rare_name_between_title_and_rank(sentence: str, people: list[tuple[str, str]]) -> None:
    mentions = find_mentions_zh(sentence, Roster())
    assert [(mention.name, mention.title) for mention in mentions] == people


def test_how_to_come_to_an_event_is_told_apart_from_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "programme.txt"
    path.write_text(
        "第三届潮汐论坛日程\n\n本次论坛旨在交流潮汐研究的进展，由滨海大学的几位老师发起。\n\n"
        "请于5月10日前注册，会议链接另行发送。\n\n09:00 开幕式\n09:30 海塘怎么修\n10:00 茶歇\n",
        "utf-8",
    )
    reading = read_document(read(path))
    assert reading.unread == ()
    assert reading.record.introduction == {
        "zh-hans": "本次论坛旨在交流潮汐研究的进展，由滨海大学的几位老师发起。"
    }


def test_a_report_s_headings_are_sessions_where_people_speak_below_them(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "SUMMARY REPORT OF THE TIDE WORKSHOP",
        "",
        "The Tide Workshop was held in Bonn on 3 May 2024.",
        "",
        "TIDES AND STONES",
        "",
        "Bo Lund, Tide Office, Norway, said that tides keep time for everybody who waits.",
        "",
        "Ann Berg — Stone Company:",
        "",
        "Stones do not keep time, and nobody has to wait for them.",
        "",
        "BACKGROUND",
        "",
        "Nothing was said by anybody about the background of the workshop.",
    )
    assert [session.title for session in record.sessions] == [{"en": "TIDES AND STONES"}]
    assert [(item.person, item.title) for item in record.appearances] == [
        ("bo-lund", {"en": "Tide Office, Norway"}), ("ann-berg", {"en": "Stone Company"}),
    ]  # fmt: skip
    assert record.appearances[1].remarks == {
        "en": "Stones do not keep time, and nobody has to wait for them."
    }


def test_the_news_of_an_opening(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第七届潮汐年会开幕",
        "5月18日，以“守时”为主题的第七届潮汐年会开幕式在宁波举行。市长林岚致辞，副市长何平主持大会，"
        "潮汐公司董事长黄山等出席。本次年会由滨海集团、海塘公司联合举办的。",
        "林岚表示，潮水守时，海塘也要守时，大家都要守时。",
        "与会嘉宾在发言时表示，潮水不等人。",
    )
    names = {person.key: person.name[ZH] for person in record.people}
    assert (record.title[ZH], list(names.values())) == ("第七届潮汐年会", ["林岚", "何平", "黄山"])
    assert {(names[item.person], item.session, item.role) for item in record.appearances} == {
        ("林岚", "opening", "speaker"), ("何平", "opening", "moderator"),
        ("黄山", "opening", "attendee"),
    }  # fmt: skip
    assert [item.remarks for item in record.appearances if item.remarks] == [
        {"zh-hans": "潮水守时，海塘也要守时，大家都要守时。"}
    ]


def test_a_heading_of_several_sections_is_no_session(tmp_path: Path) -> None:
    said = "Bo Lund, Tide Office, Norway, said that tides keep time for everybody who waits."
    record = read_lines(
        tmp_path,
        "SUMMARY REPORT OF THE TIDE WORKSHOP",
        "The Tide Workshop was held in Bonn on 3 May 2024.",
        "BACKGROUND",
        "Nothing was said by anybody about the background of the workshop.",
        "STONES AND SAND",
        "TALKS",
        said,
        "WATER AND WIND",
        "TALKS",
        said.replace("Bo Lund", "Ann Berg"),
    )
    assert [session.title["en"] for session in record.sessions] == [
        "STONES AND SAND", "WATER AND WIND",
    ]  # fmt: skip


def test_two_words_as_a_name_are_asked_for_and_list_marks_are_no_title(tmp_path: Path) -> None:
    lines = (
        "潮汐技术交流会议程", "时间：2024年5月6日",
        "9:00 - 9:20", "• 嘉宾签到",
        "9:20 - 10:00 潮位预报的新办法", "• 分享嘉宾：海潮漫步 林岚峰",
        "10:00 - 10:40 浮标怎样省电", "• 分享嘉宾：程砚，海潮学院院长",
        "10:40 - 11:00 提问时间",
    )  # fmt: skip
    path = tmp_path / "programme.txt"
    path.write_text("\n".join(lines), "utf-8")
    record = read_document(read(path)).record
    titles = [session.topic.get(ZH) or session.title.get(ZH) for session in record.sessions]
    asked = {finding.subject for finding in record.findings if finding.kind == "guess"}
    assert (titles[0], asked) == ("嘉宾签到", {"海潮漫步 林岚峰"})


def test_what_a_list_tells_of_somebody_s_past_is_no_title_and_is_not_lost(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "潮汐技术交流会议程",
        "时间：2024年5月6日",
        "9:00 - 9:20 签到",
        "9:20 - 10:00 潮位预报的新办法",
        "10:00 - 10:40 茶歇",
        "参会嘉宾名单",
        "林岚，滨海研究会秘书长，毕业于松川大学",
        "程砚",
        "海潮学院院长，长期研究浮标。",
    )
    assert [person.title for person in record.people] == [
        {"zh-hans": "滨海研究会秘书长"}, {"zh-hans": "海潮学院院长"},
    ]  # fmt: skip
    assert [
        (finding.subject, finding.lines)
        for finding in record.findings
        if finding.kind == "not_understood"
    ] == [("毕业于松川大学", (7,)), ("长期研究浮标。", (8, 9))]


def test_in_which_session_somebody_sat_who_attended_the_event_is_asked_for(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "第七届潮汐年会开幕",
        "5月18日，第七届潮汐年会开幕式在宁波举行。市长林岚致辞，潮汐公司董事长黄山出席年会。",
    )
    assert [
        (finding.subject, finding.case) for finding in record.findings if finding.kind == "guess"
    ] == [("黄山", "session")]


def test_what_is_nobody_behind_a_report_s_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "SUMMARY REPORT OF THE TIDE WORKSHOP\n"
        "The Tide Workshop was held in Bonn on 3 May 2024.\n"
        "PANEL 1: TIDES AND STONES\n"
        "Moderator: Mr Bo Lund, Director, Tide Office; the secretariat of the harbour\n",
        "utf-8",
    )
    record = read_report(read(path)).record
    assert [(seat.person, seat.role) for seat in record.appearances] == [("bo-lund", "moderator")]
    assert [finding.subject for finding in record.findings] == ["the secretariat of the harbour"]


def test_the_heading_of_a_numbered_session_may_ask(tmp_path: Path) -> None:
    record = read_lines(
        tmp_path,
        "Forum on Seawalls: Summary Report", "Porto, 5 August 2021", "",
        "Opening session",
        "The session was opened by Anna Berg, Director, Coast Office.", "",
        "Session 1: Who pays for seawalls?",
        "The session was chaired by Tom Li, Professor, Coast University.",
        "Ines Costa, Mayor, said that towns must share the cost.",
    )  # fmt: skip
    assert [session.title.get("en", "") for session in record.sessions] == [
        "", "Who pays for seawalls?",
    ]  # fmt: skip
