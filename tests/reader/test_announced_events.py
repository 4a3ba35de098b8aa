"""Events that are still to come, or of which the news tell in other words than that they met."""

import pytest

from forum.reader.event_record import EventRecord
from forum.reader.reading import Reading, Shape
from tests.reader.test_prose import read_text

_COAST = """Wednesday, 3 March 2027

Regional Forum on “Tides @ 20: What Comes Next”

Engineers from twelve coastal states will gather this week in Lisbon, Portugal at the \
Regional Forum on “Tides @ 20: What Comes Next,” hosted by Partners in Coastal Repair (PCR).

The forum programme includes sessions on seawalls, ferries and salt marshes.

The opening session will take place on Friday, 5 March 2027 in Lisbon, Portugal, with an opening \
address made by the First Lady of Norland, H.E. Mrs. Ada Lind. The opening session will also be \
addressed by Dr. Hugo Brandt, Chair, Tide Board, Minister, Ministry of Harbours; and \
Hon. Ines Sol Costa Minister of State for Ports, Republic of Sudland.
"""
_YOUTH = """Harbour200 Youth Forum Asks What Ports Owe the Young

4 May 2027 Posted in Press releases

1. The Ministry of Ports (MinPort) and the Institute of Tide Studies (ITS) will jointly convene \
the Harbour200 Youth Forum on Tuesday, 4 May 2027, at Westland University.

2. Prime Minister and Minister for Trade Lars Holm will deliver the opening address to kick off \
the Forum.

3. Minister for Ports and Second Minister for Home Affairs Per Dahl SC will helm a dialogue \
examining what ports owe the young, with Ms Eva Stern, Director, Coast Fund and Mr Ian Frost, \
Head of Planning, Tide Bureau. The dialogue will be moderated by Ms Rosa Blum, Editor, Port Post.

4. The dialogue will explore:
• How quays may stay open to those who live beside them; and
• What the next twenty years will cost.

5. The Forum will also feature breakout discussions led by youth leaders.

6. Featured panellists include:
• Ms Mia Falk, Chief Executive Officer, Ferry Group
• Mr Tom Berg, Director, Youth Council
"""
_COURSE = """10 May 2027, Oslo, Norland, Zoom Conferences - The Harbour Academy successfully \
opened its two-day course entitled “Reading Tide Tables”. More than 90 officers joined online.

The course opened with introductions, led by Mr. Lars B. Holm, Head of Office at Tide House, who \
welcomed Ms. Eva Stern, Director of the Academy, to speak. Ms. Stern discussed how tables are \
made and what they leave out.

H.E. Mr. Ian Frost, Permanent Representative of Norland, spoke next, commending the course.

Following these opening remarks, Ms. Rosa Blum, Chief of the Tables Branch, started off the first \
session.
"""
_CEREMONY = """5月6日上午，由海塘局主办、滨海潮汐中心承办的“北海国家海塘养护研讨班”举行了开班典礼。\
海塘局局长林岚、潮汐中心主任高岩等出席开班典礼。开班典礼由潮汐中心副主任苏静主持。
高岩对各位学员到潮汐中心参加研讨交流表示热烈欢迎，并表示，中心将组织学员考察三处海塘，共同讨论养护的办法。\
林岚表示，希望各位学员学有所成，把养护海塘的经验带回各自的港口。
北国的于海先生代表学员在会上发言，对海塘局表示感谢，并表示，全体学员将珍惜这次机会，回去以后修好海塘。
"""
_REPORTS = """海塘数字化·潮城论坛在滨海大学举行

5月6日，海塘数字化·潮城论坛在滨海大学举行，滨海大学林岚教授、潮城大学高岩教授受邀参加论坛。

开幕式上，海塘学院院长苏静致欢迎辞。她表示，希望论坛成为海塘学者共同的平台。

专家主题报告会上，与会专家学者们围绕“海塘数字化”进行报告并充分讨论。

林岚教授针对数字海塘如何与渔村生活结合进行了深入探讨。她指出，海塘的数据应当由渔村与港口共同使用和维护。

高岩教授认为海塘养护进入了新的阶段，养护的方法也要随之改变，应当先算清潮水的账。

苏静从养护实践的角度出发，指出要充分利用潮汐站的数据，加快推进海塘实验室的建设工作。
"""


