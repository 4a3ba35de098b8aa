"""What universities' and organizers' news say of who spoke, of the event, and where words end."""

import pytest

from forum.reader.event_record import EventRecord
from forum.reader.prose.mentions import Roster
from forum.reader.prose.people_zh import find_mentions_zh
from tests.reader.test_prose import read_news, read_text
from tests.reader.test_wide_prose import appearances, remarks, subjects


def named(sentence: str) -> list[tuple[str, str]]:
    """Return whom a sentence names, each with the title."""
    return [(mention.name, mention.title) for mention in find_mentions_zh(sentence, Roster())]


def read_lead(lead: str) -> EventRecord:
    """Return what is read of news with a lead of its own."""
    return read_text(
        f"潮汐新闻\n\n{lead}\n\n滨海大学校长林岚在致辞中指出，潮汐能可以预报。\n"
    ).record


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("滨海大学高岩教授立足海塘作报告。", [("高岩", "滨海大学")]),
        ("滨海院苏静特聘研究员作报告。", [("苏静", "滨海院")]),
        ("滨海大学高岩老师分享经验。", [("高岩", "滨海大学")]),
        ("苏静同学作报告。", [("苏静", "")]),
        ("滨海一中高岩校长作报告。", [("高岩", "滨海一中")]),
        ("学员代表、滨海大学高岩发言。", [("高岩", "学员代表、滨海大学")]),
        ("滨海大学Ada Gao（高岩）教授作报告。", [("高岩", "滨海大学")]),
        ("滨海院原首席顾问高岩作报告。", [("高岩", "滨海院原首席顾问")]),
        ("滨海省政府总督学高岩出席。", [("高岩", "滨海省政府总督学")]),
        ("潮汐局局长高岩代表滨海校友会致辞。", [("高岩", "潮汐局局长")]),
        ("受潮汐会理事长高岩委托，苏静主任宣读贺信。", [("苏静", "")]),
        ("潮汐局局长高岩致辞，代表苏静书记表示欢迎。", [("高岩", "潮汐局局长")]),
        ("已故教授高岩作出了贡献。", []),
        ("与会教师潮汐系主任高岩表示，潮水大。", [("高岩", "潮汐系主任")]),
        ("海洋学者应坚持观测。", []),
        ("潮汐局局长张力共同揭牌。", [("张力", "潮汐局局长")]),
        ("参会学者代表滨海研究院研究员高岩作报告。", [("高岩", "滨海研究院研究员")]),
        ("海洋学院 高岩教授作报告。", [("高岩", "海洋学院")]),
        ("潮汐会主席高峰对话举行。", []),
        ("潮汐基金会特使布兰迪尼致辞。", [("布兰迪尼", "潮汐基金会特使")]),
        ("大会副主席巴基斯坦致辞。", []),
        ("潮汐会秘书长马达加斯加代表发言。", []),
        ("潮汐社设计师Paolo，潮汐局局长高岩分别作报告。", [
            ("Paolo", "潮汐社设计师"), ("高岩", "潮汐局局长"),
        ]),
        ("滨海一级作家、“海燕”奖、潮汐奖得主高岩，潮汐局局长苏静分别发言。", [
            ("高岩", "滨海一级作家、“海燕”奖、潮汐奖得主"), ("苏静", "潮汐局局长"),
        ]),
        ("论坛请到了潮汐局局长高岩、潮汐院院长苏静来作报告。", [
            ("高岩", "潮汐局局长"), ("苏静", "潮汐院院长"),
        ]),
        ("潮汐局局长高岩前来作报告。", [("高岩", "潮汐局局长")]),
        ("潮汐局局长高岩亦作报告。", [("高岩", "潮汐局局长")]),
        ("潮汐局局长高岩、潮汐院院长苏静各作报告。", [
            ("高岩", "潮汐局局长"), ("苏静", "潮汐院院长"),
        ]),
        ("潮汐局局长高福来作报告。", [("高福来", "潮汐局局长")]),
        ("滨海大学西村幸夫教授的报告题为《海塘》。", [("西村幸夫", "滨海大学")]),
        ("报告的主讲人是滨海大学高岩教授。", [("高岩", "滨海大学")]),
        ("校长因公未到，委托副校长高岩致辞。", [("高岩", "副校长")]),
        ("二十位青年学者相继围绕海塘展开专题报告。", []),
        ("十余名企业代表陆续登台发言。", []),
        ("滨海大学教授庄严作报告。", [("庄严", "滨海大学教授")]),
        ("潮汐院党委书记权衡致辞。", [("权衡", "潮汐院党委书记")]),
        ("潮汐局局长方可主持开幕式。", [("方可", "潮汐局局长")]),
        ("三位专家连番追问海塘的造价。", []),
        ("滨海大学教授盛赞海塘。", []),
        ("潮汐公司林岚总经理发言。", [("林岚", "潮汐公司")]),
        ("潮汐公司王一总工程师发言。", [("王一", "潮汐公司")]),
        ("潮汐基金会的社区建设副总裁分享了经验。", []),
        ("Sajan G.介绍了用于海塘的软件。", []),
        ("滨海大学博士生高岩、苏静、林和美子、于海作报告。", [
            ("高岩", "滨海大学博士生"), ("苏静", "滨海大学博士生"),
            ("林和美子", "滨海大学博士生"), ("于海", "滨海大学博士生"),
        ]),
    ],
)  # fmt: skip
def test_who_is_named_with_which_title(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert named(sentence) == expected


def test_one_foreign_word_behind_a_post_is_asked_for() -> None:
    record = read_news("主旨演讲环节，潮汐社设计师Paolo，潮汐局局长高岩分别作主旨演讲。")
    assert "Paolo" in subjects(record, "guess")


@pytest.mark.parametrize("word", ["庄严", "许诺", "方可", "严正"])
def test_a_word_that_people_are_called_by_is_asked_for(word: str) -> None:
    record = read_news(f"主旨演讲环节，潮汐局局长{word}作主旨演讲。")
    assert word in subjects(record, "guess")


@pytest.mark.parametrize("behind", ["亦作主旨演讲", "会在下午发言", "再作主旨演讲"])
def test_a_name_that_may_be_longer_is_asked_for(behind: str) -> None:
    record = read_news(f"主旨演讲环节，潮汐局局长高岩{behind}。")
    assert "高岩" in subjects(record, "guess")


def test_of_a_list_that_took_part_either_way_nobody_did_by_video() -> None:
    record = read_news("潮汐局局长高岩，潮汐院院长苏静在现场或以视频形式出席论坛并致辞。")
    assert {appearance.attendance for appearance in record.appearances} == {None}


def test_the_name_in_the_other_script_is_kept_with_it() -> None:
    (mention,) = find_mentions_zh("滨海大学Ada Gao（高岩）教授作报告。", Roster())
    assert mention.latin == "Ada Gao"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "主旨报告环节，潮汐局局长高岩从历史方位、问题导向两方面展开“海塘”主题报告。",
            {("高岩", "keynote", "speaker")},
        ),
        ("潮汐局局长高岩校友在线上作了主题演讲。", {("高岩", "keynote", "speaker")}),
        ("潮汐局局长高岩致闭幕辞。", {("高岩", "closing", "speaker")}),
        (
            "圆桌会议上，潮汐局局长高岩、潮汐院院长苏静等局长就海塘交换了意见。",
            {("高岩", "roundtable", "panellist"), ("苏静", "roundtable", "panellist")},
        ),
        (
            "圆桌环节，潮汐局局长高岩、潮汐院院长苏静和海边种粮大户王芳围绕“谁来修海塘”展开对话。",
            {
                ("高岩", "roundtable", "panellist"),
                ("苏静", "roundtable", "panellist"),
                ("王芳", "roundtable", "panellist"),
            },
        ),
        (
            "主旨报告环节，滨海大学高岩教授的报告题为《海塘》。",
            {("高岩", "keynote", "speaker")},
        ),
        (
            "潮汐局局长高岩围绕海塘、共同富裕等主题发表主旨演讲。",
            {("高岩", "keynote", "speaker")},
        ),
        (
            "滨海大学高岩教授（Ada d. Gao）、苏静教授分别作主旨报告。",
            {("高岩", "keynote", "speaker"), ("苏静", "keynote", "speaker")},
        ),
    ],
)
def test_who_speaks_where(sentence: str, expected: set[tuple[str, str, str]]) -> None:
    assert appearances(read_news(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("潮汐局局长高岩作报告，报告题目为“修海塘”。", {"高岩": "修海塘"}),
        ("潮汐局局长高岩报告题目为“修海塘”。", {"高岩": "修海塘"}),
        (
            "高岩教授围绕“修海塘”，苏静教授围绕“看潮水”作报告。",
            {"高岩": "修海塘", "苏静": "看潮水"},
        ),
        (
            "高岩教授、苏静教授分别围绕“修海塘”“看潮水”作报告。",
            {"高岩": "修海塘", "苏静": "看潮水"},
        ),
        # Either may have spoken on both.
        ("高岩教授、苏静教授，围绕“修海塘”“看潮水”2个主题作报告。", {}),
    ],
)
def test_what_the_talk_of_each_is_called(sentence: str, expected: dict[str, str]) -> None:
    record = read_news(sentence)
    names = {person.key: "".join(person.name.values()) for person in record.people}
    assert {
        names[appearance.person]: "".join(appearance.speech_title.values())
        for appearance in record.appearances
        if appearance.speech_title
    } == expected


