"""Forms of news that many documents share: what each says, and what none of them says."""

import pytest

from forum.reader.event_record import EventRecord
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_zh import find_mentions_zh
from tests.reader.test_prose import read_news, read_text


def appearances(record: EventRecord) -> set[tuple[str, str, str]]:
    """Return who appears, with the kind of session and the role, without 林岚 and 王芳."""
    names = {person.key: "".join(person.name.values()) for person in record.people}
    kinds = {session.key: session.kind for session in record.sessions}
    return {
        (names[appearance.person], kinds[appearance.session], appearance.role)
        for appearance in record.appearances
    } - {("林岚", "roundtable", "moderator"), ("王芳", "roundtable", "speaker")}


def remarks(record: EventRecord, name: str) -> str:
    """Return what somebody says."""
    keys = [person.key for person in record.people if name in person.name.values()]
    texts = (
        text for appearance in record.appearances if appearance.person in keys
        for text in appearance.remarks.values()
    )  # fmt: skip
    return " ".join(texts)


def subjects(record: EventRecord, kind: str) -> set[str]:
    """Return whom findings of a kind name."""
    return {finding.subject for finding in record.findings if finding.kind == kind}


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("潮汐局各部门主要负责人、志愿者们纷纷表示支持。", []),
        ("海塘办公室负责人与来校师生座谈。", []),
        ("潮汐局书记向全体职工致以问候。", []),
        ("与会教师一致认为，潮汐能可以预报。", []),
        ("潮汐局局长郑重宣布开幕。", []),
        ("潮汐局局长高岩认为，海塘要修。", ["高岩"]),
        ("潮汐局局长于海陪同考察。", ["于海"]),
        ("海洋院院士杨秀、马大为，以及滨海大学教授潘锋出席。", ["杨秀", "马大为", "潘锋"]),
        ("滨海集团总裁李宗均，潮汐局局长高岩出席。", ["李宗均", "高岩"]),
        ("潮汐局领导高岩、苏静、于海参加，安全、诚信、师德三项不变。", ["高岩", "苏静", "于海"]),
        ("滨海大学师丽、潮城大学王万良、海塘大学吴晓蓓作报告。", ["师丽", "王万良", "吴晓蓓"]),
        (
            "文学院院长李锡，物理学院组训员夏焕云，商学院书记孙跃等发言。",
            ["李锡", "夏焕云", "孙跃"],
        ),
    ],
)
def test_a_name_is_told_from_a_word(sentence: str, names: list[str]) -> None:
    assert [mention.name for mention in find_mentions_zh(sentence, Roster())] == names


def test_a_chief_statistician_is_no_president() -> None:
    (mention,) = find_mentions_zh("甲国统计局总统计师张岳主持开幕式。", Roster())
    assert (mention.title, mention.name) == ("甲国统计局总统计师", "张岳")


def test_a_title_begins_behind_whoever_is_named_before() -> None:
    mention = find_mentions_zh("乙国大学MaxBerg教授和滨海大学陆奇教授作报告。", Roster())[-1]
    assert (mention.title, mention.name) == ("滨海大学", "陆奇")


def test_a_group_in_a_list_is_no_part_of_the_next_title() -> None:
    mention = find_mentions_zh("潮汐局局长张岳、项目组负责人，海塘院院长陆奇出席。", Roster())[-1]
    assert (mention.title, mention.name) == ("海塘院院长", "陆奇")