def told(text: str) -> EventRecord:
    return read_text(text).record


def cast(record: EventRecord) -> list[tuple[str, str, str]]:
    """Return who appears, the kind of session, and the role, in the order of the document."""
    names = {person.key: "".join(person.name.values()) for person in record.people}
    kinds = {session.key: session.kind for session in record.sessions}
    return [
        (names[appearance.person], kinds[appearance.session], appearance.role)
        for appearance in record.appearances
    ]


def titles(record: EventRecord) -> dict[str, str]:
    return {
        "".join(person.name.values()): "".join(person.title.values()) for person in record.people
    }


def guesses(reading: Reading) -> set[str]:
    return {finding.subject for finding in reading.record.findings if finding.kind == "guess"}


@pytest.mark.parametrize("text", [_COAST, _YOUTH, _COURSE, _CEREMONY])
def test_it_is_news(text: str) -> None:
    assert read_text(text).shape is Shape.RELEASE


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (_COAST, {"en": "Regional Forum on “Tides @ 20: What Comes Next”"}),
        (_YOUTH, {"en": "Harbour200 Youth Forum"}),
        (_COURSE, {"en": "Reading Tide Tables"}),
        (_CEREMONY, {"zh-hans": "北海国家海塘养护研讨班"}),
    ],
)
def test_the_event_is_called_what_is_to_be_held(text: str, title: dict[str, str]) -> None:
    assert told(text).title == title


def test_a_verb_in_a_headline_is_no_part_of_the_name() -> None:
    text = "Norland, Sudland Holds Second Joint Harbour Conference\n\n" + _SAID
    assert told(text).title == {"en": "Second Joint Harbour Conference"}


_SAID = """1. Norland and Sudland held their second joint harbour conference in Oslo today. The \
conference was organised by the Ministry of Ports.

2. In his keynote address, Minister for Ports Mr Lars Holm said, “This is the second harbour \
conference co-organised by Sudland and Norland, and it bears the hopes of both.”

3. Mr Holm said that because both coasts are long, the ferries of each need the harbours of both.
"""


def test_nobody_hosts_what_a_quotation_says() -> None:
    names = [organization.name for organization in told("Harbours\n\n" + _SAID).organizations]
    assert names == [{"en": "Ministry of Ports"}]


def test_what_somebody_said_further_below_keeps_its_own_sentence() -> None:
    (appearance,) = told("Harbours\n\n" + _SAID).appearances
    assert "Mr Holm said that because" in appearance.remarks["en"]


def test_those_who_are_to_speak_are_read() -> None:
    assert cast(told(_COAST)) == [
        ("Ada Lind", "opening", "speaker"),
        ("Hugo Brandt", "opening", "speaker"),
        ("Ines Sol Costa", "opening", "speaker"),
    ]


def test_a_title_may_hold_a_board_or_follow_without_a_comma() -> None:
    assert titles(told(_COAST)) == {
        "Ada Lind": "First Lady of Norland",
        "Hugo Brandt": "Chair, Tide Board, Minister, Ministry of Harbours",
        "Ines Sol Costa": "Minister of State for Ports, Republic of Sudland",
    }


def test_a_host_may_be_called_by_what_its_members_share() -> None:
    assert [host.name for host in told(_COAST).organizations] == [
        {"en": "Partners in Coastal Repair"}
    ]


def test_those_who_are_to_convene_are_hosts() -> None:
    assert [(host.role, host.name["en"]) for host in told(_YOUTH).organizations] == [
        ("host", "Ministry of Ports"), ("host", "Institute of Tide Studies"),
    ]  # fmt: skip