_WORDS = "开幕式上，潮汐局局长高岩致辞。他表示，海塘要修，港口要建，潮水要看。"


@pytest.mark.parametrize(
    "behind",
    [
        "与会专家围绕海塘进行主题报告。",
        "闭幕式最后，苏静副院长宣读名单。",
        "潮汐中心负责人鼓励青年学者多看潮水，多修海塘。",
        "滨海大学苏静教授和滨海大学于海教授都关注了海塘的历史与现状。",
    ],
)
def test_words_end_where_the_text_turns_to_others(behind: str) -> None:
    said = remarks(read_news(_WORDS + behind), "高岩")
    assert said == "海塘要修，港口要建，潮水要看。"


def test_who_wrote_the_news_is_no_part_of_the_last_words() -> None:
    said = remarks(read_news(f"{_WORDS}（潮汐局供稿）"), "高岩")
    assert said == "海塘要修，港口要建，潮水要看。"


def test_a_point_that_names_the_same_speaker_goes_on() -> None:
    text = (
        "潮汐局局长高岩在致辞中强调，要把海塘修好，要把潮水看住。\n\n"
        "一要加固海塘，把短板补齐。高岩指出海塘有三处裂缝。\n\n"
        "二要看住潮水，高岩分别提出要求。"
    )
    assert remarks(read_news(text), "高岩").endswith("二要看住潮水，高岩分别提出要求。")