def test_a_vice_premier_keeps_the_last_character_of_the_title() -> None:
    mentions = find_mentions_zh("甲国副总理张岳、乙国副总统何塞·林登出席。", Roster())
    assert [(mention.title, mention.name) for mention in mentions] == [
        ("甲国副总理", "张岳"), ("乙国副总统", "何塞·林登"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "会上，潮汐局局长高岩、海塘院院长苏静分别介绍了测站的进展。",
            {("高岩", "roundtable", "speaker"), ("苏静", "roundtable", "speaker")},
        ),
        ("会议由潮汐局局长高岩主持召开。", {("高岩", "opening", "moderator")}),
        ("青年论坛主席由潮汐局局长高岩担任。", {("高岩", "opening", "moderator")}),
        (
            "与会嘉宾包括潮汐局局长高岩、海塘院院长苏静。",
            {("高岩", "roundtable", "attendee"), ("苏静", "roundtable", "attendee")},
        ),
        (
            "潮汐局局长高岩、海塘院院长苏静以及各县测站负责人作为嘉宾分别致辞。",
            {("高岩", "opening", "speaker"), ("苏静", "opening", "speaker")},
        ),
        (
            "潮汐局局长高岩，海塘院院长苏静聚焦海塘的修缮，围绕选址、用工分别作报告。",
            {("高岩", "roundtable", "speaker"), ("苏静", "roundtable", "speaker")},
        ),
        (
            "活动特邀潮汐局局长高岩和海塘院院长苏静为主讲嘉宾。",
            {("高岩", "roundtable", "speaker"), ("苏静", "roundtable", "speaker")},
        ),
    ],
)
def test_what_people_do_is_told_before_and_behind_them(
    sentence: str, expected: set[tuple[str, str, str]]
) -> None:
    record = read_news(sentence)
    assert appearances(record) == expected
    assert not subjects(record, "not_understood")


def test_a_sentence_that_begins_with_somebody_tells_what_was_said() -> None:
    record = read_news("潮汐局局长高岩通报了测站的进展，要求各站补齐仪器。全年要增设六座。")
    assert remarks(record, "高岩") == (
        "潮汐局局长高岩通报了测站的进展，要求各站补齐仪器。全年要增设六座。"
    )


def test_a_verb_that_nobody_knows_makes_a_question_of_the_words() -> None:
    record = read_news(
        "潮汐局局长高岩松出席。\n\n高岩松细数了六座测站从选址到落成的曲折经过和所有参与者的名字。"
    )
    assert "高岩松" in subjects(record, "guess")


@pytest.mark.parametrize(
    "verb", ["参观了新落成的测站，并与值班人员合影", "毕业于滨海大学，曾在多座测站工作"]
)
def test_what_is_no_speech_is_nobodys_words(verb: str) -> None:
    assert remarks(read_news(f"潮汐局局长高岩{verb}，前后一共停留了三个多小时。"), "高岩") == ""


def test_words_go_on_in_a_paragraph_that_tells_what_must_be_done() -> None:
    further = (
        "要把仪器的校准放在第一位，每个季度校准一次，校准的结果向所有渔民公开，接受大家的检查。"
    )
    record = read_news(f"潮汐局局长高岩强调，测站要建好。\n\n{further}")
    assert remarks(record, "高岩") == f"测站要建好。 {further}".replace(" ", "\n")


def test_points_on_lines_of_their_own_belong_to_what_is_below_them() -> None:
    point = (
        "定期校准仪器，并向渔民公开校准的结果，接受他们和沿海各县的检查，把每一次检查都记录下来。"
    )
    record = read_news(f"潮汐局局长高岩强调，测站要建好。\n\n一要\n\n{point}")
    assert point in remarks(record, "高岩")


def test_who_moderates_which_of_several_sessions_is_asked() -> None:
    record = read_news("开幕式、主旨报告、闭幕式分别由高岩教授、苏静教授、潘锋副教授主持。")
    assert {"高岩", "苏静", "潘锋"} <= subjects(record, "guess")


def test_a_rank_ends_before_whom_somebody_speaks_for() -> None:
    (mention,) = find_mentions_zh("潮汐局局长高岩教授代表主办单位致辞。", Roster())
    assert (mention.title, mention.honorific) == ("潮汐局局长", "教授")


