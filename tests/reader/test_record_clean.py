"""A record without a fault: every fact is read, and nothing is reported that needs a hand."""

from datetime import date

from tests.support.papers import CLEAN, appearance, cast, keys, line_of, read, serious, session


def test_nothing_to_report() -> None:
    assert serious(read(CLEAN)) == []


def test_title_without_its_kind() -> None:
    assert read(CLEAN).title == {"zh-hans": "河谷与桥梁", "en": "VALLEYS AND BRIDGES"}


def test_parent_without_its_edition() -> None:
    parent = read(CLEAN).parent
    assert parent is not None
    assert (parent.name, parent.edition, parent.short) == (
        {"zh-hans": "松川河谷论坛", "en": "SONGCHUAN VALLEY FORUM"}, 2, "SVF"
    )  # fmt: skip


def test_day_and_place() -> None:
    record = read(CLEAN)
    assert (record.start_date, record.end_date) == (date(2024, 4, 10), date(2024, 4, 10))
    assert record.city == {"zh-hans": "松川", "en": "Songchuan"}
    assert record.venue == {"zh-hans": "松川会议中心"}


def test_organizations_in_pairs() -> None:
    assert [
        (organization.role, organization.no, dict(organization.name))
        for organization in read(CLEAN).organizations
    ] == [
        ("host", 1, {"zh-hans": "松川市人民政府", "en": "Songchuan Municipal People's Government"}),
        ("host", 2, {"zh-hans": "桥梁国际协会", "en": "International Association of Bridges"}),
    ]


def test_sessions_in_order() -> None:
    assert keys(read(CLEAN).sessions) == ["opening", "topic-1"]


def test_topic_has_label_title_and_heading() -> None:
    topic = session(read(CLEAN), "topic-1")
    assert (topic.kind, topic.heading, topic.topic, topic.title) == (
        "discussion", {"zh-hans": "讨论环节"}, {"zh-hans": "主题一"}, {"zh-hans": "木桥的寿命"}
    )  # fmt: skip


def test_moderator_heads_each_of_the_sessions() -> None:
    record = read(CLEAN)
    assert cast(record, "opening") == [
        ("moderator", "林晚舟"), ("speaker", "程砚"), ("speaker", "奥尔加·林德")
    ]  # fmt: skip
    assert cast(record, "topic-1") == [("moderator", "林晚舟"), ("panellist", "秦牧野")]


def test_remarks_without_attribution_in_all_paragraphs() -> None:
    part = appearance(read(CLEAN), "程砚")
    assert part.remarks == {"zh-hans": "河谷里的桥连着四个村子。\n桥修好了，孩子们就不用绕路。"}
    assert part.attribution == {"zh-hans": "表示"}


def test_attendance_in_the_words_of_the_caption() -> None:
    part = appearance(read(CLEAN), "奥尔加·林德")
    assert (part.attendance, part.attendance_note) == ("video", {"zh-hans": "以视频方式出席"})


def test_lines_of_an_appearance() -> None:
    assert appearance(read(CLEAN), "秦牧野").lines == (
        line_of("秦牧野 松川"), line_of("秦牧野在松川"), line_of("秦牧野认为")
    )  # fmt: skip