def test_whoever_speaks_for_others_begins_with_the_welcome() -> None:
    text = (
        "潮汐局局长高岩出席开幕式并致辞。\n\n"
        "高岩代表潮汐局欢迎各地专家。海塘在变化。他还介绍，港口已经建成。"
    )
    assert remarks(read_news(text), "高岩").startswith("高岩代表潮汐局欢迎各地专家。")


def test_what_stands_behind_an_address_is_asked_for() -> None:
    record = read_news("潮汐局局长高岩在会上致辞。海塘是潮城的屏障。港口要与海塘一同规划。")
    assert remarks(record, "高岩") == "海塘是潮城的屏障。港口要与海塘一同规划。"
    assert "高岩" in subjects(record, "guess")


def test_who_else_was_there_is_nothing_that_somebody_said() -> None:
    text = (
        "潮汐局局长高岩出席会议并致辞，港口、海关等机构有关领导，各校专家学者参加了现场研讨，"
        "师生百余人线上参加了会议。\n\n高岩表示，海塘要修，港口要建。"
    )
    assert remarks(read_news(text), "高岩") == "海塘要修，港口要建。"


def test_an_interpretation_is_no_verb_that_words_are_cut_at() -> None:
    said = remarks(read_news("潮汐局局长高岩就海塘进行了解读，强调海塘要修，港口要建。"), "高岩")
    assert said.startswith("潮汐局局长高岩就海塘进行了解读")