@pytest.mark.parametrize(
    "lead",
    [
        "2024年5月18日，全国第九次潮汐工作年会暨海塘研讨会以线上线下相结合的方式举行。",
        "2024年5月18日，由潮汐学会主办的年会在滨海市举行，来自各地的百余名代表在会上讨论了海塘和测站，并参观了两座新落成的观测站和一段老海塘。",
    ],
)
def test_what_a_headline_says_took_place_is_the_event(lead: str) -> None:
    text = (
        f"全国第九次潮汐工作年会暨海塘研讨会举行\n\n{lead}\n\n"
        "潮汐局局长高岩表示，海塘局去年召开了首次老海塘会议，今年还要开。\n\n"
        "海塘院院长苏静指出，仪器要定期校准。\n"
    )
    assert read_text(text).record.title == {"zh-hans": "全国第九次潮汐工作年会暨海塘研讨会"}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        (
            "2024年5月18日，滨海省“十四五”项目（海塘）启动会议在滨海市召开。",
            "滨海省“十四五”项目（海塘）启动会议",
        ),
        ("2024年5月18日，潮汐学会（Tides，以下简称TS）老海塘年会在滨海市召开。", "潮汐论坛侧记"),
    ],
)
def test_a_name_is_whole(sentence: str, name: str) -> None:
    assert read_news(sentence).title == {"zh-hans": name}


def test_hosts_that_join_are_two() -> None:
    record = read_news("第九届潮汐论坛由滨海大学联合潮汐学会共同主办。")
    assert [organization.name["zh-hans"] for organization in record.organizations] == [
        "滨海大学", "潮汐学会",
    ]  # fmt: skip


def test_days_to_which_an_event_lasts_are_no_place() -> None:
    record = read_news("第九届潮汐论坛于2024年11月5日至6日举行。")
    assert (record.venue, record.city) == ({}, {})


def test_a_meeting_without_a_name_names_no_event() -> None:
    record = read_news("潮汐局局长高岩表示，这是多年来召开的一次重要会议。")
    assert record.title == {"zh-hans": "潮汐论坛侧记"}


def test_the_line_below_a_picture_holds_no_words() -> None:
    assert remarks(read_news("潮汐局局长高岩介绍测站\n"), "高岩") == ""


def test_clauses_of_one_sentence_are_their_speakers() -> None:
    record = read_news("潮汐局局长高岩介绍了测站的选址；海塘院院长苏静指出，仪器要定期校准。")
    assert remarks(record, "高岩") == "潮汐局局长高岩介绍了测站的选址；"
    assert remarks(record, "苏静") == "仪器要定期校准。"


def test_the_next_edition_has_hosts_of_its_own() -> None:
    record = read_news(
        "2024年5月18日，第二届潮汐论坛在滨海市举行，由滨海大学主办。2025年的论坛将由潮城大学承办。"
    )
    assert [organization.name for organization in record.organizations] == [{"zh-hans": "滨海大学"}]


def test_a_mark_within_the_name_of_a_host_parts_nothing() -> None:
    record = read_news("本次论坛由中国潮汐学会观测、养护与仪器分会和滨海大学共同主办。")
    assert [organization.name["zh-hans"] for organization in record.organizations] == [
        "中国潮汐学会观测、养护与仪器分会", "滨海大学",
    ]  # fmt: skip


def read_release_en(text: str) -> EventRecord:
    head = "Tide Week 2024\n\n3 May 2024\n\nTide Week 2024 was held in Nairobi on 3 May 2024. "
    return read_text(
        f"{head}{text}\n\nMs Ada Weiss, Director of the Pool, said that tides matter.\n"
    ).record


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Organised by the Tide Office, the Week has grown into a key event.", ["Tide Office"]),
        (
            "The forum is organised by the Tide Office and the Reef Council and will return.",
            ["Tide Office", "Reef Council"],
        ),
    ],
)
def test_no_clause_organizes_an_event(sentence: str, names: list[str]) -> None:
    record = read_release_en(sentence)
    assert [organization.name["en"] for organization in record.organizations] == names


