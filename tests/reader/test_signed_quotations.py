"""What guests said of an event, each signed by a line below, and stamps at a page's head."""

from datetime import date

from forum.reader.event_record import EventRecord
from tests.reader.test_prose import read_news, read_text
from tests.reader.test_wide_prose import appearances, subjects

_LEAD = "首届潮汐论坛落幕\n\n2031年5月8日，首届潮汐论坛在滨海大学举行。林岚校长在会上致辞。\n\n"
_QUOTATIONS = """嘉宾寄语

潮水不等人，海塘要早修，港口要与海塘一同规划。

—— 潮汐局局长 高岩

在滨海的每一天都看得到海的力气。

——潮汐社 苏静，海塘组组长，潮汐布道师

The sea was here first, and it will not wait for any of us.

-- Anna Berg, Director, Tide Office
"""


def quotations(record: EventRecord) -> dict[str, tuple[str, str]]:
    """Return who is quoted, with the title, and by the heading of which session."""
    names = {person.key: person for person in record.people}
    headings = {session.key: "".join(session.heading.values()) for session in record.sessions}
    return {
        "".join(names[each.person].name.values()): (
            "".join(names[each.person].title.values()),
            headings[each.session],
        )
        for each in record.appearances
        if each.remarks
    }


def test_whoever_signs_a_quotation_said_it() -> None:
    record = read_text(_LEAD + _QUOTATIONS).record
    assert quotations(record) == {
        "高岩": ("潮汐局局长", "嘉宾寄语"),
        "苏静": ("海塘组组长，潮汐布道师", "嘉宾寄语"),
        "Anna Berg": ("Director, Tide Office", "嘉宾寄语"),
    }


def test_where_a_signed_quotation_was_said_is_asked() -> None:
    assert subjects(read_text(_LEAD + _QUOTATIONS).record, "guess") >= {"高岩", "苏静", "Anna Berg"}


def test_a_subtitle_below_a_sentence_is_no_signature() -> None:
    record = read_text(f"{_LEAD}海塘与港口的关系要重新来看。\n\n——滨海市市长高岩\n").record
    assert quotations(record) == {}


def test_what_a_paper_tells_is_surer_than_hours_at_its_head() -> None:
    stamps = "\n\n2031-05-10 08:30:00\n\n2031-05-11 17:30:00\n\n"
    record = read_text(_LEAD.replace("\n\n", stamps, 1)).record
    assert (record.start_date, record.end_date) == (date(2031, 5, 8), date(2031, 5, 8))


def test_of_a_paper_that_tells_the_end_alone_hours_at_its_head_give_the_beginning() -> None:
    stamps = "\n\n2031-05-07 08:30:00\n\n2031-05-08 17:30:00\n\n"
    record = read_text(_LEAD.replace("\n\n", stamps, 1).replace("举行", "圆满收官")).record
    assert (record.start_date, record.end_date) == (date(2031, 5, 7), date(2031, 5, 8))
    assert "2031-05-07" in subjects(record, "guess")


def test_the_day_on_which_an_event_ended_is_asked_for() -> None:
    record = read_text(_LEAD.replace("举行", "圆满收官")).record
    assert record.start_date == date(2031, 5, 8)
    assert "2031-05-08" in subjects(record, "guess")


def test_what_somebody_hosted_is_no_host() -> None:
    record = read_text(f"{_LEAD}首届潮汐论坛是滨海潮汐局主办的第四次海洋盛会。").record
    assert [host.name for host in record.organizations] == [{"zh-hans": "滨海潮汐局"}]


def test_who_speaks_at_a_dinner_opens_no_meeting() -> None:
    record = read_news("当晚，欢迎晚宴由潮汐局局长高岩致辞。")
    assert ("高岩", "other", "speaker") in appearances(record)


def test_whoever_came_to_report_said_nothing() -> None:
    record = read_news(
        "潮汐社社长高岩亲临论坛采访，潮汐网高级编辑苏静还率队录制了现场的人物与实况。"
    )
    assert not [each for each in record.appearances if each.remarks and "亲临" in str(each.remarks)]


_PANEL = (
    "Harbour Circle Hosts Webinar on Tides\n\nThe webinar was held on 8 May 2031. Moderators were "
    "Ida Holm, Director, Tide Office and Dr. Nils Moen, Dean of the Coast College.\n\n"
    "Panellists included Anna Berg, Director, Coast Office; Vice Chair, Dike Board, Tom Li, "
    "Manager at Quay Works, and Eva Falk, Editor, Tide Times.\n\n"
    "“The sea was here first, and it will not wait.” - Anne Berg\n\n"
    "“Walls are for people, not for water.” – Tom Li\n\n"
    "“Write it down before the tide does.” - Eva Falk\n"
)


def test_whoever_is_named_at_the_end_of_a_quotation_said_it() -> None:
    record = read_text(_PANEL).record
    names = {person.key: person.name["en"] for person in record.people}
    assert [
        (names[seat.person], seat.role, seat.remarks.get("en", "")) for seat in record.appearances
    ] == [
        ("Ida Holm", "moderator", ""),
        ("Nils Moen", "moderator", ""),
        ("Anna Berg", "panellist", "“The sea was here first, and it will not wait.”"),
        ("Tom Li", "panellist", "“Walls are for people, not for water.”"),
        ("Eva Falk", "panellist", "“Write it down before the tide does.”"),
    ]


def test_whether_a_first_name_printed_otherwise_is_the_same_is_asked() -> None:
    record = read_text(_PANEL).record
    assert [person.other_names for person in record.people if person.other_names] == [
        ("Anne Berg",)
    ]
    assert "Anne Berg" in subjects(record, "guess")


def test_whoever_moderates_a_text_of_one_panel_moderates_that() -> None:
    record = read_text(_PANEL).record
    kinds = {session.key: session.kind for session in record.sessions}
    assert {kinds[seat.session] for seat in record.appearances} == {"discussion"}