@pytest.mark.parametrize(
    "sentence",
    [
        "高岩说，去年的今天，我们举行了表彰大会，海塘也修好了。",
        "近期潮汐局还将开展海塘共建协议签约仪式。",
        "潮汐局局长高岩出席研讨会并讲话。",
    ],
)
def test_what_took_place_elsewhere_is_no_session(sentence: str) -> None:
    kinds = {session.kind for session in read_news(sentence).sessions}
    assert kinds - {"opening", "keynote"} == {"roundtable"}


def test_what_follows_the_opening_is_not_chaired_there_for_certain() -> None:
    record = read_news("开幕式后，潮汐局局长高岩主持召开了潮汐论坛。")
    assert "高岩" in subjects(record, "guess")


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("5月8日，第二届潮汐论坛线上召开。", "第二届潮汐论坛"),
        ("5月8日，第七届青年学者“潮汐论坛”开幕式在线召开。", "第七届青年学者“潮汐论坛”"),
        (
            "5月8日，由潮汐局承办的潮汐创新论坛分论坛二“海塘与港口”在潮城举办。",
            "潮汐创新论坛分论坛二“海塘与港口”",
        ),
        ("5月8日，潮汐阅读大会暨海塘大赛启动仪式在潮城举办。", "潮汐阅读大会暨海塘大赛启动仪式"),
        ("5月8日，海塘挑战赛（简称“海赛”）暨潮汐研讨会在潮城举行。", "海塘挑战赛暨潮汐研讨会"),
        ("5月8日，潮汐年会2024圆满落幕。", "潮汐年会2024"),
        ("5月8日，潮汐创新论坛暨“海塘园”揭牌仪式在潮城举行。", "潮汐创新论坛暨“海塘园”揭牌仪式"),
        ("5月8日，我校首期“潮汐”论坛在潮城举行。", "首期“潮汐”论坛"),
        (
            "5月8日，“海塘治理国际研讨会”通过线上与线下相结合的方式在滨海大学举行。",
            "海塘治理国际研讨会",
        ),
        (
            "5月8日，潮汐报作为媒体支持单位的以“修海塘”为主题的第二届潮汐研讨会在潮城举行。",
            "第二届潮汐研讨会",
        ),
    ],
)
def test_what_the_event_is_called(lead: str, title: str) -> None:
    assert read_lead(lead).title == {"zh-hans": title}


@pytest.mark.parametrize(
    "sentence",
    [
        "举办了近50场专题讲座。",
        "比如举办这次的潮汐年会，就是一次尝试。",
        "校长林岚致辞，并宣布本次系列论坛开幕。",
    ],
)
def test_what_counts_or_points_is_no_title(sentence: str) -> None:
    assert read_lead(sentence).title == {"zh-hans": "潮汐新闻"}


@pytest.mark.parametrize(
    "where", ["于线上", "在南岛", "在哪里"], ids=["online", "short_form", "question"]
)
def test_what_is_no_place_is_none(where: str) -> None:
    record = read_lead(f"5月8日，第二届潮汐论坛{where}举办。南岛大学师生参加。")
    assert (record.city, record.venue) == ({}, {})


def test_a_city_of_one_character_takes_no_adverb_with_it() -> None:
    assert read_lead("5月8日，第二届潮汐论坛在津成功举办。").city == {}


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("论坛由潮汐局（南岸）联合滨海大学主办。", ["潮汐局（南岸）", "滨海大学"]),
        ("论坛由滨海大学与《潮汐》杂志社合办。", ["滨海大学", "《潮汐》杂志社"]),
        ("论坛由潮汐学会（以下简称潮会）主办。", ["潮汐学会"]),
        ("论坛由潮汐创新联合体、海塘实验室主办。", ["潮汐创新联合体", "海塘实验室"]),
        ("论坛由人工智能与海塘研究中心主办。", ["人工智能与海塘研究中心"]),
        ("他祝愿滨海大学承办的海塘大赛成功。", []),
        ("由潮汐局牵头成立分会是对滨海大学的支持。", []),
    ],
)
def test_who_holds_the_event(lead: str, names: list[str]) -> None:
    record = read_lead(f"5月8日，第二届潮汐论坛在潮城举行。{lead}")
    assert [organization.name["zh-hans"] for organization in record.organizations] == names