def test_whoever_is_present_is_no_witness_of_a_signing() -> None:
    record = read_release_en(
        "The conference was formally launched by Dr Sam Ode, Head of the Tide Office, in the "
        "presence of Mr Kofi Lund, Minister of Ports."
    )
    assert {(person.name["en"], person.title["en"]) for person in record.people} >= {
        ("Sam Ode", "Head of the Tide Office"), ("Kofi Lund", "Minister of Ports"),
    }  # fmt: skip
    assert "signing" not in {session.kind for session in record.sessions}


def test_what_was_launched_in_another_year_is_no_session() -> None:
    record = read_release_en(
        "The Tide Office was launched in 2004 by Dr Sam Ode and the Minister of Ports, "
        "Mr Kofi Lund."
    )
    people = {person.key: person.name["en"] for person in record.people}
    assert {people[seat.person] for seat in record.appearances} & {"Sam Ode", "Kofi Lund"} == set()


def test_what_stands_behind_an_announced_speech_is_not_its_words() -> None:
    record = read_release_en(
        "The event featured a keynote speech by Mr Sam Ode, Head of the Tide Office, and panels on "
        "reefs, ports and the cost of moving a harbour inland."
    )
    assert remarks(record, "Sam Ode") == ""


@pytest.mark.parametrize(
    ("sentence", "titles"),
    [
        (
            "The Federal Minister for Ports, Kofi Lund, today opened a workshop on the tides.",
            {("Kofi Lund", "Federal Minister for Ports")},
        ),
        (
            "The Minister of Reefs, Kofi Lund, and the Minister of Ports, Sam Ode, shared it.",
            {("Kofi Lund", "Minister of Reefs"), ("Sam Ode", "Minister of Ports")},
        ),
        (
            "Tide Secretary Kofi Lund, Reef Secretary Sam Ode, Port Secretary Li Berg and other "
            "delegates were present.",
            {
                ("Kofi Lund", "Tide Secretary"), ("Sam Ode", "Reef Secretary"),
                ("Li Berg", "Port Secretary"),
            },
        ),
        ("Kofi Lund, the Head of the Office, noted it.", {("Kofi Lund", "Head of the Office")}),
    ],
)  # fmt: skip
def test_each_of_several_has_the_title_beside_the_name(
    sentence: str, titles: set[tuple[str, str]]
) -> None:
    people = read_release_en(sentence).people
    assert {(person.name["en"], person.title["en"]) for person in people} == {
        ("Ada Weiss", "Director of the Pool"), *titles,
    }  # fmt: skip


def test_what_a_workshop_was_about_is_nobodys_words() -> None:
    record = read_release_en(
        "The Head of the Tide Office, Sam Ode, opened a workshop in Nairobi that will look at it. "
        "“Reefs move,” said the head."
    )
    assert remarks(record, "Sam Ode") == "“Reefs move,” said the head."


def test_a_headline_names_an_event_before_an_event_told_by_the_way() -> None:
    text = (
        "Workshop on quiet tides held in Nairobi\n\n3 May 2024\n\n"
        "Mr Sam Ode, Head of the Tide Office, said that tides matter to all of them.\n\n"
        "He stressed that reefs move.\n\nMs Ada Weiss, Director of the Pool, noted it.\n\n"
        "Ports were first named at the Fifth Harbour Conference held in Lima in 2013, she added.\n"
    )
    assert read_text(text).record.title == {"en": "Workshop on quiet tides"}