def test_a_dialogue_has_whoever_helms_it_and_those_with_whom() -> None:
    assert cast(told(_YOUTH))[:5] == [
        ("Lars Holm", "opening", "speaker"),
        ("Eva Stern", "dialogue", "panellist"),
        ("Ian Frost", "dialogue", "panellist"),
        ("Per Dahl", "dialogue", "panellist"),
        ("Rosa Blum", "dialogue", "moderator"),
    ]


def test_what_is_to_be_said_is_no_remark() -> None:
    assert not any(appearance.remarks for appearance in told(_YOUTH).appearances)


def test_panellists_of_a_list_discuss_and_their_session_is_a_question() -> None:
    reading = read_text(_YOUTH)
    assert cast(reading.record)[5:] == [
        ("Mia Falk", "discussion", "panellist"), ("Tom Berg", "discussion", "panellist"),
    ]  # fmt: skip
    assert {"Mia Falk", "Tom Berg"} <= guesses(reading)


def test_what_a_session_is_to_explore_is_its_summary() -> None:
    (dialogue,) = [session for session in told(_YOUTH).sessions if session.kind == "dialogue"]
    assert "What the next twenty years will cost." in dialogue.summary["en"]


def test_a_numbered_session_of_no_other_name_is_one_of_its_own() -> None:
    record = told(_COURSE)
    assert [session.heading for session in record.sessions] == [{}, {"en": "First session"}]
    assert cast(record)[-1] == ("Rosa Blum", "other", "speaker")


def test_whoever_leads_the_introductions_speaks_at_the_opening() -> None:
    assert cast(told(_COURSE))[:3] == [
        ("Lars B. Holm", "opening", "speaker"),
        ("Eva Stern", "opening", "speaker"),
        ("Ian Frost", "opening", "speaker"),
    ]


def test_whom_words_are_addressed_to_names_no_session() -> None:
    assert cast(told(_CEREMONY)) == [
        ("苏静", "opening", "moderator"),
        ("高岩", "opening", "speaker"),
        ("林岚", "opening", "speaker"),
        ("于海", "opening", "speaker"),
    ]


def test_the_text_goes_on_with_the_session_that_a_sentence_turns_to() -> None:
    assert cast(told(_REPORTS)) == [
        ("苏静", "opening", "speaker"),
        ("林岚", "keynote", "speaker"),
        ("高岩", "keynote", "speaker"),
        ("苏静", "keynote", "speaker"),
    ]


def test_who_speaks_in_it_is_a_question() -> None:
    assert {"高岩", "苏静"} <= guesses(read_text(_REPORTS))


def test_news_with_the_words_below_are_a_transcript() -> None:
    text = (
        "林岚谈海塘\n\n2027年05月06日\n\n潮城讯 5月6日，潮汐峰会今日在潮城召开，"
        "林岚与高岩就海塘的未来作了对话，高岩表示，海塘要修。\n\n以下为对话环节精彩概要：\n\n高岩：如果海塘明天交给你来养护，你会先做什么？\n\n"
        "林岚：我会先算潮水的账，再看石头够不够，最后才谈花多少钱、请多少人。\n"
    )
    assert read_text(text).shape is Shape.TRANSCRIPT


def test_people_of_a_list_that_says_no_role_are_not_lost_in_a_text() -> None:
    text = _YOUTH.replace("What the next twenty years will cost.", "Ms Lea Roth, Dean, Tide School")
    reading = read_text(text)
    lines = [finding.subject for finding in reading.record.findings]
    assert "Lea Roth" in lines or "Lea Roth" in titles(reading.record)


def test_an_entry_that_is_nobody_ends_no_list_of_panellists() -> None:
    text = _YOUTH.replace("• Mr Tom Berg", "• Further names to come\n• Mr Tom Berg")
    assert cast(told(text))[-1] == ("Tom Berg", "discussion", "panellist")