def test_who_holds_another_event_is_asked() -> None:
    record = read_lead("5月8日，第二届潮汐论坛在潮城举行。潮贸会由潮汐局主办。")
    assert "潮汐局" in subjects(record, "guess")


@pytest.mark.parametrize(
    "text",
    [
        "滨海大学高岩教授作了题为“Tides and\n\nHarbours of the\n\nNorth”的主旨报告，介绍了海塘。",
        "滨海大学高岩教授作了题为“修\n\n海\n\n塘”的主旨报告，介绍了海塘的历史和现状。",
    ],
)
def test_a_title_that_was_broken_off_goes_on(text: str) -> None:
    record = read_news(text)
    assert appearances(record) == {("高岩", "keynote", "speaker")}


def test_a_latin_name_that_was_broken_goes_on() -> None:
    text = "潮汐会会长Ada Berg出席开幕式。\n\nAda\n\nBerg在致辞中说，海塘要修，港口要建。"
    assert remarks(read_news(text), "Ada Berg") == "海塘要修，港口要建。"


def test_a_headline_with_a_comma_in_its_title_is_a_line_of_its_own() -> None:
    text = (
        "我校举办“修好海塘，看住潮水，提高潮汐学科人才培养的质量与水平”学术研讨会\n\n"
        "5月8日，“修好海塘，看住潮水，提高潮汐学科人才培养的质量与水平学术研讨会”在潮城举行。\n\n"
        "滨海大学校长林岚在致辞中指出，潮汐能可以预报。\n"
    )
    title = "修好海塘，看住潮水，提高潮汐学科人才培养的质量与水平学术研讨会"
    assert read_text(text).record.title == {"zh-hans": title}


def test_addresses_of_which_nothing_says_that_they_open_are_called_so() -> None:
    told = (
        "10月28日，2022潮汐论坛举行。\n\n潮汐局局长林岚致辞，她指出，潮水涨得太快，海塘要修高。\n"
    )
    sessions = read_text(told).record.sessions
    assert [(session.kind, session.heading) for session in sessions] == [
        ("opening", {"zh-hans": "致辞"})
    ]


def test_addresses_of_an_opening_are_no_heading_of_their_own() -> None:
    told = (
        "10月28日，2022潮汐论坛举行。\n\n"
        "开幕式上，潮汐局局长林岚致辞，她指出，潮水涨得太快，海塘要修高。\n"
    )
    assert [session.heading for session in read_text(told).record.sessions] == [{}]


def test_who_wrote_the_news_for_a_house_is_no_guest() -> None:
    record = read_news(
        "主旨演讲环节，潮汐局局长高岩作主旨演讲。\n\n潮汐县融媒体中心记者 方圆 通讯员 高洁"
    )
    assert "方圆" not in {"".join(person.name.values()) for person in record.people}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "第一分会场由滨海大学高岩教授主持，潮汐院苏静研究员等8人报告论文，于海教授点评。",
            {
                ("高岩", "other", "moderator"), ("苏静", "other", "speaker"),
                ("于海", "other", "discussant"),
            },
        ),
        (
            "第二分会场主持人为高岩副教授，报告人有苏静、于海和林岚。",
            {
                ("高岩", "other", "moderator"), ("苏静", "other", "speaker"),
                ("于海", "other", "speaker"), ("林岚", "other", "speaker"),
            },
        ),
        (
            "在潮汐局局长高岩、潮汐院院长苏静等嘉宾的共同见证下，港口处处长于海签署了协议。",
            {
                ("高岩", "signing", "witness"), ("苏静", "signing", "witness"),
                ("于海", "signing", "signatory"),
            },
        ),
        (
            "主旨报告环节，滨海大学高岩教授、潮汐院苏静研究员分别担任上下半场的评议人。",
            {("高岩", "keynote", "discussant"), ("苏静", "keynote", "discussant")},
        ),
        (
            "主旨演讲环节，潮汐局局长高岩，潮汐商会会长拿督苏静先后作主旨演讲。",
            {("高岩", "keynote", "speaker"), ("苏静", "keynote", "speaker")},
        ),
    ],
)  # fmt: skip
def test_each_of_a_sentence_does_what_it_says_of_them(
    sentence: str, expected: set[tuple[str, str, str]]
) -> None:
    assert expected <= appearances(read_news(sentence))
    names = {name for name, _session, _role in expected}
    seats = {seat for seat in appearances(read_news(sentence)) if seat[0] in names - {"林岚"}}
    assert seats <= expected