def test_further_words_of_a_speech_keep_the_verb_that_says_so() -> None:
    record = read_text(
        "首届滨海潮汐论坛在滨海举行\n\n"
        "本报讯（记者 周宁）2031年6月2日，首届滨海潮汐论坛在滨海大学举行。"
        "滨海大学校长林岚致辞。\n\n"
        "林岚表示，潮汐是最守时的程序，从不迟到，也从不请假，值得每一个人学习。\n\n"
        "海潮学会会长王芳作主题报告。王芳指出，港口的灯要亮一整夜，因为总有船在夜里回家。\n\n"
        "林岚强调，明年的论坛还要办得更好，还要请更多的人来看潮，把一百年的账接着记下去。\n"
    ).record
    assert remarks(record, "林岚") == (
        "潮汐是最守时的程序，从不迟到，也从不请假，值得每一个人学习。\n"
        "林岚强调，明年的论坛还要办得更好，还要请更多的人来看潮，把一百年的账接着记下去。"
    )


def test_who_gave_information_and_no_more_said_nothing_that_is_told() -> None:
    record = read_news("潮汐局局长高岩介绍了有关情况。")
    told = [text for part in record.appearances for text in part.remarks.values()]
    assert told == ["潮汐能可以预报。"]


_INVITED_TALKS = (
    "开幕式后，滨海大学教授高岩以《潮汐的账》为题，潮汐局局长苏静以《海塘二十年》为题作大会特邀报告。"
    "特邀报告会由潮汐局副局长于海主持。\n"
    "滨海大学博士生马兰作了题目《盐沼》的专场报告。专场报告由滨海大学校长潘锋主持。\n"
)


def test_talks_of_the_whole_meeting_keep_their_name_and_those_beside_are_apart() -> None:
    record = read_news(_INVITED_TALKS)
    names = {person.key: person.name["zh-hans"] for person in record.people}
    headings = {session.key: session.heading.get("zh-hans") for session in record.sessions}
    assert {
        (names[guest.person], headings[guest.session], guest.role) for guest in record.appearances
        if names[guest.person] not in {"林岚", "王芳"}
    } == {
        ("高岩", "大会特邀报告", "speaker"), ("苏静", "大会特邀报告", "speaker"),
        ("于海", "大会特邀报告", "moderator"),
        ("马兰", "专场报告", "speaker"), ("潘锋", "专场报告", "moderator"),
    }  # fmt: skip


_ANNOUNCEMENT = """Symposium on quiet harbours set for May 6

Lisbon, 2 May 2031

The Coast Institute will hold a symposium on quiet harbours on Tuesday, May 6, in Lisbon.

Participants in the event will include:

• Anna Berg, T. R. Noor, and Eva Strand--three members of the Tide Circle

• Tom Li, harbour historian and author of the book Quays: A History (Mole, 2029)

Mr Jon Falk, Head of the Coast Institute, said that harbours have much to tell all of us.
"""


def test_those_whom_an_announcement_lists_are_proposed_with_their_titles() -> None:
    record = read_text(_ANNOUNCEMENT).record
    listed = {guest.person for guest in record.appearances if guest.role == "panellist"}
    assert {
        (person.name["en"], person.title["en"]) for person in record.people if person.key in listed
    } == {
        ("Anna Berg", "members of the Tide Circle"),
        ("T. R. Noor", "members of the Tide Circle"),
        ("Eva Strand", "members of the Tide Circle"),
        ("Tom Li", "harbour historian and author of the book Quays: A History (Mole, 2029)"),
    }


@pytest.mark.parametrize(
    ("sentence", "chairs"),
    [
        ("滨海潮汐协会成立于2010年，现任主席为滨海大学教授高岩。", set()),
        ("圆桌会议的主持人为滨海大学教授高岩。", {"高岩"}),
        ("圆桌会议主席为滨海大学教授高岩。", {"高岩"}),
        ("圆桌会议主席由滨海大学教授高岩担任。", {"高岩"}),
    ],
)
def test_who_holds_the_office_of_a_chair_chairs_no_session(sentence: str, chairs: set[str]) -> None:
    seated = appearances(read_news(sentence))
    assert {name for name, _kind, role in seated if role == "moderator"} - {"林岚"} == chairs