def test_a_lead_that_gives_day_and_place_introduces_the_event() -> None:
    lead = "2027年3月4日，第三届海潮论坛在滨海会议中心举行，二百余位学者参加。主题是“听潮”。"
    assert read_lead(lead).introduction == {"zh-hans": lead}


def test_a_lead_that_names_people_introduces_by_its_other_sentences() -> None:
    lead = (
        "潮汐网讯（记者 高岩）3月4日，第三届海潮论坛在滨海会议中心举行，滨海市市长苏静出席开幕式。"
        "论坛吸引了沿海各地二百余位学者，是海塘研究的交流平台。"
    )
    introduction = "论坛吸引了沿海各地二百余位学者，是海塘研究的交流平台。"
    assert read_lead(lead).introduction == {"zh-hans": introduction}


def test_who_wrote_the_news_is_no_part_of_the_introduction() -> None:
    lead = "潮汐网讯（记者 高岩）3月4日，第三届海潮论坛在滨海会议中心举行，二百余位学者参加。"
    introduction = "3月4日，第三届海潮论坛在滨海会议中心举行，二百余位学者参加。"
    assert read_lead(lead).introduction == {"zh-hans": introduction}


def test_a_headline_introduces_nothing() -> None:
    record = read_text(
        "第三届海潮论坛在滨海会议中心举行！\n\n潮汐局局长林岚在致辞中指出，潮水大。\n"
    ).record
    assert record.introduction == {}


def test_a_post_behind_a_name_ends_a_title_that_is_a_house() -> None:
    person = read_lead("潮汐交易所林岚总经理在论坛上表示，潮水大。").people[0]
    assert (person.title, person.honorific) == ({"zh-hans": "潮汐交易所总经理"}, {})


def test_a_rank_with_which_the_title_ends_is_said_once() -> None:
    person = read_lead(
        "滨海大学助理教授高岩在论坛上表示，潮水大。\n\n高岩助理教授指出，海塘要修。"
    ).people[0]
    assert (person.title, person.honorific) == ({"zh-hans": "滨海大学助理教授"}, {})


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("我校副校长高岩", "我校副校长"), ("我校高岩副校长", "我校副校长"),
        ("校党委书记高岩", "校党委书记"), ("学院院长高岩", "学院院长"),
    ],
)  # fmt: skip
def test_a_title_of_the_papers_own_house_is_a_question(words: str, title: str) -> None:
    record = read_lead(f"{words}在论坛上表示，潮水大。")
    asked = {finding.subject for finding in record.findings if finding.kind == "guess"}
    assert title in asked


def test_what_may_be_held_somewhere_was_not_held() -> None:
    sentence = "各地设有会场，以供讲师进行互动与访谈、圆桌会，以及举办特色活动。"
    assert [session.kind for session in read_lead(sentence).sessions] == ["opening"]


_ENDING = """

About the Tide Club

The Tide Club is a body of the coast, founded a hundred years ago by those who measure walls.

Media enquiries

Harbour Relations:

Tel: (852) 5550 0100

For more information, please visit the pages of the club.
"""


def test_what_news_end_with_is_passed_over() -> None:
    news = (
        "Tide Forum opens in Bergen\n\nBERGEN, 5 May 2031 — The Tide Forum was held in Bergen.\n\n"
        "Ms. Anna Berg, Director of the Tide Office, said that the wall had sunk by a hand."
    )
    unread = {line.text for line in read_text(news + _ENDING).unread}
    assert unread <= {line.text for line in read_text(news).unread}
